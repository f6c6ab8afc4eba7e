"""What a reader lives through who asks who said what, in a town of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core import search
from bot.core.messages import render_said
from bot.core.models import Variant
from bot.emulator import User
from storage import Database, Tx, subscribers
from tests.builders import NOW, a_quote, a_story
from tests.lint import faults
from tests.test_typed_settings import reply
from tests.town import Town, a_town, plain

PAPERS = ["صحيفة الشرفة", "جريدة المرفأ"]
LEAD = "عقد مجلس البلدة أمس جلسة طويلة عن النهر حضرها عدد كبير من سكان القرى القريبة ومزارعيها."
END = "وتبدأ الأعمال في الأسبوع الأول من الشهر المقبل في القرى الثلاث الواقعة على الضفة."
FIRST = "لن تحفر بئر واحدة بعد اليوم قبل دراسة شاملة للنهر"
LAST = "سنعوض المزارعين عن كل دونم جف في هذا الصيف الطويل"
SAYINGS = (
    "تصل القطارات الجديدة إلى المحطة القديمة قبل حلول الشتاء",
    "أغلقنا المصنع لأن دخانه أضر بتلاميذ المدرسة المجاورة",
    "يحتاج المستشفى إلى عشرين ممرضة وطبيبين للأطفال فورا",
    "زرعنا ألفي شجرة زيتون على التل الذي أكله الحريق",
    "سوف تضاء شوارع الميناء كلها بمصابيح تعمل بالشمس",
    "لا علاقة للمجلس بما كتبته الصحف عن بيع الملعب",
    "انتظر الصيادون ثلاثة أعوام حتى صدرت رخص قواربهم",
)
OTHER = "هذا القانون ظالم وسوف يدفع ثمنه صغار المزارعين وحدهم"


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, PAPERS) as found:
        minister, farmer = "وقال وزير الري سامر الحداد: ", "وقالت المزارعة ليلى عباس: "
        found.news("قانون جديد للمياه", paragraphs=(LEAD, f"{minister}«{FIRST}».", END))
        found.news(
            "الوزير يتعهد بتعويض المزارعين",
            publisher=1,
            paragraphs=(
                LEAD,
                f"{minister}«{LAST}».",
                f"{farmer}«{OTHER}».",
                END,
            ),
        )
        await found.pick_up()
        yield found


async def test_both_databases_know_who_said_it(db: Database) -> None:
    async with a_town(db, PAPERS) as town:
        told = f"وقال وزير الري سامر الحداد: «{FIRST}»."
        town.news("قانون جديد للمياه", paragraphs=(LEAD, told, END))
        await town.pick_up()
        reader = town.telegram.user(501, "ليلى", "ar")

        assert f"«{FIRST}»." in plain(await town.say(reader, reader, "/said الحداد"))
        assert "لم أجد" in plain(await town.say(reader, reader, "/said النهر"))


async def test_a_name_finds_what_he_said_and_a_number_opens_the_story(
    town: Town, reader: User
) -> None:
    told = plain(await town.say(reader, reader, "/said سامر الحداد")).split("\n")

    assert told[0] == "🗣 أقوال سامر الحداد"
    assert told[1:4] == [
        "سامر الحداد، وزير الري:",
        f"«{LAST}».",
        "1. الوزير يتعهد بتعويض المزارعين",
    ]
    assert told[5:8] == ["سامر الحداد، وزير الري:", f"«{FIRST}».", "2. قانون جديد للمياه"]
    assert told[-1] == "اضغط رقم الخبر لقراءته 👇"
    assert not any(OTHER in line for line in told)
    await town.tap(reader, "2")
    opened = await town.next_message(reader, 1)
    assert plain(opened).startswith("قانون جديد للمياه")


@pytest.mark.parametrize(
    "question",
    [
        "ماذا قال وزير الري؟",
        "ماذا قال سامر الحدّاد",
        "شو قال الحداد؟",
        "تصريحات وزير الري",
        "/said ماذا قال الحداد؟",
    ],
)
async def test_it_may_be_asked_in_so_many_words(town: Town, reader: User, question: str) -> None:
    answer = plain(await town.say(reader, reader, question))

    assert answer.startswith("🗣 أقوال ")
    assert FIRST in answer
    assert OTHER not in answer


async def test_of_what_somebody_said_only_that_is_told_which_is_about_the_subject(
    town: Town, reader: User
) -> None:
    of_words = plain(await town.say(reader, reader, "ماذا قال الحداد عن البئر؟"))
    of_headline = plain(await town.say(reader, reader, "/said الحداد عن المزارعين"))

    assert of_words.startswith("🗣 أقوال الحداد عن البئر\n")
    assert of_headline.startswith("🗣 أقوال الحداد عن المزارعين\n")
    assert FIRST in of_words
    assert LAST not in of_words
    assert LAST in of_headline
    assert FIRST not in of_headline


async def test_who_said_nothing_about_the_subject_is_told_with_what_else_he_said(
    town: Town, reader: User
) -> None:
    told = plain(await town.say(reader, reader, "ماذا قال الحداد عن الميزانية؟"))

    assert told.split("\n")[:4] == [
        "لم أجد في أقوال «الحداد» شيئاً عن «الميزانية».",
        "وهذا أحدث ما وجدته:",
        "",
        "🗣 أقوال الحداد",
    ]
    assert LAST in told


async def test_what_two_papers_quote_is_told_once(town: Town, reader: User) -> None:
    body = (LEAD, f"وأكد وزير الري سامر الحداد: «{FIRST}».", END)
    town.news("الحداد: لا آبار جديدة", publisher=1, paragraphs=body)
    await town.pick_up()

    assert plain(await town.say(reader, reader, "/said الحداد")).count(FIRST) == 1


async def test_of_whom_nobody_quotes_in_full_the_stories_are_told(
    town: Town, reader: User
) -> None:
    told = plain(await town.say(reader, reader, "/said مزارعيها")).split("\n")

    assert told[:2] == [
        "لم أجد في أخبار مصادرك كلاماً منقولاً بنصه عن «مزارعيها».",
        "وهذا ما وجدته في الأخبار:",
    ]
    assert told[3] == "🔎 مزارعيها · خبر واحد"


async def test_of_whom_nothing_is_known_it_is_said(town: Town, reader: User) -> None:
    answer = plain(await town.say(reader, reader, "ماذا قال نادر القنديل؟"))

    assert answer == "لم أجد في أخبار مصادرك كلاماً منقولاً بنصه عن «نادر القنديل»."


@pytest.mark.parametrize("words", ["/said", "من قال ماذا", "ماذا قال؟"])
async def test_the_command_alone_asks_for_a_name(town: Town, reader: User, words: str) -> None:
    asked = await town.say(reader, reader, words)
    assert plain(asked).startswith("ماذا قال مَن؟")

    assert FIRST in plain(await reply(town, reader, asked, "السيد سامر الحداد"))
    assert FIRST in plain(await reply(town, reader, asked, "ماذا قال الحداد؟"))
    assert plain(await reply(town, reader, asked, "شكراً")).startswith("على الرحب")


async def test_who_holds_an_office_is_found_without_his_country(town: Town, reader: User) -> None:
    told = f"وقال وزير المالية اللبناني نادر القنديل: «{SAYINGS[0]}»."
    town.news("القطارات قادمة", paragraphs=(LEAD, told, END))
    await town.pick_up()

    assert SAYINGS[0] in plain(await town.say(reader, reader, "ماذا قال وزير المالية؟"))


async def test_who_has_chosen_no_source_is_told_so(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/start")

    def drop_all(tx: Tx) -> None:
        subscriber = subscribers.find(tx, reader.id)
        assert subscriber is not None
        for choice in subscribers.choices(tx, subscriber.id):
            subscribers.drop(tx, subscriber.id, choice.source.id)

    town.database.run_now(drop_all)

    assert plain(await town.say(reader, reader, "/said الحداد")).startswith("لم تختر أي مصدر")


async def test_pages_are_turned_in_place(town: Town, reader: User) -> None:
    for number, said in enumerate(SAYINGS):
        told = f"وقالت المهندسة نادية الشامي: «{said}»."
        town.news(f"خبر رقم {number + 1}", publisher=number % 2, paragraphs=(LEAD, told, END))
    await town.pick_up()

    first = plain(await town.say(reader, reader, "/said نادية الشامي"))
    assert first.count("نادية الشامي:") == 5

    await town.tap(reader, "التالي ←")
    await town.telegram.wait_for(lambda: "6. " in plain(town.heard(reader)[0]))
    assert first not in plain(town.heard(reader)[0])


def test_words_of_which_no_part_fits_are_told_as_far_as_there_is_room() -> None:
    quote = a_quote(" ".join(["كلمات"] * 80), speaker="سامر الحداد")
    page = render_said.Page(number=1, pages=1, shown=[(a_story(), [quote])])

    message = render_said.sayings(
        search.query("الحداد"), page, now=NOW, bot="mujaz_bot", variant=Variant()
    )

    assert "«كلمات كلمات" in message.html


def test_a_page_of_long_words_still_goes_out() -> None:
    long = " ".join(["كلمات"] * 44)
    quotes = [a_quote(f"{long} {number}", speaker="سامر الحداد") for number in range(3)]
    page = render_said.Page(number=1, pages=1, shown=[(a_story(), quotes)] * 5)
    query = search.query("الحداد")

    message = render_said.sayings(query, page, now=NOW, bot="mujaz_bot", variant=Variant())

    assert faults(message) == []
    assert message.html.count("«كلمات") >= 5
