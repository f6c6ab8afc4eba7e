"""The stories of the last two days, and which of them an article belongs to.

An article joins a story if it is like one of its articles *and* like the story as a whole: a chain
of developments, each like the one before, ends in a story of its own before it has drifted away.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.stories import likeness, rarity
from bot.core.stories.fingerprints import Fingerprint
from bot.core.stories.likeness import Comparison, Profile

WINDOW = timedelta(hours=48)
"""A story is open for so long after its last article."""
LONGEST = timedelta(hours=96)
"""And for so long after its first."""
WHOLE = 0.3
"""The mean score against the story's own tellings that an article needs to join."""
_MOST_POSTINGS = 12_000
_MOST_CANDIDATES = 32
_MOST_TELLINGS = 8
"""Of a story, the seed among them, that an article is compared with."""


@dataclass(slots=True)
class _Entry:
    story_id: int
    fingerprint: Fingerprint
    at: datetime
    is_copy: bool


@dataclass(slots=True)
class _Story:
    first: datetime
    last: datetime
    articles: list[int] = field(default_factory=list)
    tellings: list[int] = field(default_factory=list)
    """Its articles but for the copies of others."""


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
        self._postings: defaultdict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, article_id: int, story_id: int, fingerprint: Fingerprint, at: datetime) -> None:
        """An article that is known twice is known as it was told last."""
        if article_id in self._entries:
            self._drop(article_id)
        mine = likeness.profile(fingerprint)
        story = self._stories.setdefault(story_id, _Story(at, at))
        is_copy = any(
            likeness.containment(mine, self._profile(each)) >= likeness.COPY
            for each in story.tellings[:_MOST_CANDIDATES]
        )
        self._entries[article_id] = _Entry(story_id, fingerprint, at, is_copy)
        story.first, story.last = min(story.first, at), max(story.last, at)
        story.articles.append(article_id)
        if not is_copy:
            story.tellings.append(article_id)
        for stem in fingerprint.stems:
            self._postings[stem].append(article_id)

    def forget(self, before: datetime) -> None:
        """Everything that was told earlier."""
        for article_id in [each for each, entry in self._entries.items() if entry.at < before]:
            self._drop(article_id)

    def match(self, fingerprint: Fingerprint, at: datetime) -> Match:
        """The story that an article told at this time belongs to; it is not added."""
        mine = likeness.profile(fingerprint)
        best = Match(story_id=None)
        found = [
            (likeness.score(mine, theirs), -each, likeness.containment(mine, theirs))
            for each in self._candidates(mine)
            if self._is_open(self._entries[each].story_id, at)
            for theirs in (self._profile(each),)
        ]
        for score, negative, containment in sorted(found, reverse=True):
            article_id, is_copy = -negative, likeness.is_copy(score, containment)
            story_id = self._entries[article_id].story_id
            whole = self._whole(mine, story_id)
            joins = is_copy or (score >= likeness.SAME and whole >= WHOLE)
            if joins or best.article_id is None:
                best = Match(
                    story_id=story_id if joins else None,
                    article_id=article_id,
                    comparison=likeness.compare(
                        fingerprint, self._entries[article_id].fingerprint
                    ),
                    whole=whole,
                    is_copy=is_copy,
                )
            if joins:
                break
        return best

    def _profile(self, article_id: int) -> Profile:
        return likeness.profile(self._entries[article_id].fingerprint)

    def _is_open(self, story_id: int, at: datetime) -> bool:
        story = self._stories[story_id]
        return at - story.last <= WINDOW and at - story.first <= LONGEST

    def _whole(self, mine: Profile, story_id: int) -> float:
        tellings = self._stories[story_id].tellings
        if len(tellings) > _MOST_TELLINGS:
            tellings = [tellings[0], *tellings[1 - _MOST_TELLINGS :]]
        scores = [likeness.score(mine, self._profile(each)) for each in tellings]
        return sum(scores) / len(scores) if scores else 0.0

    def _candidates(self, mine: Profile) -> Iterable[int]:
        """The articles that share the most and rarest words, within a bound of work."""
        shared: defaultdict[int, float] = defaultdict(float)
        read = 0
        for stem, weights in sorted(
            mine.weights.items(), key=lambda item: (-rarity.weight(item[0]), item[0])
        ):
            postings = self._postings.get(stem, ())
            read += len(postings)
            if read > _MOST_POSTINGS:
                break
            weight = sum(weights) * rarity.weight(stem)
            for article_id in postings:
                shared[article_id] += weight
        ranked = sorted(shared, key=lambda each: (-shared[each], each))
        return ranked[:_MOST_CANDIDATES]

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
