"""Looks over the words of a phrase: what each can be, and where a phrase must end."""

import re

from bot.core import lexicon, reporting
from bot.core.lexicon import Sort, Word, look
from bot.core.tokens import END, Paragraph, Token

GLUE = lexicon.words("glue")
AFTER_GLUE = lexicon.words("after-glue")
SAME = lexicon.words("same")
BOTH = lexicon.words("title-or-name")
HALVES = lexicon.words("first-halves")
_TIMES_OF_DAY = lexicon.words("times-of-day")
_NAMES_AND_WORDS = lexicon.words("names-and-words")
NAME_ENDS = ("ان", "انه", "انها", "بان", "بانه", ":", "،", "«»")
_COUNTRIES = lexicon.words("arab-nationalities")
_BODIES_ALONE = lexicon.words("body-alone")
KNOWN = (
    Sort.NOUN, Sort.TITLE, Sort.BODY, Sort.COMMON, Sort.STOP, Sort.PLACE, Sort.GIVEN,
    Sort.DOCUMENT,
)  # fmt: skip
_SPELT = {
    "امام": ("إ", Sort.TITLE), "روي": ("ؤ", Sort.GIVEN), "علي": ("ي", Sort.GIVEN),
    "اي": ("آ", Sort.GIVEN),
}  # fmt: skip
"""Two words with one key: the letter that tells them apart, and what the word is then."""
_PHRASE_ENDS = (Sort.STOP, Sort.TIME, Sort.OUTLET)
NAMES = (Sort.GIVEN, Sort.FAMILY)
_NAMED = (Sort.GIVEN, Sort.HONOUR)
_ENDING = "(?:ات|ها|هم|ه|اته|اتها|اتهم)?"
_VERBAL_NOUN = re.compile(
    f"(?:ت[^اوي][^اوي]ي[^اهي]|است[^اوي]{{2}}ا.|ا[نعحجفقكلمخرسبشغ]ت.ا.|ان[^ت].ا[^ن]){_ENDING}|م.ا..ات"
)
_FIRST_OF_TWO = ("جنوب", "شمال", "سان")
"""«جنوب شرقي آسيا», «باريس سان جيرمان»: no name begins behind them."""
_PAIRS = frozenset(tuple(pair.split()) for pair in lexicon.words("pairs"))
ADDRESSES_OF_TWO = frozenset(
    {("شيخ", "الاسلام"), ("ايه", "الله"), ("الامام", "الاكبر")}
    | {
        (article + rank, of)
        for article in ("", "ال")
        for rank in ("ليفتنانت", "لفتنانت", "لوتينانت", "ميجر", "ميجور", "بريغادير", "بريجادير")
        for of in ("كولونيل", "كولينيل", "جنرال")
    }
)
"""«الليفتنانت كولونيل فلان»."""
_BEHIND = {
    ("مصدر", "مطلع"): Sort.OTHER, ("المصدر", "مطلع"): Sort.OTHER,
    ("لاعب", "وسط"): Sort.COMMON, ("نجم", "وسط"): Sort.COMMON,
}  # fmt: skip
"""What a word is behind another: «مصدر مطلع», not «مطلع الأسبوع»; «لاعب وسط الهلال»."""
_BY_NEIGHBOUR = frozenset(
    {"العلامه", "بيان", "شيخ", "سعاده", "اول", "بامانه"}
    | {last for _, last in _BEHIND}
    | {first for first, _ in ADDRESSES_OF_TWO}
    | {word for pair in _PAIRS for word in pair}
)
"""What they are the word beside them tells; it is looked at for no others."""
_TANWIN = "\u064b"


def is_participle(key: str) -> bool:
    return key.endswith("ا") and key.startswith("م") and 4 < len(key) < 7 and key[1] != "ي"


def is_verbal_noun(key: str) -> bool:
    """The shape of a deed, not of a name: تبرير، استقبال، انسحاب، تأكيدات."""
    return look(key).sort is Sort.OTHER and _VERBAL_NOUN.fullmatch(key) is not None


def is_prefixed(key: str) -> bool:
    """A glued particle and article: للصحفيين، بالقول، كالعادة."""
    if key.startswith(("فال", "كال")):
        return len(key) > 5 and look(key[1:]).sort is not Sort.OTHER
    return key.startswith(("لل", "بال", "وال")) and len(key) > (3 if key[0] == "ل" else 4)


def is_closing(key: str) -> bool:
    """A word with ال, also behind a particle: «بالجامعة», «للمنطقة»."""
    return look(key).is_definite or is_prefixed(key)


def _may_be_given(key: str, word: Word) -> bool:
    """«رام بن باراك»: whatever else it is, a given name stands before «بن»; but «قال بن رام»."""
    if word.is_definite or word.is_plain or is_prefixed(key) or key in GLUE or len(key) < 3:
        return False
    return word.sort in (Sort.OTHER, Sort.PLACE) and reporting.verb(key) is None


