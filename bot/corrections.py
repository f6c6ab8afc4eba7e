"""The tick that brings sent messages up to date when what they told has changed at its source.

The message is edited in place; nobody is pushed the same story twice. Edits come after all news
and at a pace of their own: between a few of them the outbox is looked at again. One that may not
have arrived is made again, for the second changes nothing.
"""

import asyncio
import logging
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime

from telegram.error import BadRequest

from bot.core import corrections as judging
from bot.core import render
from bot.core.models import (
    Edit,
    Edited,
    Message,
    Outcome,
    Printed,
    Settlement,
    StoredArticle,
)
from bot.core.pacing import Pacer
from bot.delivery import deliver, settlement_of
from bot.link import call, markup
from bot.refusals import is_unparsable
from bot.sender import LONGEST_TURN, Sender, pause, steady, turn
from storage import Tx, articles, corrections

log = logging.getLogger(__name__)

EDITS_AT_ONCE = 10
EDITS_PER_SECOND = 20.0  # below the free rate, also where pushes are paid for: edits are not
NOT_MODIFIED = "not modified"


@dataclass(slots=True)
class Corrector:
    """What correcting keeps in memory: its pace."""

    sender: Sender
    pacer: Pacer = field(default_factory=lambda: Pacer(per_second=EDITS_PER_SECOND))


@dataclass(frozen=True, slots=True)
class Proofs:
    """Edits to be made, with what they are made of."""

    edits: list[Edit]
    found: dict[int, StoredArticle]
    former: dict[tuple[int, int], Printed]


async def deliver_and_correct(corrector: Corrector) -> None:
    """Empty the outbox; while it is empty, correct what was sent."""
    sender = corrector.sender
    edited: list[Edited] = []
    while True:
        await deliver(sender)
        sender.is_idle.clear()
        try:
            proofs = await sender.database.run(
                take_proofs,
                edited,
                want=0 if sender.is_held else EDITS_AT_ONCE,
                now=sender.clock(),
            )
            edited = await correct(corrector, proofs)
        finally:
            sender.is_idle.set()
        if not edited:
            return


def take_proofs(tx: Tx, edited: list[Edited], *, want: int, now: datetime) -> Proofs:
    edits = corrections.step(tx, edited, want=want, now=now)
    wanted = [each for edit in edits for each in (edit.delivery.article_id, *edit.delivery.missed)]
    return Proofs(edits, articles.get(tx, wanted), corrections.former(tx, wanted))


async def correct(corrector: Corrector, proofs: Proofs) -> list[Edited]:
    """Make these edits, each when its turn comes; most show the same."""
    made: dict[Hashable, Message | None] = {}
    now = corrector.sender.clock()
    for edit in proofs.edits:
        key = wording(edit)
        if key not in made:
            made[key] = message_of(edit, proofs, now=now, bot=corrector.sender.bot.username)
    works = (correct_one(corrector, edit, made[wording(edit)]) for edit in proofs.edits)
    settlements = await asyncio.gather(*works)
    return [
        Edited(edit=edit, settlement=replace(each, revision=revision_of(edit, proofs)))
        for edit, each in zip(proofs.edits, settlements, strict=True)
    ]


def wording(edit: Edit) -> Hashable:
    """Equal for edits that show the same."""
    delivery = edit.delivery
    variant = delivery.subscriber.variant
    return delivery.article_id, edit.shown, edit.corrected, variant, delivery.missed


def revision_of(edit: Edit, proofs: Proofs) -> int:
    return proofs.found[edit.delivery.article_id].revision


def message_of(edit: Edit, proofs: Proofs, *, now: datetime, bot: str) -> Message | None:
    """What the message is to show; None if that is what it shows: the change was taken back."""
    delivery, language = edit.delivery, edit.delivery.subscriber.settings.language
    article_id = delivery.article_id
    first, last = (proofs.former.get((article_id, at)) for at in (edit.shown, edit.corrected))
    stored = judging.noted(proofs.found[article_id], first.digest if first else None)
    if last is not None and judging.is_as_printed(stored, last):
        return None
    has_grown = first is not None and judging.has_grown(stored, first)
    if not (stored.changes or stored.is_withdrawn or edit.is_edited or has_grown):
        return None
    return render.story(
        stored,
        now=now,
        bot=bot,
        variant=delivery.subscriber.variant,
        missed=[
            render.missed_line(proofs.found[each], bot, language)
            for each in delivery.missed
            if each in proofs.found
        ],
    )


async def correct_one(corrector: Corrector, edit: Edit, message: Message | None) -> Settlement:
    """Edit one message when its turn comes; how it ended. Never raises."""
    sender, delivery = corrector.sender, edit.delivery
    done = Settlement(delivery=delivery, outcome=Outcome.SENT)
    if message is None:
        return done
    held = sender.pacer.chats.get(delivery.subscriber.chat_id, 0.0) - steady()
    if held > LONGEST_TURN:
        return Settlement(delivery=delivery, outcome=Outcome.RETRY, reason="its chat must wait")
    at = corrector.pacer.reserve(delivery.subscriber.chat_id, now=steady())
    await pause(sender, until=at)
    if not await turn(sender, delivery.subscriber.chat_id):
        return Settlement(delivery=delivery, outcome=Outcome.RETRY, reason="stopped")
    try:
        await ask(sender, edit, message)
    except Exception as error:
        if isinstance(error, BadRequest) and NOT_MODIFIED in str(error).lower():
            return done
        settlement = settlement_of(sender, delivery, error)
        outcome, reason = settlement.outcome.value, settlement.reason
        article_id = delivery.article_id
        log.warning("not edited article=%s outcome=%s reason=%s", article_id, outcome, reason)
        return settlement
    return done


async def ask(sender: Sender, edit: Edit, message: Message) -> None:
    """Edit a message, without markup if Telegram does not take it with."""
    try:
        await edit_text(sender, edit, message, {"text": message.html, "parse_mode": "HTML"})
    except BadRequest as error:
        if not is_unparsable(error):
            raise
        await edit_text(sender, edit, message, {"text": render.plain(message.html)})


async def edit_text(sender: Sender, edit: Edit, message: Message, text: dict[str, str]) -> None:
    keys = markup(message)
    async with asyncio.timeout(sender.send_seconds):
        await call(
            sender.bot,
            "editMessageText",
            chat_id=edit.delivery.subscriber.chat_id,
            message_id=edit.message_id,
            link_preview_options={"is_disabled": True},
            **text,
            **({"reply_markup": keys} if keys else {}),
        )
