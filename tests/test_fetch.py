"""The web client against made-up answers; its connections are in test_addresses."""

import gzip
import itertools
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from bot.answers import Inflated
from bot.fetch import BOUNDS, MB, Fetched, Fetcher, FetchError, Kind, NotModified

FEED = "https://news.example/feed"
SEVEN = "Mon, 23 Nov 2026 07:00:00 GMT"
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
        answer = await fetcher.fetch(url, kind=kind)
    assert isinstance(answer, Fetched)
    return answer


async def failure(web: Web, url: str = FEED, kind: Kind = Kind.FEED) -> FetchError:
    async with Fetcher(transport=web) as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(url, kind=kind)
    assert str(caught.value) == caught.value.reason
    return caught.value


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
    web = Web({FEED: httpx.Response(304, headers={"ETag": '"a2"'})})
    async with Fetcher(transport=web, user_agent="Test/1") as fetcher:
        answer = await fetcher.fetch(FEED, kind=Kind.FEED, etag='"a1"', last_modified="then")

    assert answer == NotModified(url=FEED, etag='"a2"')
    sent = web.asked[0].headers
    assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"a1"', "then")
    assert (sent["User-Agent"], sent["Accept-Encoding"]) == ("Test/1", "gzip")
    assert "Cookie" not in sent


async def test_validators_that_cannot_be_sent_are_left_out() -> None:
    web = Web({FEED: httpx.Response(200, headers=[(b"ETag", "«أ»".encode())])})
    async with Fetcher(transport=web) as fetcher:
        answer = await fetcher.fetch(FEED, kind=Kind.FEED, etag="«أ»", last_modified="a\r\nB: c")

    assert answer.etag == ""
    assert not {"if-none-match", "if-modified-since", "b"} & set(web.asked[0].headers)


async def test_cookies_are_not_kept() -> None:
    web = Web({FEED: httpx.Response(200, headers={"Set-Cookie": "a=b; Path=/"})})
    async with Fetcher(transport=web) as fetcher:
        await fetcher.fetch(FEED, kind=Kind.FEED)
        await fetcher.fetch(FEED, kind=Kind.FEED)

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


# Redirects


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
        (Kind.FEED, "file:///etc/passwd", "refused: file: is not http"),
        (Kind.FEED, "//a:b@news.example/", "refused: an address with a user name in it"),
        (Kind.FEED, "https://news.example:25/", "refused: port 25"),
        (Kind.FEED, "http://[::1", "the connection broke, or the answer was not HTTP"),
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
            await fetcher.fetch(start, kind=Kind.FEED)
        except FetchError as error:
            outcome = str(error)
        else:
            outcome = "found"

    assert outcome == told
    assert (own in [str(request.url) for request in web.asked]) == (told == "found")


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


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("Mon, 23 Nov 2026 07:10:00 GMT", 300),
        ("Mon, 23 Nov 2026 06:00:00 GMT", 0),
        ("9" * 40, 86400),
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
    ],
)
async def test_address_that_is_none_is_refused_without_asking(url: str) -> None:
    web = Web({})
    error = await failure(web, url)

    assert str(error).startswith("refused: ")
    assert error.permanent
    assert web.asked == []


# Sizes


@pytest.mark.parametrize("kind", Kind)
async def test_endless_body_is_cut_at_the_limit(kind: Kind) -> None:
    body = Pieces(itertools.repeat(b"x" * 65_536, 1_600))  # 100 MB
    error = await failure(Web({FEED: httpx.Response(200, stream=body)}), kind=kind)

    limit = BOUNDS[kind].wire_bytes
    assert str(error) == f"longer than {limit / MB:g} MB"
    assert limit < body.made <= limit + 65_536


async def test_body_that_says_it_is_too_long_is_not_read() -> None:
    body = Pieces(itertools.repeat(b"x", 1_000))
    headers = {"Content-Length": str(100 * MB)}
    error = await failure(Web({FEED: httpx.Response(200, headers=headers, stream=body)}))

    assert str(error) == "longer than 5 MB"
    assert body.made == 0


def bomb(megabytes: int) -> Iterable[bytes]:
    """Zeros, compressed a thousandfold, a megabyte a piece."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for _ in range(megabytes):
        yield packer.compress(bytes(MB)) + packer.flush(zlib.Z_SYNC_FLUSH)


@pytest.mark.parametrize(("kind", "limit"), [(Kind.FEED, 5), (Kind.PAGE, 8)])
async def test_gzip_bomb_is_cut_at_the_limit(kind: Kind, limit: int) -> None:
    body = Pieces(bomb(1_000))
    headers = {"Content-Encoding": "gzip"}
    error = await failure(
        Web({FEED: httpx.Response(200, headers=headers, stream=body)}), kind=kind
    )

    assert str(error) == f"longer than {limit} MB"
    assert body.made < 20_000  # each megabyte takes about a thousand bytes on the wire


def test_no_more_than_the_limit_is_ever_inflated() -> None:
    body = Inflated(1_000, is_deflate=False)
    body.add(gzip.compress(bytes(10 * MB)))

    assert body.is_full
    assert len(body.body) == 1_001


TEXT = "خبر".encode() * 1_000
RAW_DEFLATE = zlib.compress(TEXT)[2:-4]


@pytest.mark.parametrize("size", [1, 7, 100_000])
@pytest.mark.parametrize(
    ("encoding", "sent", "body"),
    [
        ("gzip", gzip.compress(TEXT, mtime=0), TEXT),
        (
            "gzip",
            gzip.compress(TEXT[:99], mtime=0) + gzip.compress(TEXT[99:], mtime=0) + b"\0\0",
            TEXT,
        ),
        ("gzip", TEXT, TEXT),
        ("", gzip.compress(TEXT, mtime=0), TEXT),
        ("deflate", zlib.compress(TEXT), TEXT),
        ("deflate", RAW_DEFLATE, TEXT),
        ("", TEXT, TEXT),
        ("", b"x", b"x"),
        ("gzip", b"", b""),
    ],
)
async def test_body_is_inflated_as_it_is_not_as_it_is_labelled(
    encoding: str, sent: bytes, body: bytes, size: int
) -> None:
    pieces = Pieces(sent[start : start + size] for start in range(0, len(sent), size))
    headers = {"Content-Encoding": encoding} if encoding else {}
    answer = await fetched(Web({FEED: httpx.Response(200, headers=headers, stream=pieces)}))

    assert answer.body == body


async def test_broken_compression_is_an_error_with_a_reason() -> None:
    sent = gzip.compress(TEXT, mtime=0)[:20] + b"\xff" * 50

    assert str(await failure(Web({FEED: httpx.Response(200, content=sent)}))) == (
        "answered with broken compression"
    )
