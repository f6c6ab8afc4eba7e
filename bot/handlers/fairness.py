"""Whose turn it is: of what one person asks a few things are under way at once, the others wait
without keeping anybody else waiting.
"""

import asyncio
import sys
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class Turns:
    """For each person as many turns at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()

    def of(self, person: int) -> asyncio.Semaphore:
        """To be held while it is that person's turn; who waits keeps it in memory."""
        return self._taken.setdefault(person, asyncio.Semaphore(self._most))


class Fairly(BaseUpdateProcessor):
    """Handles so many updates at once, and so many of one sender."""

    def __init__(self, most: int, *, most_each: int) -> None:
        super().__init__(sys.maxsize)  # who waits for a turn of his own takes no other's
        self._slots = asyncio.Semaphore(most)
        self._turns = Turns(most_each)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        async with self._turns.of(sender(update)), self._slots:
            await coroutine

    async def initialize(self) -> None:
        """There is nothing to begin."""

    async def shutdown(self) -> None:
        """There is nothing to end."""


def sender(update: object) -> int:
    """Who has sent it: a person, or a chat in whose name somebody writes; 0 for nobody."""
    found = update.effective_sender if isinstance(update, Update) else None
    return found.id if found else 0
