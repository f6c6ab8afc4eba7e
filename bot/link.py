"""The link to Telegram: httpx's interface, aiohttp underneath, JSON bodies.

httpx's own transport looks through its whole pool at every request, and a form encodes every
Arabic letter in twelve characters; a JSON body has it in two bytes. What fails is told in
httpx's words and python-telegram-bot's, as with its own `HTTPXRequest`.
"""

import json
import logging
import ssl
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from functools import cache, lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.core.models import Message

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
RAW_NO_PREVIEW: Final = NO_PREVIEW.to_dict()
"""The same for `call`, which knows nothing of what python-telegram-bot fills in."""
JSON: Final = {"Content-Type": "application/json"}
OK: Final = 200
UNKNOWN_TOKEN: Final = (401, 404)
"""What Telegram answers if it does not know a token, and what stands before it while it starts."""

log = logging.getLogger(__name__)


class Unheard(TelegramError):  # noqa: N818 - it reads as what it says
    """Updates were asked for, and whoever answered does not know the token."""


@contextmanager
def broken_is_not_late() -> Iterator[None]:
    """A connection that is refused or breaks is no time-out, as httpx-aiohttp has it: after a
    time-out python-telegram-bot asks for updates again at once, after anything else it waits."""
    try:
        yield
    except httpx.TimeoutException as error:
        if isinstance(error.__cause__, TimeoutError | None):
            raise
        raise httpx.ConnectError(str(error)) from error.__cause__


class JsonClient(httpx.AsyncClient):
    """Sends as JSON what it is told to send as a form, unless there are files with it.

    It asks the transport itself: an API of one address knows no redirects, cookies, logins or
    mounts, and to look for them costs as much as to send.
    https://core.telegram.org/bots/api#making-requests
    """

    async def request(self, method: str, url: httpx.URL | str, **wishes: Any) -> httpx.Response:
        with broken_is_not_late():
            return await self._request(method, url, wishes)

    async def _request(
        self, method: str, url: httpx.URL | str, wishes: dict[str, Any]
    ) -> httpx.Response:
        form = wishes.get("data")
        if not form or wishes.get("files"):
            return await super().request(method, url, **wishes)
        request = httpx.Request(
            method,
            address(url),
            headers={**(wishes.get("headers") or {}), **JSON},
            content=json.dumps(form, ensure_ascii=False).encode("utf-8", "replace"),
            extensions={"timeout": httpx.Timeout(wishes.get("timeout", self.timeout)).as_dict()},
        )
        response = await self._transport.handle_async_request(request)
        response.request = request
        async with aclosing(response):
            await response.aread()
        return response


@lru_cache(maxsize=100)
def address(url: httpx.URL | str) -> httpx.URL:
    """Read once: a bot calls few methods, each many times."""
    return httpx.URL(url)


@cache
def authorities() -> ssl.SSLContext:
    """Whose word for a server is taken: read once, which takes longer than all else of a link."""
    return httpx.create_ssl_context()


class Link(HTTPXRequest):
    """The connections of one bot; a proxy of the environment serves them, but not on loopback."""

    def __init__(self, api_url: str, *, connections: int) -> None:
        is_local = urlsplit(api_url).hostname in ("127.0.0.1", "localhost", "::1")
        transport = AiohttpTransport(verify=authorities())

        def session() -> aiohttp.ClientSession:
            connector = aiohttp.TCPConnector(limit=connections, ssl=transport.ssl_context)
            jar = aiohttp.DummyCookieJar()
            return aiohttp.ClientSession(
                connector=connector, trust_env=not is_local, cookie_jar=jar
            )

        transport.client = session  # made when the loop runs
        super().__init__(
            connection_pool_size=connections,
            connect_timeout=10,
            read_timeout=15,
            write_timeout=15,
            pool_timeout=5,
            httpx_kwargs={"transport": transport, "trust_env": False},
        )

    async def do_request(self, url: str, *args: Any, **wishes: Any) -> tuple[int, bytes]:
        """After a 401 or a 404 python-telegram-bot never asks for updates again, and tells nobody;
        after any other error it waits, ever longer, and asks."""
        code, payload = await super().do_request(url, *args, **wishes)
        if not url.endswith("/getUpdates"):
            return code, payload
        if code in UNKNOWN_TOKEN:
            raise Unheard(f"answered {code}")
        return code, readable(payload) if code == OK else payload

    def _build_client(self) -> httpx.AsyncClient:
        return JsonClient(**self._client_kwargs)


def readable(payload: bytes) -> bytes:
    """Updates without what python-telegram-bot cannot make objects of: it would ask for the same
    ones again for ever, and hear nobody else. A server of another version sends such."""
    try:
        told = json.loads(payload)
    except ValueError:
        return payload  # it has words of its own for that
    updates = told.get("result") if isinstance(told, dict) else None
    if not isinstance(updates, list):
        return payload
    read = [each if is_readable(each) else {"update_id": each["update_id"]} for each in updates]
    return payload if read == updates else json.dumps(told | {"result": read}).encode()


def is_readable(update: dict[str, Any]) -> bool:
    try:
        Update.de_json(update)
    except Exception as error:  # whatever its classes raise: TypeError, KeyError, ValueError, …
        kinds = ", ".join(kind for kind in update if kind != "update_id")
        log.error("update not understood kind=%s reason=%r", kinds, error)  # noqa: TRY400 - a text
        return False
    return True


async def call(bot: Bot, method: str, **values: Any) -> Any:
    """A call of the Bot API whose result is taken as it comes; raises `TelegramError`.

    python-telegram-bot makes objects of all that Telegram tells of a message that was sent;
    where only its id is wanted, that costs more than sending it.
    """
    parameters = [RequestParameter(name, value, None) for name, value in values.items()]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(parameters))


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    """The message's buttons as Telegram takes them."""
    rows = [
        [
            InlineKeyboardButton(button.label, url=button.url)
            if button.url
            else InlineKeyboardButton(button.label, callback_data=button.data)
            for button in row
        ]
        for row in message.buttons
    ]
    return InlineKeyboardMarkup(rows) if rows else None


@lru_cache(maxsize=100)
def markup(message: Message) -> str:
    """The same as JSON; most of a broadcast has the same keys. Empty without keys."""
    keys = keyboard(message)
    return keys.to_json() if keys else ""
