"""The tick that notices that the machine's clock was ahead, and has been set right."""

import logging

from bot.sender import Sender
from storage import clock

log = logging.getLogger(__name__)


async def watch(sender: Sender) -> None:
    ahead = await sender.database.run(clock.look, now=sender.clock())
    if ahead:
        log.warning("the clock was ahead: what waits is brought forward by=%s", ahead)
