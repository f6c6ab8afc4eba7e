"""What is kept of an article to know its story again: stems, names, numbers, quoted words.

Stems are counted in five windows, since news puts the news first: the headline, and the headline
with the first 15, 30, 60 and 200 words. Near copies are told by runs of three words.
No sentence can be read back from it; it is about 2 kB.
"""

import base64
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import pack, unpack
from sys import intern
from typing import NamedTuple, Self
from zlib import crc32

from bot.core import arabic
from bot.core.quotation_marks import spans
from bot.core.stories import spelling

WINDOWS = (0, 15, 30, 60, 200)
"""Words of the body that are counted together with the headline."""
_FORMAT, _PARTS = 3, 7
_LONGEST_TITLE, _SHINGLED = 60, 400
_MOST_SHINGLES, _MOST_QUOTED = 128, 48
_QUOTED_RUN = 4
"""Outlets cut a quotation differently; four words in a row are the same words."""
_LONGEST_WORD = 32
_SPREAD = 0x9E3779B1
"""Odd, near 2³² over the golden ratio: CRCs of similar texts are similar, their multiples not."""

_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|[^\W\d](?:[^\W\d]|[\u064b-\u065f\u0670])*")
"""A word may hold vowel signs: «غزّة» is one."""
_TWO_FOR_ONE = re.compile(r"\b([ولب]?عبد|و?[أا]بو)\s+(?=ال|(?<=بو\s)\w)")
_GROUPED = re.compile(r"(?<=\d)[,٬](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A value to compare articles by; two of one text are equal in every process.

    Packed, since thousands are held in memory.
    """

    stems: tuple[str, ...]
    counts: bytes
    """Five for each stem, one for each of `WINDOWS`; at most 255."""
    names: tuple[str, ...]
    """Those of the stems that are names in `lexicon.txt` or `names.txt`."""
    numbers: tuple[str, ...]
    """Digits as they stand, without the points between thousands: «1305», «2.5»."""
    quoted: bytes
    """Hashes of `_QUOTED_RUN` words in a row within quotations: four bytes each, ascending, the
    smallest ones if there are many."""
    shingles: bytes
    """The same of three words in a row of the body."""
    is_flash: bool = False
    """Whether there was no more of its article than a line or two."""

    @property
    def terms(self) -> Iterator[tuple[str, int, int, int, int, int]]:
        """Each stem with how often it stands in each of `WINDOWS`."""
        counts = iter(self.counts)
        return zip(self.stems, counts, counts, counts, counts, counts, strict=True)

    @property
    def is_cut(self) -> bool:
        """Whether `shingles` are but the smallest of more."""
        return len(self.shingles) >= 4 * _MOST_SHINGLES

    def dumps(self) -> str:
        """For a column of a database; `loads` reads it."""
        kept = [
            _FORMAT,
            " ".join(self.stems),
            _written(self.counts),
            " ".join(self.names),
            " ".join(self.numbers),
            _written(self.quoted),
            _written(self.shingles),
            *([True] if self.is_flash else ()),
        ]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def loads(cls, text: str) -> Self:
        """Raises `ValueError` for what `dumps` has not written, or an older version of it."""
        kept = json.loads(text)
        is_known = isinstance(kept, list) and kept[:1] == [_FORMAT] and len(kept) >= _PARTS
        if not is_known or kept[_PARTS:] not in ([], [True]):
            raise ValueError("no fingerprint, or of another version")
        stems, counts, names, numbers, quoted, shingles = map(str, kept[1:_PARTS])
        found = cls(
            stems=tuple(map(intern, stems.split())),
            counts=_read(counts),
            names=tuple(map(intern, names.split())),
            numbers=tuple(numbers.split()),
            quoted=_read(quoted),
            shingles=_read(shingles),
            is_flash=len(kept) > _PARTS,
        )
        if len(found.counts) != len(WINDOWS) * len(found.stems):
            raise ValueError("counts that do not fit the stems")
        return found


def _written(data: bytes) -> str:
    return base64.b85encode(data).decode()


def _read(text: str) -> bytes:
    return base64.b85decode(text)


def hashes(packed: bytes) -> frozenset[int]:
    """Those of `Fingerprint.quoted` or `.shingles`."""
    return frozenset(unpack(f"<{len(packed) // 4}I", packed))


def _smallest(found: Iterable[int], most: int) -> bytes:
    kept = sorted(found)[:most]
    return pack(f"<{len(kept)}I", *kept)


class _Word(NamedTuple):
    key: str
    stem: str
    is_name: bool


@lru_cache(maxsize=65536)
def _words_of(chunk: str) -> tuple[_Word, ...]:
    """Of what stands between two spaces: remembered, a newspaper's vocabulary is small."""
    found = []
    for raw in _WORD.findall(_GROUPED.sub("", chunk)):
        key = arabic.word_key(raw) if raw[0].isalpha() else _digits(raw)
        if not key or len(key) > _LONGEST_WORD:
            continue
        found.append(_Word(key, spelling.stem(key), spelling.is_name(key)))
    return tuple(found)


def _digits(raw: str) -> str:
    return ".".join(arabic.word_key(part) for part in re.split("[.,٫٬]", raw))


def words(text: str, most: int) -> Iterator[_Word]:
    """The first words of a text."""
    for chunk in _in_one(text).split():
        for word in _words_of(chunk):
            if most <= 0:
                return
            most -= 1
            yield word


def _in_one(text: str) -> str:
    """«عبد العزيز» as «عبدالعزيز», «أبو ظبي» as «أبوظبي»: papers write either."""
    return _TWO_FOR_ONE.sub(r"\1", text) if "عبد" in text or "بو" in text else text


def _hashes(keys: Sequence[str], size: int) -> set[int]:
    runs = map(" ".join, zip(*(keys[at:] for at in range(size)), strict=False))
    return {crc32(run.encode()) * _SPREAD & 0xFFFFFFFF for run in runs}


def _quoted(paragraphs: Sequence[str]) -> Iterator[str]:
    """The words between quotation marks, whoever said them."""
    for text in paragraphs:
        for span in spans(text):
            yield text[span.start : span.end]


def fingerprint(title: str, paragraphs: Sequence[str], *, is_flash: bool = False) -> Fingerprint:
    """Of a cleaned article."""
    head = list(words(title, _LONGEST_TITLE))
    body: list[_Word] = []
    for paragraph in paragraphs:
        body += words(paragraph, _SHINGLED - len(body))
    shown = [*head, *body[: WINDOWS[-1]]]
    windows = [
        Counter(word.stem for word in shown[: len(head) + size] if word.stem) for size in WINDOWS
    ]
    stems = tuple(windows[-1])
    numbers = {word.key for word in shown if word.key[0].isdigit()}
    quoted: set[int] = set()
    for quote in _quoted(paragraphs):
        quoted |= _hashes([word.key for word in words(quote, _SHINGLED)], _QUOTED_RUN)
    return Fingerprint(
        stems=stems,
        counts=bytes(min(window[stem], 255) for stem in stems for window in windows),
        names=tuple(sorted({word.stem for word in shown if word.is_name and word.stem})),
        numbers=tuple(sorted(numbers)),
        quoted=_smallest(quoted, _MOST_QUOTED),
        shingles=_smallest(_hashes([word.key for word in body], 3), _MOST_SHINGLES),
        is_flash=is_flash,
    )
