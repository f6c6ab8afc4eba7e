"""The methods about the bot itself, and about who is in a chat."""

import json
from typing import Any

from bot.emulator.methods import Method
from bot.emulator.params import Params
from bot.emulator.rights import check_is_inside, find_chat
from bot.emulator.state import JSON, Refusal, bad_request
from bot.emulator.world import World, member_json

MAX_COMMANDS = 100
LENGTHS = {"description": 512, "short_description": 120}
TEXTS = {"description": "DESCRIPTION", "short_description": "ABOUT"}


def get_me(world: World, params: Params) -> JSON:
    del params
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def delete_webhook(world: World, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        world.updates.pending.clear()
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


def _setter(kind: str) -> Method:
    def setter(world: World, params: Params) -> bool:
        text = params.text(kind)
        if len(text) > LENGTHS[kind]:
            raise bad_request(f"BOT_{TEXTS[kind]}_TOO_LONG")
        world.profile[kind, params.text("language_code")] = text
        world.changed()
        return True

    return setter


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


def _getter(kind: str) -> Method:
    def getter(world: World, params: Params) -> JSON:
        return {kind: world.profile.get((kind, params.text("language_code")), "")}

    return getter


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
    "deleteWebhook": delete_webhook,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "setMyDescription": _setter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyDescription": _getter("description"),
    "getMyShortDescription": _getter("short_description"),
    "getChatMember": get_chat_member,
}
