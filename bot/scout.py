"""Looking at what a reader gives: the address of a feed, of a page whose site has some, or of an
article; or an article's text.

Everything is fetched by the guarded fetcher, under deadlines of its own, a few looks at a time;
of what was fetched only an article leaves here, or what kind of feed it is. What cannot be
followed or read raises `NoFeed`, which names a text for readers and a reason for the operator.
"""

import asyncio
import contextlib
from collections.abc import Collection, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from urllib.parse import urljoin

from bot.core import article, decoding, digest, feeds, languages, urls
from bot.core.article import NotAnArticle
from bot.core.feeds import ParseError, discovery
from bot.core.feeds.discovery import NoFeed, Offer
from bot.core.languages import Unwanted
from bot.core.models import Article, Digest, FoundFeed, ParsedFeed
from bot.core.pages import extraction
from bot.fetch import ContentError, Fetched, Fetcher, FetchError, Kind
from bot.workers import Overrun, Think, inline

T = TypeVar("T")

LOOK_SECONDS: Final = 25.0
FETCH_SECONDS: Final = 8.0
LOOKS_AT_ONCE: Final = 4
FETCHES_A_LOOK: Final = 3
MOST_FOUND: Final = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A feed that was looked at, with what it told, to tell it from others."""

    found: FoundFeed
    feed: ParsedFeed
    is_comments: bool


class Scout:
    """Looks at addresses over one fetcher; `think` runs what takes CPU time. `wanted` are the
    languages in which articles are read."""

    def __init__(
        self, fetcher: Fetcher, *, think: Think = inline, wanted: Collection[str] = ("ar",)
    ) -> None:
        self._fetcher = fetcher
        self._think = think
        self._wanted = wanted
        self._slots = asyncio.Semaphore(LOOKS_AT_ONCE)

    async def look(self, url: str, *, referrer: str | None = None) -> tuple[FoundFeed, ...]:
        """The feed at an address, or those of the site whose page it is, best first.

        `referrer` is the list that names it, if it comes from one on the web. Raises `NoFeed`.
        """
        return await self._in_time(self._look(url, referrer))

    async def read(self, url: str) -> tuple[Article, Digest] | None:
        """The article whose page it is, and its digest; None if there is something else.

        robots.txt is not asked: it tells crawlers where to go, and here a person asks for one
        page, once (https://www.rfc-editor.org/rfc/rfc9309#section-1). Raises `NoFeed`.
        """
        return await self._in_time(self._read(url))

    async def _in_time(self, seeing: Coroutine[Any, Any, T]) -> T:
        """In its turn, and within the deadline."""
        async with self._slots:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    return await seeing
            except TimeoutError as error:
                raise NoFeed("look.slow", f"no end within {LOOK_SECONDS:g} s") from error
            except Overrun as error:
                raise NoFeed("look.none", str(error)) from error

    async def _read(self, url: str) -> tuple[Article, Digest] | None:
        page = await self._fetch(url, referrer=None, kind=Kind.PAGE)
        with contextlib.suppress(ParseError):
            await self._parse(page)
            return None
        try:
            found = await self._think(
                extraction.read, page.body, url=page.url, content_type=page.content_type
            )
        except NotAnArticle:
            return None
        return await self._made_short(found)

    async def read_text(self, written: str) -> tuple[Article, Digest] | None:
        """The article that a text is, and its digest; None if it is none. Raises `NoFeed`."""
        try:
            found = await self._think(article.from_text, written)
            return await self._made_short(found)
        except (NotAnArticle, Overrun):
            return None

    async def _made_short(self, found: Article) -> tuple[Article, Digest]:
        try:
            languages.check(found, self._wanted)
        except Unwanted as error:
            raise NoFeed("handed.foreign", str(error)) from error
        return found, await self._think(digest.make, found)

    async def _look(self, url: str, referrer: str | None) -> tuple[FoundFeed, ...]:
        page = await self._fetch(url, referrer=referrer)
        try:
            feed = await self._parse(page)
        except ParseError:
            return await self._search(page)
        if feed.children and not feed.entries:
            children = tuple(Offer(url=each) for each in feed.children[:3])
            return await self._first_of((children,), referrer=page.url)
        return (judged(url, page, feed),)

    async def _search(self, page: Fetched) -> tuple[FoundFeed, ...]:
        """What the page offers; if none of it can be followed, what its site usually would."""
        offered = await self._think(
            discovery.offered, page.body, url=page.url, content_type=page.content_type
        )
        try:
            groups = (offered, discovery.usual(page.url))
            return await self._first_of(groups, referrer=page.url)
        except NoFeed:
            return await self._first_of((await self._sitemaps(page.url),), referrer=page.url)

    async def _sitemaps(self, url: str) -> tuple[Offer, ...]:
        robots_url = urljoin(url, "/robots.txt")
        try:
            robots = await self._fetch(robots_url, referrer=url)
        except NoFeed:
            return ()
        return discovery.sitemaps(decoding.decode(robots.body[:500_000]), robots_url)

    async def _first_of(
        self, groups: Sequence[tuple[Offer, ...]], *, referrer: str
    ) -> tuple[FoundFeed, ...]:
        """The feeds of the first group that has any; of comments only where nothing else is."""
        for offers in groups:
            slots = asyncio.Semaphore(FETCHES_A_LOOK)
            tried = await asyncio.gather(*(self._try(offer, referrer, slots) for offer in offers))
            seen = [each for each in tried if each is not None]
            if news := distinct([each for each in seen if not each.is_comments] or seen):
                return discovery.named_apart(news[:MOST_FOUND])
        raise NoFeed("look.none", "it is no feed, and no feed was found from there")

    async def _try(self, offer: Offer, referrer: str, slots: asyncio.Semaphore) -> Seen | None:
        async with slots:
            try:
                page = await self._fetch(offer.url, referrer=referrer)
                feed = await self._parse(page)
                found = judged(offer.url, page, feed, name=offer.title)
            except (NoFeed, ParseError, Overrun):
                return None
        return Seen(found, feed, offer.is_comments)

    async def _parse(self, page: Fetched) -> ParsedFeed:
        return await self._think(
            feeds.parse, page.body, url=page.url, content_type=page.content_type
        )

    async def _fetch(self, url: str, *, referrer: str | None, kind: Kind = Kind.FEED) -> Fetched:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                return await self._fetcher.get(url, kind, referrer=referrer)
        except FetchError as error:
            raise NoFeed(key_of(error), str(error)) from error
        except TimeoutError as error:
            raise NoFeed("look.slow", f"no answer within {FETCH_SECONDS:g} s") from error


def judged(asked: str, page: Fetched, feed: ParsedFeed, *, name: str = "") -> FoundFeed:
    found = discovery.judge(feed, page.body, url=page.url, name=name)
    address = discovery.moved(asked, final=page.url, permanent=page.permanent_url)
    return replace(found, url=address)


def distinct(seen: Sequence[Seen]) -> tuple[FoundFeed, ...]:
    """Without a feed that tells the same as one before it: a site's Atom beside its RSS."""
    kept: list[Seen] = []
    for each in seen:
        key = urls.key(each.found.url)
        if not any(
            urls.key(other.found.url) == key or discovery.is_same_feed(each.feed, other.feed)
            for other in kept
        ):
            kept.append(each)
    return tuple(each.found for each in kept)


def key_of(error: FetchError) -> str:
    """The text that tells a reader why an address could not be read."""
    if isinstance(error, ContentError):
        return "look.none"
    if error.status is None:
        return "look.refused" if error.permanent else "look.unreachable"
    if error.status in (404, 410):
        return "look.missing"
    return "look.down" if error.status >= 500 else "look.shut"
