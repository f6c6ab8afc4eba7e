"""Whose turn it is: hosts are spared, and none waits for another."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.turns import FORGET_ABOVE, GAP, IN_A_ROW, LONGEST_GAP, Turns

HOST, OTHER = "shurfa.example", "marfa.example"


def ask(turns: Turns, host: str, now: float) -> bool:
    """One request, over at once; whether it could be made."""
    if not turns.may(host, now=now):
        return False
    turns.begin(host, now=now)
    turns.end(host)
    return True


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    turns = Turns()
    turns.begin(HOST, now=0)

    assert not turns.may(HOST, now=1000)
    assert turns.may(OTHER, now=1000)


def test_after_a_few_in_a_row_a_host_is_asked_once_in_two_seconds() -> None:
    turns = Turns()
    at_once = [ask(turns, HOST, 0) for _ in range(10)]
    later = [second for second in range(20) if ask(turns, HOST, second)]

    assert at_once.count(True) == IN_A_ROW
    assert later == list(range(2, 20, 2))


def test_a_host_that_asks_for_more_gets_it_up_to_half_a_minute_and_nothing_in_a_row() -> None:
    turns = Turns()
    turns.ask_for(HOST, 10)
    turns.ask_for(OTHER, 9999)

    assert [s for s in range(35) if ask(turns, HOST, s)] == [0, 10, 20, 30]
    assert [s for s in range(65) if ask(turns, OTHER, s)] == [0, LONGEST_GAP, 2 * LONGEST_GAP]


def test_a_host_that_is_asked_too_often_rests_as_long_as_it_says_a_day_at_most() -> None:
    turns = Turns()
    turns.rest(HOST, 60, now=0)
    turns.rest(OTHER, 1e9, now=0)

    assert next(second for second in range(70) if turns.may(HOST, now=second)) == 60
    assert not turns.may(OTHER, now=86_399)
    assert turns.may(OTHER, now=86_400)


@given(st.lists(st.floats(0, 50), min_size=1, max_size=200))
def test_no_pattern_of_asking_gets_more_than_the_rate_and_a_few(waits: list[float]) -> None:
    turns, now, asked = Turns(), 0.0, 0
    for wait in waits:
        now += wait
        asked += ask(turns, HOST, now)

    assert asked <= now / GAP + IN_A_ROW


def test_hosts_that_are_not_asked_any_more_are_forgotten_with_the_gaps_they_wanted() -> None:
    turns = Turns()
    for number in range(3 * FORGET_ABOVE):
        ask(turns, f"counter{number}.example", 60.0 * number)
        turns.ask_for(f"host{number}.example", 30)

    assert max(len(turns.gaps), len(turns.paid)) <= FORGET_ABOVE + 1


def test_a_host_that_is_still_waited_for_keeps_its_gap() -> None:
    turns = Turns()
    turns.ask_for(HOST, 30)
    turns.begin(HOST, now=0)
    turns.end(HOST)
    for number in range(FORGET_ABOVE + 1):
        ask(turns, f"host{number}.example", 0)

    assert [second for second in range(90) if ask(turns, HOST, second)] == [30, 60]
