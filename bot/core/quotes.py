"""Finds what somebody said in an article, verbatim, and who said it.

Names, titles, slogans and scare quotes are left out. Who is unsure stays empty: a wrong speaker is
the worst error there is.
"""

import re
from collections.abc import Sequence

from bot.core import arabic, attribution, lexicon
from bot.core.attribution import Found
from bot.core.clauses import THAT
from bot.core.lexicon import Sort, look
from bot.core.models import Quote, QuoteKind
from bot.core.reporting import Force

_NAMING = lexicon.words("naming")

_SACRED = lexicon.words("sacred")
_ARABIC = re.compile("[ء-ي]")


def _before(found: Found, back: int = 1) -> str:
    at = found.at - back
    return found.paragraph.tokens[at].key if at >= 0 else ""


def _text(found: Found) -> str:
    span = found.paragraph.tokens[found.at].span
    return found.paragraph.text[span.start : span.end] if span else ""


def _kind(found: Found) -> QuoteKind | None:
    """Speech, fragment, or None for what is nobody's speech."""
    event, text = found.event, _text(found)
    if event is None:
        return _reject(found, "no reporting clause")
    before, words = _before(found), text.split()
    if before in _NAMING or (_before(found, 2) in _NAMING and len(words) < 6):
        return _reject(found, f"a name after {before}")
    if not _ARABIC.search(text):
        return _reject(found, "no Arabic")
    if found.is_after:
        return QuoteKind.SPEECH if len(words) >= 4 else QuoteKind.FRAGMENT
    if found.at < event.after and not event.verb.is_noun:
        return _reject(found, "the quoted words name the speaker")
    if _is_part_of_subject(found):
        return _reject(found, "a name inside the clause")
    if arabic.word_key(found.paragraph.slice(event.at + 1, event.at + 2)) in _SACRED:
        return _reject(found, "a citation")
    if len(words) <= 2 and not _is_short_speech(found, words):
        return _reject(found, "too short")
    return QuoteKind.SPEECH if _stands_alone(found, words) else QuoteKind.FRAGMENT


def _reject(found: Found, reason: str) -> QuoteKind | None:
    """Note why the quotation is nobody's speech."""
    found.reasons.append(reason)
    return None


def _is_part_of_subject(found: Found) -> bool:
    """«اعتبر تقرير «…» أن», «أوصى «التحالف …» بأن»: the marks hold the speaker's name."""
    event, tokens = found.event, found.paragraph.tokens
    if event is None or found.at + 1 >= len(tokens) or found.at > event.after + 1:
        return False
    following = tokens[found.at + 1].key
    if following in THAT:
        return True
    if event.verb.is_noun or event.verb.force is Force.SAY or found.at != event.at + 1:
        return False
    return tokens[found.at + 1].is_word and following[0] in "بعام"


def _is_short_speech(found: Found, words: list[str]) -> bool:
    """Two words are a name unless a colon, أن or a verb makes them speech."""
    before = _before(found)
    key = arabic.word_key(words[0])
    return (
        before in THAT
        or before == ":"
        or key in ("غير", "لا", "لن", "لم")
        or (len(words) == 2 and key[:1] in "يت" and look(key).sort is Sort.OTHER)
    )


def _stands_alone(found: Found, words: list[str]) -> bool:
    """Its own clause: after a colon, أن or the saying itself, with nothing between."""
    event = found.event
    if event is None or len(words) < 4:
        return False
    before = _before(found)
    if (
        before == ":"
        or before in THAT
        or arabic.word_key(words[0]) in ("ان", "انه", "انها", "انني")
    ):
        return event.verb.force is not Force.ACT or before == ":"
    if event.verb.force not in (Force.SAY, Force.CLAIM, Force.WEAK):
        return False
    between = found.paragraph.tokens[event.after : found.at]
    if any(token.key in THAT for token in between):
        return False
    if event.verb.force is Force.SAY:
        return look(before).sort is not Sort.PREPOSITION and before not in "بل"
    return not between


def _quote(found: Found) -> Quote | None:
    kind = _kind(found)
    span = found.paragraph.tokens[found.at].span
    if kind is None or span is None or found.event is None:
        return None
    speaker = found.event.speaker
    return Quote(
        text=_text(found),
        speaker=speaker.name if speaker else "",
        role=speaker.role if speaker else "",
        cue=found.event.cue,
        kind=kind,
        paragraph=found.paragraph.index,
        start=span.start,
    )


def extract(paragraphs: Sequence[str]) -> list[Quote]:
    """Every quotation that is somebody's speech, in text order, none of them `key`."""
    quotes = (_quote(found) for found in attribution.attribute(paragraphs))
    return [quote for quote in quotes if quote is not None]


def explain(paragraphs: Sequence[str]) -> list[str]:
    """For each quotation the clause, the cue, the speaker and why; one text for each."""
    lines = []
    for found in attribution.attribute(paragraphs):
        quote = _quote(found)
        shown = arabic.shorten(_text(found), 60)
        if quote is None:
            lines.append(f"«{shown}»: no speech ({'; '.join(found.reasons) or 'too short'})")
            continue
        how = found.event.how if found.event else ""
        lines.append(f"«{shown}»: {quote.kind}, cue {quote.cue}, speaker {quote.speaker} ({how})")
    return lines
