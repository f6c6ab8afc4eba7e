"""Whether a quotation is all there: no end was forgotten in it, or where it ends is certain.

`quotation_marks` ends a quotation whose closing mark is missing where its sentence or line does;
only what ends beyond doubt is printed.
"""

import re

from bot.core import arabic, reporting
from bot.core.quotation_marks import CLOSERS, MARK
from bot.core.reporting import Verb
from bot.core.speakers.events import Found

_LONGEST_UNCLOSED, _LONGEST_LINE = 60, 100
_ENDS_SENTENCE = ".!؟"
_WITNESS = re.compile(r"\b(?:بحسب|وفق|على حد)\b")
"""The newspaper's words: behind them no quotation goes on."""
_HIS_WORDS_INSIDE = re.compile(r"(?:على حد|حسب|بحسب|وفق) (?:قول|تعبير|وصف)(?:ه|ها|هم)[.،\s]*$")
"""«… والعزلة، لافتة إلى أن المهرجان مناسبة، على حد قولها.»: the paper told on inside the marks."""


def may_hold_others(found: Found) -> bool:
    """So long, with marks inside: an end may have been forgotten, and a later one taken for it;
    or it ends in the middle of a parenthesis."""
    text = found.text
    if text.count("(") != text.count(")") or _HIS_WORDS_INSIDE.search(text):
        return True
    return len(text.split()) > _LONGEST_UNCLOSED and MARK.search(text) is not None


def ends_clearly(found: Found) -> bool:
    """«وقال: «…» without one of its marks, but nothing else can be meant than the whole line, or
    what stands before «، مشيرا إلى» or before the next «وأكد أن»."""
    text, event = found.text, found.event
    rest = found.paragraph.text[found.span.closed :].strip(" .")
    if found.paragraph.text[found.span.opened] in CLOSERS and found.key_before != ":":
        return False  # «وقال فلان” نحن …»: what of it was quoted is a guess
    if MARK.search(text) or len(text.split()) > _LONGEST_LINE or event is None:
        return False
    if not rest and (found.key_before == ":" or found.at - event.after <= 1):
        return True
    if _WITNESS.search(text):
        return False
    verb = _verb_at(rest)
    if rest.startswith("،"):
        return verb is not None and verb.is_noun
    return text[-1] in _ENDS_SENTENCE and (not rest or (verb is not None and rest[0] == "و"))


def _verb_at(rest: str) -> Verb | None:
    """The saying with which the newspaper goes on; None if it goes on with something else."""
    words = rest.lstrip("، ").split(maxsplit=1)
    verb = reporting.verb(arabic.word_key(words[0])) if words else None
    return verb if verb is not None and verb.force in ("say", "claim") else None
