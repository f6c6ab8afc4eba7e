"""What a service manager is told of the program: that it has begun, that it goes on, that it ends.

Only systemd listens (`Type=notify`), and one that has set `WatchdogSec=` ends and starts anew a
process from which it does not hear. It is told while the event loop turns and, once there are
some, the loops that pick up and send; a database or a Telegram that is away stops neither.
https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
"""

import asyncio
import contextlib
import faulthandler
import logging
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Final

from bot.background import let_go
from bot.config import of_systemd

log = logging.getLogger(__name__)

LONGEST_TURN: Final = 300.0
"""Seconds; a database that another program keeps locked makes a loop wait for minutes."""
BEATS: Final = 3
"""In the time after which silence means that the program hangs."""

NONE: Final[Mapping[str, Callable[[], float]]] = {}


def tell(*words: str) -> None:
    """Tell systemd, if it is there; what it does not take is not told again."""
    address = of_systemd("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):  # in no file system
        address = "\0" + address[1:]
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.setblocking(False)  # systemd may hang as well
        there.sendto("\n".join(words).encode(), address)


@contextlib.asynccontextmanager
async def fed(turns: Mapping[str, Callable[[], float]] = NONE) -> AsyncIterator[None]:
    """Meanwhile say that the program goes on, as long as it does: `turns` are its loops by name,
    each with when it last began a turn, by the event loop's clock."""
    feeding = asyncio.create_task(feed(turns))
    try:
        yield
    finally:
        await let_go([feeding])


async def feed(turns: Mapping[str, Callable[[], float]]) -> None:
    silence = of_systemd("WATCHDOG_USEC")
    if not silence.isdecimal():
        return
    faulthandler.enable()  # whoever is ended for its silence shows where it hung
    hung: list[str] = []
    while True:
        now = asyncio.get_running_loop().time()
        was_hung, hung = hung, [name for name, at in turns.items() if now - at() > LONGEST_TURN]
        if not hung:
            tell("WATCHDOG=1")
        elif hung != was_hung:
            log.error("nothing goes on in ticks=%s; systemd is not told that it does", hung)
        await asyncio.sleep(int(silence) / 1e6 / BEATS)
