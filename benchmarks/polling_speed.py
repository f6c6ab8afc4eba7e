"""How long a thousand feeds on loopback take: unchanged, and with two new entries each."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpcore
import loopback_press
from table import Row, lines

from bot.core.models import Source
from bot.fetch import Fetcher, Kind
from bot.pickup import Poller
from bot.poller import poll
from bot.workers import Workers
from storage import Database, Tx, open_database, sources

FEEDS: Final = 1000
WORKERS: Final = 2
NOW: Final = loopback_press.BEGIN + timedelta(hours=1)
LATER: Final = timedelta(minutes=40)
FOOTER: Final = f"""\
Fetched over HTTP from {FEEDS} hosts, for which one process on loopback stands, and stored in
  SQLite on the disk of the temporary folder. «New» is written down as rows; their pages are not
  read here. The server and {WORKERS} workers share the cores with the process that is measured,
  whose memory and CPU time are told; where the cores have other work, look at the latter."""


class Loopback(httpcore.AsyncNetworkBackend):
    """Every host is this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, *wishes: Any, **named: Any
    ) -> httpcore.AsyncNetworkStream:
        return await self._backend.connect_tcp("127.0.0.1", self._port)


@asynccontextmanager
async def press() -> AsyncIterator[int]:
    """The port of the newspapers."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, loopback_press.__file__, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101
    try:
        yield int(await process.stdout.readline())
    finally:
        process.kill()
        await process.wait()


def follow_all(tx: Tx) -> None:
    wanted = [
        Source(id=0, name=f"صحيفة {number}", url=f"http://paper{number}.example/feed")
        for number in range(FEEDS)
    ]
    sources.sync(tx, wanted, now=NOW)


def counted(tx: Tx) -> tuple[int, int]:
    """Entries, and sources that answered since the clock was moved."""
    row = tx.query(
        """select (select count(*) from entries) as entries,
             (select count(*) from sources where polled_at = (select max(polled_at) from sources))
               as answered"""
    )[0]
    return row["entries"], row["answered"]


def megabytes() -> float:
    """The most that this process has held since `forget_peak`."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Round:
    """What it took to ask everybody who is due."""

    seconds: float
    cpu: float
    memory: float
    new: int
    answered: int

    def __str__(self) -> str:
        told = f"{self.seconds:.1f} s ({self.cpu:.1f} of CPU), {self.memory:.0f} MB"
        return told if self.answered == FEEDS else f"{told}; only {self.answered} answered"


async def one_round(poller: Poller) -> Round:
    before, _ = await poller.database.run(counted)
    forget_peak()
    began, worked = time.perf_counter(), time.process_time()
    await poll(poller)
    await poller.idle()
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    after, answered = await poller.database.run(counted)
    return Round(seconds, cpu, megabytes(), after - before, answered)


async def rounds(database: Database, port: int) -> list[Row]:
    clock = [NOW]

    def now() -> datetime:
        return clock[0]

    async with (
        Workers(WORKERS) as workers,
        Fetcher(backend=Loopback(port)) as fetcher,
    ):
        poller = Poller(database, fetcher, 60, think=workers.run, clock=now)
        poller.pages.room = 0
        rows = []
        for edition, name, target in (
            (0, "first listing", "–"),
            (0, "unchanged (304)", "≤ 3 s, ≤ 120 MB"),
            (1, "changed, 30 entries, 2 of them new, stored", "≤ 15 s on two cores"),
        ):
            await fetcher.fetch(
                f"http://paper0.example/edition/{edition}", kind=Kind.PAGE, referrer=None
            )
            done = await one_round(poller)
            rows.append(Row(f"{FEEDS} feeds, {name}", f"{done}; {done.new} new", target=target))
            clock[0] += LATER
    return rows


async def measured() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{folder}/speed.db")
        try:
            database.run_now(follow_all)
            async with press() as port:
                return await rounds(database, port)
        finally:
            database.close()


def measure() -> Iterable[str]:
    yield from lines(asyncio.run(measured()))
    yield ""
    yield FOOTER


if __name__ == "__main__":
    for line in measure():
        print(line)  # noqa: T201
