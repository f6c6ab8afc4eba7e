"""Tells a name's letters from those glued to a word: «بلان», «شتوله»; «بضم», «وزيره»."""

from bot.core import reporting
from bot.core.lexicon import look
from bot.core.phrases.cursor import KNOWN
from bot.core.phrases.neighbours import NAME_ENDS, NAMES
from bot.core.phrases.titles import TitleReader

_SHORTEST_PLURAL = 7
_HAMZAS = ("أ", "إ", "آ")
_POSSESSIVE = ("ها", "هم", "هما", "تنا", "كم")
_AFTER_NAMES = ("stop", "preposition", "time", "outlet")


class NameLetterReader(TitleReader):
    """A cursor that knows whether a word's first and last letters are its own."""

    def _may_begin_with_waw(self, key: str) -> bool:
        """«سوزان ورال إن …»: a surname, since the clause goes on after it."""
        if look(key[1:]).sort != "other":
            return False
        following = look(self.key(1))
        return following.sort == "title" or self.key(1) in NAME_ENDS

    def _has_particle(self, key: str, *, is_first: bool) -> bool:
        """An ending or a glued particle that a name does not bear."""
        is_his = len(key) > 3 and (key.endswith(_POSSESSIVE) or self.raw().endswith("ه"))
        if is_his and not (self._is_foreign_first() if is_first else self._is_foreign_surname()):
            return True
        is_many = key.endswith("ات") and len(key) >= _SHORTEST_PLURAL
        if self.raw()[0] in "بل" and (is_many or (is_first and self.raw()[1:2] in _HAMZAS)):
            return True  # «وقالت لأحلام», «استمع الوزير لانشغالات»
        is_surname = key.startswith("بو") or (key.startswith("بن") and not is_first)
        is_like_noun = key[0] in "بل" and not is_surname  # «بنغمة», not «سامر بنخضرة»
        is_like_noun = is_like_noun and not self._is_surname_in_ba(key)
        if self.raw().endswith("ة") and (is_like_noun or (self.has_object and not is_first)):
            return True
        if not is_first and key[0] == "و" and not self._may_begin_with_waw(key):
            return True
        return key[0] in "بل" and self._is_particle_with_noun(key, is_first=is_first)

    def _is_surname_in_ba(self, key: str) -> bool:
        """«سامر باخريبة»: a family of Hadramawt."""
        stem = look(key[1:])
        is_unknown = stem.sort == "other" and not stem.is_plain
        return key.startswith("با") and is_unknown and self._is_after_given()

    def _is_foreign_first(self) -> bool:
        """«وزير الخارجية الهولندي فوبكه هويكسترا»: unknown, between an office and a surname."""
        surname = self.word(1)
        if surname is None or not (self.roles and self._is_unknown_in_ha()):
            return False
        is_unknown = surname.sort == "other" and not surname.is_plain
        return surname.sort in NAMES or (is_unknown and self.key(1)[0] not in "وفبلك")

    def _is_unknown_in_ha(self) -> bool:
        word, stem = self.word(), look(self.key()[:-1])
        is_unknown = word is not None and self.raw().endswith("ه")
        return is_unknown and stem.sort == "other" and not stem.is_plain

    def _is_foreign_surname(self) -> bool:
        """«كريستا شتوله، إنه», «كريستا شتوله اعتبرت», «الوزير إردان كاريدزه في»: an unknown word
        behind a given name, or an unknown one with a title, and the clause goes on."""
        is_given, following = self._is_after_given(), look(self.key(1))
        is_titled = bool(self.roles or self.addressed_as) and not self.has_object
        goes_on = is_given and (self.key(1) in NAME_ENDS or bool(reporting.verb(self.key(1))))
        if is_titled and (is_given or self._is_unknown_at(-1)):
            is_name = following.sort in NAMES
            goes_on |= is_name or self._is_followed_by_clause()
        return goes_on and self._is_unknown_in_ha()

    def _is_particle_with_noun(self, key: str, *, is_first: bool) -> bool:
        """«لوزير», «هادي بضم المقاومين», not «بلان», «ريد برودي»."""
        following, stem = self.word(1), look(key[1:])
        is_long = len(key) > (5 if is_first else 3 if key[0] == "ل" else 4)
        is_told = stem.sort in KNOWN or (stem.is_plain and (is_long or bool(self.roles)))
        is_family = following is not None and following.sort == "family"
        if not is_first and stem.sort == "other" and following is not None:
            # «إريك باهون المتحدث باسم …»
            is_told = is_told and not (following.sort == "title" and following.is_definite)
        return is_told or (is_first and self.has_object and not is_family)

    def _is_followed_by_clause(self) -> bool:
        """The name ends here: what follows is no part of a phrase."""
        following = self.word(1)
        if self.has_object or following is None or self.key(1) in NAME_ENDS:
            return not self.has_object
        is_family = following.sort == "family"
        return is_family or following.sort in _AFTER_NAMES
