"""Long quotations in sentences that report nothing: told on from who was quoted before.

«وشكل اللقاء «لحظة مهمة لتبادل …»» after a statement was quoted: nobody puts marks around so many
words of his own. Titles and lists aside, they are his who spoke last, which is not certain.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.models import QuoteKind
from bot.core.phrases.tokens import END, QUOTATION
from bot.core.quotes import quoted_names
from bot.core.speakers.events import Event, Found, continued
from bot.core.verbs.clauses import THAT

_FEWEST_WORDS = 13
_FEWEST_BEHIND_THAT = 5
"""«… هي أهم تهديد»، وأن «الساحة …»»: أن alone says that somebody is quoted."""
_FAR = 1
"""Paragraphs."""
_OPENS = ("", END, QUOTATION)


def carry_on(founds: Sequence[Found], kinds: Sequence[QuoteKind | None]) -> list[QuoteKind | None]:
    """The kinds, with those that no clause governs given to who was quoted before."""
    last: Found | None = None
    is_quoted = False  # until then he speaks on who was told to report, if but names
    carried: list[QuoteKind | None] = []
    for found, kind in zip(founds, kinds, strict=True):
        if found.event is not None and found.event.speaker is not None:
            is_quoted = is_quoted or kind is not None
            last = found if kind is not None or not is_quoted else last
        elif last is not None and found.event is None and _is_told_on(found):
            found.event = _event(last, found)
            found.reasons.clear()
            kind = QuoteKind.SPEECH if found.key_before in _OPENS else QuoteKind.FRAGMENT
        carried.append(kind)
    return carried


def _event(last: Found, found: Found) -> Event | None:
    """The clause of the quotation before, by him who is named in this sentence if somebody is;
    without a speaker where it stands too far away."""
    if last.event is None:
        return None
    event = continued(last.event, found.at)
    if found.teller is not None and found.teller.is_named:
        event.subject = replace(event.subject, speaker=found.teller)
    elif found.last is not None and found.last.is_named and found.last is not last.event.speaker:
        event.subject = replace(event.subject, speaker=found.last)
    elif found.paragraph.index - last.paragraph.index > _FAR:
        event.subject = replace(event.subject, speaker=None)
    return event


def _is_told_on(found: Found) -> bool:
    fewest = _FEWEST_BEHIND_THAT if found.key_before in THAT else _FEWEST_WORDS
    if len(found.text.split()) < fewest or not found.span.is_whole:
        return False
    return not quoted_names.reason(found.paragraph, found.at, found.text)
