"""What picking up the news shares: the database, the web, and what is under way at the moment.

`poller` asks the feeds, `reading` reads the pages behind their entries; both work with this.
"""

import asyncio
import random
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.fetch import Fetcher
from bot.workers import Think, inline
from storage import Database

PAGES_A_HOST = 2


@dataclass(slots=True)
class Poller:
    """What picking up keeps in memory: what is under way, and nothing that matters later."""

    database: Database
    fetcher: Fetcher
    poll_seconds: int
    think: Think = inline
    """Runs what takes CPU time; in the program beside the event loop (`bot.workers`)."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random
    under_way: dict[tuple[str, int], asyncio.Task[None]] = field(default_factory=dict)
    hosts: defaultdict[str, asyncio.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: asyncio.Semaphore(PAGES_A_HOST))
    )

    @property
    def floor(self) -> timedelta:
        return timedelta(seconds=self.poll_seconds)

    def start(self, key: tuple[str, int], work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a piece of work, unless the same one is under way."""
        if key not in self.under_way:
            task = self.under_way[key] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self.under_way.pop(key, None))

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
