"""The tick that empties the outbox into Telegram.

*Nothing lost, nothing doubled, nothing silent.* Telegram has no key by which it would know a
message again, so between «sent» and «settled» nobody can know what a killed process or a
broken connection has done. Such a send is *uncertain*: it is not repeated, since most of them
have arrived; the reader's next message carries one line «ربما فاتك» with the link; and it is
counted for the operator until then. Every other send is written down as sent, or tried again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
)

from bot.core import render, schedule
from bot.core.models import Delivery, Message, Outcome, Settlement, StoredArticle, Variant
from bot.core.pacing import BULK_PER_SECOND, Pacer
from bot.link import call, markup
from bot.refusals import (
    LONGEST_FREEZE,
    flood_seconds,
    is_unparsable,
    meaning_of,
    never_sent,
    reason_of,
)
from storage import Database, Tx, articles, outbox

log = logging.getLogger(__name__)

MOST_IN_FLIGHT = 16
MOST_LINED_UP = 4
IN_FLIGHT_SECONDS = 0.25  # of sending at a paid rate: what a kill then leaves uncertain
LINED_UP_SECONDS = 0.15
COMMIT_SECONDS = 0.05  # answers that come within it are written down together
DATABASE_SECONDS = 1.0
SEND_SECONDS = 15.0  # PTB's own time-outs never stop a server that drips
LONGEST_TURN = 5.0  # who must wait longer gives the place up to others
# A push that wakes later than this takes a new slot: after a hiccup of the machine those that
# were lined up would go out in one burst, more than Telegram allows in that second.
LATE_SECONDS = 1 / BULK_PER_SECOND
MOST_MADE = 100
PROBE_SECONDS = 1.0
REFUSED_CHATS = 3
BAD_TOKEN_SECONDS = 60.0
POISON_WAIT = timedelta(hours=1)


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
    lined_up: int = 0
    is_paid: bool = False
    """Whether the operator pays Telegram for more than the free rate."""
    is_standing_by: bool = False
    """Whether another program sends with this token: then nothing is sent."""
    is_trusted: bool = False
    """Whether Telegram has taken a push: until then few are risked."""
    made: dict[Hashable, Message] = field(default_factory=dict)
    """The latest messages: most of a broadcast is the same text."""
    is_stopping: asyncio.Event = field(default_factory=asyncio.Event)
    is_idle: asyncio.Event = field(default_factory=asyncio.Event)

    kept_pace: tuple[float, float] | None = None
    """The lowered rate as it is written down."""

    @property
    def is_held(self) -> bool:
        """Whether nothing may go out at the moment."""
        is_quiet = self.is_stopping.is_set() or self.is_standing_by
        return is_quiet or self.pacer.frozen_until > steady()

    def __post_init__(self) -> None:
        self.is_idle.set()
        if self.is_paid:
            rate = self.pacer.per_second
            self.most_in_flight = max(MOST_IN_FLIGHT, round(rate * IN_FLIGHT_SECONDS))
            self.most_lined_up = max(MOST_LINED_UP, round(rate * LINED_UP_SECONDS))


def steady() -> float:
    """The clock by which the event loop ends its waits."""
    return asyncio.get_running_loop().time()


async def resume(sender: Sender) -> None:
    """Keep the freeze and the rate that Telegram asked for before the program started again."""

    def kept(tx: Tx) -> tuple[datetime | None, tuple[float, datetime] | None]:
        return outbox.frozen_until(tx), outbox.kept_pace(tx)

    until, pace = await sender.database.run(kept)
    now = sender.clock()
    if until is not None:
        wait = (until - now).total_seconds()
        sender.pacer.freeze(steady() + min(wait, LONGEST_FREEZE))
    if pace is not None:
        per_second, lowered_at = pace
        ago = max(0.0, (now - lowered_at).total_seconds())
        sender.pacer.lowered = sender.kept_pace = (per_second, steady() - ago)


async def deliver(sender: Sender) -> None:
    """Send what is due, at the allowed pace, until nothing is left or the program stops."""
    sender.is_idle.clear()
    try:
        await empty(sender)
    finally:
        sender.is_idle.set()


async def empty(sender: Sender) -> None:
    under_way: set[asyncio.Task[Settlement]] = set()
    settled: list[Settlement] = []
    while True:
        want = room(sender, under_way)
        try:
            leased, found = await sender.database.run(
                turn_over, settled, want=want, now=sender.clock()
            )
            await keep_pace(sender)
        except Exception:
            # Disk full, database locked or away: nothing goes out without its intent, and what
            # was answered is written down when the database is back.
            log.exception("the outbox cannot be written; trying again")
            await asyncio.sleep(DATABASE_SECONDS)
            continue
        under_way |= {asyncio.create_task(send(sender, delivery, found)) for delivery in leased}
        if not under_way:
            return
        settled, under_way = await collect(under_way)


def turn_over(
    tx: Tx, settled: Sequence[Settlement], *, want: int, now: datetime
) -> tuple[list[Delivery], dict[int, StoredArticle]]:
    """One turn of the outbox, with the articles that the leased messages tell of."""
    leased = outbox.step(tx, settled, want=want, now=now)
    wanted = [each for delivery in leased for each in (delivery.article_id, *delivery.missed)]
    return leased, articles.get(tx, wanted)


async def keep_pace(sender: Sender) -> None:
    """Write down a rate that has just been lowered."""
    lowered = sender.pacer.lowered
    if lowered is None or lowered == sender.kept_pace:
        return
    per_second, since = lowered
    lowered_at = sender.clock() - timedelta(seconds=steady() - since)
    await sender.database.run(outbox.keep_pace, per_second=per_second, lowered_at=lowered_at)
    sender.kept_pace = lowered


def room(sender: Sender, under_way: set[asyncio.Task[Settlement]]) -> int:
    """How many more to lease: those that go out within the next moment.

    A lease is an intent; whatever is leased when the program is killed is uncertain.
    """
    if sender.is_held:
        return 0
    most = sender.most_in_flight if sender.is_trusted else sender.most_lined_up
    return max(0, min(most - len(under_way), sender.most_lined_up - sender.lined_up))


async def collect(
    under_way: set[asyncio.Task[Settlement]],
) -> tuple[list[Settlement], set[asyncio.Task[Settlement]]]:
    """What is answered within a moment, and what is still under way."""
    done, waiting = await asyncio.wait(under_way, timeout=COMMIT_SECONDS)
    return [task.result() for task in done], waiting


async def send(sender: Sender, delivery: Delivery, found: dict[int, StoredArticle]) -> Settlement:
    """Send one message when its turn comes; how it ended. Never raises."""
    held = sender.pacer.chats.get(delivery.subscriber.chat_id, 0.0) - steady()
    if held > LONGEST_TURN:
        return Settlement(
            delivery=delivery,
            outcome=Outcome.RETRY,
            retry_at=sender.clock() + timedelta(seconds=held),
            reason="429: too fast for this chat",
        )
    if not await turn(sender, delivery.subscriber.chat_id):
        return Settlement(
            delivery=delivery, outcome=Outcome.RETRY, reason="stopped before it was sent"
        )
    try:
        message = made(sender, delivery, found)
    except Exception:
        log.exception("rendering failed article=%s", delivery.article_id)
        return Settlement(
            delivery=delivery,
            outcome=Outcome.RETRY,
            retry_at=sender.clock() + POISON_WAIT,
            reason="the message could not be made; see the log",
        )
    settlement = await attempt(sender, delivery, message)
    settlement = replace(settlement, revision=found[delivery.article_id].revision)
    if settlement.outcome is not Outcome.SENT:
        log.warning(
            "not delivered delivery=%s outcome=%s reason=%s",
            delivery.id,
            settlement.outcome.value,
            settlement.reason,
        )
    return settlement


def made(sender: Sender, delivery: Delivery, found: dict[int, StoredArticle]) -> Message:
    """The message to show; one for all who get the article within the same minute."""
    now, is_private = sender.clock(), delivery.subscriber.kind == "private"
    stored, minute = found[delivery.article_id], now.replace(second=0, microsecond=0)
    key = (stored.id, stored.revision, is_private, *delivery.missed, minute)
    if key not in sender.made:
        if len(sender.made) >= MOST_MADE:
            sender.made.clear()
        sender.made[key] = render.story(
            stored,
            now=now,
            bot=sender.bot.username,
            variant=Variant(is_private=is_private),
            missed=[
                found[each]
                for each in delivery.missed
                if each in found and not found[each].is_withdrawn
            ],
        )
    return sender.made[key]


async def turn(sender: Sender, chat_id: int) -> bool:
    """Wait until this push may go out; False if the program stops before.

    A slot is only taken when the chat itself may get something, and taken anew after a freeze
    or a hiccup: those who waited for theirs must not go out in one burst at its end.
    """
    pacer = sender.pacer
    while not sender.is_stopping.is_set():
        free_at = max(pacer.frozen_until, pacer.chats.get(chat_id, 0.0))
        if free_at > steady():
            await pause(sender, until=free_at)
            continue
        sender.lined_up += 1
        try:
            at = pacer.reserve(chat_id, now=steady())
            await pause(sender, until=at)
        finally:
            sender.lined_up -= 1
        if max(pacer.frozen_until, steady() - LATE_SECONDS) <= at:
            break
        pacer.give_back(chat_id, at)
    return not sender.is_stopping.is_set()


async def pause(sender: Sender, *, until: float) -> None:
    """Wait for a moment of the steady clock, or for the end of the program."""
    wait = until - steady()
    if wait > 0:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await sender.is_stopping.wait()


async def attempt(sender: Sender, delivery: Delivery, message: Message) -> Settlement:
    """Ask Telegram to show a message; a refused one is asked again without markup."""
    refusal = ""
    try:
        try:
            message_id = await ask(sender, delivery, message.html, message)
        except BadRequest as error:
            if not is_unparsable(error):
                raise
            refusal = reason_of(error)
            log.error("markup refused article=%s %s", delivery.article_id, refusal)  # noqa: TRY400
            plain = render.plain(message.html)
            message_id = await ask(sender, delivery, plain, message, mode=None)
    except Exception as error:
        settlement = settlement_of(sender, delivery, error)
        is_refused = refusal or settlement.outcome is Outcome.REFUSED
        return replace(settlement, refused_html=message.html if is_refused else "")
    sender.refused.clear()
    sender.is_trusted = True
    return Settlement(
        delivery=delivery,
        outcome=Outcome.SENT,
        message_id=message_id,
        reason=refusal,
        refused_html=message.html if refusal else "",
        delivered_missed=delivery.missed,
    )


async def ask(
    sender: Sender, delivery: Delivery, text: str, message: Message, mode: str | None = "HTML"
) -> int:
    wishes = {
        "parse_mode": mode,
        "reply_markup": markup(message),
        "allow_paid_broadcast": sender.is_paid,
    }
    async with asyncio.timeout(sender.send_seconds):
        sent = await call(
            sender.bot,
            "sendMessage",
            chat_id=delivery.subscriber.chat_id,
            text=text,
            link_preview_options={"is_disabled": True},
            **{name: value for name, value in wishes.items() if value},
        )
    return int(sent["message_id"])


def settlement_of(sender: Sender, delivery: Delivery, error: Exception) -> Settlement:
    """What an error of a send means.

    PTB lets KeyError, TypeError and AttributeError through on malformed answers: like anything
    unknown they leave it open whether the message arrived.
    """
    now = sender.clock()
    reason = reason_of(error)
    wait = flood_seconds(error, attempts=delivery.attempts)
    if wait is not None:
        return flooded(sender, delivery, wait)
    match error:
        case ChatMigrated():
            return Settlement(
                delivery=delivery,
                outcome=Outcome.MOVED,
                moved_to=error.new_chat_id,
                reason="the group became a supergroup",
            )
        case Forbidden():
            return Settlement(delivery=delivery, outcome=Outcome.GONE, reason=reason)
        case BadRequest():
            return Settlement(delivery=delivery, outcome=meaning_of(error), reason=reason)
        case InvalidToken():
            log.error("the token is not valid any more; nothing is sent with it")
            sender.is_trusted = False
            sender.pacer.freeze(steady() + BAD_TOKEN_SECONDS)
            return Settlement(
                delivery=delivery,
                outcome=Outcome.RETRY,
                retry_at=now + POISON_WAIT,
                reason="401: the token is not valid",
            )
    if never_sent(error):
        at = schedule.next_send(now, attempts=delivery.attempts)
        return Settlement(delivery=delivery, outcome=Outcome.RETRY, retry_at=at, reason=reason)
    return Settlement(delivery=delivery, outcome=Outcome.UNCERTAIN, reason=reason)


def flooded(sender: Sender, delivery: Delivery, wait: float) -> Settlement:
    is_everybody = slow_down(sender, delivery.subscriber.chat_id, wait)
    at = schedule.next_send(sender.clock(), attempts=delivery.attempts, retry_after=wait)
    reason = outbox.EVERYBODY_WAITS if is_everybody else "429: too fast"
    return Settlement(
        delivery=delivery, outcome=Outcome.RETRY, retry_at=at, reason=reason, is_flood=True
    )


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
