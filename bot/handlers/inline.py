"""Inline queries: in any chat a reader writes the bot's name and some words, chooses one of the
stories that are found, and sends it there. https://core.telegram.org/bots/inline

They come with each letter that is typed, and from people whom the bot does not know: these are
shown the way to it, and nothing is kept of them, nor of what anybody searches for.
"""

from dataclasses import replace
from datetime import datetime

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)

from bot import telling
from bot.core import arabic, search
from bot.core.messages import digits, render
from bot.core.messages.telegram_html import apart
from bot.core.models import Length, Standing, StoredArticle, Subscriber
from bot.core.texts import label
from bot.handlers.context import Context, interface, not_late, services
from bot.handlers.search import shown_of
from bot.link import keyboard
from storage import Tx, subscribers
from storage import search as index

MOST = 10
FRESH_SECONDS = 30
"""So long Telegram answers the same words of the same person by itself."""
LONGEST_TITLE = 120


async def offer(update: Update, context: Context) -> None:
    """The stories that hold the words; without words the latest."""
    query, desk = update.inline_query, services(context)
    if query is None:
        return

    def find(tx: Tx) -> tuple[Subscriber | None, list[StoredArticle]]:
        reader = subscribers.find(tx, query.from_user.id)
        if reader is None or reader.standing is Standing.GONE:
            return None, []
        return reader, found(tx, reader, query.query)

    reader, stories = await desk.database.run(find)
    key: InlineQueryResultsButton | None = None
    if reader is None:
        language = interface(query.from_user.language_code or "")
        key = InlineQueryResultsButton(label("inline.begin", language), start_parameter="start")
    now, bot = desk.clock(), context.bot.username
    results = [result(stored, reader, now=now, bot=bot) for stored in stories if reader]
    with not_late():
        await query.answer(results, cache_time=FRESH_SECONDS, is_personal=True, button=key)


def found(tx: Tx, reader: Subscriber, text: str) -> list[StoredArticle]:
    """Of the reader's sources, the best version of each story."""
    sought = search.query(text)
    if not sought.phrases:
        return telling.latest(tx, reader.id, limit=MOST)
    if search.is_too_long(sought):
        return []
    return shown_of(tx, search.ranked(index.find(tx, reader, sought))[:MOST])


def result(
    stored: StoredArticle, reader: Subscriber, *, now: datetime, bot: str
) -> InlineQueryResultArticle:
    """A line to choose, and the message that is sent: as in a group, since others read it."""
    length = Length.SHORT if reader.settings.length is Length.HEADLINE else reader.settings.length
    variant = replace(reader.variant, is_private=False, length=length, watched=())
    message = render.story(stored, now=now, bot=bot, variant=variant)
    title = arabic.shorten(render.telling(stored.digest), LONGEST_TITLE)
    since = apart(render.ago(stored.told_at, reader.settings.language, now=now))
    return InlineQueryResultArticle(
        id=str(stored.id),
        title=digits.in_text(arabic.isolate(title), variant.digits),
        description=digits.in_text(f"{stored.source.name} · {since}", variant.digits),
        input_message_content=InputTextMessageContent(message.html),
        reply_markup=keyboard(message),
    )
