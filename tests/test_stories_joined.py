"""Articles become stories as they are stored: on real databases, before a web of papers."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest

from bot.core.models import STORY_OPEN
from bot.joining import Joiner, warm_up
from bot.poller import poll
from bot.rereading import reread
from storage import Database, Tx, articles, stories
from tests.builders import unlike
from tests.desk import MARFA, SHURFA, Desk, a_desk
from tests.tellings import AGENCY, DRILL, PORT, TALL, News
from tests.town import BODY


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with a_desk(db) as desk:
        await desk.work()
        yield desk


def bring_out(desk: Desk, news: News, *, feed: str = SHURFA) -> str:
    return desk.news(news.title, feed=feed, paragraphs=news.paragraphs)


async def told(desk: Desk, *all_of_it: tuple[str, News]) -> None:
    """Papers tell something, and the desk picks it up, one after the other."""
    for feed, news in all_of_it:
        bring_out(desk, news, feed=feed)
        await desk.work()


def stories_of(desk: Desk) -> list[tuple[int, int]]:
    """Of each article in order its story, and how many sources tell that."""
    rows = desk.database.run_now(
        lambda tx: tx.query(
            """select a.story_id, t.sources from articles a join stories t on t.id = a.story_id
               order by a.id"""
        )
    )
    return [(row["story_id"], row["sources"]) for row in rows]


class CountedReads:
    """A real database that counts how often it is asked."""

    def __init__(self, database: Database) -> None:
        self.database, self.count = database, 0

    async def run(self, *work: Any, **options: Any) -> Any:
        self.count += 1
        return await self.database.run(*work, **options)


async def test_what_was_stored_before_is_taken_in_once_though_two_ask_for_it(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, DRILL))
    counted, joiner = CountedReads(desk.database), Joiner()
    database = cast(Database, counted)

    await asyncio.gather(warm_up(joiner, database), warm_up(joiner, database))

    assert (len(joiner.index), counted.count) == (2, 2)  # all of it, and that there is no more


async def test_two_papers_that_tell_one_event_tell_one_story(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))

    assert stories_of(desk) == [(1, 2), (1, 2)]


async def test_a_false_friend_is_a_story_of_its_own(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, DRILL))

    assert stories_of(desk) == [(1, 1), (2, 1)]


async def test_a_paper_that_tells_more_of_a_story_is_still_one_source(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (SHURFA, TALL))

    assert stories_of(desk) == [(1, 1), (1, 1)]


async def test_an_agencys_text_in_two_papers_is_one_source(desk: Desk) -> None:
    reprint = News("هزة أرضية في شمال الكثبان", AGENCY.paragraphs[:3])

    await told(desk, (SHURFA, AGENCY), (MARFA, reprint))

    assert stories_of(desk) == [(1, 1), (1, 1)]
    [row] = desk.database.run_now(
        lambda tx: tx.query("select near_copy_of from articles where id = 2")
    )
    assert row["near_copy_of"] == 1


async def test_what_a_source_had_listed_before_joins_a_story_too(desk: Desk) -> None:
    """Of a first listing only the newest entry is pushed."""
    await told(desk, (SHURFA, AGENCY))
    feed = "https://tall.example/feed"
    desk.web.publish(feed, TALL.title, number=1, at=desk.now, paragraphs=TALL.paragraphs)
    later = desk.now + timedelta(minutes=1)
    desk.web.publish(feed, "افتتاح السوق الشعبية", number=2, at=later, paragraphs=BODY)
    desk.follow(feed)

    await desk.work()

    assert sorted(stories_of(desk)) == [(1, 2), (1, 2), (2, 1)]
    assert TALL.title not in desk.pushed()


async def test_news_of_last_week_joins_nothing(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    long_ago = desk.now - timedelta(days=7)

    desk.news(PORT.title, feed=MARFA, at=long_ago, paragraphs=PORT.paragraphs)
    await desk.work()

    assert stories_of(desk) == [(1, 1), (2, 1)]


async def test_an_edited_article_stays_in_its_story(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    url = bring_out(desk, PORT, feed=MARFA)
    await desk.work()

    title = "زلزال بقوة 5.5 درجات يهز شمال الكثبان وتعليق الدراسة في الإقليم"
    desk.web.edit(url, title, feed=MARFA, paragraphs=PORT.paragraphs)
    await desk.work()

    assert desk.stored()[1] == title
    assert stories_of(desk) == [(1, 2), (1, 2)]


async def written_anew(desk: Desk, url: str, title: str, paragraphs: tuple[str, ...]) -> None:
    """A page says something else, and is looked at again."""
    desk.web.html(url, title, paragraphs)
    desk.now += timedelta(minutes=11)
    await reread(desk.poller)
    await desk.poller.idle()


@pytest.mark.parametrize("is_told_by_feed", [False, True])
@pytest.mark.parametrize("is_restarted", [False, True])
async def test_a_flash_is_known_by_its_text_when_it_is_written(
    desk: Desk, *, is_told_by_feed: bool, is_restarted: bool
) -> None:
    title = "عاجل | هزة في الكثبان"
    url = desk.news(title, paragraphs=("هزة في الكثبان.",))
    await desk.work()
    if is_told_by_feed:
        desk.web.edit(url, f"{title} ولا إصابات", feed=SHURFA, paragraphs=AGENCY.paragraphs)
        await desk.work()
    else:
        await written_anew(desk, url, title, AGENCY.paragraphs)
    if is_restarted:
        desk.poller.stories = Joiner()

    await told(desk, (MARFA, PORT))

    assert stories_of(desk) == [(1, 2), (1, 2)]


async def test_an_article_whose_page_is_another_for_a_while_is_known_by_what_it_was(
    desk: Desk,
) -> None:
    url = bring_out(desk, AGENCY)
    await desk.work()
    among_others = f"وتقرأون في عدد اليوم أيضاً من أخبار الأقاليم: {AGENCY.title}."
    await written_anew(desk, url, AGENCY.title, (*unlike(1), *unlike(2), among_others))
    assert among_others in desk.database.run_now(articles.get, [1])[1].article.paragraphs

    await told(desk, (MARFA, PORT))

    assert stories_of(desk) == [(1, 2), (1, 2)]


async def test_who_takes_an_article_back_vouches_for_the_story_no_more(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    url = bring_out(desk, PORT, feed=MARFA)
    await desk.work()

    desk.web.edit(url, "زلزال يهز الكثبان", feed=MARFA)
    desk.web.pages[url] = httpx.Response(410)
    await desk.work()
    await desk.work()

    assert stories_of(desk) == [(1, 1), (1, 1)]


async def test_a_program_that_starts_anew_knows_the_stories_of_the_last_days(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))

    desk.poller = desk.another()
    await told(desk, (MARFA, PORT))

    assert stories_of(desk) == [(1, 2), (1, 2)]


async def test_what_another_program_has_stored_is_seen(desk: Desk) -> None:
    first, second = desk.poller, desk.another()
    await told(desk, (SHURFA, DRILL))
    desk.poller = second
    await told(desk, (SHURFA, AGENCY))
    desk.poller = first

    await told(desk, (MARFA, PORT))

    assert stories_of(desk) == [(1, 1), (2, 2), (2, 2)]


async def test_an_article_that_could_not_be_stored_is_no_story(desk: Desk) -> None:
    def break_(tx: Tx) -> None:
        tx.execute("alter table broadcasts rename to broken")

    def mend(tx: Tx) -> None:
        tx.execute("alter table broken rename to broadcasts")

    bring_out(desk, AGENCY)
    desk.now += timedelta(minutes=40)
    await poll(desk.poller)
    await desk.poller.idle()
    desk.database.run_now(break_)
    await desk.read()
    desk.database.run_now(mend)
    assert (stories_of(desk), len(desk.poller.stories.index)) == ([], 0)

    await told(desk, (MARFA, PORT))

    one, other = stories_of(desk)
    assert one == other
    assert one[1] == 2


async def test_a_story_is_forgotten_when_it_is_closed_and_not_before(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    desk.now += timedelta(hours=46)
    await told(desk, (MARFA, PORT), (MARFA, DRILL))
    desk.now += timedelta(hours=4)

    desk.database.run_now(stories.forget, now=desk.now)
    kept = len(desk.database.run_now(stories.kept_after, 0))
    desk.database.run_now(stories.forget, now=desk.now + STORY_OPEN)

    assert kept == 3
    assert desk.database.run_now(stories.kept_after, 0) == []


async def test_memory_holds_what_is_open_only(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    desk.now += STORY_OPEN

    await told(desk, (MARFA, PORT), (MARFA, DRILL))

    assert len(desk.poller.stories.index) == 1
    assert len(desk.database.run_now(stories.kept_after, 0)) == 3


async def test_what_another_version_of_the_program_has_kept_is_passed_over(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY))
    desk.database.run_now(lambda tx: tx.execute("update fingerprints set fingerprint = '[0]'"))

    desk.poller = desk.another()
    await told(desk, (MARFA, PORT))

    assert stories_of(desk) == [(1, 1), (2, 1)]
