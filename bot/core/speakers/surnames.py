"""The surname of whom an article tells by a given name, where no rule dares to read it.

«وأراد ماثيو نهران تدقيق حسابه»: beside a verb the unknown word might be the object. It is his
surname where the article uses it alone as well («وقال نهران»).
"""

from collections.abc import Sequence

from bot.core.lexicon import look
from bot.core.phrases import read
from bot.core.phrases.mentions import Mention
from bot.core.phrases.tokens import Paragraph
from bot.core.speakers.identity import Speaker

_SHORTEST = 3


def complete(speakers: Sequence[Speaker], paragraphs: Sequence[Paragraph]) -> None:
    """Give each speaker who is told by a given name alone the surname behind it."""
    for who in speakers:
        if not who.is_named or who.is_many or len(who.name_keys) != 1:
            continue
        given = who.name_keys[0]
        full = _full(given, paragraphs) if look(given).sort == "given" else None
        if full is not None:
            who.name, who.name_keys = full.name, full.name_keys


def _full(given: str, paragraphs: Sequence[Paragraph]) -> Mention | None:
    """The given name with one surname that also stands alone; None where two may be his."""
    names: dict[str, Mention] = {}
    alone: set[str] = set()
    for paragraph in paragraphs:
        before = ""
        for at, (key, _, _, _, is_word) in enumerate(paragraph.tokens):
            if before == given and is_word and _may_be_surname(key):
                mention = read(paragraph, at - 1)
                if mention is not None and mention.name_keys == (given, key):
                    names[key] = mention
            elif is_word:
                alone.add(key)
            before = key
    his = [name for key, name in names.items() if key in alone]
    return his[0] if len(his) == 1 else None


def _may_be_surname(key: str) -> bool:
    word = look(key)
    is_bare = word.sort in ("other", "family") and not (word.is_plain or word.is_definite)
    return is_bare and len(key) >= _SHORTEST
