"""Who gets the news, and how each wants it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

MOST_TIMES: Final = 6
"""Of briefings, that a reader may have a day."""


class Language(StrEnum):
    """In which the bot itself speaks; the news stays as it was written."""

    ARABIC = "ar"
    ENGLISH = "en"


class Digits(StrEnum):
    """How numbers are written in messages."""

    LATIN = "latin"
    """123"""
    ARABIC = "arabic"
    """١٢٣"""


class Length(StrEnum):
    """How much of a digest a message tells."""

    HEADLINE = "headline"
    """The headline alone, with source and time."""
    SHORT = "short"
    """With the gist and the key quotes."""
    LONG = "long"
    """With every sentence of the gist, and every whole quotation whose speaker is known."""


class Pushes(StrEnum):
    """What comes to a reader by itself."""

    BRIEFINGS = "briefings"
    """Breaking news at once, everything else in briefings at the reader's times."""
    BREAKING = "breaking"
    """Breaking news, and nothing else."""
    INSTANT = "instant"
    """Everything at once."""


class Quiet(NamedTuple):
    """Hours in which nothing comes by itself, in the reader's time: «22:00» to «07:00»."""

    start: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a reader wants the news."""

    language: Language = Language.ARABIC
    digits: Digits = Digits.LATIN
    length: Length = Length.SHORT
    zone: str = "Asia/Riyadh"
    """IANA name of the time zone that all times here are in."""
    pushes: Pushes = Pushes.BRIEFINGS
    hourly_cap: int = 0
    """So many instant messages an hour, the rest in one; 0: as many as there are."""
    times: tuple[str, ...] = ("08:00", "13:00", "20:00")
    """Of briefings: «HH:MM», ascending."""
    days: frozenset[int] = frozenset(range(7))
    """Of briefings: 0 for Monday."""
    quiet: Quiet | None = None
    topics: tuple[str, ...] = ()
    """What the reader wants to read about, as `topics` names them; empty: everything."""
    watched: tuple[str, ...] = ()
    """Keywords: what is told in them comes at once, whatever else was chosen."""
    muted: tuple[str, ...] = ()
    """Keywords: what is told in them does not come by itself, not even as breaking news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How a story is to be told to one kind of chat."""

    is_private: bool = True
    """In groups and channels the full text opens in the reader's own chat."""
    length: Length = Length.SHORT
    language: Language = Language.ARABIC
    digits: Digits = Digits.LATIN
    watched: tuple[str, ...] = ()
    """Keywords of the chat: of those that a story holds its message says so."""


class Standing(StrEnum):
    """Where a chat stands with the bot."""

    KNOWN = "known"
    """Has talked to the bot; gets nothing by itself."""
    SUBSCRIBED = "subscribed"
    GONE = "gone"
    """Blocked, kicked, deactivated or not found; only its own act brings it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A chat: a person, a group or a channel."""

    id: int
    chat_id: int
    kind: str
    """Telegram's chat type: private, group, supergroup, channel."""
    standing: Standing
    settings: Settings = field(default_factory=Settings)
    thread_id: int | None = None
    """The forum topic that gets what the bot sends by itself, by Telegram's `message_thread_id`;
    None: «General», or the chat has no topics."""

    @property
    def variant(self) -> Variant:
        return Variant(
            is_private=self.kind == "private",
            length=self.settings.length,
            language=self.settings.language,
            digits=self.settings.digits,
            watched=self.settings.watched,
        )
