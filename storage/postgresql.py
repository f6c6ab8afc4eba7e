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
                "run: pip install 'mujaz[postgres]'"
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

    def _connect(self) -> "psycopg.Connection[Row]":
        from psycopg.rows import dict_row

        try:
            connection = self._psycopg.connect(
                self._url,
                row_factory=dict_row,
                # Parameters are put in by the client: the server cannot guess the type of a
                # bare null.
                cursor_factory=self._psycopg.ClientCursor,
                connect_timeout=CONNECT_SECONDS,
            )
        except self._psycopg.Error as error:
            raise StorageError(
                f"cannot connect to PostgreSQL {self._place()}: {reason_of(error)}; "
                "check that DATABASE_URL is right and the server runs"
            ) from None  # its text may repeat the password
        self._all.append(connection)
        return connection

    def _unusable(self, error: Exception) -> StorageError:
        return StorageError(
            f"cannot use PostgreSQL {self._place()}: {reason_of(error)}; "
            "check that the server is well, and that the database is this program's own"
        )

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
        try:
            with connection.transaction():
                return function(PostgresTx(connection))
        except self._away as error:
            raise self._unusable(error) from error

    def lock(self) -> bool:
        if self._holds_lock():
            return True
        connection = self._connect()
        connection.autocommit = True
        try:
            # One bot a schema: advisory locks by themselves would be one a database.
            row = connection.execute(
                "select pg_try_advisory_lock(hashtextextended(current_schema(), %s)) as taken",
                [RUNNER_LOCK],
            ).fetchone()
        except self._away as error:
            raise self._unusable(error) from error
        is_taken = bool(row and row["taken"])
        if is_taken:
            self._lock_connection = connection
        else:
            connection.close()
        return is_taken

    def _holds_lock(self) -> bool:
        """Whether the connection on which the lock was taken is still there: it ends with it."""
        if self._lock_connection is None:
            return False
        try:
            self._lock_connection.execute("select 1")
        except self._psycopg.Error:
            self._lock_connection = None
            return False
        return True

    def close(self) -> None:
        for connection in self._all:
            connection.close()


def reason_of(error: Exception) -> str:
    """What libpq says, without the address in it: that may hold a password."""
    text = str(error).strip()
    if "percent-encoded" in text or "URI" in text:
        return "the address cannot be read; write special letters of the password as %XX"
    return (text.splitlines() or [type(error).__name__])[0].strip()
