"""The buttons under messages. What each one means stands in its callback data."""

from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from telegram import Update
from telegram.constants import ChatType

from bot import telling
from bot.core.corrections import noted
from bot.core.messages import full_text, render
from bot.core.models import StoredArticle
from bot.handlers import commands
from bot.handlers.context import (
    Context,
    acknowledge,
    answer,
    decides,
    is_private,
    numbers,
    refuse,
    services,
    turn_over,
    variant_of,
)
from storage import Tx, corrections, revisions

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def of_its_chat(handler: Handler) -> Handler:
    """The handler, for whoever may tap: in a channel what a button brings is posted to everybody,
    so its administrators only; below what was sent by way of the bot (inline) there is none."""

    async def guarded(update: Update, context: Context) -> None:
        chat = update.effective_chat
        if chat and (chat.type != ChatType.CHANNEL or await decides(update, context)):
            await handler(update, context)

    return guarded


async def latest(update: Update, context: Context) -> None:
    await acknowledge(update)
    context.args = []
    await commands.latest(update, context)


async def full(update: Update, context: Context) -> None:
    """A page of the full text, in the place of the digest or of another page."""
    article_id, page = numbers(context)
    stored = await find(update, context, article_id, is_opening=is_private(update))
    if stored is None:
        return
    variant = await variant_of(update, context)
    await turn_over(update, full_text.message(stored, page, variant=variant))


async def digest(update: Update, context: Context) -> None:
    """Back from the full text."""
    stored = await find(update, context, numbers(context)[0])
    if stored is not None:
        message = render.story(
            stored,
            now=services(context).clock(),
            bot=context.bot.username,
            variant=await variant_of(update, context),
        )
        await turn_over(update, message)


async def find(
    update: Update, context: Context, article_id: int, *, is_opening: bool = False
) -> StoredArticle | None:
    """An article for a button, with what its message told otherwise; if it is gone, the reader
    is told. While a text `is_opening` in its message, no correction takes it away."""
    desk = services(context)
    since = desk.clock() if is_opening else None
    stored = await desk.database.run(look_up, update, article_id, since=since)
    if stored is None:
        await refuse(update, context, "article.gone")
        return None
    await acknowledge(update)
    return stored


def look_up(
    tx: Tx, update: Update, article_id: int, *, since: datetime | None
) -> StoredArticle | None:
    stored = telling.whole(tx, article_id)
    chat, message = update.effective_chat, update.effective_message
    if stored is None or chat is None or message is None:
        return stored
    ids = {"chat_id": chat.id, "message_id": message.message_id}
    corrections.reading(tx, article_id, **ids, since=since)
    return noted(stored, revisions.told_in(tx, article_id, **ids))


async def open_article(update: Update, context: Context) -> None:
    """A number under a list: that story, as a message of its own."""
    article_id = numbers(context)[0]
    await acknowledge(update)
    await answer(update, await commands.opened(update, context, article_id))


async def nothing(update: Update, context: Context) -> None:
    """«صفحة 1 من 3» is a label that has the shape of a button."""
    await acknowledge(update)


async def unknown(update: Update, context: Context) -> None:
    await refuse(update, context, "unknown.button")
