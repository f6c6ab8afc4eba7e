"""Whom and what a sentence speaks of as known, though it was told of in one that is left out."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.core import arabic, reporting, stems
from bot.core.lexicon import look

_NAMING = ("given", "family")
_ACCORDING = frozenset(
    {"حسب", "بحسب", "وفق", "وفقا", "وبحسب", "وحسب", "ووفق", "ووفقا", "واستنادا", "استنادا"}
)
_BEFORE = frozenset({"وقد", "فقد", "قد", "كان", "كانت", "وكان", "وكانت", "كما", "لكن", "ولكن"})
_PARTS = frozenset({"ابو", "الدين", "بنت", "ابن"})
_PREFIXES = ("", "و", "ب", "ل", "ف")
_HEADS = ("title", "document", "body")


@lru_cache(maxsize=256)
def keys(text: str) -> tuple[str, ...]:
    """Its words, as they are compared."""
    return tuple(map(arabic.word_key, arabic.words(text)))


def names_somebody(text: str, before: Iterable[str], told: Collection[str]) -> bool:
    """«وأضاف الحداد أن», «وجاء إعلان الحداد», where «سامر الحداد» stands in a sentence before it
    that is not told; `told` are the keys of what is."""
    mine = keys(text)
    names = [
        key
        for at, key in enumerate(mine)
        if _may_be_surname(key) and key not in told and not _is_named(mine[max(0, at - 3) : at])
    ]
    return bool(names) and any(_introduces(keys(each), name) for each in before for name in names)


def _may_be_surname(key: str) -> bool:
    """Not the second word of «أبو علي», of «صلاح الدين»; no adjective («اليابانية»), no figure."""
    word = look(key)
    if word.sort == "family":
        return True
    if word.sort != "other" or word.is_plain or word.is_verb or reporting.verb(key) is not None:
        return False
    return key not in _PARTS and not key.endswith("يه") and key.isalpha() and len(key) > 2


def _is_named(before: Sequence[str]) -> bool:
    """Words behind which a surname is one that the sentence itself tells whole, or says whose it
    is: «سامر بن عادل الحداد», «وزير الري الحداد»."""
    sorts = [look(key).sort for key in before]
    return "title" in sorts or any(sort in _NAMING for sort in sorts[-2:])


def _introduces(mine: Sequence[str], name: str) -> bool:
    return any(
        key == name and at > 0 and look(mine[at - 1]).sort == "given"
        for at, key in enumerate(mine)
    )


def tells_of_known(text: str, before: Iterable[str], told: Collection[str]) -> bool:
    """«ووفق المقال», «المسؤول العراقي قال», «وقد وضع المركز»: of which one before it has told,
    «مقال», «مسؤول عراقي», «مركز …»; `told` are the stems of what is."""
    mine = keys(text)
    head = _head(mine) if mine else ""
    if not head or stems.stem(head) in told:
        return False
    bare = head.removeprefix("ال")
    known = {key for each in before for key in keys(each)}
    return any(f"{prefix}{bare}{end}" in known for prefix in _PREFIXES for end in ("", "ا"))


def _head(mine: Sequence[str]) -> str:
    """The word with ال that a sentence opens with, behind its verb or «وفقا»; nothing where an
    adjective says which it is, unless of a person."""
    begin = next((at for at, key in enumerate(mine) if key not in _BEFORE), 0)
    is_verb = begin > 0 and mine[begin - 1].endswith("قد")
    is_verb |= bool(reporting.verb(mine[begin])) or look(mine[begin]).is_verb
    begin += is_verb or mine[begin] in _ACCORDING
    key = mine[begin] if begin < len(mine) else ""
    if key.startswith("لل"):
        key = f"ا{key[1:]}"
    elif key[:3] in ("وال", "فال"):
        key = key[1:]
    word = look(key)
    if not word.is_definite or word.sort not in _HEADS:
        return ""
    following = mine[begin + 1] if begin + 1 < len(mine) else ""
    if look(following).sort in _NAMING:
        return ""  # «اللاعب سامر الحداد»
    return "" if following.startswith("ال") and word.sort != "title" else key
