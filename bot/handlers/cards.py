"""Quotations as pictures, for readers to pass on: a message each, and each is drawn once."""

from io import BytesIO

from telegram import Update

from bot.core import cards
from bot.core.cards import Card
from bot.core.messages import render
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    chat_of,
    numbers,
    refuse,
    services,
    thread_of,
    variant_of,
)
from storage import articles

MOST_KEPT = 1000


async def send(update: Update, context: Context) -> None:
    """The quotations that a story's message prints, a picture each. Who taps again before they
    are there gets them once: a tap is faster than the processor that draws."""
    desk, chat_id = services(context), chat_of(update).id
    if chat_id in desk.drawing_for:
        await acknowledge(update)
        return
    desk.drawing_for.add(chat_id)
    try:
        await send_all(update, context, numbers(context)[0])
    finally:
        desk.drawing_for.discard(chat_id)


async def send_all(update: Update, context: Context, article_id: int) -> None:
    desk = services(context)
    stored = (await desk.database.run(articles.get, [article_id])).get(article_id)
    if stored is None or stored.is_withdrawn or not stored.digest.key_quotes:
        await refuse(update, context, "article.gone")
        return
    await acknowledge(update)
    variant = await variant_of(update, context)
    for quote in stored.digest.key_quotes:
        card = cards.of(stored, quote)
        known = desk.drawn.pop(card, None)  # what Telegram does not take is drawn again
        sent = await chat_of(update).send_photo(
            known or BytesIO(await desk.think(cards.draw, card)),
            caption=render.card_caption(stored, quote, now=desk.clock(), variant=variant),
            message_thread_id=thread_of(update),
        )
        keep(desk, card, sent.photo[-1].file_id)


def keep(desk: Services, card: Card, file_id: str) -> None:
    """Telegram has the picture now; the one sent longest ago is forgotten first."""
    desk.drawn[card] = file_id
    if len(desk.drawn) > MOST_KEPT:
        del desk.drawn[next(iter(desk.drawn))]
