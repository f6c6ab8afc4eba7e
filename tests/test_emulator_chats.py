"""The local Telegram: people, rooms, updates and the profile of the bot."""

import asyncio
import json

import pytest

from bot.emulator import LocalTelegram, User
from bot.emulator.state import GENERAL
from tests import bot_api
from tests.bot_api import Api, room

api, clock, reader, telegram = bot_api.api, bot_api.clock, bot_api.reader, bot_api.telegram


async def test_people_who_cannot_be_reached_are_refused(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    async def refusal() -> str:
        return await api.refusal("sendMessage", chat_id=reader.id, text="خبر")

    stranger = telegram.user(1002)
    assert await api.refusal("sendMessage", chat_id=stranger.id, text="خبر") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    telegram.block(reader)
    assert await refusal() == "403 Forbidden: bot was blocked by the user"
    telegram.unblock(reader)
    telegram.deactivate(reader)
    assert await refusal() == "403 Forbidden: user is deactivated"


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_rooms_that_the_bot_is_not_in_are_refused(
    telegram: LocalTelegram, api: Api, kind: str
) -> None:
    chat = room(telegram, kind)
    outside = await api.refusal("sendMessage", chat_id=chat.id, text="خبر")
    telegram.add_bot(chat, by=7, status="administrator")
    await api.result("sendMessage", chat_id=chat.id, text="خبر")
    telegram.kick_bot(chat, by=7)
    kicked = await api.refusal("sendMessage", chat_id=chat.id, text="خبر")

    assert outside == f"403 Forbidden: bot is not a member of the {kind} chat"
    assert kicked == f"403 Forbidden: bot was kicked from the {kind} chat"


async def test_a_channel_takes_posts_from_administrators_only(
    telegram: LocalTelegram, api: Api
) -> None:
    channel = telegram.channel(username="akhbar", members=(telegram.user(7),))
    telegram.add_bot(channel, by=7, status="member")
    refusal = await api.refusal("sendMessage", chat_id="@akhbar", text="خبر")
    telegram.add_bot(channel, by=7, status="administrator")
    post = await api.result("sendMessage", chat_id="@akhbar", text="خبر")

    assert refusal == "400 Bad Request: need administrator rights in the channel chat"
    assert post["sender_chat"]["id"] == channel.id
    assert "from" not in post


async def test_a_group_that_was_upgraded_names_its_new_id(
    telegram: LocalTelegram, api: Api
) -> None:
    group = room(telegram, "group")
    telegram.add_bot(group, by=7)
    new = telegram.upgrade(group)
    answer = await api("sendMessage", chat_id=group.id, text="خبر")

    assert answer["description"].endswith("group chat was upgraded to a supergroup chat")
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await api("sendMessage", chat_id=new.id, text="خبر"))["ok"]
    told = [update.get("message", {}) for update in telegram.updates.pending]
    assert any(message.get("migrate_to_chat_id") == new.id for message in told)


async def test_a_forum_takes_messages_in_its_open_topics_only(
    telegram: LocalTelegram, api: Api
) -> None:
    group = room(telegram, "supergroup")
    telegram.add_bot(group, by=7)
    sports, closed, deleted = (telegram.open_topic(group, 7, name) for name in "أبج")
    telegram.close_topic(group, 7, closed)
    telegram.delete_topic(group, deleted)

    async def sent(thread_id: int | None) -> str:
        fields = {"message_thread_id": thread_id} if thread_id else {}
        answer = await api("sendMessage", chat_id=group.id, text="خبر", **fields)
        shown = answer.get("result", {})
        assert shown.get("is_topic_message", False) == (thread_id is not None and bool(shown))
        return str(answer.get("description") or shown.get("message_thread_id", "general"))

    assert await sent(sports) == str(sports)
    assert await sent(None) == "general"
    assert await sent(closed) == "Bad Request: TOPIC_CLOSED"
    for unknown in (GENERAL, deleted, 99):
        assert await sent(unknown) == "Bad Request: message thread not found"

    telegram.close_topic(group, 7)
    assert await sent(None) == "Bad Request: TOPIC_CLOSED"
    telegram.add_bot(group, by=7, status="administrator")
    assert await sent(closed) == str(closed)


async def test_what_is_written_in_a_topic_names_it_and_a_reply_elsewhere_only_looks_so(
    telegram: LocalTelegram,
) -> None:
    group = room(telegram, "supergroup")
    topic = telegram.open_topic(group, 7, "الرياضة")

    said = telegram.say(group, 7, "في الموضوع", thread_id=topic)
    inside, answer = said.json(), telegram.say(group, 7, "رد فيه", reply_to=said)
    first = telegram.say(group, 7, "في العام")
    reply = telegram.say(group, 7, "رد في العام", reply_to=first).json()

    assert (inside["message_thread_id"], inside["is_topic_message"]) == (topic, True)
    assert "forum_topic_created" in inside["reply_to_message"]
    assert inside["chat"]["is_forum"]
    assert answer.thread_id == topic
    assert (reply["message_thread_id"], "is_topic_message" in reply) == (first.id, False)
    with pytest.raises(ValueError, match="no such topic"):
        telegram.say(group, 7, "في لا مكان", thread_id=99)


