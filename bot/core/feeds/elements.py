"""The elements of an XML document, found by looking for them rather than by parsing it.

A strict parser refuses what publishers really send, and a lenient one can be kept busy for
minutes. Here nothing needs to be well-formed, and every step takes time in proportion to the
document: an element lasts until its end tag, one without an end tag until the next tag.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, NamedTuple

MAX_CHILDREN: Final = 2_000
MAX_ATTRIBUTES: Final = 60
MAX_NAMESPACES: Final = 200
MAX_ABSENT: Final = 50
"""End tags that are looked for up to the end of the document in vain, before nobody looks."""

# Within CDATA "<" and "&" are letters like others: controls stand for them until the text is
# read. `feed_text.read` leaves none of its own in a document.
LESS_THAN: Final = "\x01"
AMPERSAND: Final = "\x02"

SECTION: Final = re.compile(r"<!\[CDATA\[|<!--|<\?|<!DOCTYPE", re.IGNORECASE)
SECTION_END: Final = {"<![": "]]>", "<!-": "-->", "<?": ">"}
# As a parser reads it: a ">" within quotes ends nothing. But "<" always ends it, so that no
# letter is looked at a third time. Then, where no tag is between, the content and the end tag.
START: Final = re.compile(
    r"""<([A-Za-z_][^\s/<>"'=]{0,80})((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+(?:["'][^<>]*+)?)>"""
    r"(?:([^<]*+)</\1\s*+>)?"
)
TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>")
ATTRIBUTE: Final = re.compile(
    r"""(?<![^\s"'])([^\s=/>"'<]{1,80}+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""
)
NAMESPACE: Final = re.compile(r"""xmlns:([\w.-]{1,80})\s*=\s*["']([^"'<>]{0,200})["']""")
ENTITY: Final = re.compile(
    r"&(?!amp;)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
PLAIN_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"))


class Element(NamedTuple):
    name: str
    """In small letters, "family:name", or the name alone where it is one of feeds proper."""
    tag: str
    """What the start tag holds after the name."""
    inner: str = ""
    """Everything up to the end tag, as it stands in the document."""

    def attributes(self) -> dict[str, str]:
        if "=" not in self.tag:
            return {}
        found = islice(ATTRIBUTE.finditer(self.tag), MAX_ATTRIBUTES)
        return {each[1].lower(): unescape(each[2] or each[3] or each[4] or "") for each in found}

    def text(self) -> str:
        """Its content with entities read once; where tags stand in it, they are HTML's."""
        return _unmasked(self.inner) if self.has_tags() else unescape(self.inner)

    def has_tags(self) -> bool:
        return "<" in self.inner and TAG.search(self.inner) is not None


@dataclass(frozen=True, slots=True)
class Document:
    """A list of things, and what is said of the list itself."""

    head: str
    items: tuple[Element, ...]
    names: "Names"


class Names(dict[str, str]):
    """From the name in a tag to the proper one, with what the prefixes of a document stand for."""

    def __init__(self, families: Mapping[str, str]) -> None:
        super().__init__()
        self.families = families

    def __missing__(self, tag: str) -> str:
        prefix, colon, name = tag.lower().rpartition(":")
        family = self.families.get(prefix, prefix) if colon else ""
        self[tag] = f"{family}:{name}" if family else name
        return self[tag]


def unescape(text: str) -> str:
    """Entities become letters, once; a "&" that begins none stays, as in "?a=1&copy=2"."""
    if "&" in text:
        for entity, letter in PLAIN_ENTITIES:
            text = text.replace(entity, letter)
        text = ENTITY.sub(_letter, text).replace("&amp;", "&")
    return _unmasked(text)


def _letter(entity: re.Match[str]) -> str:
    return html.unescape(entity[0]).replace("&", AMPERSAND)


def _unmasked(text: str) -> str:
    return text.replace(LESS_THAN, "<").replace(AMPERSAND, "&")


def flatten(text: str) -> str:
    """Without comments, instructions and declarations; CDATA as text. What is not closed takes
    all the rest."""
    pieces, position = [], 0
    while opened := SECTION.search(text, position):
        pieces.append(text[position : opened.start()])
        mark = SECTION_END.get(opened[0][:3], ">")
        closed = text.find(mark, opened.end())
        position = closed + len(mark) if closed >= 0 else len(text)
        if opened[0].startswith("<!["):
            section = text[opened.end() : closed if closed >= 0 else len(text)]
            pieces.append(section.replace("<", LESS_THAN).replace("&", AMPERSAND))
    pieces.append(text[position:])
    return "".join(pieces)


def split(text: str, item: re.Pattern[str], known: Mapping[str, str], limit: int) -> Document:
    """The first `limit` elements whose start `item` matches, and the text around all of them."""
    names = Names(_families(text, known))
    starts = [found.start() for found in islice(item.finditer(text), limit + 1)]
    bounds = [*starts, len(text)]
    head, items = [text[: bounds[0]]], []
    for begin, end in list(pairwise(bounds))[:limit]:
        element, behind = _item(text[begin:end], names)
        items.append(element)
        head.append(behind)
    if len(starts) > limit:
        head.append(_after_last(text, bounds[limit]))
    return Document(head="".join(head), items=tuple(items), names=names)


def _item(section: str, names: Names) -> tuple[Element, str]:
    """The element at the beginning of a section that ends with the next one's beginning."""
    start = START.match(section)
    if start is None:  # a start tag that is never closed
        return Element("", ""), ""
    name, tag, begin = names[start[1]], start[2], start.end(2) + 1
    if tag.endswith("/"):
        return Element(name, tag[:-1]), section[begin:]
    end, behind = _end_tag(section, start[1], begin, set()) or (len(section), len(section))
    return Element(name, tag, section[begin:end]), section[behind:]


def _after_last(text: str, position: int) -> str:
    """What follows the last of the items of which too many are there."""
    start = START.match(text, position)
    last = text.rfind(f"</{start[1]}") if start else -1
    return text[last:] if last >= 0 else ""


def _families(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """What each prefix stands for, by the part of its address that no version changes."""
    families = {}
    for prefix, address in islice(NAMESPACE.findall(text), MAX_NAMESPACES):
        lower = address.lower()
        family = next((known[part] for part in known if part in lower), None)
        if family is not None:
            families[prefix.lower()] = family
    return families


def children(
    text: str, names: Names, *, entered: frozenset[str] = frozenset()
) -> Iterator[Element]:
    """The elements of a text; of those in `entered` also the ones within."""
    absent: set[str] = set()
    position = 0
    for _ in range(MAX_CHILDREN):
        start = START.search(text, position)
        if start is None:
            return
        name, tag, position = names[start[1]], start[2], start.end(2) + 1
        if tag.endswith("/"):
            yield Element(name, tag[:-1])
        elif name in entered:
            yield Element(name, tag)
        elif start[3] is not None:
            yield Element(name, tag, start[3])
            position = start.end()
        else:
            ends = _end_tag(text, start[1], position, absent) or _next_tag(text, position)
            yield Element(name, tag, text[position : ends[0]])
            position = ends[1]


def _end_tag(text: str, name: str, position: int, absent: set[str]) -> tuple[int, int] | None:
    """Where it begins and ends."""
    if name in absent or len(absent) >= MAX_ABSENT:
        return None
    mark = "</" + name
    while (found := text.find(mark, position)) >= 0:
        position = found + len(mark)
        if text[position : position + 1] in ("", ">", " ", "\n", "\t", "\r"):
            closed = text.find(">", position)
            return found, closed + 1 if closed >= 0 else len(text)
    absent.add(name)
    return None


def _next_tag(text: str, position: int) -> tuple[int, int]:
    found = TAG.search(text, position)
    end = found.start() if found else len(text)
    return end, end
