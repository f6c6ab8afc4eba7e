"""Reads a proper name: given names, «بن» and «عبد», one family name, foreign words."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Word, look
from bot.core.phrases.cursor import AFTER_GLUE, HALVES, KNOWN
from bot.core.phrases.name_letters import NameLetterReader
from bot.core.phrases.neighbours import BOTH, GLUE, NAME_ENDS, NAMES
from bot.core.phrases.shapes import is_accusative, is_future, is_prefixed, is_verbal_noun
from bot.core.phrases.tokens import INSIDE

_LONGEST_NAME, _SHORTEST_IN_BU, _LONGEST_SYLLABLE = 9, 5, 2
_LAST_PARTS = ("زاده", "داغي")
"""«إبراهيم أصغر زاده», «علي القره داغي»."""
_SECOND_HALVES = ("الدين", "الله", "الاله", "الرحمن", "الزهراء", "الختم", "اوغلو", *_LAST_PARTS)
"""«نور الدين حيمر», «سر الختم»: no family names, the name goes on."""
_AFTER_GIVEN = frozenset({"اكبر", "اصغر", "انصار", "عزيزي"})
"""«علي أكبر صالحي»: nouns and adjectives that Persian names hold."""
_SACRED = ("رسول", "نبي")
"""«غلام رسول بارزي», not «محمد رسول الله»."""
_ELDERS = ("الحاج", "الشيخ")  # «ياسين الحاج صالح»
_NOUN_ENDS = ("ه", "ات", "ون", "ين", "ان")
_SONS = ("ولد", "ود", "بن", "بنت", "منت")
_VAN, _DER = ("فان", "فون"), ("دير", "دن", "در")
_COUNTRIES = lexicon.words("nationalities") | lexicon.words("arab-nationalities")
_TRADES = lexicon.words("family-trades")
_ORDINALS = lexicon.words("ordinals")
_TEENS = ("عشر", "والعشرون", "والعشرين")
"""«ليون الرابع عشر» is another pope than «ليون الرابع»."""
_JOINED = (*_SECOND_HALVES, *_TEENS, *_ELDERS, "بالله")
_FIELDS = lexicon.words("fields-of-firms")
_FAMILY_NOUNS, _AFTER_BAL = lexicon.words("family-nouns"), lexicon.words("family-after-bal")
_SURNAMES = ("other", "family")


class NameReader(NameLetterReader):
    """A cursor that can take in a title and a name."""

    def names(self) -> None:
        begun = self.at
        family = bare = joined = 0
        while self.at - begun < _LONGEST_NAME and not self.ends():
            word, key = self.word(), self.key()
            if word is None or not self._is_name_word(word, key, is_first=self.at == begun):
                break
            before = self.tokens[self.at - 1].key if self.at > begun else ""
            is_joined = before in AFTER_GLUE or key in _JOINED
            joined += is_joined  # «نصر الدين المهيني الشرقاوي»
            if word.is_definite and not is_joined:
                is_given = self.at == begun and self._is_first_with_article(word)
                family += not (is_given or self._is_given_before_family(word))
            elif word.sort == "other" and not (
                is_joined or key in GLUE or self._is_first_half(key)
            ):
                bare += 1
            goes_on = is_joined or key in GLUE or word.sort == "family"
            is_second = family == 2 and self._is_surname_of_family(begun + joined)
            if (family > 1 and not is_second) or (family and not word.is_definite and not goes_on):
                break
            if self._is_too_long(word, key, bare=bare, count=self.at - begun):
                break
            if self.at == begun + 2 and self._is_another(word):
                break
            self.at += 1
            self.at += self._hyphen() or self._initial()
        self.at = begun if self._is_only_glue(begun) else self.at
        self.at += bare > 0 and not self.roles and self.key() in _FIELDS
        self.name = (begun, self.at)

    def _is_first_half(self, key: str) -> bool:
        """«عز الدين»: a given name of two words."""
        return key in HALVES and self.key(1) in _SECOND_HALVES

    def _is_another(self, word: Word) -> bool:
        """«التقى جون سميث | سامر الحداد»: whom he met, behind a foreign name that a family name
        without ال has closed."""
        first, last = look(self.key(-2)), look(self.key(-1))
        is_closed = first.sort == "given" and last.sort == "family" and not last.is_definite
        is_given = word.sort == "given" and len(self.key()) > _LONGEST_SYLLABLE  # «ليو تيونغ لي»
        return is_given and is_closed and self.key(-1) not in GLUE

    def _is_only_glue(self, begun: int) -> bool:
        """«آل» with nothing that could be read after it."""
        return self.at == begun + 1 and self.tokens[begun].key in ("ال", "بن", "ابو", "ابن", "ود")

    def _is_surname_of_family(self, begun: int) -> bool:
        """«الفاعل الحقوقي التيجاني الهمزاوي:», not «اللاعب العنزي السعودي»."""
        if self.at > begun + 2:
            return False
        is_closed = self.key(1) in NAME_ENDS
        is_family = self.key() not in _COUNTRIES and bool(self.roles) and not self.has_object
        return (is_closed and is_family) or self._ends_before_title()

    def _ends_before_title(self) -> bool:
        """«المنتصر السويني، باحث …»: the word before was the given name."""
        word = self.word()
        if word is None or self.has_object:
            return False
        title = look(self.key(2)) if self.key(1) == "،" else look(self.key(1))
        return title.sort == "title" and not title.is_definite

    def _is_first_with_article(self, word: Word) -> bool:
        """«الحسين شنوان»: a given name that bears ال; «اليسا لينش إن»: its ال is none, since
        a bare name follows and ends."""
        if word.sort == "given" and (self.roles or not self.has_object):
            return True
        is_both = word.sort == "family" and bool(self.addressed_as)  # «الملازم النوري نهروس»
        if self.has_object or self.is_cautious or not (is_both or word.sort == "other"):
            return False
        following, key = self.word(1), self.key(1)
        if following is None or following.sort != "other" or following.is_definite:
            return False
        rest = look(key[1:])
        is_glued = key[0] in "بوفكل" and (rest.sort != "other" or rest.is_plain)
        if is_prefixed(key) or reporting.verb(key) or is_glued:
            return False
        return self.key(2) in NAME_ENDS

    def _is_given_before_family(self, word: Word) -> bool:
        """«سالم بن سالم المختار النهروي»: a forefather bore ال, the family follows."""
        if look(word.bare).sort != "given" or not self._is_after_given():
            return False
        family = self.word(1)
        is_family = family is not None and family.is_definite and family.bare.endswith("ي")
        return is_family and self.key(2) in NAME_ENDS

    def _hyphen(self) -> int:
        """«جان-بيار» is one name: how many tokens its hyphen takes."""
        following = self.token(1)
        if self.key() != "-" or following is None or not following.is_word:
            return 0
        return 2 if self.is_glued_hyphen() or self._is_last_of_hyphen() else 0

    def _initial(self) -> int:
        """«ستيفن ج. الحداد»: how many tokens the letter and its point take."""
        if self.key(1) != INSIDE or (surname := self.word(2)) is None:
            return 0
        return 2 if surname.sort in _SURNAMES else 0

    def _is_last_of_hyphen(self) -> bool:
        """«إيان ليدل - غرينجر، إن»: an insertion would close with a second dash."""
        word = self.word(1)
        is_foreign = word is not None and word.sort in _SURNAMES
        is_foreign = is_foreign and word is not None and not word.is_plain
        return is_foreign and self.key(2) in NAME_ENDS

    def _is_too_long(self, word: Word, key: str, *, bare: int, count: int) -> bool:
        """Beside objects and in mid-sentence a bare unknown word may be an object or a verb."""
        if not (self.is_cautious or self.has_object) or word.sort != "other":
            return False
        if word.is_definite or key in GLUE or self._is_last_name() or self.key(-1) in AFTER_GLUE:
            return False
        if count and key.startswith("بو") and len(key) >= _SHORTEST_IN_BU:
            return False  # «عبر عز الدين بوشناف عن رضاه»: a surname of the Maghreb
        if self.is_cautious and not (self.roles or self.addressed_as) and self._may_be_verb(key):
            return True
        if self.has_object and count and self._begins_construct():
            return True  # «ناشد سامر مغردي مواقع التواصل»
        if self.is_cautious and bare > 1 and key[0] in "يت":
            return True  # «والدة فانينغ تشاهد»
        return bare > 2 or (bare > 1 and count >= 2)

    def _may_be_verb(self, key: str) -> bool:
        following = self.word(1)
        ends = following is None or following.sort in (
            "stop", "time", "preposition", "title", "given", "outlet"
        )  # fmt: skip
        ends = ends or reporting.verb(self.key(1)) is not None
        ends = ends or self._is_topic_before_clause()
        return not ends or key[0] in "يت" or key.endswith(("ت", "وا"))

    def _is_family_name(self, word: Word) -> bool:
        """«مصعب المدرس إن»: a trade or a noun as the last name, since the clause goes on."""
        before, key = self.tokens[self.at - 1].key, self.key()
        if look(before).sort != "given" and before not in _SECOND_HALVES:
            return False
        is_glued = key[0] in "بل" and look(key[1:]).sort in KNOWN  # «سامر الحداد لعملية …»
        if word.sort == "other" and self.raw().endswith("ية") and not is_glued:
            is_object = word.is_plain and self.has_object
            return not (is_object or self._is_of_noun_before(word))  # «نادية العسكرية»
        if word.is_plain:
            return self._is_closed_by_clause(word, key)
        if self.has_object or word.sort not in ("title", "noun", "common", "body"):
            return False
        if word.sort == "body":
            return (title := self.word(1)) is not None and title.sort == "title"
        if word.bare in _TRADES and not self._is_definite(1):
            return True
        if word.sort == "noun" and self._is_definite(1) and look(self.key(1)).sort == "title":
            return True  # «سامر القدرة الناطق باسم الوزارة»
        return self.key(1) in NAME_ENDS or (bool(self.roles) and self.key(1) in ("في", "علي"))

    def _is_office_as_surname(self, word: Word) -> bool:
        """«قال ممثل البنك سامر مالك إن», «… على حسابه»: his office was told, no other follows."""
        if word.sort != "title" or word.is_definite or self.has_object or not self.roles:
            return False
        return self._is_after_given() and (self.key(1) in NAME_ENDS or self.key(1) == "علي")

    def _is_closed_by_clause(self, word: Word, key: str) -> bool:
        """«قالت هند رستم إن»: an ordinary word as the last name, since the clause goes on."""
        if self.has_object or (key[0] in "بل" and look(key[1:]).sort in KNOWN):
            return False  # «أشاد فلان بمشاركة ولي …»
        begun = self.at - (2 if self.key(-1) in _SECOND_HALVES else 1)  # «نور الدين الأزرق»
        is_second = begun < 1 or look(self.tokens[begun - 1].key).sort not in NAMES
        if word.is_definite and is_second:
            return not key.endswith(_NOUN_ENDS)  # «قال سليمان الصعب»
        following = self.word(1)
        if following is not None and following.sort == "title":
            return True  # «سمير شيبا سفير …»
        if self.key(1) not in NAME_ENDS:
            return False
        return not key.endswith(("ا", "ه", "ات")) and key[0] not in "يتنبلوفك"

    def _is_name_word(self, word: Word, key: str, *, is_first: bool) -> bool:
        before = self.tokens[self.at - 1].key if not is_first else ""
        if before and key == "ابن" and self._is_son_of_something(before):
            return False
        if word.sort in NAMES or key in GLUE or before in AFTER_GLUE or before in _VAN:
            return True
        if self._is_in_compound(key, before) or self._is_last_name():
            return True
        if not is_first and self._is_last_of_foreigner(word, key):
            return True
        if before in _DER:
            return True  # «أورسولا فون دير لاين»
        is_elder = key in _ELDERS and not self.has_object and self._is_after_given()
        if is_elder or (before and key == "شيخ"):
            return (next_word := self.word(1)) is not None and next_word.sort == "given"
        if word.sort == "title" and key in BOTH:
            goes_on = look(self.key(1)).sort in (*NAMES, "other")
            return self.is_title_as_name() if is_first else goes_on
        return self._begins(word, key) if is_first else self._goes_on(word, key)

    def _is_son_of_something(self, before: str) -> bool:
        """«وسام اللحاف ابن شقيقة السائق», «محمد المهيني ابن الأحساء»."""
        is_family = look(before).is_definite and self.key(-2) not in AFTER_GLUE
        return (is_family and self._is_definite(1)) or lexicon.sort(self.key(1)) == "title"

    def _begins(self, word: Word, key: str) -> bool:
        """Whether a word that no list of names knows may be the first of a name."""
        if self.is_called_so():
            return True
        if word.is_plain or len(key) < 3:
            return self.is_plain_before_family() or self.is_syllable_before_name(word)
        if self.roles and key[0] in "يت" and key.endswith("ون"):
            return False  # «أن التجار يقصدون»
        if self.roles and key.endswith(("ا", "ان", "ين")) and self._is_of_several():
            return False  # «المندوبين الروسي والسوري حضرا», «مسؤولان أوروبيان كبيران»
        if key[0] == "ب" and (is_verbal_noun(key[1:]) or key.startswith("باست")):
            return False  # «قال باستحياء»
        return self._may_be_name(word, key) and not self._has_particle(key, is_first=True)

    def _is_of_several(self) -> bool:
        head = self.tokens[self.roles[0][0]].key
        return len(head) > 4 and head.endswith(("ين", "ان", "ون", "و"))

    def _goes_on(self, word: Word, key: str) -> bool:
        """Whether such a word may be the second or a later one."""
        if key in _ORDINALS or self.key(1) in _SONS:
            return self._is_after_given()  # «سيدي عالي ولد الحداد»
        if key == "ال" + self.key(-1) or self._is_like_particle(key):
            return True
        if self._is_given_with_article(word) or self._is_office_as_surname(word):
            return True
        if key in _FAMILY_NOUNS and self._is_after_given() and self._is_told_further():
            return True
        if (word.is_definite or word.is_plain) and self._is_family_name(word):
            return True
        if self._is_nisba_as_name(word, key):
            return True
        if word.sort == "place":
            return not self.has_object and not self.is_cautious
        is_known = word.is_plain or self._is_doer(word) or not self._may_be_name(word, key)
        is_known = is_known or self._is_of_noun_before(word) or is_future(key)
        return not is_known and not self._has_particle(key, is_first=False)

    def _is_told_further(self) -> bool:
        """The clause follows, or what he is: «سامر سلامة خبير في»."""
        return self._is_followed_by_clause() or look(self.key(1)).sort == "title"

    def _is_of_noun_before(self, word: Word) -> bool:
        """«مسيرة جود الفنية»: what kind of thing, whose name stands between."""
        if self.at != self.start + 1 or self.start < 1 or not word.is_definite:
            return False
        noun = self.paragraph.slice(self.start - 1, self.start)
        return self.raw().endswith("ية") and noun.endswith("ة") and not noun.startswith("ال")

    def _is_nisba_as_name(self, word: Word, key: str) -> bool:
        """«حسن عسكري ريز», «علي ديني أمام …»: no adjective without ال agrees with a name."""
        if word.is_definite or not key.endswith("ي") or not self._is_after_given():
            return False
        if word.sort == "common":
            return not self._is_definite(1)
        following = self.word(1)
        ends = following is None or following.sort in ("stop", "preposition")
        return word.is_plain and ends and key[0] not in "وبلفيت"

    def _is_doer(self, word: Word) -> bool:
        """«جولي الفائزة بالجائزة»: a participle, no surname."""
        is_shape = len(word.bare) == 5 and word.bare[1] == "ا"
        return is_shape and word.is_definite and self.raw().endswith("ة")

    def _is_given_with_article(self, word: Word) -> bool:
        """«سلمان بن محمد النشوان», «صخر الوجيه»: the forefather's name as the family's."""
        if self._is_doer(word):
            return False
        is_given = word.is_definite and look(word.bare).sort == "given"
        return is_given and word.sort == "other" and self._is_after_given()

    def _is_like_particle(self, key: str) -> bool:
        """«ستيفن بالكام»: no word that is known stands behind the letters of a particle."""
        if not (key.startswith("بال") and self._is_after_given()):
            return False
        if key[3:] in _AFTER_BAL:
            return self._is_followed_by_clause()
        stems = look(key[1:]), look(key[3:])
        return all(stem.sort == "other" and not stem.is_plain for stem in stems)

    @staticmethod
    def _may_be_name(word: Word, key: str) -> bool:
        is_other = word.sort == "other" and not is_prefixed(key) and not key[0].isdigit()
        return is_other and not (is_verbal_noun(key) or is_accusative(key))

    def _is_in_compound(self, key: str, before: str) -> bool:
        """«نور الله», «فتح الله», «علي أكبر»."""
        if self.is_half_of_name() or key in _LAST_PARTS:
            return True
        if key in _TEENS:
            return before in _ORDINALS and look(self.key(-2)).sort == "given"
        if key in _SACRED:
            return look(before).sort in NAMES
        if key == "بالله" and self._is_after_given():  # «معتز بالله عبد الفتاح»
            return self.key(1) in GLUE or look(self.key(1)).sort in NAMES
        if key in _SECOND_HALVES or key in _AFTER_GIVEN:
            return self._is_after_given() or before in HALVES
        return False
