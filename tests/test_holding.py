"""What is pushed to whom, and what is held back, as the outbox has it; on both databases."""

from datetime import datetime, timedelta

import pytest

from bot.core import pushing
from bot.core.models import Delivery, Outcome, Pushes, Quiet, Settings, Settlement
from storage import Database, broadcasts, outbox, preferences
from storage.terms import Terms
from tests.builders import store_article, store_subscriber
from tests.turns import chats, ended, publish, queue, readers, sent

TERMS = Terms(judge=pushing.judge)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
INSTANT = Settings(pushes=Pushes.INSTANT, zone="UTC")
CAPPED = Settings(pushes=Pushes.INSTANT, zone="UTC", hourly_cap=2)
ASLEEP = Settings(pushes=Pushes.INSTANT, zone="UTC", quiet=Quiet("09:00", "10:00"))
SPORTS = Settings(pushes=Pushes.INSTANT, topics=("sports",))


def a_reader(db: Database, chat_id: int, settings: Settings) -> int:
    reader = db.run_now(store_subscriber, chat_id)
    db.run_now(preferences.change, reader, settings)
    return reader


def step(db: Database, *settlements: Settlement, now: datetime, want: int = 9) -> list[Delivery]:
    return db.run_now(outbox.step, settlements, want=want, now=now, terms=TERMS)


def rests(db: Database) -> dict[int, int]:
    """When the message with the rest comes, by chat: seconds from the beginning."""
    rows = db.run_now(
        lambda tx: tx.query(
            "select chat_id, briefing_at from subscribers where briefing_at is not null"
        )
    )
    return {row["chat_id"]: row["briefing_at"] for row in rows}


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def test_a_broadcast_passes_who_sleeps_and_who_wants_something_else(
    db: Database, source_id: int, now: datetime
) -> None:
    a_reader(db, 501, ASLEEP)
    a_reader(db, 502, INSTANT)
    a_reader(db, 503, SPORTS)
    a_reader(db, 504, Settings(quiet=Quiet("09:00", "10:00")))
    publish(db, source_id, 1, now=now, sections=("اقتصاد",))

    leased = step(db, now=now)

    assert chats(leased) == [502]
    assert queue(db) == {"sending": 1}
    assert rests(db) == {501: seconds(now.replace(hour=10, minute=0))}


def test_however_many_sleep_who_wakes_is_found(
    db: Database, source_id: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasts, "MOST_JUDGED", 3)
    for chat_id in range(501, 531):
        a_reader(db, chat_id, ASLEEP)
    a_reader(db, 531, INSTANT)
    publish(db, source_id, 1, now=now)

    turns = [step(db, now=now, want=1) for _ in range(5)]

    assert [chats(turn) for turn in turns] == [[], [], [], [531], []]
    assert len(rests(db)) == 30


def test_over_the_cap_the_rest_comes_at_the_end_of_the_hour(
    db: Database, source_id: int, now: datetime
) -> None:
    a_reader(db, 501, CAPPED)
    for number in range(4):
        publish(db, source_id, number, now=now)

    turns = [step(db, now=now)]
    while turns[-1]:
        turns.append(step(db, *sent(*turns[-1]), now=now + len(turns) * MINUTE))

    assert [chats(turn) for turn in turns] == [[501], [501], []]
    assert queue(db) == {"delivered": 2}
    assert rests(db) == {501: seconds(now + 61 * MINUTE)}


@pytest.mark.parametrize("outcome", [Outcome.SENT, Outcome.UNCERTAIN])
def test_what_may_have_arrived_counts_for_the_cap_as_well(
    db: Database, source_id: int, now: datetime, outcome: Outcome
) -> None:
    a_reader(db, 501, CAPPED)
    for number in range(2):
        publish(db, source_id, number, now=now)
        [under_way] = step(db, now=now)
        step(db, ended(under_way, outcome), now=now, want=0)

    publish(db, source_id, 3, now=now)
    over = step(db, now=now + 59 * MINUTE)
    publish(db, source_id, 4, now=now + HOUR)

    assert over == []
    assert chats(step(db, now=now + HOUR)) == [501]


def test_what_was_under_way_when_the_program_was_killed_counts_for_the_cap(
    db: Database, source_id: int, now: datetime
) -> None:
    a_reader(db, 501, Settings(pushes=Pushes.INSTANT, hourly_cap=1))
    publish(db, source_id, 1, now=now)
    step(db, now=now)
    db.run_now(outbox.recover, now=now)

    publish(db, source_id, 2, now=now)

    assert step(db, now=now) == []


def test_another_try_does_not_wake_anybody(db: Database, source_id: int, now: datetime) -> None:
    settings = Settings(pushes=Pushes.INSTANT, zone="UTC", quiet=Quiet("10:00", "12:00"))
    a_reader(db, 501, settings)
    publish(db, source_id, 1, now=now)
    [first] = step(db, now=now)
    again_at = now.replace(hour=10, minute=5)

    step(db, ended(first, Outcome.RETRY, retry_at=again_at), now=now)

    assert step(db, now=again_at) == []
    assert queue(db) == {}
    assert rests(db) == {501: seconds(now.replace(hour=12, minute=0))}


def test_who_asks_is_answered_at_night(db: Database, source_id: int, now: datetime) -> None:
    reader = a_reader(db, 501, ASLEEP)
    article_id = db.run_now(store_article, source_id)

    db.run_now(outbox.enqueue, article_id, reader, now=now)

    assert chats(step(db, now=now)) == [501]


def test_an_earlier_briefing_is_not_put_off_by_the_rest(
    db: Database, source_id: int, now: datetime
) -> None:
    [reader] = readers(db, 1)
    db.run_now(preferences.change, reader, ASLEEP)
    at = seconds(now + MINUTE)
    db.run_now(lambda tx: tx.execute("update subscribers set briefing_at = :at", {"at": at}))
    publish(db, source_id, 1, now=now)

    step(db, now=now)

    assert rests(db) == {501: at}
