"""The outbox in figures."""

from dataclasses import dataclass

from storage.db import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """What waits, how it ended, and why."""

    open_broadcasts: int
    sending: int
    retry: int
    uncertain: int
    dead: int
    delivered: int
    """Receipts kept (30 days)."""
    reasons: tuple[tuple[str, int], ...]
    """Why deliveries are retried, uncertain or dead, most frequent first."""


def state(tx: Tx) -> QueueState:
    counts = {
        row["state"]: row["rows"]
        for row in tx.query("select state, count(*) as rows from deliveries group by state")
    }
    reasons = tx.query(
        """select reason, count(*) as rows from deliveries where reason <> ''
           group by reason order by count(*) desc, reason limit 5"""
    )
    figures = tx.query(
        """select (select count(*) from broadcasts where closed_at is null) as broadcasts,
             (select count(*) from receipts) as receipts"""
    )[0]
    return QueueState(
        open_broadcasts=figures["broadcasts"],
        sending=counts.get("sending", 0),
        retry=counts.get("retry", 0),
        uncertain=counts.get("uncertain", 0),
        dead=counts.get("dead", 0),
        delivered=figures["receipts"],
        reasons=tuple((row["reason"], row["rows"]) for row in reasons),
    )
