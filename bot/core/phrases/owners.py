"""Whose the name behind a title is: «أرملة الشاعر نزار الصباغ» tells of the poet, not of her."""

from dataclasses import dataclass

from bot.core import lexicon
from bot.core.lexicon import bare, look
from bot.core.phrases.neighbours import NAMES, RULERS, SPOKESPEOPLE
from bot.core.phrases.shapes import is_verbal_noun
from bot.core.phrases.titles import is_of_his
from bot.core.phrases.tokens import Paragraph

_BESIDE_RULERS = frozenset({"نايب", "زوج", "نجل", "ابن", "شقيق", "والد", "صهر", "حفيد"})
_ONE_OF = ("احد", "احدي")
_OFFICES = lexicon.words("offices-of-one")
_WHOLE = _OFFICES - lexicon.words("overseers")
_FOR_OTHERS = lexicon.words("serve-an-office")
_FOR_HIM = lexicon.words("for-him")
_SERVE = _FOR_OTHERS | _OFFICES
_FOR_ALL, _PEOPLE = lexicon.words("stand-for-all"), lexicon.words("people")
_PROPER = lexicon.words("proper-bodies")
_MANY = ("ين", "ون", "ات")
_TEAM = "فريق"
_AS = ("منصب", "لمنصب")
"""«المرشح لمنصب محافظ المدينة»."""
_WHOSE_KIN = lexicon.words("whose-kin")
TO_HIM = frozenset({"وجه", "اذن", "مسمع"})
"""«في وجه المدرب»."""
_NEAR = 2
"""«مدير أعمال | الفنانة»: how near behind such an office its owner stands."""
_DEPUTIES = ("نايب", "مستشار", "مساعد", "معاون", "سفير", "ولي")
_KIN, _ON_BEHALF = lexicon.words("kin"), ("باسم", "بلسان")
_ABOUT = ("الي", "علي", "عن")
_FIRMS = lexicon.words("in-names-of-firms")
_HIS = ("ه", "ها", "هم", "هما")


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a title, from its head up to the name behind it."""

    paragraph: Paragraph
    start: int
    after: int

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.paragraph.tokens[self.start : self.after])


def is_one_of_his(title: Title, name: tuple[int, int]) -> bool:
    """«أحد أهالي هورستان», «أحد أبناء سامر الحداد»: whose they are, behind a bare plural."""
    is_one = title.keys[0] in _ONE_OF and name[0] == title.start + 2
    return is_one and not look(title.keys[1]).is_definite


def is_firm(paragraph: Paragraph, name: tuple[int, int]) -> bool:
    """«المحلل لدى كابيتال | هاوس آند كو»: no man's name."""
    return any(token.key in _FIRMS for token in paragraph.tokens[slice(*name)])


def speaks_for_somebody(title: Title) -> bool:
    """«متحدثة باسم الممثلة سامية …»: the name is not hers."""
    keys = title.keys
    if len(keys) < 3 or keys[0] not in SPOKESPEOPLE or keys[1] not in _ON_BEHALF:
        return False
    return look(keys[2]).sort in ("title", "honour")


def serves_ruler(title: Title, name: tuple[int, int]) -> bool:
    """«طبيب الرئيس الأمريكي دونالد ترامب», «إدارة الرئيس …»: no name of the doctor; but
    «نائب الرئيس جو بايدن», «ابنة الرئيس إيفانكا ترامب»."""
    tokens = title.paragraph.tokens
    head, *rest = (bare(token.key) for token in tokens[title.start : name[0]])
    is_beside = head.removesuffix("ه") in _BESIDE_RULERS
    is_ruler = tokens[name[1] - 1].key in RULERS and not is_beside
    return is_ruler and any(key.removeprefix("لل") == "رييس" for key in rest)


def is_owned(title: Title) -> bool:
    """Whether somebody else's title ends the words before a name, so that the name is his.

    «مستشار الرئيس», «نائب الوزير», «مدير مكتب الوزير» may be called by their own name there, and
    so may «رئيس نادي الأسير»; «مدير أعمال الفنانة» is not.
    """
    keys = title.keys
    if (at := _owner(title)) == 0:
        return False
    head = look(keys[0]).bare
    if head not in _SERVE or head.removesuffix("ه") in _DEPUTIES:
        return head not in _SERVE
    between = [key for key in keys[1:at] if key not in _ON_BEHALF]
    is_body = any(look(key).sort in ("body", "document") and key not in _KIN for key in between)
    return _bare(keys[at]) not in _OFFICES and len(between) < _NEAR and not is_body


def spoken_to(title: Title) -> int | None:
    """«المحافظ | لمدير السد», «مشجع | في وجه المدرب», «الوزير | عن النائب»: the token from which
    on the words tell to whom it was said, or of whom."""
    if title.after == title.start + 1:
        return None
    keys = title.keys
    for at in range(1, len(keys)):
        if is_addressee(keys[at]) and _is_whole(keys[:at]):
            return title.start + at
    at = _owner(title)
    if at == 0:
        return None
    if keys[at - 1] in _ABOUT:
        return title.start + at - 1
    if at > 2 and keys[at - 2] == "في" and keys[at - 1] in TO_HIM:
        return title.start + at - 2
    return None


