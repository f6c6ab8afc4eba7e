"""Tells where the newspaper itself speaks: «يذكر أن», «ويشار إلى أن»."""

from bot.core import lexicon
from bot.core.phrases.tokens import END, Paragraph

_IMPERSONAL, _THAT = lexicon.words("impersonal"), lexicon.words("that")
_WORTH_TELLING = lexicon.words("worth-telling")
_OPENING, _SENTENCE = 6, 26


def speaks_itself(paragraph: Paragraph, at: int) -> int:
    """«يذكر أن», «تجدر الإشارة إلى أن», «ومن المعروف أن»: where what the newspaper itself tells
    begins; else 0."""
    tokens = paragraph.tokens
    is_first = at == 0 or not tokens[at - 1].is_word or tokens[at - 1].key == "كما"
    if not is_first or tokens[at].key not in _IMPERSONAL or _is_of_was(paragraph, at):
        return 0
    for ahead in range(at + 1, min(at + _OPENING, len(tokens))):
        if tokens[ahead].key in _THAT:
            return ahead + 1
        if tokens[ahead].key not in _WORTH_TELLING:
            break
    return 0


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
