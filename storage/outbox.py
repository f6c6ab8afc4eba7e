"""The outbox: what is to be pushed, what is under way, and how each send ended.

A push to many is one `broadcasts` row whose `position` moves over the subscribers; a
`deliveries` row exists only for a send that is under way, waits for another try, is uncertain
or dead; a `receipts` row keeps the message id of what arrived. So for an open broadcast and a
subscriber within it exactly one of these holds: not reached yet, a delivery row, a receipt, or
passed over because it was not to get it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.models import Delivery, Outcome, Settlement, Standing
from storage import broadcasts, corrections, ledger, subscribers, told
from storage.db import Tx, among, instant, listed, seconds
from storage.leases import deliveries_of

NEWS_IS_FRESH = timedelta(hours=12)  # later, a push is no news any more: it expires
RECEIPTS_KEPT = timedelta(days=30)
REFUSALS_IN_A_ROW = 3
UNSENT = {
    Outcome.REFUSED: "dead",
    Outcome.NO_RIGHTS: "dead",
    Outcome.UNCERTAIN: "uncertain",
}
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


def enqueue(tx: Tx, article_id: int, subscriber_id: int, *, now: datetime) -> bool:
    """Push an article to one reader; False if its story was pushed to them before."""
    return (
        tx.execute(
            told.excluding(
                tx,
                """insert into deliveries
                     (article_id, subscriber_id, state, due_at, expires_at, changed_at)
                   select :article_id, :subscriber_id, 'retry', :now, :expires, :now
                   where {untold}
                   on conflict (article_id, subscriber_id) do nothing""",
                reader=":subscriber_id",
            ),
            {
                **told.of_story(tx, article_id),
                "subscriber_id": subscriber_id,
                "now": seconds(now),
                "expires": seconds(now + NEWS_IS_FRESH),
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
    known: Sequence[int] | None = None,
) -> list[Delivery]:
    """One turn of the sender: write down how the last sends ended, lease the next `want`.

    What is returned is written as `sending` when this transaction commits; only then may it
    go out. After a commit whose answer was lost `known` are the ids that are under way: any
    other lease went out to nobody and is taken back.
    """
    ledger.note(tx, settlements, now=now)
    for settlement in settlements:
        settle(tx, settlement, now=now)
    if known is not None:
        take_back(tx, known, now=now)
    if want <= 0:
        return []
    leased = lease_retries(tx, want=want, now=now)
    return leased + broadcasts.lease_next(tx, want=want - len(leased), now=now)


def take_back(tx: Tx, known: Sequence[int], *, now: datetime) -> None:
    tx.execute(
        among(
            tx,
            """update deliveries set state = 'retry', due_at = :now, changed_at = :now
               where state = 'sending' and id not in {ids}""",
        ),
        {"ids": listed(known), "now": seconds(now)},
    )


def lease_retries(tx: Tx, *, want: int, now: datetime) -> list[Delivery]:
    tx.execute(
        """update deliveries set state = 'dead', reason = 'expired; ' || reason,
             changed_at = :now
           where state = 'retry' and expires_at <= :now""",
        {"now": seconds(now)},
    )
    rows = tx.query(
        """select s.*, d.id as delivery_id, d.article_id, d.attempts
           from deliveries d join subscribers s on s.id = d.subscriber_id
           where d.state = 'retry' and d.due_at <= :now
             and not exists (select 1 from deliveries other
               where other.subscriber_id = d.subscriber_id and (other.state = 'sending'
                 or (other.state = 'retry' and other.due_at <= :now and other.id < d.id)))
           order by d.due_at, d.id limit :want""",
        {"now": seconds(now), "want": want},
    )
    if not rows:
        return []
    drop_needless(tx, [row["delivery_id"] for row in rows])
    taken = tx.query(
        among(
            tx,
            """update deliveries set state = 'sending', changed_at = :now
               where id in {ids} and state = 'retry' returning id""",
        ),
        {"now": seconds(now), "ids": listed(row["delivery_id"] for row in rows)},
    )
    ids = {row["id"] for row in taken}
    return deliveries_of(tx, [row for row in rows if row["delivery_id"] in ids])


def drop_needless(tx: Tx, delivery_ids: Sequence[int]) -> None:
    """Of these, leave out what is not to be tried again: its reader left while it was under
    way, its source has taken it back, or its story has reached the reader meanwhile
    (PostgreSQL lets both at it at once)."""
    tx.execute(
        among(
            tx,
            """delete from deliveries where id in {ids} and (
                 exists (select 1 from subscribers s where s.id = deliveries.subscriber_id
                   and s.standing <> 'subscribed')
                 or exists (select 1 from articles a where a.id = deliveries.article_id
                   and a.withdrawn_at is not null)
                 or exists (select 1 from receipts r where r.article_id = deliveries.article_id
                   and r.subscriber_id = deliveries.subscriber_id)
                 or exists (select 1 from articles a
                   join articles v on v.story_id = a.story_id and v.id <> a.id
                   where a.id = deliveries.article_id and (
                     exists (select 1 from receipts r where r.article_id = v.id
                       and r.subscriber_id = deliveries.subscriber_id)
                     or exists (select 1 from deliveries d where d.article_id = v.id
                       and d.subscriber_id = deliveries.subscriber_id
                       and (d.state = 'uncertain' or d.reason like :left)))))""",
        ),
        {"ids": listed(delivery_ids), "left": told.THE_READER_LEFT + "%"},
    )


def settle(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """Write down how one send ended; once, even if it is told twice.

    That happens when a commit came through and its answer did not; meanwhile the reader may
    have come back, or the row may be under way again.
    """
    subscriber_id, outcome = settlement.delivery.subscriber.id, settlement.outcome
    if outcome is Outcome.SENT:
        arrived(tx, settlement, now=now)
    elif not change(tx, settlement, now=now):
        return
    elif outcome is Outcome.MOVED:
        subscribers.move(tx, subscriber_id, chat_id=settlement.moved_to, now=now)
    elif outcome in (Outcome.GONE, Outcome.TOPIC_CLOSED):
        subscribers.stand(tx, subscriber_id, Standing.GONE, now=now, reason=settlement.reason)
    elif outcome is Outcome.NO_RIGHTS:
        refused(tx, settlement, now=now)
    elif outcome is Outcome.RETRY:
        drop_needless(tx, [settlement.delivery.id])  # who left meanwhile has left the queue


def refused(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """A chat that refuses several pushes in a row for want of rights is as good as gone."""
    subscriber_id = settlement.delivery.subscriber.id
    if subscribers.refuse(tx, subscriber_id) >= REFUSALS_IN_A_ROW:
        drop(tx, settlement.delivery.id)
        subscribers.stand(tx, subscriber_id, Standing.GONE, now=now, reason=settlement.reason)


def arrived(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """A receipt for the article, and for those that the message told of as perhaps missed."""
    delivery = settlement.delivery
    # A group may have become another row while this was under way.
    subscriber_id = drop(tx, delivery.id) or delivery.subscriber.id
    for article_id in (delivery.article_id, *settlement.delivered_missed):
        tx.execute(
            """insert into receipts
                 (article_id, subscriber_id, message_id, sent_at, revision, corrected)
               values (:article_id, :subscriber_id, :message_id, :now, :shown, :revision)
               on conflict (article_id, subscriber_id) do nothing""",
            {
                "article_id": article_id,
                "subscriber_id": subscriber_id,
                "message_id": settlement.message_id,
                "now": seconds(now),
                "shown": settlement.revision if article_id == delivery.article_id else None,
                "revision": settlement.revision,
            },
        )
    for article_id in settlement.delivered_missed:
        tx.execute(
            """delete from deliveries where subscriber_id = :subscriber_id
                 and article_id = :article_id and state = 'uncertain'""",
            {"subscriber_id": subscriber_id, "article_id": article_id},
        )


def change(tx: Tx, settlement: Settlement, *, now: datetime) -> bool:
    """What was not sent is no longer `sending`; False if it was not so any more."""
    changed = tx.execute(
        """update deliveries set state = :state, attempts = attempts + 1, due_at = :due,
             changed_at = :now, reason = :reason where id = :id and state = 'sending'""",
        {
            "state": UNSENT.get(settlement.outcome, "retry"),
            "due": seconds(settlement.retry_at or now),
            "now": seconds(now),
            "reason": settlement.reason,
            "id": settlement.delivery.id,
        },
    )
    return changed > 0


def drop(tx: Tx, delivery_id: int) -> int | None:
    """Whose it was; None if it is not there any more."""
    rows = tx.query(
        "delete from deliveries where id = :id returning subscriber_id", {"id": delivery_id}
    )
    return rows[0]["subscriber_id"] if rows else None


def recover(tx: Tx, *, now: datetime) -> int:
    """Sends that were under way when the last run ended: nobody can know; how many there were.

    Only for a process that is alone (`Database.lock`).
    """
    return tx.execute(
        """update deliveries set state = 'uncertain', changed_at = :now,
             reason = 'the program ended while it was being sent' where state = 'sending'""",
        {"now": seconds(now)},
    )


def frozen_until(tx: Tx) -> datetime | None:
    """Until when Telegram has asked for no push at all: it is the time of those it refused."""
    rows = tx.query(
        "select max(due_at) as until from deliveries where state = 'retry' and reason = :reason",
        {"reason": EVERYBODY_WAITS},
    )
    return instant(rows[0]["until"])


def forget(tx: Tx, *, now: datetime) -> None:
    """Let go of receipts and dead deliveries that are too old to matter."""
    values = {"before": seconds(now - RECEIPTS_KEPT)}
    tx.execute("delete from receipts where sent_at < :before", values)
    tx.execute(
        "delete from deliveries where changed_at < :before and state in ('dead', 'uncertain')",
        values,
    )
    ledger.forget(tx, before=now - RECEIPTS_KEPT)
    corrections.forget(tx, before=now - RECEIPTS_KEPT)
