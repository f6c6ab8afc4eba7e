"""Names of bodies inside an office: in marks, foreign, or after somebody."""

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import Word, look
from bot.core.phrases.honours import HonourReader
from bot.core.phrases.neighbours import NAME_ENDS
from bot.core.phrases.shapes import is_closing
from bot.core.phrases.tokens import END

_LONGEST_NAME_IN_MARKS = 40
_LONGEST_BODY_IN_MARKS = 110
"""Letters of «عضو «تنسيقية …»،», closed by a comma."""
_NAMED_AFTER_SOMEBODY = lexicon.words("named-after-somebody")
_NEED_COMPLEMENT = lexicon.words("need-complement")
_PERIODICALS = frozenset({"اسبوعيه", "يوميه", "شهريه", "فصليه", "دوريه", "نشره"})
"""«مدير أسبوعية «النهر»»: adjectives elsewhere."""
_NAMED_IN_MARKS = lexicon.words("written-works") | lexicon.words("sung-works")
_NAMED_IN_MARKS |= {"مهرجان", "معرض", "ملتقي", "منتدي", "انباء", "حمله"}
"""«مدير مهرجان «النهر»», «وكالة أنباء «النهر»», «مخرج فيلم «النهر»»: events, what news is of,
works."""
_ORDINALS = lexicon.words("ordinals")
_PROPER = lexicon.words("proper-bodies")
_LONGEST_FOREIGN = 4
_FOREIGN = ("other", "given", "family", "title")


def _may_be_foreign(key: str) -> bool:
    word = look(key)
    is_unknown = word.sort in _FOREIGN and not word.is_plain
    return (is_unknown or key in _PROPER) and not word.is_definite


class BodyReader(HonourReader):
    """A cursor that knows where a body's name goes on."""

    def _is_foreign_name_of_body(self) -> bool:
        """«المستشار القانوني لشركة جيت بلو»: two words that no list knows."""
        before, word = look(self.tokens[self.at - 1].key), self.word()
        if word is None or word.sort not in ("other", "family"):
            return False
        if word.is_definite:
            return False
        is_told = self._is_definite(1) and not self.key().startswith("بو")  # «لجنة مان بوكر»
        if self.key()[0] == "ب" and (is_told or self.raw().endswith("ه")):
            return False  # «منطقة عسير بجامع المدينة», «رمى مدرب إيفرتون بثقله»
        is_foreign = before.sort == "other" and not before.is_plain
        is_foreign = is_foreign and self.tokens[self.at - 1].is_word
        is_first_of_two = self.at == self.start + 2 and self.is_body and not self.has_object
        is_foreign = is_foreign or (is_first_of_two and before.sort in _FOREIGN)
        return not before.is_definite and (is_foreign or before.sort == "place")

    def _over_foreign_name(self) -> bool:
        begun = self.at
        self.at += self._foreign_words()
        if self.at == begun and self.begins_name() and self._is_foreign_name_of_body():
            self.at += 1
        return self.at > begun

    def _foreign_words(self) -> int:
        """«عضو المجلس في شركة فوكس فاغن»: how many words a body without a name is followed by."""
        if is_closing(self.tokens[self.at - 1].key) or self._bears_a_name():
            return 0
        if look(self.bare_before()).sort != "body":
            return 0
        count = 0
        while count < _LONGEST_FOREIGN and self._is_foreign(count):
            count += 1
        return count

    def _is_foreign(self, ahead: int) -> bool:
        word, key = self.word(ahead), self.key(ahead)
        if word is None or word.is_definite or word.sort not in _FOREIGN:
            return False
        if word.is_plain:  # «فوكس فاغن،»
            return ahead > 0 and self.key(ahead + 1) in NAME_ENDS
        if reporting.verb(key) is not None:
            return False
        stem = look(key[1:])
        return key[0] not in "وفبل" or stem.sort == "other"

    def _quoted_part(self) -> bool:
        """«رئيس جمعية «ماربيل»»: the body's name in marks."""
        key = self.tokens[self.at - 1].key
        if not self._is_short_quotation(0):
            return False
        if self._is_before_his_name():
            return True
        if is_closing(key):
            return self.is_body and self._is_foreign_in_marks()
        before = look(key)
        if key == "فريق" and self.at > self.start + 1:
            return True  # «قائد فريق «أثر» التطوعي»
        if before.sort == "title":
            return before.bare in _NEED_COMPLEMENT or key.endswith("و")  # «مسؤولو «…»»
        bare = self.bare_before()
        is_body = look(bare).sort in ("body", "common") or bare in _NAMED_IN_MARKS
        is_body |= before.bare in ("في", "لدي") or key in _PERIODICALS
        return is_body or (key[0] == "ل" and self._is_foreign_in_marks())  # «منظم لمعرض «سيلت»»

    def _is_foreign_in_marks(self) -> bool:
        """«وكالة التصنيف «ماربل اند سيلت»»: no ordinary word, so the body's name."""
        if (span := self.tokens[self.at].span) is None:
            return False
        words = self.paragraph.text[span.start : span.end].split()
        return all(_may_be_foreign(arabic.word_key(word)) for word in words)

    def _is_before_his_name(self) -> bool:
        """«رئيس البلدية «المنتهية ولايته» سامر الحداد»: what is said of the office."""
        given, span = self.word(1), self.tokens[self.at].span
        if given is None or span is None or given.is_definite or given.sort != "given":
            return False
        if self.tokens[self.start].key.endswith("ا"):
            return False  # «مدربا النادي «الوطني» فلان وفلان»: of two
        return self.word(2) is not None

    def _bears_a_name(self) -> bool:
        """The word before is a body that may be called after somebody."""
        is_closed = is_closing(self.tokens[self.at - 1].key)
        return not is_closed and self.bare_before() in _NAMED_AFTER_SOMEBODY

    def _is_bare_body(self) -> bool:
        """«مدير مجموعة «…».»: the marks can hold nothing but its name."""
        is_bare = not is_closing(self.tokens[self.at - 1].key)
        bare = self.bare_before()
        return is_bare and (look(bare).sort == "body" or bare == "مجموعه")

    def _is_short_quotation(self, ahead: int) -> bool:
        """The quoted words can be a name, and the phrase goes on after them."""
        token = self.token(ahead)
        if token is None or token.span is None or (after := self.token(ahead + 1)) is None:
            return False
        longest = _LONGEST_BODY_IN_MARKS if after.key == "،" else _LONGEST_NAME_IN_MARKS
        is_short = token.span.end - token.span.start < longest
        is_after_body = ahead == 0 and after.key == END and self._is_bare_body()
        return is_short and (after.is_word or after.key in "،:(" or is_after_body)

    def _is_titled_namesake(self, word: Word) -> bool:
        """«جامعة القاضي عياض»."""
        is_titled = word.sort == "title" and word.is_definite
        return is_titled and lexicon.sort(self.key(1)) == "given" and self._bears_a_name()

    def _namesake(self) -> bool:
        """«جامعة محمد بن سعود»: whose name a body bears."""
        is_double = self.key() in ("عبد", "مولاي", "سيدي") or self.is_half_of_name()
        self.at += 2 if is_double else 1
        self.at += self.key() in _ORDINALS  # «جامعة محمد الخامس»
        while self.key() in ("بن", "ال", "ابن"):
            self.at += 2
        if (word := self.word()) and word.sort == "family":
            self.at += 1
        return True
