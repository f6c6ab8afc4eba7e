"""What every handler uses: the services it may call, who is asking, and how to answer."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Chat, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, RetryAfter
from telegram.ext import CallbackContext, ExtBot

from bot import briefings
from bot.additions import Rules
from bot.background import Background
from bot.core.cards import Card
from bot.core.messages import digits, render, telegram_html
from bot.core.models import (
    Language,
    Message,
    Pushes,
    Settings,
    Standing,
    Subscriber,
    Variant,
)
from bot.core.texts import say
from bot.core.times import cities, zones
from bot.handlers.fairness import Turns
from bot.link import keyboard
from bot.refusals import is_late, is_unchanged
from bot.scout import Scout
from bot.workers import Think, inline
from storage import Database, Tx, sources, subscribers

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]

SERVICES = "services"
log = logging.getLogger(__name__)

ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers work with."""

    database: Database
    scout: Scout
    """Looks at the addresses that readers give."""
    rules: Rules = Rules()  # noqa: RUF009 - a frozen value
    """Who the operators are, and which sources readers may add."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    pushes: Pushes = Pushes.INSTANT
    """What a new reader starts with."""
    newsstand: briefings.Newsstand = field(default_factory=briefings.Newsstand)
    think: Think = inline
    """Runs what takes CPU time."""
    drawn: dict[Card, str] = field(default_factory=dict)
    """What Telegram calls the cards that it has already."""
    drawing_for: set[int] = field(default_factory=set)
    """The chats that wait for cards."""
    looks: Turns = field(default_factory=lambda: Turns(1))
    """A chat's addresses are looked at in turn: there are few looks at once for all."""
    background: Background = field(default_factory=Background)
    """What goes on after a handler has answered."""
    telling: asyncio.Lock = field(default_factory=asyncio.Lock)


def services(context: Context) -> Services:
    found: Services = context.bot_data[SERVICES]
    return found


def chat_of(update: Update) -> Chat:
    chat = update.effective_chat
    if chat is None:
        raise ValueError("an update without a chat came to a handler for chats")
    return chat


def is_private(update: Update) -> bool:
    return chat_of(update).type == ChatType.PRIVATE


def asker(tx: Tx, update: Update, desk: Services) -> Subscriber:
    """The subscriber that the update's chat is, met now if it is new."""
    chat = chat_of(update)
    known = subscribers.find(tx, chat.id)
    if known is not None and known.standing is not Standing.GONE:
        return known
    settings = Settings() if known else beginning(tx, update, desk)
    met = subscribers.meet(tx, chat.id, kind=str(chat.type), now=desk.clock(), settings=settings)
    briefings.plan(tx, met, now=desk.clock())  # who is back may be subscribed
    return met


def beginning(tx: Tx, update: Update, desk: Services) -> Settings:
    """What a new chat starts with: as the operator decided, at the hour of who writes there, and
    if alone in that person's language.

    Where that person tells nothing of it, the country counts that all sources of a newcomer are
    from, if it is an Arab one: of a newsroom abroad the readers are elsewhere.
    """
    countries = {source.country.upper() for source in sources.starters(tx)}
    home = countries.pop() if len(countries) == 1 else ""
    user = update.effective_user
    language_code = (user.language_code if user else "") or ""
    zone = cities.guess(language_code, home if home in zones.ARAB_LEAGUE else "")
    language = interface(language_code) if is_private(update) else Language.ARABIC
    return Settings(pushes=desk.pushes, zone=zone, language=language)


def interface(language_code: str) -> Language:
    """In which the bot speaks to a person whose Telegram is in that language; empty if unknown."""
    is_arabic = not language_code or language_code.lower().split("-")[0] == "ar"
    return Language.ARABIC if is_arabic else Language.ENGLISH


