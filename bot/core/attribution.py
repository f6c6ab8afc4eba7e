"""Who says each quotation: one pass over all reporting clauses of an article, left to right.

The pass keeps the subject of the sentence and the last speaker, because two of five clauses leave
the speaker out («وأضاف: …»). Where gender or order do not agree the answer is nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core import clauses, lexicon, reporting
from bot.core.clauses import RELATIVE, THAT
from bot.core.lexicon import Sort, look
from bot.core.phrases import read
from bot.core.quotation_marks import MARK, Span
from bot.core.reporting import Force, Verb
from bot.core.speakers import Speaker
from bot.core.subjects import Subject, Subjects, document_heads
from bot.core.tokens import END, Paragraph, tokenise

_ACCORDING = lexicon.words("according")
_RELAYS = lexicon.words("relays")
_HIS_WORDS = lexicon.words("his-words")
_PEOPLE = (Sort.TITLE, Sort.GIVEN, Sort.HONOUR)
_CLAUSE = 60
"""A reporting word governs quotations at most so many tokens after it."""
_SAYS = Verb(Force.SAY, "?")


@dataclass(slots=True)
class Event:
    """A reporting word with its subject."""

    at: int
    verb: Verb
    cue: str
    subject: Subject
    is_relative: bool = False
    """«التي أعلنت»: governs only what it introduces itself."""

    @property
    def speaker(self) -> Speaker | None:
        return self.subject.speaker

    @property
    def after(self) -> int:
        """The token after its subject."""
        return self.subject.after

    @property
    def how(self) -> str:
        return self.subject.how


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
    reasons: list[str] = field(default_factory=list)


class _Pass:
    """The state of the pass; `run` fills `found`."""

    def __init__(self) -> None:
        self.subjects = Subjects()
        self.events: list[Event] = []
        self.known: dict[int, Event] = {}
        """Events of this paragraph by token, so that none is read twice."""
        self.found: list[Found] = []

    def run(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.known.clear()
            self._start_sentence()
            self._paragraph(paragraph)

    def _start_sentence(self) -> None:
        self.subjects.start_sentence()
        self.events = []

    def _paragraph(self, paragraph: Paragraph) -> None:
        is_start, skip_to = True, 0
        for at, token in enumerate(paragraph.tokens):
            if token.span is not None:
                self._quotation(paragraph, at, token.span)
            if token.key == END or clauses.closes_sentence(paragraph, at):
                self._start_sentence()
                is_start = True
            elif at >= skip_to and token.is_word and (is_start or _matters(token.key)):
                skip_to = self._word(paragraph, at, is_start=is_start)
                is_start = is_start and look(token.key).sort in (Sort.STOP, Sort.PREPOSITION)

    def _word(self, paragraph: Paragraph, at: int, *, is_start: bool) -> int:
        """Take in one word outside quotations; where to go on."""
        token = paragraph.tokens[at]
        self.subjects.note_document(paragraph, at)
        event = self._event_at(paragraph, at)
        if event is not None:
            if not (self.events and token.key.removeprefix("و") in _ACCORDING):
                self.events.append(event)
            return event.after
        if is_start:
            return self.subjects.open_with(paragraph, at)
        if look(token.key).sort in _PEOPLE:
            return self.subjects.pass_by(paragraph, at)
        return at

    def _event_at(self, paragraph: Paragraph, at: int) -> Event | None:
        key = paragraph.tokens[at].key
        if at in self.known:
            return self.known[at]
        event = None
        verb = reporting.verb(key)
        if key in _RELAYS:
            event = self._relayed(paragraph, at)
        elif key == reporting.SAYING_OF:
            event = self._named(paragraph, at, at + 1, only_listed=True)
        elif key.removeprefix("و") in _ACCORDING:
            event = self._according(paragraph, at)
        elif verb is not None and clauses.reports(paragraph, at, verb):
            event = self._event(paragraph, at, verb)
        if event is not None:
            self.known[at] = event
        return event

    def _event(self, paragraph: Paragraph, at: int, verb: Verb) -> Event:
        subject = self.subjects.find(paragraph, at, verb)
        is_relative = at > 0 and paragraph.tokens[at - 1].key in RELATIVE
        return Event(at, verb, paragraph.slice(at, at + 1), subject, is_relative)

    def _relayed(self, paragraph: Paragraph, at: int) -> Event | None:
        """«نقلت الوكالة عن فلان قوله»: the person speaks, not the agency."""
        for begin in range(at + 1, min(at + 9, len(paragraph.tokens))):
            token = paragraph.tokens[begin]
            if token.key == END or (token.span is not None and begin > at + 3):
                return None
            if token.key == "عن":
                return self._named(paragraph, at, begin + 1)
        return None

    def _named(
        self, paragraph: Paragraph, at: int, begin: int, *, only_listed: bool = False
    ) -> Event | None:
        """An event whose speaker stands at `begin`."""
        mention = read(paragraph, begin)
        if mention is None or (only_listed and not clauses.is_listed(mention)):
            return None
        subject = self.subjects.take(mention)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject) if subject else None

    def _according(self, paragraph: Paragraph, at: int) -> Event | None:
        """«بحسب الوزارة», «وفق ما قال فلان»."""
        begin = at + 1
        while begin < len(paragraph.tokens) and paragraph.tokens[begin].key in ("عن", "ما", "قول"):
            begin += 1
        if begin >= len(paragraph.tokens):
            return None
        key = paragraph.tokens[begin].key
        if key in _HIS_WORDS:
            return self._by_expression(paragraph, begin)
        verb = reporting.verb(key)
        if verb is not None and not verb.is_noun:
            return self._event(paragraph, begin, verb)
        return self._named(paragraph, at, begin)

    def _quotation(self, paragraph: Paragraph, at: int, span: Span) -> None:
        event, is_after = self._governing(paragraph, at), False
        if event is None or (not _leads_in(paragraph, at, event) and stands_apart(paragraph, at)):
            after = self._clause_after(paragraph, at)
            if after is not None:
                event, is_after = after, True
        is_sure = event is not None and event.speaker is not None and event.subject.is_sure
        self.found.append(Found(paragraph, at, span, event, is_after, is_sure))

    def _governing(self, paragraph: Paragraph, at: int) -> Event | None:
        for event in reversed(self.events):
            if at - event.at > _CLAUSE:
                return None
            if _leads_in(paragraph, at, event):
                return event
            if paragraph.tokens[event.at].key.removeprefix("و") in _ACCORDING:
                continue
            if not event.is_relative:
                return event
            if all(token.key != "،" for token in paragraph.tokens[event.at : at]):
                return event
        return None

    def _clause_after(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، يقول فلان · «…»، بحسب الوزارة · «…»، على حد تعبيره."""
        tokens = paragraph.tokens
        begin = at + 1
        while begin < len(tokens) and tokens[begin].key in ("،", "-"):
            begin += 1
        if begin >= len(tokens):
            return None
        key = tokens[begin].key
        if key == "علي" and len(tokens) > begin + 2 and tokens[begin + 1].key == "حد":
            return self._by_expression(paragraph, begin + 2)
        verb = reporting.verb(key)
        is_saying = verb is not None and not verb.is_noun and verb.force is not Force.WEAK
        if key in _ACCORDING or (is_saying and key[0] not in "وف"):
            return self._event_at(paragraph, begin)
        return None

    def _by_expression(self, paragraph: Paragraph, at: int) -> Event | None:
        """«على حد قول فلان», «على حد تعبيره»."""
        if paragraph.tokens[at].key in ("قول", "تعبير", "وصف"):
            return self._named(paragraph, at, at + 1)
        subject = self.subjects.elided(paragraph, at, _SAYS)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)


