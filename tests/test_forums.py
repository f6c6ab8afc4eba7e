"""Forums: what the bot sends by itself comes to the topic where the news was asked for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest_asyncio

from bot.core.models import Pushes
from bot.core.pacing import Pacer
from bot.emulator import Chat, Message, User
from storage import Database
from tests.marsad import FEED, a_town_beside_it
from tests.town import ADMIN, RULES, Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]
MARKET, BRIDGE = "افتتاح السوق الشعبية في واحة السراب", "إغلاق جسر الوادي أسبوعين"


@dataclass
class Forum:
    """A group with two topics beside «General», and the bot in it."""

    town: Town
    group: Chat
    owner: User
    news: int
    sports: int

    async def say(self, text: str, *, topic: int | None = None) -> Message:
        return await self.town.say(self.group, self.owner, text, thread_id=topic)

    async def print(self, title: str) -> Message:
        """A story comes out; the message that brings it, the only one."""
        self.town.sender.pacer = Pacer()
        self.town.news(title)
        await self.town.pick_up()
        [found] = [each for each in self.heard() if title in plain(each)]
        return found

    def heard(self) -> list[Message]:
        return self.town.heard(self.group)


async def found(town: Town) -> Forum:
    owner = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.supergroup("أهل الواحة", members=(owner,))
    topics = [town.telegram.open_topic(group, owner, name) for name in ("الأخبار", "الرياضة")]
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)
    return Forum(town, group, owner, *topics)


@pytest_asyncio.fixture
async def forum(sqlite: Database) -> AsyncIterator[Forum]:
    async with a_town(sqlite, PAPERS) as town:
        yield await found(town)


async def test_on_every_database_pushes_come_to_the_topic_where_they_were_asked_for(
    db: Database,
) -> None:
    async with a_town(db, PAPERS) as town:
        forum = await found(town)

        answer = await forum.say("/subscribe", topic=forum.news)
        pushed = await forum.print(MARKET)

        assert (answer.thread_id, pushed.thread_id) == (forum.news, forum.news)
        assert "بدأ اشتراكك" in plain(answer)
        assert "الأخبار تصل في هذا الموضوع" in plain(answer)


async def test_briefings_come_to_it_as_well(sqlite: Database) -> None:
    async with a_town(sqlite, PAPERS, pushes=Pushes.BRIEFINGS) as town:
        forum = await found(town)
        town.news(MARKET)
        await town.pick_up()

        answer = await forum.say("/subscribe", topic=forum.news)
        await town.pick_up()

        told = [each for each in forum.heard() if MARKET in plain(each)]
        assert [each.thread_id for each in (answer, *told)] == [forum.news] * 2


async def test_what_was_perhaps_missed_is_told_in_the_topic(forum: Forum) -> None:
    await forum.say("/subscribe", topic=forum.news)
    forum.town.telegram.faults.add("reset_before", method="sendMessage")
    forum.town.news(MARKET)
    await forum.town.pick_up()

    pushed = await forum.print(BRIDGE)

    assert f"ربما فاتك: {MARKET}" in plain(pushed)
    assert pushed.thread_id == forum.news


async def test_the_key_counts_as_the_command_does(forum: Forum) -> None:
    await forum.say("/start", topic=forum.news)
    await forum.town.tap(forum.group, "sub", forum.owner)

    assert (await forum.print(MARKET)).thread_id == forum.news


async def test_asking_again_elsewhere_moves_them_and_says_so(forum: Forum) -> None:
    first = await forum.say("/subscribe", topic=forum.news)
    moved = await forum.say("/subscribe", topic=forum.sports)
    in_sports = await forum.print(MARKET)
    same = await forum.say("/subscribe", topic=forum.sports)
    back = await forum.say("/subscribe")
    in_general = await forum.print(BRIDGE)

    told = ["من الآن تصل الأخبار هنا" in plain(each) for each in (first, moved, same, back)]
    assert told == [False, True, False, True]
    assert (in_sports.thread_id, in_general.thread_id) == (forum.sports, None)


async def test_asking_in_general_or_by_a_reply_there_keeps_them_there(forum: Forum) -> None:
    answer = await forum.say("/subscribe")
    await forum.print(MARKET)
    forum.town.telegram.say(forum.group, forum.owner, "/subscribe", reply_to=answer)
    await forum.town.next_message(forum.group, 3)

    assert "الموضوع" not in plain(answer)
    assert "من الآن" not in plain(forum.heard()[-1])
    assert (await forum.print(BRIDGE)).thread_id is None


async def test_a_key_below_a_message_that_telegram_has_no_more_moves_nothing(
    forum: Forum,
) -> None:
    await forum.say("/start", topic=forum.news)
    await forum.say("/subscribe", topic=forum.news)
    query = forum.town.telegram.tap(forum.group, "sub", forum.owner)
    shown = query.json()
    shown["message"] = {"chat": forum.group.json(), "message_id": query.message.id, "date": 0}
    shown["id"] = "again"
    forum.town.telegram.queries["again"] = replace(query, id="again")
    await forum.town.next_message(forum.group, 3)

    forum.town.telegram.updates.push("callback_query", shown)
    await forum.town.next_message(forum.group, 4)

    assert (await forum.print(MARKET)).thread_id == forum.news


async def test_on_every_database_a_deleted_topic_loses_and_doubles_nothing(db: Database) -> None:
    async with a_town(db, PAPERS) as town:
        forum = await found(town)
        await forum.say("/subscribe", topic=forum.news)
        town.telegram.delete_topic(forum.group, forum.news)

        first = await forum.print(MARKET)
        tried = sends(forum)
        second = await forum.print(BRIDGE)

        assert (first.thread_id, second.thread_id) == (None, None)
        assert tried[-2:] == [forum.news, None]
        assert sends(forum) == [*tried, None]


def sends(forum: Forum) -> list[int | None]:
    """The topics that the bot has tried to write in, one after another."""
    named = (
        fields.get("message_thread_id")
        for method, fields in forum.town.telegram.calls
        if method == "sendMessage"
    )
    return [int(each) if each else None for each in named]


async def test_a_group_that_turns_its_topics_off_gets_its_news_as_any_group(forum: Forum) -> None:
    await forum.say("/subscribe", topic=forum.news)
    forum.group.topics.clear()

    assert (await forum.print(MARKET)).thread_id is None


async def test_a_closed_topic_pauses_a_forum_until_it_is_open_again(forum: Forum) -> None:
    town = forum.town
    await forum.say("/subscribe", topic=forum.news)
    town.telegram.close_topic(forum.group, forum.owner, forum.news)
    town.news(BRIDGE)
    await town.pick_up()
    paused = town.standing(forum.group.id)

    town.telegram.reopen_topic(forum.group, forum.owner, forum.news)
    await town.eventually(lambda: town.standing(forum.group.id) == "subscribed")

    assert paused == "gone"
    assert (await forum.print(MARKET)).thread_id == forum.news


async def test_a_paused_forum_goes_on_in_another_topic(forum: Forum) -> None:
    await forum.say("/subscribe", topic=forum.news)
    forum.town.telegram.close_topic(forum.group, forum.owner, forum.news)
    forum.town.news(BRIDGE)
    await forum.town.pick_up()

    moved = await forum.say("/subscribe", topic=forum.sports)

    assert "من الآن تصل الأخبار هنا" in plain(moved)
    assert (await forum.print(MARKET)).thread_id == forum.sports


async def test_closing_general_pauses_who_gets_the_news_there(forum: Forum) -> None:
    await forum.say("/subscribe")
    forum.town.telegram.close_topic(forum.group, forum.owner)
    forum.town.news(BRIDGE)
    await forum.town.pick_up()

    assert forum.town.standing(forum.group.id) == "gone"


async def test_in_a_forum_the_help_tells_where_the_news_comes(forum: Forum) -> None:
    assert "في الموضوع الذي أُرسل فيه /subscribe" in plain(await forum.say("/help"))


async def test_what_the_operator_has_decided_is_told_in_the_topic(sqlite: Database) -> None:
    async with a_town_beside_it(sqlite, replace(RULES, policy="approve")) as town:
        forum = await found(town)
        admin = town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)
        await forum.say("/subscribe", topic=forum.news)
        await forum.say(f"/add {FEED}", topic=forum.sports)
        await town.next_message(admin, 0)

        await town.tap(admin, "✅ اقبل", admin)
        answer = await town.next_message(forum.group, 3)

        assert "وافق مشغّل البوت" in answer.text
        assert answer.thread_id == forum.news


async def test_and_in_general_where_the_topic_was_deleted(sqlite: Database) -> None:
    async with a_town_beside_it(sqlite, replace(RULES, policy="approve")) as town:
        forum = await found(town)
        admin = town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)
        await forum.say("/subscribe", topic=forum.news)
        await forum.say(f"/add {FEED}", topic=forum.sports)
        await town.next_message(admin, 0)
        town.telegram.delete_topic(forum.group, forum.news)

        await town.tap(admin, "✅ اقبل", admin)
        answer = await town.next_message(forum.group, 2)

        assert "وافق مشغّل البوت" in answer.text
        assert answer.thread_id is None
