"""A Telegram of arithmetic: takes messages, counts its limits, and fails in every known way.

It stands where the program's link to Telegram stands (`telegram.request.BaseRequest`), so that
answers are read by python-telegram-bot itself. What it received goes on even if the program that
sent it dies meanwhile.
"""

import asyncio
import json
import random
import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx
from aiohttp.client_reqrep import ConnectionKey
from httpx_aiohttp.transport import map_aiohttp_exceptions
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.sender import MOST_IN_FLIGHT, MOST_LINED_UP, REFUSED_CHATS

NUMBER = re.compile(r"الخبر رقم (\d+)")
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)
READ_SECONDS = 15.0  # as the link has it
MOST_OFFENCES = 2  # an answer that says «wait» may itself come too late
MOST_PROBES = REFUSED_CHATS + MOST_IN_FLIGHT + MOST_LINED_UP
TOLERANCE = 0.95  # a message may come a little nearer to the one before than it was sent
EVERYBODY = 0

PORTAL = b"<html><body>Welcome! Please sign in to use this network.</body></html>"
REFUSALS: dict[str, tuple[int, str]] = {
    "429 without parameters": (429, "Too Many Requests"),
    "400 can't parse": (400, "Bad Request: can't parse entities: Unexpected end tag at byte 9"),
    "400 too long": (400, "Bad Request: message is too long"),
    "400 rights": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "400 topic closed": (400, "Bad Request: TOPIC_CLOSED"),
    "409": (409, "Conflict: terminated by other getUpdates request"),
    "413": (413, "Request Entity Too Large"),
}
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
GONE: dict[str, tuple[int, str]] = {
    "403 blocked": (403, "Forbidden: bot was blocked by the user"),
    "403 deactivated": (403, "Forbidden: user is deactivated"),
    "403 kicked": (403, "Forbidden: bot was kicked from the group chat"),
    "403 not a member": (403, "Forbidden: bot is not a member of the channel chat"),
    "400 chat not found": (400, "Bad Request: chat not found"),
}
REVOKED = {"401": "Unauthorized", "404": "Not Found"}
FAULTS = {*ONE_CALL, *GONE, *REVOKED, "400 migrated", "429 for everybody"}


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
class Chat:
    """A chat as Telegram has it."""

    id: int
    gone: str = ""
    moved_to: int = 0
    frozen_until: float = 0.0
    offences: int = 0
    """How often one life of the program wrote to it although it had been asked to wait."""


@dataclass(slots=True)
class Reply:
    """What is on its way back: a status and a body, or how the connection broke."""

    code: int = 200
    body: bytes = b""
    breaks: Exception | None = None
    is_endless: bool = False


