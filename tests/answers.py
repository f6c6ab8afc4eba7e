"""Made-up answers for the web client."""

from collections.abc import AsyncIterator, Callable, Iterable

import httpx
import pytest

from bot.fetch import Fetched, Fetcher, FetchError, Kind

FEED = "https://news.example/feed"
Answer = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Web(httpx.MockTransport):
    """Pages by address; remembers what was asked."""

    def __init__(self, pages: dict[str, Answer]) -> None:
        super().__init__(self._answer)
        self._pages = pages
        self.asked: list[httpx.Request] = []

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._pages[str(request.url)]
        return answer(request) if callable(answer) else answer


class Pieces(httpx.AsyncByteStream):
    """A body that is made as it is read, and counts how much of it was."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.made = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            self.made += len(piece)
            yield piece


def moved(status: int, to: str) -> httpx.Response:
    return httpx.Response(status, headers={"Location": to})


async def fetched(web: Web, url: str = FEED, kind: Kind = Kind.FEED) -> Fetched:
    async with Fetcher(transport=web) as fetcher:
        return await fetcher.get(url, kind, referrer=None)


async def failure(web: Web, url: str = FEED, kind: Kind = Kind.FEED) -> FetchError:
    async with Fetcher(transport=web) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.get(url, kind, referrer=None)
    assert str(caught.value) == caught.value.reason
    return caught.value
