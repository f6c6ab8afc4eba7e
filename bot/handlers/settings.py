"""/settings: one message whose panels take each other's place.

Nothing is remembered between two presses: a key carries what it means.
"""

from dataclasses import replace

from telegram import Update

from bot import briefings
from bot.core import choices, outlook
from bot.core.choices import NoChoice
from bot.core.messages import panels
from bot.core.models import Standing
from bot.core.outlook import View
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    asker,
    decides,
    groups,
    replace_message,
    services,
)
from storage import Tx, preferences, subscribers


async def show(update: Update, context: Context) -> None:
    """From a key elsewhere too: a message of their own, so that the other stays."""
    await show_panel(update, context, "main")


async def show_words(update: Update, context: Context) -> None:
    await show_panel(update, context, "keywords")


async def show_panel(update: Update, context: Context, name: str) -> None:
    if await decides(update, context):
        await acknowledge(update)
        await answer(update, panels.panel(await view_of(update, context), name))


async def turn(update: Update, context: Context) -> None:
    """Another panel in the place of this one."""
    if await decides(update, context):
        await acknowledge(update)
        name, page = groups(context)
        view = await view_of(update, context)
        await replace_message(update, panels.panel(view, name, int(page)))


async def choose(update: Update, context: Context) -> None:
    """A key that changes something: it is changed, and the panel shows how things stand now."""
    if not await decides(update, context):
        return
    name, value, page = groups(context)
    desk = services(context)
    try:
        view = await desk.database.run(change, update, desk, name, value)
    except NoChoice as error:
        view = await view_of(update, context)
        await acknowledge(update, view.label(error.key), is_alert=True)
    else:
        await acknowledge(update, outlook.changed(view))
    await replace_message(update, panels.panel(view, panels.of_choice(name), int(page or 0)))


async def watch(update: Update, context: Context) -> None:
    """A key elsewhere that watches for a keyword: its message stays."""
    if not await decides(update, context):
        return
    (keyword,) = groups(context)
    desk = services(context)
    try:
        view = await desk.database.run(change, update, desk, "watched", f"+{keyword}")
    except NoChoice as error:
        view = await view_of(update, context)
        await acknowledge(update, view.label(error.key), is_alert=True)
    else:
        told = (view.label("watched.now", keyword=keyword), outlook.moved_text(view))
        await acknowledge(update, "\n".join(filter(None, told)), is_alert=True)


async def view_of(update: Update, context: Context) -> View:
    """How things stand in the update's chat."""
    desk = services(context)
    return await desk.database.run(look, update, desk)


def look(tx: Tx, update: Update, desk: Services) -> View:
    subscriber = asker(tx, update, desk)
    followed = subscribers.choices(tx, subscriber.id)
    return View(
        settings=subscriber.settings,
        now=desk.clock(),
        sources=sum(each.is_on and not each.is_muted for each in followed),
        is_subscribed=subscriber.standing is Standing.SUBSCRIBED,
        is_private=subscriber.kind == "private",
    )


def change(tx: Tx, update: Update, desk: Services, name: str, value: str) -> View:
    """Store a choice; how things stand then. Raises `NoChoice`."""
    subscriber = asker(tx, update, desk)
    changed = choices.choose(subscriber.settings, name, value)
    if changed != subscriber.settings:
        preferences.change(tx, subscriber.id, changed)
        briefings.plan(tx, replace(subscriber, settings=changed), now=desk.clock())
    moved = choices.moved(subscriber.settings, changed)
    return replace(look(tx, update, desk), moved=moved)
