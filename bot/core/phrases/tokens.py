"""A paragraph as words and points, with each quotation as one token.

So a reader of clauses sees «قال الوزير: ⟨…⟩»; offsets lead back to the text.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

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


@dataclass(slots=True)
class Token:
    """A word, a point, or a whole quotation (`key` is then QUOTATION).

    Not frozen: that takes three times as long to make, and nothing else is made as often.
    """

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


def _add_any(text: str, begin: int, end: int, found: list[Token]) -> None:
    for match in _TOKEN.finditer(text, begin, end):
        start, after = match.span()
        raw = match[1]
        if raw is None:
            if text[start] != "#" or not text[after : after + 1].isalpha():
                found.append(_point(text, start, found))  # «الوزير #سامر الحداد»
        elif key := arabic.word_key(raw):
            key = _AN if key == "ان" and raw[0] == "آ" else key
            found.append(Token(key, start, after, None, True))


def _point(text: str, at: int, found: list[Token]) -> Token:
    key = _POINTS.get(text[at], text[at])
    if text[at] == "." and _is_inside(text, at, found):
        key = INSIDE
    return Token(key, at, at + 1, None, False)


def _add(text: str, keys: str, at: int, found: list[Token]) -> None:
    """Add the tokens of `keys`, which stand in the text from `at` on.

    What stands between two spaces is nearly always a word, or one with a point behind it: to
    look at just that takes half the time of the pattern.
    """
    for key in keys.split(" "):
        after = at + len(key)
        if key.isalnum():
            key = _AN if key == "ان" and text[at] == "آ" else key
            found.append(Token(key, at, after, None, True))
        elif (word := key[:-1]).isalnum() and key[-1] in "،.:" and word != "ان":
            found.append(Token(word, at, after - 1, None, True))
            found.append(_point(text, after - 1, found))
        elif key:
            _add_any(text, at, after, found)
        at = after + 1


def _mark_name(found: list[Token]) -> None:
    for at, (one, two) in enumerate(pairwise(found)):
        if (one.key, two.key) == (_BAN, _KI):
            found[at : at + 2] = (replace(each, key=each.key + NAME_SIGN) for each in (one, two))


@lru_cache(maxsize=64)
def tokenise(index: int, text: str) -> Paragraph:
    """The paragraph with its outermost quotations as single tokens.

    Remembered: whether it may hold speech is asked just before who speaks.
    """
    quoted = spans(text)
    keys = arabic.keys_in_place(text)
    found: list[Token] = []
    at = 0
    for span in quoted:
        _add(text, keys[at : span.opened], at, found)
        found.append(Token(QUOTATION, span.opened, span.closed, span))
        at = span.closed
    _add(text, keys[at:], at, found)
    if f"{_BAN} {_KI}" in keys:
        _mark_name(found)
    return Paragraph(index, text, tuple(found), quoted)
