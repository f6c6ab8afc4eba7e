"""The schema: migrations on both databases, several processes at once, the lock, bad addresses."""

import sqlite3
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot

from bot.sender import Sender
from bot.standby import stay_alone
from storage import Database, StorageError, Tx, migrating, open_database, schema
from storage.first_schema import create
from storage.opening import backend_for
from storage.sqlite import OLDEST_SQLITE
from tests.bot_api import TOKEN

PATIENCE = 20.0
NUMBERS = ("integer", "bigint")
Shape = dict[str, dict[str, Any]]

# What another process does: get ready, wait for a line, do the deed, say how it went.
OPEN = """
import sys
from storage import migrating, open_database
print("ready", flush=True)
sys.stdin.readline()
database = open_database(sys.argv[1])
print(database.run_now(migrating.version_of), flush=True)
"""
LOCK = """
import sys
from storage import open_database
from storage.first_schema import create
database = open_database(sys.argv[1])
print(database.lock(), flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def bare(bare_url: str) -> Iterator[Database]:
    """A database without any schema."""
    with closing(Database(backend_for(bare_url))) as database:
        yield database


@contextmanager
def process(code: str, url: str) -> Iterator["subprocess.Popen[str]"]:
    """Another Python that runs the code; killed at the end if it still does."""
    started = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    )
    with started:
        yield started
        started.kill()


def said(other: "subprocess.Popen[str]") -> str:
    assert other.stdout is not None
    return other.stdout.readline().strip()


def go_on(other: "subprocess.Popen[str]") -> None:
    assert other.stdin is not None
    other.stdin.write("\n")
    other.stdin.flush()


def soon(question: Callable[[], bool]) -> bool:
    """Whether the answer becomes yes: a PostgreSQL server notices an end a moment later."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if question():
            return True
    return False


def shape(tx: Tx) -> Shape:
    """Tables with columns, keys and indexes, as both databases can tell them; not the index of
    search, which each has in a way of its own."""
    found = sqlite_shape(tx) if tx.dialect == "sqlite" else postgresql_shape(tx)
    return {table: each for table, each in found.items() if not table.startswith("search_index")}


def kind(name: str) -> str:
    return "number" if name.lower() in NUMBERS else name.lower()


def sqlite_shape(tx: Tx) -> Shape:
    found: Shape = {}
    for row in tx.query("select name from sqlite_master where type = 'table'"):
        table = row["name"]
        if table.startswith("sqlite_"):
            continue
        columns = tx.query("select * from pragma_table_info(:t)", {"t": table})
        indexes = tx.query("select * from pragma_index_list(:t)", {"t": table})
        found[table] = {
            "columns": {
                each["name"]: (kind(each["type"]), bool(each["notnull"] or each["pk"]))
                for each in columns
            },
            "key": {each["name"] for each in columns if each["pk"]},
            "unique": {
                frozenset(
                    column["name"]
                    for column in tx.query(
                        "select name from pragma_index_info(:i)", {"i": each["name"]}
                    )
                )
                for each in indexes
                if each["origin"] == "u"
            },
            "indexes": {each["name"] for each in indexes if each["origin"] == "c"},
        }
    return found


def postgresql_shape(tx: Tx) -> Shape:
    found: Shape = {}
    for row in tx.query("select tablename from pg_tables where schemaname = current_schema()"):
        table = {"t": row["tablename"]}
        columns = tx.query(
            """select column_name, data_type, is_nullable from information_schema.columns
               where table_schema = current_schema() and table_name = :t""",
            table,
        )
        keys = tx.query(
            """select c.conname, c.contype, array_agg(cast(a.attname as text)) as columns
               from pg_constraint c join pg_attribute a
                 on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
               where c.conrelid = cast(:t as regclass) group by c.conname, c.contype""",
            table,
        )
        indexes = tx.query(
            """select indexname from pg_indexes
               where schemaname = current_schema() and tablename = :t""",
            table,
        )
        constraints = {each["conname"] for each in keys}
        found[row["tablename"]] = {
            "columns": {
                each["column_name"]: (kind(each["data_type"]), each["is_nullable"] == "NO")
                for each in columns
            },
            "key": {name for each in keys if each["contype"] == "p" for name in each["columns"]},
            "unique": {frozenset(each["columns"]) for each in keys if each["contype"] == "u"},
            "indexes": {each["indexname"] for each in indexes} - constraints,
        }
    return found


