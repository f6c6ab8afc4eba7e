"""Whether two articles tell the same event, with the reasons.

Shared words count by their rarity, in three windows (headline; with the first 60 words; with the
first 150); names, numbers and quoted words that both have count once more.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from bot.core.stories import rarity
from bot.core.stories.fingerprints import Fingerprint, hashes

SAME = 0.43
"""From this score on two articles tell the same event."""
COPY = 0.5
"""So much of the shorter text's runs of three words in the other: one text, reprinted or cut."""
_FEWEST_RUNS = 12
"""Fewer are a caption; what two captions share says nothing of their texts."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """A fingerprint made ready to be compared: each window a vector of length 1."""

    weights: dict[str, tuple[float, float, float]]
    names: frozenset[str]
    numbers: frozenset[str]
    quoted: frozenset[int]
    runs: frozenset[int]
    highest_run: int
    """Runs above it were not kept."""


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

    @property
    def is_copy(self) -> bool:
        return self.containment >= COPY

    @property
    def is_same(self) -> bool:
        return self.is_copy or self.score >= SAME


@lru_cache(maxsize=1024)
def profile(of: Fingerprint) -> Profile:
    squares = [0.0, 0.0, 0.0]
    raw: list[tuple[str, float, float, float]] = []
    for stem, title, short, long in of.terms:
        weight = rarity.weight(stem)
        in_title, in_short, in_long = weight * title, weight * short, weight * long
        raw.append((stem, in_title, in_short, in_long))
        squares[0] += in_title * in_title
        squares[1] += in_short * in_short
        squares[2] += in_long * in_long
    t, s, n = (1 / math.sqrt(square) if square else 0.0 for square in squares)
    runs = hashes(of.shingles)
    return Profile(
        weights={stem: (a * t, b * s, c * n) for stem, a, b, c in raw},
        names=frozenset(of.names),
        numbers=frozenset(of.numbers),
        quoted=hashes(of.quoted),
        runs=runs,
        highest_run=max(runs) if of.is_cut else 0xFFFFFFFF,
    )


def containment(one: Profile, other: Profile) -> float:
    """Estimated where only the smallest hashes were kept: up to where both were."""
    shared = one.runs & other.runs
    if not shared:
        return 0.0
    top = min(one.highest_run, other.highest_run)
    fewest = min(sum(run <= top for run in each.runs) for each in (one, other))
    return len(shared) / fewest if fewest >= _FEWEST_RUNS else 0.0


def score(one: Profile, other: Profile) -> float:
    theirs, total = other.weights, 0.0
    for stem in one.weights.keys() & theirs.keys():
        a, b = one.weights[stem], theirs[stem]
        total += a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return total / 3


def compare(a: Fingerprint, b: Fingerprint) -> Comparison:
    """The order of the two does not matter."""
    one, other = profile(a), profile(b)
    parts = {
        stem: sum(x * y for x, y in zip(one.weights[stem], other.weights[stem], strict=True)) / 3
        for stem in one.weights.keys() & other.weights.keys()
    }
    ranked = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    return Comparison(
        score=score(one, other),
        containment=containment(one, other),
        terms=tuple(ranked[:_SHOWN]),
        names=tuple(sorted(one.names & other.names)),
        numbers=tuple(sorted(one.numbers & other.numbers)),
        quoted=len(one.quoted & other.quoted),
    )
