"""Bringing a database to the present schema.

Each migration runs in one transaction with the row that records it, so a crash leaves nothing
half done. Who migrates holds the lock of the database: another Mujaz that runs on it may be an
older one, and nothing is changed under it.
"""

import time
from collections.abc import Callable

from storage.db import Database, Dialect, StorageError, Tx
from storage.schema import MIGRATIONS

PATIENCE = 5.0
"""Seconds for another process that is migrating."""
LOOKS_EVERY = 0.05
EXISTS: dict[Dialect, str] = {
    "sqlite": "select 1 as yes from sqlite_master where name = 'migrations'",
    "postgresql": "select 1 as yes where to_regclass('migrations') is not null",
}


def bring_up_to_date(database: Database, *, patience: float = PATIENCE) -> None:
    """Migrate unless that is done, for who does not run on the database.

    Raises `StorageError` when another process runs on it that needs it as it is.
    """
    deadline = time.monotonic() + patience
    while not is_present(database):
        if database.lock():
            try:
                migrate(database)
            finally:
                database.unlock()
        elif time.monotonic() > deadline:
            raise StorageError(
                "the database is as an older Mujaz knows it, and another Mujaz runs on it; stop "
                "that one first, or use the commands that were installed with it"
            )
        else:
            time.sleep(LOOKS_EVERY)


def is_present(database: Database) -> bool:
    """Whether the schema is the present one.

    Raises `StorageError` when the database was written by a newer program.
    """
    return database.run_now(present_version) == len(MIGRATIONS)


def present_version(tx: Tx) -> int:
    version = version_of(tx) if tx.query(EXISTS[tx.dialect]) else 0
    refuse_newer(version, len(MIGRATIONS))
    return version


def refuse_newer(version: int, known: int) -> None:
    if version > known:
        raise StorageError(
            f"the database has schema version {version}, this program knows {known}; "
            "install the newer Mujaz that wrote it, or use another DATABASE_URL"
        )


def migrate(database: Database, migrations: tuple[Callable[[Tx], None], ...] = MIGRATIONS) -> None:
    """Bring the schema to the last of `migrations`, one transaction each; for who has the lock.

    Raises `StorageError` when the database was written by a newer program.
    """
    while database.run_now(apply_next, migrations):
        pass


def apply_next(tx: Tx, migrations: tuple[Callable[[Tx], None], ...]) -> bool:
    """Apply the next migration; False when there is none left."""
    tx.execute(
        "create table if not exists migrations "
        "(version integer primary key, name text not null, applied_at bigint not null)"
    )
    version = version_of(tx)
    refuse_newer(version, len(migrations))
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
