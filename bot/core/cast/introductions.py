"""Where an article introduced somebody whom it now calls by the surname only.

«تُدعى نوير السبخاوي … وقالت السبخاوي», «يقدم المكتب الوطني … وذكر بلاغ للمكتب»: the full name
stood in a clause that no rule reads as a mention. Looks back at most `_MOST` times an article, so
that the cost stays linear.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core import reporting
from bot.core.cast.identity import is_named_for
from bot.core.lexicon import look
from bot.core.phrases import backwards, read, read_glued
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph

_MOST = 12
_OF_ONE = 2
TO_ME = "لي"
"""«وقالت لي»: also a name."""


class Introductions:
    """The paragraphs told so far, searched for full names."""

    def __init__(self, heard: Sequence[Paragraph]) -> None:
        self.heard = heard
        self.searches = 0

    def full(self, mention: Mention, at: int) -> Mention | None:
        """The first full name with this surname before token `at` of the last paragraph; of a
        document, the first of whose it is."""
        if self.searches >= _MOST:
            return None
        if issuer := _issuer(mention):
            return self._whole(issuer, mention, at)
        if len(mention.name_keys) != 1:
            return None
        if not (mention.is_noun or _is_bare_surname(mention)):
            return None
        self.searches += 1
        for paragraph, place in self._places(mention.name_keys[:1], mention, at):
            for found in backwards.told(paragraph, place):
                if len(found.name_keys) > 1 and not is_named_for(
                    found.name_keys, mention.name_keys
                ):
                    return found
        return None

    def is_name(self, key: str) -> bool:
        """«البطلة لي جينغ», «ماتيو باريسا»: it stood behind a title, or a name in no list."""
        if self.searches >= _MOST:
            return False
        self.searches += 1
        before = {
            earlier.key
            for paragraph in self.heard
            for earlier, token in pairwise(paragraph.tokens)
            if token.key == key and earlier.is_word and reporting.verb(earlier.key) is None
        }
        words = [look(each) for each in before]
        if any(word.sort in ("title", "given") for word in words):
            return True
        unknown = (word for word in words if not (word.is_plain or word.is_verb))
        return key != TO_ME and any(word.sort == "other" for word in unknown)

    def _whole(self, issuer: str, mention: Mention, at: int) -> Mention | None:
        """«المكتب الوطني للمطارات», for «المكتب»."""
        self.searches += 1
        forms = (issuer, "ل" + issuer[1:], "ب" + issuer)
        for paragraph, place in self._places(forms, mention, at):
            is_glued = paragraph.tokens[place].key != issuer
            found = read_glued(paragraph, place) if is_glued else read(paragraph, place)
            if found is not None and found.is_body and len(found.role_keys) > 1:
                return None if found.name_keys else found
        return None

    def _places(
        self, forms: Sequence[str], mention: Mention, at: int
    ) -> Iterator[tuple[Paragraph, int]]:
        """Where a word stood before."""
        for paragraph in self.heard:
            is_last = paragraph.index == mention.paragraph
            for place, token in enumerate(paragraph.tokens[: at if is_last else None]):
                if token.key in forms:
                    yield paragraph, place


def _issuer(mention: Mention) -> str:
    """«المكتب» of «بلاغ للمكتب»; empty if it is no document, or its owner is told in full."""
    keys = mention.role_keys
    if mention.name_keys or len(keys) != _OF_ONE or look(keys[0]).sort != "document":
        return ""
    owner = "ال" + keys[1][2:] if keys[1].startswith("لل") else keys[1]
    word = look(owner)
    return owner if word.sort == "body" and word.is_definite else ""


def _is_bare_surname(mention: Mention) -> bool:
    """«وقالت بلاسخارت»: all that is told of her here."""
    word = look(mention.name_keys[0])
    is_surname = word.sort in ("other", "family", "given") and not word.is_plain
    return is_surname and not (mention.role_keys or mention.honours)
