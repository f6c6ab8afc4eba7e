"""Reads reporting clauses: which word reports, and for whom.

Verbs («قال فلان»), and what stands for one: «بحسب فلان», «جاء في بيان», «نقلا عن فلان», «على حد
تعبيره», «لوصفه بـ«…»». Which quotation a clause governs is decided in `attribution`.
"""

from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.cast import documents
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases import read, read_glued
from bot.core.phrases.tokens import END, QUOTATION, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers import between, describing, events, placing
from bot.core.speakers.events import ACCORDING, Event, Subject, is_according, nobody
from bot.core.speakers.subjects import Subjects
from bot.core.verbs import answers, clauses
from bot.core.verbs.clauses import RELATIVE, THAT

_ACCORDING_TO = frozenset({"وفقا", "طبقا", "ووفقا", "وطبقا"})
"""«وفقا لفلان»."""
_RELAYS, _PRESS = lexicon.words("relays"), lexicon.words("press")
_SACRED = lexicon.words("sacred")
_HIS_WORDS = lexicon.words("his-words")
_ASCRIBES = frozenset({"نسب", "نسبت", "ونسب", "ونسبت", "ينسب", "تنسب", "وينسب", "وتنسب"})
_ASCRIBED = frozenset({"القول", "قوله", "قولها", "قولهم"})
_TOLD = frozenset({"قول", "حديث", "تصريح", "تصريحات", "كلام"})
"""«نقلت الوكالة حديث فلان: «…»»."""
_RELAY, _NEAR = 15, 4
_SAYS, _HIS, _HERS = (Verb("say", gender) for gender in "?mf")
_WORDS_OF = frozenset(
    {"عن", "ما", "قول", "تعبير", "وصف", "تاكيد", "تاكيدات", "تصريح", "تصريحات", "كلام", "افاده"}
    | {"توضيح", "توضيحات", "مقوله", "مقولات"}
)
"""«بحسب تأكيدات فلان»: the speaker follows."""
_ABOUT_HIM = {"عنه": _HIS, "عنها": _HERS}
"""«ونقلت الوكالة عنه قوله»."""
_ON_BEHALF = lexicon.words("on-behalf")
_SAYINGS_OF = frozenset(particle + reporting.SAYING_OF for particle in ("", "ب", "ل", "ك"))
_SUBORDINATE = RELATIVE | {"فيما", "بينما", "حين", "حينما", "عندما", "بعدما", "ما"}
"""«فيما يصر الدائنون على …، فإن …»: what is reported ends with the clause."""
_BY_MOUTH_OF = ("علي", "لسان")
_STANDS_IN = frozenset({"جاء", "ورد", "وجاء", "وورد"})
"""«جاء في البيان أن»: the document speaks."""
_PARTS = frozenset({"بعض", "ابرز", "اهم", "كل", "هذا", "وهذا", "هو", "وهو", "هنا", "من", "ومن"})
"""«وهذا بعض ما جاء في رسالته: «…»»."""
_POSTS = frozenset({"التغريده", "التدوينه", "المنشور", "نصه", "نصها"})
_HELD = (
    *("تاكيد", "اعتراف", "اقرار", "ايمان", "اعتقاد", "قناعه", "اعلان", "ادعاء"),
    *("تاكيدات", "تحذيرات", "ادعاءات", "مزاعم"),  # «تحذير المزارعين من أن»: they are warned
)
_HOLDING = frozenset(particle + noun for particle in ("", "ب", "ل", "و") for noun in _HELD)
"""«بتأكيد فلان على أن», «إيمان واشنطن بأن»: whose it is follows as a genitive."""
_AS_HE_SEES = reporting.DESCRIBING | {"يري", "تري", "يرون"}
"""«كما يصفه فلان», «كما يرى فلان»: with the verb of saying, what ends what he has said."""
_NO_VERBS = _RELAYS.union(
    _SAYINGS_OF, _STANDS_IN, events.ACCORDING_TOO, _HOLDING, documents.STATEMENTS, {"حد"}
)
CUES = _NO_VERBS.union(reporting.FORMS, describing.NOUNS)
"""Every word that may report."""


