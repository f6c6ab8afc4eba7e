"""The tick that looks again at the pages of articles that were pushed lately.

Many publishers correct or withdraw an article without a word in their feed. So each page is
asked a few times within a day, ever more seldom and only if it has changed: what is different
corrects the messages that were sent, and a page that is gone for good (410) marks them.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import amending
from bot.core import arabic, corrections, schedule
from bot.core.article import NotAnArticle
from bot.core.models import Article
from bot.core.pages import extraction
from bot.core.understanding import understand
from bot.fetch import FetchError, Kind, NotModified
from bot.pickup import Piece, Poller
from bot.reading import ask_robots
from bot.workers import Overrun
from storage import Tx, articles, rereads
from storage.rereads import Reread

log = logging.getLogger(__name__)

LOOKED_FOR = 20


async def reread(poller: Poller) -> None:
    """Begin to look at the pages whose time has come."""

    async def find() -> Iterable[Piece]:
        due = await poller.database.run(rereads.due, now=poller.clock(), limit=LOOKED_FOR)
        pieces = [
            Piece(each.article_id, each.source_id, each.url, partial(look, poller, each))
            for each in due
        ]
        return await poller.spare(pieces, rereads.postpone)

    await poller.rereads.refill(find)


async def look(poller: Poller, again: Reread) -> None:
    """Look at one page, and write down what came of it and when to look again."""
    found = await poller.database.run(articles.get, [again.article_id])
    if again.article_id not in found:
        await poller.database.run(rereads.looked, again, due_at=None)
        return
    before, wait = found[again.article_id].article, 0.0
    try:
        again = await compare(poller, again, before)
    except FetchError as error:
        poller.heed(error)
        if error.status == 410:
            await poller.database.run(take_back, again, now=poller.clock())
            return
        wait = error.retry_after or 0.0
    except (NotAnArticle, Overrun) as error:
        log.debug("looked again article=%d reason=%r", again.article_id, str(error))
    except Exception:
        log.exception("looked again article=%d status=failed", again.article_id)
    now = poller.clock()
    is_soon = before.is_flash or poller.is_own(again.url)
    due_at = schedule.next_reread(again.stored_at, now=now, floor=poller.floor, is_soon=is_soon)
    if due_at is not None:
        due_at = max(due_at, now + timedelta(seconds=wait))
    await poller.database.run(rereads.looked, again, due_at=due_at)


async def compare(poller: Poller, again: Reread, before: Article) -> Reread:
    """Read a page and amend the article by what has changed; what is known of the page now."""
    await ask_robots(poller, again.url, referrer=again.source_url)
    answer = await poller.fetcher.fetch(
        again.url,
        kind=Kind.PAGE,
        referrer=again.source_url,
        etag=again.etag,
        last_modified=again.last_modified,
    )
    if isinstance(answer, NotModified):
        return again
    page = await poller.think(
        extraction.read, answer.body, url=answer.url, content_type=answer.content_type
    )
    article = as_read_now(before, page, again)
    if amending.is_news(before, article):
        read = await poller.think(understand, article)
        now = poller.clock()
        await poller.database.run(amending.amend, again.article_id, read, now=now)
        poller.stories.amended.add(again.article_id)
    elif not corrections.is_believable(before, article):
        return again
    return replace(
        again, page_title=page.title, etag=answer.etag, last_modified=answer.last_modified
    )


def as_read_now(before: Article, page: Article, again: Reread) -> Article:
    """The article with what its page says now. Its headline is the feed's own, so that of the
    page only counts where it is not what it was; a text that was not the page's stays, unless
    it was a flash."""
    if not again.page_title:
        return replace(before, paragraphs=page.paragraphs) if before.is_flash else before
    is_kept = arabic.normalise(page.title) == arabic.normalise(again.page_title)
    title = before.title if is_kept else page.title
    return replace(before, title=title, paragraphs=page.paragraphs)


def take_back(tx: Tx, again: Reread, *, now: datetime) -> None:
    amending.withdraw(tx, again.article_id, now=now)
    rereads.looked(tx, again, due_at=None)
