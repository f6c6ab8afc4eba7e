"""The two databases behind one door: `await db.run(function, …)` is one transaction.

SQLite has one connection on one thread of its own (so nothing in the program ever meets
«database is locked» from itself); PostgreSQL has a few of each. SQL is written once, with
`:name` parameters. No value is ever part of SQL text, so a colon in it is always a parameter.
"""

import asyncio
import fcntl
import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

import sqlite_utils
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3, else stdlib's

if TYPE_CHECKING:
    import psycopg

P = ParamSpec("P")
T = TypeVar("T")
Row = dict[str, Any]
Dialect = Literal["sqlite", "postgresql"]

# Below it two connections can corrupt a WAL file: https://sqlite.org/wal.html#walresetbug
OLDEST_SQLITE = (3, 51, 3)
# What is committed must outlive a power cut: with synchronous=normal, intents to send would not.
PRAGMAS = ("synchronous=full", "foreign_keys=on", "secure_delete=on")
BUSY_SECONDS = 10
POSTGRES_THREADS = 4
RUNNER_LOCK = 0x6D756A617A  # «mujaz», the key of the advisory lock


class StorageError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Tx(Protocol):
    """An open transaction."""

    @property
    def dialect(self) -> Dialect: ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows, as dicts by column name."""
        ...

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        """How many rows changed."""
        ...


def seconds(at: datetime) -> int:
    """An instant as it is stored."""
    return int(at.timestamp())


def seconds_or_none(at: datetime | None) -> int | None:
    return None if at is None else seconds(at)


def instant(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def since_epoch(stored: int) -> datetime:
    """A stored instant that is never null."""
    return datetime.fromtimestamp(stored, UTC)


IDS: dict[Dialect, str] = {
    "sqlite": "(select value from json_each(:ids))",
    "postgresql": "(select cast(value as bigint)"
    " from json_array_elements_text(cast(:ids as json)))",
}


def among(tx: Tx, sql: str) -> str:
    """SQL in which `{ids}` stands for the ids of parameter `ids`, made by `listed`.

    One statement for a batch instead of one for each row, and always the same text.
    """
    return sql.replace("{ids}", IDS[tx.dialect])


def listed(ids: Iterable[int]) -> str:
    """Ids as one parameter."""
    return json.dumps(list(ids))


TEXTS: dict[Dialect, str] = {
    "sqlite": "(select value from json_each(:{}))",
    "postgresql": "(select json_array_elements_text(cast(:{} as json)))",
}


def among_texts(tx: Tx, sql: str) -> str:
    """SQL in which `{name}` stands for the texts of parameter `name`, made by `listed_texts`."""
    return re.sub(r"\{([a-z]+)\}", lambda found: TEXTS[tx.dialect].format(found[1]), sql)


def listed_texts(texts: Iterable[str]) -> str:
    """Texts as one parameter, each as it would be stored."""
    return json.dumps([storable_text(text) for text in texts], ensure_ascii=False)


def storable_text(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def storable(params: Mapping[str, Any] | None) -> Row:
    """Parameters without what only one of the databases takes, or none: NUL characters and
    halves of surrogate pairs, both of which a JSON feed can hold."""
    return {
        name: storable_text(value) if isinstance(value, str) else value
        for name, value in (params or {}).items()
    }


class SqliteTx:
    dialect: Dialect = "sqlite"

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        return list(self._database.query(sql, storable(params)))

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        return self._database.execute(sql, storable(params)).rowcount


class PostgresTx:
    dialect: Dialect = "postgresql"

    def __init__(self, connection: "psycopg.Connection[Row]") -> None:
        self._connection = connection

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        return self._connection.execute(for_psycopg(sql), storable(params)).fetchall()

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        return self._connection.execute(for_psycopg(sql), storable(params)).rowcount


def for_psycopg(sql: str) -> bytes:
    """`:name` as psycopg writes it; bytes, since its types ask plain text to be a literal."""
    return re.sub(r":([a-z_]+)", r"%(\1)s", sql.replace("%", "%%")).encode()


class Backend(Protocol):
    threads: int

    def transact(self, function: Callable[[Tx], T]) -> T: ...

    def lock(self) -> bool: ...

    def close(self) -> None: ...


class SqliteBackend:
    """One writing connection; WAL so that the command line can read beside a running bot."""

    threads = 1

    def __init__(self, path: str) -> None:
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise StorageError(
                f"SQLite {sqlite3.sqlite_version} can corrupt a database in WAL mode; "
                "install pysqlite3 0.6.1 or newer (pip install 'pysqlite3>=0.6.1')"
            )
        self._path = path
        self._database: sqlite_utils.Database | None = None
        self._lock_file: Any = None
        self._mutex = threading.Lock()

    def transact(self, function: Callable[[Tx], T]) -> T:
        with self._mutex:
            database = self._database = self._database or self._open()
            # sqlite-utils' atomic() begins deferred: reading and then writing beside another
            # writer would fail at once, whatever the busy timeout.
            database.execute("begin immediate")
            try:
                result = function(SqliteTx(database))
                database.execute("commit")
            except BaseException:
                database.rollback()
                raise
            return result

    def _open(self) -> sqlite_utils.Database:
        try:
            if self._path != ":memory:":
                Path(self._path).parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, check_same_thread=False)
            self._use_wal(connection)
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"cannot open the SQLite database {self._path}: {error}; "
                "check that DATABASE_URL names a writable place"
            ) from error
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")
        return sqlite_utils.Database(connection)

    def _use_wal(self, connection: Any) -> None:
        # Switching the journal mode does not honour the busy timeout while another process
        # switches it too: https://sqlite.org/wal.html#sometimes_queries_return_sqlite_busy_in_wal_mode
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.execute("pragma journal_mode=wal")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def lock(self) -> bool:
        if self._path == ":memory:":
            return True
        Path(self._path).parent.mkdir(parents=True, exist_ok=True)
        lock_file = Path(f"{self._path}.lock").open("w")  # noqa: SIM115  (held till the end)
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock_file.close()
            return False
        self._lock_file = lock_file
        return True

    def close(self) -> None:
        with self._mutex:
            if self._database is not None:
                self._database.close()
                self._database = None
            if self._lock_file is not None:
                self._lock_file.close()
                self._lock_file = None


class PostgresBackend:
    """A connection a thread, opened when first needed and again after it broke."""

    threads = POSTGRES_THREADS

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StorageError(
                "DATABASE_URL names PostgreSQL, but its driver is not installed; "
                "run: pip install 'mujaz[postgres]'"
            ) from error
        self._psycopg = psycopg
        self._url = url
        self._local = threading.local()
        self._all: list[psycopg.Connection[Row]] = []
        self._lock_connection: psycopg.Connection[Row] | None = None

    def _connect(self) -> "psycopg.Connection[Row]":
        from psycopg.rows import dict_row

        try:
            connection = self._psycopg.connect(
                self._url,
                row_factory=dict_row,
                # Parameters are put in by the client: the server cannot guess the type of a
                # bare null.
                cursor_factory=self._psycopg.ClientCursor,
                connect_timeout=BUSY_SECONDS,
            )
        except self._psycopg.Error as error:
            raise StorageError(
                f"cannot connect to PostgreSQL {self._place()}: {reason_of(error)}; "
                "check that DATABASE_URL is right and the server runs"
            ) from None  # its text may repeat the password
        self._all.append(connection)
        return connection

    def _place(self) -> str:
        """Host and database of the address; nothing of an address that libpq misread."""
        from psycopg.conninfo import conninfo_to_dict

        try:
            parts = conninfo_to_dict(self._url)
        except self._psycopg.Error:
            return "(not shown)"
        name = str(parts.get("dbname", ""))
        if "@" in name or not str(parts.get("port", "0")).isdecimal():  # «/» in the password
            return "(not shown)"
        return f"at {parts.get('host') or 'the local socket'}/{name}"

    def transact(self, function: Callable[[Tx], T]) -> T:
        connection: psycopg.Connection[Row] | None = getattr(self._local, "connection", None)
        if connection is None or connection.closed or connection.broken:
            connection = self._local.connection = self._connect()
        with connection.transaction():
            return function(PostgresTx(connection))

    def lock(self) -> bool:
        self._lock_connection = self._connect()
        self._lock_connection.autocommit = True
        # One bot a schema: advisory locks by themselves would be one a database.
        row = self._lock_connection.execute(
            "select pg_try_advisory_lock(hashtextextended(current_schema(), %s)) as taken",
            [RUNNER_LOCK],
        ).fetchone()
        is_taken = bool(row and row["taken"])
        if not is_taken:
            self._lock_connection.close()
        return is_taken

    def close(self) -> None:
        for connection in self._all:
            connection.close()


def reason_of(error: Exception) -> str:
    """What libpq says, without the address in it: that may hold a password."""
    text = str(error).strip()
    if "percent-encoded" in text or "URI" in text:
        return "the address cannot be read; write special letters of the password as %XX"
    return (text.splitlines() or [type(error).__name__])[0].strip()


class Database:
    """A place for rows. `run` from the event loop, `run_now` from the command line."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._executor = ThreadPoolExecutor(backend.threads, thread_name_prefix="database")

    async def run(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call `function(tx, …)` in one transaction, on a database thread.

        Whatever it raises rolls the transaction back and comes out here.
        """
        step = partial(self.run_now, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._executor, step)

    def run_now(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same, in the calling thread."""
        return self._backend.transact(lambda tx: function(tx, *args, **kwargs))

    def lock(self) -> bool:
        """Become the one process that polls and delivers; False if another one is.

        The lock ends with the process, however it ends.
        """
        return self._backend.lock()

    def close(self) -> None:
        """Finish what runs, then close every connection."""
        self._executor.shutdown(wait=True)
        self._backend.close()


def open_database(url: str) -> Database:
    """The database at `sqlite:///relative/or//absolute/path`, `sqlite://` (in memory) or
    `postgresql://…`, its schema brought up to date.

    Raises `StorageError`.
    """
    from storage import migrating

    database = Database(backend_for(url))
    try:
        migrating.migrate(database)
    except BaseException:
        database.close()
        raise
    return database


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