class ClauseReader:
    """The clauses of one paragraph, with what the article has told of speakers so far."""

    def __init__(self) -> None:
        self.subjects = Subjects()
        self.known: dict[int, Event] = {}
        """Events of this paragraph by token, so that none is read twice."""

    def _event_at(self, paragraph: Paragraph, at: int) -> Event | None:
        key = paragraph.tokens[at].key
        if at in self.known:
            return self.known[at]
        if key not in CUES:
            return None
        event, verb = None, reporting.verb(key)
        is_verb = key in answers.AMBIGUOUS and answers.is_answer(paragraph, at)
        if key == "فرد" and not is_verb:
            return None  # «كل فرد منهم»
        if (key in _NO_VERBS and not is_verb) or describing.is_noun(paragraph, at):
            event = self._without_verb(paragraph, at, key)
        elif verb is not None and clauses.reports(paragraph, at, verb):
            event = self._event(paragraph, at, verb)
            event = None if _is_yet_to_come(event) else event
        if event is not None:
            self.known[at] = event
        return event

    def _without_verb(self, paragraph: Paragraph, at: int, key: str) -> Event | None:
        """«نقلا عن فلان», «جاء في بيان», «قول فلان», «على حد تعبيره», «لوصفه بـ«…»»."""
        if key in _RELAYS:
            return self._relayed(paragraph, at)
        if key in _STANDS_IN:
            return self._in_document(paragraph, at)
        if key in documents.STATEMENTS:
            return self._statement(paragraph, at)
        if key in _SAYINGS_OF:
            return self._named(paragraph, at, at + 1, only_listed=True)
        if key == "حد":
            puts_so = placing.puts_so(paragraph, at)
            return self._by_expression(paragraph, at + 1) if puts_so else None
        if key in _HOLDING:
            return self._held(paragraph, at)
        if key in describing.NOUNS:
            return self._event(paragraph, at, describing.CALLING)
        return self._according(paragraph, at)

    def _event(self, paragraph: Paragraph, at: int, verb: Verb) -> Event:
        subject = self.subjects.find(paragraph, at, verb)
        led = self.known.get(at - 1)
        if verb.is_noun and led is not None and not led.subject.is_sure:
            is_joined = led.key[0] in "وف" or paragraph.tokens[at - 2].key != "،"
            subject = replace(subject, is_sure=subject.is_sure and is_joined)  # «، اكتفى بالقول»
        subject = self._by_mouth(paragraph, subject.after) or subject
        begin = clauses.tense_before(paragraph, at)
        is_relative = begin > 0 and paragraph.tokens[begin - 1].key in _SUBORDINATE
        is_main = at == 0 or paragraph.tokens[at - 1].key == END
        is_relative = is_relative or subject.how == "inside"
        is_relative = is_relative or (subject.how == "law" and not is_main)
        is_relative = is_relative or clauses.is_of_time(paragraph, at)
        return Event(at, verb, paragraph.slice(at, at + 1), subject, is_relative)

    def _by_mouth(self, paragraph: Paragraph, at: int) -> Subject | None:
        """«وأكدت النقابة على لسان رئيسها سامر …»: who speaks for it."""
        tokens = paragraph.tokens
        if at + 2 >= len(tokens) or (tokens[at].key, tokens[at + 1].key) != _BY_MOUTH_OF:
            return None
        mention = self.subjects.cast.read(paragraph, at + 2)
        return self.subjects.take(mention) if mention is not None else None

    def _held(self, paragraph: Paragraph, at: int) -> Event | None:
        """«بتأكيد فلان، أمس، على أن «…»»; the sentence stays with its own subject."""
        begin = at + 1
        if begin == len(paragraph.tokens) or (at and paragraph.tokens[at - 1].key in THAT):
            return None  # «قالت الشركة إن إعلان الوزير أن السد صامد «تقدم كبير»»
        mention = self.subjects.cast.read(paragraph, begin)
        if mention is None or not clauses.is_listed(mention):
            return None
        ahead = [token.key for token in paragraph.tokens[mention.after : mention.after + _RELAY]]
        that = next((place for place, key in enumerate(ahead) if key in THAT), None)
        speaker = self.subjects.cast.add(mention) if that is not None else None
        if speaker is None or not {END, QUOTATION, ":"}.isdisjoint(ahead[:that]):
            return None
        subject = Subject(speaker, mention.after, "named", is_sure=not mention.is_noun)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)

    def _relayed(self, paragraph: Paragraph, at: int) -> Event | None:
        """«نقلت الوكالة عن فلان قوله»: the person speaks, not the agency."""
        for begin in range(at + 1, min(at + _RELAY, len(paragraph.tokens))):
            token = paragraph.tokens[begin]
            if token.key == END:
                return None
            if token.span is not None and begin > at + 3:
                return self._relays_itself(paragraph, at)
            if _is_relay(paragraph, at, begin):
                return self._named(paragraph, at, begin + 1)
            if _is_ascribed(paragraph, at, begin):
                return self._named(paragraph, at, begin)
            is_told = token.key in _TOLD and not _is_passed_on(paragraph, begin + 1)
            if is_told and (event := self._named(paragraph, at, begin + 1)):
                return event
            if token.key in _ABOUT_HIM:
                subject = self.subjects.told_of(paragraph, begin, _ABOUT_HIM[token.key])
                return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)
        return None

    def _relays_itself(self, paragraph: Paragraph, at: int) -> Event | None:
        """«نقل التلفزيون في شريط عاجل «…»»: from nobody else."""
        mention = self.subjects.cast.read(paragraph, at + 1)
        if mention is None or not mention.is_body or paragraph.tokens[at].key.endswith("ا"):
            return None
        is_press = lexicon.bare(mention.role_keys[0]) in _PRESS
        is_press = is_press and (mention.is_definite or len(mention.role_keys) > 1)
        return self._named(paragraph, at, at + 1) if is_press else None

    def _in_document(self, paragraph: Paragraph, at: int) -> Event | None:
        """«وجاء في بيان للوزارة: «…»», «ورد على لسان فلان»."""
        if paragraph.tokens[at + 1 : at + 2] and paragraph.tokens[at + 1].key in ("فيه", "فيها"):
            return self._in_which(paragraph, at)
        if (
            at > 1
            and paragraph.tokens[at - 1].key == "ما"
            and (paragraph.tokens[at - 2].key not in _PARTS)
        ):
            return None  # «اعتبر الوزير ما جاء في الدراسة «مبالغة»»: what he speaks of
        for begin in range(at + 1, min(at + 4, len(paragraph.tokens) - 1)):
            key = paragraph.tokens[begin].key
            if key == "لسان":
                return self._named(paragraph, at, begin + 1)
            if key in ("في", "ضمن"):
                if not clauses.introduces(paragraph, begin, 26):
                    return None
                if gender := documents.of_whom(paragraph, begin + 1):
                    whose = self.subjects.elided(paragraph, at, Verb("say", gender))
                    whose = replace(whose, is_sure=False)
                    return Event(at, _SAYS, paragraph.slice(at, at + 1), whose)
                behind = paragraph.tokens[begin + 1].key in documents.REPLIES
                found = self._in_post(paragraph, at, begin + 1)
                found = found or self._named(paragraph, at, begin + 1 + behind)
                return found or Event(at, _SAYS, paragraph.slice(at, at + 1), nobody(begin + 1))
        return None

    def _in_post(self, paragraph: Paragraph, at: int, begin: int) -> Event | None:
        """«أعربت فلانة عن حزنها، وجاء في التغريدة: «…»»: hers, of whom the sentence tells."""
        who, post = self.subjects.subject, paragraph.tokens[begin].key
        if post not in _POSTS or who is None:
            return None
        subject = Subject(who, begin + 1, "elided", is_sure=False)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)

    def _statement(self, paragraph: Paragraph, at: int) -> Event | None:
        """«صدر عن مكتب فلان البيان التالي: «…»»."""
        if not documents.is_statement_next(paragraph, at):
            return None
        mention = documents.who_issued(paragraph, at)
        speaker = self.subjects.cast.add(mention) if mention is not None else None
        if speaker is None:
            return None
        subject = Subject(speaker, at + 2, "named", is_sure=True)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject)

    def _in_which(self, paragraph: Paragraph, at: int) -> Event:
        """«أصدرت الوزارة بيانا جاء فيه: «…»»: whose it is, else the paper itself; «عقد جاء فيه»,
        «صفحة ورد فيها»: nobody's who tells of it."""
        document = documents.nearest(paragraph, at)
        speaker, is_sure = (
            self._whose(paragraph, document) if document is not None else (None, False)
        )
        subject = Subject(speaker, at + 2, "inside", is_sure, is_settled=True)
        return Event(at, _SAYS, paragraph.slice(at, at + 1), subject, is_relative=True)

    def _whose(self, paragraph: Paragraph, document: int) -> tuple[Speaker | None, bool]:
        """Whose the document at a token is, and whether he is named; else the document itself."""
        told, speaker = self.subjects, None
        if not look(paragraph.tokens[document].key).is_definite:
            speaker = documents.owner(paragraph, document, told.cast)
        if speaker is not None:
            return speaker, True
        if gender := documents.issued(paragraph, document):
            speaker = told.elided(paragraph, document, Verb("say", gender)).speaker
        mention = read(paragraph, document) if speaker is None else None
        return (told.cast.add(mention) if mention is not None else speaker), False

    def _named(
        self, paragraph: Paragraph, at: int, begin: int, *, only_listed: bool = False
    ) -> Event | None:
        """An event whose speaker stands at `begin`."""
        is_glued = paragraph.tokens[at].key in _ACCORDING_TO
        is_glued |= _is_ascribed(paragraph, at, begin)
        find = read_glued if is_glued else self.subjects.cast.read
        mention = find(paragraph, begin)
        if mention is None:
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
            event = self._aside(paragraph, begin, verb)
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

    def _witness(self, paragraph: Paragraph, at: int) -> Event | None:
        """«على حد تعبيره», «كما جاء في البيان», «كما يقول فلان», «بحسب الوزارة», «على ما روى
        فلان»."""
        if placing.puts_so(paragraph, at + 1):
            return self._by_expression(paragraph, at + 2)
        if placing.is_as_stands_in(paragraph, at):
            return self._named(paragraph, at + 1, at + 3) or self._nobodys(paragraph, at)
        key = paragraph.tokens[at].key
        if key == "كما":
            return self._as_he_says(paragraph, at + 1)
        if key in ACCORDING:
            return self._event_at(paragraph, at) or self._nobodys(paragraph, at)
        return self._according(paragraph, at) if placing.is_as_told(paragraph, at) else None

    def _as_he_says(self, paragraph: Paragraph, at: int) -> Event | None:
        """«…»، كما يقول فلان; not «…»، كما أكد فلان أن …»."""
        verb = reporting.verb(paragraph.tokens[at].key) if at < len(paragraph.tokens) else None
        if verb is None:
            return None
        is_saying = verb.force == "say" or paragraph.tokens[at].key in _AS_HE_SEES
        if not (is_saying or self._ends_with_subject(paragraph, at + 1)):
            return None
        is_describing = paragraph.tokens[at].key in reporting.DESCRIBING
        goes_on = clauses.introduces(paragraph, at, _NEAR if is_describing else _RELAY)
        return None if goes_on else self._aside(paragraph, at, verb)

    def _aside(self, paragraph: Paragraph, at: int, verb: Verb) -> Event:
        """«…»، حسبما ذكر فلان لوكالة النهر: without «أن», what is claimed has been said."""
        is_claim = verb.force == "claim"
        return self._event(paragraph, at, replace(verb, force="say") if is_claim else verb)

    def _ends_with_subject(self, paragraph: Paragraph, at: int) -> bool:
        """«كما روى | فلان (34 عاما) لوكالة النهر.», «كما قال |.»; not «كما أعلن الإضراب.»."""
        begin = between.subject_start(paragraph, at)
        if begin >= len(paragraph.tokens) or paragraph.tokens[begin].key == END:
            return True
        mention = self.subjects.cast.read(paragraph, begin)
        if mention is None or mention.is_noun:
            return False
        return between.is_last(paragraph, mention.after)

    def _nobodys(self, paragraph: Paragraph, at: int) -> Event:
        """«بحسب الكتاب»: somebody's words, though who he is cannot be read."""
        return Event(at, _SAYS, paragraph.slice(at, at + 1), nobody(at + 1))

    def _by_expression(self, paragraph: Paragraph, at: int) -> Event | None:
        """«على حد قول فلان», «على حد تعبيره»."""
        if paragraph.tokens[at].key in placing.HIS_WORD_OF:
            return self._named(paragraph, at, at + 1)
        if paragraph.tokens[at].key == "ما":
            return self._according(paragraph, at - 1)
        subject = self.subjects.elided(paragraph, at, _whose(paragraph.tokens[at].key))
        return Event(at, _whose(paragraph.tokens[at].key), paragraph.slice(at, at + 1), subject)


