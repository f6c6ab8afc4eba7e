"""The only client to the web: fetches feeds and article pages from publishers, however hostile.

Every request has a deadline, a cap on what is read and on what it inflates to, at most five
redirects, each checked afresh, and is refused private addresses where the connection is made
(`addresses`). No cookies, no proxy from the environment. Failures are `FetchError` with a short
reason for the operator; the body of an answer is never part of it.
"""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Final, Self, TypeVar

import httpcore
import httpx

from bot import __version__, addresses, answers
from bot.addresses import AllowedHosts, GuardedBackend
from bot.transport import MAX_CONNECTIONS, Pooled

T = TypeVar("T")

PORTS: Final = frozenset({80, 443, 8080, 8443})
MAX_REDIRECTS: Final = 5
MAX_URL_LENGTH: Final = 4096
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS: Final = frozenset({301, 308})
USER_AGENT: Final = f"Mujaz/{__version__} (Arabic news briefing bot)"
OWN_HOST: Final = "a host of your own can be named in ALLOW_PRIVATE_HOSTS"


class Kind(StrEnum):
    """What is fetched: it decides what is accepted and how much of it."""

    FEED = "feed"
    PAGE = "page"
    ROBOTS = "robots.txt"


ACCEPT: Final = {
    Kind.FEED: "application/rss+xml, application/atom+xml, application/feed+json,"
    " application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
    Kind.PAGE: "text/html, application/xhtml+xml, */*;q=0.5",
    Kind.ROBOTS: "text/plain, */*;q=0.5",
}
UNREADABLE: Final = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How long and how large an answer may be."""

    seconds: float
    wire_bytes: int
    """As it comes over the network."""
    body_bytes: int
    """Inflated."""


MB: Final = 1024 * 1024
BOUNDS: Final[Mapping[Kind, Bounds]] = {
    Kind.FEED: Bounds(seconds=20, wire_bytes=5 * MB, body_bytes=5 * MB),
    Kind.PAGE: Bounds(seconds=25, wire_bytes=3 * MB, body_bytes=8 * MB),
    Kind.ROBOTS: Bounds(seconds=10, wire_bytes=MB // 2, body_bytes=MB // 2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body and what its server said about it."""

    url: str
    """Where it was found, after all redirects."""
    body: bytes = field(repr=False)
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    permanent_url: str = ""
    """Where the address has moved for good; empty if it has not."""
    max_age: int | None = None
    """Seconds for which the server calls the answer fresh; None if it does not say."""
    hub: answers.Hub = answers.NO_HUB


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """Nothing new since the etag or date that was sent along."""

    permanent_url: str = ""
    max_age: int | None = None


