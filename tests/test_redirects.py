"""Where the web client follows a redirect, and when an address has moved for good."""

import httpx
import pytest

from bot.fetch import Fetcher, FetchError, Kind
from tests.answers import FEED, Answer, Web, failure, fetched, moved


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [
        ((301,), "https://news.example/1"),
        ((308, 301), "https://news.example/2"),
        ((301, 302), "https://news.example/1"),
        ((302, 301), ""),
        ((303,), ""),
        ((307, 307, 307, 307, 307), ""),
    ],
)
async def test_only_permanent_redirects_move_the_address(
    statuses: tuple[int, ...], permanent: str
) -> None:
    pages: dict[str, Answer] = {FEED: moved(statuses[0], "/1")}
    for number, status in enumerate(statuses[1:], 1):
        pages[f"https://news.example/{number}"] = moved(status, f"/{number + 1}")
    last = f"https://news.example/{len(statuses)}"
    pages[last] = httpx.Response(200, content=b"x")

    answer = await fetched(Web(pages))

    assert (answer.url, answer.permanent_url) == (last, permanent)


async def test_sixth_redirect_is_not_followed() -> None:
    web = Web({FEED: moved(302, FEED)})
    error = await failure(web)

    assert str(error) == "more than 5 redirects"
    assert len(web.asked) == 6


async def test_arabic_redirect_is_followed() -> None:
    to = httpx.Response(302, headers=[(b"Location", "/أخبار".encode())])
    final = str(httpx.URL("https://news.example/أخبار"))
    answer = await fetched(Web({FEED: to, final: httpx.Response(200, content=b"x")}))

    assert answer.body == b"x"


@pytest.mark.parametrize(
    ("kind", "to", "reason"),
    [
        (Kind.FEED, "file:///etc/passwd", "refused: not a whole http(s) address"),
        (Kind.FEED, "//a:b@news.example/", "refused: an address with a user name in it"),
        (Kind.FEED, "https://news.example:25/", "refused: port 25"),
        (Kind.FEED, "http://[::1", "the connection broke, or the answer was not HTTP"),
        (Kind.FEED, "http://xn--/", "the connection broke, or the answer was not HTTP"),
        (Kind.FEED, "http://a:99999999/", "refused: port 99999999"),
        (Kind.FEED, f"/{'a' * 5000}", "refused: an address that is too long"),
        (Kind.PAGE, "http://news.example/", "refused: a redirect from https to http"),
    ],
)
async def test_each_redirect_is_checked(kind: Kind, to: str, reason: str) -> None:
    assert str(await failure(Web({FEED: moved(301, to)}), kind=kind)).startswith(reason)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("https://news.example/feed", "refused: it leads to a host of your own"),
        ("http://own.example:8000/old", "found"),
    ],
)
async def test_only_a_host_of_the_operator_leads_to_another_one(start: str, told: str) -> None:
    own = "http://own.example:8000/feed"
    web = Web({start: moved(301, own), own: httpx.Response(200, text="news")})
    hosts = frozenset({"own.example:8000"})

    async with Fetcher(transport=web, allow_private_hosts=hosts) as fetcher:
        try:
            await fetcher.fetch(start, kind=Kind.FEED, referrer=None)
        except FetchError as error:
            outcome = str(error)
        else:
            outcome = "found"

    assert outcome == told
    assert (own in [str(request.url) for request in web.asked]) == (told == "found")