@lru_cache(maxsize=65536)
def _matters(key: str) -> bool:
    """Whether the pass has anything to do at a word; for nine words of ten it has not."""
    if reporting.verb(key) is not None or key in _RELAYS or key == reporting.SAYING_OF:
        return True
    if key.removeprefix("و") in _ACCORDING or look(key).sort in _PEOPLE:
        return True
    return any(look(head).sort is Sort.DOCUMENT for head in document_heads(key))


def _leads_in(paragraph: Paragraph, at: int, event: Event) -> bool:
    """Nothing but أن, a colon or the speaker stands between the word and the quotation."""
    before = paragraph.tokens[at - 1].key if at else ""
    return before == ":" or before in THAT or at - event.after <= 1


def stands_apart(paragraph: Paragraph, at: int) -> bool:
    """What stands before the quotation is complete: it opens a sentence or follows a comma."""
    return at == 0 or paragraph.tokens[at - 1].key in (END, "،", "؛", ":", "-", "و")


def attribute(paragraphs: Sequence[str]) -> list[Found]:
    """Every quotation of the article, in order, with the clause that governs it."""
    quoting = [index for index, text in enumerate(paragraphs) if MARK.search(text)]
    if not quoting:
        return []
    work = _Pass()
    work.run([tokenise(index, text) for index, text in enumerate(paragraphs[: quoting[-1] + 1])])
    return work.found
