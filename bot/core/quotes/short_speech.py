"""Tells one or two quoted words that somebody said from a name of one or two words.

«النتائج «المروعة»», «بات في «المراحل الأخيرة»» against «مستشفى «النور»»: judged by the form of the
words and by what they belong to. Only asked where a reporting clause governs them.
"""

from collections.abc import Sequence

from bot.core import lexicon
from bot.core.lexicon import look
from bot.core.phrases.tokens import END, Paragraph
from bot.core.speakers import describing
from bot.core.speakers.clauses import THAT
from bot.core.speakers.events import Found

_FUTURE = ("ست", "سي", "سن")
_RELATIONAL = ("يه", "ي")
"""«الديمقراطي», «الاستثنائية»: adjectives made from nouns."""
_DEMONSTRATIVES = frozenset({"هذا", "هذه", "ذلك", "تلك", "بهذا", "بهذه", "لهذا", "لهذه", "بذلك"})
_COPULAS = lexicon.words("copulas")
_TURNS = frozenset(
    particle + verb
    for particle in ("", "و", "س")
    for verb in ("تحول", "تحولت", "يتحول", "تتحول", "تحولوا", "حول", "حولت", "يحول", "تحويل")
)
_TURN = 4
_SHORTEST = 5
_FEW = 4
_NAMED = ("body", "title", "given", "place", "honour", "outlet", "time")


def is_said(paragraph: Paragraph, at: int, keys: Sequence[str], *, since: int | None) -> bool:
    """Whether the one or two words at token `at` are speech reported by the word at `since`."""
    if since is None or since >= at:
        return False
    if any(look(key).sort in _NAMED for key in keys):
        return False
    within = any(token.key in THAT for token in paragraph.tokens[since + 1 : at])
    before = paragraph.tokens[at - 1].key
    is_told_what = before in _COPULAS or _becomes(paragraph, at)
    if is_told_what and _is_predicate(keys):
        return True
    if len(keys) == 1:
        return _is_said_word(keys[0], before, within=within)
    return _is_said_pair(keys[0], keys[1], before, within=within)


def _becomes(paragraph: Paragraph, at: int) -> bool:
    """«تحولت المدينة إلى «سجن مفتوح»»."""
    near = [token.key for token in paragraph.tokens[max(0, at - _TURN) : at]]
    return near[-1:] == ["الي"] and not _TURNS.isdisjoint(near)


def _is_predicate(keys: Sequence[str]) -> bool:
    """«سيكون «رسالة حرب»», «بمثابة «إعلان حرب»»: a plain noun without ال; not «ليس «هل»»."""
    if len(keys) == 1 and look(keys[0]).sort == "stop":
        return False
    return all(not look(key).is_definite for key in keys)


def _is_said_word(key: str, before: str, *, within: bool) -> bool:
    if look(key).sort == "stop":
        return key.startswith("ب")
    if len(key) < _SHORTEST or look(key).sort != "other":
        return False
    if look(key).is_definite:
        return key.endswith("ه") and look(before).is_definite
    if key.startswith(_FUTURE):
        return within
    return within and key.endswith("ه") and look(before).sort != "preposition"


def _is_said_pair(first: str, second: str, before: str, *, within: bool) -> bool:
    if second.endswith("يا") and len(first) >= _SHORTEST:
        return first.endswith(("ه", "ها", "هم"))
    if look(first).is_definite and look(second).sort == "stop":
        return second.startswith("ب")
    if first.endswith("ا") and second.endswith("يه"):
        return not look(first).is_definite
    if look(first).is_definite and look(second).is_definite:
        is_adjective = second.endswith(_RELATIONAL) or (first[-1:] == "ه" == second[-1:])
        return before in _DEMONSTRATIVES or (within and is_adjective)
    return False


def ends_sentence(paragraph: Paragraph, at: int) -> bool:
    """Nothing goes on after the quotation."""
    return at + 1 >= len(paragraph.tokens) or paragraph.tokens[at + 1].key == END


def is_nobodys(found: Found) -> bool:
    """«رفض والدها تزويجه لأنه «معلم»»: so few words beside a word that reports for nobody."""
    event = found.event
    is_short = len(found.text.split()) <= (_FEW - found.is_after)
    if event is None or event.speaker is not None or not is_short or found.key_before == ":":
        return False
    return not describing.describes(found)
