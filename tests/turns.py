"""Turns of the outbox by hand, for tests: news, leases, and how each send ended."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.models import Delivery, Outcome, Settlement, Standing
from storage import Database, Tx, outbox, subscribers
from storage.figures import queue_state
from tests.builders import store_article, store_subscriber


def readers(db: Database, count: int) -> list[int]:
    """That many subscribers, with chat ids 501, 502, …; their ids."""
    return [db.run_now(store_subscriber, 501 + number) for number in range(count)]


def publish(
    db: Database, source_id: int, number: int, *, now: datetime, sections: tuple[str, ...] = ()
) -> int:
    def deed(tx: Tx) -> int:
        article_id = store_article(tx, source_id, number, sections=sections)
        outbox.broadcast(tx, article_id, source_id=source_id, now=now)
        return article_id

    return db.run_now(deed)


def step(db: Database, *settlements: Settlement, now: datetime, want: int = 100) -> list[Delivery]:
    return db.run_now(outbox.step, settlements, want=want, now=now)


def sent(*deliveries: Delivery) -> list[Settlement]:
    return [
        Settlement(
            delivery=each,
            outcome=Outcome.SENT,
            message_id=9,
            delivered_missed=each.missed,
        )
        for each in deliveries
    ]


def ended(delivery: Delivery, outcome: Outcome, **more: object) -> Settlement:
    return Settlement(delivery=delivery, outcome=outcome, reason="لأن", **more)  # type: ignore[arg-type]


def chats(deliveries: Sequence[Delivery]) -> list[int]:
    return [each.subscriber.chat_id for each in deliveries]


def stand(db: Database, subscriber_id: int, standing: Standing, *, now: datetime) -> None:
    db.run_now(subscribers.stand, subscriber_id, standing, now=now)


def queue(db: Database) -> dict[str, int]:
    """The figures that are not zero."""
    state = db.run_now(queue_state)
    names = ("open_broadcasts", "sending", "retry", "uncertain", "dead", "delivered")
    return {name: getattr(state, name) for name in names if getattr(state, name)}
