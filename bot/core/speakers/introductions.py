"""Where an article introduced somebody whom it now calls by the surname only.

«تُدعى نوير السبخاوي … وقالت السبخاوي»: the full name stood in a clause that no rule reads as a
mention. Looks back at most `_MOST` times an article, so that the cost stays linear.
"""

from collections.abc import Sequence

from bot.core.lexicon import look
from bot.core.phrases import backwards
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph

_MOST = 12


class Introductions:
    """The paragraphs told so far, searched for full names."""

    def __init__(self, heard: Sequence[Paragraph]) -> None:
        self.heard = heard
        self.searches = 0

    def full(self, mention: Mention, at: int) -> Mention | None:
        """The first full name with this surname before token `at` of the last paragraph."""
        if len(mention.name_keys) != 1 or self.searches >= _MOST:
            return None
        if not (mention.is_noun or _is_bare_surname(mention)):
            return None
        self.searches += 1
        surname = mention.name_keys[0]
        for paragraph in self.heard:
            is_last = paragraph.index == mention.paragraph
            for place, token in enumerate(paragraph.tokens[: at if is_last else None]):
                if token.key != surname:
                    continue
                for found in backwards.told(paragraph, place):
                    if len(found.name_keys) > 1:
                        return found
        return None


def _is_bare_surname(mention: Mention) -> bool:
    """«وقالت بلاسخارت»: all that is told of her here."""
    word = look(mention.name_keys[0])
    is_surname = word.sort in ("other", "family", "given") and not word.is_plain
    return is_surname and not (mention.role_keys or mention.honours)
