"""A reporting word with its subject, and a quotation with what governs it."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bot.core import arabic, lexicon
from bot.core.cast.identity import Speaker
from bot.core.phrases.tokens import Paragraph
from bot.core.quotation_marks import Span
from bot.core.reporting import Verb

ACCORDING = lexicon.words("according")
ACCORDING_TOO = ACCORDING | {"و" + word for word in ACCORDING}


def is_according(key: str) -> bool:
    """«بحسب», «وبحسب»; the و of «وفق» is its own."""
    return key in ACCORDING_TOO


@dataclass(frozen=True, slots=True)
class Subject:
    """Who a reporting word belongs to; nobody where `speaker` is None."""

    speaker: Speaker | None
    after: int
    """The token after the words that name it."""
    how: str
    """named, before, relative, inside, law, elided, unsure, weighed: for `quotes.explain`."""
    is_sure: bool
    passed_over: tuple[tuple[str, str], ...] = ()
    """Who else could have been meant, and why not."""
    is_settled: bool = False
    """By a rule of its own («فأجاب»: who was asked): nobody else is weighed against him."""

    @property
    def why(self) -> str:
        """The rule in words, for people."""
        return _WHY[self.how]


_WHY = {
    "named": "named beside the reporting word",
    "before": "named just before the reporting word",
    "relative": "named before «الذي»",
    "inside": "named in what another reports",
    "law": "a law, by what it stipulates",
    "elided": "left out; the last who agrees in gender",
    "weighed": "of all who could be meant, the likeliest",
    "unsure": "a subject that cannot be resolved",
}


@dataclass(slots=True)
class Event:
    """A reporting word with its subject."""

    at: int
    verb: Verb
    cue: str
    subject: Subject
    is_relative: bool = False
    """«التي أعلنت»: governs only what it introduces itself."""
    is_continued: bool = False
    """It stands in an earlier sentence."""

    @property
    def speaker(self) -> Speaker | None:
        return self.subject.speaker

    @property
    def key(self) -> str:
        return arabic.word_key(self.cue)

    @property
    def is_frame(self) -> bool:
        """«بحسب فلان، فإن …»: names whose words these are, reports none itself."""
        return is_according(self.key)

    @property
    def after(self) -> int:
        """The token after its subject."""
        return self.subject.after

    @property
    def how(self) -> str:
        return self.subject.how


@dataclass(frozen=True, slots=True)
class Weighed:
    """One who could be meant; `speaker` is None for nobody of those named."""

    speaker: Speaker | None
    signs: tuple[str, ...]
    chance: float = 0.0


@dataclass(slots=True)
class Found:
    """A quotation with what governs it."""

    paragraph: Paragraph
    at: int
    span: Span
    event: Event | None
    is_after: bool = False
    """The reporting clause follows the quotation."""
    is_sure: bool = False
    """The speaker was named beside it, or speaks on without anybody between."""
    teller: Speaker | None = None
    """Who did what the sentence tells, whether he reports or not."""
    last: Speaker | None = None
    """Who spoke last before it, in marks or not, or was told of last."""
    voices: tuple[Speaker, ...] = ()
    """Who reports anything before it in its sentence."""
    reasons: list[str] = field(default_factory=list)
    signs: tuple[str, ...] = ()
    """Of a few words: what speaks for and against their being somebody's."""
    weighed: list[Weighed] = field(default_factory=list)
    """Who could be meant, the likeliest first."""

    @property
    def text(self) -> str:
        """The quoted words."""
        return self.paragraph.text[self.span.start : self.span.end]

    @property
    def key_before(self) -> str:
        """The key of the token before the quotation; empty where it begins the paragraph."""
        return self.paragraph.tokens[self.at - 1].key if self.at else ""


class Attributed(NamedTuple):
    """The quotations of an article, in order, each with the clause that governs it."""

    founds: list[Found]
    heard: list[Paragraph]
    """As far as the last quotation."""
    cast: list[Speaker]


def continued(event: Event, at: int) -> Event:
    """The reporting clause of the sentence before, as if it stood just before this quotation."""
    subject = replace(event.subject, after=at, is_sure=False)
    return Event(at - 1, event.verb, event.cue, subject, is_continued=True)


def nobody(after: int) -> Subject:
    return Subject(None, after, "unsure", is_sure=False)
