"""From the bytes of a document to its text, and to the kind of document that it is."""

import re
from itertools import islice
from typing import Final

from bot.core import decoding

MAX_BYTES: Final = 5 * 1024 * 1024
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
CONTROL_BYTES: Final = bytes(code for code in range(0x20) if CONTROLS.match(chr(code)))
"""No text that has a control lacks it in its bytes, whatever the encoding."""
ROOT: Final = re.compile(
    r"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|feed|rdf|urlset|sitemapindex|channel|opml|html|body|head)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
ENTITY: Final = re.compile(r"""<!ENTITY\s+([\w.-]{1,40})\s+["']([^"'<&%]{0,200})["']\s*>""")
MAX_ENTITIES: Final = 20
MAX_GROWTH: Final = 100_000


class ParseError(ValueError):
    """Why a document is not a feed, in a few English words."""


def read(body: bytes, content_type: str = "") -> str:
    """The document's text from its first sign on, without controls."""
    if len(body) > MAX_BYTES:
        raise ParseError(f"longer than {MAX_BYTES // 1024 // 1024} MB")
    text = decoding.decode(body, content_type)
    if len(body.translate(None, CONTROL_BYTES)) < len(body):
        text = CONTROLS.sub("", text)
    text = text.strip("\ufeff \t\r\n")
    if not text:
        raise ParseError("empty")
    return text


def root(text: str) -> re.Match[str] | None:
    """Where the document proper begins, behind prolog, comments, warnings of the server."""
    position = 0
    while found := ROOT.search(text, position):
        comment = text.rfind("<!--", position, found.start())
        if comment < 0 or text.find("-->", comment, found.start()) >= 0:
            return found
        closed = text.find("-->", found.end())
        if closed < 0:
            return None
        position = closed
    return None


def expand(text: str, prolog: str) -> str:
    """With the entities that the document itself declares; those that make it swell stay."""
    for name, value in islice(ENTITY.findall(prolog), MAX_ENTITIES):
        mark = f"&{name};"
        if text.count(mark) * len(value) <= MAX_GROWTH:
            text = text.replace(mark, value)
    return text
