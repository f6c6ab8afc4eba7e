"""An article that a reader hands over to have it made short: the address of its page, or its
text, or both in one post.

Neither is kept. A page that the bot knows already is told as the story that it is; one that holds
no article may be a site that the reader wants to follow.
"""

import logging
from functools import partial
from typing import Final

from telegram import Bot, Update
from telegram import Message as TelegramMessage

from bot import telling
from bot.core import asking, urls
from bot.core.arabic import enclose
from bot.core.feeds.discovery import NoFeed
from bot.core.messages import render
from bot.core.models import Message, StoredArticle, Subscriber
from bot.core.stories import vouches
from bot.handlers import adding
from bot.handlers.context import Context, Services, answer, asker, notice, services, variant_of
from bot.handlers.talk import words_of
from storage import Tx, sharing, subscribers
from storage.requests import Look

LONGEST_LETTER = 100
"""Words."""
SHUT: Final = {"look.shut": "handed.shut", "look.none": "handed.shut"}
"""What is said of a page where of a site its feed would be asked for."""

log = logging.getLogger(__name__)


async def take(update: Update, context: Context, message: TelegramMessage | None) -> bool:
    """Whether a message, of who asks or of somebody else, hands an article over; if so it is
    told, or why it cannot be.

    Where a post has its text and an address too, the page is read, and the text is what is left
    if that fails.
    """
    told, pages = await in_short(update, context, message), addresses(message)
    readable = [url for url in pages if not urls.is_closed(url)]
    if len(readable) == 1 and not (told and urls.is_front_page(readable[0])):
        await page(update, context, readable[0], instead=told)
        return True
    if told is None and pages:
        key, host = "handed.several" if readable else "handed.shut", enclose(urls.host(pages[0]))
        told = notice(key, await variant_of(update, context), host=host)
    if told is not None:
        await answer(update, told)
    return told is not None


def addresses(message: TelegramMessage | None) -> list[str]:
    """What a message names, and what its words link to."""
    written = words_of(message)
    if alone := urls.typed(written):
        return [alone]
    entities = (*message.entities, *message.caption_entities) if message else ()
    linked = filter(None, (urls.absolute(each.url or "") for each in entities))
    return list(dict.fromkeys((*urls.shared(written), *linked)))


async def page(
    update: Update, context: Context, address: str, *, instead: Message | None = None
) -> None:
    """The story of a page, be it known or read now; of a front page whether to follow its site.
    `instead` is told of a page that cannot be read."""
    address = urls.strip_tracking(address)
    if urls.is_front_page(address):
        await adding.offer(update, context, address)
        return
    desk = services(context)

    def find(tx: Tx) -> Message | None:
        subscriber = asker(tx, update, desk)
        stored = known(tx, address, subscriber)
        return told(stored, subscriber, context.bot, desk) if stored else None

    if message := await desk.database.run(find):
        await answer(update, message)
        return
    deed = partial(read, instead=instead)
    if refusal := await adding.begin(update, context, address, deed, sought="article"):
        await answer(update, instead or notice(refusal, await variant_of(update, context)))


def known(tx: Tx, address: str, subscriber: Subscriber) -> StoredArticle | None:
    """What the page's publisher, or a source of the operator's, has told of it; of a source that
    readers have added only who gets it hears, since others would learn that somebody does."""
    key, got = urls.key(address), subscribers.chosen(tx, subscriber.id)
    ids = [
        article_id
        for article_id, source in sharing.by_page(tx, key)
        if vouches(source, key) and (source.id in got or not source.is_readers)
    ]
    return telling.whole(tx, ids[0]) if ids else None


def told(stored: StoredArticle, subscriber: Subscriber, bot: Bot, desk: Services) -> Message:
    return render.story(stored, now=desk.clock(), bot=bot.username, variant=subscriber.variant)


async def read(bot: Bot, desk: Services, look: Look, *, instead: Message | None = None) -> Message:
    """What a page comes to, once it is read."""
    try:
        found = await desk.scout.read(look.what)
    except NoFeed as error:
        told_why = adding.in_vain(look, SHUT.get(error.key, error.key), str(error))
        return instead or told_why
    status = "found" if found else "no article"
    log.info("read host=%s status=%s", urls.host(look.what), status)
    if found is None and instead:
        return instead
    if found is None:
        offered, now = adding.offered, desk.clock()
        return await desk.database.run(offered, look.subscriber, look.what, now=now)
    address = found[0].url or look.what
    if stored := await desk.database.run(known, address, look.subscriber):
        return told(stored, look.subscriber, bot, desk)
    return render.handed(*found, now=desk.clock(), variant=look.subscriber.variant)


async def in_short(
    update: Update, context: Context, message: TelegramMessage | None
) -> Message | None:
    """What was passed on, or pasted, made short; None if it is no article."""
    written = words_of(message)
    if len(written) <= asking.LONGEST:
        return None
    if not (is_anothers(update, message) or _is_long(written)):
        return None
    desk, variant = services(context), await variant_of(update, context)
    try:
        found = await desk.scout.read_text(written)
    except NoFeed:
        return notice("handed.foreign.text", variant)
    return render.handed(*found, now=desk.clock(), variant=variant) if found else None


def is_anothers(update: Update, message: TelegramMessage | None) -> bool:
    """Whether somebody else's words are meant: passed on, or pointed at."""
    is_passed_on = message is not None and message.forward_origin is not None
    return is_passed_on or message is not update.effective_message


def _is_long(written: str) -> bool:
    """Longer than the letters that people write to a bot."""
    return len(written.split(maxsplit=LONGEST_LETTER)) > LONGEST_LETTER
