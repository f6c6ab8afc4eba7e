"""Taps that no button has sent, and taps by whoever sees a button: a program of one's own may send
any data (https://core.telegram.org/bots/api#callbackquery)."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Update

from bot.emulator import Chat, Message, User
from bot.emulator.state import CallbackQuery
from storage import Database
from tests.town import Town, a_town, plain


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"]) as town:
        town.news("افتتاح السوق")
        town.news("إغلاق جسر الوادي")
        await town.pick_up()
        yield town


@pytest.fixture
def owner(town: Town) -> User:
    return town.telegram.user(502, "سعاد", "ar")


@pytest.fixture
def stranger(town: Town) -> User:
    return town.telegram.user(503, "غريب", "ar")


@pytest_asyncio.fixture
async def channel(town: Town, owner: User, stranger: User) -> Chat:
    channel = town.telegram.channel("نشرة الواحة", members=(owner, stranger))
    town.telegram.add_bot(channel, by=owner, status="administrator")
    await town.next_message(channel, 0)
    return channel


async def forge(town: Town, message: Message, data: str, user: User) -> CallbackQuery:
    telegram = town.telegram
    query = CallbackQuery(f"6{len(telegram.queries):015}", user, message, data, telegram.clock())
    telegram.queries[query.id] = query
    telegram.updates.push("callback_query", query.json())
    telegram.changed()
    await telegram.wait_for(lambda: query.is_answered)
    return query


@pytest.mark.parametrize(
    "data", ["find:اشتروا من دكاننا:0", "full:1:1", "card:1", "open:1", "latest", "digest:1"]
)
async def test_nobody_but_administrators_has_the_bot_post_in_a_channel(
    town: Town, channel: Chat, stranger: User, data: str
) -> None:
    [first, *_] = town.heard(channel)
    before = [(each.id, each.text) for each in town.heard(channel)]

    query = await forge(town, first, data, stranger)
    await town.say(stranger, stranger, "/help")

    assert query.answer is not None
    assert query.answer["text"] == "هذا الأمر لمشرفي القناة فقط."
    assert [(each.id, each.text) for each in town.heard(channel)] == before


async def test_nor_does_anybody_of_whom_telegram_does_not_say_what_he_is(
    town: Town, channel: Chat, stranger: User
) -> None:
    before = len(town.heard(channel))
    town.telegram.faults.add("5xx", method="getChatMember")

    query = await forge(town, town.heard(channel)[0], "latest", stranger)
    await town.say(stranger, stranger, "/help")

    assert query.answer is not None
    assert "تعذّر تنفيذ طلبك" in query.answer["text"]
    assert len(town.heard(channel)) == before


async def test_the_numbers_of_a_list_in_a_channel_are_its_administrators(
    town: Town, channel: Chat, owner: User, stranger: User
) -> None:
    await town.say(channel, owner, "/latest 2")
    before = len(town.heard(channel))

    await town.tap(channel, "1", stranger)
    await town.tap(channel, "1", owner)
    told = await town.next_message(channel, before)

    assert plain(told).startswith("إغلاق جسر الوادي")
    assert len(town.heard(channel)) == before + 1


async def test_what_a_group_reads_is_not_turned_over_by_one_of_it(
    town: Town, owner: User, stranger: User
) -> None:
    group = town.telegram.group(members=(owner, stranger))
    town.telegram.add_bot(group, by=owner)
    greeting = await town.next_message(group, 0)
    text = greeting.text

    await forge(town, greeting, "digest:1", stranger)
    told = await town.next_message(group, 1)

    assert "📰 صحيفة الشرفة" in plain(told)
    assert greeting.text == text


@pytest.mark.parametrize("data", ["latest", "nobody:knows:this"])
async def test_a_tap_below_what_was_sent_by_way_of_the_bot_is_passed_over(
    town: Town, owner: User, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    tap = {"id": "1", "from": owner.json(), "chat_instance": "1", "inline_message_id": "x"}
    update = Update.de_json(
        {"update_id": 1, "callback_query": tap | {"data": data}}, town.application.bot
    )

    await town.application.process_update(update)

    assert caplog.text == ""
