"""The real program, killed in mid-broadcast again and again: nothing doubled, lost or silent.

It runs as a process of its own against a local Telegram and a newspaper on loopback; the counting
is done where the messages arrive. `pytest tests/test_crash.py --kills 500 -s` is the long run.
"""

import asyncio
import os
import random
import re
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.core.models import Source
from bot.emulator import LocalTelegram, make_app, serve
from storage import Tx, open_database, queue, sources
from tests.builders import store_subscriber, unlike

pytestmark = pytest.mark.real_time

TOKEN = "7000000001:a-secret-that-must-never-be-written-down"  # noqa: S105
READERS = range(501, 531)
ROOT = Path(__file__).parent.parent
PATIENCE = 30.0
MOST_UNCERTAIN = 10  # a kill: what is lined up and what is on the wire at 25 a second
RIGHT = " بعد التصحيح"
MISSED = re.compile(r"ربما فاتك.*?الخبر رقم (\d+)")


@dataclass
class Newspaper:
    """A feed on loopback with an article for every number so far."""

    published: int = 0
    corrected: int = 0
    """The number of the article whose headline was put right."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(hours=6))
    feed_asked: int = 0

    async def feed(self, request: Request) -> Response:
        self.feed_asked += 1
        items = "".join(
            f"<item><title>{self.title(number)}</title><guid>g{number}</guid>"
            f"<link>{request.base_url}news/{number}</link>"
            f"<pubDate>{format_datetime(self.began + timedelta(minutes=number))}</pubDate></item>"
            for number in range(self.published, 0, -1)
        )
        text = f'<rss version="2.0"><channel><title>صحيفة الشرفة</title>{items}</channel></rss>'
        return Response(text, media_type="application/rss+xml")

    def title(self, number: int) -> str:
        return f"الخبر رقم {number}" + (RIGHT if number == self.corrected else "")

    async def page(self, request: Request) -> Response:
        number = request.path_params["number"]
        body = "".join(f"<p>{paragraph}</p>" for paragraph in unlike(number))
        title = self.title(number)
        return HTMLResponse(
            f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}"
            "</article></body></html>"
        )


@dataclass
class World:
    """Telegram, the newspaper, the database, and the program that is started and killed."""

    telegram: LocalTelegram
    paper: Newspaper
    folder: Path
    address: str

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder}/mujaz.db"

    @property
    def output(self) -> str:
        return (self.folder / "output.txt").read_text()

    @property
    def received(self) -> int:
        return len(self.telegram.sent)

    async def start(self, *options: str) -> asyncio.subprocess.Process:
        with (self.folder / "output.txt").open("ab") as output:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run", *options),
                cwd=self.folder,
                stdout=output,
                stderr=output,
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": str(ROOT),
                    "TELEGRAM_BOT_TOKEN": TOKEN,
                    "TELEGRAM_API_URL": self.address,
                    "DATABASE_URL": self.database_url,
                    "SOURCES_FILE": str(self.folder / "sources.toml"),
                    "ALLOW_PRIVATE_HOSTS": "127.0.0.1",
                    "POLL_SECONDS": "1",
                    "DEFAULT_DELIVERY": "instant",
                    "LOG_LEVEL": "DEBUG",
                },
            )

    async def receive(self, count: int) -> None:
        """Wait until so many more messages have arrived."""
        wanted = self.received + count
        await self.telegram.wait_for(lambda: self.received >= wanted, timeout=PATIENCE)

    async def is_calm(self) -> bool:
        """Whether nothing is left to be sent."""
        with closing(open_database(self.database_url)) as database:
            return await database.run(nothing_is_left, published=self.paper.published)

    async def calm_down(self) -> None:
        async with asyncio.timeout(PATIENCE + self.paper.published * len(READERS) / 10):
            while not await self.is_calm():
                await self.telegram.change(self.telegram.revision, timeout_seconds=0.3)

    def news(self, chat_id: int) -> Iterable[tuple[int, list[int]]]:
        """The article of every push to a chat, and those it calls missed."""
        for text in self.telegram.texts(chat_id):
            numbers = re.findall(r"الخبر رقم (\d+)", text.split("\n")[0])
            yield int(numbers[0]), [int(number) for number in MISSED.findall(text)]


@dataclass
class Tally:
    """What the readers have, counted where it arrived."""

    pushes: int = 0
    missed: int = 0
    """Pushes that the reader's next message called perhaps missed."""
    doubled: int = 0
    unrecorded: int = 0
    """Pushes that neither arrived nor were told of."""

    @classmethod
    def of(cls, world: World) -> "Tally":
        tally = cls()
        for chat_id in READERS:
            news = list(world.news(chat_id))
            got = Counter(number for number, _ in news)
            told = {number for _, numbers in news for number in numbers}
            tally.pushes += got.total()
            tally.missed += len(told)
            tally.doubled += got.total() - len(got)
            published = set(range(1, world.paper.published + 1))
            tally.unrecorded += len(published - got.keys() - told)
        return tally


