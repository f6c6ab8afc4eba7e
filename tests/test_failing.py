"""Whatever fails behind a request, who has asked is told, once and in one sentence."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.emulator import Chat, User
from storage import Database, Tx
from tests.town import Town, a_town, plain

FAILED = "تعذّر تنفيذ طلبك لخلل عندي، وقد سجّلته. أعد المحاولة بعد قليل."
CARDS = "🖼 بطاقات اقتباس"


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"]) as town:
        town.news("افتتاح السوق")
        await town.pick_up()
        yield town


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    reader = town.telegram.user(501, "ليلى", "ar")
    await town.say(reader, reader, "/latest")
    return reader


@pytest_asyncio.fixture
async def group(town: Town, reader: User) -> Chat:
    group = town.telegram.group(members=(reader,))
    town.telegram.add_bot(group, by=reader)
    await town.next_message(group, 0)
    return group


def lose_articles(tx: Tx) -> None:
    """Nothing can be read any more of what was told."""
    tx.execute("alter table articles rename to lost")


def lose_readers(tx: Tx) -> None:
    """Nor who is who."""
    tx.execute("alter table subscribers rename to lost_readers")


async def test_a_tap_that_fails_after_its_waiting_sign_has_gone_is_told(
    town: Town, reader: User
) -> None:
    town.telegram.faults.add("400", method="sendPhoto", description="Bad Request: IMAGE_BROKEN")
    before = len(town.heard(reader))

    await town.tap(reader, CARDS)

    assert plain(await town.next_message(reader, before)) == FAILED
    assert len(town.heard(reader)) == before + 1


async def test_so_is_one_that_fails_before(town: Town, reader: User) -> None:
    town.database.run_now(lose_articles)
    before = len(town.heard(reader))

    await town.tap(reader, CARDS)

    assert plain(await town.next_message(reader, before)) == FAILED


async def test_in_a_group_too(town: Town, reader: User, group: Chat) -> None:
    town.database.run_now(lose_articles)

    assert plain(await town.say(group, reader, "/latest")) == FAILED


async def test_where_no_row_can_be_read_it_is_told_in_arabic(town: Town, reader: User) -> None:
    town.database.run_now(lose_readers)

    assert plain(await town.say(reader, reader, "/help")) == FAILED


async def test_what_nobody_has_asked_for_fails_in_silence(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    town.database.run_now(lose_readers)
    group = town.telegram.group(members=(reader,))

    town.telegram.add_bot(group, by=reader)
    await town.eventually(lambda: "handler failed" in caplog.text)
    await town.say(reader, reader, "/help")

    assert town.heard(group) == []


@pytest.mark.parametrize(
    ("kind", "description"),
    [
        ("429", ""),
        ("403", ""),
        ("400", "Bad Request: TOPIC_CLOSED"),
        ("400", "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_where_telegram_lets_nothing_be_said_that_is_a_line_in_the_log_and_no_more(
    town: Town, reader: User, kind: str, description: str, caplog: pytest.LogCaptureFixture
) -> None:
    town.telegram.faults.add(kind, method="sendMessage", description=description, retry_after=600)
    before = len(town.heard(reader))

    town.telegram.say(reader, reader, "/help")
    await town.eventually(lambda: "not answered" in caplog.text)
    await town.say(reader, reader, "/help")

    assert len(town.heard(reader)) == before + 1
    assert "Traceback" not in caplog.text
