"""Search: `/search` with words, or words alone in a private chat, and the pages of what is found.

A key that turns a page carries the words: nothing is kept of what readers search for.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import islice

from telegram import Update

from bot.core import search
from bot.core.messages import digits, panels, render, render_search
from bot.core.models import Button, Hit, Language, Message, Query, StoredArticle, Subscriber
from bot.core.stories import best
from bot.core.texts import label, say
from bot.handlers import typed
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    asker,
    groups,
    services,
    turn_over,
)
from bot.handlers.settings import view_of
from storage import Tx, articles, subscribers
from storage import search as index

MOST_PARTS = 3
"""Of a search that finds nothing, so many of its parts are offered."""


async def show(update: Update, context: Context) -> None:
    """`/search` with words finds them; alone, it asks for some."""
    if text := " ".join(context.args or ()):
        await answer(update, await found(update, context, text))
    else:
        await typed.prompt(update, await view_of(update, context), "search")


async def turn(update: Update, context: Context) -> None:
    """Another page of what was found."""
    await turn_to(found, update, context)


async def turn_to(
    found: Callable[..., Awaitable[Message]], update: Update, context: Context
) -> None:
    """Another page of what a key asks for: in the place of the one before, but not where others
    read that."""
    await acknowledge(update)
    text, page = groups(context)
    message = await found(update, context, text, page=int(page))
    await turn_over(update, message)


async def found(update: Update, context: Context, text: str, *, page: int = 1) -> Message:
    """What a search finds, or why it finds nothing."""
    desk, sought = services(context), search.query(text)

    def look_for(tx: Tx) -> Message:
        message = results(tx, update, desk, sought, page=page)
        return message or nothing(tx, asker(tx, update, desk), sought)

    return await desk.database.run(look_for)


def is_wording(sought: Query) -> bool:
    """Numbers alone are rather meant for the settings, or for a list."""
    return any(not stem.isdecimal() for phrase in sought.phrases for stem in phrase)


def results(
    tx: Tx, update: Update, desk: Services, sought: Query, *, page: int = 1
) -> Message | None:
    """A page of what a search finds; None if it finds nothing."""
    subscriber = asker(tx, update, desk)
    if search.is_too_long(sought):
        return None
    stories = search.ranked(index.find(tx, subscriber, sought))
    if not stories:
        return None
    last = min(len(stories), render_search.MOST)
    number = min(page, -(-last // render_search.A_PAGE))
    at = (number - 1) * render_search.A_PAGE
    shown = shown_of(tx, stories[at : at + render_search.A_PAGE])
    if not shown:
        return None
    message = render_search.results(
        sought,
        render_search.Page(number=number, shown=shown, stories=len(stories)),
        now=desk.clock(),
        bot=update.get_bot().username,
        variant=subscriber.variant,
    )
    keys = map(tuple, alerts(subscriber, sought))
    return replace(message, buttons=(*message.buttons, *keys))


def alerts(subscriber: Subscriber, sought: Query) -> list[list[Button]]:
    """A row with a key that watches for the words; none in a group, where others press it."""
    is_private = subscriber.kind == "private"
    keys = panels.watches(subscriber.settings, sought.text) if is_private else []
    return [keys] if keys else []


def shown_of(tx: Tx, stories: list[list[Hit]]) -> list[StoredArticle]:
    """Of each story the best of the versions that were found and can be read."""
    kept = [[hit.article_id for hit in hits[: articles.MOST_VERSIONS]] for hits in stories]
    stored = articles.get(tx, [article_id for ids in kept for article_id in ids])
    read = ([stored[article_id] for article_id in ids if article_id in stored] for ids in kept)
    return [best(versions) for versions in read if versions]


def nothing(tx: Tx, subscriber: Subscriber, sought: Query) -> Message:
    """Why a search finds nothing."""
    if search.is_too_long(sought):
        return told(subscriber, "search.too_long")
    if not sought.phrases:
        return told(subscriber, "search.says_nothing")
    if not subscribers.chosen(tx, subscriber.id):
        return told(subscriber, "latest.no_sources")
    language = subscriber.settings.language
    parts = fewer(tx, subscriber, sought)
    lines = [say("search.fewer" if parts else "search.none", language, query=sought.text)]
    if not index.is_whole(tx):
        lines.append(say("search.behind", language))
    message = render.notice("\n".join(lines), *parts, *alerts(subscriber, sought))
    return digits.write(message, subscriber.settings.digits)


def fewer(tx: Tx, subscriber: Subscriber, sought: Query) -> list[list[Button]]:
    """Keys that search for some of the words, a row each, where these are found."""

    def is_found(part: Query) -> bool:
        return bool(index.find(tx, subscriber, part))

    known = [part for part in search.parts(sought) if is_found(search.query(part))]
    found = list(filter(is_found, search.fewer(known)))
    most = (each for each in found if len(each.phrases) == len(found[0].phrases))
    keys = (Button(label=f"🔎 {each.text}", data=f"find:{each.text}:1") for each in most)
    carried = (key for key in keys if len(key.data.encode()) <= render_search.LONGEST_DATA)
    return [[key] for key in islice(carried, MOST_PARTS)]


def besides(message: Message, text: str, language: Language) -> Message:
    """A city may be meant for the settings: a key searches for it all the same."""
    data = f"find:{search.query(text).text}:1"
    if any(map(str.isdigit, text)) or len(data.encode()) > render_search.LONGEST_DATA:
        return message
    key = Button(label=label("button.search", language), data=data)
    return replace(message, buttons=(*message.buttons, (key,)))


def told(subscriber: Subscriber, key: str) -> Message:
    return render.notice(say(key, subscriber.settings.language))
