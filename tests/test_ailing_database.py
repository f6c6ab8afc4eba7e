"""A database that another process holds, or that takes no writes: nothing goes out without its
intent, and everything goes out when it is well again."""

import asyncio
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.delivery import deliver
from storage import Database, open_database
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