def _is_relay(paragraph: Paragraph, at: int, begin: int) -> bool:
    """«نقلت الصحيفة | عن فلان», «نقلا على | لسان فلان», «نسبت الصحيفة | إلى دبلوماسي القول إن»."""
    key = paragraph.tokens[begin].key
    if paragraph.tokens[at].key not in _ASCRIBES:
        before = paragraph.tokens[begin - 1].key
        return (before, key) == _BY_MOUTH_OF or (key == "عن" and before not in _ON_BEHALF)
    ahead = paragraph.tokens[begin + 1 : begin + _RELAY]
    return key == "الي" and any(token.key in _ASCRIBED for token in ahead)


def _is_passed_on(paragraph: Paragraph, begin: int) -> bool:
    """«وحين نُقل حديث | الوكيل إلى المدرب، اكتفى بالقول»: to him who answers."""
    mention = read(paragraph, begin) if begin < len(paragraph.tokens) else None
    after = mention.after if mention is not None else begin
    return any(token.key == "الي" for token in paragraph.tokens[after : after + 1])


def _is_ascribed(paragraph: Paragraph, at: int, begin: int) -> bool:
    """«ونسبت الوكالة | لأحد أقربائه قوله»."""
    if paragraph.tokens[at].key not in _ASCRIBES or paragraph.tokens[begin].key[:1] != "ل":
        return False
    return any(token.key in _ASCRIBED for token in paragraph.tokens[begin + 1 : begin + _RELAY])


def _whose(key: str) -> Verb:
    """«على حد تعبيرها»; «حسبما وصفها» does not tell, nor «تعبيره», of a body as «المصدر»."""
    return _HERS if key.endswith("ها") and not key.startswith("وصف") else _SAYS


def _is_yet_to_come(event: Event) -> bool:
    """«هدد الوزير بأن الجيش سيرد بـ«…»»: what another has not said yet is his who tells of it."""
    return event.how == "inside" and event.key[:2] in ("سي", "ست")


def _is_word_of(key: str) -> bool:
    """«وفق ما», «وفقا لما», «بحسب تصريحات», «طبقا لتصريحات»."""
    return key in _WORDS_OF or (key[0] == "ل" and key[1:] in _WORDS_OF)
