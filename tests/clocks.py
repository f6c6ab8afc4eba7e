"""Clocks that are changed: the zones of the Arab world and of a few odd places, and when."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.core.times import zones

ABROAD = ("Europe/London", "America/New_York", "America/Nuuk", "Australia/Lord_Howe")
ZONES = (*sorted({zones.OF_COUNTRY[code] for code in zones.ARAB_LEAGUE}), "Asia/Gaza", *ABROAD)

BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The instants at which the clock is changed, found by looking at it every half hour."""
    clock, found, moment = zones.named(zone), [], BEGIN
    while moment < END:
        later = moment + HOUR / 2
        if moment.astimezone(clock).utcoffset() != later.astimezone(clock).utcoffset():
            found.append(later)
        moment = later
    return tuple(found)


def every_minute(start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += MINUTE


def at(text: str) -> datetime:
    """An instant, written with its offset."""
    return datetime.fromisoformat(text).astimezone(UTC)
