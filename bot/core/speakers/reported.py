"""What stands inside a report: behind «أن», before the next comma.

Judgements about tokens only.
"""

from bot.core.lexicon import look
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers.events import is_according
from bot.core.verbs import clauses

_REPORT = 12
"""So many tokens behind «أن» the report may still go on."""
_TENSES = frozenset({"سوف", "لن", "لم", "لا", "قد"})
_WHAT = frozenset({"ما", "بما", "مما", "عما"})
_NO_NOUNS = clauses.WHAT | {"كما", "كان", "كانت"}


def is_reported(paragraph: Paragraph, at: int) -> bool:
    """«اعتبر الناقد أن المسلسل خاطب …»: what stands in another's report takes no word."""
    if paragraph.tokens[at].key[0] in "وف":
        return False
    for before in range(at - 1, max(-1, at - _REPORT), -1):
        key = paragraph.tokens[before].key
        if key in ("،", "؛", ":", END) or paragraph.tokens[before].span is not None:
            return False
        if clauses.is_that(paragraph, before):
            return True
    return False


def is_told_of(paragraph: Paragraph, at: int) -> bool:
    """«قال إن مقتله يبرز الجهود», «أن إيران سوف تدافع عن»: a noun begins what is reported, and the
    verb after it is told of that noun."""
    if not is_reported(paragraph, at):
        return False
    tokens, last = paragraph.tokens, at - 1
    while tokens[last].key in _TENSES:
        last -= 1
    before = look(tokens[last].key)
    return not clauses.is_that(paragraph, last) and (
        before.sort not in ("preposition", "stop", "time")
        and not before.is_verb
        and tokens[last].key.removeprefix("و") not in _NO_NOUNS
    )


def is_spoken_of(paragraph: Paragraph, at: int) -> bool:
    """«رافضا ما قاله السائق. وأضاف»: what another said, and no «وفق ما قاله»."""
    if at < 2 or paragraph.tokens[at - 1].key not in _WHAT:
        return False
    is_object = paragraph.tokens[at].key.endswith(("ه", "ها", "وه"))
    return is_object and not is_according(paragraph.tokens[at - 2].key)
