"""Which story an article joins, and what that changes for the story.

All of it happens in the transaction that stores the article, one article after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.models import Telling
from bot.core.stories import (
    WINDOW,
    Fingerprint,
    Index,
    Match,
    independent_texts,
    publisher,
)
from storage import Tx, stories
from storage.stories import Kept

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


def join(
    tx: Tx, joiner: Joiner, article_id: int, fingerprint: Fingerprint, *, now: datetime
) -> int:
    """Let a new article join its story, or open one; the story's id.

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
    if match.story_id is not None:
        recount(tx, story_id)
    return story_id


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


def recount(tx: Tx, article_id: int) -> None:
    """How many independent sources tell the story of an article."""
    story = stories.get(tx, article_id)
    if story is not None:
        found = stories.tellings(tx, story.id)
        stories.vouched(tx, story.id, sources=independent(found))


def independent(tellings: Sequence[Telling]) -> int:
    """How many publishers tell it in words of their own."""
    return independent_texts(
        [(publisher(each.source), Fingerprint.loads(each.fingerprint)) for each in tellings]
    )
