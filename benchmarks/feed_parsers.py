"""The feed parsers that are compared, each seen through the same few fields."""

import calendar
import importlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any, Final

from bot.core import feeds
from bot.core.models import Entry

URL: Final = "http://127.0.0.1:8097/feed.xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One entry, every value as the parser gives it."""

    id: str = ""
    link: str = ""
    title: str = ""
    texts: tuple[str, ...] = ()
    """Summary and full text."""
    dates: tuple[datetime, ...] = ()
    author: str = ""
    image: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFeed:
    title: str
    link: str
    entries: list[Seen]


Parser = Callable[[bytes, str], SeenFeed]


def ours(body: bytes, content_type: str) -> SeenFeed:
    feed = feeds.parse(body, url=URL, content_type=content_type)
    entries = [_ours(entry) for entry in feed.entries]
    return SeenFeed(title=feed.title, link=feed.home_url, entries=entries)


def ours_whole(body: bytes, content_type: str) -> SeenFeed:
    """With the entries that say nothing to a reader, as cases about one field are."""
    feed = feeds.parse(body, url=URL, content_type=content_type)
    listed = feeds.entries(feeds.read(body, content_type), url=URL)
    return SeenFeed(
        title=feed.title, link=feed.home_url, entries=[_ours(entry) for entry in listed]
    )


def _ours(entry: Entry) -> Seen:
    return Seen(
        id=entry.id,
        link=entry.url,
        title=entry.title,
        texts=(entry.summary, entry.content),
        dates=tuple(filter(None, (entry.published, entry.updated))),
        author=entry.author,
        image=entry.image,
        topics=entry.topics,
    )


def _feedparser(options: dict[str, bool]) -> Parser:
    module = importlib.import_module("feedparser")

    def parse(body: bytes, content_type: str) -> SeenFeed:
        headers = {"content-type": content_type or "application/xml"}
        feed = module.parse(io.BytesIO(body), response_headers=headers, **options)
        entries = [_of_feedparser(entry) for entry in feed.entries]
        return SeenFeed(
            title=feed.feed.get("title", ""), link=feed.feed.get("link", ""), entries=entries
        )

    return parse


def _of_feedparser(entry: Any) -> Seen:
    names = ("published_parsed", "updated_parsed", "created_parsed")
    moments = (dict.get(entry, name) for name in names)
    content = [part.get("value", "") for part in dict.get(entry, "content") or ()]
    return Seen(
        id=entry.get("id") or "",
        link=entry.get("link") or "",
        title=entry.get("title") or "",
        texts=(entry.get("summary") or "", *content),
        dates=tuple(_moment(moment) for moment in moments if moment),
        author=entry.get("author") or "",
        image=_media_image(entry),
        topics=tuple(tag.get("term") or "" for tag in dict.get(entry, "tags") or ()),
    )


def _media_image(entry: Any) -> str:
    for name in ("media_content", "media_thumbnail"):
        for media in entry.get(name) or ():
            if isinstance(media, dict) and media.get("url"):
                return str(media["url"])
    return ""


def _moment(parts: Any) -> datetime:
    return datetime.fromtimestamp(calendar.timegm(parts), UTC)


def _fastfeedparser() -> Parser:
    module = importlib.import_module("fastfeedparser")

    def parse(body: bytes, _: str) -> SeenFeed:
        feed = module.parse(body)
        entries = [_of_fastfeedparser(entry) for entry in feed.entries]
        return SeenFeed(
            title=feed.feed.get("title") or "", link=feed.feed.get("link") or "", entries=entries
        )

    return parse


def _of_fastfeedparser(entry: Any) -> Seen:
    content = [part.get("value") or "" for part in entry.get("content") or ()]
    dates = (entry.get("published"), entry.get("updated"))
    return Seen(
        id=entry.get("id") or "",
        link=entry.get("link") or "",
        title=entry.get("title") or "",
        texts=(entry.get("description") or "", entry.get("summary") or "", *content),
        dates=tuple(datetime.fromisoformat(date) for date in dates if date),
        author=entry.get("author") or "",
        image=_media_image(entry),
        topics=tuple(tag.get("term") or "" for tag in entry.get("tags") or ()),
    )


def _atoma() -> Parser:
    module = importlib.import_module("atoma")

    def parse(body: bytes, _: str) -> SeenFeed:
        if b"<rss" in body[:5000]:
            return _atoma_rss(module, body)
        feed = module.parse_atom_bytes(body)
        entries = [_atoma_entry(entry) for entry in feed.entries]
        link = next((each.href for each in feed.links), "")
        return SeenFeed(title=feed.title.value if feed.title else "", link=link, entries=entries)

    return parse


def _atoma_entry(entry: Any) -> Seen:
    texts = (part.value for part in (entry.summary, entry.content) if part)
    return Seen(
        id=entry.id_ or "",
        link=next((link.href for link in entry.links), ""),
        title=entry.title.value if entry.title else "",
        texts=tuple(texts),
        dates=tuple(filter(None, (entry.published, entry.updated))),
        author=next((person.name for person in entry.authors), ""),
        topics=tuple(category.term for category in entry.categories),
    )


def _atoma_rss(module: ModuleType, body: bytes) -> SeenFeed:
    feed = module.parse_rss_bytes(body)
    entries = [
        Seen(
            id=item.guid or "",
            link=item.link or "",
            title=item.title or "",
            texts=(item.description or "", item.content_encoded or ""),
            dates=tuple(filter(None, (item.pub_date,))),
            author=item.author or "",
            topics=tuple(item.categories),
        )
        for item in feed.items
    ]
    return SeenFeed(title=feed.title or "", link=feed.link or "", entries=entries)


def _lxml() -> Parser:
    etree = importlib.import_module("lxml.etree")

    def parse(body: bytes, _: str) -> SeenFeed:
        tree = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False))
        return SeenFeed(title=tree.tag, link="", entries=[])

    return parse


MAKERS: Final[dict[str, Callable[[], Parser]]] = {
    "ours": lambda: ours,
    "feedparser": lambda: _feedparser({}),
    "feedparser, no sanitizer": lambda: _feedparser(
        {"sanitize_html": False, "resolve_relative_uris": False}
    ),
    "fastfeedparser": _fastfeedparser,
    "atoma": _atoma,
    "lxml: the tree alone": _lxml,
}


def parser(name: str) -> Parser | None:
    """None where its package is not installed."""
    try:
        return MAKERS[name]()
    except ImportError:
        return None
