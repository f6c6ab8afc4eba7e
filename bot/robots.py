"""The robots.txt of publishers, kept for a day. Without one, everything is allowed."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.fetch import Fetcher, FetchError, Kind

KEPT: Final = timedelta(days=1)
MOST_KEPT: Final = 1000


class Robots:
    """What publishers said lately; after a restart they are asked anew."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._kept: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    async def text(self, url: str, *, referrer: str | None, now: datetime) -> str:
        """The rules for the site of an address, empty if it has none.

        Raises `FetchError` when nobody knows: then the page is not read, until they can be.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site in self._kept and now < self._kept[site][1]:
            return self._kept[site][0]
        text = await self._fetch(f"{site}/robots.txt", referrer)
        self._kept[site] = text, now + KEPT
        self._kept.move_to_end(site)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return text

    async def _fetch(self, url: str, referrer: str | None) -> str:
        try:
            answer = await self._fetcher.get(url, Kind.ROBOTS, referrer=referrer)
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return ""
            raise FetchError(
                f"its robots.txt cannot be read: {error.reason}",
                url=error.url,
                retry_after=error.retry_after,
            ) from error
        return answer.body.decode("utf-8", "replace")
