"""Finds what somebody said in an article, verbatim, and who said it.

Names, titles, slogans and scare quotes are left out. Where nobody can be told the speaker is
empty; where it is only likely, `Finding.is_sure` is false and the digest does not print the words:
a wrong speaker is the worst error there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core import arabic, attribution, lexicon
from bot.core.attribution import Found
from bot.core.clauses import THAT
from bot.core.lexicon import Sort, look
from bot.core.models import Quote, QuoteKind
from bot.core.reporting import Force

_NAMING = lexicon.words("naming")
_SACRED = lexicon.words("sacred")
_ARABIC = re.compile("[ء-ي]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation with what the digest must know to print it."""

    quote: Quote
    is_sure: bool
    """The speaker is named beside it, or speaks on with nobody between."""
    is_named: bool


def _before(found: Found, back: int = 1) -> str:
    at = found.at - back
    return found.paragraph.tokens[at].key if at >= 0 else ""


def _names(key: str) -> bool:
    """«بعنوان»، «لشبكة»: a name follows."""
    return key in _NAMING or (key[:1] in "لبو" and key[1:] in _NAMING)


def _has_latin_name(found: Found) -> bool:
    """«سي إن إن» (CNN)."""
    following = found.paragraph.tokens[found.at + 1 : found.at + 3]
    is_opened = len(following) == 2 and following[0].key == "("
    return is_opened and following[1].key.isascii() and following[1].key.isalpha()


def _text(found: Found) -> str:
    return found.paragraph.text[found.span.start : found.span.end]


def _kind(found: Found) -> QuoteKind | None:
    """Speech, fragment, or None for what is nobody's speech."""
    event, text = found.event, _text(found)
    if event is None:
        return _reject(found, "no reporting clause")
    before, words = _before(found), text.split()
    if _names(before) or (_names(_before(found, 2)) and len(words) < 6) or _has_latin_name(found):
        return _reject(found, f"a name after {before}")
    if not _ARABIC.search(text):
        return _reject(found, "no Arabic")
    if found.is_after:
        is_speech = len(words) >= 4 and attribution.stands_apart(found.paragraph, found.at)
        return QuoteKind.SPEECH if is_speech else QuoteKind.FRAGMENT
    if found.at < event.after and not event.verb.is_noun:
        return _reject(found, "the quoted words name the speaker")
    if reason := _no_speech(found, words):
        return _reject(found, reason)
    return QuoteKind.SPEECH if _stands_alone(found, words) else QuoteKind.FRAGMENT


def _no_speech(found: Found, words: list[str]) -> str:
    """Why the words beside a reporting clause are nobody's speech; empty if they are."""
    if _is_part_of_subject(found):
        return "a name inside the clause"
    if found.event is not None and _key_after(found) in _SACRED:
        return "a citation"
    if len(words) <= 2 and not _is_short_speech(found, words):
        return "too short"
    return ""


def _key_after(found: Found) -> str:
    """The word after the reporting word."""
    at = found.event.at + 1 if found.event is not None else 0
    tokens = found.paragraph.tokens
    return tokens[at].key if at < len(tokens) else ""


def _may_be_object(word: str) -> bool:
    """«وأكد «وقوف الدولة …»»: a bare noun that the verb claims, not a clause."""
    key = arabic.word_key(word)
    if not key:
        return False
    is_bare = look(key).sort in (Sort.OTHER, Sort.NOUN) and not look(key).is_definite
    is_joined = key[0] in "وف" and look(key[1:]).sort is not Sort.OTHER
    return is_bare and key[0] not in "يتناسلف" and not is_joined


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
        hangs = look(before).sort in (Sort.PREPOSITION, Sort.STOP) or before in "بل"
        return not (between and hangs)
    return not between and not _may_be_object(words[0])


def _quote(found: Found, kind: QuoteKind) -> Quote:
    event, span = found.event, found.span
    speaker = event.speaker if event is not None else None
    return Quote(
        text=_text(found),
        speaker=speaker.name if speaker else "",
        role=speaker.role if speaker else "",
        cue=event.cue if event is not None else "",
        kind=kind,
        paragraph=found.paragraph.index,
        start=span.start,
    )


def _is_sure(found: Found) -> bool:
    """Both marks are there, and the speaker is more than a bare «المتحدث»."""
    speaker = found.event.speaker if found.event is not None else None
    if speaker is None or not found.is_sure or not found.span.is_whole:
        return False
    is_bare = len(speaker.name_keys) < 2 and speaker.name.startswith("ال")
    return speaker.is_named or not is_bare


def find(paragraphs: Sequence[str]) -> list[Finding]:
    """Every quotation that is somebody's speech, in text order, with how sure its speaker is."""
    findings: list[Finding] = []
    for found in attribution.attribute(paragraphs):
        kind = _kind(found)
        if kind is not None and found.event is not None:
            is_named = found.event.how == "named"
            findings.append(Finding(_quote(found, kind), _is_sure(found), is_named))
    return findings


def extract(paragraphs: Sequence[str]) -> list[Quote]:
    """Every quotation that is somebody's speech, in text order, none of them `key`."""
    return [finding.quote for finding in find(paragraphs)]


def explain(paragraphs: Sequence[str]) -> list[str]:
    """For each quotation its clause, the cue, the speaker and why; one text for each."""
    return [_explained(found) for found in attribution.attribute(paragraphs)]


def _explained(found: Found) -> str:
    kind, event, paragraph = _kind(found), found.event, found.paragraph
    shown = f"«{arabic.shorten(_text(found), 80)}»"
    if kind is None or event is None:
        return f"{shown}\n  no speech: {'; '.join(found.reasons)}"
    clause = paragraph.text[max(0, found.span.opened - 80) : found.span.opened].strip()
    quote = _quote(found, kind)
    who = "، ".join(part for part in (quote.speaker, quote.role) if part) or "nobody"
    lines = [
        shown,
        f"  {kind}; clause: …{clause}",
        f"  cue: {event.cue} ({event.verb.force.value})",
        f"  speaker: {who} ({event.subject.why}; {'sure' if _is_sure(found) else 'not sure'})",
    ]
    others = [f"{name}: {reason}" for name, reason in event.subject.passed_over]
    return "\n".join([*lines, *(f"  not {other}" for other in others)])
