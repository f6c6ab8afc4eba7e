"""What is done again and again: one at a time, whatever the machine's clock is set to."""

import asyncio
import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot import ticks
from bot.app import stops
from bot.ticks import Ticks

SOON = timedelta(milliseconds=20)

pytestmark = pytest.mark.real_time


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "LOOK_SECONDS", 0.02)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  (a tick tells nobody that it has come)
            await asyncio.sleep(0.005)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("hours", [-1, 24])
async def test_they_come_at_once_where_the_machines_clock_was_set(hours: int) -> None:
    shift, times = 0, []

    async def tick(loop: asyncio.AbstractEventLoop) -> None:
        times.append(loop.time())

    table = Ticks(wall=lambda: time.time() + shift * 3600)
    table.begin("daily", tick, asyncio.get_running_loop(), timedelta(days=1))
    await until(lambda: len(times) == 1)
    shift = hours
    await until(lambda: len(times) == 2)
    table.end()


async def test_one_that_takes_long_is_not_begun_twice() -> None:
    begun, under_way, most = 0, 0, 0

    async def tick(seconds: float) -> None:
        nonlocal begun, under_way, most
        begun, under_way = begun + 1, under_way + 1
        most = max(most, under_way)
        await asyncio.sleep(seconds)
        under_way -= 1

    table = Ticks()
    table.begin("slow", tick, 0.05, SOON)
    await until(lambda: begun == 4)
    table.end()

    assert most == 1


@pytest.mark.parametrize("error", [ValueError("كذا"), asyncio.CancelledError()], ids=repr)
async def test_one_that_fails_is_told_and_comes_again(
    error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where what it has waited for was cancelled."""

    async def tick(error: BaseException) -> None:
        raise error

    table = Ticks()
    table.begin("fails", tick, error, SOON)
    await until(lambda: len(caplog.records) >= 2)
    table.end()

    told = {record.message for record in caplog.records if record.name == "bot.ticks"}
    assert told == {"tick failed name=fails; it comes again"}


async def test_none_begins_in_a_pause_and_what_is_under_way_ends_by_itself() -> None:
    begun, ended, gate = [], [], asyncio.Event()

    async def tick(name: str) -> None:
        begun.append(name)
        await gate.wait()
        ended.append(name)

    table = Ticks()
    table.begin("one", tick, "one", SOON)
    await until(lambda: bool(begun))
    table.pause()
    gate.set()
    await until(lambda: bool(ended))
    await asyncio.sleep(5 * SOON.total_seconds())
    table.end()

    assert (begun, ended) == (["one"], ["one"])


def test_a_terminal_that_is_closed_ends_the_program_unless_that_is_to_be_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    try:
        heard = stops()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as `nohup` does
        ignored = stops()
    finally:
        signal.signal(signal.SIGHUP, before)

    assert heard == [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
    assert ignored == [signal.SIGTERM, signal.SIGINT]
