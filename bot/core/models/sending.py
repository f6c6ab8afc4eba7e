"""Messages, how they go out, and how each send ended."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.core.models.briefings import Briefing
from bot.core.models.news import Digest
from bot.core.models.readers import Length, Settings, Subscriber, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """One key under a message: it either carries `data` (at most 64 bytes) or opens `url`."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What Telegram is asked to show."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows, each from left to right, whatever the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A push to one chat that was written down as about to go out."""

    id: int
    subscriber: Subscriber
    article_id: int = 0
    """What it tells: an article; 0 for a briefing."""
    briefing: Briefing | None = None
    follows: int = 0
    """The message in the same chat in which its source has told the story before: this one is told
    in brief, as an answer to it. -1: that one cannot be answered any more; 0: there is none."""
    attempts: int
    """How many times it has been tried before."""
    missed: tuple[int, ...] = ()
    """Articles whose earlier push may not have arrived: told of in this message."""
    missed_briefings: tuple[Briefing, ...] = ()
    """Likewise."""

    @property
    def variant(self) -> Variant:
        """How its reader is told; of what is a follow-up the headline."""
        variant = self.subscriber.variant
        return replace(variant, length=Length.HEADLINE) if self.follows else variant

    @property
    def about(self) -> int:
        """The article that it tells, or tells first."""
        return self.briefing.stories[0].article_id if self.briefing else self.article_id


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What of an article decides who is pushed it."""

    sections: tuple[str, ...] = ()
    source_topics: tuple[str, ...] = ()
    url: str = ""
    """The three are what `topics.of` asks for."""
    told: tuple[str, ...] = ()
    """What a message tells of it: in these texts `keywords` are looked for."""
    is_breaking: bool = False
    slot: str = ""
    """Of a briefing that its reader wants at that time of his: «HH:MM»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A reader to whom a push is to go, unless it is not wanted or must wait."""

    settings: Settings
    news: News
    is_follower: bool = True
    """Everything of the source is to come at once; else breaking news, and what is watched for."""
    hour_at: datetime
    """When the hour began in which `hour_pushes` have gone to this reader."""
    hour_pushes: int = 0


class Verdict(NamedTuple):
    """What becomes of a push."""

    goes: bool
    until: datetime | None = None
    """Until when it must wait; None: it does not go at all."""
    is_rest: bool = False
    """It comes with others in one message then; else a briefing tells it."""


class Outcome(StrEnum):
    """How a send ended; nothing else exists."""

    SENT = "sent"
    RETRY = "retry"
    """Provably not delivered: try again at `Settlement.retry_at`."""
    MOVED = "moved"
    """The group became a supergroup: its id changes everywhere, sent again."""
    GONE = "gone"
    """The chat cannot be reached any more: the subscriber is paused."""
    REFUSED = "refused"
    """Telegram will never take this message."""
    NO_RIGHTS = "no_rights"
    """The bot may not write in this chat: not sent again; paused if it goes on like that."""
    TOPIC_CLOSED = "topic_closed"
    """The forum's topic takes no messages: the subscriber is paused until it is open again."""
    TOPIC_GONE = "topic_gone"
    """The forum's topic is not there any more: «General» takes its place, sent again."""
    UNCERTAIN = "uncertain"
    """Perhaps delivered: not repeated, told of in the reader's next message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is written down about a delivery, or about an edit, after the answer."""

    delivery: Delivery
    outcome: Outcome
    message_id: int = 0
    retry_at: datetime | None = None
    moved_to: int = 0
    reason: str = ""
    """For the operator: short, without secrets."""
    is_flood: bool = False
    """Telegram said «too fast» (429)."""
    refused_html: str = ""
    """What Telegram did not take, even if a plainer text arrived in its place."""
    revision: int = 0
    """Of the article, as a sent message shows it."""
    completes: bool = False
    """Whether an edit told the whole where there was but a flash."""
    delivered_missed: tuple[int, ...] = field(default=())
    """Those of `delivery.missed` that a sent message told of."""
    delivered_briefings: tuple[int, ...] = ()
    """Those of `delivery.missed_briefings` that it told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A message that was sent and no longer says what its article says."""

    delivery: Delivery
    """To whom, and of what; `missed` is what the message told of besides. It has no row."""
    message_id: int
    shown: int
    """The revision of the article that the message was sent with."""
    corrected: int
    """The revision that it was last brought up to; -1: nobody knows, an edit was not answered."""
    completed: int | None = None
    """The revision in which it first told the whole, if it was sent as a flash."""
    knows_latest: bool = False
    """The latest development of the story has come to its reader as a message of its own."""

    @property
    def is_edited(self) -> bool:
        return self.corrected != self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a message tells of an article that may change later."""

    digest: Digest
    """Without a gist; of the quotes those that are printed."""
    sources: int
    development_id: int | None
    is_flash: bool = False
    """There was no more of the article yet."""
