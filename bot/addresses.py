"""Which network addresses may be talked to, decided where the connection is made.

A name is resolved once, every address it has is checked, and the connection goes to one that
was checked: a name that resolves to something else a moment later changes nothing. Loopback,
private, link-local, multicast and the like are refused, except for hosts the operator allows.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import httpcore

RESOLVE_SECONDS: Final = 5.0
CONNECT_SECONDS: Final = 5.0

# Where `ipaddress.is_global` (Python 3.11) says yes to what leads inside or nowhere.
DENIED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT; some clouds keep their metadata there
        "168.63.129.16/32",  # a cloud's own services, on a public-looking address
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/3",
        "::/96",  # ::127.0.0.1
        "64:ff9b::/96",  # NAT64: an IPv4 address in disguise, as the next three
        "64:ff9b:1::/48",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)

_RESOLVERS: Final = ThreadPoolExecutor(16, thread_name_prefix="names")

Resolver = Callable[[str, int], Awaitable[list[str]]]


class AddressRefused(Exception):  # noqa: N818 - it reads as what it says
    """The host is, or resolves to, an address that must not be asked."""


class NameUnknown(Exception):  # noqa: N818
    """The host's name leads nowhere."""


class AllowedHosts:
    """The operator's exceptions: "localhost", "10.0.0.5", "news.internal:8000"."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(name.strip().lower().rstrip(".") for name in names)

    def has(self, host: str, port: int) -> bool:
        bare = host.lower().rstrip(".")
        spelled = {bare, f"{bare}:{port}"}
        if ":" in bare:
            spelled |= {f"[{bare}]", f"[{bare}]:{port}"}
        return not self._names.isdisjoint(spelled)


def is_public(address: str) -> bool:
    """Whether an address literal leads to the open internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_global and not any(
        found in network for network in DENIED if network.version == found.version
    )


async def resolve(host: str, port: int) -> list[str]:
    """The system's resolver, in the order it prefers; in threads of its own: a name that takes
    long keeps its thread, and what else needs one, calls to Telegram among them, must not wait."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, ask)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for the HTTP client, to checked addresses only."""

    def __init__(
        self,
        *,
        allowed: AllowedHosts,
        resolver: Resolver = resolve,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._allowed = allowed
        self._resolve = resolver
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Each checked address in turn, until one answers."""
        addresses = await self._checked(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                return await self._network.connect_tcp(
                    address,
                    port,
                    timeout=CONNECT_SECONDS,
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise NameUnknown(host)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                addresses = await self._resolve(host, port)
        except (OSError, UnicodeError, TimeoutError) as error:
            raise NameUnknown(host) from error
        if not addresses:
            raise NameUnknown(host)
        if not self._allowed.has(host, port):
            for address in addresses:
                if not is_public(address):
                    verb = "is" if address == host else "leads to"
                    raise AddressRefused(f"{host} {verb} a private address")
        return addresses
