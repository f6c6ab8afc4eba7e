"""What readers have chosen, as JSON of what differs from `Settings()`: most have the same, so
what one text says is read once.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from bot.core.models import Digits, Language, Length, Pushes, Quiet, Settings
from storage.db import Tx

PLAIN = Settings()
EVERYTHING = 3
FIELDS = tuple(Settings.__dataclass_fields__)


def dumps(settings: Settings) -> str:
    """Equal for equal settings."""
    chosen = {name: getattr(settings, name) for name in FIELDS}
    changed = {name: chosen[name] for name in FIELDS if chosen[name] != getattr(PLAIN, name)}
    return json.dumps(changed, ensure_ascii=False, default=sorted)


@lru_cache(maxsize=4096)
def loads(text: str) -> Settings:
    found: dict[str, Any] = json.loads(text)
    return Settings(**{name: READ.get(name, as_it_is)(value) for name, value in found.items()})


def as_it_is(value: Any) -> Any:
    return value


READ: dict[str, Callable[[Any], Any]] = {
    "language": Language,
    "digits": Digits,
    "length": Length,
    "pushes": Pushes,
    "times": tuple,
    "days": frozenset,
    "topics": tuple,
    "watched": tuple,
    "muted": tuple,
    "quiet": Quiet._make,
}


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
