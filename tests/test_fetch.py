"""The web client against made-up answers; its connections are in test_addresses."""

import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.fetch import USER_AGENT, Fetched, Fetcher, Kind, NotModified
from tests.answers import FEED, Pieces, Web, failure, fetched, moved

SEVEN = "Mon, 23 Nov 2026 07:00:00 GMT"


# What comes back


async def test_answer_carries_body_validators_and_age() -> None:
    headers = {
        "Content-Type": "application/rss+xml; charset=utf-8",
        "ETag": 'W/"a1"',
        "Last-Modified": "Mon, 23 Nov 2026 07:05:00 GMT",
        "Cache-Control": "public, max-age=300",
    }
    answer = await fetched(Web({FEED: httpx.Response(200, headers=headers, content=b"<rss/>")}))

    assert answer == Fetched(
        url=FEED,
        body=b"<rss/>",
        content_type="application/rss+xml; charset=utf-8",
        etag='W/"a1"',
        last_modified="Mon, 23 Nov 2026 07:05:00 GMT",
        max_age=300,
    )


async def test_validators_are_sent_and_not_modified_comes_back() -> None:
    web = Web({FEED: httpx.Response(304)})
    async with Fetcher(transport=web) as fetcher:
        answer = await fetcher.fetch(
            FEED, kind=Kind.FEED, referrer=None, etag='"a1"', last_modified="then"
        )

    assert answer == NotModified()
    sent = web.asked[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"a1"', "then")
    assert (sent["User-Agent"], sent["Accept-Encoding"]) == (USER_AGENT, "gzip")
    assert "Cookie" not in sent


async def test_what_has_not_changed_still_tells_where_it_is_and_for_how_long() -> None:
    there = "https://new.example/feed"
    unchanged = httpx.Response(304, headers={"Cache-Control": "max-age=600"})
    async with Fetcher(transport=Web({FEED: moved(301, there), there: unchanged})) as fetcher:
        answer = await fetcher.fetch(FEED, kind=Kind.FEED, referrer=None, etag='"a1"')

    assert answer == NotModified(permanent_url=there, max_age=600)


async def test_not_modified_is_no_answer_to_who_has_not_asked_for_it() -> None:
    error = await failure(Web({FEED: httpx.Response(304)}))

    assert error.reason == "answered 304 without being asked whether it changed"


async def test_validators_that_cannot_be_sent_are_left_out() -> None:
    web = Web({FEED: httpx.Response(200, headers=[(b"ETag", "«أ»".encode())])})
    async with Fetcher(transport=web) as fetcher:
        answer = await fetcher.fetch(
            FEED, kind=Kind.FEED, referrer=None, etag="«أ»", last_modified="a\r\nB: c"
        )

    assert isinstance(answer, Fetched)
    assert answer.etag == ""
    assert not {"if-none-match", "if-modified-since", "b"} & set(web.asked[0].headers)


async def test_cookies_are_not_kept() -> None:
    web = Web({FEED: httpx.Response(200, headers={"Set-Cookie": "a=b; Path=/"})})
    async with Fetcher(transport=web) as fetcher:
        await fetcher.fetch(FEED, kind=Kind.FEED, referrer=None)
        await fetcher.fetch(FEED, kind=Kind.FEED, referrer=None)

    assert "Cookie" not in web.asked[1].headers


@pytest.mark.parametrize(
    ("headers", "max_age"),
    [
        ({}, None),
        ({"Cache-Control": "no-cache, max-age=60"}, 0),
        ({"Cache-Control": "max-age=x"}, None),
        ({"Cache-Control": "max-age=99999999999999999999"}, 365 * 86400),
        ({"Date": SEVEN, "Expires": "Mon, 23 Nov 2026 07:05:00 GMT"}, 300),
        ({"Date": SEVEN, "Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
        ({"Date": SEVEN, "Expires": "0"}, None),
    ],
)
async def test_age_is_read_from_either_header(
    headers: dict[str, str], max_age: int | None
) -> None:
    assert (await fetched(Web({FEED: httpx.Response(200, headers=headers)}))).max_age == max_age


# Failures, each with its reason


@pytest.mark.parametrize(
    ("answer", "reason", "permanent"),
    [
        (httpx.Response(404), "answered 404", False),
        (httpx.Response(410), "answered 410", True),
        (httpx.Response(500, content=b"secret"), "answered 500", False),
        (httpx.Response(301), "answered 301", False),
        (
            httpx.Response(200, headers={"Content-Type": "image/png"}),
            "answered with image/png, not with a feed",
            False,
        ),
        (
            httpx.Response(200, headers={"Content-Encoding": "br"}, stream=Pieces([b"x"])),
            "answered in an encoding that was not asked for: br",
            False,
        ),
        (
            httpx.Response(403, headers={"cf-mitigated": "challenge"}),
            "answered 403: it wants proof that a person is asking",
            False,
        ),
    ],
)
async def test_bad_answer_is_an_error_with_a_reason(
    answer: httpx.Response, reason: str, permanent: bool
) -> None:
    error = await failure(Web({FEED: answer}))

    assert (str(error), error.permanent) == (reason, permanent)
    assert error.status == (None if answer.status_code == 200 else answer.status_code)


async def test_an_error_names_the_address_that_answered() -> None:
    there = "https://other.example/busy"
    web = Web({FEED: moved(302, there), there: httpx.Response(503)})

    assert (await failure(web)).url == there


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Mon, 23 Nov 2026 07:10:00 GMT", 300),
        ("Mon, 23 Nov 2026 06:00:00 GMT", 0),
        ("9" * 40, 86400),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        (f"Mon, {'9' * 20} Jan 2026 00:00:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
async def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    headers = {b"Retry-After": value.encode(), b"Date": b"Mon, 23 Nov 2026 07:05:00 GMT"}
    error = await failure(Web({FEED: httpx.Response(429, headers=headers)}))

    assert (error.status, error.retry_after) == (429, seconds)


async def test_retry_after_counts_from_now_where_the_server_has_no_clock() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    error = await failure(Web({FEED: httpx.Response(503, headers={"Retry-After": later})}))

    assert error.retry_after == pytest.approx(3600, abs=60)


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (httpx.ConnectError("x"), "no connection could be made"),
        (httpx.RemoteProtocolError("secret"), "the connection broke, or the answer was not HTTP"),
        (httpx.ReadTimeout("x"), "no answer within 20 s"),
        (ssl.SSLError("x"), "no secure connection could be made"),
    ],
)
async def test_broken_connection_is_an_error_with_a_reason(raised: Exception, reason: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise raised

    assert str(await failure(Web({FEED: answer}))) == reason


@pytest.mark.parametrize(
    "url",
    [
        *("", "news.example", "ftp://news.example/", "https://", "https:///x", "http://[::1"),
        *("https://u@news.example/", "https://u:p@news.example/", "https://news.example:22/"),
        *("https://news.example/" + "x" * 5000, "https://\x00/", "javascript:alert(1)"),
        "https://xn--/",
    ],
)
async def test_address_that_is_none_is_refused_without_asking(url: str) -> None:
    web = Web({})
    error = await failure(web, url)

    assert str(error).startswith("refused: ")
    assert error.permanent
    assert web.asked == []
