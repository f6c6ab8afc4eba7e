"""The domain types; the glossary of the project.

Words are those of Atom and JSON Feed (source, feed, entry), of newsrooms (article, quote,
speaker, digest) and of queues (delivery, outbox). All are frozen values. Every `datetime`
is aware and in UTC unless its field says otherwise.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed, as the publisher lists it; all text is plain (no HTML, no entities)."""

    id: str
    """The feed's own id (guid, atom:id); else the link; else a hash of the title. Never empty."""
    url: str
    """Absolute http(s) link to the article's page, or empty."""
    title: str
    summary: str = ""
    content: str = ""
    """The feed's own full text as HTML (content:encoded, atom:content), or empty."""
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    image: str = ""
    """Absolute http(s) URL of the lead image, or empty."""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """An entry as a poll found it."""

    entry: Entry
    url_key: str
    """Equal for links that lead to the same page (`urls.key`); empty without a link."""
    words: str = ""
    """Changes when the publisher edits the entry (`listing.words`)."""
    is_push: bool
    """News for readers, rather than what the source had listed before it was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A whole feed; entries in the order of the document, at most `feeds.MAX_ENTRIES`."""

    title: str
    entries: tuple[Entry, ...]
    home_url: str = ""
    hub_url: str = ""
    """Absolute URL of the WebSub hub that tells of its changes, or empty."""
    self_url: str = ""
    """Absolute URL under which the feed knows itself (what a hub is asked for), or empty."""
    ttl_minutes: int | None = None
    """How long the publisher says that a copy may be kept."""
    skip_hours: frozenset[int] = frozenset()
    """Hours (0 to 23, GMT) in which the publisher does not want to be asked."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week in GMT, 0 for Monday, in which it does not."""
    children: tuple[str, ...] = ()
    """The sitemaps that an index lists, the newest first; such a feed has no entries."""


class Form(StrEnum):
    """What a publisher's page is; of one behind a paywall only the beginning can be read."""

    ARTICLE = "article"
    LIVE = "live"
    GALLERY = "gallery"
    VIDEO = "video"
    PAYWALL = "paywall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that was read: its headline and its body, cleaned for the eye."""

    title: str
    paragraphs: tuple[str, ...]
    """Plain text, one paragraph each, no newline inside, no boilerplate."""
    author: str = ""
    published: datetime | None = None
    image: str = ""
    url: str = ""
    """Where the page was read from, or what it names as its canonical address; may be empty."""
    topics: tuple[str, ...] = ()
    """The publisher's own sections or categories, as it writes them."""
    form: Form = Form.ARTICLE
    language: str = ""  # ISO 639, as the text shows it


class QuoteKind(StrEnum):
    """Whether quoted words can stand alone."""

    SPEECH = "speech"
    """A clause of its own: «لن يُصرف قرش واحد قبل تدقيق مالي شامل»."""
    FRAGMENT = "fragment"
    """Words that need their lead-in: وصف القرار بأنه «غير مقبول»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Somebody's words, verbatim, with who said them as the article names them."""

    text: str
    """Without the quotation marks; a substring of one paragraph of the article."""
    speaker: str
    """Fullest name (or body) that the article gives: «فلاديمير بوتين»; empty when unsure."""
    role: str
    """Title or office beside the name: «الرئيس الروسي»; may be empty."""
    cue: str
    """The reporting word as it stands in the text: «وأضاف»; may be empty."""
    kind: QuoteKind
    key: bool = False
    """Chosen for the digest."""
    paragraph: int = 0
    """Index into `Article.paragraphs`."""
    start: int = 0
    """Offset of `text` in that paragraph, in code points."""


