"""The tick that brings sent messages up to date when what they told has changed at its source.

The message is edited in place; nobody is pushed the same story twice. Edits come after all news
and at a pace of their own: between a few of them the outbox is looked at again, whether they are
answered or not. One that may not have arrived is made again, for the second changes nothing.
"""

import asyncio
import logging
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime

from telegram.error import BadRequest

from bot.core import corrections as judging
from bot.core.messages import render, telegram_html
from bot.core.models import (
    BriefingTexts,
    Edit,
    Message,
    Outcome,
    Printed,
    Settlement,
    StoredArticle,
)
from bot.core.pacing import Pacer
from bot.delivery import collect, deliver, settlement_of
from bot.link import RAW_NO_PREVIEW, call, markup
from bot.refusals import is_unchanged, is_unparsable
from bot.sender import LONGEST_TURN, Sender, pause, steady, turn
from bot.wording import Found, missed_key, missed_lines
from storage import Tx, articles, corrections, revisions

log = logging.getLogger(__name__)

EDITS_AT_ONCE = 10
EDITS_PER_SECOND = 20.0  # below the free rate, also where pushes are paid for: edits are not
EDIT_SECONDS = EDITS_AT_ONCE / EDITS_PER_SECOND
NO_BRIEFINGS = BriefingTexts(articles={}, sources={})


