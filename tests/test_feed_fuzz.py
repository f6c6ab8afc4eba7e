"""Feeds at random: whatever comes, it is read or refused, and what is read is sound.

A few examples run in the suite; `python tests/test_feed_fuzz.py MINUTES` runs for so long.
"""

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import feeds
from bot.core.models import Entry, ParsedFeed

CASES: Final = Path(__file__).parent / "cases" / "feeds"
SEEDS: Final = [
    path.read_bytes() for path in sorted(CASES.iterdir()) if ".expect." not in path.name
]
URL: Final = "https://www.almanara.example/feed/"
UNSEEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
CONTENT_TYPES: Final = (
    *("", "text/xml", "application/json", "text/html; charset=windows-1256"),
    *("application/rss+xml; charset=utf-8", "x; charset=utf-16", "x; charset=punycode", "\xff"),
)
PIECES: Final = tuple(
    piece.encode()
    for piece in (
        *("<item>", "</item>", "<entry>", "</entry>", "<title>", "</title>", "<link>", "<link/>"),
        *("<![CDATA[", "]]>", "<!--", "-->", "<?xml", "?>", "<!DOCTYPE x [", "<!ENTITY a 'b'>"),
        *("&", "&amp;", "&lt;", "&#0;", "&#x202e;", "&#xD800;", "&a;", "&#99999999;", "&nbsp;"),
        *("\x00", "\x01", "\x02", "\ufeff", "\u202e", "خبر", "٢٠٢٦", "Ø§Ù„", '"', "'", "="),
        *("<guid isPermaLink='false'>", "<media:content url='x.jpg'", "xmlns:a='", "xml:base='"),
        *("https://", "//", "javascript:", "http://[", "http://a:99999/", "data:,", "../", "%zz"),
        *("<a" + " b=''" * 50, "[" * 50, '{"items":[', '"id":', "1e999", "<feed>", "<rss", "<"),
        *("<urlset>", "<sitemapindex>", "<loc>", ">"),
    )
)  # fmt: skip


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Cut, doubled, spliced, sprinkled, as bytes: no encoding survives that."""
    body = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at, other = sorted((chance.randrange(len(body) + 1), chance.randrange(len(body) + 1)))
        chance.choice(CHANGES)(body, at, other, chance)
    return bytes(body[:200_000])


def _cut(body: bytearray, begin: int, end: int, chance: random.Random) -> None:
    del body[begin : min(end, begin + chance.choice((1, 10, 1000)))]


def _double(body: bytearray, begin: int, end: int, chance: random.Random) -> None:
    body[begin:begin] = body[begin : min(end, begin + 2000)] * chance.randint(1, 5)


def _insert(body: bytearray, begin: int, _: int, chance: random.Random) -> None:
    body[begin:begin] = chance.choice(PIECES) * chance.choice((1, 1, 1, 20))


def _overwrite(body: bytearray, begin: int, _: int, chance: random.Random) -> None:
    body[begin : begin + 3] = chance.randbytes(chance.randint(1, 4))


def _splice(body: bytearray, begin: int, end: int, chance: random.Random) -> None:
    other = chance.choice(SEEDS)
    start = chance.randrange(len(other) + 1)
    body[begin:end] = other[start : start + 3000]


CHANGES: Final[tuple[Callable[[bytearray, int, int, random.Random], None], ...]] = (
    *(_cut, _double, _insert, _insert, _overwrite, _splice),
)


def check(body: bytes, content_type: str) -> bool:
    """Whether it was read; whatever was, is sound."""
    try:
        feed = feeds.parse(body, url=URL, content_type=content_type)
    except feeds.ParseError:
        return False
    _check_feed(feed)
    for entry in feed.entries:
        _check_entry(entry)
    assert feeds.parse(body, url=URL, content_type=content_type) == feed
    return True


def _check_feed(feed: ParsedFeed) -> None:
    for address in (feed.home_url, feed.hub_url, feed.self_url, *feed.children):
        assert not address or address.startswith(("http://", "https://"))
    assert feed.skip_hours <= set(range(24))
    assert feed.skip_days <= set(range(7))
    assert feed.ttl_minutes is None or 0 < feed.ttl_minutes <= feeds.MAX_TTL
    assert len(feed.entries) <= feeds.MAX_ENTRIES
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)


def _check_entry(entry: Entry) -> None:
    assert entry.id
    assert 0 < len(entry.title) <= feeds.MAX_TITLE
    assert len(entry.summary) <= feeds.MAX_SUMMARY
    for address in (entry.url, entry.image):
        assert not address or address.startswith(("http://", "https://"))
        assert not UNSEEN.search(address)
    for text in (entry.title, entry.summary, entry.author, *entry.topics):
        assert not any(mark in text for mark in "\x00\x01\x02\n\u202e\u2066\ufffd")
    for date in (entry.published, entry.updated):
        assert date is None or date.tzinfo is UTC


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(SEEDS) - 1),
    st.randoms(use_true_random=False),
    st.sampled_from(CONTENT_TYPES),
)
def test_a_mangled_feed_is_read_soundly_or_refused(
    seed: int, chance: random.Random, content_type: str
) -> None:
    check(mutated(SEEDS[seed], chance), content_type)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_read_soundly_or_refused(noise: bytes) -> None:
    check(noise, "")
    check(b"<rss><channel>" + noise, "text/xml")


def _run(minutes: float) -> None:
    began, counted, slowest = time.monotonic(), Counter[bool](), (0.0, b"")
    while time.monotonic() - began < 60 * minutes:
        number = sum(counted.values())
        chance = random.Random(number)  # noqa: S311
        body = mutated(chance.choice(SEEDS), chance)
        before = time.process_time()
        counted[check(body, chance.choice(CONTENT_TYPES))] += 1
        slowest = max(slowest, (time.process_time() - before, body))
    took = f"slowest {slowest[0] * 1000:.0f} ms for {len(slowest[1])} bytes, twice"
    print(f"{counted[True]} read, {counted[False]} refused; {took}")  # noqa: T201


if __name__ == "__main__":
    _run(float(sys.argv[1]))
