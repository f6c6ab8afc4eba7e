"""The subject of each reporting word: named beside it, named before it, or left out.

An answer says how it was found and whether it is sure. What was told before is kept in `told`.
"""

from dataclasses import replace

from bot.core import lexicon, reporting
from bot.core.cast import documents, joint
from bot.core.cast.identity import Speaker, crowd
from bot.core.lexicon import look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph
from bot.core.reporting import Verb
from bot.core.speakers import (
    antecedents,
    beside,
    between,
    blessings,
    first_of_two,
    just_named,
    objects,
    openings,
    placing,
    reported,
    things,
)
from bot.core.speakers.events import Subject
from bot.core.speakers.opened import Opened
from bot.core.speakers.told import SUBORDINATES
from bot.core.verbs import clauses
from bot.core.verbs.clauses import RELATIVE

_ADDRESSED = lexicon.words("addressed")
_TELLS_HIM = frozenset({"ابلغ", "ابلغت", "اخبر", "اخبرت"})
"""«أبلغ مجلس النواب | الوزير أن»: verbs of saying with an object."""
_LATTER = frozenset({"الاخير", "الاخيره"})
_UNTOLD = lexicon.words("untold") | lexicon.words("sacred")
_KINDS = lexicon.words("kinds")
_WHILE_HE = ("وهو", "وهي")
_CARRIES = frozenset({"كان", "كانت", "وهو", "وهي", "ان", "قد", "انه", "انها"})
_WHERE = frozenset({"حيث", "حين", "حينما", "عندما"})
"""«مقالة لفلان، حيث قال»."""
_PREPOSITIONS = lexicon.words("governing-prepositions")
_WELL_TOLD = 4
"""«المادة 14 من القانون», not «القرار»."""


