"""The buttons under messages. What each one means stands in its callback data."""

from datetime import datetime

from telegram import Update

from bot.core import arabic, full_text, render
from bot.core.corrections import noted
from bot.core.models import Message, StoredArticle, Variant
from bot.core.texts import label
from bot.handlers import commands
from bot.handlers.context import (
    Context,
    answer,
    asker,
    is_private,
    may_decide,
    replace_message,
    services,
)
from storage import Tx, articles, corrections, subscribers


async def acknowledge(update: Update, text: str = "", *, is_alert: bool = False) -> None:
    """Stop the button's waiting sign, perhaps with a notice."""
    if update.callback_query is not None:
        await update.callback_query.answer(text or None, show_alert=is_alert)


def numbers(context: Context) -> list[int]:
    """The numbers in the callback data, in order."""
    match = context.matches[0] if context.matches else None
    return [int(group) for group in match.groups()] if match else []


async def subscribe(update: Update, context: Context) -> None:
    await acknowledge(update)
    await commands.subscribe(update, context)


async def unsubscribe(update: Update, context: Context) -> None:
    await acknowledge(update)
    await commands.unsubscribe(update, context)


async def latest(update: Update, context: Context) -> None:
    await acknowledge(update)
    context.args = []
    await commands.latest(update, context)


async def sources(update: Update, context: Context) -> None:
    """Another page of the list of sources; from a welcome, the list as a new message."""
    if not await may_decide(update, context.bot):
        await acknowledge(update, label("admins_only"), is_alert=True)
        return
    await acknowledge(update)
    desk = services(context)
    message = await desk.database.run(
        commands.source_list, update, page=numbers(context)[0], now=desk.clock()
    )
    if is_list_of_sources(update):
        await replace_message(update, message)
    else:
        await answer(update, message)


def is_list_of_sources(update: Update) -> bool:
    """Whether the pressed button stands under a list of sources."""
    message = update.effective_message
    markup = message.reply_markup if message else None
    data = [key.callback_data for row in markup.inline_keyboard for key in row] if markup else []
    return any(isinstance(each, str) and each.startswith("source:") for each in data)


async def toggle_source(update: Update, context: Context) -> None:
    if not await may_decide(update, context.bot):
        await acknowledge(update, label("admins_only"), is_alert=True)
        return
    source_id, page = numbers(context)
    desk = services(context)
    notice, message = await desk.database.run(
        toggled, update, source_id=source_id, page=page, now=desk.clock()
    )
    await acknowledge(update, notice)
    await replace_message(update, message)


def toggled(
    tx: Tx, update: Update, *, source_id: int, page: int, now: datetime
) -> tuple[str, Message]:
    """Turn a source on or off; what to tell, and the list as it is now."""
    subscriber = asker(tx, update, now=now)
    names = {source.id: source.name for source, _ in subscribers.choices(tx, subscriber.id)}
    if source_id not in names:
        notice = label("sources.changed")
    else:
        is_on = subscribers.toggle(tx, subscriber.id, source_id)
        key = "sources.on" if is_on else "sources.off"
        notice = label(key, source=arabic.shorten(names[source_id], 60))
    return notice, commands.source_list(tx, update, page=page, now=now)


async def full(update: Update, context: Context) -> None:
    """A page of the full text, in the place of the digest or of another page."""
    article_id, page = numbers(context)
    is_in_place = is_private(update)  # what everybody reads is not turned over by one of them
    stored = await find(update, context, article_id, is_opening=is_in_place)
    if stored is None:
        return
    message = full_text.message(stored, page)
    await (replace_message if is_in_place else answer)(update, message)


async def digest(update: Update, context: Context) -> None:
    """Back from the full text."""
    stored = await find(update, context, numbers(context)[0])
    if stored is not None:
        message = render.story(
            stored,
            now=services(context).clock(),
            bot=context.bot.username,
            variant=Variant(is_private=is_private(update)),
        )
        await replace_message(update, message)


async def find(
    update: Update, context: Context, article_id: int, *, is_opening: bool = False
) -> StoredArticle | None:
    """An article for a button, with what its message told otherwise; if it is gone, the reader
    is told. While a text `is_opening` in its message, no correction takes it away."""
    desk = services(context)
    since = desk.clock() if is_opening else None
    stored = await desk.database.run(look_up, update, article_id, since=since)
    if stored is None:
        await acknowledge(update, label("article.gone"), is_alert=True)
        return None
    await acknowledge(update)
    return stored


def look_up(
    tx: Tx, update: Update, article_id: int, *, since: datetime | None
) -> StoredArticle | None:
    stored = articles.get(tx, [article_id]).get(article_id)
    chat, message = update.effective_chat, update.effective_message
    if stored is None or chat is None or message is None:
        return stored
    ids = {"chat_id": chat.id, "message_id": message.message_id}
    corrections.reading(tx, article_id, **ids, since=since)
    return noted(stored, corrections.told_in(tx, article_id, **ids))


async def open_article(update: Update, context: Context) -> None:
    """A number under a list: that story, as a message of its own."""
    article_id = numbers(context)[0]
    await acknowledge(update)
    await answer(update, await commands.opened(update, context, article_id))


async def nothing(update: Update, context: Context) -> None:
    """«صفحة 1 من 3» is a label that has the shape of a button."""
    await acknowledge(update)


async def unknown(update: Update, context: Context) -> None:
    await acknowledge(update, label("unknown.button"), is_alert=True)
