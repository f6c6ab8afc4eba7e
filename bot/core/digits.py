"""Numbers in a finished message as its reader writes them: 123 or ١٢٣, never both.

A quotation is verbatim in its words; how a digit looks is typography, as which quotation marks
stand around it. Left alone are tags, commands, and Latin runs («⁨F-16⁩», addresses).
"""

import re
from dataclasses import replace
from typing import Final

from bot.core.models import Button, Digits, Message

_LATIN: Final = "0123456789"
_ARABIC: Final = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
_TO_ARABIC: Final = str.maketrans(_LATIN + _PERSIAN, _ARABIC * 2)
_TO_LATIN: Final = str.maketrans(_ARABIC + _PERSIAN, _LATIN * 2)
_KEPT: Final = re.compile(
    r"<[^>]*>|&#?\w+;|\u2068[^\u2069]*[A-Za-z][^\u2069]*\u2069"
    r"|https?://\S+|(?<!\S)/[a-z_]+(?: \d+)?|[A-Za-z][\w.-]*"
)
"""Tags, entities, isolated runs that hold Latin letters, addresses, commands, Latin words."""
_LATIN_MARKS: Final = re.compile(r"(?<=\d)[.,](?=\d)|(?<=\d)%")
_ARABIC_MARKS: Final = re.compile(r"(?<=[٠-٩۰-۹])[٫٬](?=[٠-٩۰-۹])|(?<=[٠-٩۰-۹])٪")
_ARABIC_NUMBER: Final = re.compile("[٠-٩۰-۹]")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_SAME: Final = {"٫": ".", "٬": ",", "٪": "%"}


def write(message: Message, digits: Digits) -> Message:
    """The same message with its numbers, and those on its keys, in these digits."""
    rows = tuple(tuple(_on_key(key, digits) for key in row) for row in message.buttons)
    return replace(message, html=in_text(message.html, digits), buttons=rows)


def _on_key(key: Button, digits: Digits) -> Button:
    return replace(key, label=in_text(key.label, digits))


def in_text(html: str, digits: Digits) -> str:
    """HTML with its numbers in these digits; doing it again changes nothing."""
    if digits is Digits.LATIN and not _ARABIC_NUMBER.search(html):
        return html
    convert = _to_arabic if digits is Digits.ARABIC else _to_latin
    parts, at = [], 0
    for kept in _KEPT.finditer(html):
        parts += [convert(html[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join([*parts, convert(html[at:])])


def _to_arabic(text: str) -> str:
    """«1,234.5%» as «١٬٢٣٤٫٥٪» (CLDR, numbering system arab)."""
    text = _THOUSANDS.sub(lambda number: number.group().replace(",", "٬"), text)
    text = _LATIN_MARKS.sub(lambda mark: {"%": "٪", ".": "٫"}.get(mark.group(), ","), text)
    return text.translate(_TO_ARABIC)


def _to_latin(text: str) -> str:
    text = _ARABIC_MARKS.sub(lambda mark: _SAME[mark.group()], text)
    return text.translate(_TO_LATIN)
