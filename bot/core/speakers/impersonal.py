"""Tells where the newspaper itself speaks: «يذكر أن», «ويشار إلى أن»."""

from bot.core import lexicon
from bot.core.phrases.tokens import END, Paragraph

_IMPERSONAL, _THAT = lexicon.words("impersonal"), lexicon.words("that")
_SENTENCE = 26


def speaks_itself(paragraph: Paragraph, at: int) -> bool:
    """«يذكر أن», «يشار إلى أن»: the newspaper itself speaks."""
    tokens = paragraph.tokens
    if tokens[at].key not in _IMPERSONAL or at + 1 >= len(tokens):
        return False
    is_first = at == 0 or not tokens[at - 1].is_word or tokens[at - 1].key == "كما"
    is_first = is_first and not _is_of_was(paragraph, at)
    return is_first and tokens[at + 1].key in (*_THAT, "الي")


def _is_of_was(paragraph: Paragraph, at: int) -> bool:
    """«وكان مصدر في المدينة، ذكر أن»: a verb in the perfect whose subject the sentence opened."""
    if at < 2 or paragraph.tokens[at].key != "ذكر" or paragraph.tokens[at - 1].key != "،":
        return False
    for token in reversed(paragraph.tokens[max(0, at - _SENTENCE) : at]):
        if token.key == END:
            return False
        if token.key in ("كان", "وكان"):
            return True
    return False
