"""Inline keyboards: what Telegram accepts of a reply_markup, and its refusals."""

from typing import Any

from bot.emulator import links
from bot.emulator.params import Params
from bot.emulator.state import JSON, bad_request

MAX_DATA_BYTES = 64
MAX_ROW_BUTTONS = 8
MAX_BUTTONS = 100
MAX_COPY_UNITS = 256
ACTIONS = {
    "callback_data", "url", "web_app", "login_url", "switch_inline_query", "pay", "copy_text",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game",
}  # fmt: skip
# These two search with an empty text by default.
EMPTY_ACTIONS = ("switch_inline_query", "switch_inline_query_current_chat")
OTHER_KINDS = ("keyboard", "remove_keyboard", "force_reply")


def read_markup(params: Params) -> JSON | None:
    markup = params.decoded("reply_markup", "reply keyboard markup")
    if markup in (None, {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        known = next((kind for kind in OTHER_KINDS if kind in markup), None)
        if known is None:
            return None
        return markup
    rows = read_rows(markup["inline_keyboard"])
    # An empty keyboard is how a bot takes a keyboard away.
    return {"inline_keyboard": rows} if rows else None


def read_rows(given: Any) -> list[list[JSON]]:
    if not isinstance(given, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    rows: list[list[JSON]] = []
    for row in given:
        if not isinstance(row, list):
            raise bad_request('field "inline_keyboard" must be an Array of Arrays')
        if row:
            rows.append([read_button(button) for button in row])
    if any(len(row) > MAX_ROW_BUTTONS for row in rows) or sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def read_button(given: Any) -> JSON:
    prefix = "can't parse inline keyboard button: "
    if not isinstance(given, dict):
        raise bad_request(prefix + "InlineKeyboardButton must be an Object")
    if "text" not in given:
        raise bad_request(prefix + 'Can\'t find field "text"')
    if not isinstance(given["text"], str):
        raise bad_request(prefix + 'Field "text" must be of type String')
    if not given["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    button: JSON = {key: value for key, value in given.items() if value not in (None, "")}
    if not ACTIONS & button.keys() and not any(key in given for key in EMPTY_ACTIONS):
        raise bad_request(prefix + "Text buttons are unallowed in the inline keyboard")
    check_data(button)
    if "url" in button:
        button["url"] = check_url(str(button["url"]))
    return button | {"text": given["text"]}


def check_data(button: JSON) -> None:
    if len(str(button.get("callback_data", "")).encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button:
        copied = str(button["copy_text"].get("text", ""))
        if not 0 < len(copied) <= MAX_COPY_UNITS:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def check_url(url: str) -> str:
    try:
        return links.check(url)
    except ValueError as reason:
        text = f"inline keyboard button URL '{url}' is invalid: {reason}"
        raise bad_request(text) from None
