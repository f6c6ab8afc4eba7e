"""Where an article introduced somebody whom it now calls by the surname only.

«تُدعى نوير السبخاوي … وقالت السبخاوي»: the full name stood in a clause that no rule reads as a
mention. Looks back at most `_MOST` times an article, so that the cost stays linear.
"""

from collections.abc import Sequence

from bot.core import lexicon
from bot.core.cursor import GLUE, NAMES, is_prefixed
from bot.core.lexicon import Sort, look
from bot.core.mentions import Mention
from bot.core.phrases import read
from bot.core.tokens import Paragraph

_MOST = 12
_LONGEST, _SHORTEST = 4, 4
_CALLED = lexicon.words("called")


class Introductions:
    """The paragraphs told so far, searched for full names."""

    def __init__(self, heard: Sequence[Paragraph]) -> None:
        self.heard = heard
        self.searches = 0

    def full(self, mention: Mention, at: int) -> Mention | None:
        """The first full name with this surname before token `at` of the last paragraph."""
        if not mention.is_noun or len(mention.name_keys) != 1 or self.searches >= _MOST:
            return None
        self.searches += 1
        surname = mention.name_keys[0]
        for paragraph in self.heard:
            is_last = paragraph.index == mention.paragraph
            for place, token in enumerate(paragraph.tokens[: at if is_last else None]):
                if token.key == surname and (found := _name_before(paragraph, place)):
                    return found
        return None

    def told(self, paragraph: Paragraph, at: int) -> bool:
        """«وانتقد هورموزلو السياسات»: an unknown word that stood in the article before as well."""
        if at >= len(paragraph.tokens) or self.searches >= _MOST:
            return False
        key, word = paragraph.tokens[at].key, look(paragraph.tokens[at].key)
        is_unknown = word.sort is Sort.OTHER and not (word.is_plain or word.is_definite)
        if paragraph.slice(at, at + 1).endswith("ة"):
            return False
        if not is_unknown or is_prefixed(key) or len(key) < _SHORTEST or key[0] in "بلكوفيت":
            return False
        self.searches += 1
        return any(
            token.key == key
            for told in self.heard
            for token in told.tokens[: at if told is paragraph else None]
        )


def _name_before(paragraph: Paragraph, place: int) -> Mention | None:
    tokens, begin = paragraph.tokens, place
    while begin and place - begin < _LONGEST and _is_part(tokens[begin - 1].key):
        begin -= 1
    if begin == place and begin and _may_be_given(paragraph, begin - 1):
        begin -= 1
    if begin == place:
        return None
    found = read(paragraph, begin)
    return found if found is not None and found.name_keys[-1:] == (tokens[place].key,) else None


def _is_part(key: str) -> bool:
    return look(key).sort in NAMES or key in GLUE


def _may_be_given(paragraph: Paragraph, at: int) -> bool:
    """An unknown bare word after «تدعى» or «الناشطة»."""
    token, before = paragraph.tokens[at], paragraph.tokens[at - 1] if at else None
    word = look(token.key)
    if before is None or word.sort is not Sort.OTHER or word.is_definite or is_prefixed(token.key):
        return False
    if word.is_plain:
        return False
    is_titled = look(before.key).sort in (Sort.TITLE, Sort.HONOUR) and look(before.key).is_definite
    return token.is_word and (before.key in _CALLED or is_titled)
