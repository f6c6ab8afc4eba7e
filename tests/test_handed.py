"""An article that a reader hands over is made short: by the address of its page, or as a text."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
import pytest_asyncio

from bot.core import urls
from bot.emulator import Message, User
from bot.handlers.context import SERVICES
from storage import Database
from tests.marsad import FEED, SITE, a_town_beside_it, ask
from tests.town import BODY, OTHERS, RULES, Town, plain

PAGE = f"{SITE}news/0"
LETTER = (
    "السلام عليكم، أتابع موجز منذ شهرين وأجد فيه ما أحتاج إليه كل صباح قبل أن أخرج إلى العمل، "
    "ولكنني لا أجد أخبار الكرة كما أحب، وأخبار الطقس تصلني مساءً بعد أن ينتهي اليوم كله. هل "
    "تستطيعون أن ترسلوا الطقس عند السادسة صباحاً، وأن تجمعوا أخبار الكرة في رسالة واحدة بعد آخر "
    "مباراة؟ شكراً لكم على ما تبذلون، وأرجو أن تدوموا بخير."
)
POST = "\n\n".join(
    ["🔴 سوق واحة السراب تفتح أبوابها", *BODY, "تابعونا على تيليغرام https://t.me/marsad_example"]
)


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town_beside_it(sqlite, RULES) as town:
        yield town


def kept(town: Town) -> int:
    rows = town.database.run_now(lambda tx: tx.query("select count(*) as n from articles"))
    return int(rows[0]["n"])


def keys(message: Message) -> list[str]:
    return [key["text"] for row in message.buttons for key in row]


async def test_the_page_of_an_article_is_told_in_short_and_not_kept(
    town: Town, reader: User
) -> None:
    told = await ask(town, reader, PAGE)

    lines = plain(told).split("\n")
    assert lines[0] == "خبر 0 من مرصد الواحة"
    assert "«هذه السوق هدية لكل من صبر على غبار الطريق»" in plain(told)
    assert "سامر الحدّاد" in plain(told)
    assert lines[-1] == "📰 marsad.example"
    assert keys(told) == ["🔗 المصدر"]
    assert kept(town) == 0


async def test_phones_share_a_headline_with_its_address(town: Town, reader: User) -> None:
    told = await ask(town, reader, f"افتتاح السوق الشعبية\n{PAGE}?utm_source=share")

    assert plain(told).startswith("خبر 0 من مرصد الواحة")


async def test_a_story_that_the_bot_knows_is_told_as_such(town: Town, reader: User) -> None:
    url = town.news("افتتاح سوق السراب")
    await town.pick_up()
    asked = len(town.press.asked)

    told = await town.say(reader, reader, f"{url}?utm_source=share#top")

    assert plain(told).startswith("افتتاح سوق السراب")
    assert "📖 النص الكامل" in keys(told)
    assert len(town.press.asked) == asked


async def test_nobody_learns_by_a_page_that_others_have_added_its_paper(
    town: Town, reader: User
) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    await ask(town, reader, f"/add {FEED}")
    await town.pick_up()
    town.press.pages["https://short.example/x"] = httpx.Response(301, headers={"location": PAGE})

    owners = await ask(town, reader, PAGE)
    others = [await ask(town, other, page) for page in (PAGE, "https://short.example/x")]

    assert "📖 النص الكامل" in keys(owners)
    assert [keys(each) for each in others] == [["🔗 المصدر"]] * 2


async def test_a_short_address_that_leads_to_a_known_story_is_that_story(
    town: Town, reader: User
) -> None:
    url = town.news("افتتاح سوق السراب")
    await town.pick_up()
    town.press.pages["https://short.example/x"] = httpx.Response(301, headers={"location": url})

    told = await ask(town, reader, "https://short.example/x")

    assert "📖 النص الكامل" in keys(told)


@pytest.mark.parametrize(
    ("page", "claimed"),
    [
        ("https://stranger.example/1", "https://shurfa.example/news/1"),
        ("https://stranger.blogspot.com/1", "https://neighbour.blogspot.com/1"),
    ],
)
async def test_a_page_that_claims_to_be_anothers_is_told_as_its_own(
    town: Town, reader: User, page: str, claimed: str
) -> None:
    town.press.html(page, "خبر يدّعي أنه من صحيفة أخرى", canonical=claimed)

    told = await ask(town, reader, page)

    assert plain(told).split("\n")[-1] == f"📰 {urls.host(page)}"
    assert [key["url"] for row in told.buttons for key in row] == [page]


async def test_a_page_without_an_article_may_be_a_source(town: Town, reader: User) -> None:
    town.press.pages[f"{SITE}sport"] = town.press.pages[SITE]

    offer = await ask(town, reader, f"{SITE}sport")
    await town.tap(reader, "➕ ابحث وأضف")
    await town.telegram.wait_for(lambda: "مرصد الواحة" in offer.text)

    assert "أضفته إلى مصادرك" in offer.text


async def test_a_feed_may_be_one_too(town: Town, reader: User) -> None:
    assert "هل أضيف" in (await ask(town, reader, f"{SITE}feed/")).text


async def test_why_a_page_is_not_to_be_had_is_said(town: Town, reader: User) -> None:
    assert "لا صفحة" in (await ask(town, reader, f"{SITE}news/404")).text


async def test_a_page_in_another_language_is_not_told(town: Town, reader: User) -> None:
    town.press.html(
        f"{SITE}en/1",
        "The market of Sarab opens",
        ("The mayor of the invented oasis opened the market on Monday, and said that it is for"
         " all who were patient with the dust of the road to it in the last three years.",) * 2,
    )  # fmt: skip

    assert "ليس بالعربية" in (await ask(town, reader, f"{SITE}en/1")).text


async def test_where_readers_add_nothing_they_send_the_bot_nowhere(
    town: Town, reader: User
) -> None:
    desk = town.application.bot_data[SERVICES]
    town.application.bot_data[SERVICES] = replace(desk, rules=replace(RULES, policy="closed"))

    told = await town.say(reader, reader, PAGE)

    assert "يختارها مشغّله" in told.text
    assert PAGE not in town.press.asked


async def test_so_many_pages_an_hour(town: Town, reader: User) -> None:
    for number in range(20):
        await ask(town, reader, f"{SITE}none/{number}")

    told = await town.say(reader, reader, PAGE)

    assert "أعد المحاولة" in told.text
    assert PAGE not in town.press.asked


async def test_a_reading_that_was_cut_short_is_taken_up_again(town: Town, reader: User) -> None:
    message = await ask(town, reader, PAGE)
    town.press.html(PAGE, "خبر تبدّل عنوانه")
    town.database.run_now(lambda tx: tx.execute("update looks set state = 'reading'"))

    await town.restart()

    await town.telegram.wait_for(lambda: "تبدّل عنوانه" in message.text)


async def passed_on(town: Town, reader: User, text: str, *, is_picture: bool = False) -> Message:
    """What the bot answers to a message of somebody else."""
    await town.say(reader, reader, "/start")
    before = len(town.heard(reader))
    town.telegram.pass_on(reader, reader, text, is_picture=is_picture)
    return await town.next_message(reader, before)


async def settled(town: Town, message: Message) -> Message:
    """When the look that it told of is over."""
    await town.telegram.wait_for(lambda: "أنظر في" not in message.text)
    return message


async def test_a_post_that_is_passed_on_is_told_in_short(town: Town, reader: User) -> None:
    told = await passed_on(town, reader, POST)

    text = plain(told)
    assert text.startswith("🔴 سوق واحة السراب تفتح أبوابها")
    assert "«هذه السوق هدية لكل من صبر على غبار الطريق»" in text
    assert text.endswith("✂️ خلاصة ما أرسلته، بكلماته")
    assert kept(town) == 0
    assert not town.press.asked[1:]


async def test_so_is_what_stands_below_a_picture(town: Town, reader: User) -> None:
    assert "بكلماته" in plain(await passed_on(town, reader, POST, is_picture=True))


async def test_so_is_a_whole_article_that_was_pasted(town: Town, reader: User) -> None:
    whole = "\n\n".join(["افتتاح السوق", *BODY, *OTHERS[0], *OTHERS[1]])

    assert "بكلماته" in plain(await town.say(reader, reader, whole))


async def test_who_reads_headlines_alone_is_told_more_of_what_is_handed_over(
    town: Town, reader: User
) -> None:
    panel = await town.say(reader, reader, "/settings")
    await town.tap(reader, "📏 الطول")
    await town.telegram.wait_for(lambda: "العنوان فقط" in keys(panel))
    await town.tap(reader, "العنوان فقط")

    assert "«هذه السوق هدية" in plain(await passed_on(town, reader, POST))


async def test_a_letter_to_the_bot_is_no_article(town: Town, reader: User) -> None:
    assert "بكلماته" not in plain(await town.say(reader, reader, LETTER))


async def test_a_post_with_an_address_is_told_by_its_page(town: Town, reader: User) -> None:
    told = await settled(town, await passed_on(town, reader, f"{POST}\n{SITE}news/1"))

    assert plain(told).startswith("خبر 1 من مرصد الواحة")


@pytest.mark.parametrize(
    "address",
    [f"{SITE}news/404", "https://shut.example/1", SITE, f"{SITE}sport", "https://x.com/a/1",
     f"{SITE}news/0 {SITE}news/1"],
)  # fmt: skip
async def test_by_itself_where_the_page_tells_nothing(
    town: Town, reader: User, address: str
) -> None:
    town.press.pages["https://shut.example/1"] = httpx.Response(403)
    town.press.pages[f"{SITE}sport"] = town.press.pages[SITE]

    told = await settled(town, await passed_on(town, reader, f"{POST}\n{address}"))

    assert plain(told).startswith("🔴 سوق واحة السراب تفتح أبوابها")


async def test_and_where_no_page_may_be_asked_for(town: Town, reader: User) -> None:
    desk = town.application.bot_data[SERVICES]
    town.application.bot_data[SERVICES] = replace(desk, rules=replace(RULES, policy="closed"))

    assert "بكلماته" in plain(await passed_on(town, reader, f"{POST}\n{PAGE}"))


async def test_words_that_link_to_a_page_hand_it_over(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/start")
    before = len(town.heard(reader))
    link = {"type": "text_link", "offset": 0, "length": 8, "url": PAGE}
    town.telegram.put(reader, reader, text="التفاصيل هنا", entities=[link])

    told = await settled(town, await town.next_message(reader, before))

    assert plain(told).startswith("خبر 0 من مرصد الواحة")


async def test_a_text_in_another_language_is_not_told(town: Town, reader: User) -> None:
    written = (
        "The mayor opened the market of the invented oasis, and said that it is for all. " * 6
    )

    assert "ليس بالعربية" in plain(await passed_on(town, reader, f"The market\n\n{written}"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://shut.example/1", "لا أستطيع قراءة ما في «shut.example»"),
        ("https://shut.example/1.pdf", "لا أستطيع قراءة ما في «shut.example»"),
        ("https://x.com/a/status/1", "لا أستطيع قراءة ما في «x.com»"),
        ("شاهد https://t.me/a/12", "لا أستطيع قراءة ما في «t.me»"),
        (f"{SITE}news/0 و{SITE}news/1", "في رسالتك أكثر من رابط"),
    ],
)
async def test_what_cannot_be_read_is_said_with_what_helps(
    town: Town, reader: User, text: str, answer: str
) -> None:
    town.press.pages["https://shut.example/1"] = httpx.Response(403)
    town.press.pages["https://shut.example/1.pdf"] = httpx.Response(
        200, headers={"content-type": "application/pdf"}
    )

    assert answer.replace("«", "").replace("»", "") in plain(await ask(town, reader, text))


async def test_who_asks_for_a_source_is_not_asked_again(town: Town, reader: User) -> None:
    assert "أضفته إلى مصادرك" in (await ask(town, reader, f"أضف {SITE}feed/")).text


@pytest.mark.parametrize("words", ["@mujaz_bot", "@mujaz_bot لخّص!"])
@pytest.mark.parametrize(
    ("written", "answer"),
    [(f"اقرؤوا {PAGE}", "خبر 0 من مرصد الواحة"), (POST, "🔴 سوق واحة السراب تفتح أبوابها")],
)
async def test_in_a_group_one_points_at_what_somebody_has_written(
    town: Town, reader: User, words: str, written: str, answer: str
) -> None:
    friend = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.group(members=(reader, friend))
    town.telegram.add_bot(group, by=reader)
    before = len(town.heard(group)) + 1
    await town.next_message(group, 0)
    theirs = town.telegram.say(group, friend, written)

    town.telegram.say(group, reader, words, reply_to=theirs)

    told = await settled(town, await town.next_message(group, before))
    assert plain(told).startswith(answer)


async def test_who_says_more_than_that_means_it(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/start")
    mine = town.telegram.say(reader, reader, PAGE)
    await town.telegram.wait_for(lambda: "مرصد الواحة" in town.heard(reader)[-1].text)
    before = len(town.heard(reader))

    town.telegram.say(reader, reader, "ابحث عن السوق", reply_to=mine)

    assert "لم أجد" in (await town.next_message(reader, before)).text


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("العنوان\nhttps://a.example/1", ["https://a.example/1"]),
        ("انظر (https://a.example/1).", ["https://a.example/1"]),
        ("رأيت https://a.example/1؟ وhttps://a.example/1!", ["https://a.example/1"]),
        ("https://a.example/1\u200f.", ["https://a.example/1"]),
        ("https://a.example/B_(c) و(https://a.example/d)", ["https://a.example/B_(c)", "https://a.example/d"]),
        ("https://a.example/1 وأيضا https://a.example/2", ["https://a.example/1", "https://a.example/2"]),
        ("آخر الأخبار", []),
    ],
)  # fmt: skip
def test_the_addresses_in_a_text(text: str, pages: list[str]) -> None:
    assert urls.shared(text) == pages


@pytest.mark.parametrize(
    "text", ["https://a.example/1؟", "«a.example/1»!", "(https://a.example/1)"]
)
def test_a_sentences_end_is_no_part_of_an_address(text: str) -> None:
    assert urls.typed(text) == "https://a.example/1"
