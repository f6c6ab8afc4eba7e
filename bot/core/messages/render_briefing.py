"""A briefing as one message, and its stories as they open in its place.

Beside the links of the headlines it has a key for each story: keys carry the briefing and the
number, so that they work as long as the briefing is kept. In groups and channels, where what
everybody reads is not turned over by one of them, there are only the links.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, NamedTuple

from bot.core import arabic, leaning, outlook, stories
from bot.core.messages import digits, full_text, render, render_list, telegram_html
from bot.core.messages.render import deep_link, is_web, telling
from bot.core.messages.render_quotes import LONGEST_QUOTE, in_marks, naming
from bot.core.messages.telegram_html import fits, inline, line, link, verbatim
from bot.core.models import (
    Briefing,
    BriefingKind,
    BriefingTexts,
    Button,
    Language,
    Length,
    Message,
    Settings,
    StoredArticle,
    Subscriber,
    Variant,
)
from bot.core.texts import count, label, placed, say
from bot.core.times import calendars, cities, zones

LONGEST: Final = 4000
"""Of 4,096: keys of clients and edits have been seen to count differently."""
LONGEST_LINE: Final = 120
LONGEST_SENTENCE: Final = 320
KEYS_A_ROW: Final = 4
SOURCES_NAMED: Final = 6

PARTS: Final = ((4, "night"), (11, "morning"), (16, "noon"), (21, "evening"), (24, "night"))
"""What the hours of the day before these are called."""


def message(
    briefing: Briefing,
    texts: BriefingTexts,
    reader: Subscriber,
    *,
    bot: str,
    missed: Sequence[str] = (),
) -> Message:
    """The whole briefing; what does not fit is left out whole: first the quotation, then the
    sentences below the headlines, the last story's first, then stories."""
    numbered, language = shown(briefing, texts), reader.settings.language
    if not numbered:
        return render.notice(say("briefing.withdrawn", language))
    is_private = reader.kind == "private"
    below = "".join(f"\n{each}" for each in ("", *missed)) if missed else ""
    every = (each + below for each in versions(briefing, texts, reader, bot=bot))
    html = next(each for each in every if fits(each, LONGEST))
    rows = keys(briefing, numbered, language) if is_private else ()
    return digits.write(Message(html=html, buttons=rows), reader.settings.digits)


def readdressed(
    made: Message, briefing: Briefing, texts: BriefingTexts, reader: Subscriber
) -> Message:
    """The message that was made of the same briefing for another reader."""
    if reader.kind != "private" or not made.buttons:
        return made
    rows = keys(briefing, shown(briefing, texts), reader.settings.language)
    readdressed = replace(made, buttons=rows)
    return digits.write(readdressed, reader.settings.digits)


def missed_line(briefing: Briefing, bot: str, variant: Variant) -> str:
    """Of a briefing that may not have arrived, with a link that opens it: that of a group cannot
    be opened in anybody's own chat."""
    is_rest = briefing.kind is BriefingKind.REST
    title = label("missed.rest", variant.language) if is_rest else name(briefing, variant.language)
    shown = link(briefing_link(bot, briefing.id), title) if variant.is_private else inline(title)
    return line(f"{say('missed', variant.language)} {shown}")


def briefing_link(bot: str, briefing_id: int) -> str:
    return f"https://t.me/{bot}?start=b{briefing_id}"


def shown(briefing: Briefing, texts: BriefingTexts) -> list[tuple[int, StoredArticle, int]]:
    """The stories that can be told, each with its number and how many sources tell it: not what
    has been taken back since."""
    found = (
        (number, texts.articles.get(each.article_id), texts.sources.get(each.story_id, 1))
        for number, each in enumerate(briefing.stories, start=1)
    )
    return [
        (number, stored, sources)
        for number, stored, sources in found
        if stored is not None and not stored.is_withdrawn
    ]


