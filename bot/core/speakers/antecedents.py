"""Who stands just before «الذي», «التي»: «تقرير لمنظمة العفو التي اعتبرت».

Judgements about tokens only.
"""

from bot.core import lexicon
from bot.core.lexicon import Sort, look
from bot.core.phrases import read, read_glued
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph

_REACH = 8
_OPENERS = (Sort.TITLE, Sort.BODY, Sort.GIVEN, Sort.HONOUR, Sort.DOCUMENT, Sort.PLACE)
_HERS = frozenset({"التي", "والتي"})
_HIS = frozenset({"تقرير", "بيان", "بلاغ", "مقال", "كتاب", "تصريح", "تقريرا", "بيانا", "بلاغا"})
"""No «التي» tells of them."""


def before(paragraph: Paragraph, at: int) -> Mention | None:
    """The phrase that ends before the relative at a token, in its gender."""
    tokens = paragraph.tokens
    end = at - 1 if tokens[at - 1].key == "،" else at
    for begin in range(max(0, at - _REACH), at):
        mention = _at(paragraph, begin)
        if mention is None or mention.after != end:
            continue
        if tokens[at].key in _HERS and lexicon.bare(tokens[begin].key) in _HIS:
            continue
        return mention
    return None


def _at(paragraph: Paragraph, begin: int) -> Mention | None:
    key = paragraph.tokens[begin].key
    if look(key).sort in _OPENERS:
        return read(paragraph, begin)
    is_body = key[:1] in ("ل", "ب") and look(key[1:]).sort is Sort.BODY
    return read_glued(paragraph, begin) if is_body else None
