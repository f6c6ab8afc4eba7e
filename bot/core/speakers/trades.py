"""Other words for one trade: «المؤلفة» is she who was told of as «الكاتبة فلانة»."""

from bot.core import lexicon
from bot.core.lexicon import Sort, bare, look
from bot.core.phrases.mentions import Mention
from bot.core.phrases.neighbours import SPOKESPEOPLE
from bot.core.speakers.identity import Speaker

_TRADES = [
    lexicon.words("trade-" + name)
    for name in (
        "writing", "learning", "activism", "press", "expertise", "parliament", "stage", "sport",
        "medicine", "faith", "diplomacy",
    )
]  # fmt: skip
_NATIONALITIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_FACING = frozenset({"قاضي", "قاضيه", "مدعي", "مدعيه", "محقق", "محققه", "مذيع", "مذيعه", "محاور"})
"""Who asks and judges others: the title of nobody who was not told to be that."""
_LONGEST = 3
_HEADS = lexicon.words("heads-of-a-body")
_OF_HEADS = frozenset(
    {"عام", "عامه", "اول", "وطني", "تنفيذي", "وطنيه", "تنفيذيه", "مجلس", "اداره"}
)
"""«الأمين العام», «الرئيس التنفيذي», «رئيس مجلس إدارة»."""


def is_of_trade(speaker: Speaker, mention: Mention) -> bool:
    """A title with ال and no name may mean him: of his trade, gender and country."""
    keys = mention.role_keys
    if mention.name_keys or mention.is_cut or mention.is_body or not 0 < len(keys) <= _LONGEST:
        return False
    if not speaker.is_named or speaker.is_many or not all(look(key).is_definite for key in keys):
        return False
    if not speaker.agrees(_gender(mention)):
        return False
    theirs = {key.removeprefix("و") for key in speaker.role_keys} | set(speaker.role_keys)
    head = bare(keys[0])
    is_same = any(head in trade and not trade.isdisjoint(theirs) for trade in _TRADES)
    return is_same and not _are_two_countries(keys, theirs)


def leads_the_same(speaker: Speaker, mention: Mention) -> bool:
    """«الأمين العام لحزب النهر» is «رئيس حزب النهر فلان»: one body has one head."""
    if mention.name_keys or mention.is_cut or not speaker.is_named or speaker.is_many:
        return False
    keys, theirs = mention.role_keys, speaker.role_keys
    if not (keys and theirs and bare(keys[0]) in _HEADS and theirs[0] in _HEADS):
        return False
    mine = _led(keys)
    return len(mine) > 1 and mine == _led(theirs) and speaker.agrees(_gender(mention))


def speaks_for_the_same(speaker: Speaker, mention: Mention) -> bool:
    """«المستشار المتحدث باسم هيئة المستهلك», after «الناطق الرسمي باسم هيئة حماية المستهلك
    فلان»."""
    if mention.name_keys or mention.is_cut or not speaker.is_named or speaker.is_many:
        return False
    mine, theirs = _spoken_for(mention.role_keys), _spoken_for(speaker.role_keys)
    is_same = len(mine) > 1 and set(mine) <= set(theirs) and mine[0] == theirs[0]
    return is_same and speaker.agrees(_gender(mention))


def _spoken_for(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The body behind «المتحدث باسم»; empty for whoever is no spokesman."""
    if "باسم" not in keys:
        return ()
    at = keys.index("باسم")
    is_spokesman = any(bare(key) in SPOKESPEOPLE for key in keys[:at])
    return tuple(map(bare, keys[at + 1 :])) if is_spokesman else ()


def _led(keys: tuple[str, ...]) -> set[str]:
    """The body without what its head is called, and without ل."""
    names = {bare(key) for key in keys[1:]} - _OF_HEADS
    return {
        key[1:] if key[0] == "ل" and key[1:2] != "ل" else key.removeprefix("لل") for key in names
    }


def _gender(mention: Mention) -> str:
    return "?" if mention.is_feminine is None else "f" if mention.is_feminine else "m"


def _are_two_countries(keys: tuple[str, ...], theirs: set[str]) -> bool:
    mine = {bare(key).removesuffix("ه") for key in keys} & _NATIONALITIES
    his = {key.removesuffix("ه") for key in theirs} & _NATIONALITIES
    return bool(mine and his) and not mine & his


def is_of_two(speaker: Speaker, mention: Mention) -> bool:
    """«الرئاسة الفلسطينية والخارجية الأردنية» is not «الرئاسة الفلسطينية»."""
    joined = {
        key for key in speaker.role_keys if key[0] == "و" and look(key[1:]).sort is Sort.BODY
    }
    return mention.is_body and not joined <= set(mention.role_keys)


def faces_others(mention: Mention) -> bool:
    """«ورد القاضي على فلان»: not the man of whom the article tells."""
    return len(mention.role_keys) == 1 and bare(mention.role_keys[0]) in _FACING


def is_broken_off(speaker: Speaker, mention: Mention) -> bool:
    """«ورفع محافظ روضة | النخيل التهاني», after «محافظ روضة النخيل فلان»: the rest of the office
    was taken for what the verb is about."""
    keys = tuple(map(bare, mention.role_keys))
    is_open = len(keys) > 1 and not look(mention.role_keys[-1]).is_definite
    is_longer = len(speaker.role_keys) > len(keys)
    return is_open and is_longer and speaker.is_named and speaker.role_keys[: len(keys)] == keys
