"""Bytes of a feed into a `ParsedFeed`: RSS 0.9 to 2.0, RDF, Atom, JSON Feed, news sitemaps and
their indexes.

Reads what publishers really serve: wrong encodings, HTML in headlines, Arabic dates, relative
links, repeated ids, cut-off documents. What is no feed raises `ParseError` with a reason. Dates
are as the publisher gives them, those in the future too: the caller knows the time.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Final

from bot.core import markup, urls
from bot.core.feeds import elements, feed_formats, feed_text, json_feed, sitemaps
from bot.core.feeds.feed_formats import RawEntry, RawFeed
from bot.core.feeds.feed_text import ParseError
from bot.core.models import Entry, ParsedFeed
from bot.core.times import dates

MAX_ENTRIES: Final = 200
MAX_TITLE: Final = 300
MAX_SUMMARY: Final = 1000
MAX_FRAGMENT: Final = 20_000
"""Of HTML, to make a summary of at most MAX_SUMMARY letters."""
MAX_CONTENT: Final = 400_000
"""Of HTML; what is longer is no article, and its page will be read instead."""
MAX_ID: Final = 500
MAX_TOPICS: Final = 12
MAX_CHILDREN: Final = 100
MAX_TTL: Final = 7 * 24 * 60
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
STAND_IN_TITLE: Final = 90
MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,100}")


def parse(body: bytes, *, url: str, content_type: str = "", zone: tzinfo = UTC) -> ParsedFeed:
    """Read a feed fetched from `url`; dates without a zone are read in `zone`."""
    raw = read(body, content_type)
    return ParsedFeed(
        title=markup.title(raw.title)[:MAX_TITLE],
        entries=_distinct(entries(raw, url=url, zone=zone)),
        home_url=urls.absolute(raw.home, url),
        hub_url=urls.absolute(raw.hub, url),
        self_url=urls.absolute(raw.own_address, url),
        ttl_minutes=_minutes(raw.ttl),
        skip_hours=_hours(raw.skipped_hours),
        skip_days=_days(raw.skipped_days),
        children=_children(raw.children, url),
    )


def entries(raw: RawFeed, *, url: str, zone: tzinfo = UTC) -> list[Entry]:
    """All that the feed lists, those that say nothing too."""
    base = urls.absolute(raw.base, url) or urls.absolute(raw.home, url) or url
    listed = [
        entry if entry.author else replace(entry, author=raw.author)
        for entry in raw.entries[:MAX_ENTRIES]
    ]
    links = [_link(entry, base) for entry in listed]
    return [
        _entry(entry, name, link, base=base, zone=zone)
        for entry, name, link in zip(listed, _ids(listed, links), links, strict=True)
    ]


def _minutes(words: str) -> int | None:
    number = words.strip()
    is_number = number.isdecimal() and len(number) <= 9
    return min(int(number), MAX_TTL) or None if is_number else None


def _hours(listed: tuple[str, ...]) -> frozenset[int]:
    """Some count from 1 to 24; who names all 24 does not mean it."""
    numbers = (words.strip() for words in listed)
    hours = frozenset(
        int(n) % 24 for n in numbers if n.isdecimal() and len(n) <= 2 and int(n) <= 24
    )
    return hours if len(hours) < 24 else frozenset()


def _days(listed: tuple[str, ...]) -> frozenset[int]:
    names = (words.strip().lower()[:3] for words in listed)
    days = frozenset(DAYS.index(name) for name in names if name in DAYS)
    return days if len(days) < 7 else frozenset()


def _children(addresses: tuple[str, ...], url: str) -> tuple[str, ...]:
    absolute = (urls.absolute(address, url) for address in addresses)
    return tuple(dict.fromkeys(filter(None, absolute)))[:MAX_CHILDREN]


def read(body: bytes, content_type: str = "") -> RawFeed:
    """The feed as its publisher wrote it."""
    text = feed_text.read(body, content_type)
    if text[0] in "{[":
        return json_feed.read(text, max_items=MAX_ENTRIES)
    root = feed_text.root(text)
    name = root[1].lower() if root else ""
    if root is None or name in ("html", "head", "body"):
        raise ParseError(_what_it_is(text))
    if name == "opml":
        raise ParseError("a list of feeds (OPML), not a feed")
    flat = elements.flatten(text[root.start() :])
    flat = feed_text.expand(flat, text[: root.start()])
    if name == "urlset":
        return sitemaps.read_news(flat, max_items=MAX_ENTRIES)
    if name == "sitemapindex":
        return sitemaps.read_index(flat)
    return feed_formats.from_xml(flat, max_items=MAX_ENTRIES)


def _what_it_is(text: str) -> str:
    head = text[:2000].lower()
    if "<!doctype html" in head or feed_text.root(text) or "<div" in head or "<p>" in head:
        return "an HTML page, not a feed"
    return "XML, but not a feed" if head.startswith("<") else "plain text, not a feed"


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Without those that say nothing at all, and those that are listed twice."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.title:
            found.setdefault(entry.id, entry)
    return tuple(found.values())


def _ids(entries: list[RawEntry], links: list[str]) -> list[str]:
    """Each entry's own id; one that several articles share tells nothing without the link."""
    links_of: dict[str, set[str]] = {}
    for entry, link in zip(entries, links, strict=True):
        links_of.setdefault(entry.guid, set()).add(link)
    shared = {
        guid for guid, found in links_of.items() if len(found) > 1 < len(set(map(urls.key, found)))
    }
    return [
        _id(entry, link, is_shared=entry.guid in shared)
        for entry, link in zip(entries, links, strict=True)
    ]


