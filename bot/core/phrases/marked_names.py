"""Tells a person's name in marks: «مدير المدرسة "نهار الصقيران"», «المواطن "ع. الحداد"»."""

from bot.core import arabic
from bot.core.lexicon import Word, look
from bot.core.phrases.neighbours import GLUE, NAMES
from bot.core.phrases.tokens import Paragraph

_LONGEST = 3
_NO_FIRST = (
    "stop", "preposition", "body", "common", "document", "place", "noun",
    "title",
)  # fmt: skip


def _is_surname(word: Word) -> bool:
    """A word with ال that no list has as an ordinary one."""
    is_unknown = word.sort == "other" and not word.is_plain
    return word.is_definite and (is_unknown or word.sort == "family")


def _begins_with_given(words: list[str], keys: list[str]) -> bool:
    """«علي» is spelt with its two points, not as the particle."""
    return look(keys[0]).sort == "given" or (keys[0] == "علي" and words[0].endswith("ي"))


def _may_be_first(key: str) -> bool:
    """«نهار», «جزاء»: a noun that is a given name as well, since a surname closes the marks."""
    word = look(key)
    return not (word.is_definite or word.sort in _NO_FIRST)


def is_person(words: list[str]) -> bool:
    """A given name and what may follow it, or any noun before a surname with ال."""
    if len(words) > 1 and all(len(word.rstrip(".")) == 1 for word in words):
        return True  # «ر. س»
    keys = [arabic.word_key(word) for word in words]
    own = [key for key in keys if key not in GLUE]
    if not 2 <= len(own) <= _LONGEST:
        return False
    if _begins_with_given(words, keys):
        return True
    if not _is_surname(look(own[-1])):
        return False
    return _may_be_first(own[0]) and all(look(key).sort in NAMES for key in own[1:-1])


def is_at(paragraph: Paragraph, at: int) -> bool:
    """Whether the token is a quotation that holds a person's name."""
    span = paragraph.tokens[at].span if at < len(paragraph.tokens) else None
    return span is not None and is_person(paragraph.text[span.start : span.end].split())
