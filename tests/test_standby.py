"""Who stands by changes nothing, and who was overtaken writes nothing more."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from telegram import Bot

from bot.app import take_over
from bot.config import load
from bot.delivery import deliver
from bot.sender import Sender
from bot.standby import become_alone
from storage import Database, StorageError, Tx, lives, migrating, name_database, schema
from storage.postgresql import PostgresBackend
from tests.bot_api import TOKEN
from tests.conftest import POSTGRES_URL

pytestmark = pytest.mark.real_time

OLDER = schema.MIGRATIONS[:-1]


@pytest.fixture
def older(bare_url: str) -> Iterator[Database]:
    """The database of a program that knows one migration less, and runs."""
    with closing(name_database(bare_url)) as database:
        migrating.migrate(database, OLDER)
        assert database.lock()
        yield database


@pytest.fixture
def first(db: Database) -> Database:
    assert db.lock()
    return db


@pytest.fixture
def second(database_url: str) -> Iterator[Database]:
    with closing(name_database(database_url)) as database:
        yield database


async def test_a_newer_program_that_stands_by_leaves_the_schema_until_it_takes_over(
    older: Database, bare_url: str
) -> None:
    stopping = asyncio.Event()
    with closing(name_database(bare_url)) as newer:
        standing_by = asyncio.create_task(become_alone(newer, load(), stopping))
        await asyncio.wait({standing_by}, timeout=1.2)
        version = older.run_now(migrating.version_of)
        is_waiting = not standing_by.done()

        older.unlock()
        assert await standing_by
        await take_over(newer, [])

        assert is_waiting
        assert version == len(OLDER)
        assert newer.run_now(migrating.version_of) == len(schema.MIGRATIONS)


def test_a_command_of_a_newer_program_leaves_the_schema_to_the_one_that_runs(
    older: Database, bare_url: str
) -> None:
    with closing(name_database(bare_url)) as newer:
        with pytest.raises(StorageError, match="older Mujaz"):
            migrating.bring_up_to_date(newer, patience=0)
        assert older.run_now(migrating.version_of) == len(OLDER)

        older.unlock()
        migrating.bring_up_to_date(newer, patience=10)

        assert newer.run_now(migrating.version_of) == len(schema.MIGRATIONS)
        assert older.lock()  # nobody keeps it for having migrated


async def test_an_older_program_does_not_stand_by_on_what_a_newer_one_has_made(
    first: Database, second: Database
) -> None:
    first.run_now(
        lambda tx: tx.execute(
            "insert into migrations (version, name, applied_at) values (999, 'm999', 0)"
        )
    )

    with pytest.raises(StorageError, match="install the newer Mujaz"):
        await become_alone(second, load(), asyncio.Event())


async def test_who_was_overtaken_sends_nothing_more_and_stops(
    first: Database, second: Database
) -> None:
    await take_over(first, [])
    sender = Sender(Bot(TOKEN), first)
    await deliver(sender)
    was_alone = not sender.is_overtaken

    await take_over(second, [])
    await deliver(sender)

    assert was_alone
    assert sender.is_overtaken
    assert sender.is_stopping.is_set()


async def test_who_takes_over_waits_for_what_the_one_before_is_writing(
    first: Database, second: Database
) -> None:
    await take_over(first, [])
    overtaking = threading.Thread(target=second.run_now, args=(lives.begin,))

    def write(tx: Tx) -> bool:
        overtaking.start()
        overtaking.join(0.3)
        return overtaking.is_alive()

    has_waited = await first.run_alone(write)
    await asyncio.to_thread(overtaking.join)

    assert has_waited
    with pytest.raises(lives.OvertakenError):
        await first.run_alone(lambda _: None)


@pytest.mark.skipif(not POSTGRES_URL, reason="a file stays locked by a process that hangs")
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
@pytest.mark.parametrize("is_first", [False, True], ids=["", "on a restored backup"])
async def test_the_lock_is_let_go_of_by_silence_only_where_it_was_asked_for_again(
    second: Database, *, is_first: bool
) -> None:
    """Who migrates, perhaps for minutes, does not ask meanwhile."""
    backend = second._backend
    assert isinstance(backend, PostgresBackend)

    def limit() -> object:
        connection = backend._lock_connection
        return connection and connection.execute("show idle_session_timeout").fetchone()

    assert await become_alone(second, load(), asyncio.Event(), is_first=is_first)
    while_it_migrates = limit()
    assert await second.hold()

    assert while_it_migrates == {"idle_session_timeout": "0"}
    assert limit() == {"idle_session_timeout": "20s"}


async def test_who_has_to_be_first_does_not_stand_by(first: Database, second: Database) -> None:
    with pytest.raises(StorageError, match="this one has to be the first on a restored backup"):
        await become_alone(second, load(), asyncio.Event(), is_first=True)
