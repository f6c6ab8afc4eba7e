"""Reading what a web server answered: its compressed body, and headers that matter to a poller.

Servers lie, and some are hostile: the body grows up to a limit and no further, and a header that
makes no sense is as good as none.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from bot.core import urls

MAX_RETRY_AFTER: Final = 24 * 3600.0
MAX_VALIDATOR: Final = 1000


class Inflated:
    """A body that grows to its limit and not a byte further: a megabyte can inflate to a gigabyte.

    Compression is known by its first bytes, not by the header: servers send compressed bodies
    without saying so, and say so without compressing.
    """

    def __init__(self, limit: int, *, is_deflate: bool) -> None:
        self.body = bytearray()
        self._limit = limit
        self._is_deflate = is_deflate
        self._inflater: zlib._Decompress | None = None
        self._head = b""
        self._is_plain = False
        self._is_inflated = False

    @property
    def is_full(self) -> bool:
        return len(self.body) > self._limit

    def add(self, piece: bytes) -> None:
        while piece and not self.is_full:
            if self._is_plain:
                self.body += piece[: self._room()]
                return
            if self._inflater is not None:
                piece = self._inflate(piece, self._inflater)
                continue
            piece, self._head = self._head + piece, b""
            if len(piece) < 2:
                self._head = piece
                return
            if not self._begin(piece):
                return

    def end(self) -> bytes:
        return bytes(self.body) + (b"" if self._is_inflated else self._head)

    def _begin(self, head: bytes) -> bool:
        """Find out by two bytes what follows; False for padding behind compressed data."""
        if head[:2] == b"\x1f\x8b":
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        elif self._is_inflated:
            return False
        elif self._is_deflate:
            has_header = head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        else:
            self._is_plain = True
        return True

    def _inflate(self, piece: bytes, inflater: "zlib._Decompress") -> bytes:
        """Returns what is left: of this member, or of one that follows it."""
        self.body += inflater.decompress(piece, self._room())
        if not inflater.eof:
            return inflater.unconsumed_tail
        self._inflater, self._is_inflated = None, True
        return inflater.unused_data

    def _room(self) -> int:
        """One byte more than allowed, so that too much is noticed."""
        return self._limit + 1 - len(self.body)


def validator(headers: Mapping[str, str], name: str) -> str:
    """An ETag or date that can be sent back as it is; empty if it cannot."""
    value = headers.get(name, "").strip()
    return value if is_sendable(value) else ""


def is_sendable(value: str) -> bool:
    return value.isascii() and value.isprintable() and 0 < len(value) <= MAX_VALIDATOR


def max_age(headers: Mapping[str, str]) -> int | None:
    """Seconds for which the answer is still fresh: less by what it has spent in caches."""
    lifetime, age = _lifetime(headers), headers.get("age", "").strip()
    is_aged = lifetime is not None and age.isdecimal() and age.isascii()
    return max(0, lifetime - int(age[:9])) if lifetime is not None and is_aged else lifetime


def _lifetime(headers: Mapping[str, str]) -> int | None:
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name in ("no-cache", "no-store"):
            return 0
        if name == "max-age" and value.strip('"').isdecimal():
            return min(int(value.strip('"')[:9]), 365 * 86400)
    expires, date = _http_date(headers.get("expires", "")), _http_date(headers.get("date", ""))
    if expires and date:
        return max(0, int((expires - date).total_seconds()))
    return None


def retry_after(headers: Mapping[str, str]) -> float | None:
    value = headers.get("retry-after", "").strip()
    if value.isdecimal() and value.isascii():
        return min(float(value[:9]), MAX_RETRY_AFTER)
    until = _http_date(value)
    if until is None:
        return None
    now = _http_date(headers.get("date", "")) or datetime.now(UTC)  # the server's clock, if told
    return min(max(0.0, (until - now).total_seconds()), MAX_RETRY_AFTER)


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class Hub(NamedTuple):
    """What the headers say of a hub: https://www.w3.org/TR/websub/#discovery"""

    url: str = ""
    topic_url: str = ""
    """What the hub calls what was fetched."""


NO_HUB: Final = Hub()


def hub(links: Mapping[str | None, Mapping[str, str]], base: str) -> Hub:
    """The hub that Link headers name, from what httpx has made of them, by relation."""
    stated = (links.get(relation, {}).get("url", "") for relation in ("hub", "self"))
    return Hub(*(urls.absolute(each, base) for each in stated))
