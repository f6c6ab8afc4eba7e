"""Finds what somebody said in an article, verbatim, and who said it.

Names, titles, slogans and scare quotes are left out. Where nobody can be told the speaker is
empty; where it is only likely, `Finding.is_sure` is false and the digest does not print the words:
a wrong speaker is the worst error there is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core import arabic, reporting
from bot.core.lexicon import look
from bot.core.models import Quote, QuoteKind
from bot.core.quotes import (
    carried,
    confidence,
    forgotten,
    naming_speaker,
    others,
    pointing,
    quoted_names,
    standing,
    unmarked,
    unsaid,
    weighed,
)
from bot.core.speakers import attribution, blessings, describing, placing, weighing
from bot.core.speakers.events import Attributed, Event, Found
from bot.core.verbs.clauses import THAT

_LONG = 6
_ARABIC = re.compile("[ء-ي]")
_JOINED = 8
_BESIDE = 4
"""The clause after a quotation begins at most so many tokens later: «…»، كما يقول."""
_LONGEST_CALLED = 5
_PUT_SO = placing.PUT_SO
_THAT = re.compile("^أن (?![يتنأ])")
"""«وأكد «أن المدينة نائمة»»: it belongs to the report, though it stands in the marks; not in «أن
تنام المدينة»."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A quotation with what the digest must know to print it."""

    quote: Quote
    is_sure: bool
    """The speaker is named beside it, or speaks on with nobody between."""
    is_named: bool
    """Who speaks stands beside the reporting word; not so behind «وأضاف»."""
    is_person: bool
    """With a name: neither a body nor «المدير» alone."""
    points_outside: bool
    """Read alone, the words do not say of what they speak."""


def _before(found: Found, back: int = 1) -> str:
    at = found.at - back
    return found.paragraph.tokens[at].key if at >= 0 else ""


def _kind(found: Found) -> QuoteKind | None:
    """Speech, fragment, or None for what is nobody's speech; of more than a few words."""
    event, words = found.event, found.text.split()
    if event is None:
        return _reject(found, "no reporting clause")
    if reason := _name(found):
        return _reject(found, reason)
    if event.is_continued:
        is_speech = len(words) >= _LONG and event.verb.force != "act"
        return QuoteKind.SPEECH if is_speech else _reject(found, "too short to go on")
    if found.is_after:
        return _kind_before_clause(found, words)
    if reason := _no_speech(found, words):
        return _reject(found, reason)
    return QuoteKind.SPEECH if standing.alone(found, words) else QuoteKind.FRAGMENT


def _kinds(founds: Sequence[Found], paragraphs: Sequence[str]) -> list[QuoteKind | None]:
    """What each quotation is: by the rules, or where it has but a few words by their weight."""
    texts = [found.text for found in founds]
    kinds = [None if _is_short(found) else _kind(found) for found in founds]
    longer = sum(
        kind is not None and len(found.text.split()) >= _LONG
        for kind, found in zip(kinds, founds, strict=True)
    )
    unmarked_too = quoted_names.unmarked(texts, paragraphs)
    around = weighed.Around(quoted_names.repeated(texts), unmarked_too, longer)
    for at, found in enumerate(founds):
        if _is_short(found):
            is_joined = at > 0 and kinds[at - 1] is not None and _is_joined(found)
            kinds[at] = QuoteKind.FRAGMENT if is_joined else _weigh(found, around)
    return carried.carry_on(founds, kinds)


def _is_short(found: Found) -> bool:
    return len(found.text.split()) <= weighed.MOST_WORDS


def _weigh(found: Found, around: weighed.Around) -> QuoteKind | None:
    """The kind of a few words."""
    if reason := _surely_none(found, around):
        return _reject(found, reason)
    if found.is_after and _is_as_he_put_it(found):
        return QuoteKind.FRAGMENT
    found.signs = tuple(weighed.signs(found, around))
    if not weighed.is_speech(found.signs):
        return _reject(found, f"weighed: {weighed.explained(found.signs)}")
    words = found.text.split()
    if found.is_after:
        return _kind_before_clause(found, words)
    return QuoteKind.SPEECH if standing.alone(found, words) else QuoteKind.FRAGMENT


def _surely_none(found: Found, around: weighed.Around) -> str:
    """Why a few words are nobody's beyond doubt; empty if they are to be weighed."""
    if found.event is None:
        return "no reporting clause"
    if not _ARABIC.search(found.text):
        return "no Arabic"
    if found.text in around.unmarked:
        return "a name: without marks elsewhere"
    if reason := quoted_names.surely(found.paragraph, found.at, found.text):
        return reason
    return "" if found.is_after else _no_speech(found, found.text.split())


def _is_joined(found: Found) -> bool:
    """«الغضب» و«الألم», «بـ«المتسرعين» في عملهم، و«الجهلة»»."""
    tokens, event = found.paragraph.tokens, found.event
    if found.key_before != "و" or event is None:
        return False
    row = tokens[max(event.after, found.at - _JOINED) : found.at - 1]
    return any(token.span is not None for token in row)


def _name(found: Found) -> str:
    """Why the words are a name, a title, a list; empty if they may be speech."""
    if reason := quoted_names.reason(found.paragraph, found.at, found.text):
        return reason
    return "" if _ARABIC.search(found.text) else "no Arabic"


def _kind_before_clause(found: Found, words: list[str]) -> QuoteKind | None:
    """«…»، يقول فلان."""
    is_near = found.event is not None and found.event.at - found.at <= _BESIDE
    is_speech = len(words) >= 4 and standing.stands_apart(found, words)
    if _before(found) == "،" == _before(found, 3):
        is_speech = False  # «من بين الأسباب، كذلك، «…»»: the sentence goes on
    is_speech = is_speech and not standing.is_phrase(words) and not standing.leans(found, words)
    return QuoteKind.SPEECH if is_speech and is_near else QuoteKind.FRAGMENT


