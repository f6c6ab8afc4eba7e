"""The publishers' feeds: RSS 2.0, Atom and JSON Feed 1.1, each as its publisher would write it.

Two are as they should not be. One comes out of an old publishing system: Windows-1256 that says so
nowhere, a warning before the document, tags that are not closed, bare ampersands, headlines
escaped twice, relative links, no ids, dates in words. The other lies about its encoding, twice.

A feed depends on nothing but the publications in it, so that it stays byte for byte the same
until something new comes out or something is put right.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from bot.newsroom import pictures
from bot.newsroom.timetable import WEEKDAYS, Publication, Publisher

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "broken": "text/html",
    "mislabelled": "text/xml; charset=iso-8859-1",
}
for prefix, namespace in (("atom", ATOM), ("content", CONTENT), ("dc", DUBLIN_CORE)):
    ET.register_namespace(prefix, namespace)


def last_change(published: Sequence[Publication]) -> datetime:
    """When the newest of them came out or was changed, to the second."""
    newest = max(
        (entry.changed_at for entry in published), default=datetime(2000, 1, 1, tzinfo=UTC)
    )
    return newest.replace(microsecond=0)


def write(publisher: Publisher, published: Sequence[Publication], base_url: str) -> bytes:
    """The publisher's feed in its format and encoding, newest first."""
    newest_first = sorted(published, key=lambda entry: entry.published_at, reverse=True)
    writers = {
        "rss": _rss,
        "atom": _atom,
        "json": _json_feed,
        "broken": _broken,
        "mislabelled": _mislabelled,
    }
    text = writers[publisher.feed](publisher, newest_first, base_url)
    return text.encode(publisher.encoding, "xmlcharrefreplace")


def media_type(publisher: Publisher) -> str:
    """What the HTTP header says; of the ugly ones it is not the truth."""
    named = MEDIA_TYPES[publisher.feed]
    is_honest = publisher.feed in ("rss", "atom", "json")
    return f"{named}; charset={publisher.encoding}" if is_honest else named


def _xml(root: ET.Element) -> str:
    """Without an encoding in the declaration: the HTTP header has the say."""
    ET.indent(root)
    return '<?xml version="1.0"?>\n' + ET.tostring(root, encoding="unicode")


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def _rss(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    root = ET.Element("rss", version="2.0")
    channel = _add(root, "channel")
    _add(channel, "title", publisher.name)
    _add(channel, "link", base_url + publisher.path)
    _add(channel, "description", publisher.motto)
    _add(channel, "language", "ar")
    _add(channel, "lastBuildDate", format_datetime(last_change(published)))
    own = {"rel": "self", "type": MEDIA_TYPES["rss"], "href": base_url + publisher.feed_path}
    _add(channel, f"{{{ATOM}}}link", **own)
    for entry in published:
        _rss_item(_add(channel, "item"), entry)
    return _xml(root)


def _rss_item(item: ET.Element, entry: Publication) -> None:
    _add(item, "title", entry.title)
    _add(item, "link", entry.url)
    _add(item, "guid", entry.id, isPermaLink="false")
    _add(item, "pubDate", format_datetime(entry.local_time))
    _add(item, f"{{{DUBLIN_CORE}}}creator", entry.piece.author)
    for topic in (entry.piece.section, *entry.piece.topics):
        _add(item, "category", topic)
    more = f'<a href="{escape(entry.url)}">التفاصيل&nbsp;&raquo;</a>'
    _add(item, "description", f"<p>{escape(entry.summary)}</p> {more}")
    if entry.piece.is_full_in_feed:
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in entry.paragraphs)
        _add(item, f"{{{CONTENT}}}encoded", text)
    if entry.image_url:
        size = str(len(pictures.draw(entry.piece.slug).encode()))
        _add(item, "enclosure", url=entry.image_url, length=size, type="image/svg+xml")


def _mislabelled(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    text = _rss(publisher, published, base_url)
    return text.replace('version="1.0"?', 'version="1.0" encoding="windows-1256"?', 1)


def _broken(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    head = (
        "<br />\n<b>Warning</b>: mysql_connect() [function.mysql-connect]: Headers already sent\n"
        '<?xml version="1.0"?><rss version=2.0><channel>'
        f"<title>{publisher.name}</title><link>{base_url}{publisher.path}</link>"
        f"<description>{publisher.motto} & أكثر"
    )
    return head + "".join(map(_broken_item, published))


def _broken_item(entry: Publication) -> str:
    local = entry.local_time
    half = "ص" if local.hour < 12 else "م"
    date = f"{WEEKDAYS[local.weekday()]}، {entry.local_date} - {local:%I:%M:%S} {half}"
    address = entry.url.removeprefix(entry.base_url)
    return (
        f"\n<item><title>{escape(escape(entry.title))}</title>"
        f"<link>{address}?utm_source=rss&utm_medium=feed</link>"
        f"<pubDate>{date} بتوقيت مكة المكرمة</pubDate>"
        f"<dc:creator>{entry.piece.author}</dc:creator>"
        f"<description><p>{entry.summary}<br>المزيد & التفاصيل</description>"
    )


def _atom(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "ar"})
    home, own = base_url + publisher.path, base_url + publisher.feed_path
    _add(root, "id", home)
    _add(root, "title", publisher.name)
    _add(root, "subtitle", publisher.motto)
    _add(root, "updated", last_change(published).isoformat())
    _add(root, "link", rel="alternate", type="text/html", href=home)
    _add(root, "link", rel="self", type=MEDIA_TYPES["atom"], href=own)
    for entry in published:
        _atom_entry(_add(root, "entry"), entry)
    return _xml(root)


def _atom_entry(element: ET.Element, entry: Publication) -> None:
    written_at = entry.local_time.isoformat(timespec="seconds")
    _add(element, "id", f"tag:{entry.publisher.id}.invalid,2026:{entry.run}/{entry.piece.slug}")
    _add(element, "title", entry.title)
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    _add(element, "published", written_at)
    _add(element, "updated", entry.local_change.isoformat(timespec="seconds"))
    _add(_add(element, "author"), "name", entry.piece.author)
    for topic in (entry.piece.section, *entry.piece.topics):
        _add(element, "category", term=topic)
    _add(element, "summary", entry.summary, type="text")
    if entry.image_url:
        _add(element, "link", rel="enclosure", type="image/svg+xml", href=entry.image_url)


def _json_feed(publisher: Publisher, published: Sequence[Publication], base_url: str) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": publisher.name,
        "description": publisher.motto,
        "language": "ar",
        "home_page_url": base_url + publisher.path,
        "feed_url": base_url + publisher.feed_path,
        "items": [_json_item(entry) for entry in published],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1)


def _json_item(entry: Publication) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.url,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_text": "\n\n".join(entry.paragraphs)
        if entry.piece.is_full_in_feed
        else entry.summary,
        "date_published": entry.local_time.isoformat(timespec="seconds"),
        "authors": [{"name": entry.piece.author}],
        "tags": [entry.piece.section, *entry.piece.topics],
    }
    if entry.image_url:
        item["image"] = entry.image_url
    return item
