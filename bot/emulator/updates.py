"""Pending updates with the promises of getUpdates.

An update stays until a later call confirms it by its offset. Only one poller may wait: a newer
one ends the older with a conflict, as the real server does. What a bot did not ask for with
`allowed_updates` is not stored at all.
"""

import asyncio

from bot.emulator.state import JSON, Refusal

# https://core.telegram.org/bots/api#getupdates: the kinds that must be asked for by name.
ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
MAX_LIMIT = 100
MAX_WAIT_SECONDS = 50
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class UpdateQueue:
    """The updates of one bot."""

    def __init__(self) -> None:
        self.pending: list[JSON] = []
        self.allowed: list[str] = []
        self.conflicts = 0
        self.is_closing = False
        self._next_id = 100_000_001
        self._poller: asyncio.Event | None = None

    @property
    def has_poller(self) -> bool:
        """Somebody is waiting in getUpdates now."""
        return self._poller is not None

    def push(self, kind: str, payload: JSON) -> None:
        if kind in self.allowed or (not self.allowed and kind not in ONLY_ON_REQUEST):
            self.pending.append({"update_id": self._next_id, kind: payload})
            self._next_id += 1
            if self._poller:
                self._poller.set()

    def close(self) -> None:
        """Let whoever waits go home empty-handed, now and from now on."""
        self.is_closing = True
        if self._poller:
            self._poller.set()

    def confirm(self, offset: int) -> None:
        """Forget everything before the offset; a negative one keeps that many from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def take(self, *, offset: int, limit: int, wait_seconds: float) -> list[JSON]:
        """The next updates, at once or as soon as there is one; nothing when time is up."""
        self.replace_poller()
        if offset:
            self.confirm(offset)
        limit = min(max(limit, 1), MAX_LIMIT)
        if not self.pending and wait_seconds > 0 and not self.is_closing:
            await self._wait(min(wait_seconds, MAX_WAIT_SECONDS))
        return self.pending[:limit]

    def replace_poller(self) -> None:
        """End the poller that waits, if any, with a conflict."""
        if self._poller:
            self.conflicts += 1
            self._poller.set()
            self._poller = None

    async def _wait(self, seconds: float) -> None:
        mine = self._poller = asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                await mine.wait()
        except TimeoutError:
            pass
        finally:
            is_mine = self._poller is mine
            if is_mine:
                self._poller = None
        if not is_mine:
            raise Refusal(409, CONFLICT)