class Subjects(Opened):
    """The subjects of the reporting words, over all that was told before them."""

    def find(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """The subject of the reporting word at a token."""
        subject = self._find(paragraph, at, verb)
        if _is_of_other_gender(paragraph, at, verb, subject):
            subject = replace(subject, speaker=None, is_sure=False)
        is_reported = reported.is_reported(paragraph, at) or reported.is_spoken_of(paragraph, at)
        is_reported = is_reported or antecedents.is_what_he_calls(paragraph, at)
        is_reported = is_reported and self.subject is not None
        is_reported |= subject.how == "named" and antecedents.is_aside(paragraph, at)
        is_told_on = subject.how == "relative" and antecedents.tells_on(paragraph, at)
        is_main = is_told_on or subject.how not in ("relative", "inside", "law")
        if subject.speaker is not None and is_main and not is_reported:
            self.spoke(subject, is_named=subject.how == "named")
            if subject.how == "named":
                self._voice(subject.speaker, verb)
        return subject

    def _voice(self, speaker: Speaker, verb: Verb) -> None:
        """«وقالت عضو المجلس فلانة»: a verb in the feminine knows her better than her title."""
        if speaker.is_feminine is None or (speaker.is_named and verb.gender == "f"):
            speaker.is_feminine = {"m": False, "f": True}.get(verb.gender)
        self.voiced = (speaker, verb.gender)

    def _find(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        if (cited := self._cited(paragraph, at)) is not None:
            return cited
        clause = beside.over_time(paragraph, at)
        before = paragraph.tokens[clause - 1].key if clause else ""
        # «كان ينتقد الرئيس»: the subject came before, what follows is the object.
        is_acting = verb.force == "act" and not reporting.has_object(paragraph.tokens[at].key)
        has_subject = is_acting and (before in RELATIVE or before in _CARRIES)
        has_subject = has_subject or before in _WHILE_HE or clauses.is_his(paragraph, clause)
        if not verb.is_noun and (fronted := self._fronted(paragraph, at, verb)) is not None:
            return fronted
        if not (verb.is_noun or has_subject):
            found = self._named_after(paragraph, at, verb)
            if found is not None and found.speaker is not None:
                return found
            if reported.is_told_of(paragraph, at):
                return Subject(None, at + 1, "elided", is_sure=False)
            found = self._thing(paragraph, at, verb) or found
            if found is not None:
                return found
        clause = clauses.tense_before(paragraph, clause)
        is_relative = clause > 0 and paragraph.tokens[clause - 1].key in RELATIVE
        if is_relative and antecedents.is_about(paragraph, clause, at, verb):
            antecedent = self._antecedent(paragraph, clause - 1)
            self.relative = (at, antecedent) if antecedent is not None else None
            return Subject(antecedent, at + 1, "relative", is_sure=True)
        return self._told_before(paragraph, at, verb)

    def _cited(self, paragraph: Paragraph, at: int) -> Subject | None:
        """«وتنص المادة على», «قال صلى الله عليه وسلم», «عن ابن عمر رضي الله عنهما قال»."""
        if paragraph.tokens[at].key.lstrip("وف") in documents.STIPULATES:
            law, after = documents.law(paragraph, at)
            if law:
                who = documents.called(law)
                return Subject(who, after, "law", is_sure=len(who.name_keys) >= _WELL_TOLD)
        return blessings.subject(self.heard, paragraph, at)

    def _thing(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        """«يقول الكتاب إن», «وأشار قاردن إلى أن»: what no list has as a speaker."""
        begin = between.past_outlet(paragraph, between.subject_start(paragraph, at + 1))
        key = paragraph.tokens[begin].key if begin < len(paragraph.tokens) else ""
        if things.may_be_short(key, verb) and (known := self.cast.called(key)) is not None:
            return Subject(known, begin + 1, "named", is_sure=True)
        thing = things.subject(paragraph, begin, verb)
        if thing is None or paragraph.tokens[begin].key in _UNTOLD:
            return None
        if things.is_person(paragraph, begin) and self.elided(paragraph, at, verb).speaker:
            return None
        return Subject(thing[0], thing[1], "named", is_sure=False)

    def _told_before(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """Nobody is named beside the verb: who stands before it, or was told of."""
        if self.relative and antecedents.goes_on(paragraph, self.relative[0], at):
            is_sure = clauses.continues(paragraph, at)
            return Subject(self.relative[1], at + 1, "relative", is_sure)
        is_only = verb.is_noun and self.subject is None and not self.opens_unknown
        if self.relative and (is_only or antecedents.is_he(paragraph, at, *self.relative)):
            # «من الرئيس الذي كتب إنه قال …، محذرا»
            return Subject(self.relative[1], at + 1, "relative", is_sure=True)
        if (before := self._stood_before(paragraph, at, verb)) is not None:
            return before
        if (nearest := self._just_named(paragraph, at, verb)) is not None:
            self.subject = nearest if verb.is_noun else self.subject  # «… بقوله: «…»، مضيفا»
            return Subject(nearest, at + 1, "before", is_sure=False)
        thing = None if verb.is_noun else just_named.thing_before(paragraph, at, verb, self.cast)
        if thing is not None:
            how = "before" if thing.is_named and not thing.is_body else "inside"
            return Subject(thing, at + 1, how, is_sure=False, is_settled=True)
        is_unread = verb.force != "say" and openings.is_unread(paragraph, at + 1, None)
        if not verb.is_noun and (is_unread or beside.names_another(paragraph, at + 1)):
            return self._unread(paragraph, at, verb)
        return self.elided(paragraph, at, verb)

    def _stood_before(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        """«فلان، وهو يقول», «فلان قال», «بالوزير فلان حين قال», «… فلان، رئيس الجمعية، قال»."""
        before = paragraph.tokens[at - 1].key if at else ""
        he = antecedents.before(paragraph, at - 1) if before in _WHILE_HE and at > 1 else None
        if he is not None:
            return Subject(self.cast.add(he), at + 1, "before", is_sure=False)
        is_opening = self._stands_before(at, paragraph) and self.subject is not None
        if self.passed is None:
            return Subject(self.subject, at + 1, "before", is_sure=True) if is_opening else None
        mention, speaker = self.passed
        if not speaker.agrees(verb.gender):
            return None
        is_next = mention.after == at - 1 or beside.is_inserted(paragraph, mention.after, at - 1)
        if before in SUBORDINATES and is_next:
            # not «حديثه عن فلان حين قال»
            governing = paragraph.tokens[mention.start - 1].key if mention.start else ""
            is_sure = bool(speaker.role) and governing not in _PREPOSITIONS
            return Subject(speaker, at + 1, "before", is_sure=is_sure)
        is_apposed = not verb.is_noun and just_named.is_apposed(paragraph, mention, at)
        return Subject(speaker, at + 1, "before", is_sure=False) if is_apposed else None

    def _unread(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject:
        """«وأشار داموح إلى …»: a subject that could not be read; the last speaker is in doubt."""
        is_saying = verb.force in ("say", "weak")
        subject = self.elided(paragraph, at, verb)
        if verb.force != "act" and subject.speaker is self.current:
            self.is_current_sure = False
        return replace(subject, speaker=None if is_saying else subject.speaker, is_sure=False)

    def _fronted(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        """«وكان الوزير أعلن», «لكن مسؤولا قال»: the subject of the clause stands before it."""
        tokens = paragraph.tokens
        after = at - 1 if at and tokens[at - 1].key == "قد" else at
        is_deed = verb.force in ("act", "claim")
        if self._stands_before(at, paragraph) and is_deed and self.subject:
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
        is_inside = clauses.is_that(paragraph, mention.start - 1)
        return Subject(speaker, at + 1, "inside" if is_inside else "before", is_sure=True)

    def _named_after(self, paragraph: Paragraph, at: int, verb: Verb) -> Subject | None:
        begin = between.past_outlet(paragraph, between.subject_start(paragraph, at + 1))
        key = paragraph.tokens[begin].key if begin < len(paragraph.tokens) else ""
        if key in _LATTER:
            return self._latter(begin, verb)
        if key in _UNTOLD and not reporting.has_object(paragraph.tokens[at].key):
            return Subject(None, begin + 1, "unsure", is_sure=False)
        if key in _ADDRESSED:
            meant, is_only = self.cast.addressed_so(key, self.current)
            return Subject(meant, begin + 1, "named", is_only or self.is_current_sure)
        resumed = self.resumed(paragraph, at, begin)
        if (found := resumed or self._unnamed(paragraph, begin, verb)) is not None:
            return found
        is_to_him = paragraph.tokens[at].key.lstrip("وف") in _TELLS_HIM
        is_to_him = is_to_him and look(key).sort == "body"
        mention = self._read(paragraph, begin, has_object=verb.force == "act" or is_to_him)
        if mention is None or self._is_no_subject(paragraph, at, verb, mention):
            return None
        mention = first_of_two.before_whom(paragraph, at, mention)
        return self._believed(paragraph, at, verb, mention)

    def _is_no_subject(self, paragraph: Paragraph, at: int, verb: Verb, mention: Mention) -> bool:
        """«ونفى بقوة», «وانتقد الوزيرة»; what stands far from the verb, unless he was named
        before."""
        begin = mention.start
        is_known = self.cast.known(mention) is not None
        if not is_known and objects.is_glued(paragraph, mention, verb):
            return True
        is_cried = placing.is_cried(paragraph, begin, verb)
        is_object = objects.is_object(paragraph, mention, verb)
        is_object |= objects.is_of_subject(paragraph, self.subject, self.opening, mention, verb)
        is_object |= objects.is_lone(paragraph, mention, self.subject or self.current)
        if begin == at + 1 and (is_cried or is_object):
            return True
        return not (is_known or between.is_far_subject(paragraph, mention))

    def _read(self, paragraph: Paragraph, begin: int, *, has_object: bool) -> Mention | None:
        mention = self.cast.read(paragraph, begin, has_object=has_object)
        if mention is None or not has_object:
            return mention
        if first_of_two.is_of_another(mention, self.cast.latest()):
            return first_of_two.without_name(paragraph, mention)
        return first_of_two.whole(paragraph, mention)

    def _believed(
        self, paragraph: Paragraph, at: int, verb: Verb, mention: Mention
    ) -> Subject | None:
        if self.current is not None and beside.is_countryman(self.current, mention):
            return Subject(self.current, mention.after, "named", is_sure=self.is_current_sure)
        if not (clauses.is_credible(paragraph, mention, verb) or self.cast.known(mention)):
            is_noun = verb.force != "act" and mention.is_noun
            return Subject(None, at + 1, "unsure", is_sure=False) if is_noun else None
        return self._resolved(paragraph, at, verb, mention)

    def _just_named(self, paragraph: Paragraph, at: int, verb: Verb) -> Speaker | None:
        """«وهو ما يشجعه عليه الوزير فلان بقوله», «عبر الوزير فلان عن سعادته وقال»: with his
        office, so no object of the clause; «تصريحات لفلان قال فيها», «أدلى به فلان، حيث قال»."""
        is_where = at > 0 and paragraph.tokens[at - 1].key in _WHERE
        following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
        is_in_which = following in (["فيها"], ["فيه"])
        if self.authored and (is_where or is_in_which):
            return self.authored[1]
        if self.passed is None:
            return None
        mention, speaker = self.passed
        if not (mention.role or is_in_which):
            return None
        if (
            is_in_which
            and just_named.has_sent(paragraph, mention, at)
            and speaker.agrees(verb.gender)
        ):
            return speaker
        before = paragraph.tokens[mention.start - 1].key if mention.start else ""
        is_near = (
            just_named.is_just_told(paragraph, mention, at)
            if verb.is_noun
            else before.endswith("عبر")
        )
        is_he = is_near and speaker.agrees(verb.gender)
        return speaker if is_he else None

    def _addressed(self, paragraph: Paragraph, at: int, trade: str) -> Subject | None:
        """«وأضاف الشيخ», after «الشيخ فلان»; «وقال المهندس», after «ذكر مهندس»: no other
        man."""
        if (known := self.cast.addressed(trade)) is not None:
            return Subject(known, at + 1, "named", is_sure=True)
        if not any(token.key == trade for told in self.heard for token in told.tokens):
            return None
        return self._of_kind(paragraph, at, trade)

    @staticmethod
    def _of_kind(paragraph: Paragraph, at: int, kind: str) -> Subject:
        who = Speaker(paragraph.slice(at, at + 1), (kind,), "", (kind,), False, None, False)
        return Subject(who, at + 1, "named", is_sure=False)

    def _latter(self, begin: int, verb: Verb) -> Subject:
        """«أوضح الأخير»: whoever was named last, who need not be the one who spoke."""
        meant = self.passed[1] if self.passed else None
        if meant is None or not meant.agrees(verb.gender):
            meant = self.subject = None
            self.takes_turn = True
        return Subject(meant, begin + 1, "named", is_sure=False)

    def _resolved(self, paragraph: Paragraph, at: int, verb: Verb, mention: Mention) -> Subject:
        """Whom the phrase beside the verb means."""
        if joint.is_of_two(mention):
            return Subject(self.cast.of_two(mention), mention.after, "named", is_sure=False)
        known = self.cast.known(mention)
        is_on = clauses.continues(paragraph, at)
        goes_on = is_on or self._is_first_title(mention)
        is_shared = self.cast.is_shared(mention, self.current if is_on else None)
        full = None if is_shared else self.introduced(mention, known, at)
        gender = "?" if verb.is_plural else verb.gender
        current = None if beside.takes_the_word(paragraph, at) else self.current
        speaker = self.cast.add(full or mention, current, goes_on=goes_on, gender=gender)
        speaker = self._in_turn(speaker, mention, current)
        if speaker is None and mention.is_same and mention.role:
            who = Speaker(mention.role, mention.role_keys, "", (), True, None, False)
            return Subject(who, mention.after, "named", is_sure=False)  # «الفريق ذاته»
        if speaker is not None and not (mention.name_keys or beside.agrees(speaker, verb)):
            return Subject(None, mention.after, "unsure", is_sure=False)
        if speaker is not None:
            self.said = (mention, speaker)
        told = self.cast.latest()
        if speaker is not None and (second := joint.partner(paragraph, mention, told)):
            if second.name_keys:
                self.cast.mention(second)
            both = self.cast.join(joint.together(paragraph, mention, second))
            return Subject(both, second.after, "named", is_sure=False)
        if speaker is not None and not beside.is_whole(paragraph, mention):
            speaker.is_whole = speaker.is_named
        is_surname = verb.force == "say" and beside.is_surname(mention)
        is_sure = known is not None or is_surname or full is not None or not mention.is_noun
        is_sure = is_sure and not (is_shared or beside.is_untold(mention, speaker, self.spoken))
        is_sure = is_sure and not self._may_be_late(mention, speaker, current)
        is_sure = is_sure and not antecedents.is_another(paragraph, mention, speaker)
        is_sure = is_sure and not (
            beside.is_incomplete(paragraph, mention)
            or (is_on and beside.may_be_other(speaker, mention, self.current))
        )
        return Subject(speaker, mention.after, "named", is_sure=is_sure)

    def _in_turn(
        self, speaker: Speaker | None, mention: Mention, current: Speaker | None
    ) -> Speaker | None:
        """«من جهته، قال الطالب الجامعي»: not the only man so far, who spoke just before."""
        is_other = current is None and speaker is self.current
        is_other = is_other and beside.is_another_office(speaker, mention)
        return self.cast.fresh(mention) if is_other else speaker

    def _unnamed(self, paragraph: Paragraph, begin: int, verb: Verb) -> Subject | None:
        """«وأضاف الشيخ», «وقال آخر»: somebody without a name."""
        if (body := beside.body_in_marks(paragraph, begin, self.cast.latest())) is not None:
            return Subject(body, begin + 1, "named", is_sure=True)
        token = paragraph.tokens[begin] if begin < len(paragraph.tokens) else None
        if token is not None and beside.is_same_one(paragraph, begin):
            return Subject(self.current, begin + 2, "named", is_sure=self.is_current_sure)
        if token is None or not token.is_word:
            return None
        somebody = openings.somebody(paragraph, begin, verb, self.cast)
        if somebody is not None or not beside.ends_at(paragraph, begin + 1):
            return somebody
        key, bare = token.key, lexicon.bare(token.key)
        is_address = look(key).sort == "honour" and key.startswith("ال") and bare != "فريق"
        if is_address and (found := self._addressed(paragraph, begin, bare)) is not None:
            return found
        if key in _KINDS and (self.current is None or not self.current.is_named):
            return self._of_kind(paragraph, begin, bare)
        return None

    def _stands_before(self, at: int, paragraph: Paragraph) -> bool:
        mention = self.opening
        if mention is None or mention.paragraph != paragraph.index:
            return False
        if mention.after <= at <= mention.after + 1:
            return True
        tokens = paragraph.tokens
        is_topic = mention.start > 0 and tokens[mention.start - 1].key == "اما"
        # «أما فلان، مدير …، فيقول»: what «أما» names, however much is told of him
        verb = at - 1 if tokens[at - 1].key == "فقد" else at
        return is_topic and tokens[verb].key[0] == "ف" and tokens[verb - 1].key == "،"

    def _antecedent(self, paragraph: Paragraph, at: int) -> Speaker | None:
        """«تصريحات الرئيس الفرنسي التي رأى فيها»: who stands just before the relative."""
        for told in (self.passed, self.said):
            if told is not None and just_named.is_just_before(told[0], paragraph, at):
                return told[1]
        if named := beside.many_before(paragraph, at):
            return crowd(named)
        if (mention := antecedents.before(paragraph, at)) is not None:
            return self.cast.add(mention)
        return documents.before_relative(paragraph, at)


def _is_of_other_gender(paragraph: Paragraph, at: int, verb: Verb, subject: Subject) -> bool:
    """«وتابعت المتحدثة نفسها», after a man spoke; not «وقالت عضو المجلس فلانة»: it names her."""
    who, told = subject.speaker, paragraph.tokens[at + 1 : subject.after]
    if who is None or subject.how != "named" or beside.agrees(who, verb):
        return False
    return all(lexicon.bare(token.key) not in who.name_keys for token in told)
