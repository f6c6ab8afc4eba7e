"""Quiet hours, across midnight and through every change of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.times import zones
from bot.core.times.briefing_times import quiet_ends
from tests.clocks import BEGIN, DAY, END, MINUTE, ZONES, at, changes, every_minute

INTERVALS = (
    ("22:00", "07:00"),
    ("23:30", "00:30"),
    ("20:00", "23:30"),
    ("00:30", "02:30"),
    ("00:00", "00:30"),
    ("23:30", "23:15"),
    ("01:00", "00:30"),
    ("13:00", "15:00"),
)
MOMENTS = st.datetimes(BEGIN.replace(tzinfo=None), END.replace(tzinfo=None)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
CLOCKS = st.times().map("{:%H:%M}".format)


def is_quiet(quiet: tuple[str, str] | None, zone: str, now: datetime) -> bool:
    return quiet_ends(quiet, zone, now) > now


def is_between(quiet: tuple[str, str], shown: str) -> bool:
    """Whether a clock that shows this time is within the interval."""
    start, end = quiet
    return start <= shown < end if start < end else shown >= start or shown < end


@pytest.mark.parametrize("zone", [zone for zone in ZONES if changes(zone)])
def test_it_is_quiet_whenever_the_clock_says_so(zone: str) -> None:
    clock = zones.named(zone)
    for change in changes(zone)[:4]:
        for now in every_minute(change - DAY, change + DAY):
            shown = f"{now.astimezone(clock):%H:%M}"
            for quiet in INTERVALS:
                told = is_quiet(quiet, zone, now)
                if told != is_between(quiet, shown):
                    # Only within the repeated hour, which does not break a night in two.
                    assert told, quiet
                    assert abs(now - change) <= timedelta(hours=1), quiet


@given(quiet=st.tuples(CLOCKS, CLOCKS), zone=st.sampled_from(ZONES), now=MOMENTS)
def test_quiet_hours_end_at_the_first_minute_that_is_not_quiet(
    quiet: tuple[str, str], zone: str, now: datetime
) -> None:
    end = quiet_ends(quiet, zone, now)

    assert end.tzinfo is UTC
    assert not is_quiet(quiet, zone, end)
    assert end == now or is_quiet(quiet, zone, end - MINUTE) or end - MINUTE < now
    assert end - now <= 2 * DAY


@pytest.mark.parametrize("quiet", [None, ("22:00", "22:00")])
def test_equal_times_mean_no_quiet_hours(quiet: tuple[str, str] | None) -> None:
    now = at("2026-11-23 22:00+03:00")

    assert quiet_ends(quiet, "Asia/Riyadh", now) == now


@pytest.mark.parametrize(
    ("zone", "quiet", "now", "end"),
    [
        ("Asia/Riyadh", ("22:00", "07:00"), "2026-11-23 23:00+03:00", "2026-11-24 07:00+03:00"),
        ("Asia/Riyadh", ("22:00", "07:00"), "2026-11-24 06:59+03:00", "2026-11-24 07:00+03:00"),
        ("Asia/Riyadh", ("13:00", "15:00"), "2026-11-24 13:00+03:00", "2026-11-24 15:00+03:00"),
        ("Africa/Cairo", ("22:00", "00:30"), "2027-04-29 23:00+02:00", "2027-04-30 01:00+03:00"),
        ("Asia/Beirut", ("20:00", "23:30"), "2027-10-30 23:10+03:00", "2027-10-30 23:30+02:00"),
        ("Africa/Cairo", ("01:00", "00:30"), "2027-04-29 12:00+02:00", "2027-05-01 00:30+03:00"),
        (
            "Africa/Atlantis",
            ("22:00", "07:00"),
            "2027-04-29 23:00+00:00",
            "2027-04-30 07:00+00:00",
        ),
    ],
)
def test_known_nights(zone: str, quiet: tuple[str, str], now: str, end: str) -> None:
    assert quiet_ends(quiet, zone, at(now)) == at(end)
