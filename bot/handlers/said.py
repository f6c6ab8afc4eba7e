"""Who said what: `/said` with a name or an office, or «ماذا قال … عن …؟» in a private chat.

A key that turns a page carries the question: nothing is kept of whom readers ask for.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from telegram import Update

from bot.core import arabic, asking, search
from bot.core.messages import digits, render, render_said
from bot.core.messages.render_said import MOST_TOLD, Page
from bot.core.messages.render_search import A_PAGE, MOST
from bot.core.messages.telegram_html import line
from bot.core.models import Message, Query, Quote, StoredArticle, Subscriber
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

EVERYTHING: Final = search.query("")
"""The subject where none is asked for."""


async def show(update: Update, context: Context) -> None:
    """`/said` with a name; alone, it asks for one."""
    if text := " ".join(context.args or ()):
        await answer(update, await found(update, context, whom(text)))
    else:
        await prompt(update, await view_of(update, context), "said")


def whom(text: str) -> str:
    """The name, and of what; whoever asks in a whole sentence is understood too."""
    asked = asking.read(text)
    return asked.words if asked.command == "said" else asking.whom(text)


async def turn(update: Update, context: Context) -> None:
    """Another page of what he said."""
    await turn_to(found, update, context)


async def found(update: Update, context: Context, text: str, *, page: int = 1) -> Message:
    """What somebody said, or that nothing is known of it."""
    desk = services(context)
    return await desk.database.run(results, update, desk, text, page=page)


def results(tx: Tx, update: Update, desk: Services, text: str, *, page: int) -> Message:
    """What he said of the subject; where that is nothing, what else he said."""
    name, subject = map(search.query, asking.parted(text))
    reader = asker(tx, update, desk)
    for asked, of in ((search.of_subject(name, subject), subject), (name, EVERYTHING)):
        told = sayings_of(tx, reader, name, of)
        if shown := page_of(tx, told, page):
            now, bot = desk.clock(), update.get_bot().username
            found = render_said.sayings(asked, shown, now=now, bot=bot, variant=reader.variant)
            return found if of is subject else beside(reader, name, subject, found)
    return nothing(tx, update, desk, reader, name)


def page_of(tx: Tx, told: Sequence[tuple[int, list[Quote]]], page: int) -> Page | None:
    """None where none of the articles can be read."""
    pages = -(-len(told) // A_PAGE)
    number = min(page, pages)
    at = (number - 1) * A_PAGE
    shown = shown_of(tx, told[at : at + A_PAGE]) if told else []
    return Page(number=number, pages=pages, shown=shown) if shown else None


def shown_of(
    tx: Tx, told: Sequence[tuple[int, list[Quote]]]
) -> list[tuple[StoredArticle, list[Quote]]]:
    """Those of the articles that can be read, each with his words."""
    stored = articles.get(tx, [article_id for article_id, _ in told])
    return [(stored[each], quotes) for each, quotes in told if each in stored]


def sayings_of(
    tx: Tx, reader: Subscriber, name: Query, subject: Query
) -> list[tuple[int, list[Quote]]]:
    """The articles that quote him on the subject, newest first, each with a few of his words."""
    asked = search.of_subject(name, subject)
    if search.is_too_long(asked):
        return []
    quotes = index.said(tx, reader, asked)
    if subject.phrases:
        about = {hit.article_id for hit in index.find(tx, reader, asked) if hit.is_about}
        quotes = [q for q in quotes if q[0] in about or search.speaks_of(q[1], subject)]
    return search.sayings(quotes, name, articles=MOST, each=MOST_TOLD)


def beside(reader: Subscriber, name: Query, subject: Query, found: Message) -> Message:
    """That he said nothing of the subject, above what else he said."""
    texts = {"query": name.text, "subject": subject.text}
    told = {key: arabic.shorten(text, search.LONGEST) for key, text in texts.items()}
    return below(reader, say("said.none_of", reader.settings.language, **told), "said.else", found)


def nothing(tx: Tx, update: Update, desk: Services, reader: Subscriber, sought: Query) -> Message:
    """That nobody quotes him in full, above the stories that name him."""
    language = reader.settings.language
    if not subscribers.chosen(tx, reader.id):
        return render.notice(say("latest.no_sources", language))
    name = arabic.shorten(sought.text, search.LONGEST)
    named = stories_of(tx, update, desk, sought) if sought.phrases else None
    return below(reader, say("said.none", language, query=name), "said.named", named)


def below(reader: Subscriber, none: str, key: str, found: Message | None) -> Message:
    """What was found instead, if anything, below what was not."""
    above = digits.write(render.notice(none), reader.settings.digits)
    if found is None:
        return above
    title = line(say(key, reader.settings.language))
    return replace(found, html=f"{above.html}\n{title}\n\n{found.html}")
