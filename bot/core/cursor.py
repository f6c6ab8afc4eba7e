"""Looks over the words of a phrase: what each can be, and where a phrase must end."""

from bot.core import lexicon, reporting
from bot.core.lexicon import Sort, Word, look
from bot.core.tokens import Paragraph, Token

GLUE = lexicon.words("glue")
AFTER_GLUE = lexicon.words("after-glue")
SAME = lexicon.words("same")
KNOWN = (
    Sort.NOUN, Sort.TITLE, Sort.BODY, Sort.COMMON, Sort.STOP, Sort.PLACE, Sort.GIVEN,
    Sort.DOCUMENT,
)  # fmt: skip
_PHRASE_ENDS = (Sort.STOP, Sort.TIME, Sort.OUTLET)
_RANKS = lexicon.words("rank")
_TANWIN = "\u064b"


def is_participle(key: str) -> bool:
    return key.endswith("ا") and key.startswith("م") and 4 < len(key) < 7


def is_prefixed(key: str) -> bool:
    """A glued particle and article: للصحفيين، بالقول، كالعادة."""
    if key.startswith(("فال", "كال")):
        return len(key) > 5 and look(key[1:]).sort is not Sort.OTHER
    return key.startswith(("لل", "بال", "وال")) and len(key) > 4


class Cursor:
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
        if token.key == "علي" and self.paragraph.text[token.end - 1] == "ي":
            return Word(Sort.GIVEN, False, token.key)
        if word.is_definite and self.paragraph.text[token.start] in "أإآ":
            return Word(Sort.OTHER if word.sort in KNOWN else word.sort, False, token.key)
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
        if key in GLUE and self.at == self.start:
            return False
        if word is None or word.sort in _PHRASE_ENDS or key in SAME:
            return True
        if len(key) < 2 and word.sort is not Sort.HONOUR:
            return True
        if word.sort not in (Sort.OTHER, Sort.COMMON, Sort.NOUN):
            return False
        return reporting.verb(key) is not None or is_participle(key) or _TANWIN in self.raw()

    def honours(self) -> None:
        while (word := self.word()) and word.sort is Sort.HONOUR:
            has_point = self.key(1) in (".", "·", "/")
            if self._is_rank_or_title():
                return
            if len(self.key()) == 1 and not has_point:
                return
            self.at += 2 if has_point else 1

    def _is_rank_or_title(self) -> bool:
        """«الفريق البرلماني», «الأستاذ الجامعي»: no form of address before such an adjective."""
        if not self._is_definite(1):
            return False
        is_rank = self.key() in _RANKS and self.key(1).endswith(("ي", "يه"))
        following = self.word(1)
        return is_rank or (following is not None and following.sort is Sort.COMMON)

    def _is_definite(self, ahead: int) -> bool:
        word = self.word(ahead)
        return word is not None and word.is_definite

    def begins_name(self) -> bool:
        word, key = self.word(), self.key()
        if word is None or self.ends():
            return False
        if word.sort is Sort.GIVEN or key in GLUE:
            return True
        is_bare = word.sort is Sort.OTHER and not word.is_definite
        return is_bare and not is_prefixed(key) and key[0] != "و"
