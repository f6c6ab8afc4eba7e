"""How fast and how evenly messages reach a strict Telegram, and what that costs the processor."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    closing,
    contextmanager,
)
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx
import other_senders
from outbox_figures import percentile, publish, settle_in, store_article
from table import NONE, Row
from telegram import Bot

from bot import app
from bot.config import Config, load
from bot.core.messages import render
from bot.core.models import Message, StoredArticle
from bot.core.pacing import BULK_PER_SECOND, Pacer
from bot.delivery import deliver
from bot.fetch import Fetcher
from bot.link import Link
from bot.scout import Scout
from bot.sender import Sender
from storage import Database, articles, open_database

TOKEN: Final = "7000000001:a-token-that-only-the-strict-telegram-knows"  # noqa: S105
ALLOWED: Final = 30
LATENCY: Final = 0.05
UNPACED: Final = 10_000.0
IN_FLIGHT: Final = 256
UNPACED_READERS: Final = 8000
PAID: Final = 1000
PAID_READERS: Final = 10_000
PLAIN_PACE: Final = other_senders.WORKERS / BULK_PER_SECOND
TAPS_PER_SECOND: Final = 10
Others = Callable[[str, str, Message], AbstractAsyncContextManager[other_senders.Send]]


@dataclass(frozen=True)
class Run:
    """One run, as the server saw it, and the processor time that this process took."""

    figures: dict[str, Any]
    seconds: float
    cpu: float

    @property
    def accepted(self) -> int:
        return int(self.figures["accepted"])

    @property
    def per_second(self) -> float:
        """The first message is the beginning, not part of the count."""
        return (self.accepted - 1) / max(float(self.figures["seconds"]), 1e-9)

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu / max(self.accepted, 1)

    @property
    def core(self) -> str:
        return f"{100 * self.cpu / self.seconds:.0f} % of a core"


class Server:
    """The strict Telegram, seen from outside."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    async def ask(self, path: str, **rules: float) -> Any:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{self.address}/{path}", params=rules)
        return answer.json()["result"]

    async def measured(self, work: Awaitable[None], **rules: float) -> Run:
        """Do something with the counts at nought; what it came to."""
        await self.ask("begin", **{"per_second": 10**9, "latency": LATENCY, "taps": 0, **rules})
        began, cpu = time.perf_counter(), time.process_time()
        await work
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        return Run(await self.ask("figures"), seconds, cpu)


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(__file__).with_name("strict_telegram.py")),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101  (it was asked for)
    try:
        yield Server(int(await process.stdout.readline()))
    finally:
        process.terminate()
        await process.wait()


@contextmanager
def queued(folder: Path, *, readers: int) -> Iterator[Database]:
    """A database with one article on its way to so many readers."""
    path = folder / f"{readers}-{time.monotonic_ns()}.db"
    with closing(open_database(f"sqlite:///{path}")) as database:
        now = datetime.now(UTC)
        database.run_now(settle_in, readers=readers)
        database.run_now(publish, database.run_now(store_article, 1, now=now), now=now)
        yield database


def config(server: Server) -> Config:
    return load(telegram_bot_token=TOKEN, telegram_api_url=server.address)


async def delivered(server: Server, database: Database, **limits: float) -> Run:
    """Empty the outbox as the program does."""
    link = Link(server.address, connections=IN_FLIGHT)
    async with Bot(TOKEN, base_url=f"{server.address}/bot", request=link) as bot:
        return await server.measured(deliver(Sender(bot, database)), **limits)


async def at_the_pace(server: Server, folder: Path, seconds: int) -> list[Row]:
    readers = round(BULK_PER_SECOND * seconds)
    with queued(folder, readers=readers) as database:
        run = await delivered(server, database, per_second=ALLOWED)
        message = database.run_now(lambda tx: made(articles.get(tx, [1])[1]))
    stock = await by(server, other_senders.stock, message, pause=PLAIN_PACE)
    limiter = await behind_its_limiter(server, message)
    violations, lost = run.figures["violations"], readers - run.figures["chats"]
    share = 100 * run.per_second / BULK_PER_SECOND
    return [
        Row(
            f"rate held over {seconds} s, {ALLOWED}/s allowed",
            f"{run.per_second:.2f}/s ({share:.1f} % of {BULK_PER_SECOND:.0f})",
            limiter,
            "≥ 95 %",
        ),
        Row("  violations / readers not reached", f"{violations} / {lost}", target="0 / 0"),
        Row(
            "  CPU ms a message",
            f"{run.cpu_ms:.2f}",
            f"stock PTB: {stock.cpu_ms:.2f}" if stock else NONE,
            "≤ 0.8",
        ),
    ]


