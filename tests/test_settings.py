"""/settings as readers use it: a key or a typed word, and what comes of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.core.models import Digits, Length, Pushes, Quiet, Settings
from bot.emulator import Message, User
from storage import open_database, subscribers
from tests.test_journey import MARKS, check_messages
from tests.town import Town, a_town


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    database = open_database(f"sqlite:///{tmp_path}/town.db")
    async with a_town(database, ["صحيفة الشرفة"], pushes=Pushes.BRIEFINGS) as found:
        yield found
        check_messages(found)
    database.close()


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user()
    await town.say(user, user, "/subscribe")
    return user


def settings_of(town: Town, chat_id: int) -> Settings:
    found = town.database.run_now(subscribers.find, chat_id)
    assert found is not None
    return found.settings


def plain(message: Message) -> str:
    return message.text.translate(MARKS)


def labels(message: Message) -> list[str]:
    return [str(key["text"]) for row in message.buttons for key in row]


async def open_settings(town: Town, reader: User, *keys: str) -> Message:
    """The settings, after these keys were pressed one after the other."""
    shown = await town.say(reader, reader, "/settings")
    for key in keys:
        await press(town, reader, shown, key)
    return shown


async def press(town: Town, reader: User, shown: Message, key: str) -> None:
    """Wait until a message has a key, and press it."""
    await town.telegram.wait_for(lambda: key in labels(shown))
    await town.tap(reader, key)


@pytest.mark.parametrize("words", ["/settings", "الإعدادات", "إعدادات", "settings"])
async def test_the_settings_tell_how_things_stand_and_what_comes_next(
    town: Town, reader: User, words: str
) -> None:
    shown = await town.say(reader, reader, words)

    assert "أوقات الموجز: 8:00 و13:00 و20:00، كل يوم" in plain(shown)
    assert "الموجز القادم اليوم 13:00 بتوقيت الرياض" in plain(shown)
    assert "المصادر: مصدر واحد" in plain(shown)


@pytest.mark.parametrize(
    ("keys", "name", "value"),
    [
        (["📬 ما يصلني", "العاجل وحده"], "pushes", Pushes.BREAKING),
        (["📬 ما يصلني", "كل خبر فور نشره"], "hourly_cap", 6),
        (["📬 ما يصلني", "كل خبر فور نشره", "12 في الساعة"], "hourly_cap", 12),
        (["📬 ما يصلني", "كل خبر فور نشره", "بلا حد"], "hourly_cap", 0),
        (["🕗 أوقات الموجز", "18:00"], "times", ("08:00", "13:00", "18:00", "20:00")),
        (["🕗 أوقات الموجز", "✅ 13:00"], "times", ("08:00", "20:00")),
        (
            ["🕗 أوقات الموجز", "📅 أيام الموجز", "✅ الجمعة"],
            "days",
            frozenset({0, 1, 2, 3, 5, 6}),
        ),
        (["🌍 التوقيت", "القاهرة"], "zone", "Africa/Cairo"),
        (["🌙 ساعات الهدوء", "من 22 إلى 7"], "quiet", Quiet("22:00", "07:00")),
        (["🌙 ساعات الهدوء", "من 22 إلى 7", "بلا هدوء"], "quiet", None),
        (["🏷 المواضيع", "رياضة", "صحة"], "topics", ("sports", "health")),
        (["🏷 المواضيع", "رياضة", "✅ رياضة"], "topics", ()),
        (["📏 الطول", "العنوان فقط"], "length", Length.HEADLINE),
        (["🔢 الأرقام: ١٢٣"], "digits", Digits.ARABIC),
        (["🔢 الأرقام: ١٢٣", "🔢 الأرقام: 123"], "digits", Digits.LATIN),
    ],
)
async def test_a_key_changes_what_it_says(
    town: Town, reader: User, keys: list[str], name: str, value: object
) -> None:
    await open_settings(town, reader, *keys)

    assert getattr(settings_of(town, reader.id), name) == value
