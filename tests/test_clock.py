"""A machine's clock that was ahead for a while and is set right: nothing waits for it to come."""

from datetime import datetime, timedelta
from functools import partial

import httpx
import pytest

from bot.briefings import Newsstand, compose_due, plan
from bot.core import pushing
from bot.core.models import Pushes, Settings, Subscriber
from storage import Database, Tx, briefings, clock, holding, outbox, preferences, subscribers
from storage.terms import Terms
from tests.builders import store_article, store_subscriber
from tests.desk import HOUR, Desk

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BRIEFED = Settings(zone="UTC", times=("08:00",))
CAPPED = Settings(pushes=Pushes.INSTANT, zone="UTC", hourly_cap=1)
TO_COME = ("due_at", "_until", "next_poll_at", "briefing_at")

pytestmark = pytest.mark.parametrize("ahead", [3 * HOUR, 400 * DAY], ids=str)


def look(db: Database, now: datetime) -> timedelta:
    return db.run_now(clock.look, now=now)


async def work_ahead(desk: Desk, ahead: timedelta) -> None:
    """A while passes by a clock that is ahead; then it is set right."""
    desk.now += ahead
    await desk.work()
    look(desk.database, desk.now)
    desk.now -= ahead
    look(desk.database, desk.now)


async def test_sources_are_asked(desk: Desk, ahead: timedelta) -> None:
    await desk.work()
    await work_ahead(desk, ahead)

    desk.news("خبر أول")
    await desk.work()

    assert desk.pushed() == ["خبر أول"]


async def test_pages_are_read(desk: Desk, ahead: timedelta) -> None:
    url = desk.news("خبر أول")
    page, desk.web.pages[url] = desk.web.pages[url], httpx.Response(503)
    await work_ahead(desk, ahead)

    desk.web.pages[url] = page
    await desk.work(MINUTE)

    assert desk.pushed() == ["خبر أول"]


def test_what_waits_to_be_sent_goes_out(
    db: Database, source_id: int, now: datetime, ahead: timedelta
) -> None:
    article_id, reader = db.run_now(store_article, source_id), db.run_now(store_subscriber, 501)
    look(db, now + ahead)
    db.run_now(outbox.enqueue, article_id, reader, now=now + ahead)

    look(db, now)
    leased = db.run_now(outbox.step, [], want=9, now=now)

    assert [each.article_id for each in leased] == [article_id]


def reader_with(tx: Tx, settings: Settings) -> Subscriber:
    preferences.change(tx, store_subscriber(tx, 501), settings)
    found = subscribers.find(tx, 501)
    assert found is not None
    return found


def test_a_reader_is_briefed_at_the_next_of_his_times(
    db: Database, source_id: int, now: datetime, ahead: timedelta
) -> None:
    reader = db.run_now(reader_with, BRIEFED)
    look(db, now + ahead)
    db.run_now(briefings.tell_up_to, [reader.id], now + ahead)
    db.run_now(plan, reader, now=now + ahead)

    look(db, now)
    article_id = db.run_now(store_article, source_id)
    made = []
    for minutes in range(0, 24 * 60, 10):
        at = now + timedelta(minutes=minutes)
        made += db.run_now(compose_due, Newsstand(), now=at, limit=9)

    assert [[each.article_id for each in briefing.stories] for briefing in made] == [[article_id]]


def test_the_hour_of_who_wants_no_more_than_so_many_ends(
    db: Database, source_id: int, now: datetime, ahead: timedelta
) -> None:
    reader = db.run_now(reader_with, CAPPED)
    look(db, now + ahead)
    db.run_now(holding.count, [reader.id], now=now + ahead)

    look(db, now)
    later = now + HOUR
    article_id = db.run_now(store_article, source_id)
    db.run_now(outbox.broadcast, article_id, source_id=source_id, now=later)
    terms = Terms(judge=pushing.judge, compose=partial(compose_due, stand=Newsstand()))
    leased = db.run_now(outbox.step, [], want=9, now=later, terms=terms)

    assert [each.article_id for each in leased] == [article_id]


def test_a_clock_that_goes_on_changes_nothing(
    db: Database, source_id: int, now: datetime, ahead: timedelta
) -> None:
    def waiting(tx: Tx) -> int:
        return int(tx.query("select next_poll_at from sources")[0]["next_poll_at"])

    before = db.run_now(waiting)
    found = [look(db, now - ahead), look(db, now - ahead - clock.UNNOTICED), look(db, now)]

    assert found == [timedelta()] * 3
    assert db.run_now(waiting) == before


def test_no_time_to_come_is_left_out(db: Database, ahead: timedelta) -> None:
    columns = {
        "sqlite": """select m.name as "table", c.name as "column"
          from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'""",
        "postgresql": """select table_name as "table", column_name as "column"
          from information_schema.columns where table_schema = current_schema()""",
    }

    def to_come(tx: Tx) -> set[tuple[str, str]]:
        rows = tx.query(columns[tx.dialect])
        return {(row["table"], row["column"]) for row in rows if row["column"].endswith(TO_COME)}

    known = {(table, column) for table, names in clock.TIMES.items() for column in names}
    assert db.run_now(to_come) <= known
