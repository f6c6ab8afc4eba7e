"""Who said what: `/said` with a name or an office, or «ماذا قال …؟» in a private chat.

A key that turns a page carries the name: nothing is kept of whom readers ask for.
"""

from telegram import Update

from bot.core import arabic, digest, render, render_said, render_search, search
from bot.core.models import Button, Message, Query, Quote, Subscriber
from bot.core.render_said import MOST_TOLD, Page
from bot.core.render_search import A_PAGE, MOST
from bot.core.texts import label, say
from bot.handlers.context import (
    Context,
    Services,
    answer,
    answer_text,
    asker,
    services,
)
from bot.handlers.search import turn_to
from storage import Tx, articles
from storage import search as index


async def show(update: Update, context: Context) -> None:
    """`/said` with a name; alone, it says how to ask."""
    text = " ".join(context.args or ())
    if text:
        await answer(update, await found(update, context, search.asked_for(text) or text))
    else:
        await answer_text(update, context, "said.ask")


async def turn(update: Update, context: Context) -> None:
    """Another page of what he said."""
    await turn_to(found, update, context)


async def found(update: Update, context: Context, text: str, *, page: int = 1) -> Message:
    """What somebody said, or that nothing is known of it."""
    desk, sought = services(context), search.query(text)
    return await desk.database.run(results, update, desk, sought, page=page)


def results(tx: Tx, update: Update, desk: Services, sought: Query, *, page: int) -> Message:
    reader = asker(tx, update, desk)
    told = [] if search.is_too_long(sought) else sayings_of(tx, reader, sought)
    if not told:
        return nothing(reader, sought)
    pages = -(-len(told) // A_PAGE)
    number = min(page, pages)
    shown = told[(number - 1) * A_PAGE : number * A_PAGE]
    stored = articles.get(tx, [article_id for article_id, _ in shown])
    return render_said.sayings(
        sought,
        Page(
            number=number,
            pages=pages,
            shown=[(stored[article_id], quotes) for article_id, quotes in shown],
        ),
        now=desk.clock(),
        bot=update.get_bot().username,
        variant=reader.variant,
    )


def sayings_of(tx: Tx, reader: Subscriber, sought: Query) -> list[tuple[int, list[Quote]]]:
    """The articles that quote him, newest first, each with a few of his words; what several
    papers quote only once."""
    told: dict[int, list[Quote]] = {}
    known: list[Quote] = []
    for article_id, quote in index.said(tx, reader, sought):
        if len(told) == MOST and article_id not in told:
            break
        is_new = search.is_by(sought, quote) and not digest.repeats(quote, known)
        if is_new and len(told.setdefault(article_id, [])) < MOST_TOLD:
            told[article_id].append(quote)
            known.append(quote)
    return list(told.items())


def nothing(reader: Subscriber, sought: Query) -> Message:
    """A key searches for him all the same."""
    language = reader.settings.language
    html = say("said.none", language, query=f"«{arabic.shorten(sought.text, search.LONGEST)}»")
    data = f"find:{sought.text}:1"
    is_fit = bool(sought.phrases) and len(data.encode()) <= render_search.LONGEST_DATA
    keys = [Button(label=label("button.search", language), data=data)] if is_fit else []
    return render.notice(html, *([keys] if keys else []))
