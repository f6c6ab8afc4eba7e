"""Briefings and quiet hours through every change of clocks in the Arab world."""

import random
from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import BRIEFING_FRESH
from bot.core.times import zones
from bot.core.times.briefing_times import Slot, due, last_slot, next_slot
from tests.clocks import BEGIN, DAY, END, HOUR, MINUTE, ZONES, at, changes, every_minute

TIMES = ("00:00", "00:30", "02:30", "08:00", "13:00", "20:00", "23:30")
DAILY = frozenset(range(7))


def by_watching(zone: str, day: date, text: str) -> datetime:
    """When a clock that is looked at every minute first shows the time, or one beyond it."""
    wanted = datetime.combine(day, time.fromisoformat(text))
    return next(moment for moment, shown in shown_around(zone, day) if shown >= wanted)


@cache
def shown_around(zone: str, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The minutes from before a day's first to after its last, with what the clock shows then."""
    clock, midnight = zones.named(zone), datetime.combine(day, time(), UTC)
    minutes = every_minute(midnight - 15 * HOUR, midnight + 39 * HOUR)
    return tuple((each, each.astimezone(clock).replace(tzinfo=None)) for each in minutes)


@cache
def chain(times: tuple[str, ...], zone: str, days: frozenset[int] = DAILY) -> tuple[Slot, ...]:
    found: list[Slot] = []
    slot = next_slot(times, days, zone, after=BEGIN)
    while slot and slot.at < END:
        found.append(slot)
        slot = next_slot(times, days, zone, after=slot.at)
    return tuple(found)


def is_near(moment: datetime, zone: str) -> bool:
    return any(abs(moment - change) < 1.5 * DAY for change in changes(zone))


@pytest.mark.parametrize("text", TIMES)
@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_three_years_has_its_briefing_once(zone: str, text: str) -> None:
    found = chain((text,), zone)
    days = [slot.local_date for slot in found]

    assert {slot.time for slot in found} == {text}
    assert all(later - earlier == DAY for earlier, later in pairwise(days))
    assert len(days) in {1095, 1096}  # begin and end are midnight in UTC only


@pytest.mark.parametrize("zone", ZONES)
def test_a_briefing_comes_when_the_clock_shows_its_time_first(zone: str) -> None:
    clock = zones.named(zone)
    for slot in (slot for text in TIMES for slot in chain((text,), zone)):
        shown = slot.at.astimezone(clock)
        if is_near(slot.at, zone):
            assert slot.at == by_watching(zone, slot.local_date, slot.time)
        else:
            assert f"{shown:%Y-%m-%d %H:%M}" == slot.key


@pytest.mark.parametrize("zone", ZONES)
def test_several_times_a_day_are_each_told_once_and_at_one_instant_only_one(zone: str) -> None:
    found = chain(TIMES, zone)
    wanted = {slot.at for text in TIMES for slot in chain((text,), zone)}

    assert [slot.at for slot in found] == sorted(wanted)
    assert len({slot.key for slot in found}) == len(found)


@pytest.mark.parametrize(
    ("zone", "time_", "after", "comes"),
    [
        ("Africa/Cairo", "00:30", "2027-04-29 12:00+00:00", "2027-04-30 01:00+03:00"),
        ("Africa/Cairo", "00:15", "2027-04-29 12:00+00:00", "2027-04-30 01:00+03:00"),
        ("Asia/Beirut", "00:30", "2027-03-27 12:00+00:00", "2027-03-28 01:00+03:00"),
        ("Asia/Beirut", "23:30", "2027-10-30 12:00+00:00", "2027-10-30 23:30+03:00"),
        ("Asia/Beirut", "23:30", "2027-10-30 23:30+03:00", "2027-10-31 23:30+02:00"),
        ("Asia/Hebron", "02:30", "2027-03-26 12:00+00:00", "2027-03-27 03:00+03:00"),
        ("Asia/Hebron", "01:30", "2027-10-30 01:30+03:00", "2027-10-31 01:30+02:00"),
        ("Africa/Casablanca", "02:30", "2027-02-07 02:30+01:00", "2027-02-08 02:30+00:00"),
        ("America/Nuuk", "23:30", "2027-03-27 12:00+00:00", "2027-03-28 00:00-01:00"),
        ("Pacific/Apia", "08:00", "2011-12-29 12:00-10:00", "2011-12-31 00:00+14:00"),
        ("Africa/Atlantis", "08:00", "2027-01-01 00:00+00:00", "2027-01-01 08:00+00:00"),
    ],
)
def test_known_changes_of_clocks(zone: str, time_: str, after: str, comes: str) -> None:
    slot = next_slot((time_,), DAILY, zone, after=at(after))

    assert slot is not None
    assert slot.at == at(comes)
    assert slot.at.tzinfo is UTC
    assert slot.time == time_


def test_two_times_that_the_clock_jumps_over_are_one_briefing() -> None:
    first = next_slot(
        ("00:15", "00:30", "01:00"), DAILY, "Africa/Cairo", after=at("2027-04-29T20")
    )
    assert first is not None
    second = next_slot(("00:15", "00:30", "01:00"), DAILY, "Africa/Cairo", after=first.at)

    assert first.key == "2027-04-30 00:15"
    assert second is not None
    assert second.key == "2027-05-01 00:15"


def test_without_times_or_days_there_is_nothing_to_wait_for() -> None:
    assert next_slot((), DAILY, "Asia/Riyadh", after=BEGIN) is None
    assert next_slot(("08:00",), frozenset(), "Asia/Riyadh", after=BEGIN) is None
    assert last_slot((), DAILY, "Asia/Riyadh", until=BEGIN) is None
    assert due((), DAILY, "Asia/Riyadh", now=BEGIN).send is None


@given(days=st.frozensets(st.integers(0, 6), min_size=1), zone=st.sampled_from(ZONES))
def test_only_chosen_days_of_the_week_have_briefings_and_all_of_them(
    days: frozenset[int], zone: str
) -> None:
    found: list[date] = []
    slot = next_slot(("00:30",), days, zone, after=BEGIN)
    while slot and len(found) < 60:
        found.append(slot.local_date)
        slot = next_slot(("00:30",), days, zone, after=slot.at)
    span = [found[0] + DAY * step for step in range((found[-1] - found[0]).days + 1)]

    assert found == [day for day in span if day.weekday() in days]


TIME_LISTS = st.lists(st.times().map("{:%H:%M}".format), min_size=1, max_size=6)
MOMENTS = st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)


