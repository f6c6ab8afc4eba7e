"""An event loop in which waiting costs nothing: its clock jumps to whatever happens next.

Nothing may wait for a thread or a socket in it; if nothing is left that could ever happen, it
says so instead of hanging.
"""

import asyncio
import selectors
from collections.abc import Coroutine, Mapping
from typing import Any, TypeVar

T = TypeVar("T")

# Not the time of day: at 1.8e9 a float cannot hold what a loop takes for a moment, and the
# loop would turn for ever without getting there.
BEGINNING = 1000.0
MOMENT = 1e-6


class Instant(selectors.SelectSelector):
    """Waits for nothing, but notes how long it was asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGINNING

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("everything waits, and nothing will ever happen")
        self.now += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.instant = Instant()
        super().__init__(self.instant)
        self._clock_resolution = MOMENT
        self.complaints: list[Mapping[str, Any]] = []
        """What would have been logged: exceptions that nobody has asked for."""
        self.set_exception_handler(lambda _, context: self.complaints.append(context))

    def time(self) -> float:
        return self.instant.now


def run(work: Coroutine[Any, Any, T]) -> T:
    """Live through something in virtual time."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        result = runner.run(work)
    if loop.complaints:
        raise AssertionError(f"exceptions that nobody has asked for: {loop.complaints}")
    return result
