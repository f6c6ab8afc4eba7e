"""What a reader lives through who searches, in a town of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core import search
from bot.core.messages import render_search
from bot.core.models import Language, Message, Variant
from bot.emulator import Message as Heard
from bot.emulator import User
from storage import Database
from tests.builders import NOW, a_digest, a_quote, a_story, store_told
from tests.lint import faults
from tests.test_settings import settings_of
from tests.test_typed_settings import reply
from tests.town import OTHERS, Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]
MARKET = "افتتاح السوق الشعبية في واحة السراب"
BRIDGE = "إغلاق جسر الوادي أسبوعين"
PLACES = ("الحديقة", "المخبز", "المحطة", "المكتبة", "الملعب", "المرصد", "العيادة")


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, PAPERS) as found:
        found.news(MARKET)
        found.news(BRIDGE, publisher=1)
        await found.pick_up()
        yield found


def lines(message: Heard) -> list[str]:
    return plain(message).split("\n")


async def test_words_find_the_story_and_its_number_opens_it(db: Database) -> None:
    async with a_town(db, PAPERS) as town:
        town.news(MARKET)
        await town.pick_up()
        reader = town.telegram.user(501, "ليلى", "ar")

        answer = await town.say(reader, reader, "/search سوق السراب")

        assert lines(answer)[0] == "🔎 سوق السراب · خبر واحد"
        assert lines(answer)[2] == f"1. {MARKET}"
        await town.tap(reader, "1")
        opened = await town.next_message(reader, 1)
        assert lines(opened)[0] == MARKET


async def test_words_alone_are_searched_for_too(town: Town, reader: User) -> None:
    assert f"1. {BRIDGE}" in lines(await town.say(reader, reader, "جسر الوادي"))
    assert f"1. {BRIDGE}" in lines(await town.say(reader, reader, "ما أخبار الشاحنات؟"))


@pytest.mark.parametrize("text", ["افتتاح السوق", "ما آخر أخبار السوق؟", "متى افتتاح السوق؟"])
async def test_words_alone_find_stories_also_in_a_question(
    town: Town, reader: User, text: str
) -> None:
    assert "1. افتتاح السوق الشعبية" in plain(await town.say(reader, reader, text))


@pytest.mark.parametrize("text", ["وقف", "كفاية", "سلام"])
async def test_what_answers_the_prompt_is_searched_for(
    town: Town, reader: User, text: str
) -> None:
    asked = await town.say(reader, reader, "/search")

    assert plain(await reply(town, reader, asked, text)).startswith(f"لم أجد «{text}»")


async def test_a_word_that_may_mean_leaving_is_asked_about(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/subscribe")
    asked = await town.say(reader, reader, "كفى")
    assert plain(asked) == "هل ألغي الاشتراك؟"

    before = len(town.heard(reader))
    await town.tap(reader, "🔕 إلغاء الاشتراك")

    assert plain(await town.next_message(reader, before)).startswith("أُلغي اشتراكك")


@pytest.mark.parametrize("text", ["بركان", "What did بركان say?", "Alert me about بركان"])
async def test_who_reads_english_is_answered_with_english_quotation_marks(
    town: Town, text: str
) -> None:
    reader = town.telegram.user(504, "Sarah", "en")

    answer = plain(await town.say(reader, reader, text))

    assert "“بركان”" in answer
    assert "«" not in answer


@pytest.mark.parametrize("text", ["بركان", "ابحث عن بركان", "ما آخر أخبار بركان؟"])
async def test_of_words_that_are_found_nowhere_it_is_said_and_news_of_them_offered(
    town: Town, reader: User, text: str
) -> None:
    answer = await town.say(reader, reader, text)

    assert plain(answer).startswith("لم أجد «بركان»")
    await town.tap(reader, "🔔 نبهني بجديده")
    await town.telegram.wait_for(lambda: settings_of(town, reader.id).watched == ("بركان",))


async def test_what_somebody_said_is_shown_who_searches_for_him(town: Town, reader: User) -> None:
    answer = await town.say(reader, reader, "سامر الحداد")

    assert "سامر الحدّاد: «هذه السوق هدية لكل من صبر على غبار الطريق»." in plain(answer)


async def test_else_the_sentence_with_the_words_is(town: Town, reader: User) -> None:
    answer = await town.say(reader, reader, "الحافلات")

    assert lines(answer)[3] == OTHERS[0][2]


async def test_the_command_alone_asks_and_the_reply_is_searched_for(
    town: Town, reader: User
) -> None:
    asked = await town.say(reader, reader, "/search")
    assert lines(asked)[0].startswith("عمَّ تبحث؟")

    before = len(town.heard(reader))
    town.telegram.say(reader, reader, "ابحث عن الجسر", reply_to=asked)

    assert f"1. {BRIDGE}" in lines(await town.next_message(reader, before))


async def test_what_is_not_found_is_said_to_be(town: Town, reader: User) -> None:
    answer = await town.say(reader, reader, "/search بركان")

    assert lines(answer)[0] == "لم أجد «بركان» في أخبار مصادرك."
    assert "فهرس" not in plain(answer)


async def test_while_older_news_is_not_indexed_yet_that_is_said_too(
    town: Town, reader: User
) -> None:
    town.database.run_now(lambda tx: tx.execute("update search_progress set position = 9"))

    assert "ما زلت أُفهرس" in plain(await town.say(reader, reader, "/search بركان"))


@pytest.mark.parametrize(
    ("words", "answer"),
    [("من هو؟", "لا شيء هنا يُبحث عنه."), ("جسر " * 30, "هذا أطول من أن أبحث عنه.")],
)
async def test_what_cannot_be_searched_for_is_explained(
    town: Town, reader: User, words: str, answer: str
) -> None:
    assert plain(await town.say(reader, reader, f"/search {words}")).startswith(answer)


async def test_who_has_no_sources_is_told_to_choose_some(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/start")
    town.database.run_now(lambda tx: tx.execute("delete from subscriptions"))

    assert plain(await town.say(reader, reader, "/search جسر")).startswith("لم تختر أي مصدر بعد.")


async def test_where_not_all_words_stand_together_those_that_are_found_are_offered(
    town: Town, reader: User
) -> None:
    answer = await town.say(reader, reader, "لماذا تأخر جسر الوادي؟")

    assert lines(answer) == ["لم أجد «تأخر جسر الوادي» في أخبار مصادرك، ووجدت بعض كلماته:"]
    assert [key["text"] for row in answer.buttons for key in row][:-1] == ["🔎 جسر الوادي"]
    await town.tap(reader, "🔎 جسر الوادي")
    await town.telegram.wait_for(lambda: f"1. {BRIDGE}" in plain(town.heard(reader)[-1]))


async def test_a_city_is_searched_for_and_may_be_meant_for_the_settings(
    town: Town, reader: User
) -> None:
    town.news("مؤتمر للنقل في دمشق", paragraphs=OTHERS[1])
    await town.pick_up()

    found = await town.say(reader, reader, "دمشق")
    assert plain(found).startswith("🔎 دمشق · خبر واحد")

    await town.tap(reader, "🌍 توقيت دمشق")
    await town.telegram.wait_for(lambda: settings_of(town, reader.id).zone == "Asia/Damascus")


async def test_of_a_city_that_no_story_names_it_is_said_and_its_time_offered(
    town: Town, reader: User
) -> None:
    answer = await town.say(reader, reader, "طنجة")

    assert plain(answer).startswith("لم أجد «طنجة»")
    assert "🔔 نبهني بجديده" in str(answer.buttons)
    await town.tap(reader, "🌍 توقيت طنجة")
    await town.telegram.wait_for(lambda: settings_of(town, reader.id).zone == "Africa/Casablanca")


async def test_of_a_country_of_several_zones_each_is_offered(town: Town, reader: User) -> None:
    answer = await town.say(reader, reader, "أمريكا")

    assert plain(answer).startswith("لم أجد «أمريكا»")
    assert all(f"🌍 توقيت {city}" in str(answer.buttons) for city in ("نيويورك", "شيكاغو"))


async def test_pages_are_turned_in_place(town: Town, reader: User) -> None:
    for number, place in enumerate(PLACES):
        town.database.run_now(store_told, 1, number, f"تلوين {place}")
    found = await town.say(reader, reader, "/search تلوين")
    assert lines(found)[0] == "🔎 تلوين · 7 أخبار"

    await town.tap(reader, "التالي ←")

    await town.telegram.wait_for(lambda: "6. تلوين المخبز" in plain(town.heard(reader)[-1]))
    assert "5." not in plain(town.heard(reader)[-1])
    assert "صفحة 2 من 2" in str(town.heard(reader)[-1].buttons)


async def test_a_group_is_answered_when_it_asks(town: Town, reader: User) -> None:
    group = town.telegram.group("جيران", members=(reader,))
    town.telegram.add_bot(group, by=reader)
    await town.next_message(group, 0)

    assert f"1. {BRIDGE}" in lines(await town.say(group, reader, "/search جسر"))
    before = len(town.heard(group))
    asked = await town.say(group, reader, "/search")
    town.telegram.say(group, reader, "جسر", reply_to=asked)
    assert f"1. {BRIDGE}" in lines(await town.next_message(group, before + 1))


def page(text: str, *, stories: int, language: Language = Language.ARABIC) -> Message:
    return render_search.results(
        search.query(text),
        render_search.Page(number=1, shown=[a_story()], stories=stories),
        now=NOW,
        bot="mujaz_bot",
        variant=Variant(language=language),
    )


def test_words_that_no_key_can_carry_are_to_be_narrowed() -> None:
    message = page("قانون المياه الجديد في مجلس واحة السراب", stories=30)

    assert "أضف كلمة تضيّق البحث" in message.html
    assert [each.label for row in message.buttons for each in row] == ["1"]
    assert all(
        len(each.data.encode()) <= 64 for row in page("قانون", stories=30).buttons for each in row
    )


def test_of_very_many_the_newest_are_shown() -> None:
    assert "أحدث 50 خبراً" in page("قانون", stories=280).html


@pytest.mark.parametrize("text", ["قانون", "<b>قانون</b>", "NASA «قانون»", "\u202eقانون", "2025"])
@pytest.mark.parametrize("language", Language)
def test_every_page_passes_the_lint(text: str, language: Language) -> None:
    assert faults(page(text, stories=30, language=language)) == []


def test_only_who_is_searched_for_and_quoted_surely_is_shown_with_his_words() -> None:
    sure = a_quote("هذا القانون خطوة أولى", speaker="سامر الحداد", role="")
    unsure = a_quote("لن تحفر بئر واحدة", speaker="سامر الحداد", role="", key=False)
    sought = search.query("الحداد")

    assert search.said(sought, a_digest(quotes=(unsure, sure))) == sure
    assert search.said(sought, a_digest(quotes=(unsure,))) is None
    assert search.said(search.query("القنديل"), a_digest(quotes=(sure,))) is None


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("وقال الحداد: «نبدأ غداً.", "وقال الحداد: «نبدأ غداً…»"),
        ("وقال الحداد: «نبدأ غداً…", "وقال الحداد: «نبدأ غداً…»"),
        ("ولن يبقى بيت بلا ماء».", "«… ولن يبقى بيت بلا ماء»."),
        ("حتى الشتاء»، وقال: «نبدأ غداً.", "«… حتى الشتاء»، وقال: «نبدأ غداً…»"),
        ("وقال: «نبدأ غداً».", "وقال: «نبدأ غداً»."),
        ("بدأ العمل.", "بدأ العمل."),
    ],
)
def test_a_sentence_out_of_a_quotation_keeps_both_marks(sentence: str, told: str) -> None:
    assert render_search.with_both_marks(sentence) == told


def test_the_passage_is_the_first_sentence_with_most_of_the_words() -> None:
    paragraphs = ("وصل القطار. وغادر القطار المحطة مساءً. القطار والمحطة جديدان.",)

    assert search.passage(search.query("قطار محطة"), paragraphs) == "وغادر القطار المحطة مساءً."
    assert search.passage(search.query("غواصة"), paragraphs) == ""
