"""What picking up the news shares: the database, the web, and what is under way at the moment.

`poller` asks the feeds, `reading` reads the pages behind their entries; both work with this.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.fetch import Fetcher
from storage import Database

T = TypeVar("T")

PAGES_A_HOST = 2


@dataclass(slots=True)
class Poller:
    """What picking up keeps in memory: what is under way, and nothing that matters later."""

    database: Database
    fetcher: Fetcher
    poll_seconds: int
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random
    under_way: dict[tuple[str, int], asyncio.Task[None]] = field(default_factory=dict)
    hosts: defaultdict[str, asyncio.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: asyncio.Semaphore(PAGES_A_HOST))
    )
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(2, thread_name_prefix="reading")
    )

    @property
    def floor(self) -> timedelta:
        return timedelta(seconds=self.poll_seconds)

    def start(self, key: tuple[str, int], work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a piece of work, unless the same one is under way."""
        if key not in self.under_way:
            task = self.under_way[key] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self.under_way.pop(key, None))

    async def think(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run something that takes CPU time beside the event loop."""
        step = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self.threads, step)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self.under_way:
            await asyncio.gather(*self.under_way.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Let go of what is under way: its rows stay due."""
        tasks = list(self.under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.threads.shutdown(wait=False, cancel_futures=True)
