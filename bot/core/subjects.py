"""The subject of each reporting word: named beside it, named before it, or left out.

Keeps what the article has told so far: the cast, the subject of the sentence, the last speaker.
An answer says how it was found and whether it is sure: a rival since the last clause makes it
less so.
"""

from dataclasses import replace

from bot.core import beside, clauses, documents, lexicon
from bot.core.clauses import RELATIVE
from bot.core.events import Subject
from bot.core.identity import Speaker
from bot.core.introductions import Introductions
from bot.core.lexicon import Sort, look
from bot.core.mentions import Mention
from bot.core.phrases import read, read_glued, read_named, read_surname
from bot.core.reporting import Force, Verb
from bot.core.speakers import Cast
from bot.core.tokens import END, Paragraph

_ADDRESSED = lexicon.words("addressed")
_LATTER = frozenset({"الاخير", "الاخيره"})
_UNTOLD = lexicon.words("untold") | lexicon.words("sacred")
_SOMEBODY = lexicon.words("somebody")
_NATIONALITIES = lexicon.words("nationalities")
_KINDS = lexicon.words("kinds")
_OPENERS = (Sort.TITLE, Sort.BODY, Sort.GIVEN, Sort.HONOUR, Sort.DOCUMENT)
_WHILE_HE = ("وهو", "وهي")
_CARRIES = frozenset({"كان", "كانت", "وهو", "وهي", "ان", "قد", "انه", "انها"})
_CONTINUING = lexicon.words("continuing")
_SUBORDINATES = lexicon.words("subordinates")
_PREPOSITIONS = lexicon.words("governing-prepositions")
_BLESSED = frozenset({"وسلم", "تعالي"})
_BLESSING, _FAR_BLESSING = 4, 25
_MEMORY = 4
_RIVALS = 2
_WELL_TOLD = 4
"""«المادة 14 من القانون», not «القرار»."""
_SILENCE = 3
"""After so many sentences without the speaker, «وأضاف» may mean somebody else."""


