"""RSS 0.9 to 2.0, RDF and Atom, read into a raw shape that all formats share.

Raw means: as the publisher wrote it. HTML, relative links and dates as text are made proper in
`feeds`. Which elements say the same in which dialect stands in the tables here.
"""

import base64
import html
import re
from dataclasses import dataclass
from typing import Final

from bot.core.feeds import elements
from bot.core.feeds.elements import Element, Names

FAMILIES: Final = {
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements": "dc",
    "purl.org/dc/terms": "dcterms",
    "search.yahoo.com/mrss": "media",
    "itunes.com/dtds/podcast": "itunes",
    "example.com/dtds/podcast": "itunes",
    "rssnamespace.org/feedburner": "feedburner",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "w3.org/1999/xhtml": "xhtml",
    "w3.org/2005/atom": "",
    "purl.org/atom": "",
    "purl.org/net/rss": "",
    "purl.org/rss/1.0/modules": "module",
    "purl.org/rss": "",
    "my.netscape.com": "",
    "userland.com": "",
    "blogs.law.harvard.edu": "",
}
"""By a part of the namespace's address: publishers write it in many ways."""
ROOTS: Final = frozenset({"rss", "feed", "rdf:rdf", "rdf", "channel", "media:group"})
GROUPS: Final = frozenset({"media:group", "media:content"})

TITLE: Final = ("title", "dc:title", "media:title", "itunes:title")
OTHER_SUMMARY: Final = (
    *("dc:description", "dcterms:abstract", "itunes:summary", "media:description", "media:text"),
)
CONTENT: Final = ("content:encoded", "content", "body", "xhtml:body", "fullitem", "full-text")
PUBLISHED: Final = (
    *("pubdate", "published", "issued", "dcterms:issued", "dc:date", "created"),
    *("dcterms:created", "dcterms:date", "date"),
)
UPDATED: Final = ("updated", "modified", "dcterms:modified", "lastbuilddate")
AUTHOR: Final = ("author", "dc:creator", "dc:author", "itunes:author", "creator", "byline")
EDITOR: Final = ("managingeditor", "webmaster")
TOPICS: Final = ("category", "dc:subject", "dcterms:subject", "media:category", "itunes:category")
ID: Final = ("guid", "id", "dc:identifier", "dcterms:identifier")

BASE64: Final = re.compile(r"""(?:mode|type)=["'](?:base64|application/octet-stream)["']""")
MAX_BASE64: Final = 500_000
MAX_AUTHORS: Final = 5
PREFIX: Final = re.compile(r"(?<=<)(/?)[A-Za-z][\w.-]{0,40}:(?=[A-Za-z])")
ITEM: Final = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
IMG: Final = re.compile(
    r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']([^"'<>]{1,2000})""", re.IGNORECASE
)
IMAGE_NAME: Final = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry with the publisher's own spelling; summary and content are HTML."""

    guid: str = ""
    link: str = ""
    base: str = ""
    """What relative links start from, where the entry itself says so."""
    title: str = ""
    summary: str = ""
    content: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    image: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    title: str
    entries: tuple[RawEntry, ...]
    home: str = ""
    base: str = ""
    hub: str = ""
    author: str = ""
    own_address: str = ""
    ttl: str = ""
    skipped_hours: tuple[str, ...] = ()
    skipped_days: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


class Fields:
    """The elements of an entry or a feed by their names."""

    def __init__(self, text: str, names: Names, entered: frozenset[str]) -> None:
        self.element_names = names
        self.found: dict[str, list[Element]] = {}
        for element in elements.children(text, names, entered=entered):
            self.found.setdefault(element.name, []).append(element)

    def all(self, *names: str) -> list[Element]:
        return [element for name in names for element in self.found.get(name, ())]

    def text(self, *names: str) -> str:
        """Of the first that says something."""
        return next(filter(None, (_value(element).strip() for element in self.all(*names))), "")

    def date(self, *names: str) -> str:
        """Of an element that is repeated the last counts."""
        found = (self.found[name][-1] for name in names if name in self.found)
        return next(filter(None, (_value(element).strip() for element in found)), "")

    def within(self, parent: str, *names: str) -> tuple[str, ...]:
        inner = "".join(element.inner for element in self.all(parent))
        found = elements.children(inner, self.element_names)
        return tuple(each.text().strip() for each in found if each.name in names)


def from_xml(text: str, *, max_items: int) -> RawFeed:
    """RSS 0.9 to 2.0, RDF, Atom; the text is flat (see `elements`)."""
    document = elements.split(text, ITEM, FAMILIES, max_items)
    feed = Fields(document.head, document.names, ROOTS)
    return RawFeed(
        title=feed.text(*TITLE),
        entries=tuple(_entry(item, document.names) for item in document.items),
        home=_page(feed),
        base=_base(feed.all(*ROOTS)),
        hub=_related(feed, "hub"),
        author=_authors(feed) or feed.text(*EDITOR),
        own_address=_related(feed, "self"),
        ttl=feed.text("ttl"),
        skipped_hours=feed.within("skiphours", "hour"),
        skipped_days=feed.within("skipdays", "day"),
    )


