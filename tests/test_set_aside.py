"""A reader or an article that nobody can make sense of is set aside; everybody else is served."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.briefings import Newsstand, compose_due
from bot.core import pushing
from bot.core.models import (
    Candidate,
    Delivery,
    Outcome,
    Pushes,
    Settings,
    Settlement,
    Verdict,
)
from storage import Database, Tx, aside, briefings, broadcasts, outbox, preferences
from storage.figures import queue_state
from storage.terms import Terms
from tests.builders import planned_briefing
from tests.turns import chats, ended, publish, queue, readers, sent

HOUR = timedelta(hours=1)
NOT_DUE = Settings(zone="UTC", times=("20:00",))
DUE = Settings(zone="UTC", times=("09:40", "20:00"))


class Trap:
    """Who judges as the program does, until somebody steps into it: who wants sports."""

    is_set = True

    def judge(self, candidate: Candidate, now: datetime) -> Verdict:
        if self.is_set and candidate.settings.topics == ("sports",):
            raise ZeroDivisionError
        return pushing.judge(replace(candidate, settings=Settings()), now)


@pytest.fixture
def trap() -> Trap:
    return Trap()


@pytest.fixture
def terms(trap: Trap) -> Terms:
    return Terms(judge=trap.judge, compose=partial(compose_due, stand=Newsstand()))


def step(
    db: Database, terms: Terms, *settlements: Settlement, now: datetime, want: int = 9
) -> list[Delivery]:
    return db.run_now(outbox.step, settlements, want=want, now=now, terms=terms)


def step_into_it(db: Database, reader: int, settings: Settings | None = None) -> None:
    chosen = settings or Settings(pushes=Pushes.INSTANT)
    db.run_now(preferences.change, reader, replace(chosen, topics=("sports",)))


def reasons(db: Database) -> list[str]:
    return [reason for reason, _ in db.run_now(queue_state).reasons]


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [each.getMessage() for each in caplog.records if each.exc_info]


def test_a_reader_whom_nobody_can_judge_keeps_a_broadcast_from_none_of_the_others(
    db: Database, source_id: int, terms: Terms, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = readers(db, 4)[1]
    step_into_it(db, trouble)
    publish(db, source_id, 1, now=now)

    leased = step(db, terms, now=now)
    rest = step(db, terms, *sent(*leased), now=now)

    assert (chats(leased), rest) == ([501, 503, 504], [])
    assert queue(db) == {"dead": 1, "delivered": 3}
    assert reasons(db) == [aside.REASON]
    assert len(complaints(caplog)) == 1


def test_readers_who_are_set_aside_count_for_none_of_those_that_are_wanted(
    db: Database, source_id: int, terms: Terms, now: datetime
) -> None:
    for trouble in readers(db, 7)[1:5]:
        step_into_it(db, trouble)
    publish(db, source_id, 1, now=now)

    leased = [step(db, terms, now=now, want=2) for _ in range(3)]

    assert [chats(each) for each in leased] == [[501, 506], [507], []]
    assert queue(db) == {"sending": 3, "dead": 4}


def test_a_push_that_waits_and_cannot_be_judged_lets_the_others_go(
    db: Database, source_id: int, terms: Terms, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    trouble = readers(db, 3)[0]
    publish(db, source_id, 1, now=now)
    leased = step(db, terms, now=now)
    step(db, terms, *(ended(each, Outcome.RETRY) for each in leased), now=now, want=0)
    step_into_it(db, trouble)

    again = step(db, terms, now=now)
    rest = step(db, terms, *sent(*again), now=now)

    assert (chats(again), rest) == ([502, 503], [])
    assert queue(db) == {"dead": 1, "delivered": 2}
    assert len(complaints(caplog)) == 1


def test_a_briefing_that_cannot_be_judged_lets_the_others_go_and_tells_its_news_next_time(
    db: Database, source_id: int, trap: Trap, terms: Terms, now: datetime
) -> None:
    trouble, other = readers(db, 2)
    step_into_it(db, trouble, DUE)
    db.run_now(preferences.change, other, DUE)
    article_id = publish(db, source_id, 1, now=now)
    db.run_now(briefings.schedule, [trouble, other], now)

    leased = step(db, terms, now=now)
    rest = step(db, terms, *sent(*leased), now=now)
    trap.is_set = False
    evening = now.replace(hour=20, minute=0)
    [late] = step(db, terms, now=evening)

    assert (chats(leased), rest) == ([502], [])
    assert late.subscriber.id == trouble
    assert late.briefing is not None
    assert [each.article_id for each in late.briefing.stories] == [article_id]


def spoil(db: Database, article_id: int) -> None:
    """As a crash of the disk or another version of the program may leave it."""

    def deed(tx: Tx) -> None:
        tx.execute("update articles set gist = '{' where id = :id", {"id": article_id})

    db.run_now(deed)


def test_a_broadcast_that_cannot_be_read_ends_and_the_others_go_out(
    db: Database, source_id: int, terms: Terms, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    readers(db, 2)
    spoil(db, publish(db, source_id, 1, now=now))
    good = publish(db, source_id, 2, now=now)

    leased = step(db, terms, now=now)

    assert [(each.subscriber.chat_id, each.article_id) for each in leased] == [
        (501, good),
        (502, good),
    ]
    step(db, terms, *sent(*leased), now=now)
    assert not db.run_now(broadcasts.is_open)
    assert queue(db) == {"delivered": 2}


def test_a_push_that_waits_and_cannot_be_read_is_set_aside(
    db: Database, source_id: int, terms: Terms, now: datetime
) -> None:
    readers(db, 1)
    broken = publish(db, source_id, 1, now=now)
    [delivery] = step(db, terms, now=now)
    step(db, terms, ended(delivery, Outcome.RETRY), now=now, want=0)
    spoil(db, broken)

    assert step(db, terms, now=now) == []
    assert queue(db) == {"dead": 1}


def test_a_briefing_tells_what_can_be_read(
    db: Database, source_id: int, terms: Terms, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    [reader] = readers(db, 1)
    db.run_now(preferences.change, reader, DUE)
    spoil(db, publish(db, source_id, 1, now=now))
    good = publish(db, source_id, 2, now=now)
    db.run_now(briefings.schedule, [reader], now)

    [leased] = step(db, terms, now=now)

    assert leased.briefing is not None
    assert [each.article_id for each in leased.briefing.stories] == [good]


BEFORE_ALL_CALENDARS = -62_135_596_800
AFTER_ALL_CALENDARS = 10**15


def put(db: Database, column: str, value: int, reader: int) -> None:
    db.run_now(
        lambda tx: tx.execute(
            f"update subscribers set {column} = :value where id = :id",  # noqa: S608
            {"value": value, "id": reader},
        )
    )


def test_a_reader_whose_briefing_cannot_be_made_keeps_nobody_waiting_and_is_tried_in_an_hour(
    db: Database, source_id: int, terms: Terms, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    unknown, timeless, other = readers(db, 3)
    for reader in (unknown, other):
        db.run_now(preferences.change, reader, DUE)
        db.run_now(briefings.schedule, [reader], now)
    db.run_now(preferences.change, timeless, Settings(pushes=Pushes.BREAKING, zone="Etc/GMT+9"))
    put(db, "briefed_at", AFTER_ALL_CALENDARS, unknown)
    put(db, "briefing_at", BEFORE_ALL_CALENDARS, timeless)
    publish(db, source_id, 1, now=now)

    leased = step(db, terms, now=now)
    rest = step(db, terms, *sent(*leased), now=now)

    assert (chats(leased), rest) == ([503], [])
    assert db.run_now(planned_briefing, unknown) == now + HOUR
    assert db.run_now(planned_briefing, timeless) == now + HOUR
    assert not db.run_now(outbox.goes_on, now=now)
    assert len(complaints(caplog)) == 3
