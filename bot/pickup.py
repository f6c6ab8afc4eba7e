"""What picking up the news shares: the database, the web, and what is under way at the moment.

`poller` asks the feeds, `reading` reads the pages behind their entries; both work with this.
"""

import asyncio
import math
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from bot.background import Background, let_go
from bot.core.turns import Turns
from bot.fetch import Fetcher, FetchError
from bot.joining import Joiner
from bot.outcomes import Outcome
from bot.robots import Robots
from bot.workers import Think, inline
from storage import Database

SOURCES_AT_ONCE: Final = 60
"""Fewer are asked at a time (`fetch`): the others wait for a worker or the database."""
PAGES_AT_ONCE: Final = 8
PAGES_OF_A_SOURCE: Final = 2
"""At once: who links to hosts that never answer leaves room for the others."""
REREADS_AT_ONCE: Final = 2
BUSY_SECONDS: Final = 60.0
LONG: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work that a row stands for."""

    id: int
    source_id: int
    url: str
    """Of the host whose turn it must be."""
    work: Callable[[], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Queue:
    """Work that waits for room and for its host's turn, as the last look at the rows found it."""

    room: int
    room_of_a_source: int
    may: Callable[[str], bool]
    begin_host: Callable[[str], None]
    end_host: Callable[[str], None]
    waiting: list[Piece] = field(default_factory=list)
    under_way: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    of_sources: Counter[int] = field(default_factory=Counter)
    """How much is under way of each."""
    looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def is_idle(self) -> bool:
        return not self.waiting and len(self.under_way) < self.room

    async def refill(self, find: Callable[[], Awaitable[Iterable[Piece]]]) -> None:
        """Look at the rows anew. What ends meanwhile is left to the next look: its row may have
        been read before that was written down."""
        async with self.looking:
            taken, self.waiting = set(self.under_way), []
            self.waiting = [piece for piece in await find() if piece.id not in taken]
            self.begin()

    def begin(self) -> None:
        """Begin as much as there is room for."""
        passed_over: list[Piece] = []
        at = 0
        while at < len(self.waiting) and len(self.under_way) < self.room:
            piece, at = self.waiting[at], at + 1
            if self.has_room_for(piece):
                self.begin_host(piece.url)
                self.of_sources[piece.source_id] += 1
                task = self.under_way[piece.id] = asyncio.create_task(piece.work())
                task.add_done_callback(partial(self.ended, piece))
            else:
                passed_over.append(piece)
        self.waiting = passed_over + self.waiting[at:]

    def has_room_for(self, piece: Piece) -> bool:
        return self.of_sources[piece.source_id] < self.room_of_a_source and self.may(piece.url)

    def ended(self, piece: Piece, _: asyncio.Task[None]) -> None:
        self.under_way.pop(piece.id, None)
        self.of_sources -= Counter([piece.source_id])  # keeps none that is zero
        self.end_host(piece.url)
        self.begin()


@dataclass(slots=True)
class Poller:
    """What picking up keeps in memory: what is under way, and nothing that matters later."""

    database: Database
    fetcher: Fetcher
    poll_seconds: int
    languages: frozenset[str] = frozenset({"ar"})
    """Articles in others are left out; `languages.ANY` for all."""
    think: Think = inline
    """Runs what takes CPU time; in the program beside the event loop (`bot.workers`)."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random
    ignore_robots_of: frozenset[str] = frozenset()
    stories: Joiner = field(default_factory=Joiner)
    turns: Turns = field(default_factory=Turns)
    robots: Robots = field(init=False)
    polls: Queue = field(init=False)
    pages: Queue = field(init=False)
    rereads: Queue = field(init=False)
    pushes: Background = field(default_factory=Background)
    """What came by itself and is being read."""
    outcomes: list[tuple[Outcome, asyncio.Future[int]]] = field(default_factory=list)
    """Of polls, to be written down together, each with who waits for that."""
    rests_until: float = 0.0
    """By `seconds`, which are these two: how far the clock has gone, and where it stood then."""
    passed: float = 0.0
    looked_at: datetime | None = None
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    turned_at: float = math.inf
    """When due sources were last looked for, by the event loop's clock."""

    def __post_init__(self) -> None:
        self.robots = Robots(self.fetcher, think=self.think)
        self.polls, self.pages, self.rereads = (
            Queue(*room, self.may_ask, self.begin_asking, self.end_asking)
            for room in (
                (SOURCES_AT_ONCE, 1),
                (PAGES_AT_ONCE, PAGES_OF_A_SOURCE),
                (REREADS_AT_ONCE, 1),
            )
        )

    @property
    def floor(self) -> timedelta:
        return timedelta(seconds=self.poll_seconds)

    def may_ask(self, url: str) -> bool:
        """Whether it is the turn of the address's host; the operator's own needs no sparing."""
        return self.is_own(url) or self.turns.may(host_of(url), now=self.seconds())

    def begin_asking(self, url: str) -> None:
        if not self.is_own(url):
            self.turns.begin(host_of(url), now=self.seconds())

    def end_asking(self, url: str) -> None:
        self.turns.end(host_of(url))

    def heed(self, error: FetchError) -> bool:
        """Where a host says that it is asked too often, none of its feeds and pages is asked;
        whether it says so.

        It speaks for itself alone: anybody's link may lead to it through another's redirect.
        """
        if error.status != 429 and error.retry_after is None:
            return False
        seconds = BUSY_SECONDS if error.retry_after is None else error.retry_after
        self.turns.rest(host_of(error.url), seconds, now=self.seconds())
        return True

    def rest_of(self, url: str) -> float:
        """Seconds for which the host of an address is to be left alone."""
        return self.turns.wait(host_of(url), now=self.seconds())

    async def spare(self, pieces: list[Piece], postpone: Callable[..., None]) -> list[Piece]:
        """The same; the rows of those whose host is to be left alone for long are postponed, since
        they would stand before all others."""
        rests: defaultdict[datetime, list[int]] = defaultdict(list)
        for piece in pieces:
            wait = timedelta(seconds=0.0 if self.is_own(piece.url) else self.rest_of(piece.url))
            if wait > LONG:
                rests[self.clock() + wait].append(piece.id)
        for until, ids in rests.items():
            await self.database.run(postpone, ids, until=until)
        return pieces

    def is_own(self, url: str) -> bool:
        return not host_of(url) or self.fetcher.is_own(url)

    def seconds(self) -> float:
        """By a clock that never goes back: when one that was ahead is set right, no host rests
        for as long as it was ahead."""
        now = self.clock()
        self.passed += max(0.0, (now - (self.looked_at or now)).total_seconds())
        self.looked_at = now
        return self.passed

    @property
    def under_way(self) -> list[asyncio.Task[None]]:
        queues = (self.polls, self.pages, self.rereads)
        asked = [task for queue in queues for task in queue.under_way.values()]
        return [*asked, *self.pushes]

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while tasks := self.under_way:
            await asyncio.gather(*tasks, return_exceptions=True)

    async def stop(self) -> None:
        """Let go of what is under way: its rows stay due."""
        self.polls.room = self.pages.room = self.rereads.room = 0
        await let_go(self.under_way)


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
