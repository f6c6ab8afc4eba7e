"""An article that a reader hands over to have it made short: the address of its page, or its
text.

Neither is kept. A page that the bot knows already is told as the story that it is; one that holds
no article may be a site that the reader wants to follow.
"""

import logging

from telegram import Bot, Update

from bot import telling
from bot.core import article, asking, digest, render, urls
from bot.core.arabic import enclose
from bot.core.article import NotAnArticle
from bot.core.discovery import NoFeed
from bot.core.models import Message, StoredArticle, Subscriber
from bot.core.stories import vouches
from bot.core.texts import say
from bot.handlers import adding
from bot.handlers.context import Context, Services, answer, asker, services, variant_of
from storage import Tx, sharing
from storage.requests import Look

LONGEST_LETTER = 100
"""Words."""

log = logging.getLogger(__name__)


async def page(update: Update, context: Context, address: str) -> None:
    """The story of a page, be it known or read now; of a front page whether to follow its site."""
    address = urls.strip_tracking(address)
    if urls.is_front_page(address):
        await adding.offer(update, context, address)
        return
    desk = services(context)

    def find(tx: Tx) -> Message | None:
        subscriber, stored = asker(tx, update, desk), known(tx, address)
        return told(stored, subscriber, context.bot, desk) if stored else None

    if message := await desk.database.run(find):
        await answer(update, message)
    else:
        await adding.begin(update, context, address, read, sought="article")


def known(tx: Tx, address: str) -> StoredArticle | None:
    """What the page's publisher, or a source of the operator's, has told of it."""
    key = urls.key(address)
    ids = [article_id for article_id, source in sharing.by_page(tx, key) if vouches(source, key)]
    return telling.whole(tx, ids[0]) if ids else None


def told(stored: StoredArticle, subscriber: Subscriber, bot: Bot, desk: Services) -> Message:
    return render.story(stored, now=desk.clock(), bot=bot.username, variant=subscriber.variant)


async def read(bot: Bot, desk: Services, look: Look) -> Message:
    """What a page comes to, once it is read."""
    host = urls.host(look.what)
    try:
        found = await desk.scout.read(look.what)
    except NoFeed as error:
        log.info("read host=%s status=nothing reason=%r", host, str(error))
        language = look.subscriber.settings.language
        return render.notice(say(error.key, language, host=enclose(host)))
    log.info("read host=%s status=%s", host, "found" if found else "no article")
    if found is None:
        offered, now = adding.offered, desk.clock()
        return await desk.database.run(offered, look.subscriber, look.what, now=now)
    if stored := await desk.database.run(known, found[0].url or look.what):
        return told(stored, look.subscriber, bot, desk)
    return render.handed(*found, now=desk.clock(), variant=look.subscriber.variant)


async def text(update: Update, context: Context, written: str) -> bool:
    """Whether what was passed on, or pasted, is an article; if so it is told in short."""
    message = update.effective_message
    is_passed_on = message is not None and message.forward_origin is not None
    if len(written) <= asking.LONGEST or not (is_passed_on or _is_long(written)):
        return False
    try:
        found = article.from_text(written)
    except NotAnArticle:
        return False
    variant, now = await variant_of(update, context), services(context).clock()
    await answer(update, render.handed(found, digest.make(found), now=now, variant=variant))
    return True


def _is_long(written: str) -> bool:
    """Longer than the letters that people write to a bot."""
    return len(written.split(maxsplit=LONGEST_LETTER)) > LONGEST_LETTER
