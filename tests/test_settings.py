"""/settings as readers use it: a key or a typed word, and what comes of it."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.core import outlook
from bot.core.models import Digits, Language, Length, Pushes, Quiet, Settings
from bot.core.outlook import View
from bot.emulator import Chat, Message, User
from storage import Database, subscribers
from tests.builders import NOW, planned_briefing
from tests.town import Town, a_town, plain


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"], pushes=Pushes.BRIEFINGS) as found:
        yield found


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user()
    await town.say(user, user, "/subscribe")
    return user


def settings_of(town: Town, chat_id: int) -> Settings:
    found = town.database.run_now(subscribers.find, chat_id)
    assert found is not None
    return found.settings


def labels(message: Message) -> list[str]:
    return [str(key["text"]) for row in message.buttons for key in row]


def data(message: Message) -> list[str]:
    return [str(key.get("callback_data")) for row in message.buttons for key in row]


async def open_settings(town: Town, reader: User, *keys: str) -> Message:
    """The settings, after these keys were pressed one after the other."""
    shown = await town.say(reader, reader, "/settings")
    for key in keys:
        await press(town, reader, shown, key)
    return shown


async def press(town: Town, reader: User, shown: Message, key: str) -> str:
    """Wait until a message has a key, and press it; the notice that comes of it."""
    await town.telegram.wait_for(lambda: key in [*labels(shown), *data(shown)])
    query = town.telegram.tap(shown, key, reader)
    await town.telegram.wait_for(lambda: query.is_answered)
    return str((query.answer or {}).get("text", ""))


@pytest.mark.parametrize("words", ["/settings", "الإعدادات", "إعدادات", "settings"])
async def test_the_settings_tell_how_things_stand_and_what_comes_next(
    town: Town, reader: User, words: str
) -> None:
    shown = await town.say(reader, reader, words)

    assert "أوقات الموجز: 8:00 و13:00 و20:00، كل يوم" in plain(shown)
    assert "الموجز القادم اليوم الساعة 13:00 بتوقيت الرياض" in plain(shown)
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
        (["🌙 ساعات الهدوء", "من 22 إلى 7", "بلا ساعات هدوء"], "quiet", None),
        (["🏷 المواضيع", "رياضة", "صحة"], "topics", ("sports", "health")),
        (["🏷 المواضيع", "رياضة", "✅ رياضة"], "topics", ()),
        (["📏 الطول", "العنوان فقط"], "length", Length.HEADLINE),
        (["🔢 أرقام ١٢٣"], "digits", Digits.ARABIC),
        (["🔢 أرقام ١٢٣", "🔢 أرقام 123"], "digits", Digits.LATIN),
    ],
)
async def test_a_key_changes_what_it_says(
    town: Town, reader: User, keys: list[str], name: str, value: object
) -> None:
    await open_settings(town, reader, *keys)

    assert getattr(settings_of(town, reader.id), name) == value


async def test_settings_speak_english_to_who_wants_that_and_arabic_again(
    town: Town, reader: User
) -> None:
    shown = await open_settings(town, reader, "🌐 English")
    await press(town, reader, shown, "🕗 Briefings")
    await town.telegram.wait_for(lambda: "Tap a time" in shown.text)
    assert "Next briefing today at 13:00, Riyadh time" in shown.text

    await press(town, reader, shown, "← Back")
    await press(town, reader, shown, "🌐 العربية")
    await town.telegram.wait_for(lambda: "الإعدادات" in shown.text)
    assert settings_of(town, reader.id).language is Language.ARABIC


async def test_a_notice_tells_what_comes_of_a_change(town: Town, reader: User) -> None:
    shown = await open_settings(town, reader, "🕗 أوقات الموجز")
    notice = await press(town, reader, shown, "✅ 13:00")

    assert notice == "الموجز القادم اليوم الساعة 20:00 بتوقيت الرياض"
    assert next_briefing(town, reader.id) == town.now.replace(hour=17, minute=0)


async def test_a_seventh_time_is_refused_kindly(town: Town, reader: User) -> None:
    shown = await open_settings(town, reader, "🕗 أوقات الموجز")
    for key in ("6:00", "7:00", "9:00"):
        await press(town, reader, shown, key)
    notice = await press(town, reader, shown, "18:00")

    assert "ستة أوقات في اليوم على الأكثر" in notice
    assert len(settings_of(town, reader.id).times) == 6


@pytest.mark.parametrize(
    "data", ["set:zone:Africa/Atlantis", "set:topics:+gossip", "set:colour:red", "panel:colour:7"]
)
async def test_a_key_of_old_settings_shows_those_of_today(
    town: Town, reader: User, data: str
) -> None:
    await open_settings(town, reader)
    before = settings_of(town, reader.id)
    old = await a_message_with(town, reader, data)
    notice = await press(town, reader, old, "قديم")
    await town.telegram.wait_for(lambda: "قديم" not in old.text)

    assert notice.startswith("لم يعد هذا الخيار متاحاً") is data.startswith("set:")
    assert "الموجز القادم" in old.text
    assert settings_of(town, reader.id) == before


async def a_message_with(town: Town, reader: User, data: str) -> Message:
    before = len(town.heard(reader))
    key = InlineKeyboardButton("قديم", callback_data=data)
    await town.application.bot.send_message(
        reader.id, "\u200fقديم", reply_markup=InlineKeyboardMarkup([[key]])
    )
    return await town.next_message(reader, before)


async def test_a_key_pressed_twice_does_what_it_said(town: Town, reader: User) -> None:
    shown = await open_settings(town, reader, "🏷 المواضيع")
    await town.telegram.wait_for(lambda: "رياضة" in labels(shown))
    queries = [town.telegram.tap(shown, "رياضة") for _ in range(2)]
    await town.telegram.wait_for(lambda: all(query.is_answered for query in queries))

    assert settings_of(town, reader.id).topics == ("sports",)


async def test_the_settings_key_of_another_message_leaves_that_message(
    town: Town, reader: User
) -> None:
    welcome = await town.say(reader, reader, "/start")
    before = len(town.heard(reader))
    await press(town, reader, welcome, "⚙️ الإعدادات")
    await town.next_message(reader, before)

    assert "أهلاً بك" in welcome.text


async def test_of_a_source_the_bell_says_what_comes(town: Town, reader: User) -> None:
    shown = await open_settings(town, reader, "📰 المصادر")
    for bell, wants in (("🔔 كغيره", 3), ("⚡ كل خبر", 0), ("🔕 لا شيء", 1)):
        await press(town, reader, shown, bell)
        assert wanted(town) == [wants]
    await press(town, reader, shown, "⚙️ الإعدادات")
    await town.telegram.wait_for(lambda: "ما يصلك:" in shown.text)


async def test_who_gets_everything_at_once_turns_a_source_off_and_on(
    town: Town, reader: User
) -> None:
    await open_settings(town, reader, "📬 ما يصلني", "كل خبر فور نشره")
    shown = await town.say(reader, reader, "/sources")
    for bell, wants in (("🔔 كغيره", 0), ("🔕 لا شيء", 3), ("🔔 كغيره", 0)):
        await press(town, reader, shown, bell)
        assert wanted(town) == [wants]


def wanted(town: Town) -> list[int]:
    rows = town.database.run_now(lambda tx: tx.query("select wants from subscriptions"))
    return [row["wants"] for row in rows]


def test_hours_from_midnight_are_told_without_a_second_zero() -> None:
    view = View(settings=Settings(quiet=Quiet("00:00", "06:00")), now=NOW, sources=1)
    assert outlook.quiet_text(view) == "من 0 إلى 6"


def next_briefing(town: Town, chat_id: int) -> datetime | None:
    found = town.database.run_now(subscribers.find, chat_id)
    assert found is not None
    return town.database.run_now(planned_briefing, found.id)


async def a_group(town: Town) -> tuple[Chat, User, User]:
    """A group with the bot, an administrator and a member."""
    admin, member = town.telegram.user(), town.telegram.user()
    group = town.telegram.group(members=(admin, member))
    group.people[admin.id] = "administrator"
    town.telegram.add_bot(group, by=admin)
    await town.next_message(group, 0)
    return group, admin, member


async def test_in_a_group_only_administrators_change_settings(town: Town) -> None:
    group, admin, member = await a_group(town)
    refusal = await town.say(group, member, "/settings")
    shown = await town.say(group, admin, "/settings")
    assert "لمشرفي المجموعة" in refusal.text
    assert "هذه إعدادات المحادثة كلها" in shown.text

    for key in ("🕗 أوقات الموجز", "🔢 أرقام ١٢٣"):
        assert "لمشرفي المجموعة" in await press(town, member, shown, key)
    assert settings_of(town, group.id).digits is Digits.LATIN
    await press(town, admin, shown, "🔢 أرقام ١٢٣")
    assert settings_of(town, group.id).digits is Digits.ARABIC


async def test_in_a_group_an_administrator_types_in_reply_and_nobody_else(town: Town) -> None:
    group, admin, member = await a_group(town)
    shown = await town.say(group, admin, "/settings")
    await press(town, admin, shown, "🌙 ساعات الهدوء")
    before = len(town.heard(group))
    await press(town, admin, shown, "✍️ ساعات أخرى")
    asked = await town.next_message(group, before)
    assert asked.reply_markup is None

    town.telegram.say(group, member, "من 1 إلى 2", reply_to=asked)
    town.telegram.say(group, admin, "من 22 إلى 7", reply_to=asked)
    await town.next_message(group, before + 1)

    assert settings_of(town, group.id).quiet == Quiet("22:00", "07:00")


async def test_a_channel_is_set_by_a_post_in_it(town: Town) -> None:
    owner = town.telegram.user()
    channel = town.telegram.channel(members=(owner,))
    channel.people[owner.id] = "creator"
    town.telegram.add_bot(channel, by=owner, status="administrator")
    await town.next_message(channel, 0)
    shown = await town.say(channel, owner, "/settings")
    await press(town, owner, shown, "🔢 أرقام ١٢٣")

    assert settings_of(town, channel.id).digits is Digits.ARABIC


async def test_a_key_that_somebody_made_up_stores_nothing_that_stops_the_news(
    town: Town, reader: User
) -> None:
    other = town.telegram.user()
    await town.say(other, other, "/subscribe")
    shown = await open_settings(town, reader)
    shown.buttons[0][0]["callback_data"] = "set:quiet:0٨00-0900"

    await press(town, reader, shown, "set:quiet:0٨00-0900")
    town.news("عاجل: افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    rows = town.database.run_now(lambda tx: tx.query("select settings from subscribers"))
    assert [row for row in rows if "quiet" in row["settings"]] == []
    assert "افتتاح السوق" in plain(town.heard(other)[-1])
