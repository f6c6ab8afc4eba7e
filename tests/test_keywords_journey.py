"""A reader who watches for words and mutes others, in a town of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.models import Pushes
from bot.emulator import User
from storage import Database
from tests.test_settings import labels, press, settings_of
from tests.test_typed_settings import reply
from tests.town import Town, a_town, plain

MARKET = "افتتاح السوق الشعبية في واحة السراب"
BRIDGE = "إغلاق جسر الوادي أسبوعين"
LIBRARY = "مكتبة الواحة تستقبل زوارها ليلاً"


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"], pushes=Pushes.BRIEFINGS) as found:
        yield found


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user(501, "ليلى", "ar")
    await town.say(user, user, "/subscribe")
    return user


def pushed(town: Town, reader: User, since: int) -> list[str]:
    """The first lines of what came by itself."""
    return [plain(each).split("\n")[0] for each in town.heard(reader)[since:]]


async def ask(town: Town, reader: User, key: str, words: str) -> str:
    """Type words behind a key of the panel; what the answer says."""
    panel = await town.say(reader, reader, "/words")
    before = len(town.heard(reader))
    await press(town, reader, panel, key)
    asked = await town.next_message(reader, before)
    return plain(await reply(town, reader, asked, words))


async def test_what_is_watched_for_comes_at_once_to_who_wants_breaking_news_only(
    sqlite: Database,
) -> None:
    async with a_town(sqlite, ["صحيفة الشرفة"], pushes=Pushes.BREAKING) as town:
        reader = town.telegram.user(501, "ليلى", "ar")
        await town.say(reader, reader, "/subscribe")
        await ask(town, reader, "➕ كلمة أتابعها", "الجسور، جسر الوادي")
        await town.pick_up()  # what stood in the feed before is no news
        before = len(town.heard(reader))

        for title in (MARKET, BRIDGE, LIBRARY):
            town.news(title)
        await town.pick_up()
        await town.next_message(reader, before)

        assert pushed(town, reader, before) == [BRIDGE]


async def test_what_is_muted_is_not_in_the_briefing_but_can_be_searched_for(
    town: Town, reader: User
) -> None:
    await ask(town, reader, "➕ كلمة أحجبها", "السوق")
    before = len(town.heard(reader))

    for title in (MARKET, LIBRARY):
        town.news(title)
    await town.pick_up()
    briefing = plain(await town.next_message(reader, before))

    assert LIBRARY in briefing
    assert MARKET not in briefing
    assert f"1. {MARKET}" in plain(await town.say(reader, reader, "/search السوق الشعبية"))


async def test_the_panel_shows_them_and_a_tap_removes_one(town: Town, reader: User) -> None:
    told = await ask(town, reader, "➕ كلمة أتابعها", "غزة، كأس العالم")
    assert "اضغط الكلمة لحذفها." in told
    shown = await town.say(reader, reader, "كلماتي")
    assert labels(shown)[:2] == ["🔔 كأس العالم", "🔔 غزة"]

    await press(town, reader, shown, "🔔 كأس العالم")

    await town.telegram.wait_for(lambda: "🔔 كأس العالم" not in labels(shown))
    assert settings_of(town, reader.id).watched == ("غزة",)
    settings = await town.say(reader, reader, "/settings")
    assert "الكلمات: غزة" in plain(settings)


async def test_what_is_muted_stands_in_the_settings_too(town: Town, reader: User) -> None:
    await ask(town, reader, "➕ كلمة أتابعها", "غزة")
    await ask(town, reader, "➕ كلمة أحجبها", "الأبراج، كرة القدم")

    settings = await town.say(reader, reader, "/settings")

    assert "الكلمات: غزة، وبلا الأبراج، كرة القدم" in plain(settings)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("من", "لا كلمة هنا تميّز خبراً من خبر."),
        ("؟", "لا كلمة هنا تميّز خبراً من خبر."),
        ("كلمة طويلة جداً لا يحملها زر", "أربعة وعشرون حرفاً"),
    ],
)
async def test_what_can_be_no_keyword_is_explained(
    town: Town, reader: User, words: str, answer: str
) -> None:
    assert (await ask(town, reader, "➕ كلمة أتابعها", words)).startswith(answer)


async def test_a_search_leads_to_being_told_of_more(town: Town, reader: User) -> None:
    town.news(BRIDGE)
    await town.pick_up()
    found = await town.say(reader, reader, "جسر الوادي")

    notice = await press(town, reader, found, "🔔 نبهني بجديده")

    assert notice.startswith("يصلك من الآن كل خبر من مصادرك فيه «جسر الوادي» فور وروده.")
    assert settings_of(town, reader.id).watched == ("جسر الوادي",)
    again = await town.say(reader, reader, "جسر الوادي")
    assert "🔔 نبهني بجديده" not in labels(again)


async def test_it_can_be_asked_for_in_so_many_words(town: Town, reader: User) -> None:
    offered = await town.say(reader, reader, "نبهني عن الزلزال")
    assert "هل أرسل إليك كل خبر فيه «الزلزال» فور وروده؟" in plain(offered)

    await press(town, reader, offered, "🔔 نبهني بجديده")

    assert settings_of(town, reader.id).watched == ("الزلزال",)
    again = plain(await town.say(reader, reader, "نبهني عن الزلزال"))
    assert again.startswith("كل خبر فيه «الزلزال» يصلك فور وروده.")


async def test_what_is_offered_can_be_searched_for_instead(town: Town, reader: User) -> None:
    town.news(BRIDGE)
    await town.pick_up()
    await town.say(reader, reader, "نبهني عن جسر الوادي")

    await town.tap(reader, "🔎 ابحث في الأخبار")

    await town.telegram.wait_for(lambda: plain(town.heard(reader)[-1]).startswith("🔎 جسر الوادي"))


async def test_several_words_are_offered_each_by_a_key(town: Town, reader: User) -> None:
    offered = await town.say(reader, reader, "نبهني عن غزة، كأس العالم")
    assert "كل خبر فيه «غزة» أو «كأس العالم» فور وروده؟" in plain(offered)

    await press(town, reader, offered, "🔔 غزة")
    await press(town, reader, offered, "🔔 كأس العالم")

    assert settings_of(town, reader.id).watched == ("غزة", "كأس العالم")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("نبهني عن غزة ومصر", ["🔔 غزة", "🔔 مصر"]),
        ("احجب أخبار الرياضة والأبراج", ["🔕 الرياضة، الأبراج"]),
        (
            "احجب أخبار دوري المحترفين والانتخابات البلدية",  # more than one key carries
            ["🔕 دوري المحترفين", "🔕 الانتخابات البلدية"],
        ),
        ("احجب أخبار سمو ولي العهد", ["🔕 سمو ولي العهد"]),
        ("احجب أخبار سامر والتر", ["🔕 سامر والتر"]),
        ("احجب أخبار سيرة والد الوزير", ["🔕 سيرة والد الوزير"]),
    ],
)
async def test_two_that_are_named_in_one_breath_are_two(
    town: Town, reader: User, asked: str, offered: list[str]
) -> None:
    told = await town.say(reader, reader, asked)

    assert [
        key["text"] for row in told.buttons for key in row if key["text"][0] in "🔔🔕"
    ] == offered


async def test_several_words_are_muted_by_one_key(town: Town, reader: User) -> None:
    offered = await town.say(reader, reader, "لا أريد أخبار الرياضة والأبراج")
    assert plain(offered) == "هل أحجب عنك كل خبر فيه «الرياضة» أو «الأبراج»؟"

    await press(town, reader, offered, "🔕 الرياضة، الأبراج")

    assert settings_of(town, reader.id).muted == ("الرياضة", "الأبراج")


async def test_who_mutes_what_he_watches_for_is_told_that_it_is_watched_for_no_more(
    town: Town, reader: User
) -> None:
    offered = await town.say(reader, reader, "نبهني عن غزة")
    await press(town, reader, offered, "🔔 نبهني بجديده")
    offered = await town.say(reader, reader, "احجب وغزّة")

    told = await press(town, reader, offered, "🔕 وغزّة")

    assert told == "نُقلت «وغزّة» من الكلمات المتابَعة إلى المحجوبة"
    await town.telegram.wait_for(lambda: f"⚠️ {told}." in plain(offered))

    found = await town.say(reader, reader, "غزة")
    told = await press(town, reader, found, "🔔 نبهني بجديده")
    assert told.endswith("\nنُقلت «غزة» من الكلمات المحجوبة إلى المتابَعة")


async def test_a_word_can_be_muted_in_so_many_words(town: Town, reader: User) -> None:
    offered = await town.say(reader, reader, "لا أريد أخبار الأبراج")
    assert plain(offered) == "هل أحجب عنك كل خبر فيه «الأبراج»؟"

    await press(town, reader, offered, "🔕 الأبراج")

    assert settings_of(town, reader.id).muted == ("الأبراج",)
    again = plain(await town.say(reader, reader, "احجب الأبراج"))
    assert again.startswith("لا يصلك خبر فيه «الأبراج».")


async def test_in_a_group_administrators_choose_the_words(town: Town, reader: User) -> None:
    owner = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.supergroup("أهل الواحة", members=(owner, reader))
    group.people[owner.id] = "creator"
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)

    refused = await town.say(group, reader, "/words")
    shown = await town.say(group, owner, "/words")

    assert "لمشرفي المجموعة فقط" in plain(refused)
    assert labels(shown)[-1] == "→ رجوع"
