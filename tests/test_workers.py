"""Processes for what takes CPU time: killed when it does not end, replaced when they die."""

import asyncio
import gc
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.core.article import NotAnArticle
from bot.core.pages import extraction
from bot.workers import Overrun, Workers, inline

pytestmark = pytest.mark.real_time


def endless() -> None:
    """In C, where no signal handler of Python is ever asked."""
    re.match("(a+)+$", "a" * 64 + "b")


@pytest_asyncio.fixture
async def workers() -> AsyncIterator[Workers]:
    async with Workers(1, seconds=0.5) as found:
        yield found


async def test_work_is_done_in_another_process(workers: Workers) -> None:
    assert await workers.run(os.getpid) != os.getpid()
    assert await inline(os.getpid) == os.getpid()


async def test_ctrl_c_is_not_for_the_workers(workers: Workers) -> None:
    assert signal.SIGINT in await workers.run(signal.pthread_sigmask, signal.SIG_BLOCK, ())
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


async def test_the_collector_does_not_look_through_what_is_loaded(workers: Workers) -> None:
    assert await workers.run(gc.get_freeze_count) > 0


async def test_the_collector_looks_seldom(workers: Workers) -> None:
    assert (await workers.run(gc.get_threshold))[0] > gc.get_threshold()[0]


async def test_what_the_work_raises_is_raised_here(workers: Workers) -> None:
    with pytest.raises(NotAnArticle, match="an empty page"):
        await workers.run(extraction.extract, b"", url="https://shurfa.example/1")


@pytest.mark.parametrize(
    ("work", "arguments", "reason"),
    [
        (endless, (), "took more than 0.5 s"),
        (bytearray, (2 << 30,), "took more than 1024 MB"),
        (os._exit, (3,), "ended a process (exit code 3)"),
    ],
)
async def test_what_takes_too_much_is_ended_and_the_next_is_done(
    workers: Workers, work: Callable[..., Any], arguments: tuple[Any, ...], reason: str
) -> None:
    with pytest.raises(Overrun, match=re.escape(reason)):
        await workers.run(work, *arguments)

    assert await workers.run(len, "abc") == 3


async def test_a_process_that_somebody_else_ends_is_replaced(workers: Workers) -> None:
    """The one that is idle, and the one in the middle of its work."""
    first = await workers.run(os.getpid)
    os.kill(first, signal.SIGTERM)
    second = await workers.run(os.getpid)

    assert second != first


async def test_work_that_nobody_waits_for_any_more_is_given_up() -> None:
    """Else stopping would wait for it: with so many seconds the test would not end."""
    async with Workers(1, seconds=3_600) as workers:
        await workers.run(len, "the process is there")
        task = asyncio.create_task(workers.run(endless))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert await workers.run(len, "abc") == 3


async def test_stopping_ends_what_is_under_way() -> None:
    async with Workers(2, seconds=3_600) as workers:
        await workers.run(len, "the processes are there")
        tasks = [asyncio.create_task(workers.run(endless)) for _ in range(3)]
        await asyncio.sleep(0)

    for task in tasks:
        task.cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(outcome, BaseException) for outcome in outcomes)


async def test_after_the_end_no_work_is_begun() -> None:
    async with Workers(1) as workers:
        pass

    with pytest.raises(BrokenProcessPool, match="stops"):
        await workers.run(len, "abc")


BEGIN_AND_END = """
import asyncio
from bot.workers import Workers

async def main():
    async with Workers(8) as workers:
        await workers.run(len, "")

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_processes_that_are_ended_while_they_begin_do_not_complain(tmp_path: Path) -> None:
    script = tmp_path / "begin_and_end.py"
    script.write_text(BEGIN_AND_END)

    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaints = await process.communicate()

    assert complaints.decode() == ""
