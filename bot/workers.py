"""Work that takes CPU time, in processes of its own: the event loop never waits for it.

Pages and feeds come from strangers, so the work may be made to never end. Whatever takes too long
is killed with its process, whatever wants too much memory does not get it; both are told as
`Overrun`, and the next piece of work finds a fresh process.
"""

import asyncio
import gc
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.synchronize import Semaphore
from typing import Any, Final, ParamSpec, Protocol, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

P = ParamSpec("P")
T = TypeVar("T")

SECONDS: Final = 5.0
"""For one piece of work, from its start; the slowest page that is read takes less than two."""
MEGABYTES: Final = 1024
MAX_TASKS: Final = 500
"""Then a process makes room for a fresh one: parsers keep some memory for ever."""
BEGIN_SECONDS: Final = 2.0
"""So long is waited for a process that begins, before it is ended."""
COLLECT_AFTER: Final = 10_000
"""So many objects more than before, not 700."""
PRELOADED: Final = ["bot.core.pages.extraction", "bot.core.feeds", "bot.core.understanding"]


class Overrun(Exception):  # noqa: N818 - it reads as what it says
    """Work that was ended since it took too much; the message says of what."""


class Think(Protocol):
    """Something that runs a function of the core and gives its result, or raises what it did."""

    async def __call__(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T: ...


async def inline(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """In this very process, for one who has nothing else to do meanwhile."""
    return function(*args, **kwargs)


@dataclass(frozen=True, slots=True)
class Pool:
    """Processes, and how many of them have begun."""

    processes: ProcessPool
    begun: Semaphore
    count: int

    def end(self) -> None:
        """One that is ended while it begins looks for what is gone already, and complains."""
        for _ in range(self.count):
            self.begun.acquire(timeout=BEGIN_SECONDS)
        self.processes.stop()  # type: ignore[no-untyped-call]
        self.processes.join()


class Workers:
    """A few processes that wait for work; made when entered, gone when left.

    They are forked from a server that has only the core in it, which works alike on Linux and
    macOS and makes a replacement in a blink.
    """

    def __init__(self, count: int, *, seconds: float = SECONDS) -> None:
        self._count = count
        self._seconds = seconds
        self._pool: Pool | None = None
        self._is_over = False
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        self._warm_up = asyncio.create_task(self._running())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._is_over = True
        async with self._starting:
            if self._pool is not None:
                await asyncio.to_thread(self._pool.end)
        await asyncio.gather(self._warm_up, return_exceptions=True)

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Its result, or what it raised; arguments and result must be plain values.

        Work whose process was ended from outside (`kill`, a service manager) is begun again once.
        """
        try:
            return await self._once(function, *args, **kwargs)
        except BrokenProcessPool:
            return await self._once(function, *args, **kwargs)

    async def _once(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        pool = await self._running()
        try:
            future = pool.processes.schedule(
                bounded, (function, self._seconds, args, kwargs), timeout=self._seconds
            )
            return await asyncio.wrap_future(future)
        except TimeoutError:
            raise Overrun(f"its reading took more than {self._seconds:g} s") from None
        except MemoryError:
            raise Overrun(f"its reading took more than {MEGABYTES} MB") from None
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGTERM:
                raise BrokenProcessPool("a worker was ended from outside") from error
            raise Overrun(f"its reading ended a process (exit code {error.exitcode})") from None

    async def _running(self) -> Pool:
        """The pool; a new one if a process that was idle has died, which pebble calls broken."""
        async with self._starting:
            if self._is_over:
                raise BrokenProcessPool("the program stops")
            if self._pool is None or not self._pool.processes.active:
                if self._pool is not None:
                    await asyncio.to_thread(self._pool.end)
                self._pool = await asyncio.to_thread(start, self._count)
            return self._pool


def start(count: int) -> Pool:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    begun = context.Semaphore(0)
    pool = ProcessPool(
        count, max_tasks=MAX_TASKS, initializer=prepare, initargs=(begun,), context=context
    )
    # A terminal tells Ctrl-C to all of them; but it is for the program alone, which then ends
    # them. A server that still imports would complain of it at length.
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    _ = pool.active  # asked for the first time, it starts the processes
    signal.pthread_sigmask(signal.SIG_SETMASK, heard)
    return Pool(pool, begun, count)


def bounded(
    function: Callable[..., T], seconds: float, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> T:
    """In the worker: with an alarm that ends it even if nobody is left who would kill it."""
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds)
    try:
        return function(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def spare_the_collector() -> None:
    """What the process was forked with stays for ever, and what an article makes goes by itself:
    neither is looked through as often as by default. Two articles more in a hundred."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


def prepare(begun: Semaphore) -> None:
    """In the new process: it dies when told to, in the middle of a regular expression too, and
    leaves the processor to those who answer readers."""
    begun.release()
    spare_the_collector()
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    os.nice(5)
    limit = MEGABYTES * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > limit:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
        except (OSError, ValueError):
            return  # macOS knows the limit but does not always take it
