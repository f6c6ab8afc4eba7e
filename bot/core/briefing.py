"""Which stories a reader's briefing tells, and in what order.

From the articles of the reader's sources to at most seven stories: what several newspapers tell,
what is new, and nothing twice. Every weight is a sum of named parts (`weigh`), so that any choice
can be explained; equal input gives equal output.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2
from typing import Final, NamedTuple

from bot.core import topics
from bot.core.models import BriefingKind, Said, Told, Version

MOST_STORIES: Final = 7
MOST_PUSHED: Final = 5
"""A line each; of more, readers know that they have read them."""
REACH: Final = timedelta(hours=24)
"""Older news is told by no briefing."""

FADES_BY_HALF: Final = timedelta(hours=8)
"""Between two briefings of a day lie five to twelve hours: of the two ends of such a span, the
newer weighs about twice."""
BREAKING: Final = 1.5
"""As much as two more sources: it was urgent, and this reader has not had it."""
WITH_GIST: Final = 0.5
WITH_QUOTES: Final = 0.25
"""A story that can be told in a sentence stands before one that is a bare headline; half of that
for somebody's words. Less than one more source: a good text of a small matter stays small."""
SAME_SOURCE: Final = 0.4
SAME_SECTION: Final = 0.3
"""For each story that is told already. So a third one of a newspaper needs about as much more as
one more source weighs, and a newspaper that publishes all day does not fill the briefing."""
IN_A_ROW: Final = 2
"""So many of one source, or of one section, follow each other, if there is anything else."""

SAID_WORDS: Final = range(8, 31)
BEST_SAID_WORDS: Final = 16
"""Two lines on a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What of a reader decides what a briefing tells."""

    kind: BriefingKind = BriefingKind.SCHEDULED
    since: datetime
    """Only stories of which something was stored after it."""
    topics: tuple[str, ...] = ()
    """As `Settings.topics`: none is all."""
    watched: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    """Articles that hold the reader's keywords: these come, whatever the topics; those do not."""
    is_breaking_only: bool = False
    """Of what was held back, this reader wants breaking news only."""
    knows: frozenset[int] = frozenset()
    """Stories that this reader has been told, however, or is being told."""
    pushed: frozenset[int] = frozenset()
    """Those of them that have come by themselves since the last briefing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a briefing tells: see `Briefing`."""

    stories: tuple[Told, ...] = ()
    pushed: tuple[Told, ...] = ()
    said: Said | None = None
    left: int = 0


class Weight(NamedTuple):
    """Why a story stands where it does."""

    corroboration: float
    """0 for one source, and 1 more each time they double: from one to two says more than from
    eleven to twelve."""
    freshness: float
    """From 1 down."""
    urgency: float
    quality: float

    @property
    def total(self) -> float:
        return sum(self)


def choose(versions: Iterable[Version], reader: Reader, now: datetime) -> Choice:
    """From all recent articles of the reader's sources; without stories: nothing is new.

    A story that the reader knows is not told again, whatever is new about it; if it was pushed
    since the last briefing it gets a line.
    """
    stories = by_story(versions)
    fresh = [
        version
        for story_id, told in stories.items()
        if story_id not in reader.knows
        and any(each.stored_at > reader.since for each in told)
        and is_wanted(version := best(told), reader)
    ]
    chosen = in_order(fresh, now)
    pushed = [best(told) for story_id, told in stories.items() if story_id in reader.pushed]
    pushed.sort(key=lambda version: (not version.is_breaking, -version.told_at.timestamp()))
    return Choice(
        stories=tuple(Told(each.story_id, each.article_id) for each in chosen),
        pushed=tuple(Told(each.story_id, each.article_id) for each in pushed[:MOST_PUSHED]),
        said=saying(chosen),
        left=len(fresh) - len(chosen),
    )


def by_story(versions: Iterable[Version]) -> Mapping[int, list[Version]]:
    stories: dict[int, list[Version]] = {}
    for version in versions:
        stories.setdefault(version.story_id, []).append(version)
    return stories


def best(versions: Sequence[Version]) -> Version:
    """The version that represents its story, as `stories.best` ranks them without its texts."""
    if len(versions) == 1:
        return versions[0]
    return min(
        versions,
        key=lambda each: (
            not each.is_article,
            -each.quotes,
            -each.length,
            each.told_at,
            each.article_id,
        ),
    )


def is_wanted(version: Version, reader: Reader) -> bool:
    """Nothing muted. Breaking news and what is watched for, whatever it is about; else of the
    reader's topics, and no bare headline that nobody else tells."""
    if version.article_id in reader.muted:
        return False
    if version.is_breaking or version.article_id in reader.watched:
        return True
    if reader.is_breaking_only or not topics.matches(reader.topics, version.topics):
        return False
    return version.sentences > 0 or version.quotes > 0 or version.sources > 1


def weigh(version: Version, now: datetime) -> Weight:
    age = max(0.0, (now - version.told_at) / FADES_BY_HALF)
    return Weight(
        corroboration=log2(max(1, version.sources)),
        freshness=0.5**age,
        urgency=BREAKING if version.is_breaking else 0.0,
        quality=WITH_GIST * (version.sentences > 0) + WITH_QUOTES * (version.quotes > 0),
    )


def in_order(versions: Iterable[Version], now: datetime) -> list[Version]:
    """The stories to tell, each the heaviest that is left beside those above it."""
    left = sorted(
        ((weigh(each, now).total, each) for each in versions),
        key=lambda pair: (-pair[0], -pair[1].told_at.timestamp(), pair[1].article_id),
    )
    chosen: list[Version] = []
    while left and len(chosen) < MOST_STORIES:
        place = heaviest(left, chosen)
        chosen.append(left.pop(place)[1])
    return chosen


def heaviest(left: Sequence[tuple[float, Version]], chosen: Sequence[Version]) -> int:
    """Its place among what is left, which stands in order of weight: likeness only takes away,
    so that nothing below is looked at once it weighs less by itself."""
    place, most = 0, float("-inf")
    for number, (weight, version) in enumerate(left):
        if weight <= most:
            break
        rest = weight - likeness(version, chosen)
        if rest > most and not goes_on(version, chosen):
            place, most = number, rest
    return place


def goes_on(version: Version, chosen: Sequence[Version]) -> bool:
    """Whether it would be one too many in a row of its source or of its section."""
    last = chosen[-IN_A_ROW:]
    return len(last) == IN_A_ROW and (
        all(each.source_id == version.source_id for each in last)
        or all(is_same_section(each, version) for each in last)
    )


def likeness(version: Version, chosen: Sequence[Version]) -> float:
    """What it loses to those that are told already."""
    sources = sum(each.source_id == version.source_id for each in chosen)
    sections = sum(is_same_section(each, version) for each in chosen)
    return SAME_SOURCE * sources + SAME_SECTION * sections


def is_same_section(one: Version, other: Version) -> bool:
    return bool(one.topics) and one.topics == other.topics


def saying(chosen: Sequence[Version]) -> Said | None:
    """The quotation of the day: of the first of the stories that has one of a good length which
    the briefing does not print anyway; of several, the nearest to two lines."""
    for version in chosen:
        fit = [
            each for each in version.sayings if each.words in SAID_WORDS and not each.is_printed
        ]
        if fit:
            said = min(fit, key=lambda each: (abs(each.words - BEST_SAID_WORDS), each.position))
            return Said(version.article_id, said.position)
    return None