@dataclass(slots=True)
class ModelTelegram:
    """The server; what it did is told to `tell`, in words that make the trace."""

    chance: random.Random
    tell: Callable[..., None]
    wrong: Callable[[str], None]
    """Told of what must never happen; an exception would be taken for one of the link's."""
    fault_rate: float = 0.0
    late_rate: float = 0.03
    is_unreachable: bool = False
    revoked: str = ""
    frozen_until: float = 0.0
    """Until when everybody is refused."""
    offences: int = 0
    """What was refused since then, of one life of the program."""
    chats: dict[int, Chat] = field(default_factory=dict)
    on_accepted: Callable[[int, list[int], str], None] = lambda _chat, _numbers, _text: None
    struck: set[str] = field(default_factory=set)
    unanswered: int = 0
    """Messages whose sender still waits for an answer."""
    accepted: dict[int, deque[float]] = field(default_factory=dict)
    deck: Deck = field(init=False)

    def __post_init__(self) -> None:
        self.deck = Deck(self.chance, ONE_CALL)

    def chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat(chat_id))

    def fault(self) -> str:
        """The trouble that this call meets, if any; told as it strikes."""
        if self.is_unreachable:
            return self.strikes("connection refused")
        if self.chance.random() < self.fault_rate:
            return self.strikes(self.deck.draw())
        return ""

    def strikes(self, name: str) -> str:
        self.struck.add(name)
        return name

    def arrive(self, chat_id: int, text: str, fault: str) -> Reply:
        """A message reaches the server: refused, accepted, or nobody can know."""
        refusal = self.refusal(self.chat(chat_id), fault)
        if refusal is not None:
            self.tell("refused", chat_id, refusal.code, fault)
            return refusal
        is_open = fault in SERVER_ERRORS or fault in BREAKS or fault in ENDLESS
        if is_open and self.chance.random() < 0.5:
            self.tell("lost", chat_id, fault)
        else:
            self.accept(chat_id, text, fault)
        return self.reply(fault)

    def refusal(self, chat: Chat, fault: str) -> Reply | None:
        now = asyncio.get_running_loop().time()
        if self.revoked:
            return refused(int(self.strikes(self.revoked)), REVOKED[self.revoked])
        if fault == "429 for the chat":
            chat.offences = -1  # the first of them is told now
            chat.frozen_until = max(
                chat.frozen_until, now + self.chance.choice([3.0, 30.0, 600.0])
            )
        wait = max(self.frozen_until, chat.frozen_until) - now
        if wait > 0:
            self.note_offence(chat, now)
            return refused(429, "Too Many Requests", retry_after=int(wait) + 1)
        if fault in REFUSALS:
            return refused(*REFUSALS[fault])
        if chat.gone:
            return refused(*GONE[self.strikes(chat.gone)])
        if chat.moved_to:
            self.strikes("400 migrated")
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            return refused(400, text, migrate_to_chat_id=chat.moved_to)
        return None

    def note_offence(self, chat: Chat, now: float) -> None:
        """Whoever was told to wait must wait; what is on the way already cannot."""
        if self.frozen_until > now:
            self.strikes("429 for everybody")
            self.offences += 1
        else:
            chat.offences += 1
        if self.offences > MOST_PROBES or chat.offences > MOST_OFFENCES:
            self.wrong(f"chat {chat.id} was written to although Telegram asked to wait")

    def forgive(self) -> None:
        """Another life begins: what was not written down is forgotten."""
        self.offences = 0
        for chat in self.chats.values():
            chat.offences = 0

    def accept(self, chat_id: int, text: str, fault: str) -> None:
        head, _, rest = text.partition("\n")
        numbers = [int(number) for number in NUMBER.findall(head)[:1] + NUMBER.findall(rest)]
        self.tell("accepted", chat_id, *numbers, fault)
        now = asyncio.get_running_loop().time()
        self.count(EVERYBODY, limit=30, seconds=1.0, now=now)
        self.count(chat_id, limit=1, seconds=1.0, now=now)
        if chat_id < 0:
            self.count(chat_id, limit=20, seconds=60.0, now=now)
        for key in (EVERYBODY, chat_id):
            self.accepted.setdefault(key, deque(maxlen=30)).append(now)
        self.on_accepted(chat_id, numbers, text)

    def count(self, key: int, *, limit: int, seconds: float, now: float) -> None:
        """Whether there was room for one more within Telegram's limits."""
        before = [at for at in self.accepted.get(key, ()) if at > now - seconds * TOLERANCE]
        whom = f"chat {key}" if key else "everybody"
        if len(before) >= limit:
            self.wrong(f"more than {limit} within {seconds:.0f} s to {whom}")

    def reply(self, fault: str) -> Reply:
        if fault in SERVER_ERRORS:
            code, body = SERVER_ERRORS[fault]
            return Reply(code, body)
        if fault in BREAKS:
            return Reply(breaks=BREAKS[fault]())
        if fault in ENDLESS:
            return Reply(is_endless=True)
        return Reply(200, b'{"ok":true,"result":{"message_id":7}}')

    def seconds_to_answer(self) -> float:
        """Mostly soon, sometimes late, now and then later than anybody waits."""
        if self.chance.random() < self.late_rate:
            return self.chance.choice([1.0, 4.0, 14.0, 40.0])
        return 0.02 + self.chance.random() * 0.2


def refused(code: int, description: str, **parameters: int) -> Reply:
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Reply(code, json.dumps(body).encode())


class Wire(BaseRequest):
    """The connections of one life of the program to the server."""

    def __init__(self, telegram: ModelTelegram, started: Callable[[int, list[int]], None]) -> None:
        self._telegram = telegram
        self._started = started

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **_: Any
    ) -> tuple[int, bytes]:
        assert url.endswith("/sendMessage"), f"{method} {url}"
        assert request_data is not None
        wishes = request_data.json_parameters
        chat_id, text = int(wishes["chat_id"]), wishes["text"]
        self._started(chat_id, [int(number) for number in NUMBER.findall(text)])
        fault = self._telegram.fault()
        if fault == "connection refused":
            await asyncio.sleep(0.01)
            break_off(BREAKS[fault]())
        reply = await self._exchange(chat_id, text, fault)
        if reply.breaks:
            break_off(reply.breaks)
        return reply.code, reply.body

    async def _exchange(self, chat_id: int, text: str, fault: str) -> Reply:
        """There and back; the way back may be cut off by the death of who waits for it."""
        telegram, loop = self._telegram, asyncio.get_running_loop()
        answered: asyncio.Future[Reply] = loop.create_future()

        def arrive() -> None:
            reply = telegram.arrive(chat_id, text, fault)
            if not reply.is_endless:
                loop.call_later(telegram.seconds_to_answer(), come_back, reply)

        def come_back(reply: Reply) -> None:
            if not answered.done():
                answered.set_result(reply)

        telegram.unanswered += 1
        loop.call_later(0.005 + telegram.chance.random() * 0.02, arrive)
        try:
            async with asyncio.timeout(None if fault in ENDLESS else READ_SECONDS):
                return await answered
        except TimeoutError:
            return Reply(breaks=aiohttp.SocketTimeoutError())
        finally:
            telegram.unanswered -= 1


def break_off(origin: Exception) -> None:
    """Raise what the link raises when its transport breaks in this way."""
    try:
        with map_aiohttp_exceptions():
            raise origin
    except httpx.TimeoutException as error:
        raise TimedOut from error
    except httpx.HTTPError as error:
        raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
