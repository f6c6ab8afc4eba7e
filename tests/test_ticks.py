"""What is done again and again: by a clock that nobody sets, one at a time, until it is over."""

import asyncio
import signal
from datetime import timedelta

import pytest

from bot.app import stops
from bot.ticks import Ticks

SECOND = timedelta(seconds=1)


async def test_a_tick_comes_by_the_clock_of_the_loop_whatever_the_machine_says_the_time_is() -> (
    None
):
    ticks, times = Ticks(), []

    async def tick(loop: asyncio.AbstractEventLoop) -> None:
        times.append(loop.time())

    began = asyncio.get_running_loop().time()
    ticks.begin("tick", tick, asyncio.get_running_loop(), SECOND)
    await asyncio.sleep(4.5)  # of the loop; by the machine's clock nearly nothing
    await ticks.under_way.stop()

    assert [round(at - began, 1) for at in times] == [0, 1, 2, 3, 4]


async def test_one_that_takes_long_is_not_begun_twice_nor_made_up_for() -> None:
    ticks, begun, under_way = Ticks(), 0, 0

    async def tick(seconds: float) -> None:
        nonlocal begun, under_way
        begun, under_way = begun + 1, under_way + 1
        assert under_way == 1
        await asyncio.sleep(seconds)
        under_way -= 1

    ticks.begin("slow", tick, 2.5, SECOND)
    await asyncio.sleep(8.7)  # 0, 3, 6
    await ticks.under_way.stop()

    assert begun == 3


async def test_one_that_fails_is_told_and_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    ticks = Ticks()

    async def tick(error: Exception) -> None:
        raise error

    ticks.begin("fails", tick, ValueError("كذا"), SECOND)
    await asyncio.sleep(1.5)
    await ticks.under_way.stop()

    assert [record.message for record in caplog.records] == [
        "tick failed name=fails; it comes again"
    ] * 2


async def test_one_whose_work_was_cancelled_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    """As that of a process is that has died."""
    ticks = Ticks()

    async def tick(work: asyncio.Future[None]) -> None:
        await work

    work = asyncio.get_running_loop().create_future()
    work.cancel()
    ticks.begin("cancelled", tick, work, SECOND)
    await asyncio.sleep(1.5)
    await ticks.under_way.stop()

    assert len(caplog.records) == 2


async def test_none_begins_once_they_are_over_and_what_is_under_way_ends_by_itself() -> None:
    ticks, ended = Ticks(), []

    async def tick(name: str) -> None:
        await asyncio.sleep(1.5)
        ended.append(name)

    ticks.begin("one", tick, "one", SECOND)
    await asyncio.sleep(0.5)
    ticks.are_over.set()
    await asyncio.sleep(5)

    assert ended == ["one"]
    assert list(ticks.under_way) == []


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
