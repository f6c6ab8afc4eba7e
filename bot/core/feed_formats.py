"""The formats of feeds, each read into the same raw shape: RSS, RDF and Atom (by feedparser) and
JSON Feed here, sitemaps in `sitemaps`.

Raw means: as the publisher wrote it. HTML, relative links and dates as text are made proper in
`feeds`. Input has been through `feed_text` before, so nothing here needs to fear its size.
"""

import html
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import feedparser  # type: ignore[import-untyped]  # it ships no types

from bot.core.feed_text import ParseError

MAX_JSON_BRACKETS: Final = 100_000
IMG: Final = re.compile(
    r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']([^"'<>]{1,2000})""", re.IGNORECASE
)
ANY_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
IMAGE_NAME: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry with the publisher's own spelling; summary and content are HTML."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str | datetime = ""
    updated: str | datetime = ""
    author: str = ""
    image: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    title: str
    entries: tuple[RawEntry, ...]
    home: str = ""
    hub: str = ""
    author: str = ""
    own_address: str = ""
    ttl: str = ""
    skipped_hours: tuple[str, ...] = ()
    skipped_days: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


def from_xml(text: str) -> RawFeed:
    """RSS 0.9 to 2.0, RDF, Atom."""
    parsed = _parsed(text)
    feed: dict[str, Any] = parsed["feed"]
    return RawFeed(
        title=_text(feed, "title"),
        entries=tuple(_xml_entry(entry) for entry in parsed["entries"]),
        home=_text(feed, "link"),
        hub=_linked(feed, "hub"),
        author=_text(feed, "author"),
        own_address=_linked(feed, "self"),
        ttl=_text(feed, "ttl"),
        skipped_hours=_skipped(text, "Hour"),
        skipped_days=_skipped(text, "Day"),
    )


def _skipped(text: str, what: str) -> tuple[str, ...]:
    """The hours or days in which not to ask; feedparser keeps only the last."""
    opened = text.find(f"<skip{what}s>")
    closed = text.find(f"</skip{what}s>", opened)
    listed = text[opened:closed] if 0 <= opened < closed else ""
    return tuple(re.findall(rf"<{what}>([^<>]*)</", listed, re.IGNORECASE))


def _parsed(text: str) -> dict[str, Any]:
    # Bytes as such would be opened as a file name, a string as an address to fetch. The feed's
    # own address is not told: relative ids would change with it.
    try:
        parsed: dict[str, Any] = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # it documents none, and has raised most kinds
        raise ParseError(f"a feed that breaks the parser ({type(error).__name__})") from error
    return parsed


def _text(item: dict[str, Any], name: str) -> str:
    # `dict.get`: feedparser's own look-up answers one field for another, with a warning.
    value = dict.get(item, name)
    return value if isinstance(value, str) else ""


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = dict.get(item, name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _linked(item: dict[str, Any], relation: str) -> str:
    links = (link for link in _list(item, "links") if _text(link, "rel") == relation)
    return next((_text(link, "href") for link in links), "")


def _xml_entry(entry: dict[str, Any]) -> RawEntry:
    content = _content(entry)
    summary = _as_html(dict.get(entry, "summary_detail") or {}) or _text(entry, "summary")
    return RawEntry(
        guid=_text(entry, "id"),
        link=_text(entry, "feedburner_origlink") or _text(entry, "link"),
        title=_text(entry, "title"),
        summary="" if summary == content else summary,
        content=content,
        published=_date(entry, "published") or _date(entry, "created"),
        updated=_date(entry, "updated"),
        author=_text(entry, "author"),
        image=_image(entry),
        topics=tuple(_text(tag, "label") or _text(tag, "term") for tag in _list(entry, "tags")),
    )


def _content(entry: dict[str, Any]) -> str:
    """The longest of the full texts; what is marked as plain text becomes HTML."""
    return max((_as_html(part) for part in _list(entry, "content")), key=len, default="")


def _as_html(part: dict[str, Any]) -> str:
    value = _text(part, "value")
    if _text(part, "type") != "text/plain" or ANY_TAG.search(value):
        return value
    return "".join(f"<p>{html.escape(line)}</p>" for line in value.splitlines() if line.strip())


def _date(entry: dict[str, Any], name: str) -> str | datetime:
    """The publisher's words; feedparser's reading where there are only numbers of its own."""
    if words := _text(entry, name):
        return words
    numbers = dict.get(entry, f"{name}_parsed")
    return datetime(*tuple(numbers)[:6]).replace(tzinfo=UTC) if numbers else ""  # noqa: DTZ001


def _image(entry: dict[str, Any]) -> str:
    for media in sorted(_list(entry, "media_content"), key=_width, reverse=True):
        address, kind = _text(media, "url"), _text(media, "medium") + _text(media, "type")
        if address and ("image" in kind or (not kind and IMAGE_NAME.search(address))):
            return address
    for thumbnail in sorted(_list(entry, "media_thumbnail"), key=_width, reverse=True):
        if address := _text(thumbnail, "url"):
            return address
    for link in _list(entry, "links"):
        address = _text(link, "href")
        is_image = _text(link, "type").startswith("image") or IMAGE_NAME.search(address)
        if _text(link, "rel") == "enclosure" and is_image:
            return address
    picture = dict.get(entry, "image")
    return _text(picture, "href") if isinstance(picture, dict) else ""


def _width(media: dict[str, Any]) -> int:
    width = _text(media, "width")
    return int(width) if width.isdecimal() and len(width) < 6 else 0


def first_image(fragment: str) -> str:
    found = IMG.search(fragment)
    return html.unescape(found[1]) if found else ""


def from_json(text: str, *, max_items: int) -> RawFeed:
    """JSON Feed 1.0 and 1.1."""
    if text.count("{") + text.count("[") > MAX_JSON_BRACKETS:
        raise ParseError("JSON with too many parts")
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError("JSON that cannot be read") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("JSON, but not a JSON Feed")
    hubs = [_text(hub, "url") for hub in _list(feed, "hubs") if _text(hub, "type") == "WebSub"]
    return RawFeed(
        title=html.escape(_text(feed, "title")),
        entries=tuple(_json_entry(item) for item in _list(feed, "items")[:max_items]),
        home=_text(feed, "home_page_url"),
        hub=next(iter(hubs), ""),
        author=_json_authors(feed),
        own_address=_text(feed, "feed_url"),
    )


def _json_entry(item: dict[str, Any]) -> RawEntry:
    number = item.get("id")
    tags = item.get("tags")
    content = _text(item, "content_html")
    return RawEntry(
        guid=str(number) if isinstance(number, (str, int, float)) else "",
        link=_text(item, "url") or _text(item, "external_url"),
        title=html.escape(_text(item, "title")),
        summary=html.escape(_text(item, "summary")),
        content=content or _as_html({"type": "text/plain", "value": _text(item, "content_text")}),
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
        author=_json_authors(item),
        image=_text(item, "image") or _text(item, "banner_image"),
        topics=tuple(tag for tag in tags if isinstance(tag, str))
        if isinstance(tags, list)
        else (),
    )


def _json_authors(item: dict[str, Any]) -> str:
    author = item.get("author")
    people = _list(item, "authors") or ([author] if isinstance(author, dict) else [])
    return html.escape("، ".join(name for person in people if (name := _text(person, "name"))))
