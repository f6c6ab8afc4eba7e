"""Who says each quotation: one pass over all reporting clauses of an article, left to right.

The pass keeps the subject of the sentence and the last speaker, because two of five clauses leave
the speaker out («وأضاف: …»). Where gender or order do not agree the answer is nobody.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core import authors, clauses, documents, events, fullest, lexicon, placing, reporting
from bot.core.beside import is_closed_by, is_person
from bot.core.clauses import RELATIVE
from bot.core.events import ACCORDING, Event, Found, Subject, continued, is_according, nobody
from bot.core.phrases import read_glued
from bot.core.quotation_marks import MARK, Span
from bot.core.reporting import Force, Verb
from bot.core.subjects import Subjects
from bot.core.tokens import END, QUOTATION, Paragraph, tokenise

_ACCORDING_TO = frozenset({"وفقا", "طبقا"})
"""«وفقا لفلان»."""
_ASIDE = 10
"""«وفق فلان» frames nothing so many tokens later."""
_RELAYS = lexicon.words("relays")
_SACRED = lexicon.words("sacred")
_HIS_WORDS = lexicon.words("his-words")
_RELAY = 15
_CLAUSE_AFTER = 30
_LONGEST_LABEL = 7
_CLAUSE = 60
"""A reporting word governs quotations at most so many tokens after it."""
_SAYS = Verb(Force.SAY, "?")
_WORDS_OF = frozenset(
    {"عن", "ما", "قول", "تعبير", "وصف", "تاكيد", "تاكيدات", "تصريح", "تصريحات", "كلام", "افاده"}
)
"""«بحسب تأكيدات فلان»: the speaker follows."""
_ON_BEHALF = lexicon.words("on-behalf")
_SAYINGS_OF = frozenset(particle + reporting.SAYING_OF for particle in ("", "ب", "ل", "ك"))
_SUBORDINATE = RELATIVE | {"فيما", "بينما", "حين", "حينما", "عندما", "بعدما", "ما"}
"""«فيما يصر الدائنون على …، فإن …»: what is reported ends with the clause."""
_WAS = frozenset({"كان", "كانت", "كانوا"})
"""«ما كانت تسميه»."""
_STANDS_IN = frozenset({"جاء", "ورد", "وجاء", "وورد"})
"""«جاء في البيان أن»: the document speaks."""
_CUES = _RELAYS.union(_SAYINGS_OF, _STANDS_IN, events.ACCORDING_TOO).union(
    documents.FORMS, reporting.FORMS, authors.WORKS
)


class _Pass:
    """The state of the pass; `run` fills `found`."""

    def __init__(self) -> None:
        self.subjects = Subjects()
        self.events: list[Event] = []
        self.known: dict[int, Event] = {}
        """Events of this paragraph by token, so that none is read twice."""
        self.found: list[Found] = []
        self.open_event: Event | None = None
        """Whose words may go on: the sentence before ended with his quotation or a colon."""

    def run(self, paragraphs: Sequence[Paragraph]) -> None:
        for paragraph in paragraphs:
            self.subjects.heard.append(paragraph)
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
        """«وقال:» at the end of a line, «… «…».» before another quotation."""
        last = at - 1 if at > 0 and paragraph.tokens[at].key == END else at
        if last < 0:
            return self.open_event
        token = paragraph.tokens[last]
        if token.key == ":" and self.events:
            return self.events[-1]
        latest = self.found[-1] if self.found else None
        if latest is None or latest.paragraph is not paragraph:
            return None
        is_told_after = latest.is_after and latest.event is not None and latest.event.after > last
        return latest.event if token.span is latest.span or is_told_after else None

    def _paragraph(self, paragraph: Paragraph) -> None:
        is_start, skip_to = True, 0
        surnames = self.subjects.cast.surnames
        for at, (key, _, _, span, is_word) in enumerate(paragraph.tokens):
            if is_word:
                if key == "اما" and clauses.turns(paragraph, at):
                    self._start_sentence(paragraph, at - 1)
                    is_start = True
                if at >= skip_to and (is_start or _matters(key) or key in surnames):
                    skip_to = self._word(paragraph, at, is_start=is_start)
                    is_start = is_start and clauses.precedes_subject(key)
                continue
            if span is not None:
                self._quotation(paragraph, at, span)
            is_start = is_start or clauses.ends_opening(paragraph, at)
            if key == END or clauses.closes_sentence(paragraph, at):
                self._start_sentence(paragraph, at)
                is_start = True

    def _word(self, paragraph: Paragraph, at: int, *, is_start: bool) -> int:
        """Take in one word outside quotations; where to go on."""
        token = paragraph.tokens[at]
        documents.note(paragraph, at, self.subjects.cast, self.subjects.subject)
        self.subjects.note_author(paragraph, at)
        event = self._event_at(paragraph, at)
        if event is not None:
            is_aside = is_according(token.key)
            if not (is_aside and self.events and self.events[-1].speaker):
                self.events.append(event)
            return event.after
        if is_start:
            return self.subjects.open_with(paragraph, at)
        if is_person(token.key) or token.key in self.subjects.cast.surnames:
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
        elif key in _STANDS_IN:
            event = self._in_document(paragraph, at)
        elif key in _SAYINGS_OF:
            event = self._named(paragraph, at, at + 1, only_listed=True)
        elif is_according(key):
            event = self._according(paragraph, at)
        elif verb is not None and clauses.reports(paragraph, at, verb):
            event = self._event(paragraph, at, verb)
        if event is not None:
            self.known[at] = event
        return event

    def _event(self, paragraph: Paragraph, at: int, verb: Verb) -> Event:
        subject = self.subjects.find(paragraph, at, verb)
        begin = at - 1 if at > 1 and paragraph.tokens[at - 1].key in _WAS else at
        is_relative = begin > 0 and paragraph.tokens[begin - 1].key in _SUBORDINATE
        is_relative = is_relative or subject.how in ("inside", "law")
        return Event(at, verb, paragraph.slice(at, at + 1), subject, is_relative)

    def _relayed(self, paragraph: Paragraph, at: int) -> Event | None:
        """«نقلت الوكالة عن فلان قوله»: the person speaks, not the agency."""
        for begin in range(at + 1, min(at + _RELAY, len(paragraph.tokens))):
            token = paragraph.tokens[begin]
            if token.key == END or (token.span is not None and begin > at + 3):
                return None
            if token.key == "عن" and paragraph.tokens[begin - 1].key not in _ON_BEHALF:
                return self._named(paragraph, at, begin + 1)
        return None

    def _in_document(self, paragraph: Paragraph, at: int) -> Event | None:
        """«وجاء في بيان للوزارة: «…»», «ورد على لسان فلان»."""
        if paragraph.tokens[at + 1 : at + 2] and paragraph.tokens[at + 1].key in ("فيه", "فيها"):
            return self._in_which(paragraph, at)
        for begin in range(at + 1, min(at + 4, len(paragraph.tokens) - 1)):
            key = paragraph.tokens[begin].key
            if key == "لسان":
                return self._named(paragraph, at, begin + 1)
            if key in ("في", "ضمن"):
                if not clauses.introduces(paragraph, begin, 26):
                    return None
                found = self._named(paragraph, at, begin + 1)
                return found or Event(at, _SAYS, paragraph.slice(at, at + 1), nobody(begin + 1))
        return None

    def _in_which(self, paragraph: Paragraph, at: int) -> Event | None:
        """«أصدرت الوزارة بيانا جاء فيه: «…»»."""
        mention = documents.told_before(paragraph, at)
        speaker = self.subjects.cast.add(mention) if mention is not None else None
        if speaker is None or not clauses.introduces(paragraph, at + 1, 2):
            return None
        subject = Subject(speaker, at + 2, "inside", is_sure=False)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject, is_relative=True)

    def _named(
        self, paragraph: Paragraph, at: int, begin: int, *, only_listed: bool = False
    ) -> Event | None:
        """An event whose speaker stands at `begin`."""
        is_glued = paragraph.tokens[at].key in _ACCORDING_TO
        find = read_glued if is_glued else self.subjects.cast.read
        mention = find(paragraph, begin)
        if mention is None or not (mention.name or mention.role):
            return None
        if paragraph.tokens[begin].key in _SACRED:
            # «امتثالا لقول الله تعالى»: cited by somebody who speaks on.
            return Event(at, _SAYS, paragraph.slice(at, at + 1), nobody(begin + 1))
        if only_listed and not clauses.is_listed(mention):
            return None
        is_aside = is_according(paragraph.tokens[at].key)
        subject = self.subjects.take(mention, is_aside=is_aside)
        if subject is None:
            subject = nobody(mention.after)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)

    def _according(self, paragraph: Paragraph, at: int) -> Event | None:
        """«بحسب الوزارة», «وفق ما قال فلان»."""
        if paragraph.tokens[at].key.endswith("بالنسبه"):
            return self._for_somebody(paragraph, at)
        begin = at + 1
        while begin < len(paragraph.tokens) and _is_word_of(paragraph.tokens[begin].key):
            begin += 1
        if begin >= len(paragraph.tokens):
            return None
        key = paragraph.tokens[begin].key
        if key in _HIS_WORDS:
            return self._by_expression(paragraph, begin)
        verb = reporting.verb(key)
        if verb is not None and not verb.is_noun:
            event = self._event(paragraph, begin, verb)
            event.is_relative = False
            return event
        return self._named(paragraph, at, begin)

    def _for_somebody(self, paragraph: Paragraph, at: int) -> Event | None:
        """«وبالنسبة لرئيس الجمعية فإن «…»»: his view, if he is a person."""
        mention = read_glued(paragraph, at + 1) if at + 1 < len(paragraph.tokens) else None
        if mention is None or mention.is_body or mention.after >= len(paragraph.tokens):
            return None
        if paragraph.tokens[mention.after].key not in ("فان", "فانه", "،"):
            return None
        subject = self.subjects.take(mention)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject) if subject else None

    def _quotation(self, paragraph: Paragraph, at: int, span: Span) -> None:
        event, is_after = self._told_inside(self._governing(paragraph, at)), False
        is_led = event is not None and placing.leads_in(paragraph, at, event)
        if not is_led and (
            event is None or placing.stands_apart(paragraph, at) or placing.is_put(paragraph, at)
        ):
            after = self._clause_after(paragraph, at)
            if after is None and event is None:
                after = self._at_sentence_end(paragraph, at)
            if after is not None:
                event, is_after = after, True
        event = event or self._line_of(paragraph, at)
        is_first = at == 0 or paragraph.tokens[at - 1].key in (END, QUOTATION)
        if event is None and is_first and self.open_event is not None:
            event = continued(self.open_event, at)
        is_sure = event is not None and event.speaker is not None and event.subject.is_sure
        teller = self.subjects.subject
        self.found.append(Found(paragraph, at, span, event, is_after, is_sure, teller))

    def _governing(self, paragraph: Paragraph, at: int) -> Event | None:
        for event in reversed(self.events):
            if at - event.at > _CLAUSE:
                return None
            is_far = event.is_frame and at - event.after > _ASIDE
            if is_far or placing.gives_way(paragraph, at, event, self.events):
                continue
            if placing.leads_in(paragraph, at, event):
                return event
            if placing.is_framed(paragraph, event.at) and not placing.frames(paragraph, event, at):
                continue
            if not event.is_relative:
                return event
            if all(token.key != "،" for token in paragraph.tokens[event.at : at]):
                return event
        return None

    def _told_inside(self, event: Event | None) -> Event | None:
        """«وقال فلان إن النظام يعارض «…»»: what nobody agrees with is told by who spoke before."""
        if event is None or event.speaker is not None or event.verb.force is Force.SAY:
            return event
        if event.how not in ("elided", "relative") or _says_itself(event.key):
            return event
        for outer in reversed(self.events):
            if outer.at < event.at and outer.speaker is not None:
                subject = Subject(outer.speaker, event.after, "elided", is_sure=False)
                return replace(event, subject=subject)
            if outer.verb.force is Force.SAY:
                break
        return event

    def _clause_after(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، يقول فلان · «…»، بحسب الوزارة · «…»، على حد تعبيره."""
        tokens = paragraph.tokens
        begin = at + 1
        while begin < len(tokens) and tokens[begin].key in ("،", "-", "هكذا"):
            begin += 1
        closed = begin + (begin < len(tokens) and tokens[begin].key == END)
        if placing.is_with_these(paragraph, closed):
            return self._with_these(paragraph, closed + 2)
        if begin >= len(tokens):
            return None
        key = tokens[begin].key
        if key == "علي" and len(tokens) > begin + 2 and tokens[begin + 1].key == "حد":
            return self._by_expression(paragraph, begin + 2)
        if placing.is_as_stands_in(paragraph, begin):
            return self._named(paragraph, begin + 1, begin + 3)
        if key == "كما" and (event := self._as_he_says(paragraph, begin + 1)):
            return event
        if key in ACCORDING:
            cue = paragraph.slice(begin, begin + 1)
            return self._event_at(paragraph, begin) or Event(begin, _SAYS, cue, nobody(begin + 1))
        return self._verb_after(paragraph, begin, at)

    def _verb_after(self, paragraph: Paragraph, begin: int, at: int) -> Event | None:
        """The reporting verb at `begin` behind the quotation at `at`."""
        key = paragraph.tokens[begin].key
        verb = reporting.verb(key)
        if verb is not None and verb.is_noun and key.endswith("ا"):
            is_first = at == 0 or paragraph.tokens[at - 1].key == END
            return self._event(paragraph, begin, verb) if is_first else None
        if verb is None or verb.is_noun or key[0] in "وف":
            return None
        if verb.force is not Force.WEAK:
            return self._event_at(paragraph, begin)
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

    def _line_of(self, paragraph: Paragraph, at: int) -> Event | None:
        """«فلان: «…»» on a line of its own."""
        tokens = paragraph.tokens
        begin = 0 if at and tokens[0].is_word else 1
        is_all = at + 1 >= len(tokens) or (at + 2 == len(tokens) and tokens[at + 1].key == END)
        if not (is_all and begin + 1 < at <= _LONGEST_LABEL and tokens[at - 1].key == ":"):
            return None
        mention = self.subjects.cast.read(paragraph, begin)
        if mention is None or mention.after != at - 1 or mention.is_body:
            return None
        return self._named(paragraph, at - 1, begin)

    def _as_he_says(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، كما يقول فلان; not «…»، كما أكد فلان أن …»."""
        verb = reporting.verb(paragraph.tokens[at].key) if at < len(paragraph.tokens) else None
        if verb is None or verb.is_noun or verb.force is not Force.SAY:
            return None
        goes_on = clauses.introduces(paragraph, at, _RELAY)
        return None if goes_on else self._event(paragraph, at, verb)

    def _at_sentence_end(self, paragraph: Paragraph, at: int) -> Event | None:
        """«… «…» في مصر، بحسب ما أكد دبلوماسي.»: the whole sentence is his."""
        tokens = paragraph.tokens
        for ahead in range(at + 1, min(at + _CLAUSE_AFTER, len(tokens) - 1)):
            key, before = tokens[ahead].key, tokens[ahead - 1].key
            if key == END or clauses.closes_sentence(paragraph, ahead):
                return None
            if before != "،" or key not in ACCORDING:
                continue
            return self._event_at(paragraph, ahead)
        return None

    def _by_expression(self, paragraph: Paragraph, at: int) -> Event | None:
        """«على حد قول فلان», «على حد تعبيره»."""
        if paragraph.tokens[at].key in ("قول", "تعبير", "وصف"):
            return self._named(paragraph, at, at + 1)
        subject = self.subjects.elided(paragraph, at, _SAYS)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)


def _matters(key: str) -> bool:
    """Whether the pass has anything to do at a word; for nine words of ten it has not."""
    return key in _CUES or is_person(key)


def _is_word_of(key: str) -> bool:
    """«وفق ما», «وفقا لما», «بحسب تصريحات», «طبقا لتصريحات»."""
    return key in _WORDS_OF or (key[0] == "ل" and key[1:] in _WORDS_OF)


def _says_itself(key: str) -> bool:
    """«ما تسميه الصحافة «…»», «ينص القانون»: another's words, inside whatever report."""
    forms = {key, key.lstrip("وف")}
    return not (reporting.DESCRIBING.isdisjoint(forms) and documents.STIPULATES.isdisjoint(forms))


def attribute(paragraphs: Sequence[str]) -> list[Found]:
    """Every quotation of the article, in order, with the clause that governs it."""
    quoting = [index for index, text in enumerate(paragraphs) if MARK.search(text)]
    if not quoting:
        return []
    work = _Pass()
    work.run([tokenise(index, text) for index, text in enumerate(paragraphs[: quoting[-1] + 1])])
    speakers = [found.event.speaker for found in work.found if found.event is not None]
    fullest.complete([who for who in speakers if who is not None], work.subjects.heard)
    return work.found
