"""Who is who in one article: the people and bodies it names, from full mention to surname.

Filled from left to right: a mention is resolved by what stood before it. The fullest name and the
role may come from later, since they name the same one.
"""

from dataclasses import dataclass, field, replace

from bot.core import lexicon
from bot.core.lexicon import Sort, bare, look
from bot.core.phrases import Mention, is_many, read, read_surname
from bot.core.tokens import Paragraph

_ONE_OF = ((), ("احد",), ("احدي",))
_REACH = 40
"""How many of the latest speakers are compared with a mention; bounds the work."""
_LONGEST_BODY = 7
_SHORTEST_SURNAME = 3
_PROFESSIONS = lexicon.words("professions")
_ANAPHORS = lexicon.words("anaphors")
_MINISTRIES = lexicon.words("ministries")
_GENERIC = lexicon.words("generic")
_VAGUE = lexicon.words("vague")


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody who can be quoted, as the article names them."""

    name: str
    name_keys: tuple[str, ...]
    role: str
    role_keys: tuple[str, ...]
    is_body: bool
    is_feminine: bool | None
    is_named: bool
    """By a proper name, not only by a title."""
    alias: str = ""
    is_whole: bool = True
    """No word that nobody could read follows where it was told first."""
    is_many: bool = False
    """«المصريون»: no singular verb leaves them out."""
    honours: set[str] = field(default_factory=set)
    """How he is addressed, without ال: شيخ، دكتور."""

    def agrees(self, gender: str) -> bool:
        if gender == "?" or self.is_feminine is None:
            return True
        return self.is_feminine == (gender == "f")


def _bares(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(bare(key) for key in keys)


def _is_same_name(keys: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """A surname or given name of the other, or two words shared at the same end."""
    if len(keys) > 1 and keys[0] == "ابن":
        return keys[1:] == theirs[-len(keys) + 1 :]
    if len(keys) == 1:
        return keys[0] in theirs
    if len(theirs) == 1:
        return theirs[0] in keys
    if keys[0] == theirs[-1] and keys[1] not in theirs:
        # «وتمنى منصور عودة …»: the surname, then an object that was read as a name.
        return look(keys[0]).sort is not Sort.GIVEN or not keys[1].endswith("ي")
    if any(keys == theirs[at : at + len(keys)] for at in range(len(theirs))):
        return True
    if keys[0] != theirs[0] and _is_given(keys[0]) and _is_given(theirs[0]):
        return False  # «عزت أبو عوف» and his sister
    is_aligned = keys[-1] == theirs[-1] or keys[0] == theirs[0]
    return is_aligned and len(set(keys) & set(theirs)) >= 2


def _is_given(key: str) -> bool:
    return look(key).sort is Sort.GIVEN


def _is_told_by(mine: set[str], theirs: set[str]) -> bool:
    """One title holds the other, or its country: «السفير الألباني», «سفير ألبانيا»."""
    if mine <= theirs or theirs <= mine:
        return True
    starts = {form[:4] for other in theirs for form in (other, "ال" + other)}
    return all(word[:4] in starts for word in mine)


def _conflict(speaker: "Speaker", mention: Mention) -> bool:
    """A given name alone with another title belongs to somebody else."""
    theirs, mine = speaker.role_keys, _bares(mention.role_keys)
    is_given_alone = len(mention.name_keys) == 1 and look(mention.name_keys[0]).sort is Sort.GIVEN
    return is_given_alone and bool(theirs and mine) and not set(theirs) & set(mine)


def _is_of_several(role_keys: tuple[str, ...]) -> bool:
    """«المدربين البرتغالي فلان والفرنسي فلان»: no title of one man."""
    head = role_keys[0] if role_keys else ""
    is_many_told = head.startswith("ال") and head.endswith(("ين", "ون"))
    return is_many_told and look(head[:-2]).sort is Sort.TITLE


def _may_be(speaker: Speaker, mention: Mention) -> bool:
    """A title told with ال may be another word for a person of that gender."""
    if mention.is_body or not speaker.is_named or mention.role_keys[:1] in _ONE_OF:
        return False
    if _is_mere_source(mention):
        return False
    is_told = any(look(key).is_definite for key in mention.role_keys)
    is_other_gender = mention.is_feminine is not None and not speaker.agrees(
        "f" if mention.is_feminine else "m"
    )
    return is_told and not is_other_gender


def _is_mere_source(mention: Mention) -> bool:
    """«المصدر», not «المصدر ذاته»."""
    return _bares(mention.role_keys) == ("مصدر",) and not mention.is_same


def _has_role(speaker: Speaker, mention: Mention, keys: tuple[str, ...]) -> bool:
    """The title is, or holds, that of a known speaker."""
    head, rest, theirs = keys[0], set(keys), set(speaker.role_keys)
    if len(keys) == 1 and speaker.alias == head:
        return True
    if mention.is_body and speaker.is_named:
        return False
    if keys == ("وزاره",) and speaker.is_body and speaker.role_keys[0] in _MINISTRIES:
        return True
    if speaker.is_named and rest & set(speaker.name_keys) and head in theirs | _ANAPHORS:
        return True
    if head not in theirs:
        return False
    return mention.is_same or _is_told_by(rest, theirs) or _is_nisba_of(speaker, mention, rest)


def _is_nisba(key: str) -> bool:
    return key.endswith(("ي", "يه"))


def _is_nisba_of(speaker: Speaker, mention: Mention, rest: set[str]) -> bool:
    """«النادي الفرنسي», «الصحيفة البريطانية»: the body of that kind, if no adjective differs."""
    head = speaker.role_keys[0]
    if not (mention.is_body and mention.is_definite and speaker.is_body) or speaker.is_named:
        return False
    mine = rest - {head}
    if head not in rest or len(mine) > 1 or not all(_is_nisba(key) for key in mine):
        return False
    others = {key for key in speaker.role_keys[1:] if _is_nisba(key)}
    return mine <= _GENERIC or not others


def is_vague(mention: Mention) -> bool:
    """«المسؤول», «الصحيفة البريطانية»: nobody knows who, unless the article told it."""
    if mention.name_keys or not mention.role_keys or not mention.is_definite:
        return False
    is_short = len(mention.role_keys) == 1
    is_short = is_short or (len(mention.role_keys) == 2 and _is_nisba(mention.role_keys[1]))
    is_told = all(look(key).is_definite for key in mention.role_keys)
    return is_short and is_told and bare(mention.role_keys[0]) in _VAGUE


def _is_same_office(speaker: Speaker, mention: Mention) -> bool:
    """«اللاعب السابق لريال مدريد», after «اللاعب سامي …» spoke."""
    if not speaker.is_named or not speaker.role_keys or not mention.is_definite:
        return False
    return speaker.role_keys[0] == bare(mention.role_keys[0])


def _is_profession(mention: Mention, head: str) -> bool:
    """«الخبير الاقتصادي»: nothing but ال."""
    if head not in _PROFESSIONS or mention.is_cut:
        return False
    return all(look(key).is_definite for key in mention.role_keys)


def _same_document(mention: Mention, current: Speaker | None) -> Speaker | None:
    """«الوثيقة ذاتها», after «المذكرة التقديمية» spoke."""
    if current is None or not (mention.is_same and current.is_body and current.role_keys):
        return None
    return current if look(current.role_keys[0]).sort is Sort.DOCUMENT else None


class Cast:
    """The speakers of one article, latest last."""

    def __init__(self) -> None:
        self.speakers: list[Speaker] = []
        self.documents: dict[str, Speaker] = {}
        """Whose «بيان» or «تقرير» the article tells of."""
        self.surnames: set[str] = set()
        """By which words that no list knows the article may call somebody it told of."""

    def read(self, paragraph: Paragraph, at: int, *, has_object: bool = False) -> Mention | None:
        """The phrase at a token; also an ordinary word, if somebody told of is called so."""
        found = read(paragraph, at, has_object=has_object)
        if found is None and at < len(paragraph.tokens):
            key = paragraph.tokens[at].key
            if key in self.surnames and look(key).is_plain:
                return read_surname(paragraph, at)
        return found

    def touch(self, speaker: Speaker) -> Speaker:
        """Make a speaker the latest."""
        for at in range(len(self.speakers) - 1, -1, -1):
            if self.speakers[at] is speaker:
                self.speakers.append(self.speakers.pop(at))
                break
        return speaker

    def latest(self) -> list[Speaker]:
        return self.speakers[: -_REACH - 1 : -1]

    def add(
        self,
        mention: Mention,
        current: Speaker | None = None,
        *,
        goes_on: bool = False,
        gender: str = "?",
    ) -> Speaker | None:
        """The speaker a mention means: a known one, made fuller, or a new one.

        With `goes_on` («وأضاف رئيس الجمعية») a title that fits nobody else is the current one's.
        """
        if mention.name_keys:
            known = self._by_name(mention, gender)
            if known is not None:
                self._fill(known, mention)
                return self.touch(known)
        else:
            known, is_anaphor = self._by_role(mention, current)
            if mention.role_keys[:1] == ("ابن",):
                known = self._son_of(mention.role_keys[1:])
            if known is None and goes_on and current is not None and _may_be(current, mention):
                known = current
            if known is None and not is_anaphor:
                known = self._only_person(mention)
            if known is not None:
                self._complete(known, mention)
                return self.touch(known)
            if is_anaphor and mention.is_same and current is None:
                return None
        return self._new(mention)

    def mention(self, mention: Mention) -> Speaker:
        """Remember somebody who is only named; who spoke last stays last."""
        last = self.speakers[-1] if self.speakers else None
        speaker = self._by_name(mention)
        if speaker is None:
            speaker = self._new(mention)
        else:
            self._fill(speaker, mention)
        if last is not None and self.speakers[-1] is not last:
            self.touch(last)
        return speaker

    def known(self, mention: Mention) -> Speaker | None:
        """Who was told of before by this name."""
        return self._by_name(mention) if mention.name_keys else None

    def addressed_so(self, key: str) -> Speaker | None:
        """«وقال سموه»: the latest with a name, but no king."""
        is_prince = key.startswith("سمو")
        for speaker in self.latest():
            if speaker.is_named and not (is_prince and "خادم" in speaker.role_keys[:1]):
                return speaker
        return None

    def addressed(self, honour: str) -> Speaker | None:
        """«وأضاف الشيخ»: the latest who was introduced so."""
        for speaker in self.latest():
            if honour in speaker.honours or (speaker.is_named and honour in speaker.role_keys):
                return speaker
        return None

    def _new(self, mention: Mention) -> Speaker:
        has_name = bool(mention.name_keys)
        if has_name and _is_of_several(mention.role_keys):
            mention = replace(mention, role="", role_keys=())
        speaker = Speaker(
            name=mention.name if has_name else mention.role,
            name_keys=_bares(mention.name_keys if has_name else mention.role_keys),
            role=mention.role if has_name else "",
            role_keys=_bares(mention.role_keys),
            is_body=mention.is_body and not has_name,
            is_feminine=mention.is_feminine,
            is_named=has_name and not is_many(mention),
            is_many=is_many(mention),
            alias=mention.alias,
            honours={mention.honour} if mention.honour else set(),
        )
        self.speakers.append(speaker)
        self._note_surname(mention)
        return speaker

    def _note_surname(self, mention: Mention) -> None:
        """«وانتقد أخنوش …», after «عزيز أخنوش» was introduced."""
        last = mention.name_keys[-1] if mention.name_keys else ""
        is_told = len(mention.name_keys) > 1 or bool(mention.role_keys)
        if is_told and len(last) > _SHORTEST_SURNAME and look(last).sort is Sort.OTHER:
            self.surnames.add(last)

    def _by_name(self, mention: Mention, gender: str = "?") -> Speaker | None:
        keys = _bares(mention.name_keys)
        for speaker in self.latest():
            if len(keys) == 1 and speaker.alias == keys[0]:
                return speaker
            if not speaker.is_named:
                continue
            if not mention.role_keys and not speaker.agrees(gender):
                continue  # her husband: «وقالت كلينتون»
            theirs = speaker.name_keys
            if _is_same_name(keys, theirs) and not _conflict(speaker, mention):
                return speaker
        return None

    def _by_role(self, mention: Mention, current: Speaker | None) -> tuple[Speaker | None, bool]:
        is_told = mention.is_definite or mention.is_body
        if not is_told and not any(look(key).is_definite for key in mention.role_keys):
            return None, False
        keys = _bares(mention.role_keys)
        head = keys[0]
        if _is_mere_source(mention):
            return self._source(current), True
        if look(head).sort is Sort.DOCUMENT and len(keys) == 1:
            return self.documents.get(head) or _same_document(mention, current), True
        for speaker in self.latest():
            if _has_role(speaker, mention, keys):
                return speaker, True
            if speaker is current and _is_same_office(speaker, mention):
                return speaker, True
        if _is_profession(mention, head) and current is not None and current.is_named:
            return current, True
        if mention.is_same or (len(keys) == 1 and head in _ANAPHORS and not mention.is_cut):
            return self._person(current, mention), True
        return None, False

    def _source(self, current: Speaker | None) -> Speaker | None:
        """«وأضاف المصدر»: no man with a name, unless he speaks for one who has none."""
        told = (who for who in self.latest() if "مصدر" in who.role_keys)
        return next(told, None) or (current if current and not current.is_named else None)

    def _son_of(self, father: tuple[str, ...]) -> Speaker | None:
        """«ابن جليد», after «فهد بن جليد»."""
        ends = ("بن", *_bares(father))
        known = (who for who in self.latest() if who.name_keys[-len(ends) :] == ends)
        return next(known, None)

    def _only_person(self, mention: Mention) -> Speaker | None:
        """«وقال المغني»: nobody but one man was named so far, and no other singer is told of."""
        keys = mention.role_keys
        is_former = len(keys) > 1 and keys[-1].startswith(("السابق", "الاسبق"))
        is_told = bool(keys) and (is_former or look(keys[0]).is_definite)
        if mention.is_body or mention.is_cut or not is_told:
            return None
        is_one = bare(keys[0]) != "فريق" and not keys[0].endswith(("ون", "ين", "ان", "ات"))
        is_short = len(keys) == 1 or (len(keys) == 2 and _is_nisba(keys[1]))
        if not is_one or not (is_short or is_former):
            return None
        named = [speaker for speaker in self.latest() if speaker.is_named]
        if len(named) != 1 or not named[0].agrees("f" if mention.is_feminine else "m"):
            return None
        return named[0]

    def _person(self, current: Speaker | None, mention: Mention) -> Speaker | None:
        """«وأكد المتحدث» after a body spoke: the latest person instead."""
        if current is None or current.is_named or mention.is_same or mention.is_body:
            return current
        gender = "f" if mention.is_feminine else "m"
        for speaker in self.latest():
            if speaker.is_named and speaker.agrees(gender):
                return speaker
        return current

    @staticmethod
    def _complete(speaker: Speaker, mention: Mention) -> None:
        """«الأمانة العامة», later «الأمانة العامة لمجلس …»: the fullest mention wins."""
        keys = _bares(mention.role_keys)
        if speaker.is_named:
            if not speaker.role and set(keys) <= set(speaker.role_keys):
                speaker.role = mention.role
            return
        is_same_kind = speaker.is_body and mention.is_body and keys[0] == speaker.role_keys[0]
        if is_same_kind and set(speaker.role_keys) < set(keys) and len(keys) <= _LONGEST_BODY:
            speaker.name, speaker.name_keys, speaker.role_keys = mention.role, keys, keys

    def _fill(self, speaker: Speaker, mention: Mention) -> None:
        self._note_surname(mention)
        is_doubtful = len(speaker.name_keys) == 1 and not mention.role
        is_doubtful = is_doubtful and _bares(mention.name_keys)[0] == speaker.name_keys[0]
        if len(mention.name_keys) > len(speaker.name_keys) and not is_doubtful:
            speaker.name, speaker.name_keys = mention.name, _bares(mention.name_keys)
        if mention.role and len(speaker.role_keys) <= 1 < len(mention.role_keys):
            speaker.role, speaker.role_keys = mention.role, _bares(mention.role_keys)
        if mention.honour:
            speaker.honours.add(mention.honour)
        if speaker.is_feminine is None:
            speaker.is_feminine = mention.is_feminine
