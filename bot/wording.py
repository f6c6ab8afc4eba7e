"""What the message of a delivery says: made once for all who are told the same."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from bot.core import keywords
from bot.core.messages import render, render_briefing
from bot.core.models import (
    Briefing,
    BriefingTexts,
    Delivery,
    Message,
    StoredArticle,
    Variant,
)
from bot.sender import Sender
from storage import Tx, articles, briefings

MOST_MADE = 100


@dataclass(frozen=True, slots=True)
class Found:
    """What deliveries tell of."""

    articles: dict[int, StoredArticle]
    texts: BriefingTexts


def find(tx: Tx, leased: Sequence[Delivery]) -> Found:
    wanted = [each for delivery in leased for each in (delivery.article_id, *delivery.missed)]
    told = [delivery.briefing for delivery in leased if delivery.briefing]
    texts = briefings.texts(tx, told) if told else BriefingTexts(articles={}, sources={})
    return Found(articles.get(tx, [each for each in wanted if each]), texts)


def made(sender: Sender, delivery: Delivery, found: Found) -> Message:
    """The message to show; one for all who are told the same within the same minute."""
    if delivery.briefing:
        return briefing_message(sender, delivery, delivery.briefing, found)
    stored = found.articles[delivery.article_id]
    now, variant = sender.clock(), variant_for(delivery, stored)
    minute = now.replace(second=0, microsecond=0)
    key = (stored.id, stored.revision, variant, missed_key(delivery), minute)
    if key not in sender.made:
        bot = sender.bot.username
        missed = missed_lines(delivery, found, bot)
        message = render.story(stored, now=now, bot=bot, variant=variant, missed=missed)
        remember(sender, key, message)
    return sender.made[key]


def variant_for(delivery: Delivery, stored: StoredArticle) -> Variant:
    """With no keywords but those that the story holds: most readers are told the same."""
    variant = delivery.variant
    return replace(variant, watched=keywords.held(stored.digest, variant.watched))


def briefing_message(sender: Sender, delivery: Delivery, told: Briefing, found: Found) -> Message:
    """Readers who are told the same differ in nothing but where their keys lead."""
    reader, bot = delivery.subscriber, sender.bot.username
    same = replace(told, id=0, subscriber_id=0, since=told.made_at)
    key = (same, replace(reader.variant, watched=()), reader.settings.zone, missed_key(delivery))
    if key not in sender.made:
        missed = missed_lines(delivery, found, bot)
        message = render_briefing.message(told, found.texts, reader, bot=bot, missed=missed)
        remember(sender, key, message)
    return render_briefing.readdressed(sender.made[key], told, found.texts, reader)


def missed_key(delivery: Delivery) -> tuple[Hashable, ...]:
    return (*delivery.missed, None, *(each.id for each in delivery.missed_briefings))


def missed_lines(delivery: Delivery, found: Found, bot: str) -> list[str]:
    told = [found.articles[each] for each in delivery.missed if each in found.articles]
    variant = delivery.subscriber.variant
    return [
        *(
            render.missed_line(each, bot, variant.language)
            for each in told
            if not each.is_withdrawn
        ),
        *(render_briefing.missed_line(each, bot, variant) for each in delivery.missed_briefings),
    ]


def remember(sender: Sender, key: Hashable, message: Message) -> None:
    if len(sender.made) >= MOST_MADE:
        sender.made.clear()
    sender.made[key] = message
