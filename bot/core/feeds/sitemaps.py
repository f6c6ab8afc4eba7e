"""Sitemaps: those that list news, and the indexes that list sitemaps."""

import re
from typing import Final

from bot.core.feeds import elements
from bot.core.feeds.feed_formats import Fields, RawEntry, RawFeed
from bot.core.feeds.feed_text import ParseError

FAMILIES: Final = {
    "schemas/sitemap-news": "news",
    "schemas/sitemap-image": "image",
    "schemas/sitemap": "",
}
PAGE: Final = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?url(?=[\s>/])", re.IGNORECASE)
SITEMAP: Final = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?sitemap(?=[\s>/])", re.IGNORECASE)
NEWS: Final = frozenset({"news:news", "news:publication", "image:image"})
MAX_SITEMAPS: Final = 5_000


def read_news(text: str, *, max_items: int) -> RawFeed:
    """A news sitemap; addresses without news are pages, not articles."""
    document = elements.split(text, PAGE, FAMILIES, max_items)
    pages = [Fields(page.inner, document.names, NEWS) for page in document.items]
    news = [page for page in pages if page.all("news:news")]
    if not news:
        raise ParseError("a sitemap without news")
    return RawFeed(title=news[0].text("news:name"), entries=tuple(map(_entry, news)))


def _entry(page: Fields) -> RawEntry:
    return RawEntry(
        link=page.text("loc"),
        title=page.text("news:title"),
        published=page.text("news:publication_date"),
        updated=page.text("lastmod"),
        image=page.text("image:loc"),
        topics=tuple(re.split("[,،]", page.text("news:keywords"))),
    )


def read_index(text: str) -> RawFeed:
    """Those that changed last come first, those without a date last, in their own order."""
    document = elements.split(text, SITEMAP, FAMILIES, MAX_SITEMAPS)
    listed = [Fields(each.inner, document.names, frozenset()) for each in document.items]
    newest_first = sorted(listed, key=lambda each: each.text("lastmod"), reverse=True)
    return RawFeed(title="", entries=(), children=tuple(each.text("loc") for each in newest_first))
