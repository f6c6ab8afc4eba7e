"""To which rate Telegram's refusals have brought the sender down, kept over restarts."""

from datetime import datetime

from storage.db import Tx, seconds, since_epoch


def keep(tx: Tx, *, per_second: float, lowered_at: datetime) -> None:
    tx.execute(
        """insert into pace (id, per_second, lowered_at) values (1, :per_second, :at)
           on conflict (id) do update set per_second = excluded.per_second,
             lowered_at = excluded.lowered_at""",
        {"per_second": per_second, "at": seconds(lowered_at)},
    )


def kept(tx: Tx) -> tuple[float, datetime] | None:
    """Messages a second, and when they were brought down to that; None if they never were."""
    rows = tx.query("select per_second, lowered_at from pace")
    return (rows[0]["per_second"], since_epoch(rows[0]["lowered_at"])) if rows else None
