"""In any chat a reader writes the bot's name and some words, and sends a story that is found."""

import logging
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.emulator import User
from bot.emulator.people import Place
from bot.emulator.state import JSON
from storage import Database, subscribers
from tests.town import OTHERS, Town, a_town, line_faults


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"]) as town:
        town.news("افتتاح السوق الشعبية")
        town.news("إغلاق جسر الوادي", paragraphs=OTHERS[0])
        await town.pick_up()
        yield town


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user(501, "ليلى", "ar")
    await town.say(user, user, "/start")
    return user


async def offered(town: Town, chat: Place, user: User, text: str) -> JSON:
    query = town.telegram.ask_inline(chat, user, text)
    await town.telegram.wait_for(lambda: query.is_answered)
    assert query.answer is not None
    return query.answer


def titles(answer: JSON) -> list[str]:
    return [each["title"] for each in answer["results"]]


async def test_words_are_found_in_the_readers_sources(town: Town, reader: User) -> None:
    answer = await offered(town, reader, reader, "جسر")

    assert titles(answer) == ["إغلاق جسر الوادي"]
    assert answer["results"][0]["description"].startswith("صحيفة الشرفة · قبل ")


async def test_lines_to_choose_from_have_the_readers_digits(town: Town, reader: User) -> None:
    town.news("افتتاح 12 سوقاً")
    await town.pick_up()
    await town.say(reader, reader, "/settings")
    await town.tap(reader, "🔢 أرقام ١٢٣")

    line = (await offered(town, reader, reader, "افتتاح سوقاً"))["results"][0]

    assert line["title"] == "افتتاح ١٢ سوقاً"
    assert "٤٠" in line["description"]


async def test_in_english_the_time_stands_apart_from_the_papers_name(town: Town) -> None:
    user = town.telegram.user(503, "Sam", "en")
    await town.say(user, user, "/start")

    line = (await offered(town, user, user, "جسر"))["results"][0]

    assert re.fullmatch("صحيفة الشرفة · \u2066\\d+ minutes ago\u2069", line["description"])


async def test_what_was_asked_while_the_bot_was_away_is_no_error(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    query = town.telegram.ask_inline(reader, reader, "جسر")
    town.telegram.clock = lambda: query.at + 3600

    await town.eventually(lambda: {"failed", "late"} & set(re.findall(r"\w+", caplog.text)))

    assert "failed" not in caplog.text


async def test_without_words_the_latest_are_offered(town: Town, reader: User) -> None:
    assert titles(await offered(town, reader, reader, "")) == [
        "إغلاق جسر الوادي",
        "افتتاح السوق الشعبية",
    ]


async def test_what_is_chosen_is_sent_as_others_read_it(town: Town, reader: User) -> None:
    friend = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.group(members=(reader, friend))
    query = town.telegram.ask_inline(group, reader, "السوق")
    await town.telegram.wait_for(lambda: query.is_answered)

    sent = town.telegram.choose(query, query.answer["results"][0]["id"] if query.answer else "")

    assert "«هذه السوق هدية لكل من صبر على غبار الطريق»" in sent.text
    assert line_faults(sent) == []
    keys = [key for row in sent.buttons for key in row]
    assert [key["text"] for key in keys] == ["📖 النص الكامل", "🔗 المصدر"]
    assert all("url" in key for key in keys)


async def test_the_bot_does_not_answer_what_was_sent_by_it(town: Town, reader: User) -> None:
    before = len(town.heard(reader))
    query = town.telegram.ask_inline(reader, reader, "السوق")
    await town.telegram.wait_for(lambda: query.is_answered)
    town.telegram.choose(query, query.answer["results"][0]["id"] if query.answer else "")

    await town.say(reader, reader, "/help")

    assert len(town.heard(reader)) == before + 1


async def test_nothing_is_offered_where_nothing_is_found(town: Town, reader: User) -> None:
    answer = await offered(town, reader, reader, "زلزال")

    assert (answer["results"], answer["button"]) == ([], None)


async def test_who_has_not_begun_is_shown_the_way_and_not_kept(town: Town) -> None:
    stranger = town.telegram.user(777, "Sam", "en")

    answer = await offered(town, stranger, stranger, "السوق")

    assert answer["results"] == []
    assert answer["button"]["text"] == "Start Mujaz to search your news here"
    assert town.database.run_now(subscribers.find, 777) is None
    payload = answer["button"]["start_parameter"]
    assert "Mujaz" in (await town.say(stranger, stranger, f"/start {payload}")).text


@pytest.mark.parametrize("words", ["كلمة " * 40, "؟", "\u0000", "%' or 1=1"])
async def test_whatever_is_typed_is_answered(town: Town, reader: User, words: str) -> None:
    assert "results" in await offered(town, reader, reader, words)
