"""The door to the world, where the operator opens one: hubs push news through it.

It listens on the operator's own machine, behind whatever speaks HTTPS there. Everything that
comes in is a stranger's: bounded, and told nothing but yes or no.
"""

from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot import websub
from bot.fetch import BOUNDS, Kind
from bot.websub import Subscriptions
from storage import figures

MOST: Final = BOUNDS[Kind.FEED].body_bytes


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
        body = await read_body(request)
        if body is None:
            return Response(status_code=413)
        is_wanted = await websub.receive(
            subscriptions,
            request.path_params["token"],
            body,
            content_type=request.headers.get("content-type", ""),
            signature=request.headers.get("x-hub-signature", ""),
        )
        # A hub that is told «gone» may stop pushing what nobody has asked for.
        return Response(status_code=202 if is_wanted else 410)

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


async def read_body(request: Request) -> bytes | None:
    """The body; None if it is longer than a feed may be, or was never sent to its end."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
