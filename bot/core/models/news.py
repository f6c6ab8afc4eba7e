"""Articles, what was said in them, and what is told of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from bot.core.models.feeds import Source

MIN_BODY_WORDS: Final = 25
"""Of an article. Less is a caption, an error page, or a flash: told before it is written."""
STORY_OPEN: Final = timedelta(hours=48)
"""So long after its last article a story can be joined by another."""


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

    @property
    def is_flash(self) -> bool:
        """Whether it is a line or two that its publisher may still write out («عاجل»)."""
        words = sum(len(each.split(maxsplit=MIN_BODY_WORDS)) for each in self.paragraphs)
        return self.form is Form.ARTICLE and words < MIN_BODY_WORDS


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """An article made short: nothing in it that the article does not say."""

    headline: str
    """The publisher's own."""
    gist: tuple[str, ...]
    """One or two whole sentences of the article."""
    quotes: tuple[Quote, ...]
    """What readers may be told, in text order: whole speech whose speaker is in no doubt. Those
    to print first have `key`."""
    lead: str = ""
    """The article's most informative sentence, to stand above a headline that withholds the
    news («شاهد…»); empty above one that tells it."""

    @property
    def key_quotes(self) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote.key)


def texts_told(
    headline: str, lead: str, gist: Sequence[str], quotes: Iterable[tuple[str, str, str]]
) -> tuple[str, ...]:
    """What a message tells of an article, of each key quote the speaker, the role and the words.

    By these texts it is decided whether a keyword is held, and told which one is.
    """
    return (headline, lead, *gist, *(" ".join(quote) for quote in quotes))


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


class Development(NamedTuple):
    """What came of a story after an article had told it: the latest."""

    article_id: int
    headline: str


class Cited(NamedTuple):
    """Somebody's words as another source of the story has them."""

    quote: Quote
    source: str
    """Its name."""


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
    sources: int = 1
    """Independent ones that tell its story."""
    told_by: tuple[str, ...] = ()
    """Names of the others that tell it."""
    development: Development | None = None
    cited: tuple[Cited, ...] = ()
    """What others have quoted besides; only where a reader has opened the article."""
    changes: tuple[Change, ...] = ()
    """What the reader at hand was told otherwise: noted in the message as corrected."""

    @property
    def told_at(self) -> datetime:
        """What readers see as its time: the publisher's, else when it was stored."""
        return self.article.published or self.stored_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as one telling of its story: what is asked of it when another joins."""

    article_id: int
    source: Source
    told_at: datetime
    headline: str
    topics: tuple[str, ...]
    """The publisher's own sections or categories, as it writes them."""
    fingerprint: str
    """As `stories.Fingerprint.dumps` writes it."""
    near_copy_of: int | None = None
    """The article whose text it is over again."""
    is_pushed: bool = False
    """It came as news, rather than as what a source had listed before."""
