"""What tests of picking up share: the poller on a real database, before a web of two papers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import httpx

from bot.core.models import Source
from bot.fetch import Fetched, Fetcher
from bot.outcomes import Polled
from bot.pickup import Poller
from bot.poller import listed, poll, settle
from bot.reading import read
from storage import Database, Tx, polling, sources
from storage.sources import SourceHealth
from tests.builders import NOW
from tests.town import BODY, Press, rss

SHURFA, MARFA = "https://shurfa.example/feed", "https://marfa.example/feed"
HOUR = timedelta(hours=1)


@dataclass
class Web(Press):
    """A press whose server knows validators, and can keep somebody waiting."""

    requests: list[httpx.Request] = field(default_factory=list)
    hold: asyncio.Event | None = None

    async def serve(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answer(request)
        if self.hold is not None and "/news/" in request.url.path:
            await self.hold.wait()
        if request.headers.get("if-none-match") == answer.headers.get("etag", ""):
            return httpx.Response(304)
        return answer


@dataclass
class Desk:
    """The poller on a real database, before a web of two papers."""

    database: Database
    web: Web
    fetcher: Fetcher
    now: datetime = NOW
    published: int = 0

    def __post_init__(self) -> None:
        self.poller = self.another()

    def another(self) -> Poller:
        return Poller(self.database, self.fetcher, 60, clock=lambda: self.now, jitter=lambda: 0)

    def news(
        self,
        title: str,
        *,
        feed: str = SHURFA,
        at: datetime | None = None,
        paragraphs: tuple[str, ...] = BODY,
    ) -> str:
        """A paper brings out an article; the address of its page."""
        self.published += 1
        when = at or self.now + timedelta(seconds=self.published)
        return self.web.publish(feed, title, number=self.published, at=when, paragraphs=paragraphs)

    def follow(self, feed: str, name: str = "") -> None:
        """One more paper is followed."""
        paper = Source(id=0, name=name or feed.split("/")[2], url=feed)
        self.database.run_now(sources.add, paper, now=self.now)

    async def work(self, later: timedelta = timedelta(minutes=40)) -> None:
        """A while later: sources that are due are asked, pages that wait are read."""
        self.now += later
        await poll(self.poller)
        await self.poller.idle()
        await self.read()

    async def tick(self) -> None:
        """What is due at this very moment, and may be asked, is begun and done."""
        await poll(self.poller)
        await self.poller.idle()
        await read(self.poller)
        await self.poller.idle()

    async def read(self) -> None:
        """Pages that wait are read, a few of a host at a time."""
        await read(self.poller)
        await self.poller.idle()
        while self.poller.pages.waiting:
            self.now += timedelta(seconds=2)
            await read(self.poller)
            await self.poller.idle()

    async def push(self, *items: str) -> None:
        """The hub of the first paper brings these items, while nobody asks."""
        later = self.now + timedelta(days=1)
        due = self.database.run_now(polling.due, now=later, limit=10)
        state = next(each for each in due if each.source.url == SHURFA)
        answer = Fetched(url=SHURFA, body=rss(*items).content, content_type="application/rss+xml")
        found = await listed(self.poller, answer, "")
        await settle(self.poller, Polled(state=state, listing=found, is_pushed=True))

    def listed(self, *items: str, feed: str = SHURFA) -> None:
        """A feed lists exactly these items."""
        self.web.items[feed] = list(items)
        self.web.rss(feed)

    def stored(self) -> list[str]:
        rows = self.database.run_now(lambda tx: tx.query("select title from articles order by id"))
        return [row["title"] for row in rows]

    def pushed(self) -> list[str]:
        return self.database.run_now(pushed)

    def health(self, url: str = SHURFA) -> SourceHealth:
        found = self.database.run_now(sources.health)
        return next(each for each in found if each.source.url == url)


def item(
    title: str, link: str, *, guid: str = "", at: datetime | None = NOW, content: str = ""
) -> str:
    """An item of an RSS feed; without a guid its link is one."""
    date = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
    text = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<guid>{escape(guid or link)}</guid>{date}{text}</item>"
    )


def pushed(tx: Tx) -> list[str]:
    rows = tx.query(
        "select a.title from broadcasts b join articles a on a.id = b.article_id order by a.title"
    )
    return [row["title"] for row in rows]


@asynccontextmanager
async def a_desk(database: Database) -> AsyncIterator[Desk]:
    web = Web()
    papers = [Source(id=0, name=url.split("/")[2], url=url) for url in (SHURFA, MARFA)]
    for paper in papers:
        web.rss(paper.url)
    database.run_now(sources.sync, papers, now=NOW)
    async with Fetcher(transport=httpx.MockTransport(web.serve)) as fetcher:
        desk = Desk(database, web, fetcher)
        yield desk
        await desk.poller.stop()