class Length(StrEnum):
    """How much of a digest a message tells."""

    HEADLINE = "headline"
    """The headline alone, with source and time."""
    SHORT = "short"
    """With the gist and the key quotes."""
    LONG = "long"
    """With every sentence of the gist, and every whole quotation whose speaker is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How a story is to be told to one kind of chat."""

    is_private: bool = True
    """In groups and channels the full text opens in the reader's own chat."""
    length: Length = Length.SHORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """An article made short: nothing in it that the article does not say."""

    headline: str
    """The publisher's own."""
    gist: tuple[str, ...]
    """One or two whole sentences of the article."""
    quotes: tuple[Quote, ...]
    """Every quotation found, in text order; those to print have `key`."""
    lead: str = ""
    """The article's most informative sentence, to stand above a headline that withholds the
    news («شاهد…»); empty above one that tells it."""

    @property
    def key_quotes(self) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher's feed that is polled."""

    id: int
    name: str
    url: str
    country: str = ""
    """ISO 3166 alpha-2, or empty for international."""
    language: str = "ar"
    topics: tuple[str, ...] = ()
    is_default: bool = False
    """New readers start with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a source publishes and answers, as polling has come to know it."""

    counts: tuple[float, ...] = ()
    """Entries by hour of the week, 0 for Monday from 0 to 1 o'clock UTC, fading with time."""
    since: datetime | None = None
    """From when on the counts tell of it."""
    counted_at: datetime | None = None
    """The moment up to which the counts have faded."""
    found_at: datetime | None = None
    """When it last had something new."""
    idle_changes: int = 0
    """Answers in a row that had changed and yet brought nothing new."""
    full_at: datetime | None = None
    """When it last sent everything, whatever we said that we knew."""
    throttled_at: datetime | None = None
    """When it last said that it is asked too often."""
    ttl_minutes: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    """The three as its feed says: see `ParsedFeed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that was looked at before it is followed, and is worth it: it tells dated news."""

    url: str
    """Where to poll it."""
    title: str
    """As the feed names itself, else as the page that offers it does, else its host."""
    kind: str = ""
    """«RSS», «Atom», «RDF», «JSON Feed», «news sitemap»."""
    entries: int = 0
    newest: datetime | None = None
    language: str = "ar"
    """Empty if its headlines are not Arabic."""
    topics: tuple[str, ...] = ()
    """As who brought it sorts it: the folders of an OPML file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """What polling has learned about a source."""

    source: Source
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    failures: int = 0
    """Consecutive; 0 after any success."""
    last_error: str = ""
    is_first: bool = False
    """True until the source has been listed once: nothing but its newest entry is pushed."""
    listed_at: datetime | None = None
    """When it was last read without failing."""
    habits: Habits = Habits()
    is_told_broken: bool = False
    """Whether the operator has been told that it does not work."""
    moved_to: str = ""
    """Where its server says that it has moved for good, in each of the last `moved_polls`."""
    moved_since: datetime | None = None
    moved_polls: int = 0


class ChangeKind(StrEnum):
    """What is no longer as it was told."""

    HEADLINE = "headline"
    QUOTE = "quote"
    """Somebody's words now stand otherwise."""
    QUOTE_GONE = "quote_gone"
    SPEAKER = "speaker"
    """The words are the same, who said them is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a reader was told and that the source has since changed."""

    kind: ChangeKind
    was: str
    """The headline or the quoted words as they were told."""
    speaker: str = ""
    """Who was said to have said them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article as the database has it, with its digest and its publisher."""

    id: int
    source: Source
    article: Article
    digest: Digest
    stored_at: datetime
    revision: int = 0
    """How often what is printed of it has changed since it was first stored."""
    is_withdrawn: bool = False
    """Its source has taken it back (410)."""
    changes: tuple[Change, ...] = ()
    """What the reader at hand was told otherwise: noted in the message as corrected."""

    @property
    def told_at(self) -> datetime:
        """What readers see as its time: the publisher's, else when it was stored."""
        return self.article.published or self.stored_at


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
    article_id: int
    attempts: int
    """How many times it has been tried before."""
    missed: tuple[int, ...] = ()
    """Articles whose earlier push may not have arrived: told of in this message."""


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
    UNCERTAIN = "uncertain"
    """Perhaps delivered: not repeated, told of in the reader's next message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is written down about a delivery after the answer."""

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
    delivered_missed: tuple[int, ...] = field(default=())
    """Those of `delivery.missed` that a sent message told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A message that was sent and no longer says what its article says."""

    delivery: Delivery
    """To whom, and of what; `missed` is what the message told of besides. It has no row."""
    message_id: int
    shown: int
    """The revision of the article that the message was sent with."""
    is_edited: bool
    """Whether it has been changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """How an edit ended."""

    edit: Edit
    settlement: Settlement
