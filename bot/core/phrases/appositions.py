"""Reads the office that stands behind a name: «فلان، المتحدث باسم …،», «فلان الناشط الحقوقي»."""

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import look
from bot.core.phrases.names import NameReader
from bot.core.phrases.neighbours import GLUE, NAMES
from bot.core.phrases.tokens import END, INSIDE, QUOTATION

_NAME_ENDS = ("،", ":", QUOTATION, "ان", "انه", "انها", "بان")
_RELATIVE = lexicon.words("relative")
_LONGEST_INSERTION = 16
_LONGEST_COMPLEMENT = 5
_LONGEST_IN_BRACKETS = 10
_LONGEST_REST = 12
_THESE = frozenset({"هذا", "هذه"})
_NO_OFFICE = frozenset(
    {"الي", "حتي", "منذ", "طويلا", "كثيرا", "قليلا", "سريعا", "كعادته", "كعادتها"}
)
_TO_PRESS = ("للصح", "للاعلام", "لوكال", "لصحيف", "لجريد", "لقنا", "لاذاع", "لموقع", "لمجل")
_SAYS = (":", "،", QUOTATION, "ان", "انه", "انها", "بان")
_BREAKS = (".", "؛", ":", "ان", "انه", "انها", "بان", "فان")
_ADDRESSES_AS_SURNAMES = ("الشيخ", "الملا", "الحاج", "السيد")
_NAMES_LIKE_TITLES = ("طالب", "حارس", "راعي")
_NOUNS = ("noun", "common", "document", "body")
_PAPERS = lexicon.words("papers")
_OCCASIONS = tuple(lexicon.words("occasions"))
_OFFICES_OF_ONE = lexicon.words("offices-of-one")
_FORMERLY = "سابقا"
_HIS = ("ه", "ها", "هم")
_ANYBODY = ("مواطن", "مواطنه", "احد", "احدي")
_EMPLOYERS = lexicon.words("employers")


