"""What is done again and again while the program runs, as APScheduler tells that it is due.

What there is to do is asked of the database, so a tick that is late or left out costs nothing but
the delay. APScheduler reckons by the machine's clock: when that is set back by an hour, its next
tick is an hour away. So the event loop's clock, which nobody sets, is held beside it.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)
T = TypeVar("T")

LOOK_SECONDS: Final = 1.0
MOST_DRIFT: Final = 5.0
"""Seconds; so much may a time server correct without a word."""


class Ticks:
    """Those that the program has begun; `wall` is the machine's clock."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._wall = wall
        self._loop = asyncio.get_running_loop()
        self._offset = wall() - self._loop.time()
        self._scheduler.start()
        self._looking = self._loop.call_later(LOOK_SECONDS, self._look)

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
                else:
                    log.exception("tick failed name=%s; it comes again", name)

        self._scheduler.add_job(
            guarded,
            "interval",
            seconds=every.total_seconds(),
            next_run_time=datetime.now(UTC),
            id=name,
        )

    def _look(self) -> None:
        """Have all ticks come at once where the machine's clock was set."""
        offset = self._wall() - self._loop.time()
        if abs(offset - self._offset) > MOST_DRIFT:
            log.warning("the machine's clock was set by %+.0f s", offset - self._offset)
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        self._offset = offset
        self._looking = self._loop.call_later(LOOK_SECONDS, self._look)

    def pause(self) -> None:
        """None begins any more; those that are under way end by themselves."""
        self._looking.cancel()
        self._scheduler.pause()

    def end(self) -> None:
        """Cut short what is still under way."""
        self._scheduler.shutdown(wait=False)


def is_cut_short() -> bool:
    """Whether this very task is to end, and not only what it has waited for, such as work for a
    process that is there no more."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
