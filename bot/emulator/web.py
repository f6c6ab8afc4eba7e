"""The local Telegram over HTTP: the Bot API's door, the chat page, and the server on loopback.

Only this machine may come in, and no other web site through somebody's browser: the page's
endpoints check Host, Origin and Sec-Fetch-Site, the Bot API's door the last two.
"""

import asyncio
import json
import socket
import struct
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.emulator import files, params
from bot.emulator.api import Answer, LocalTelegram
from bot.emulator.faults import ConnectionDropped
from bot.emulator.pages import page_routes
from bot.emulator.state import Refusal
from bot.serving import serving

PAGE = Path(__file__).parent / "page"
LOOPBACK = "127.0.0.1"
HERE = {"127.0.0.1", "localhost", "::1"}
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# SO_LINGER, on, zero seconds: closing sends a reset instead of a polite end.
RESET_ON_CLOSE = struct.pack("ii", 1, 0)

Place = tuple[str, int | None] | None
_open: dict[tuple[Place, Place], asyncio.Transport] = {}


class Protocol(H11Protocol):
    """uvicorn's, but its connections can be found, so that one can be hung up."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _open[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _open.pop((self.client, self.server), None)
        super().connection_lost(exc)


class Guard:
    """Refuses what another web site sent, and what came under a strange host name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_welcome(Request(scope)):
            await PlainTextResponse("refused: not from this page", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_welcome(request: Request) -> bool:
    headers = request.headers
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        # A link on another site may open the page itself, as links do; nothing else.
        return request.url.path == "/" and headers.get("sec-fetch-mode") == "navigate"
    host = headers.get("host", "")
    if "origin" in headers and headers["origin"] != f"http://{host}":
        return False
    is_bot_api = request.url.path.startswith(("/bot", "/file/bot"))
    return is_bot_api or urlsplit(f"//{host}").hostname in HERE


class BotDoor:
    """`/bot<token>/<method>` as an ASGI app, so that it can drip, hang up, and notice an end."""

    def __init__(self, telegram: LocalTelegram) -> None:
        self.telegram = telegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        body = await request.body()
        try:
            await until_gone(receive, self._answer(request, body, send))
        except ConnectionDropped:
            await hang_up(scope, receive)

    async def _answer(self, request: Request, body: bytes, send: Send) -> None:
        path = request.path_params
        try:
            given = params.read(
                query=request.url.query,
                body=body,
                content_type=request.headers.get("content-type", ""),
            )
            answer = await self.telegram.call(path["token"], path["method"], given)
        except Refusal as refusal:
            answer = Answer(refusal.code, refusal.json())
        await write(answer, send)


async def write(answer: Answer, send: Send) -> None:
    is_json = not isinstance(answer.body, str)
    text = json.dumps(answer.body, ensure_ascii=False) if is_json else str(answer.body)
    payload = text.encode("utf-8", "surrogatepass")
    kind = b"application/json" if is_json else b"text/html"
    headers = [(b"content-type", kind), (b"content-length", str(len(payload)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    step = 1 if answer.drip_seconds else max(1, len(payload))
    for start in range(0, len(payload), step):
        await asyncio.sleep(answer.drip_seconds)
        piece = payload[start : start + step]
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body"})


async def until_gone(receive: Receive, work: Coroutine[Any, Any, None]) -> None:
    """Do the work, but stop as soon as the caller has hung up: nobody waits for its end."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(disconnection(receive))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        for task in (working, gone):
            task.cancel()
            with suppress(asyncio.CancelledError, ConnectionDropped):
                await task


async def disconnection(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Reset the connection; without one (in process) the caller gets the exception itself."""
    transport = _open.get((scope.get("client"), scope.get("server")))
    if transport is None:
        raise ConnectionDropped("connection reset")
    raw = transport.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    transport.abort()
    await disconnection(receive)


async def favicon(request: Request) -> Response:
    del request
    return Response(status_code=204)


def make_app(telegram: LocalTelegram) -> Starlette:
    """The whole local Telegram as an ASGI app."""

    async def index(request: Request) -> Response:
        del request
        headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
        return Response(
            (PAGE / "index.html").read_bytes(), headers=headers, media_type="text/html"
        )

    async def download(request: Request) -> Response:
        try:
            telegram.check_token(request.path_params["token"])
        except Refusal as refusal:
            return JSONResponse(refusal.json(), refusal.code)
        return files.download(telegram, request)

    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", BotDoor(telegram)),
        Route("/file/bot{token}/{path:path}", download),
        Route("/", index),
        Route("/favicon.ico", favicon),
        *page_routes(telegram),
        Mount("/static", StaticFiles(directory=PAGE)),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(Guard)])
    app.state.telegram = telegram
    return app


IDLE_SECONDS = 75
"""Longer than a client keeps an idle connection: a message that is written into one while it is
closed may have arrived."""


@asynccontextmanager
async def serve(app: Starlette, port: int = 0) -> AsyncIterator[tuple[uvicorn.Server, int]]:
    """Run the app on loopback in this event loop; port 0 takes a free one.

    Raises OSError when the port is taken.
    """
    telegram: LocalTelegram | None = getattr(app.state, "telegram", None)
    if telegram is not None:
        telegram.reopen()
    async with serving(
        app, host=LOOPBACK, port=port, protocol=Protocol, idle_seconds=IDLE_SECONDS
    ) as served:
        try:
            yield served
        finally:
            if telegram is not None:
                telegram.close()
