"""Whether two articles tell the same event, with the reasons.

The mean of five cosines, one for each of `fingerprints.WINDOWS`: shared words count by their
rarity, names and numbers count more, and words that both quote add to it. Found on 607 labelled
pairs of one day's Arabic articles, most of them chosen to be hard (of much the same score under
TF-IDF): five windows are better than one (AUC .95; headline and 60 words alone .92), roots of
counts better than counts, and `spelling`'s stems better than light ones (precision at recall .80:
.95, light .88). Pairs and pieces of words, words that hang together, the rarity of a word within
its own day, how much of one lead the other text covers, names and numbers that only one has,
plurals made one, roots instead of stems, a country and its capital made one, honours and titles
that count less, and regressions over thirty figures were tried: none is better on pairs that it
was not fitted to.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.core.stories import rarity
from bot.core.stories.fingerprints import WINDOWS, Fingerprint, hashes

SAME = 0.48
"""From this score on two articles tell the same event: on those pairs precision .94 at recall .81.
Two stories in one are worse than one story twice, and precision falls fast below (.46: .91)."""
FEWEST_SHARED = 4
"""Stems that a flash and another article of one event share, or all of the shorter one's, whatever
the score: of two flashes of a line each the town's name alone is a third."""
COPY, WHOLE_COPY = 0.5, 0.8
"""So much of the shorter text's runs of three words in the other is one text, reprinted or cut.
Below `WHOLE_COPY` the score must agree: two texts can share a statement's preamble, or the
paragraphs of background under both."""
_NAME = 1.5
"""How much more a name or a number counts than a word that is as rare."""
_QUOTED, _ENOUGH_QUOTED = 0.1, 4
"""What so many runs of quoted words that both have add to the score."""
_ROOTS = tuple(math.sqrt(count) for count in range(256))
_FEWEST_RUNS = 12
"""Fewer are a caption; what two captions share says nothing of their texts."""
_SHOWN = 12

_Weights = tuple[float, float, float, float, float]


class Runs(NamedTuple):
    """Hashes of three words in a row; what is above `highest` was not kept."""

    kept: frozenset[int]
    highest: int


@dataclass(frozen=True, slots=True)
class Profile:
    """A fingerprint made ready to be compared: each window a vector of length 1."""

    weights: dict[str, _Weights]
    names: frozenset[str]
    numbers: frozenset[str]
    quoted: frozenset[int]
    runs: Runs
    is_flash: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How alike two articles are, and in what."""

    score: float
    """0 to 1."""
    containment: float
    """The share of the shorter text that stands in the other, 0 to 1."""
    terms: tuple[tuple[str, float], ...]
    """The stems that count most, with what each adds to the score."""
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    quoted: int
    """Runs of quoted words that both have."""
    is_broad: bool
    """Whether they share words enough for the score to say something (`FEWEST_SHARED`)."""

    @property
    def is_copy(self) -> bool:
        """One text, reprinted or cut."""
        return is_copy(self.score, self.containment)

    @property
    def is_same(self) -> bool:
        """One event."""
        return (self.score >= SAME and self.is_broad) or self.is_copy

    @property
    def why(self) -> str:
        """What decided, in a sentence."""
        if self.score >= SAME and self.is_broad:
            return f"what they share is worth {self.score:.2f}: from {SAME} on it is one event"
        if self.is_copy:
            return f"{self.containment:.0%} of one text is the other's: a copy, cut or reprinted"
        if self.score >= SAME:
            return f"a flash, of which they share fewer than {FEWEST_SHARED} words: too little"
        if self.containment >= COPY:
            return (
                f"{self.containment:.0%} of one text is the other's, but what they share is worth "
                f"{self.score:.2f} only: a preamble or background, not the event"
            )
        return f"what they share is worth {self.score:.2f}: too little for one event ({SAME})"


@lru_cache(maxsize=256)
def profile(of: Fingerprint) -> Profile:
    names, weight_of, roots = frozenset(of.names), rarity.weight, _ROOTS
    raw: list[tuple[str, float, float, float, float, float]] = []
    s1 = s2 = s3 = s4 = s5 = 0.0
    for stem, n1, n2, n3, n4, n5 in of.terms:
        weight = weight_of(stem)
        if stem in names or stem[0].isdigit():
            weight *= _NAME
        a, b, c = weight * roots[n1], weight * roots[n2], weight * roots[n3]
        d, e = weight * roots[n4], weight * roots[n5]
        raw.append((stem, a, b, c, d, e))
        s1, s2, s3, s4, s5 = s1 + a * a, s2 + b * b, s3 + c * c, s4 + d * d, s5 + e * e
    u, w, x, y, z = (1 / math.sqrt(square) if square else 0.0 for square in (s1, s2, s3, s4, s5))
    return Profile(
        weights={stem: (a * u, b * w, c * x, d * y, e * z) for stem, a, b, c, d, e in raw},
        names=names,
        numbers=frozenset(of.numbers),
        quoted=hashes(of.quoted),
        runs=runs_of(of),
        is_flash=of.is_flash,
    )


def runs_of(fingerprint: Fingerprint) -> Runs:
    kept = hashes(fingerprint.shingles)
    return Runs(kept, max(kept) if fingerprint.is_cut else 0xFFFFFFFF)


def containment(one: Runs, other: Runs) -> float:
    """The share of the shorter text that stands in the other; estimated where only the smallest
    hashes were kept: up to where both were."""
    shared = one.kept & other.kept
    if not shared:
        return 0.0
    top = min(one.highest, other.highest)
    fewest = min(sum(run <= top for run in each.kept) for each in (one, other))
    return len(shared) / fewest if fewest >= _FEWEST_RUNS else 0.0


def score(one: Profile, other: Profile) -> float:
    mine, theirs, total = one.weights, other.weights, 0.0
    for stem in mine.keys() & theirs.keys():
        a, b, c, d, e = mine[stem]
        u, w, x, y, z = theirs[stem]
        total += a * u + b * w + c * x + d * y + e * z
    return min(1.0, total / len(WINDOWS) + quotation_worth(one.quoted, other.quoted))


def quotation_worth(one: frozenset[int], other: frozenset[int]) -> float:
    """What quoted words that both have add to the score."""
    return _QUOTED * min(len(one & other), _ENOUGH_QUOTED) / _ENOUGH_QUOTED


def is_broad(one: Fingerprint, other: Profile) -> bool:
    """Whether two articles, if one is a flash, share stems enough (`FEWEST_SHARED`)."""
    if not (one.is_flash or other.is_flash):
        return True
    shared = sum(stem in other.weights for stem in one.stems)
    return shared >= min(FEWEST_SHARED, len(one.stems), len(other.weights))


def is_copy(score: float, containment: float) -> bool:
    return containment >= (COPY if score >= SAME else WHOLE_COPY)


def compare(a: Fingerprint, b: Fingerprint) -> Comparison:
    """The order of the two does not matter."""
    one, other = profile(a), profile(b)
    parts = {
        stem: sum(x * y for x, y in zip(one.weights[stem], other.weights[stem], strict=True))
        / len(WINDOWS)
        for stem in one.weights.keys() & other.weights.keys()
    }
    ranked = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    return Comparison(
        score=score(one, other),
        containment=containment(one.runs, other.runs),
        terms=tuple(ranked[:_SHOWN]),
        names=tuple(sorted(one.names & other.names)),
        numbers=tuple(sorted(one.numbers & other.numbers)),
        quoted=len(one.quoted & other.quoted),
        is_broad=is_broad(a, other),
    )
