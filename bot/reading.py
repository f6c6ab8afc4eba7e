"""The tick that reads the pages behind entries: waiting rows → articles, quotes, pushes.

An entry is read from its row, so that a crash loses nothing; what cannot be read is tried again,
and then the feed's own words have to do.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from bot import amending, joining, pushing
from bot.core import arabic, article, breaking, languages, robots, schedule, urls
from bot.core.article import NotAnArticle
from bot.core.feeds import listing
from bot.core.languages import Unwanted
from bot.core.models import Article, Entry, Source, StoredArticle
from bot.core.pages import extraction, feed_body
from bot.core.stories import vouches
from bot.core.understanding import Understood, understand
from bot.fetch import FetchError, Kind
from bot.joining import Joiner
from bot.pickup import Piece, Poller, host_of
from bot.workers import Overrun
from storage import Tx, articles, entries, rereads, restores, search, sharing, stories
from storage.entries import WaitingEntry

log = logging.getLogger(__name__)

WAITING_AT_ONCE = 100


async def read(poller: Poller) -> None:
    """Begin to read the pages of entries that wait for it."""
    await joining.warm_up(poller.stories, poller.database)

    async def find() -> Iterable[Piece]:
        waiting = await poller.database.run(
            entries.waiting, now=poller.clock(), limit=WAITING_AT_ONCE
        )
        pieces = [
            Piece(each.id, each.source.id, each.entry.url, partial(read_entry, poller, each))
            for each in waiting
        ]
        return await poller.spare(pieces, entries.leave_alone)

    await poller.pages.refill(find)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of an entry."""

    found: Understood
    page_key: str
    """The same for all entries that lead to this page, as it names itself."""
    page_title: str
    """As the page has it; empty if it was not read."""
    reread_at: datetime | None
    """When its page is looked at again, if at all."""
    problem: str
    """Why its page was not read, if the feed's own words had to do."""


class Published(NamedTuple):
    """An article that was stored."""

    id: int
    is_push: bool


async def read_entry(poller: Poller, waiting: WaitingEntry) -> None:
    """Turn one entry into an article; if its page cannot be read, later, or without the page."""
    due_at = schedule.next_page_try(poller.clock(), attempts=waiting.attempts)
    problem, page_url, page_title = "", "", ""
    found: Article | None = None
    try:
        found, page_url, page_title = await text_of(poller, waiting)
    except Exception as error:
        problem = problem_of(error, waiting)
        if isinstance(error, FetchError) and error.status == 410:
            await poller.database.run(take_back, waiting, reason=problem, now=poller.clock())
            return
        if is_final(error) or cannot_wait(waiting, error):
            due_at = None
    try:
        if found is None:
            found = await stand_in(poller, waiting, is_last_try=due_at is None)
        if found is not None:
            languages.check(found, poller.languages)
            read = await poller.think(understand, found)
            key = page_key(waiting.entry, page_url)
            now = poller.clock()
            again = reread_at(poller, found, now=now)
            reading = Reading(read, key, page_title, again, problem)
            stored = await poller.database.run_alone(
                publish, poller.stories, waiting, reading, now=now
            )
            name = waiting.source.name
            log.info("stored article=%d source=%r push=%s", stored.id, name, stored.is_push)
            return
    except Exception as error:
        problem = problem_of(error, waiting)
        if isinstance(error, Overrun | Unwanted):
            due_at = None
    await put_off(poller, waiting, due_at=due_at, reason=problem)


def is_final(error: Exception) -> bool:
    """Whether a page will not be read however often it is tried."""
    return isinstance(error, Overrun) or (isinstance(error, FetchError) and error.permanent)


def cannot_wait(waiting: WaitingEntry, error: Exception) -> bool:
    """Whether it is told at once in its feed's words: a flash, whose page has no more than its
    headline yet or is not there at the second try either. Its text follows (`rereading`)."""
    is_late = isinstance(error, NotAnArticle) or waiting.attempts > 0
    is_news = waiting.is_push or waiting.article_id is not None
    return is_news and is_late and breaking.is_marked(waiting.entry.title, waiting.entry.topics)


def reread_at(poller: Poller, found: Article, *, now: datetime) -> datetime | None:
    """When the page of a new article is looked at again, if it has one."""
    if not found.url:
        return None
    is_soon = found.is_flash or poller.is_own(found.url)
    return schedule.next_reread(now, now=now, floor=poller.floor, is_soon=is_soon)


def page_key(entry: Entry, page_url: str) -> str:
    """By what the page calls itself; a dead link that leads to the front page says nothing."""
    url = page_url if page_url and not urls.is_front_page(page_url) else entry.url
    return urls.key(url) if url else ""


def problem_of(error: Exception, waiting: WaitingEntry) -> str:
    """Why an entry's page was not read, for the operator; what is a bug is logged as one."""
    if isinstance(error, FetchError | NotAnArticle | Overrun | Unwanted):
        log.warning(
            "read source=%r page=%r status=failed reason=%r",
            waiting.source.name,
            waiting.entry.url,
            str(error),
        )
        return str(error)
    entry_id, url = waiting.id, waiting.entry.url
    log.error("read entry=%s page=%r status=failed", entry_id, url, exc_info=error)
    return f"unexpected {type(error).__name__}; see the log"


