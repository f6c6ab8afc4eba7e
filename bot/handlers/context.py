"""What every handler uses: the services it may call, who is asking, and how to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Chat, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest
from telegram.ext import CallbackContext, ExtBot

from bot.core import render
from bot.core.models import Message, Subscriber
from bot.core.texts import say
from bot.link import NO_PREVIEW, keyboard
from storage import Database, Tx, subscribers

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]

SERVICES = "services"
ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers work with."""

    database: Database
    admin_ids: frozenset[int] = frozenset()
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


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


def asker(tx: Tx, update: Update, *, now: datetime) -> Subscriber:
    """The subscriber that the update's chat is, met now if it is new."""
    chat = chat_of(update)
    return subscribers.meet(tx, chat.id, kind=str(chat.type), now=now)


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


async def answer(update: Update, message: Message) -> None:
    """Send a message to where the update came from."""
    await chat_of(update).send_message(
        message.html,
        parse_mode="HTML",
        reply_markup=keyboard(message),
        link_preview_options=NO_PREVIEW,
        message_thread_id=thread_of(update),
    )


def thread_of(update: Update) -> int | None:
    """The forum topic that the update came from, if any."""
    message = update.effective_message
    return message.message_thread_id if message and message.is_topic_message else None


async def answer_text(update: Update, key: str, **values: object) -> None:
    await answer(update, render.notice(say(key, **values)))


async def replace_message(update: Update, message: Message) -> None:
    """Show another message in the place of the one whose button was pressed.

    Pressing a button twice asks for what is there already; Telegram calls that an error.
    """
    query = update.callback_query
    if query is None:
        return
    try:
        await query.edit_message_text(
            message.html,
            parse_mode="HTML",
            reply_markup=keyboard(message),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" not in str(error).lower():
            raise
