"""Who sends: how fast it may go, what it has been asked to wait for, and whose turn it is.

All of it is memory of one life of the program; what must outlive it is in rows (`resume`).
"""

import asyncio
import contextlib
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from telegram import Bot

from bot.briefings import Newsstand
from bot.core.models import Message
from bot.core.pacing import BULK_PER_SECOND, Pacer
from bot.refusals import LONGEST_FREEZE
from storage import Database, Tx, outbox, pace

MOST_IN_FLIGHT = 16
MOST_LINED_UP = 4
IN_FLIGHT_SECONDS = 0.25  # of sending at a paid rate: what a kill then leaves uncertain
LINED_UP_SECONDS = 0.15
COMMIT_SECONDS = 0.1
PAID_COMMIT_SECONDS = 0.05  # so that those lined up last until others are
SEND_SECONDS = 15.0  # PTB's own time-outs never stop a server that drips
LONGEST_TURN = 5.0  # who must wait longer gives the place up to others
# A push that wakes later than this takes a new slot: after a hiccup of the machine those that
# were lined up would go out in one burst, more than Telegram allows in that second.
LATE_SECONDS = 1 / BULK_PER_SECOND
PROBE_SECONDS = 1.0
REFUSED_CHATS = 3


@dataclass(slots=True)
class Sender:
    """What delivery keeps in memory: how fast it may go, and whether it is to stop."""

    bot: Bot
    database: Database
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    pacer: Pacer = field(default_factory=Pacer)
    send_seconds: float = SEND_SECONDS
    refused: set[int] = field(default_factory=set)
    """Chats for which Telegram said «too fast» since it last took a push."""
    most_in_flight: int = MOST_IN_FLIGHT
    most_lined_up: int = MOST_LINED_UP
    """Of those in flight, how many may wait for their slot."""
    commit_seconds: float = COMMIT_SECONDS
    """Answers that come within it are written down together."""
    lined_up: int = 0
    turned_at: float = math.inf
    """When the outbox was last turned to, by `steady`."""
    is_paid: bool = False
    """Whether the operator pays Telegram for more than the free rate."""
    is_standing_by: bool = False
    """Whether another program sends with this token: then nothing is sent."""
    is_cut_off: bool = False
    """Whether the database is away: another process may take it over."""
    is_overtaken: bool = False
    """Whether another process has taken over the database: this one ends."""
    is_trusted: bool = False
    """Whether Telegram has taken a push: until then few are risked."""
    newsstand: Newsstand = field(default_factory=Newsstand)
    """What due briefings are chosen from."""
    made: dict[Hashable, Message] = field(default_factory=dict)
    """The latest messages: most of a broadcast is the same text."""
    unmade: set[int] = field(default_factory=set)
    """Articles whose messages could not be made, as the log has been told: a handful, or nothing
    goes out at all."""
    is_stopping: asyncio.Event = field(default_factory=asyncio.Event)
    is_idle: asyncio.Event = field(default_factory=asyncio.Event)

    kept_pace: tuple[float, float] | None = None
    """The lowered rate as it is written down."""

    @property
    def is_held(self) -> bool:
        """Whether nothing may go out at the moment."""
        is_quiet = self.is_stopping.is_set() or self.is_standing_by
        return is_quiet or self.pacer.frozen_until > steady()

    def give_up(self) -> None:
        """Stop: another process has taken over."""
        self.is_overtaken = True
        self.is_stopping.set()

    def __post_init__(self) -> None:
        self.is_idle.set()
        if self.is_paid:
            rate = self.pacer.per_second
            self.most_in_flight = max(MOST_IN_FLIGHT, round(rate * IN_FLIGHT_SECONDS))
            self.most_lined_up = max(MOST_LINED_UP, round(rate * LINED_UP_SECONDS))
            self.commit_seconds = PAID_COMMIT_SECONDS


def steady() -> float:
    """The clock by which the event loop ends its waits."""
    return asyncio.get_running_loop().time()


async def resume(sender: Sender) -> None:
    """Keep the freeze and the rate that Telegram asked for before the program started again."""

    def kept(tx: Tx) -> tuple[datetime | None, tuple[float, datetime] | None]:
        return outbox.frozen_until(tx), pace.kept(tx)

    until, lowered = await sender.database.run(kept)
    now = sender.clock()
    if until is not None:
        wait = (until - now).total_seconds()
        sender.pacer.freeze(steady() + min(wait, LONGEST_FREEZE))
    if lowered is not None:
        per_second, lowered_at = lowered
        ago = max(0.0, (now - lowered_at).total_seconds())
        sender.pacer.lowered = sender.kept_pace = (per_second, steady() - ago)


async def keep_pace(sender: Sender) -> None:
    """Write down a rate that has just been lowered."""
    lowered = sender.pacer.lowered
    if lowered is None or lowered == sender.kept_pace:
        return
    per_second, since = lowered
    lowered_at = sender.clock() - timedelta(seconds=steady() - since)
    await sender.database.run(pace.keep, per_second=per_second, lowered_at=lowered_at)
    sender.kept_pace = lowered


async def turn(sender: Sender, chat_id: int) -> bool:
    """Wait until this push may go out; False if that takes too long, or the program stops.

    A slot is only taken when the chat itself may get something, and taken anew after a freeze
    or a hiccup: those who waited for theirs must not go out in one burst at its end. Who waits
    long gives the place up: meanwhile the reader may leave, the news grow old, and, while the
    whole program hung, another one have taken over.
    """
    pacer, latest = sender.pacer, steady() + LONGEST_TURN
    while not sender.is_stopping.is_set() and max(steady(), free_at(sender, chat_id)) <= latest:
        if free_at(sender, chat_id) > steady():
            await pause(sender, until=free_at(sender, chat_id))
            continue
        sender.lined_up += 1
        try:
            at = pacer.reserve(chat_id, now=steady())
            await pause(sender, until=at)
        finally:
            sender.lined_up -= 1
        if max(pacer.frozen_until, steady() - LATE_SECONDS) <= at:
            return not sender.is_stopping.is_set()
        pacer.give_back(chat_id, at)
    return False


def free_at(sender: Sender, chat_id: int) -> float:
    """When this chat may get something again, as far as anybody has said."""
    return max(sender.pacer.frozen_until, sender.pacer.chats.get(chat_id, 0.0))


async def pause(sender: Sender, *, until: float) -> None:
    """Wait for a moment of the steady clock, or for the end of the program."""
    await rest(sender.is_stopping, until - steady())


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Wait so long, or for the end of the program."""
    if seconds > 0:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await stopping.wait()


def slow_down(sender: Sender, chat_id: int, wait: float) -> bool:
    """A 429: that chat waits as long as Telegram asks, and so does everybody if it is not alone.

    Telegram does not say whether it means the chat or the token. So that one flooded chat cannot
    silence the bot, the others pause for a moment only; if they are refused as well, with
    nothing accepted in between, it is the token.
    """
    now = steady()
    sender.pacer.chats[chat_id] = max(sender.pacer.chats.get(chat_id, 0.0), now + wait)
    sender.refused.add(chat_id)
    is_everybody = len(sender.refused) >= REFUSED_CHATS
    sender.pacer.refuse(chat_id, now=now)
    sender.pacer.freeze(now + (wait if is_everybody else min(wait, PROBE_SECONDS)))
    return is_everybody
