"""Lines that a program broke to a width, put together again.

Where the next word would have fitted, whoever wrote it began a new line himself.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

NARROW: Final = 60
"""Letters: a line below that may be a verse, one of a list, a headline."""
_NARROWEST, _WIDEST, _FEWEST, _MOSTLY, _SLACK = 25, 110, 4, 0.8, 2
_FEWEST_OF_BLOCK = 2
_WORD = re.compile(r"\w")
_CLAUSE = re.compile("[،؛.] ")
_SENTENCE_ENDS = (".", "؟", "!", ":", "»", "”", '"', "…")


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether the following line's first word would not have fitted on the line."""
    first = following.split(maxsplit=1)[:1]
    return bool(first) and width - _SLACK < len(f"{line} {first[0]}") <= width + len(first[0]) + 1


def width(lines: Sequence[str], *, fewest: int = _FEWEST) -> int:
    """The width to which a text's lines were broken; 0 if each is a paragraph. So many lines at
    the `fewest` have to be full."""
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    if len(pairs) < fewest:
        return 0
    widest = max(len(line) for line, _ in pairs)
    unended = [pair for pair in pairs if not pair[0].endswith(_SENTENCE_ENDS)]
    full = [pair for pair in unended if goes_on(*pair, widest)]
    is_wrapped = len(full) >= fewest and len(full) > _MOSTLY * len(unended)
    is_told = widest >= NARROW or _is_prose(lines)
    return widest if _NARROWEST <= widest <= _WIDEST and is_wrapped and is_told else 0


def _is_prose(lines: Sequence[str]) -> bool:
    """No poem and no list: with clauses, and a stop at the end."""
    last = next(filter(None, reversed(lines)), "")
    return last.endswith(_SENTENCE_ENDS) and any(map(_CLAUSE.search, lines))


def joined(lines: Sequence[str], width: int) -> list[str]:
    """The paragraphs: an empty line ends one, and so does a line that is not full."""
    paragraphs: list[str] = []
    is_begun = False
    for line, after in pairwise([*lines, ""]):
        if _WORD.search(line):
            if is_begun:
                paragraphs[-1] += f" {line}"
            else:
                paragraphs.append(line)
        is_begun = bool(width and _WORD.search(line)) and goes_on(line, after, width)
    return paragraphs


def of_block(lines: Sequence[str]) -> list[str]:
    """The paragraphs of one element of a page, divided by line breaks: prose broken to a width is
    one."""
    is_likely = len(lines) > _FEWEST_OF_BLOCK and _is_prose(lines)
    return joined(lines, width(lines, fewest=_FEWEST_OF_BLOCK) if is_likely else 0)
