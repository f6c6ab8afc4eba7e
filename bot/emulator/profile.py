"""The methods about the bot itself and about chats: name, commands, members, menu button."""

import json
from typing import Any

from bot.emulator.methods import Method
from bot.emulator.params import Params
from bot.emulator.rights import check_is_inside, check_may_write, find_chat
from bot.emulator.state import JSON, Refusal, bad_request
from bot.emulator.world import World, member_json

MAX_COMMANDS = 100
LENGTHS = {"name": 64, "description": 512, "short_description": 120}
TEXTS = {"name": "NAME", "description": "DESCRIPTION", "short_description": "ABOUT"}


def get_me(world: World, params: Params) -> JSON:
    del params
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_webhook_info(world: World, params: Params) -> JSON:
    del params
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        "allowed_updates": world.updates.allowed,
    }


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
    return True


def set_webhook(world: World, params: Params) -> bool:
    """An empty URL deletes; a real one is refused: this server calls nobody."""
    if "url" in params:
        raise bad_request("bad webhook: the local Telegram serves getUpdates only")
    return delete_webhook(world, params)


def nothing(world: World, params: Params) -> bool:
    """logOut and close: accepted, without effect on a local server."""
    del world, params
    return True


def _scope(params: Params) -> str:
    scope = params.decoded("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: Object expected")
    return scope_key(scope)


def scope_key(scope: JSON) -> str:
    return json.dumps({key: str(scope[key]) for key in sorted(scope)})


def set_my_commands(world: World, params: Params) -> bool:
    commands = params.decoded("commands", "list of bot commands")
    if not isinstance(commands, list):
        raise bad_request("can't parse bot command: expected an Array of bot commands")
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(command) for command in commands]
    world.commands[_scope(params), params.text("language_code")] = kept
    world.changed()
    return True


def _command(command: Any) -> JSON:
    name = str(command.get("command", "")).removeprefix("/").lower()
    about = str(command.get("description", "")).strip()
    if not (0 < len(name) <= 32 and name.isascii() and name.replace("_", "a").isalnum()):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(about) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": about}


def get_my_commands(world: World, params: Params) -> list[JSON]:
    return world.command_list(_scope(params), params.text("language_code"))


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.pop((_scope(params), params.text("language_code")), None)
    world.changed()
    return True


def _setter(kind: str) -> Method:
    def setter(world: World, params: Params) -> bool:
        text = params.text(kind)
        if len(text) > LENGTHS[kind]:
            raise bad_request(f"BOT_{TEXTS[kind]}_TOO_LONG")
        world.profile[kind, params.text("language_code")] = text
        world.changed()
        return True

    return setter


def _getter(kind: str) -> Method:
    def getter(world: World, params: Params) -> JSON:
        language = params.text("language_code")
        default = world.bot["first_name"] if kind == "name" else ""
        fallback = world.profile.get((kind, "")) or default
        return {kind: world.profile.get((kind, language)) or fallback}

    return getter


def set_chat_menu_button(world: World, params: Params) -> bool:
    button = params.decoded("menu_button", "MenuButton") or {"type": "default"}
    if "chat_id" in params:
        find_chat(world, params).menu_button = button
    else:
        world.menu_button = button
    world.changed()
    return True


def get_chat_menu_button(world: World, params: Params) -> JSON:
    return find_chat(world, params).menu_button if "chat_id" in params else world.menu_button


def get_chat(world: World, params: Params) -> JSON:
    chat = find_chat(world, params)
    if not chat.is_private:
        check_is_inside(chat)
    kinds = {"unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"}
    accepted = dict.fromkeys([*kinds, "gifts_from_channels"], False)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": accepted}
    return chat.json() | full


def get_chat_member(world: World, params: Params) -> JSON:
    chat = find_chat(world, params)
    if not chat.is_private:
        check_is_inside(chat)
    user_id = params.integer("user_id")
    if user_id == world.bot["id"]:
        return world.bot_member(chat.bot_status)
    user = world.users.get(user_id)
    if user is None:
        raise bad_request("user not found" if user_id > 0 else "invalid user_id specified")
    status = "member" if chat.user is user else chat.people.get(user_id, "left")
    return member_json(user.json(), status)


def get_chat_administrators(world: World, params: Params) -> list[JSON]:
    chat = find_chat(world, params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    check_is_inside(chat)
    found = [
        member_json(world.users[user_id].json(), status)
        for user_id, status in chat.people.items()
        if status in {"creator", "administrator"}
    ]
    if chat.bot_status == "administrator":
        found.append(world.bot_member("administrator"))
    return found


def get_chat_member_count(world: World, params: Params) -> int:
    chat = find_chat(world, params)
    if chat.is_private:
        return 2
    check_is_inside(chat)
    inside = [status for status in chat.people.values() if status not in {"left", "kicked"}]
    return len(inside) + 1


def send_chat_action(world: World, params: Params) -> bool:
    chat = find_chat(world, params)
    check_may_write(chat)
    if "action" not in params:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(params.text("action"))
    chat.acted_at = world.clock()
    chat.revision = world.changed()
    return True


def leave_chat(world: World, params: Params) -> bool:
    chat = find_chat(world, params)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    check_is_inside(chat)
    chat.bot_status = "left"
    chat.revision = world.changed()
    return True


async def get_updates(world: World, params: Params) -> list[JSON]:
    if "allowed_updates" in params:
        allowed = params.decoded("allowed_updates", "allowed updates")
        if not isinstance(allowed, list):
            raise Refusal(400, "Bad Request: allowed_updates must be an Array")
        world.updates.allowed = [str(kind) for kind in allowed]
    return await world.updates.take(
        offset=params.integer("offset"),
        limit=params.integer("limit", 100),
        wait_seconds=params.integer("timeout"),
    )


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "getWebhookInfo": get_webhook_info,
    "deleteWebhook": delete_webhook,
    "setWebhook": set_webhook,
    "logOut": nothing,
    "close": nothing,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "sendChatAction": send_chat_action,
    "leaveChat": leave_chat,
}
