"""Where connections may go: made-up networks and resolvers, and a server on loopback."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

import httpcore
import pytest

from bot.addresses import AllowedHosts, GuardedBackend, is_public, resolve
from bot.fetch import BOUNDS, MB, Bounds, Fetched, Fetcher, FetchError, Kind

PUBLIC = "93.184.215.14"
LOOPBACK = frozenset({"127.0.0.1"})


class Network(httpcore.AsyncNetworkBackend):
    """Connects nowhere; remembers where it was to connect."""

    def __init__(self, answer: bytes = b"") -> None:
        self.reached: list[str] = []
        self.tls_names: list[str | None] = []
        self._answer = answer

    async def connect_tcp(
        self, host: str, port: int, *rest: Any, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        self.reached.append(host)
        if not self._answer:
            raise httpcore.ConnectError
        return Stream(self, self._answer)


class Stream(httpcore.AsyncMockStream):
    def __init__(self, network: Network, answer: bytes) -> None:
        super().__init__([answer])
        self._network = network

    async def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, *rest: Any, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        self._network.tls_names.append(server_hostname)
        return self


def names(**known: list[str]) -> Callable[[str, int], Awaitable[list[str]]]:
    """A resolver that knows these names and takes numbers as they are."""

    async def resolve(host: str, port: int) -> list[str]:
        return known[host.partition(".")[0]] if host.endswith(".example") else [host]

    return resolve


async def outcome(backend: httpcore.AsyncNetworkBackend, url: str) -> Fetched | FetchError:
    async with Fetcher(backend=backend) as fetcher:
        try:
            answer = await fetcher.fetch(url, kind=Kind.FEED, referrer=None)
        except FetchError as error:
            return error
    assert isinstance(answer, Fetched)
    return answer


# Everything that was ever tried to make a server ask its own network.
LITERALS = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),  # noqa: S104
    *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.8"),
    *("192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("[::1]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001::1]", "[3fff::1]"),
    *("[5f00::1]", "[fc00::1]", "[fd00::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]"),
]
SPELLINGS = [
    *("2130706433", "0x7f000001", "0x7f.1", "127.1", "0", "0177.0.0.1", "017700000001"),
    *("127.0.0.1.", "localhost", "LOCALHOST", "localhost.", "１２７.0.0.1", "⓵②⑦.0.0.1"),
    *("127。0。0。1", "[0:0:0:0:0:0:0:1]", "[::ffff:7f00:1]", "0.0.0.0."),
]


@pytest.mark.parametrize("host", LITERALS)
async def test_private_address_is_refused(host: str) -> None:
    network = Network()
    backend = GuardedBackend(allowed=AllowedHosts(), resolver=names(), network=network)
    error = await outcome(backend, f"http://{host}/")

    assert str(error).startswith(f"refused: {host.strip('[]')} is a private address; ")
    assert network.reached == []


@pytest.mark.parametrize("host", SPELLINGS)
async def test_spelling_of_a_private_address_reaches_nothing(host: str) -> None:
    """The system's own resolver decides what these mean; all end before a connection."""
    network = Network()
    backend = GuardedBackend(allowed=AllowedHosts(), network=network)
    error = await outcome(backend, f"http://{host}/")

    assert isinstance(error, FetchError)
    assert network.reached == []