async def test_updates_stay_until_they_are_confirmed(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    for text in ("أ", "ب", "ج"):
        telegram.say(reader, reader, text)
    first = await api.result("getUpdates", limit=2)
    again = await api.result("getUpdates", limit=2)
    rest = await api.result("getUpdates", offset=first[-1]["update_id"] + 1)

    assert first == again
    assert [update["message"]["text"] for update in rest] == ["ج"]
    assert await api.result("getUpdates", offset=-1) == rest
    assert await api.result("getUpdates", offset=rest[0]["update_id"] + 1) == []


async def test_a_waiting_poll_gets_the_next_update_at_once(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    waiting = asyncio.create_task(api.result("getUpdates", timeout=30))
    await telegram.wait_for(lambda: telegram.updates.has_poller)
    telegram.say(reader, reader, "/start a12")

    (update,) = await waiting
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_second_poller_ends_the_first_with_a_conflict(
    telegram: LocalTelegram, api: Api
) -> None:
    first = asyncio.create_task(api.refusal("getUpdates", timeout=30))
    await telegram.wait_for(lambda: telegram.updates.has_poller)
    second = asyncio.create_task(api.result("getUpdates", timeout=30))

    assert (await first).startswith("409 Conflict: terminated by other getUpdates request")
    telegram.close()
    assert await second == []


async def test_only_updates_that_were_asked_for_are_kept(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    await api.result("getUpdates", allowed_updates=["message"])
    telegram.block(reader)
    telegram.unblock(reader)
    telegram.say(reader, reader, "مرحبا")

    kinds = [set(update) - {"update_id"} for update in await api.result("getUpdates")]
    assert kinds == [{"message"}]


async def test_blocking_is_told_and_starting_is_not(telegram: LocalTelegram, api: Api) -> None:
    someone = telegram.user(1003)
    telegram.say(someone, someone, "/start")
    telegram.block(someone)
    _, update = await api.result("getUpdates")
    changed = update["my_chat_member"]

    assert changed["old_chat_member"]["status"] == "member"
    assert changed["new_chat_member"]["status"] == "kicked"
    assert changed["new_chat_member"]["user"]["id"] == 700001


async def test_in_groups_the_bot_sees_only_what_is_meant_for_it(
    telegram: LocalTelegram, api: Api
) -> None:
    group = room(telegram, "group")
    telegram.add_bot(group, by=7)
    for text in ("كلام", "/latest", "/latest@other_bot", "@mujaz_bot مرحبا"):
        telegram.say(group, 7, text)

    texts = [u["message"].get("text") for u in await api.result("getUpdates") if "message" in u]
    assert texts == [None, "/latest", "@mujaz_bot مرحبا"]


async def test_commands_depend_on_scope_and_language(api: Api) -> None:
    arabic = [{"command": "latest", "description": "آخر الأخبار"}]
    await api.result("setMyCommands", commands=arabic, language_code="ar")
    scope = {"type": "all_private_chats"}
    await api.result("setMyCommands", commands=json.dumps(arabic), scope=json.dumps(scope))

    assert await api.result("getMyCommands", language_code="ar") == arabic
    assert await api.result("getMyCommands") == []
    assert await api.result("getMyCommands", scope=scope) == arabic
    bad = [{"command": "آخر", "description": "x"}]
    assert await api.refusal("setMyCommands", commands=bad) == (
        "400 Bad Request: BOT_COMMAND_INVALID"
    )


async def test_the_profile_is_kept_per_language(telegram: LocalTelegram, api: Api) -> None:
    await api.result("setMyDescription", description="أخبار", language_code="ar")
    await api.result("setMyShortDescription", short_description="News")

    assert telegram.profile == {("description", "ar"): "أخبار", ("short_description", ""): "News"}


async def test_members_can_be_looked_at(telegram: LocalTelegram, api: Api) -> None:
    chat = room(telegram, "supergroup")
    telegram.add_bot(chat, by=7, status="administrator")
    bot_id = (await api.result("getMe"))["id"]

    assert (await api.result("getChatMember", chat_id=chat.id, user_id=7))["status"] == "creator"
    me = await api.result("getChatMember", chat_id=chat.id, user_id=bot_id)
    assert (me["status"], me["can_post_messages"]) == ("administrator", True)


async def test_in_a_group_a_reply_to_the_bot_reaches_it_and_other_talk_does_not(
    telegram: LocalTelegram, api: Api
) -> None:
    group = telegram.group(members=(telegram.user(7),))
    telegram.add_bot(group, by=7)
    await api.result("sendMessage", chat_id=group.id, text="أي مدينة؟")
    asked = telegram.messages(group)[-1]
    telegram.updates.pending.clear()

    telegram.say(group, 7, "كلام")
    telegram.say(group, 7, "وهران", reply_to=asked)

    (update,) = telegram.updates.pending
    assert update["message"]["text"] == "وهران"


async def test_a_shared_place_reaches_the_bot(telegram: LocalTelegram, reader: User) -> None:
    telegram.share_place(reader, reader, latitude=30.04, longitude=31.24)

    assert telegram.updates.pending[-1]["message"]["location"] == {
        "latitude": 30.04,
        "longitude": 31.24,
    }
