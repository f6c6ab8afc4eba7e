"""A paragraph as words and points, with each quotation as one token.

So a reader of clauses sees «قال الوزير: ⟨…⟩»; offsets lead back to the text.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.core import arabic
from bot.core.quotation_marks import Span, spans

QUOTATION = "«»"
INSIDE = "·"
"""The key of a full stop that ends nothing: 2.5، د. سامر."""
END = "."
"""The key of everything that ends a sentence."""

SPELT_LETTERS = frozenset(
    {"اي", "بي", "سي", "دي", "اف", "جي", "اتش", "جيه", "ام", "او", "ار", "اس", "تي", "يو", "اند"}
)
"""Latin letters spelt out: «إتش إس بي سي»."""
_INITIALS = 16
"""A full stop so near to both brackets around it belongs to initials."""

_TOKEN = re.compile(
    r"([\w\u064b-\u065f\u0670\u200c\u200d]{2,}|[^\W_])|[\w\u064b-\u065f\u0670\u200c\u200d]|[^\w\s]"
)
"""The group is a word, what is outside it a point."""
_AN = "آن"
"""No «أن»: the one word whose first letter must stay."""
_BAN, _KI = "بان", "كي"
"""«بان كي مون»: «بأن» and «كي» stand side by side in a name only; the sign that marks their keys
is in no word."""
NAME_SIGN = "-"
_POINTS = {"؟": END, "!": END, "?": END, "…": END, ",": "،", ";": "؛", "–": "-", "—": "-"}


class Token(NamedTuple):
    """A word, a point, or a whole quotation (`key` is then QUOTATION)."""

    key: str
    start: int
    end: int
    span: Span | None = None
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line with its tokens."""

    index: int
    text: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]

    def slice(self, first: int, after: int) -> str:
        """The text from token `first` up to, without, token `after`."""
        return self.text[self.tokens[first].start : self.tokens[after - 1].end]


def _is_inside(text: str, at: int, found: list[Token]) -> bool:
    if text[at + 1 : at + 2].isalnum():
        return True
    opened = text.rfind("(", max(0, at - _INITIALS), at)
    if opened >= 0 and ")" in text[at + 1 : at + _INITIALS] and ")" not in text[opened:at]:
        return True  # (بي. بي. سي)
    before = found[-1] if found else None
    if before is None or before.end != at or not before.is_word:
        return False
    return len(before.key) == 1 or before.key in SPELT_LETTERS  # د. سامر، إس. بي


_new = tuple.__new__
"""Nine tokens of ten are words: this makes one in half the time of `Token(…)`."""


def _plain(text: str, begin: int, end: int) -> list[Token]:
    found: list[Token] = []
    add, word_key = found.append, arabic.word_key
    for match in _TOKEN.finditer(text, begin, end):
        start, after = match.span()
        raw = match[1]
        if raw is not None:
            if key := word_key(raw):
                if key == "ان" and raw[0] == "آ":
                    key = _AN  # «وانغ آن شون», «في آن واحد»
                elif key == _KI and found and found[-1].key == _BAN:
                    key += NAME_SIGN
                    found[-1] = found[-1]._replace(key=_BAN + NAME_SIGN)
                add(_new(Token, (key, start, after, None, True)))
            continue
        raw = match[0]
        key = _POINTS.get(raw, raw)
        if raw == "." and _is_inside(text, start, found):
            key = INSIDE
        found.append(Token(key, start, after))
    return found


def tokenise(index: int, text: str) -> Paragraph:
    """The paragraph with its outermost quotations as single tokens."""
    quoted = spans(text)
    found: list[Token] = []
    at = 0
    for span in quoted:
        found += _plain(text, at, span.opened)
        found.append(Token(QUOTATION, span.opened, span.closed, span))
        at = span.closed
    found += _plain(text, at, len(text))
    return Paragraph(index, text, tuple(found), tuple(quoted))
