"""Bringing a database to the present schema.

Each migration runs in one transaction with the row that records it, so a crash leaves nothing
half done, and behind a lock, so that several processes may start at once.
"""

import time
from collections.abc import Callable

from storage.db import Database, StorageError, Tx
from storage.schema import MIGRATIONS

MIGRATION_LOCK = 0x6D756A617B


def migrate(database: Database, migrations: tuple[Callable[[Tx], None], ...] = MIGRATIONS) -> None:
    """Bring the schema to the last of `migrations`, one transaction each.

    Raises `StorageError` when the database was written by a newer program.
    """
    while database.run_now(apply_next, migrations):
        pass


def apply_next(tx: Tx, migrations: tuple[Callable[[Tx], None], ...]) -> bool:
    """Apply the next migration; False when there is none left."""
    if tx.dialect == "postgresql":  # SQLite's transaction is immediate: it is the lock
        tx.execute("select pg_advisory_xact_lock(:key)", {"key": MIGRATION_LOCK})
    tx.execute(
        "create table if not exists migrations "
        "(version integer primary key, name text not null, applied_at bigint not null)"
    )
    version = version_of(tx)
    if version > len(migrations):
        raise StorageError(
            f"the database has schema version {version}, this program knows {len(migrations)}; "
            "install the newer Mujaz that wrote it, or use another DATABASE_URL"
        )
    if version == len(migrations):
        return False
    migration = migrations[version]
    migration(tx)
    tx.execute(
        "insert into migrations (version, name, applied_at) values (:version, :name, :at)",
        {"version": version + 1, "name": migration.__name__, "at": int(time.time())},
    )
    return True


def version_of(tx: Tx) -> int:
    return int(
        tx.query("select coalesce(max(version), 0) as version from migrations")[0]["version"]
    )