@given(times=TIME_LISTS, zone=st.sampled_from(ZONES), moment=MOMENTS)
def test_the_last_and_the_next_slot_are_neighbours(
    times: list[str], zone: str, moment: datetime
) -> None:
    passed = last_slot(times, DAILY, zone, until=moment)
    coming = next_slot(times, DAILY, zone, after=moment)

    assert passed is not None
    assert coming is not None
    assert passed.at <= moment < coming.at
    assert next_slot(times, DAILY, zone, after=passed.at) == coming
    assert last_slot(times, DAILY, zone, until=coming.at) == coming


def planned(zone: str, wakes: Iterator[datetime], times: tuple[str, ...]) -> list[Slot]:
    """What a planner sends that acts only when it wakes."""
    sent: list[Slot] = []
    start = next(wakes)
    waits_for = next_slot(times, DAILY, zone, after=start)
    for now in wakes:
        if waits_for and waits_for.at <= now:
            what = due(times, DAILY, zone, now=now)
            sent += [what.send] if what.send else []
            waits_for = what.next
    return sent


@pytest.mark.parametrize("zone", [zone for zone in ZONES if changes(zone)])
def test_a_planner_that_wakes_every_minute_sends_each_once_on_time(zone: str) -> None:
    for change in changes(zone):
        start, end = change - 2 * DAY, change + 2 * DAY
        sent = planned(zone, every_minute(start, end), TIMES)

        assert sent == [slot for slot in chain(TIMES, zone) if start < slot.at < end]


@pytest.mark.parametrize("zone", ZONES)
def test_a_planner_that_was_down_sends_late_or_with_the_next_and_nothing_twice(
    zone: str,
) -> None:
    dice = random.Random(zone)  # noqa: S311
    slots = chain(TIMES[2:], zone)
    wakes = [BEGIN]
    while wakes[-1] < END - 9 * DAY:
        wakes.append(wakes[-1] + MINUTE * dice.choice((1, 7, 45, 200, 1500, 9000)))
    sent = planned(zone, iter(wakes), TIMES[2:])

    # A slot goes out if the planner woke within its window and before the slot after it.
    awake = [*wakes, END]
    reached = [
        slot
        for slot, following in pairwise(slots)
        if (wake := awake[bisect_left(awake, slot.at)]) < following.at
        and wake - slot.at <= BRIEFING_FRESH
    ]
    assert sent == reached
    assert 0 < len(sent) < len(slots)


@pytest.mark.parametrize(
    ("now", "send", "next_"),
    [
        ("2026-11-23 08:00+03:00", "2026-11-23 08:00", "2026-11-23 13:00"),
        ("2026-11-23 11:00+03:00", "2026-11-23 08:00", "2026-11-23 13:00"),
        ("2026-11-23 11:01+03:00", None, "2026-11-23 13:00"),
        ("2026-11-25 14:00+03:00", "2026-11-25 13:00", "2026-11-25 20:00"),
        ("2026-11-25 23:59+03:00", None, "2026-11-26 08:00"),
    ],
)
def test_after_an_outage_one_briefing_takes_in_what_was_missed(
    now: str, send: str | None, next_: str
) -> None:
    what = due(("08:00", "13:00", "20:00"), DAILY, "Asia/Riyadh", now=at(now))

    assert (what.send and what.send.key) == send
    assert what.next is not None
    assert what.next.key == next_
