"""Briefings: what one reader is told at once, and from what it is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from bot.core.models.news import StoredArticle
from bot.core.models.readers import Subscriber

BRIEFING_FRESH: Final = timedelta(hours=3)
"""So long after its moment a briefing is worth sending; then its stories are news for the next."""


class BriefingKind(StrEnum):
    """Why a briefing is made."""

    SCHEDULED = "scheduled"
    """One of the reader's times has come."""
    REST = "rest"
    """What an instant reader's hourly cap or quiet hours have held back."""
    ASKED = "asked"
    """The reader wants one now."""


class Told(NamedTuple):
    """A story, and the version of it that represents it to one reader."""

    story_id: int
    article_id: int


class Said(NamedTuple):
    """A quotation of an article."""

    article_id: int
    position: int
    """Among the article's quotations, from 0."""


class Saying(NamedTuple):
    """A key quotation that can stand alone: its speaker is named, with a role."""

    position: int
    words: int
    is_printed: bool
    """The line or the sentence that a briefing prints of its article holds it already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What a reader is told in one message; the texts are read when it is rendered."""

    id: int
    subscriber_id: int
    kind: BriefingKind
    slot: str
    """The local date and time that it was due at, «2026-11-25 08:00»; of one that was due at
    none, the moment that it was made."""
    made_at: datetime
    since: datetime
    """Whatever was stored before it had its chance in an earlier one."""
    stories: tuple[Told, ...]
    """At most `briefing.MOST_STORIES`; their numbers begin with 1."""
    pushed: tuple[Told, ...] = ()
    """What has come by itself since the last briefing: a line each."""
    said: Said | None = None
    """The quotation of the day, printed nowhere else in the briefing."""
    left: int = 0
    """Stories that did not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingTexts:
    """What is printed of a briefing, or of several, as it reads now."""

    articles: Mapping[int, StoredArticle]
    sources: Mapping[int, int]
    """By story: how many independent ones tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An article as one telling of a story: what is asked of it before any text is read."""

    article_id: int
    story_id: int
    source_id: int
    told_at: datetime
    stored_at: datetime
    topics: frozenset[str] = frozenset()
    """As `topics.of` names them; empty: nobody knows."""
    sources: int = 1
    """Independent ones that tell the story."""
    is_breaking: bool = False
    """The story has been pushed as breaking news."""
    is_article: bool = True
    """A plain one: no video, no gallery, nothing behind a paywall."""
    sentences: int = 0
    """Of the gist."""
    length: int = 0
    """Of the body, in characters."""
    quotes: int = 0
    """Key quotations."""
    sayings: tuple[Saying, ...] = ()
    """Those of the key quotations that may be the quotation of the day."""
    told: tuple[str, ...] = ()
    """As `News.told`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A reader whose briefing is due."""

    subscriber: Subscriber
    at: datetime
    """When it fell due."""
