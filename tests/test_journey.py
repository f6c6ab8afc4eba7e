"""What readers live through, from the first word to the last, in a town of its own."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.core.pacing import Pacer
from bot.core.texts import COMMANDS
from bot.emulator import User
from storage import Database, figures
from tests.town import ADMIN, BODY, Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, PAPERS) as found:
        yield found


async def test_a_reader_lives_through_it_all_on_every_database(db: Database) -> None:
    async with a_town(db, PAPERS) as town:
        await subscribe_read_turn_pages_and_leave(town)


async def subscribe_read_turn_pages_and_leave(town: Town) -> None:
    reader = town.telegram.user(501, "ليلى", "ar")
    town.news("افتتاح السوق الشعبية في واحة السراب", paragraphs=BODY * 12)
    await town.pick_up()

    welcome = await town.say(reader, reader, "/start")
    assert plain(welcome).startswith("أهلاً بك في موجز")
    await town.tap(reader, "🔔 اشترك")
    await town.next_message(reader, 1)
    assert "صحيفة الشرفة، جريدة المرفأ" in plain(town.heard(reader)[1])

    await town.pick_up()
    latest = town.heard(reader)[2]
    assert "افتتاح السوق الشعبية" in plain(latest)
    assert "سامر الحدّاد، رئيس البلدية:\n«هذه السوق هدية" in plain(latest)

    town.news("إغلاق جسر الوادي أسبوعين", publisher=1)
    await town.pick_up()
    assert [plain(each).split("\n")[0] for each in town.heard(reader)[3:]] == [
        "إغلاق جسر الوادي أسبوعين"
    ]

    await town.tap(reader.id, "full:1:1")
    await town.telegram.wait_for(lambda: "صفحة 1 من " in str(latest.buttons))
    await town.tap(reader, "التالي ←")
    await town.telegram.wait_for(lambda: "صفحة 2 من " in str(latest.buttons))
    await town.tap(reader, "✂️ الخلاصة")
    await town.telegram.wait_for(lambda: "هذه السوق هدية" in latest.text)

    farewell = await town.say(reader, reader, "/unsubscribe")
    assert plain(farewell).startswith("أُلغي اشتراكك")
    town.news("خبر لا يصل إليها")
    await town.pick_up()
    assert town.heard(reader)[-1] is farewell


async def test_the_subscribe_link_subscribes_at_once(town: Town, reader: User) -> None:
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    answer = await town.say(reader, reader, "/start subscribe")
    await town.pick_up()

    assert "بدأ اشتراكك" in plain(answer)
    assert "افتتاح السوق" in plain(town.heard(reader)[1])


async def test_a_story_that_was_pushed_is_not_pushed_again_by_subscribing_again(
    town: Town, reader: User
) -> None:
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()
    before = len(town.heard(reader))

    await town.say(reader, reader, "/unsubscribe")
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()

    assert len(town.heard(reader)) == before + 2


async def test_what_was_listed_before_is_stored_but_only_the_newest_is_pushed(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/subscribe")
    for number in range(3):
        town.news(f"خبر قديم رقم {number} من أخبار الواحة")
    await town.pick_up()

    listing = await town.say(reader, reader, "/latest 5")

    pushed = [plain(each).split("\n")[0] for each in town.heard(reader)[1:-1]]
    assert pushed == ["خبر قديم رقم 2 من أخبار الواحة"]
    assert [f"{number}. خبر قديم" in plain(listing) for number in (1, 2, 3)] == [True] * 3


async def test_a_deep_link_opens_its_article(town: Town, reader: User) -> None:
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    assert "افتتاح السوق" in plain(await town.say(reader, reader, "/start a1"))
    assert "لم يعد هذا الخبر" in plain(await town.say(reader, reader, "/start a999"))
    assert "غير صالح" in plain(await town.say(reader, reader, "/start xyz"))
    assert "غير صالح" in plain(await town.say(reader, reader, "/start a" + "9" * 40))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/latest", "لا أخبار بعد من مصادرك"),
        ("/latest 0", "رقماً من 1 إلى 10"),
        ("/latest كثير", "رقماً من 1 إلى 10"),
        ("/full 11", "رقماً من 1 إلى 10"),
        ("/help", "يتابع الصحف والوكالات"),
        ("/nonsense", "لا أعرف الأمر /nonsense"),
        ("ما رأيك في الطقس؟", "لم أجد «ما رأيك في الطقس؟»"),
        ("اشترك", "بدأ اشتراكك"),
        ("آخر الأخبار", "لا أخبار بعد من مصادرك"),
        ("/unsubscribe", "الاشتراك متوقف من قبل"),
        ("/stats", "لا أعرف الأمر /stats"),
        ("<b>&amp;</b>", "لم أجد «<b>&amp;</b>»"),
        ("؟!", "لم أفهم رسالتك"),
        ("٢", "لقراءة خبر من قائمة اضغط رقمه تحتها"),
        ("نعم", "للجواب عن سؤال اضغط الزر الذي تحته"),
        ("لا", "حسناً، لم يتغيّر شيء"),
        ("شكراً", "على الرحب"),
        ("كلام " * 100, "وإن كان خبراً فأرسل رابطه أو حوّل إليّ منشوره"),
    ],
)
async def test_whatever_is_written_gets_a_sensible_answer(
    town: Town, reader: User, text: str, told: str
) -> None:
    assert told in plain(await town.say(reader, reader, text))


async def test_arabic_digits_are_numbers_too(town: Town, reader: User) -> None:
    for number in range(3):
        town.news(f"خبر رقم {number} من أخبار الواحة")
    await town.pick_up()

    assert "3. خبر رقم" in plain(await town.say(reader, reader, "/latest ٣"))
    assert "خبر رقم 1" in plain(await town.say(reader, reader, "/full 2"))
    assert "سوى 3 أخبار" in plain(await town.say(reader, reader, "/full 9"))


async def test_a_number_under_a_list_opens_its_story(town: Town, reader: User) -> None:
    for number in range(2):
        town.news(f"خبر رقم {number} من أخبار الواحة")
    await town.pick_up()
    await town.say(reader, reader, "/latest 2")

    await town.tap(reader, "2")

    assert plain(await town.next_message(reader, 1)).startswith("خبر رقم 0")


async def test_sources_are_turned_off_and_on_by_their_buttons(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/subscribe")
    listing = await town.say(reader, reader, "/sources")

    await town.tap(reader, "✅ جريدة المرفأ")
    await town.telegram.wait_for(lambda: "▫️ جريدة المرفأ" in str(listing.buttons))
    town.news("خبر من المرفأ لا يصل", publisher=1)
    town.news("خبر من الشرفة يصل إلى قرائه")
    await town.pick_up()

    assert "الشرفة" in plain(town.heard(reader)[-1])
    assert not any("خبر من المرفأ" in plain(message) for message in town.heard(reader))


async def test_without_any_source_the_reader_is_told_what_to_do(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/sources")
    await town.tap(reader, "✅ جريدة المرفأ")
    await town.tap(reader, "✅ صحيفة الشرفة")

    assert "لم تختر أي مصدر" in plain(await town.say(reader, reader, "/latest"))
    assert "لم تختر أي مصدر" in plain(await town.say(reader, reader, "/subscribe"))


async def test_blocking_pauses_and_unblocking_resumes(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/subscribe")
    town.telegram.block(reader)
    await town.eventually(lambda: town.standing(reader.id) == "gone")
    town.news("خبر في الغياب عن الواحة")
    await town.pick_up()

    town.telegram.unblock(reader)
    await town.eventually(lambda: town.standing(reader.id) == "subscribed")
    town.news("خبر بعد العودة إلى الواحة")
    await town.pick_up()

    told = [plain(message).split("\n")[0] for message in town.heard(reader)[1:]]
    assert told == ["خبر بعد العودة إلى الواحة"]


async def test_a_reader_who_blocked_unnoticed_is_paused_by_the_first_push(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/subscribe")
    town.telegram.deactivate(reader)
    town.news("خبر لا يصل إلى أحد في الواحة")
    await town.pick_up()

    found = town.database.run_now(figures.read, now=town.now)

    assert found.readers == {"known": 0, "subscribed": 0, "gone": 1}
    assert found.queue.retry == found.queue.uncertain == found.queue.dead == 0


async def test_a_button_that_means_nothing_any_more_says_so(town: Town, reader: User) -> None:
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()
    message = await town.say(reader, reader, "/latest")
    message.reply_markup = {
        "inline_keyboard": [
            [{"text": "قديم", "callback_data": "no:such:thing"}],
            [{"text": "ذهب", "callback_data": "full:999:1"}],
        ]
    }

    await town.tap(reader, "قديم")
    await town.tap(reader, "ذهب")

    told = [str(query.answer) for query in town.telegram.queries.values()]
    assert "لم يعد يعمل" in told[0]
    assert "لم يعد هذا الخبر محفوظاً" in told[1]


async def test_the_operator_sees_figures_and_what_is_broken(town: Town) -> None:
    operator = town.telegram.user(ADMIN, "المشغّل", "ar")
    town.press.pages.pop(town.publishers[1].url)
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()

    told = plain(await town.say(operator, operator, "/stats"))

    assert "الأخبار المحفوظة: 1" in told
    assert "المصادر: 2، المتعثر منها: 1" in told
    assert "جريدة المرفأ: answered 404" in told
    assert "لا رسائل بانتظار الإرسال" in told


async def test_the_operator_sees_how_sending_goes(town: Town, reader: User) -> None:
    operator = town.telegram.user(ADMIN, "المشغّل", "ar")
    await town.say(reader, reader, "/subscribe")
    unparsable = "Bad Request: can't parse entities: odd"
    town.telegram.faults.add("400", method="sendMessage", description=unparsable)
    town.telegram.faults.add("429", method="sendMessage", skip=1, retry_after=300)
    town.news("افتتاح السوق الشعبية في واحة السراب")
    await town.pick_up()
    town.news("إضاءة شارع المنارة بألفي مصباح")
    town.sender.pacer = Pacer()
    await town.pick_up()
    town.now += timedelta(seconds=30)

    told = plain(await town.say(operator, operator, "/stats"))

    assert "بانتظار الإرسال: 1، وأقدمها منذ 30 ثانية" in told
    assert "أُرسل في الدقيقة الأخيرة: 0، طلبات التمهّل من تيليغرام اليوم: 1" in told
    assert "إلى أول قارئ: بعد 40 دقيقة من النشر (الوسيط)، وبعد 40 دقيقة (الأبطأ)" in told
    assert "رسائل لم يقبلها تيليغرام: 1، آخرها: BadRequest: Can't parse entities: odd" in told


async def test_the_commands_menu_is_arabic_and_for_english_telegrams_english(town: Town) -> None:
    arabic, english, any_other = [
        {
            menu.command: menu.description
            for menu in await town.sender.bot.get_my_commands(language_code=code)
        }
        for code in ("ar", "en", None)
    ]

    assert arabic["latest"] == any_other["latest"] == "آخر خبر"
    assert english["latest"] == "The latest story"
    assert set(arabic) == set(english) == set(COMMANDS)


async def test_what_was_tapped_while_the_bot_was_away_is_done_late(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/start")
    query = town.telegram.tap(reader, "🔔 اشترك")
    town.telegram.clock = lambda: query.at + 3600

    assert "بدأ اشتراكك" in plain(await town.next_message(reader, 1))
