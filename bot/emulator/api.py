"""The local Telegram itself: the Bot API's door on top of the state and its people.

It promises the real methods' results, refusals and error texts for what this bot uses. It does
not survive its process, and knows one bot.
"""

import asyncio
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.emulator import methods, profile
from bot.emulator.faults import ConnectionDropped, Fault
from bot.emulator.params import Params
from bot.emulator.people import People
from bot.emulator.state import JSON, Refusal

METHODS = {
    name.lower(): (name, deed) for name, deed in (methods.METHODS | profile.METHODS).items()
}
TOKEN = re.compile(r"(\d+):[\w-]{20,}", re.ASCII)
JUNK = "<html><body>upstream is resting</body></html>"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire; `drip_seconds` between two bytes if it is to drip."""

    status: int
    body: JSON | str
    drip_seconds: float = 0.0


def known_method(name: str) -> tuple[str, methods.Method]:
    """The method under its proper name; Telegram does not mind capitals."""
    if name.lower() not in METHODS:
        raise Refusal(404, "Not Found")
    return METHODS[name.lower()]


class LocalTelegram(People):
    """One Telegram in memory; `call` is the Bot API, the rest is what people do and see."""

    async def call(self, token: str, method: str, params: Params) -> Answer:
        """Answer one call as the real server would; raises ConnectionDropped for a hang-up."""
        try:
            self.check_token(token)
            name, deed = known_method(method)
            if name != "getUpdates":
                self.calls.append((name, params.values))
            fault = self.faults.draw(name, params.integer("chat_id"))
            if fault is not None:
                return await self._strike(fault, deed, params)
            return await self._do(deed, params)
        except Refusal as refusal:
            return Answer(refusal.code, refusal.json())

    async def _do(self, deed: Callable[..., Any], params: Params) -> Answer:
        result = deed(self, params)
        if inspect.isawaitable(result):
            result = await result
        return Answer(200, {"ok": True, "result": result})

    async def _strike(self, fault: Fault, deed: Callable[..., Any], params: Params) -> Answer:
        """Do what the fault says, after the call took effect if it does."""
        answer = await self._do(deed, params) if fault.takes_effect else Answer(200, "")
        refusal = fault.refusal()
        if refusal is not None:
            raise refusal
        if fault.kind in {"reset_before", "reset_after"}:
            raise ConnectionDropped(fault.kind)
        if fault.kind == "5xx":
            raise Refusal(fault.code, fault.description or "Bad Gateway")
        if fault.kind == "junk":
            return Answer(200, JUNK)
        if fault.kind == "drip":
            return Answer(answer.status, answer.body, fault.seconds)
        await asyncio.sleep(fault.seconds)
        return answer

    def check_token(self, token: str) -> None:
        """The first good token is the bot's; its id never changes, its secret may."""
        if not token[:1].isdecimal() or ":" not in token:
            raise Refusal(404, "Not Found")
        match = TOKEN.fullmatch(token)
        if match is None or token in self.revoked:
            raise Refusal(401, "Unauthorized")
        number = int(match[1])
        if self.token_id is None:
            self.token_id = self.bot["id"] = number
            self.changed()
        if number != self.token_id:
            raise Refusal(401, "Unauthorized")

    def revoke(self, token: str) -> None:
        """As @BotFather does on request: that token is worthless from now on."""
        self.revoked.add(token)

    async def wait_for(
        self,
        predicate: Callable[[], object],
        timeout: float = 5.0,  # noqa: ASYNC109
    ) -> Any:
        """Wait until the predicate is true of this world and return what it returned."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            seen = self.revision
            if found := predicate():
                return found
            left = deadline - loop.time()
            if left <= 0:
                raise TimeoutError(f"nothing made {predicate} true in {timeout} s")
            # Not everything a test asks about is a change of this world: look again regularly.
            await self.change(seen, timeout_seconds=min(left, 0.05))
