"""Telegram's HTML: text with tags in, plain text with entities out, or Telegram's refusal.

As strict as the real parser, byte offsets and wording of its complaints included; the tests let
TDLib itself be the judge. Offsets and lengths of entities are in UTF-16 units.
"""

import re
from dataclasses import dataclass

from bot.emulator import links
from bot.emulator.state import JSON, Entities, bad_request

TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "tg-emoji": "custom_emoji",
    "tg-time": "date_time", "pre": "pre", "code": "code", "blockquote": "blockquote",
}  # fmt: skip
NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
CHARACTER = re.compile(rb"&(?:#[xX]([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*));?")
MAX_REFERENCE_BYTES = 10
PLAIN = re.compile(rb"[^<&]+")
INVALID_TEXT = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
SPACES = b" \t\r\n\v\f\0"
DATE_FORMAT = re.compile(r"[rR]|[wWdDtT]*")
# The order in which entities that cover the same text are listed.
RANK = [
    "pre", "code", "blockquote", "expandable_blockquote", "text_link", "text_mention",
    "custom_emoji", "bold", "italic", "underline", "strikethrough", "spoiler", "date_time",
]  # fmt: skip


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def refuse(text: str) -> Exception:
    return bad_request(f"can't parse entities: {text}")


@dataclass(slots=True)
class Tag:
    """A tag that is open: where its text starts in units and in bytes."""

    name: str
    arguments: dict[str, str]
    offset: int
    position: int


def parse(html: str) -> tuple[str, Entities]:
    """The text and its entities, sorted as Telegram sorts them."""
    return Parser(html).run()


