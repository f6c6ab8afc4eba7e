"""The ticks that pick up the news: due sources → entries (rows) → articles, quotes, pushes.

A poll writes down what a feed lists in the same transaction as its validators; a page is read
afterwards, from the row. So a crash anywhere loses nothing and makes nothing new twice. One bad
source or page never stops the others.
"""

import asyncio
import hashlib
import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

from bot.core import arabic, article, digest, extraction, feeds, schedule, urls
from bot.core.article import NotAnArticle
from bot.core.models import Article, Digest, Entry, ParsedFeed, PollState
from bot.fetch import Fetcher, FetchError, Kind, NotModified
from storage import Database, Tx, articles, outbox, sources
from storage.articles import ListedEntry, WaitingEntry

log = logging.getLogger(__name__)
T = TypeVar("T")

SOURCES_AT_ONCE = 16
PAGES_AT_ONCE = 8
PAGES_A_HOST = 2
ARCHIVE_AGE = timedelta(days=2)  # so much older than a source's newest entry is no news


@dataclass(slots=True)
class Poller:
    """What picking up keeps in memory: what is under way, and nothing that matters later."""

    database: Database
    fetcher: Fetcher
    poll_seconds: int
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random
    under_way: dict[tuple[str, int], asyncio.Task[None]] = field(default_factory=dict)
    hosts: defaultdict[str, asyncio.Semaphore] = field(
        default_factory=lambda: defaultdict(lambda: asyncio.Semaphore(PAGES_A_HOST))
    )
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(2, thread_name_prefix="reading")
    )

    @property
    def floor(self) -> timedelta:
        return timedelta(seconds=self.poll_seconds)

    def start(self, key: tuple[str, int], work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a piece of work, unless the same one is under way."""
        if key not in self.under_way:
            task = self.under_way[key] = asyncio.create_task(work())
            task.add_done_callback(lambda _: self.under_way.pop(key, None))

    async def think(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run something that takes CPU time beside the event loop."""
        step = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self.threads, step)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self.under_way:
            await asyncio.gather(*self.under_way.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Let go of what is under way: its rows stay due."""
        tasks = list(self.under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.threads.shutdown(wait=False, cancel_futures=True)


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
    except (FetchError, feeds.ParseError) as error:
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


def listing(
    entries: Sequence[Entry], *, newest: datetime | None, is_first: bool
) -> list[ListedEntry]:
    """The entries of a feed, each with whether it is news for readers.

    Of a source that is listed for the first time only the newest entry is; of one that is known
    all are that it has not listed before, but for what is far older than its newest: an archive
    that a publisher let slip into its feed.
    """
    beginning = datetime.min.replace(tzinfo=UTC)
    if is_first:
        latest = max(entries, key=lambda entry: entry.published or beginning, default=None)
        push = {id(latest)}
    else:
        oldest_news = newest - ARCHIVE_AGE if newest else beginning
        push = {
            id(each) for each in entries if (each.published or newest or beginning) >= oldest_news
        }
    return [
        ListedEntry(
            entry=entry,
            url_key=urls.key(entry.url) if entry.url else "",
            is_push=id(entry) in push,
        )
        for entry in entries
    ]


async def read(poller: Poller) -> None:
    """Begin to read the pages of entries that wait for it."""
    reading = sum(1 for kind, _ in poller.under_way if kind == "entry")
    if reading >= PAGES_AT_ONCE:
        return
    waiting = await poller.database.run(
        articles.waiting, now=poller.clock(), limit=2 * PAGES_AT_ONCE
    )
    for entry in waiting:
        if len(poller.under_way) < SOURCES_AT_ONCE + PAGES_AT_ONCE:
            poller.start(("entry", entry.id), partial(read_entry, poller, entry))


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of an entry."""

    article: Article
    digest: Digest
    problem: str
    """Why its page was not read, if the feed's own words had to do."""


async def read_entry(poller: Poller, waiting: WaitingEntry) -> None:
    """Turn one entry into an article; if its page cannot be read, later, or without the page."""
    due_at = schedule.next_page_try(poller.clock(), attempts=waiting.attempts)
    try:
        problem = ""
        found: Article | None = joined(waiting.entry, await page_of(poller, waiting.entry))
    except Exception as error:
        problem = problem_of(error, waiting)
        if isinstance(error, FetchError) and error.permanent:
            due_at = None
        found = await poller.think(own_text, waiting.entry, is_last_try=due_at is None)
    try:
        if found is not None:
            made = await poller.think(digest.make, found)
            reading = Reading(found, made, problem)
            await poller.database.run(publish, waiting, reading, now=poller.clock())
            log.info("stored source=%r push=%s", waiting.source.name, waiting.is_push)
            return
    except Exception as error:
        problem = problem_of(error, waiting)
    await put_off(poller, waiting, due_at=due_at, reason=problem)


def problem_of(error: Exception, waiting: WaitingEntry) -> str:
    """Why an entry's page was not read, for the operator; what is a bug is logged as one."""
    if isinstance(error, FetchError | NotAnArticle):
        log.warning("read source=%r status=failed reason=%r", waiting.source.name, str(error))
        return str(error)
    log.error("read entry=%s status=failed", waiting.id, exc_info=error)
    return f"unexpected {type(error).__name__}; see the log"


def publish(tx: Tx, waiting: WaitingEntry, reading: Reading, *, now: datetime) -> None:
    """Store an article with its quotes and open its broadcast: all of it or nothing."""
    article_id = articles.add(tx, waiting, reading.article, reading.digest, now=now)
    articles.remember_problem(tx, waiting.id, reason=reading.problem)
    if waiting.is_push:
        outbox.broadcast(tx, article_id, source_id=waiting.source.id, now=now)


async def put_off(
    poller: Poller, waiting: WaitingEntry, *, due_at: datetime | None, reason: str
) -> None:
    if due_at is None:
        await poller.database.run(articles.give_up, waiting.id, reason=reason)
    else:
        await poller.database.run(articles.postpone, waiting.id, due_at=due_at, reason=reason)


async def page_of(poller: Poller, entry: Entry) -> Article:
    if not entry.url:
        raise NotAnArticle("the feed gives no link")
    async with poller.hosts[urlsplit(entry.url).hostname or ""]:
        page = await poller.fetcher.fetch(entry.url, kind=Kind.PAGE)
    if isinstance(page, NotModified):
        raise FetchError("answered 304 without being asked whether it changed")
    return await poller.think(
        cleaned_page, page.body, url=page.url, content_type=page.content_type
    )


def cleaned_page(body: bytes, *, url: str, content_type: str) -> Article:
    return article.check(
        article.clean(extraction.extract(body, url=url, content_type=content_type))
    )


def own_text(entry: Entry, *, is_last_try: bool) -> Article | None:
    """The feed's own full text, if it is an article; at the last try whatever the feed tells:
    a headline with a summary, or alone, is better than silence."""
    title = arabic.tidy(entry.title)
    paragraphs = extraction.from_html_fragment(entry.content) if entry.content else ()
    bare = Article(title=title, paragraphs=paragraphs)
    try:
        return joined(entry, article.check(article.clean(bare)))
    except NotAnArticle:
        if not (is_last_try and title):
            return None
    summary = arabic.tidy(entry.summary)
    told = paragraphs or ((summary,) if summary and summary != title else ())
    return joined(entry, replace(bare, paragraphs=told))


def joined(entry: Entry, found: Article) -> Article:
    """An article with what its feed knows better: time, image, sections, and its headline
    unless the feed cut it short."""
    title = arabic.tidy(entry.title)
    is_cut = title.endswith(("…", "...")) and len(found.title) > len(title)
    return replace(
        found,
        title=found.title if is_cut or not title else title,
        published=entry.published or found.published,
        author=found.author or entry.author,
        image=entry.image or found.image,
        url=urls.strip_tracking(entry.url) or found.url,
        topics=entry.topics or found.topics,
    )
