"""What feeds and pages have in common: tags, entities, and documents built to choke a parser.

`plain` makes readable text of a fragment; `check` refuses a document whose tags would keep a
parser busy for minutes. Everything here takes time in proportion to its input, however
hostile: scans by `find`, no pattern that could look at the same letter twice.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_ATTRIBUTES: Final = 400
"""In one tag; parsers take quadratic time over them. One long value is harmless: pages keep
their whole state in a hidden field."""
MAX_ATTRIBUTES_IN_ALL: Final = 100 * MAX_ATTRIBUTES
LONG_TAG: Final = 2 * MAX_ATTRIBUTES

TAG: Final = re.compile(r"</?([A-Za-z][\w:.-]{0,40})(?:[\s/][^<>]*)?>|<[!?][^<>]*>")
# As a parser reads it: a ">" within a quoted value ends nothing, but quotes open a value only
# after "=" (pages in the wild have class="a""). Possessive: never goes back.
WHOLE_TAG: Final = re.compile(
    r"""</?([A-Za-z_:][^\s/>"'<]*+)(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>"""
)
ATTRIBUTE: Final = re.compile(r"""[^\s=>"']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'))?+""")
RAW_TEXT_END: Final = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea")
}
_BLOCKS: Final = (
    "address article aside blockquote br caption dd div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th"
    " tr ul"
)

BLOCKS: Final = frozenset(_BLOCKS.split())
# What blog software puts under every entry of a feed.
FEED_TAIL: Final = re.compile(
    r"\s*(?:The post .{1,300} (?:first appeared|appeared first) on .{1,100}"
    r"|ظهرت? (?:المقالة|المقال|التدوينة|الموضوع) .{1,300}"
    r" (?:أولا|أولاً|أوّلًا|أول مرة) (?:على|في) .{1,100})$"
)
UNSEEN: Final = ("script", "style", "template", "noscript", "iframe")
UNSEEN_START: Final = re.compile(f"<(?:!--|{'|'.join(UNSEEN)})", re.IGNORECASE)
# Bidi embeddings, overrides and isolates, what has no width or no ink (fillers, the empty
# Braille cell, tag characters), controls, U+FFFD where a byte was broken; the joiners (U+200C,
# U+200D) and direction marks belong to the text.
TRICKS: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffd\U000e0000-\U000e007f]"
)
MARK: Final = (
    "\u0300-\u036f\u0483-\u0489\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
)
PILED_MARKS: Final = re.compile(f"([{MARK}]{{3}})[{MARK}]+")
"""More than Arabic ever puts on a letter."""
WIDTHLESS_RUN: Final = re.compile("([\u200c-\u200f\u061c])[\u200c-\u200f\u061c]+")
LOOK_ALIKE: Final = re.compile(
    "(?<=[\u0620-\u064a])[lI\u0399\u0406\u04cfoO\u03bf\u043e](?=[\u0620-\u064a])"
)
"""A letter of another script alone between two Arabic ones: «اlخبر». Beside a space or another
Latin letter it may be meant: «قناة MTV», «لـBBC»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a document's markup may be."""

    tags: int
    depth: int


_OFTEN_UNCLOSED: Final = (
    "area base br col dd dt embed hr img input li link meta option p param source td th tr wbr"
)

OFTEN_UNCLOSED: Final = frozenset(_OFTEN_UNCLOSED.split())


class TooMuchMarkup(ValueError):  # noqa: N818 - it reads as what it says
    """A document that would keep a parser busy for too long."""


def fold(text: str) -> str:
    """One line, single spaces, without invisible characters that mislead the eye."""
    return " ".join(TRICKS.sub("", text).split())


def plain(fragment: str) -> str:
    """The readable text of a piece of HTML, on one line."""
    return fold(html.unescape(strip_tags(fragment)))


def title(fragment: str) -> str:
    """As `plain`, twice: publishers escape their headlines once too often. Nothing in it that is
    made to mislead; empty where nothing of it is seen."""
    text = plain(fragment)
    if "&" in text or "<" in text:
        text = plain(text)
    if not (any(map(str.isalnum, text)) or any(map(_is_seen, text))):
        return ""
    text = PILED_MARKS.sub(r"\1", WIDTHLESS_RUN.sub(r"\1", text))
    return LOOK_ALIKE.sub(_arabic_letter, text)


def _is_seen(letter: str) -> bool:
    """A letter, number, sign or symbol by itself: no combining mark, control or space."""
    return unicodedata.category(letter)[0] in "LNPS"


def _arabic_letter(found: re.Match[str]) -> str:
    return "ه" if found[0] in "oO\u03bf\u043e" else "ا"


def strip_tags(fragment: str) -> str:
    """Without tags, comments, scripts; block tags become spaces. "5 < 7" is no tag."""
    if "<" not in fragment:
        return fragment
    if UNSEEN_START.search(fragment):
        fragment = _cut_out(fragment, "<!--", "-->")
        for name in UNSEEN:
            fragment = _cut_out(fragment, f"<{name}", f"</{name}>")
    return TAG.sub(_space_of, fragment)


def _cut_out(text: str, start: str, end: str) -> str:
    """Without what stands between two marks; an unclosed mark takes only itself."""
    folded = text.lower()
    if len(folded) != len(text) or start not in folded:
        return text
    kept, position = [], 0
    while (opened := folded.find(start, position)) >= 0:
        closed = folded.find(end, opened + len(start))
        if closed < 0:
            break
        kept.append(text[position:opened])
        position = closed + len(end)
    kept.append(text[position:])
    return " ".join(kept)


def check(text: str, limits: Limits) -> None:
    """Raise TooMuchMarkup for tags with too much in them, too many tags, too deep ones."""
    count = depth = attributes = 0
    for tag, name in tags(text):
        if len(tag) > LONG_TAG:
            attributes += _attributes(tag)
        depth = _depth_after(tag, name, depth)
        count += 1
        if depth > limits.depth:
            raise TooMuchMarkup(f"tags nested more than {limits.depth} deep")
    if attributes > MAX_ATTRIBUTES_IN_ALL:
        raise TooMuchMarkup(f"more than {MAX_ATTRIBUTES_IN_ALL} attributes in long tags")
    if count > limits.tags:
        raise TooMuchMarkup(f"more than {limits.tags} tags")


def _attributes(tag: str) -> int:
    count = sum(1 for _ in ATTRIBUTE.finditer(tag))
    if count > MAX_ATTRIBUTES:
        raise TooMuchMarkup(f"a tag with more than {MAX_ATTRIBUTES} attributes")
    return count


def _depth_after(tag: str, name: str, depth: int) -> int:
    if name in OFTEN_UNCLOSED or tag[-2:] == "/>":
        return depth
    return max(0, depth - 1) if tag[1] == "/" else depth + 1


def tags(text: str) -> Iterator[tuple[str, str]]:
    """Every tag and its name in small letters; those inside comments too."""
    position = 0
    while (opened := text.find("<", position)) >= 0:
        found = WHOLE_TAG.match(text, opened)
        if found:
            name = found[1].lower()
            yield found[0], name
            position = found.end()
            if name in RAW_TEXT_END and found[0][1] != "/" and found[0][-2] != "/":
                closed = RAW_TEXT_END[name].search(text, position)
                position = closed.start() if closed else len(text)
        elif text[opened + 1 : opened + 2].isalpha():  # never closed: it takes all the rest
            yield text[opened:], ""
            return
        else:
            position = opened + 1


def _space_of(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    return " " if name in BLOCKS else ""
