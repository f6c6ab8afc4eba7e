"""How an office is told beside the name of who has it, away from the sentence that told of him."""

import re

from bot.core import arabic, lexicon
from bot.core.lexicon import look
from bot.core.phrases.shapes import is_closing

_ELSEWHERE = re.compile(r"\b\w{3,}ها\b|\bباسمه|^(?:أحد|إحدى) \S+ي$")
"""Three letters before ها: «أبها» is a city."""
_HIS = re.compile(r"(\w{3,})(?:ه|هم)\b")
_OFFICES = lexicon.words("offices-of-one")
_NOW = frozenset({"الحالي", "الحاليه"})
_FEWEST_OF_OFFICE = 3
_SHORT_ENOUGH, _TOO_LONG = 5, 9
"""Words of two offices together."""


def around_name(role: str) -> tuple[str, str]:
    """An office as it is told: one word before the name («الباحث سامر»), more behind it («سامر،
    وزير الري»); both empty where it does not stand alone."""
    told = _first(role) if _stands_alone(role) else ""
    return (told, "") if told.startswith("ال") and " " not in told else ("", told)


def _stands_alone(role: str) -> bool:
    """Not «أمينها العام», «مدربه», «المتحدث باسمها», «أحد مؤسسي»: nobody knows whose."""
    his = _HIS.match(role)
    is_his = his is not None and look(arabic.word_key(his[1])).sort == "title"
    return bool(role) and not is_his and not _ELSEWHERE.search(role)


def _first(role: str) -> str:
    """«نائب رئيس الاتحاد | رئيس رابطة الأندية», «وزير المالية | الحالي»: one office is enough, and
    that it is his now goes without saying; «نائب الرئيس رئيس الحكومة» is short."""
    words = role.split()
    keys = [arabic.word_key(word) for word in words]
    for at in range(_FEWEST_OF_OFFICE, len(words)):
        is_second = keys[at] in _OFFICES and is_closing(keys[at - 1])
        is_second = is_second and len(words) > _SHORT_ENOUGH
        is_joined = keys[at][:1] == "و" and look(keys[at][1:]).sort == "title"
        is_joined = is_joined and len(words) > _TOO_LONG
        if is_second or is_joined:
            return " ".join(words[:at])
    return " ".join(words[:-1]) if keys[1:] and keys[-1] in _NOW else role
