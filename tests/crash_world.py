"""The real program as a process of its own, against a local Telegram and a newspaper on loopback;
what came of it is counted where the messages arrive."""

import asyncio
import os
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.core.models import Source
from bot.emulator import LocalTelegram, make_app, serve
from storage import Tx, figures, open_database, sources
from tests.builders import store_subscriber, unlike

TOKEN = "7000000001:a-secret-that-must-never-be-written-down"  # noqa: S105
READERS = range(501, 531)
ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
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

    def publish_now(self) -> None:
        """One more article, dated the next second, since feeds tell no fractions: of what is dated
        in this one nobody knows what came first. The dates of the others move with it."""
        self.published += 1
        self.began = datetime.now(UTC) + timedelta(seconds=1, minutes=-self.published)

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
    database_url: str

    @property
    def output(self) -> str:
        return (self.folder / "output.txt").read_text()

    @property
    def received(self) -> int:
        return len(self.telegram.sent)

    async def start(self, *options: str, **settings: str) -> asyncio.subprocess.Process:
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
                    **settings,
                },
            )

    async def receive(self, count: int) -> None:
        """Wait until so many more messages have arrived."""
        wanted = self.received + count
        await self.telegram.wait_for(lambda: self.received >= wanted, timeout=PATIENCE)

    async def goes_on(self) -> None:
        """Wait until one more message has arrived, or none is left to be sent."""
        before = self.received
        async with asyncio.timeout(PATIENCE):
            while self.received == before and not await self.is_calm():
                await self.telegram.change(self.telegram.revision, timeout_seconds=0.05)

    async def told(self, words: str, times: int = 1) -> None:
        """Wait until the programs have written these words into their logs so often."""
        async with asyncio.timeout(PATIENCE):
            while self.output.count(words) < times:
                await self.telegram.change(self.telegram.revision, timeout_seconds=0.05)

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
    # In this order: on PostgreSQL what is stored between the two is seen by the second.
    stored = tx.query("select count(*) as stored from articles")[0]["stored"]
    state = figures.queue_state(tx)
    return stored == published and state.open_broadcasts + state.sending + state.retry == 0


@asynccontextmanager
async def a_world(folder: Path, database_url: str) -> AsyncIterator[World]:
    telegram, paper = LocalTelegram(), Newspaper()
    page = make_app(telegram)
    page.router.routes += [Route("/feed", paper.feed), Route("/news/{number:int}", paper.page)]
    async with serve(page) as (_, port):
        world = World(telegram, paper, folder, f"http://127.0.0.1:{port}", database_url)
        feed = f"{world.address}/feed"
        (folder / "sources.toml").write_text(
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
async def running(
    world: World, *options: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, killed at the end if it still runs."""
    program = await world.start(*options, **settings)
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.wait()
