"""Other words for one trade: «المؤلفة» is she who was told of as «الكاتبة فلانة»."""

from collections.abc import Collection

from bot.core import lexicon
from bot.core.cast.identity import Speaker, unglued
from bot.core.lexicon import bare, look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import SPOKESPEOPLE

_TRADES = [
    lexicon.words("trade-" + name)
    for name in (
        "writing", "learning", "activism", "press", "expertise", "parliament", "stage",
        "attack", "defence", "keeping", "medicine", "faith", "diplomacy", "speaking",
    )
]  # fmt: skip
_FAR_NATIONS = lexicon.words("nationalities")
_NATIONALITIES = _FAR_NATIONS | lexicon.words("arab-nationalities")
_FACING = frozenset({"قاضي", "قاضيه", "مدعي", "مدعيه", "محقق", "محققه", "مذيع", "مذيعه", "محاور"})
"""Who asks and judges others: the title of nobody who was not told to be that."""
_KIN = {
    "ال" + alone: frozenset((word,) for word in annexed)
    for alone, annexed in {
        "اب": ("والد", "اب", "ابو"),
        "ام": ("والده", "ام"),
        "والد": ("والد",),
        "والده": ("والده",),
        "جد": ("جد",),
        "زوج": ("زوج",),
        "زوجه": ("زوجه",),
        "ابن": ("نجل", "ابن"),
        "ابنه": ("ابنه",),
        "شقيق": ("شقيق",),
        "شقيقه": ("شقيقه",),
        "اخ": ("شقيق", "اخ"),
        "اخت": ("شقيقه", "اخت"),
    }.items()
}
"""«الأب»: of whom the article told as «والد فلان»."""
_COACHES = (("مدرب",), ("مدربه",))
_PLAYERS = lexicon.words("trade-attack") | lexicon.words("trade-defence")
_OFFICIALS = lexicon.words("trade-speaking") | {"مسوول", "مسووله", "مسيول", "مسيوله"}
_LAYMEN = lexicon.words("laymen")
_OF_TEAMS = frozenset({"فني", "فريق", "نادي", "منتخب", "اول", "وطني", "كره", "قدم", "قدمه"})
_RULING = frozenset({"وزير", "محافظ", "والي", "سفير"})
_OTHER_PARTS = {
    "مدير": _RULING | {"مدرب"},
    "سفير": _RULING,
    "محافظ": _RULING | {"مدير"},
    "وزير": _RULING | {"مدير", "مدرب"},
    "لاعب": _RULING | {"مدرب", "مدير", "رييس", "وكيل", "حكم", "طبيب"},
    "مدرب": _RULING | {"لاعب", "مهاجم", "مدافع", "حارس", "جناح", "هداف", "رييس", "وكيل", "حكم"},
}
_EXPERTS = frozenset({"خبير", "محلل", "باحث", "طبيب"})
_LONGEST = 3


def is_of_trade(speaker: Speaker, mention: Mention) -> bool:
    """A title with ال and no name may mean him: of his trade, gender and country."""
    keys = mention.role_keys
    if mention.is_cut or mention.is_body or not 0 < len(keys) <= _LONGEST:
        return False
    if not speaker.is_named or speaker.is_many or not all(look(key).is_definite for key in keys):
        return False
    if not speaker.agrees(_gender(mention)):
        return False
    theirs = {key.removeprefix("و") for key in speaker.role_keys} | set(speaker.role_keys)
    head = bare(keys[0])
    is_same = any(head in trade and not trade.isdisjoint(theirs) for trade in _TRADES)
    return is_same and not are_two_countries(keys, theirs)


def are_apart(speaker: Speaker, mention: Mention) -> bool:
    """«اللاعب» is not the coach who spoke last, «المتحدث الأممي» not the teacher."""
    if not mention.role_keys:
        return False
    head, theirs = bare(mention.role_keys[0]), speaker.role_keys[:1]
    if len(mention.role_keys) > 1:
        return head in _OFFICIALS and not _LAYMEN.isdisjoint(theirs)
    return head in _PLAYERS and theirs in _COACHES


def speaks_for_the_same(speaker: Speaker, mention: Mention) -> bool:
    """«المستشار المتحدث باسم هيئة المستهلك», after «الناطق الرسمي باسم هيئة حماية المستهلك
    فلان»."""
    if mention.is_cut or not speaker.is_named or speaker.is_many:
        return False
    mine, theirs = _spoken_for(mention.role_keys), _spoken_for(speaker.role_keys)
    is_same = len(mine) > 1 and set(mine) <= set(theirs)
    return is_same and speaker.agrees(_gender(mention))


