"""What is done when a source changes an article that was stored, or takes it back.

Whoever reads an article again calls this: the poller when a feed tells of an edit, `rereading`
when a page does.
"""

import logging
from dataclasses import replace
from datetime import datetime

from bot import joining
from bot.core import corrections as judging
from bot.core.models import Article
from bot.core.understanding import Understood
from storage import Tx, articles, corrections, search, stories

log = logging.getLogger(__name__)


def amend(tx: Tx, article_id: int, read: Understood, *, now: datetime) -> bool:
    """Store an article as it reads now; whether what was printed of it is no longer so, or no
    longer all of it, since it was a flash.

    Then the messages that tell of it will be edited. A quote is only said to be gone, and the
    article only known to other articles by its new text, where the rest of it is still there: a
    page may for a while be another one. It stays in its story.
    """
    stories.take_turn(tx)
    stored = articles.get(tx, [article_id]).get(article_id)
    if stored is None or stored.is_withdrawn or not is_news(stored.article, read.article):
        return False
    told = stored.digest
    is_same_piece = judging.is_same_piece(stored.article, read.article)
    if not is_same_piece:
        told = replace(told, quotes=())
    if is_same_piece or stored.article.is_flash:
        stories.renew(tx, article_id, read.fingerprint.dumps())
    revised = replace(stored, article=read.article, digest=read.digest)
    articles.revise(tx, stored, read.article, read.digest)
    search.put(tx, article_id, read.words)
    is_written_out = judging.is_written_out(stored.article, read.article)
    if not (judging.changes(told, revised) or is_written_out):
        return False
    corrections.open_(tx, replace(stored, digest=told), now=now)
    log.info("corrected article=%d source=%r", article_id, stored.source.name)
    return True


def is_news(before: Article, article: Article) -> bool:
    return not judging.is_same_text(before, article) and judging.is_believable(before, article)


def withdraw(tx: Tx, article_id: int, *, now: datetime) -> None:
    """Its source says that an article is gone for good (410): it vouches for its story no more."""
    stories.take_turn(tx)
    stored = articles.get(tx, [article_id]).get(article_id)
    if stored is not None and not stored.is_withdrawn:
        corrections.withdraw(tx, stored, now=now)
        joining.withdrawn(tx, article_id, now=now)
        log.warning("withdrawn article=%d source=%r", article_id, stored.source.name)
