"""Briefings that readers ask for, and those they have, opened story by story in their place."""

from datetime import datetime

from telegram import Update
from telegram.error import TelegramError

from bot import briefings as making
from bot.briefings import Wish
from bot.core.messages import render, render_briefing
from bot.core.messages.render_briefing import Place
from bot.core.models import Briefing, BriefingKind, Message, StoredArticle, Subscriber
from bot.core.texts import say
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    asker,
    chat_of,
    language_of,
    numbers,
    refuse,
    services,
    turn_over,
)
from storage import Tx, briefings, subscribers


async def now(update: Update, context: Context) -> None:
    """A briefing of what is new at this moment; the next one by itself tells what is new then."""
    desk = services(context)
    found, message = await desk.database.run(make, update, desk, bot=context.bot.username)
    try:
        sent = await answer(update, message)
    except TelegramError:
        if found is not None:  # who gets no answer asks again, and is to be told the same
            await desk.database.run(briefings.lose, found.id)
        raise
    if found is not None:
        await desk.database.run(
            briefings.sent, found.id, message_id=sent.message_id, now=desk.clock()
        )


def make(tx: Tx, update: Update, desk: Services, *, bot: str) -> tuple[Briefing | None, Message]:
    """A briefing with its message; None with what else to say."""
    reader, now = asker(tx, update, desk), desk.clock()
    found = making.compose(tx, desk.newsstand, reader, Wish(BriefingKind.ASKED), now=now)
    if found is not None:
        return found, shown(tx, found, reader, bot=bot)
    return None, nothing_new(tx, reader, now=now)


def shown(tx: Tx, found: Briefing, reader: Subscriber, *, bot: str) -> Message:
    return render_briefing.message(found, briefings.texts(tx, [found]), reader, bot=bot)


def nothing_new(tx: Tx, reader: Subscriber, *, now: datetime) -> Message:
    """Why there is no briefing: no sources, no news yet, or all of it is known."""
    known = briefings.knowledge(tx, [reader.id], now=now, is_asked=True)[reader.id]
    last = briefings.last(tx, reader.id)
    if not known.sources:
        return render.notice(say("latest.no_sources", reader.settings.language))
    if last is None and not known.told:
        return render.notice(say("latest.empty", reader.settings.language))
    return render_briefing.nothing_new(last, reader.settings)


async def show(update: Update, context: Context) -> None:
    """A story of a briefing by its number, or for 0 the briefing itself, in its place."""
    briefing_id, number = numbers(context)
    desk, bot = services(context), context.bot.username

    def find(tx: Tx) -> Message | None:
        found = own(tx, update, briefing_id)
        if found is None:
            return None
        briefing, reader = found
        if number == 0:
            return shown(tx, briefing, reader, bot=bot)
        told = tellings(tx, briefing, number)
        if not told:
            return None
        place = Place(briefing_id, number)
        return render_briefing.story(place, told, reader, now=desk.clock(), bot=bot)

    await put(update, context, await desk.database.run(find))


async def opened(update: Update, context: Context, briefing_id: int) -> Message:
    """A briefing, as a link to it shows it to its own reader."""

    def find(tx: Tx) -> Message | None:
        found = own(tx, update, briefing_id)
        return shown(tx, *found, bot=context.bot.username) if found else None

    message = await services(context).database.run(find)
    language = await language_of(update, context)
    return message or render.notice(say("briefing.gone", language))


async def read(update: Update, context: Context) -> None:
    """A page of the full text of a story of a briefing, in its place."""
    briefing_id, number, page = numbers(context)

    def find(tx: Tx) -> Message | None:
        found = own(tx, update, briefing_id)
        told = tellings(tx, found[0], number) if found else []
        if found is None or not told:
            return None
        place = Place(briefing_id, number)
        return render_briefing.page(place, told[0], page, variant=found[1].variant)

    await put(update, context, await services(context).database.run(find))


def own(tx: Tx, update: Update, briefing_id: int) -> tuple[Briefing, Subscriber] | None:
    """A briefing of the chat that asks: what a button carries can be made up."""
    reader = subscribers.find(tx, chat_of(update).id)
    found = briefings.get(tx, [briefing_id]).get(briefing_id)
    if reader is None or found is None or found.subscriber_id != reader.id:
        return None
    return found, reader


def tellings(tx: Tx, briefing: Briefing, number: int) -> list[StoredArticle]:
    if not 1 <= number <= len(briefing.stories):
        return []
    return briefings.tellings(tx, briefing.stories[number - 1])


async def put(update: Update, context: Context, message: Message | None) -> None:
    if message is None:
        await refuse(update, context, "briefing.gone")
        return
    await acknowledge(update)
    await turn_over(update, message)
