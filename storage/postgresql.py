"""PostgreSQL: a connection a thread, opened when first needed and again after it broke."""

import re
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from storage.db import Dialect, Row, StorageError, Tx, storable

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

CONNECT_SECONDS = 10
THREADS = 4
# Who vanishes without a word, as at a power cut, is noticed within some twenty seconds instead of
# hours: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-KEEPALIVES
KEEPALIVES = {
    "keepalives_idle": "10",
    "keepalives_interval": "3",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",  # milliseconds
}
# The same the other way round: the server lets the lock of a machine go that is there no more.
SERVER_KEEPALIVES = {f"tcp_{name}": value for name, value in KEEPALIVES.items() if "keep" in name}
# And of a process that hangs: who runs asks for the lock every second. Since PostgreSQL 14.
ASKED_AGAIN = {"idle_session_timeout": "20s"}
# What it was writing when it began to hang keeps nobody from taking over; while there is nothing
# to write, a connection waits as long as that takes.
LIMITS = {"idle_in_transaction_session_timeout": "20s", "idle_session_timeout": "0"}
MISREAD = "(not shown): the address cannot be read; write special letters of the password as %XX"
RUNNER_LOCK = 0x6D756A617A  # «mujaz», the key of the advisory lock


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


class PostgresBackend:
    threads = THREADS

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise StorageError(
                "DATABASE_URL names PostgreSQL, but its driver is not installed; "
                "run: .venv/bin/pip install -e '.[postgres]'"
            ) from error
        self._psycopg = psycopg
        self._away = (
            psycopg.OperationalError,
            psycopg.InternalError,  # so it calls a server that takes no writes
            psycopg.errors.InsufficientPrivilege,
            psycopg.errors.DuplicateTable,  # of another program
        )
        self._url = url
        self._local = threading.local()
        self._all: list[psycopg.Connection[Row]] = []
        self._lock_connection: psycopg.Connection[Row] | None = None
        self._has_lock = False
        self._is_expected = False
        """Whether it asks again and again: not before it has migrated, which may take long."""

    def _connect(self) -> "psycopg.Connection[Row]":
        from psycopg.rows import dict_row

        try:
            connection = self._psycopg.connect(
                self._conninfo(),
                row_factory=dict_row,
                # Parameters are put in by the client: the server cannot guess the type of a
                # bare null.
                cursor_factory=self._psycopg.ClientCursor,
                connect_timeout=CONNECT_SECONDS,
                autocommit=True,  # but in a `transaction()`
            )
        except self._psycopg.Error as error:
            raise StorageError(
                f"cannot connect to PostgreSQL {self._told(error)}; "
                "check that DATABASE_URL is right and the server runs"
            ) from None  # its text may repeat the password
        self._all.append(connection)
        return connection

    def _conninfo(self) -> str:
        """The address, with what it does not say itself of when a server is gone."""
        from psycopg.conninfo import conninfo_to_dict, make_conninfo

        said = conninfo_to_dict(self._url)
        return make_conninfo(
            self._url, **{name: value for name, value in KEEPALIVES.items() if name not in said}
        )

    def _unusable(self, error: Exception) -> StorageError:
        return StorageError(
            f"cannot use PostgreSQL {self._told(error)}; "
            "check that the server is well, and that the database is this program's own"
        )

    def _told(self, error: Exception) -> str:
        """The place and the reason; neither of an address that libpq misreads, since what it
        takes for a host may be the end of a password."""
        from psycopg.conninfo import conninfo_to_dict

        try:
            parts = conninfo_to_dict(self._url)
        except self._psycopg.Error:
            return MISREAD
        is_port = str(parts.get("port", "0")).replace(",", "").isdecimal()
        place = f"{parts.get('host') or 'the local socket'}/{parts.get('dbname', '')}"
        if "@" in place or not is_port:  # «@» or «/» in the password
            return MISREAD
        return f"at {place}: {reason_of(error)}"

    def transact(self, function: Callable[[Tx], T]) -> T:
        connection: psycopg.Connection[Row] | None = getattr(self._local, "connection", None)
        try:
            if connection is None or connection.closed or connection.broken:
                connection = self._local.connection = self._connect()
                bound(connection, LIMITS)
            with connection.transaction():
                return function(PostgresTx(connection))
        except self._away as error:
            raise self._unusable(error) from error

    def lock(self) -> bool:
        try:
            connection = self._lock_connection = self._answering() or self._connect_to_lock()
            if not self._has_lock:
                # One bot a schema: advisory locks by themselves would be one a database.
                row = connection.execute(
                    "select pg_try_advisory_lock(hashtextextended(current_schema(), %s)) as taken",
                    [RUNNER_LOCK],
                ).fetchone()
                self._has_lock = bool(row and row["taken"])
        except self._away as error:
            raise self._unusable(error) from error
        return self._has_lock

    def _answering(self) -> "psycopg.Connection[Row] | None":
        """The connection of the lock if it is still there: the lock ends with it.

        Raises what the server has said to who has only waited for the lock: when a server starts
        anew, the one that had it may be the first to take it again.
        """
        connection, had_lock = self._lock_connection, self._has_lock
        try:
            if connection is not None:
                connection.execute("select 1")
                if had_lock and not self._is_expected:
                    bound(connection, ASKED_AGAIN)
                    self._is_expected = True
        except self._psycopg.Error:
            self.unlock()
            if not had_lock:
                raise
        return self._lock_connection

    def _connect_to_lock(self) -> "psycopg.Connection[Row]":
        connection = self._connect()
        bound(connection, SERVER_KEEPALIVES)
        return connection

    def unlock(self) -> None:
        if self._lock_connection is not None:
            self._lock_connection.close()
        self._lock_connection, self._has_lock, self._is_expected = None, False, False

    def close(self) -> None:
        for connection in self._all:
            connection.close()


def bound(connection: "psycopg.Connection[Row]", limits: Mapping[str, str]) -> None:
    """Set of these what this server knows, and where its operator has set none; 0 is no limit."""
    for name, value in limits.items():
        connection.execute(
            """select set_config(name, %(value)s, false) from pg_settings
               where name = %(name)s and '0' in (setting, %(value)s)""",
            {"name": name, "value": value},
        )


def reason_of(error: Exception) -> str:
    """What libpq says, without the address in it: that may hold a password."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].strip()
