"""Who says each quotation: one pass over all reporting clauses of an article, left to right.

The pass keeps the subject of the sentence and the last speaker, because two of five clauses leave
the speaker out («وأضاف: …»). Where gender or order do not agree the answer is nobody.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import remembering, reporting
from bot.core.cast import authors, documents, fullest
from bot.core.lexicon import FOREIGN_ENDS, look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import END, Paragraph, tokenise
from bot.core.quotation_marks import MARK, Span
from bot.core.reporting import Verb
from bot.core.speakers import describing, openings, placing
from bot.core.speakers.beside import BEGIN_PERSONS, MAY_HIDE, is_closed_by, is_person
from bot.core.speakers.clause_reader import CUES, ClauseReader
from bot.core.speakers.events import Attributed, Event, Found, Subject, continued, is_according
from bot.core.verbs import clauses

_CLAUSE_AFTER = 30
_LONGEST_LABEL = 7
_VOICES = 8
_CLAUSE = 60
"""A reporting word governs quotations at most so many tokens after it."""
_MATTERS = CUES.union(documents.FORMS, authors.WORKS, BEGIN_PERSONS)
"""Where the pass has something to do; for nine words of ten it has not."""


@remembering.of_word
def _matters(key: str) -> bool:
    if key in _MATTERS:
        return True
    return (key[0] in MAY_HIDE or key.endswith(FOREIGN_ENDS)) and is_person(key)


class _Pass(ClauseReader):
    """The state of the pass; `run` fills `found`."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.found: list[Found] = []
        self.open_event: Event | None = None
        """Whose words may go on: the sentence before reports what he says."""

    def run(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.subjects.heard.append(paragraph)
            if openings.is_byline(paragraph):
                continue
            self._paragraph(paragraph)
            if paragraph.tokens and paragraph.tokens[-1].key != END:
                self._start_sentence(paragraph, len(paragraph.tokens) - 1)
            self.known.clear()

    def _start_sentence(self, paragraph: Paragraph, at: int) -> None:
        """Begin the sentence after token `at`."""
        self.open_event = self._goes_on(paragraph, at)
        self.subjects.start_sentence()
        self.events = []

    def _goes_on(self, paragraph: Paragraph, at: int) -> Event | None:
        """«وقال:» at the end of a line, «… «…».» before another quotation; a sentence that reports
        without quoting."""
        last = at - 1 if at > 0 and paragraph.tokens[at].key == END else at
        if last < 0:
            return self.open_event
        token = paragraph.tokens[last]
        if token.key == ":":
            return self.events[-1] if self.events else self._label(paragraph, last)
        latest = self.found[-1] if self.found else None
        if latest is None or latest.paragraph is not paragraph:
            return self.events[-1] if self.events else None
        is_told_after = latest.is_after and latest.event is not None and latest.event.after > last
        return latest.event if token.span is latest.span or is_told_after else None

    def _paragraph(self, paragraph: Paragraph) -> None:
        is_start, skip_to = True, 0
        surnames = self.subjects.cast.surnames
        for at, token in enumerate(paragraph.tokens):
            key, span = token.key, token.span
            if token.is_word:
                if key == "اما" and clauses.turns(paragraph, at):
                    self._start_sentence(paragraph, at - 1)
                    is_start = True
                if at >= skip_to and (is_start or _matters(key) or key in surnames):
                    skip_to = self._word(paragraph, at, is_start=is_start)
                    is_start = is_start and at not in self.known
                    is_start = is_start and clauses.precedes_subject(key)
                continue
            if span is not None:
                self._quotation(paragraph, at, span)
            is_start = is_start or (not self.events and openings.ends_at(paragraph, at))
            if key == END or clauses.closes_sentence(paragraph, at):
                self._start_sentence(paragraph, at)
                is_start = True

    def _word(self, paragraph: Paragraph, at: int, *, is_start: bool) -> int:
        """Take in one word outside quotations; where to go on."""
        key = paragraph.tokens[at].key
        if key in documents.FORMS:
            told = self.subjects
            told.unowned = documents.note(paragraph, at, told.cast, told.subject)
        if key in authors.WORKS:
            self.subjects.note_author(paragraph, at)
        event = self._event_at(paragraph, at)
        if event is not None:
            following = paragraph.tokens[event.after : event.after + 1]
            is_aside = is_according(key) and all(token.span is None for token in following)
            if not (is_aside and self.events and self.events[-1].speaker):
                self.events.append(event)
            return event.after
        if is_start:
            return self.subjects.open_with(paragraph, at)
        if is_person(key) or key in self.subjects.cast.surnames:
            return self.subjects.pass_by(paragraph, at)
        return at

    def _quotation(self, paragraph: Paragraph, at: int, span: Span) -> None:
        event, is_after = self._told_inside(self._governing(paragraph, at), paragraph, at), False
        is_led = event is not None and placing.leads_in(paragraph, at, event)
        if not is_led and (
            event is None
            or event.speaker is None
            or placing.stands_apart(paragraph, at)
            or placing.is_put(paragraph, at)
        ):
            after = self._clause_after(paragraph, at)
            if after is None and (event is None or event.verb.force == "weak"):
                after = self._at_sentence_end(paragraph, at)
            if after is not None:
                event, is_after = after, True
        event = event or self._by_any_verb(paragraph, at) or self._line_of(paragraph, at)
        is_first = placing.opens(paragraph, at)
        if event is None and is_first and self.open_event is not None:
            event = continued(self.open_event, at)
        is_sure = event is not None and event.speaker is not None and event.subject.is_sure
        told = self.subjects
        self.found.append(
            Found(
                paragraph,
                at,
                span,
                event,
                is_after,
                is_sure,
                told.subject,
                told.current,
                tuple(each.speaker for each in self.events[-_VOICES:] if each.speaker),
            )
        )

    def _governing(self, paragraph: Paragraph, at: int) -> Event | None:
        for event in reversed(self.events):
            if at - event.at > _CLAUSE:
                return None
            is_far = event.is_frame and at - event.after > placing.reach(paragraph, event)
            if is_far or placing.gives_way(paragraph, at, event, self.events):
                continue
            if placing.leads_in(paragraph, at, event):
                return event
            if not event.is_relative:
                return event
            if placing.is_one_clause(paragraph, event, at):
                return event
        return None

    def _told_inside(self, event: Event | None, paragraph: Paragraph, at: int) -> Event | None:
        """«وقال فلان إن النظام يعارض «…»»: what nobody agrees with is told by who spoke before;
        not «انتقد فلان الفكرة التي تزعم أن «…»»."""
        if event is not None and placing.cites(paragraph, at, event):
            subject = Subject(None, event.after, "unsure", is_sure=False, is_settled=True)
            return replace(event, subject=subject)
        if event is None or event.speaker is not None or event.verb.force == "say":
            return event
        before = paragraph.tokens[at - 1].key
        if event.how == "relative" and before in clauses.THAT and before[0] != "ب":
            return event
        if event.how not in ("elided", "relative") or describing.says_itself(event.key):
            return event
        for outer in reversed(self.events):
            if outer.at < event.at and outer.speaker is not None:
                subject = Subject(outer.speaker, event.after, "elided", is_sure=False)
                return replace(event, subject=subject)
            if outer.verb.force == "say":
                break
        return event

    def _clause_after(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، يقول فلان · «…»، بحسب الوزارة · «…»، على حد تعبيره."""
        tokens = paragraph.tokens
        begin = at + 1
        while begin < len(tokens) and tokens[begin].key in ("،", "-", "هكذا"):
            begin += 1
        closed = begin + (begin < len(tokens) and tokens[begin].key == END)
        if (cue := placing.with_these(paragraph, closed)) > 0:
            return self._with_these(paragraph, closed + cue)
        if begin >= len(tokens):
            return None
        return self._witness(paragraph, begin) or self._verb_after(paragraph, begin, at)

    def _verb_after(self, paragraph: Paragraph, begin: int, at: int) -> Event | None:
        """The reporting verb at `begin` behind the quotation at `at`."""
        key = paragraph.tokens[begin].key
        verb = reporting.verb(key)
        if verb is not None and verb.is_noun and key.endswith("ا"):
            is_first = at == 0 or paragraph.tokens[at - 1].key == END
            return self._event(paragraph, begin, verb) if is_first else None
        if verb is None or verb.is_noun or key[0] in "وف":
            return None
        if verb.force != "weak":
            return self._event_at(paragraph, begin)
        if paragraph.tokens[begin - 1].key == "هكذا":
            self.known[begin] = self._event(paragraph, begin, verb)  # «…»، هكذا ردت فلانة
        if is_closed_by(paragraph, begin + 1, self.subjects.cast.surnames):
            self.known[begin] = self._event(paragraph, begin, verb)
        return self.known.get(begin)

    def _with_these(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، هذا ما أعلنه فلان · «…». بهذه العبارة فاجأ فلان الناس."""
        if at + 1 >= len(paragraph.tokens):
            return None
        verb = reporting.verb(paragraph.tokens[at].key)
        named = self._named(paragraph, at, at + 1) if verb is None else None
        return self._event(paragraph, at, verb) if verb is not None else named

    def _label(self, paragraph: Paragraph, at: int) -> Event | None:
        """«الوزير فلان:» as a line, and what he says on the next."""
        mention = self._labelled(paragraph, at) if at + 1 == len(paragraph.tokens) else None
        if mention is None or mention.is_noun or not (mention.name and at > mention.start + 1):
            return None
        return self._named(paragraph, at, mention.start)

    def _labelled(self, paragraph: Paragraph, at: int) -> Mention | None:
        """All before the colon at a token: «- سامر الحداد (مدرب نجم النهر):», however long his
        brackets are; «10:15 | سامر الحداد:»."""
        tokens = paragraph.tokens
        begin = 0
        while begin < at and (not tokens[begin].is_word or tokens[begin].key.isdigit()):
            begin += 1
        is_short = at - begin <= _LONGEST_LABEL or tokens[at - 1].key == ")"
        if not (is_short and begin < at):
            return None
        mention = self.subjects.cast.read(paragraph, begin)
        return mention if mention is not None and mention.after == at else None

    def _by_any_verb(self, paragraph: Paragraph, at: int) -> Event | None:
        """«. وحسم: «…»», «. وفجّرت: «…»»: a verb that no list has, and no label."""
        cue = at - 2
        if cue < 0 or not placing.is_any_verb(paragraph, cue):
            return None
        key = paragraph.tokens[cue].key
        gender = "f" if key.endswith("ت") else "?" if key[1] == "ت" else "m"
        return self._event(paragraph, cue, Verb("weak", gender))

    def _line_of(self, paragraph: Paragraph, at: int) -> Event | None:
        """«فلان: «…»» on a line of its own."""
        tokens = paragraph.tokens
        is_all = at + 1 >= len(tokens) or (at + 2 == len(tokens) and tokens[at + 1].key == END)
        if not is_all or at < 1 or tokens[at - 1].key != ":":
            return None
        mention = self._labelled(paragraph, at - 1)
        if mention is None or self._may_be_verb(mention):
            return None
        return self._named(paragraph, at - 1, mention.start)

    def _may_be_verb(self, mention: Mention) -> bool:
        """«وتمسكوا: «…»»: a word that no list has behind «و», and nobody of whom was told."""
        key = mention.name_keys[0] if len(mention.name_keys) == 1 else ""
        is_unknown = key[:1] in ("و", "ف") and look(key).sort == "other"
        return is_unknown and self.subjects.cast.known(mention) is None

    def _at_sentence_end(self, paragraph: Paragraph, at: int) -> Event | None:
        """«… «…» في مصر، بحسب ما أكد دبلوماسي.»: the whole sentence is his."""
        tokens = paragraph.tokens
        for ahead in range(at + 1, min(at + _CLAUSE_AFTER, len(tokens) - 1)):
            before = tokens[ahead - 1].key
            if tokens[ahead].key == END or clauses.closes_sentence(paragraph, ahead):
                return None
            if before == "،" and (event := self._witness(paragraph, ahead)):
                return event
        return None


def attribute(paragraphs: Sequence[str]) -> Attributed:
    """Every quotation of the article with its clause, and who was told of until there."""
    quoting = [index for index, text in enumerate(paragraphs) if MARK.search(text)]
    if not quoting:
        return Attributed([], [], [])
    work = _Pass()
    work.run([tokenise(index, text) for index, text in enumerate(paragraphs[: quoting[-1] + 1])])
    told = dict.fromkeys(found.event.speaker for found in work.found if found.event is not None)
    speakers = [who for who in told if who is not None]
    cast = work.subjects.cast.speakers
    heard = list(work.subjects.heard)
    if any(fullest.is_poor(who, cast) for who in speakers):
        after = quoting[-1] + 1
        heard += [tokenise(after + at, text) for at, text in enumerate(paragraphs[after:])]
    fullest.complete(speakers, heard, cast)
    return Attributed(work.found, work.subjects.heard, cast)