class Subjects:
    """What is known of speakers at one point of the article."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.heard: list[Paragraph] = []
        self.introductions = Introductions(self.heard)
        self.current: Speaker | None = None
        """Who spoke last, or was the subject of the last sentence."""
        self.is_current_sure = False
        self.silence = 0
        self.rivals = 0
        """People named since the current speaker spoke."""
        self.spoken: list[Speaker] = []
        self.subject: Speaker | None = None
        self.opening: Mention | None = None
        self.passed: tuple[Mention, Speaker] | None = None
        """Who was named last in this sentence."""
        self.relative: tuple[int, Speaker] | None = None
        """Where the last relative clause reports, and for whom."""
        self.opens_unknown = False
        self.takes_turn = False
        """«من جهته»: not the one who spoke last."""

    def start_sentence(self) -> None:
        self.subject = None
        self.opening = None
        self.passed = None
        self.relative = None
        self.opens_unknown = self.takes_turn = False
        self.silence += 1

    def find(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """The subject of the reporting word at a token."""
        subject = self._find(paragraph, at, verb)
        is_reported = self.subject is not None and beside.is_reported(paragraph, at)
        if (
            subject.speaker is not None
            and subject.how not in ("relative", "inside", "law")
            and not is_reported
        ):
            self._spoke(subject, is_named=subject.how == "named")
            if subject.how == "named" and subject.speaker.is_feminine is None:
                subject.speaker.is_feminine = {"m": False, "f": True}.get(verb.gender)
        return subject

    def _find(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        if paragraph.tokens[at].key.lstrip("وف") in documents.STIPULATES:
            law, after = documents.law(paragraph, at)
            if law:
                who = Speaker(law, tuple(law.split()), "", (), False, None, False)
                return Subject(who, after, "law", is_sure=len(who.name_keys) >= _WELL_TOLD)
        clause = beside.over_time(paragraph, at)
        before = paragraph.tokens[clause - 1].key if clause else ""
        # «كان ينتقد الرئيس»: the subject came before, what follows is the object.
        has_subject = verb.force is Force.ACT and (before in RELATIVE or before in _CARRIES)
        has_subject = has_subject or before in _WHILE_HE
        if not verb.is_noun and (fronted := self._fronted(paragraph, at, verb)) is not None:
            return fronted
        if not (verb.is_noun or has_subject):
            found = self._named_after(paragraph, at, verb)
            if found is not None:
                return found
        if before in RELATIVE and beside.is_about(paragraph, clause, at, verb):
            antecedent = self._antecedent(paragraph, clause - 1)
            self.relative = (at, antecedent) if antecedent is not None else None
            return Subject(antecedent, at + 1, "relative", is_sure=True)
        return self._told_before(paragraph, at, verb)

    def _told_before(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """Nobody is named beside the verb: who stands before it, or was told of."""
        is_carried = at > 0 and paragraph.tokens[at - 1].key in _WHILE_HE
        if is_carried and self.passed and self.passed[0].after == at - 1:
            return Subject(self.passed[1], at + 1, "before", is_sure=False)
        if self._stands_before(at, paragraph) and self.subject is not None:
            return Subject(self.subject, at + 1, "before", is_sure=True)
        if at and paragraph.tokens[at - 1].key in _SUBORDINATES and self.passed:
            mention, speaker = self.passed
            if mention.after == at - 1 and speaker.agrees(verb.gender):
                return Subject(speaker, at + 1, "before", is_sure=False)  # «بفلان حين قال»
        if (nearest := self._just_named(paragraph, at, verb)) is not None:
            return Subject(nearest, at + 1, "before", is_sure=False)
        if not verb.is_noun and (noun := beside.noun_before(paragraph, at)):
            thing = Speaker(noun, (noun,), "", (), False, None, False)
            return Subject(thing, at + 1, "inside", is_sure=False)
        if not verb.is_noun and beside.names_another(paragraph, at + 1):
            return self._unread(paragraph, at, verb)
        return self.elided(paragraph, at, verb)

    def _unread(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """«وأشار داموح إلى …»: a subject that could not be read; the last speaker is in doubt."""
        is_saying = verb.force in (Force.SAY, Force.WEAK)
        subject = self.elided(paragraph, at, verb)
        if verb.force is not Force.ACT and subject.speaker is self.current:
            self.is_current_sure = False
        return replace(subject, speaker=None if is_saying else subject.speaker, is_sure=False)

    def _fronted(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        """«وكان الوزير أعلن», «لكن مسؤولا قال»: the subject of the clause stands before it."""
        tokens = paragraph.tokens
        after = at - 1 if at and tokens[at - 1].key == "قد" else at
        if self._stands_before(at, paragraph) and verb.force is Force.ACT and self.subject:
            is_beside = self.opening is not None and self.opening.after == after
            if is_beside and self.subject.agrees(verb.gender):
                return Subject(self.subject, at + 1, "before", is_sure=True)
        if tokens[at].key[0] in "وف":
            return None
        mention = beside.phrase_ending_at(paragraph, after)
        if mention is None:
            return None
        speaker = self.cast.add(mention, self.current)
        if speaker is None or not speaker.agrees(verb.gender):
            return None
        is_inside = tokens[mention.start - 1].key in clauses.THAT
        return Subject(speaker, at + 1, "inside" if is_inside else "before", is_sure=True)

    def _named_after(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        begin = beside.past_outlet(paragraph, clauses.subject_start(paragraph, at + 1))
        key = paragraph.tokens[begin].key if begin < len(paragraph.tokens) else ""
        if key in _LATTER:
            return self._latter(begin, verb)
        if key in _UNTOLD:
            return Subject(None, begin + 1, "unsure", is_sure=False)
        if key in _ADDRESSED:
            meant, is_only = self.cast.addressed_so(key, self.current)
            return Subject(meant, begin + 1, "named", is_only or self.is_current_sure)
        if (found := self._unnamed(paragraph, begin, verb)) is not None:
            return found
        mention = self.cast.read(paragraph, begin, has_object=verb.force is Force.ACT)
        is_adverbial = key[:1] == "ب" and look(key).sort is Sort.OTHER
        is_adverbial = is_adverbial and key not in self.cast.surnames
        is_adverbial = is_adverbial and (mention is None or not mention.role)
        if mention is None or (is_adverbial and not beside.may_be_called(key, verb)):
            return None
        if begin == at + 1 and beside.is_object(mention, verb):
            return None
        if not (self.cast.known(mention) or clauses.is_credible(paragraph, mention, verb)):
            is_noun = verb.force is not Force.ACT and mention.is_noun
            return Subject(None, at + 1, "unsure", is_sure=False) if is_noun else None
        return self._resolved(paragraph, at, verb, mention)

    def _just_named(self, paragraph: Paragraph, at: int, verb: Verb) -> Speaker | None:
        """«وهو ما يشجعه عليه الوزير فلان بقوله», «عبر الوزير فلان عن سعادته وقال»: with his
        office, so no object of the clause."""
        if self.passed is None or not self.passed[0].role:
            return None
        mention, speaker = self.passed
        before = paragraph.tokens[mention.start - 1].key if mention.start else ""
        is_near = mention.after == at if verb.is_noun else before.endswith("عبر")
        is_he = is_near and speaker is not self.subject and speaker.agrees(verb.gender)
        return speaker if is_he else None

    def _latter(self, begin: int, verb: Verb) -> Subject:
        """«أوضح الأخير»: whoever was named last, who need not be the one who spoke."""
        meant = self.passed[1] if self.passed else None
        if meant is None or not meant.agrees(verb.gender):
            meant = self.subject = None
            self.takes_turn = True
        return Subject(meant, begin + 1, "named", is_sure=False)

    def _resolved(self, paragraph: Paragraph, at: int, verb: Verb, mention: Mention) -> Subject:
        """Whom the phrase beside the verb means."""
        is_known = self.cast.known(mention) is not None
        goes_on = paragraph.tokens[at].key.removeprefix("و") in _CONTINUING
        full = None if is_known else self.introductions.full(mention, at)
        gender = "?" if verb.is_plural else verb.gender
        current = None if beside.takes_the_word(paragraph, at) else self.current
        speaker = self.cast.add(full or mention, current, goes_on=goes_on, gender=gender)
        if speaker is not None and not (mention.name_keys or beside.agrees(speaker, verb)):
            return Subject(None, mention.after, "unsure", is_sure=False)
        if speaker is not None and not beside.is_whole(paragraph, mention):
            speaker.is_whole = speaker.is_named
        is_surname = mention.name.endswith("ي") and verb.force is Force.SAY
        is_sure = is_known or is_surname or full is not None or not mention.is_noun
        is_sure = is_sure and not beside.is_unresolved(mention, speaker)
        is_sure = is_sure and not beside.is_incomplete(paragraph, mention)
        is_sure = is_sure and not beside.is_joined(paragraph, mention.after)
        return Subject(speaker, mention.after, "named", is_sure=is_sure)

    def _unnamed(self, paragraph: Paragraph, begin: int, verb: Verb) -> Subject | None:
        """«وأضاف الشيخ», «وقال الفرنسي», «وقال آخر»: somebody without a name."""
        token = paragraph.tokens[begin] if begin < len(paragraph.tokens) else None
        if token is not None and beside.is_same_one(paragraph, begin):
            return Subject(self.current, begin + 2, "named", is_sure=self.is_current_sure)
        if token is None or not token.is_word or not beside.ends_at(paragraph, begin + 1):
            return None
        key, bare = token.key, lexicon.bare(token.key)
        if key in _SOMEBODY and verb.force is not Force.ACT:
            keys = (key,)
            who = Speaker(paragraph.slice(begin, begin + 1), keys, "", (), False, None, False)
            return Subject(who, begin + 1, "named", is_sure=False)
        is_address = look(key).sort is Sort.HONOUR and key.startswith("ال") and bare != "فريق"
        if is_address and (known := self.cast.addressed(bare)) is not None:
            return Subject(known, begin + 1, "named", is_sure=True)
        if key in _KINDS and (self.current is None or not self.current.is_named):
            name = paragraph.slice(begin, begin + 1)
            who = Speaker(name, (bare,), "", (bare,), False, None, False)
            return Subject(who, begin + 1, "named", is_sure=False)
        is_nationality = bare in _NATIONALITIES and key != bare and self.current is not None
        if is_nationality and all(bare not in who.name_keys for who in self.cast.latest()):
            return Subject(self.current, begin + 1, "named", is_sure=False)
        return None

    def elided(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """«وأضاف»: the subject of the sentence or the last speaker, if the gender agrees."""
        is_turn = self.takes_turn and self.subject is None
        if is_turn or self._is_of_unknown(paragraph, at, verb):
            return Subject(None, at + 1, "unsure", is_sure=False)
        if verb.is_noun and (nearer := self._of_relative(paragraph, at, verb)) is not None:
            return Subject(nearer, at + 1, "elided", is_sure=False)
        passed_over: list[tuple[str, str]] = []
        for candidate in (self.subject, self.current, *self.spoken[:-_MEMORY:-1]):
            if candidate is None:
                continue
            if verb.is_plural and candidate.is_named:
                passed_over.append((candidate.name, "one, not many"))
            elif candidate.is_many and not verb.is_plural and verb.gender != "?":
                passed_over.append((candidate.name, "many, not one"))
            elif candidate.agrees(verb.gender):
                is_sure = self._speaks_on(candidate) and not beside.is_of_another(paragraph, at)
                is_sure = is_sure and not (self.opens_unknown and candidate is not self.subject)
                is_sure = is_sure and not self._is_passed_over(paragraph, at, candidate)
                is_sure = is_sure and (verb.is_noun or not beside.may_name(paragraph, at + 1))
                return Subject(candidate, at + 1, "elided", is_sure, tuple(passed_over))
            else:
                passed_over.append((candidate.name, "another gender"))
        return Subject(None, at + 1, "elided", is_sure=False, passed_over=tuple(passed_over))

    def _is_of_unknown(self, paragraph: Paragraph, at: int, verb: Verb) -> bool:
        """Somebody opened the sentence who could not be read, or a blessing names him."""
        before = paragraph.tokens[max(0, at - _BLESSING) : at]
        if self.subject is None:
            before = paragraph.tokens[max(0, at - _FAR_BLESSING) : at]
            ends = [place for place, token in enumerate(before) if token.key == END]
            before = before[ends[-1] + 1 :] if ends else before
        if any(token.key in _BLESSED for token in before):
            return True  # «حديث الرسول صلى الله عليه وسلم عندما قال»
        is_next = self.opens_unknown and before[-1:] != () and before[-1].key == "،"
        return is_next and not verb.is_noun and paragraph.tokens[at].key[0] != "و"

    def _of_relative(self, paragraph: Paragraph, at: int, verb: Verb) -> Speaker | None:
        """«من باريس، التي أدانت القرار معتبرة أن …»: no comma since the relative clause."""
        if self.relative is None:
            return None
        begun, speaker = self.relative
        is_one_clause = all(token.key != "،" for token in paragraph.tokens[begun:at])
        return speaker if is_one_clause and speaker.agrees(verb.gender) else None

    def _is_passed_over(self, paragraph: Paragraph, at: int, candidate: Speaker) -> bool:
        """«صدق الشاعر فلان حين قال»: somebody else stands before the subordinate clause."""
        if self.passed is None or at == 0 or self.passed[1] is candidate:
            return False
        return paragraph.tokens[at - 1].key in _SUBORDINATES

    def _speaks_on(self, candidate: Speaker) -> bool:
        if candidate is self.subject:
            if self.rivals > _RIVALS:
                return False
            return candidate is not self.current or self.is_current_sure
        if candidate is not self.current or not self.is_current_sure:
            return False
        return self.silence <= 1 or (self.rivals == 0 and self.silence <= _SILENCE)

    def take(self, mention: Mention, *, is_aside: bool = False) -> Subject | None:
        """The speaker that a phrase names outright: «نقلا عن فلان».

        An aside («أكد الوزير أن …، بحسب الوكالة، وأضاف») leaves the sentence to its subject.
        """
        speaker = self.cast.add(mention, self.current)
        if speaker is None:
            return None
        is_sure = not mention.is_noun and not beside.is_unresolved(mention, speaker)
        subject = Subject(speaker, mention.after, "named", is_sure)
        if not (is_aside and self.subject is not None and self.subject is self.current):
            self._spoke(subject, is_named=True)
        return subject

    def _spoke(self, subject: Subject, *, is_named: bool) -> None:
        speaker = subject.speaker
        if speaker is None:
            return
        is_same = speaker is self.current and self.is_current_sure and not is_named
        stays_sure = is_same and (self.rivals <= 1 or self.silence <= 1)
        self.current, self.is_current_sure = speaker, subject.is_sure or stays_sure
        self.silence = self.rivals = 0
        if is_named or self.subject is None:
            self.subject = speaker
        if speaker not in self.spoken[-1:]:
            self.spoken.append(speaker)

    def _stands_before(self, at: int, paragraph: Paragraph) -> bool:
        mention = self.opening
        if mention is None or mention.paragraph != paragraph.index:
            return False
        return mention.after <= at <= mention.after + 1

    def _antecedent(self, paragraph: Paragraph, at: int) -> Speaker | None:
        """«تصريحات الرئيس الفرنسي التي رأى فيها»: who stands just before the relative."""
        if self.passed is not None and at - 1 <= self.passed[0].after <= at:
            return self.passed[1]
        for begin in range(max(0, at - 8), at):
            if look(paragraph.tokens[begin].key).sort not in (*_OPENERS, Sort.PLACE):
                continue
            mention = read(paragraph, begin)
            end = at - 1 if paragraph.tokens[at - 1].key == "،" else at
            if mention is not None and mention.after == end:
                return self.cast.add(mention)
        return None

    def open_with(self, paragraph: Paragraph, at: int) -> int:
        """The subject of a sentence that begins without a reporting verb; where to go on."""
        sort = look(paragraph.tokens[at].key).sort
        self.takes_turn |= paragraph.tokens[at].key in beside.IN_TURN
        if sort in (Sort.STOP, Sort.PREPOSITION, Sort.TIME):
            return at
        if at and paragraph.tokens[at - 1].key.removeprefix("و") in _PREPOSITIONS:
            return self.pass_by(paragraph, at) if sort in _OPENERS else at
        is_known = paragraph.tokens[at].key in self.cast.surnames
        is_name = is_known or sort in _OPENERS or beside.opens_with_name(paragraph, at)
        begin = at if is_name else at + 1
        if begin >= len(paragraph.tokens):
            return at
        is_opener = look(paragraph.tokens[begin].key).sort in _OPENERS
        if begin > at and not is_opener and paragraph.tokens[begin].key not in self.cast.surnames:
            is_first = at == 0 or paragraph.tokens[at - 1].key == END
            is_told = beside.is_unknown_subject(paragraph, begin)
            self.opens_unknown = is_first and (is_told or paragraph.tokens[at].key[0] not in "وف")
            return at
        mention = read(paragraph, begin, has_object=begin > at, is_cautious=True)
        if mention is None and is_known:
            mention = read_surname(paragraph, at)
        if mention is None or mention.is_noun:
            return at
        self.subject = self.cast.add(mention, self.current)
        self.opening = mention
        if self.subject is not None and self.subject.is_named:
            self.current, self.is_current_sure = self.subject, True
            self.silence = self.rivals = 0
        return mention.after

    def pass_by(self, paragraph: Paragraph, at: int) -> int:
        """Somebody named beside the clause: remembered for later, not a speaker now."""
        key = paragraph.tokens[at].key
        if key.endswith("ا") and lexicon.exact(key) is Sort.OTHER:
            return at  # «بدا مقاتلا»: no office
        is_glued = look(key).sort not in beside.PERSONS and key not in self.cast.surnames
        glued = read_glued(paragraph, at, needs_name=True) if is_glued else None
        mention = glued if is_glued else read_named(paragraph, at)
        if mention is None or not mention.name_keys or mention.is_noun:
            return at
        speaker = self.cast.mention(mention)
        self.passed = (mention, speaker)
        if speaker is not self.current:
            self.rivals += 1
        return mention.after
