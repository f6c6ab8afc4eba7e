"""A database that another process holds, or that takes no writes: nothing goes out without its
intent, and everything goes out when it is well again."""

import asyncio
import logging
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import cli
from bot.delivery import deliver
from storage import Database, StorageError, Tx, open_database
from tests.post import a_post

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()
"""
Ailment = Callable[[Database, Path], Iterator[None]]


def pragma(database: Database, setting: str) -> None:
    """Beside all transactions: a database that takes no writes begins none."""
    database._backend._database.execute(f"pragma {setting}")  # type: ignore[attr-defined]


def held_by_another_process(database: Database, path: Path) -> Iterator[None]:
    pragma(database, "busy_timeout = 50")  # of the ten seconds that it would wait
    holder = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    yield
    holder.communicate()


def read_only(database: Database, _path: Path) -> Iterator[None]:
    pragma(database, "query_only = on")
    yield
    pragma(database, "query_only = off")


def on_a_full_disk(database: Database, _path: Path) -> Iterator[None]:
    pragma(database, "max_page_count = 1")
    yield


def opened_on_a_full_disk(database: Database, _path: Path) -> Iterator[None]:
    database.close()  # it is opened again, and then a file beside it cannot grow
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(
    ("ailment", "remedy"),
    [
        (opened_on_a_full_disk, "see whether the disk that it is on is full, or fails"),
        (held_by_another_process, "another program writes to it; end that, or try again"),
        (read_only, "let this user write it and the files beside it, or correct DATABASE_URL"),
        (on_a_full_disk, "make room on the disk that it is on"),
    ],
)
def test_what_ails_it_is_told_with_a_remedy(tmp_path: Path, ailment: Ailment, remedy: str) -> None:
    path = tmp_path / "test.db"
    with (
        closing(open_database(f"sqlite:///{path}")) as database,
        contextmanager(ailment)(database, path),
        pytest.raises(StorageError) as caught,
    ):
        database.run_now(store_much)

    assert str(path) in str(caught.value)
    assert str(caught.value).endswith(remedy)


def store_much(tx: Tx) -> None:
    text = "خبر " * 100_000
    tx.execute("insert into search_progress (release, position) values (:text, 0)", {"text": text})


@pytest.mark.parametrize(
    "sql",
    [
        "select name from articles",
        "select 1 from papers",
        "select no_such(1)",
        "insert into sources (title) values ('')",
        "select from where",
        "select id from articles a, articles b",
        "select '{' ->> 'a'",
    ],
)
def test_a_mistake_in_sql_is_a_bug_and_no_ailment(db: Database, sql: str) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  (each database has its own)
        db.run_now(lambda tx: tx.query(sql))

    assert not isinstance(caught.value, StorageError)


@pytest.mark.parametrize("command", ["stats", "run"])
def test_commands_tell_it_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    path = tmp_path / "test.db"
    open_database(f"sqlite:///{path}").close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\x5a" * 4096 * 12)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "7000000001:a-token-of-nobody")

    result = CliRunner().invoke(cli.main, [command])

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "it is damaged" in result.stderr


class Complaints(logging.Handler):
    """Whether the sender has complained."""

    def __init__(self) -> None:
        super().__init__()
        self.come = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if "the outbox cannot be written" in record.getMessage():
            self.come.set()


@pytest.mark.parametrize("ailment", [held_by_another_process, read_only])
async def test_nothing_goes_out_while_it_takes_no_intent_and_all_when_it_is_well(
    tmp_path: Path, ailment: Ailment
) -> None:
    path, complaints = tmp_path / "test.db", Complaints()
    logging.getLogger("bot.delivery").addHandler(complaints)
    with closing(open_database(f"sqlite:///{path}")) as database:
        async with a_post(database) as post:
            chats = post.readers(5)
            post.publish()
            with contextmanager(ailment)(database, path):
                delivering = asyncio.create_task(deliver(post.sender))
                await complaints.come.wait()
                asked = post.asked()
            await delivering

            logging.getLogger("bot.delivery").removeHandler(complaints)
            assert asked == []
            assert Counter(post.asked()) == dict.fromkeys(chats, 1)
            assert post.queue() == {"delivered": 5}
