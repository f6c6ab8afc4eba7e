"""Numbers in a finished message as its reader writes them: 123 or ١٢٣, never both.

A quotation is verbatim in its words; how a digit looks is typography, as which quotation marks
stand around it. Left alone is what would mean something else if it were written otherwise: tags,
addresses, hashtags, code. Always Latin are the digits of commands, of Latin names («⁨F-16⁩»,
«5G»), and of telephone numbers and other addresses, whose groups would change places.
"""

import re
from dataclasses import replace
from typing import Final

from bot.core import arabic
from bot.core.models import Button, Digits, Message

_LATIN: Final = "0123456789"
_ARABIC: Final = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN: Final = "۰۱۲۳۴۵۶۷۸۹"
_TABLES: Final = {
    Digits.LATIN: str.maketrans(_ARABIC + _PERSIAN, _LATIN * 2),
    Digits.ARABIC: str.maketrans(_LATIN + _PERSIAN, _ARABIC * 2),
}
_SIGNS: Final = {
    Digits.LATIN: str.maketrans("٫٬٪", ".,%"),
    Digits.ARABIC: str.maketrans(".,%", "٫٬٪"),
}
"""Of decimals, thousands and percent (CLDR, numbering systems latn and arab)."""
_OTHERS: Final = re.compile("[٠-٩۰-۹٫٬٪]")
_D: Final = "[0-9٠-٩۰-۹]"
_L: Final = "[A-Za-z\u00c0-\u024f]"
_TOKEN: Final = re.compile(
    r"(?=[<&#/\u20680-9٠-٩۰-۹A-Za-z\u00c0-\u024f])"  # most letters are none of these
    rf"(?:(?P<kept><(?P<code>code|pre)\b.*?</(?P=code)>|<[^>]*>|&#?\w+;|https?://[^\s<\u2069]+"
    r"|[0-9]\ufe0f?\u20e3|#\w+)"
    r"|(?P<isolate>\u2068[^\u2069]*\u2069)"
    rf"|(?P<latin>(?<![\w/<])/[a-z_]{{2,}}(?: (?:{_D}|:)+)?"
    rf"|(?:{_D}+[-./]?)?{_L}(?:{_L}|{_D})*(?:[-./&+'’_@:](?:{_L}|{_D})+)*)"
    rf"|(?P<number>{_D}+(?:[.,٫٬]{_D}+)*[%٪]?))"
)
_NAME: Final = re.compile(f"\u2068(?=.*{_L})[^ء-ي]*\u2069")
_ADDRESS: Final = re.compile(rf"\u2068(?:\W?{_D}+(?:[ -]{_D}+)+|{_D}+(?:\.{_D}+){{3}})\u2069")
_GROUPED: Final = re.compile(rf"{_D}{{1,3}}(?:[,٬]{_D}{{3}})+(?:[.٫]{_D}+)?[%٪]?")
_DECIMAL: Final = re.compile(rf"{_D}+(?:[.٫]{_D}+)?[%٪]?")
_BESIDE: Final = re.compile(
    r"(?<=[٠-٩])\u200e?(?=(?![.,:/٫٬][٠-٩])[^\w<>&\u200e\u200f\u2066\u2068\u2069]+[٠-٩])"
)
"""Between two numbers that have nothing but signs between them."""
_WHOLE: Final = re.compile("(?s).+")
_APART: Final = re.compile("\u2066[^\u2069]*\u2069")
"""What is said in English beside an Arabic name."""


def write(message: Message, digits: Digits) -> Message:
    """The same message with its numbers, and those on its keys, in these digits."""
    rows = tuple(tuple(_on_key(key, digits) for key in row) for row in message.buttons)
    return replace(message, html=in_text(message.html, digits), buttons=rows)


def _on_key(key: Button, digits: Digits) -> Button:
    label = in_text(key.label, digits)
    return key if label == key.label else replace(key, label=label)


def in_text(html: str, digits: Digits) -> str:
    """HTML with its numbers in these digits; doing it again changes nothing."""
    if digits is Digits.LATIN and not _OTHERS.search(html):
        return html
    return "\n".join(_line(line, digits) for line in html.split("\n"))


def _line(html: str, digits: Digits) -> str:
    """Signs between Arabic digits run from the right, also in English (UAX #9, rule N1), so that
    8:00 and 13:00 would change places in «٨:٠٠, ١٣:٠٠»: there each begins anew."""
    english = _WHOLE if arabic.is_english(html) else _APART
    if digits is Digits.ARABIC:
        return english.sub(
            lambda each: _BESIDE.sub("\u200e", each.group()), _written(html, digits)
        )
    return _written(english.sub(lambda each: _BESIDE.sub("", each.group()), html), digits)


def _written(html: str, digits: Digits) -> str:
    def token(match: re.Match[str]) -> str:
        text = match.group()
        if match["number"]:
            return _number(text, digits)
        if match["isolate"] and not is_name(text):
            return f"{text[0]}{_written(text[1:-1], digits)}{text[-1]}"
        return text if match["kept"] else text.translate(_TABLES[Digits.LATIN])

    return _TOKEN.sub(token, html)


def is_name(isolated: str) -> bool:
    """Whether it is a Latin name, a telephone number or an address, none of our own text."""
    return _NAME.fullmatch(isolated) is not None or _ADDRESS.fullmatch(isolated) is not None


def _number(text: str, digits: Digits) -> str:
    """«1,234.5%» as «١٬٢٣٤٫٥٪»; a date («25.11.2026») keeps its points."""
    if _GROUPED.fullmatch(text) or _DECIMAL.fullmatch(text):
        text = text.translate(_SIGNS[digits])
    return text.translate(_TABLES[digits])
