"""What publishers list: feeds and sitemaps as they really are, where they stand, lists of them.

`parsing` makes entries of bytes, with `feed_text` (decoding), `elements` and `feed_formats` (XML
of every kind), `json_feed` and `sitemaps`; `listing` says which entries are new; `discovery` finds
the feed of a site; `opml` reads and writes lists of sources.
"""

from bot.core.feeds.feed_text import ParseError
from bot.core.feeds.parsing import (
    MAX_ENTRIES,
    MAX_SUMMARY,
    MAX_TITLE,
    MAX_TOPICS,
    MAX_TTL,
    entries,
    parse,
    read,
)

__all__ = [
    "MAX_ENTRIES",
    "MAX_SUMMARY",
    "MAX_TITLE",
    "MAX_TOPICS",
    "MAX_TTL",
    "ParseError",
    "entries",
    "parse",
    "read",
]
