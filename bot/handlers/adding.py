"""Sources of readers' own: `/add` with an address, an address pasted alone, a choice of several.

The handler answers at once; the look at the address goes on behind it and ends by editing that
answer. Its row is written first, so what a stop cuts short is taken up again (`resume`).
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from telegram import Bot, Update
from telegram.error import BadRequest, Forbidden

from bot import additions
from bot.core import arabic, urls
from bot.core.feeds.discovery import NoFeed
from bot.core.messages import digits, render, telegram_html
from bot.core.models import Button, FoundFeed, Language, Message, Standing, Subscriber
from bot.core.texts import label, say
from bot.handlers import approval
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    answer_text,
    asker,
    chat_of,
    decides,
    edit,
    language_of,
    numbers,
    refuse,
    replace_message,
    services,
)
from storage import Tx, requests, subscribers
from storage.requests import Look, Sought

LONGEST_LABEL = 40

Deed = Callable[[Bot, Services, Look], Awaitable[Message]]

log = logging.getLogger(__name__)


async def add(update: Update, context: Context) -> None:
    if not await decides(update, context):
        return
    address = urls.typed(" ".join(context.args or []))
    if not address:
        await answer_text(update, context, "add.how")
        return
    if refusal := await begin(update, context, address, look_through):
        await answer_text(update, context, refusal)


async def begin(
    update: Update, context: Context, what: str, deed: Deed, *, sought: Sought = "source"
) -> str:
    """Answer that an address or a list is looked at, and do so behind the answer; or the text that
    says why not."""
    desk = services(context)
    refusal, look_id = await desk.database.run(admitted, update, desk, what=what, sought=sought)
    if refusal:
        return refusal
    language = await language_of(update, context)
    is_list = sought == "list"
    shown = render.notice(say("opml.reading", language)) if is_list else looking(what, language)
    placed = await answer(update, shown)
    await desk.database.run(requests.place, look_id, message_id=placed.message_id)
    desk.background.begin(carry_out(context.bot, desk, look_id, deed))
    return ""


def admitted(
    tx: Tx, update: Update, desk: Services, *, what: str, sought: Sought
) -> tuple[str, int]:
    """Write a look down; or the text that refuses it."""
    now = desk.clock()
    subscriber = asker(tx, update, desk)
    refusal = additions.refusal(tx, subscriber, desk.rules, now=now)
    if refusal:
        return refusal, 0
    return "", requests.ask(tx, subscriber.id, what, sought=sought, now=now)


def looking(address: str, language: Language) -> Message:
    return render.notice(say("look.looking", language, host=arabic.enclose(urls.host(address))))


async def offer(update: Update, context: Context, address: str) -> None:
    """An address pasted alone is perhaps a source that the reader wants: ask."""
    desk = services(context)

    def note(tx: Tx) -> Message:
        return offered(tx, asker(tx, update, desk), address, now=desk.clock())

    await answer(update, await desk.database.run(note))


def offered(tx: Tx, subscriber: Subscriber, address: str, *, now: datetime) -> Message:
    """The question, with a key that says yes."""
    look_id = requests.offer(tx, subscriber.id, address, now=now)
    language = subscriber.settings.language
    key = Button(label=label("button.add", language), data=f"look:{look_id}")
    host = arabic.enclose(urls.host(address))
    return render.notice(say("add.offer", language, host=host), [key])


async def agreed(update: Update, context: Context) -> None:
    """The reader wants the offered address to be looked at."""
    if not await decides(update, context):
        return
    desk = services(context)
    look_id = numbers(context)[0]
    refusal, look = await desk.database.run(begun, update, desk, look_id=look_id)
    if look is None:
        await refuse(update, context, refusal)
        return
    await acknowledge(update)
    await replace_message(update, looking(look.what, look.subscriber.settings.language))
    desk.background.begin(carry_out(context.bot, desk, look_id, look_through))


def begun(tx: Tx, update: Update, desk: Services, *, look_id: int) -> tuple[str, Look | None]:
    """The offered look, now written down as wanted; or the text that refuses it."""
    now, message = desk.clock(), update.effective_message
    look = own(tx, update, look_id)
    if look is None or message is None:
        return "unknown.button", None
    refusal = additions.refusal(tx, look.subscriber, desk.rules, now=now)
    if refusal:
        return refusal, None
    if not requests.begin(tx, look_id, message_id=message.message_id, now=now):
        return "unknown.button", None
    return "", look


def own(tx: Tx, update: Update, look_id: int) -> Look | None:
    """A look of the chat that asks."""
    look = requests.find(tx, look_id)
    return look if look and look.subscriber.chat_id == chat_of(update).id else None


async def carry_out(bot: Bot, desk: Services, look_id: int, deed: Deed) -> None:
    """Do what a look asks for and tell it in its message; a bug is told too, and logged once."""
    look = await desk.database.run(requests.find, look_id)
    if look is None:
        return
    try:
        async with desk.looks.of(look.subscriber.chat_id):
            message = await deed(bot, desk, look)
    except Exception:
        log.exception("look failed id=%d", look_id)
        message = render.notice(say("error", look.subscriber.settings.language))
    try:
        message = digits.write(message, look.subscriber.settings.digits)
        await edit(bot, look.subscriber.chat_id, look.message_id, message)
    except (BadRequest, Forbidden) as error:  # its message or its chat is gone
        log.warning("look is not told reason=%r", error)
    await desk.database.run(requests.finish, look_id)
    await approval.pass_on(bot, desk)


async def look_through(bot: Bot, desk: Services, look: Look) -> Message:
    """Look at an address; add what is there, or let the reader choose."""
    del bot
    try:
        feeds = await desk.scout.look(look.what)
    except NoFeed as error:
        return in_vain(look, error.key, str(error))
    log.info("looked host=%s status=found feeds=%d", urls.host(look.what), len(feeds))
    return await desk.database.run(taken, look, feeds, desk)


def in_vain(look: Look, key: str, reason: str) -> Message:
    """What to tell of an address where nothing was found; the reason is for the operator."""
    host = urls.host(look.what)
    log.info("looked host=%s status=nothing reason=%r", host, reason)
    return render.notice(say(key, look.subscriber.settings.language, host=arabic.enclose(host)))


def taken(tx: Tx, look: Look, feeds: Sequence[FoundFeed], desk: Services) -> Message:
    """Add the only feed that was found, or show several to choose from; what to tell."""
    if len(feeds) > 1:
        requests.remember(tx, look.id, feeds)
        return chooser(tx, look, feeds)
    now = desk.clock()
    key = additions.add(tx, look.subscriber, feeds[0], desk.rules, now=now)
    return verdict(key, feeds[0], look.subscriber, desk)


def verdict(key: str, feed: FoundFeed, subscriber: Subscriber, desk: Services) -> Message:
    """What to tell a chat about a source that it wants."""
    language = subscriber.settings.language
    rows: list[list[Button]] = []
    if key == "add.done" and subscriber.standing is not Standing.SUBSCRIBED:
        key = "add.done_only"
        rows.append([Button(label=label("button.subscribe", language), data="sub")])
    elif key in ("add.done", "add.already", "add.quota"):
        rows.append([Button(label=label("button.sources", language), data="sources:0")])
    return render.notice(told(key, feed, desk, language), *rows)


def told(key: str, feed: FoundFeed, desk: Services, language: Language) -> str:
    """The text about a source that a chat wants, as HTML."""
    now = desk.clock()
    return say(
        key,
        language,
        title=arabic.enclose(feed.title),
        entries=feed.entries,
        newest=render.ago(feed.newest or now, language, now=now),
        most=desk.rules.most,
    )


def chooser(tx: Tx, look: Look, feeds: Sequence[FoundFeed]) -> Message:
    """The feeds of a site, a key each, marked with where it stands in this chat."""
    choices = subscribers.choices(tx, look.subscriber.id)
    mine = {urls.key(each.source.url) for each in choices if each.is_on}
    pending = {urls.key(each.feed.url) for each in requests.pending_of(tx, look.subscriber.id)}
    rows = []
    for number, feed in enumerate(feeds):
        key = urls.key(feed.url)
        mark = "✅" if key in mine else "⏳" if key in pending else "➕"
        name = f"{mark} {arabic.shorten(feed.title, LONGEST_LABEL)}"
        rows.append([Button(label=name, data=f"pick:{look.id}:{number}")])
    host = arabic.enclose(urls.host(look.what))
    language = look.subscriber.settings.language
    return render.notice(say("look.several", language, host=host), *rows)


async def pick(update: Update, context: Context) -> None:
    """One of several feeds was chosen; the others stay to be chosen too."""
    if not await decides(update, context):
        return
    look_id, number = numbers(context)
    desk = services(context)

    def choose(tx: Tx) -> tuple[str, str, Message] | None:
        look = own(tx, update, look_id)
        if look is None or number >= len(look.feeds):
            return None
        now, feed = desk.clock(), look.feeds[number]
        key = additions.add(tx, look.subscriber, feed, desk.rules, now=now)
        settings = look.subscriber.settings
        text = digits.in_text(told(key, feed, desk, settings.language), settings.digits)
        message = digits.write(chooser(tx, look, look.feeds), settings.digits)
        return key, telegram_html.plain(text).split("\n")[0], message

    chosen = await desk.database.run(choose)
    if chosen is None:
        await refuse(update, context, "unknown.button")
        return
    key, text, message = chosen
    await acknowledge(update, text[:200], is_alert=key != "add.done")
    await replace_message(update, message)
    await approval.pass_on(context.bot, desk)
