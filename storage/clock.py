"""The machine's clock as this database has last seen it.

Where it is earlier than that, it was ahead and has been set right. What was put off by it would
wait for as long as it was ahead, and what is told up to a moment to come would leave out all that
comes before; so such times are brought forward by as much. What has happened, such as a receipt,
keeps its time: a clock that has only lost its way must not make it look long gone.
"""

from datetime import datetime, timedelta

from storage.db import Tx, seconds, since_epoch

UNNOTICED = timedelta(minutes=1)
"""Two machines, and a time server's corrections, differ by less."""
TIMES = {
    "sources": ("next_poll_at", "failing_since", "missing_since", "moved_since"),
    "hubs": ("due_at", "lease_until", "distrusted_until"),
    "entries": ("due_at",),
    "rereads": ("due_at",),
    "stories": ("grown_at",),
    "corrections": ("due_at", "again_at"),
    "deliveries": ("due_at",),
    "subscribers": ("briefing_at", "briefed_at", "hour_at"),
    "looks": ("asked_at",),
    "additions": ("asked_at",),
    "notices": ("due_at",),
    "restores": ("at",),
}


def look(tx: Tx, *, now: datetime) -> timedelta:
    """Remember what the clock shows; by how much it was ahead until now, as far as is known."""
    ahead = since_epoch(tx.query("select at from clock")[0]["at"]) - now
    tx.execute("update clock set at = :now", {"now": seconds(now)})
    if ahead <= UNNOTICED:
        return timedelta()
    bring_forward(tx, ahead, now=now)
    return ahead


def bring_forward(tx: Tx, ahead: timedelta, *, now: datetime) -> None:
    """Take from each time that is still to come by how much the clock was ahead; it has come, if
    that leads into the past."""
    values = {"now": seconds(now), "ahead": int(ahead.total_seconds())}
    for table, columns in TIMES.items():
        for column in columns:
            tx.execute(
                f"""update {table} set {column} = case when {column} - :ahead > :now
                     then {column} - :ahead else :now end
                   where {column} > :now""",  # noqa: S608 (fixed texts)
                values,
            )
