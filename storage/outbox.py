"""The outbox: what is to be pushed, what is under way, and how each send ended.

A push to many is one `broadcasts` row whose `position` moves over the subscribers; a
`deliveries` row exists only for a send that is under way, waits for another try, is uncertain
or dead; a `receipts` row keeps the message id of what arrived. So for an open broadcast and a
subscriber within it exactly one of these holds: not reached yet, a delivery row, a receipt, or
passed over because it was not to get it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.core.models import Delivery, Settlement
from storage import (
    briefings,
    broadcasts,
    corrections,
    due_briefings,
    holding,
    ledger,
    retries,
    settling,
    stories,
    told,
)
from storage.db import Tx, instant, seconds
from storage.terms import NO_TERMS, Terms

NEWS_IS_FRESH = timedelta(hours=12)  # later, a push is no news any more: it expires
RECEIPTS_KEPT = timedelta(days=30)
EVERYBODY_WAITS = "429: too fast; everybody waits"


def broadcast(
    tx: Tx, article_id: int, *, source_id: int, now: datetime, is_breaking: bool = False
) -> None:
    """Push an article to everyone who gets its source and is a subscriber at this moment;
    breaking news overtakes what is still going out."""
    tx.execute(
        """insert into broadcasts (article_id, source_id, upto, opened_at, expires_at, urgency)
           select :article_id, :source_id, coalesce(max(id), 0), :now, :expires, :urgency
           from subscribers
           where true
           on conflict (article_id) do nothing""",
        {
            "article_id": article_id,
            "source_id": source_id,
            "now": seconds(now),
            "expires": seconds(now + NEWS_IS_FRESH),
            "urgency": int(is_breaking),
        },
    )


def hasten(tx: Tx, article_id: int) -> None:
    """An article that is going out, or has gone, is breaking news now: it begins anew, for those
    too who want nothing else. Who has it already is passed over as always."""
    rows = tx.query(
        """delete from broadcasts where article_id = :id and urgency = 0
           returning article_id, source_id, opened_at, expires_at, first_at, last_at,
             is_follow_up""",
        {"id": article_id},
    )
    for row in rows:
        tx.execute(
            """insert into broadcasts
                 (article_id, source_id, upto, opened_at, expires_at, first_at, last_at, urgency,
                  is_follow_up)
               select :article_id, :source_id, coalesce(max(id), 0), :opened_at, :expires_at,
                 cast(:first_at as bigint), cast(:last_at as bigint), 1, :is_follow_up
               from subscribers""",
            row,
        )


def follow_up(tx: Tx, article_id: int) -> None:
    """The broadcast that has just been opened goes, in brief, also to those who want everything of
    its source and have been told by it of the story before."""
    tx.execute("update broadcasts set is_follow_up = 1 where article_id = :id", {"id": article_id})


def enqueue(tx: Tx, article_id: int, subscriber_id: int, *, now: datetime) -> bool:
    """Push an article to one reader who has just asked for news; False if its story was pushed
    to them before."""
    told_in = briefings.told_lately(tx, [subscriber_id], now=now).get(subscriber_id)
    if told_in and stories.story_id_of(tx, article_id) in told_in:
        return False
    return (
        tx.execute(
            told.excluding(
                tx,
                """insert into deliveries
                     (article_id, subscriber_id, state, due_at, expires_at, changed_at, reason)
                   select :article_id, :subscriber_id, 'retry', :now, :expires, :now, :asked
                   where {untold}
                   on conflict (article_id, subscriber_id) do nothing""",
                reader=":subscriber_id",
            ),
            {
                **told.of_story(tx, article_id),
                "subscriber_id": subscriber_id,
                "now": seconds(now),
                "expires": seconds(now + NEWS_IS_FRESH),
                "asked": retries.ASKED_FOR,
            },
        )
        > 0
    )


def step(
    tx: Tx,
    settlements: Sequence[Settlement],
    *,
    want: int,
    now: datetime,
    terms: Terms = NO_TERMS,
) -> list[Delivery]:
    """One turn of the sender: write down how the last sends ended, lease the next `want`.

    What is returned is written as `sending` when this transaction commits; only then may it
    go out. Breaking news goes before briefings, and those before the rest.
    """
    ledger.note(tx, settlements, now=now)
    for settlement in settlements:
        settling.settle(tx, settlement, now=now)
    if terms.known is not None:
        retries.take_back(tx, terms.known, now=now)
    if want <= 0:
        return []
    leased: list[Delivery] = []
    for lease in LEASES:
        leased += lease(tx, terms, want=want - len(leased), now=now)
    return leased


LEASES = (
    retries.lease_next,
    partial(broadcasts.lease_next, urgency=1),
    due_briefings.lease_next,
    partial(broadcasts.lease_next, urgency=0),
)


def goes_on(tx: Tx, *, now: datetime) -> bool:
    """Whether the next turn may find something, although the last has leased nothing."""
    return broadcasts.is_open(tx) or due_briefings.is_due(tx, now=now)


def recover(tx: Tx, *, now: datetime) -> int:
    """Sends that were under way when the last run ended: nobody can know; how many there were.

    Only for a process that is alone (`Database.lock`).
    """
    rows = tx.query(
        """update deliveries set state = 'uncertain', changed_at = :now,
             reason = 'the program ended while it was being sent' where state = 'sending'
           returning subscriber_id""",
        {"now": seconds(now)},
    )
    holding.count(tx, [row["subscriber_id"] for row in rows], now=now)
    return len(rows)


def frozen_until(tx: Tx) -> datetime | None:
    """Until when Telegram has asked for no push at all: it is the time of those it refused."""
    rows = tx.query(
        "select max(due_at) as until from deliveries where state = 'retry' and reason = :reason",
        {"reason": EVERYBODY_WAITS},
    )
    return instant(rows[0]["until"])


def forget_receipts(tx: Tx, *, now: datetime, most: int) -> int:
    """Let go of so many receipts that are too old to matter; how many there were."""
    return tx.execute(
        """delete from receipts where (article_id, subscriber_id) in (
             select article_id, subscriber_id from receipts
             where sent_at < :before order by sent_at limit :most)""",
        {"before": seconds(now - RECEIPTS_KEPT), "most": most},
    )


def forget(tx: Tx, *, now: datetime) -> None:
    """Let go of deliveries and of the ledger's pages that are as old."""
    values = {"before": seconds(now - RECEIPTS_KEPT)}
    tx.execute(
        "delete from deliveries where changed_at < :before and state in ('dead', 'uncertain')",
        values,
    )
    ledger.forget(tx, before=now - RECEIPTS_KEPT)
    corrections.forget(tx, before=now - RECEIPTS_KEPT)
