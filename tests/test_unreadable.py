"""Where readers ask and pages are read, a row that cannot be read is as if it were not there."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.emulator import User
from storage import Database
from tests.desk import HOUR, MARFA, a_desk, item
from tests.test_set_aside import spoil
from tests.town import OTHERS, Town, a_town, plain

MARKET = "افتتاح السوق الشعبية في واحة السراب"
BRIDGE = "إغلاق جسر الوادي أسبوعين"
SAID = "وقال رئيس البلدية سامر الحدّاد: «سنفتح الجسر قبل العيد مهما كانت كلفة العمل في الليل»."
MAYOR = "الحدّاد"


@pytest_asyncio.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    """Both of its stories quote the mayor."""
    async with a_town(db, ["صحيفة الشرفة"]) as found:
        found.news(MARKET)
        found.news(BRIDGE, paragraphs=(*OTHERS[0], SAID))
        await found.pick_up()
        yield found


def article(town: Town, title: str) -> int:
    rows = town.database.run_now(
        lambda tx: tx.query("select id from articles where title = :title", {"title": title})
    )
    return int(rows[0]["id"])


@pytest.mark.parametrize("command", ["/search", "/said"])
async def test_of_what_is_found_the_rest_is_told(town: Town, reader: User, command: str) -> None:
    spoil(town.database, article(town, MARKET))

    answer = plain(await town.say(reader, reader, f"{command} {MAYOR}"))

    assert f"1. {BRIDGE}" in answer
    assert MARKET not in answer


@pytest.mark.parametrize("command", ["/search", "/said"])
async def test_where_nothing_else_is_found_that_is_said(
    town: Town, reader: User, command: str
) -> None:
    for title in (MARKET, BRIDGE):
        spoil(town.database, article(town, title))

    assert plain(await town.say(reader, reader, f"{command} {MAYOR}")).startswith("لم أجد")


async def test_a_last_briefing_that_cannot_be_read_is_none(town: Town, reader: User) -> None:
    assert plain(await town.say(reader, reader, "/brief")).startswith("🗞 موجز الآن")
    town.database.run_now(lambda tx: tx.execute("update briefings set contents = '{'"))

    answer = plain(await town.say(reader, reader, "/brief"))

    assert answer.startswith("لا أخبار بعد من مصادرك")


async def test_another_entry_of_the_page_of_an_unreadable_article_is_read(db: Database) -> None:
    async with a_desk(db) as desk:
        url = desk.news(MARKET)
        await desk.work()
        spoil(db, 1)
        desk.listed(item(MARKET, url), feed=MARFA)

        for later in range(1, 9):
            await desk.work(later * HOUR)

        assert desk.stored() == [MARKET, MARKET]
        assert desk.health(MARFA).last_entry_error == ""
