"""Which story an article joins, and what that changes for the story.

All of it happens in the transaction that stores the article, one article after the other.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.breaking import Rules, independent
from bot.core.models import Telling
from bot.core.stories import WINDOW, Fingerprint, Index, Match
from storage import Tx, stories
from storage.stories import Kept, Story

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
    is_recent = now - told_at <= WINDOW
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
    tellings = recount(tx, story_id)
    return Joined(story=stories.get(tx, story_id), new=tellings[-1], tellings=tellings)


def catch_up(tx: Tx, joiner: Joiner, *, now: datetime) -> None:
    """Take in what was stored since, and let go of what is too old."""
    for each in stories.kept_after(tx, joiner.seen):
        joiner.seen = each.article_id
        try:
            fingerprint = Fingerprint.loads(each.fingerprint)
        except ValueError:  # written by another version of the program
            continue
        joiner.index.add(each.article_id, each.story_id, fingerprint, each.told_at)
    if joiner.forgot_at is None or now - joiner.forgot_at >= FORGETS_EVERY:
        joiner.index.forget(now - WINDOW)
        joiner.forgot_at = now


def recount(tx: Tx, story_id: int) -> list[Telling]:
    """Write down how many independent sources tell a story; all that its sources stand by."""
    tellings = stories.tellings(tx, story_id)
    sources = independent(tellings) if len(tellings) > 1 else 1
    stories.vouched(tx, story_id, sources=sources)
    return tellings
