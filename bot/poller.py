"""The tick that picks up the news: due sources → entries (rows), which `reading` reads.

A poll writes down what a feed lists in the same transaction as its validators; a page is read
afterwards, from the row. So a crash anywhere loses nothing and makes nothing new twice. One bad
source never stops the others.
"""

import hashlib
import logging
import time
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.core import feeds, schedule
from bot.core.listing import listing
from bot.core.models import ParsedFeed, PollState
from bot.fetch import FetchError, Kind, NotModified
from bot.pickup import Poller
from bot.reading import read
from bot.workers import Overrun
from storage import Tx, articles, sources

log = logging.getLogger(__name__)

SOURCES_AT_ONCE = 16


async def poll(poller: Poller) -> None:
    """Begin to ask every source whose time has come."""
    due = await poller.database.run(sources.due, now=poller.clock(), limit=2 * SOURCES_AT_ONCE)
    polling = sum(1 for kind, _ in poller.under_way if kind == "source")
    for state in due:
        if polling >= SOURCES_AT_ONCE:
            return
        if ("source", state.source.id) not in poller.under_way:
            poller.start(("source", state.source.id), partial(poll_source, poller, state))
            polling += 1


async def poll_source(poller: Poller, state: PollState) -> None:
    """Ask one source, and write down what it answered or why it did not."""
    began = time.monotonic()
    retry_after = None
    try:
        new, status = await ask(poller, state)
    except (FetchError, feeds.ParseError, Overrun) as error:
        reason = str(error)
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        log.warning("polled source=%r status=failed reason=%r", state.source.name, reason)
    except Exception as error:
        reason = f"unexpected {type(error).__name__}; see the log"
        log.exception("polled source=%r status=failed", state.source.name)
    else:
        took = time.monotonic() - began
        level = logging.INFO if new else logging.DEBUG
        text = "polled source=%r status=%s new=%d took=%.1fs"
        log.log(level, text, state.source.name, status, new, took)
        if new:
            await read(poller)
        return
    now = poller.clock()
    next_poll_at = schedule.next_poll_after_failure(
        now, floor=poller.floor, failures=state.failures + 1, retry_after=retry_after
    )
    await poller.database.run(
        sources.failed, state.source.id, reason=reason, now=now, next_poll_at=next_poll_at
    )


async def ask(poller: Poller, state: PollState) -> tuple[int, str]:
    """How many entries were new, and what the answer was: unchanged or ok."""
    answer = await poller.fetcher.fetch(
        state.source.url, kind=Kind.FEED, etag=state.etag, last_modified=state.last_modified
    )
    feed = None
    if not isinstance(answer, NotModified):
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash != state.body_hash:
            feed = await poller.think(
                feeds.parse, answer.body, url=answer.url, content_type=answer.content_type
            )
        state = replace(
            state, etag=answer.etag, last_modified=answer.last_modified, body_hash=body_hash
        )
    now = poller.clock()
    next_poll_at = schedule.next_poll(now, floor=poller.floor, jitter=poller.jitter())
    new = await poller.database.run(take_in, state, feed, now=now, next_poll_at=next_poll_at)
    return new, "unchanged" if feed is None else "ok"


def take_in(
    tx: Tx, state: PollState, feed: ParsedFeed | None, *, now: datetime, next_poll_at: datetime
) -> int:
    """Write down what a feed lists, and that it was asked; how many entries were new."""
    new = 0
    if feed is not None:
        newest = articles.newest(tx, state.source.id)
        if newest is not None:  # one wrong date in the future must not make all else old
            newest = min(newest, now)
        for listed in listing(feed.entries, newest=newest, is_first=state.is_first):
            new += articles.note(tx, state.source.id, listed, now=now)
    sources.polled(tx, state, now=now, next_poll_at=next_poll_at)
    return new