@dataclass(slots=True)
class Corrector:
    """What correcting keeps in memory: its pace, and what is not answered yet."""

    sender: Sender
    pacer: Pacer = field(default_factory=lambda: Pacer(per_second=EDITS_PER_SECOND))
    under_way: dict[asyncio.Task[Settlement], tuple[int, int]] = field(default_factory=dict)
    """Edits, each with its article and reader: two of one message might arrive the wrong way
    round."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """Edits to be made, with what they are made of."""

    edits: list[Edit]
    found: dict[int, StoredArticle]
    former: dict[tuple[int, int], Printed]

    def told(self, edit: Edit) -> list[Printed]:
        """What a message told first, and when it first told the whole; without what it still is
        to tell."""
        keys = [(edit.delivery.article_id, at) for at in (edit.shown, edit.completed)]
        return [self.former[key] for key in keys if key in self.former]


async def deliver_and_correct(corrector: Corrector) -> None:
    """Empty the outbox; while it is empty, correct what was sent."""
    sender = corrector.sender
    edited: list[Settlement] = []
    while True:
        await deliver(sender)
        sender.is_idle.clear()
        try:
            most = 0 if sender.is_held else EDITS_AT_ONCE
            proofs = await sender.database.run(
                take_proofs,
                edited,
                want=most - len(corrector.under_way),
                now=sender.clock(),
            )
            begin(corrector, proofs)
            edited = await collect(corrector.under_way, seconds=EDIT_SECONDS)
        finally:
            sender.is_idle.set()
        if not edited and not corrector.under_way:
            return


def take_proofs(tx: Tx, edited: list[Settlement], *, want: int, now: datetime) -> Proofs:
    edits = corrections.step(tx, edited, want=want, now=now)
    wanted = [each for edit in edits for each in (edit.delivery.article_id, *edit.delivery.missed)]
    return Proofs(edits, articles.get(tx, wanted), revisions.former(tx, wanted))


def begin(corrector: Corrector, proofs: Proofs) -> None:
    """Make these edits, each when its turn comes; most show the same. A message of which one is
    still under way is left to the next pass."""
    made: dict[Hashable, Message | None] = {}
    now = corrector.sender.clock()
    for edit in proofs.edits:
        whose = edit.delivery.article_id, edit.delivery.subscriber.id
        is_readable = edit.delivery.article_id in proofs.found
        if whose in corrector.under_way.values() or not is_readable:
            continue
        key = wording(edit)
        if key not in made:
            made[key] = made_of(edit, proofs, now=now, bot=corrector.sender.bot.username)
        work = correct_one(corrector, edit, made[key], proofs)
        corrector.under_way[asyncio.create_task(work)] = whose


async def correct_one(
    corrector: Corrector, edit: Edit, message: Message | None, proofs: Proofs
) -> Settlement:
    settlement = await bring(corrector, edit, message)
    stored, told = proofs.found[edit.delivery.article_id], proofs.told(edit)
    completes = bool(told) and judging.completes(stored, told[0])
    return replace(settlement, revision=stored.revision, completes=completes)


def wording(edit: Edit) -> Hashable:
    """Equal for edits that show the same."""
    delivery = edit.delivery
    variant = delivery.variant
    states = edit.shown, edit.corrected, edit.completed, edit.knows_latest
    return delivery.article_id, states, variant, missed_key(delivery)


def made_of(edit: Edit, proofs: Proofs, *, now: datetime, bot: str) -> Message | None:
    """The same; None also where it raises: that message stays as it is, and others are edited."""
    try:
        return message_of(edit, proofs, now=now, bot=bot)
    except Exception:
        log.exception("an edit cannot be made article=%s", edit.delivery.article_id)
        return None


def message_of(edit: Edit, proofs: Proofs, *, now: datetime, bot: str) -> Message | None:
    """What the message is to show; None if that is what it shows: the change was taken back."""
    delivery = edit.delivery
    article_id = delivery.article_id
    told, last = proofs.told(edit), proofs.former.get((article_id, edit.corrected))
    stored = judging.noted(proofs.found[article_id], told, delivery.variant.length)
    if edit.knows_latest:
        stored = replace(stored, development=None)
    if last is not None and judging.is_as_printed(stored, last):
        return None
    has_more = bool(told) and judging.has_more(stored, told[0])
    if not (stored.changes or stored.is_withdrawn or edit.is_edited or has_more):
        return None
    return render.story(
        stored,
        now=now,
        bot=bot,
        variant=delivery.variant,
        missed=missed_lines(delivery, Found(proofs.found, NO_BRIEFINGS), bot),
    )


async def bring(corrector: Corrector, edit: Edit, message: Message | None) -> Settlement:
    """Edit one message when its turn comes; how it ended. Never raises."""
    sender, delivery = corrector.sender, edit.delivery
    done = Settlement(delivery=delivery, outcome=Outcome.SENT)
    stopped = Settlement(delivery=delivery, outcome=Outcome.RETRY, reason="stopped")
    if message is None:
        return done
    held = sender.pacer.chats.get(delivery.subscriber.chat_id, 0.0) - steady()
    if held > LONGEST_TURN:
        return Settlement(delivery=delivery, outcome=Outcome.RETRY, reason="its chat must wait")
    at = corrector.pacer.reserve(delivery.subscriber.chat_id, now=steady())
    await pause(sender, until=at)
    if not await turn(sender, delivery.subscriber.chat_id):
        return stopped
    try:
        return done if await ask(sender, edit, message) else stopped
    except Exception as error:
        if is_unchanged(error):
            return done
        settlement = settlement_of(sender, delivery, error)
        outcome, reason = settlement.outcome.value, settlement.reason
        article_id = delivery.article_id
        log.warning("not edited article=%s outcome=%s reason=%s", article_id, outcome, reason)
        return settlement


async def ask(sender: Sender, edit: Edit, message: Message) -> bool:
    """Edit a message, without markup if Telegram does not take it with; False if the turn for
    that does not come."""
    try:
        await edit_text(sender, edit, message, {"text": message.html, "parse_mode": "HTML"})
    except BadRequest as error:
        if not is_unparsable(error):
            raise
        if not await turn(sender, edit.delivery.subscriber.chat_id):
            return False
        await edit_text(sender, edit, message, {"text": telegram_html.plain(message.html)})
    return True


async def edit_text(sender: Sender, edit: Edit, message: Message, text: dict[str, str]) -> None:
    keys = markup(message)
    async with asyncio.timeout(sender.send_seconds):
        edited = await call(
            sender.bot,
            "editMessageText",
            chat_id=edit.delivery.subscriber.chat_id,
            message_id=edit.message_id,
            link_preview_options=RAW_NO_PREVIEW,
            **text,
            **({"reply_markup": keys} if keys else {}),
        )
    if edited["message_id"] != edit.message_id:
        raise ValueError("Telegram named another message")