def publish(
    tx: Tx, joiner: Joiner, waiting: WaitingEntry, reading: Reading, *, now: datetime
) -> Published:
    """Store an article with its quotes, let it join its story and open its broadcast: all of it
    or nothing. What is an article already is brought up to date and not pushed again."""
    stories.take_turn(tx)
    waiting = replace(waiting, page_key=reading.page_key, problem=reading.problem)
    known, found = known_article(tx, waiting, reading), reading.found
    if known is None:
        article_id = articles.add(tx, waiting, found.article, found.digest, now=now)
        search.put(tx, article_id, found.words)
        joined = joining.join(tx, joiner, article_id, found.fingerprint, now=now)
        was_told = restores.has_told(tx, joined.story.id)
        is_push = waiting.is_push and not was_told
        if not was_told:
            pushing.push(tx, joined, joiner.rules, is_news=is_push, now=now)
        if is_push and reading.reread_at is not None:
            title, due_at = reading.page_title, reading.reread_at
            rereads.plan(tx, article_id, page_title=title, due_at=due_at)
    else:
        article_id = known.id
        is_own = known.source.id == waiting.source.id
        is_push = waiting.is_push and not is_own and not known.is_withdrawn
        is_push = is_push and not restores.has_told(tx, stories.story_id_of(tx, article_id))
        if is_own:
            amending.amend(tx, article_id, found, now=now)
            joiner.amended.add(article_id)
            if reading.page_title:
                rereads.remember_title(tx, article_id, reading.page_title)
        if is_push:
            sharing.broadcast_also(tx, article_id, source_id=waiting.source.id, now=now)
        is_same = waiting.article_id is None
        entries.settle(tx, waiting, article_id=article_id, is_same=is_same)
    return Published(article_id, is_push)


def take_back(tx: Tx, waiting: WaitingEntry, *, reason: str, now: datetime) -> None:
    """The publisher says that the page of an entry is gone for good: it is told of no more."""
    if waiting.article_id is not None:
        amending.withdraw(tx, waiting.article_id, now=now)
    entries.give_up(tx, waiting.id, reason=reason)


def known_article(tx: Tx, waiting: WaitingEntry, reading: Reading) -> StoredArticle | None:
    """The article that an entry has become before, or that another entry has become.

    What a stranger's source has made of a publisher's page is its own: were it shared, he could
    reword, or take back, what the publisher's readers are told.
    """
    if waiting.article_id is not None:
        return articles.get(tx, [waiting.article_id]).get(waiting.article_id)
    for article_id, source in sharing.by_page(tx, reading.page_key):
        if source.id == waiting.source.id or vouches(source, reading.page_key):
            found = articles.get(tx, [article_id]).get(article_id)
            if found is not None:
                return found if listing.is_same(found.article, reading.found.article) else None
    return None


async def put_off(
    poller: Poller, waiting: WaitingEntry, *, due_at: datetime | None, reason: str
) -> None:
    if due_at is None:
        await poller.database.run_alone(entries.give_up, waiting.id, reason=reason)
    else:
        await poller.database.run_alone(entries.postpone, waiting.id, due_at=due_at, reason=reason)


async def text_of(poller: Poller, waiting: WaitingEntry) -> tuple[Article, str, str]:
    """The article, with the address and the headline that its page gives itself; from the feed,
    and without those, where that has all of it and may say it. An edit is only seen on the
    page."""
    entry, source = waiting.entry, waiting.source
    if entry.content and waiting.article_id is None and vouches(source, entry.url):
        whole = await poller.think(whole_text, entry)
        if whole is not None:
            return whole, "", ""
    page = await page_of(poller, entry, source=source)
    told = joined(entry, page) if vouches(source, page.url) else by_itself(page, entry)
    return told, page.url, page.title


async def page_of(poller: Poller, entry: Entry, *, source: Source) -> Article:
    if not entry.url:
        raise NotAnArticle("the feed gives no link")
    try:
        await ask_robots(poller, entry.url, referrer=source.url)
        page = await poller.fetcher.get(entry.url, Kind.PAGE, referrer=source.url)
        if host_of(page.url) != host_of(entry.url):  # a link may lead through a counter
            await ask_robots(poller, page.url, referrer=entry.url)
    except FetchError as error:
        poller.heed(error)
        raise
    return await poller.think(
        extraction.read,
        page.body,
        url=page.url,
        content_type=page.content_type,
        country=source.country,
    )


async def ask_robots(poller: Poller, url: str, *, referrer: str) -> None:
    """Raises FetchError where the publisher wants no program to read the page."""
    host = host_of(url)
    if poller.is_own(url) or host in poller.ignore_robots_of:
        return
    text = await poller.robots.text(url, referrer=referrer, now=poller.clock())
    answer = await poller.think(robots.ask, text, url)
    if answer.gap is not None:
        poller.turns.ask_for(host, answer.gap)
    if not answer.is_allowed:
        raise FetchError("its robots.txt does not allow to read this page", permanent=True)


async def stand_in(poller: Poller, waiting: WaitingEntry, *, is_last_try: bool) -> Article | None:
    """An article without its page: of what the feed says, or, where an article was edited and
    its page is not to be had, the stored one under its new headline."""
    is_edit = waiting.article_id is not None
    found = await poller.think(own_text, waiting.entry, is_last_try=is_last_try and not is_edit)
    if found is not None or not (is_last_try and waiting.article_id is not None):
        return found
    stored = await poller.database.run(articles.get, [waiting.article_id])
    title = arabic.tidy(waiting.entry.title)
    before = stored[waiting.article_id].article
    return replace(before, title=title or before.title)


def whole_text(entry: Entry) -> Article | None:
    """The article as its feed has it, if that is the whole of it: its page needs no visit."""
    return own_text(entry, is_last_try=False) if feed_body.is_complete(entry) else None


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


def by_itself(page: Article, entry: Entry) -> Article:
    """An article in the words of its page alone, since a stranger's feed leads to it."""
    return replace(page, published=page.published or entry.published)
