"""What comes to the bot without anybody saying anything to it, or in somebody else's words."""

from typing import Any

import pytest
import pytest_asyncio

from bot.emulator import User
from bot.emulator.people import PICTURE
from tests.town import Town, plain


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user(501, "ليلى", "ar")
    await town.say(user, user, "/start")
    return user


@pytest.mark.parametrize(
    "shown",
    [
        {"photo": [PICTURE], "media_group_id": "7"},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 501, "type": "private"}}},
    ],
)
async def test_what_says_nothing_is_not_answered(
    town: Town, reader: User, shown: dict[str, Any]
) -> None:
    before = len(town.heard(reader))
    town.telegram.put(reader, reader, **shown)

    await town.say(reader, reader, "/help")

    assert len(town.heard(reader)) == before + 1


async def test_a_picture_alone_is(town: Town, reader: User) -> None:
    before = len(town.heard(reader))
    town.telegram.put(reader, reader, photo=[PICTURE])

    assert "لم أفهم" in plain(await town.next_message(reader, before))


@pytest.mark.parametrize("words", ["/stop", "كفى", "/nonsense"])
async def test_a_command_that_is_passed_on_is_not_obeyed(
    town: Town, reader: User, words: str
) -> None:
    await town.say(reader, reader, "/subscribe")
    before = len(town.heard(reader))
    town.telegram.pass_on(reader, reader, words)

    assert "لم أجد" in plain(await town.next_message(reader, before))
    assert town.standing(reader.id) == "subscribed"


async def test_what_cannot_be_read_keeps_nobody_from_being_heard(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    town.telegram.put(reader, reader, text="سر", poll={"id": "1", "options": [{"text": "نعم"}]})

    assert "موجز" in (await town.say(reader, reader, "/help")).text
    assert "update not understood kind=message" in caplog.text
    assert "سر" not in caplog.text
