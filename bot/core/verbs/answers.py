"""«ورد»: a man answers, or something stood in a text; «فرد»: he answers, or somebody.

Judgements about tokens only.
"""

from bot.core.lexicon import look
from bot.core.phrases.tokens import END, Paragraph
from bot.core.verbs import clauses

AMBIGUOUS = frozenset({"ورد", "فرد"})
_HIM = frozenset({"علي", "عليه", "عليها", "عليهم"})
_PERSONS = ("title", "given", "family", "honour")
_NEAR, _FAR = 8, 14
"""«ورد مصدر أمني، فضل عدم ذكر اسمه، لصحيفة النهر بأن»: how far off a title's «أن» may be."""


def is_answer(paragraph: Paragraph, at: int) -> bool:
    """«ورد مولود على كلام …، أن», «ورد الحداد: «…»», «ورد على سؤال: «…»», «سئل عن ذلك، فرد: «…»»,
    or by the sign of doubling: he answers; not «ورد في البيان», «كل فرد:»."""
    if at + 1 >= len(paragraph.tokens):
        return False
    if clauses.replies(paragraph, at) or "\u0651" in paragraph.slice(at, at + 1):
        return clauses.introduces(paragraph, at, _NEAR)
    key, before = paragraph.tokens[at + 1].key, paragraph.tokens[at - 1].key if at else END
    if not paragraph.tokens[at + 1].is_word:
        return key == ":" and before in (END, "،")
    word = look(key)
    is_surname = word.sort == "other" and word.is_definite and not word.is_plain
    if not (is_surname or key == "بن" or word.sort in _PERSONS):
        return False
    ahead = [token.key for token in paragraph.tokens[at + 2 : at + _NEAR]]
    if not _HIM.isdisjoint(ahead):
        return True
    return clauses.introduces(paragraph, at, _FAR if word.sort == "title" else _NEAR)