async def may_decide(update: Update, bot: Bot) -> bool:
    """Whether who asks may decide for the chat: alone anyone, else its administrators."""
    chat, message, user = chat_of(update), update.effective_message, update.effective_user
    if chat.type == ChatType.PRIVATE:
        return True
    is_written_as_chat = message is not None and message.sender_chat == chat
    if is_written_as_chat and update.callback_query is None:
        return True  # a post in a channel, an anonymous administrator of a group
    if user is None:
        return False
    member = await bot.get_chat_member(chat.id, user.id)
    return member.status in ADMINS


async def decides(update: Update, context: Context) -> bool:
    """Whether who asks may decide for the chat; else it is told, with an alert over a button."""
    if await may_decide(update, context.bot):
        return True
    tell = answer_text if update.callback_query is None else refuse
    is_channel = chat_of(update).type == ChatType.CHANNEL
    await tell(update, context, "admins_only.channel" if is_channel else "admins_only")
    return False


async def answer(update: Update, message: Message) -> TelegramMessage:
    """Send a message to where the update came from."""
    return await chat_of(update).send_message(
        message.html,
        reply_markup=keyboard(message),
        message_thread_id=thread_of(update),
    )


def thread_of(update: Update) -> int | None:
    """The forum topic that the update came from, if any."""
    message = update.effective_message
    return message.message_thread_id if message and message.is_topic_message else None


async def language_of(update: Update, context: Context) -> Language:
    """In which the chat that the update came from is answered."""
    desk = services(context)
    return (await desk.database.run(asker, update, desk)).settings.language


async def variant_of(update: Update, context: Context) -> Variant:
    """How the chat that the update came from wants its stories."""
    desk = services(context)
    return (await desk.database.run(asker, update, desk)).variant


async def answer_text(update: Update, context: Context, key: str, **values: object) -> None:
    await answer(update, notice(key, await variant_of(update, context), **values))


def notice(key: str, variant: Variant, **values: object) -> Message:
    """A text as a message, in the language and the digits of its reader."""
    message = render.notice(say(key, variant.language, **values))
    return digits.write(message, variant.digits)


async def replace_message(update: Update, message: Message) -> None:
    """Show another message in the place of the one whose button was pressed.

    Pressing a button twice asks for what is there already; Telegram calls that an error.
    """
    there = update.effective_message
    if update.callback_query is not None and there is not None:
        await edit(update.get_bot(), there.chat_id, there.message_id, message)


async def turn_over(update: Update, message: Message) -> None:
    """Show another message in the place of the one whose button was pressed; in a group below it,
    since what everybody reads is not turned over by one of them."""
    await (replace_message if is_private(update) else answer)(update, message)


async def edit(bot: Bot, chat_id: int, message_id: int, message: Message) -> None:
    """Show another message in the place of one of the bot's."""
    try:
        await bot.edit_message_text(
            message.html,
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboard(message),
        )
    except BadRequest as error:
        if not is_unchanged(error):
            raise


async def acknowledge(update: Update, text: str = "", *, is_alert: bool = False) -> None:
    """Stop the button's waiting sign, perhaps with a notice; where it waits no more, what was
    tapped is done all the same."""
    if update.callback_query is not None:
        with not_late():
            await update.callback_query.answer(text or None, show_alert=is_alert)


@contextmanager
def not_late() -> Iterator[None]:
    """An answer that nobody waits for any more is no error, nor is one that Telegram does not
    take so soon: later nobody would."""
    try:
        yield
    except RetryAfter:
        log.info("answered too fast: nobody will wait so long")
    except BadRequest as error:
        if not is_late(error):
            raise
        log.info("answered too late: nobody waits any more")


async def refuse(update: Update, context: Context, key: str) -> None:
    """Tell who pressed a button that it does nothing, and why."""
    variant = await variant_of(update, context)
    text = telegram_html.plain(digits.in_text(say(key, variant.language), variant.digits))
    await acknowledge(update, text, is_alert=True)


def groups(context: Context) -> list[str]:
    """The words in the callback data, in order; empty where there is none."""
    match = context.matches[0] if context.matches else None
    return [group or "" for group in match.groups()] if match else []


def numbers(context: Context) -> list[int]:
    """The numbers in the callback data, in order."""
    return [int(group) for group in groups(context) if group.isdecimal()]
