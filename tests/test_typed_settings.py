"""What readers type for their settings: in reply to a prompt, out of the blue, in groups."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.models import Pushes, Quiet
from bot.emulator import Message, User
from storage import Database
from tests.test_settings import labels, open_settings, press, settings_of
from tests.town import Town, a_town, plain


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"], pushes=Pushes.BRIEFINGS) as found:
        yield found


@pytest.fixture
def reader(town: Town) -> User:
    return town.telegram.user()


PANELS = {
    "times": ("🕗 أوقات الموجز", "✍️ أوقات أخرى"),
    "zone": ("🌍 التوقيت", "✍️ مدينة أخرى"),
    "quiet": ("🌙 ساعات الهدوء", "✍️ ساعات أخرى"),
}


async def prompt(town: Town, reader: User, name: str) -> Message:
    """The message that asks for it to be typed."""
    shown = await open_settings(town, reader, PANELS[name][0])
    before = len(town.heard(reader))
    await press(town, reader, shown, PANELS[name][1])
    return await town.next_message(reader, before)


async def reply(town: Town, reader: User, asked: Message, text: str) -> Message:
    before = len(town.heard(asked.chat))
    town.telegram.say(asked.chat, reader, text, reply_to=asked)
    return await town.next_message(asked.chat, before)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("times", "٧:٣٠ صباحا و١٢ و٩ مساء", ("07:30", "12:00", "21:00")),
        ("times", "8", ("08:00",)),
        ("zone", "القاهره", "Africa/Cairo"),
        ("zone", "وهرن", "Africa/Algiers"),
        ("zone", "casablanca", "Africa/Casablanca"),
        ("quiet", "من ٢٢ الى ٧", Quiet("22:00", "07:00")),
    ],
)
async def test_a_reply_to_the_prompt_is_stored_and_the_panel_shows_it(
    town: Town, reader: User, name: str, text: str, value: object
) -> None:
    asked = await prompt(town, reader, name)
    assert asked.reply_markup == {"force_reply": True}

    answer = await reply(town, reader, asked, text)

    assert getattr(settings_of(town, reader.id), name) == value
    assert "✅" in str(answer.buttons)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("times", "9 مساء", ("21:00",)),
        ("zone", "طنجة", "Africa/Casablanca"),
        ("quiet", "من 22 إلى 7", Quiet("22:00", "07:00")),
    ],
)
async def test_a_reply_to_the_panel_itself_is_taken_as_one_to_its_prompt(
    town: Town, reader: User, name: str, text: str, value: object
) -> None:
    shown = await open_settings(town, reader, PANELS[name][0])
    await town.telegram.wait_for(lambda: PANELS[name][1] in labels(shown))

    await reply(town, reader, shown, text)

    assert getattr(settings_of(town, reader.id), name) == value


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("times", "متى شئت", "ما ليس وقتاً"),
        ("times", "25:00", "ليس 25:00 وقتاً في اليوم"),
        ("times", "؟", "اكتب الأوقات"),
        ("times", "1 2 3 4 5 6 7", "ستة أوقات في اليوم على الأكثر"),
        ("zone", "ظظظظظ", "لا أعرف مدينة باسم «ظظظظظ»"),
        ("quiet", "ليلاً", "اكتب البداية والنهاية"),
        ("quiet", "من 0 إلى 24", "لا تكون ساعات الهدوء يوماً كاملاً"),
    ],
)
async def test_what_is_not_understood_is_told_and_can_be_typed_again(
    town: Town, reader: User, name: str, text: str, told: str
) -> None:
    asked = await prompt(town, reader, name)
    before = settings_of(town, reader.id)

    answer = await reply(town, reader, asked, text)

    assert told in plain(answer)
    assert labels(answer) == [PANELS[name][1]]
    assert settings_of(town, reader.id) == before


async def test_a_city_of_which_there_is_no_news_may_be_the_readers_own(
    town: Town, reader: User
) -> None:
    answer = await town.say(reader, reader, "طنجة")
    assert plain(answer).startswith("لم أجد «طنجة»")
    assert "إن كانت هذه مدينتك فاضغط الزر" in plain(answer)
    assert labels(answer)[0] == "🌍 توقيت طنجة"

    await town.tap(reader, "🌍 توقيت طنجة")

    assert settings_of(town, reader.id).zone == "Africa/Casablanca"


async def test_of_two_cities_of_one_name_the_reader_chooses(town: Town, reader: User) -> None:
    asked = await prompt(town, reader, "zone")
    answer = await reply(town, reader, asked, "طرابلس")
    assert labels(answer) == ["طرابلس", "طرابلس لبنان"]

    await town.tap(reader, "طرابلس لبنان")

    assert settings_of(town, reader.id).zone == "Asia/Beirut"


@pytest.mark.parametrize(
    ("text", "key", "name", "value"),
    [
        ("أنا في القاهرة", "القاهرة", "zone", "Africa/Cairo"),
        ("من 23 إلى 8", "✅ من 23 إلى 8", "quiet", Quiet("23:00", "08:00")),
        ("7:30 و21", "✅ 7:30 و21:00", "times", ("07:30", "21:00")),
    ],
)
async def test_what_is_typed_out_of_the_blue_is_offered_as_a_key(
    town: Town, reader: User, text: str, key: str, name: str, value: object
) -> None:
    answer = await town.say(reader, reader, text)
    assert getattr(settings_of(town, reader.id), name) != value
    assert labels(answer)[:1] == [key]

    await town.tap(reader, key)

    assert getattr(settings_of(town, reader.id), name) == value


@pytest.mark.parametrize("text", ["5", "شكراً", "كم الساعة؟", "القاهرة جميلة"])
async def test_other_talk_is_not_taken_for_settings(town: Town, reader: User, text: str) -> None:
    await town.say(reader, reader, "/start")
    before = settings_of(town, reader.id)
    answer = await town.say(reader, reader, text)

    assert not any(label.startswith("✅") for label in labels(answer))
    assert settings_of(town, reader.id) == before


async def test_a_shared_place_is_answered_with_how_to_tell_the_city(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/start")
    before = len(town.heard(reader))
    town.telegram.share_place(reader, reader, latitude=30.04, longitude=31.24)
    answer = await town.next_message(reader, before)

    assert labels(answer) == ["✍️ مدينة أخرى"]


async def test_a_reply_to_anything_else_is_no_setting(town: Town, reader: User) -> None:
    welcome = await town.say(reader, reader, "/start")
    answer = await reply(town, reader, welcome, "من 22 إلى 7 وأشياء")

    assert labels(answer) == ["🔔 نبهني بجديده"]
    assert settings_of(town, reader.id).quiet != Quiet("22:00", "07:00")
