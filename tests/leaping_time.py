"""An event loop for real sockets and threads that waits for nothing else: while nobody has
anything to say, its clock leaps towards the next moment at which something is to happen.

Tests run in it, and take the loop's clock for the time. Those that have to do with another
process, whose silence says nothing, are marked `real_time`.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

LISTEN_SECONDS = 0.001
# A loopback that is slow to carry something over costs a few leaps, but no time-out.
LEAP_SECONDS = 0.05


class Watch(selectors.DefaultSelector):
    """Listens for a moment, and leaps if it hears nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.leapt = 0.0
        self.at_work = 0
        """Threads that will report: until then time is that of the machine."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= LISTEN_SECONDS or self.at_work:
            return super().select(timeout)
        found = super().select(LISTEN_SECONDS)
        if not found:
            self.leapt += min(timeout, LEAP_SECONDS)
        return found


class LeapingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.watch = Watch()
        super().__init__(self.watch)

    def time(self) -> float:
        return time.monotonic() + self.watch.leapt

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        future = super().run_in_executor(executor, func, *args)
        self.watch.at_work += 1
        future.add_done_callback(self._has_reported)
        return future

    def _has_reported(self, _: object) -> None:
        self.watch.at_work -= 1
