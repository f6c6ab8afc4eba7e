"""What the operator is to be told about a source: rows until somebody has been told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.models import Source
from storage.db import Tx, seconds

KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A word to the operator."""

    id: int
    kind: str
    """broken | recovered | retired | moved | merged"""
    source: str
    url: str
    reason: str
    """Why it is broken or retired; where it has moved; the name of the source it has become."""
    attempts: int


def add(tx: Tx, kind: str, source: Source, *, now: datetime, reason: str = "") -> None:
    tx.execute(
        """insert into notices (kind, source, url, reason, made_at, due_at)
           values (:kind, :source, :url, :reason, :now, :now)""",
        {
            "kind": kind,
            "source": source.name,
            "url": source.url,
            "reason": reason,
            "now": seconds(now),
        },
    )


def due(tx: Tx, *, now: datetime, limit: int) -> list[Notice]:
    """What is to be told now, the oldest first; what nobody could be told for a week is not."""
    rows = tx.query(
        """select id, kind, source, url, reason, attempts from notices
           where due_at <= :now and made_at >= :since order by id limit :limit""",
        {"now": seconds(now), "since": seconds(now - KEPT), "limit": limit},
    )
    return [Notice(**row) for row in rows]


def told(tx: Tx, notice_id: int) -> None:
    tx.execute("delete from notices where id = :id", {"id": notice_id})


def postpone(tx: Tx, notice_id: int, *, due_at: datetime) -> None:
    """Nobody could be told."""
    tx.execute(
        "update notices set due_at = :due, attempts = attempts + 1 where id = :id",
        {"due": seconds(due_at), "id": notice_id},
    )


def forget(tx: Tx, *, now: datetime) -> None:
    """Let go of what has waited for a week: nobody could be told, or there is nobody to tell."""
    tx.execute("delete from notices where made_at < :before", {"before": seconds(now - KEPT)})
