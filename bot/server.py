"""The door to the world, where the operator opens one: hubs push news through it.

It listens on the operator's own machine, behind whatever speaks HTTPS there. Everything that
comes in is a stranger's: bounded in length and time, and told nothing but yes or no.
"""

import asyncio
from functools import partial
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import websub
from bot.fetch import BOUNDS, Kind
from bot.websub import Push, Subscriptions
from storage import figures

MOST: Final = BOUNDS[Kind.FEED].body_bytes
SECONDS: Final = BOUNDS[Kind.FEED].seconds
CLOSE: Final = {"connection": "close"}
"""What a stranger has not sent to its end is not waited for."""


def make_app(subscriptions: Subscriptions) -> Starlette:
    """What answers at PUBLIC_URL."""

    async def confirm(request: Request) -> Response:
        token, wishes = request.path_params["token"], dict(request.query_params)
        answer = await websub.confirm(subscriptions, token, wishes)
        if answer is None:
            return Response(status_code=404)
        # Whoever opens this in a browser must not see markup that a stranger has made up.
        return PlainTextResponse(answer, headers={"x-content-type-options": "nosniff"})

    async def receive(request: Request) -> Response:
        push = Push(
            partial(read_body, request),
            content_type=request.headers.get("content-type", ""),
            signature=request.headers.get("x-hub-signature", ""),
        )
        is_wanted = await websub.receive(subscriptions, request.path_params["token"], push)
        # A hub that is told «gone» may stop pushing what nobody has asked for.
        return Response(status_code=202) if is_wanted else Response(status_code=410, headers=CLOSE)

    async def health(request: Request) -> Response:
        del request
        await subscriptions.poller.database.run(figures.ping)
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/websub/{token}", confirm, methods=["GET"]),
            Route("/websub/{token}", receive, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
        ]
    )


async def standing_by(request: Request) -> Response:
    """A balancer that asks for /health then goes to the machine that runs."""
    del request
    return PlainTextResponse("standing by", status_code=503)


STANDING_BY: Final = Starlette(
    routes=[Route("/{path:path}", standing_by, methods=["GET", "POST"])]
)
"""What answers there while another process runs on the database."""


async def read_body(request: Request, *, is_kept: bool = True) -> bytes:
    """The body, or nothing if it is not kept but only let pass.

    Raises HTTPException if it is longer than a feed may be, or not sent to its end in time.
    """
    body, length = bytearray(), 0
    try:
        async with asyncio.timeout(SECONDS):
            async for piece in request.stream():
                length += len(piece)
                if length > MOST:
                    raise HTTPException(413, headers=CLOSE)
                if is_kept:
                    body += piece
    except TimeoutError as error:
        raise HTTPException(408, headers=CLOSE) from error
    except ClientDisconnect as error:
        raise HTTPException(400) from error
    return bytes(body)
