"""The arithmetic of pace: never too fast for all, for a chat, for a group; and freezes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.pacing import (
    BULK_PER_SECOND,
    CHAT_SECONDS,
    FALL,
    FORGET_ABOVE,
    GROUP_SECONDS,
    LOWEST,
    Pacer,
)

TINY = 1e-6  # sums of floats
PEOPLE = st.integers(1, 10**10)
GROUPS = st.integers(-(10**13), -1)
WAITS = st.floats(0, 5)


def most_within(instants: list[float], seconds: float) -> int:
    """The most instants in any stretch of that length, its end left out."""
    ordered = sorted(instants)
    return max(
        sum(1 for at in ordered[number:] if at < begin + seconds - TINY)
        for number, begin in enumerate(ordered)
    )


@given(
    st.lists(
        st.tuples(PEOPLE | GROUPS, WAITS), min_size=1, max_size=80, unique_by=lambda each: each[0]
    )
)
def test_never_more_than_the_limit_in_any_second(pushes: list[tuple[int, float]]) -> None:
    pacer, now, slots = Pacer(), 1000.0, []

    for chat_id, wait in pushes:
        now += wait / 100
        slots.append(pacer.reserve(chat_id, now=now))

    assert most_within(slots, 1.0) <= BULK_PER_SECOND


@given(st.lists(st.tuples(st.integers(-3, 3), WAITS), min_size=1, max_size=60))
def test_a_slot_is_never_in_the_past(pushes: list[tuple[int, float]]) -> None:
    pacer, now = Pacer(), 1000.0

    for chat_id, wait in pushes:
        now += wait

        assert pacer.reserve(chat_id, now=now) >= now


@given(PEOPLE, st.lists(WAITS, min_size=2, max_size=60))
def test_a_chat_gets_one_message_a_second(chat_id: int, waits: list[float]) -> None:
    pacer, now, slots = Pacer(), 1000.0, []

    for wait in waits:
        now += wait
        slots.append(pacer.reserve(chat_id, now=now))

    assert min(later - earlier for earlier, later in pairwise(slots)) >= CHAT_SECONDS - TINY


@given(GROUPS, st.lists(WAITS, min_size=21, max_size=60))
def test_a_group_gets_twenty_messages_a_minute(chat_id: int, waits: list[float]) -> None:
    pacer, now, slots = Pacer(), 1000.0, []

    for wait in waits:
        now += wait
        slots.append(pacer.reserve(chat_id, now=now))

    assert min(later - earlier for earlier, later in pairwise(slots)) >= GROUP_SECONDS - TINY
    assert most_within(slots, 60.0) <= 20


@given(st.integers(1, 50), st.integers(1, 50))
def test_a_chat_that_waits_does_not_hold_up_the_others(queued: int, others: int) -> None:
    pacer, now = Pacer(), 1000.0
    for _ in range(queued):
        pacer.reserve(-7, now=now)

    slots = [pacer.reserve(chat_id, now=now) for chat_id in range(1, others + 1)]

    assert max(slots) <= now + (queued + others) / BULK_PER_SECOND


def test_a_first_message_goes_out_at_once() -> None:
    assert Pacer().reserve(501, now=1000.0) == 1000.0


@given(st.floats(0, 100), st.lists(st.integers(-20, 20), min_size=1, max_size=40))
def test_nothing_goes_out_during_a_freeze_nor_in_one_burst_after_it(
    wait: float, chats: list[int]
) -> None:
    pacer, now = Pacer(), 1000.0
    pacer.freeze(now + wait)

    slots = [pacer.reserve(chat_id, now=now) for chat_id in dict.fromkeys(chats)]

    assert min(slots) == now + wait
    assert most_within(slots, 1.0) <= BULK_PER_SECOND


@given(st.lists(st.floats(0, 1000), min_size=1))
def test_a_shorter_freeze_does_not_end_a_longer_one(ends: list[float]) -> None:
    pacer = Pacer()

    for end in ends:
        pacer.freeze(end)

    assert pacer.reserve(501, now=0.0) == max(ends)


def test_lanes_that_are_free_again_are_forgotten() -> None:
    pacer = Pacer()

    for number in range(3 * FORGET_ABOVE):
        pacer.reserve(number + 1, now=1000.0 + number)

    assert len(pacer.chats) <= FORGET_ABOVE


@given(st.lists(st.tuples(st.integers(-4, 4), WAITS), min_size=1, max_size=80))
def test_never_more_than_the_limit_though_chats_repeat(pushes: list[tuple[int, float]]) -> None:
    pacer, now, slots = Pacer(), 1000.0, []

    for chat_id, wait in pushes:
        now += wait / 100
        slots.append(pacer.reserve(chat_id, now=now))

    assert smallest_gap(slots) >= 1 / BULK_PER_SECOND - TINY


def smallest_gap(slots: list[float]) -> float:
    return min((later - earlier for earlier, later in pairwise(sorted(slots))), default=1.0)


def test_many_pushes_to_few_chats_do_not_meet_in_one_second() -> None:
    pacer = Pacer()

    slots = [pacer.reserve(1 + number % 40, now=1000.0) for number in range(200)]

    assert most_within(slots, 1.0) <= BULK_PER_SECOND


@given(
    st.lists(st.tuples(st.integers(-4, 4), WAITS, st.booleans()), min_size=1, max_size=60),
)
def test_a_slot_that_is_given_back_goes_to_the_next_and_breaks_no_limit(
    pushes: list[tuple[int, float, bool]],
) -> None:
    pacer, now, used = Pacer(), 1000.0, []

    for chat_id, wait, is_used in pushes:
        now += wait / 100
        at = pacer.reserve(chat_id, now=now)
        if is_used:
            used.append((at, chat_id))
        else:
            pacer.give_back(chat_id, at)
            assert pacer.reserve(chat_id, now=now) == at
            pacer.give_back(chat_id, at)

    assert smallest_gap([at for at, _ in used]) >= 1 / BULK_PER_SECOND - TINY
    for chat in {chat for _, chat in used}:
        lane = GROUP_SECONDS if chat < 0 else CHAT_SECONDS
        slots = [at for at, each in used if each == chat]
        assert len(slots) == 1 or smallest_gap(slots) >= lane - TINY


def test_one_chat_that_is_refused_again_and_again_does_not_lower_the_rate() -> None:
    pacer = Pacer()

    for number in range(20):
        pacer.refuse(501, now=1000.0 + number)

    assert pacer.rate(1020.0) == BULK_PER_SECOND


def test_refusals_lower_the_rate_by_a_fifth_once_an_episode() -> None:
    pacer = Pacer()

    for number in range(20):
        pacer.refuse(501 + number, now=1000.0 + number)

    assert pacer.rate(1001.0) == BULK_PER_SECOND * FALL


def test_a_rate_that_was_lowered_rises_slowly_to_where_it_was_and_no_further() -> None:
    pacer = Pacer()
    pacer.refuse(501, now=1000.0)
    pacer.refuse(502, now=1000.0)

    rates = [pacer.rate(1000.0 + seconds) for seconds in range(0, 1000, 10)]

    assert rates == sorted(rates)
    assert rates[6] < BULK_PER_SECOND * (FALL + 0.05)
    assert rates[-1] == BULK_PER_SECOND


@given(st.lists(st.tuples(PEOPLE, st.floats(0, 500)), max_size=60))
def test_the_rate_stays_between_its_bounds(refusals: list[tuple[int, float]]) -> None:
    pacer, now = Pacer(), 1000.0

    for chat_id, wait in refusals:
        now += wait
        pacer.refuse(chat_id, now=now)

        assert BULK_PER_SECOND * LOWEST <= pacer.rate(now) <= BULK_PER_SECOND


def test_slots_are_as_far_apart_as_the_lowered_rate_asks() -> None:
    pacer = Pacer()
    pacer.refuse(501, now=1000.0)
    pacer.refuse(502, now=1000.0)

    slots = [pacer.reserve(chat_id, now=1000.0) for chat_id in range(1, 100)]

    assert most_within(slots, 1.0) <= BULK_PER_SECOND * FALL + 1
