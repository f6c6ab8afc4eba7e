"""When things are done again: polls, pages, sends."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.schedule import (
    LONGEST_WAIT,
    LONGEST_WISH,
    PAGE_WAITS,
    SEND_WAITS,
    next_page_try,
    next_poll,
    next_poll_after_failure,
    next_send,
)

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
FLOORS = st.integers(1, 86_400).map(lambda seconds: timedelta(seconds=seconds))
FAILURES = st.integers(1, 100_000)


def after_failure(floor: timedelta, failures: int, retry_after: float | None = None) -> timedelta:
    at = next_poll_after_failure(NOW, floor=floor, failures=failures, retry_after=retry_after)
    return at - NOW


@given(FLOORS, st.floats(0, 1))
def test_a_source_that_answers_is_asked_again_after_its_floor_and_a_tenth_at_most(
    floor: timedelta, jitter: float
) -> None:
    wait = next_poll(NOW, floor=floor, jitter=jitter) - NOW

    assert floor <= wait <= floor * 1.1 + timedelta(microseconds=1)


@given(FLOORS, FAILURES)
def test_a_source_that_fails_is_left_alone_longer_and_longer(
    floor: timedelta, failures: int
) -> None:
    wait, longer = after_failure(floor, failures), after_failure(floor, failures + 1)

    assert floor <= wait <= longer <= max(LONGEST_WAIT, floor)


def test_the_waits_of_a_source_that_fails_double() -> None:
    minute = timedelta(minutes=1)

    waits = [after_failure(minute, failures) / minute for failures in range(1, 11)]

    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 360, 360]


@given(FLOORS, FAILURES, st.floats(0, 1e9))
def test_what_a_source_asks_for_is_honoured_up_to_a_day(
    floor: timedelta, failures: int, retry_after: float
) -> None:
    wait = after_failure(floor, failures, retry_after)

    asked = min(timedelta(seconds=retry_after), LONGEST_WISH)
    assert wait == max(asked, after_failure(floor, failures))


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
