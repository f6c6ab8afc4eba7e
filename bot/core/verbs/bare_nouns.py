"""A noun without article right before an imperfect: the verb tells of it, as a clause of its own.

«هناك مثل فرنسي يقول: «…»», «بيان يصف الهجوم بأنه»: no word of who spoke before.
"""

from bot.core.lexicon import look
from bot.core.phrases.shapes import is_prefixed
from bot.core.phrases.tokens import Paragraph

_ABOUT = frozenset({"عنه", "عنها", "فيه", "فيها", "عليه", "عليها", "به", "بها", "له", "لها"})
"""«في تجربة يقول عنها إنها …»: he speaks of it."""


def noun_before(paragraph: Paragraph, at: int) -> str:
    """The noun with its adjective; empty where none stands before the verb at a token."""
    following = [token.key for token in paragraph.tokens[at + 1 : at + 2]]
    key = paragraph.tokens[at].key
    is_imperfect = key[0] in "يت" and not key.endswith("ت")
    if not is_imperfect or at < 1 or (following and following[0] in _ABOUT):
        return ""
    begin = at - 1
    if begin > 0 and _is_adjective(paragraph, begin):
        is_proverb = paragraph.tokens[begin - 1].key == "مثل"
        begin -= is_proverb or _is_bare(paragraph, begin - 1)
        if is_proverb:
            return paragraph.slice(begin, at)
    noun = paragraph.tokens[begin].key
    if noun.endswith("ا") and look(noun[:-1]).sort == "document":
        return paragraph.slice(begin, at).rstrip("اً")  # «وقع النواب إعلانا يقول»
    return paragraph.slice(begin, at) if _is_bare(paragraph, begin) else ""


def _is_adjective(paragraph: Paragraph, at: int) -> bool:
    key = paragraph.tokens[at].key
    word = look(key)
    return key.endswith(("ي", "يه")) and word.sort == "other" and not word.is_definite


def _is_bare(paragraph: Paragraph, at: int) -> bool:
    token, word = paragraph.tokens[at], look(paragraph.tokens[at].key)
    if not token.is_word or word.is_definite or word.is_verb or is_prefixed(token.key):
        return False
    if word.sort in ("noun", "common", "document"):
        return not token.key.endswith(("ه", "ها", "هم")) or paragraph.slice(at, at + 1)[-1] == "ة"
    is_free = token.key[0] not in "وفبلكيت" and not token.key.endswith(("ا", "ها", "هم"))
    return word.sort == "other" and word.is_plain and is_free
