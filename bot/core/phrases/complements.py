"""Reads on behind a particle: «مدير الإعلام في عكاظ», «أستاذ في الصحافة»."""

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import Word, look
from bot.core.phrases.body_names import BodyReader
from bot.core.phrases.neighbours import NAMES
from bot.core.phrases.shapes import is_closing, is_deed, is_verbal_noun
from bot.core.phrases.tokens import QUOTATION

PLACE_HEADS = lexicon.words("place-heads")
_OF = lexicon.words("of")
_PARTICLES = _OF | {"من", "عن", "الي", "في", "لدي", "علي"}
_SCHOLARS = lexicon.words("scholars")
_OCCASIONS = tuple(lexicon.words("occasions"))
_NEAR_TO = frozenset({"مقرب", "مقربه", "مقربين", "مقربون", "قريب", "قريبه", "قريبين", "قريبون"})
_DELEGATED = ("منتدب", "منتدبه")
_CHARGED = frozenset({"مسوول", "مسووله", "مسيول", "مسيوله", "مسوولين", "مسوولون"})
_SITS_FOR = frozenset({"نايب", "نايبه", "برلماني", "برلمانيه", "مستشار", "مستشاره", "عضو"})
_GOVERN_ABOUT = ("تحدث", "عبر", "اعرب", "كشف", "اعلن", "دافع", "تراجع", "تسال", "يعبر", "تعبر")
"""Verbs that govern عن themselves."""
_NEAR_HEAD = 4
"""«النائب في برلمان السهل عن حزب …»: how many words behind the office its «عن» may stand."""
_TELLERS = frozenset({"مصدر", "مصادر", "شاهد", "شهود", "مواطن", "مواطنون", "مواطنين"})
_SOME = frozenset({"ذلك", "هذا", "هذه", "طريق"})
_SEATS = frozenset({"حزب", "فريق", "الفريق", "كتله", "دايره", "اقليم", "محافظه", "تيار"}) | {
    "الحزب", "مدينه", "منطقه", "ولايه", "جهه", "ايتلاف", "تحالف", "تكتل", "حركه", "جبهه", "قايمه",
    "الكتله", "الدايره", "الاقليم", "المحافظه", "المنطقه", "المدينه", "الجهه", "قضاء", "مقعد",
}  # fmt: skip
STATES = lexicon.words("states")
_OBJECTS = lexicon.words("objects")
_SHORTEST_OBJECT = 3
_UNNAMED = frozenset({"مصدر", "مسوول", "مسيول", "دبلوماسي", "ضابط", "قيادي", "متحدث", "ناطق"})
_OF_KIND = frozenset({"الاصل", "الجنسيه", "المستوي"})
"""«مسؤول إسرائيلي الجنسية»."""
_GOVERNED_BY = frozenset({"علي", "عن", "من", "الي", "مع", "في"})
_CHIEF = ("رييسي", "رييسيه")
_TAKE_PART = ("مشاركون", "مشاركين", "مشاركات")
_SUPERVISORS = ("مشرف", "مشرفه")
_PROPER = lexicon.words("proper-bodies")
_NO_ADJECTIVES = ("noun", "body", "title")
_ORDINALS = lexicon.words("ordinals")
_OVERSEERS = lexicon.words("overseers")
_IN_AFFAIRS = frozenset({"بالشان", "بالشوون", "بالشيون"})
"""«الخبير بالشأن السياسي»."""
_CARES = lexicon.words("cares-for")


