"""Sitemaps: those that list news, and the indexes that list sitemaps."""

import html
import re
from typing import Final

from lxml import etree

from bot.core.feed_formats import RawEntry, RawFeed
from bot.core.feed_text import ParseError

SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS: Final = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE: Final = "{http://www.google.com/schemas/sitemap-image/1.1}"


def read_news(text: str) -> RawFeed:
    """A news sitemap; addresses without news are pages, not articles."""
    tree = _tree(text)
    pages = [
        page for page in tree.iter(f"{SITEMAP}url", "url") if page.find(f"{NEWS}news") is not None
    ]
    if not pages:
        raise ParseError("a sitemap without news")
    name = tree.findtext(f".//{NEWS}name") or ""
    return RawFeed(title=html.escape(name), entries=tuple(_sitemap_entry(page) for page in pages))


def _sitemap_entry(page: "etree._Element") -> RawEntry:
    keywords = page.findtext(f"{NEWS}news/{NEWS}keywords") or ""
    return RawEntry(
        link=_child_text(page, "loc"),
        title=html.escape(page.findtext(f"{NEWS}news/{NEWS}title") or ""),
        published=page.findtext(f"{NEWS}news/{NEWS}publication_date") or "",
        updated=_child_text(page, "lastmod"),
        image=page.findtext(f"{IMAGE}image/{IMAGE}loc") or "",
        topics=tuple(re.split("[,،]", keywords)),
    )


def read_index(text: str) -> RawFeed:
    """Those that changed last come first, those without a date last, in their own order."""
    listed = [
        (_child_text(sitemap, "lastmod"), _child_text(sitemap, "loc"))
        for sitemap in _tree(text).iter(f"{SITEMAP}sitemap", "sitemap")
    ]
    newest_first = sorted(listed, key=lambda child: child[0], reverse=True)
    return RawFeed(title="", entries=(), children=tuple(address for _, address in newest_first))


def _tree(text: str) -> "etree._Element":
    reader = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    tree = etree.fromstring(text.encode("utf-8", "replace"), reader)
    if tree is None:
        raise ParseError("a sitemap that cannot be read")
    return tree


def _child_text(parent: "etree._Element", name: str) -> str:
    return parent.findtext(f"{SITEMAP}{name}") or parent.findtext(name) or ""
