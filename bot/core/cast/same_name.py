"""Whether two names are one man's: a surname for the whole name, a slip, another spelling.

Judgements about the words of two names only; offices and whatever else is told are `identity`'s.
"""

from bot.core.lexicon import look
from bot.core.phrases.mentions import spelt_alike

_LINKS = frozenset({"بن", "ابن", "بنت", "ال", "عبد", "ابو", "ام"})
_FATHERS = ("بن", "بنت")
_SHORTEST_MISSPELT, _SHORTEST_UNLISTED, _SHORTEST_FULL = 5, 4, 2
_NO_VOWELS = str.maketrans("", "", "اوي")
_SURNAMES = ("other", "family")


def is_same(keys: tuple[str, ...], theirs: tuple[str, ...], *, has_family: bool = False) -> bool:
    """A surname or given name of the other, or two words shared at the same end; with
    `has_family` the last word is a family name for certain: «شكري المبخوت»."""
    keys, theirs = spelt_alike(keys, theirs), spelt_alike(theirs, keys)
    if len(keys) > 1 and keys[0] == "ابن":
        return keys[1:] == theirs[-len(keys) + 1 :]
    if len(keys) == 1:
        return _bears(theirs, keys[0]) or _is_misspelt(keys[0], theirs[-1])
    if len(theirs) == 1:
        # «طريق الملك عبدالعزيز» is not «عبدالعزيز بن محمد الجبري».
        is_first = keys[0] == theirs[0] and _is_given(theirs[0]) and len(keys) > _SHORTEST_FULL
        is_mother = keys[0] == "ام" and _is_given(theirs[0])
        return not (is_first or is_mother) and _bears(keys, theirs[0])
    if keys[0] == theirs[-1] and keys[1] not in theirs:
        if _is_given(keys[0]) and (_is_given(keys[1]) or keys[1] in _FATHERS):
            return False  # «سالم فهد», «سالم بن فهد», after «علي حمد سالم»
        if _is_given(keys[0]) and _is_unlisted_surname(keys[1]):
            return False  # «نبيل زغدود», after «خالد نبيل»
        # «وتمنى منصور عودة …»: the surname, then an object that was read as a name.
        return not has_family and (look(keys[0]).sort != "given" or not keys[1].endswith("ي"))
    if keys[0] in theirs and any(keys == theirs[at : at + len(keys)] for at in range(len(theirs))):
        return True
    return _is_slip(keys, theirs[-len(keys) :]) or _share_two_words(keys, theirs)


def _share_two_words(keys: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if keys[0] != theirs[0] and _is_given(keys[0]) and _is_given(theirs[0]):
        return False  # «عزت أبو عوف» and his sister
    if keys[0] != theirs[0] and "title" in (look(keys[0]).sort, look(theirs[0]).sort):
        return False  # «والد الشهيد سامر عزت الحداد» and his brother
    is_title = look(keys[0]).sort == "title"  # «محامي المتهم فلان», of another accused
    is_aligned = keys[-1] == theirs[-1] or (keys[0] == theirs[0] and not is_title)
    return is_aligned and len(set(keys) & set(theirs) - _LINKS) >= 2


def _is_slip(keys: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """«داود أوغلو» and «داود اأوغلو»: one long word of the name has a letter more, all else is
    the same; but «علي المنصور» is not «علي المنصوري»."""
    if len(keys) != len(theirs):
        return False
    others = [pair for pair in zip(keys, theirs, strict=True) if pair[0] != pair[1]]
    if len(others) != 1:
        return False
    return len(min(others[0], key=len)) >= _SHORTEST_MISSPELT and _lacks_letter(*others[0])


def _lacks_letter(one: str, other: str) -> bool:
    """All but a letter inside one of them is the same."""
    shorter, longer = sorted((one, other), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(shorter)))


def _bears(name: tuple[str, ...], part: str) -> bool:
    """One word of the name, but not its father's: «عبدالعزيز» is not «محمد بن عبدالعزيز»."""
    if part not in name:
        return False
    is_given = _is_given(part)
    return any(
        word == part and not (is_given and at and name[at - 1] in ("بن", "بنت"))
        for at, word in enumerate(name)
    )


def runs_on(keys: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """«استمر نشاط نائلة صبري الدعوي»: a word behind a name that was told without it."""
    is_whole = len(theirs) > (2 if theirs[0] in _LINKS else 1) and keys[: len(theirs)] == theirs
    return is_whole and keys[len(theirs)] not in _LINKS


def _is_misspelt(key: str, surname: str) -> bool:
    """«بيلرن» for «بيرلن»: letters that changed their places; «هاندرسون» for «هندرسون»: vowels
    that foreign names are written with or without; «نهرن» for «نهران», that no list knows. No
    given names: سالم is not سليم."""
    if key == surname or min(len(key), len(surname)) < _SHORTEST_UNLISTED:
        return False
    is_unlisted = all(map(_is_unlisted_surname, (key, surname)))
    is_long = min(len(key), len(surname)) >= _SHORTEST_MISSPELT
    is_swapped = sorted(key) == sorted(surname) and look(key).sort == "other"
    is_respelt = key[0] == surname[0] and _consonants(key) == _consonants(surname)
    if is_long and (is_swapped or (is_respelt and is_unlisted)):
        return True
    return is_unlisted and key[0] == surname[0] and (is_swapped or _lacks_letter(key, surname))


def _is_unlisted_surname(key: str) -> bool:
    word = look(key)
    return word.sort in _SURNAMES and not (word.is_plain or word.is_definite)


def _consonants(key: str) -> str:
    return key[0] + key[1:].translate(_NO_VOWELS)


def _is_given(key: str) -> bool:
    return look(key).sort == "given"


def holds_object(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """«قاد منصور سالما، مدير …»: the surname, then another man with all that is told of him."""
    is_surname = len(mine) > 1 and len(theirs) > 1 and mine[0] == theirs[-1]
    return is_surname and mine[1] not in theirs and not _is_given(mine[0])
