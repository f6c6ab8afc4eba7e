"""What other sources tell of a story reaches the readers of a message that told it, in the message
itself: through the real client and a local Telegram, on real databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.amending import amend
from bot.core.pacing import Pacer
from bot.corrections import Corrector, deliver_and_correct
from bot.emulator import User
from storage import Database, articles
from tests.builders import a_digest, read_as
from tests.lint import faults
from tests.post import shown
from tests.tellings import AFTERSHOCK, AGENCY, DRILL, PORT, TALL, News
from tests.town import Town, a_town

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
SHURFA, MARFA, BURJ = range(3)


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    papers = ["صحيفة الشرفة", "جريدة المرفأ", "وكالة البرج"]
    async with a_town(db, papers) as town:
        yield town
        assert lint(town) == []


@pytest.fixture
async def reader(town: Town) -> User:
    """Who gets everything from all papers at once."""
    reader = town.telegram.user(501, "ليلى", "ar")
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()
    return reader


def lint(town: Town) -> list[str]:
    return [fault for message in shown(town.telegram) for fault in faults(message)]


async def tell(town: Town, *all_of_it: tuple[int, News]) -> None:
    """Papers tell something, one after the other, and it is picked up."""
    for publisher, news in all_of_it:
        town.news(news.title, publisher=publisher, paragraphs=news.paragraphs)
        await town.pick_up()


async def wait(town: Town, minutes: int) -> None:
    """Time goes by, and messages are brought up to date."""
    town.now += minutes * MINUTE
    town.sender.pacer = Pacer()
    await deliver_and_correct(Corrector(town.sender, pacer=Pacer(per_second=1000)))


def texts(town: Town, reader: User) -> list[str]:
    """The messages that tell news."""
    return [each.text for each in town.heard(reader) if "📰" in each.text]


def edits(town: Town) -> int:
    return sum(name == "editMessageText" for name, _ in town.telegram.calls)


async def test_three_papers_end_in_one_message_that_names_three(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT), (BURJ, TALL), (BURJ, DRILL))
    await wait(town, 3)

    [quake, drill] = texts(town, reader)
    assert "\u200f🗞 نقلته 3 مصادر" in quake
    assert quake.split("\n")[0] == f"\u200f{AGENCY.title}"
    assert "نقل" not in drill, "a false friend"


async def test_two_are_written_without_a_digit(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT))
    await wait(town, 3)

    assert "\u200f🗞 نقله مصدران" in texts(town, reader)[0]


async def test_what_comes_within_minutes_is_one_edit(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY))
    for publisher, news in ((MARFA, PORT), (BURJ, TALL)):
        town.news(news.title, publisher=publisher, paragraphs=news.paragraphs)
    await town.pick_up()

    await wait(town, 1)
    soon = edits(town)
    await wait(town, 2)
    await wait(town, 60)

    assert (soon, edits(town)) == (0, 1)
    assert "نقلته 3 مصادر" in texts(town, reader)[0]


async def test_a_story_that_goes_on_growing_is_edited_ever_more_rarely(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT))
    await wait(town, 3)
    assert edits(town) == 1

    town.news(TALL.title, publisher=BURJ, paragraphs=TALL.paragraphs)
    town.database.run_now(lambda tx: tx.execute("update sources set next_poll_at = 0"))
    town.now -= 39 * MINUTE  # a minute later
    await town.pick_up()
    await wait(town, 5)
    early = edits(town)
    await wait(town, 6)

    assert (early, edits(town)) == (1, 2)


async def test_a_reprint_of_the_same_text_edits_nothing(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, News("هزة في الكثبان", AGENCY.paragraphs)))
    await wait(town, 60)

    assert edits(town) == 0
    assert len(texts(town, reader)) == 1


async def test_the_latest_development_is_a_line_in_the_message_and_no_second_push(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY))
    town.now += 2 * HOUR
    await tell(town, (MARFA, AFTERSHOCK))
    await wait(town, 3)

    [text] = texts(town, reader)
    assert f"🔄 آخر تطوّر: \u200f{AFTERSHOCK.title}" in text
    assert edits(town) == 1


async def test_who_has_another_papers_version_learns_of_the_development_too(
    town: Town, reader: User
) -> None:
    await tell(town, (MARFA, PORT), (SHURFA, AGENCY), (SHURFA, AFTERSHOCK))
    await wait(town, 3)
    await wait(town, 15)

    [text] = texts(town, reader)
    assert "جريدة المرفأ" in text
    assert AFTERSHOCK.title in text


async def test_a_development_that_is_taken_back_is_told_of_no_more(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY))
    town.now += 2 * HOUR
    url = town.news(AFTERSHOCK.title, publisher=MARFA, paragraphs=AFTERSHOCK.paragraphs)
    await town.pick_up()
    await wait(town, 3)
    assert AFTERSHOCK.title in texts(town, reader)[0]

    town.press.edit(url, "هزة ارتدادية", feed=town.publishers[MARFA].url)
    town.press.pages[url] = httpx.Response(410)
    await town.pick_up()
    await wait(town, 60)

    assert "تطوّر" not in texts(town, reader)[0]


async def test_a_correction_and_a_growing_story_are_one_edit(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT))
    found = town.database.run_now(articles.get, [1])[1]
    right = "هزة أرضية بقوة 5.6 درجات تضرب شمال إقليم الكثبان"

    def correct() -> bool:
        return town.database.run_now(
            amend,
            1,
            read_as(
                replace(found.article, title=right),
                replace(a_digest(right), gist=found.digest.gist, quotes=found.digest.quotes),
            ),
            now=town.now,
        )

    assert correct()
    await wait(town, 3)
    await wait(town, 60)

    [text] = texts(town, reader)
    assert "تصحيح: كان العنوان" in text
    assert "نقله مصدران" in text
    assert edits(town) == 1


async def test_a_source_that_takes_its_version_back_is_counted_no_more(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY))
    url = town.news(PORT.title, publisher=MARFA, paragraphs=PORT.paragraphs)
    await town.pick_up()
    await wait(town, 3)
    assert "نقله مصدران" in texts(town, reader)[0]

    town.press.edit(url, "زلزال", feed=town.publishers[MARFA].url)
    town.press.pages[url] = httpx.Response(410)
    await town.pick_up()
    await wait(town, 60)

    assert "نقل" not in texts(town, reader)[0]


async def test_who_gets_it_afterwards_is_told_so_at_once(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT))
    late = town.telegram.user(502, "سعاد", "ar")

    await town.say(late, late, "/subscribe")
    await wait(town, 1)
    before = edits(town)
    await wait(town, 60)

    assert "نقله مصدران" in texts(town, late)[0]
    assert (before, edits(town)) == (0, 1), "of the first reader's message only"


async def test_a_growing_story_waits_for_corrections_of_others(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, DRILL), (SHURFA, AGENCY), (MARFA, PORT))
    drill = town.database.run_now(articles.get, [1])[1]
    title = "مدارس جزر اللؤلؤ تتدرب على مواجهة الزلازل بعد هزة خفيفة الأسبوع الماضي"
    town.now += 3 * MINUTE
    town.database.run_now(
        amend,
        1,
        read_as(
            replace(drill.article, title=title),
            replace(drill.digest, headline=title),
        ),
        now=town.now,
    )
    await wait(town, 0)

    told = [each["text"] for name, each in town.telegram.calls if name == "editMessageText"]
    assert ["تصحيح" in text for text in told] == [True, False]
