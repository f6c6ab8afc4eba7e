"""Groups and channels: who decides in them, and what pauses them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.pacing import Pacer
from bot.emulator import Chat, User
from storage import Database
from storage.settling import REFUSALS_IN_A_ROW
from tests.town import Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, PAPERS) as found:
        yield found


@pytest.fixture
def owner(town: Town) -> User:
    return town.telegram.user(502, "سعاد", "ar")


async def subscribe(town: Town, group: Chat, owner: User) -> None:
    """The owner of a group brings the bot in and orders the news."""
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)
    await town.say(group, owner, "/subscribe")


@pytest.mark.parametrize("text", ["@mujaz_bot آخر خبر", "يا @Mujaz_Bot، آخر خبر لو سمحت"])
async def test_in_a_group_whoever_names_the_bot_is_answered(
    town: Town, owner: User, reader: User, text: str
) -> None:
    group = town.telegram.group(members=(owner, reader))
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)
    town.news("إغلاق جسر الوادي")
    await town.pick_up()
    before = len(town.heard(group))

    town.telegram.say(group, reader, "آخر خبر")
    town.telegram.say(group, reader, "@mujaz_bott آخر خبر")
    town.telegram.say(group, reader, "لا تستعملوا @mujaz_bot يا جماعة")
    answer = await town.say(group, reader, text)

    assert "إغلاق جسر الوادي" in plain(answer)
    assert len(town.heard(group)) == before + 1


async def test_in_a_group_only_administrators_decide(
    town: Town, owner: User, reader: User
) -> None:
    group = town.telegram.supergroup("أهل الواحة", members=(owner, reader))
    group.people[owner.id] = "creator"
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)

    refused = await town.say(group, reader, "/subscribe")
    accepted = await town.say(group, owner, "/subscribe")
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    pushed = town.heard(group)[-1]
    assert "لمشرفي المجموعة فقط" in plain(refused)
    assert "بدأ اشتراكك" in plain(accepted)
    assert "افتتاح السوق" in plain(pushed)
    assert pushed.buttons[0][0]["url"] == "https://t.me/mujaz_bot?start=a1"


async def test_who_may_not_decide_sees_it_over_the_key_and_the_others_see_nothing(
    town: Town, owner: User, reader: User
) -> None:
    group = town.telegram.supergroup("أهل الواحة", members=(owner, reader))
    group.people[owner.id] = "creator"
    town.telegram.add_bot(group, by=owner)
    greeting = await town.next_message(group, 0)

    query = town.telegram.tap(greeting, "sub", reader)
    await town.telegram.wait_for(lambda: query.is_answered)

    assert query.answer is not None
    assert "لمشرفي المجموعة فقط" in query.answer["text"]
    assert query.answer["show_alert"]
    assert town.heard(group) == [greeting]
    assert town.standing(group.id) == "known"


async def test_a_channel_is_subscribed_by_making_the_bot_its_administrator(
    town: Town, owner: User
) -> None:
    channel = town.telegram.channel("نشرة الواحة")
    town.telegram.add_bot(channel, by=owner, status="administrator")
    await town.next_message(channel, 0)

    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    assert "افتتاح السوق" in plain(town.heard(channel)[-1])


async def test_who_may_not_decide_in_a_channel_is_told_so_of_a_channel(
    town: Town, owner: User, reader: User
) -> None:
    channel = town.telegram.channel("نشرة الواحة", members=(owner, reader))
    town.telegram.add_bot(channel, by=owner, status="administrator")
    await town.next_message(channel, 0)
    shown = await town.say(channel, owner, "/settings")

    query = town.telegram.tap(shown, "🔢 أرقام ١٢٣", reader)
    await town.telegram.wait_for(lambda: query.is_answered)

    assert query.answer is not None
    assert query.answer["text"] == "هذا الأمر لمشرفي القناة فقط."


async def test_a_group_that_becomes_a_supergroup_keeps_getting_news(
    town: Town, owner: User
) -> None:
    group = town.telegram.group("أهل الواحة", members=(owner,))
    await subscribe(town, group, owner)

    moved = town.telegram.upgrade(group)
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    assert sum("افتتاح السوق" in plain(message) for message in town.heard(moved)) == 1


async def test_a_group_that_mutes_the_bot_is_paused_and_welcomed_back_with_its_rights(
    town: Town, owner: User
) -> None:
    group = town.telegram.supergroup("أهل الواحة", members=(owner,))
    await subscribe(town, group, owner)
    town.telegram.add_bot(group, by=owner, status="restricted")
    for number in range(REFUSALS_IN_A_ROW):
        town.news(f"خبر رقم {number} لا يصل إلى أحد في الواحة")
        await town.pick_up()
        town.sender.pacer = Pacer()
    paused = town.standing(group.id)

    town.telegram.add_bot(group, by=owner, status="member")
    await town.eventually(lambda: town.standing(group.id) == "subscribed")
    town.news("خبر بعد عودة الكلام إلى المجموعة")
    await town.pick_up()

    assert paused == "gone"
    assert "عودة الكلام" in plain(town.heard(group)[-1])