def versions(
    briefing: Briefing, texts: BriefingTexts, reader: Subscriber, *, bot: str
) -> Iterator[str]:
    """The message as it is at best, and as it is with ever less in it."""
    numbered = shown(briefing, texts)
    variant = reader.variant
    lines = pushed_lines(briefing, texts, variant.language, bot=bot)
    foot = closing(briefing, variant)
    blocks = [block(*each, variant=variant, bot=bot) for each in numbered]
    for said in (said_block(briefing, texts, variant.language), ""):
        yield assembled(briefing, reader.settings, blocks, [*lines, said, *foot])
    for told in range(len(numbered) - 1, -1, -1):
        headline = replace(variant, length=Length.HEADLINE)
        blocks[told] = block(*numbered[told], variant=headline, bot=bot)
        yield assembled(briefing, reader.settings, blocks, [*lines, *foot])
    while blocks:
        blocks.pop()
        yield assembled(briefing, reader.settings, blocks, foot)


def assembled(
    briefing: Briefing, settings: Settings, blocks: Sequence[str], after: Sequence[str]
) -> str:
    told, language = "\n\n".join(blocks), settings.language
    words = len(telegram_html.plain(told).split())
    length = say(
        "briefing.length",
        language,
        stories=count("stories", len(blocks), language),
        minutes=count("minutes", max(1, round(words / full_text.WORDS_A_MINUTE)), language),
    )
    title = say("briefing.title", language, name=name(briefing, language))
    below = "\n".join(part for part in after if part)
    lines = [line(title), *dates(briefing, settings), line(length), "", told]
    return "\n".join([*lines, *([below] if below else [])])


def name(briefing: Briefing, language: Language) -> str:
    """What a briefing is called: by its hour, or by why it was made."""
    if briefing.kind is not BriefingKind.SCHEDULED:
        return label(f"briefing.{briefing.kind}", language)
    hour = int(briefing.slot.split(" ")[1][:2])
    return label(next(f"briefing.{part}" for until, part in PARTS if hour < until), language)


def dates(briefing: Briefing, settings: Settings) -> list[str]:
    """The reader's own date, by both calendars."""
    day = datetime.fromisoformat(briefing.slot.split(" ")[0]).date()
    country, language = cities.country_of(settings.zone), settings.language
    ours = calendars.long_date(day, country=country, language=language)
    hijri = calendars.hijri_date(day, language=language)
    return [line(each) for each in (ours, hijri) if each]


def block(number: int, stored: StoredArticle, sources: int, *, variant: Variant, bot: str) -> str:
    """One story: its headline as a link, a sentence, its source and how many tell it."""
    source = source_of(stored, sources, variant.language)
    sentences = sentences_of(stored, variant.length)
    below = line(f"{inline(sentences)} {source}" if sentences else source)
    return f"{render_list.numbered(number, stored, bot)}\n{below}"


def sentences_of(stored: StoredArticle, length: Length) -> str:
    """The first sentence of the gist that is short enough to stand here whole; of a long message
    all of it."""
    if length is Length.HEADLINE:
        return ""
    told = render.besides(stored.digest, render_list.LONGEST_LISTED)
    short = [arabic.ended(each) for each in told if arabic.utf16_units(each) <= LONGEST_SENTENCE]
    return leaning.opening(" ".join(short if length is Length.LONG else short[:1]))


def source_of(stored: StoredArticle, sources: int, language: Language) -> str:
    """Its source, and how many tell it: in English on a line of its own, since this one is
    Arabic."""
    name, url = stored.source.name, stored.article.url
    source = link(url, name) if is_web(url) else inline(name)
    if sources < 2:
        return source
    told_by = count("told_by", sources, language)
    return f"{source} · {told_by}" if language is Language.ARABIC else f"{source}\n{line(told_by)}"


def pushed_lines(
    briefing: Briefing, texts: BriefingTexts, language: Language, *, bot: str
) -> list[str]:
    found = [texts.articles.get(each.article_id) for each in briefing.pushed]
    lines = []
    for stored in found:
        if stored is not None and not stored.is_withdrawn:
            text = arabic.shorten(telling(stored.digest), LONGEST_LINE)
            lines.append(line(f"• {link(deep_link(bot, stored.id), text)}"))
    return ["\n" + line(say("briefing.pushed", language)), *lines] if lines else []


def said_block(briefing: Briefing, texts: BriefingTexts, language: Language) -> str:
    """The quotation of the day; empty if it is no longer there, or longer than a few lines."""
    if briefing.said is None:
        return ""
    stored = texts.articles.get(briefing.said.article_id)
    if stored is None or stored.is_withdrawn:
        return ""
    quotes = stored.digest.quotes
    if briefing.said.position >= len(quotes):
        return ""
    quote = quotes[briefing.said.position]
    if not (quote.key and quote.speaker) or arabic.utf16_units(quote.text) > LONGEST_QUOTE:
        return ""
    words = line(in_marks(verbatim(quote.text)))
    label = line(say("briefing.said", language))
    return f"<blockquote>{label}\n{words}\n{naming(quote)}</blockquote>"


