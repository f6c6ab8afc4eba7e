"""The text of a feed, mended so that a strict parser can read it and a loose one cannot hang.

Decodes, drops what stands before the root, the DOCTYPE and control characters, turns HTML's
named entities into letters and stray ampersands into text, keeps the first items of an
endless list, and refuses documents whose markup would cost minutes.
"""

import html
import re
from html.entities import html5
from typing import Final

from bot.core import decoding, markup

MAX_BYTES: Final = 5 * 1024 * 1024
LIMITS: Final = markup.Limits(tags=400_000, depth=5_000)
MAX_BRACKETS: Final = 80_000
""""<" outside CDATA, two to an element: what the parser really has to work for."""
MAX_ATTRIBUTES: Final = 100_000
MAX_CATEGORIES: Final = 4_000
MAX_NAMESPACES: Final = 150
MAX_PERSON: Final = 2_000
XML_ENTITIES: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ROOT: Final = re.compile(
    r"<(?:[A-Za-z][\w.-]{0,20}:)?(rss|feed|rdf|urlset|sitemapindex|channel|opml|html|body|head)"
    r"(?=[\s>/])",
    re.IGNORECASE,
)
AMPERSAND: Final = re.compile(
    r"&(?:#(?:(\d{1,7})|[xX]([0-9A-Fa-f]{1,6}));|([A-Za-z][A-Za-z0-9]{1,31};))?"
)
NUMBER: Final = re.compile(r"&#([xX][0-9A-Fa-f]{1,20}|[0-9]{1,20});?")
BARE_LESS_THAN: Final = re.compile(r"<(?![A-Za-z_/!?:])")
INSTRUCTION: Final = re.compile(r"<\?[^<>]*>")
NAMESPACE: Final = re.compile(r"""xmlns(?::[\w.-]+)?\s*=\s*["'][^"'<>]*""")
UNUSED: Final = re.compile(
    r"(</?)((?:georss|gml|geo|itunes|psc|googleplay|podcast):\w+|(?:\w+:)?(?:keywords|tags)\b)",
    re.IGNORECASE,
)
CATEGORY: Final = re.compile(r"(</?)((?:\w+:)?(?:category|subject))(?=[\s>/])", re.IGNORECASE)
PERSON: Final = re.compile(
    r"(<)((?:\w{1,20}:)?(?:author|name|email|creator|managingEditor|webMaster|contributor"
    r"|publisher|owner))((?:\s[^<>]*)?>)",
    re.IGNORECASE,
)
ITEM: Final = re.compile(r"<(?:[A-Za-z]\w{0,20}:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
ITEM_END: Final = re.compile(r"</(?:[A-Za-z]\w{0,20}:)?(?:item|entry)\s?>", re.IGNORECASE)


class ParseError(ValueError):
    """Why a document is not a feed, in a few English words."""


def read(body: bytes, content_type: str = "") -> str:
    """The document's text from its first sign on."""
    if len(body) > MAX_BYTES:
        raise ParseError(f"longer than {MAX_BYTES // 1024 // 1024} MB")
    text = CONTROLS.sub("", decoding.decode(body, content_type)).strip("\ufeff \t\r\n")
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


def mend(text: str, *, max_items: int) -> str:
    """XML from its root element on, cut to so many items; raises ParseError when hostile."""
    sections = _mended_sections(_first_items(_without_torn_tag(text), max_items))
    outside = "".join(section for is_cdata, section in sections if not is_cdata)
    mended = "".join(section for _, section in sections)
    try:
        markup.check(mended, LIMITS)
    except markup.TooMuchMarkup as error:
        raise ParseError(str(error)) from error
    if outside.count("<") > MAX_BRACKETS:
        raise ParseError(f"more than {MAX_BRACKETS // 2} elements")
    if outside.count('="') + outside.count("='") > MAX_ATTRIBUTES:
        raise ParseError(f"more than {MAX_ATTRIBUTES} attributes")
    if len(set(NAMESPACE.findall(mended))) > MAX_NAMESPACES:
        raise ParseError(f"more than {MAX_NAMESPACES} namespaces")
    return mended


def _without_torn_tag(text: str) -> str:
    """A document that was cut off inside a tag ends before it."""
    last = text.rfind("<")
    return text[:last] if text.find(">", last) < 0 else text


def disarm(text: str) -> str:
    """Renames elements over which feedparser takes quadratic time, so that it passes them by.

    It compares each category with all before, and looks for a mail address in a person's name
    again from every letter. Podcast and map elements say nothing about an article.
    """
    text = UNUSED.sub(_unknown, text)
    if sum(1 for _ in CATEGORY.finditer(text)) > MAX_CATEGORIES:
        text = CATEGORY.sub(_unknown, text)
    return PERSON.sub(_checked_person, text)


def _unknown(tag: re.Match[str]) -> str:
    return f"{tag[1]}x-{tag[2].replace(':', '-')}"


def _checked_person(start: re.Match[str]) -> str:
    end = start.string.find(f"</{start[2]}", start.end(), start.end() + MAX_PERSON)
    return start[0] if end >= 0 or start[0].endswith("/>") else _unknown(start) + start[3]


def _first_items(text: str, limit: int) -> str:
    for number, item in enumerate(ITEM.finditer(text)):
        if number == limit:
            ends = [end.end() for end in ITEM_END.finditer(text, item.start())]
            return text[: item.start()] + text[ends[-1] if ends else len(text) :]
    return text


def _sections(text: str) -> list[tuple[bool, str]]:
    """Pairs of (is it CDATA?, text); comments are left out, an unclosed one ends the document."""
    found, position = [], 0
    while (opened := text.find("<!", position)) >= 0:
        if text.startswith("<![CDATA[", opened):
            closed, end = text.find("]]>", opened), 3
            is_cdata = True
        elif text.startswith("<!--", opened):
            closed, end = text.find("-->", opened + 4), 3
            is_cdata = False
        else:
            closed, end = opened, 2
            is_cdata = False
        found.append((False, text[position:opened]))
        if closed < 0:
            return [*found, (True, text[opened:] + "]]>")] if is_cdata else found
        position = closed + end
        if is_cdata:
            found.append((True, text[opened:position]))
    return [*found, (False, text[position:])]


def _mended_sections(text: str) -> list[tuple[bool, str]]:
    return [
        (is_cdata, NUMBER.sub(_proper_number, section) if is_cdata else _mended(section))
        for is_cdata, section in _sections(text)
    ]


def _mended(section: str) -> str:
    plain = INSTRUCTION.sub("", AMPERSAND.sub(_proper_entity, section))
    return BARE_LESS_THAN.sub("&lt;", plain)


def _proper_entity(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        if name in XML_ENTITIES:
            return found[0]
        return html.escape(html5[name]) if name in html5 else "&amp;" + name
    if decimal or hexadecimal:
        return html.escape(CONTROLS.sub("", html.unescape(found[0])))
    return "&amp;"


def _proper_number(found: re.Match[str]) -> str:
    """Within CDATA a number stays as it is, unless it names no character."""
    code = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
    return found[0] if code < 0xD800 or 0xE000 <= code < 0x110000 else ""
