"""Which database an address names, opened."""

from pathlib import Path

from storage import migrating
from storage.db import Backend, Database, StorageError
from storage.postgresql import PostgresBackend
from storage.sqlite import SqliteBackend


def name_database(url: str) -> Database:
    """The database at `sqlite:///relative/or//absolute/path`, `sqlite://` (in memory) or
    `postgresql://…`, as it is: nothing is looked at yet. Raises `StorageError`."""
    return Database(backend_for(url))


def open_database(url: str) -> Database:
    """The same, its schema brought up to date. Raises `StorageError`."""
    database = name_database(url)
    try:
        migrating.bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def missing_file(url: str) -> Path | None:
    """The file that to open the database would make, if it would."""
    path = url.removeprefix("sqlite:///")
    if path in (url, ":memory:"):
        return None
    try:
        Path(path).stat()
    except FileNotFoundError:
        return Path(path).absolute()
    except OSError:  # to open it says what is the matter
        pass
    return None


def backend_for(url: str) -> Backend:
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresBackend(url)
    if url in ("sqlite://", "sqlite:///:memory:"):
        return SqliteBackend(":memory:")
    if url.startswith("sqlite:///"):
        return SqliteBackend(url.removeprefix("sqlite:///"))
    scheme = url.split(":", 1)[0]
    raise StorageError(
        f"DATABASE_URL begins with {scheme!r}; use sqlite:///data/mujaz.db or postgresql://…"
    )
