"""Sources as rows: they follow the file, obey the operator, and remember how polling fared."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.models import PollState, Source
from storage import Database, Tx, polling, sources, subscribers
from tests.builders import a_source, meet, store_article, store_source

HOUR = timedelta(hours=1)
SHURFA = a_source("صحيفة الشرفة", url="https://shurfa.example/feed")
MANARA = a_source("وكالة المنارة", url="https://manara.example/feed")
WAHA = a_source("إذاعة الواحة", url="https://waha.example/feed")
STRANGER = a_source("مدونة قارئ", url="https://reader.example/feed")


def names(db: Database) -> list[str]:
    return [source.name for source in db.run_now(sources.active)]


def state_of(db: Database, url: str, *, now: datetime) -> PollState:
    """What is known of a source, whether or not its time has come."""
    later = now + timedelta(days=400)
    found = db.run_now(polling.due, now=later, limit=100)
    return next(state for state in found if state.source.url == url)


def due_names(db: Database, *, now: datetime, limit: int = 100) -> list[str]:
    return [state.source.name for state in db.run_now(polling.due, now=now, limit=limit)]


def postpone(db: Database, source: Source, *, until: datetime, now: datetime) -> None:
    state = state_of(db, source.url, now=now)
    db.run_now(polling.polled, state, now=now, next_poll_at=until)


def fail(db: Database, reason: str, *, now: datetime, until: datetime) -> None:
    state = replace(state_of(db, SHURFA.url, now=now), last_error=reason)
    db.run_now(polling.failed, state, status=0, now=now, next_poll_at=until)


def test_the_rows_are_those_of_the_file_in_its_order(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [WAHA, SHURFA, MANARA], now=now)

    assert names(db) == [WAHA.name, SHURFA.name, MANARA.name]


def test_every_field_of_a_source_survives(db: Database, now: datetime) -> None:
    given = replace(SHURFA, country="LB", language="ar", topics=("سياسة", "مال"), is_default=True)

    db.run_now(sources.sync, [given], now=now)

    [found] = db.run_now(sources.active)
    assert replace(found, id=0) == given


def test_a_change_in_the_file_changes_the_row_and_not_its_id(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)
    before = {source.url: source.id for source in db.run_now(sources.active)}

    db.run_now(sources.sync, [MANARA, replace(SHURFA, name="الشرفة", topics=("مال",))], now=now)

    after = db.run_now(sources.active)
    assert [source.name for source in after] == [MANARA.name, "الشرفة"]
    assert after[1].topics == ("مال",)
    assert {source.url: source.id for source in after} == before


def test_a_source_that_left_the_file_is_polled_no_more_and_comes_back_with_it(
    db: Database, now: datetime
) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)

    db.run_now(sources.sync, [SHURFA], now=now)
    without = (names(db), due_names(db, now=now))
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)

    assert without == ([SHURFA.name], [SHURFA.name])
    assert names(db) == [SHURFA.name, MANARA.name]


def test_what_the_operator_added_stays_whatever_the_file_says(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA], now=now)

    db.run_now(sources.add, WAHA, now=now)
    db.run_now(sources.sync, [MANARA], now=now)

    assert sorted(names(db)) == sorted([WAHA.name, MANARA.name])


def test_an_added_source_stands_behind_all_others(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)

    db.run_now(sources.add, WAHA, now=now)

    assert names(db) == [SHURFA.name, MANARA.name, WAHA.name]


@pytest.mark.parametrize("which", [SHURFA.name, SHURFA.url])
def test_a_removed_source_stays_removed_though_the_file_names_it(
    db: Database, now: datetime, which: str
) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)

    removed = db.run_now(sources.remove, which, now=now)
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)

    assert [source.url for source in removed] == [SHURFA.url]
    assert names(db) == [MANARA.name]


def test_adding_brings_a_removed_source_back_with_its_id(db: Database, now: datetime) -> None:
    first = db.run_now(sources.add, SHURFA, now=now)
    db.run_now(sources.remove, SHURFA.url, now=now)

    again = db.run_now(sources.add, SHURFA, now=now)
    db.run_now(sources.sync, [SHURFA], now=now)

    assert again == first
    assert names(db) == [SHURFA.name]


@pytest.mark.parametrize("which", ["لا أحد", "", "https://shurfa.example/"])
def test_removing_what_is_not_there_says_so(db: Database, now: datetime, which: str) -> None:
    db.run_now(sources.sync, [SHURFA], now=now)

    assert db.run_now(sources.remove, which, now=now) == []
    assert names(db) == [SHURFA.name]


def test_a_source_cannot_be_removed_twice(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA], now=now)
    db.run_now(sources.remove, SHURFA.url, now=now)

    assert db.run_now(sources.remove, SHURFA.url, now=now) == []


def test_of_several_sources_with_one_name_none_is_removed_but_by_its_address(
    db: Database, now: datetime
) -> None:
    sports = a_source(SHURFA.name, url="https://shurfa.example/sports")
    db.run_now(sources.sync, [SHURFA, sports], now=now)

    several = db.run_now(sources.remove, SHURFA.name, now=now)
    before = names(db)
    db.run_now(sources.remove, sports.url, now=now)

    assert [source.url for source in several] == [SHURFA.url, sports.url]
    assert before == [SHURFA.name, SHURFA.name]
    assert [source.url for source in db.run_now(sources.active)] == [SHURFA.url]


def test_new_readers_start_with_the_defaults(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA, replace(MANARA, is_default=True), WAHA], now=now)

    assert [source.name for source in db.run_now(sources.starters)] == [MANARA.name]


def test_without_defaults_new_readers_start_with_the_first_three(
    db: Database, now: datetime
) -> None:
    fourth = a_source("المرفأ", url="https://marfa.example/feed")
    db.run_now(sources.sync, [WAHA, SHURFA, MANARA, fourth], now=now)

    starters = [source.name for source in db.run_now(sources.starters)]

    assert starters == [WAHA.name, SHURFA.name, MANARA.name]


def test_what_a_reader_has_added_starts_nobody(db: Database, now: datetime) -> None:
    db.run_now(sources.add_for_readers, STRANGER, now=now)
    db.run_now(sources.sync, [SHURFA], now=now)

    assert [source.name for source in db.run_now(sources.starters)] == [SHURFA.name]


def test_a_new_source_is_due_at_once_and_has_never_been_listed(
    db: Database, now: datetime
) -> None:
    db.run_now(sources.sync, [SHURFA], now=now)

    [state] = db.run_now(polling.due, now=now, limit=10)

    assert state == PollState(source=state.source, is_first=True)


def test_due_are_those_whose_time_has_come_the_longest_waiting_first(
    db: Database, now: datetime
) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA, WAHA], now=now)
    postpone(db, SHURFA, until=now - HOUR, now=now)
    postpone(db, MANARA, until=now + timedelta(seconds=1), now=now)
    postpone(db, WAHA, until=now - 2 * HOUR, now=now)

    assert due_names(db, now=now) == [WAHA.name, SHURFA.name]
    assert due_names(db, now=now, limit=1) == [WAHA.name]
    assert due_names(db, now=now + HOUR) == [WAHA.name, SHURFA.name, MANARA.name]


def test_an_answer_is_remembered_and_ends_the_failures(db: Database, now: datetime) -> None:
    db.run_now(store_source, SHURFA)
    fail(db, "answered 500", now=now, until=now)
    state = state_of(db, SHURFA.url, now=now)
    answered = replace(state, etag='"v2"', last_modified="Mon", body_hash="abc")

    db.run_now(polling.polled, answered, now=now, next_poll_at=now + HOUR)

    found = state_of(db, SHURFA.url, now=now)
    assert found == replace(answered, failures=0, last_error="", is_first=False, listed_at=now)
    [health] = db.run_now(sources.health)
    assert (health.failures, health.last_error) == (0, "")
    assert (health.polled_at, health.succeeded_at) == (now, now)


def test_what_a_hub_pushes_ends_the_failures_and_does_not_stand_for_the_feed(
    db: Database, now: datetime
) -> None:
    db.run_now(store_source, SHURFA)
    fail(db, "answered 500", now=now, until=now)
    state = state_of(db, SHURFA.url, now=now)

    db.run_now(polling.pushed, state, now=now, next_poll_at=now)

    found = state_of(db, SHURFA.url, now=now)
    assert (found.failures, found.is_first, found.listed_at) == (0, True, None)


def test_failures_are_counted_with_their_reason_and_validators_kept(
    db: Database, now: datetime
) -> None:
    db.run_now(store_source, SHURFA)
    state = replace(state_of(db, SHURFA.url, now=now), etag='"v1"')
    db.run_now(polling.polled, state, now=now - HOUR, next_poll_at=now)

    for reason in ("answered 404", "no answer within 20 s"):
        fail(db, reason, now=now, until=now + HOUR)

    [health] = db.run_now(sources.health)
    assert (health.failures, health.last_error) == (2, "no answer within 20 s")
    assert (health.polled_at, health.succeeded_at) == (now, now - HOUR)
    assert due_names(db, now=now) == []
    assert state_of(db, SHURFA.url, now=now).etag == '"v1"'


def test_a_source_that_comes_back_begins_anew(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)
    postpone(db, SHURFA, until=now, now=now)
    postpone(db, MANARA, until=now, now=now)

    db.run_now(sources.sync, [MANARA], now=now)
    db.run_now(sources.sync, [MANARA, SHURFA], now=now + timedelta(days=30))

    assert state_of(db, SHURFA.url, now=now).is_first
    assert not state_of(db, MANARA.url, now=now).is_first


def test_health_counts_articles_and_pages_that_could_not_be_read(
    db: Database, now: datetime
) -> None:
    def arrange(tx: Tx) -> None:
        source_id = store_source(tx, SHURFA)
        store_source(tx, MANARA)
        store_article(tx, source_id, 1)
        store_article(tx, source_id, 2)

    db.run_now(arrange)

    shurfa, manara = db.run_now(sources.health)

    assert (shurfa.articles, shurfa.entries_failed) == (2, 0)
    assert (manara.articles, manara.polled_at) == (0, None)


def test_whoever_follows_a_source_follows_it_still_when_it_comes_back(
    db: Database, now: datetime
) -> None:
    def arrange(tx: Tx) -> int:
        sources.sync(tx, [SHURFA], now=now)
        return meet(tx, 501, kind="private", now=now).id

    reader = db.run_now(arrange)
    db.run_now(sources.sync, [MANARA], now=now)

    db.run_now(sources.sync, [MANARA, SHURFA], now=now)

    choices = db.run_now(subscribers.choices, reader)
    assert {choice.source.name for choice in choices if choice.is_on} == {SHURFA.name}