def _is_as_he_put_it(found: Found) -> bool:
    """««النهر القديم» على حد تعبيرهم», ««منفى» كما يصفه»: even two words are somebody's then."""
    event = found.event
    return event is not None and (event.key in _PUT_SO or event.key in reporting.DESCRIBING)


def _no_speech(found: Found, words: list[str]) -> str:
    """Why the words beside a reporting clause are nobody's speech; empty if they are."""
    event = found.event
    if event is None or found.at < event.after:
        return "the quoted words name the speaker"
    if naming_speaker.is_part_of_subject(found) or _is_inside_clause(found, event, words):
        return "a name inside the clause"
    if quoted_names.is_subject_of_that(found.paragraph, found.at, words):
        return "a name after أن"
    if len(words) <= _LONGEST_CALLED and describing.is_called(found):
        return "a name by which it is called"
    if len(words) <= weighed.MOST_WORDS and _is_explained(found):
        return "a name, explained in brackets"
    return ""


def _is_explained(found: Found) -> bool:
    """««إيض ن إيناير» (ليلة يناير)», not «وصفه بـ«المتسرع» (يقصد …)»."""
    following = found.paragraph.tokens[found.at + 1 : found.at + 2]
    is_bracketed = bool(following) and following[0].key == "("
    return is_bracketed and not describing.describes(found)


def _is_inside_clause(found: Found, event: Event, words: list[str]) -> bool:
    count = len(words)
    if look(arabic.word_key(words[0])).sort in ("preposition", "stop") and count > 1:
        return False  # «من حيث المبدأ»
    if event.verb.is_noun or event.verb.force not in ("say", "claim"):
        return False
    return quoted_names.is_inside_clause(found.paragraph, found.at, count, event.at)


def _reject(found: Found, reason: str) -> QuoteKind | None:
    """Note why the quotation is nobody's speech."""
    found.reasons.append(reason)
    return None


def quote_of(found: Found, kind: QuoteKind) -> Quote:
    event, span = found.event, found.span
    speaker, cited = event.speaker if event is not None else None, blessings.cited(found)
    text = _THAT.sub("", found.text) if kind is QuoteKind.SPEECH else found.text
    return Quote(
        text=text,
        speaker=cited or (speaker.name if speaker else ""),
        role=speaker.role if speaker and not cited else "",
        cue=event.cue if event is not None and not event.is_continued else "",
        kind=kind,
        paragraph=found.paragraph.index,
        start=span.start + len(found.text) - len(text),
    )


def is_sure_of(found: Found) -> bool:
    """Both marks are there, and there is no doubt who speaks."""
    event = found.event
    speaker = event.speaker if event is not None else None
    if event is None or speaker is None or not found.is_sure or blessings.cited(found):
        return False
    if unsaid.is_unsaid(found, event) or others.may_be_anothers(found, event, speaker):
        return False
    is_whole = found.span.is_whole or forgotten.ends_clearly(found)
    if not is_whole or forgotten.may_hold_others(found):
        return False
    if standing.leans_on_pronoun(found) or standing.turns(found.text.split()):
        return False
    return confidence.is_printable(found.paragraph, found.at, event, speaker)


def read(paragraphs: Sequence[str]) -> list[tuple[Found, QuoteKind | None]]:
    """Every quotation, what it is, and if it is speech with whoever is likeliest to say it."""
    told, kinds = by_clauses(paragraphs)
    spoken = [found for found, kind in zip(told.founds, kinds, strict=True) if kind is not None]
    weighing.weigh(spoken, told)
    return list(zip(told.founds, kinds, strict=True))


def by_clauses(paragraphs: Sequence[str]) -> tuple[Attributed, list[QuoteKind | None]]:
    """The same with the speakers as the clauses tell them, before anybody is weighed."""
    told = attribution.attribute(paragraphs)
    return told, _kinds(told.founds, paragraphs)


def find(paragraphs: Sequence[str]) -> list[Finding]:
    """Every quotation that is somebody's speech, in text order, with how sure its speaker is."""
    findings: list[Finding] = []
    for found, kind in read(paragraphs):
        if kind is not None and found.event is not None:
            is_named, who = found.event.how == "named", found.event.speaker
            is_person = who is not None and who.is_named
            is_behind_that = found.key_before in THAT
            points = pointing.points_outside(found.text, is_behind_that=is_behind_that)
            points = points or standing.is_told_of(found)
            quote = quote_of(found, kind)
            findings.append(Finding(quote, is_sure_of(found), is_named, is_person, points))
    return findings


def find_unmarked(paragraphs: Sequence[str]) -> list[Finding]:
    """Speech behind a colon without marks, where nothing else can be meant; in text order."""
    copy, places = unmarked.mark(paragraphs)
    if not places:
        return []
    findings: list[Finding] = []
    for finding in find(copy):
        quote = finding.quote
        start = places.get((quote.paragraph, quote.start))
        if start is not None and _is_told_fully(quote):
            findings.append(replace(finding, quote=replace(quote, start=start)))
    return findings


def _is_told_fully(quote: Quote) -> bool:
    """A name with its office, two names, or an office: no «الشيخ» of a tale."""
    words = quote.speaker.split()
    first = look(arabic.word_key(words[0])).sort if words else "other"
    return bool(quote.role) or (len(words) > 1 and first in ("given", "title"))


def extract(paragraphs: Sequence[str]) -> list[Quote]:
    """Every quotation that is somebody's speech, in text order, none of them `key`."""
    return [finding.quote for finding in find(paragraphs)]
