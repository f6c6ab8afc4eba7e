"""What an article has told so far: its cast, the subject of the sentence, who spoke last.

Answers who a reporting word without a subject belongs to («وأضاف»), and how sure that is: a rival
since the last clause makes it less so.
"""

from bot.core import lexicon
from bot.core.cast import authors, identity
from bot.core.cast.cast import Cast
from bot.core.cast.identity import Speaker
from bot.core.cast.introductions import TO_ME, Introductions
from bot.core.lexicon import look
from bot.core.phrases import read_glued, read_named, read_surname
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import END, Paragraph
from bot.core.reporting import Verb
from bot.core.speakers import beside, first_of_two, objects, resuming
from bot.core.speakers.events import Subject
from bot.core.verbs import clauses
from bot.core.verbs.turning import another_before, is_answer

SUBORDINATES = lexicon.words("subordinates")
_MEN = ("ي", "ين", "ون")
"""«بحسب القزويني», «بحسب المهتمين», not «حسب الأنماط»."""
_BLESSED = frozenset({"وسلم", "تعالي"})
_HIS_SAYING = frozenset({"قوله", "قولها", "القول"})
_BLESSING, _FAR_BLESSING = 4, 25
_PLURALS = ("ون", "ين", "ان", "ات", "اء")
_SPOKESMEN = frozenset({"متحدث", "ناطق", "مصدر"})
"""Of whom nobody needs to have told."""
_SO_HE = ("فهو", "فهي")
_MEMORY = 4
_RIVALS = 2
_SILENCE = 3
"""After so many sentences without the speaker, «وأضاف» may mean somebody else."""


