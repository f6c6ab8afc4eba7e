"""Whose life the database is living: each process that takes over counts one on.

A process loses its lock with its connection (`Database.lock`), and hears of it only a moment
later. So what would be doubled if two wrote it at once checks in its own transaction that the life
is still its own: who takes over waits for the end of that transaction, and no other one succeeds.
"""

from storage.db import Dialect, StorageError, Tx

# SQLite has one writer at a time anyway.
HELD: dict[Dialect, str] = {"sqlite": "", "postgresql": " for share"}


class OvertakenError(StorageError):
    """Another process has taken over the database."""


def begin(tx: Tx) -> int:
    """Take over; the number of the life that begins."""
    return int(tx.query("update lives set number = number + 1 returning number")[0]["number"])


def check(tx: Tx, *, life: int) -> None:
    """Raises `OvertakenError` if the life of the database is another one."""
    if tx.query(f"select number from lives{HELD[tx.dialect]}")[0]["number"] != life:  # noqa: S608
        raise OvertakenError("another Mujaz has taken over this database")
