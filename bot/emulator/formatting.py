"""What Telegram does to a text between the call and the screen.

Tags become entities, control characters go, ends are trimmed, links and hashtags are found, and
everything past the limits is refused (text) or dropped (entities).
"""

import re
from typing import Any

from bot.emulator import links
from bot.emulator.entities import RANK, order, parse, units
from bot.emulator.params import Params
from bot.emulator.state import JSON, Entities, bad_request
from bot.emulator.world import World

MAX_ENTITIES = 100
# TDLib, clean_input_string: deleted are CR, U+2028..202E (line separators, embeddings, overrides)
# and three combining lines; other control characters turn into spaces.
DELETED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
BLANK = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u202a\u202b\u202c\u202d\u202e"
CONTROL = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
# All but the last of a run of LRM and RLM become ZWNJ.
MARK_RUN = re.compile("[\u200e\u200f](?=[\u200e\u200f])")

NO_URL = r"\s<>\"«»\u2000-\u206f"
FOUND = re.compile(
    r"(?P<url>(?:(?:(?:https?|ftp|tonsite)://(?:(?:[^\W_][\w-]*\.)+\w{2,}|\d+(?:\.\d+){3})"
    r"|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|info|example|io|me|news|tv|[a-z]{2}))"
    rf"(?![\w-])(?::\d+)?(?:[/?#][^{NO_URL}]*)?|(?<!\w)(?:tg|ton)://[^{NO_URL}]+))"
    r"|(?P<email>(?<![\w.])[\w.-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<hashtag>(?<![\w@])[#＃](?=\w*[^\W\d_])\w{1,256}+(?![#＃]))"
    r"|(?P<mention>(?<![\w@/])@[A-Za-z0-9_]{4,32}\b)"
    r"|(?P<cashtag>(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$]))"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>@]))",
    re.IGNORECASE,
)
URL_TAIL = ".,:;!?'\"([{}]…"
# Nothing is searched for inside these.
OPAQUE = {"text_link", "text_mention", "code", "pre", "custom_emoji", "date_time"}


def read_text(
    world: World, params: Params, *, limit: int, name: str = "text"
) -> tuple[str, Entities]:
    """The text of a call with its entities, as the message will show them."""
    raw = params.text(name)
    mode = params.text("parse_mode").lower()
    if mode == "html":
        raw, entities = parse(raw)
    elif mode in {"", "none"}:
        entities = read_entities(params, raw, name)
    else:
        # Nobody here writes Markdown: refused with the text for a mode that does not exist.
        raise bad_request("unsupported parse_mode")
    text, entities = clean(raw, name_users(world, entities))
    if name == "text" and not text:
        raise bad_request("text must be non-empty" if raw else "message text is empty")
    if units(text) > limit:
        kind = "message" if name == "text" else "message caption"
        raise bad_request(f"{kind} is too long")
    return text, sorted(entities + find(text, entities), key=order)[:MAX_ENTITIES]


def read_entities(params: Params, text: str, name: str) -> Entities:
    """The entities that a caller counted out by itself."""
    given = params.decoded("entities" if name == "text" else "caption_entities", "entities")
    return [checked(entity, units(text)) for entity in given or []]


def checked(entity: JSON, end: int) -> JSON:
    if entity.get("type") not in RANK:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    first, length = int(entity.get("offset", 0)), int(entity.get("length", 0))
    if first < 0:
        raise bad_request(f"receive an entity with incorrect offset {first}")
    if first > end:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {first}")
    if first + length > end:
        raise bad_request(
            f"entity beginning at UTF-16 offset {first} ends after the end of the text "
            f"at UTF-16 offset {first + length}"
        )
    if entity["type"] != "text_link":
        return entity
    url = str(entity.get("url", ""))
    try:
        return entity | {"url": links.check(url)}
    except ValueError as reason:
        raise bad_request(f"entity URL '{url}' is invalid: {reason}") from None


def name_users(world: World, entities: Entities) -> Entities:
    """A mention of somebody unknown is silently dropped."""
    kept: Entities = []
    for entity in entities:
        if entity["type"] == "text_mention":
            user = world.users.get(int(entity["user"]["id"]))
            if user is None:
                continue
            entity = entity | {"user": user.json()}
        kept.append(entity)
    return kept


def clean(text: str, entities: Entities) -> tuple[str, Entities]:
    """Remove what Telegram removes and move the entities along."""
    text = MARK_RUN.sub("\u200c", CONTROL.sub(" ", text))
    end = len(text.rstrip(BLANK))
    start = min(len(text) - len(text.lstrip(BLANK)), end)
    if end - start < len(text) or DELETED.search(text):
        entities = moved(entities, new_places(text, start, end))
        text = DELETED.sub("", text[start:end])
    return text, [entity for entity in outermost(entities) if not is_blank(text, entity)]


def moved(entities: Entities, places: list[int]) -> Entities:
    kept: Entities = []
    for entity in entities:
        first = places[min(entity["offset"], len(places) - 1)]
        last = places[min(entity["offset"] + entity["length"], len(places) - 1)]
        if last > first:
            kept.append(entity | {"offset": first, "length": last - first})
    return kept


def new_places(text: str, start: int, end: int) -> list[int]:
    """For every old UTF-16 offset the new one."""
    places: list[int] = []
    now = 0
    for index, character in enumerate(text):
        width = units(character)
        places += [now] * width
        if start <= index < end and not DELETED.match(character):
            now += width
    return [*places, now]


def is_blank(text: str, entity: JSON) -> bool:
    return not slice_units(text, entity["offset"], entity["length"]).strip()


def slice_units(text: str, offset: int, length: int) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def outermost(entities: Entities) -> Entities:
    """No entity inside code, no quote inside a quote, no kind twice over the same text."""
    kept: Entities = []
    for entity in sorted(entities, key=order):
        around = [other for other in kept if covers(other, entity)]
        kind = family(entity)
        if any(other["type"] in {"pre", "code"} or family(other) == kind for other in around):
            continue
        kept.append(entity)
    return kept


def family(entity: JSON) -> str:
    return str(entity["type"]).removeprefix("expandable_")


def covers(outer: JSON, inner: JSON) -> bool:
    end = inner["offset"] + inner["length"]
    return bool(outer["offset"] <= inner["offset"] and end <= outer["offset"] + outer["length"])


def find(text: str, entities: Entities) -> Entities:
    """What Telegram finds by itself: links, hashtags, mentions, commands."""
    found: Entities = []
    for match in FOUND.finditer(text):
        kind = match.lastgroup or ""
        shown = without_tail(match[0]) if kind == "url" else match[0]
        if kind == "cashtag" and not shown.isupper():
            continue
        entity: JSON = {"type": kind, "offset": units(text[: match.start()])}
        entity["length"] = units(shown)
        if not any(overlaps(entity, other) for other in entities if other["type"] in OPAQUE):
            found.append(entity)
    return found


def without_tail(url: str) -> str:
    """A full stop after an address is not part of it, nor a bracket that was opened before it."""
    shorter = url.rstrip(URL_TAIL)
    if shorter.endswith(")") and shorter.count("(") < shorter.count(")"):
        shorter = shorter[:-1]
    return shorter if shorter == url else without_tail(shorter)


def overlaps(one: JSON, other: JSON) -> bool:
    ends: list[Any] = [one["offset"] + one["length"], other["offset"] + other["length"]]
    return bool(one["offset"] < ends[1] and other["offset"] < ends[0])
