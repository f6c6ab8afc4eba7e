"""A phrase that names somebody, as it was read; what it says about itself."""

import re
from dataclasses import dataclass

_SHORTEST_PLURAL = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names somebody; token numbers of its paragraph, `after` exclusive."""

    paragraph: int
    start: int
    after: int
    name: str
    name_keys: tuple[str, ...]
    role: str
    role_keys: tuple[str, ...]
    is_body: bool
    is_definite: bool
    """A title alone with ال: «المتحدث», somebody told of before."""
    is_feminine: bool | None
    is_noun: bool
    """A definite noun that no list knows: «التعويض», «الفنانون»."""
    is_same: bool
    """«المصدر ذاته»."""
    alias: str
    """«الاتحاد الدولي (الفيفا)»: the short name beside it, as a key."""
    honours: tuple[str, ...]
    """The forms of address before the name, as keys without ال."""
    is_cut: bool
    """A complement follows that could not be read: «المسؤول في هذه الهيئة»."""
    other_keys: tuple[str, ...] = ()
    """«الناشط البيئي فلان، رئيس الجمعية»: the office that is not his `role`."""


def is_many(mention: Mention) -> bool:
    """«يحكي المصريون»: a plural with the ending of a subject."""
    key = mention.name_keys[0] if mention.is_noun and mention.name_keys else ""
    return key.startswith("ال") and key.endswith("ون") and len(key) > _SHORTEST_PLURAL


def spelt_alike(keys: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """«عبد القيوم» as «عبدالقيوم», where the other is written so."""
    if "عبد" not in keys or not any(key.startswith("عبدال") for key in others):
        return keys
    return tuple(re.sub("(?<!\\S)عبد (?:ال)?", "عبدال", " ".join(keys)).split())
