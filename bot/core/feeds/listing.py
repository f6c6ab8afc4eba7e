"""What a poll makes of a feed: which of its entries are news, and which two are the same.

A feed is read and its entries are told by their keys in one go, since both take CPU time.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core import arabic, feeds, urls
from bot.core.models import Article, Entry, ListedEntry, ParsedFeed
from bot.core.times import zones

ARCHIVE_AGE: Final = timedelta(days=2)
"""So much older than a source's newest entry is no news."""
FRESH: Final = timedelta(hours=12)
"""What appeared longer ago, while nobody asked, is stored and not pushed."""
REKEYED_SHARE: Final = 0.5
REKEYED_LEAST: Final = 3
ALIKE: Final = 0.6
"""Of the words of the shorter of two articles, when they are two states of the same one."""
BEGINNING: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A feed that was read: what it says about itself, and its entries by their keys."""

    feed: ParsedFeed
    entries: tuple[ListedEntry, ...]


def read(body: bytes, *, url: str, content_type: str, country: str = "") -> Listing:
    """The feed of a publisher in that country. Raises `feeds.ParseError`."""
    zone = zones.of_country(country)
    feed = feeds.parse(body, url=url, content_type=content_type, zone=zone)
    entries = tuple(listed(entry) for entry in feed.entries)
    return Listing(feed=replace(feed, entries=()), entries=entries)


def listed(entry: Entry) -> ListedEntry:
    return ListedEntry(
        entry=entry,
        url_key=urls.key(entry.url) if entry.url else "",
        words=words(entry),
        is_push=False,
    )


def words(entry: Entry) -> str:
    """Changes when the publisher edits the entry: its headline, its text, its stated time."""
    updated = int(entry.updated.timestamp()) if entry.updated else 0
    return f"{digest(entry.title)}:{digest(entry.content)}:{updated}"


def digest(text: str) -> str:
    plain = " ".join(text.split())
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=8).hexdigest()


def newest(entries: Sequence[ListedEntry]) -> ListedEntry | None:
    """Of a first listing only this one is pushed."""
    return max(entries, key=lambda each: each.entry.published or BEGINNING, default=None)


def is_news(
    entry: Entry, *, newest: datetime | None, last_listed: datetime | None, now: datetime
) -> bool:
    """Whether an entry that a known source lists for the first time is to be pushed.

    Not if it is far older than the source's newest: an archive that slipped into the feed. After
    a time in which the source was not read only what is fresh is; of what has no date there
    nobody knows.
    """
    was_away = last_listed is not None and now - last_listed > FRESH
    if entry.published is None:
        return not was_away
    if was_away and entry.published < now - FRESH:
        return False
    return newest is None or entry.published >= min(newest, now) - ARCHIVE_AGE


def dated_by(listed: ListedEntry, latest: datetime) -> ListedEntry:
    """An entry that was there by then, whatever its publisher's clock says, and is not pushed."""
    entry = listed.entry
    published = latest if entry.published is None else min(entry.published, latest)
    return replace(listed, entry=replace(entry, published=published), is_push=False)


def rekeyed(
    unknown: Sequence[ListedEntry],
    known: Collection[tuple[str, datetime | None]],
    *,
    of: int,
) -> list[ListedEntry]:
    """Of entries that look new those that are not, since the feed has changed all its ids and
    addresses at once: most of it looks new, and some of its headlines are known, of their time."""
    if len(unknown) < REKEYED_SHARE * of:
        return []
    keys = {(arabic.normalise(title), published) for title, published in known}
    same = [
        each
        for each in unknown
        if (arabic.normalise(each.entry.title), whole_seconds(each.entry.published)) in keys
    ]
    return same if len(same) >= REKEYED_LEAST else []


def whole_seconds(at: datetime | None) -> datetime | None:
    return at and at.replace(microsecond=0)


def is_same(one: Article, other: Article) -> bool:
    """Whether two articles that name one page as theirs are states of the same article.

    Some sites name one and the same page everywhere, so its name alone does not do.
    """
    if arabic.normalise(one.title) == arabic.normalise(other.title):
        return True
    here, there = word_set(one), word_set(other)
    return len(here & there) >= ALIKE * max(1, min(len(here), len(there)))


def word_set(article: Article) -> set[str]:
    return set(arabic.normalise(" ".join(article.paragraphs)).split())
