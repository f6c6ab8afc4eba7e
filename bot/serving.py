"""Runs a web application in the program's own event loop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol


class QuietServer(uvicorn.Server):
    """uvicorn without its signal handlers: the program owns the signals."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(
    app: ASGIApp,
    *,
    host: str,
    port: int,
    protocol: type[H11Protocol] = H11Protocol,
    idle_seconds: int = 5,
) -> AsyncIterator[tuple[uvicorn.Server, int]]:
    """Serve the app at an address of this machine; port 0 takes a free one, which is given.
    A connection that is idle so long is closed.

    Raises OSError when the port is taken or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named: an answer in two parts
    # would wait 40 ms for the first to be acknowledged.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        config = uvicorn.Config(
            app,
            http=protocol,
            ws="none",
            lifespan="off",
            # The program's own logging stays as it is; an access log would tell secrets.
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=idle_seconds,
            timeout_graceful_shutdown=2,
        )
        server = QuietServer(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            await started(server, running)
            yield server, listener.getsockname()[1]
        finally:
            server.should_exit = True
            await running


async def started(server: uvicorn.Server, running: asyncio.Task[None]) -> None:
    while not server.started:
        if running.done():
            running.result()
            raise RuntimeError("the server ended before it began")
        await asyncio.sleep(0.005)