def closing(briefing: Briefing, variant: Variant) -> list[str]:
    lines, language = [], variant.language
    if briefing.left and briefing.kind is BriefingKind.REST:
        lines.append(render.notice(say("briefing.left", language, left=briefing.left)).html)
    if variant.is_private:
        lines.append(line(say("latest.choose", language)))
    return lines


def keys(
    briefing: Briefing, numbered: Sequence[tuple[int, StoredArticle, int]], language: Language
) -> tuple[tuple[Button, ...], ...]:
    """A key for each story, and one for the settings."""
    numbers = [
        Button(label=str(number), data=f"brief:{briefing.id}:{number}") for number, *_ in numbered
    ]
    settings = (Button(label=label("button.settings", language), data="settings"),)
    return (*render_list.number_rows(numbers, KEYS_A_ROW, language), settings)


class Place(NamedTuple):
    """Where a story was opened: that briefing, and its number in it."""

    briefing_id: int
    number: int


def story(
    place: Place, tellings: Sequence[StoredArticle], reader: Subscriber, *, now: datetime, bot: str
) -> Message:
    """A story opened in the place of its briefing: the version that was told, the first of
    `tellings`, with what is quoted in all of them."""
    stored, language = tellings[0], reader.settings.language
    shown = stories.with_others(stored, tellings)
    message = render.story(shown, now=now, bot=bot, variant=reader.variant)
    also = other_sources(tellings, language)
    html = f"{message.html}\n{line(also)}" if also else message.html
    rows: list[tuple[Button, ...]] = []
    last = [back(place, language)]
    if not stored.is_withdrawn:
        rows.append((Button(label=label("button.full", language), data=f"{turn(place)}:1"),))
        if is_web(stored.article.url):
            last.insert(0, Button(label=label("button.origin", language), url=stored.article.url))
    opened = Message(html=html, buttons=(*rows, tuple(last)))
    return digits.write(opened, reader.settings.digits)


def other_sources(tellings: Sequence[StoredArticle], language: Language) -> str:
    names = dict.fromkeys(each.source.name for each in tellings if not each.is_withdrawn)
    names.pop(tellings[0].source.name, None)
    told = [placed(arabic.isolate(each), language) for each in list(names)[:SOURCES_NAMED]]
    joined = label("comma", language).join(told)
    return say("briefing.also", language, sources=joined) if joined else ""


def page(place: Place, stored: StoredArticle, number: int, *, variant: Variant) -> Message:
    """A page of the full text of a story that was opened in its briefing."""
    message = full_text.message(
        stored, number, variant=variant, has_digest=False, turn=turn(place)
    )
    data = f"brief:{place.briefing_id}:{place.number}"
    digest = Button(label=label("button.digest", variant.language), data=data)
    last = (digest, back(place, variant.language))
    return replace(message, buttons=(*message.buttons, last))


def turn(place: Place) -> str:
    """What the keys that turn pages carry before the page."""
    return f"bfull:{place.briefing_id}:{place.number}"


def back(place: Place, language: Language) -> Button:
    return Button(label=label("button.back", language), data=f"brief:{place.briefing_id}:0")


def nothing_new(last: Briefing | None, settings: Settings) -> Message:
    """What who asks is told when there is nothing, with the last briefing one tap away."""
    language = settings.language
    if last is None:
        return render.notice(say("briefing.all_read", language))
    is_named = last.kind is BriefingKind.SCHEDULED
    if is_named:
        time = outlook.short(last.slot.split(" ")[1])
        text = say("briefing.nothing", language, time=time, name=name(last, language))
    else:  # his clock may be another now
        made_at = last.made_at.astimezone(zones.named(settings.zone)).time()
        text = say("briefing.nothing.asked", language, time=outlook.clock_text(made_at))
    key = Button(label=label("button.last_briefing", language), data=f"brief:{last.id}:0")
    return digits.write(render.notice(text, [key]), settings.digits)
