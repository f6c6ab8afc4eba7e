"""How sends ended, written down."""

from datetime import datetime

from bot.core.models import Outcome, Settlement, Standing
from storage import briefings, holding, retries, subscribers
from storage.db import Tx, seconds

REFUSALS_IN_A_ROW = 3
UNSENT = {
    Outcome.REFUSED: "dead",
    Outcome.NO_RIGHTS: "dead",
    Outcome.UNCERTAIN: "uncertain",
}
NEVER_ARRIVES = (Outcome.REFUSED, Outcome.NO_RIGHTS, Outcome.GONE, Outcome.TOPIC_CLOSED)


def settle(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """Write down how one send ended; once, even if it is told twice.

    That happens when a commit came through and its answer did not; meanwhile the reader may
    have come back, or the row may be under way again.
    """
    if settlement.outcome is Outcome.SENT:
        arrived(tx, settlement, now=now)
    elif change(tx, settlement, now=now):
        not_sent(tx, settlement, now=now)


def not_sent(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """What follows from it, beside how the row stands."""
    subscriber_id, outcome = settlement.delivery.subscriber.id, settlement.outcome
    if settlement.delivery.briefing and outcome in NEVER_ARRIVES:
        briefings.lose(tx, settlement.delivery.briefing.id)
    match outcome:
        case Outcome.UNCERTAIN:
            count(tx, settlement, now=now)
        case Outcome.MOVED:
            subscribers.move(tx, subscriber_id, chat_id=settlement.moved_to, now=now)
        case Outcome.TOPIC_GONE:
            subscribers.leave_thread(tx, settlement.delivery.subscriber)
        case Outcome.GONE | Outcome.TOPIC_CLOSED:
            subscribers.stand(tx, subscriber_id, Standing.GONE, now=now, reason=settlement.reason)
        case Outcome.NO_RIGHTS:
            refused(tx, settlement, now=now)
        case Outcome.RETRY:  # who left meanwhile has left the queue
            retries.drop_needless(tx, [settlement.delivery.id])


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
    subscriber_id = drop(tx, delivery.id)
    if subscriber_id is None:
        subscriber_id = delivery.subscriber.id
    else:
        count(tx, settlement, now=now)
    if delivery.briefing:
        message_id = settlement.message_id
        briefings.sent(tx, delivery.briefing.id, message_id=message_id, now=now)
    else:
        give_receipt(tx, settlement, delivery.article_id, subscriber_id, now=now)
    for article_id in settlement.delivered_missed:
        give_receipt(tx, settlement, article_id, subscriber_id, now=now)
        tx.execute(
            """delete from deliveries where subscriber_id = :subscriber_id
                 and article_id = :article_id and state = 'uncertain'""",
            {"subscriber_id": subscriber_id, "article_id": article_id},
        )
    for briefing_id in settlement.delivered_briefings:
        briefings.sent(tx, briefing_id, message_id=0, now=now)
        tx.execute(
            "delete from deliveries where briefing_id = :id and state = 'uncertain'",
            {"id": briefing_id},
        )


def give_receipt(
    tx: Tx, settlement: Settlement, article_id: int, subscriber_id: int, *, now: datetime
) -> None:
    """If the group has become another chat meanwhile, its message has no number there."""
    is_shown = article_id == settlement.delivery.article_id
    tx.execute(
        """insert into receipts
             (article_id, subscriber_id, message_id, sent_at, revision, corrected, follows,
              thread_id)
           select :article_id, id, case when chat_id = :chat_id then :message_id else 0 end, :now,
             case when chat_id = :chat_id then cast(:shown as integer) end, :revision, :follows,
             cast(:thread_id as bigint)
           from subscribers where id = :subscriber_id
           on conflict (article_id, subscriber_id) do nothing""",
        {
            "article_id": article_id,
            "subscriber_id": subscriber_id,
            "chat_id": settlement.delivery.subscriber.chat_id,
            "message_id": settlement.message_id,
            "now": seconds(now),
            "shown": settlement.revision if is_shown else None,
            "revision": settlement.revision,
            "follows": settlement.delivery.follows if is_shown else 0,
            "thread_id": settlement.delivery.subscriber.thread_id,
        },
    )


def count(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """It counts for the hour of a reader who wants no more than so many."""
    delivery = settlement.delivery
    if delivery.subscriber.settings.hourly_cap and not delivery.briefing:
        holding.count(tx, [delivery.subscriber.id], now=now)


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
