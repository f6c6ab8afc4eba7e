"""Sources, what polling has learned about them, and what their feeds list."""

from dataclasses import dataclass
from datetime import datetime


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
    is_readers: bool = False
    """A reader has added it, so that nobody answers for what it says."""


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