class FetchError(Exception):
    """Why an address could not be fetched, in a short English sentence."""

    def __init__(
        self,
        reason: str,
        *,
        url: str = "",
        status: int | None = None,
        retry_after: float | None = None,
        permanent: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.url = url
        """Where the answer came from, after all redirects; empty if there was none."""
        self.status = status
        """The HTTP status, if there was an answer."""
        self.retry_after = retry_after
        """Seconds for which the server wants to be left alone."""
        self.permanent = permanent
        """Asking again cannot help: the address is refused here, or gone for good (410)."""


class ChallengeError(FetchError):
    """It wants proof that a person is asking."""


class ContentError(FetchError):
    """It is a picture, a film, a document: nothing that is read here."""


class Fetcher:
    """One client for all requests; `async with` it."""

    def __init__(
        self,
        *,
        allow_private_hosts: frozenset[str] = frozenset(),
        transport: httpx.AsyncBaseTransport | None = None,
        bounds: Mapping[Kind, Bounds] = BOUNDS,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._allowed = AllowedHosts(allow_private_hosts)
        self._bounds = bounds
        self._slots = asyncio.Semaphore(MAX_CONNECTIONS)
        self._client = httpx.AsyncClient(
            transport=transport or Pooled(backend or GuardedBackend(allowed=self._allowed)),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=None,  # noqa: S113 - the deadline in `fetch` covers everything
            follow_redirects=False,
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._client.aclose()

    def is_own(self, url: str) -> bool:
        """Whether the address is on a host that the operator has named as an own one."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            return False
        port = parsed.port or (443 if parsed.scheme == "https" else 80)
        return self._allowed.has(parsed.host, port)

    async def fetch(
        self,
        url: str,
        *,
        kind: Kind,
        referrer: str | None,
        etag: str = "",
        last_modified: str = "",
    ) -> Fetched | NotModified:
        """Ask once, with the validators of the last answer; raises FetchError.

        `referrer` is where the address was found, None for one that the operator or a reader has
        named: what comes from outside leads to no host of the operator's own. It is not sent.
        """
        self._check_lead(referrer, url)
        headers = {"Accept": ACCEPT[kind]}
        if answers.is_sendable(etag):
            headers["If-None-Match"] = etag
        if answers.is_sendable(last_modified):
            headers["If-Modified-Since"] = last_modified
        bounds = self._bounds[kind]
        return await self._within(bounds, partial(self._follow, url, kind, headers, bounds))

    async def get(self, url: str, kind: Kind, *, referrer: str | None) -> Fetched:
        """Ask once, whether it has changed or not; raises FetchError."""
        answer = await self.fetch(url, kind=kind, referrer=referrer)
        if isinstance(answer, NotModified):
            raise FetchError("answered 304 without being asked whether it changed")
        return answer

    async def send_form(
        self, url: str, fields: Mapping[str, str], *, referrer: str | None
    ) -> None:
        """Send a form to a server that answers with nothing but yes or no (2xx or FetchError)."""
        self._check_lead(referrer, url)
        await self._within(self._bounds[Kind.FEED], partial(self._send, url, fields))

    async def _send(self, url: str, fields: Mapping[str, str]) -> None:
        async with self._client.stream("POST", self._checked(url), data=fields) as response:
            if not response.is_success:
                status = response.status_code
                raise FetchError(f"answered {status}", url=str(response.url), status=status)

    async def _within(self, bounds: Bounds, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do it when there is a connection to spare, within its time, with errors in words."""
        async with self._slots:  # waiting for a turn is not the server's fault: no deadline yet
            try:
                async with asyncio.timeout(bounds.seconds):
                    return await work()
            except httpcore.ConnectTimeout as error:
                raise FetchError(
                    f"no connection within {addresses.CONNECT_SECONDS:g} s"
                ) from error
            except (TimeoutError, httpx.TimeoutException) as error:
                raise FetchError(f"no answer within {bounds.seconds:g} s") from error
            except _NETWORK_ERRORS as error:
                raise _translated(error) from error

    async def _follow(
        self, url: str, kind: Kind, headers: dict[str, str], bounds: Bounds
    ) -> Fetched | NotModified:
        """Redirects by hand, so that each address is checked."""
        here, permanent, is_permanent = self._checked(url), "", True
        for _ in range(MAX_REDIRECTS + 1):
            async with self._client.stream("GET", here, headers=headers) as response:
                if response.status_code not in REDIRECTS or "location" not in response.headers:
                    return await _result(response, kind, bounds, permanent)
                there = self._checked(here.join(response.headers["location"].strip()))
            if kind is Kind.PAGE and here.scheme == "https" and there.scheme == "http":
                raise FetchError("refused: a redirect from https to http", permanent=True)
            self._check_lead(str(here), str(there))
            is_permanent = is_permanent and response.status_code in PERMANENT_REDIRECTS
            permanent = str(there) if is_permanent else permanent
            here = there
        raise FetchError(f"more than {MAX_REDIRECTS} redirects")

    def _check_lead(self, here: str | None, there: str) -> None:
        """Raise FetchError where an address from outside leads to a host of the operator's own:
        anybody's feed could have it read out to readers."""
        if here is not None and self.is_own(there) and not self.is_own(here):
            raise FetchError("refused: it leads to a host of your own", permanent=True)

    def _checked(self, url: str | httpx.URL) -> httpx.URL:
        """The address, if it is one that may be asked at all."""
        if len(str(url)) > MAX_URL_LENGTH:
            raise FetchError("refused: an address that is too long", permanent=True)
        try:
            parsed = httpx.URL(url)
            host = parsed.host  # read when it is asked for: a wrong «xn--» raises only here
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError("refused: not a valid address", permanent=True) from error
        if parsed.scheme not in ("http", "https"):
            raise FetchError("refused: not a whole http(s) address", permanent=True)
        if not host:
            raise FetchError("refused: an address without a host", permanent=True)
        if parsed.userinfo:
            raise FetchError("refused: an address with a user name in it", permanent=True)
        port = parsed.port or (443 if parsed.scheme == "https" else 80)
        if port not in PORTS and not self._allowed.has(host, port):
            raise FetchError(f"refused: port {port}; {OWN_HOST}", permanent=True)
        return parsed


async def _result(
    response: httpx.Response, kind: Kind, bounds: Bounds, permanent_url: str
) -> Fetched | NotModified:
    headers, url = response.headers, str(response.url)
    if response.status_code == 304:
        return NotModified(permanent_url=permanent_url, max_age=answers.max_age(headers))
    if response.status_code != 200:
        is_challenge = headers.get("cf-mitigated", "").lower() == "challenge"
        why = ": it wants proof that a person is asking" if is_challenge else ""
        raise (ChallengeError if is_challenge else FetchError)(
            f"answered {response.status_code}{why}",
            url=url,
            status=response.status_code,
            retry_after=answers.retry_after(headers),
            permanent=response.status_code == 410,
        )
    content_type = headers.get("content-type", "")
    if content_type.lower().startswith(UNREADABLE):
        raise ContentError(f"answered with {content_type.partition(';')[0]}, not with a {kind}")
    return Fetched(
        url=url,
        body=await _body(response, bounds),
        content_type=content_type,
        etag=answers.validator(headers, "etag"),
        last_modified=answers.validator(headers, "last-modified"),
        permanent_url=permanent_url,
        max_age=answers.max_age(headers),
        hub=answers.hub(response.links, url),
    )


async def _body(response: httpx.Response, bounds: Bounds) -> bytes:
    """What comes over the wire, inflated piece by piece, never more than the bounds allow."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"answered in an encoding that was not asked for: {encoding[:20]}")
    stated = response.headers.get("content-length", "")
    if stated.isdecimal() and int(stated[:12]) > bounds.wire_bytes:
        raise _too_long(bounds.wire_bytes)
    inflated = answers.Inflated(bounds.body_bytes, is_deflate=encoding == "deflate")
    received = 0
    async for piece in _pieces(response):
        received += len(piece)
        if received > bounds.wire_bytes:
            raise _too_long(bounds.wire_bytes)
        try:
            inflated.add(piece)
        except zlib.error as error:
            raise FetchError("answered with broken compression") from error
        if inflated.is_full:
            raise _too_long(bounds.body_bytes)
    return inflated.end()


async def _pieces(response: httpx.Response) -> AsyncIterator[bytes]:
    if response.is_stream_consumed:  # a made-up answer, which has its body from the start
        yield response.content
        return
    async for piece in response.aiter_raw():
        yield piece


def _too_long(limit: int) -> FetchError:
    return FetchError(f"longer than {limit / MB:g} MB")


_NETWORK_ERRORS: Final = (
    httpx.HTTPError,
    httpx.StreamError,
    httpx.InvalidURL,
    UnicodeError,  # httpx reads where an answer leads to, also where nobody follows it
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    addresses.AddressRefused,
    addresses.NameUnknown,
    OSError,
)


def _translated(error: Exception) -> FetchError:
    """The cause in words an operator can act on."""
    if isinstance(error, addresses.AddressRefused):
        return FetchError(f"refused: {error}; {OWN_HOST}", permanent=True)
    if isinstance(error, addresses.NameUnknown):
        return FetchError(f"the name {error} does not resolve")
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"its certificate is not valid: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return FetchError("no secure connection could be made")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpx.ConnectError, httpcore.ConnectError)):
        return FetchError("no connection could be made")
    return FetchError("the connection broke, or the answer was not HTTP")
