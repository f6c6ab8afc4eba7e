"""The list of sources: the operator's turned on and off, the reader's own removed, and of each
whether it is pushed as the others (🔔), at once (⚡), or not at all (🔕)."""

from collections.abc import Callable, Sequence

from telegram import Update

from bot.core import arabic
from bot.core.messages import digits, render
from bot.core.models import Button, Message, Pushes, Settings, Subscriber
from bot.core.texts import label, say
from bot.handlers.context import (
    Context,
    acknowledge,
    answer,
    asker,
    decides,
    groups,
    numbers,
    replace_message,
    services,
)
from storage import Tx, subscribers
from storage.subscribers import Choice

A_PAGE = 10
LONGEST_NAME = 40

Deed = Callable[[Tx, Subscriber, Choice], str]


async def show(update: Update, context: Context) -> None:
    if not await decides(update, context):
        return
    await answer(update, await listing(update, context, page=0))


async def turn(update: Update, context: Context) -> None:
    """Another page of the list; from a welcome, the list as a new message."""
    if not await decides(update, context):
        return
    await acknowledge(update)
    message = await listing(update, context, page=numbers(context)[0])
    if stands_under(update, "source:", "drop:", "press:", "panel:"):
        await replace_message(update, message)
    else:
        await answer(update, message)


def stands_under(update: Update, *beginnings: str) -> bool:
    """Whether the pressed button has such others beside it: a list of sources, or the settings,
    in whose place the list is shown."""
    message = update.effective_message
    markup = message.reply_markup if message else None
    data = [key.callback_data for row in markup.inline_keyboard for key in row] if markup else []
    return any(isinstance(each, str) and each.startswith(beginnings) for each in data)


async def listing(update: Update, context: Context, *, page: int) -> Message:
    desk = services(context)

    def read(tx: Tx) -> Message:
        subscriber = asker(tx, update, desk)
        choices = subscribers.choices(tx, subscriber.id)
        may_add = desk.rules.policy != "closed"
        return listed(choices, subscriber.settings, page=page, may_add=may_add)

    return await desk.database.run(read)


def listed(choices: Sequence[Choice], settings: Settings, *, page: int, may_add: bool) -> Message:
    """The sources with what this reader gets marked, in pages."""
    pushes, language = settings.pushes, settings.language
    if not choices:
        return render.notice(say("sources.none", language))
    pages = -(-len(choices) // A_PAGE)
    page = min(page, pages - 1)
    shown = choices[page * A_PAGE : (page + 1) * A_PAGE]
    rows = [keys(choice, page, settings) for choice in shown]
    if turns := render.page_keys("sources", page, pages, settings):
        rows.append([*turns])
    rows.append([Button(label=label("button.settings", language), data="panel:main:0")])
    bells = "sources.bells" if pushes is Pushes.INSTANT else "sources.bells.three"
    lines = [say("sources.title", language), say(bells, language)]
    if any(choice.is_own for choice in choices):
        lines.append(say("sources.own", language))
    if may_add:
        lines.append(say("sources.add", language))
    return digits.write(render.notice("\n".join(lines), *rows), settings.digits)


def keys(choice: Choice, page: int, settings: Settings) -> list[Button]:
    """The name on the right turns an operator's source on and off; a reader's own is turned by
    its bell, and removed by a key of its own."""
    source, language = choice.source, settings.language
    name = arabic.shorten(source.name, LONGEST_NAME)
    if not choice.is_on:
        return [Button(label=f"▫️ {name}", data=f"source:{source.id}:{page}")]
    how, following = bell_of(choice, settings.pushes)
    bell = label(f"button.bell.{how}", language)
    data = f"press:{source.id}:{following}:{page}"
    if choice.is_own:
        remove = Button(label=label("button.drop", language), data=f"drop:{source.id}:{page}")
        return [remove, Button(label=f"{bell[0]} {name}", data=data)]
    name_key = Button(label=f"✅ {name}", data=f"source:{source.id}:{page}")
    return [Button(label=bell, data=data), name_key]


def bell_of(choice: Choice, pushes: Pushes) -> tuple[str, str]:
    """How a source is pushed, and what its bell makes of that: one after the other. Who gets
    everything at once anyway has two to choose from."""
    if choice.is_muted:
        return "muted", "normal"
    if pushes is Pushes.INSTANT:
        return "normal", "muted"
    return ("instant", "muted") if choice.is_instant else ("normal", "instant")


async def toggle(update: Update, context: Context) -> None:
    await change(update, context, toggled)


async def drop(update: Update, context: Context) -> None:
    await change(update, context, dropped)


async def press(update: Update, context: Context) -> None:
    """The bell says what it makes of the source."""
    how = groups(context)[1]

    def pressed(tx: Tx, subscriber: Subscriber, choice: Choice) -> str:
        if not choice.is_on:
            return "sources.changed"
        muted, instant = how == "muted", how == "instant"
        source_id = choice.source.id
        subscribers.press(tx, subscriber.id, source_id, is_muted=muted, is_instant=instant)
        return f"sources.{how}"

    await change(update, context, pressed)


def toggled(tx: Tx, subscriber: Subscriber, choice: Choice) -> str:
    is_on = subscribers.toggle(tx, subscriber.id, choice.source.id)
    return "sources.on" if is_on else "sources.off"


def dropped(tx: Tx, subscriber: Subscriber, choice: Choice) -> str:
    subscribers.drop(tx, subscriber.id, choice.source.id)
    return "sources.dropped"


async def change(update: Update, context: Context, deed: Deed) -> None:
    """Do something to the source whose key was pressed, and show the list as it is now."""
    if not await decides(update, context):
        return
    source_id, page = numbers(context)[0], numbers(context)[-1]
    desk = services(context)

    def work(tx: Tx) -> str:
        subscriber = asker(tx, update, desk)
        settings = subscriber.settings
        choices = {each.source.id: each for each in subscribers.choices(tx, subscriber.id)}
        if source_id not in choices:
            return label("sources.changed", settings.language)
        choice = choices[source_id]
        key = deed(tx, subscriber, choice)
        name = arabic.enclose(choice.source.name, 60)
        return digits.in_text(label(key, settings.language, source=name), settings.digits)

    notice = await desk.database.run(work)
    await acknowledge(update, notice)
    await replace_message(update, await listing(update, context, page=page))
