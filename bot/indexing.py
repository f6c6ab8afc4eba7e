"""The index of search after an upgrade: what another release has stored, or none has.

What is stored now is indexed with it; the words are made beside the database, since that would
keep everybody waiting who asks it for something.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot import __version__
from bot.core import search as searching
from bot.core.models import StoredArticle
from storage import Database, Tx, articles, search

STEP = 10
"""Articles a transaction: a tap waits for no more."""
STEPS = 40
Words = Mapping[int, list[str]]


class Batch(NamedTuple):
    """What is looked at in one step."""

    ids: list[int]
    found: list[StoredArticle]
    """Those of them that can be read."""


async def catch_up(database: Database) -> None:
    """Index some of it; the newest first."""
    for _ in range(STEPS):
        if not await step(database):
            return


async def step(database: Database) -> bool:
    """False when nothing is left."""
    batch = await database.run(unindexed)
    if batch.ids:
        words = await asyncio.to_thread(words_of, batch.found)
        await database.run(put, batch, words)
    return bool(batch.ids)


def unindexed(tx: Tx) -> Batch:
    ids = search.unindexed(tx, __version__, limit=STEP)
    return Batch(ids, list(articles.get(tx, ids).values()))


def words_of(found: Sequence[StoredArticle]) -> Words:
    return {each.id: searching.indexed(each.article, each.digest) for each in found}


def put(tx: Tx, batch: Batch, words: Words) -> None:
    """Index articles by these words, but for what was changed, and so indexed, meanwhile."""
    now = articles.get(tx, batch.ids)
    for each in batch.found:
        if each.id in now and now[each.id].article == each.article:
            search.put(tx, each.id, words[each.id])
    search.indexed_down_to(tx, min(batch.ids))
