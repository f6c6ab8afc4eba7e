"""How sends ended, written down."""

from datetime import datetime

from bot.core.models import Outcome, Settlement, Standing
from storage import holding, retries, subscribers
from storage.db import Tx, seconds

REFUSALS_IN_A_ROW = 3
UNSENT = {
    Outcome.REFUSED: "dead",
    Outcome.NO_RIGHTS: "dead",
    Outcome.UNCERTAIN: "uncertain",
}


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
    elif outcome is Outcome.UNCERTAIN:
        count(tx, settlement, now=now)
    elif outcome is Outcome.MOVED:
        subscribers.move(tx, subscriber_id, chat_id=settlement.moved_to, now=now)
    elif outcome in (Outcome.GONE, Outcome.TOPIC_CLOSED):
        subscribers.stand(tx, subscriber_id, Standing.GONE, now=now, reason=settlement.reason)
    elif outcome is Outcome.NO_RIGHTS:
        refused(tx, settlement, now=now)
    elif outcome is Outcome.RETRY:
        retries.drop_needless(
            tx, [settlement.delivery.id]
        )  # who left meanwhile has left the queue


def refused(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """A chat that refuses several pushes in a row for want of rights is as good as gone."""
    subscriber_id = settlement.delivery.subscriber.id
    if subscribers.refuse(tx, subscriber_id) >= REFUSALS_IN_A_ROW:
        drop(tx, settlement.delivery.id)
        subscribers.stand(tx, subscriber_id, Standing.GONE, now=now, reason=settlement.reason)


def arrived(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """A receipt for the article, and for those that the message told of as perhaps missed."""
    delivery = settlement.delivery
    count(tx, settlement, now=now)
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


def count(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """It counts for the hour of a reader who wants no more than so many."""
    if settlement.delivery.subscriber.settings.hourly_cap:
        holding.count(tx, [settlement.delivery.subscriber.id], now=now)


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
