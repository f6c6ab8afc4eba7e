"""Every way in which a call of the Bot API can fail, and how its answer looks.

The faults that were measured (33 of them, against a server that could do each) are `MEASURED`;
`BEYOND` are others that Telegram is known for. Each names where the simulation brings it about:
a card that is drawn for one call (`ONE_CALL`, sends and edits alike), a state in which a chat is
(`GONE`, «migrated»), or one in which everything is (`REVOKED`, «for everybody»).
"""

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import aiohttp
import httpx
from aiohttp.client_reqrep import ConnectionKey
from httpx_aiohttp.transport import map_aiohttp_exceptions
from telegram.error import NetworkError, TimedOut

KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)
PORTAL = b"<html><body>Welcome! Please sign in to use this network.</body></html>"
UNPARSABLE = "400 can't parse"
REFUSALS: dict[str, tuple[int, str]] = {
    "429 without parameters": (429, "Too Many Requests"),
    UNPARSABLE: (400, "Bad Request: can't parse entities: Unexpected end tag at byte 9"),
    "400 too long": (400, "Bad Request: message is too long"),
    "400 rights": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "400 topic closed": (400, "Bad Request: TOPIC_CLOSED"),
    "409": (409, "Conflict: terminated by other getUpdates request"),
    "413": (413, "Request Entity Too Large"),
}
EDIT_REFUSALS: dict[str, tuple[int, str]] = {
    "400 no such message": (400, "Bad Request: message to edit not found"),
    "400 not editable": (400, "Bad Request: message can't be edited"),
}
NOT_MODIFIED = (
    400,
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message",
)
COME_AGAIN = {"429 without parameters", "409"}
"""Refusals that say nothing about the message."""
SERVER_ERRORS = {
    "500": (500, b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'),
    "502 html": (502, b"<html><title>502 Bad Gateway</title></html>"),
    "504 html": (504, b"<html><title>504 Gateway Time-out</title></html>"),
    "cut JSON": (200, b'{"ok":true,"result":{"message_id":12'),
    "empty": (200, b""),
    "captive portal": (200, PORTAL),
    "no result": (200, b'{"ok":true}'),
    "wrong type": (200, b'{"ok":true,"result":["message_id"]}'),
    "not UTF-8": (200, b"\xff\xfe\x00{"),
}
BREAKS: dict[str, Callable[[], Exception]] = {
    "reset before the answer": lambda: aiohttp.ClientOSError(104, "Connection reset by peer"),
    "reset in mid-answer": lambda: aiohttp.ClientPayloadError("incomplete"),
    "wrong length": lambda: aiohttp.ClientPayloadError("not enough data"),
    "garbage status line": lambda: aiohttp.ServerDisconnectedError("garbage"),
    "no answer": aiohttp.SocketTimeoutError,
    "connection refused": lambda: aiohttp.ClientConnectorError(KEY, OSError(111, "refused")),
}
ENDLESS = ("slow headers", "slow body")
ONE_CALL = (*REFUSALS, *SERVER_ERRORS, *BREAKS, *ENDLESS, "429 for the chat")
ONE_EDIT = (*ONE_CALL, *EDIT_REFUSALS)
GONE: dict[str, tuple[int, str]] = {
    "403 blocked": (403, "Forbidden: bot was blocked by the user"),
    "403 deactivated": (403, "Forbidden: user is deactivated"),
    "403 kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "403 not a member": (403, "Forbidden: bot is not a member of the channel chat"),
    "400 chat not found": (400, "Bad Request: chat not found"),
}
REVOKED = {"401": "Unauthorized", "404": "Not Found"}

MEASURED = (
    # said by Telegram: nothing was taken
    "429 for the chat", "429 for everybody", "429 without parameters",
    "403 blocked", "403 deactivated", "403 kicked", "403 not a member",
    "400 chat not found", "400 migrated", "400 can't parse", "400 too long", "400 rights",
    "401", "404", "409", "413",
    # it may have been taken: broken servers, answers that are none, connections that end
    "500", "502 html", "504 html",
    "cut JSON", "empty", "captive portal", "no result", "wrong type", "not UTF-8",
    "reset before the answer", "reset in mid-answer", "wrong length", "garbage status line",
    "no answer", "slow headers", "slow body",
    # it never left
    "connection refused",
)  # fmt: skip
BEYOND = ("400 topic closed",)
FAULTS = {*ONE_CALL, *GONE, *REVOKED, "400 migrated", "429 for everybody"}
EDIT_FAULTS = {*(FAULTS - set(GONE) - {"400 migrated"}), *EDIT_REFUSALS, "400 not modified"}
"""What edits meet in every run; of the gone and the moved they mostly know from sends."""


class Deck:
    """Draws by luck, but everything once before anything twice."""

    def __init__(self, chance: random.Random, cards: Iterable[str]) -> None:
        self._chance = chance
        self._cards = list(cards)
        self._left: list[str] = []

    def draw(self) -> str:
        if not self._left:
            self._left = self._chance.sample(self._cards, len(self._cards))
        return self._left.pop()


@dataclass(slots=True)
class Reply:
    """What is on its way back: a status and a body, or how the connection broke."""

    code: int = 200
    body: bytes = b""
    breaks: Exception | None = None
    is_endless: bool = False


def is_open(fault: str) -> bool:
    """Whether who meets it cannot know if the message was taken."""
    return fault in SERVER_ERRORS or fault in BREAKS or fault in ENDLESS


def answer(fault: str, message_id: int) -> Reply:
    """What comes back of a message that was taken, or of which nobody can know."""
    if fault in SERVER_ERRORS:
        code, body = SERVER_ERRORS[fault]
        return Reply(code, body)
    if fault in BREAKS:
        return Reply(breaks=BREAKS[fault]())
    if fault in ENDLESS:
        return Reply(is_endless=True)
    return Reply(200, json.dumps({"ok": True, "result": {"message_id": message_id}}).encode())


def refused(code: int, description: str, **parameters: int) -> Reply:
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Reply(code, json.dumps(body).encode())


def break_off(origin: Exception) -> None:
    """Raise what the link raises when its transport breaks in this way."""
    try:
        with map_aiohttp_exceptions():
            raise origin
    except httpx.TimeoutException as error:
        raise TimedOut from error
    except httpx.HTTPError as error:
        raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
