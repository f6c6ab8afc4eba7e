"""Whether the word behind a name, beside a verb, is a surname or the object: the article tells.

«وأراد ماثيو نهران تدقيق حسابه»: a surname, where it stands alone as well («وقال نهران»).
«ونفى سامر الاتهام»: no surname, where the name stands without it everywhere else.
"""

from collections.abc import Sequence
from itertools import pairwise

from bot.core import arabic, reporting
from bot.core.cast.identity import Speaker
from bot.core.lexicon import look
from bot.core.phrases import read
from bot.core.phrases.neighbours import NAME_ENDS
from bot.core.phrases.tokens import Paragraph

_SHORTEST, _OFTEN = 3, 2


def complete(speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph]) -> None:
    """Give each speaker who is told by a given name alone the surname behind it."""
    for who in speakers:
        if not who.is_named or who.is_many or len(who.name_keys) != 1:
            continue
        given = who.name_keys[0]
        full = _full(given, paragraphs) if look(given).sort == "given" else None
        if full is not None:
            who.name, who.name_keys = full


def shed(speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph]) -> None:
    """Take the object from each name of two words that holds one."""
    for who in speakers:
        if not who.is_named or who.is_many or len(who.name_keys) != 2 or " " not in who.name:
            continue
        name, rest = who.name.split(None, 1)
        key, object_key = arabic.word_key(name), arabic.word_key(rest)
        word = look(object_key)
        is_noun = word.is_definite and (word.sort == "noun" or word.is_plain)
        is_noun = is_noun and look(key).sort in ("given", "family") and object_key[-1] != "ي"
        if is_noun and _stands_without(key, object_key, paragraphs):
            who.name, who.name_keys = name, (key,)


def _stands_without(key: str, following: str, paragraphs: Sequence[Paragraph]) -> bool:
    """The word follows once; elsewhere, twice or more, the name stands without it."""
    behind = [
        after.key == following
        for paragraph in paragraphs
        for token, after in pairwise(paragraph.tokens)
        if token.key == key
    ]
    return sum(behind) == 1 and len(behind) > _OFTEN


def _full(given: str, paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[str, str]] | None:
    """The given name with one surname that also stands alone; None where two may be his."""
    names: dict[str, str] = {}
    alone: set[str] = set()
    for paragraph in paragraphs:
        before = ""
        for at, token in enumerate(paragraph.tokens):
            key, is_word = token.key, token.is_word
            if before == given and is_word and _may_be_surname(key):
                mention = read(paragraph, at - 1)
                is_whole = mention is not None and mention.name_keys == (given, key)
                if is_whole or look(key).is_plain:
                    names[key] = paragraph.slice(at - 1, at + 1)
            elif is_word and (not look(key).is_plain or _speaks(paragraph, at)):
                alone.add(key)
            before = key
    his = [(name, (given, key)) for key, name in names.items() if key in alone]
    return his[0] if len(his) == 1 else None


def _speaks(paragraph: Paragraph, at: int) -> bool:
    """«وأكد صقر، 58 سنة، أن»: an ordinary word, but who speaks."""
    tokens = paragraph.tokens
    is_behind = at > 0 and reporting.verb(tokens[at - 1].key) is not None
    return is_behind and at + 1 < len(tokens) and tokens[at + 1].key in NAME_ENDS


def _may_be_surname(key: str) -> bool:
    word = look(key)
    is_bare = word.sort in ("other", "family") and not (word.is_verb or word.is_definite)
    return is_bare and len(key) >= _SHORTEST