async def paid(server: Server, folder: Path) -> list[Row]:
    """At the rate that an operator can pay for."""
    with queued(folder, readers=PAID_READERS) as database:
        link = Link(server.address, connections=IN_FLIGHT)
        async with Bot(TOKEN, base_url=f"{server.address}/bot", request=link) as bot:
            sender = Sender(bot, database, pacer=Pacer.paid(PAID), is_paid=True)
            run = await server.measured(deliver(sender), per_second=PAID)
    lost = PAID_READERS - run.figures["chats"]
    return [
        Row(
            f"rate held over {PAID_READERS:,} readers, {PAID}/s allowed (paid)",
            f"{run.per_second:.0f}/s, {run.core}",
            target="≥ 930/s, ≤ 70 %",
        ),
        Row(
            "  violations / readers not reached",
            f"{run.figures['violations']} / {lost}",
            target="0 / 0",
        ),
    ]


async def unpaced(server: Server, folder: Path) -> list[Row]:
    """As fast as one process can, the database included; beside others without one."""
    link = Link(server.address, connections=IN_FLIGHT)
    with queued(folder, readers=UNPACED_READERS) as database:
        async with Bot(TOKEN, base_url=f"{server.address}/bot", request=link) as bot:
            sender = Sender(bot, database, pacer=Pacer(per_second=UNPACED))
            sender.most_in_flight = sender.most_lined_up = IN_FLIGHT
            run = await server.measured(deliver(sender))
        message = database.run_now(lambda tx: made(articles.get(tx, [1])[1]))
    stock = await by(server, other_senders.stock, message)
    aiogram = await by(server, other_senders.aiogram, message)
    told = [
        f"{name} {each.per_second:.0f} msg/s, {each.core}, {each.cpu_ms:.2f} ms"
        for name, each in (("stock PTB", stock), ("aiogram", aiogram))
        if each
    ]
    return [
        Row(
            f"unpaced, {IN_FLIGHT} in flight, database included",
            f"{run.per_second:.0f} msg/s, {run.core}, {run.cpu_ms:.2f} ms",
            f"{other_senders.WORKERS} workers, no database: {'; '.join(told)}",
        ),
    ]


def made(stored: StoredArticle) -> Message:
    return render.story(stored, now=datetime.now(UTC), bot="mujaz_bot")


async def by(
    server: Server, others: Others, message: Message, *, pause: float = 0.0
) -> Run | None:
    """One run of another client; None where it is not installed."""
    try:
        async with others(TOKEN, server.address, message) as send:
            return await server.measured(other_senders.workers(send, pause=pause))
    except ImportError:
        return None


async def behind_its_limiter(server: Server, message: Message) -> str:
    """How stock python-telegram-bot fares with its own limiter, without and with retries."""
    told = []
    for max_retries in (0, 5):
        lost = 0

        async def run(retries: int = max_retries) -> None:
            nonlocal lost
            address = server.address
            lost = await other_senders.limited(TOKEN, address, message, max_retries=retries)

        try:
            ran = await server.measured(run(), per_second=ALLOWED)
        except RuntimeError:
            return NONE  # it wants aiolimiter, which is not installed
        told.append(f"{lost} lost, {ran.figures['violations']} × 429")
    return f"PTB's limiter, {other_senders.LIMITED} messages: {told[0]}; with retries {told[1]}"


async def taps(server: Server, folder: Path, seconds: int) -> list[Row]:
    """How long readers wait for an answer while a broadcast runs."""
    readers = round(BULK_PER_SECOND * seconds)
    with queued(folder, readers=readers) as database:
        application = app.build(config(server), database, Scout(Fetcher()))
        async with application:
            await application.start()
            assert application.updater is not None  # noqa: S101  (it was not built without)
            await application.updater.start_polling()
            sender = Sender(application.bot, database)
            run = await server.measured(deliver(sender), taps=TAPS_PER_SECOND)
            await server.ask("begin", per_second=10**9, latency=0, taps=0)
            await application.updater.stop()
            await application.stop()
    waits = sorted(1000 * wait for wait in run.figures["waits"])
    return [
        Row(
            f"a reader's tap during a broadcast ({len(waits)} taps), p50 / p99",
            f"{percentile(waits, 50):.0f} / {percentile(waits, 99):.0f} ms",
            "PTB's limiter after a 429: 5,100 ms",
            "p99 ≤ 150 ms",
        )
    ]


async def measure(folder: Path, *, seconds: int) -> list[Row]:
    async with serving() as server:
        return [
            *await at_the_pace(server, folder, seconds),
            *await paid(server, folder),
            *await unpaced(server, folder),
            *await taps(server, folder, min(seconds, 20)),
        ]