def _entry(item: Element, names: Names) -> RawEntry:
    fields = Fields(item.inner, names, GROUPS)
    summary, content = _texts(fields)
    guid = fields.text(*ID)
    return RawEntry(
        guid=guid or item.attributes().get("rdf:about", "").strip(),
        link=fields.text("feedburner:origlink") or _page(fields) or _permalink(fields),
        base=_base([item]),
        title=fields.text(*TITLE),
        summary=summary,
        content=content,
        published=fields.date(*PUBLISHED),
        updated=fields.date(*UPDATED),
        author=_authors(fields),
        image=_image(fields),
        topics=tuple(map(_topic, fields.all(*TOPICS))),
    )


def _texts(fields: Fields) -> tuple[str, str]:
    """Summary and full text; of two summaries the longer one is the full text."""
    content = max(map(_as_html, fields.all(*CONTENT)), key=len, default="")
    both = (_as_html(element) for element in fields.all("description", "summary"))
    summaries = [text for text in dict.fromkeys(both) if text and text != content]
    if len(summaries) > 1 and not content:
        content = max(summaries, key=len)
        summaries.remove(content)
    others = map(_as_html, fields.all(*OTHER_SUMMARY))
    return next(iter(summaries), "") or next(filter(None, others), ""), content


def _value(element: Element) -> str:
    if BASE64.search(element.tag):
        try:
            return base64.b64decode(element.inner[:MAX_BASE64]).decode("utf-8", "replace")
        except ValueError:
            return ""
    return element.text()


def _as_html(element: Element) -> str:
    """Tags lose the prefixes of XHTML; what is marked as plain text gets paragraphs."""
    value = _value(element).strip()
    if element.has_tags():
        return PREFIX.sub(r"\1", value)
    is_plain = "text" in element.tag and element.attributes().get("type") in ("text", "text/plain")
    return paragraphs(value) if is_plain else value


def paragraphs(text: str) -> str:
    """Plain text as HTML; a publisher that puts HTML where plain text belongs means HTML."""
    if elements.TAG.search(text):
        return text
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _base(parents: list[Element]) -> str:
    named = (element.attributes() for element in parents if "xml:base" in element.tag)
    return next((attributes.get("xml:base", "") for attributes in named), "")


def _page(fields: Fields) -> str:
    """The address of the page: the text of a link, or where an alternate one leads, HTML first."""
    links = fields.all("link")
    if written := next(filter(None, (link.text().strip() for link in links)), ""):
        return written
    others = [link.attributes() for link in links]
    pages = [link for link in others if link.get("rel", "alternate").lower() == "alternate"]
    pages.sort(key=lambda link: "html" not in link.get("type", "html"))
    return next((link["href"].strip() for link in pages if link.get("href")), "")


def _related(fields: Fields, relation: str) -> str:
    links = (link.attributes() for link in fields.all("link"))
    return next(
        (x.get("href", "").strip() for x in links if x.get("rel", "").lower() == relation), ""
    )


def _permalink(fields: Fields) -> str:
    for guid in fields.all("guid"):
        if guid.attributes().get("ispermalink", "true").lower() != "false":
            address = guid.text().strip()
            return address if address.startswith(("http://", "https://")) else ""
    return ""


def _authors(fields: Fields) -> str:
    names = (_person(element, fields.element_names) for element in fields.all(*AUTHOR))
    return "، ".join(list(dict.fromkeys(filter(None, names)))[:MAX_AUTHORS])


def _person(element: Element, names: Names) -> str:
    if not element.has_tags():
        return element.text().strip()
    parts = list(elements.children(element.inner, names))
    return next((part.text().strip() for part in parts if part.name == "name"), "")


def _topic(element: Element) -> str:
    attributes = element.attributes()
    named = filter(None, map(attributes.get, ("label", "term", "text")))
    return next(named, "") or element.text().strip()


def _image(fields: Fields) -> str:
    media = [each.attributes() for each in fields.all("media:content")]
    for each in sorted(media, key=_width, reverse=True):
        address, kind = each.get("url", ""), each.get("medium", "") + each.get("type", "")
        if address and ("image" in kind or (not kind and IMAGE_NAME.search(address))):
            return address
    thumbnails = [each.attributes() for each in fields.all("media:thumbnail")]
    for each in sorted(thumbnails, key=_width, reverse=True):
        if each.get("url"):
            return each["url"]
    return _enclosed_image(fields) or _own_image(fields)


def _enclosed_image(fields: Fields) -> str:
    links = [each.attributes() for each in fields.all("enclosure", "link")]
    for link in links:
        address = link.get("url") or link.get("href") or ""
        is_image = link.get("type", "").startswith("image") or IMAGE_NAME.search(address)
        if link.get("rel", "enclosure") == "enclosure" and is_image:
            return address
    return ""


def _own_image(fields: Fields) -> str:
    for element in fields.all("image", "itunes:image"):
        within = fields.within(element.name, "url") if element.has_tags() else ()
        attributes = element.attributes()
        address = next(iter(within), "") or attributes.get("href") or attributes.get("url") or ""
        if address := address or element.text().strip():
            return address
    return ""


def _width(media: dict[str, str]) -> int:
    width = media.get("width", "")
    return int(width) if width.isdecimal() and len(width) < 6 else 0


def first_image(fragment: str) -> str:
    found = IMG.search(fragment)
    return html.unescape(found[1]) if found else ""