def is_of_verb(title: tuple[str, ...], key: str) -> bool:
    """«وأشاد الوزير | بالمخترع سامر», «أشرف الوالي | على تكريم الفنان سامر»: the office is whole,
    and the verb has the particle; not «المدير بوزارة النهر سامر», «المدير في الشركة سامر»."""
    if len(title) != 1 or not look(title[0]).is_definite or look(title[0]).bare not in _WHOLE:
        return False
    behind = look("ال" + key[2:] if key.startswith("لل") else key[1:])
    is_glued = key[0] in "بل" and look(key).sort == "other"
    return key in _ABOUT or (is_glued and behind.sort not in ("body", "place"))


def end_of_ruler(paragraph: Paragraph, name: tuple[int, int]) -> int:
    """«محامية الرئيس دونالد ترامب | سامية الحداد»: what follows is no part of his name."""
    keys = (token.key for token in paragraph.tokens[slice(*name)])
    return next((at for at, key in enumerate(keys, name[0] + 1) if key in RULERS), name[1])


def _is_glued(key: str) -> bool:
    return key[0] == "ل" and look(key).sort in ("other", "outlet")


def _bare(key: str) -> str:
    """«للرئيس», «لرئيس الوزراء», «للاعب»: without what is glued to it."""
    if not _is_glued(key):
        return look(key).bare
    stem = look(key[1:])
    return stem.bare if stem.sort == "title" else stem.bare.removeprefix("ل")


def is_addressee(key: str) -> bool:
    """«للسفيرة», «لمدير المستشفى», «للطفل»: ل before somebody."""
    if not _is_glued(key):
        return False
    is_somebody = _is_somebody(key) or _is_somebody(key, is_definite=False)
    return is_somebody or _bare(key) in _WHOSE_KIN


def _is_whole(keys: tuple[str, ...]) -> bool:
    """«المحافظ», «وزير الخارجية», «شاهد عيان»: an office that needs nobody behind ل; not «المستشار
    القانوني», «الطبيب الخاص», «النائب المعارض»."""
    head, last = look(keys[0]).bare, look(keys[-1])
    is_bare = len(keys) > 1 and last.sort in ("body", "document", "title") and not last.is_definite
    return not (head in _FOR_OTHERS or head in _DEPUTIES or last.bare in _FOR_HIM or is_bare)


def _owner(title: Title) -> int:
    """Where the last person behind the head stands: «أرملة | الشاعر الراحل», «مكتب | رئيس
    الوزراء»; 0 where there is none."""
    keys = title.keys
    at = len(keys) - 1
    while at > 1 and look(keys[at]).sort == "given" and look(keys[at - 1]).bare in _WHOSE_KIN:
        at -= 1  # «إمام مسجد الشهيد سامر | الحداد»
    while at > 0 and look(keys[at]).is_definite and look(keys[at - 1]).is_definite:
        at -= 1
    if at > 0 and keys[at - 1].startswith(("لل", "بال")) and look(keys[at]).is_definite:
        at -= 1  # «للرئيس الأميركي», «بالشأن السياسي»
    if at > 0 and _is_somebody(keys[at]) and _leads_to_him(title, at - 1):
        return at
    first = 1 if keys[0] in _ONE_OF else 0  # «أحد محامي سامر»: one of many
    for place in range(at - 1, first, -1):
        if _is_somebody(keys[place], is_definite=False):
            return place if _leads_to_him(title, place - 1) else 0
    return 0


def _is_somebody(key: str, *, is_definite: bool = True) -> bool:
    """«الشاعر», «للرئيس», «رئيس الوزراء»; not «الوزراء», «المتظاهرين», «المستهلك»."""
    who = _bare(key)
    if who in _PEOPLE or who in _FOR_ALL or who == _TEAM or key.endswith(_MANY):
        return False
    is_told = look(key).is_definite or key.startswith("لل")
    sort = look(key).sort if look(key).sort == "honour" else lexicon.exact(who)
    return is_told == is_definite and sort in ("title", "honour")


def _leads_to_him(title: Title, at: int) -> bool:
    """«أرملة | الشاعر», «مقربة من | اللاعب»; not «شقيقه | الفنان», «بلدية صيدا | المهندس»."""
    key, him = title.keys[at : at + 2]
    if him[0] == "ل" and look(him).sort == "other":
        return True
    if at == 1 and title.keys[0] in _ONE_OF and not look(key).is_definite:
        return True  # «أحد مرافقي | الوزير»
    word, place = look(key), title.start + at
    is_his = title.paragraph.slice(place, place + 1).endswith(_HIS)
    is_his = is_his and (word.sort == "title" or is_of_his(key))
    if is_his or word.is_definite or key in _AS or key in _PROPER:
        return False
    if word.sort == "other" and key[0] in "بل":
        word = look(key[1:])  # «بقتل»
    return word.sort not in ("place", *NAMES) and (
        word.sort != "other" or word.is_plain or is_verbal_noun(word.bare)
    )
