"""One process runs on a database; one that is started beside it stands by, and takes over when
that one ends or dies: a second machine for PostgreSQL, and upgrades without a pause on both.

Who stands by changes nothing, not even the schema: the one that runs may be older.
"""

import asyncio
import contextlib
import logging
from typing import Final

from bot import server, watchdog
from bot.config import Config
from bot.sender import Sender, rest
from bot.serving import serving
from storage import Database, StorageError, migrating

log = logging.getLogger(__name__)

LOOKS_EVERY: Final = 0.5
"""Seconds."""
AWAY_SECONDS: Final = 3.0
"""For a server that starts anew: who runs looks every second, and comes first."""


async def become_alone(
    database: Database, config: Config, stopping: asyncio.Event, *, is_first: bool = False
) -> bool:
    """Wait until no other process runs on this database; False if the program is stopped before.

    Raises `StorageError` when the database cannot be used at the start, or by this program; or
    if another one runs on it, where this one has to be the first (`is_first`).
    """
    await asyncio.to_thread(migrating.is_present, database)
    if await database.hold():
        return True
    if is_first:
        raise StorageError(
            "another Mujaz runs on this database; stop it, and whatever stands by for it: "
            "this one has to be the first on a restored backup"
        )
    log.warning(
        "another Mujaz runs on this database: this one stands by, sends nothing, and takes over "
        "when that one ends"
    )
    watchdog.tell("STATUS=standing by: another Mujaz runs on the database")
    async with contextlib.AsyncExitStack() as stack:
        if config.public_url:
            await open_door(stack, config)
        is_alone = await until_free(database, stopping)
    log.info("the other Mujaz is gone: this one takes over" if is_alone else "stopped")
    return is_alone


async def open_door(stack: contextlib.AsyncExitStack, config: Config) -> None:
    """Say at /health who stands by, unless the other one is on this machine and has the port."""
    door = serving(server.STANDING_BY, host=config.listen_host, port=config.listen_port)
    try:
        await stack.enter_async_context(door)
    except OSError as error:
        log.info("/health is not answered while standing by: %s", error.strerror)


async def until_free(database: Database, stopping: asyncio.Event) -> bool:
    """Wait for the lock, also while the database is away; False if the program is stopped."""
    is_away = False
    while not stopping.is_set():
        try:
            if await database.hold():
                return True
            wait, is_away = LOOKS_EVERY, False
        except StorageError as error:
            if not is_away:
                log.warning("standing by: %s; trying again", error)
            wait, is_away = AWAY_SECONDS, True
        await rest(stopping, wait)
    return False


async def stay_alone(sender: Sender) -> None:
    """Keep the lock, which ends when the database server does; stop if another has taken it."""
    try:
        is_alone = await sender.database.hold()
    except StorageError:
        sender.is_cut_off = True  # whoever wants something of it says why
        return
    sender.is_cut_off = False
    if not is_alone:
        sender.give_up()
