"""Breaking news that is out before it is written: told at once, and completed in its place."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from bot.core.models import Article, Form
from bot.core.stories import compare
from bot.core.understanding import fingerprint
from bot.corrections import Corrector, deliver_and_correct
from bot.delivery import deliver
from bot.emulator import Message, User
from bot.poller import poll
from bot.reading import read
from bot.rereading import reread
from storage import Database
from tests.town import BODY, Town, a_town, plain

LINE = "انهيار رافعة في ميناء واحة السراب"
FLASH = f"عاجل | {LINE}"
WRITTEN = (
    "انهارت رافعة في ميناء واحة السراب فجر الاثنين من دون أن يصاب أحد، بحسب إدارة الميناء.",
    "وقال مدير الميناء نبيل القنديل: «كانت الأرصفة خالية لحظة السقوط، وسنفحص بقية الرافعات».",
    "وأُغلق الرصيف الثالث حتى انتهاء التحقيق، وحُوّلت السفن إلى الرصيف الأول.",
)
SAID = "«كانت الأرصفة خالية لحظة السقوط، وسنفحص بقية الرافعات»"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة"]) as town:
        yield town


@pytest.fixture
async def reader(town: Town) -> User:
    reader = town.telegram.user(501, "سلمى")
    await town.say(reader, reader, "/subscribe")
    town.news("افتتاح السوق الشعبية في واحة السراب", paragraphs=BODY)
    await town.pick_up()
    return reader


async def flash(town: Town, reader: User, title: str = FLASH) -> tuple[str, Message]:
    """One line and nothing else is published, and picked up; its address, the newest message."""
    url = town.news(title, paragraphs=(LINE,))
    await town.pick_up()
    return url, town.heard(reader)[-1]


async def wait(town: Town, time: timedelta) -> None:
    """Time goes by: pages are read, messages sent and brought up to date."""
    town.now += time
    await poll(town.poller)
    await town.poller.idle()
    await read(town.poller)
    await reread(town.poller)
    await town.poller.idle()
    await deliver(town.sender)
    await deliver_and_correct(Corrector(town.sender))


async def test_a_flash_is_told_before_its_page_has_a_text(town: Town, reader: User) -> None:
    _, message = await flash(town, reader)

    assert plain(message).startswith(f"🔴 عاجل | {LINE}\n")


@pytest.mark.parametrize("written", [WRITTEN, (WRITTEN[0], WRITTEN[2])])
async def test_its_message_is_completed_when_it_is_written(
    town: Town, reader: User, written: tuple[str, ...]
) -> None:
    url, message = await flash(town, reader)
    before = len(town.heard(reader))
    town.press.html(url, FLASH, written)

    await wait(town, 2 * MINUTE)

    assert plain(message).startswith(f"🔴 عاجل | {LINE}\n\n{WRITTEN[0]}")
    assert (SAID in plain(message)) is (written == WRITTEN)
    assert "تصحيح" not in message.text, "nothing of it was wrong"
    assert len(town.heard(reader)) == before, "and nothing is pushed again"


async def complete(town: Town, reader: User) -> tuple[str, Message]:
    """A flash that was told, and then written out."""
    url, message = await flash(town, reader)
    town.press.html(url, FLASH, WRITTEN)
    await wait(town, 2 * MINUTE)
    return url, message


def reworded(said: str) -> tuple[str, ...]:
    return tuple(each.replace(SAID, said) for each in WRITTEN)


async def test_what_changes_after_it_was_completed_is_a_correction(
    town: Town, reader: User
) -> None:
    url, message = await complete(town, reader)
    late = town.telegram.user(502, "سعاد")
    await town.say(late, late, "/subscribe")
    await wait(town, 0 * MINUTE)
    now = "«كانت الأرصفة شبه خالية لحظة السقوط، وسنفحص بقية الرافعات»"
    town.press.html(url, FLASH, reworded(now))

    await wait(town, 3 * MINUTE)

    for each in (message, town.heard(late)[-1]):
        assert now in plain(each)
        assert f"تصحيح: كان المنقول عن نبيل القنديل: {SAID}" in plain(each)


async def test_a_correction_is_of_what_a_completed_message_showed_first(
    town: Town, reader: User
) -> None:
    title = "رافعتان تنهاران في ميناء واحة السراب"
    url, message = await complete(town, reader)
    for said in ("خالية تماماً لحظة السقوط", "شبه خالية لحظة السقوط"):
        now = SAID.replace("خالية لحظة السقوط", said)
        town.press.html(url, title, reworded(now))
        await wait(town, timedelta(hours=5))

    assert now in plain(message)
    assert f"تصحيح: كان العنوان «{LINE}»" in plain(message)
    assert f"تصحيح: كان المنقول عن نبيل القنديل: {SAID}" in plain(message)
    assert "خالية تماماً" not in plain(message)


async def test_who_opens_its_full_text_and_closes_it_still_finds_the_correction(
    town: Town, reader: User
) -> None:
    url, message = await complete(town, reader)
    town.press.html(url, FLASH, reworded("«كانت الأرصفة شبه خالية لحظة السقوط»"))
    await wait(town, 3 * MINUTE)

    await town.tap(reader, "📖 النص الكامل")
    await town.telegram.wait_for(lambda: "قراءة" in message.text)
    await town.tap(reader, "✂️ الخلاصة")
    await town.telegram.wait_for(lambda: "قراءة" not in message.text)

    assert f"كان المنقول عن نبيل القنديل: {SAID}" in plain(message)


async def test_its_text_is_known_by_its_words_in_other_forms(town: Town, reader: User) -> None:
    url, message = await flash(town, reader, "عاجل | انهيار جزئي في سور قلعة المرسى")
    told = "انهار جزء من السور الشمالي لقلعة المرسى صباح الجمعة من دون أن يصاب أحد من الزوار."
    town.press.html(url, message.text, (told, *WRITTEN[1:]))

    await wait(town, 2 * MINUTE)

    assert told in plain(message)


async def test_a_text_that_is_long_in_coming_is_not_missed(town: Town, reader: User) -> None:
    url, message = await flash(town, reader)
    for _ in range(3):
        await wait(town, 5 * MINUTE)
    town.press.html(url, FLASH, WRITTEN)

    await wait(town, 5 * MINUTE)

    assert SAID in plain(message)


async def test_what_its_page_shows_meanwhile_is_not_taken_for_its_text(
    town: Town, reader: User
) -> None:
    url, message = await flash(town, reader)
    before = message.text
    town.press.html(url, FLASH, ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك على الموقع. " * 8,))

    await wait(town, 2 * MINUTE)

    assert message.text == before


async def test_one_whose_page_is_not_there_waits_for_a_second_try(
    town: Town, reader: User
) -> None:
    before = len(town.heard(reader))
    url = town.news(FLASH, paragraphs=(LINE,))
    town.press.pages[url] = httpx.Response(404)
    await town.pick_up()
    at_first = len(town.heard(reader)) - before

    await wait(town, timedelta(seconds=5))

    assert at_first == 0
    assert plain(town.heard(reader)[-1]).startswith(f"🔴 عاجل | {LINE}\n")


async def test_what_is_no_flash_waits_for_its_text(town: Town, reader: User) -> None:
    before = len(town.heard(reader))

    await flash(town, reader, LINE)

    assert len(town.heard(reader)) == before


async def test_a_flash_that_is_edited_is_corrected_at_once(town: Town, reader: User) -> None:
    url, message = await flash(town, reader)
    edited = FLASH.replace("رافعة", "رافعتين")
    town.press.edit(url, edited, feed=town.publishers[0].url, paragraphs=(LINE,))

    await wait(town, 40 * MINUTE)

    assert plain(message).startswith(f"🔴 {edited}\n")
    assert f"كان العنوان «{LINE}»" in plain(message)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("عاجل: استقالة رئيس مجلس المرسى", "عاجل | توقف قطارات المرسى", False),
        ("عاجل: رئيس مجلس المرسى يستقيل", "عاجل: رئيس مجلس المرسى يفتتح الجسر الجديد", False),
        ("عاجل | حريق في مستودع بمرفأ المرسى", "حريق في مدرسة بالمرسى", False),
        ("عاجل | حريق في مستودع بمرفأ المرسى", "حريق يلتهم مستودع مرفأ المرسى", True),
        ("عاجل | زلزال يضرب المرسى", "زلزال بقوة 5 درجات يضرب سواحل المرسى", True),
    ],
)
def test_flashes_of_one_town_are_not_one_story_for_its_name(
    one: str, other: str, is_same: bool
) -> None:
    prints = [fingerprint(Article(title=each, paragraphs=())) for each in (one, other)]

    assert compare(*prints).is_same is is_same


def test_two_films_of_one_event_are_one_story_for_fewer_words() -> None:
    """A film's headline is all of it; it is no flash."""
    one, other = "توقف قطارات المرسى صباح الأحد", "قطارات المرسى تتوقف ساعتين"
    prints = [
        [fingerprint(Article(title=each, paragraphs=(), form=form)) for each in (one, other)]
        for form in (Form.VIDEO, Form.ARTICLE)
    ]

    assert [compare(*pair).is_same for pair in prints] == [True, False]


async def test_two_flashes_of_one_town_are_both_told(town: Town, reader: User) -> None:
    told = []
    for title in ("عاجل: استقالة رئيس مجلس المرسى", "عاجل | توقف قطارات المرسى"):
        _, message = await flash(town, reader, title)
        told.append(plain(message).split("\n")[0])

    assert told == [
        "🔴 عاجل | استقالة رئيس مجلس المرسى",
        "🔴 عاجل | توقف قطارات المرسى",
    ]
