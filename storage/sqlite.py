"""SQLite: one connection on one thread of its own, so that nothing in the program ever meets
«database is locked» from itself."""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import sqlite_utils
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # pysqlite3, else stdlib's

from storage.db import Dialect, Row, StorageError, Tx, storable

T = TypeVar("T")
log = logging.getLogger(__name__)

# Below it two connections can corrupt a WAL file: https://sqlite.org/wal.html#walresetbug
OLDEST_SQLITE = (3, 51, 3)
# What is committed must outlive a power cut: with synchronous=normal, intents to send would not.
PRAGMAS = ("synchronous=full", "foreign_keys=on", "secure_delete=on")
BUSY_SECONDS = 10
# The program has some 250 statements; with the 128 that are the default SQLite would compile them
# over and over, which is a third of what a transaction costs.
STATEMENTS_KEPT = 512
# Of `bot.config`; the other folders are the operator's to make.
DEFAULT_FOLDER = Path("data")
ELSEWHERE = "let this user write it and the files beside it, or correct DATABASE_URL"
REMEDIES = (
    ("locked", "another program writes to it; end that, or try again"),
    ("malformed", "it is damaged; restore a backup of it"),
    ("disk I/O error", "see whether the disk that it is on is full, or fails"),
    ("is full", "make room on the disk that it is on"),
    ("already exists", "another program has made it; give this one another DATABASE_URL"),
    ("not a database", "another program has made it; give this one another DATABASE_URL"),
)
BUGS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError)
"""These are not the database's doing."""
MISTAKES = (
    "no such table",
    "no such column",
    "no such function",
    "has no column named",
    "syntax error",
    "incomplete input",
    "too many",
    "ambiguous",
    "malformed JSON",
)
"""Nor is an error that says one of these, though it is of the kind of a full disk."""


def is_bug(error: Exception) -> bool:
    """Whether the program is at fault, not its database."""
    is_told_alike = isinstance(error, sqlite3.OperationalError)
    is_mistake = is_told_alike and any(words in str(error) for words in MISTAKES)
    return is_mistake or isinstance(error, BUGS)


class SqliteTx:
    dialect: Dialect = "sqlite"

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        # sqlite-utils' query() puts a savepoint around each, two more statements.
        found = self._database.execute(sql, storable(params))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        return self._database.execute(sql, storable(params)).rowcount


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
        try:
            return self._transact(function)
        except (OSError, sqlite3.DatabaseError) as error:
            if is_bug(error):
                raise
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> StorageError:
        remedies = (remedy for words, remedy in REMEDIES if words in str(error))
        return StorageError(
            f"cannot use the SQLite database {self._path}: {error}; {next(remedies, ELSEWHERE)}"
        )

    def _transact(self, function: Callable[[Tx], T]) -> T:
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
        if self._path != ":memory:" and not Path(self._path).exists():
            self._look_for_folder()
            log.info("no database at %s yet: this is a new one", Path(self._path).absolute())
        connection = sqlite3.connect(
            self._path,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
            cached_statements=STATEMENTS_KEPT,
        )
        self._use_wal(connection)
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")
        return sqlite_utils.Database(connection)

    def _look_for_folder(self) -> None:
        """Make none for an address that somebody has typed: after a typing error, or where a disk
        is not mounted, an empty bot would start beside the one with all the readers."""
        folder = Path(self._path).parent
        if folder == DEFAULT_FOLDER:
            folder.mkdir(exist_ok=True)
        if not folder.exists():
            raise StorageError(
                f"cannot use the SQLite database {self._path}: the folder {folder.absolute()} "
                "does not exist; correct DATABASE_URL, or make the folder"
            )

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
        if self._path == ":memory:" or self._lock_file is not None:
            return True
        try:
            self._look_for_folder()
            lock_file = Path(f"{self._path}.lock").open("w")  # noqa: SIM115  (held till the end)
            try:
                fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock_file.close()
                return False
        except OSError as error:
            raise self._unusable(error) from error
        self._lock_file = lock_file
        return True

    def unlock(self) -> None:
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    def close(self) -> None:
        with self._mutex:
            if self._database is not None:
                self._database.close()
                self._database = None
            self.unlock()
