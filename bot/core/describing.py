"""Whether quoted words are somebody's word for a thing, or the name by which it goes.

«وصفه بـ«المتسرع»», «ما سمته «الخديعة»» against «بين من يسميه «النهري» و«الجبلي»».
"""

from bot.core import arabic, lexicon, reporting
from bot.core.clauses import THAT
from bot.core.events import Event, Found

WITH_BA = lexicon.words("describes")
_OBJECT = 4
_ROW = 12


def _cues(event: Event) -> set[str]:
    cue = arabic.word_key(event.cue)
    return {cue, cue[1:]} if cue[:1] in ("و", "ف") else {cue}


def describes(found: Found) -> bool:
    """«وصفه بـ«المتسرع»», «ما سمته «الخديعة»»."""
    event, before = found.event, found.key_before
    if event is None:
        return False
    if _cues(event) & WITH_BA:
        return before == "ب" or _is_predicate_of_object(found, event)
    if _is_by_some(found, event):
        return False
    is_near = found.at - event.after <= 1 or before == "ب"
    return is_near and not reporting.DESCRIBING.isdisjoint(_cues(event))


def is_called(found: Found) -> bool:
    """«بين من يسميه «النهري» و«الجبلي»»: names, by whomever they are used."""
    event = found.event
    return event is not None and _is_by_some(found, event) and found.at - event.at <= _ROW


def _is_by_some(found: Found, event: Event) -> bool:
    is_naming = not reporting.DESCRIBING.isdisjoint(_cues(event)) and "سم" in event.cue
    return event.at > 0 and is_naming and found.paragraph.tokens[event.at - 1].key == "من"


def _is_predicate_of_object(found: Found, event: Event) -> bool:
    """«معتبرة الأمر «نصرا تاريخيا»»: what it is, in the accusative, behind what is spoken of."""
    between = found.paragraph.tokens[event.after : found.at]
    words = found.text.split()
    is_near = 0 < len(between) <= _OBJECT and all(token.is_word for token in between)
    is_near = is_near and all(token.key not in THAT for token in between)
    return is_near and len(words) > 1 and all(word.rstrip("ً").endswith("ا") for word in words)
