"""Looks over the words of a phrase: what each can be, and where a phrase must end."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Word, look
from bot.core.phrases.neighbours import BOTH, GLUE, NAME_ENDS, NAMES, RULERS, Neighbours
from bot.core.phrases.shapes import is_participle, is_prefixed, is_verbal_noun

AFTER_GLUE = lexicon.words("after-glue")
SAME = lexicon.words("same")
HALVES = lexicon.words("first-halves")
_COUNTRIES = lexicon.words("arab-nationalities")
_NATIONS = _COUNTRIES | lexicon.words("nationalities")
KNOWN = (
    "noun", "title", "body", "common", "stop", "place", "given",
    "document",
)  # fmt: skip
_PHRASE_ENDS = ("stop", "time", "outlet")
SAINTS = ("سان", "سانت", "سانتا")
_FIRST_OF_TWO = ("جنوب", "شمال", *SAINTS)
"""«جنوب شرقي آسيا», «باريس سان جيرمان»: no name begins behind them."""
_OUTLETS_OR_BODIES = frozenset({"للمدينه", "للجزيره", "للشبكه", "للوكاله", "للقناه", "للمجموعه"})
_IN_BODIES = _OUTLETS_OR_BODIES | {"عن", "للانباء"}
_LONGEST_SYLLABLE = 3
_SYLLABLE, _LONGEST_INSERTED, _SHORTEST_CLAUSE = 2, 5, 3
_STANDS_FOR = ("ممثلا", "ممثله", "ممثلين")
"""«وزير الثقافة ممثلا بالمستشار فلان»: another speaks for him."""
_TANWIN = "\u064b"


class Cursor(Neighbours):
    """A phrase being read, and where it must end."""

    def ends(self) -> bool:
        """Nothing of any phrase goes on at the present token."""
        at = self.at
        if at not in self.ended:
            self.ended[at] = self._is_ruler_beside_another() or self._ends()
        return self.ended[at]

    def _is_ruler_beside_another(self) -> bool:
        """«حذر نتنياهو | بوتين», «حذر الحدادي | بوتين»: a surname, and nobody's but his."""
        if self.key() not in RULERS:
            return False
        is_surname = self.at == self.start + 1 and look(self.key(-1)).sort == "family"
        return is_surname or self.key(-1) in RULERS

    def _ends(self) -> bool:
        word, key = self.word(), self.key()
        if self._is_part_of_name(key):
            return False
        if key in _IN_BODIES and self._is_part_of_body(key):
            return False
        is_blessing = key == "رضي" and self.key(1) == "الله"  # «ابن عمر رضي الله عنهما»
        is_blessing |= key in _STANDS_FOR and self.key(1)[:1] == "ب"
        if is_blessing or word is None or word.sort in _PHRASE_ENDS or key in SAME:
            return True
        if word.is_verb and self.key(-1) not in GLUE:
            return not self._is_last_name()
        if (len(key) < 2 and word.sort != "honour") or self._is_moroccan_verb(key):
            return True
        if word.sort not in ("other", "common", "noun"):
            return False
        if reporting.verb(key) is not None or _TANWIN in self.raw():
            return not (
                self._is_field()
                or (self.key(-1) in ("ولي", "وليه") and key == "امر")
                or self._is_last_name()
                or reporting.is_name_after_saying(self.key(-1), key)
            )
        return is_participle(key)

    def _is_part_of_name(self, key: str) -> bool:
        """«عبد العزيز», «لويس فان جال», «يوسف عزيزي», not «عزيزي القارئ»."""
        if key == "عزيزي":
            return self._is_after_given()
        return key in GLUE and (self.at == self.start or self._is_van())

    def _is_before_given(self) -> bool:
        """«رئيسة الإدارة العسكرية للمدينة هالينا …», not «قال المدير للجزيرة إن»."""
        given = self.word(1)
        is_office = self.at > self.start + 1
        return is_office and given is not None and given.sort == "given"

    def _is_moroccan_verb(self, key: str) -> bool:
        """«وزاد كيضحك»: what he does as he speaks."""
        is_joined = key[:2] in ("كي", "كت") and look(key[1:]).is_verb
        return is_joined and reporting.verb(self.key(-1)) is not None

    def _is_part_of_body(self, key: str) -> bool:
        """«الوكالة السورية للأنباء», «هيئة الأمر بالمعروف والنهي عن المنكر»."""
        if key in _OUTLETS_OR_BODIES:  # «بيان للوكالة», not «قال المدير للوكالة»
            return self._is_before_given() or look(self.key(-1)).sort == "document"
        if key == "عن":
            return self.key(-1) == "والنهي"
        return key == "للانباء"

    def bare_before(self) -> str:
        """The word before, without article or glued particle: «لمركز», «المشرف»."""
        before = look(self.tokens[self.at - 1].key)
        bare = before.bare
        if before.sort == "other" and bare[:2] == "لل":
            return "ل" + bare[2:] if look("ل" + bare[2:]).sort == "body" else bare[2:]
        return bare[1:] if before.sort == "other" and bare[:1] in "لبو" else bare

    def _is_field(self) -> bool:
        """«لجنة متابعة الأسعار», «رابطة أسر المفقودين»: what a body is for, by the letters of
        a participle, or of a verb that does not agree with it."""
        if self.at == self.start or not self._is_definite(1):
            return False
        verb, before = reporting.verb(self.key()), look(self.key(-1))
        is_hers = before.bare.endswith("ه") and not before.is_definite
        is_noun = verb is not None and verb.gender == "m" and self.key()[0] not in "يس"
        if not (self.key().endswith("ه") or (is_hers and is_noun)):
            return False
        return look(self.bare_before()).sort == "body"

    def _is_van(self) -> bool:
        """«لويس فان جال», «يوكي فان در فيلد», not «فإن»."""
        if self.key() != "فان" or "إ" in self.raw():
            return False
        return self._is_after_given() or self._is_unknown_at(-1)

    def _is_unknown_at(self, ahead: int) -> bool:
        """A bare word that no list knows, as a foreign name."""
        if self.at + ahead < self.start or self.word(ahead) is None:
            return False
        word = look(self.key(ahead))
        is_bare = word.sort == "other" and not (word.is_plain or word.is_definite)
        return is_bare and not is_prefixed(self.key(ahead))

    def is_glued_hyphen(self) -> bool:
        """«رولز-رويس»: no dash, which stands alone."""
        token, following = self.token(), self.token(1)
        if token is None or following is None or token.key != "-" or not following.is_word:
            return False
        return token.start == self.tokens[self.at - 1].end and token.end == following.start

    def is_half_of_name(self) -> bool:
        """«فتح الله», «سيف الدين»."""
        return self.key() in HALVES and self.key(1) in ("الله", "الدين", "الختم")

    def _is_after_given(self) -> bool:
        before = self.word(-1) if self.at > self.start else None
        return before is not None and before.sort == "given"

    def _is_last_name(self) -> bool:
        """«عبدالله طلب، مدير …»: any word before a comma and a title; «عبدالله طلب:»;
        «، فريد شكر،»."""
        verb = reporting.verb(self.key())
        if verb is not None and verb.force == "act" and self.key(1) == ":":
            return self._is_after_given()
        is_after_name = self._is_after_given() or look(self.key(-1)).sort == "family"
        if not is_after_name or self.at == self.start or self.key(1) != "،":
            return False
        is_glued = self.key()[0] in "بلك" and look(self.key()).is_plain  # «بحادث»
        is_glued = is_glued and len(self.key()) > _LONGEST_SYLLABLE  # «روث لاي، مديرة»
        is_name = not is_glued and not self.key().endswith("ا")
        is_apposed = self.key(-2) == "،" and verb is not None
        is_apposed |= self.key(2) in ("وهو", "وهي")  # «نيكولا فورد، وهي أم»
        return is_name and (is_apposed or look(self.key(2)).sort == "title")

    def _is_last_of_foreigner(self, word: Word, key: str) -> bool:
        """«الوزير هايكو ماس، إن», «مدير النادي، يوخن ساير:»: any word behind an unknown one that
        follows an office, since the clause goes on."""
        if self.has_object or self.is_cautious or not self.roles or not self._is_unknown_at(-1):
            return False
        after_office = self.roles[-1][1] + (self.tokens[self.roles[-1][1]].key == "،")
        is_bare = not (word.is_definite or word.is_verb) and not is_prefixed(key)
        rest = look(key[1:])
        is_glued = key[0] in "وفبل" and (rest.sort != "other" or rest.is_plain)
        is_bare = is_bare and not is_glued and not key.endswith("ا")
        is_second = self.at == after_office + 1
        return is_second and is_bare and self.key(1) in NAME_ENDS and not reporting.verb(key)

    def _is_topic_before_clause(self) -> bool:
        """«أما نبيل زغدود فذهب إلى …»: what «أما» turns to ends before ف."""
        is_topic = self.start > 0 and self.tokens[self.start - 1].key == "اما"
        return is_topic and self.key(1)[:1] == "ف" and len(self.key(1)) > _SHORTEST_CLAUSE

    def begins_name(self) -> bool:
        word, key = self.word(), self.key()
        if word is None or self.ends() or self.key(-1) in _FIRST_OF_TWO:
            return False
        if word.sort == "place" and key in GLUE:
            return False  # «غرفة طوارئ أم درمان»
        if word.sort != "given" and self.is_next_adjective(key):
            return False
        if word.sort == "given" or key in GLUE or self.is_title_as_name():
            return True
        if self.is_half_of_name():
            return True  # «الوزير نجم الدين صالح»
        if word.is_definite and self.key(1) == "ولد":
            return True  # «رئيس الحزب المصطفى ولد الداه»
        if word.sort == "family":
            return self.is_family_name()
        is_bare = word.sort == "other" and not word.is_definite and not is_verbal_noun(key)
        is_bare = is_bare and (not word.is_plain or self.is_plain_before_family())
        return is_bare and not is_prefixed(key) and (key[0] != "و" or self._begins_with_waw())

    def is_next_adjective(self, key: str) -> bool:
        """«خبير نفطي عراقي», «مسؤول جمركي كردي»: one more of an office without ال, where no name
        goes on."""
        before = self.word(-1) if self.at > self.start + 1 else None
        if before is None or before.is_definite or before.sort not in ("other", "common"):
            return False
        is_nisba = before.bare[-1:] == key[-1:] and before.bare.endswith(("ي", "يه"))
        if not is_nisba or not key.endswith(("ي", "يه")) or self._is_definite(1):
            return False
        following = self.word(1)
        is_name = following is not None and following.sort in ("given", "family", "other")
        is_name = is_name and reporting.verb(self.key(1)) is None
        return not is_name or key.removesuffix("ه") in _NATIONS

    def _begins_with_waw(self) -> bool:
        """«الممثل الأمريكي ويل سميث»: nothing is left without the و, and a surname follows."""
        rest, surname = look(self.key()[1:]), self.word(1)
        is_word = rest.sort != "other" or rest.is_plain
        is_unknown = self.key()[1] == "ي" and self._is_unknown_at(1)  # «ويلمور نهران»
        is_unknown |= self.key(1) in GLUE  # «الخبير وحيد عبد المجيد»
        return not is_word and surname is not None and (surname.sort == "family" or is_unknown)

    def is_called_so(self) -> bool:
        """«الدكتورة انتصار مهودر،»: any noun, between an address to a woman and the rest."""
        word = self.word() if self.at > self.start else None
        if word is None or word.sort != "other" or word.is_definite:
            return False
        address = look(self.key(-1))
        is_address = address.sort == "honour" and address.is_definite
        is_address = is_address and address.bare.endswith("ه")
        surname = look(self.key(1))
        is_next = surname.sort in NAMES or self._is_unknown_at(1) or self.key(1) == "،"
        return is_address and is_next

    def is_plain_before_family(self) -> bool:
        """«قال أيسر الخفاجي»: an ordinary word, but a family name follows."""
        word, following = self.word(), self.word(1)
        if word is None or following is None or word.is_definite or self.has_object:
            return False
        is_family = following.sort == "family" and following.is_definite
        is_twice = self.key(1) == "ال" + self.key()  # «خريف الخريف»
        return is_family or is_twice or self._is_foreign_pair()

    def _is_foreign_pair(self) -> bool:
        """«قال فيران سوريانو الرئيس …»: an ordinary word, an unknown one, then a title."""
        surname, title, key = self.word(1), self.word(2), self.key(1)
        if surname is None or title is None or self.roles or self.is_cautious:
            return False
        is_unknown = surname.sort == "other" and not (surname.is_plain or surname.is_definite)
        is_unknown = is_unknown and not is_prefixed(key)
        return is_unknown and key[0] not in "بلوف" and title.sort == "title"

    def is_syllable_before_name(self, word: Word) -> bool:
        """«السفير الكوري ري جونغ هيوك»: the short family name, behind a title."""
        following = self.word(1)
        is_short = word.sort == "other" and not word.is_plain and len(self.key()) == _SYLLABLE
        if not (is_short and self.roles) or following is None or following.is_definite:
            return False
        return following.sort in NAMES

    def _begins_construct(self) -> bool:
        following = self.word(1)
        if following is None or following.is_definite:
            return False
        return following.is_plain and self._is_definite(2)

    def is_in_commas(self) -> bool:
        """«طالبت المفوضة، أداما ندياي سيكا، السلطات»: a name in commas has no object in it."""
        ahead = [self.key(at) for at in range(2, _LONGEST_INSERTED)]
        return "،" in ahead and look(self.key()).sort == "given"

    def is_family_name(self) -> bool:
        """«الوزير الجبير», not «الطبيب الجراح جمال …»."""
        word, following = self.word(), self.word(1)
        is_given = following is not None and following.sort in ("given", "honour")
        if word is None or (word.is_definite and is_given):
            return False
        # «الاتحاد العماني»: of what country, as «العماني» may be a family name as well
        is_closed = word.is_definite and look(self.tokens[self.at - 1].key).is_definite
        if is_closed and word.bare in _COUNTRIES and self.is_body:
            return False
        return not (is_closed and word.bare in _NATIONS and self._is_before_name_in_commas())

    def is_of_country(self) -> bool:
        """«الفلكية البولندية زوفيا …»: a trade by an adjective, a country, a given name."""
        country, given = self.word(1), self.word(2)
        if country is None or given is None or given.sort != "given":
            return False
        is_nisba = self.key().endswith(("ي", "يه"))
        return is_nisba and country.bare.removesuffix("ه") in _NATIONS

    def _is_before_name_in_commas(self) -> bool:
        """«وزير التجارة الكندي، سامر الحداد، …»: of what country, since his name follows."""
        given = self.word(2)
        return self.key(1) == "،" and given is not None and given.sort == "given"

    def is_title_as_name(self) -> bool:
        """«المتحدث رائد الجنيحي»: an office that is also a given name, before a family name."""
        if self.key() not in BOTH or (following := self.word(1)) is None:
            return False
        if following.sort in NAMES:
            return True
        is_surname = self.key(1).endswith("ي")
        if self.addressed_as:
            is_surname = is_surname or self.key(1)[0] not in "بل"  # «المهندس رائد سمور»
        return following.sort == "other" and is_surname
