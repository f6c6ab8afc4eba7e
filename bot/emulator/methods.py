"""The methods that send, change and delete messages, and answer taps."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.emulator import files, formatting, inline, links
from bot.emulator.keyboards import read_markup
from bot.emulator.params import Params
from bot.emulator.rights import (
    check_may_write,
    find_chat,
    find_message,
    find_thread,
    find_writable_chat,
)
from bot.emulator.state import JSON, Chat, Message, bad_request
from bot.emulator.world import World

Method = Callable[[World, Params], Any]

MAX_TEXT_UNITS = 4096
MAX_CAPTION_UNITS = 1024
MAX_ANSWER_CHARACTERS = 200
QUERY_LIFE_SECONDS = 60
# https://core.telegram.org/bots/api#deletemessage
DELETABLE_SECONDS = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)


def send_message(world: World, params: Params) -> JSON:
    text, entities = formatting.read_text(world, params, limit=MAX_TEXT_UNITS)
    chat = find_chat(world, params)
    return _send(world, params, chat, method="sendMessage", text=text, entities=entities)


def send_file(world: World, params: Params, *, kind: str) -> JSON:
    """A `document` or a `photo`."""
    chat = find_chat(world, params)
    stored = files.given(world, params, kind)
    caption, entities = formatting.read_text(
        world, params, limit=MAX_CAPTION_UNITS, name="caption"
    )
    shown = [stored.photo_json()] if kind == "photo" else stored.document_json()
    fields: JSON = {"text": caption, "entities": entities, "extra": {kind: shown}}
    return _send(world, params, chat, method=f"send{kind.title()}", **fields)


def _send(world: World, params: Params, chat: Chat, *, method: str, **fields: Any) -> JSON:
    markup = read_markup(params)
    reply_to = _replied(chat, params)
    check_may_write(chat)
    thread_id = find_thread(chat, params, reply_to)
    _count(world, params, chat)
    extra = fields.pop("extra", {}) | _extra(params)
    message = world.post(
        chat,
        None if chat.type == "channel" else world.bot,
        is_outgoing=True,
        reply_markup=markup,
        reply_to=reply_to,
        thread_id=thread_id,
        is_silent=params.flag("disable_notification"),
        extra=extra,
        **fields,
    )
    world.log_sent(method, message)
    return message.json()


def _count(world: World, params: Params, chat: Chat) -> None:
    """Rate limits, if they are on; paid messages are not counted, but must be paid for."""
    is_paid = params.flag("allow_paid_broadcast")
    if is_paid and not world.can_pay:
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    if world.limits is not None and not is_paid:
        world.limits.check(chat.id, is_group=chat.id < 0, now=world.clock())


def _extra(params: Params) -> JSON:
    extra: JSON = {}
    options = params.decoded("link_preview_options", "link preview options")
    if options:
        _check_preview(str(options.get("url", "")))
        extra["link_preview_options"] = options
    if params.flag("protect_content"):
        extra["has_protected_content"] = True
    return extra


def _check_preview(url: str) -> None:
    try:
        if url:
            links.check(url)
    except ValueError:
        raise bad_request("WEBPAGE_URL_INVALID") from None


def _replied(chat: Chat, params: Params) -> Message | None:
    wanted = params.decoded("reply_parameters", "reply parameters") or {}
    if wanted and "message_id" not in wanted:
        raise bad_request('can\'t find field "message_id"')
    message_id = wanted.get("message_id", params.integer("reply_to_message_id"))
    if not message_id:
        return None
    message = chat.messages.get(int(message_id))
    if message is not None and not message.is_deleted:
        return message
    if wanted.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _editable(world: World, params: Params) -> Message:
    chat = find_writable_chat(world, params)
    message = find_message(chat, params, "message to edit")
    if not message.is_outgoing:
        raise bad_request("message can't be edited")
    return message


def edit_message_text(world: World, params: Params) -> JSON:
    message = _editable(world, params)
    text, entities = formatting.read_text(world, params, limit=MAX_TEXT_UNITS)
    if message.is_media:
        raise bad_request("there is no text in the message to edit")
    markup = read_markup(params)
    if (text, entities, markup) == (message.text, message.entities, message.reply_markup):
        raise bad_request(NOT_MODIFIED)
    _count(world, params, message.chat)
    message.text, message.entities, message.reply_markup = text, entities, markup
    message.extra = {k: v for k, v in message.extra.items() if k != "link_preview_options"}
    message.extra |= _extra(params)
    message.edited_at = world.now()
    world.keep_version(message)
    return message.json()


def delete_message(world: World, params: Params) -> bool:
    chat = find_writable_chat(world, params)
    message = find_message(chat, params, "message to delete")
    is_own = message.is_outgoing or chat.is_private or chat.bot_status == "administrator"
    if not is_own or world.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.is_deleted = True
    message.revision = world.changed()
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    query = world.queries.get(params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > MAX_ANSWER_CHARACTERS:
        raise bad_request("MESSAGE_TOO_LONG")
    if query is None or query.is_answered or world.clock() - query.at > QUERY_LIFE_SECONDS:
        raise bad_request(inline.TOO_OLD)
    query.answer = {"text": text, "show_alert": params.flag("show_alert")}
    if "url" in params:
        query.answer["url"] = params.text("url")
    world.changed()
    return True


METHODS: dict[str, Method] = {
    "sendMessage": send_message,
    "sendDocument": partial(send_file, kind="document"),
    "sendPhoto": partial(send_file, kind="photo"),
    "getFile": files.get_file,
    "editMessageText": edit_message_text,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
}
