"""Trouble on demand: faults that a test or the demo page asks for, and rate limits.

Nothing here happens by itself. A fault waits for the call it is meant for, strikes as often as
it was told to, and is gone; a limit counts what was accepted and refuses what is too much.
"""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.emulator.state import JSON, Refusal

KINDS = {
    "429", "403", "400", "401", "409", "5xx",
    "reset_before", "reset_after", "slow", "drip", "junk",
}  # fmt: skip
DESCRIPTIONS = {
    "403": (403, "Forbidden: bot was blocked by the user"),
    "400": (400, "Bad Request: chat not found"),
    "401": (401, "Unauthorized"),
    "409": (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    ),
}


class ConnectionDropped(ConnectionResetError):  # noqa: N818 - it is what happened
    """The server hangs up instead of answering."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """One kind of trouble for matching calls.

    - 429, 403, 400, 401, 409: that refusal;
    - 5xx: the status `code`; junk: 200 with something that is not JSON;
    - reset_before: hung up, nothing done; reset_after: done, then hung up;
    - slow: done at once, answered after `seconds`; drip: answered a byte every `seconds`.
    """

    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    """None: for ever."""
    skip: int = 0
    """Matching calls to let pass first."""
    seconds: float = 1.0
    code: int = 502
    description: str = ""
    retry_after: int = 3
    is_done: bool | None = None
    """Whether the call takes effect all the same; by default as the kind says."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind!r}; there are {sorted(KINDS)}")

    @property
    def takes_effect(self) -> bool:
        if self.is_done is None:
            return self.kind in {"reset_after", "slow", "drip"}
        return self.is_done

    def refusal(self) -> Refusal | None:
        """The refusal that this fault is, if it is one."""
        if self.kind == "429":
            text = self.description or f"Too Many Requests: retry after {self.retry_after}"
            return Refusal(429, text, retry_after=self.retry_after)
        if self.kind in DESCRIPTIONS:
            code, text = DESCRIPTIONS[self.kind]
            return Refusal(code, self.description or text)
        return None


class Faults:
    """The faults that are waiting, in order, and how many have struck."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self.struck: list[Fault] = []

    def add(self, kind: str, **wishes: Any) -> Fault:
        """Order a fault; the wishes are the fields of `Fault`."""
        fault = Fault(kind=kind, **wishes)
        self.waiting.append(fault)
        return fault

    def clear(self) -> None:
        self.waiting.clear()

    def draw(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault for this call, counted; the first ordered wins."""
        for fault in self.waiting:
            if fault.method and fault.method.lower() != method.lower():
                continue
            if fault.chat_id is not None and fault.chat_id != chat_id:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            self._count(fault)
            return fault
        return None

    def _count(self, fault: Fault) -> None:
        self.struck.append(fault)
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)


# A sender that paces itself to the limit must not fail for a packet that came a little early.
TOLERANCE = 0.95


@dataclass(slots=True)
class Limits:
    """How much a bot may send; None is no limit. Telegram's usual figures are the defaults."""

    per_second: int | None = 30
    per_chat_per_second: int | None = 1
    per_group_per_minute: int | None = 20
    violations: list[JSON] = field(default_factory=list)
    """Every refused call: at, chat_id, retry_after."""
    _accepted: dict[tuple[str, int], deque[float]] = field(default_factory=dict)
    _frozen_until: dict[int, float] = field(default_factory=dict)

    def check(self, chat_id: int, *, is_group: bool, now: float) -> None:
        """Count one send, or refuse it until the oldest in the window is old enough."""
        windows = self._windows(chat_id, is_group=is_group)
        wait = max(0.0, self._frozen_until.get(chat_id, now) - now)
        for key, limit, seconds in windows:
            accepted = self._accepted.setdefault(key, deque())
            while accepted and accepted[0] <= now - seconds * TOLERANCE:
                accepted.popleft()
            if len(accepted) >= limit:
                wait = max(wait, accepted[len(accepted) - limit] + seconds - now)
        if wait > 0:
            raise self._refuse(chat_id, wait, now)
        for key, _, _ in windows:
            self._accepted[key].append(now)

    def _windows(
        self, chat_id: int, *, is_group: bool
    ) -> list[tuple[tuple[str, int], int, float]]:
        wanted = [
            (("all", 0), self.per_second, 1.0),
            (("chat", chat_id), self.per_chat_per_second, 1.0),
            (("group", chat_id), self.per_group_per_minute if is_group else None, 60.0),
        ]
        return [(key, limit, seconds) for key, limit, seconds in wanted if limit is not None]

    def _refuse(self, chat_id: int, wait: float, now: float) -> Refusal:
        """Telegram keeps refusing that chat until the time it named is over."""
        seconds = max(1, math.ceil(wait))
        self._frozen_until[chat_id] = max(self._frozen_until.get(chat_id, 0.0), now + wait)
        self.violations.append({"at": now, "chat_id": chat_id, "retry_after": seconds})
        return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