class ComplementReader(BodyReader):
    """A cursor that knows whether a particle completes the title before it."""

    def goes_on_after_particle(self) -> bool:
        """«مدير الإعلام في عكاظ محمد سمان»: a body or place follows, so the title goes on."""
        key = self.key()
        if key[:1] not in "بل" and key not in _PARTICLES:
            return False
        following = self.key(1)
        if (key in _OF and not self._is_given()) or self._is_part_of_body(key):
            return True
        if self.is_double_particle() or self._is_near_to(key):
            return True
        if key == "عن":
            return self._is_charged_with(following)
        if key == "الي":
            return self._is_sent_to_place()
        if key in ("في", "لدي", "علي", "من"):
            return self._goes_on_after_preposition(key, following)
        return self._is_for_body() or (self._is_unknown() and self._is_glued_complement(key))

    def is_announced(self) -> bool:
        """«أعلنت وزارة الداخلية | الإطاحة بعصابة», «… | القبض على ستة»: a deed with ال and what it
        governs, behind an office or body that ال has closed, is no part of its name."""
        following = self.key(1)
        governs = following[:1] == "ب" and look(following).sort not in NAMES and following != "بن"
        governs |= following in _GOVERNED_BY
        return governs and is_deed(self.key()) and is_closing(self.tokens[self.at - 1].key)

    def is_object_of_body(self, word: Word) -> bool:
        """«أعلنت وزارة الداخلية | الإطاحة بعصابة», «حذر مجلس النواب | إيران», «استقبل | وفدا»,
        «نفى | صحة الخبر», «أقر | القانون»: no part of a body's name that ال has closed."""
        key = self.key()
        if self.is_announced() or self._is_object_of_source(word):
            return True
        if not (self.is_body and is_closing(self.tokens[self.at - 1].key)):
            return False
        if not word.is_definite:
            is_told = word.sort == "other" and key.endswith("ا") and len(key) > _SHORTEST_OBJECT
            rest = look(key[1:])
            is_joined = key[0] == "و" and (rest.sort != "other" or rest.is_plain)
            return (is_told and not is_joined) or key in STATES or key == "صحه"
        is_plural = key.endswith("ات") and not self.tokens[self.at - 1].key.endswith("ات")
        return is_plural or key in _OBJECTS or (self.has_object and word.sort == "document")

    def _is_object_of_source(self, word: Word) -> bool:
        """«أعلن مصدر أمني | تأجيل المباراة», «دعا مسؤول حكومي | الناس إلى»: an adjective without
        ال has ended what is told of him."""
        head, before, key = self.tokens[self.start].key, self.tokens[self.at - 1].key, self.key()
        is_nisba = before.endswith(("ي", "يه")) and look(before).sort in ("other", "common")
        if head not in _UNNAMED or self.at != self.start + 2 or not is_nisba:
            return False
        if word.is_definite:
            return key not in _OF_KIND
        if key[0] in "بل":  # «رحب مصدر أمني | بالقرار», not «مصدر عسكري بقاعدة بنينا»
            is_other = look(key[1:]).sort in ("other", "noun")
            return is_other and (key[:3] == "بال" or key[-1] == "ا" or is_deed(f"ال{key[1:]}"))
        is_deed_or_body = is_verbal_noun(key) or word.sort in ("noun", "document", "body")
        is_noun = key.endswith(("ا", "ه", "اء")) and not key.endswith("يه")
        return is_deed_or_body or is_noun or key in STATES

    def is_double_particle(self) -> bool:
        """«المركز الليبي من أجل السلام», «مصدر من داخل حزب النهر»."""
        if self.key() != "من":
            return False
        is_inside = self.key(1) == "داخل" and self.bare_before() in _TELLERS
        is_inside = is_inside and look(self.key(2)).sort in ("body", "place")
        return is_inside or self.key(1) == "اجل"

    def _goes_on_after_preposition(self, key: str, following: str) -> bool:
        if self._is_needed_before(key, following):
            return True
        if key == "من" and (self.is_body or self.has_object):
            return False
        if key == "علي" and following == "الانترنت":
            return self.key(2) == "("
        if key == "علي" and self.bare_before() not in _OVERSEERS:
            return False
        if key == "علي" and self.bare_before() in _SUPERVISORS and self.word(1) is not None:
            return look(following).sort != "stop"  # «المشرف على تطوير السوق»
        if following == QUOTATION:
            return key in ("في", "لدي") and self._is_short_quotation(1)
        is_place = look(following).sort in ("body", "place")
        is_place = is_place or (key == "في" and self._is_field_of_scholar())
        is_head = following in PLACE_HEADS and not self._is_of_his_speech(following)
        return is_place or is_head or self._name_stands_ahead()

    def _is_needed_before(self, key: str, following: str) -> bool:
        """«سامر الحداد، الوزير المنتدب لدى رئيس الحكومة،»: the word before says nothing alone."""
        if key == "لدي":
            return self.bare_before() in _DELEGATED and self.name[0] < self.name[1]
        return key == "في" and (self._takes_part() or self._is_right_to(following))

    def _is_of_his_speech(self, following: str) -> bool:
        """«قال وزير الفلاحة في معرض جوابه», not «مدير البيع في معرض الكتاب»."""
        return following.startswith(_OCCASIONS) and self.key(2).endswith("ه")

    def _takes_part(self) -> bool:
        """«الباحثون المشاركون في الدراسة», «الباحثة الرئيسية في الدراسة», not «تقول المؤلفة
        المشاركة في كتابها»."""
        before = self.bare_before()
        return before in _TAKE_PART or before in _CHIEF

    def _is_right_to(self, following: str) -> bool:
        """«المقرر الخاص المعني بالحق في الغذاء»."""
        return self.tokens[self.at - 1].key in ("الحق", "بالحق") and look(following).is_definite

    def _is_near_to(self, key: str) -> bool:
        """«حركة الشبيبة المقربة من الحزب», «لجنة منبثقة عن المجلس»: such an adjective needs it."""
        is_near = key == "من" and self.bare_before() in _NEAR_TO
        return is_near or (key == "عن" and self.bare_before() in ("منبثق", "منبثقه"))

    def _is_charged_with(self, following: str) -> bool:
        """«المسؤول عن ملف البناء», «النائب عن كتلة النهر», not «تحدث المسؤول عن …»."""
        before = self.tokens[self.start - 1].key.lstrip("وف") if self.start else ""
        if before.startswith(_GOVERN_ABOUT) or following in _SOME:
            return False
        told = self.tokens[max(self.start, self.at - _NEAR_HEAD) : self.at]
        if any(look(token.key).bare in _SITS_FOR for token in told):
            return following in _SEATS
        if self.has_object:
            return False
        return self.bare_before() in _CHARGED

    def _is_given(self) -> bool:
        word = self.word()
        return word is not None and word.sort == "given"  # «مدير النادي باسم حدادي»

    def _is_sent_to_place(self) -> bool:
        """«المبعوث الخاص إلى سوريا سامر …»."""
        given, is_place = self.word(2), look(self.key(1)).sort == "place"
        is_named = given is not None and given.sort == "given"
        return is_place and is_named

    def _is_field_of_scholar(self) -> bool:
        """«فلان الأستاذ في الصحافة النقدية», not «فلان الباحث في تصريح»."""
        field, token = self.word(1), self.token(1)
        if field is None or token is None or self.name[0] == self.name[1]:
            return False
        if field.bare.startswith(_OCCASIONS):
            return False
        return self.bare_before() in _SCHOLARS and (field.is_definite or self._is_definite(2))

    def _is_unknown(self) -> bool:
        word = self.word()
        return word is not None and word.sort == "other"

    def _is_for_body(self) -> bool:
        """«الأمين العام ل«أوبك»», «مدير عام ل«دار النهر» سامر …», not «قال الأمين العام ل«الشرق
        الأوسط»»."""
        if self.key() != "ل" or (token := self.token(1)) is None or token.span is None:
            return False
        if (following := self.word(2)) is not None and following.sort in ("given", "honour"):
            return True
        inner = self.paragraph.text[token.span.start : token.span.end]
        return arabic.word_key(inner) in _PROPER

    def _is_glued_complement(self, key: str) -> bool:
        if (
            key in _IN_AFFAIRS
            or key[1:] in PLACE_HEADS
            or self._is_twice_ba(key)
            or (key.startswith("بال") and self.bare_before() in _CARES)
            or look(key[1:]).sort in ("place", "body", "common")
        ):
            return True
        if key[0] == "ل" and look(key[1:]).sort == "title" and self.key(-1) in _ORDINALS:
            return True  # «النائب الثاني لرئيس المجلس»
        return len(key) > 3 and key[0] == "ل" and self._completes_body()

    def _is_twice_ba(self, key: str) -> bool:
        """«رئيس الرابطة بباردو سامر الحداد»: a place no list has, since no name begins so."""
        if not key.startswith("بب") or (given := self.word(1)) is None:
            return False
        stem = look(key[1:])
        return stem.sort == "other" and given.sort == "given"

    def _completes_body(self) -> bool:
        """«الاتحاد الدولي لألعاب القوى»: a field that a body is for; not «النيابة | لأعضاء
        الجماعة», and «للعمال | الحكومة» are two, but «للأوراق المالية» is one."""
        is_told = self.at == self.start + 1 and self._is_definite(-1)
        if is_told or self.is_told_to() or not self._is_definite(1):
            return False
        if self.key().startswith("لل") and look(self.key(1)).sort in _NO_ADJECTIVES:
            return False
        before = self.tokens[max(self.start, self.at - 6) : self.at]
        kinds = ("body", "common")
        return any(look(t.key).sort in kinds or t.key == "الاتحاد" for t in before)

    def is_told_to(self) -> bool:
        """«مصادر أمنية | لدرب النهر»: to whom they told it, for they have no office."""
        head = self.tokens[self.start].key
        return self.key()[0] == "ل" and lexicon.bare(head) in _TELLERS

    def _name_stands_ahead(self) -> bool:
        """«الوفد المشارك في الدورة خالد الأحمد»: a given name soon, nothing between that ends."""
        inside = ("noun", "other", "common", "place", "body", "honour")
        for ahead in range(1, 6):
            token = self.token(ahead)
            if token is not None and token.key == "،":
                return self._is_bare_name(ahead + 1) and self._is_bare_name(ahead + 2)
            if token is None or not token.is_word or reporting.verb(token.key) is not None:
                return False
            sort = word.sort if (word := self.word(ahead)) else "other"
            if sort == "title" and self._is_adjective_of_field(ahead):
                continue
            if sort in NAMES:
                return ahead > 1 and not self._is_annexed_address(ahead - 1)
            if sort not in inside:
                return False
        return False

    def _is_adjective_of_field(self, ahead: int) -> bool:
        """«الباحث في الشأن الاقتصادي سامر الحداد»: no economist here."""
        is_nisba = self.key(ahead).endswith(("ي", "يه"))
        return is_nisba and self._is_definite(ahead) and self._is_definite(ahead - 1)

    def _is_annexed_address(self, ahead: int) -> bool:
        """«في رثاء | الفنان سامر الحداد»: of whom he speaks."""
        address, noun = self.word(ahead), self.word(ahead - 1)
        is_address = address is not None and address.sort == "honour" and address.is_definite
        return is_address and noun is not None and noun.is_plain and not noun.is_definite

    def _is_bare_name(self, ahead: int) -> bool:
        word = self.word(ahead)
        if word is None or word.sort not in (*NAMES, "other") or word.is_plain:
            return False
        return reporting.verb(self.key(ahead)) is None