def _id(entry: RawEntry, link: str, *, is_shared: bool) -> str:
    if entry.guid and not (is_shared and link):
        name = entry.guid
    elif link:
        name = f"{entry.guid}|{urls.key(link)}" if entry.guid else urls.key(link)
    else:
        name = _hash(f"{entry.title}\n{entry.summary[:200]}{entry.content[:200]}")
    return name if len(name) <= MAX_ID else _hash(name)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _link(entry: RawEntry, base: str) -> str:
    start = urls.absolute(entry.base, base) if entry.base else base
    return urls.strip_tracking(urls.absolute(entry.link, start))


def _entry(entry: RawEntry, name: str, link: str, *, base: str, zone: tzinfo) -> Entry:
    summary = markup.plain(entry.summary[:MAX_FRAGMENT]) or markup.plain(
        entry.content[:MAX_FRAGMENT]
    )
    title = markup.title(entry.title[:MAX_FRAGMENT])
    if not any(map(str.isalnum, title)):  # «…» is no headline, if there is anything better
        title = _cut(summary, STAND_IN_TITLE) or title or link
    published, updated = (
        dates.parse(entry.published, zone=zone),
        dates.parse(entry.updated, zone=zone),
    )
    image = entry.image or feed_formats.first_image(entry.content or entry.summary)
    return Entry(
        id=name,
        url=link,
        title=_cut(title, MAX_TITLE),
        summary=_cut(summary, MAX_SUMMARY),
        content=entry.content if len(entry.content) <= MAX_CONTENT else "",
        published=published or updated,
        updated=updated,
        author=_author(entry.author),
        image=urls.absolute(image, link or base),
        topics=_topics(entry.topics),
    )


def _author(text: str) -> str:
    """The name beside a mail address: "a@b.example (سلمى)", "سلمى (a@b.example)"."""
    name = MAIL.sub("", markup.title(text[:MAX_FRAGMENT])).replace("()", "").strip()
    is_bracketed = name.startswith("(") and name.endswith(")")
    return (name[1:-1] if is_bracketed else name)[:MAX_TITLE].strip()


def _topics(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = (markup.title(name) for name in names)
    kept = dict.fromkeys(name for name in plain if name and len(name) <= 60 and "://" not in name)
    return tuple(kept)[:MAX_TOPICS]


def _cut(text: str, length: int) -> str:
    """At most so many letters, ending with a whole word."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ،,:؛-") + "…"
