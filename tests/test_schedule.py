"""When things are done again: polls, pages, sends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Habits
from bot.core.rhythm import learn, rate
from bot.core.schedule import (
    BURST,
    FIRST_WAITS,
    LONGEST,
    LONGEST_BACK_OFF,
    LONGEST_DEMAND,
    LONGEST_SKIP,
    LONGEST_WISH,
    PAGE_WAITS,
    SEND_WAITS,
    Trouble,
    after_poll,
    fresh_seconds,
    next_page_try,
    next_poll,
    next_poll_after_failure,
    next_send,
    wants_all,
)

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FLOORS = st.integers(1, 86_400).map(lambda seconds: timedelta(seconds=seconds))
FAILURES = st.integers(1, 100_000)
TROUBLES = st.sampled_from(Trouble)
PAST = st.integers(0, 400 * 86_400).map(lambda seconds: NOW - timedelta(seconds=seconds))
LEARNED = st.builds(
    lambda base, times: learn(base, times, now=NOW),
    st.builds(
        Habits,
        found_at=st.none() | PAST,
        idle_changes=st.integers(0, 10_000),
        throttled_at=st.none() | PAST,
        ttl_minutes=st.none() | st.integers(0, 100_000),
        skip_hours=st.frozensets(st.integers(0, 23)),
        skip_days=st.frozensets(st.integers(0, 6)),
    ),
    st.lists(PAST, max_size=50),
)
FRESH = st.floats(0, 1e9)


def wait_of(
    habits: Habits,
    *,
    fresh_seconds: float = 0,
    floor: timedelta = MINUTE,
    jitter: float = 0.5,
    now: datetime = NOW,
) -> timedelta:
    at = next_poll(habits, fresh_seconds=fresh_seconds, floor=floor, jitter=jitter, now=now)
    return at - now


def daily(hours: range, *, days: int = 14, each: int = 10) -> Habits:
    """A source that brings so much in each of these hours of every day, until midnight."""
    midnight = NOW.replace(hour=0, minute=0)
    times = [
        midnight - day * DAY + hour * HOUR + part * HOUR / each
        for day in range(1, days + 1)
        for hour in hours
        for part in range(each)
    ]
    return learn(Habits(), times, now=midnight)


@given(LEARNED, FRESH, FLOORS, st.floats(0, 1))
def test_a_source_is_asked_never_sooner_than_its_floor_and_never_later_than_its_ceiling(
    habits: Habits, fresh: float, floor: timedelta, jitter: float
) -> None:
    wait = wait_of(habits, fresh_seconds=fresh, floor=floor, jitter=jitter)

    assert floor <= wait <= max(LONGEST_DEMAND, floor)


@given(LEARNED, st.floats(0, 1))
def test_a_source_that_is_alive_and_wishes_nothing_is_asked_twice_an_hour_at_least(
    habits: Habits, jitter: float
) -> None:
    alive = replace(
        habits,
        found_at=NOW - DAY,
        throttled_at=None,
        ttl_minutes=None,
        skip_hours=frozenset(),
        skip_days=frozenset(),
    )

    assert wait_of(alive, jitter=jitter) <= LONGEST * 1.1 + timedelta(microseconds=1)


def test_the_more_a_source_brings_the_sooner_it_is_asked() -> None:
    busy, slow = daily(range(24), each=20), daily(range(0, 24, 6), each=1)

    assert wait_of(busy) < wait_of(Habits()) < wait_of(slow)


def test_a_source_is_asked_less_in_the_hours_in_which_it_sleeps() -> None:
    habits = daily(range(8, 20))
    night, noon = NOW.replace(hour=2, minute=0), NOW.replace(hour=12, minute=0)

    assert wait_of(habits, now=night) > 2 * wait_of(habits, now=noon)


def test_a_wait_does_not_sleep_through_the_hour_in_which_a_source_wakes() -> None:
    habits = daily(range(8, 20), each=40)
    before = NOW.replace(hour=7, minute=59)

    wait = wait_of(habits, now=before)

    assert wait < 2 * wait_of(habits, now=before + 2 * MINUTE) + MINUTE


def test_a_find_makes_the_next_polls_come_soon_and_then_no_longer() -> None:
    habits = daily(range(24), each=1)
    found = after_poll(habits, changed=True, published=[NOW], now=NOW)

    assert 3 * wait_of(found) < wait_of(habits)
    assert wait_of(found, now=NOW + BURST + MINUTE) > 3 * wait_of(found)


def test_a_source_that_cries_changed_with_nothing_new_is_asked_less() -> None:
    habits = daily(range(24), each=5)
    crying = habits
    for _ in range(20):
        crying = after_poll(crying, changed=True, published=[], now=NOW)

    assert wait_of(crying) == 2 * wait_of(habits)
    assert after_poll(crying, changed=True, published=[NOW], now=NOW).idle_changes == 0


@pytest.mark.parametrize(("days", "hours"), [(14, 0.7), (60, 3), (480, 24), (5000, 24)])
def test_a_source_that_has_been_silent_for_long_is_asked_less_and_less(
    days: int, hours: float
) -> None:
    habits = Habits(found_at=NOW - days * DAY)

    assert wait_of(habits) / HOUR == pytest.approx(hours, abs=0.05)


def test_what_server_and_feed_wish_is_honoured_for_a_quarter_of_an_hour() -> None:
    habits = daily(range(24), each=40)

    assert wait_of(habits, fresh_seconds=300) == 5 * MINUTE
    assert wait_of(habits, fresh_seconds=86_400) == LONGEST_WISH
    assert wait_of(replace(habits, ttl_minutes=10)) == 10 * MINUTE
    assert wait_of(replace(habits, ttl_minutes=720)) == LONGEST_WISH


def test_a_feed_that_sends_much_is_asked_less_by_what_it_sends() -> None:
    assert fresh_seconds(max_age=None, size=60_000) == 6
    assert fresh_seconds(max_age=300, size=60_000) == 300
    assert fresh_seconds(max_age=0, size=5_000_000) == 500


def test_who_complained_of_too_many_requests_gets_every_wish_for_a_week() -> None:
    habits = replace(daily(range(24)), ttl_minutes=720, throttled_at=NOW - DAY)

    assert wait_of(habits) == 12 * HOUR
    assert wait_of(habits, now=NOW + 7 * DAY) == LONGEST_WISH


def test_hours_and_days_to_skip_put_a_poll_off_by_an_hour_at_most() -> None:
    habits = daily(range(24), each=40)
    skipping = replace(habits, skip_hours=frozenset({9}))  # it is 9:41

    assert wait_of(skipping) == 19 * MINUTE
    assert wait_of(replace(habits, skip_days=frozenset({0}))) > LONGEST_SKIP


@given(st.lists(PAST, max_size=50), st.integers(0, 167))
def test_a_rate_is_never_zero_and_never_more_than_everything_at_once(
    times: list[datetime], hour: int
) -> None:
    habits = learn(Habits(), times, now=NOW)

    assert 0 < rate(habits, at=NOW + hour * HOUR, now=NOW) < 24 * (len(times) + 2)


def test_what_is_long_ago_fades() -> None:
    habits = daily(range(24))

    now = rate(habits, at=NOW, now=NOW)
    later = rate(habits, at=NOW, now=NOW + 28 * DAY)

    assert later < now / 4


def test_learning_all_at_once_is_learning_bit_by_bit() -> None:
    times = [NOW - hours * 7 * HOUR for hours in range(40, 0, -1)]
    at_once, by_and_by = learn(Habits(since=times[0]), times, now=NOW), Habits(since=times[0])
    for at in times:
        by_and_by = learn(by_and_by, [at], now=at)

    one, other = (rate(each, at=NOW, now=NOW) for each in (at_once, by_and_by))
    assert one == pytest.approx(other, rel=0.01)


def test_an_old_entry_on_top_of_a_first_listing_does_not_make_a_source_look_slow() -> None:
    times = [NOW - minutes * MINUTE for minutes in range(0, 600, 30)]

    with_pinned = learn(Habits(), [*times, NOW - 900 * DAY], now=NOW)

    plain = learn(Habits(), times, now=NOW)
    assert wait_of(with_pinned) < 1.3 * wait_of(plain)


def test_everything_is_asked_for_once_a_day() -> None:
    assert wants_all(Habits(), NOW)
    assert not wants_all(Habits(full_at=NOW - DAY + MINUTE), NOW)
    assert wants_all(Habits(full_at=NOW - DAY), NOW)
    assert wants_all(Habits(full_at=NOW + MINUTE), NOW), "its clock was ahead"


def after_failure(
    trouble: Trouble,
    failures: int,
    *,
    floor: timedelta = MINUTE,
    retry_after: float | None = None,
) -> timedelta:
    at = next_poll_after_failure(
        NOW, trouble=trouble, failures=failures, retry_after=retry_after, floor=floor
    )
    return at - NOW


@given(TROUBLES, FLOORS, FAILURES)
def test_a_source_that_fails_is_left_alone_longer_and_longer(
    trouble: Trouble, floor: timedelta, failures: int
) -> None:
    wait = after_failure(trouble, failures, floor=floor)
    longer = after_failure(trouble, failures + 1, floor=floor)

    assert max(floor, FIRST_WAITS[trouble]) <= wait <= longer <= max(LONGEST_BACK_OFF, floor)


@pytest.mark.parametrize(
    ("trouble", "minutes"),
    [
        (Trouble.PASSING, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]),
        (Trouble.BUSY, [5, 10, 20, 40, 80, 160, 320, 360]),
        (Trouble.REFUSED, [10, 20, 40, 80, 160, 320, 360]),
        (Trouble.FORBIDDEN, [360, 360]),
    ],
)
def test_the_waits_of_a_source_that_fails_double(trouble: Trouble, minutes: list[int]) -> None:
    waits = [after_failure(trouble, number) / MINUTE for number in range(1, len(minutes) + 1)]

    assert waits == minutes


@given(TROUBLES, FLOORS, FAILURES, st.floats(0, 1e9))
def test_what_a_source_that_fails_asks_for_is_honoured_up_to_a_day(
    trouble: Trouble, floor: timedelta, failures: int, retry_after: float
) -> None:
    wait = after_failure(trouble, failures, floor=floor, retry_after=retry_after)

    asked = min(timedelta(seconds=retry_after), LONGEST_DEMAND)
    assert wait == max(asked, after_failure(trouble, failures, floor=floor))


def test_a_page_is_tried_a_few_times_and_then_done_without() -> None:
    tries = [next_page_try(NOW, attempts=attempts) for attempts in range(6)]

    waits = [at - NOW for at in tries if at is not None]
    assert waits == list(PAGE_WAITS) == sorted(PAGE_WAITS)
    assert tries[len(PAGE_WAITS) :] == [None] * 3


@given(st.integers(0, 1000))
def test_a_message_is_sent_again_later_and_later(attempts: int) -> None:
    wait = next_send(NOW, attempts=attempts) - NOW
    longer = next_send(NOW, attempts=attempts + 1) - NOW

    assert SEND_WAITS[0] <= wait <= longer <= SEND_WAITS[-1]


@given(st.integers(0, 100), st.floats(0, 86_400))
def test_a_message_is_sent_again_when_telegram_says(attempts: int, retry_after: float) -> None:
    at = next_send(NOW, attempts=attempts, retry_after=retry_after)

    assert at == NOW + timedelta(seconds=retry_after)
