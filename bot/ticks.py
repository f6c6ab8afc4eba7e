"""What is done again and again while the program runs.

What is due is asked of the database, so a tick that is late or left out costs nothing but the
delay. When the next one begins is told by the event loop's clock, which nobody sets: a machine
whose clock is set back goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.background import Background
from bot.sender import rest

log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True)
class Ticks:
    """Those that the program has begun."""

    are_over: asyncio.Event = field(default_factory=asyncio.Event)
    """Then none begins any more, and those that are under way end by themselves."""
    under_way: Background = field(default_factory=Background)

    def begin(
        self, name: str, tick: Callable[[T], Awaitable[None]], subject: T, every: timedelta
    ) -> None:
        """Do this at once, and from then on so often; never twice at a time."""

        async def guarded() -> None:
            try:
                await tick(subject)
            except (Exception, asyncio.CancelledError):
                if is_cut_short():
                    log.debug("tick cut short name=%s: the program stops", name)
                    raise
                log.exception("tick failed name=%s; it comes again", name)

        self.under_way.begin(self._again(guarded, every.total_seconds()))

    async def _again(self, tick: Callable[[], Awaitable[None]], seconds: float) -> None:
        loop = asyncio.get_running_loop()
        while not self.are_over.is_set():
            began = loop.time()
            await tick()
            await rest(self.are_over, seconds - (loop.time() - began) % seconds)


def is_cut_short() -> bool:
    """Whether this very task is to end, and not only what it has waited for, such as work for a
    process that is there no more."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
