"""Reads a title: the office and what completes it, up to where a name may begin."""

from bot.core import lexicon, reporting
from bot.core.cursor import Cursor, is_prefixed
from bot.core.lexicon import Sort, Word, look
from bot.core.tokens import QUOTATION

_LONGEST_TITLE = 14
_OF = lexicon.words("of")
PLACE_HEADS = lexicon.words("place-heads")
_NAMED_AFTER_SOMEBODY = lexicon.words("named-after-somebody")


class TitleReader(Cursor):
    """A cursor that can take in a title."""

    def goes_on_after_particle(self) -> bool:
        """«مدير الإعلام في عكاظ محمد سمان»: a body or place follows, so the title goes on."""
        key, following = self.key(), self.key(1)
        if key in _OF:
            return True
        if key in ("في", "لدي", "علي", "من"):
            if following == QUOTATION:
                return key == "في" and self._is_short_quotation(1)
            is_place = look(following).sort in (Sort.BODY, Sort.PLACE)
            return is_place or following in PLACE_HEADS or self._name_stands_ahead()
        if key[:1] not in "بل" or look(key).sort is not Sort.OTHER:
            return False
        return key[1:] in PLACE_HEADS or look(key[1:]).sort in (
            Sort.PLACE, Sort.BODY, Sort.COMMON
        )  # fmt: skip

    def _name_stands_ahead(self) -> bool:
        """«الوفد المشارك في الدورة خالد الأحمد»: a given name soon, nothing between that ends."""
        inside = (Sort.NOUN, Sort.OTHER, Sort.COMMON, Sort.PLACE, Sort.BODY, Sort.HONOUR)
        for ahead in range(1, 6):
            token = self.token(ahead)
            if token is not None and token.key == "،" and ahead > 1:
                return self._is_bare_name(ahead + 1) and self._is_bare_name(ahead + 2)
            if token is None or not token.is_word or reporting.verb(token.key) is not None:
                return False
            sort = look(token.key).sort
            if sort is Sort.GIVEN:
                return ahead > 1
            if sort not in inside:
                return False
        return False

    def _is_bare_name(self, ahead: int) -> bool:
        word = self.word(ahead)
        if word is None or word.sort not in (Sort.GIVEN, Sort.OTHER):
            return False
        return reporting.verb(self.key(ahead)) is None and not is_prefixed(self.key(ahead))

    def title(self, *, may_stop_at_name: bool) -> bool:
        """Read office and complements; True if what follows may be a name."""
        begun = self.at
        first = self.word()
        closed = first is not None and first.is_definite
        self.at += 1
        while self.at - begun < _LONGEST_TITLE and (self._quoted_part() or not self.ends()):
            if closed and may_stop_at_name and self._name_begins_after_title():
                return True
            ends_here = not may_stop_at_name and self.begins_name()
            if closed and ends_here and not self.goes_on_after_particle():
                break
            step = self._title_step(closed=closed)
            if step is None:
                break
            closed = step
        return closed

    def _name_begins_after_title(self) -> bool:
        if not self.begins_name() or self.goes_on_after_particle():
            return False
        is_listed = look(self.key()).sort is Sort.GIVEN
        before_given = (following := self.word(1)) and following.sort is Sort.GIVEN
        was_bare = not look(self.tokens[self.at - 1].key).is_definite
        return is_listed or not (before_given and was_bare)

    def _quoted_part(self) -> bool:
        """«رئيس جمعية «ماربيل»»: the body's name in marks."""
        before = look(self.tokens[self.at - 1].key)
        if before.is_definite or not self._is_short_quotation(0):
            return False
        return before.sort in (Sort.BODY, Sort.COMMON) or before.bare == "في"

    def _is_short_quotation(self, ahead: int) -> bool:
        """The quoted words can be a name, and the phrase goes on after them."""
        token, after = self.token(ahead), self.token(ahead + 1)
        if token is None or token.span is None or after is None:
            return False
        return token.span.end - token.span.start < 40 and (after.is_word or after.key in "،:")

    def _title_step(self, *, closed: bool) -> bool | None:
        """Take one more word of a title: whether it is closed now; None when it ends here."""
        word, key = self.word(), self.key()
        if key == QUOTATION:
            self.at += 1
            return True
        if word is None or word.sort is Sort.HONOUR:
            return None
        if key == "من" and self.key(1) in ("اصل", "اصول"):
            self.at += 3
            return True
        if word.sort is Sort.PREPOSITION or self.goes_on_after_particle():
            return self._particle_step(key)
        is_turkish = key == "تركي" and not closed
        is_person = word.sort is Sort.GIVEN and not is_turkish
        if is_person and self.tokens[self.at - 1].key not in _NAMED_AFTER_SOMEBODY:
            return None
        return self._word_step(word, key, closed=closed)

    def _particle_step(self, key: str) -> bool | None:
        if not self.goes_on_after_particle():
            return None
        self.at += 1
        return key in ("باسمه", "باسمها") or look(key[1:]).sort is Sort.PLACE

    def _word_step(self, word: Word, key: str, *, closed: bool) -> bool | None:
        is_adjective = word.is_definite and key.endswith(("ي", "يه"))
        if word.sort is Sort.TITLE and closed and not is_adjective and self.has_object:
            return None
        if key.startswith("بال") and look(key[1:]).sort is Sort.OTHER:
            return None
        is_object = self.has_object and word.is_definite and not is_adjective
        if closed and is_object and word.sort in (Sort.OTHER, Sort.NOUN):
            return None
        if closed and word.sort is Sort.NOUN and not word.is_definite:
            return None
        if closed and word.sort is Sort.OTHER and not word.is_definite and key[0] in "بلك":
            return self._through_for(key)
        if key.startswith("وب") and word.sort is Sort.OTHER:
            return None
        self.at += 1
        if word.sort in (Sort.TITLE, Sort.BODY, Sort.COMMON) and not word.is_definite:
            return closed and word.sort is Sort.COMMON
        return True

    def _through_for(self, key: str) -> bool | None:
        """«رئيس المكتب السياسي للحركة إسماعيل هنية»: لل goes on, other glued particles do not."""
        if not key.startswith("لل"):
            return None
        self.at += 1
        return True