def nothing_is_left(tx: Tx, *, published: int) -> bool:
    state = queue.state(tx)
    stored = tx.query("select count(*) as stored from articles")[0]["stored"]
    return stored == published and state.open_broadcasts + state.sending + state.retry == 0


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    telegram, paper = LocalTelegram(), Newspaper()
    routes = [Route("/feed", paper.feed), Route("/news/{number:int}", paper.page)]
    async with serve(make_app(telegram, newsroom_routes=routes)) as (_, port):
        world = World(telegram, paper, tmp_path, f"http://127.0.0.1:{port}")
        feed = f"{world.address}/feed"
        (tmp_path / "sources.toml").write_text(
            f'[[sources]]\nname = "صحيفة الشرفة"\nurl = "{feed}"\n', encoding="utf-8"
        )
        with closing(open_database(world.database_url)) as database:
            database.run_now(settle_in, feed)
        for chat_id in READERS:
            telegram.chat(telegram.user(chat_id)).bot_status = "member"
        yield world


def settle_in(tx: Tx, feed: str) -> None:
    sources.sync(tx, [Source(id=0, name="صحيفة الشرفة", url=feed)], now=datetime.now(UTC))
    for chat_id in READERS:
        store_subscriber(tx, chat_id)


@asynccontextmanager
async def running(world: World, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, killed at the end if it still runs."""
    program = await world.start(*options)
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.wait()


async def kill_somewhere(world: World, chance: random.Random) -> None:
    """Start the program and kill it while it picks up news or sends them."""
    world.paper.published += 1
    async with running(world):
        if world.paper.published > 1 and chance.random() < 0.15:
            asked = world.paper.feed_asked
            await world.telegram.wait_for(lambda: world.paper.feed_asked > asked, timeout=PATIENCE)
        else:
            await world.receive(chance.randint(1, len(READERS) // 3))
        moment = chance.random() * 0.08  # somewhere between two commits
        await world.telegram.change(world.telegram.revision + 9, timeout_seconds=moment)


async def test_no_kill_doubles_or_loses_a_push_in_silence(world: World, kills: int) -> None:
    chance = random.Random(20261123)  # noqa: S311
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)

    for _ in range(kills):
        await kill_somewhere(world, chance)
    async with running(world):
        await world.calm_down()
        world.paper.published += 1  # the message in which the last ones missed are told of
        await world.calm_down()

    tally = Tally.of(world)
    print(f"\n{kills} kills: {tally}, a kill {tally.missed / kills:.1f}")  # noqa: T201
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert tally.missed <= kills * MOST_UNCERTAIN
    assert world.telegram.faults.struck
    with closing(open_database(f"sqlite:///{world.folder / 'mujaz.db'}")) as database:
        checked = database.run_now(lambda tx: tx.query("pragma integrity_check"))
    assert checked == [{"integrity_check": "ok"}]


async def test_no_order_to_stop_leaves_anything_in_doubt(world: World, kills: int) -> None:
    chance = random.Random(20261124)  # noqa: S311
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    stops = max(2, kills // 4)

    for _ in range(stops):
        world.paper.published += 1
        async with running(world) as program:
            await world.receive(chance.randint(1, len(READERS) // 2))
            program.send_signal(signal.SIGTERM)
            assert await program.wait() == 0
    async with running(world):
        await world.calm_down()

    tally = Tally.of(world)
    print(f"\n{stops} stops: {tally}")  # noqa: T201
    assert tally == Tally(pushes=stops * len(READERS))


async def test_a_restored_backup_doubles_nothing_and_news_goes_on(world: World) -> None:
    world.paper.began = datetime.now(UTC) - timedelta(minutes=2, seconds=30)
    async with running(world):
        for _ in range(2):
            back_up(world)
            world.paper.published += 1
            await world.calm_down()
    restore(world)

    async with running(world, "--after-restore"):
        await world.calm_down()
        world.paper.published += 1
        await world.calm_down()

    assert Tally.of(world) == Tally(pushes=3 * len(READERS))


def back_up(world: World) -> None:
    """As the README says."""
    copy = world.folder / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(world.folder / "mujaz.db")) as database:
        database.execute(f"vacuum into '{copy}'")


def restore(world: World) -> None:
    for leftover in world.folder.glob("mujaz.db-*"):
        leftover.unlink()
    (world.folder / "copy.db").replace(world.folder / "mujaz.db")


async def test_no_kill_leaves_a_message_uncorrected_or_pushes_it_again(world: World) -> None:
    world.paper.published = 1
    async with running(world):
        await world.receive(len(READERS))
        await world.calm_down()
        world.paper.corrected = 1
        await world.telegram.wait_for(lambda: corrected(world) >= 3, timeout=PATIENCE)
    killed_at = corrected(world)
    async with running(world):
        await world.telegram.wait_for(lambda: corrected(world) == len(READERS), timeout=PATIENCE)

    assert 3 <= killed_at < len(READERS)
    assert world.received == len(READERS)


def corrected(world: World) -> int:
    """How many readers see the headline that was put right, with the word that it was."""
    told = [text for chat_id in READERS for text in world.telegram.texts(chat_id)]
    return sum(RIGHT in text.split("\n")[0] and "تصحيح:" in text for text in told)


async def test_sigterm_in_mid_broadcast_ends_soon_and_leaves_nothing_uncertain(
    world: World,
) -> None:
    world.paper.published = 1
    async with running(world) as program:
        await world.receive(5)

        began = time.monotonic()
        program.send_signal(signal.SIGTERM)
        status = await program.wait()

    assert status == 0
    assert time.monotonic() - began < 5
    with closing(open_database(world.database_url)) as database:
        state = database.run_now(queue.state)
    assert (state.sending, state.uncertain, state.dead) == (0, 0, 0)
    assert state.delivered == world.received < len(READERS)


async def test_the_token_is_in_no_output_and_no_row(world: World) -> None:
    world.paper.published = 1
    for kind in ("5xx", "junk", "reset_before", "429", "401"):
        world.telegram.faults.add(kind, method="sendMessage", skip=2, retry_after=1)
    async with running(world) as program:
        await world.receive(2)
        await world.telegram.wait_for(
            lambda: len(world.telegram.faults.struck) == 5, timeout=PATIENCE
        )
        world.telegram.revoke(TOKEN)
        program.send_signal(signal.SIGTERM)
        await program.wait()

    async with running(world) as refused:
        status = await refused.wait()

    secret = TOKEN.partition(":")[2]
    assert status == 1
    assert "TELEGRAM_BOT_TOKEN" in world.output
    assert "not delivered" in world.output
    assert secret not in world.output
    assert secret not in everything(world.folder / "mujaz.db")


def everything(path: Path) -> str:
    """All that the database has in rows, as text."""

    def read(tx: Tx) -> list[str]:
        tables = tx.query("select name from sqlite_master where type = 'table'")
        return [repr(tx.query(f"select * from {table['name']}")) for table in tables]  # noqa: S608

    with closing(open_database(f"sqlite:///{path}")) as database:
        return "\n".join(database.run_now(read))
