"""Breaking news overtakes everything, and goes to readers who want only that."""

from datetime import datetime

from storage.db import Tx, seconds


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


def turn_breaking(tx: Tx, story_id: int, *, now: datetime) -> None:
    tx.execute(
        "update stories set breaking_at = :now where id = :id",
        {"now": seconds(now), "id": story_id},
    )
