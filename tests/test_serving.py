"""Serving in the program's own event loop."""

import socket

import httpx
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from bot.serving import serving


async def test_an_answer_in_several_parts_does_not_wait_for_the_first_to_be_acknowledged() -> None:
    app = Starlette(routes=[Route("/", lambda _: Response("أهلاً"))])
    async with (
        serving(app, host="127.0.0.1", port=0) as (server, port),
        httpx.AsyncClient() as web,
    ):
        await web.get(f"http://127.0.0.1:{port}/")

        [connection] = server.server_state.connections
        open_socket = connection.transport.get_extra_info("socket")
        assert open_socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
