"""What readers live through with briefings, in a town of its own."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio

from bot.core.models import Pushes
from bot.emulator import Message, User
from storage import Database, briefings, subscribers
from tests.builders import planned_briefing
from tests.town import BODY, OTHERS, Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]
NEWS = (
    "افتتاح السوق الشعبية في واحة السراب",
    "إغلاق جسر الوادي أسبوعين",
    "فريق الساحل يفوز بكأس التجديف",
)


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, PAPERS, pushes=Pushes.BRIEFINGS) as found:
        yield found


async def print_news(town: Town, *titles: str) -> None:
    """Each is a story of its own, long enough for pages."""
    for at, title in enumerate(titles or NEWS):
        body = [BODY, *OTHERS][town.published % 4]
        town.news(title, publisher=at % 2, paragraphs=body * 16)
    await town.pick_up()


async def briefed(town: Town, reader: User) -> Message:
    return await town.say(reader, reader, "/brief")


def keys(message: Message) -> list[list[str]]:
    return [[str(key["text"]) for key in row] for row in message.buttons]


async def test_on_every_database_a_briefing_is_read_story_by_story(db: Database) -> None:
    async with a_town(db, PAPERS, pushes=Pushes.BRIEFINGS) as town:
        reader = town.telegram.user(501, "ليلى", "ar")
        await print_news(town)
        message = await briefed(town, reader)
        whole = message.text
        assert plain(message).startswith("🗞 موجز الآن\n")
        assert keys(message) == [["3", "2", "1"], ["⚙️ الإعدادات"]]

        await town.tap(reader, "2")
        await town.telegram.wait_for(lambda: "رجوع" in str(message.buttons))
        assert plain(message).startswith(f"{NEWS[1]}\n\nأغلقت وزارة الأشغال")
        await town.tap(reader, "📖 النص الكامل")
        await town.telegram.wait_for(lambda: "صفحة 1 من" in str(message.buttons))
        await town.tap(reader, "التالي ←")
        await town.telegram.wait_for(lambda: "صفحة 2 من" in str(message.buttons))
        await town.tap(reader, "✂️ الخلاصة")
        await town.telegram.wait_for(lambda: "النص الكامل" in str(message.buttons))
        await town.tap(reader, "→ رجوع")
        await town.telegram.wait_for(lambda: message.text == whole)

        assert keys(message) == [["3", "2", "1"], ["⚙️ الإعدادات"]]
        assert len(town.heard(reader)) == 1


async def test_a_second_briefing_tells_what_is_new_and_nothing_else(
    town: Town, reader: User
) -> None:
    await print_news(town)
    first = await briefed(town, reader)

    nothing = await briefed(town, reader)
    assert plain(nothing).startswith("لا جديد من مصادرك منذ آخر موجز، الساعة ")
    await town.tap(reader, "🗞 آخر موجز")
    await town.telegram.wait_for(lambda: nothing.text == first.text)

    await print_news(town, "ميناء جديد في خليج الأصداف")
    again = await town.say(reader, reader, "موجز")
    assert "ميناء جديد" in plain(again)
    assert "1 خبر" not in plain(again)
    assert keys(again)[0] == ["1"]


async def test_the_link_of_a_headline_opens_the_story_as_a_message(
    town: Town, reader: User
) -> None:
    await print_news(town, NEWS[0])
    message = await briefed(town, reader)
    [link] = [each["url"] for each in message.entities if "start=a" in str(each.get("url", ""))]

    answer = await town.say(reader, reader, f"/start {link.split('start=')[1]}")

    assert plain(answer).startswith(NEWS[0])


async def test_an_old_briefing_works_after_a_restart_and_says_when_it_is_forgotten(
    town: Town, reader: User
) -> None:
    await print_news(town)
    message = await briefed(town, reader)
    await town.restart()
    await town.tap(reader, "1")
    await town.telegram.wait_for(lambda: "رجوع" in str(message.buttons))

    town.now += briefings.KEPT + timedelta(minutes=1)
    town.database.run_now(briefings.forget, now=town.now, most=9)
    before = message.text
    query = town.telegram.tap(reader, "→ رجوع")
    await town.telegram.wait_for(lambda: query.is_answered)

    assert "لم يعد هذا الموجز محفوظاً" in str(query.answer)
    assert message.text == before


async def test_a_story_that_was_taken_back_meanwhile_says_so(town: Town, reader: User) -> None:
    await print_news(town)
    message = await briefed(town, reader)
    town.database.run_now(lambda tx: tx.execute("update articles set withdrawn_at = 1"))

    await town.tap(reader, "1")
    await town.telegram.wait_for(lambda: "سُحب الخبر" in message.text)
    assert keys(message) == [["→ رجوع"]]
    await town.tap(reader, "→ رجوع")
    await town.telegram.wait_for(lambda: "سُحبت أخبار هذا الموجز" in message.text)


async def test_nobody_opens_the_briefing_of_another(town: Town, reader: User) -> None:
    await print_news(town)
    stranger = town.telegram.user(502, "سلمى", "ar")
    await briefed(town, stranger)
    await briefed(town, reader)
    town.database.run_now(
        lambda tx: tx.execute("update briefings set subscriber_id = 1, slot = '' where id = 2")
    )

    query = town.telegram.tap(reader, "1")
    await town.telegram.wait_for(lambda: query.is_answered)

    assert "لم يعد هذا الموجز محفوظاً" in str(query.answer)


async def test_in_a_group_a_briefing_has_links_only(town: Town, reader: User) -> None:
    group = town.telegram.group("الأسرة", members=(reader,))
    town.telegram.add_bot(group, by=reader)
    await town.next_message(group, 0)
    await print_news(town)

    message = await town.say(group, reader, "/brief")

    assert plain(message).startswith("🗞 موجز الآن\n")
    assert message.buttons == []


async def test_who_has_no_sources_or_no_news_is_told_so(town: Town, reader: User) -> None:
    empty = await briefed(town, reader)
    assert plain(empty).startswith("لا أخبار بعد من مصادرك")

    town.database.run_now(lambda tx: tx.execute("delete from subscriptions"))

    assert plain(await briefed(town, reader)).startswith("لم تختر أي مصدر بعد")


async def test_subscribing_plans_the_next_briefing_and_leaving_ends_it(
    town: Town, reader: User
) -> None:
    def planned() -> object:
        found = town.database.run_now(subscribers.find, reader.id)
        assert found is not None
        return town.database.run_now(planned_briefing, found.id)

    await town.say(reader, reader, "/subscribe")
    assert planned() is not None
    await town.say(reader, reader, "/unsubscribe")
    assert planned() is None
