"""What is typed for the settings: times, a city, quiet hours.

The reply says by itself what it answers: the title of a prompt, or of its panel, stands in it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from telegram import ForceReply, Update
from telegram import Message as TelegramMessage
from telegram.ext.filters import MessageFilter

from bot.core import arabic
from bot.core.choices import NoChoice
from bot.core.messages import panels, render
from bot.core.models import Message
from bot.core.outlook import View
from bot.core.texts import TEXTS
from bot.core.times import cities
from bot.core.times.cities import City
from bot.core.times.typed_quiet import parse_quiet
from bot.core.times.typed_times import TimesError, parse_times
from bot.handlers.context import (
    Context,
    acknowledge,
    answer,
    chat_of,
    decides,
    groups,
    may_decide,
    services,
    thread_of,
)
from bot.handlers.settings import change, view_of

LONGEST_READ: Final = 1000
MOST_OFFERED: Final = 6
"""Cities of one name."""
PROMPTS: Final = ("times", "zone", "quiet", "watched", "muted")
"""What can be typed for the settings: each has a text «NAME.ask»."""
TITLES: Final = {
    arabic.normalise(re.sub("<[^>]*>", "", text).split("\n")[0]): name
    for name in (*PROMPTS, "search", "said")
    for text in (texts[f"{name}.ask"] for texts in TEXTS.values())
}


def prompted(message: TelegramMessage) -> str:
    """What the message that this one answers has asked for; empty if nothing."""
    asked = message.reply_to_message
    is_ours = asked is not None and asked.from_user is not None and asked.from_user.is_bot
    if asked is None or not is_ours:
        return ""
    return TITLES.get(arabic.normalise((asked.text or "").split("\n")[0]), "")


class Prompted(MessageFilter):
    """Replies to one of these prompts, or to the panel that it is called after."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def filter(self, message: TelegramMessage) -> bool:
        return bool(message.text) and prompted(message) in self._names


async def ask(update: Update, context: Context) -> None:
    """A key for what no key says: ask for it to be typed."""
    if await decides(update, context):
        await acknowledge(update)
        await prompt(update, await view_of(update, context), groups(context)[0])


async def prompt(update: Update, view: View, name: str) -> None:
    """In groups nobody's keyboard is opened: who wants to answers the message."""
    reply = ForceReply() if view.is_private else None
    await chat_of(update).send_message(
        render.notice(view.say(f"{name}.ask")).html,
        reply_markup=reply,
        message_thread_id=thread_of(update),
    )


async def take(update: Update, context: Context) -> None:
    """A reply to a prompt: what it says is stored, or what is wrong with it told."""
    message = update.effective_message
    if message is None or not await may_decide(update, context.bot):
        return
    desk, name = services(context), prompted(message)
    view = await view_of(update, context)
    text = (message.text or "")[:LONGEST_READ]
    found = READINGS[name](view, text)
    if isinstance(found, Message):
        await answer(update, found)
        return
    try:
        view = await desk.database.run(change, update, desk, name, found)
    except NoChoice as error:
        await answer(update, render.notice(view.say(error.key), [panels.asks(view, name)]))
        return
    page = panels.page_of(view) if name == "zone" else 0
    await answer(update, panels.panel(view, panels.of_choice(name), page))


def times(view: View, text: str) -> str | Message:
    """As the value of a choice; or what to tell."""
    try:
        return "=" + ",".join(parse_times(text)).replace(":", "")
    except TimesError as error:
        return wrong(view, "times", error)


def quiet(view: View, text: str) -> str | Message:
    try:
        return "-".join(parse_quiet(text)).replace(":", "")
    except TimesError as error:
        return wrong(view, "quiet", error)


def zone(view: View, text: str) -> str | Message:
    found = cities.named(text) or cities.find(text)
    if not found:
        unknown = view.say("zone.unknown", city=arabic.enclose(text, 40))
        return render.notice(unknown, [panels.asks(view, "zone")])
    zones = {city.zone for city in found}
    return zones.pop() if len(zones) == 1 else which(view, found)


def added(view: View, text: str) -> str | Message:
    """Keywords, to those that are there."""
    del view
    return f"+{text}"


READINGS: Final[dict[str, Callable[[View, str], str | Message]]] = {
    "times": times,
    "quiet": quiet,
    "zone": zone,
    "watched": added,
    "muted": added,
}


def wrong(view: View, name: str, error: TimesError) -> Message:
    key = f"{name}.wrong" if name == "quiet" else error.fault.value
    piece = arabic.enclose(error.piece, 20)
    return render.notice(view.say(key, piece=piece), [panels.asks(view, name)])


def which(view: View, found: Sequence[City]) -> Message:
    """Several cities of one name, or one that was not asked for: a key each."""
    keys = [[panels.city_key(view, city)] for city in found[:MOST_OFFERED]]
    return render.notice(view.say("zone.several"), *keys)


async def located(update: Update, context: Context) -> None:
    """A shared place: positions are no city; how to tell one."""
    view = await view_of(update, context)
    await answer(update, render.notice(view.say("zone.place"), [panels.asks(view, "zone")]))
