"""What becomes of the bot in a chat: blocked, let back in, added, made administrator, removed."""

from datetime import datetime

from telegram import ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.core import outlook
from bot.core.messages import render
from bot.core.models import Button, Standing
from bot.handlers.commands import let_in
from bot.handlers.context import Context, Services, answer, asker, services
from bot.handlers.settings import view_of
from storage import Tx, subscribers

OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


async def changed(update: Update, context: Context) -> None:
    """Pause who shut the bot out, resume who lets it back in; greet a group or channel."""
    change = update.my_chat_member
    if change is None:
        return
    desk = services(context)
    if change.new_chat_member.status in OUT:
        await desk.database.run(shut_out, update, now=desk.clock())
    elif change.chat.type == ChatType.CHANNEL:
        if can_post(change) and await desk.database.run(join_channel, update, desk):
            await greet(update, context, "welcome.channel")
    elif change.chat.type == ChatType.PRIVATE:
        await desk.database.run(asker, update, desk)
    elif not may_write(change):
        return  # the next pushes tell
    elif change.old_chat_member.status not in OUT:  # its rights changed, perhaps came back
        await desk.database.run(asker, update, desk)
    else:
        await greet(update, context, "welcome", key="button.subscribe")


async def greet(update: Update, context: Context, text: str, *, key: str = "") -> None:
    view = await view_of(update, context)
    name = outlook.called(view, context.bot.first_name)
    html = view.say(text, bot=name, what=outlook.what(view))
    keys = [[Button(label=view.label(key), data="sub")]] if key else []
    await answer(update, render.notice(html, *keys))


def may_write(change: ChatMemberUpdated) -> bool:
    """In a group; who is not restricted has the group's rights."""
    return bool(getattr(change.new_chat_member, "can_send_messages", True))


def can_post(change: ChatMemberUpdated) -> bool:
    return bool(getattr(change.new_chat_member, "can_post_messages", False))


def shut_out(tx: Tx, update: Update, *, now: datetime) -> None:
    chat = update.effective_chat
    subscriber = subscribers.find(tx, chat.id) if chat else None
    if subscriber is not None:
        subscribers.stand(tx, subscriber.id, Standing.GONE, now=now, reason="shut the bot out")


def join_channel(tx: Tx, update: Update, desk: Services) -> bool:
    """Making the bot an administrator who posts is how a channel subscribes.

    False if it was subscribed before: only its rights have changed.
    """
    return let_in(tx, asker(tx, update, desk), desk.newsstand, now=desk.clock())


async def reopened(update: Update, context: Context) -> None:
    """A topic of a forum was opened again, perhaps the one whose closing paused the chat."""
    desk = services(context)
    await desk.database.run(asker, update, desk)


async def migrated(update: Update, context: Context) -> None:
    """A group became a supergroup: its subscription goes with it."""
    message = update.effective_message
    if message is None or message.migrate_to_chat_id is None:
        return  # the same news, told in the new chat
    desk = services(context)
    await desk.database.run(
        follow, message.chat_id, to=message.migrate_to_chat_id, now=desk.clock()
    )


def follow(tx: Tx, chat_id: int, *, to: int, now: datetime) -> None:
    subscriber = subscribers.find(tx, chat_id)
    if subscriber is not None:
        subscribers.move(tx, subscriber.id, chat_id=to, now=now)
