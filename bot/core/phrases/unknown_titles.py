"""Reads an office that no list knows, by the name behind it: «الملحن الفرنسي كريم …»."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Word
from bot.core.phrases.appositions import AppositionReader
from bot.core.phrases.neighbours import NAMES
from bot.core.phrases.shapes import YEARS, is_participle, is_prefixed, is_verbal_noun

_PEOPLE_BY_ARTICLE = ("مقيم", "حكم")
"""«الحكم صالح …»: with its article and before a name, no verdict."""


class UnknownTitleReader(AppositionReader):
    """A cursor that takes in an office by its grammar alone."""

    def _is_nisba_before_name(self, word: Word) -> bool:
        """«الإسباني مارتينيز»."""
        if word.sort != "other" or not word.is_definite or word.bare[-1:] not in "يه":
            return False
        following, key = self.word(1), self.key(1)
        if following is None or following.is_definite or reporting.verb(key):
            return False
        if following.sort in NAMES:
            return True
        if following.sort != "other" or following.is_plain:
            return False
        return key[0] not in "بلو" and not is_participle(key)

    def _unknown_title(self, word: Word) -> int:
        """«الملحن الفرنسي كريم …»: a noun with its adjectives before a given name; how many."""
        is_noun = word.sort == "other" or word.bare in _PEOPLE_BY_ARTICLE
        if self._is_trade_before_given(word) or (word.is_definite and self._tells_age()):
            return 1
        if not (is_noun and word.is_definite) or self.has_object or self.is_cautious:
            return 0
        if word.is_plain or word.sort != "other":
            if self.is_of_country():
                return 2  # «الفلكية البولندية زوفيا …»
            is_man = not is_verbal_noun(word.bare) and self._is_whole_name(1)
            if is_man or word.bare not in _PEOPLE_BY_ARTICLE:
                return int(is_man)  # «الطفل سامر الحداد», not «القدر توفيق …»
        return self._adjectives_before_given()

    def _tells_age(self) -> bool:
        """«المتقاعد ستويان (71 عاما)»: who has an age is somebody, of whatever words."""
        if "(" not in (self.key(2), self.key(3)):
            return False
        keys = [self.key(ahead) for ahead in range(1, 6)]
        end = keys.index("(")
        is_name = not (self._is_definite(1) or any(map(is_prefixed, keys[:end])))
        return end > 0 and is_name and keys[end + 1].isdigit() and keys[end + 2] in YEARS

    def _is_trade_before_given(self, word: Word) -> bool:
        """«الصياد سامر …»: a trade, though also a family name."""
        following = self.word(1)
        if following is None or following.sort != "given" or following.is_definite:
            return False
        return word.sort == "family" and lexicon.exact(word.bare) == "title"

    def _adjectives_before_given(self) -> int:
        for count in range(1, 4):
            following = self.word(count)
            if following is None:
                return 0
            if following.sort == "given":
                return count
            if not following.is_definite or following.sort not in ("other", "common"):
                return 0
        return 0

    def _is_whole_name(self, ahead: int) -> bool:
        given, family = self.word(ahead), self.word(ahead + 1)
        if given is None or family is None or given.is_definite:
            return False
        return given.sort == "given" and family.sort in NAMES
