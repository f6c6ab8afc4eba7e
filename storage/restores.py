"""Restores: the database is a backup, and knows nothing of what was sent since it was made.

What may have been sent then is not sent again. What cannot be told from it, since it is listed or
published by the moment of the restore, is stored, and so is found by who looks for it; but its
story is neither pushed nor told by a briefing. So nothing comes twice, and news that nobody had
been sent by then is left out.
"""

from datetime import datetime, timedelta

from storage.db import Tx, instant, seconds

STORY_LASTS = timedelta(hours=96)


def begin(tx: Tx, *, now: datetime) -> None:
    """The database has just been restored; after the sources were brought up to date, and before
    anything is polled or sent."""
    values = {"now": seconds(now)}
    tx.execute("insert into restores (at) values (:now)", values)
    tx.execute(
        "update broadcasts set closed_at = :now, position = upto where closed_at is null", values
    )
    tx.execute(
        """update deliveries set state = 'dead', changed_at = :now,
             reason = 'the database was restored; ' || reason where state <> 'dead'""",
        values,
    )
    tx.execute(
        """update entries set is_push = 0,
             published_at = case when published_at < :now then published_at else :now end
           where state = 'waiting'""",
        values,
    )


def before_first_poll(tx: Tx, source_id: int, *, now: datetime) -> datetime | None:
    """When the database was restored, if this source has not been read since; what it lists may
    all have been sent."""
    rows = tx.query(
        """select r.at from sources s, (select max(at) as at from restores) r
           where s.id = :id and s.added_at <= r.at and coalesce(s.succeeded_at, 0) < r.at
             and r.at > :since""",
        {"id": source_id, "since": seconds(now - STORY_LASTS)},
    )
    return instant(rows[0]["at"]) if rows else None


def has_told(tx: Tx, story_id: int) -> bool:
    """Whether a story may have been sent before the database was restored."""
    rows = tx.query(
        """select 1 from stories
           where id = :id and opened_at <= (select max(at) from restores)""",
        {"id": story_id},
    )
    return bool(rows)
