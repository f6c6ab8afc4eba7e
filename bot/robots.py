"""The robots.txt of publishers, kept for a day. Without one, everything is allowed."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.core import robots
from bot.fetch import MB, Fetcher, FetchError, Kind
from bot.workers import Think, inline

KEPT: Final = timedelta(days=1)
MOST_KEPT: Final = 1000
MOST_BYTES: Final = 8 * MB
"""Of all sites together: anybody can have pages on as many of them as he likes."""


class Robots:
    """What publishers said lately; after a restart they are asked anew."""

    def __init__(self, fetcher: Fetcher, *, think: Think = inline) -> None:
        self._fetcher = fetcher
        self._think = think
        self._kept: dict[str, tuple[bytes, datetime]] = {}
        """By site, the rules that bind us and until when they do; as bytes, since one unusual
        letter makes four bytes of every other in a text."""
        self.bytes_kept = 0

    async def text(self, url: str, *, referrer: str | None, now: datetime) -> str:
        """The rules for the site of an address that bind this program, empty if it has none.

        Raises `FetchError` when nobody knows: then the page is not read, until they can be.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self._kept and now < self._kept[site][1]:
            return self._kept[site][0].decode()
        body = await self._fetch(f"{site}/robots.txt", referrer)
        rules = await self._think(robots.binding, body)
        self._keep(site, rules.encode(), now + KEPT)
        return rules

    def _keep(self, site: str, rules: bytes, until: datetime) -> None:
        self._forget(site)
        self._kept[site] = rules, until
        self.bytes_kept += len(rules)
        while len(self._kept) > MOST_KEPT or self.bytes_kept > MOST_BYTES:
            self._forget(next(iter(self._kept)))  # the one that was asked first

    def _forget(self, site: str) -> None:
        if site in self._kept:
            self.bytes_kept -= len(self._kept.pop(site)[0])

    async def _fetch(self, url: str, referrer: str | None) -> bytes:
        try:
            answer = await self._fetcher.get(url, Kind.ROBOTS, referrer=referrer)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return b""
            raise FetchError(
                f"its robots.txt cannot be read: {error.reason}",
                url=error.url,
                status=error.status,
                retry_after=error.retry_after,
            ) from error
        return answer.body
