"""«ورد»: a man answers, or something stood in a text; «فرد»: he answers, or somebody.

Judgements about tokens only.
"""

from bot.core.lexicon import look
from bot.core.phrases.tokens import Paragraph
from bot.core.speakers.clauses import introduces

AMBIGUOUS = frozenset({"ورد", "فرد"})
_HIM = frozenset({"علي", "عليه", "عليها", "عليهم"})
_PERSONS = ("title", "given", "family", "honour")
_NEAR = 8


def is_answer(paragraph: Paragraph, at: int) -> bool:
    """«ورد مولود على كلام …، أن», «ورد الحداد: «…»»: he answers; not «ورد في البيان»."""
    if at + 1 >= len(paragraph.tokens) or not paragraph.tokens[at + 1].is_word:
        return False
    key = paragraph.tokens[at + 1].key
    word = look(key)
    is_surname = word.sort == "other" and word.is_definite and not word.is_plain
    if not (is_surname or key == "بن" or word.sort in _PERSONS):
        return False
    ahead = [token.key for token in paragraph.tokens[at + 2 : at + _NEAR]]
    if not _HIM.isdisjoint(ahead):
        return True
    return introduces(paragraph, at, _NEAR)
