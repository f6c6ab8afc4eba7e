"""Who says each quotation: one pass over all reporting clauses of an article, left to right.

The pass keeps the subject of the sentence and the last speaker, because two of five clauses leave
the speaker out («وأضاف: …»). Where gender or order do not agree the answer is nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core import clauses, reporting
from bot.core.clauses import RELATIVE
from bot.core.lexicon import Sort, look
from bot.core.phrases import Mention, read
from bot.core.reporting import Force, Verb
from bot.core.speakers import Cast, Speaker
from bot.core.tokens import END, Paragraph, tokenise

_ACCORDING = {"وفق", "وفقا", "بحسب", "حسب", "حسبما", "بتعبير", "طبقا", "نقلا"}
_SAID_BY = {"قول"}
_RELAYS = {"نقل", "نقلت", "ونقل", "ونقلت", "تنقل", "ينقل", "وينقل", "نقلا"}
_ADDRESSED = {"معاليه", "معاليها", "سموه", "سعادته", "فخامته", "سيادته", "فضيلته", "جلالته"}
_MEMORY = 4
_CLAUSE = 60
"""A reporting word governs quotations at most so many tokens after it."""


@dataclass(slots=True)
class Event:
    """A reporting word with its subject."""

    paragraph: int
    at: int
    verb: Verb
    cue: str
    speaker: Speaker | None
    after: int
    """The token after its subject."""
    how: str
    """How the subject was found: named, before, elided, relative, nobody."""


@dataclass(slots=True)
class Found:
    """A quotation with what governs it."""

    paragraph: Paragraph
    at: int
    event: Event | None
    is_after: bool = False
    """The reporting clause follows the quotation."""
    reasons: list[str] = field(default_factory=list)


class Pass:
    """The state of the pass; `run` fills `found`."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.current: Speaker | None = None
        self.subject: Speaker | None = None
        self.subject_mention: Mention | None = None
        self.events: list[Event] = []
        self.found: list[Found] = []
        self.spoken: list[Speaker] = []

    def run(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            self._start_sentence()
            self._paragraph(paragraph)

    def _start_sentence(self) -> None:
        self.subject = None
        self.subject_mention = None
        self.events = []

    def _paragraph(self, paragraph: Paragraph) -> None:
        is_start, skip_to = True, 0
        for at, token in enumerate(paragraph.tokens):
            if token.key == END:
                self._start_sentence()
                is_start = True
                continue
            if token.span is not None:
                self._quotation(paragraph, at)
                is_start = self._ends_sentence(paragraph, at)
                if is_start:
                    self._start_sentence()
                continue
            if at < skip_to or not token.is_word:
                continue
            verb = reporting.verb(token.key)
            if token.key in _RELAYS and (event := self._relayed(paragraph, at)):
                self.events.append(event)
                skip_to = event.after
            elif verb is not None and clauses.reports(paragraph, at, verb):
                event = self._event(paragraph, at, verb)
                self.events.append(event)
                skip_to = event.after
            elif is_start:
                skip_to = self._main_subject(paragraph, at)
            elif look(token.key).sort in (Sort.TITLE, Sort.GIVEN, Sort.HONOUR):
                skip_to = self._bystander(paragraph, at)
            is_start = is_start and look(token.key).sort in (Sort.STOP, Sort.PREPOSITION)

    @staticmethod
    def _ends_sentence(paragraph: Paragraph, at: int) -> bool:
        span = paragraph.tokens[at].span
        following = paragraph.tokens[at + 1].key if at + 1 < len(paragraph.tokens) else END
        if span is None or following in ("،", ":", END):
            return False
        return paragraph.text[span.end - 1] in ".!؟…" or paragraph.text[span.closed - 1] == "."

    def _event(self, paragraph: Paragraph, at: int, verb: Verb) -> Event:
        cue = paragraph.slice(at, at + 1)
        speaker, after, how = self._subject_of(paragraph, at, verb)
        if how in ("named", "before", "elided") and speaker is not None:
            self._spoke(speaker)
            if self.subject is None or how != "elided":
                self.subject = speaker
            if how == "named" and verb.gender != "?" and speaker.is_feminine is None:
                speaker.is_feminine = verb.gender == "f"
        return Event(paragraph.index, at, verb, cue, speaker, after, how)

    def _spoke(self, speaker: Speaker) -> None:
        self.current = speaker
        if speaker not in self.spoken[-1:]:
            self.spoken.append(speaker)

    def _subject_of(
        self, paragraph: Paragraph, at: int, verb: Verb
    ) -> tuple[Speaker | None, int, str]:
        tokens = paragraph.tokens
        if not verb.is_noun or tokens[at].key in _SAID_BY:
            begin = clauses.subject_start(paragraph, at + 1)
            mention = read(paragraph, begin, has_object=verb.force is Force.ACT)
            if mention is not None:
                if speaker := self._speaker(paragraph, mention, verb):
                    return speaker, mention.after, "named"
                if verb.force is not Force.ACT and mention.is_noun:
                    return None, at + 1, "unsure"
        if at and tokens[at - 1].key in RELATIVE:
            return self._antecedent(paragraph, at - 1), at + 1, "relative"
        if self._stands_before(at, paragraph) and self.subject is not None:
            return self.subject, at + 1, "before"
        return self._elided(verb), at + 1, "elided"

    def _speaker(self, paragraph: Paragraph, mention: Mention, verb: Verb) -> Speaker | None:
        """Whom a phrase after a verb means, if it is its subject at all."""
        if mention.name_keys[:1] and mention.name_keys[0] in _ADDRESSED and not mention.role:
            return self.current
        known = self.cast.known(mention)
        if known is not None or clauses.is_credible(paragraph, mention, verb):
            return self.cast.add(mention, self.current)
        return None

    def _relayed(self, paragraph: Paragraph, at: int) -> Event | None:
        """«نقلت الوكالة عن فلان قوله»: the person speaks, not the agency."""
        for begin in range(at + 1, min(at + 9, len(paragraph.tokens))):
            token = paragraph.tokens[begin]
            if token.key == END or token.span is not None and begin > at + 3:
                return None
            if token.key == "عن":
                return self._named(paragraph, at, begin + 1)
        return None

    def _named(self, paragraph: Paragraph, at: int, begin: int) -> Event | None:
        """An event whose speaker stands at `begin`."""
        mention = read(paragraph, begin)
        speaker = self.cast.add(mention, self.current) if mention is not None else None
        if mention is None or speaker is None:
            return None
        self._spoke(speaker)
        cue, verb = paragraph.slice(at, at + 1), Verb(Force.SAY, "?")
        return Event(paragraph.index, at, verb, cue, speaker, mention.after, "named")

    def _stands_before(self, at: int, paragraph: Paragraph) -> bool:
        mention = self.subject_mention
        if mention is None or mention.paragraph != paragraph.index:
            return False
        return mention.after <= at <= mention.after + 1

    def _elided(self, verb: Verb) -> Speaker | None:
        for candidate in (self.subject, self.current, *self.spoken[:-_MEMORY:-1]):
            if candidate is not None and candidate.agrees(verb.gender):
                return candidate
        return None

    def _antecedent(self, paragraph: Paragraph, at: int) -> Speaker | None:
        """«تصريحات الرئيس الفرنسي التي رأى فيها»: who stands just before the relative."""
        for begin in range(max(0, at - 8), at):
            key = paragraph.tokens[begin].key
            if look(key).sort not in (Sort.TITLE, Sort.BODY, Sort.GIVEN, Sort.OTHER):
                continue
            if look(key).sort is Sort.OTHER and begin + 1 < at:
                continue
            mention = read(paragraph, begin)
            if mention is not None and mention.after == at:
                return self.cast.add(mention)
        return None

    def _main_subject(self, paragraph: Paragraph, at: int) -> int:
        """The subject of a sentence that begins without a reporting verb."""
        sort = look(paragraph.tokens[at].key).sort
        if sort in (Sort.STOP, Sort.PREPOSITION, Sort.TIME):
            return at
        starts = (Sort.TITLE, Sort.BODY, Sort.GIVEN, Sort.HONOUR)
        begin = at if sort in starts else at + 1
        if begin >= len(paragraph.tokens):
            return at
        if begin > at and look(paragraph.tokens[begin].key).sort not in starts:
            return at
        mention = read(paragraph, begin, has_object=begin > at, is_cautious=True)
        if mention is None or mention.is_noun:
            return at
        self.subject = self.cast.add(mention)
        self.subject_mention = mention
        return mention.after

    def _bystander(self, paragraph: Paragraph, at: int) -> int:
        """Somebody named beside the clause: remembered for later, not a speaker now."""
        mention = read(paragraph, at, is_cautious=True)
        if mention is None or not mention.name_keys or mention.is_noun:
            return at
        keep = self.cast.speakers[-1] if self.cast.speakers else None
        self.cast.add(mention)
        if keep is not None and keep is not self.cast.speakers[-1]:
            self.cast.speakers.remove(keep)
            self.cast.speakers.append(keep)
        return mention.after

    def _quotation(self, paragraph: Paragraph, at: int) -> None:
        event = self.events[-1] if self.events else None
        if event is not None and at - event.at > _CLAUSE:
            event = None
        is_after = False
        if event is None:
            event = self._clause_after(paragraph, at)
            is_after = event is not None
        self.found.append(Found(paragraph, at, event, is_after))

    def _clause_after(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، يقول فلان · «…»، بحسب الوزارة."""
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
        if verb is not None and not verb.is_noun and verb.force is not Force.WEAK:
            if key.startswith("و"):
                return None
            return self._event(paragraph, begin, verb)
        if key in _ACCORDING:
            return self._according(paragraph, begin)
        return None

    def _by_expression(self, paragraph: Paragraph, at: int) -> Event | None:
        """«على حد قول فلان», «على حد تعبيره»."""
        if paragraph.tokens[at].key in ("قول", "تعبير", "وصف"):
            return self._named(paragraph, at, at + 1)
        cue, verb = paragraph.slice(at, at + 1), Verb(Force.SAY, "?")
        return Event(paragraph.index, at, verb, cue, self._elided(verb), at + 1, "elided")

    def _according(self, paragraph: Paragraph, at: int) -> Event | None:
        begin = at + 1
        while begin < len(paragraph.tokens) and paragraph.tokens[begin].key in ("عن", "ما", "قول"):
            begin += 1
        verb = (
            reporting.verb(paragraph.tokens[begin].key) if begin < len(paragraph.tokens) else None
        )
        if verb is not None and not verb.is_noun:
            return self._event(paragraph, begin, verb)
        return self._named(paragraph, at, begin)


def attribute(paragraphs: Sequence[str]) -> list[Found]:
    """Every quotation of the article, in order, with the clause that governs it."""
    work = Pass()
    work.run([tokenise(index, text) for index, text in enumerate(paragraphs)])
    return work.found
