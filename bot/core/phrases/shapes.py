"""What the letters of a word tell by themselves: a deed, a participle, a glued particle."""

import re

from bot.core import remembering
from bot.core.lexicon import look

_ENDING = "(?:ات|ها|هم|ه|اته|اتها|اتهم)?"
_VERBAL_NOUN = re.compile(
    f"(?:ت[^اوي][^اوي]ي[^اهي]|است[^اوي]{{2}}ا.|ا[نعحجفقكلمخرسبشغ]ت.ا.|ان[^ت].ا[^ن]){_ENDING}|م.ا..ات"
)
_DEED = re.compile(r"ت\w\w[^ي][^ي]?|(?:است|ا\w)\w?\w?ا[^ي]ه?|ا\w\wا[^ي]")
_DEEDS = frozenset(
    {"قبض", "كشف", "بدء", "عثور", "وصول", "شروع", "سيطره", "حصول", "موافقه", "مصادقه", "رد", "رفض"}
)
YEARS = frozenset({"عاما", "سنه", "ربيعا"})
"""«(71 عاما)»: what an age is counted in."""


def is_participle(key: str) -> bool:
    """«منوها», «مبرزا»; but «محبيها»: her lovers."""
    is_shape = key.endswith("ا") and key.startswith("م") and 4 < len(key) < 7
    return is_shape and key[1] != "ي" and not key.endswith("يها")


@remembering.of_word
def is_deed(key: str) -> bool:
    """A verbal noun with ال: الإطاحة، التعاقد، الإفراج، الاستحواذ، القبض."""
    bare = key.removeprefix("ال")
    return bare != key and (bare in _DEEDS or _DEED.fullmatch(bare) is not None)


@remembering.of_word
def is_verbal_noun(key: str) -> bool:
    """The shape of a deed, not of a name: تبرير، استقبال، انسحاب، تأكيدات."""
    return look(key).sort == "other" and _VERBAL_NOUN.fullmatch(key) is not None


def is_proper_place(key: str) -> bool:
    """«عسير», «بمكة»: a noun behind it is another's."""
    place = look(key[1:] if key[0] in "بل" and look(key).sort == "other" else key)
    return place.sort == "place" and not place.is_definite


def is_accusative(key: str) -> bool:
    """«تلقى سامر الحداد | اتصالا», «وجه الوزير | خطابا»: a noun with the ending of an object."""
    stem = look(key[:-1])
    is_noun = stem.sort in ("noun", "document", "body") or (stem.is_plain and not stem.is_verb)
    return key.endswith("ا") and len(key) > 5 and is_noun


def is_future(key: str) -> bool:
    """«سيغيب», «ستعود»."""
    return key.startswith(("سي", "ست", "سن")) and look(key[1:]).is_verb


def is_prefixed(key: str) -> bool:
    """A glued particle and article: للصحفيين، بالقول، كالعادة."""
    if key.startswith(("فال", "كال")):
        return len(key) > 5 and look(key[1:]).sort != "other"
    if not key.startswith(("لل", "بال", "وال")) or len(key) <= (3 if key[0] == "ل" else 4):
        return False
    return look(key).sort != "given"  # «والتر»


def is_closing(key: str) -> bool:
    """A word with ال, also behind a particle: «بالجامعة», «للمنطقة»."""
    return look(key).is_definite or is_prefixed(key)