class Parser:
    """One pass over the bytes; a NUL at the end saves every test for the end."""

    def __init__(self, html: str) -> None:
        self.source = html.encode("utf-8", "surrogatepass") + b"\0"
        self.at = 0
        self.result = bytearray()
        self.offset = 0
        self.open: list[Tag] = []
        self.entities: Entities = []

    def run(self) -> tuple[str, Entities]:
        end = len(self.source) - 1
        while self.at < end:
            if plain := PLAIN.match(self.source, self.at, end):
                self.at = plain.end()
                self._add(plain[0])
            elif self.source[self.at] == ord("&"):
                self._add(self._reference() or self._take_byte())
            elif self.source[self.at + 1] == ord("/"):
                self._close_tag()
            else:
                self._open_tag()
        if self.open:
            name = self.open[-1].name
            raise refuse(f'Can\'t find end tag corresponding to start tag "{name}"')
        self._drop_languages_of_code()
        try:
            text = self.result.decode()
        except UnicodeDecodeError:
            raise refuse(INVALID_TEXT) from None
        return text, sorted(self.entities, key=order)

    def _take_byte(self) -> bytes:
        self.at += 1
        return self.source[self.at - 1 : self.at]

    def _add(self, piece: bytes) -> None:
        self.offset += units(piece.decode("utf-8", "surrogatepass"))
        self.result += piece

    def _reference(self) -> bytes | None:
        """The character that a reference at this place stands for; None if it is plain text."""
        match = CHARACTER.match(self.source, self.at)
        if match is None:
            return None
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            character = NAMED.get(name)
        else:
            digits = match[0].removesuffix(b";")
            code = int(hexadecimal or b"0", 16) if hexadecimal is not None else int(decimal or 0)
            is_valid = 0 < code < 0x10FFFF and len(digits) < MAX_REFERENCE_BYTES
            character = chr(code) if is_valid else None
        if character is None:
            return None
        self.at = match.end()
        return character.encode("utf-8", "surrogatepass")

    def _skip(self, *, until: bytes) -> bytes:
        """What stands before the first of those bytes; spaces and the end always stop."""
        start = self.at
        while self.source[self.at] not in SPACES + until:
            self.at += 1
        return self.source[start : self.at]

    def _skip_spaces(self) -> None:
        while self.source[self.at] in SPACES and not self._is_over():
            self.at += 1

    def _is_over(self) -> bool:
        return self.at >= len(self.source) - 1

    def _open_tag(self) -> None:
        begin = self.at
        self.at += 1
        raw = self._skip(until=b">")
        if self._is_over():
            raise refuse(f"Unclosed start tag at byte offset {begin}")
        name = lower(raw)
        if name not in TYPES:
            raise refuse(f'Unsupported start tag "{name}" at byte offset {begin}')
        arguments: dict[str, str] = {}
        while self.source[self.at] != ord(">"):
            self._skip_spaces()
            if self.source[self.at] != ord(">"):
                key, value = self._attribute(name, begin)
                arguments[key] = value
        self.at += 1
        if name == "span" and arguments.get("class") != "tg-spoiler":
            raise refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(Tag(name, arguments, self.offset, len(self.result)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        key = self._skip(until=b"=>/\"'").decode("utf-8", "replace")
        if not key:
            raise refuse(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.source[self.at] != ord("="):
            if self._is_over():
                raise refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return key, ""
        self.at += 1
        self._skip_spaces()
        if self._is_over():
            raise refuse(f'Unclosed start tag "{tag}" at byte offset {begin}')
        quote = self.source[self.at]
        value = self._quoted(quote) if quote in b"\"'" else self._bare()
        if self._is_over():
            raise refuse(f"Unclosed start tag at byte offset {begin}")
        return key, value

    def _bare(self) -> str:
        start = self.at
        while self.source[self.at : self.at + 1].isalnum() or self.source[self.at] in b".-":
            self.at += 1
        if self.source[self.at] not in SPACES + b">":
            raise refuse(f"Unexpected end of name token at byte offset {start}")
        return lower(self.source[start : self.at])

    def _quoted(self, quote: int) -> str:
        self.at += 1
        value = bytearray()
        while self.source[self.at] != quote and not self._is_over():
            is_reference = self.source[self.at] == ord("&")
            value += (self._reference() if is_reference else None) or self._take_byte()
        if self.source[self.at] == quote:
            self.at += 1
        return value.decode("utf-8", "replace")

    def _close_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise refuse(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = lower(self._skip(until=b">"))
        self._skip_spaces()
        if self.source[self.at] != ord(">"):
            raise refuse(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise refuse(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", '
                f'found "</{name}>"'
            )
        if self.offset > tag.offset:
            self._add_entity(tag)

    def _add_entity(self, tag: Tag) -> None:
        entity: JSON = {"type": TYPES[tag.name], "offset": tag.offset}
        entity["length"] = self.offset - tag.offset
        if tag.name in {"pre", "code"}:
            self._add_code(tag, entity)
            return
        if tag.name == "blockquote" and "expandable" in tag.arguments:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = emoji_id(tag.arguments.get("emoji-id", ""))
        elif tag.name == "tg-time":
            date = date_time(tag.arguments)
            if date is None:
                return
            entity |= date
        elif tag.name == "a":
            target = tag.arguments.get("href") or self.result[tag.position :].decode("utf-8")
            link = checked_link(target)
            if not link:
                return
            entity |= link
        self.entities.append(entity)

    def _add_code(self, tag: Tag, entity: JSON) -> None:
        """<pre><code class="language-x"> and the other way round are one entity."""
        language = tag.arguments.get("class", "").removeprefix("language-")
        if not tag.arguments.get("class", "").startswith("language-"):
            language = ""
        last = self.entities[-1] if self.entities else {}
        is_same = all(last.get(key) == entity[key] for key in ("offset", "length"))
        if tag.name == "pre" and is_same and last["type"] == "code" and last.get("language"):
            last["type"] = "pre"
        elif tag.name == "code" and is_same and last["type"] == "pre" and language:
            last["language"] = language
        else:
            if tag.name == "code" and language:
                entity["language"] = language
            self.entities.append(entity)

    def _drop_languages_of_code(self) -> None:
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)


def lower(raw: bytes) -> str:
    """Only A to Z; Telegram leaves all other letters alone."""
    return raw.lower().decode("utf-8", "replace")


def order(entity: JSON) -> tuple[int, int, int]:
    kind = entity["type"]
    rank = RANK.index(kind) if kind in RANK else len(RANK)
    return entity["offset"], -entity["length"], rank


def emoji_id(text: str) -> str:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number == 0 or abs(number) >= 2**63:
        raise refuse("Invalid custom emoji identifier specified")
    return str(number)


def date_time(arguments: dict[str, str]) -> JSON | None:
    """The fields of a date; None where Telegram silently drops it."""
    wanted = arguments.get("format", "")
    if not DATE_FORMAT.fullmatch(wanted):
        raise refuse("Invalid date format used")
    match = re.match(r"-?\d+", arguments.get("unix", ""), re.ASCII)
    # Telegram reads 32 bits and lets the rest run over.
    unix = (int(match[0]) + 2**31) % 2**32 - 2**31 if match else 0
    if unix <= 0:
        return None
    shown: JSON = {"unix_time": unix}
    if wanted:
        shown["date_time_format"] = proper_format(wanted)
    return shown


def proper_format(wanted: str) -> str:
    """Weekday, date, time, each once; of two precisions the first counts."""
    if wanted.lower() == "r":
        return "r"
    date = re.search("[dD]", wanted)
    time = re.search("[tT]", wanted)
    weekday = "w" if "w" in wanted.lower() else ""
    return weekday + (date[0] if date else "") + (time[0] if time else "")


def checked_link(url: str) -> JSON | None:
    """The fields of a link entity; None where Telegram silently drops the link."""
    if match := re.match(r"tg:(?://)?user\?id=(\d+)$", url):
        return {"type": "text_mention", "user": {"id": int(match[1])}}
    try:
        return {"url": links.check(url)}
    except ValueError:
        return None
