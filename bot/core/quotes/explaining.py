"""Why each quotation has its speaker, or none: for people who read `digest --explain`."""

from collections.abc import Sequence

from bot.core import arabic
from bot.core.models import QuoteKind
from bot.core.quotes import finding, weighed
from bot.core.speakers.events import Found, Weighed

_MOST = 4
"""Candidates that are shown."""


def explain(paragraphs: Sequence[str]) -> list[str]:
    """For each quotation its clause, the cue, the speaker and why; one text for each."""
    return [_explained(found, kind) for found, kind in finding.read(paragraphs)]


def _explained(found: Found, kind: QuoteKind | None) -> str:
    event, paragraph = found.event, found.paragraph
    shown = f"«{arabic.shorten(found.text, 80)}»"
    if kind is None or event is None:
        return f"{shown}\n  no speech: {'; '.join(found.reasons)}"
    clause = paragraph.text[max(0, found.span.opened - 80) : found.span.opened].strip()
    quote = finding.quote_of(found, kind)
    who = "، ".join(part for part in (quote.speaker, quote.role) if part) or "nobody"
    sure = "sure" if finding.is_sure_of(found) else "not sure"
    lines = [
        shown,
        f"  {kind}; clause: …{clause}",
        f"  cue: {event.cue} ({event.verb.force})",
        f"  speaker: {who} ({event.subject.why}; {sure})",
    ]
    if found.signs:
        lines.append(f"  weighed as speech: {weighed.explained(found.signs)}")
    others = [f"  not {name}: {reason}" for name, reason in event.subject.passed_over]
    candidates = [_told_of(each) for each in found.weighed[:_MOST]]
    return "\n".join([*lines, *others, *candidates])


def _told_of(candidate: Weighed) -> str:
    name = candidate.speaker.name if candidate.speaker is not None else "nobody"
    return f"  {candidate.chance:.2f} {name}: {', '.join(candidate.signs)}"
