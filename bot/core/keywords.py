"""Words that a reader watches for, or wants to hear nothing of; and which stories hold them.

They are looked for in what a message tells of a story (headline, gist, key quotes and who said
them), not in its whole text: there a country is named in every third article. A keyword is read as
a search is (`search.query`), so that no word is found by a part of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.core import arabic, lexicon, search
from bot.core.models import Digest, Query, texts_told
from bot.core.times import cities

MOST: Final = 20
"""Keywords of one kind that a reader may have."""
MOST_FOUND: Final = 10_000
LONGEST: Final = 48
"""Bytes of a keyword: a key that removes it must carry it."""
SHOWN: Final = 24
"""Letters of one in a notice, which Telegram lets have 200."""
_AND_THE = re.compile(r"وال[^\Wد]\w+$")
"""«والأبراج», but neither «والد» nor «والي»."""
_EDGE = " "
_BETWEEN = re.compile(r"[،,؛;\n]")
_NO_PART = re.compile(r"[:<>]|[^\S ]|[\u0000-\u001f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""A colon parts the data of a key; marks of direction are no one's words."""


def holds(texts: tuple[str, ...], keywords: Iterable[str]) -> bool:
    """Whether what is told of a story holds any of the keywords."""
    words = told(texts)
    return any(is_in(words, keyword) for keyword in keywords)


def held(digest: Digest, keywords: Sequence[str]) -> tuple[str, ...]:
    """Those of the keywords that a message of the digest holds, in their order: in the texts by
    which a push is judged (`News.told`)."""
    if not keywords:
        return ()
    said = ((each.speaker, each.role, each.text) for each in digest.key_quotes)
    words = told(texts_told(digest.headline, digest.lead, digest.gist, said))
    return tuple(keyword for keyword in keywords if is_in(words, keyword))


def is_in(words: str, keyword: str) -> bool:
    """Whether the keyword is in what `told` has made of texts."""
    phrases = _phrases(keyword)
    return bool(phrases) and all(phrase in words for phrase in phrases)


@lru_cache(maxsize=8192)
def told(texts: tuple[str, ...]) -> str:
    """What texts are compared by: stems, with a mark between two, which no phrase crosses."""
    between = f"{_EDGE}{search.ABOUT}{_EDGE}"
    found = between.join(_EDGE.join(search.stems([text])) for text in texts)
    return f"{_EDGE}{found}{_EDGE}"


@lru_cache(maxsize=4096)
def _phrases(keyword: str) -> tuple[str, ...]:
    return tuple(_EDGE + _EDGE.join(phrase) + _EDGE for phrase in read(keyword).phrases)


@dataclass(slots=True)
class Index:
    """Articles by the words that messages tell of them; each keyword is looked for once."""

    words: dict[int, str] = field(default_factory=dict)
    having: dict[str, list[int]] = field(default_factory=dict)
    """By stem."""
    found: dict[str, frozenset[int]] = field(default_factory=dict)
    """By keyword."""

    def fill(self, texts: Iterable[tuple[int, tuple[str, ...]]]) -> None:
        """Take in articles, each with the texts that a message tells of it."""
        for article_id, each in texts:
            self.words[article_id] = told(each)
            for stem in set(self.words[article_id].split()):
                self.having.setdefault(stem, []).append(article_id)

    def holding(self, keyword: str) -> frozenset[int]:
        """The articles that hold a keyword."""
        found = self.found.get(keyword)
        if found is None:
            stems = [stem for phrase in read(keyword).phrases for stem in phrase]
            fewest = min((self.having.get(stem, []) for stem in stems), key=len, default=[])
            found = frozenset(each for each in fewest if is_in(self.words[each], keyword))
            if len(self.found) >= MOST_FOUND:
                self.found.clear()
            self.found[keyword] = found
        return found


@lru_cache(maxsize=4096)
def read(keyword: str) -> Query:
    return search.query(keyword)


def split(text: str) -> list[str]:
    """What was typed as keywords, each as it is kept: with commas or lines between."""
    parts = (" ".join(_NO_PART.sub(" ", part).split()) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def named_in(text: str) -> list[str]:
    """Keywords as a sentence names them: «غزة ومصر», «الرياضة والأبراج» are two, as who names two
    wants either. «سمو ولي العهد» is one: a root may begin with «و», where no article nor place
    stands behind it."""
    parts: list[list[str]] = []
    for part in split(text):
        parts.append([])
        for word in part.split():
            if parts[-1] and _is_another(word):
                parts.append([word[1:]])
            else:
                parts[-1].append(word)
    return [" ".join(part) for part in parts]


def _is_another(word: str) -> bool:
    """Of a word behind others: «والأبراج», «ومصر», but not the «والتر» of «سامر والتر»."""
    if _AND_THE.match(word):
        return lexicon.sort(arabic.word_key(word)) not in {"given", "family"}
    return word[0] == "و" and bool(cities.named(word[1:]))


def is_fit(keyword: str) -> bool:
    """Whether it can be one: a key can carry it, and it says something."""
    is_carried = len(keyword.encode()) <= LONGEST and split(keyword) == [keyword]
    return is_carried and bool(read(keyword).phrases)


def is_same(one: str, other: str) -> bool:
    """«غزة» and «وغزّة»."""
    return set(read(one).phrases) == set(read(other).phrases)


def without(keywords: Sequence[str], removed: str) -> tuple[str, ...]:
    return tuple(each for each in keywords if not is_same(each, removed))
