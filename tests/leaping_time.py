"""An event loop for real sockets and threads whose time passes only while everybody waits: when
nobody has anything to say, its clock leaps towards the next moment at which something is due.

Tests run in it, and take the loop's clock for the time; a busy machine makes nothing late. Those
that have to do with another process, whose silence says nothing, are marked `real_time`.
"""

import asyncio
import selectors
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

from tests.virtual_time import BEGINNING, MOMENT

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

LISTEN_SECONDS = 0.001
# A loopback that is slow to carry something over costs a few leaps, but no time-out.
LEAP_SECONDS = 0.05
# A thread may take so much longer than time passes: a busy disk is slow to make a database.
SLOWNESS = 10


class Watch(selectors.DefaultSelector):
    """Listens for a moment, and lets time pass if it hears nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGINNING
        self.at_work = 0
        """Threads that will report: for those it waits."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self.at_work:
            found = super().select(timeout)
            self.now += 0 if found else timeout / SLOWNESS
            return found
        step = min(timeout, LEAP_SECONDS)
        found = super().select(min(step, LISTEN_SECONDS))
        self.now += 0 if found else step
        return found


class LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.watch = Watch()
        super().__init__(self.watch)
        self._clock_resolution = MOMENT

    def time(self) -> float:
        return self.watch.now

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future = super().run_in_executor(executor, func, *args)
        self.watch.at_work += 1
        future.add_done_callback(self._has_reported)
        return future

    def _has_reported(self, _: object) -> None:
        self.watch.at_work -= 1


def hiccup(seconds: float) -> None:
    """Time passes, and nobody notices before it is over."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, LeapingLoop)
    loop.watch.now += seconds
