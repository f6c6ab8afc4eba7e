"""Reaching Telegram at the start: what stands in the way is named, with the remedy."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.error import NetworkError

from bot.app import build
from bot.config import ConfigError, load
from bot.emulator import LocalTelegram, make_app, serve
from bot.fetch import Fetcher
from bot.link import Link
from bot.listening import connect, disconnect
from bot.refusals import reason_of
from bot.scout import Scout
from storage import Database

TOKEN = "7000000001:a-token-that-nobody-knows"  # noqa: S105


async def refusal(database: Database, api_url: str) -> str:
    """Why the bot does not start with this Bot API server."""
    config = load(telegram_bot_token=SecretStr(TOKEN), telegram_api_url=api_url)
    application = build(config, database, Scout(Fetcher()))
    with pytest.raises(ConfigError) as caught:
        await connect(application, asyncio.Event())
    await disconnect(application)
    return str(caught.value)


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A Bot API server that knows another token, beside another API."""

    async def not_found(_: Request) -> Response:
        return JSONResponse({"detail": "Not Found"}, status_code=404)

    telegram = LocalTelegram()
    telegram.revoke(TOKEN)
    page: Starlette = make_app(telegram)
    page.router.routes.insert(0, Route("/api/{path:path}", not_found, methods=["GET", "POST"]))
    async with serve(page) as (_, port):
        yield f"http://127.0.0.1:{port}"


async def test_a_token_that_telegram_does_not_know_is_named(
    sqlite: Database, address: str
) -> None:
    assert (await refusal(sqlite, address)).startswith("TELEGRAM_BOT_TOKEN=(not shown): ")


@pytest.mark.parametrize("path", ["/nope", "/api"])
async def test_a_server_that_is_no_bot_api_is_not_taken_for_a_wrong_token(
    sqlite: Database, address: str, path: str
) -> None:
    told = await refusal(sqlite, address + path)

    assert told.startswith(f"TELEGRAM_API_URL='{address}{path}': ")
    assert TOKEN not in told


async def test_who_refuses_the_connection_is_named_and_the_token_is_not() -> None:
    link = Link("http://127.0.0.1:9", connections=1)
    with pytest.raises(NetworkError) as caught:
        await link.post(f"http://127.0.0.1:9/bot{TOKEN}/getMe")
    await link.shutdown()

    assert reason_of(caught.value) == (
        "NetworkError: ClientConnectorError 127.0.0.1:9 Connection refused"
    )
