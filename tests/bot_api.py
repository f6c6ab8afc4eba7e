"""The bot's side of the local Telegram, raw, for tests of the emulator and its page."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.emulator import Chat, LocalTelegram, User, make_app
from bot.emulator.state import JSON

TOKEN = "700001:" + "t" * 35
BASE = f"/bot{TOKEN}/"


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Api:
    """The bot's side, raw: `await api("sendMessage", chat_id=…)` gives the whole answer."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def __call__(self, method: str, **fields: Any) -> JSON:
        answer: JSON = (await self.client.post(BASE + method, json=fields)).json()
        return answer

    async def result(self, method: str, **fields: Any) -> Any:
        answer = await self(method, **fields)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **fields: Any) -> str:
        answer = await self(method, **fields)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(clock: Clock) -> LocalTelegram:
    return LocalTelegram(clock)


@pytest.fixture
def reader(telegram: LocalTelegram) -> User:
    return telegram.user(1001, "سلمى", has_started=True)


@pytest.fixture
async def api(telegram: LocalTelegram) -> AsyncIterator[Api]:
    transport = httpx.ASGITransport(make_app(telegram))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield Api(client)


def keyboard(*rows: list[JSON]) -> JSON:
    return {"inline_keyboard": list(rows)}


def button(text: str = "زر", **action: Any) -> JSON:
    return {"text": text} | (action or {"callback_data": "x"})


def room(telegram: LocalTelegram, kind: str) -> Chat:
    owner = telegram.user(7)
    makers = {
        "group": telegram.group,
        "supergroup": telegram.supergroup,
        "channel": telegram.channel,
    }
    return makers[kind](members=(owner,))
