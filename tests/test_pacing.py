"""The arithmetic of pace: never too fast for all, for a chat, for a group; and freezes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.core.pacing import (
    BULK_PER_SECOND,
    CHAT_SECONDS,
    FORGET_ABOVE,
    GROUP_SECONDS,
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
