"""Which words can make up a phrase that names a speaker, and which end it.

The lists are in three files: `lexicon.txt`, small and by hand, goes first; then `names.txt` and
`words.txt`, large. Words are compared by `arabic.word_key`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Literal, get_args

from bot.core import arabic, remembering

Sort = Literal[
    "stop",
    "time",
    "preposition",
    "honour",
    "title",
    "document",
    "body",
    "given",
    "family",  # with ال, and no adjective: الشمري
    "place",
    "common",
    "outlet",
    "noun",
    "other",  # what the first two files do not have; `Word.is_plain` for those of the last
]
"""What a word can be in a phrase that names a speaker: a section of the files. No `Enum`: to look
at a member costs as much as a call, and an article asks six hundred times."""
_NAMED: dict[str, Sort] = {each: each for each in get_args(Sort)}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the phrase reader sees it."""

    sort: Sort
    is_definite: bool
    bare: str
    """The key without ال."""
    is_plain: bool = False
    """An ordinary word, no part of a name."""
    is_verb: bool = False
    """A verb and nothing else: plain, and no phrase goes on over it."""


def _sections(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """Kind and name of each section with its words."""
    text = resources.files("bot.core").joinpath(name).read_text(encoding="utf-8")
    for section in text.split("\n[")[1:]:
        heading, _, body = section.partition("]")
        kind, of = heading.split()
        lines = (line for line in body.splitlines() if not line.startswith("#"))
        yield kind, of, [word for line in lines for word in line.split()]


def _load() -> tuple[dict[str, Sort], dict[str, frozenset[str]]]:
    sorts: dict[str, Sort] = {}
    sets: dict[str, frozenset[str]] = {}
    for file in ("lexicon.txt", "names.txt"):
        for kind, name, found in _sections(file):
            keys = [arabic.word_key(word) for word in found]
            if kind == "set":
                sets[name] = frozenset(keys)
            else:
                sorts = dict.fromkeys(keys, _NAMED[name]) | sorts
    for _, name, keys in _sections("words.txt"):
        sets[name] = frozenset(keys)
    return sorts, sets


_WORDS, _SETS = _load()
_PLAIN, _VERBS = _SETS["plain"], _SETS["verbs"]
_UNINFLECTED = _SETS["uninflected"]
_NO_NAMES = {"noun", "body", "document", "common", "time"}
_WITH_OR_WITHOUT_ARTICLE = {"title", "body", "common", "document", "noun"}


_POSSESSIVE = ("تهما", "تها", "تهم", "ته", "هما", "ها", "هم", "نا", "ه")
_OWNED = _POSSESSIVE[:-1]
"""Not «ه»: «جمعة» ends like one that has it."""
_INFLECTED = ("ه", "ا", "ون", "ين", "ات", "و", "ان")
"""What a title bears: خبيرة، خبيرا، خبراء are listed or made; «منظمو الحفل» has lost its ن."""
_TITLES = [
    key
    for key, found in _WORDS.items()
    if found == "title" and len(key) > 2 and key not in _UNINFLECTED
]
_HIS = {title + ending: True for title in _TITLES for ending in _POSSESSIVE}
_ENDED = _HIS | {title + ending: False for title in _TITLES for ending in _INFLECTED}
"""Every listed title with every ending, made beforehand, for each word of an article is asked;
whether «his» is told, too."""
_ARTICLED = ("ال", "لل", "بال", "وال", "فال", "كال", "ولل")
FOREIGN_ENDS = (
    "يتش", "سكي", "سكايا", "شتاين", "وغلو", "زاده", "نكو", "بيرغ", "برغر", "فيلد", "ويتز"
)  # fmt: skip


def _inflected(key: str) -> Word | None:
    """A listed title with an ending: محاميه، رئيسها، مسؤولا، المنظمون."""
    stem = key[2:] if key.startswith("ال") and len(key) > 5 else key
    is_possessive = _ENDED.get(stem)
    if is_possessive is None:
        return None
    return Word("title", stem is not key or is_possessive, stem)


def is_shaped(key: str) -> bool:
    """Names that show it: عبدالسميع، ميلوسوفيتش."""
    if key.startswith("عبدال"):
        return len(key) > 6
    return len(key) > 5 and key.endswith(FOREIGN_ENDS) and key[0] not in "يتن"


_LONGEST_WORD = 40
"""Letters; a thousand «و» in a row are no particles, one glued to the next."""


def _is_plain(key: str) -> bool:
    """An ordinary word with what may be glued to it: قضية، والقضية، قضيتها."""
    if key in _PLAIN:
        return True
    if key.startswith(_ARTICLED) and not key.endswith("ي"):
        stem = key[key.index("ل") + 1 :].removeprefix("ل")
        return len(stem) > 2 and (stem in _PLAIN or _WORDS.get(stem) in _NO_NAMES)
    if 4 < len(key) <= _LONGEST_WORD and key[0] in "وف":
        return _is_plain(key[1:]) or _WORDS.get(key[1:]) in _NO_NAMES
    if not key.endswith(_OWNED):
        return False
    for ending in _OWNED:
        if key.endswith(ending) and len(key) - len(ending) > 2:
            stem = key.removesuffix(ending) + ("ه" if ending[0] == "ت" else "")
            return stem in _PLAIN or (ending[0] == "ت" and _WORDS.get(stem) in _NO_NAMES)
    return False


def _is_definite(key: str) -> bool:
    return key.startswith("ال") and len(key) > 4


def _listed(key: str) -> Sort | None:
    """What the lists say of a word, with or without its article."""
    sort = _WORDS.get(key)
    if sort is None and _is_definite(key):
        sort = _WORDS.get(key[2:])
        return sort if sort in _WITH_OR_WITHOUT_ARTICLE else None
    return sort


def _sorts() -> dict[str, Sort]:
    """What `_listed` and `_inflected` tell, of every form beforehand."""
    articled: dict[str, Sort] = {"ال" + stem: "title" for stem in _ENDED if len(stem) > 3}
    ended: dict[str, Sort] = {
        key: "title" for key in _ENDED if not (key.startswith("ال") and len(key) > 5)
    }
    definite = {
        "ال" + key: found
        for key, found in _WORDS.items()
        if found in _WITH_OR_WITHOUT_ARTICLE and _is_definite("ال" + key)
    }
    return articled | ended | definite | _WORDS


_SORTS = _sorts()


def sort(key: str) -> Sort:
    """The sort that `look` tells, for a part of the price."""
    return _SORTS.get(key) or ("given" if is_shaped(key) else "other")


@remembering.of_word
def look(key: str) -> Word:
    """What a word is, by its key."""
    is_definite = _is_definite(key)
    bare = key[2:] if is_definite else key
    if key in _SORTS:
        title = None if _listed(key) else _inflected(key)
        return title or Word(_SORTS[key], is_definite, bare)
    if is_shaped(key):
        return Word("given", is_definite, bare)
    is_verb = key in _VERBS or (key[:1] in ("و", "ف") and key[1:] in _VERBS)
    return Word("other", is_definite, bare, is_verb or _is_plain(key), is_verb)


def of_sort(*wanted: Sort) -> frozenset[str]:
    """All that the lists have of these sorts, as keys, with articles and endings."""
    return frozenset(key for key, found in _SORTS.items() if found in wanted)


def exact(key: str) -> Sort:
    """What the file says of just this form."""
    return _WORDS.get(key, "other")


def bare(key: str) -> str:
    """A word without its article."""
    return key[2:] if key.startswith("ال") and len(key) > 4 else key


def words(name: str) -> frozenset[str]:
    """A plain list of the file, as keys."""
    return _SETS[name]
