"""A paper goes on with its story: who wants everything of it gets that, others learn of it in the
message they have."""

from collections.abc import AsyncIterator

import pytest

from bot.core.models import Pushes, Settings
from bot.emulator import User
from storage import Database, preferences, subscribers
from tests.tellings import AFTERSHOCK, AGENCY, PORT, News
from tests.town import Town, a_town, plain

SHURFA, MARFA = range(2)
FLASH = News("زلزال شمال الكثبان وسكان عين الحجر في الشوارع", ("زلزال شمال الكثبان.",))


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة", "جريدة المرفأ"]) as town:
        yield town


@pytest.fixture
async def reader(town: Town) -> User:
    """Who gets everything at once."""
    reader = town.telegram.user(501, "ليلى", "ar")
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()
    return reader


async def told(town: Town, reader: User, *all_of_it: tuple[int, News]) -> list[str]:
    """Papers tell something, one after the other; the headlines that the reader gets of it."""
    before = len(town.heard(reader))
    for publisher, news in all_of_it:
        town.news(news.title, publisher=publisher, paragraphs=news.paragraphs)
        await town.pick_up()
    return [plain(each).split("\n")[0] for each in town.heard(reader)[before:]]


async def test_who_wants_everything_gets_what_a_paper_goes_on_to_tell(
    town: Town, reader: User
) -> None:
    headlines = await told(town, reader, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK))

    assert headlines == [AGENCY.title, AFTERSHOCK.title]


async def test_the_same_in_other_words_or_from_another_paper_is_no_second_message(
    town: Town, reader: User
) -> None:
    retold = News("هزة في الكثبان", AGENCY.paragraphs)
    headlines = await told(town, reader, (SHURFA, AGENCY), (SHURFA, retold), (MARFA, PORT))

    assert headlines == [AGENCY.title]


async def test_what_goes_on_is_not_told_to_who_does_not_want_everything(
    town: Town, reader: User
) -> None:
    known = town.database.run_now(subscribers.find, reader.id)
    assert known is not None
    town.database.run_now(preferences.change, known.id, Settings(pushes=Pushes.BREAKING))
    headlines = await told(
        town,
        reader,
        (SHURFA, AGENCY._replace(title=f"عاجل | {AGENCY.title}")),
        (SHURFA, AFTERSHOCK._replace(title=f"عاجل | {AFTERSHOCK.title}")),
    )

    assert headlines == [f"🔴 عاجل | {AGENCY.title}"]


async def test_the_article_comes_after_its_flash_even_at_another_address(
    town: Town, reader: User
) -> None:
    flash = FLASH._replace(title=f"عاجل | {FLASH.title}")
    headlines = await told(town, reader, (SHURFA, flash), (SHURFA, AGENCY))

    assert headlines == [f"🔴 {flash.title}", AGENCY.title]
