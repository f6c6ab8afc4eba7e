"""/settings: one message whose panels take each other's place.

Nothing is remembered between two presses: a key carries what it means.
"""

from dataclasses import replace

from telegram import Update

from bot import briefings
from bot.core import choices, outlook, panels
from bot.core.choices import NoChoice
from bot.core.models import Standing
from bot.core.outlook import View
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    answer_text,
    asker,
    may_decide,
    refuse,
    replace_message,
    services,
)
from storage import Tx, preferences, subscribers


async def show(update: Update, context: Context) -> None:
    await show_panel(update, context, "main")


async def show_words(update: Update, context: Context) -> None:
    await show_panel(update, context, "keywords")


async def show_panel(update: Update, context: Context, name: str) -> None:
    if not await may_decide(update, context.bot):
        await answer_text(update, context, "admins_only")
        return
    desk = services(context)
    view = await desk.database.run(look, update, desk)
    await answer(update, panels.panel(view, name))


async def open_new(update: Update, context: Context) -> None:
    """The settings from a key elsewhere: a message of their own, so that the other stays."""
    if await has_keys(update, context):
        await acknowledge(update)
        desk = services(context)
        view = await desk.database.run(look, update, desk)
        await answer(update, panels.panel(view, "main"))


async def turn(update: Update, context: Context) -> None:
    """Another panel in the place of this one."""
    if await has_keys(update, context):
        await acknowledge(update)
        name, page = groups(context)
        desk = services(context)
        view = await desk.database.run(look, update, desk)
        await replace_message(update, panels.panel(view, name, int(page)))


async def choose(update: Update, context: Context) -> None:
    """A key that changes something: it is changed, and the panel shows how things stand now."""
    if not await has_keys(update, context):
        return
    name, value, page = groups(context)
    desk = services(context)
    try:
        view = await desk.database.run(change, update, desk, name, value)
    except NoChoice as error:
        view = await desk.database.run(look, update, desk)
        await acknowledge(update, view.label(error.key), is_alert=True)
    else:
        await acknowledge(update, outlook.outlook(view))
    await replace_message(update, panels.panel(view, panels.of_choice(name), int(page or 0)))


async def watch(update: Update, context: Context) -> None:
    """A key elsewhere that watches for a keyword: its message stays."""
    if not await has_keys(update, context):
        return
    (keyword,) = groups(context)
    desk = services(context)
    try:
        view = await desk.database.run(change, update, desk, "watched", f"+{keyword}")
    except NoChoice as error:
        view = await desk.database.run(look, update, desk)
        await acknowledge(update, view.label(error.key), is_alert=True)
    else:
        await acknowledge(update, view.label("watched.now", keyword=keyword), is_alert=True)


async def has_keys(update: Update, context: Context) -> bool:
    """Whether who pressed may; else it is told."""
    if await may_decide(update, context.bot):
        return True
    await refuse(update, context, "admins_only")
    return False


def groups(context: Context) -> list[str]:
    """The words in the callback data, in order; empty where there is none."""
    match = context.matches[0] if context.matches else None
    return [group or "" for group in match.groups()] if match else []


def look(tx: Tx, update: Update, desk: Services) -> View:
    """How things stand in the update's chat."""
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
    return look(tx, update, desk)
