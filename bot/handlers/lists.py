"""Sources as files: `/export` sends the reader's list, a list that is sent adds what is in it.

Importing goes the way of `/add`: a row first, an answer at once, edited when all is done. Each
feed of the list is looked at, within the reader's quota; one message tells what became of it.
"""

import asyncio
import io
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from telegram import Bot, Document, Update
from telegram.error import TelegramError

from bot import additions
from bot.core import arabic, urls
from bot.core.feeds import opml
from bot.core.feeds.discovery import NoFeed
from bot.core.feeds.opml import NoList, Outline
from bot.core.messages import render
from bot.core.models import Button, FoundFeed, Language, Message, Source, Subscriber
from bot.core.texts import label, say
from bot.handlers import talk
from bot.handlers.adding import begin, told
from bot.handlers.context import (
    Context,
    Services,
    answer,
    answer_text,
    asker,
    chat_of,
    decides,
    language_of,
    services,
    thread_of,
)
from storage import Tx, subscribers
from storage.requests import Look

FILE_NAME = "mujaz.opml"
FAILURES_TOLD = 5
LOOKS_AT_ONCE = 2
"""Of a list; of the few at once for all, the others are for other readers."""
COUNTED_AS = {
    "add.done": "added",
    "add.already": "already",
    "add.pending": "pending",
    "add.pending_already": "pending",
    "add.quota": "over",
    "add.too_fast": "over",
}

log = logging.getLogger(__name__)


async def export(update: Update, context: Context) -> None:
    """The sources of this chat, muted ones too, as an OPML file."""
    if not await decides(update, context):
        return
    desk = services(context)

    def read(tx: Tx) -> list[Source]:
        subscriber = asker(tx, update, desk)
        choices = subscribers.choices(tx, subscriber.id)
        return [choice.source for choice in choices if choice.is_on]

    mine = await desk.database.run(read)
    if not mine:
        await answer_text(update, context, "opml.empty")
        return
    language = await language_of(update, context)
    body = opml.write(mine, title=label("opml.title", language), now=desk.clock())
    await chat_of(update).send_document(
        io.BytesIO(body),
        filename=FILE_NAME,
        caption=render.notice(say("opml.sent", language)).html,
        message_thread_id=thread_of(update),
    )


async def take(update: Update, context: Context) -> None:
    """A file: a list of sources, or nothing that the bot could use."""
    message = update.effective_message
    document = message.document if message else None
    if document is None or not is_list(document):
        await answer(update, talk.not_understood(await language_of(update, context)))
        return
    if (document.file_size or 0) > opml.MAX_BYTES:
        await answer(update, wrong("opml.too_large", await language_of(update, context)))
        return
    if refusal := await begin(update, context, document.file_id, read_through, sought="list"):
        await answer_text(update, context, refusal)


def is_list(document: Document) -> bool:
    name = (document.file_name or "").lower()
    return name.endswith((".opml", ".xml")) or "opml" in (document.mime_type or "").lower()


def wrong(key: str, language: Language) -> Message:
    return render.notice(say("opml.wrong", language, reason=label(key, language)))


async def read_through(bot: Bot, desk: Services, look: Look) -> Message:
    """Read a list and add what the reader may have of it."""
    try:
        outlines = await asyncio.to_thread(opml.read, await download(bot, look.what))
    except NoList as error:
        log.info("list status=unreadable reason=%r", str(error))
        return wrong(error.key, look.subscriber.settings.language)
    result = await taken_in(desk, look.subscriber, outlines)
    log.info("list status=read feeds=%d %s", len(outlines), dict(result.counts))
    return summary(result, len(outlines), look.subscriber.settings.language)


async def download(bot: Bot, file_id: str) -> bytes:
    try:
        file = await bot.get_file(file_id)
        if (file.file_size or 0) > opml.MAX_BYTES:
            raise NoList("opml.too_large", f"{file.file_size} bytes")
        return bytes(await file.download_as_bytearray())
    except TelegramError as error:
        raise NoList("opml.lost", f"Telegram does not give it: {error}") from error


@dataclass(slots=True)
class Result:
    """What became of the feeds of a list."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    """A line of HTML for each."""

    def count(self, key: str, line: str) -> None:
        self.counts[COUNTED_AS.get(key, "failed")] += 1
        if key not in COUNTED_AS:
            self.failures.append(line)


async def taken_in(desk: Services, subscriber: Subscriber, outlines: Sequence[Outline]) -> Result:
    """What is followed already is taken as it is; the rest is looked at, a few at a time, as
    far as the quota goes."""
    result, language = Result(), subscriber.settings.language
    unknown, room = await desk.database.run(sorted_out, desk, subscriber, outlines, result)
    result.counts["over"] += max(0, len(unknown) - room)
    places = asyncio.Semaphore(LOOKS_AT_ONCE)
    looked = await asyncio.gather(*(look_at(desk, outline, places) for outline in unknown[:room]))
    for outline, found in zip(unknown, looked, strict=False):
        host = arabic.enclose(urls.host(outline.url))
        if isinstance(found, NoFeed):
            result.count(found.key, say(found.key, language, host=host))
        else:
            key = await desk.database.run(given, desk, subscriber, found)
            result.count(key, told(key, found, desk, language))
    return result


def sorted_out(
    tx: Tx, desk: Services, subscriber: Subscriber, outlines: Sequence[Outline], result: Result
) -> tuple[list[Outline], int]:
    """Take what is followed already; the rest, and how many of it this chat may still add."""
    unknown, sources = [], additions.by_key(tx)
    for outline in outlines:
        known = sources.get(urls.key(outline.url))
        if known is not None and (known.is_active or known.is_forbidden):
            feed = FoundFeed(url=known.source.url, title=known.source.name)
            key = given(tx, desk, subscriber, feed)
            result.count(key, told(key, feed, desk, subscriber.settings.language))
        else:
            unknown.append(outline)
    return unknown, additions.room(tx, subscriber, desk.rules, now=desk.clock())


def given(tx: Tx, desk: Services, subscriber: Subscriber, feed: FoundFeed) -> str:
    rules = replace(desk.rules, an_hour=desk.rules.most)  # a list is one deed
    return additions.add(tx, subscriber, feed, rules, now=desk.clock())


async def look_at(
    desk: Services, outline: Outline, places: asyncio.Semaphore
) -> FoundFeed | NoFeed:
    """The feed of an outline, called and sorted as the list does."""
    address = urls.absolute(outline.url)
    if not address:
        return NoFeed("look.refused", "no http(s) address")
    try:
        async with places:
            found = (await desk.scout.look(address))[0]
    except NoFeed as error:
        return error
    return replace(found, title=outline.title or found.title, topics=outline.topics)


def summary(result: Result, found: int, language: Language) -> Message:
    counts = result.counts
    lines = [say("opml.done", language, found=found, added=counts["added"])]
    kinds = ("already", "pending", "over", "failed")
    lines += [
        say(f"opml.{kind}", language, **{kind: counts[kind]}) for kind in kinds if counts[kind]
    ]
    lines += [f"• {line}" for line in result.failures[:FAILURES_TOLD]]
    key = Button(label=label("button.sources", language), data="sources:0")
    return render.notice("\n".join(lines), [key])
