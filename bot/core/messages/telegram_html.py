"""Text as Telegram's HTML: escaped, and with the marks that make it run the right way.

The rules of direction: every line begins with a right-to-left mark, or an Arabic letter mark
before a digit; so does the text of every link; Latin runs are isolated; marks come last.
Everything from outside is escaped here and nowhere else.
"""

import re
from html import escape, unescape

from bot.core import arabic

RLM = "\u200f"
ALM = "\u061c"
LRM = "\u200e"
TAG = re.compile(r"<[^>]*>")


def line(html: str) -> str:
    """A line of a message, with the mark that makes it run from the right, or from the left if
    it is one of our own in English."""
    text = plain(html)  # an escape is made of Latin letters
    if text[:1] in (RLM, ALM, LRM, ""):
        return html
    if arabic.is_english(html):
        return LRM + html
    return (ALM if text[:1].isdigit() else RLM) + html


def apart(html: str) -> str:
    """What is said in English beside an Arabic name: without that «1 minute to read» would show
    its number on the other side. By its mark `digits` knows it from a Latin name."""
    return f"{arabic.LRI}{html}{arabic.PDI}" if arabic.is_english(html) else html


def inline(text: str) -> str:
    """Text of an article, in our typography, safe in HTML."""
    return escape(arabic.isolate(arabic.typeset(text)), quote=False)


def verbatim(text: str) -> str:
    """Somebody's words: nothing but direction and safety."""
    return escape(arabic.isolate(text), quote=False)


def link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{line(inline(text))}</a>'


def fits(html: str, limit: int) -> bool:
    """Whether what Telegram counts, the text without tags, is within `limit` units.

    Escapes are counted as they stand: never less than Telegram counts.
    """
    return arabic.utf16_units(TAG.sub("", html)) <= limit


def plain(html: str) -> str:
    """The same message without any markup, for when Telegram refuses the marked-up one."""
    return unescape(TAG.sub("", html))
