"""What readers have chosen, as JSON of what differs from `Settings()`: most have the same, so
what one text says is read once.
"""

import json
import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from bot.core.models import Digits, Language, Length, Pushes, Quiet, Settings
from storage.db import Row, Tx

log = logging.getLogger(__name__)

PLAIN = Settings()
EVERYTHING = 3
FIELDS = tuple(Settings.__dataclass_fields__)
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def dumps(settings: Settings) -> str:
    """Equal for equal settings."""
    chosen = {name: getattr(settings, name) for name in FIELDS}
    changed = {name: chosen[name] for name in FIELDS if chosen[name] != getattr(PLAIN, name)}
    return json.dumps(changed, ensure_ascii=False, default=sorted)


@lru_cache(maxsize=4096)
def loads(text: str) -> Settings:
    """What cannot be read is as if it had not been chosen, whoever has written it: a setting that
    raised wherever its reader is met would stop the news of all others."""
    chosen: dict[str, Any] = {}
    for name, value in stored(text).items():
        try:
            chosen[name] = READ[name](value)
        except (KeyError, TypeError, ValueError):
            log.warning("a setting cannot be read name=%r; it is as by default", name)
    return Settings(**chosen)


def stored(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    log.warning("settings cannot be read; all of them are as by default")
    return {}


def clock(value: Any) -> str:
    """«HH:MM»."""
    if CLOCK.fullmatch(value) is None:
        raise ValueError("no clock shows that")
    return str(value)


def quiet(value: Any) -> Quiet | None:
    return None if value is None else Quiet(*map(clock, value))


def cap(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("no number of messages")
    return value


def day(value: Any) -> int:
    if type(value) is not int or value not in range(7):
        raise ValueError("no day of a week")
    return value


def word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def words(value: Any) -> tuple[str, ...]:
    return tuple(map(word, several(value)))


def several(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


READ: dict[str, Callable[[Any], Any]] = {
    "language": Language,
    "digits": Digits,
    "length": Length,
    "zone": word,
    "pushes": Pushes,
    "hourly_cap": cap,
    "times": lambda value: tuple(map(clock, several(value))),
    "days": lambda value: frozenset(map(day, several(value))),
    "quiet": quiet,
    "topics": words,
    "watched": words,
    "muted": words,
}
"""Each raises TypeError or ValueError."""


LEAST = "case when b.urgency > 0 then 1 else 2 end"
"""What must be wanted of its source for the broadcast `b`, as `follow` counts it."""


def least(broadcast_row: Row) -> str:
    """The same of a broadcast that is at hand: breaking news, or more.

    A number, not a parameter: SQLite looks for it when it chooses the index.
    """
    return "1" if broadcast_row["urgency"] else "2"


def change(tx: Tx, subscriber_id: int, settings: Settings) -> None:
    """Keep what a reader has chosen."""
    tx.execute(
        "update subscribers set settings = :settings where id = :id",
        {"settings": dumps(settings), "id": subscriber_id},
    )
    follow(tx, subscriber_id)


def follow(tx: Tx, subscriber_id: int) -> None:
    """Bring up to date what is pushed to a reader of each source: a broadcast looks only there.

    0: nothing. 1: breaking news. 2: also what is watched for. 3: everything.
    """
    rows = tx.query("select settings from subscribers where id = :id", {"id": subscriber_id})
    settings = loads(rows[0]["settings"]) if rows else PLAIN
    wants = EVERYTHING if settings.pushes is Pushes.INSTANT else 2 if settings.watched else 1
    tx.execute(
        """update subscriptions set wants = case when is_muted = 1 then 0
             when is_instant = 1 then :everything else :wants end
           where subscriber_id = :id""",
        {"id": subscriber_id, "wants": wants, "everything": EVERYTHING},
    )
