"""What a word is compared by: the same for what papers write differently and mean alike.

That is its light stem: without what is glued to it, and what a verb or an accusative ends in; for
words that are alike in the news (`alike.txt`), the first one's. Foreign names have no one Arabic
spelling (غوغل، جوجل، قوقل): a name that is long enough to bear it is compared by its consonants,
with one letter for each sound that papers write differently.
"""

import re
from functools import lru_cache
from importlib import resources

from bot.core import arabic, lexicon, stems

_FILE = "alike.txt"
_PLAIN, _VERBS = lexicon.words("plain"), lexicon.words("verbs")
_PARTICLES = "وفبلك"
_TWO_PARTICLES = ("ول", "وب", "فب", "فل")
_ARTICLED = ("وبال", "ولل", "وال", "بال", "كال", "فال", "لل", "ال")
_FUTURE = ("سي", "ست", "سن")
_VERB_ENDINGS = ("وا", "ون", "ت", "ان", "ها", "ه")
_ENDINGS = ("ها", "ات", "ون", "ين", "ان", "يه", "هم", "ه", "ي")
_FEWEST_CONSONANTS = 4
"""Three are the root of an Arabic word: سالم and سليم must not become one."""
_ONE_LETTER = str.maketrans("جقگڤپطصضظث", "غغغفبتسدزس")
"""/g/ is غ in Beirut, ج in Cairo, ق in Riyadh; the emphatic letters come and go."""
_LONG_VOWELS = re.compile("(?<=.)[اويى]")
_NAMES = frozenset({"given", "family", "place", "outlet"})
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
    "شوون شيون",
    "مسوول مسيول",
    "مسوولين مسيولين",
    "رياضة رياضي رياضية رياضات رياضيا رياضيون رياضيين",
    "طائفة طائفي طائفية طائفيا طوائف",
)
"""What is too short for the consonants to tell, and what has the look of a town's people."""


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
    return bare.sort != "common" and not bare.is_plain  # «الجديدة» is a town, too


def consonants(word: str) -> str:
    """One spelling for those of a foreign name; the word itself where too few would stay."""
    bare = _LONG_VOWELS.sub("", word.translate(_ONE_LETTER))
    return bare if len(bare) >= _FEWEST_CONSONANTS else word


@lru_cache(maxsize=65536)
def _is_known(key: str) -> bool:
    """Whether a list has it, bare or with what may be glued to it."""
    found = lexicon.look(key)
    if found.sort != "other" or found.is_plain:
        return True
    return found.is_definite and _is_known(found.bare)


def _is_listed(key: str) -> bool:
    """Whether a list has just this form."""
    return lexicon.exact(key) != "other" or key in _PLAIN or key in _VERBS


def definite(key: str) -> str:
    """«بالقاهرة», «للقاهرة» as «القاهرة»; the word itself where nothing is glued to its article,
    or what looks like one begins the word: «والدها».

    `stem` does not do so: two stories of one town are not one, and would be more often.
    """
    for prefix in _ARTICLED if key.startswith(_ARTICLED) else ():
        rest = key.removeprefix(prefix)
        if rest != key and len(rest) > 2 and (is_name(f"ال{rest}") or _is_known(rest)):
            return f"ال{rest}"
    return key


def _bare(key: str) -> str:
    """A word without article and particles, if what stays is one: «ونقل» but not «وزير»."""
    rest = key[1:] if len(key) > 3 and key[0] in _PARTICLES else ""
    is_glued = bool(rest) and _is_known(rest)
    if not key.startswith("ال") and (_is_listed(key) or (_is_known(key) and not is_glued)):
        return key
    for prefix in _ARTICLED if key.startswith(_ARTICLED) else ():
        if key.startswith(prefix) and len(key) - len(prefix) >= 3:
            return key[len(prefix) :]
    if key.startswith(_TWO_PARTICLES) and len(key) > 4 and _is_known(key[2:]):
        return key[2:]
    return rest if is_glued or (rest and key[0] == "و") else key


def _of_verb(key: str) -> str:
    """استقبل، يستقبل، ستستقبل and استقبلت are one."""
    future = key.startswith(_FUTURE) and len(key) > 4
    if future or (key[0] in "يتنا" and len(key) > 3):
        key = key[2:] if future else key[1:]
    return _without(key, _VERB_ENDINGS)


def _without(key: str, endings: tuple[str, ...]) -> str:
    for ending in endings if key.endswith(endings) else ():
        if key.endswith(ending) and len(key) - len(ending) > 2:
            return key[: -len(ending)]
    return key


def _of_noun(key: str) -> str:
    if key.endswith("ا") and len(key) > 3 and (_is_known(key[:-1]) or not _is_known(key)):
        key = key[:-1]  # شخصا
    found = _without(key, _ENDINGS)
    if is_name(found) and key.removeprefix(found) in ("ه", "ات"):
        return f"{found}ه"  # «الرياضة» is not of «الرياض», nor «جلالة» of «جلال»
    return found if _is_known(key) else consonants(found)


def _stem(key: str) -> str:
    """`stem` before what is alike becomes one."""
    if key.isdigit():
        return key
    if len(key) <= 2 or key in stems.EMPTY_WORDS:
        return ""
    key = _FIRST.get(key, key)
    if is_name(key):
        return consonants(lexicon.bare(key))
    bare = _bare(key)
    if bare != key and (bare in _FIRST or is_name(bare) or bare in stems.EMPTY_WORDS):
        return _stem(bare)
    future = bare.startswith(_FUTURE) and bare[1:] in _VERBS
    if future or bare in _VERBS or (bare[0] == "ي" and len(bare) > 3):
        return _of_verb(bare)
    return _of_noun(bare)


def _alike() -> dict[str, str]:
    """From the stem of each word to that of the first one of its line."""
    text = resources.files("bot.core").joinpath(_FILE).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            alike = [_stem(arabic.word_key(word)) for word in line.split()]
            found |= {each: found.get(alike[0], alike[0]) for each in alike if each not in found}
    return found


_ALIKE = _alike()


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """What a word is compared by; empty for one that says nothing."""
    found = _stem(key)
    return _ALIKE.get(found, found)
