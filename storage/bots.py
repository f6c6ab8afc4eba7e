"""Which bot the database speaks through. A token that @BotFather gives anew is the same bot's;
where a bot is lost for good, another one takes its place, and knows nobody.

Telegram lets a bot write to who has started it, so the readers of the one before wait until they
start this one. Groups and channels may have let it in already: they are asked. Messages are
numbered by each bot for itself: an edit by another's number would change another message.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.core.models import Subscriber
from storage import sources
from storage.db import Tx, seconds
from storage.subscribers import subscriber_of
from storage.told import THE_READER_LEFT

KNOWS = "has started another bot: {}"
FLOOD = "429%"


@dataclass(frozen=True, slots=True)
class Change:
    """Another bot has taken the place of the one that the readers know."""

    former_id: int
    waiting: int
    """Readers who are sent nothing until they start it."""
    back: tuple[Subscriber, ...]
    """Readers who have waited for this one."""


def speak_through(tx: Tx, bot_id: int, *, now: datetime) -> Change | None:
    """From now on through this bot; None if it was this one before, or none."""
    known = tx.query("select id from bots")
    if known and known[0]["id"] == bot_id:
        return None
    tx.execute("delete from bots")
    tx.execute("insert into bots (id) values (:id)", {"id": bot_id})
    if not known:
        return None
    former_id: int = known[0]["id"]
    let_go(tx, now=now)
    waiting = set_aside(tx, KNOWS.format(former_id), now=now)
    back = take_back(tx, KNOWS.format(bot_id), now=now)
    sources.follow_readers(tx)
    return Change(former_id=former_id, waiting=waiting, back=back)


def let_go(tx: Tx, *, now: datetime) -> None:
    """Of what only the former bot could do, or was told by Telegram."""
    values = {"now": seconds(now), "flood": FLOOD}
    tx.execute("update receipts set message_id = 0, revision = null where revision is not null")
    tx.execute("update deliveries set follows = -1 where follows <> 0")
    tx.execute("update looks set state = 'done' where state <> 'done'")
    tx.execute("update additions set is_told = 0 where state = 'pending'")
    tx.execute("update notices set due_at = :now, attempts = 0", values)
    tx.execute("update subscribers set refusals = 0 where refusals > 0")
    tx.execute("delete from pace")
    tx.execute(
        """update deliveries set due_at = :now, reason = ''
           where state = 'retry' and reason like :flood""",
        values,
    )


def set_aside(tx: Tx, reason: str, *, now: datetime) -> int:
    """Readers of private chats wait, and leave the queue; how many."""
    values = {"now": seconds(now), "reason": reason, "left": THE_READER_LEFT}
    waiting = tx.execute(
        """update subscribers set standing = 'gone', standing_before = standing,
             reason = :reason, changed_at = :now
           where kind = 'private' and standing = 'subscribed'""",
        values,
    )
    tx.execute(
        """delete from deliveries where state = 'retry'
             and subscriber_id in (select id from subscribers where reason = :reason)""",
        values,
    )
    tx.execute(
        """update deliveries set state = 'dead', reason = :left || reason
           where state = 'uncertain'
             and subscriber_id in (select id from subscribers where reason = :reason)""",
        values,
    )
    return waiting


def take_back(tx: Tx, reason: str, *, now: datetime) -> tuple[Subscriber, ...]:
    """Readers who have waited stand where they stood."""
    rows = tx.query(
        """update subscribers set standing = standing_before, reason = '', changed_at = :now
           where standing = 'gone' and reason = :reason returning *""",
        {"now": seconds(now), "reason": reason},
    )
    return tuple(subscriber_of(row) for row in rows)
