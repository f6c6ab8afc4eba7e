"""Breaking news goes out at once, one version to each reader, on every database."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.core.breaking import Rules
from bot.core.models import Pushes, Settings, Source
from storage import Database, Tx, outbox, preferences, sources, subscribers
from tests.builders import NOW, store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, a_desk
from tests.tellings import AGENCY, DRILL, PORT, TALL, News
from tests.town import OTHERS

BURJ = "https://burj.example/feed"
BLOG = "https://blog.example/feed"
BRIDGE, LAMPS, RACE = (News(text[0][:40], text) for text in OTHERS)
READER = 501


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    """Three papers, and a reader of all of them who wants breaking news only."""
    async with a_desk(db) as desk:
        desk.poller.stories.rules = Rules(sources=3)
        desk.web.rss(BURJ)
        desk.follow(BURJ)
        await desk.work()
        desk.database.run_now(a_reader, READER)
        yield desk


def a_reader(tx: Tx, chat_id: int, *without: str) -> None:
    """Who wants breaking news only, of all papers but these."""
    reader = store_subscriber(tx, chat_id)
    for source in sources.active(tx):
        if source.url in without:
            subscribers.toggle(tx, reader, source.id)
    preferences.change(tx, reader, Settings(pushes=Pushes.BREAKING))


def marked(news: News) -> News:
    return News(f"عاجل | {news.title}", news.paragraphs)


async def told(desk: Desk, *all_of_it: tuple[str, News], ago: timedelta | None = None) -> None:
    """Papers tell something at about the same time, and the desk picks it up."""
    for feed, news in all_of_it:
        at = None if ago is None else desk.now - ago
        desk.news(news.title, feed=feed, paragraphs=news.paragraphs, at=at)
    await desk.work()


def delivered(desk: Desk) -> list[tuple[int, str]]:
    """Whom the outbox writes to now, and the paper whose version they get."""
    names = {each.id: each.url for each in desk.database.run_now(sources.active)}
    leased = desk.database.run_now(outbox.step, [], want=50, now=desk.now)

    def paper(tx: Tx, article_id: int) -> str:
        rows = tx.query("select source_id from articles where id = :id", {"id": article_id})
        return names[rows[0]["source_id"]]

    return sorted(
        (each.subscriber.chat_id, desk.database.run_now(paper, each.article_id))
        for each in leased
        if each.article_id is not None
    )


async def test_what_its_source_marks_goes_out_at_once(desk: Desk) -> None:
    await told(desk, (SHURFA, LAMPS), (SHURFA, marked(AGENCY)))

    assert delivered(desk) == [(READER, SHURFA)]


async def test_what_nobody_marks_waits_for_the_briefing(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))

    assert delivered(desk) == []


async def test_what_three_papers_tell_within_an_hour_goes_out_once_in_its_best_version(
    desk: Desk,
) -> None:
    desk.database.run_now(a_reader, 502, MARFA)
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))
    assert delivered(desk) == []

    await told(desk, (BURJ, TALL))

    assert delivered(desk) == [(READER, MARFA), (502, SHURFA)], "most of the quotations"


async def test_a_reader_of_one_paper_gets_the_version_of_that(desk: Desk) -> None:
    desk.database.run_now(a_reader, 502, SHURFA, MARFA)
    await told(desk, (BURJ, TALL), (SHURFA, marked(AGENCY)))

    assert delivered(desk) == [(READER, SHURFA), (502, BURJ)]


async def test_a_version_that_comes_later_reaches_who_had_none(desk: Desk) -> None:
    desk.database.run_now(a_reader, 502, SHURFA)
    await told(desk, (SHURFA, marked(AGENCY)))
    assert delivered(desk) == [(READER, SHURFA)]

    await told(desk, (MARFA, PORT))

    assert delivered(desk) == [(502, MARFA)]


def follow_for_readers(desk: Desk, feed: str, chat_id: int) -> None:
    """A reader adds a source of his own, and gets no other."""
    desk.web.rss(feed)
    paper = Source(id=0, name="مدونة", url=feed)
    desk.database.run_now(sources.add_for_readers, paper, now=NOW)
    desk.database.run_now(a_reader, chat_id, SHURFA, MARFA, BURJ)


async def test_what_a_readers_own_source_marks_is_urgent_to_its_own_readers_only(
    desk: Desk,
) -> None:
    follow_for_readers(desk, BLOG, 666)
    await desk.work()
    await told(desk, (SHURFA, AGENCY))

    await told(desk, (BLOG, marked(PORT)))
    assert delivered(desk) == [(666, BLOG)]

    await told(desk, (MARFA, TALL), (BURJ, marked(PORT)))
    assert (READER, BURJ) in delivered(desk), "what a paper marks still is for all"


async def test_a_readers_own_source_that_marks_everything_is_urgent_to_nobody(desk: Desk) -> None:
    follow_for_readers(desk, BLOG, 666)
    await desk.work()
    for number in range(12):
        at = desk.now - 5 * HOUR
        text = OTHERS[number % 3]
        desk.news(f"عاجل | خبر قديم {number}", feed=BLOG, at=at, paragraphs=text)
        await desk.work(timedelta(minutes=6))
    desk.database.run_now(lambda tx: tx.execute("delete from broadcasts"))

    await told(desk, (BLOG, marked(PORT)))

    assert delivered(desk) == []


async def test_a_false_friend_of_breaking_news_is_none(desk: Desk) -> None:
    await told(desk, (SHURFA, marked(AGENCY)), (MARFA, DRILL))

    assert delivered(desk) == [(READER, SHURFA)]


async def test_what_is_marked_and_old_is_no_breaking_news(desk: Desk) -> None:
    await told(desk, (SHURFA, marked(AGENCY)), ago=4 * HOUR)

    assert delivered(desk) == []


async def test_who_joins_breaking_news_of_this_morning_in_the_evening_is_told_in_turn(
    desk: Desk,
) -> None:
    desk.database.run_now(a_reader, 502, SHURFA)
    await told(desk, (SHURFA, marked(AGENCY)))
    delivered(desk)
    desk.now += 9 * HOUR

    await told(desk, (MARFA, PORT))

    assert delivered(desk) == []


async def test_a_paper_that_marks_everything_is_believed_where_another_tells_the_same(
    desk: Desk,
) -> None:
    for number in range(12):
        at = desk.now - 5 * HOUR
        desk.news(f"عاجل | خبر قديم {number}", at=at, paragraphs=OTHERS[number % 3])
        await desk.work(timedelta(minutes=6))
    desk.database.run_now(lambda tx: tx.execute("delete from broadcasts"))
    await told(desk, (SHURFA, marked(AGENCY)))
    assert delivered(desk) == []

    await told(desk, (MARFA, PORT))

    assert len(delivered(desk)) == 1


async def test_of_what_two_sources_of_a_site_bring_the_readers_of_either_are_told(
    desk: Desk,
) -> None:
    sports = "https://shurfa.example/sports/feed"
    desk.web.rss(sports)
    desk.follow(sports)
    await desk.work()
    desk.database.run_now(a_reader, 502, SHURFA, MARFA, BURJ)
    url = desk.news(AGENCY.title, paragraphs=AGENCY.paragraphs)
    desk.web.items[sports] = list(desk.web.items[SHURFA])
    desk.web.rss(sports)
    await desk.work()
    assert delivered(desk) == []

    await told(desk, (MARFA, marked(PORT)))

    assert url
    assert delivered(desk) == [(READER, MARFA), (502, SHURFA)]


async def test_a_new_source_is_followed_and_its_archive_is_pushed_to_nobody(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))
    feed = "https://tall.example/feed"
    desk.web.publish(feed, TALL.title, number=1, at=desk.now, paragraphs=TALL.paragraphs)
    later = desk.now + timedelta(minutes=1)
    desk.web.publish(feed, LAMPS.title, number=2, at=later, paragraphs=LAMPS.paragraphs)
    desk.database.run_now(sources.add, Source(id=0, name="التل", url=feed), now=NOW)
    desk.database.run_now(a_reader, 502, SHURFA, MARFA, BURJ)

    await desk.work(timedelta(minutes=1))

    assert delivered(desk) == [(READER, MARFA)], "a third source, and none of its readers"
