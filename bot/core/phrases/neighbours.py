"""What a word of a phrase is by what stands beside it: «بيان», «سعادة», «باسم», «صباح»."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Sort, Word, look
from bot.core.phrases.shapes import is_prefixed
from bot.core.phrases.tokens import END, QUOTATION, Paragraph, Token

GLUE = lexicon.words("glue")
NAMES = ("given", "family")
NAME_ENDS = ("ان", "انه", "انها", "بان", "بانه", ":", "،", "«»")
BOTH = lexicon.words("title-or-name")
_GIVEN_BEFORE_FAMILY = lexicon.words("title-or-name-alone")
_SON = ("بن", "ابن", "بنت")
_NAMED = ("given", "honour")
_TIMES_OF_DAY = lexicon.words("times-of-day")
_NAMES_AND_WORDS = lexicon.words("names-and-words")
PRESS_WORDS, _PRESS = lexicon.words("press-words"), lexicon.words("press")
_TWO_SENSES = _NAMES_AND_WORDS.union(PRESS_WORDS, _TIMES_OF_DAY)
_OF_GOD = ("فضل", "نور", "نصر")
"""«فضل الله»: names, while «رحمه الله» is a wish."""
_PREFERRED = "فضل"
"""«مصدر فضل عدم ذكر اسمه», where it is no name."""
_LONGEST_PAPER, _SHORTEST_OUTLET = 3, 3
_STRETCH = "ـ"
"""Between «ل» and what it is glued to; no name is written so."""
_BODIES_ALONE = lexicon.words("body-alone")
_SPELT: dict[str, tuple[str, Sort]] = {
    "امام": ("إ", "title"), "روي": ("ؤ", "given"), "علي": ("ي", "given"),
    "اي": ("آ", "given"),
}  # fmt: skip
"""Two words with one key: the letter that tells them apart, and what the word is then."""
RULERS = lexicon.words("rulers")
_SCIENCES = lexicon.words("sciences")
_PAIRS = frozenset(tuple(pair.split()) for pair in lexicon.words("pairs"))
ADDRESSES_OF_TWO = frozenset(
    {("شيخ", "الاسلام"), ("ايه", "الله"), ("حجه", "الاسلام"), ("الامام", "الاكبر")}
    | {
        (article + rank, of)
        for article in ("", "ال")
        for rank in ("ليفتنانت", "لفتنانت", "لوتينانت", "ميجر", "ميجور", "بريغادير", "بريجادير")
        for of in ("كولونيل", "كولينيل", "جنرال")
    }
)
"""«الليفتنانت كولونيل فلان»."""
_BEHIND: dict[tuple[str, str], Sort] = {
    ("لاعب", "وسط"): "common", ("نجم", "وسط"): "common",
    ("تيريزا", "ماي"): "family",
    ("شركه", "نيسان"): "place", ("مجموعه", "نيسان"): "place",
    ("احد", "ابرز"): "title", ("احدي", "ابرز"): "title",
    ("الاخ", "الفاضل"): "honour", ("الاخت", "الفاضله"): "honour",
}  # fmt: skip
"""What a word is behind another: «مصدر مطلع», not «مطلع الأسبوع»; «لاعب وسط الهلال»."""
_CRESCENTS = frozenset(("الهلال", colour) for colour in ("الاحمر", "الازرق", "الاخضر"))
SPOKESPEOPLE = ("متحدث", "متحدثه", "ناطق", "ناطقه")
_PARENTS = ("ام", "ابو")
_POPULAR = frozenset({"الحاجه", "الريس", "العم", "الخاله"})
_CURATORS = frozenset({"القيم", "القيمه", "قيم", "قيمه"})
"""«القيم على المعرض»."""
_ENGINEERS = frozenset({"مهندس", "مهندسه"})
_WHOSE_KIN = lexicon.words("whose-kin")
_CALLED = lexicon.words("called")
_OF_PLACES = ("عالم", "شيخ", "مختار", "والي", *_CURATORS, *_ENGINEERS)
_PLACES = ("common", "place", "body")
_SPEAKS_FOR = 4
"""«المتحدث الرسمي المفوض باسم …»: how many tokens before «باسم»."""
_BY_NEIGHBOUR = frozenset(
    {"العلامه", "بيان", "شيخ", "سعاده", "باسم", "خلف", "لي", "لو", "لمجموعه", "اول", "بامانه"}
    | {"مختار", "والي", "عالم", "ام", "مطلع", "مطلعه", "احمد"}
    | _POPULAR
    | _GIVEN_BEFORE_FAMILY
    | _CURATORS
    | _ENGINEERS
    | {last for _, last in _BEHIND}
    | {first for first, _ in ADDRESSES_OF_TWO}
    | {word for pair in _PAIRS for word in pair}
)
"""What they are the word beside them tells; it is looked at for no others."""


def is_doubled(paragraph: Paragraph, at: int) -> bool:
    """«عدّل الوزير كلامه»: a verb by its sign of doubling, no «عدل»."""
    return paragraph.tokens[at].key == "عدل" and "\u0651" in paragraph.slice(at, at + 1)


def is_outlet(paragraph: Paragraph, at: int) -> bool:
    """«قال لـwinwin», «لرصيف22», «لشفق نيوز»: to whom, by how it is written or what follows."""
    token = paragraph.tokens[at]
    key = token.key
    if key[:1] != "ل" or len(key) < _SHORTEST_OUTLET or look(key).sort != "other":
        return False
    stem = look(key[1:])
    if key[1:].isascii() or key[-1].isdigit():
        return not key[1:].isdigit()
    if paragraph.text[token.start + 1] == _STRETCH and stem.sort == "other":
        return not (stem.is_plain or stem.is_definite)
    return any(each.key in PRESS_WORDS for each in paragraph.tokens[at + 1 : at + 2])


def _may_be_given(key: str, word: Word, link: str) -> bool:
    """«رام بن باراك»: whatever else it is, a given name stands before «بن»; but «قال بن رام».
    «أمينة ابن الشيخ»: an office that is also a name."""
    if key in BOTH:
        return True
    if link != "بن":
        return False
    if word.is_definite or word.is_plain:
        return False
    return word.sort in ("other", "place") and reporting.verb(key) is None


def _is_syllable(key: str, word: Word) -> bool:
    """«القائد لي كوان يو», not «قال المدير لي إن», «قال لي مازحا»."""
    is_unknown = word.sort == "other" and not word.is_plain
    return is_unknown and 1 < len(key) < 6


class Neighbours:
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
        if at in self.seen:
            return self.seen[at]
        word = self.seen[at] = self._word(ahead)
        return word

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
        if word.sort == "place" and word.is_definite and self._is_definite(ahead + 1):
            is_body = lexicon.exact(word.bare) == "body"  # «الاتحاد الدولي» is no club
            is_body |= (token.key, self.key(ahead + 1)) in _CRESCENTS
            return Word("body", True, word.bare) if is_body else word
        if token.key.startswith("ل") and is_outlet(self.paragraph, self.at + ahead):
            return Word("outlet", False, token.key)
        return self._by_neighbours(token.key, word, ahead)

    def key(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].key if at < self.end else ""

    def raw(self, ahead: int = 0) -> str:
        token = self.token(ahead)
        return self.paragraph.text[token.start : token.end] if token is not None else ""

    def _is_definite(self, ahead: int) -> bool:
        word = self.word(ahead)
        return word is not None and word.is_definite

    def _by_neighbours(self, key: str, word: Word, ahead: int) -> Word:
        """Words that are names or not by what stands beside them."""
        sort = self._sort_beside(key, ahead) if key in _BY_NEIGHBOUR else None
        if sort is not None:
            return Word(sort, False, key)
        if (link := self.key(ahead + 1)) in _SON and _may_be_given(key, word, link):
            return Word("given", False, key)
        if key in RULERS and self._stands_before_another(ahead):
            return Word("common", True, key)
        if word.is_definite and word.bare in _BODIES_ALONE and self.at + ahead == self.start:
            return Word("body", True, word.bare)
        return word if key not in _TWO_SENSES else self._in_sense(key, word, ahead)

    def _stands_before_another(self, ahead: int) -> bool:
        """«محامي ترامب | سامر الحداد»: whose he is, since another's given name follows."""
        if self.at + ahead <= self.start or look(self.key(ahead - 1)).sort in NAMES:
            return False
        return look(self.key(ahead + 1)).sort == "given" and self.key(ahead + 1) not in RULERS

    def _in_sense(self, key: str, word: Word, ahead: int) -> Word:
        if key in _NAMES_AND_WORDS and not self._stands_as_name(ahead):
            return Word("other", False, key, is_plain=True, is_verb=key == _PREFERRED)
        if key in PRESS_WORDS and self._is_in_paper(ahead):
            return Word("place", False, key)
        is_addressed = self.key(ahead - 1) in _POPULAR if self.at + ahead else False
        if key in _TIMES_OF_DAY and (is_addressed or self._goes_on_as_surname(ahead + 1)):
            return Word("given", False, key)
        return word

    def _sort_beside(self, key: str, ahead: int) -> Sort | None:
        """What the word is with the next one or the one before; None if they tell nothing."""
        following = self.key(ahead + 1)
        if (sort := self._sort_behind(key, ahead)) is not None:
            return sort
        if self._is_address(key, following):
            return "honour"
        if self._is_given_here(key, ahead):
            return "given"
        if key in _OF_PLACES:
            return self._office_by_next(key, following)
        if key == "اول" and following == "من":
            return "time"  # «أول من أمس»
        if key == "بامانه":
            return "other"  # «المتحدث بأمانة منطقة …», not «قال بأمانة»
        if key == "لمجموعه":
            whose = look(following)  # «قال لمجموعة من الطلاب», not «رئيسا لمجموعة المياه»
            return "other" if whose.is_definite else None
        return "place" if self._is_in_pair(key, ahead) else None

    def _sort_behind(self, key: str, ahead: int) -> Sort | None:
        if key == "احمد":
            return "stop" if self.key(ahead + 1) == "الله" else None  # «لكني أحمد الله أن»
        if key == "ام" and self._is_mother_by_trade(ahead):
            return "title"
        if key in ("مطلع", "مطلعه"):
            return "common" if self._is_well_informed(ahead) else None
        return _BEHIND.get((self.key(ahead - 1), key))

    def _is_given_here(self, key: str, ahead: int) -> bool:
        if key == "بيان":
            return self._is_after_her_title(ahead)
        if key == "ام":
            return self._is_mother_of(ahead)
        if key == "سعاده":
            return self._is_lone_surname(ahead + 1)
        if key in _GIVEN_BEFORE_FAMILY:
            return self._is_before_family(ahead + 1)
        if key == "باسم":
            return self._is_man_called_basim(ahead)
        return self.at + ahead > self.start and self._is_given_behind(key, ahead)

    def _is_given_behind(self, key: str, ahead: int) -> bool:
        """With the word before it."""
        surname = look(self.key(ahead + 1))
        if key == "لو":
            # «وزير الخزانة جاك لو، إن», «الوزير برونو لو مير», not «قال لو كان»
            before, key = look(self.key(ahead - 1)), self.key(ahead + 1)
            is_last = key in NAME_ENDS or surname.sort in NAMES or _is_syllable(key, surname)
            is_unknown = before.sort == "other" and not (before.is_plain or before.is_definite)
            return is_last and (before.sort == "given" or (is_unknown and key not in NAME_ENDS))
        if key == "خلف":
            return surname.sort == "family"  # «الكاتب خلف الحربي», not «خلف القضبان»
        return key == "لي" and self._is_lee(ahead, surname)

    @staticmethod
    def _office_by_next(key: str, following: str) -> Sort | None:
        """«القيم على المعرض», «عالم الاجتماع», «شيخ الأزهر», «شيخ القبيلة», «شيخ شمل قبائل …»,
        «مختار القرية», «والي الخرطوم»: an office; «شيخ عبدالقادر», «والى جانب» are none."""
        if key in _CURATORS:
            return "title" if following == "علي" else None
        if key in _ENGINEERS:
            is_trade = following.startswith("ال") and look(following).sort not in NAMES
            return "title" if is_trade else None  # «مهندس البرمجيات», not «مهندس سامر»
        if key == "عالم":
            return "title" if lexicon.bare(following) in _SCIENCES else None
        if key != "شيخ":
            return "title" if look(following).sort in _PLACES else None
        is_office = following.startswith("ال")
        return "title" if is_office or following in ("قبيله", "شمل") else None

    @staticmethod
    def _is_address(key: str, following: str) -> bool:
        """«آية الله», «العلامة ابن …», not «العلامة التجارية»; «الحاجة صباح», «الريس سامر»."""
        if key in _POPULAR:
            is_named = look(following).sort == "given" or following in _TIMES_OF_DAY
            return is_named or following == QUOTATION
        if key != "العلامه":
            return (key, following) in ADDRESSES_OF_TWO
        return following in ("ابن", "الامام") or look(following).sort in _NAMED

    def _is_after_her_title(self, ahead: int) -> bool:
        """«المحامية بيان …», not «أعلن بيان المجلس»."""
        if self.at + ahead == 0:
            return False
        before = look(self.key(ahead - 1))
        is_title = before.is_definite and before.sort in ("title", "honour")
        return is_title and before.bare.endswith("ه")

    def _is_well_informed(self, ahead: int) -> bool:
        """«خبير مطلع», «مصدر أمني مطلع على …», not «قال الخبير مطلع الأسبوع»."""
        if self.at + ahead <= self.start:
            return False
        before = look(self.key(ahead - 1))
        return before.sort in ("title", "common", "other") and not before.is_definite

    def _is_mother_of(self, ahead: int) -> bool:
        """«البائعة أم خالد», «سيدة تدعى أم خالد», not «السيد سامر أم خالد», «تل أم ريم»; without
        its hamza behind a form of address: «السيدة ام خالد»."""
        if self.at + ahead <= self.start:
            return False
        before, child = look(self.key(ahead - 1)), look(self.key(ahead + 1))
        is_address = self.key(ahead - 1) in _POPULAR or before.sort == "honour"
        if not (is_address or self.raw(ahead)[:1] == "أ"):
            return False
        is_due = before.is_definite or self.key(ahead - 1) in _CALLED
        return is_due and child.sort == "given"

    def _is_mother_by_trade(self, ahead: int) -> bool:
        """«أم الضحية», «أم فقدت ابنها»: no name follows."""
        if self.at + ahead > self.start or self.raw(ahead)[:1] != "أ":
            return False
        child = look(self.key(ahead + 1))
        is_whose = child.is_definite and (child.bare in _WHOSE_KIN or child.sort == "title")
        return is_whose or child.is_verb

    def _is_lee(self, ahead: int, following: Word) -> bool:
        """«القائد لي كوان يو», «ليو تيونغ لي، مدير …»."""
        if _is_syllable(self.key(ahead + 1), following):
            return True
        before, key = look(self.key(ahead - 1)), self.key(ahead + 1)
        if before.sort == "given":  # «قال أندرو لي، رئيس …», not «قال أندرو لي إن»
            return key == "،" and look(self.key(ahead + 2)).sort == "title"
        is_name = before.sort in ("other", "family")
        return is_name and (key in NAME_ENDS or is_prefixed(key))

    def _is_in_paper(self, ahead: int) -> bool:
        """«صحيفة الوول ستريت جورنال»: a part of its name, up to three words behind the head."""
        before = self.tokens[max(0, self.at + ahead - _LONGEST_PAPER) : self.at + ahead]
        heads = (token.key.removeprefix("ل").removeprefix("ب") for token in before)
        return any(head in _PRESS for head in heads)

    def _is_lone_surname(self, ahead: int) -> bool:
        """«سعادة الشامي، نائب الرئيس»: «his excellency» is said of a title or a whole name."""
        surname, after = look(self.key(ahead)), self.token(ahead + 1)
        return surname.is_definite and (after is None or not after.is_word)

    def _is_before_family(self, ahead: int) -> bool:
        """«قالت أمينة بنحمدان، مديرة …», not «أمينة مال الجمعية», «قال فلاح سبعيني إن»."""
        surname = look(self.key(ahead))
        is_unknown = surname.sort == "other" and not surname.is_plain
        is_unknown = is_unknown and surname.is_definite is surname.bare.endswith(("ي", "يه"))
        is_last = self.key(ahead + 1) in NAME_ENDS or not self.key(ahead + 1)
        return surname.sort in NAMES or (is_unknown and is_last)

    def _is_man_called_basim(self, ahead: int) -> bool:
        """«مدير النادي باسم حدادي», not «المتحدث باسم الحزب», «النائب باسم حزب …»."""
        if look(self.key(ahead + 1)).sort not in NAMES or self.at + ahead <= self.start:
            return False
        before = self.tokens[max(0, self.at + ahead - _SPEAKS_FOR) : self.at + ahead]
        return all(look(token.key).bare not in SPOKESPEOPLE for token in before)

    def _is_in_pair(self, key: str, ahead: int) -> bool:
        """«تل أبيب», «ذي قار»: a name of two words, be it read from the first or the second."""
        before = self.key(ahead - 1) if self.at + ahead > 0 else ""
        return (key, self.key(ahead + 1)) in _PAIRS or (before, key) in _PAIRS

    def _stands_as_name(self, ahead: int) -> bool:
        """«قال كامل إن», «نور الحسين», not «حياة الأطفال», «كامل الاحتياجات»."""
        before = look(self.tokens[self.at + ahead - 1].key) if self.at + ahead else None
        if before is not None and (before.sort in ("given", "honour") or before.bare in _PARENTS):
            return True  # «أم أنس», «أبو كامل»
        following, key = self.word(ahead + 1), self.key(ahead + 1)
        if following is None or key in NAME_ENDS or key in GLUE:
            return key not in (END, "")
        if key == "الله" and self.key(ahead) in _OF_GOD:
            return True
        if following.sort == "title":
            return not following.is_definite
        if key[0] in "لب" and look(key[1:]).sort in _PLACES:
            return False  # «مسؤول مؤيد لسوريا»
        return following.sort in NAMES or (following.sort == "other" and not following.is_plain)

    def _goes_on_as_surname(self, ahead: int) -> bool:
        """«صباح كرحوت», not «صباح السبت», «صباح أمس»."""
        token = self.token(ahead)
        if token is None or not token.is_word:
            return False
        sort = look(token.key).sort
        if sort == "other" and not look(token.key).is_definite:
            is_word = look(token.key).is_plain or reporting.verb(token.key) is not None
            return not is_word and token.key[0] not in "وفبل"
        return sort in NAMES