class AppositionReader(NameReader):
    """A cursor that can take in what is told of a name behind it."""

    def apposition(self) -> None:
        """«…، المتحدث باسم …،» or «… الناشط الحقوقي» or «-مستشارة …-» after the name."""
        begun, mark = self.at, self.key()
        self.at += mark in ("،", "-")
        if self._belongs_to_body() or self._is_while_he():
            return
        start = self.at
        if not self._is_office(mark):
            self.at = begun
            return
        if self._is_sheikh_as_surname(start):
            self._take_into_name()
            return
        if mark == "،" and self._is_for_body_in_marks():
            self.at += 2
        ends = (mark, "،", "(", "ان", ":", QUOTATION, "انه", "انها", "بان")
        end = self.at
        is_closed = self.key() in ends or self.tokens[self.at - 1].key == QUOTATION
        is_closed = is_closed or (self.key() == END and not self.is_cautious)
        is_closed = is_closed or mark not in ("،", "-") or self.key() in _RELATIVE
        if not (is_closed or self._closes_with(mark)):
            self.at = begun
            return
        is_all = end < self.at and (self._is_complement(end) or self._is_rest(end, mark))
        self.roles.append((start, self.at if is_all else end))
        if mark == "-" and self.key() == "-":
            self.at += 1

    def _is_told_in_brackets(self) -> bool:
        """«سامر الحداد (خبير في صناعة العطور):» the brackets tell where his office ends."""
        word = self.word(1) if self.key() == "(" else None
        if word is None or word.sort != "title":
            return False
        for ahead in range(2, _LONGEST_IN_BRACKETS):
            if self.key(ahead) == ")":
                self.roles.append((self.at + 1, self.at + ahead))
                self.at += ahead + 1
                return True
        return False

    def _end_of_workplace(self) -> int:
        """«محلل الأسواق | في أوبشنز إكسبريس "…"»: foreign words up to what he says; the token
        behind them."""
        if self.key() not in ("في", "لدي") or self.has_object:
            return self.at
        for ahead in range(1, _LONGEST_COMPLEMENT + 2):
            key = self.key(ahead)
            if ahead > 1 and key in _SAYS:
                return self.at + ahead
            is_link = key in (INSIDE, "في") or look(key).sort in ("place", "body")
            is_spelt = INSIDE in (self.key(ahead - 1), self.key(ahead + 1))  # «إس.بي»
            is_link = ahead > 1 and is_link
            if not (is_link or is_spelt or self._is_unknown_at(ahead)):
                return self.at
        return self.at

    def _is_of_another(self, start: int) -> bool:
        """«انتقد فلان، وزير الصيد سامر الحداد بشدة، …»: another's office, whose name follows it;
        not «، محامي سامر الحداد،»."""
        word, following = self.word(), self.word(1)
        if word is None or following is None or word.sort != "given":
            return False
        is_office = look(self.tokens[start].key).bare in _OFFICES_OF_ONE
        return is_office and following.sort in (*NAMES, "other")

    def _belongs_to_body(self) -> bool:
        """«سامر الحداد من جامعة النهر», «-من شركة النهر-»: where he works is all that is told."""
        if self.key() != "من" or look(self.key(1)).bare not in _EMPLOYERS:
            return False
        start = self.at
        self.at += 1
        self.is_body = True
        self.title(may_stop_at_name=False)
        self.is_body = False
        is_told = self.at > start + 2 and self.tokens[self.at - 1].key not in GLUE
        if is_told:
            self.roles.append((start, self.at))
        self.at = self.at if is_told else start
        return is_told

    def _is_while_he(self) -> bool:
        """«سامر الحداد وهو متحدث باسم القوات»."""
        office = self.word(1)
        if self.key() not in ("وهو", "وهي") or office is None or office.sort != "title":
            return False
        if office.is_definite or self.has_object or office.bare in _ANYBODY:
            return False
        self.at += 1
        start = self.at
        self.title(may_stop_at_name=False)
        self.roles.append((start, self.at))
        return True

    def _office_held(self) -> None:
        """«، عضو المجلس سابقا،»: what he no longer is belongs to it."""
        self.title(may_stop_at_name=False)
        self.at = self._end_of_workplace()
        if self.key() == _FORMERLY:
            self.at += 1

    def _is_office(self, mark: str) -> bool:
        """Read the office behind the name, if one of his begins here."""
        word, start = self.word(), self.at
        if word is None or word.sort not in ("title", "honour") or self._is_made_so():
            return False
        if mark not in ("،", "-") and self.raw().endswith(_HIS) and not word.is_definite:
            return False  # «خلف سامر الحداد سلفه عادل الشامي»
        self._office_held()
        if mark == "،" and self._is_of_another(start):
            return False
        return not self.has_object or mark in ("،", "-") or self._stands_before_object(start)

    def _stands_before_object(self, start: int) -> bool:
        """«أدى فلان أمير المنطقة صلاة الميت»: his own office, since what he did follows; but «دعا
        فلان رئيس الحكومة إلى»."""
        ahead = 1 if self.key() == "،" else 0
        word = self.word(ahead)
        is_short = self.at - start < 2 or self.name[1] - self.name[0] < 2
        if word is None or is_short or self.tokens[start].key in ("ابن", "ابنه"):
            return False
        is_noun = word.is_definite or word.is_plain or word.sort in _NOUNS
        return is_noun and not word.is_verb

    def _take_into_name(self) -> None:
        self.name = (self.name[0], self.at)
        if self.key() == "،":
            self.apposition()

    def _is_for_body_in_marks(self) -> bool:
        """«، المدير العام لـ«بيرسون»:», not «، المدير العام، لـ«الشرق الأوسط»:»."""
        token = self.token(1)
        if self.key() != "ل" or token is None or token.span is None:
            return False
        inner = self.paragraph.text[token.span.start : token.span.end]
        words = arabic.normalise(inner).split()
        is_paper = not words or words[0] in _PAPERS
        return not is_paper and self.key(2) in _NAME_ENDS

    def _is_complement(self, begun: int) -> bool:
        """«، باحث في التاريخ،», «، مستشار الشؤون لسامري،», not «، الباحثة في حديث صحفي،»."""
        if self.at > begun + _LONGEST_COMPLEMENT:
            return False
        first, second = self.tokens[begun], self.tokens[begun + 1]
        if look(first.key).sort == "preposition":
            return not look(second.key).bare.startswith(_OCCASIONS)
        is_glued = first.key[0] == "ل"
        return is_glued and self.at == begun + 1

    def _is_rest(self, begun: int, mark: str) -> bool:
        """«، المنسق العام للجنة | متابعة ملف القناة،»: what the office goes on with to the mark
        that closes it, as long as nothing tells when, where he speaks or what he does."""
        if self.at > begun + _LONGEST_REST or mark not in ("،", "-"):
            return False
        for token in self.tokens[begun : self.at]:
            word = look(token.key)
            is_other = word.sort in ("time", "stop") and token.key not in _THESE
            is_other = is_other or token.key in _NO_OFFICE
            is_occasion = word.bare.startswith(_OCCASIONS)
            is_occasion = is_occasion or token.key.startswith((*_OCCASIONS, *_TO_PRESS))
            is_verb = word.is_verb or reporting.verb(token.key) is not None
            if not token.is_word or is_other or is_occasion or is_verb:
                return False
        return True

    def _is_sheikh_as_surname(self, start: int) -> bool:
        """«سعيد الشيخ وهو اقتصادي …»: the address is no office, and nothing follows it."""
        if start != self.name[1] or self.at != start + 1:
            return False
        word, key = self.word(), self.tokens[start].key
        if key in _NAMES_LIKE_TITLES and self.key() == "،":
            return look(self.key(1)).sort == "title"  # «ناصر النهري طالب، أحد المشايخ»
        ends = word is None or word.sort in ("stop", "preposition")
        return (ends and key in _ADDRESSES_AS_SURNAMES) or key in ("الابن", "الاب")

    def _is_made_so(self) -> bool:
        """«عين الدكتور فلان رئيسا للجنة»: what he becomes."""
        key = self.key()
        return key.endswith("ا") and lexicon.sort(key[:-1]) == "title"

    def _closes_with(self, mark: str) -> bool:
        """Go on to the mark that closes an insertion: «، رئيس … المشارك في تنظيمه، قال»,
        «، رئيس لجنة تحكيم هذه السنة:», «، المتخصص … في بوابة «النهر»، إن»."""
        for ahead in range(_LONGEST_INSERTION):
            token = self.token(ahead)
            if token is None or (token.span is not None and not self._is_short_quotation(ahead)):
                return False
            if token.key == mark or (mark == "،" and token.key in (":", "(")):
                self.at += ahead
                return True
            if token.key in _BREAKS:
                return False
            verb = reporting.verb(token.key)
            if verb is not None and not verb.is_noun:
                return False
        return False
