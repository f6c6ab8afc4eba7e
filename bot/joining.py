"""Which story an article joins, and what that changes for the story.

All of it happens in the transaction that stores the article, one article after the other.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.breaking import Rules, independent
from bot.core.corrections import growth
from bot.core.developments import is_development
from bot.core.models import STORY_OPEN, Telling
from bot.core.schedule import next_edit
from bot.core.stories import Fingerprint, Index, Match
from storage import Database, Tx, articles, corrections, stories
from storage.stories import Kept, Story

log = logging.getLogger(__name__)

WARMED_AT_ONCE = 200
FORGETS_EVERY = timedelta(hours=1)


@dataclass(slots=True)
class Joiner:
    """The stories of the last days in memory, as far as the database has been read.

    It holds only what is committed: a transaction that fails leaves nothing behind, and what
    another process has stored is seen as well.
    """

    index: Index = field(default_factory=Index)
    seen: int = 0
    """The last article that it holds, or need not."""
    amended: set[int] = field(default_factory=set)
    """Articles that may have another text than it holds."""
    is_warm: bool = False
    """Whether it holds what was stored before the program began; until then nothing joins."""
    warming: asyncio.Lock = field(default_factory=asyncio.Lock)
    forgot_at: datetime | None = None
    rules: Rules = field(default_factory=Rules)
    """When several sources make a story breaking news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An article in its story."""

    story: Story
    new: Telling
    tellings: list[Telling]
    """The new one is the last."""


def join(
    tx: Tx, joiner: Joiner, article_id: int, fingerprint: Fingerprint, *, now: datetime
) -> Joined:
    """Let a new article join its story, or open one.

    Only while this transaction has its turn (`stories.take_turn`).
    """
    catch_up(tx, joiner, now=now)
    told_at = stories.told_at(tx, article_id)
    is_recent = now - told_at <= STORY_OPEN
    match = joiner.index.match(fingerprint, told_at) if is_recent else Match(story_id=None)
    story_id = match.story_id or article_id
    if match.story_id is not None:
        near = match.article_id if match.is_copy else None
        stories.join(tx, article_id, story_id, near_copy_of=near, told_at=told_at)
    kept = Kept(
        article_id=article_id,
        story_id=story_id,
        fingerprint=fingerprint.dumps(),
        told_at=told_at,
    )
    stories.keep(tx, kept)
    tellings = stories.tellings(tx, story_id)
    new, story = tellings[-1], stories.get(tx, story_id)
    latest = story.development_id
    if not new.source.is_readers and is_development(new, vouched(tellings[:-1])):
        latest = article_id
        log.info("development story=%d by article=%d", story_id, article_id)
    grow(tx, story, tellings, latest, now=now)
    return Joined(story=stories.get(tx, story_id), new=new, tellings=tellings)


def vouched(tellings: Sequence[Telling]) -> list[Telling]:
    """Those whose source the operator has chosen. What readers' own sources tell goes to their
    own readers, and says nothing of a story to others: it may be made for that."""
    return [each for each in tellings if not each.source.is_readers]


async def warm_up(joiner: Joiner, database: Database) -> None:
    """Take in what was stored before the program began, a little at a time: all of it at once
    would keep the database, and whoever asks for something, waiting for seconds.

    Reading and several polls may ask for it at once: one does it, in one thread, and all wait."""
    async with joiner.warming:
        while not joiner.is_warm:
            kept = await database.run(stories.kept_after, joiner.seen, most=WARMED_AT_ONCE)
            await asyncio.to_thread(take_in, joiner, kept)
            joiner.is_warm = not kept


def catch_up(tx: Tx, joiner: Joiner, *, now: datetime) -> None:
    """Take in what was stored since, and let go of what is too old."""
    if joiner.amended:
        again = [joiner.amended.pop() for _ in range(len(joiner.amended))]
        take_in(joiner, stories.kept_of_these(tx, [each for each in again if each <= joiner.seen]))
    take_in(joiner, stories.kept_after(tx, joiner.seen))
    if joiner.forgot_at is None or now - joiner.forgot_at >= FORGETS_EVERY:
        joiner.index.forget(now - STORY_OPEN)
        joiner.forgot_at = now


def take_in(joiner: Joiner, kept: Sequence[Kept]) -> None:
    for each in kept:
        joiner.seen = max(joiner.seen, each.article_id)
        try:
            fingerprint = Fingerprint.loads(each.fingerprint)
        except ValueError:  # written by another version of the program
            continue
        joiner.index.add(each.article_id, each.story_id, fingerprint, each.told_at)


def withdrawn(tx: Tx, article_id: int, *, now: datetime) -> None:
    """An article was taken back by its source: it vouches for its story no more."""
    story = stories.get(tx, stories.story_id_of(tx, article_id))
    latest = None if story.development_id == article_id else story.development_id
    grow(tx, story, stories.tellings(tx, story.id), latest, now=now)


def grow(
    tx: Tx, story: Story, tellings: Sequence[Telling], latest: int | None, *, now: datetime
) -> None:
    """Write down who tells a story now, and the latest of it; the messages that tell of it will be
    edited, soon and all of them once, however much comes meanwhile."""
    papers = vouched(tellings)
    sources = max(1, independent(papers)) if len(papers) > 1 else 1
    if (sources, latest) == (story.sources, story.development_id):
        return
    pushed = [each.article_id for each in tellings if each.is_pushed]
    before = articles.get(tx, pushed)
    stories.grow(tx, story.id, sources=sources, development_id=latest)
    after = articles.get(tx, pushed)
    changed = [each for each in before if growth(before[each]) != growth(after[each])]
    if changed:
        due = next_edit(story.grown_at, story.growths, now=now)
        if due != story.grown_at:
            stories.will_grow(tx, story.id, at=due)
        for each in changed:
            corrections.open_later(tx, before[each], due=due, now=now)
