"""Sources that the operator wants to be asked about."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot import additions, handlers
from bot.emulator import Message, User
from bot.handlers.context import SERVICES
from storage import Database, requests
from tests.marsad import FEED, a_town_beside_it, active, ask, rss
from tests.town import ADMIN, RULES, Town


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town_beside_it(sqlite, replace(RULES, policy="approve")) as town:
        yield town


@pytest.fixture
def admin(town: Town) -> User:
    return town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)


async def wish_of(town: Town, reader: User, admin: User) -> Message:
    told = await ask(town, reader, f"/add {FEED}")
    assert "أرسلتُ طلبك" in told.text
    return await town.next_message(admin, 0)


async def test_the_operator_agrees(town: Town, reader: User, admin: User) -> None:
    wish = await wish_of(town, reader, admin)
    assert "مرصد الواحة" in wish.text
    assert FEED in wish.text
    assert FEED not in active(town)

    await town.tap(admin, "✅ اقبل", admin)
    answer = await town.next_message(reader, 1)

    assert "وافق مشغّل البوت" in answer.text
    assert FEED in active(town)
    await town.telegram.wait_for(lambda: "قُبل" in wish.text)
    assert wish.buttons == []


async def test_the_operator_refuses_for_good(town: Town, reader: User, admin: User) -> None:
    await wish_of(town, reader, admin)

    await town.tap(admin, "✖️ ارفض", admin)
    answer = await town.next_message(reader, 1)
    again = await ask(town, reader, f"/add {FEED}")

    assert "لم يوافق" in answer.text
    assert "لا يسمح مشغّل البوت" in again.text
    assert FEED not in active(town)


async def test_asking_twice_tells_the_operator_once(town: Town, reader: User, admin: User) -> None:
    await wish_of(town, reader, admin)

    again = await ask(town, reader, f"/add {FEED}")

    assert "ما زال بانتظار" in again.text
    assert len(town.heard(admin)) == 1


async def test_all_who_asked_are_told_once(town: Town, reader: User, admin: User) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    await wish_of(town, reader, admin)
    await ask(town, other, f"/add {FEED}")
    await town.next_message(admin, 1)

    await town.tap(admin, "✅ اقبل", admin)
    await town.next_message(reader, 1)
    await town.next_message(other, 1)
    await town.tap(admin, "✅ اقبل", admin)

    assert (len(town.heard(reader)), len(town.heard(other))) == (2, 2)


async def test_who_decides_before_the_wish_is_put_down_as_told_is_not_forgotten(
    town: Town, reader: User, admin: User
) -> None:
    await wish_of(town, reader, admin)
    wish = town.database.run_now(requests.addition, 1)
    assert wish is not None
    town.database.run_now(additions.accept, wish, now=town.now)

    town.database.run_now(requests.told, wish)
    await handlers.pass_on(town.application)

    assert "وافق مشغّل البوت على" in town.heard(reader)[-1].text


async def test_nobody_else_can_decide(town: Town, reader: User, admin: User) -> None:
    wish = await wish_of(town, reader, admin)
    stranger = town.telegram.user(666, "غريب", "ar")

    query = town.telegram.tap(wish, "✅ اقبل", stranger)
    await town.telegram.wait_for(lambda: query.is_answered)

    assert FEED not in active(town)


async def test_an_operator_who_is_away_does_not_hold_up_the_answers(
    town: Town, reader: User
) -> None:
    other = "https://w.example/feed"
    town.press.pages[other] = rss("الصحيفة", site="https://w.example")
    await ask(town, reader, f"/add {FEED}")
    await ask(town, reader, f"/add {other}")
    second = town.database.run_now(requests.untold)[1]

    town.database.run_now(additions.accept, second, now=town.now)
    await handlers.pass_on(town.application)

    assert "وافق مشغّل البوت على" in town.heard(reader)[-1].text
    assert len(town.database.run_now(requests.untold)) == 1


async def test_what_came_too_fast_is_told_at_the_next_occasion(
    town: Town, reader: User, admin: User
) -> None:
    town.telegram.faults.add("429", method="sendMessage", chat_id=ADMIN, retry_after=600)
    await ask(town, reader, f"/add {FEED}")
    await town.eventually(lambda: not town.telegram.faults.waiting)

    await handlers.pass_on(town.application)

    assert len(town.heard(admin)) == 1
    assert town.database.run_now(requests.untold) == []


async def test_of_two_operators_one_who_is_told_too_fast_has_the_other_told_no_second_time(
    town: Town, reader: User, admin: User
) -> None:
    other = town.telegram.user(ADMIN + 1, "المشغّل", "ar", has_started=True)
    desk = town.application.bot_data[SERVICES]
    rules = replace(desk.rules, admin_ids=frozenset({admin.id, other.id}))
    town.application.bot_data[SERVICES] = replace(desk, rules=rules)
    town.telegram.faults.add("429", method="sendMessage", chat_id=other.id, times=None)
    await ask(town, reader, f"/add {FEED}")
    await town.next_message(admin, 0)

    for _ in range(3):
        await handlers.pass_on(town.application)

    assert len(town.heard(admin)) == 1


async def test_a_group_that_has_moved_unheard_is_told_there_and_holds_up_nobody(
    town: Town, reader: User, admin: User
) -> None:
    group = town.telegram.group("أهل الواحة", members=(reader,))
    town.telegram.add_bot(group, by=reader)
    await town.next_message(group, 0)
    await town.say(group, reader, f"/add {FEED}")
    await town.next_message(admin, 0)
    grown = town.telegram.supergroup(group.title)
    grown.bot_status, group.migrated_to = "member", grown.id

    await town.tap(admin, "✅ اقبل", admin)

    assert "وافق مشغّل البوت" in (await town.next_message(grown, 0)).text
    await town.eventually(lambda: town.database.run_now(requests.untold) == [])


async def test_a_wish_survives_a_restart_and_reaches_the_operator_who_was_away(
    town: Town, reader: User
) -> None:
    told = await ask(town, reader, f"/add {FEED}")
    await town.eventually(lambda: not town.database.run_now(requests.unfinished))
    admin = town.telegram.user(ADMIN, "المشغّلة", "ar")
    town.telegram.chats[ADMIN].bot_status = "member"

    await town.restart()
    wish = await town.next_message(admin, 0)

    assert "أرسلتُ طلبك" in told.text
    assert "مرصد الواحة" in wish.text
