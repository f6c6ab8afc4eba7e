"""Which addresses Telegram takes for a link, and how it writes them.

Judged in the tests by TDLib: `http` is assumed where no protocol stands, hosts become small,
spaces are percent-encoded, and what cannot be opened is refused with Telegram's reason.
"""

import ipaddress
import re

OWN = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE)
# Telegram takes these too in a host name; everything beyond ASCII passes.
HOST = re.compile(r"(?:[a-z0-9._\-!$,~*'();&+=\u0080-\U0010ffff]|%[0-9a-f]{2})*")
PORT = re.compile(r"(.+?):([0-9]*)$", re.DOTALL)
MAX_PORT = 65535


def check(address: str) -> str:
    """The address as Telegram shows it; ValueError with Telegram's reason if it is none."""
    own = OWN.match(address)
    if own is not None:
        rest = address[own.end() :]
        _, userinfo, host, port, path = split(rest)
        if userinfo or port or re.match("https?://", rest, re.IGNORECASE):
            raise ValueError(f"Wrong {own[1].lower()} URL")
        if not re.fullmatch(r"[\w.-]*" if own[1].lower() == "tonsite" else r"[\w-]*", host, re.A):
            raise ValueError("Unallowed characters in URL host")
        return (
            f"{own[1].lower()}://{host}{path.replace('/?', '?', 1) if path[1:2] == '?' else path}"
        )
    protocol, userinfo, host, port, path = split(address)
    if "." not in host and not host.startswith("["):
        raise ValueError("Wrong HTTP URL")
    return f"{protocol}://{userinfo}{host}{port}{path}"


def split(address: str) -> tuple[str, str, str, str, str]:
    """Protocol, userinfo with its @, host, port with its colon, path with everything after it."""
    protocol, middle, rest = address.partition("://")
    if not middle or ":" in protocol:
        protocol, rest = "http", address
    if protocol.lower() not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    place = re.match(r"[^/?#]*", rest)
    assert place is not None  # noqa: S101 - the pattern matches anything
    path = rest[place.end() :].rstrip(" \t\r\n\v\f")
    userinfo, _, host = place[0].rpartition("@")
    host, port = split_port(host)
    check_host(host.lower())
    path = re.sub("[\x01-\x20]", lambda match: f"%{ord(match[0]):02X}", path)
    before = f"{userinfo}@" if userinfo else ""
    return protocol.lower(), before, host.lower(), port, with_slash(path)


def with_slash(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


def split_port(host: str) -> tuple[str, str]:
    match = PORT.match(host)
    if match is None:
        return host, ""
    number = int(match[2] or 0)
    if not 0 < number <= MAX_PORT:
        raise ValueError("Wrong port number specified in the URL")
    return match[1], f":{number}"


def check_host(host: str) -> None:
    if not host:
        raise ValueError("URL host is empty")
    if host == ".":
        raise ValueError("Host is invalid")
    if host.startswith("[") and host.endswith("]"):
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise ValueError("Wrong IPv6 address specified in the URL") from None
    elif not HOST.fullmatch(host):
        raise ValueError("Disallowed character in URL host")
