"""The tick that empties the outbox into Telegram.

*Nothing lost, nothing doubled, nothing silent.* Telegram has no key by which it would know a
message again, so between «sent» and «settled» nobody can know what a killed process or a
broken connection has done. Such a send is *uncertain*: it is not repeated, since most of them
have arrived; the reader's next message carries one line «ربما فاتك» with the link; and it is
counted for the operator until then. Every other send is written down as sent, or tried again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
)

from bot import wording
from bot.briefings import compose_due
from bot.core import pushing, schedule
from bot.core.messages import telegram_html
from bot.core.models import Delivery, Message, Outcome, Settlement
from bot.link import RAW_NO_PREVIEW, call, markup
from bot.refusals import (
    flood_seconds,
    is_id,
    is_refusal,
    is_unparsable,
    meaning_of,
    never_sent,
    reason_of,
)
from bot.sender import Sender, free_at, keep_pace, slow_down, steady, turn
from bot.wording import Found
from storage import Tx, lives, outbox
from storage.terms import Terms

log = logging.getLogger(__name__)

T = TypeVar("T")

DATABASE_SECONDS = 1.0
BAD_TOKEN_SECONDS = 60.0
POISON_WAIT = timedelta(hours=1)


async def deliver(sender: Sender) -> None:
    """Send what is due, at the allowed pace, until nothing is left or the program stops."""
    sender.is_idle.clear()
    try:
        await empty(sender)
    finally:
        sender.is_idle.set()


async def empty(sender: Sender) -> None:
    under_way: dict[asyncio.Task[Settlement], int] = {}
    settled: list[Settlement] = []
    known: list[int] | None = None
    while True:
        sender.turned_at, want = steady(), room(sender, len(under_way))
        try:
            await keep_pace(sender)
            turned = await sender.database.run_alone(
                turn_over, sender, settled, want=want, known=known
            )
        except lives.OvertakenError:
            sender.give_up()
            return
        except Exception:
            # Disk full, database locked or away: nothing goes out without its intent, and what
            # was answered is written down when the database is back. It may have been written
            # down all the same, with leases of which nobody here knows.
            log.exception("the outbox cannot be written; trying again")
            known = list(under_way.values())
            await asyncio.sleep(DATABASE_SECONDS)
            continue
        known, settled = None, []
        for delivery in turned.leased:
            under_way[asyncio.create_task(send(sender, delivery, turned.found))] = delivery.id
        if under_way:
            settled = await collect(under_way, seconds=sender.commit_seconds)
        elif not turned.goes_on:
            return


@dataclass(frozen=True, slots=True)
class Turn:
    """What a turn of the outbox has brought."""

    leased: list[Delivery]
    found: Found
    goes_on: bool
    """Nothing is leased since the readers looked at were not to get it; there are others."""


def turn_over(
    tx: Tx, sender: Sender, settled: Sequence[Settlement], *, want: int, known: list[int] | None
) -> Turn:
    """One turn of the outbox, with what the leased messages tell of.

    `known` are those under way, for when it is doubtful whether the database has others.
    """
    now = sender.clock()
    compose = partial(compose_due, stand=sender.newsstand)
    terms = Terms(known=known, judge=pushing.judge, compose=compose)
    leased = outbox.step(tx, settled, want=want, now=now, terms=terms)
    goes_on = want > 0 and not leased and outbox.goes_on(tx, now=now)
    return Turn(leased, wording.find(tx, leased), goes_on)


def room(sender: Sender, under_way: int) -> int:
    """How many more to lease: those that go out within the next moment.

    A lease is an intent; whatever is leased when the program is killed is uncertain.
    """
    if sender.is_held:
        return 0
    most = sender.most_in_flight if sender.is_trusted else sender.most_lined_up
    return max(0, min(most - under_way, sender.most_lined_up - sender.lined_up))


async def collect(
    under_way: dict[asyncio.Task[Settlement], T], *, seconds: float
) -> list[Settlement]:
    """What is answered within a moment; the others stay under way."""
    if under_way:
        await asyncio.wait(under_way, timeout=seconds)
    done = [task for task in under_way if task.done()]
    for task in done:
        del under_way[task]
    return [task.result() for task in done]


async def send(sender: Sender, delivery: Delivery, found: Found) -> Settlement:
    """Send one message when its turn comes; how it ended. Never raises."""
    try:
        return await bring(sender, delivery, found)
    except Exception as error:
        log.exception("something unexpected delivery=%s", delivery.id)
        reason = reason_of(error)
        return Settlement(delivery=delivery, outcome=Outcome.UNCERTAIN, reason=reason)


async def bring(sender: Sender, delivery: Delivery, found: Found) -> Settlement:
    if not await turn(sender, delivery.subscriber.chat_id):
        return put_off(sender, delivery)
    try:
        message = wording.made(sender, delivery, found)
    except Exception as error:
        return unmade(sender, delivery, error)
    settlement = await attempt(sender, delivery, message)
    if delivery.article_id:
        revision = found.articles[delivery.article_id].revision
        settlement = replace(settlement, revision=revision)
    if settlement.outcome is not Outcome.SENT:
        log.warning(
            "not delivered delivery=%s outcome=%s reason=%s",
            delivery.id,
            settlement.outcome.value,
            settlement.reason,
        )
    return settlement


def unmade(sender: Sender, delivery: Delivery, error: Exception) -> Settlement:
    """Its message cannot be made; perhaps it can when somebody has looked. The log is told once,
    not once for each reader."""
    if delivery.about not in sender.unmade:
        log.error("rendering failed article=%s", delivery.about, exc_info=error)
        sender.unmade.add(delivery.about)
    return Settlement(
        delivery=delivery,
        outcome=Outcome.RETRY,
        retry_at=sender.clock() + POISON_WAIT,
        reason="the message could not be made; see the log",
    )


def put_off(sender: Sender, delivery: Delivery) -> Settlement:
    """Its turn does not come soon, or the program stops."""
    is_stopping = sender.is_stopping.is_set()
    wait = max(0.0, free_at(sender, delivery.subscriber.chat_id) - steady())
    return Settlement(
        delivery=delivery,
        outcome=Outcome.RETRY,
        retry_at=sender.clock() + timedelta(seconds=0.0 if is_stopping else wait),
        reason="stopped before it was sent" if is_stopping else "too fast; it waits",
    )


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
            log.error("markup refused article=%s %s", delivery.about, refusal)  # noqa: TRY400
            if not await turn(sender, delivery.subscriber.chat_id):
                return put_off(sender, delivery)
            plain = telegram_html.plain(message.html)
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
        delivered_briefings=tuple(each.id for each in delivery.missed_briefings),
    )


async def ask(
    sender: Sender, delivery: Delivery, text: str, message: Message, mode: str | None = "HTML"
) -> int:
    wishes = {
        "parse_mode": mode,
        "reply_markup": markup(message),
        "allow_paid_broadcast": sender.is_paid,
        "message_thread_id": delivery.subscriber.thread_id,
        "reply_parameters": answering(delivery),
    }
    async with asyncio.timeout(sender.send_seconds):
        sent = await call(
            sender.bot,
            "sendMessage",
            chat_id=delivery.subscriber.chat_id,
            text=text,
            link_preview_options=RAW_NO_PREVIEW,
            **{name: value for name, value in wishes.items() if value},
        )
    if not is_id(message_id := sent["message_id"]):
        raise ValueError("Telegram named no message")
    return int(message_id)


def answering(delivery: Delivery) -> dict[str, Any] | None:
    """The message that a follow-up answers; it goes out also where that was deleted."""
    if delivery.follows <= 0:
        return None
    return {"message_id": delivery.follows, "allow_sending_without_reply": True}


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
        case ChatMigrated() if is_id(error.new_chat_id):
            return Settlement(
                delivery=delivery,
                outcome=Outcome.MOVED,
                moved_to=error.new_chat_id,
                reason="the group became a supergroup",
            )
        case Forbidden():
            return Settlement(delivery=delivery, outcome=Outcome.GONE, reason=reason)
        case NetworkError() if is_refusal(error):
            outcome = meaning_of(error)
            if outcome is Outcome.TOPIC_GONE and delivery.subscriber.thread_id is None:
                outcome = Outcome.TOPIC_CLOSED  # «General» itself: nothing takes its place
            return Settlement(delivery=delivery, outcome=outcome, reason=reason)
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
