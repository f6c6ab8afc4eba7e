"""Foreign names have no one Arabic spelling: غوغل، جوجل، قوقل are one word here.

What a word is compared by is its light stem; a name that is long enough to bear it is compared by
its consonants, with one letter for each sound that papers write differently.
"""

import re
from functools import lru_cache

from bot.core import arabic, gist, lexicon
from bot.core.lexicon import Sort

_FEWEST_CONSONANTS = 4
"""Three are the root of an Arabic word: سالم and سليم must not become one."""
_ONE_LETTER = str.maketrans("جقگڤپطصضظث", "غغغفبتسدزس")
"""/g/ is غ in Beirut, ج in Cairo, ق in Riyadh; the emphatic letters come and go."""
_LONG_VOWELS = re.compile("(?<=.)[اويى]")
_NAMES = frozenset({Sort.GIVEN, Sort.FAMILY, Sort.PLACE, Sort.OUTLET})
_VARIANTS = (
    "غوغل جوجل قوقل غوغول",
    "كنيدي كيندي كندي كينيدي",
    "انجلترا انكلترا انغلترا",
    "انجليزي انكليزي انغليزي",
    "هونغ هونج",
    "كونغ كونج",
    "كونغو كونجو",
    "غينيا جينيا",
    "غانا جانا",
    "غوا جوا",
    "بيجين بكين",
    "موغابي موجابي",
    "كورغان كورجان",
    "داعش الدواعش",
    "سوريا سورية",
    "روسيا روسية",
    "ليبيا ليبية",
    "تركيا تركية",
    "اميركا امريكا",
    "اميركي امريكي",
    "اميركية امريكية",
    "اوروبا اوربا",
    "اوروبي اوربي",
    "فيسبوك فايسبوك",
    "تويتر تويترز",
    "انستغرام انستجرام انستقرام",
    "تلغرام تليجرام تيليغرام تلقرام",
    "يوتيوب اليوتيوب",
    "بن ابن",
)
"""What is too short for the consonants to tell."""


def _first_spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _VARIANTS:
        keys = [arabic.word_key(word) for word in line.split()]
        for key in keys:
            for article in ("", "ال"):
                found[article + key] = keys[0]
    return found


_FIRST = _first_spellings()


@lru_cache(maxsize=65536)
def is_name(key: str) -> bool:
    """Whether newspapers have this form in names rather than in sentences."""
    found = lexicon.look(key)
    if found.sort not in _NAMES:
        return False
    bare = lexicon.look(found.bare) if found.is_definite else found
    return bare.sort is not Sort.COMMON and not bare.is_plain  # «الجديدة» is a town, too


@lru_cache(maxsize=65536)
def is_unlisted(key: str) -> bool:
    """A form that no list has: often part of a name, or a word with too much glued to it."""
    found = lexicon.look(key)
    return found.sort is Sort.OTHER and not found.is_plain


def consonants(word: str) -> str:
    """One spelling for those of a foreign name; the word itself where too few would stay."""
    bare = _LONG_VOWELS.sub("", word.translate(_ONE_LETTER))
    return bare if len(bare) >= _FEWEST_CONSONANTS else word


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """What a word is compared by; empty for one that says nothing."""
    if key.isdigit():
        return key
    if len(key) <= 2 or key in gist.EMPTY_WORDS:
        return ""
    key = _FIRST.get(key, key)
    if is_name(key):
        return consonants(lexicon.bare(key))
    if len(key) > 4 and key[0] in "وبلفك" and (key[1:] in _FIRST or is_name(key[1:])):
        return stem(key[1:])
    found = gist.stem(key)
    return consonants(found) if is_unlisted(key) else found
