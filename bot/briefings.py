"""Briefings, made: what is chosen for whom, written down together with what the reader now knows.

A hundred thousand readers whose briefing is due at the same minute mostly follow the same sources
and know the same: the articles are read once a minute (`Newsstand`), what is chosen of them once
for all who are alike, and what readers know with one query for as many as are made at a time.
"""

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from bot.core import briefing, keywords, topics
from bot.core.briefing import REACH, Choice, Reader
from bot.core.models import Briefing, BriefingKind, Due, Pushes, Standing, Subscriber, Version
from bot.core.times import briefing_times, zones
from storage import Database, Tx, briefings, versions
from storage.briefings import Knowledge
from storage.versions import Mark, StoredVersion

log = logging.getLogger(__name__)

FRESH: Final = timedelta(minutes=1)
LATER: Final = timedelta(hours=1)
"""A briefing that could not be made is tried again; who looks at the log has mended it by then."""
LATE_COMMITS: Final = timedelta(minutes=2)
"""Where several write at once, what was stored by then can be seen only now: looking back a
little costs nothing, as nobody is told a story twice."""
MOST_CHOICES: Final = 4096
WARMED_AT_ONCE: Final = 100
NONE: Final[frozenset[int]] = frozenset()
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Recent articles as they were at a moment, and what has been chosen of them since."""

    read_at: datetime
    versions: Sequence[Version]
    """In the order of storing."""
    stories: frozenset[int]
    choices: dict[Key, Choice] = field(default_factory=dict)
    index: keywords.Index = field(default_factory=keywords.Index)
    """Filled when the first reader with keywords is served."""

    def choose(self, sources: frozenset[int], reader: Reader) -> Choice:
        """What a reader of these sources is told; remembered for everybody who is alike."""
        begin = bisect_right(self.versions, reader.since, key=attrgetter("stored_at"))
        key = (
            sources,
            begin,
            reader.kind,
            reader.topics,
            reader.watched,
            reader.muted,
            reader.is_breaking_only,
            reader.knows,
            reader.pushed,
        )
        choice = self.choices.get(key)
        if choice is None:
            if len(self.choices) >= MOST_CHOICES:
                self.choices.clear()
            theirs = (each for each in self.versions if each.source_id in sources)
            choice = self.choices[key] = briefing.choose(theirs, reader, self.read_at)
        return choice

    def holding(self, chosen: tuple[str, ...]) -> frozenset[int]:
        """The articles that hold any of these keywords."""
        if chosen and not self.index.words:
            self.index.fill((each.article_id, each.told) for each in self.versions)
        return NONE.union(*map(self.index.holding, chosen))


@dataclass(slots=True)
class Newsstand:
    """Where recent articles lie: looked through again after a while, read again if changed.

    Several threads may look at once: each gets an offer that is whole.
    """

    offer: Offer | None = None
    kept: dict[int, tuple[Mark, Version | None]] = field(default_factory=dict)
    """None: it cannot be read, and is in no offer."""

    def look(self, tx: Tx, *, now: datetime, max_age: timedelta = FRESH) -> Offer:
        if self.offer is not None and timedelta(0) <= now - self.offer.read_at < max_age:
            return self.offer
        marks = versions.recent(tx, since=now - REACH)
        both = self.kept | read(tx, self.changed(marks))
        kept = {each.article_id: both[each.article_id] for each in marks}
        recent = tuple(version for _, version in kept.values() if version)
        stories = frozenset(each.story_id for each in recent)
        self.kept, self.offer = kept, Offer(read_at=now, versions=recent, stories=stories)
        return self.offer

    def fetch(self, tx: Tx, *, now: datetime, most: int) -> bool:
        """Read some of what lies there beforehand; False when all of it is read."""
        new = self.changed(versions.recent(tx, since=now - REACH))[:most]
        self.kept = self.kept | read(tx, new)
        return bool(new)

    def changed(self, marks: Sequence[Mark]) -> list[Mark]:
        """Those that are not kept, or not as they are now."""
        return [each for each in marks if self.kept.get(each.article_id, (None,))[0] != each]


async def warm_up(
    stand: Newsstand, other: Newsstand, database: Database, clock: Callable[[], datetime]
) -> None:
    """Read what lies there a little at a time: who looks first would keep the database, and
    whoever asks for something, waiting for seconds."""
    while await database.run(stand.fetch, now=clock(), most=WARMED_AT_ONCE):
        pass
    other.kept = stand.kept | other.kept


def read(tx: Tx, marks: Sequence[Mark]) -> dict[int, tuple[Mark, Version | None]]:
    found = versions.get(tx, marks)
    return {each.article_id: (each, with_topics(found.get(each.article_id))) for each in marks}


def with_topics(stored: StoredVersion | None) -> Version | None:
    if stored is None:
        return None
    found = topics.of(stored.sections, stored.source_topics, stored.url)
    return replace(stored.version, topics=found)


class Wish(NamedTuple):
    """What kind of briefing is wanted, and what its slot is called."""

    kind: BriefingKind
    slot: str = ""
    """Empty: at no time of the reader's; it is called by its moment."""


def compose(
    tx: Tx, stand: Newsstand, subscriber: Subscriber, wish: Wish, *, now: datetime
) -> Briefing | None:
    """A briefing for one reader, written down; None where nothing is new, or where its slot has
    had one. Who asks is told the news of this very moment."""
    is_asked = wish.kind is BriefingKind.ASKED
    known = briefings.knowledge(tx, [subscriber.id], now=now, is_asked=is_asked)[subscriber.id]
    offer = stand.look(tx, now=now, max_age=timedelta(0) if is_asked else FRESH)
    named = wish._replace(slot=wish.slot or moment(subscriber, now))
    return next(iter(write(tx, offer, [draft(offer, subscriber, known, named)])), None)


