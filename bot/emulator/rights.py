"""Which chat a call means and whether the bot may write there; else Telegram's refusal."""

from bot.emulator.params import Params
from bot.emulator.state import GENERAL, Chat, Message, Refusal, bad_request, forbidden
from bot.emulator.world import World


def find_chat(world: World, params: Params) -> Chat:
    wanted = params.text("chat_id").strip()
    if not wanted:
        raise bad_request("chat_id is empty")
    found = None
    if wanted.startswith("@"):
        found = next((c for c in world.chats.values() if is_named(c, wanted[1:])), None)
    elif wanted.lstrip("-").isdecimal():
        found = world.chats.get(int(wanted))
    if found is None:
        raise bad_request("chat not found")
    if found.migrated_to is not None:
        raise Refusal(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            migrate_to_chat_id=found.migrated_to,
        )
    return found


def is_named(chat: Chat, username: str) -> bool:
    return bool(chat.username) and chat.username.lower() == username.lower()


def find_writable_chat(world: World, params: Params) -> Chat:
    chat = find_chat(world, params)
    check_may_write(chat)
    return chat


def check_may_write(chat: Chat) -> None:
    if chat.user is not None:
        check_may_write_to_person(chat)
    else:
        check_is_inside(chat)
        if chat.type == "channel" and chat.bot_status != "administrator":
            raise bad_request("need administrator rights in the channel chat")
        if chat.bot_status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")


def find_thread(chat: Chat, params: Params, reply_to: Message | None) -> int | None:
    """The topic of a forum that a message goes to; None: «General», or no forum."""
    thread_id = params.integer("message_thread_id") or (reply_to.thread_id if reply_to else None)
    # «General» is written to by naming none: https://github.com/tdlib/telegram-bot-api/issues/798
    if thread_id == GENERAL or (thread_id and thread_id not in chat.topics):
        raise bad_request("message thread not found")
    if not chat.topics.get(thread_id or GENERAL, True) and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def check_may_write_to_person(chat: Chat) -> None:
    if chat.user and chat.user.is_deactivated:
        raise forbidden("user is deactivated")
    if chat.bot_status == "kicked":
        raise forbidden("bot was blocked by the user")
    if chat.bot_status == "left":
        raise forbidden("bot can't initiate conversation with a user")


def check_is_inside(chat: Chat) -> None:
    if chat.bot_status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if chat.bot_status == "left":
        raise forbidden(f"bot is not a member of the {chat.type} chat")


def find_message(chat: Chat, params: Params, what: str) -> Message:
    """The message that a call means; `what` as in «message to edit not found»."""
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None or message.is_deleted:
        raise bad_request(f"{what} not found")
    return message
