"""The stories of the last two days, and which of them an article belongs to.

An article joins a story if it is like one of its articles *and* like the story as a whole: a chain
of developments, each like the one before, ends in a story of its own before it has drifted away.
"""

import heapq
from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.models import STORY_OPEN
from bot.core.stories import likeness, rarity
from bot.core.stories.fingerprints import WINDOWS, Fingerprint, hashes
from bot.core.stories.likeness import Comparison, Profile

LONGEST = timedelta(hours=96)
"""A story is open for so long after its first article, if for `STORY_OPEN` after its last."""
WHOLE = 0.42
"""The mean score against the story's own tellings that an article needs to join."""
_MOST_POSTINGS, _MOST_CANDIDATES = 4000, 24
"""Bounds of the work: how many mentions of shared words are looked at, the rarest first, and how
many articles are then compared in full."""
_MOST_TELLINGS = 8
"""Of a story, the seed among them, that an article is compared with."""


@dataclass(slots=True)
class _Entry:
    """An article; its weights are packed (floats of four bytes), since thousands are held."""

    story_id: int
    fingerprint: Fingerprint
    at: datetime
    weights: "array[float]"
    is_copy: bool = False

    def score(self, mine: Profile) -> float:
        """As `likeness.score`, to six digits."""
        total, weights, width = 0.0, self.weights, len(WINDOWS)
        for at, vector in enumerate(map(mine.weights.get, self.fingerprint.stems)):
            if vector is not None:
                a, b, c, d, e = vector
                u, w, x, y, z = weights[width * at : width * at + width]
                total += a * u + b * w + c * x + d * y + e * z
        quoted = 0.0
        if mine.quoted and self.fingerprint.quoted:
            quoted = likeness.quotation_worth(mine.quoted, hashes(self.fingerprint.quoted))
        return min(1.0, total / width + quoted)

    def containment(self, mine: Profile) -> float:
        return likeness.containment(mine.runs, likeness.runs_of(self.fingerprint))


@dataclass(slots=True)
class _Story:
    first: datetime
    last: datetime
    articles: list[int] = field(default_factory=list)
    tellings: list[int] = field(default_factory=list)
    """Its articles but for the copies of others, in the order in which they came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What the index says of an article."""

    story_id: int | None
    """The story it belongs to; none: it opens one."""
    article_id: int | None = None
    """The article that is most like it, whether that is enough or not."""
    comparison: Comparison | None = None
    """With that article."""
    whole: float = 0.0
    """The mean score against the tellings of that article's story."""
    is_copy: bool = False
    """Whether it is that article's text over again."""

    @property
    def score(self) -> float:
        return self.comparison.score if self.comparison else 0.0


class Index:
    """What was told of late, in memory; as full as `add` and `forget` make it."""

    def __init__(self) -> None:
        self._entries: dict[int, _Entry] = {}
        self._stories: dict[int, _Story] = {}
        self._postings: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, article_id: int, story_id: int, fingerprint: Fingerprint, at: datetime) -> None:
        """An article that is known already is known as it is told now. The later an article came,
        the higher its id."""
        if article_id in self._entries:
            self._drop(article_id)
        mine = likeness.profile(fingerprint)
        weights = array("f", (each for vector in mine.weights.values() for each in vector))
        entry = _Entry(story_id, fingerprint, at, weights)
        story = self._stories.setdefault(story_id, _Story(at, at))
        entry.is_copy = any(
            self._entries[each].containment(mine) >= likeness.COPY
            for each in story.tellings[:_MOST_CANDIDATES]
        )
        self._entries[article_id] = entry
        story.first, story.last = min(story.first, at), max(story.last, at)
        insort(story.articles, article_id)
        if not entry.is_copy:
            insort(story.tellings, article_id)
        for stem in fingerprint.stems:
            self._postings[stem].append(article_id)

    def forget(self, before: datetime) -> None:
        """Everything that was told earlier."""
        for article_id in [each for each, entry in self._entries.items() if entry.at < before]:
            self._drop(article_id)

    def match(self, fingerprint: Fingerprint, at: datetime) -> Match:
        """The story that an article told at this time belongs to; it is not added."""
        mine = likeness.profile(fingerprint)
        scored = [
            (self._entries[each].score(mine), each)
            for each in self._candidates(mine)
            if self._is_open(self._entries[each].story_id, at)
        ]
        nearest: Match | None = None
        for score, article_id in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
            found = self._judge(mine, article_id, score)
            if found.story_id is not None:
                return self._explained(found, fingerprint)
            nearest = nearest or found
        return self._explained(nearest, fingerprint) if nearest else Match(story_id=None)

    def _judge(self, mine: Profile, article_id: int, score: float) -> Match:
        """Whether an article joins another one's story."""
        entry = self._entries[article_id]
        is_copy = likeness.is_copy(score, entry.containment(mine))
        is_broad = likeness.is_broad(entry.fingerprint, mine)
        is_like = is_copy or (score >= likeness.SAME and is_broad)
        whole = self._whole(mine, entry.story_id) if is_like else 0.0
        is_of_seed = is_copy and self._stories[entry.story_id].tellings[:1] == [article_id]
        joins = is_like and (whole >= WHOLE or is_of_seed)
        return Match(
            story_id=entry.story_id if joins else None,
            article_id=article_id,
            whole=whole,
            is_copy=is_copy,
        )

    def _explained(self, match: Match, fingerprint: Fingerprint) -> Match:
        if match.article_id is None:
            return match
        other = self._entries[match.article_id].fingerprint
        return replace(match, comparison=likeness.compare(fingerprint, other))

    def _is_open(self, story_id: int, at: datetime) -> bool:
        story = self._stories[story_id]
        return at - story.last <= STORY_OPEN and at - story.first <= LONGEST

    def _whole(self, mine: Profile, story_id: int) -> float:
        tellings: Sequence[int] = self._stories[story_id].tellings
        if len(tellings) > _MOST_TELLINGS:
            tellings = [tellings[0], *tellings[1 - _MOST_TELLINGS :]]
        scores = [self._entries[each].score(mine) for each in tellings]
        return sum(scores) / len(scores) if scores else 0.0

    def _candidates(self, mine: Profile) -> list[int]:
        """The articles that share the most and rarest words."""
        shared: defaultdict[int, float] = defaultdict(float)
        known = self._postings
        read = 0
        for count, stem in sorted(
            (len(known[stem]), stem) for stem in mine.weights if stem in known
        ):
            read += count
            if read > _MOST_POSTINGS:
                break
            worth = sum(mine.weights[stem]) * rarity.weight(stem)
            for article_id in known[stem]:
                shared[article_id] += worth
        return heapq.nlargest(_MOST_CANDIDATES, shared, key=lambda each: (shared[each], -each))

    def _drop(self, article_id: int) -> None:
        entry = self._entries.pop(article_id)
        for stem in entry.fingerprint.stems:
            postings = self._postings[stem]
            postings.remove(article_id)
            if not postings:
                del self._postings[stem]
        story = self._stories[entry.story_id]
        story.articles.remove(article_id)
        if not entry.is_copy:
            story.tellings.remove(article_id)
        if not story.articles:
            del self._stories[entry.story_id]