@pytest.mark.parametrize(
    "addresses",
    [["127.0.0.1"], [PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], ["::1", PUBLIC], ["fe80::1%eth0"]],
)
async def test_name_with_any_private_address_is_refused(addresses: list[str]) -> None:
    network = Network()
    resolver = names(intranet=addresses)
    backend = GuardedBackend(allowed=AllowedHosts(), resolver=resolver, network=network)
    error = await outcome(backend, "https://intranet.example/")

    assert str(error).startswith("refused: intranet.example leads to a private address")
    assert isinstance(error, FetchError)
    assert error.permanent
    assert network.reached == []


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def test_connection_goes_to_the_address_that_was_checked() -> None:
    """A name that means something else the second time gains nothing."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])

    async def rebinding(host: str, port: int) -> list[str]:
        return next(answers)

    network = Network(OK)
    backend = GuardedBackend(allowed=AllowedHosts(), resolver=rebinding, network=network)
    answer = await outcome(backend, "https://news.example/")

    assert isinstance(answer, Fetched)
    assert answer.url == "https://news.example/"
    assert network.reached == [PUBLIC]
    assert network.tls_names == ["news.example"]
    assert await outcome(backend, "https://news.example/") != answer
    assert network.reached == [PUBLIC]


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/", "http://127.0.0.1:8080/", "//inside.example/", "//[::1]/"]
)
async def test_redirect_to_a_private_address_is_refused(to: str) -> None:
    head = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {to}\r\n\r\n"
    network = Network(head.encode())
    resolver = names(news=[PUBLIC], inside=["10.0.0.1"])
    backend = GuardedBackend(allowed=AllowedHosts(), resolver=resolver, network=network)
    error = await outcome(backend, "http://news.example/")

    assert str(error).startswith("refused: ")
    assert " a private address; " in str(error)
    assert network.reached == [PUBLIC]


async def test_next_address_is_tried_when_one_does_not_answer() -> None:
    network = Network()
    resolver = names(news=[PUBLIC, "2606:2800:21f:cb07::1"])
    backend = GuardedBackend(allowed=AllowedHosts(), resolver=resolver, network=network)
    error = await outcome(backend, "https://news.example/")

    assert str(error) == "no connection could be made"
    assert network.reached == [PUBLIC, "2606:2800:21f:cb07::1"]


@pytest.mark.parametrize("raised", [OSError("x"), UnicodeError("x"), None])
async def test_name_that_does_not_resolve_is_told(raised: Exception | None) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        if raised:
            raise raised
        return []

    backend = GuardedBackend(allowed=AllowedHosts(), resolver=resolve, network=Network())
    error = await outcome(backend, "https://nowhere.example/")

    assert str(error) == "the name nowhere.example does not resolve"
    assert isinstance(error, FetchError)
    assert not error.permanent


async def test_a_name_is_looked_up_though_every_thread_of_the_program_is_busy() -> None:
    done = Event()
    with ThreadPoolExecutor(1) as only:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(only)
        busy = loop.run_in_executor(None, done.wait)

        assert await resolve("127.0.0.1", 80) == ["127.0.0.1"]

        done.set()
        await busy


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("allowed", "host", "port", "is_allowed"),
    [
        ("127.0.0.1", "127.0.0.1", 8123, True),
        ("127.0.0.1:8123", "127.0.0.1", 8123, True),
        ("127.0.0.1:8123", "127.0.0.1", 8124, False),
        (" News.Internal. ", "news.internal", 80, True),
        ("internal", "news.internal", 80, False),
        ("[::1]:80", "::1", 80, True),
        ("::1", "::1", 443, True),
    ],
)
def test_operator_allows_hosts_with_or_without_port(
    allowed: str, host: str, port: int, is_allowed: bool
) -> None:
    assert AllowedHosts([allowed]).has(host, port) is is_allowed


# A real server on loopback

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler) -> Any:
    """The address of a server that answers each connection by `handler`."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(guarded, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


async def plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(OK)
    await writer.drain()


@pytest.mark.parametrize("with_port", [True, False])
async def test_allowed_private_host_is_fetched(with_port: bool) -> None:
    async with serving(plainly) as address:
        allowed = address if with_port else "127.0.0.1"
        async with Fetcher(allow_private_hosts=frozenset({allowed})) as fetcher:
            answer = await fetcher.fetch(f"http://{address}/", kind=Kind.FEED, referrer=None)

    assert isinstance(answer, Fetched)
    assert answer.body == b"ok"


def quick(seconds: float = 0.05) -> dict[Kind, Bounds]:
    wire, body = BOUNDS[Kind.FEED].wire_bytes, BOUNDS[Kind.FEED].body_bytes
    return {Kind.FEED: Bounds(seconds=seconds, wire_bytes=wire, body_bytes=body)}


async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Headers at once, then a letter now and then: no single read ever times out."""
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not reader.at_eof():
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.001)


async def header_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(2_000):
        writer.write(b"X-Flood: " + b"x" * 1_000 + b"\r\n")
        await writer.drain()


async def torn(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


async def not_http(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP\r\n")


@pytest.mark.parametrize(
    ("handler", "seconds", "reason"),
    [
        (never, 0.05, "no answer within 0.05 s"),
        (drip, 0.05, "no answer within 0.05 s"),
        (header_flood, 20, "the connection broke, or the answer was not HTTP"),
        (torn, 20, "the connection broke, or the answer was not HTTP"),
        (not_http, 20, "the connection broke, or the answer was not HTTP"),
    ],
)
async def test_hostile_server_is_an_error_with_a_reason(
    handler: Handler, seconds: float, reason: str
) -> None:
    async with serving(handler) as address:
        allowed = frozenset({address})
        async with Fetcher(allow_private_hosts=allowed, bounds=quick(seconds)) as fetcher:
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(f"http://{address}/", kind=Kind.FEED, referrer=None)

    assert str(caught.value) == reason


async def test_hundred_megabytes_are_not_sent_to_the_end() -> None:
    sent = 0

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(1_600):
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    async with serving(endless) as address, Fetcher(allow_private_hosts=LOOPBACK) as fetcher:
        with pytest.raises(FetchError, match=r"^longer than 5 MB$"):
            await fetcher.fetch(f"http://{address}/", kind=Kind.FEED, referrer=None)

    assert sent < 30 * MB  # what was read, and what lay in the sockets' buffers


async def test_slots_are_free_again_after_failures() -> None:
    fetcher = Fetcher(allow_private_hosts=LOOPBACK, bounds=quick())
    async with serving(never) as address, serving(plainly) as other, fetcher:
        slow = (
            fetcher.fetch(f"http://{address}/", kind=Kind.FEED, referrer=None) for _ in range(70)
        )
        failed = await asyncio.gather(*slow, return_exceptions=True)
        answer = await fetcher.fetch(f"http://{other}/", kind=Kind.FEED, referrer=None)

    assert {str(error) for error in failed} == {"no answer within 0.05 s"}
    assert isinstance(answer, Fetched)