@pytest.fixture(scope="module")
def wanted() -> Shape:
    with closing(open_database("sqlite://")) as database:
        return database.run_now(shape)


@pytest.mark.parametrize("version", range(len(schema.MIGRATIONS) + 1))
def test_every_earlier_version_is_upgraded_to_the_same_end(
    bare: Database, wanted: Shape, version: int
) -> None:
    migrating.migrate(bare, schema.MIGRATIONS[:version])

    migrating.migrate(bare)

    assert bare.run_now(shape) == wanted
    assert bare.run_now(migrating.version_of) == len(schema.MIGRATIONS)


def test_opening_a_database_again_changes_nothing(db: Database, database_url: str) -> None:
    before = db.run_now(shape)

    open_database(database_url).close()

    assert db.run_now(shape) == before


def test_the_schema_of_a_newer_program_is_refused(db: Database, database_url: str) -> None:
    newer = len(schema.MIGRATIONS) + 1
    db.run_now(record_version, newer)

    with pytest.raises(StorageError) as refused:
        open_database(database_url)

    assert f"schema version {newer}, this program knows {newer - 1}" in str(refused.value)
    assert "install the newer Mujaz" in str(refused.value)


def record_version(tx: Tx, version: int) -> None:
    tx.execute(
        "insert into migrations (version, name, applied_at) values (:v, 'later', 0)",
        {"v": version},
    )


def test_a_migration_that_fails_leaves_nothing_behind(bare: Database) -> None:
    def broken(tx: Tx) -> None:
        create(tx, "create table half_done (id {primary_key})")
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        migrating.migrate(bare, (schema.MIGRATIONS[0], broken))

    assert set(bare.run_now(shape)) == {"migrations", "sources"}
    assert bare.run_now(migrating.version_of) == 1


def test_after_a_migration_that_failed_the_next_start_goes_on(
    bare: Database, wanted: Shape
) -> None:
    def broken(tx: Tx) -> None:
        raise RuntimeError("the power went out")

    with pytest.raises(RuntimeError):
        migrating.migrate(bare, (*schema.MIGRATIONS[:2], broken))

    migrating.migrate(bare)

    assert bare.run_now(shape) == wanted


def test_processes_that_open_a_new_database_at_once_all_succeed(bare_url: str) -> None:
    with (
        process(OPEN, bare_url) as first,
        process(OPEN, bare_url) as second,
        process(OPEN, bare_url) as third,
        process(OPEN, bare_url) as fourth,
    ):
        others = (first, second, third, fourth)
        assert {said(other) for other in others} == {"ready"}
        for other in others:
            go_on(other)
        versions = [said(other) for other in others]

    assert versions == [str(len(schema.MIGRATIONS))] * 4