def _spoken_for(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The body behind «المتحدث باسم»; empty for whoever is no spokesman."""
    if "باسم" not in keys:
        return ()
    at = keys.index("باسم")
    is_spokesman = any(bare(key) in SPOKESPEOPLE for key in keys[:at])
    return tuple(map(bare, keys[at + 1 :])) if is_spokesman else ()


def is_that_kin(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """«وأكد الأب», after «والد الفتى فلان»."""
    if len(keys) != 1 or keys[0] not in _KIN:
        return False
    return not _KIN[keys[0]].isdisjoint({speaker.name_keys[:1], speaker.role_keys[:1]})


def is_by_another_word(speaker: Speaker, mention: Mention) -> bool:
    """The spokesman of the same body, the coach of a team."""
    return speaks_for_the_same(speaker, mention) or coaches_the_same(speaker, mention)


def is_addressed(speaker: Speaker, honour: str) -> bool:
    """«الشيخ», of «الشيخ فلان»; «الأب», of «والد فلان»."""
    is_his = honour in speaker.honours or (speaker.is_named and honour in speaker.role_keys)
    return is_his or is_that_kin(speaker, (honour,))


def coaches_the_same(speaker: Speaker, mention: Mention) -> bool:
    """«مدرب الصيد» is «المدير الفني لفريق اليد بنادي الصيد فلان»: all that is told of his team."""
    keys, theirs = mention.role_keys, speaker.role_keys
    if mention.is_cut or not speaker.is_named or speaker.is_many:
        return False
    if len(keys) < 2 or not (_is_coach(keys) and _is_coach(theirs)):
        return False
    mine, his = _team(keys), _team(theirs)
    return bool(mine) and mine <= his and speaker.agrees(_gender(mention))


def _is_coach(keys: tuple[str, ...]) -> bool:
    heads = tuple(bare(key) for key in keys[:2])
    return heads[:1] in _COACHES or heads == ("مدير", "فني")


def _team(keys: tuple[str, ...]) -> set[str]:
    """What tells one team from another."""
    return {bare(key) for key in unglued(set(keys[1:]))} - _OF_TEAMS


def _gender(mention: Mention) -> str:
    return "?" if mention.is_feminine is None else "f" if mention.is_feminine else "m"


def are_two_countries(keys: tuple[str, ...], theirs: Collection[str]) -> bool:
    """«السفير الألباني» is not «الوزير الإيطالي»."""
    mine = {bare(key).removesuffix("ه") for key in keys} & _NATIONALITIES
    his = {key.removesuffix("ه") for key in theirs} & _NATIONALITIES
    return bool(mine and his) and not mine & his


def is_of_untold_country(speaker: Speaker | None, mention: Mention) -> bool:
    """«وقال وزير الدفاع التركي», after «وزير الدفاع سامر الحداد»: whether he is Turkish nobody
    has told."""
    if speaker is None or not speaker.is_named or mention.name_keys:
        return False
    mine = {bare(key).removesuffix("ه") for key in mention.role_keys} & _NATIONALITIES
    told = (*speaker.role_keys, *speaker.other_keys)
    his = {key.removesuffix("ه") for key in told} & _NATIONALITIES
    return bool(mine) and not mine & his


def is_foreign_to(speaker: Speaker, mention: Mention) -> bool:
    """«الخبيرة الألمانية» is not «الطبيبة ريم الحداد»: another title, of a country that bears no
    such names, and nobody has told that she is of it."""
    keys = tuple(bare(key) for key in mention.role_keys)
    is_other = keys[:1] != () and keys[0] not in (*speaker.role_keys, *speaker.other_keys)
    bears_article = speaker.is_named and speaker.name.split()[-1].startswith("ال")
    is_abroad = any(key.removesuffix("ه") in _FAR_NATIONS for key in keys[1:])
    return is_other and bears_article and is_abroad and is_of_untold_country(speaker, mention)


def is_of_two(speaker: Speaker, mention: Mention) -> bool:
    """«الرئاسة الفلسطينية والخارجية الأردنية» is not «الرئاسة الفلسطينية»."""
    joined = {key for key in speaker.role_keys if key[0] == "و" and look(key[1:]).sort == "body"}
    return mention.is_body and not joined <= set(mention.role_keys)


def plays_another_part(speaker: Speaker, keys: tuple[str, ...]) -> bool:
    """«وكتب اللاعب», after his coach or agent spoke; «ورد المدرب», after a player; «وقال المدير»,
    after a minister; «وحذر الخبير», after a minister who is told of as none."""
    mine = keys[0].removesuffix("ه") if keys else ""
    if not speaker.role_keys or mine not in (_EXPERTS | _OTHER_PARTS.keys()):
        return False
    his = speaker.role_keys[0].removesuffix("ه")
    if mine in _EXPERTS:
        told = (*speaker.role_keys, *speaker.other_keys)
        others = {bare(key.removeprefix("و")).removesuffix("ه") for key in told}
        return his in _RULING and mine not in others
    return his != mine and his in _OTHER_PARTS[mine]


def faces_others(mention: Mention) -> bool:
    """«ورد القاضي على فلان»: not the man of whom the article tells."""
    return len(mention.role_keys) == 1 and bare(mention.role_keys[0]) in _FACING
