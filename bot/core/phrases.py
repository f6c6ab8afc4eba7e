"""Reads the phrase that names somebody: «وزير الخارجية الروسي سيرغي لافروف».

Arabic has no capitals; what closes a title is grammar. After a definite word only adjectives with
ال continue it, so the next bare word begins the name. Lists help (`lexicon`), grammar decides.
"""

from dataclasses import dataclass

from bot.core import arabic, lexicon, reporting
from bot.core.lexicon import Sort, Word, look
from bot.core.tokens import QUOTATION, Paragraph, Token

_LONGEST_TITLE = 14
_LONGEST_NAME = 6
_GLUE = lexicon.words("glue")
_AFTER_GLUE = lexicon.words("after-glue")
_OF = lexicon.words("of")
_SAME = lexicon.words("same")
_PLACE_HEADS = lexicon.words("place-heads")
_NAMED_AFTER_SOMEBODY = lexicon.words("named-after-somebody")
_KNOWN = (
    Sort.NOUN,
    Sort.TITLE,
    Sort.BODY,
    Sort.COMMON,
    Sort.STOP,
    Sort.PLACE,
    Sort.GIVEN,
    Sort.DOCUMENT,
)
_PHRASE_ENDS = (Sort.STOP, Sort.TIME, Sort.OUTLET)
_OCCASIONS = tuple(lexicon.words("occasions"))
_TANWIN = "\u064b"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names somebody; token numbers of its paragraph, `after` exclusive."""

    paragraph: int
    start: int
    after: int
    name: str
    name_keys: tuple[str, ...]
    role: str
    role_keys: tuple[str, ...]
    is_body: bool
    is_definite: bool
    """A title alone with ال: «المتحدث», somebody told of before."""
    is_feminine: bool | None
    is_noun: bool
    """A definite noun that no list knows: «التعويض», «الفنانون»."""
    is_same: bool
    """«المصدر ذاته»."""
    is_cut: bool
    """A complement follows that could not be read: «المسؤول في هذه الهيئة»."""


def _is_participle(key: str) -> bool:
    return key.endswith("ا") and key.startswith("م") and 4 < len(key) < 7


def _is_prefixed(key: str) -> bool:
    """A glued particle and article: للصحفيين، بالقول، كالعادة."""
    return key.startswith(("لل", "بال", "كال", "وال", "فال")) and len(key) > 4


class _Reader:
    """One phrase being read; `at` moves over the tokens."""

    def __init__(self, paragraph: Paragraph, at: int, *, has_object: bool, cautious: bool) -> None:
        self.paragraph = paragraph
        self.tokens = paragraph.tokens
        self.at = self.start = at
        self.has_object = has_object
        self.is_cautious = cautious
        self.is_noun = self.is_body = False
        self.name: tuple[int, int] = (at, at)
        self.roles: list[tuple[int, int]] = []

    def token(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def word(self, ahead: int = 0) -> Word | None:
        token = self.token(ahead)
        if token is None or not token.is_word:
            return None
        word = look(token.key)
        if word.is_definite and self.paragraph.text[token.start] in "أإآ":
            return Word(Sort.OTHER if word.sort in _KNOWN else word.sort, False, token.key)
        return word

    def key(self, ahead: int = 0) -> str:
        token = self.token(ahead)
        return token.key if token is not None else ""

    def raw(self) -> str:
        token = self.token()
        return self.paragraph.text[token.start : token.end] if token is not None else ""

    def ends(self) -> bool:
        """Nothing of any phrase goes on at the present token."""
        word, key = self.word(), self.key()
        if key in _GLUE and self.at == self.start:
            return False
        if word is None or word.sort in _PHRASE_ENDS or key in _SAME:
            return True
        if len(key) < 2 and word.sort is not Sort.HONOUR:
            return True
        if word.sort not in (Sort.OTHER, Sort.COMMON, Sort.NOUN):
            return False
        return reporting.verb(key) is not None or _is_participle(key) or _TANWIN in self.raw()

    def honours(self) -> None:
        while (word := self.word()) and word.sort is Sort.HONOUR:
            has_point = self.key(1) in (".", "·", "/")
            if len(self.key()) == 1 and not has_point:
                return
            self.at += 2 if has_point else 1

    def begins_name(self) -> bool:
        word, key = self.word(), self.key()
        if word is None or self.ends():
            return False
        if word.sort is Sort.GIVEN or key in _GLUE:
            return True
        is_bare = word.sort is Sort.OTHER and not word.is_definite
        return is_bare and not _is_prefixed(key) and key[0] != "و"

    def goes_on_after_particle(self) -> bool:
        """«مدير الإعلام في عكاظ محمد سمان»: a body or place follows, so the title goes on."""
        key, following = self.key(), self.key(1)
        if key in _OF:
            return True
        if key in ("في", "لدي", "علي", "من"):
            is_place = look(following).sort in (Sort.BODY, Sort.PLACE)
            return is_place or following in _PLACE_HEADS or self._name_stands_ahead()
        if key[:1] not in "بل" or look(key).sort is not Sort.OTHER:
            return False
        return key[1:] in _PLACE_HEADS or look(key[1:]).sort in (
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
        return reporting.verb(self.key(ahead)) is None and not _is_prefixed(self.key(ahead))

    def title(self, *, may_stop_at_name: bool) -> bool:
        """Read office and complements; True if what follows may be a name."""
        begun = self.at
        first = self.word()
        closed = first is not None and first.is_definite and first.sort is Sort.TITLE
        self.at += 1
        while self.at - begun < _LONGEST_TITLE and (self._quoted_part() or not self.ends()):
            if closed and may_stop_at_name and self._name_begins_after_title():
                return True
            if closed and not may_stop_at_name and self.begins_name():
                if not self.goes_on_after_particle():
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
        token, before = self.token(), look(self.tokens[self.at - 1].key)
        if token is None or token.span is None or before.is_definite:
            return False
        is_short = token.span.end - token.span.start < 40
        return is_short and before.sort in (Sort.BODY, Sort.COMMON)

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
        if word.sort is Sort.GIVEN and self.tokens[self.at - 1].key not in _NAMED_AFTER_SOMEBODY:
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

    def names(self) -> None:
        begun = self.at
        family = bare = 0
        while self.at - begun < _LONGEST_NAME and not self.ends():
            word, key = self.word(), self.key()
            if word is None or not self._is_name_word(word, key, is_first=self.at == begun):
                break
            before = self.tokens[self.at - 1].key if self.at > begun else ""
            is_joined = before in _AFTER_GLUE
            if word.is_definite and not is_joined:
                family += 1
            elif word.sort is Sort.OTHER and key not in _GLUE and not is_joined:
                bare += 1
            if word.is_definite and bare > 1 and not is_joined and not key.endswith("ي"):
                break
            if family > 1 or (family and not word.is_definite and not is_joined | (key in _GLUE)):
                break
            if self._is_too_long(word, key, bare=bare, count=self.at - begun):
                break
            self.at += 1
            self.at += self._hyphen()
        self.name = (begun, self.at)

    def _hyphen(self) -> int:
        """«جان-بيار» is one name: how many tokens its hyphen takes."""
        token, following = self.token(), self.token(1)
        if token is None or following is None or token.key != "-" or not following.is_word:
            return 0
        is_glued = token.start == self.tokens[self.at - 1].end and token.end == following.start
        return 2 if is_glued else 0

    def _is_too_long(self, word: Word, key: str, *, bare: int, count: int) -> bool:
        """Beside objects and in mid-sentence a bare unknown word may be an object or a verb."""
        if not (self.is_cautious or self.has_object) or word.sort is not Sort.OTHER:
            return False
        if word.is_definite or key in _GLUE:
            return False
        if self.is_cautious and not self.roles and self._may_be_verb(key):
            return True
        return bare > 2 or (bare > 1 and count >= 2)

    def _may_be_verb(self, key: str) -> bool:
        following = self.word(1)
        ends = following is None or following.sort in (
            Sort.STOP, Sort.TIME, Sort.PREPOSITION, Sort.TITLE, Sort.GIVEN, Sort.OUTLET
        )  # fmt: skip
        return not ends or key[0] in "يت" or key.endswith(("ت", "وا"))

    def _is_name_word(self, word: Word, key: str, *, is_first: bool) -> bool:
        if word.sort is Sort.GIVEN or key in _GLUE:
            return True
        if word.sort is Sort.TITLE and key == "امير":
            return not is_first and (self.key(1) in _GLUE or look(self.key(1)).sort is Sort.GIVEN)
        if word.sort is Sort.PLACE:
            return not is_first and not self.has_object and not self.is_cautious
        if word.sort is not Sort.OTHER or _is_prefixed(key) or key[0].isdigit():
            return False
        if len(key) > 4 and (key.endswith(("ها", "هم", "هما")) or self.raw().endswith("ته")):
            return False
        if key[0] == "ب" and self.raw().endswith("ة"):
            return False
        if not is_first and (key[0] == "و" or (self.raw().endswith("ه") and self.has_object)):
            return False
        has_particle = key[:1] in "بل" and (
            look(key[1:]).sort in _KNOWN or key[1:] in _PLACE_HEADS
        )
        return not has_particle and not (key[:1] in "بل" and is_first and self.has_object)

    def apposition(self) -> None:
        """«…، المتحدث باسم …،» or «… الناشط الحقوقي» or «-مستشارة …-» after the name."""
        begun, mark = self.at, self.key()
        if mark in ("،", "-"):
            self.at += 1
        word = self.word()
        starts = word is not None and word.sort in (Sort.TITLE, Sort.HONOUR)
        if not starts or (self.has_object and mark not in ("،", "-")):
            self.at = begun
            return
        start = self.at
        self.title(may_stop_at_name=False)
        ends = (mark, "،", "ان", ":", QUOTATION, "انه", "انها", "بان")
        if mark in ("،", "-") and self.key() not in ends:
            self.at = begun
            return
        self.roles.append((start, self.at))
        if mark == "-" and self.key() == "-":
            self.at += 1

    def parenthesis(self) -> None:
        """Skip «(35 عاما)» after a name."""
        if self.key() != "(":
            return
        for ahead in range(1, 8):
            if self.key(ahead) == ")":
                self.at += ahead + 1
                return

    def read(self) -> bool:
        self.honours()
        word = self.word()
        if self.key() == QUOTATION:
            return self._quoted_name()
        if word is None or self.ends():
            return False
        if self._is_nisba_before_name(word):
            self.roles.append((self.at, self.at + 1))
            self.at += 1
            self.names()
        elif word.sort in (Sort.TITLE, Sort.BODY, Sort.DOCUMENT):
            self._titled(word)
        elif word.sort is Sort.PREPOSITION or _is_prefixed(self.key()):
            return False
        else:
            self.names()
            if self.name[0] == self.name[1]:
                return self._noun(word)
            self.is_noun = self.name[1] - self.name[0] == 1 and word.is_definite
        self.parenthesis()
        if self.name[0] < self.name[1]:
            self.apposition()
        return True

    def _is_nisba_before_name(self, word: Word) -> bool:
        """«الإسباني مارتينيز»."""
        if word.sort is not Sort.OTHER or not word.is_definite or word.bare[-1:] not in "يه":
            return False
        following, key = self.word(1), self.key(1)
        if following is None or following.is_definite or reporting.verb(key):
            return False
        if following.sort is Sort.GIVEN:
            return True
        is_bare = following.sort is Sort.OTHER and not _is_prefixed(key) and key[0] not in "بلو"
        return is_bare and not _is_participle(key) and key not in _SAME and len(key) > 2

    def _titled(self, word: Word) -> None:
        begun = self.at
        self.is_body = word.sort is not Sort.TITLE
        may_be_name = self.title(may_stop_at_name=True)
        self.roles.append((begun, self.at))
        self.parenthesis()
        self.honours()
        if may_be_name and self.begins_name() and not self.is_body:
            self.names()
        elif (follows := self.word()) and follows.sort is Sort.GIVEN:
            self.names()
            self.is_body = False
        elif self.key() == "،" and not self.is_body:
            self._name_after_comma()

    def _name_after_comma(self) -> None:
        """«وزير العمل الأردني، نايف استيتية، أن …»."""
        begun = self.at
        self.at += 1
        self.honours()
        if self.begins_name():
            self.names()
        ends = ("،", ":", QUOTATION, "ان", "انه", "انها", "بان")
        if self.name[1] <= begun or self.key() not in ends:
            self.at, self.name = begun, (begun, begun)

    def _noun(self, word: Word) -> bool:
        """«الفنانون»: a definite noun that is no title we know."""
        if not word.is_definite or word.sort in (Sort.NOUN, Sort.COMMON):
            return False
        begun = self.at
        self.at += 1
        while (
            (more := self.word()) and more.is_definite and not self.ends() and self.at < begun + 3
        ):
            self.at += 1
        self.name = (begun, self.at)
        self.is_noun = True
        return True

    def _quoted_name(self) -> bool:
        """«وأردف "السهلي": …»: a surname in marks as the subject."""
        token = self.token()
        if token is None or token.span is None:
            return False
        inner = self.paragraph.text[token.span.start : token.span.end]
        if len(inner.split()) > 2:
            return False
        self.name = (self.at, self.at + 1)
        self.at += 1
        return True

    def is_cut(self) -> bool:
        if self.key() not in ("في", "لدي") or self.name[0] < self.name[1]:
            return False
        return look(self.key(1)).sort not in (Sort.DOCUMENT, Sort.STOP) and not (
            self.key(1).startswith(_OCCASIONS)
        )

    def is_same(self) -> bool:
        if self.key() in _SAME:
            self.at += 1
            return True
        return False

    def keys(self, part: tuple[int, int]) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens[part[0] : part[1]] if token.is_word)


def read(
    paragraph: Paragraph, at: int, *, has_object: bool = False, is_cautious: bool = False
) -> Mention | None:
    """The phrase that begins at a token, or None where nobody is named.

    Cautious: a bare unknown word ends a name that no title introduced; it may be a verb.
    """
    if at >= len(paragraph.tokens):
        return None
    reader = _Reader(paragraph, at, has_object=has_object, cautious=is_cautious)
    return _mention(reader, paragraph, at) if reader.read() else None


def _mention(reader: _Reader, paragraph: Paragraph, at: int) -> Mention:
    is_same = reader.is_same()
    name, role = reader.name, reader.roles[0] if reader.roles else (at, at)
    name_text = paragraph.slice(*name) if name[0] < name[1] else ""
    role_text = paragraph.slice(*role) if role[0] < role[1] else ""
    name_keys = reader.keys(name)
    if name_text and not name_keys and (span := paragraph.tokens[name[0]].span):
        name_text = paragraph.text[span.start : span.end]
        name_keys = tuple(arabic.normalise(name_text).split())
    head = paragraph.tokens[role[0]]
    return Mention(
        paragraph=paragraph.index,
        start=at,
        after=reader.at,
        name=name_text,
        name_keys=name_keys,
        role=role_text,
        role_keys=reader.keys(role),
        is_body=reader.is_body,
        is_definite=look(head.key if role_text else (name_keys or ("",))[0]).is_definite,
        is_feminine=paragraph.text[: head.end].endswith("ة") if role_text else None,
        is_noun=reader.is_noun,
        is_same=is_same,
        is_cut=reader.is_cut(),
    )
