"""Sends that have just been written down as under way, with what their messages are to say."""

from collections.abc import Mapping

from bot.core.models import Briefing, Delivery
from storage import briefings, subscribers
from storage.db import Row, Tx, among, listed

MISSED_AT_ONCE = 3


def deliveries_of(tx: Tx, rows: list[Row]) -> list[Delivery]:
    """Leased rows, each with what its reader may have missed."""
    found = tx.query(
        among(
            tx,
            """select subscriber_id, article_id, briefing_id from deliveries
               where subscriber_id in {ids} and state = 'uncertain' order by id""",
        ),
        {"ids": listed(row["id"] for row in rows)},
    )
    missed: dict[int, list[Row]] = {}
    for row in found:
        missed.setdefault(row["subscriber_id"], []).append(row)
    named = {each["briefing_id"] for each in (*rows, *found)} - {None}
    told = briefings.get(tx, named) if named else {}
    return [delivery_of(row, missed.get(row["id"], [])[:MISSED_AT_ONCE], told) for row in rows]


def delivery_of(row: Row, missed: list[Row], told: Mapping[int, Briefing]) -> Delivery:
    return Delivery(
        id=row["delivery_id"],
        subscriber=subscribers.subscriber_of(row),
        article_id=row["article_id"] or 0,
        briefing=told.get(row["briefing_id"]),
        follows=row["follows"],
        attempts=row["attempts"],
        missed=tuple(each["article_id"] for each in missed if each["article_id"]),
        missed_briefings=tuple(
            told[each["briefing_id"]] for each in missed if each["briefing_id"] in told
        ),
    )
