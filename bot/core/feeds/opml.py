"""Lists of feeds as OPML: what other feed readers export, and what we hand out.

https://opml.org/spec2.opml. A file from outside is hostile: it is bounded in size, in outlines
and in depth, and a DOCTYPE, whose entities could make a little into a lot, is dropped unread.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree

from bot.core import arabic, decoding, markup, urls
from bot.core.models import Source

MAX_BYTES: Final = 1024 * 1024
MAX_FEEDS: Final = 500
MAX_DEPTH: Final = 20
MAX_TITLE: Final = 80
MAX_TOPICS: Final = 3
LIMITS: Final = markup.Limits(tags=20_000, depth=100)
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NoList(ValueError):  # noqa: N818 - it reads as what it says
    """Why a file is no list of feeds, and the text that tells a reader."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed in a list."""

    url: str
    """As the file has it; http(s) or not is for the caller to judge."""
    title: str = ""
    topics: tuple[str, ...] = ()
    """The folders it stands in, the outermost first, and its own categories."""


def read(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list in its order, no address twice; raises `NoList`."""
    if len(body) > MAX_BYTES:
        raise NoList("opml.too_large", f"longer than {MAX_BYTES // 1024 // 1024} MB")
    text = CONTROLS.sub("", decoding.decode(body))
    start = re.search(r"<(?:opml|outline)[\s>]", text, re.IGNORECASE)
    if start is None:
        raise NoList("opml.no_list", "no OPML in it")
    found: dict[str, Outline] = {}
    for outline in _outlines(_root(text[start.start() :])):
        found.setdefault(urls.key(outline.url), outline)
    if not found:
        raise NoList("opml.no_feeds", "it lists no feed")
    return tuple(found.values())[:MAX_FEEDS]


def _root(text: str) -> "etree._Element":
    """What stands from the first element on: without declaration, DOCTYPE and its entities."""
    try:
        markup.check(text, LIMITS)
    except markup.TooMuchMarkup as error:
        raise NoList("opml.too_large", str(error)) from error
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise NoList("opml.no_list", "it cannot be read as XML") from error
    if root is None:
        raise NoList("opml.no_list", "it cannot be read as XML")
    return root


def _outlines(root: "etree._Element") -> list[Outline]:
    found: list[Outline] = []
    folders: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end"), tag="{*}outline"):
        given = {name.lower(): value for name, value in element.attrib.items()}
        address = given.get("xmlurl", "").strip()
        name = _text(given.get("title") or given.get("text") or "")
        if address:
            if event == "start":
                found.append(_outline(address, name, folders, given))
        elif event == "start":
            folders.append(name)
        else:
            folders.pop()
    return found


def _outline(address: str, name: str, folders: Sequence[str], given: dict[str, str]) -> Outline:
    own = [_text(part.strip("/ ")) for part in given.get("category", "").split(",")]
    topics = dict.fromkeys(topic for topic in [*folders[:MAX_DEPTH], *own] if topic)
    return Outline(url=address, title=name, topics=tuple(topics)[:MAX_TOPICS])


def _text(value: str) -> str:
    return arabic.shorten(markup.title(value[:1000]), MAX_TITLE)


def write(sources: Sequence[Source], *, title: str, now: datetime) -> bytes:
    """The sources as a list that other readers take, each under its first topic."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "dateCreated").text = format_datetime(now)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        parent = body
        if source.topics:
            folder = _writable(source.topics[0])
            if folder not in folders:
                folders[folder] = etree.SubElement(body, "outline", text=folder, title=folder)
            parent = folders[folder]
        name = _writable(source.name)
        etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=source.url)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _writable(text: str) -> str:
    return CONTROLS.sub("", text).encode("utf-8", "replace").decode()