class Told:
    """What is known of speakers at one point of the article."""

    current: Speaker | None = None
    """Who spoke last, or was the subject of the last sentence."""
    is_current_sure = False
    silence = rivals = 0
    """Sentences, and people named, since the current speaker spoke."""
    voiced: tuple[Speaker, str] | None = None
    """Who was last named beside a verb, and the verb's gender: «المصدر ذاته» after «وزارة»."""
    acted: Speaker | None = None
    """The subject of a sentence since somebody spoke, by the place of his name."""
    opened: Speaker | None = None
    """The subject of the sentence before: «… مسؤول في السوق …. فهو يؤكد»."""
    said: tuple[Mention, Speaker] | None = None
    """Who was named last beside a verb."""

    subject: Speaker | None = None
    """This and what follows is begun anew with every sentence."""
    is_subject_told = True
    """False where only the place of the name makes him the subject."""
    opening: Mention | None = None
    passed: tuple[Mention, Speaker] | None = None
    """Who was named last in this sentence."""
    passed_first: tuple[Mention, Speaker] | None = None
    """Who was named first, with his office."""
    authored: tuple[Mention, Speaker] | None = None
    """«تصريحا أدلى به الوزير فلان»: whose words the sentence tells of."""
    relative: tuple[int, Speaker] | None = None
    """Where the last relative clause reports, and for whom."""
    unowned: list[str]
    """«وفي بيان، …»: words for a document whose subject is still to come."""
    opens_unknown = takes_turn = has_reported = False
    """Somebody unread opened it; «من جهته»: not who spoke last; a main verb of it reports."""

    def __init__(self) -> None:
        self.cast = Cast()
        self.heard: list[Paragraph] = []
        self.introductions = Introductions(self.heard)
        self.spoken: list[Speaker] = []
        self.unowned = []

    def start_sentence(self) -> None:
        self.opened, self.subject = self.subject, None
        self.is_subject_told = True
        self.opening = None
        self.passed = self.passed_first = self.authored = None
        self.relative = None
        self.unowned = []
        self.opens_unknown = self.takes_turn = self.has_reported = False
        self.silence += 1

    def elided(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """«وأضاف»: the subject of the sentence or the last speaker, if the gender agrees."""
        if (told := self._without_candidates(paragraph, at, verb)) is not None:
            return told
        passed_over: list[tuple[str, str]] = []
        for candidate in (self.subject, self.current, self.acted, *self.spoken[:-_MEMORY:-1]):
            if candidate is None:
                continue
            is_one = candidate.is_named and not candidate.is_many
            if verb.is_plural and is_one:
                passed_over.append((candidate.name, "one, not many"))
            elif not verb.is_plural and (
                (candidate.is_many and verb.gender != "?")
                or (verb.gender == "m" and identity.are_people(candidate))
            ):
                passed_over.append((candidate.name, "many, not one"))
            elif candidate.agrees(verb.gender) or self._is_voiced_so(candidate, verb):
                is_sure = self._speaks_on(candidate) and candidate.agrees(verb.gender)
                is_sure = is_sure and not self._may_be_another(paragraph, at, verb, candidate)
                is_sure = is_sure and not beside.is_of_another(paragraph, at)
                is_sure = is_sure and not beside.is_in_which(paragraph, at)
                is_sure = is_sure and (self.is_subject_told or candidate is not self.subject)
                is_sure = is_sure and not (self.opens_unknown and candidate is not self.subject)
                is_sure = is_sure and not self._is_passed_over(paragraph, at, candidate)
                is_sure = is_sure and (
                    verb.is_noun or not self._names_another(paragraph, at + 1, candidate)
                )
                return Subject(candidate, at + 1, "elided", is_sure, tuple(passed_over))
            else:
                passed_over.append((candidate.name, "another gender"))
        who = self._passed_by(verb)
        return Subject(who, at + 1, "elided", is_sure=False, passed_over=tuple(passed_over))

    def _may_be_another(
        self, paragraph: Paragraph, at: int, verb: Verb, candidate: Speaker
    ) -> bool:
        """«ومن مأثورات العالم قوله»: his whom the noun follows; «ويتفق معه فلان الذي يقول: «…»،
        ويضيف»: who spoke last in a relative clause; «مع زميله فلان، يقول»: who was named."""
        key = paragraph.tokens[at].key
        if key in _HIS_SAYING:
            return candidate is not self.subject
        if verb.is_noun:
            return verb.gender != "f" and beside.tells_of_somebody(paragraph, at)
        if self.relative is not None and self.relative[1] is not candidate:
            return self.relative[1].agrees(verb.gender)
        follows_comma = at > 0 and paragraph.tokens[at - 1].key == "،" and key[0] not in "وف"
        is_another = self.passed is not None and self.passed[1] is not candidate
        return follows_comma and is_another and candidate is not self.subject

    def _without_candidates(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        """Another's turn, another's words, or nobody's: the last speakers are not asked."""
        if (another := self._another(paragraph, at)) is not None:
            return Subject(another, at + 1, "elided", is_sure=False, is_settled=True)
        is_he = at > 0 and paragraph.tokens[at - 1].key in _SO_HE
        if is_he and self.opened is not None and self.opened.agrees(verb.gender):
            return Subject(self.opened, at + 1, "elided", is_sure=self.opened.is_named)
        is_turn = self.takes_turn and self.subject is None
        if is_turn or self._is_of_unknown(paragraph, at, verb):
            return Subject(None, at + 1, "unsure", is_sure=False, is_settled=is_turn)
        if is_answer(paragraph, at):
            asked = (who for who in self.spoken[-2::-1] if who.agrees(verb.gender))
            return Subject(next(asked, None), at + 1, "elided", is_sure=False, is_settled=True)
        if verb.is_noun and (nearer := self._of_relative(paragraph, at, verb)) is not None:
            return Subject(nearer, at + 1, "elided", is_sure=False)
        if (other := self._whose_saying(paragraph, at, verb)) is not None:
            return Subject(other, at + 1, "elided", is_sure=False)
        return None

    def _another(self, paragraph: Paragraph, at: int) -> Speaker | None:
        place = another_before(paragraph, at)
        return None if place is None else self.cast.titled(paragraph, place)

    def _whose_saying(self, paragraph: Paragraph, at: int, verb: Verb) -> Speaker | None:
        """«نسخة من اعترافات فلان، مشيرا إلى قوله»: not who points to it."""
        is_his = paragraph.tokens[at].key.startswith(("قول", "بقول")) and verb.is_noun
        if not is_his or self.passed is None or not beside.is_of_another(paragraph, at):
            return None
        return self.passed[1]

    def _passed_by(self, verb: Verb) -> Speaker | None:
        """«حفز رئيس البعثة فلان …، وقال»: nobody has spoken yet, but this one did something."""
        if self.passed is None or self.spoken or self.current is not None or verb.is_plural:
            return None
        _, who = self.passed_first or self.passed
        return who if who.role and who.agrees(verb.gender) else None

    def _is_voiced_so(self, candidate: Speaker, verb: Verb) -> bool:
        """«وأوضح المصدر ذاته أن …، مبرزا», the source being «السلطات المحلية»."""
        is_same = candidate is self.current and self.voiced == (candidate, verb.gender)
        return is_same and not (candidate.is_named and candidate.role)

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
        """«من باريس، التي أدانت القرار معتبرة أن …»: no comma since the relative clause; «استمع
        الوزير إلى فلان، الذي عبر عن أمله، قائلا»: in a sentence that reports of nobody else."""
        if self.relative is None:
            return None
        begun, speaker = self.relative
        if speaker.is_many and verb.gender == "m" and not verb.is_plural:
            return None  # «الوزراء الذين اتهموا بالفساد قائلا»
        is_his = all(token.key != "،" for token in paragraph.tokens[begun:at])
        is_his |= not self.has_reported and speaker.is_named and not speaker.is_body
        return speaker if is_his and speaker.agrees(verb.gender) else None

    def _is_passed_over(self, paragraph: Paragraph, at: int, candidate: Speaker) -> bool:
        """«صدق الشاعر فلان حين قال»: somebody else stands before the subordinate clause."""
        if self.passed is None or at == 0 or self.passed[1] is candidate:
            return False
        return paragraph.tokens[at - 1].key in SUBORDINATES

    def _speaks_on(self, candidate: Speaker) -> bool:
        if candidate is self.subject:
            if self.rivals > _RIVALS:
                return False
            return candidate is not self.current or self.is_current_sure
        if candidate is not self.current or not self.is_current_sure:
            return False
        return self.silence <= 1 or (self.rivals == 0 and self.silence <= _SILENCE)

    def _may_be_late(
        self, mention: Mention, speaker: Speaker | None, current: Speaker | None
    ) -> bool:
        """«المسؤول» so long after him, or with a body between, that it may be another; «وصرح
        اللاعب», after «حارس المرمى فلان» and somebody who could not be read."""
        if speaker is None or not beside.is_far(mention, speaker):
            return False
        if self.silence > _SILENCE or (current is not None and current.is_body):
            return True
        is_called_so = lexicon.bare(mention.role_keys[0]) in speaker.role_keys
        return not (is_called_so or current in (None, speaker) or self.is_current_sure)

    def _is_first_title(self, mention: Mention) -> bool:
        """«وسجلت نبيلة منيب أن …. واعتبرت الأمينة العامة للحزب»: what she is was not told yet, or
        less exactly («رئيس الشبكة», «رئيس «النهر»»), and nobody was named between."""
        who, keys = self.current, mention.role_keys
        if who is None or who.is_many or mention.name_keys or mention.is_cut:
            return False
        is_his = identity.is_annexed(mention) and keys[:1] == who.role_keys[:1]
        if who.role and not is_his:
            return False
        is_one = keys[:1] != () and keys[0].startswith("ال") and not keys[0].endswith(_PLURALS)
        is_one = is_one or is_his
        is_next = self.silence <= 1 and self.rivals == 0 and self.spoken[-1:] == [who]
        return is_one and is_next and lexicon.bare(keys[0]).removesuffix("ه") not in _SPOKESMEN

    def resumed(self, paragraph: Paragraph, at: int, begin: int) -> Subject | None:
        """«وأضاف صاحب الـ31 عاما», «وقال الفرنسي»: who spoke last, by words that name nobody."""
        if not resuming.may_begin(paragraph, begin):
            return None
        is_on = clauses.continues(paragraph, at)
        age = resuming.by_age(paragraph, begin)
        town = resuming.by_town(paragraph, begin)
        after = age or town or resuming.by_origin(paragraph, begin)
        after = after or (is_on and resuming.by_game(paragraph, begin))
        who = self.current
        if not after or who is None or not who.is_named:
            is_nobody = bool(age or town)
            return Subject(None, after, "unsure", is_sure=False) if is_nobody else None
        words = {lexicon.bare(token.key) for token in paragraph.tokens[begin:after]}
        if any(not words.isdisjoint(each.name_keys) for each in self.cast.latest()):
            return None  # «وقال الفرنسي», who is called so
        if self.takes_turn or beside.takes_the_word(paragraph, at):
            return Subject(None, after, "unsure", is_sure=False)
        is_alone = bool(age) and self.rivals == 0 and {*self.spoken} <= {who}
        is_sure = (is_on or is_alone) and self._speaks_on(who)
        return Subject(who, after, "named", is_sure=is_sure)

    def take(self, mention: Mention, *, is_aside: bool = False) -> Subject | None:
        """The speaker that a phrase names outright: «نقلا عن فلان».

        An aside («أكد الوزير أن …، بحسب الوكالة، وأضاف») leaves the sentence to its subject, and
        «حسب الأنماط التي» tells of no speaker.
        """
        speaker = self.cast.add(mention, self.current)
        if speaker is None:
            return None
        is_sure = not mention.is_noun and not beside.is_untold(mention, speaker, self.spoken)
        if mention.role_keys and look(mention.role_keys[0]).sort == "document":
            self.voiced = (speaker, "m")  # «وجاء في بيان للهيئة: «…». وتابع»
        subject = Subject(speaker, mention.after, "named", is_sure)
        is_thing = is_aside and mention.is_noun and not mention.name.endswith(_MEN)
        if not (is_aside and (is_thing or self._has_the_word())):
            self.spoke(subject, is_named=True)
        return subject

    def told_of(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """«ونقلت الوكالة عنه قوله»: the man who spoke last."""
        subject = self.elided(paragraph, at, verb)
        self.spoke(subject, is_named=False)
        return subject

    def _has_the_word(self) -> bool:
        """The sentence is about who spoke last, or who has an office; «المعطى الثاني» has none."""
        who = self.subject
        return who is not None and who is self.current and (who in self.spoken or who.role != "")

    def spoke(self, subject: Subject, *, is_named: bool) -> None:
        speaker = subject.speaker
        if speaker is None:
            return
        if is_named:
            self.cast.documents.update(dict.fromkeys(self.unowned, speaker))
            self.unowned = []
        if is_named and subject.is_sure and self.said is not None and self.said[1] is speaker:
            keys = identity.bares(self.said[0].role_keys)
            speaker.role_keys += identity.country_of_same_office(speaker, keys)
        self.has_reported = True
        is_same = speaker is self.current and self.is_current_sure and not is_named
        stays_sure = is_same and (self.rivals <= 1 or self.silence <= 1)
        self.current, self.is_current_sure = speaker, subject.is_sure or stays_sure
        self.acted = None
        self.silence = self.rivals = 0
        if is_named or self.subject is None:
            self.subject = speaker
        if speaker not in self.spoken[-1:]:
            self.spoken.append(speaker)

    def introduced(self, mention: Mention, known: Speaker | None, at: int) -> Mention | None:
        """Where the article introduces him, or whose statement it is, unless he is known."""
        if known is not None and (known.role or len(known.name_keys) > 1):
            return None
        full = self.introductions.full(mention, at)
        if full is not None and full.is_body:
            self.cast.issue(mention, full)
        is_of_another = full and first_of_two.is_of_another(full, self.cast.latest())
        return None if is_of_another else full

    def note_author(self, paragraph: Paragraph, work: int) -> None:
        """«نشرت الصحيفة مقالة لفلان، …، فقال», «وصلتني رسالة من فلان. كتب:»: what follows is his,
        unless the sentence is another's."""
        mention = authors.by_whom(paragraph, work)
        if mention is None:
            return
        speaker = self.cast.mention(mention)
        self.authored = (mention, speaker)
        who = self.subject
        if who is None or who.is_body:
            self.subject, self.is_subject_told = speaker, False
            self.current, self.is_current_sure = speaker, False
            self.silence = self.rivals = 0

    def pass_by(self, paragraph: Paragraph, at: int) -> int:
        """Somebody named beside the clause: remembered for later, not a speaker now."""
        key = paragraph.tokens[at].key
        if key.endswith("ا") and lexicon.exact(key) == "other":
            return at  # «بدا مقاتلا»: no office
        is_glued = look(key).sort not in beside.PERSONS and key not in self.cast.surnames
        is_glued = is_glued and key not in beside.COMPOUND
        glued = read_glued(paragraph, at, needs_name=True) if is_glued else None
        mention = glued if is_glued else read_named(paragraph, at)
        if (mention is None or mention.is_noun) and paragraph.tokens[at].key in self.cast.surnames:
            mention = read_surname(paragraph, at)
        if mention is None or not mention.name_keys or mention.is_noun:
            is_titled = self.subject is None and look(key).sort in ("title", "honour")
            self.opens_unknown |= is_titled and beside.follows_verb(paragraph, at)
            return at
        self._remember(mention, self.cast.mention(mention), paragraph)
        return mention.after

    def _remember(self, mention: Mention, speaker: Speaker, paragraph: Paragraph) -> None:
        """Who was named, and what his place in the sentence makes him."""
        self.passed = (mention, speaker)
        if mention.role:
            self.passed_first = self.passed_first or self.passed
        if authors.is_author(paragraph, mention):
            self.authored = self.passed
        if speaker is not self.current:
            self.rivals += 1
        is_told_of = objects.is_lone(paragraph, mention, self.subject or self.current)
        if beside.follows_verb(paragraph, mention.start) and not is_told_of:
            self._act(mention, speaker)

    def _act(self, mention: Mention, speaker: Speaker) -> None:
        """«ومن جهة أخرى، قارب الخبير فلان …»: the sentence is about him; if a body opened it
        («كانت الجمعية إحدى الواجهات التي استثمرها السي فلان») only with his title."""
        is_of_body = self.subject is not None and self.subject.is_body
        if is_of_body and mention.honours + mention.role_keys:
            self.subject = self.acted = speaker
            self.is_subject_told = False
        if self.subject is None:
            self.subject = self.acted = speaker
            self.is_subject_told = self.takes_turn or speaker is self.current
            if self.takes_turn or self.current is None:
                self.current, self.is_current_sure = speaker, self.takes_turn

    def _names_another(self, paragraph: Paragraph, begin: int, candidate: Speaker) -> bool:
        """«قال منافسه إن», «قال قريب من سامر إن»: an unknown word where the subject stands, and
        then nothing that it could lead to; not «قال هاتفيا إن», «قالت لي إن»."""
        if beside.may_name(paragraph, begin):
            return True
        if begin + 1 >= len(paragraph.tokens) or not paragraph.tokens[begin].is_word:
            return False
        key = paragraph.tokens[begin].key
        if key in candidate.name_keys:
            return False
        if key == TO_ME or (key.endswith("ا") and look(key).sort == "other"):
            return self.introductions.is_name(key)
        if key[0] in "بلك" or key.endswith("ا") or look(key).is_verb:
            return False
        return look(key).sort in ("other", "honour", "family")
