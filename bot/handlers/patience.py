"""Answers to readers wait where Telegram asks for it, and are not lost.

What goes through the outbox waits there, in rows, and does not come by here.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.refusals import flood_seconds

LONGEST_SECONDS = 45.0
"""Who writes to a group too fast is asked to wait for about forty; whoever is asked for longer
has flooded the bot, and an answer so late answers nobody."""

SHORTEST_SECONDS = 1.0
WAITING = ("send", "edit")
"""Methods that are still worth it later; an inline query and a tap are stale by then."""

Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Patience(BaseRateLimiter[None]):
    """Asks again after a 429, once it has waited as long as Telegram says.
    https://core.telegram.org/bots/api#responseparameters"""

    def __init__(self, wait: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self.wait = wait

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(  # noqa: PLR0913 - as python-telegram-bot calls it
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Answer:
        """The answer to one call; raises `RetryAfter` where it would have to wait for too long."""
        waited = 0.0
        while True:
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = max(SHORTEST_SECONDS, flood_seconds(error, attempts=0) or 0.0)
                waited += seconds
                if waited > LONGEST_SECONDS or not endpoint.startswith(WAITING):
                    raise
            await self.wait(seconds)
