"""A story for one reader: once, in the best version that he gets, with what others quote."""

from bot.core.models import StoredArticle
from bot.core.stories import best, with_others
from storage import Tx, articles


def latest(tx: Tx, subscriber_id: int, *, limit: int) -> list[StoredArticle]:
    """The newest stories of the sources that a reader gets, each once, newest first."""
    return [best(versions) for versions in articles.latest(tx, subscriber_id, limit=limit)]


def whole(tx: Tx, article_id: int) -> StoredArticle | None:
    """An article with what other sources of its story quote besides."""
    stored = articles.get(tx, [article_id]).get(article_id)
    if stored is None or stored.sources < 2:
        return stored
    return with_others(stored, articles.others(tx, article_id))
