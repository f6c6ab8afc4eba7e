"""The tick that lets go of rows that nobody asks for any more.

Once a day, and after a long stop much at once: so of what there is a lot of it takes a little at
a time, and between two steps whoever taps is answered.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from bot.sender import Sender
from storage import Tx, briefings, entries, notices, outbox, requests, sources, stories

STEP: Final = 500
"""Rows a transaction."""


class Forget(Protocol):
    """Lets go of so many rows at most; how many there were."""

    def __call__(self, tx: Tx, *, now: datetime, most: int) -> int: ...


MANY: Final[tuple[Forget, ...]] = (outbox.forget_receipts, briefings.forget, entries.prune)
FEW: Final[tuple[Callable[..., None], ...]] = (
    stories.forget,
    outbox.forget,
    requests.forget,
    notices.forget,
)


async def forget(sender: Sender) -> None:
    for many in MANY:
        while not sender.is_stopping.is_set():
            if await sender.database.run(many, now=sender.clock(), most=STEP) < STEP:
                break
    for few in FEW:
        await sender.database.run(few, now=sender.clock())
    await sender.database.run(sources.follow_readers)
