"""Whether quoted words point to what only the words before the marks tell.

«كانت تلك الانتخابات الأخيرة», «من الواضح أنه تحول إلى …», «تجسد رحلتهم …»: speech, and somebody's,
but read alone it does not say of what it speaks.
"""

import re
from collections.abc import Set
from itertools import islice, pairwise

from bot.core import arabic, lexicon, reporting, stems
from bot.core.lexicon import look
from bot.core.verbs import clauses

_WORD = re.compile(r"[^\W\d_]+")
_THESE = frozenset({"هذا", "هذه", "ذلك", "تلك", "هولاء", "اولئك"})
_THAT_HE = frozenset({"انه", "انها", "انهم", "بانه", "بانها", "بانهم", "لانه", "لانها", "لانهم"})
_COPULAS = lexicon.words("copulas")
_NO_DEEDS = lexicon.words("predicates") | lexicon.words("wants")
"""«أنه يجب أن …»: the pronoun is nobody's."""
_HIS_OWN = ("ه", "هم", "هما", "ها")
_ACCUSATIVE = re.compile(r"(?!(?:ال)?(?:..?|ت..)ين|..ا.ين|المضامين|ي)\w+ين")
"""«الطرفين»; not «الصين», «التأمين», «مضامين», «يتعين»."""
_FATHA = "\u064e"
"""«عقدَ الجلسة»."""
_OF_MANY = re.compile(r"\w{3,}ي ال(?:\S+ ){1,8}?\w{3,}وا\b")
"""«مقاتلي التنظيم تسللوا …»."""
_GOES_ON = re.compile(
    r"(?:لكن|ولكن|غير أن\w*|وبالتالي|وهذا|وهو|وهي|لأن|بل|أيضا|ثم|وأن|حيث|مما|وذلك|لذا|لذلك)\b"
)
_AND_ALSO = re.compile(r"كما (?:[أا]ن|(\w+))")
"""«كما أننا قدمنا …», «كما تم ضبط …»; not «كما يقول …», «كما هو معتاد …»."""
_KNOWN = lexicon.words("of-all") | lexicon.words("news-itself")
_LONG_OPENING = 9
_OPENING = 3
_SHORTEST_OWNED = 4
_SHORT = 10


def points_outside(text: str, *, is_behind_that: bool = False) -> bool:
    """Told by the first words, and in a short sentence by the last: «حول هذا الموقف»."""
    if _goes_on(text) or (is_behind_that and _is_governed(text)):
        return True
    words = [word.group() for word in islice(_WORD.finditer(text), _SHORT + 1)]
    keys = [arabic.word_key(word) for word in words[: _OPENING + 1]]
    if any(_is_bare_this(keys, at) or _is_that_he(keys, at) for at in range(len(keys) - 1)):
        return True
    if len(words) > 1 and (_is_owned(words[0], words[1]) or _is_of_them(keys[0])):
        return True
    return len(words) <= _SHORT and not _THESE.isdisjoint(map(arabic.word_key, words[-2:]))


def points_at_untold(text: str, told: Set[str]) -> bool:
    """«تجميد هذه الأوراش», «بذلك الانتصار»: of which nothing is told, neither by the words before
    it; `told` are the stems of what is."""
    words = islice(_WORD.finditer(text), _LONG_OPENING + 4)
    keys = [arabic.word_key(word.group()) for word in words]
    for at, (this, noun) in enumerate(pairwise(keys[:_LONG_OPENING])):
        is_this = this in _THESE or this[1:] in _THESE
        if not is_this or not noun.startswith("ال") or noun in _KNOWN:
            continue
        if clauses.RELATIVE.isdisjoint(keys[at + 2 : at + 5]):  # «تلك الجهات التي أصدرت …»
            stem = stems.stem(noun)
            before = map(stems.stem, keys[:at])
            return told.isdisjoint((stem, f"{stem}ا")) and stem not in before
    return False


def _goes_on(text: str) -> bool:
    """«بل تعتبر …», «كما تم ضبط …»: with what was said before it."""
    also = _AND_ALSO.match(text)
    if also is None:
        return _GOES_ON.match(text) is not None
    key = arabic.word_key(also[1] or "")
    return not key or (look(key).is_verb and reporting.verb(key) is None and key not in _COPULAS)


def _is_governed(text: str) -> bool:
    """«إن «مقاتلي التنظيم تسللوا»», «أن «برنامجه بلغ …»»: the case of the noun, or whose it is,
    is told by the words before the marks."""
    first = text.split(maxsplit=1)[0]
    word = look(arabic.word_key(first))
    if word.sort not in ("other", "title"):
        return first.endswith(_FATHA)
    is_his = first.endswith(_HIS_OWN) and len(first) > _SHORTEST_OWNED and not word.is_definite
    return is_his or _ACCUSATIVE.fullmatch(first) is not None or _OF_MANY.match(text) is not None


def _is_bare_this(keys: list[str], at: int) -> bool:
    """«هذا مستحيل», «كانت تلك الانتخابات الأخيرة»; not «هذا المشروع سيخدم …»."""
    if keys[at] not in _THESE:
        return False
    is_subject = at > 0 and keys[at - 1].removeprefix("و") in ("كان", "كانت")
    return is_subject or not look(keys[at + 1]).is_definite


def _is_that_he(keys: list[str], at: int) -> bool:
    """«من الواضح أنه تحول …», not «أعتقد أنه من الضروري», «أعتقد أنه يجب»."""
    following = keys[at + 1]
    is_deed = look(following).sort == "other" and following not in _NO_DEEDS
    return keys[at] in _THAT_HE and is_deed and (at == 0 or not look(keys[0]).is_definite)


def _is_owned(first: str, second: str) -> bool:
    """«تجسد رحلتهم …»: behind a verb, whose it is; behind a noun, it may be the noun's."""
    key = arabic.word_key(first)
    is_noun = look(key).is_definite or look(key).sort in ("noun", "title", "given")
    return not is_noun and len(second) > _SHORTEST_OWNED and second.endswith(("هم", "هما", "تها"))


def _is_of_them(key: str) -> bool:
    """«حصلوا على المال», «يريدون منا …»: before its subject a verb would stand in the singular."""
    is_plural = key.endswith("وا") or (key.startswith("ي") and key.endswith("ون"))
    return is_plural and len(key) > _SHORTEST_OWNED and not look(key).is_definite
