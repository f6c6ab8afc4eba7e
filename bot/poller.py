"""The tick that picks up the news: due sources → entries (rows), which `reading` reads.

A poll writes down what a feed lists in the same transaction as its validators; a page is read
afterwards, from the row. So a crash anywhere loses nothing and makes nothing new twice. One bad
source never stops the others.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from bot.core import feeds, schedule
from bot.core.feeds import listing
from bot.core.feeds.listing import Listing
from bot.core.models import ListedEntry, PollState
from bot.core.schedule import Trouble
from bot.fetch import ChallengeError, Fetched, FetchError, Kind, NotModified
from bot.outcomes import Failed, Outcome, Polled, Terms, write_down
from bot.pickup import Piece, Poller
from bot.reading import read
from bot.workers import Overrun
from storage import polling

log = logging.getLogger(__name__)

DUE_AT_ONCE: Final = 1000
MOST_WRITTEN: Final = 100
CHILDREN_READ: Final = 3
REST: Final = timedelta(minutes=1)


async def poll(poller: Poller) -> None:
    """Begin to ask every source whose time has come."""
    poller.turned_at = asyncio.get_running_loop().time()
    if poller.seconds() < poller.rests_until:
        return

    async def find() -> Iterable[Piece]:
        due = await poller.database.run(polling.due, now=poller.clock(), limit=DUE_AT_ONCE)
        pieces = [
            Piece(
                id=state.source.id,
                source_id=state.source.id,
                url=state.source.url,
                work=partial(poll_source, poller, state),
            )
            for state in due
        ]
        return await poller.spare(pieces, polling.postpone)

    await poller.polls.refill(find)


async def poll_source(poller: Poller, state: PollState) -> None:
    """Ask one source, and write down what it answered or why it did not."""
    began = time.monotonic()
    try:
        outcome: Outcome = await ask(poller, state)
    except (FetchError, feeds.ParseError, Overrun) as error:
        outcome = failure(state, error)
        if isinstance(error, FetchError):
            poller.heed(error)
    except Exception as error:
        log.exception("polled source=%r status=failed", state.source.name)
        outcome = unforeseen(state, error)
    new = await settle(poller, outcome)
    tell(outcome, new, seconds=time.monotonic() - began)
    if new and poller.pages.is_idle:  # else the next tick looks
        await read(poller)


def tell(outcome: Outcome, new: int, *, seconds: float) -> None:
    """One warning for each thing that is wrong with a source, however often it is asked on, and a
    line when it answers again."""
    state = outcome.state
    name = state.source.name
    if isinstance(outcome, Failed):
        is_known = state.failures > 0 and state.last_error == outcome.reason
        level = logging.DEBUG if is_known else logging.WARNING
        log.log(level, "polled source=%r status=failed reason=%r", name, outcome.reason)
        return
    status = "unchanged" if outcome.listing is None else "ok"
    level = logging.INFO if new or state.failures else logging.DEBUG
    log.log(level, "polled source=%r status=%s new=%d took=%.1fs", name, status, new, seconds)


def unforeseen(state: PollState, error: Exception) -> Failed:
    reason = f"unexpected {type(error).__name__}; see the log"
    return Failed(state=state, reason=reason, trouble=Trouble.PASSING)


def failure(state: PollState, error: FetchError | feeds.ParseError | Overrun) -> Failed:
    if not isinstance(error, FetchError):
        return Failed(state=state, reason=str(error), trouble=Trouble.PASSING)
    if isinstance(error, ChallengeError) or (error.permanent and error.status is None):
        trouble = Trouble.FORBIDDEN
    elif error.status in (429, 503):
        trouble = Trouble.BUSY
    else:
        is_refused = error.status is not None and 400 <= error.status < 500
        trouble = Trouble.REFUSED if is_refused else Trouble.PASSING
    return Failed(
        state=state,
        reason=error.reason,
        trouble=trouble,
        status=error.status,
        retry_after=error.retry_after,
    )


async def ask(poller: Poller, state: PollState) -> Polled:
    """Fetch a feed, and read it if it has changed."""
    source = state.source
    wants_all = schedule.wants_all(state.habits, poller.clock())
    answer = await poller.fetcher.fetch(
        source.url,
        kind=Kind.FEED,
        referrer=None,
        etag="" if wants_all else state.etag,
        last_modified="" if wants_all else state.last_modified,
    )
    found, size = None, 0
    if not isinstance(answer, NotModified):
        size = len(answer.body)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if wants_all or body_hash != state.body_hash:
            found = await read_feed(poller, answer, country=state.source.country)
        state = replace(
            state, etag=answer.etag, last_modified=answer.last_modified, body_hash=body_hash
        )
        if found is not None and found.feed.children:  # they change without their index
            state = replace(state, etag="", last_modified="", body_hash="")
    return Polled(
        state=state,
        listing=found,
        fresh_seconds=schedule.fresh_seconds(max_age=answer.max_age, size=size),
        permanent_url=answer.permanent_url,
        is_full=wants_all,
    )


async def read_feed(poller: Poller, answer: Fetched, *, country: str) -> Listing:
    """What a feed lists; of an index of sitemaps what the newest few of them do."""
    found = heed_headers(await listed(poller, answer, country), answer)
    if found.entries or not found.feed.children:
        return found
    entries = await read_sitemaps(poller, found.feed.children, country, referrer=answer.url)
    return replace(found, entries=tuple(entries[: feeds.MAX_ENTRIES]))


async def read_sitemaps(
    poller: Poller, urls: Sequence[str], country: str, *, referrer: str
) -> list[ListedEntry]:
    """What the newest few sitemaps of an index list. One that is not there or has no news, like
    those of pages and pictures, keeps nobody from the others; raises why the first of them is not
    read if none has brought anything."""
    entries: list[ListedEntry] = []
    troubles: list[FetchError | feeds.ParseError] = []
    for url in urls[:CHILDREN_READ]:
        try:
            answer = await poller.fetcher.get(url, Kind.FEED, referrer=referrer)
            entries += (await listed(poller, answer, country)).entries
        except feeds.ParseError as error:
            troubles.append(error)
        except FetchError as error:
            troubles.append(error)
            if poller.heed(error):
                break
    if troubles and not entries:
        raise troubles[0]
    return entries


def heed_headers(found: Listing, answer: Fetched) -> Listing:
    """The hub that the server names goes before the one that the feed does."""
    if not answer.hub.url:
        return found
    self_url = answer.hub.topic_url or found.feed.self_url
    return replace(found, feed=replace(found.feed, hub_url=answer.hub.url, self_url=self_url))


async def listed(poller: Poller, answer: Fetched, country: str) -> Listing:
    """What a feed of a publisher in that country lists. Raises `feeds.ParseError`."""
    return await poller.think(
        listing.read,
        answer.body,
        url=answer.url,
        content_type=answer.content_type,
        country=country,
    )


async def settle(poller: Poller, outcome: Outcome) -> int:
    """Write down an outcome, together with those that come meanwhile: a transaction costs as
    much for one as for many. How many entries it has brought."""
    written: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    poller.outcomes.append((outcome, written))
    async with poller.writing:
        while not written.done():
            await write_some(poller)
    return written.result()


async def write_some(poller: Poller) -> None:
    batch, poller.outcomes[:MOST_WRITTEN] = poller.outcomes[:MOST_WRITTEN], []
    try:
        try:
            counts = await write(poller, [outcome for outcome, _ in batch])
        except Exception:  # one of them must not keep the others from being written down
            counts = [await write_alone(poller, outcome) for outcome, _ in batch]
        for (_, written), count in zip(batch, counts, strict=True):
            written.set_result(count)
    finally:
        for _, written in batch:
            written.cancel()  # no effect on one that has its result


async def write(poller: Poller, outcomes: Sequence[Outcome]) -> list[int]:
    now = poller.clock()
    terms = [
        Terms(
            now=now,
            floor=poller.floor,
            jitter=poller.jitter(),
            is_own=poller.is_own(each.state.source.url),
        )
        for each in outcomes
    ]
    return await poller.database.run(write_down, outcomes, terms)


async def write_alone(poller: Poller, outcome: Outcome) -> int:
    """What cannot be written down is a failure of its source; if not even that can be, the
    database is out of order, and nobody is asked for a while."""
    try:
        return (await write(poller, [outcome]))[0]
    except Exception as error:
        log.exception("polled source=%r status=not written down", outcome.state.source.name)
        failed = unforeseen(outcome.state, error)
    try:
        return (await write(poller, [failed]))[0]
    except Exception:
        log.exception("nothing can be written down; nobody is asked for %s", REST)
        poller.rests_until = poller.seconds() + REST.total_seconds()
        return 0
