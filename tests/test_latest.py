"""The latest news of a reader's sources: one story once, in the version that he gets."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import telling
from bot.core.models import StoredArticle
from bot.emulator import User
from storage import Database, Tx, articles, sources, subscribers
from tests.builders import store_subscriber
from tests.desk import MARFA, SHURFA, Desk, a_desk
from tests.tellings import AFTERSHOCK, AGENCY, DRILL, PORT, TALL, News
from tests.town import OTHERS, Town, a_town

BRIDGE, LAMPS, RACE = (News(text[0][:40], text) for text in OTHERS)


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with a_desk(db) as desk:
        await desk.work()
        yield desk


async def told(desk: Desk, *all_of_it: tuple[str, News]) -> None:
    for feed, news in all_of_it:
        desk.news(news.title, feed=feed, paragraphs=news.paragraphs)
        await desk.work()


def a_reader(desk: Desk, *without: str) -> int:
    def arrange(tx: Tx) -> int:
        reader = store_subscriber(tx, 501)
        for source in sources.active(tx):
            if source.url in without:
                subscribers.toggle(tx, reader, source.id)
        return reader

    return desk.database.run_now(arrange)


def latest(desk: Desk, reader: int, limit: int = 5) -> list[StoredArticle]:
    return desk.database.run_now(telling.latest, reader, limit=limit)


def titles(found: list[StoredArticle]) -> list[str]:
    return [each.article.title for each in found]


async def test_a_story_of_several_versions_is_listed_once_in_its_best(desk: Desk) -> None:
    await told(desk, (SHURFA, LAMPS), (SHURFA, AGENCY), (MARFA, PORT), (MARFA, TALL))

    found = latest(desk, a_reader(desk))

    assert titles(found) == [PORT.title, LAMPS.title]
    assert found[0].sources == 2


async def test_a_reader_of_one_paper_reads_it_there(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))

    assert titles(latest(desk, a_reader(desk, MARFA))) == [AGENCY.title]


async def test_a_story_stands_where_its_newest_version_does(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (SHURFA, LAMPS), (MARFA, PORT))

    assert titles(latest(desk, a_reader(desk))) == [PORT.title, LAMPS.title]


async def test_what_was_taken_back_represents_nothing(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT))
    desk.database.run_now(
        lambda tx: tx.execute("update articles set withdrawn_at = 1 where id = 2")
    )

    assert titles(latest(desk, a_reader(desk))) == [AGENCY.title]


async def test_what_comes_through_a_second_source_of_a_site_is_listed_too(desk: Desk) -> None:
    sports = "https://shurfa.example/sports/feed"
    desk.web.rss(sports)
    desk.follow(sports)
    await desk.work()
    await told(desk, (SHURFA, RACE))
    desk.web.items[sports] = list(desk.web.items[SHURFA])
    desk.web.rss(sports)
    await desk.work()

    assert titles(latest(desk, a_reader(desk, SHURFA, MARFA))) == [RACE.title]


async def test_a_quiet_paper_is_found_however_long_ago_it_told_something(desk: Desk) -> None:
    await told(desk, (SHURFA, LAMPS))
    desk.now += timedelta(days=40)
    await told(desk, (SHURFA, RACE), (MARFA, BRIDGE))

    assert titles(latest(desk, a_reader(desk))) == [BRIDGE.title, RACE.title, LAMPS.title]
    assert titles(latest(desk, a_reader(desk), limit=2)) == [BRIDGE.title, RACE.title]


async def test_a_false_friend_is_listed_beside_it(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, DRILL))

    assert titles(latest(desk, a_reader(desk))) == [DRILL.title, AGENCY.title]


async def test_others_of_a_story_are_what_their_sources_stand_by(desk: Desk) -> None:
    await told(desk, (SHURFA, AGENCY), (MARFA, PORT), (SHURFA, AFTERSHOCK))
    desk.database.run_now(
        lambda tx: tx.execute("update articles set withdrawn_at = 1 where id = 3")
    )

    found = desk.database.run_now(articles.others, 1)

    assert titles(found) == [PORT.title]


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة", "جريدة المرفأ"]) as town:
        yield town


async def test_who_opens_a_story_reads_what_the_others_quote_and_where_it_is_from(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()
    for publisher, news in enumerate((AGENCY, PORT)):
        town.news(news.title, publisher=publisher, paragraphs=news.paragraphs)
        await town.pick_up()

    listed = await town.say(reader, reader, "/latest 5")
    opened = await town.say(reader, reader, "/start a1")

    assert listed.text.count("نقله مصدران") == 1
    assert "صحيفة الشرفة" in opened.text.split("📰")[1]
    assert "نقله مصدران" in opened.text
    assert "نقلاً عن جريدة المرفأ" in opened.text

    await town.tap(reader, "📖 النص الكامل")
    await town.telegram.wait_for(lambda: "أيضاً: جريدة المرفأ" in opened.text)

    assert "نقله مصدران. نقله أيضاً: جريدة المرفأ" in opened.text
    assert "نقلاً عن جريدة المرفأ" in opened.text
