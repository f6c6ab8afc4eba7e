"""A Bot API that does little, counts everything and forgives nothing; a process of its own, so
that what it costs is not counted with those who are measured.

    python benchmarks/strict_telegram.py     # prints its port

A call that comes when the allowed number was accepted within the last second is a violation: it
and all calls of the next second are refused with 429. `/begin?…` sets the rules and clears the
counts, `/figures` tells them. On demand readers write /latest all the while; their waits are told.
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

ME: Final = {"id": 7000000001, "is_bot": True, "first_name": "موجز", "username": "mujaz_bot"}
CHAT: Final = re.compile(rb'chat_id(?:=|":\s*"?)(-?\d+)')
OFFSET: Final = re.compile(rb'offset(?:=|":\s*"?)(\d+)')
WAIT: Final = re.compile(rb'timeout(?:=|":\s*"?)[1-9]')
LENGTH: Final = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
TEXT: Final = "أقرّ مجلس واحة السراب قانون المياه الجديد بعد جلسة استمرت ست ساعات. " * 9
LOCK_SECONDS: Final = 1.0
TAPPERS: Final = 10**9  # chats from here on are readers who tap, and none of the broadcast

Answer = Callable[[int, Any], None]


@dataclass
class Rules:
    per_second: int = 10**9
    latency: float = 0.0
    """How long an answer takes, as it does over the net."""
    taps: float = 0.0
    """How many readers write in a second."""


@dataclass
class Telegram:
    rules: Rules = field(default_factory=Rules)
    accepted: list[float] = field(default_factory=list)
    recent: deque[float] = field(default_factory=deque)
    chats: set[int] = field(default_factory=set)
    violations: int = 0
    locked_until: float = 0.0
    tapped: dict[int, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    poller: Answer | None = None
    taps: int = 0
    timer: asyncio.TimerHandle | None = None

    def begin(self, query: str) -> None:
        rules = dict(parse_qsl(query))
        self.rules = Rules(int(rules["per_second"]), float(rules["latency"]), float(rules["taps"]))
        self.accepted, self.recent, self.chats, self.waits = [], deque(), set(), []
        self.violations, self.locked_until = 0, 0.0
        if self.timer:
            self.timer.cancel()
        self.tap_again()

    def tap_again(self) -> None:
        if self.rules.taps:
            self.tap()
            loop = asyncio.get_running_loop()
            self.timer = loop.call_later(1 / self.rules.taps, self.tap_again)

    def figures(self) -> dict[str, Any]:
        spans = (self.accepted[-1] - self.accepted[0]) if self.accepted else 0.0
        return {
            "accepted": len(self.accepted),
            "seconds": spans,
            "chats": len(self.chats),
            "violations": self.violations,
            "waits": self.waits,
        }

    def send(self, body: bytes, answer: Answer) -> None:
        found = CHAT.search(body)
        chat_id, now = int(found[1]) if found else 0, time.monotonic()
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        if now < self.locked_until or len(self.recent) >= self.rules.per_second:
            self.violations += 1
            self.locked_until = max(self.locked_until, now + LOCK_SECONDS)
            answer(429, refusal())
            return
        self.recent.append(now)
        self.accepted.append(now)
        self.chats.add(chat_id)
        if chat_id in self.tapped:
            self.waits.append(now - self.tapped.pop(chat_id))
        answer(200, shown(len(self.accepted), chat_id))

    def tap(self) -> None:
        """A reader writes; the wait is counted until something is sent to them."""
        self.taps += 1
        chat_id = TAPPERS + self.taps
        person = {"id": chat_id, "is_bot": False, "first_name": "ندى", "language_code": "ar"}
        entity = {"type": "bot_command", "offset": 0, "length": 7}
        text = {"text": "/latest", "entities": [entity]}
        sent = message(self.taps, chat_id) | {"from": person} | text
        self.updates.append({"update_id": self.taps, "message": sent})
        self.tapped[chat_id] = time.monotonic()
        if self.poller:
            answer, self.poller = self.poller, None
            answer(200, self.updates)

    def poll(self, body: bytes, answer: Answer) -> None:
        found = OFFSET.search(body)
        if found:
            self.updates = [each for each in self.updates if each["update_id"] >= int(found[1])]
        if self.updates or not WAIT.search(body):
            answer(200, self.updates)
        else:
            self.poller = answer


def message(message_id: int, chat_id: int) -> dict[str, Any]:
    chat = {"id": chat_id, "type": "private", "first_name": "ندى"}
    return {"message_id": message_id, "date": 1795426860, "chat": chat}


def shown(message_id: int, chat_id: int) -> dict[str, Any]:
    """A message as the real server answers: with its text and what it made of the markup."""
    entities = [{"type": "bold", "offset": 8 * number, "length": 7} for number in range(8)]
    return message(message_id, chat_id) | {"from": ME, "text": TEXT, "entities": entities}


def refusal() -> dict[str, Any]:
    return {
        "error_code": 429,
        "description": f"Too Many Requests: retry after {LOCK_SECONDS:.0f}",
        "parameters": {"retry_after": int(LOCK_SECONDS)},
    }


class Door(asyncio.Protocol):
    """As much of HTTP/1.1 as two clients need: keep-alive, bodies of known length."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  (it is a TCP connection)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        needed = int(length[1]) if length else 0
        if end and len(rest) >= needed:
            self.buffer = rest[needed:]
            self.called(head.split(b" ", 2)[1].decode(), rest[:needed])

    def called(self, target: str, body: bytes) -> None:
        address, telegram = urlsplit(target), self.telegram
        method = address.path.rpartition("/")[2]
        match method:
            case "sendMessage":
                telegram.send(body, self.answer_later)
            case "getUpdates":
                telegram.poll(body, self.answer)
            case "getMe":
                self.answer(200, ME)
            case "begin":
                telegram.begin(address.query)
                self.answer(200, True)
            case "figures":
                self.answer(200, telegram.figures())
            case _:
                self.answer(200, True)

    def answer_later(self, status: int, result: Any) -> None:
        latency = self.telegram.rules.latency
        asyncio.get_running_loop().call_later(latency, self.answer, status, result)

    def answer(self, status: int, result: Any) -> None:
        told = {"ok": True, "result": result} if status == 200 else {"ok": False, **result}
        body = json.dumps(told, ensure_ascii=False).encode()
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\n"
        if self.transport:
            self.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


async def main() -> None:
    telegram = Telegram()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Door(telegram), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