def _joins_stop(key: str, word: Word) -> bool:
    """«وبحسب»: the next clause."""
    is_joined = word.sort is Sort.OTHER and key[:1] == "و" and len(key) > 3
    return is_joined and lexicon.sort(key[1:]) is Sort.STOP


class Cursor:
    """One phrase being read; `at` moves over the tokens."""

    def __init__(self, paragraph: Paragraph, at: int, *, has_object: bool, cautious: bool) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.end = len(paragraph.tokens)
        self.seen: dict[int, Word | None] = {}
        self.ended: dict[int, bool] = {}
        self.at = self.start = at
        self.has_object = has_object
        self.is_cautious = cautious
        self.is_noun = self.is_body = False
        self.alias = ""
        self.addressed_as: tuple[str, ...] = ()
        self.name: tuple[int, int] = (at, at)
        self.roles: list[tuple[int, int]] = []

    def token(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < self.end else None

    def word(self, ahead: int = 0) -> Word | None:
        at = self.at + ahead
        if at not in self.seen:
            self.seen[at] = self._word(ahead)
        return self.seen[at]

    def _word(self, ahead: int) -> Word | None:
        token = self.token(ahead)
        if token is None or not token.is_word:
            return None
        word = look(token.key)
        if word.is_definite and self.paragraph.text[token.start] in "أإآ":
            return Word(lexicon.exact(token.key), False, token.key)
        if token.key in _SPELT:
            letter, sort = _SPELT[token.key]
            is_so = letter in self.paragraph.text[token.start : token.end]
            return Word(sort, False, token.key) if is_so else word
        if word.sort is Sort.PLACE and word.is_definite and self._is_definite(ahead + 1):
            is_body = lexicon.exact(word.bare) is Sort.BODY  # «الاتحاد الدولي» is no club
            return Word(Sort.BODY, True, word.bare) if is_body else word
        return self._by_neighbours(token.key, word, ahead)

    def _by_neighbours(self, key: str, word: Word, ahead: int) -> Word:
        """Words that are names or not by what stands beside them."""
        sort = self._sort_beside(key, ahead) if key in _BY_NEIGHBOUR else None
        if sort is not None:
            return Word(sort, False, key)
        if self.key(ahead + 1) == "بن" and _may_be_given(key, word):
            return Word(Sort.GIVEN, False, key)
        if key in _NAMES_AND_WORDS and not self._stands_as_name(ahead):
            return Word(Sort.OTHER, False, key, is_plain=True)
        if key in _TIMES_OF_DAY and self._goes_on_as_surname(ahead + 1):
            return Word(Sort.GIVEN, False, key)
        if word.bare in _BODIES_ALONE and word.is_definite and self.at + ahead == self.start:
            return Word(Sort.BODY, True, word.bare)
        if key == "تركي" and not self._goes_on_as_name(ahead + 1):
            return Word(Sort.OTHER, False, key)
        return word

    def _sort_beside(self, key: str, ahead: int) -> Sort | None:
        """What the word is with the next one or the one before; None if they tell nothing."""
        following = self.key(ahead + 1)
        if (sort := _BEHIND.get((self.key(ahead - 1), key))) is not None:
            return sort
        if self._is_address(key, following):
            return Sort.HONOUR
        if key == "بيان" and self._is_after_her_title(ahead):
            return Sort.GIVEN
        if key == "سعاده":
            return Sort.GIVEN if self._is_lone_surname(ahead + 1) else None
        if key == "شيخ":
            return self._sheikh_before(following)
        if key == "اول" and following == "من":
            return Sort.TIME  # «أول من أمس»
        if key == "بامانه" and look(following).sort in (Sort.PLACE, Sort.BODY, Sort.COMMON):
            return Sort.OTHER  # «المتحدث بأمانة منطقة …», not «قال بأمانة»
        return Sort.PLACE if self._is_in_pair(key, ahead) else None

    @staticmethod
    def _sheikh_before(following: str) -> Sort | None:
        """«شيخ الأزهر», «شيخ القبيلة», «شيخ شمل قبائل …»: an office; «شيخ عبدالقادر» is none."""
        is_office = following.startswith("ال") and look(following).sort not in NAMES
        return Sort.TITLE if is_office or following in ("قبيله", "شمل") else None

    @staticmethod
    def _is_address(key: str, following: str) -> bool:
        """«آية الله», «العلامة ابن …», not «العلامة التجارية»."""
        if key != "العلامه":
            return (key, following) in ADDRESSES_OF_TWO
        return following in ("ابن", "الامام") or look(following).sort in _NAMED

    def _is_after_her_title(self, ahead: int) -> bool:
        """«المحامية بيان …», not «أعلن بيان المجلس»."""
        if self.at + ahead == 0:
            return False
        before = look(self.key(ahead - 1))
        is_title = before.is_definite and before.sort in (Sort.TITLE, Sort.HONOUR)
        return is_title and before.bare.endswith("ه")

    def _is_lone_surname(self, ahead: int) -> bool:
        """«سعادة الشامي، نائب الرئيس»: «his excellency» is said of a title or a whole name."""
        surname, after = look(self.key(ahead)), self.token(ahead + 1)
        is_surname = surname.sort is Sort.FAMILY or (
            surname.sort is Sort.OTHER and not surname.is_plain
        )
        return surname.is_definite and is_surname and (after is None or not after.is_word)

    def _is_in_pair(self, key: str, ahead: int) -> bool:
        """«تل أبيب», «ذي قار»: a name of two words, be it read from the first or the second."""
        before = self.key(ahead - 1) if self.at + ahead > 0 else ""
        return (key, self.key(ahead + 1)) in _PAIRS or (before, key) in _PAIRS

    def _stands_as_name(self, ahead: int) -> bool:
        """«قال كامل إن», «نور الحسين», not «حياة الأطفال», «كامل الاحتياجات»."""
        before = look(self.tokens[self.at + ahead - 1].key) if self.at + ahead else None
        if before is not None and before.sort in (Sort.GIVEN, Sort.HONOUR):
            return True
        following, key = self.word(ahead + 1), self.key(ahead + 1)
        if following is None or key in NAME_ENDS or key in GLUE:
            return key not in (END, "")
        if following.sort is Sort.TITLE:
            return not following.is_definite
        return following.sort in NAMES or (following.sort is Sort.OTHER and not following.is_plain)

    def _goes_on_as_name(self, ahead: int) -> bool:
        """«تركي بن فهد», «تركي الحمدان», not «مسؤول تركي»."""
        token = self.token(ahead)
        return token is not None and (token.key in GLUE or token.key.startswith("ال"))

    def _goes_on_as_surname(self, ahead: int) -> bool:
        """«صباح كرحوت», not «صباح السبت», «صباح أمس»."""
        token = self.token(ahead)
        if token is None or not token.is_word or is_prefixed(token.key):
            return False
        sort = look(token.key).sort
        if sort is Sort.OTHER and not look(token.key).is_definite:
            is_word = look(token.key).is_plain or reporting.verb(token.key) is not None
            return not is_word and token.key[0] not in "وفبل"
        return sort in NAMES or token.key in GLUE

    def key(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].key if at < self.end else ""

    def raw(self) -> str:
        token = self.token()
        return self.paragraph.text[token.start : token.end] if token is not None else ""

    def ends(self) -> bool:
        """Nothing of any phrase goes on at the present token."""
        at = self.at
        if at not in self.ended:
            self.ended[at] = self._ends()
        return self.ended[at]

    def _ends(self) -> bool:
        word, key = self.word(), self.key()
        if key in GLUE and (self.at == self.start or self._is_van()):
            return False
        if self._is_part_of_body(key):
            return False
        if word is None or word.sort in _PHRASE_ENDS or key in SAME or self._is_blessing():
            return True
        if _joins_stop(key, word) or (word.is_verb and self.key(-1) not in GLUE):
            return True
        if len(key) < 2 and word.sort is not Sort.HONOUR:
            return True
        if word.sort not in (Sort.OTHER, Sort.COMMON, Sort.NOUN):
            return False
        if reporting.verb(key) is not None or _TANWIN in self.raw():
            return not (
                self._is_field()
                or (self.key(-1), key) == ("ولي", "امر")
                or self._is_last_name()
                or reporting.is_name_after_saying(self.key(-1), key)
            )
        return is_participle(key) and not self._is_before_title()

    def _is_part_of_body(self, key: str) -> bool:
        """«الوكالة السورية للأنباء», «هيئة الأمر بالمعروف والنهي عن المنكر»."""
        if key == "عن":
            return self.key(-1) == "والنهي"
        return key == "للانباء" and look(self.tokens[self.start].key).sort is Sort.BODY

    def bare_before(self) -> str:
        """The word before, without article or glued particle: «لمركز», «المشرف»."""
        before = look(self.tokens[self.at - 1].key)
        bare = before.bare
        if before.sort is Sort.OTHER and bare[:2] == "لل":
            return "ل" + bare[2:] if look("ل" + bare[2:]).sort is Sort.BODY else bare[2:]
        return bare[1:] if before.sort is Sort.OTHER and bare[:1] in "لبو" else bare

    def _is_field(self) -> bool:
        """«لجنة متابعة الأسعار»: what a body is for, by the letters of a participle."""
        if self.at == self.start or not self.key().endswith("ه") or not self._is_definite(1):
            return False
        is_bare = not look(self.tokens[self.at - 1].key).is_definite
        return is_bare and look(self.bare_before()).sort is Sort.BODY

    def _is_blessing(self) -> bool:
        """«ابن عمر رضي الله عنهما»."""
        return self.key() == "رضي" and self.key(1) == "الله"

    def _is_van(self) -> bool:
        """«لويس فان جال», not «فإن»."""
        return self.key() == "فان" and "إ" not in self.raw() and self._is_after_given()

    def _is_after_given(self) -> bool:
        before = self.word(-1) if self.at > self.start else None
        return before is not None and before.sort is Sort.GIVEN

    def _is_before_title(self) -> bool:
        """«ماتياس مورلا المستشار»: a foreign name with the letters of a participle."""
        return self._is_after_given() and look(self.key(1)).sort is Sort.TITLE

    def _is_last_name(self) -> bool:
        """«عبدالله طلب، مدير …»: any word before a comma and a title; «عبدالله طلب:»."""
        verb = reporting.verb(self.key())
        if verb is not None and verb.force is reporting.Force.ACT and self.key(1) == ":":
            return self._is_after_given() and not verb.is_noun
        if not self._is_after_given() or self.key(1) != "،" or _TANWIN in self.raw():
            return False
        is_glued = self.key()[0] in "بلك" and look(self.key()).is_plain  # «بحادث»
        is_name = not is_glued and not self.key().endswith("ا")
        return is_name and look(self.key(2)).sort is Sort.TITLE

    def _is_definite(self, ahead: int) -> bool:
        word = self.word(ahead)
        return word is not None and word.is_definite

    def begins_name(self) -> bool:
        word, key = self.word(), self.key()
        if word is None or self.ends() or self.key(-1) in _FIRST_OF_TWO:
            return False
        if word.sort is Sort.GIVEN or key in GLUE or self.is_title_as_name():
            return True
        if word.sort is Sort.FAMILY:
            return self.is_family_name()
        if key in HALVES and self.key(1) in ("الله", "الدين"):
            return True
        is_bare = word.sort is Sort.OTHER and not word.is_definite and not is_verbal_noun(key)
        is_bare = is_bare and (not word.is_plain or self.is_plain_before_family())
        is_bare = is_bare and not (key[0] in "يت" and self.raw().endswith("ى"))  # «تحظى»
        return is_bare and not is_prefixed(key) and (key[0] != "و" or self._begins_with_waw())

    def _begins_with_waw(self) -> bool:
        """«الممثل الأمريكي ويل سميث»: nothing is left without the و, and a family name follows."""
        rest, surname = look(self.key()[1:]), self.word(1)
        is_word = rest.sort is not Sort.OTHER or rest.is_plain or rest.is_definite
        return not is_word and surname is not None and surname.sort is Sort.FAMILY

    def is_plain_before_family(self) -> bool:
        """«قال أيسر الخفاجي»: an ordinary word, but a family name or «بن» follows."""
        word, following = self.word(), self.word(1)
        if word is None or following is None or word.is_definite or self.has_object:
            return False
        is_family = following.sort is Sort.FAMILY and following.is_definite
        is_twice = self.key(1) == "ال" + self.key()  # «خريف الخريف»
        is_family = is_family or is_twice or self.key(1) == "بن" or self._is_foreign_pair()
        return is_family and not word.is_verb

    def _is_foreign_pair(self) -> bool:
        """«قال فيران سوريانو الرئيس …»: an ordinary word, an unknown one, then a title."""
        surname, title, key = self.word(1), self.word(2), self.key(1)
        if surname is None or title is None or self.roles or self.is_cautious:
            return False
        is_unknown = surname.sort is Sort.OTHER and not (surname.is_plain or surname.is_definite)
        is_unknown = is_unknown and not is_prefixed(key) and not is_verbal_noun(key)
        return is_unknown and key[0] not in "بلوف" and title.sort is Sort.TITLE

    def is_family_name(self) -> bool:
        """«الوزير الجبير», not «الطبيب الجراح جمال …»."""
        word, following = self.word(), self.word(1)
        is_given = following is not None and following.sort in (Sort.GIVEN, Sort.HONOUR)
        if word is None or (word.is_definite and is_given):
            return False
        # «الاتحاد العماني»: of what country, as «العماني» may be a family name as well
        is_country = self.is_body and word.is_definite and word.bare in _COUNTRIES
        return not (is_country and look(self.tokens[self.at - 1].key).is_definite)

    def is_title_as_name(self) -> bool:
        """«المتحدث رائد الجنيحي»: an office that is also a given name, before a family name."""
        word, following = self.word(), self.word(1)
        if word is None or following is None or self.key() not in BOTH:
            return False
        if self.key(1) in GLUE or following.sort in NAMES:
            return True
        return following.sort is Sort.OTHER and self.key(1).endswith("ي")
