"""Verbs with the letters of a preposition, «بين» and «عبر», told by where they stand.

Judgements about tokens only, like `clauses`.
"""

from bot.core import lexicon
from bot.core.lexicon import Word, look
from bot.core.phrases.tokens import END, Paragraph

_THAT = lexicon.words("that")
_IN_TURN = lexicon.words("in-turn")
_LISTED = ("title", "body", "given", "family", "honour")
_NEAR = 14
_OPENING = 8
"""«وفي السياق ذاته، …»: how many tokens may stand before a verb that opens a sentence."""


def expresses(paragraph: Paragraph, at: int) -> bool:
    """«وعبّر فلان، في كلمة له، عن «…»»: the verb by its sign of doubling; «وعبر فلان عن», «بدوره،
    عبر الوزير، أمس، عن» by where it stands and who follows."""
    if not paragraph.tokens[at].key.endswith("عبر"):
        return False
    ahead = [token.key for token in paragraph.tokens[at + 1 : at + 1 + _NEAR]]
    if "عن" not in ahead or "\u0651" in paragraph.slice(at, at + 1):
        return "عن" in ahead
    before = _before(paragraph, at)
    if paragraph.tokens[at].key[0] == "و" and before[-1:] in ([], [END], ["،"]):
        return {"،", END}.isdisjoint(ahead[: ahead.index("عن")])
    is_due = _opens(before, at) or before[-1] in _IN_TURN
    return is_due and look(ahead[0]).sort in _LISTED


def is_verb_due(paragraph: Paragraph, at: int) -> bool:
    """«بدوره، بين لـ«الصحيفة» فلان أن»; «وبين الدكتور فلان، المدير …، أن» opens a sentence, and
    nobody stands in the singular between two."""
    before = _before(paragraph, at)
    if before and before[-1 - (before[-1] == "،" and len(before) > 1)] in _IN_TURN:
        return True
    following = look(paragraph.tokens[at + 1].key) if at + 1 < len(paragraph.tokens) else None
    is_man = following is not None and following.sort in ("given", "honour")
    is_man = is_man or (_is_one_title(following) and _stands_alone(paragraph, at))
    return _opens(before, at) and is_man


def _before(paragraph: Paragraph, at: int) -> list[str]:
    return [token.key for token in paragraph.tokens[max(0, at - _OPENING) : at]]


def _opens(before: list[str], at: int) -> bool:
    """A sentence begins here, or behind its first phrase and comma."""
    if not before or before[-1] == END:
        return True
    return before[-1] == "،" and (END in before or at < _OPENING)


def _stands_alone(paragraph: Paragraph, at: int) -> bool:
    """«بيّن النائب فلان أن», not «بين المدير والعمال»: nobody is joined to him before «أن»."""
    if paragraph.tokens[at].key == "وبين":
        return True
    for token in paragraph.tokens[at + 2 : at + _NEAR]:
        if token.key in _THAT:
            return True
        joined = look(token.key[1:]) if token.key[:1] == "و" else None
        is_joined = joined is not None and (joined.is_definite or joined.sort in _LISTED)
        if token.key in (END, "و") or is_joined:
            return False
    return False


def _is_one_title(word: Word | None) -> bool:
    return word is not None and word.sort == "title" and not word.bare.endswith(("ين", "ون"))
