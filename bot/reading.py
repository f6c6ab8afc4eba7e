"""The tick that reads the pages behind entries: waiting rows → articles, quotes, pushes.

An entry is read from its row, so that a crash loses nothing; what cannot be read is tried again,
and then the feed's own words have to do.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from bot.core import arabic, article, digest, extraction, render, schedule, urls
from bot.core.article import NotAnArticle
from bot.core.models import Article, Digest, Entry
from bot.fetch import FetchError, Kind, NotModified
from bot.pickup import Poller
from bot.workers import Overrun
from storage import Tx, articles, outbox
from storage.articles import WaitingEntry

log = logging.getLogger(__name__)

PAGES_AT_ONCE = 8


async def read(poller: Poller) -> None:
    """Begin to read the pages of entries that wait for it."""
    reading = sum(1 for kind, _ in poller.under_way if kind == "entry")
    if reading >= PAGES_AT_ONCE:
        return
    waiting = await poller.database.run(
        articles.waiting, now=poller.clock(), limit=2 * PAGES_AT_ONCE
    )
    for entry in waiting:
        if ("entry", entry.id) not in poller.under_way and reading < PAGES_AT_ONCE:
            reading += 1
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
        if isinstance(error, Overrun) or (isinstance(error, FetchError) and error.permanent):
            due_at = None
        found = None
    try:
        if found is None:
            found = await poller.think(own_text, waiting.entry, is_last_try=due_at is None)
        if found is not None:
            made = await poller.think(digest.make, found)
            reading = Reading(found, made, problem)
            await poller.database.run(publish, waiting, reading, now=poller.clock())
            log.info("stored source=%r push=%s", waiting.source.name, waiting.is_push)
            return
    except Exception as error:
        problem = problem_of(error, waiting)
        if isinstance(error, Overrun):
            due_at = None
    await put_off(poller, waiting, due_at=due_at, reason=problem)


def problem_of(error: Exception, waiting: WaitingEntry) -> str:
    """Why an entry's page was not read, for the operator; what is a bug is logged as one."""
    if isinstance(error, FetchError | NotAnArticle | Overrun):
        log.warning("read source=%r status=failed reason=%r", waiting.source.name, str(error))
        return str(error)
    log.error("read entry=%s status=failed", waiting.id, exc_info=error)
    return f"unexpected {type(error).__name__}; see the log"


def publish(tx: Tx, waiting: WaitingEntry, reading: Reading, *, now: datetime) -> None:
    """Store an article with its quotes and open its broadcast: all of it or nothing."""
    article_id = articles.add(tx, waiting, reading.article, reading.digest, now=now)
    articles.remember_problem(tx, waiting.id, reason=reading.problem)
    if waiting.is_push:
        _, is_breaking = render.split_breaking(reading.digest.headline)
        outbox.broadcast(
            tx, article_id, source_id=waiting.source.id, now=now, is_breaking=is_breaking
        )


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