def test_sqlite_is_new_enough_and_writes_through(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/test.db")) as database:
        found = database.run_now(pragmas)

    assert found.pop("version") >= OLDEST_SQLITE
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def pragmas(tx: Tx) -> dict[str, Any]:
    names = ("journal_mode", "synchronous", "foreign_keys")
    found = {name: tx.query(f"pragma {name}")[0][name] for name in names}
    version = tx.query("select sqlite_version() as version")[0]["version"]
    return found | {"version": tuple(int(part) for part in version.split("."))}


def test_a_second_lock_is_refused_until_the_first_is_closed(database_url: str) -> None:
    first = open_database(database_url)
    with closing(open_database(database_url)) as second:
        assert first.lock()
        assert not second.lock()

        first.close()

        assert soon(second.lock)


def test_a_lock_is_free_again_after_its_process_was_killed(
    db: Database, database_url: str
) -> None:
    with process(LOCK, database_url) as other:
        assert said(other) == "True"
        assert not db.lock()

        other.kill()
        other.wait()

        assert soon(db.lock)


def test_one_of_two_has_the_lock_whatever_becomes_of_its_connection(
    db: Database, database_url: str
) -> None:
    with closing(open_database(database_url)) as other:
        assert db.lock()

        db.run_now(end_locks)
        assert db.lock()
        assert not other.lock()

        db.run_now(end_locks)
        is_others = other.lock()
        assert db.lock() is not is_others


def end_locks(tx: Tx) -> None:
    """As when the server ends, or the way to it breaks; nothing can part a file from its lock."""
    if tx.dialect == "postgresql":
        tx.query(
            """select pg_terminate_backend(pid, 20000) from pg_locks
               where locktype = 'advisory' and database = (
                 select oid from pg_database where datname = current_database())"""
        )


async def test_a_program_stops_when_another_has_taken_its_database(
    db: Database, database_url: str
) -> None:
    sender = Sender(Bot(TOKEN), db)
    with closing(open_database(database_url)) as other:
        assert other.lock()

        await stay_alone(sender)

    assert sender.is_overtaken
    assert sender.is_stopping.is_set()


async def test_a_program_goes_on_while_its_database_is_away() -> None:
    away = Database(backend_for("postgresql://bot@127.0.0.1:1/news"))
    sender = Sender(Bot(TOKEN), away)

    await stay_alone(sender)

    assert not sender.is_stopping.is_set()


def test_two_databases_side_by_side_may_each_have_a_bot(bare_url: str) -> None:
    if bare_url.startswith("sqlite"):
        beside = f"{bare_url}.other"
    else:  # another schema of the same PostgreSQL; opened bare, so nothing is written there
        beside = bare_url.partition("options=")[0] + "options=-csearch_path%3Dpublic"
    other = Database(backend_for(beside))
    with closing(open_database(bare_url)) as first, closing(other) as second:
        assert first.lock()

        assert second.lock()


def test_a_text_that_a_database_cannot_hold_is_mended(db: Database) -> None:
    db.run_now(
        lambda tx: tx.execute(
            "insert into migrations (version, name, applied_at) values (99, :name, 0)",
            {"name": "خبر\0 \ud800"},
        )
    )

    row = db.run_now(lambda tx: tx.query("select name from migrations where version = 99"))[0]
    assert row == {"name": "خبر ?"}


PASSWORD = "Gehe1mnis"  # noqa: S105
UNUSABLE = [
    ("sqlite:///{folder}/b/c/test.db", ["folder {folder}/b/c does not exist", "DATABASE_URL"]),
    ("sqlite:///{folder}/a-file/test.db", ["{folder}/a-file/test.db", "DATABASE_URL"]),
    ("sqlite:///{folder}", ["{folder}", "or correct DATABASE_URL"]),
    ("sqlite:///{folder}/a-file", ["not a database", "give this one another DATABASE_URL"]),
    ("sqlite:///{folder}/foreign", ["table sources already exists", "another DATABASE_URL"]),
    (f"mysql://bot:{PASSWORD}@db.example/news", ["'mysql'", "sqlite:///data/mujaz.db"]),
    (
        f"postgresql://bot:{PASSWORD}@127.0.0.1:1/news",
        ["127.0.0.1/news", "refused", "DATABASE_URL"],
    ),
    (f"postgresql://bot:%zz{PASSWORD}@127.0.0.1:1/news", ["%XX", "DATABASE_URL"]),
    (f"postgresql://bot:a@{PASSWORD}@127.0.0.1:1/news", ["%XX", "DATABASE_URL"]),
    (f"postgresql://bot:a@{PASSWORD}/b@127.0.0.1:1/news", ["%XX", "DATABASE_URL"]),
    (f"postgresql://bot:12/{PASSWORD}@127.0.0.1:1/news", ["DATABASE_URL"]),
    (f"postgresql://bot:a/{PASSWORD}@127.0.0.1:1/news", ["DATABASE_URL"]),
    (f"postgresql://bot:[{PASSWORD}@127.0.0.1:1/news", ["127.0.0.1/news", "DATABASE_URL"]),
    (f"postgresql://bot:#{PASSWORD}@127.0.0.1:1/news", ["127.0.0.1/news", "DATABASE_URL"]),
]


@pytest.mark.parametrize(("url", "told"), UNUSABLE)
def test_an_unusable_address_is_named_with_a_remedy_and_no_password(
    tmp_path: Path, url: str, told: list[str]
) -> None:
    (tmp_path / "a-file").write_text("this is no database, but a letter to the operator " * 50)
    with closing(sqlite3.connect(tmp_path / "foreign")) as foreign:
        foreign.execute("create table sources (recipe text)")

    with pytest.raises(StorageError) as refused:
        open_database(url.format(folder=tmp_path))
    assert not (tmp_path / "b").exists()

    text = str(refused.value)
    assert [part for part in told if part.format(folder=tmp_path) not in text] == []
    assert PASSWORD not in "".join(traceback.format_exception(refused.value))
