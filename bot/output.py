"""What the command line prints: digests, feeds, sources and figures, as text and as JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.core import arabic, digest, stories
from bot.core.messages import render, telegram_html
from bot.core.models import (
    Article,
    Digest,
    Entry,
    FoundFeed,
    Length,
    Message,
    ParsedFeed,
    Source,
    StoredArticle,
    Variant,
)
from bot.core.stories import Comparison
from bot.inputs import Input
from storage.figures import Figures, Pace
from storage.sources import SourceHealth

NOBODY = "mujaz_bot"  # whose deep links a digest on the command line would carry


def message(
    given: Input, found: Article, made: Digest, *, length: Length, now: datetime
) -> Message:
    """The message that a subscriber would be sent."""
    host = urlsplit(found.url or given.url).hostname
    name = "stdin" if given.name == "-" else given.name.rsplit("/", 1)[-1]
    source = Source(id=0, name=host or name, url=given.url)
    stored = StoredArticle(id=0, source=source, article=found, digest=made, stored_at=now)
    return render.story(stored, now=now, bot=NOBODY, variant=Variant(length=length))


def digest_json(given: Input, found: Article, made: Digest, shown: Message) -> dict[str, Any]:
    told = {(quote.paragraph, quote.start) for quote in made.quotes}
    return {
        "input": given.name,
        "headline": made.headline,
        "gist": list(made.gist),
        "quotes": [
            {
                "text": quote.text,
                "speaker": quote.speaker,
                "role": quote.role,
                "cue": quote.cue,
                "kind": quote.kind.value,
                "key": quote.key,
                "told": (quote.paragraph, quote.start) in told,
            }
            for quote in digest.every_quote(found, made)
        ],
        "body": list(found.paragraphs),
        "author": found.author,
        "published": iso(found.published),
        "image": found.image,
        "source_url": found.url or given.url,
        "messages": [
            {
                "html": shown.html,
                "utf16_units": arabic.utf16_units(telegram_html.plain(shown.html)),
            }
        ],
    }


def digest_text(shown: Message) -> str:
    """The message as a terminal can show it: without markup."""
    return telegram_html.plain(shown.html) + "\n"


def comparison_json(found: Comparison) -> dict[str, Any]:
    return {
        "same": found.is_same,
        "copy": found.is_copy,
        "score": round(found.score, 3),
        "containment": round(found.containment, 3),
        "terms": {stem: round(part, 3) for stem, part in found.terms},
        "names": list(found.names),
        "numbers": list(found.numbers),
        "quoted": found.quoted,
    }


def comparison_text(found: Comparison, *, explain: bool) -> list[str]:
    """The verdict, and on demand what it rests on, a line each."""
    verdict = "the same story" if found.is_same else "not the same story"
    lines = [f"{verdict}: {found.score:.2f}, where {stories.SAME:.2f} is enough"]
    lines.append(
        f"{'one text' if found.is_copy else 'two texts'}: {found.containment:.0%} of the shorter "
        "one's runs of three words in the other"
    )
    if explain:
        shared = "، ".join(f"{stem} {part:.3f}" for stem, part in found.terms)
        lines += [
            f"words    {shared or '-'}",
            f"names    {'، '.join(found.names) or '-'}",
            f"numbers  {', '.join(found.numbers) or '-'}",
            f"quoted   {found.quoted} runs of four words",
            f"why      {found.why}",
        ]
    return lines


def entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "published": iso(entry.published),
        "updated": iso(entry.updated),
        "author": entry.author,
        "image": entry.image,
    }


def entry_text(entry: Entry) -> str:
    return f"{iso(entry.published) or '-'}  {entry.title}  {entry.url}"


def nothing_in(feed: ParsedFeed) -> str:
    """Why a feed has no entries to show."""
    if feed.children:
        return f"an index of sitemaps; give one of them: {feed.children[0]}"
    return "a feed that holds no entries"


def found_text(feed: FoundFeed, *, now: datetime) -> str:
    """A feed that was looked at, in one line."""
    newest = age(feed.newest, now=now) if feed.newest else "of no date"
    language = "Arabic" if feed.language == "ar" else "not Arabic"
    return f"{feed.kind}, {feed.entries} entries, the newest {newest}, {language}"


def age(at: datetime, *, now: datetime) -> str:
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 0:
        return "in the future"
    for unit, size in (("days", 1440), ("hours", 60)):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit} old"
    return f"{minutes} minutes old"


def iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def health_text(health: SourceHealth) -> str:
    """One source in one line: what it is, and how polling fares."""
    source = health.source
    if health.retired_why:
        state = f"RETIRED: {health.retired_why}; `sources add` brings it back"
    elif health.failures:
        since = f", since {iso(health.failing_since)}" if health.failing_since else ""
        state = f"FAILING ({health.failures} in a row{since}): {health.last_error}"
    elif health.polled_at is None:
        state = "not asked yet"
    else:
        state = f"ok, {health.articles} articles"
    if health.entries_failed:
        state += f"; {health.entries_failed} entries not read: {health.last_entry_error}"
    default = "default" if source.is_default else "-"
    return f"{source.name}\t{source.url}\t{default}\t{state}"


def figures_json(found: Figures) -> dict[str, Any]:
    queue = asdict(found.queue)
    reasons = dict(queue.pop("reasons"))
    return {
        "readers": found.readers,
        "articles": found.articles,
        "quotes": found.quotes,
        "entries_waiting": found.entries_waiting,
        "queue": queue,
        "reasons": reasons,
        "pace": pace_json(found.pace),
        "sources": [
            {
                "name": health.source.name,
                "url": health.source.url,
                "failures": health.failures,
                "failing_since": iso(health.failing_since),
                "retired_why": health.retired_why,
                "last_error": health.last_error,
                "succeeded": iso(health.succeeded_at),
                "articles": health.articles,
                "entries_failed": health.entries_failed,
                "last_entry_error": health.last_entry_error,
            }
            for health in found.sources
        ],
    }


def pace_json(pace: Pace) -> dict[str, Any]:
    return {
        "waiting": pace.waiting,
        "waiting_is_counted": pace.is_counted,
        "oldest_seconds": pace.oldest and int(pace.oldest.total_seconds()),
        "sent_last_minute": pace.last_minute,
        "floods_today": pace.floods,
        "left_out_today": pace.left_out,
        "briefings_sent_in_a_day": pace.briefings,
        "corrections_open": pace.corrections,
        "refused_messages": [asdict(each) for each in pace.refused],
        "first_reader_seconds": pace.first_reader and asdict(pace.first_reader),
        "last_reader_seconds": pace.last_reader and asdict(pace.last_reader),
    }


def pace_text(pace: Pace) -> list[str]:
    more = "" if pace.is_counted else " or more"
    oldest = f", the oldest for {int(pace.oldest.total_seconds())} s" if pace.oldest else ""
    lines = [
        f"pace       {pace.waiting}{more} to be sent{oldest}; {pace.last_minute} sent within a "
        f"minute, {pace.floods} × 429 today; corrections under way: {pace.corrections}",
        f"           {pace.briefings} briefings sent within a day; today news came too late for "
        f"{pace.left_out} readers",
    ]
    for name, delays in (("first", pace.first_reader), ("last", pace.last_reader)):
        if delays:
            lines.append(
                f"           published to {name} reader, today's pushes: "
                f"{delays.p50} s (p50), {delays.p99} s (p99)"
            )
    if pace.refused:
        last = pace.refused[0]
        lines.append(
            f"refused    {len(pace.refused)} messages (see --json); "
            f"the last of article {last.article_id}, {last.times} ×: {last.error}"
        )
    return lines


def figures_text(found: Figures) -> str:
    readers, queue = found.readers, found.queue
    lines = [
        f"readers    {readers['subscribed']} subscribed, {readers['known']} not, "
        f"{readers['gone']} gone",
        f"articles   {found.articles} with {found.quotes} quotes; "
        f"{found.entries_waiting} entries to be read",
        f"outbox     {queue.delivered} delivered, {queue.sending} being sent, "
        f"{queue.retry} to be tried again, {queue.uncertain} uncertain, {queue.dead} dead; "
        f"{queue.open_broadcasts} broadcasts open",
    ]
    lines += [f"           {count} × {reason}" for reason, count in queue.reasons]
    lines += pace_text(found.pace)
    lines += [f"source     {health_text(health)}" for health in found.sources]
    return "\n".join(lines)
