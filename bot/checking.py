"""Whether a source works, seen with the bot's own eyes: one verdict for people.

The feed is fetched and read as the poller would, and one of its articles as the reader of pages
would, robots.txt included. Several sources are checked at a time.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from bot import output
from bot.background import let_go
from bot.core import feeds, robots
from bot.core.article import NotAnArticle
from bot.core.feeds import ParseError, discovery
from bot.core.feeds.discovery import NoFeed
from bot.core.models import Article, Entry, ParsedFeed, Source
from bot.core.pages import extraction
from bot.core.times import zones
from bot.fetch import Fetcher, FetchError, Kind
from bot.robots import Robots

AT_ONCE: Final = 8
PAGES_TRIED: Final = 3

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a check ended."""

    is_fine: bool
    text: str


class Checker:
    """Checks sources over one fetcher."""

    def __init__(self, fetcher: Fetcher, *, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._robots = Robots(fetcher)
        self._clock = clock

    async def check(self, source: Source) -> Verdict:
        try:
            page = await self._fetcher.get(source.url, Kind.FEED, referrer=None)
            feed = feeds.parse(
                page.body,
                url=page.url,
                content_type=page.content_type,
                zone=zones.of_country(source.country),
            )
            found = discovery.judge(feed, page.body, url=page.url)
        except (FetchError, ParseError, NoFeed) as error:
            return Verdict(False, str(error))
        told = [output.found_text(found, now=self._clock())]
        if page.permanent_url:
            told.append(f"has moved to {page.permanent_url}")
        told.append(f"hub {feed.hub_url}" if feed.hub_url else "no hub")
        is_read, words = await self._read_one(feed, source)
        return Verdict(is_read, "; ".join([*told, words]))

    async def _read_one(self, feed: ParsedFeed, source: Source) -> tuple[bool, str]:
        """Read the newest article that can be read, of the first few; else why the last cannot."""
        reason = "no entry has a link"
        for entry in [each for each in feed.entries if each.url][:PAGES_TRIED]:
            try:
                return True, words_of(await self._article(entry, source))
            except (FetchError, NotAnArticle) as error:
                reason = f"{entry.url}: {error}"
        return False, f"no article could be read: {reason}"

    async def _article(self, entry: Entry, source: Source) -> Article:
        rules = await self._robots.text(entry.url, referrer=source.url, now=self._clock())
        if not robots.ask(rules, entry.url).is_allowed:
            raise FetchError("its robots.txt does not allow to read this page")
        page = await self._fetcher.get(entry.url, Kind.PAGE, referrer=source.url)
        return extraction.read(
            page.body, url=page.url, content_type=page.content_type, country=source.country
        )


def words_of(found: Article) -> str:
    words = sum(len(paragraph.split()) for paragraph in found.paragraphs)
    title = Entry(id="", url="", title=" ".join(found.paragraphs))
    language = "Arabic" if discovery.is_arabic([title]) else "not Arabic"
    return f"read an article of {words} words ({language}), robots.txt allows it"


async def in_order(
    work: Callable[[T], Awaitable[R]], things: Sequence[T]
) -> AsyncGenerator[tuple[T, R], None]:
    """Do it to several things at a time; what came of each, in their order, as soon as it is
    its turn. Use it with `aclosing`."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(thing: T) -> R:
        async with slots:
            return await work(thing)

    tasks = [asyncio.create_task(one(thing)) for thing in things]
    try:
        for thing, task in zip(things, tasks, strict=True):
            yield thing, await task
    finally:  # nobody may listen any more, as before «head -1»
        await let_go(tasks)
