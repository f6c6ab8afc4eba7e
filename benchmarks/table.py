"""What the figures share: how a row looks, how numbers are written, how words are compared.

The comparison key is deliberately not the one of the program: a measure must not change with what
it measures.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

HEADINGS: Final = ("figure", "ours", "compared with", "target")
NONE: Final = "–"
_UNSEEN: Final = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u061c\u202a-\u202e"
    "\u2066-\u2069]"
)
_ONE_SPELLING: Final = str.maketrans("أإآٱىة", "ااااي" + "ه")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Row:
    figure: str
    ours: str = ""
    compared: str = NONE
    target: str = NONE


def tokens(text: str) -> list[str]:
    r"""The runs of `\w`; nothing is stemmed, no word left out.

    NFKC, no vowel signs, tatweel or bidi marks, one spelling of alef, of ya and of ta marbuta.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_ONE_SPELLING)
    return _WORD.findall(plain)


def share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def decimals(*values: float) -> str:
    """`.434/.366/.404`."""
    return "/".join(f"{value:.3f}".removeprefix("0") for value in values)


def lines(rows: Sequence[Row]) -> Iterable[str]:
    yield from grid(
        [HEADINGS, *((row.figure, row.ours, row.compared, row.target) for row in rows)]
    )


def grid(cells: Sequence[Sequence[str]]) -> Iterable[str]:
    """Columns as wide as they need to be, under a line of headings; rows may be shorter."""
    columns = zip_longest(*cells, fillvalue="")
    widths = [max(map(len, column)) for column in columns]
    rule = ["-" * width for width in widths]
    for line in (cells[0], rule, *cells[1:]):
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=False))
        yield "  ".join(padded).rstrip()
