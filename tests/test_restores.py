"""A database that is a backup: nothing that was sent since it was made comes once more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import take_over
from bot.briefings import Newsstand, Wish, compose
from bot.core.models import BriefingKind, Outcome, Source, Subscriber
from bot.poller import poll
from storage import Database, StorageError, Tx, name_database, restores, sources, subscribers
from tests.builders import store_source, store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, a_desk, item
from tests.tellings import AGENCY, PORT
from tests.town import OTHERS
from tests.turns import chats, ended, publish, queue, readers, sent, step


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    """It has read its papers, and was backed up; they have brought out more since."""
    async with a_desk(db) as desk:
        desk.news("خبر أول")
        await desk.work()
        desk.news(AGENCY.title, paragraphs=AGENCY.paragraphs)
        desk.listed(*desk.web.items[SHURFA], undated("خبر بلا تاريخ"))
        desk.now += HOUR
        yield desk


def undated(title: str) -> str:
    link = "https://shurfa.example/undated"
    return f"<item><title>{title}</title><link>{link}</link><description>نص</description></item>"


def restore(desk: Desk) -> None:
    desk.database.run_now(restores.begin, now=desk.now)


async def test_what_appeared_since_the_backup_is_stored_and_not_pushed(desk: Desk) -> None:
    restore(desk)

    await desk.work()
    for wait in range(1, 9):  # the page that is not there is given up, and the feed's words do
        await desk.work(wait * HOUR)

    assert sorted(desk.stored()) == sorted(["خبر أول", AGENCY.title, "خبر بلا تاريخ"])
    assert desk.pushed() == ["خبر أول"]


async def test_no_briefing_tells_it_either(desk: Desk) -> None:
    reader = desk.database.run_now(a_reader)
    restore(desk)
    await desk.work()

    assert tell(desk, reader) == []

    desk.news("خبر بعد الاستعادة", paragraphs=OTHERS[0])
    await desk.work()
    assert tell(desk, reader) == ["خبر بعد الاستعادة"]


def a_reader(tx: Tx) -> Subscriber:
    store_subscriber(tx, 501)
    found = subscribers.find(tx, 501)
    assert found is not None
    return found


def tell(desk: Desk, reader: Subscriber) -> list[str]:
    """The headlines of a briefing that is due now."""

    def deed(tx: Tx) -> list[str]:
        made = compose(tx, Newsstand(), reader, Wish(BriefingKind.SCHEDULED), now=desk.now)
        rows = tx.query("select id, title from articles")
        titles = {row["id"]: row["title"] for row in rows}
        return [titles[each.article_id] for each in made.stories] if made else []

    return desk.database.run_now(deed)


async def test_a_paper_that_tells_it_later_is_not_pushed_with_it(desk: Desk) -> None:
    restore(desk)
    await desk.work()

    desk.news(PORT.title, feed=MARFA, paragraphs=PORT.paragraphs)
    await desk.work()

    assert PORT.title in desk.stored()
    assert desk.pushed() == ["خبر أول"]


async def test_whatever_appears_after_the_first_poll_is_pushed(desk: Desk) -> None:
    restore(desk)
    await desk.work()

    desk.news("خبر بعد الاستعادة", paragraphs=OTHERS[0])
    await desk.work()

    assert "خبر بعد الاستعادة" in desk.pushed()


async def test_a_push_does_not_stand_for_the_first_poll(desk: Desk) -> None:
    old = desk.web.items[SHURFA]
    pushed = item("خبر مدفوع", "https://shurfa.example/news/900", at=desk.now)
    restore(desk)

    await desk.push(pushed)
    desk.listed(*old, pushed)
    await desk.tick()
    assert AGENCY.title in desk.stored()
    for wait in range(1, 9):
        await desk.work(wait * HOUR)

    assert {"خبر مدفوع", "خبر بلا تاريخ", AGENCY.title} <= set(desk.stored())
    assert desk.pushed() == ["خبر أول"]


async def test_an_entry_that_waited_to_be_read_at_the_backup_is_not_pushed(desk: Desk) -> None:
    desk.news("خبر بعيد", at=desk.now + 5 * HOUR, paragraphs=OTHERS[1])
    desk.now += HOUR
    await poll(desk.poller)
    await asyncio.gather(*desk.poller.polls.under_way.values())
    await desk.poller.stop()
    restore(desk)

    desk.poller = desk.another()
    await desk.work()

    assert "خبر بعيد" in desk.stored()
    assert desk.pushed() == ["خبر أول"]


async def test_a_source_that_is_added_later_begins_as_any_other(desk: Desk) -> None:
    restore(desk)
    await desk.work()
    desk.now += HOUR
    desk.news("خبر من صحيفة جديدة", feed="https://new.example/feed", paragraphs=OTHERS[2])

    desk.follow("https://new.example/feed")
    await desk.work()

    assert "خبر من صحيفة جديدة" in desk.pushed()


async def test_a_source_that_comes_back_long_after_keeps_its_dates(desk: Desk) -> None:
    restore(desk)
    restored_at = desk.now
    desk.now += timedelta(days=30)
    desk.news("خبر بعد شهر", paragraphs=OTHERS[2])

    await desk.work()

    rows = desk.database.run_now(
        lambda tx: tx.query("select told_at from articles where title = 'خبر بعد شهر'")
    )
    assert rows[0]["told_at"] > restored_at.timestamp()


def test_what_was_under_way_or_open_at_the_backup_is_not_sent_again(
    db: Database, now: datetime
) -> None:
    source_id = db.run_now(store_source)
    readers(db, 4)
    publish(db, source_id, 1, now=now)
    first, second, _ = step(db, now=now, want=3)
    step(db, *sent(first), ended(second, Outcome.RETRY), now=now, want=0)

    db.run_now(restores.begin, now=now)

    assert chats(step(db, now=now + HOUR)) == []
    assert queue(db) == {"dead": 2, "delivered": 1}


async def test_a_restore_is_told_of_in_the_log(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await take_over(db, [], is_restored=True)

    assert "start without --after-restore from now on" in caplog.text


async def test_a_backup_that_is_not_in_its_place_is_missed(bare_url: str) -> None:
    with (
        closing(name_database(bare_url)) as database,
        pytest.raises(StorageError, match="restore the backup there first"),
    ):
        await take_over(database, [], is_restored=True)


async def test_a_source_that_the_backup_does_not_know_yet_begins_as_one_that_it_does(
    db: Database,
) -> None:
    await take_over(db, [Source(id=0, name="الشرفة", url=SHURFA)], is_restored=True)

    (source,) = db.run_now(sources.active)
    now = datetime.now(UTC)
    assert db.run_now(restores.before_first_poll, source.id, now=now) is not None
