"""Whether a phrase means a speaker who is known: by name, by office, by another word for both.

Judgements about one speaker and one mention; who spoke when is known to `speakers`.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from bot.core import lexicon, remembering
from bot.core.lexicon import bare, look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import NAMES
from bot.core.quotation_marks import MARK

ANAPHORS = lexicon.words("anaphors")
ADDRESSES = {
    "سمو": frozenset({"سمو", "امير", "اميره"}),
    "معالي": frozenset({"معالي"}),
    "فضيلت": frozenset({"فضيله", "شيخ"}),
    "سماحت": frozenset({"سماحه"}),
    "سعادت": frozenset({"سعاده"}),
    "فخامت": frozenset({"فخامه"}),
    "جلالت": frozenset({"جلاله", "ملك"}),
    "سيادت": frozenset({"سياده"}),
}
"""«سموه», without whose: by which forms of address he was introduced."""
_FOR_ANOTHER = lexicon.words("kin") | lexicon.words("serve-an-office")
"""«محامي», «ممثل»: what stands behind such a word is another's."""
_OF_ONE_NAME = lexicon.words("of-one-name")
_IN_HIS_NAME = frozenset({"باسم", "بلسان"})
_LONGEST_OFFICE = 9
_SHORTEST_PEOPLE = 4
_PEOPLE = lexicon.words("people")
_GOVERNED = ("body", "noun", "place", "title")
_ONE_OF = ((), ("احد",), ("احدي",))
_OF_COUNTRY = 2
_OFFICES = frozenset({"رييس", "وزير", "ملك", "امير", "نايب"})
_PROFESSIONS = lexicon.words("professions")
_WORKS = lexicon.words("written-by-him")
_MINISTRIES = lexicon.words("ministries")
_OF_NO_OFFICE = frozenset({"شاب", "شابه", "مواطن", "مواطنه"})
"""Forms of address by which no holder of an office is told of."""
_GENERIC = lexicon.words("generic")
_VAGUE = lexicon.words("vague")
_NATIONALITIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_CHIEF_DIPLOMAT = ("رييس", "دبلوماسيه")


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
    other_keys: tuple[str, ...] = ()
    """«الناشط البيئي فلان، رئيس الجمعية»: of the office that is not his `role`."""
    honours: set[str] = field(default_factory=set)
    """How he is addressed, without ال: شيخ، دكتور."""

    def agrees(self, gender: str) -> bool:
        if gender == "?" or self.is_feminine is None:
            return True
        return self.is_feminine == (gender == "f")


def crowd(text: str) -> Speaker:
    """«عدد من النواب»: many, whom no name tells."""
    return Speaker(text, tuple(text.split()), "", (), False, None, False, is_many=True)


def are_people(speaker: Speaker) -> bool:
    """«مراقبون», «خبراء», «المحللون», not «مصادر»: «وأضاف» is no one's of them."""
    head = speaker.role_keys[0].removeprefix("ال") if speaker.role_keys else ""
    if speaker.is_named or len(head) < _SHORTEST_PEOPLE:
        return False
    is_sound = head.endswith(("ون", "ين")) and look(head[:-2]).sort == "title"
    return is_sound or head in _PEOPLE


@lru_cache(maxsize=1024)
def bares(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(bare, keys))


def _is_told_by(mine: set[str], theirs: set[str]) -> bool:
    """One title holds the other, or its country: «السفير الألباني», «سفير ألبانيا»."""
    if mine <= theirs:
        return True
    if theirs <= mine:
        # «الرئيس الإسرائيلي», then «رئيس الوزراء الإسرائيلي», «رئيس اللجنة»: of another body.
        office = {key for key in theirs if not is_nisba(key)}
        is_bare = bool(office) and office <= _OFFICES
        return not is_bare
    starts = {form[:4] for other in theirs for form in (other, "ال" + other)}
    return all(word[:4] in starts for word in mine)


