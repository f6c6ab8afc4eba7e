"""systemd hears from the program while it goes on, and nothing from one that hangs."""

import asyncio
import contextlib
import math
import select
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import Bot

from bot import watchdog
from bot.delivery import deliver
from bot.fetch import Fetcher
from bot.pickup import Poller
from bot.poller import poll
from bot.sender import Sender
from storage import Database
from tests.bot_api import TOKEN
from tests.crash_world import PATIENCE, a_world, running
from tests.leaping_time import hiccup

SILENCE = 3.0


class Systemd:
    """What it is told at its socket."""

    def __init__(self, path: Path) -> None:
        self.address = str(path)
        self.there = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.there.bind(self.address)
        self.there.setblocking(False)
        self.words: list[str] = []
        """What nobody has asked for yet."""

    def heard(self) -> list[str]:
        """What it was told since this was asked before."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self.words += self.there.recv(4096).decode().split("\n")
        words, self.words = self.words, []
        return words

    async def hears(self, word: str) -> None:
        """Wait until it is told this; what it was told before is let go."""
        async with asyncio.timeout(PATIENCE):
            while word not in (words := self.heard()):
                await asyncio.to_thread(select.select, [self.there], [], [], 0.1)
        self.words = words[words.index(word) + 1 :]


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    systemd = Systemd(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.address)
    monkeypatch.setenv("WATCHDOG_USEC", str(round(SILENCE * 1e6)))
    with contextlib.closing(systemd.there):
        yield systemd


async def test_who_goes_on_says_so_three_times_before_it_is_taken_for_hung(
    systemd: Systemd,
) -> None:
    async with watchdog.fed({"deliver": asyncio.get_running_loop().time}):
        await asyncio.sleep(SILENCE - 0.1)
        heard = systemd.heard()
    await asyncio.sleep(SILENCE)

    assert heard == ["WATCHDOG=1"] * watchdog.BEATS
    assert systemd.heard() == []


async def test_a_loop_that_turns_no_more_is_told_in_the_log_once_and_to_systemd_by_silence(
    systemd: Systemd, caplog: pytest.LogCaptureFixture
) -> None:
    loop = asyncio.get_running_loop()
    turned_at = {"pick up": loop.time(), "deliver": loop.time()}
    async with watchdog.fed({"pick up": loop.time, "deliver": lambda: turned_at["deliver"]}):
        await asyncio.sleep(SILENCE)
        before = systemd.heard()
        hiccup(watchdog.LONGEST_TURN)
        await asyncio.sleep(5 * SILENCE)
        while_it_hangs = systemd.heard()
        turned_at["deliver"] = loop.time()
        await asyncio.sleep(SILENCE)

    assert before
    assert while_it_hangs[1:] == []
    assert systemd.heard()
    assert [record.message for record in caplog.records] == [
        "nothing goes on in ticks=['deliver']; systemd is not told that it does"
    ]


def test_a_systemd_that_does_not_listen_keeps_nobody_waiting(systemd: Systemd) -> None:
    for _ in range(10_000):  # more than anybody keeps for it
        watchdog.tell("WATCHDOG=1")

    assert 0 < len(systemd.heard()) < 10_000


async def test_where_there_is_no_systemd_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)

    async with watchdog.fed():
        watchdog.tell("READY=1")


@pytest.mark.real_time
async def test_systemd_hears_from_the_program_until_it_hangs_and_then_sees_where(
    tmp_path: Path, systemd: Systemd
) -> None:
    ours = {"NOTIFY_SOCKET": systemd.address, "WATCHDOG_USEC": "300000"}
    async with a_world(tmp_path, f"sqlite:///{tmp_path}/mujaz.db") as world:
        async with running(world, **ours) as first:
            await systemd.hears("READY=1")
            await systemd.hears("STATUS=listening as @mujaz_bot")
            await systemd.hears("WATCHDOG=1")
            async with running(world, **ours) as second:
                await systemd.hears("STATUS=standing by: another Mujaz runs on the database")
                first.send_signal(signal.SIGSTOP)
                await systemd.hears("WATCHDOG=1")  # of the second
                second.send_signal(signal.SIGTERM)
                await second.wait()
            systemd.heard()
            await asyncio.sleep(1)
            silence = systemd.heard()
            first.send_signal(signal.SIGABRT)
            first.send_signal(signal.SIGCONT)
            await first.wait()
        output = world.output
        async with running(world, **ours) as third:
            await systemd.hears("STATUS=listening as @mujaz_bot")
            third.send_signal(signal.SIGTERM)
            await systemd.hears("STOPPING=1")

    assert silence == []
    assert "Fatal Python error: Aborted" in output
    # Not of which thread: all go on at once here, and CPython may end while it reads those.
    assert "(most recent call first):" in output


async def test_the_loops_that_are_watched_tell_when_they_turn(db: Database) -> None:
    sender = Sender(Bot(TOKEN), db)
    async with Fetcher() as fetcher:
        poller = Poller(db, fetcher, poll_seconds=60)
        await asyncio.gather(deliver(sender), poll(poller))

    assert sender.turned_at < math.inf
    assert poller.turned_at < math.inf