def compose_due(tx: Tx, stand: Newsstand, *, now: datetime, limit: int) -> list[Briefing]:
    """Make the briefings of the next readers whose time has come, and say when their next ones
    are due; those in which something is new are returned, and are to be sent."""
    waiting = briefings.due(tx, now=now, limit=limit)
    if not waiting:
        return []
    plans = {each.subscriber.id: planned(each, now) for each in waiting}
    for at, ids in grouped({reader_id: each.next_at for reader_id, each in plans.items()}).items():
        briefings.schedule(tx, ids, at)
    wishes = {reader_id: each.wish for reader_id, each in plans.items() if each.wish}
    known = briefings.knowledge(tx, wishes, now=now)
    offer = stand.look(tx, now=now)
    readers = [each.subscriber for each in waiting if each.subscriber.id in wishes]
    drafts, failed = drafts_of(offer, readers, known, wishes)
    if failed:
        briefings.schedule(tx, failed, now + LATER)
    return write(tx, offer, drafts)


def drafts_of(
    offer: Offer,
    readers: Iterable[Subscriber],
    known: Mapping[int, Knowledge],
    wishes: Mapping[int, Wish],
) -> tuple[list[Briefing], list[int]]:
    """What these readers are told; and to whom nothing, since that raised."""
    drafts, failed = [], []
    for each in readers:
        try:
            drafts.append(draft(offer, each, known[each.id], wishes[each.id]))
        except Exception:
            log.exception("a briefing cannot be made reader=%s", each.id)
            failed.append(each.id)
    return drafts, failed


class Plan(NamedTuple):
    """What is to be done now for a reader who has waited for a briefing, and when again."""

    wish: Wish | None
    next_at: datetime | None


NOTHING: Final = Plan(None, None)


def planned(due: Due, now: datetime) -> Plan:
    """One reader who cannot be served keeps none of the others waiting."""
    try:
        return plan_of(due.subscriber, due.at, now)
    except Exception:
        log.exception("a briefing cannot be planned reader=%s", due.subscriber.id)
        return Plan(None, now + LATER)


def plan_of(subscriber: Subscriber, at: datetime, now: datetime) -> Plan:
    """Who has no times of briefings waits for what was held back: until `at`."""
    settings = subscriber.settings
    if subscriber.standing is not Standing.SUBSCRIBED:
        return NOTHING
    if settings.pushes is not Pushes.BRIEFINGS:
        return Plan(Wish(BriefingKind.REST, moment(subscriber, at)), None)
    return plan_at(settings.times, settings.days, settings.zone, now)


@lru_cache(maxsize=256)
def plan_at(times: tuple[str, ...], days: frozenset[int], zone: str, now: datetime) -> Plan:
    found = briefing_times.due(times, days, zone, now=now)
    wish = Wish(BriefingKind.SCHEDULED, found.send.key) if found.send else None
    return Plan(wish, found.next.at if found.next else None)


def plan(tx: Tx, subscriber: Subscriber, *, now: datetime) -> None:
    """Say when the reader's next briefing is due: after whatever changes its times, its standing
    or what is pushed. What has been held back from who gets none still comes when it was to."""
    settings = subscriber.settings
    if subscriber.standing is Standing.SUBSCRIBED and settings.pushes is not Pushes.BRIEFINGS:
        return
    slot = None
    if subscriber.standing is Standing.SUBSCRIBED:
        slot = briefing_times.next_slot(settings.times, settings.days, settings.zone, after=now)
    briefings.schedule(tx, [subscriber.id], slot.at if slot else None)


def draft(offer: Offer, subscriber: Subscriber, known: Knowledge, wish: Wish) -> Briefing:
    """What this reader is told, not written down yet; perhaps nothing.

    A reader who has had no briefing lately is told of the whole last day. What is held back is
    told from where the pushes began.
    """
    settings = subscriber.settings
    since = offer.read_at - REACH
    if known.has_briefings or wish.kind is BriefingKind.REST:
        since = max(since, known.told_up_to - LATE_COMMITS)
    reader = Reader(
        kind=wish.kind,
        since=since,
        topics=settings.topics,
        watched=offer.holding(settings.watched),
        muted=offer.holding(settings.muted),
        is_breaking_only=wish.kind is BriefingKind.REST and settings.pushes is Pushes.BREAKING,
        knows=known.told & offer.stories,
        pushed=NONE if wish.kind is BriefingKind.REST else known.pushed & offer.stories,
    )
    choice = offer.choose(known.sources, reader)
    return Briefing(
        id=0,
        subscriber_id=subscriber.id,
        kind=wish.kind,
        slot=wish.slot,
        made_at=offer.read_at,
        since=since,
        stories=choice.stories,
        pushed=choice.pushed,
        said=choice.said,
        left=choice.left,
    )


def write(tx: Tx, offer: Offer, drafts: Iterable[Briefing]) -> list[Briefing]:
    """Write down those that tell something new, and that their readers know it now."""
    made = briefings.add(tx, [each for each in drafts if each.stories])
    if made:
        briefings.tell_up_to(tx, [each.subscriber_id for each in made], offer.read_at)
    return made


def moment(subscriber: Subscriber, at: datetime) -> str:
    """The reader's own date and time."""
    return f"{at.astimezone(zones.named(subscriber.settings.zone)):%Y-%m-%d %H:%M:%S}"


def grouped(moments: Mapping[int, datetime | None]) -> dict[datetime | None, list[int]]:
    found: dict[datetime | None, list[int]] = {}
    for reader_id, at in moments.items():
        found.setdefault(at, []).append(reader_id)
    return found
