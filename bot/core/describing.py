"""Whether quoted words are somebody's word for a thing, or the name by which it goes.

«وصفه بـ«المتسرع»», «ما سمته «الخديعة»» against «بين من يسميه «النهري» و«الجبلي»».
"""

from bot.core import arabic, lexicon, reporting
from bot.core.clauses import THAT
from bot.core.events import Event, Found

WITH_BA = lexicon.words("describes")
_SACRED = lexicon.words("sacred")
_PLURALS = lexicon.words("broken-plurals")
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
    if _is_by_some(found, event) or _following(found, event) in _SACRED:
        return False
    is_near = found.at - event.after <= 1 or before == "ب"
    return is_near and not reporting.DESCRIBING.isdisjoint(_cues(event))


def is_with_object(found: Found) -> bool:
    """«اعتبرها أحزابا «تدبيرية»»: it describes, though the words stand far from it."""
    event = found.event
    return event is not None and not reporting.DESCRIBING.isdisjoint(_cues(event))


def is_called(found: Found) -> bool:
    """«بين من يسميه «النهري» و«الجبلي»», «ما يسميه الاقتصاديون «…»»: names, by whomever they are
    used."""
    event = found.event
    return event is not None and _is_by_some(found, event) and found.at - event.at <= _ROW


def _is_by_some(found: Found, event: Event) -> bool:
    if reporting.DESCRIBING.isdisjoint(_cues(event)) or "سم" not in event.cue or not event.at:
        return False
    return found.paragraph.tokens[event.at - 1].key == "من" or _is_of_a_trade(found, event)


def _is_of_a_trade(found: Found, event: Event) -> bool:
    """«يسميه الخبراء»: all of them, at any time."""
    key = _following(found, event)
    is_all = key in _PLURALS or key.endswith(("ون", "يين"))
    is_next = found.at == event.at + 2
    return is_all and is_next and key.startswith("ال") and event.key.lstrip("وف")[0] in "يت"


def _following(found: Found, event: Event) -> str:
    tokens = found.paragraph.tokens
    return tokens[event.at + 1].key if event.at + 1 < len(tokens) else ""


def _is_predicate_of_object(found: Found, event: Event) -> bool:
    """«معتبرة الأمر «نصرا تاريخيا»»: what it is, in the accusative, behind what is spoken of."""
    between = found.paragraph.tokens[event.after : found.at]
    words = found.text.split()
    is_near = 0 < len(between) <= _OBJECT and all(token.is_word for token in between)
    is_near = is_near and all(token.key not in THAT for token in between)
    return is_near and len(words) > 1 and all(word.rstrip("ً").endswith("ا") for word in words)