def country_of_same_office(speaker: Speaker, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The «مغربي» of «وزير الخارجية المغربي», after «وزير الشؤون الخارجية فلان»; no other's."""
    office, theirs = set(_office(keys)), set(speaker.role_keys)
    countries = {key for key in office if _is_country(key)}
    is_silent = speaker.is_named and not any(map(_is_country, theirs))
    is_same = is_silent and len(office) - len(countries) > 1 and office - countries <= theirs
    return tuple(countries) if is_same else ()


def _is_country(key: str) -> bool:
    return key.removesuffix("ه") in _NATIONALITIES


def _office(keys: tuple[str, ...]) -> tuple[str, ...]:
    """«رئيس الدبلوماسية» is the foreign minister."""
    return ("وزير", "خارجيه", *keys[2:]) if keys[:2] == _CHIEF_DIPLOMAT else keys


def is_named_for(name_keys: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """«بلال», for «والدة اللاعب كريم بلال»: his name, by which she is told of, not hers."""
    return name_keys[:1] != keys[:1] and len(name_keys) > 2 and name_keys[0] in _FOR_ANOTHER


def conflict(speaker: "Speaker", mention: Mention) -> bool:
    """A given name alone with another title belongs to somebody else; so does the name behind
    «والدة», but not the surname behind «والد»."""
    keys = bares(mention.name_keys)
    if not mention.role_keys and is_named_for(speaker.name_keys, keys):
        is_fathers = len(keys) == 1 and look(mention.name_keys[0]).sort != "given"
        if not (is_fathers and speaker.name_keys[0] in _OF_ONE_NAME):
            return True
    is_given_alone = len(keys) == 1 and look(mention.name_keys[0]).sort == "given"
    return is_given_alone and _is_titled_otherwise(speaker, mention)


def _is_titled_otherwise(speaker: "Speaker", mention: Mention) -> bool:
    """«البائع سالم», «الشاب سالم», after «رئيس البلدية عادل سالم», «المهندس عادل سالم»."""
    theirs, mine = set(speaker.role_keys), set(bares(mention.role_keys))
    if speaker.name_keys[0] != mention.name_keys[0]:
        theirs |= speaker.honours
        mine |= _OF_NO_OFFICE.intersection(mention.honours)
    return bool(theirs and mine) and theirs.isdisjoint(mine)


def is_of_several(role_keys: tuple[str, ...]) -> bool:
    """«المدربين البرتغالي فلان والفرنسي فلان»: no title of one man."""
    head = role_keys[0] if role_keys else ""
    is_many_told = head.startswith("ال") and head.endswith(("ين", "ون"))
    return is_many_told and look(head[:-2]).sort == "title"


def may_be(speaker: Speaker, mention: Mention) -> bool:
    """A title told with ال may be another word for a person of that gender."""
    if mention.is_body or not speaker.is_named or mention.role_keys[:1] in _ONE_OF:
        return False
    if speaker.is_many:
        return False
    if is_mere_source(mention):
        return False
    is_told = any(look(key).is_definite for key in mention.role_keys) or is_annexed(mention)
    is_other_gender = mention.is_feminine is not None and not speaker.agrees(
        "f" if mention.is_feminine else "m"
    )
    return is_told and not is_other_gender and not _is_of_other_office(speaker, mention)


def _is_of_other_office(speaker: Speaker, mention: Mention) -> bool:
    """«وأضاف وزير البلديات», after «رئيس الوزراء فلان» spoke."""
    mine, theirs = bares(mention.role_keys)[:1], speaker.role_keys[:1]
    return mine != theirs and {*mine, *theirs} <= _OFFICES and bool(theirs)


def is_annexed(mention: Mention) -> bool:
    """«رئيس غرفة مكة», «رئيس «النهر»»: of something that has a name, so that it is one man."""
    keys = mention.role_keys
    if len(keys) < 2 or keys[0] not in _OFFICES:
        return False
    return look(keys[-1]).sort == "place" or MARK.search(mention.role) is not None


def is_annexed_to_name(mention: Mention) -> bool:
    """«محامي ترامب», «أمين جدة», not «خبير في جدة»: whose there is one."""
    sorts = [look(key).sort for key in mention.role_keys]
    return "preposition" not in sorts and any(sort in (*NAMES, "place") for sort in sorts[-1:])


def is_mere_source(mention: Mention) -> bool:
    """«المصدر», «المصدر المهني», «المصادر نفسها», not «المصدر ذاته»."""
    head = bares(mention.role_keys)[:1]
    is_source = head == ("مصادر",) or (head == ("مصدر",) and not mention.is_same)
    return is_source and mention.is_definite


def is_another_source(mention: Mention, speaker: Speaker) -> bool:
    """«مصدر مسؤول من الحزب», after «مصدر» of another: no name tells them to be one."""
    head, keys = mention.role_keys[0], bares(mention.role_keys)
    return (
        head in ("مصدر", "مصادر") and head in speaker.role_keys[:1] and keys != speaker.role_keys
    )


def _acts_for(speaker: Speaker, mention: Mention, head: str) -> bool:
    """«ممثل صندوق النقد», «بيان أصدرته الشركة», «بيان الوزير»: of the body, of the man, and
    neither."""
    keys = speaker.role_keys
    if mention.is_body and (speaker.is_named or (keys and not speaker.is_body)):
        return True
    return bool(keys) and head != keys[0] and look(keys[0]).sort == "document"


def unglued(keys: set[str]) -> set[str]:
    """«أمين السر للأكاديمية», «لأكاديمية المملكة», «بمجلس الشورى»: the words without ل and ب."""
    words = {_unglue(key) for key in keys} - {"في"}
    is_premier = {"رييس", "وزراء"} <= words  # «رئيس مجلس الوزراء» is «رئيس الحكومة»
    return words - {"وزراء", "مجلس"} | {"حكومه"} if is_premier else words


@remembering.of_word
def _unglue(key: str) -> str:
    if key[0] == "و" and look(key).sort == "other" and look(key[1:]).sort == "title":
        return bare(key[1:])  # «الكاتب والباحث في التاريخ»
    stem = key[2:] if key.startswith("لل") else key[1:]
    if key[0] not in "لب" or look(key).sort != "other":
        return key
    is_whose = key[0] == "ل" and look(stem).sort in NAMES  # «المحامي الشخصي لترامب»
    return stem if is_whose or look(stem).sort in _GOVERNED else key


def is_called_so(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """«وكشف الخطيب», after «أكرم الخطيب», «قايد النهري», after «سامر قايد النهري»: a family name
    that is a title, too."""
    names = speaker.name_keys
    return speaker.is_named and len(names) > len(keys) and names[-len(keys) :] == keys


def is_counterpart(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """«الوزير الألماني», «وزير الدفاع الألماني», after «ونظيره الألماني فلان»: his office is told
    beside the other's."""
    theirs = speaker.role_keys
    is_told_so = speaker.is_named and len(theirs) == _OF_COUNTRY and len(keys) > 1
    return is_told_so and theirs[0].startswith("نظير") and theirs[1] == keys[-1]


def has_role(speaker: Speaker, mention: Mention, keys: tuple[str, ...]) -> bool:
    """The title is, or holds, that of a known speaker."""
    keys = _office(keys)
    head, rest, theirs = keys[0], set(keys), set(speaker.role_keys)
    if not mention.is_body:
        rest, theirs = unglued(rest), unglued(theirs)
    if len(keys) == 1 and speaker.alias == head:
        return True
    if _acts_for(speaker, mention, head):
        return False
    if head == "فريق" and speaker.is_named and speaker.role_keys[:1] != (head,):
        return False  # «الفريق التقدمي», after «رئيس فريق التقدم»: no rank
    if keys == ("وزاره",) and speaker.is_body and speaker.role_keys[0] in _MINISTRIES:
        return True
    is_his = _IN_HIS_NAME.isdisjoint(keys)  # «المتحدث باسم فلان» is not he
    is_his = is_his and speaker.is_named and not speaker.is_many
    if is_his and rest & set(speaker.name_keys) and head in theirs | ANAPHORS:
        return True
    if head not in theirs:
        return False
    is_same = mention.is_same and len(rest) == 1
    return is_same or _is_told_by(rest, theirs) or _is_nisba_of(speaker, mention, rest)


def has_other_office(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """The title is that behind his name, or begins it."""
    is_head = keys[:1] == speaker.other_keys[:1]
    return is_head and unglued(set(keys)) <= unglued(set(speaker.other_keys))


def is_nisba(key: str) -> bool:
    return key.endswith(("ي", "يه"))


def is_adjective(key: str) -> bool:
    """«المطلبية», not «التنسيقية»: of what kind, not whose."""
    return is_nisba(key) and look(key).sort != "body"


def _is_nisba_of(speaker: Speaker, mention: Mention, rest: set[str]) -> bool:
    """«النادي الفرنسي», «الصحيفة البريطانية»: the body of that kind, if no adjective differs."""
    head = speaker.role_keys[0]
    if not (mention.is_body and mention.is_definite):
        return False
    mine = rest - {head}
    if head not in rest or len(mine) > 1 or not all(is_nisba(key) for key in mine):
        return False
    others = {key for key in speaker.role_keys[1:] if is_nisba(key)}
    if MARK.search(speaker.name):
        others.clear()  # «صحيفة «الصنداي»»: a name, of no kind
    return mine <= _GENERIC or not others


def is_vague(mention: Mention) -> bool:
    """«المسؤول», «الصحيفة البريطانية»: nobody knows who, unless the article told it."""
    if mention.name_keys or not mention.role_keys or not mention.is_definite:
        return False
    is_short = len(mention.role_keys) == 1
    is_short = is_short or (len(mention.role_keys) == 2 and is_nisba(mention.role_keys[1]))
    return is_short and bare(mention.role_keys[0]) in _VAGUE


def is_same_office(speaker: Speaker, mention: Mention) -> bool:
    """«اللاعب السابق لريال مدريد», after «اللاعب سامي …» spoke."""
    if not speaker.is_named or not speaker.role_keys or not mention.is_definite:
        return False
    return speaker.role_keys[0] == bare(mention.role_keys[0])


def is_fuller_office(mention: Mention, speaker: Speaker) -> bool:
    """The first of two words; «رئيس مجلس إدارة الغرفة», after «رئيس مجلس الإدارة»; any office,
    after «من جامعة النهر»."""
    mine, theirs = bares(mention.role_keys), speaker.role_keys
    if theirs[:1] == ("من",):
        return len(mine) > 1
    if len(theirs) <= 1 < len(mine):
        return True
    return mine[:1] == theirs[:1] and set(theirs) < set(mine) and len(mine) <= _LONGEST_OFFICE


def is_profession(mention: Mention, head: str) -> bool:
    """«الخبير الاقتصادي»: nothing but ال."""
    if head not in _PROFESSIONS or mention.is_cut:
        return False
    return all(look(key).is_definite for key in mention.role_keys)


def is_author(mention: Mention) -> bool:
    """«صاحب «سيرة النهر»»: another word for who was told of."""
    is_owner = mention.role_keys[:1] in (("صاحب",), ("صاحبه",))
    is_of_work = len(mention.role_keys) == 2 and mention.role_keys[1] in _WORKS
    return is_owner and (is_of_work or MARK.search(mention.role) is not None)


def same_document(mention: Mention, current: Speaker | None) -> Speaker | None:
    """«الوثيقة ذاتها», after «المذكرة التقديمية» spoke."""
    if current is None or not (mention.is_same and current.role_keys):
        return None
    return current if look(current.role_keys[0]).sort == "document" else None
