"""Whose words a sentence tells of: «تصريحا أدلى به فلان», «مقالة لفلان», «رسالة من فلان»."""

from bot.core import lexicon
from bot.core.lexicon import look
from bot.core.phrases import read_glued, read_named
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph

_WROTE = frozenset({"القا", "القت", "كتب", "كتبت", "نشر", "نشرت", "وجه", "وجهت", "بعث", "بعثت"})
"""«كلمة ألقاها فلان»: the verb without its object."""
_LETTERS = lexicon.words("sent-by-him")
_WRITTEN = lexicon.words("written-by-him") | _LETTERS
WORKS = frozenset(
    particle + work + ending for work in _WRITTEN for particle in ("", "ب") for ending in ("", "ا")
)
"""Every word that may name what somebody wrote or said: مقالة، مقالا، بتصريح."""
_AIMS = ("preposition", "stop")
_CAME_FROM = frozenset({"صدر", "صدرت", "صادر", "صادره"})
_FAR = 5


def is_author(paragraph: Paragraph, mention: Mention) -> bool:
    """«تصريحا أدلى به الوزير فلان», «كلمة ألقتها فلانة», «تصريحات صدرت عن فلان»."""
    before = paragraph.tokens[mention.start - 1].key if mention.start else ""
    if before == "عن" and mention.start > 1:
        return paragraph.tokens[mention.start - 2].key in _CAME_FROM
    if before in ("به", "بها"):
        return bool(mention.role)
    return any(before.removesuffix(it) in _WROTE for it in ("ها", "ه") if before.endswith(it))


def by_whom(paragraph: Paragraph, work: int) -> Mention | None:
    """«مقالة مطولة لفلان», «كتاب «…» لفلان», «رسالة من فلان»: who wrote the work at a token; but
    not «رسالة لفلان», and not «حديثه عن كتاب لفلان», where it is only told of."""
    tokens = paragraph.tokens
    key = tokens[work].key
    if key not in WORKS:
        return None
    before = tokens[work - 1].key if work else ""
    if look(before).sort == "preposition" and before not in ("في", "وفي"):
        return None
    is_letter = not _LETTERS.isdisjoint({key, key.removeprefix("ب").removesuffix("ا")})
    for at in range(work + 1, min(work + _FAR, len(tokens))):
        token = tokens[at]
        if token.key == "من" and is_letter:
            return _whole(paragraph, at, read_named(paragraph, at + 1))
        if not is_letter and token.key[:1] == "ل" and look(token.key).sort == "other":
            return _named_behind(paragraph, at)
        if token.span is None and (not token.is_word or look(token.key).sort in _AIMS):
            return None
    return None


def _named_behind(paragraph: Paragraph, at: int) -> Mention | None:
    """Somebody's full name, or his title and name, behind ل."""
    if look(paragraph.tokens[at].key).is_plain:
        return None
    return _whole(paragraph, at, read_glued(paragraph, at, needs_name=True))


def _whole(paragraph: Paragraph, at: int, mention: Mention | None) -> Mention | None:
    """No noun that was read as a name: «رسالة من سيرة فلان»."""
    if mention is None or mention.is_noun:
        return None
    is_given = look(mention.name_keys[0]).sort in ("given", "honour")
    is_name = len(mention.name_keys) > 1 and (is_given or paragraph.tokens[at].key[0] == "ل")
    return mention if mention.role or is_name else None
