"""Reaching Telegram at the start: what stands in the way is named, with the remedy."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator

import aiohttp
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from telegram.error import NetworkError, TelegramError

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

    async def login(_: Request) -> Response:
        return HTMLResponse("<html>secret</html>", status_code=502)

    async def another_api(_: Request) -> Response:
        return JSONResponse({"ok": True})

    telegram = LocalTelegram()
    telegram.revoke(TOKEN)
    page: Starlette = make_app(telegram)
    for name, answer in (("api", not_found), ("login", login), ("another", another_api)):
        route = Route(f"/{name}/{{path:path}}", answer, methods=["GET", "POST"])
        page.router.routes.insert(0, route)
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


async def reason(api_url: str) -> str:
    """Why nothing is heard of this Bot API server, as the log tells it."""
    link = Link(api_url, connections=1)
    with pytest.raises(TelegramError) as caught:
        await link.post(f"{api_url}/bot{TOKEN}/getMe")
    await link.shutdown()
    return reason_of(caught.value)


async def test_who_refuses_the_connection_is_named_and_the_token_is_not() -> None:
    assert await reason("http://127.0.0.1:9") == (
        "NetworkError: ClientConnectorError 127.0.0.1:9 Connection refused"
    )


async def test_who_speaks_no_tls_is_told_of_in_its_words(address: str) -> None:
    told = await reason(address.replace("http:", "https:"))

    assert "ClientConnectorSSLError 127.0.0.1:" in told
    assert "WRONG_VERSION_NUMBER" in told


def test_a_certificate_that_is_not_valid_is_told_of_with_the_reason() -> None:
    cause = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED]")
    cause.verify_message = "certificate is not yet valid"
    place = ConnectionKey("api.example", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None,
                          proxy_headers_hash=None)  # fmt: skip
    error = NetworkError("")
    error.__cause__ = httpx.ConnectError("")
    error.__cause__.__cause__ = aiohttp.ClientConnectorCertificateError(place, cause)

    assert reason_of(error).endswith(
        " api.example:443 its certificate is not valid: certificate is not yet valid"
    )


async def test_a_page_instead_of_an_answer_is_told_of_and_not_repeated(address: str) -> None:
    told = await reason(f"{address}/login")

    assert "the answer is no JSON, such as a page of a proxy" in told
    assert "secret" not in told


class StopOn(logging.Handler):
    """Stops who waits for Telegram as soon as it says that it waits."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.stopping = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self.words in record.getMessage():
            self.stopping.set()


async def test_an_answer_that_lacks_what_the_bot_api_has_is_asked_for_again(
    sqlite: Database, address: str
) -> None:
    config = load(telegram_bot_token=SecretStr(TOKEN), telegram_api_url=f"{address}/another")
    application = build(config, sqlite, Scout(Fetcher()))
    stop = StopOn("Telegram is not reached")
    logging.getLogger("bot.listening").addHandler(stop)

    is_connected = await connect(application, stop.stopping)

    logging.getLogger("bot.listening").removeHandler(stop)
    await disconnect(application)
    assert stop.stopping.is_set()
    assert not is_connected
