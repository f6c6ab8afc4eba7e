"""The index of search: each article when it is stored, and older ones after an upgrade."""

from bot import __version__
from bot.core import search as searching
from bot.core.models import Article, Digest
from storage import Database, Tx, articles, search

STEP = 10
"""Articles a transaction: a tap waits for no more."""
STEPS = 40


def put(tx: Tx, article_id: int, article: Article, digest: Digest) -> None:
    """Readers find the article by the words that it has now."""
    search.put(tx, article_id, searching.indexed(article, digest))


async def catch_up(database: Database) -> None:
    """Index some of what another release has stored, or none has; the newest first."""
    for _ in range(STEPS):
        if not await database.run(step):
            return


def step(tx: Tx) -> bool:
    """False when nothing is left."""
    ids = search.unindexed(tx, __version__, limit=STEP)
    if not ids:
        return False
    for article_id, stored in articles.get(tx, ids).items():
        put(tx, article_id, stored.article, stored.digest)
    search.indexed_down_to(tx, min(ids))
    return True
