"""Who said what: `/said` with a name or an office, or «ماذا قال …؟» in a private chat.

A key that turns a page carries the name: nothing is kept of whom readers ask for.
"""

from collections.abc import Sequence
from dataclasses import replace

from telegram import Update

from bot.core import arabic, asking, digits, render, render_said, search
from bot.core.models import Message, Query, Quote, StoredArticle, Subscriber
from bot.core.render_said import MOST_TOLD, Page
from bot.core.render_search import A_PAGE, MOST
from bot.core.telegram_html import line
from bot.core.texts import say
from bot.handlers.context import (
    Context,
    Services,
    answer,
    asker,
    services,
)
from bot.handlers.search import results as stories_of
from bot.handlers.search import turn_to
from bot.handlers.settings import view_of
from bot.handlers.typed import prompt
from storage import Tx, articles, subscribers
from storage import search as index


async def show(update: Update, context: Context) -> None:
    """`/said` with a name; alone, it asks for one."""
    if text := " ".join(context.args or ()):
        await answer(update, await found(update, context, named(text)))
    else:
        await prompt(update, await view_of(update, context), "said")


def named(text: str) -> str:
    """The name alone; whoever asks in a whole sentence is understood too."""
    asked = asking.read(text)
    return asked.words if asked.command == "said" else asking.name_in(text)


async def turn(update: Update, context: Context) -> None:
    """Another page of what he said."""
    await turn_to(found, update, context)


async def found(update: Update, context: Context, text: str, *, page: int = 1) -> Message:
    """What somebody said, or that nothing is known of it."""
    desk, sought = services(context), search.query(text)
    return await desk.database.run(results, update, desk, sought, page=page)


def results(tx: Tx, update: Update, desk: Services, sought: Query, *, page: int) -> Message:
    reader = asker(tx, update, desk)
    told = sayings_of(tx, reader, sought)
    pages = -(-len(told) // A_PAGE)
    number = min(page, pages)
    at = (number - 1) * A_PAGE
    shown = shown_of(tx, told[at : at + A_PAGE]) if told else []
    if not shown:
        return nothing(tx, update, desk, reader, sought)
    return render_said.sayings(
        sought,
        Page(number=number, pages=pages, shown=shown),
        now=desk.clock(),
        bot=update.get_bot().username,
        variant=reader.variant,
    )


def shown_of(
    tx: Tx, told: Sequence[tuple[int, list[Quote]]]
) -> list[tuple[StoredArticle, list[Quote]]]:
    """Those of the articles that can be read, each with his words."""
    stored = articles.get(tx, [article_id for article_id, _ in told])
    return [(stored[each], quotes) for each, quotes in told if each in stored]


def sayings_of(tx: Tx, reader: Subscriber, sought: Query) -> list[tuple[int, list[Quote]]]:
    """The articles that quote him, newest first, each with a few of his words."""
    quotes = [] if search.is_too_long(sought) else index.said(tx, reader, sought)
    return search.sayings(quotes, sought, articles=MOST, each=MOST_TOLD)


def nothing(tx: Tx, update: Update, desk: Services, reader: Subscriber, sought: Query) -> Message:
    """That nobody quotes him in full, above the stories that name him."""
    language = reader.settings.language
    if not subscribers.chosen(tx, reader.id):
        return render.notice(say("latest.no_sources", language))
    name = arabic.shorten(sought.text, search.LONGEST)
    none = render.notice(say("said.none", language, query=name))
    none = digits.write(none, reader.settings.digits)
    named = stories_of(tx, update, desk, sought) if sought.phrases else None
    if named is None:
        return none
    above = line(say("said.named", language))
    return replace(named, html=f"{none.html}\n{above}\n\n{named.html}")
