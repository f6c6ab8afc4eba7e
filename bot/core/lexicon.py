"""Which words can make up a phrase that names a speaker, and which end it.

The lists are in `lexicon.txt`; words are compared by `arabic.word_key`.
"""

from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from bot.core import arabic


class Sort(Enum):
    """What a word can be in a phrase that names a speaker; values are sections of the file."""

    STOP = "stop"
    TIME = "time"
    PREPOSITION = "preposition"
    HONOUR = "honour"
    TITLE = "title"
    DOCUMENT = "document"
    BODY = "body"
    GIVEN = "given"
    PLACE = "place"
    COMMON = "common"
    OUTLET = "outlet"
    NOUN = "noun"
    OTHER = "other"


class Word(NamedTuple):
    """A word as the phrase reader sees it."""

    sort: Sort
    is_definite: bool
    bare: str
    """The key without ال."""


def _load() -> tuple[dict[str, Sort], dict[str, frozenset[str]]]:
    sorts: dict[str, Sort] = {}
    sets: dict[str, frozenset[str]] = {}
    text = resources.files("bot.core").joinpath("lexicon.txt").read_text(encoding="utf-8")
    for section in text.split("\n[")[1:]:
        heading, _, body = section.partition("]")
        kind, name = heading.split()
        lines = (line for line in body.splitlines() if not line.startswith("#"))
        keys = [arabic.word_key(word) for line in lines for word in line.split()]
        if kind == "set":
            sets[name] = frozenset(keys)
        else:
            for key in keys:
                sorts.setdefault(key, Sort(name))
    return sorts, sets


_WORDS, _SETS = _load()
_WITH_OR_WITHOUT_ARTICLE = {Sort.TITLE, Sort.BODY, Sort.COMMON, Sort.DOCUMENT, Sort.NOUN}


@lru_cache(maxsize=65536)
def look(key: str) -> Word:
    """What a word is, by its key."""
    is_definite = key.startswith("ال") and len(key) > 4
    bare = key[2:] if is_definite else key
    sort = _WORDS.get(key)
    if sort is None and is_definite and _WORDS.get(bare) in _WITH_OR_WITHOUT_ARTICLE:
        sort = _WORDS[bare]
    return Word(sort or Sort.OTHER, is_definite, bare)


def words(name: str) -> frozenset[str]:
    """A plain list of the file, as keys."""
    return _SETS[name]
