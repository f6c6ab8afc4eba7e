"""Reads a title: the office and what completes it, up to where a name may begin."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Word, look
from bot.core.phrases.complements import STATES, ComplementReader
from bot.core.phrases.cursor import SAINTS
from bot.core.phrases.neighbours import NAMES
from bot.core.phrases.shapes import is_closing, is_prefixed, is_proper_place, is_verbal_noun
from bot.core.phrases.tokens import QUOTATION

_LONGEST_TITLE = 18
HIS = ("ته", "تها", "تهم")
"""«شقيقته الفنانة هدى …»: whose sister she is was told, the name follows."""
_HIS_OR_HERS = ("شقيق", "والد", "ابن", "عم", "خال", "صديق", "زميل", "نجل", "جار", "حفيد", "شريك")
HIS_KIN = frozenset(who + whose for who in _HIS_OR_HERS for whose in ("ه", "ها", "هم", "هما"))
HIS_KIN |= {"زوجها", "طليقها", "خطيبها"}
"""Whose kin is told elsewhere; «زوجه» may be «زوجة»."""
_ONE_OF = ("احد", "احدي")
"""«أستاذ في كلية لندن، أحد أولئك الذين …»: no part of the office before it."""
_SECOND_TITLES = lexicon.words("second-titles")
_IN_CHARGE = lexicon.words("in-charge")
_OF_FORCES = frozenset({"المسلحه", "المشتركه", "المختصه", "المعنيه", "المتحده", "الخاصه"})
_PROPER = lexicon.words("proper-bodies")
_LED_BY = frozenset({"برياسه", "بقياده", "باشراف", "بزعامه", "بحضور"})
"""«فريق البحث الياباني برئاسة فلان», not «المكلف برئاسة الحكومة»."""
_OTHERS = ("اخر", "اخري")
_ANYBODY = ("مواطن", "مواطنه", "شاب", "شابه", "رجل")
_QUALITIES = frozenset({"الكبير", "الكبيره"})
_TO_THEM = frozenset({"لهم", "لها", "له", "بهم", "بها", "به", "عليهم", "عليها", "عليه"})
_THIS = ("هذا", "هذه")
_ENDING, _PRONOUNS = ("المنتهي", "المنتهيه"), ("ه", "ها", "هم")
"""«الحكومة المنتهية ولايتها»: it says nothing without what has ended."""
_FORMERLY = frozenset({"السابق", "السابقه"})
_CALLED = frozenset({"المعروف", "المعروفه", "الملقب", "الملقبه", "المذيل", "المذيله"})
_TALK, _ABOUT = lexicon.words("talk"), ("عن", "حول")
_GOES_ON = tuple(
    verb + ending
    for verb in ("واصل", "تابع", "اكمل", "استهل", "بدا", "ختم", "اختتم", "انهي", "عاود", "استانف")
    for ending in ("", "ت")
)
_CAME_OUT = lexicon.words("made-by") | {"صدر", "صدرت"}


def tells_whose(key: str) -> bool:
    """«شقيقته», not «المتهم»."""
    return key.endswith(HIS) and lexicon.bare(key) != "متهم"


def is_of_his(key: str) -> bool:
    """«والدهما», «زوجته»: somebody beside him who was told of."""
    return key in HIS_KIN or tells_whose(key)


def is_no_office(key: str) -> bool:
    """«شقيقته», «رئيسها»: whose, is told elsewhere; «بدا مقاتلا»: how; «العالم الكبير»."""
    if key in _QUALITIES or (key.endswith("ها") and lexicon.exact(key[:-2]) == "title"):
        return True
    return is_of_his(key) or (key.endswith("ا") and lexicon.exact(key) == "other")


def is_of_another(key: str) -> bool:
    """«نظيره الفلسطيني»: what he is can only be told beside the other."""
    return key.startswith("نظير")


def _leads_away(word: Word, key: str) -> bool:
    """A noun, or a particle with a noun: no name."""
    is_noun = word.sort == "noun" or (word.is_plain and key[0] != "و")
    return is_noun or (word.sort == "other" and key[0] in "بلك")


def _is_second_office(key: str) -> bool:
    """«إمام وخطيب المسجد»."""
    office = look(key[1:]) if key[0] == "و" else None
    return office is not None and office.sort == "title" and not office.is_definite


def _is_closed_by(word: Word, key: str, *, closed: bool) -> bool:
    """Whether a title is closed once this word is taken."""
    if _is_second_office(key):
        return False
    joined = look(key[1:]) if key[0] == "و" and word.sort == "other" else word
    if joined.sort == "body" and not joined.is_definite:
        return False  # «نقابة العمال ورابطة المعلمين»
    if word.sort in ("title", "common") and not word.is_definite:
        return closed and word.sort == "common"
    return True


def _begins_clause(key: str) -> bool:
    """«وبحضور», «المنظمة الدولية ومقرها جنيف»."""
    if _is_second_office(key):
        return False  # «فاعل وباحث»
    return key.startswith("وب") or (key[0] == "و" and key.endswith(("ها", "هم", "هما")))


class TitleReader(ComplementReader):
    """A cursor that can take in a title."""

    def _joins_another(self, key: str) -> bool:
        """«وزير الطاقة وعبدالله …»: a second person; but «زميل لعادل وجبران»."""
        is_closed = is_closing(self.tokens[self.at - 1].key)
        return is_closed and key[0] == "و" and lexicon.sort(key[1:]) == "given"

    def title(self, *, may_stop_at_name: bool) -> bool:
        """Read office and complements; True if what follows may be a name."""
        begun = self.at
        first = self.word()
        closed = first is not None and (first.is_definite or tells_whose(self.key()))
        closed = closed or self.key() in HIS_KIN or self._is_of_him()
        self.at += 1
        while self.at - begun < _LONGEST_TITLE and self._may_go_on():
            if closed and may_stop_at_name and self._name_begins_after_title():
                if self.is_body and self._is_foreign_name_of_body():
                    self.at += 1  # «منظمة هيومن رايتس ووتش»
                    continue
                return True
            if closed and may_stop_at_name and self.second_title():
                return True
            if not may_stop_at_name and self._over_foreign_name():
                closed = True
                continue
            ends_here = closed and not may_stop_at_name and self.begins_name()
            ends_here = ends_here and not self._is_surname_of_body()
            if ends_here and not self.goes_on_after_particle():
                break
            step = self._title_step(closed=closed)
            self.at = min(self.at, self.end)  # «مغن من أصول», where the text breaks off
            if step is None:
                break
            closed = step
        return closed

    def _is_of_him(self) -> bool:
        """«نائبه سامر», «رئيسها سامر», not «نائبة المدير»: whose deputy, is told."""
        stem = self.key()[:-2] if self.raw().endswith("ها") else self.key()[:-1]
        is_his = self.raw().endswith(("ه", "ها")) and look(stem).sort == "title"
        return is_his and not self.is_cautious

    def _is_of_both(self) -> bool:
        """«غرفة التجارة النهرية - البحرية»: two adjectives of one body; «شركة رولز-رويس»."""
        if self.key() != "-":
            return False
        if self.is_glued_hyphen():
            return look(self.key(1)).sort != "stop"  # «المدير-الذي»
        before, after = self.tokens[self.at - 1].key, self.key(1)
        return before[:2] == after[:2] == "ال" and before[-2:] == after[-2:] == "يه"

    def _may_go_on(self) -> bool:
        key = self.key()
        if self._is_of_both():
            return True
        if key in _LED_BY:
            return self.bare_before() in _IN_CHARGE
        if key in _TO_THEM:
            return self.tokens[self.at - 1].key.startswith("الم")  # «العمال المرخص لهم»
        if key == "عن" and self.goes_on_after_particle():
            return True
        if key in _THIS and self.name[0] < self.name[1]:
            return self._is_definite(1) and not is_closing(self.tokens[self.at - 1].key)
        if key in _CAME_OUT or (key in _CALLED and not self._is_named_next()):
            return False  # «تقرير صدر حديثا», «التنظيم المعروف بـ…», not «الكاتب المعروف سامر»
        return self._is_for_body() or self._quoted_part() or not self.ends()

    def _is_named_next(self) -> bool:
        return look(self.key(1)).sort in (*NAMES, "honour", "title")

    def _name_begins_after_title(self) -> bool:
        if not self.begins_name() or self.goes_on_after_particle():
            return False
        is_listed = look(self.key()).sort in NAMES
        before_given = (following := self.word(1)) and following.sort == "given"
        was_bare = not is_closing(self.tokens[self.at - 1].key)
        if self.key(1) in _FORMERLY and look(self.key(2)).sort == "given":
            return False  # «مدرب توتنهام هوتسبير السابق سامر …»
        is_place = was_bare and (self.raw().endswith("ة") or self._is_place_of_her_kind())
        return is_listed or not (was_bare and (before_given or is_place))

    def _is_place_of_her_kind(self) -> bool:
        """«بقاعدة بنينا الجوية»: the adjective agrees with what the place is; «قلعة مكونة»."""
        is_hers = self._is_definite(1) and self.key(1).endswith("يه")
        return is_hers and self.bare_before().endswith("ه")

    def second_title(self) -> bool:
        """«رئيس اللجنة الناقد عدنان …»: a profession between the office and the name."""
        word = self.word()
        if word is None or not word.is_definite or word.bare not in _SECOND_TITLES:
            return False
        following = self.word(1)
        if following is None or following.is_definite:
            return False
        if word.bare.endswith("ي") and self.at == self.start + 1:
            return False  # «الكاتب الصحفي فلان»: what kind of writer
        if following.sort == "other" and not following.is_plain:
            return self.key(1)[0] not in "بلوفك" and reporting.verb(self.key(1)) is None
        return following.sort == "given"

    def pass_second_title(self) -> None:
        """«القاضي فلان» is how he is told of again."""
        if self.second_title():
            self.addressed_as += (lexicon.bare(self.key()),)
            self.at += 1

    def _title_step(self, *, closed: bool) -> bool | None:
        """Take one more word of a title: whether it is closed now; None when it ends here."""
        word, key = self.word(), self.key()
        is_long = key in _THIS or self._is_of_both()
        is_his = key in _TO_THEM or (self.key(-1) in _ENDING and key.endswith(_PRONOUNS))
        if is_long or key == QUOTATION or is_his:
            is_last = key == QUOTATION and is_closing(self.tokens[self.at - 1].key)
            self.at += 2 if is_long else 1  # «فلان مؤسس هذا المنتدى»
            return None if is_last else True
        if word is None:
            return None
        if word.sort == "honour":
            return self._honour_step(word, closed=closed)
        if word.sort == "preposition" or self.goes_on_after_particle():
            return self._particle_step(key)
        if word.sort == "given":
            is_namesake = self._bears_a_name() or self.key(-1) in SAINTS
            return self._namesake() if is_namesake else None  # «جامعة محمد بن سعود»
        if self.is_half_of_name():
            return self._namesake()  # «كتائب عز الدين القسام»
        if self._is_titled_namesake(word):
            self.at += 1
            return self._namesake()
        return self._word_step(word, key, closed=closed)

    def _is_surname_of_body(self) -> bool:
        """«إمام جامع الحمادي»: whose mosque it is."""
        word = self.word()
        is_surname = word is not None and word.sort == "family" and word.is_definite
        return is_surname and self._bears_a_name()

    def _honour_step(self, word: Word, *, closed: bool) -> bool | None:
        """«مدرب الفريق», «مركز الملك سلمان», «زوجة الأمير هاري»: a complement, not an address."""
        following = self.word(1)
        has_name = following is not None and following.sort == "given"
        if (has_name or self.key(1) == "عبد") and self._bears_a_name():
            self.at += 1
            return self._namesake()
        if closed or is_closing(self.tokens[self.at - 1].key) or not word.is_definite:
            return None
        self.at += 1
        if has_name and word.bare != "فريق":
            self._namesake()
        return True

    def _particle_step(self, key: str) -> bool | None:
        if key == "من" and self.key(1) in ("اصل", "اصول"):
            self.at += 3
            return True
        if not self.goes_on_after_particle():
            return None
        is_marked = key == "ل" and self.key(1) == QUOTATION
        self.at += 2 if is_marked or self.is_double_particle() else 1
        is_whole = look(key[1:]).sort == "place" or key.startswith("بب") or is_marked
        return key in ("باسمه", "باسمها") or is_whole or (is_prefixed(key) and not self.has_object)

    def _word_step(self, word: Word, key: str, *, closed: bool) -> bool | None:
        if self._is_complete(word, key):
            return None
        is_hers = key.endswith("يه") and word.sort != "noun"  # «وصفت اللجنة الدولية | الرواية»
        is_hers |= self.tokens[self.at - 1].key.endswith("ات") and key in _OF_FORCES
        is_his = key.endswith("ي") and word.sort != "body"  # «شكر المدير | المنتدى»
        is_adjective = word.is_definite and (is_his or is_hers)
        is_other = closed and (key == "خادم" or (self.has_object and not is_adjective))
        is_one = closed and key in _ONE_OF and not self._is_after_bare_noun()
        if word.sort == "title" and (is_other or is_one):
            return None
        is_in_charge = key[0] == "ب" and self.bare_before() in _IN_CHARGE
        if is_in_charge or (key.startswith("بال") and look(key[1:]).sort == "other"):
            return self._through_charge()
        if not word.is_definite and self._is_new_noun(word, key):
            return None
        if closed and not is_adjective and (self._is_object(word) or self._is_other_body(word)):
            return None
        is_led_away = not word.is_definite and _leads_away(word, key)
        is_led_away = is_led_away and not (key in _OTHERS or self.is_next_adjective(key))
        if closed and is_led_away:
            return self._through_for(word, key)
        is_another = _begins_clause(key) or self._joins_another(key) or self.is_told_to()
        if word.sort == "other" and is_another:
            return None
        self.at += 1
        return _is_closed_by(word, key, closed=closed)

    def _is_after_bare_noun(self) -> bool:
        """«ولي أمر أحد الطلاب»: the noun needs somebody behind it."""
        before = look(self.tokens[self.at - 1].key)
        return before.sort == "noun"

    def _is_complete(self, word: Word, key: str) -> bool:
        """«أبلغت غوغل موظفيها», «شهد موقع تويتر موجة», «أكد مصدر آخر الحصيلة», «سأل عضو آخر وزير
        الإسكان», «اتهم مواطن أطباء مستشفى», «دعا الاتحاد المجتمع الدولي»: an object."""
        if self.has_object and (key, self.key(1)) == ("المجتمع", "الدولي"):
            return True
        before = self.tokens[self.at - 1].key
        if self.is_no_adjective_of_hers(word, key) or self.is_object_of_body(word):
            return True
        if before in _ANYBODY and self.has_object:
            return word.sort == "title"
        if before in _OTHERS:
            return word.is_definite or word.sort == "title"
        is_noun = key.endswith(("ها", "هم")) or (before in _PROPER and not word.is_definite)
        is_deed = before in _PROPER and (word.sort == "noun" or is_verbal_noun(key))
        return self.is_body and (is_deed or (word.is_plain and is_noun))  # «نفت غوغل استخدام …»

    def is_no_adjective_of_hers(self, word: Word, key: str) -> bool:
        """«قررت الأكاديمية | التأجيل», «قررت محكمة باريس | الإبقاء»: two nouns with ال are no
        phrase, nor is one behind a place, and «التأجيل» is no adjective of a feminine."""
        before, place = self.tokens[self.at - 1].key, look(self.tokens[self.at - 1].key)
        is_hers = self.at == self.start + 1 and before.startswith("ال") and before.endswith("ه")
        is_behind = self.is_body and place.sort == "place" and not place.is_definite
        is_behind = is_behind and self.tokens[self.start].key.endswith("ه")
        is_hers = is_hers or is_behind
        is_noun = word.sort == "noun" or is_verbal_noun(word.bare) or (is_behind and word.is_plain)
        return is_hers and word.is_definite and is_noun and not key.endswith(("ه", "ا", "ي", "ات"))

    def _through_charge(self) -> bool | None:
        """«المقررة المعنية بالحق في الغذاء»: such an adjective needs its ب."""
        if self.bare_before() not in _IN_CHARGE:
            return None
        self.at += 1
        return is_prefixed(self.tokens[self.at - 1].key)

    def _is_new_noun(self, word: Word, key: str) -> bool:
        """«أعلنت الهيئة تعليق الرحلات»: after a definite word a bare noun is the object."""
        before = self.tokens[self.at - 1].key
        if word.sort == "other":
            is_adjective = before.endswith(("ي", "يه", "يا")) and look(before).sort != "noun"
            is_complete = is_closing(before) or is_adjective or before == QUOTATION
            return is_complete and (is_verbal_noun(key) or self._has_own_waw(word, key))
        is_noun = word.sort in ("body", "document", "noun")
        is_noun |= word.sort == "common" and is_proper_place(before)
        is_closed = look(before).is_definite or before in HIS_KIN or is_proper_place(before)
        if self.is_body and word.sort in ("document", "common"):
            is_noun, is_closed = True, is_closing(before)  # «وجه النادي ملف القضية»
        return is_noun and is_closed

    def _has_own_waw(self, word: Word, key: str) -> bool:
        """«أعلنت الحركة وقف إطلاق النار»: nothing is left without the و, and nobody is joined."""
        rest = look(key[1:])
        is_own = key[0] == "و" and rest.sort == "other" and not rest.is_plain
        return self.is_body and word.is_plain and is_own

    def _is_object(self, word: Word) -> bool:
        """«ودعا رئيس الحكومة المعارضة إلى», «وواصل رئيس النادي الحديث عن»."""
        if self.key() in _TALK and self.key(1) in _ABOUT:
            return self.start > 0 and self.tokens[self.start - 1].key.endswith(_GOES_ON)
        if self.has_object and self.key() in STATES and self._is_definite(-1):
            return True  # «ودعا الوزير | إيران إلى», not «عشائر جنوب العراق»
        if not self.has_object or not word.is_definite:
            return False
        if self.key() in ("المتحده", "الاوسط"):
            return False  # «منسق الأمم المتحدة في الشرق الأوسط»
        following = self.word(1)
        if following is not None and following.sort == "given":
            return False  # «واصل اللاعب السعودي الواعد سعود …»
        # «رئيس رعاية الشباب العمل …»
        return self.key() == "العمل" or word.sort in ("other", "noun")

    def _is_in_chain(self, word: Word) -> bool:
        """«مجلس أمناء جائزة السلام», «محلل أبحاث سوق المعادن»: no noun so far was closed."""
        before = look(self.tokens[self.at - 1].key)
        is_noun = before.sort == "noun" or (
            (before.sort == "document" or before.is_plain) and before.bare[-1:] not in "يه"
        )
        is_noun = is_noun and not before.is_definite  # «عملية احتجاز الرهائن»
        is_short = self.at == self.start + 2 or self.name[0] < self.name[1]
        is_bare = word.is_plain or word.sort == "noun"
        return is_noun and is_bare and is_short and self._is_definite(1)

    def _is_for_somebody(self, key: str) -> bool:
        """«دعا العامل للشيخ حمد …»: the name is not his."""
        sort = lexicon.sort("ال" + key[2:])
        is_address = sort == "honour" or (self.is_body and sort == "title")
        return is_address and (given := self.word(1)) is not None and given.sort in NAMES

    def _is_other_body(self, word: Word) -> bool:
        """«دعا المجلس الاتحاد الأوروبي إلى»: two bodies with ال are no phrase."""
        if (self.tokens[self.at - 1].key, self.key()) == ("اللجنه", "المنظمه"):
            return False
        is_body = word.sort in ("body", "place") and word.is_definite
        return self.has_object and is_body and is_closing(self.tokens[self.at - 1].key)

    def _through_for(self, word: Word, key: str) -> bool | None:
        """«رئيس المكتب السياسي للحركة إسماعيل هنية»: لل goes on, other glued particles do not."""
        if self._is_in_chain(word) or self._is_place_of_her_kind():
            self.at += 1
            return word.sort == "other" and not word.is_plain
        if word.sort == "noun" or not key.startswith("لل") or self._is_for_somebody(key):
            return None
        self.at += 1
        return True
