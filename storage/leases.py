"""Sends that have just been written down as under way, with what their messages are to say."""

from bot.core.models import Delivery
from storage import subscribers
from storage.db import Row, Tx, among, listed

MISSED_AT_ONCE = 3


def deliveries_of(tx: Tx, rows: list[Row]) -> list[Delivery]:
    """Leased rows, each with what its reader may have missed."""
    found = tx.query(
        among(
            tx,
            """select subscriber_id, article_id from deliveries
               where subscriber_id in {ids} and state = 'uncertain' order by id""",
        ),
        {"ids": listed(row["id"] for row in rows)},
    )
    missed: dict[int, list[int]] = {}
    for row in found:
        missed.setdefault(row["subscriber_id"], []).append(row["article_id"])
    return [
        Delivery(
            id=row["delivery_id"],
            subscriber=subscribers.subscriber_of(row),
            article_id=row["article_id"],
            attempts=row["attempts"],
            missed=tuple(missed.get(row["id"], [])[:MISSED_AT_ONCE]),
        )
        for row in rows
    ]
