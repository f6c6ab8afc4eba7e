"""When a reader's briefings fall due and when it must be quiet, through every change of clocks.

A slot is a day and a time of a reader's own calendar. It stands for one instant: the first at
which the reader's clock shows that time or, where the clock jumps over it, the first full minute
after the jump. So a repeated hour does not fire twice and a missing one is not lost; whoever
writes down a slot's key under a unique constraint sends each briefing once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from bot.core.models import BRIEFING_FRESH
from bot.core.times import zones

_A_WEEK: Final = range(-1, 9)
"""Days around a local date in which the next slot lies, with one to spare at both ends: a zone
may skip a day, and a clock that falls back at midnight shows the day before once more."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    local_date: date
    time: str
    """HH:MM, as the reader chose it; the clock shows another where it jumped over this one."""
    at: datetime
    """In UTC."""

    @property
    def key(self) -> str:
        """Names the slot among those of one reader, and sorts as they follow each other."""
        return f"{self.local_date} {self.time}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is to be done about a briefing whose time has come."""

    send: Slot | None
    """Send under this slot, which takes in all that were missed before it; None: nothing now,
    what was missed goes into the next."""
    next: Slot | None
    """What to wait for afterwards."""


def next_slot(
    times: Sequence[str], days: frozenset[int], zone: str, *, after: datetime
) -> Slot | None:
    """The first slot later than `after`, None without times or days (0 is Monday).

    Times that fall onto one instant, since the clock jumped over them, are one slot, the
    earliest. ValueError for a time that is none.
    """
    for slot in _slots(times, days, zone, after):
        if slot.at > after:
            return slot
    return None


def last_slot(
    times: Sequence[str], days: frozenset[int], zone: str, *, until: datetime
) -> Slot | None:
    """The last slot that is not later than `until`, None without times or days."""
    week_ago = until - timedelta(days=7)
    passed = [slot for slot in _slots(times, days, zone, week_ago) if slot.at <= until]
    return max(passed, key=lambda slot: slot.at, default=None)


def due(times: Sequence[str], days: frozenset[int], zone: str, *, now: datetime) -> Due:
    """Of a reader whose planned moment has passed, by a second or by an outage of days.

    Only the last slot that has passed can be sent, and only while it is fresh. A plan made by
    older settings or by older rules of the zone does no harm: the slot is reckoned anew, and
    its key tells whether it has been sent.
    """
    passed = last_slot(times, days, zone, until=now)
    is_worth_it = passed is not None and now - passed.at <= BRIEFING_FRESH
    return Due(send=passed if is_worth_it else None, next=next_slot(times, days, zone, after=now))


def covers(quiet: tuple[str, str], time: str) -> bool:
    """Whether a time of the day, «HH:MM», lies in quiet hours."""
    start, end = quiet
    return start <= time < end if start < end else time >= start or time < end


def quiet_ends(quiet: tuple[str, str] | None, zone: str, now: datetime) -> datetime:
    """The first instant from `now` on that is not quiet, in UTC; `now` itself if it is not.

    Quiet hours last from the first time up to the second and may pass midnight; two equal times
    mean none. Each night is one stretch: where an hour is repeated it begins with the first and
    ends with the last, never in between.
    """
    moment = now.astimezone(UTC)
    while (until := _quiet_until(quiet, zone, moment)) is not None:
        moment = until
    return moment


def _slots(
    times: Sequence[str], days: frozenset[int], zone: str, around: datetime
) -> Iterator[Slot]:
    """In order, from the day before to the week after; of one instant perhaps two."""
    today = around.astimezone(zones.named(zone)).date()
    for step in _A_WEEK if times else ():
        day = today + timedelta(days=step)
        if day.weekday() in days:
            yield from _of_day(tuple(times), zone, day)


@lru_cache(maxsize=16_384)  # a hundred thousand readers have few zones and few tastes
def _of_day(times: tuple[str, ...], zone: str, day: date) -> tuple[Slot, ...]:
    found: dict[datetime, Slot] = {}
    for text in sorted(set(times)):
        at = _instant(zone, day, text)
        found.setdefault(at, Slot(local_date=day, time=text, at=at))
    return tuple(found.values())


def _quiet_until(quiet: tuple[str, str] | None, zone: str, now: datetime) -> datetime | None:
    if quiet is None or quiet[0] == quiet[1]:
        return None
    start, end = quiet
    today = now.astimezone(zones.named(zone)).date()
    for step in (-2, -1, 0, 1):
        day = today + timedelta(days=step)
        end_day = day if start < end else day + timedelta(days=1)
        if _instant(zone, day, start) <= now < (until := _instant(zone, end_day, end, fold=1)):
            return until
    return None


@lru_cache(maxsize=16_384)
def _instant(zone: str, day: date, text: str, fold: int = 0) -> datetime:
    """When the clock of the zone shows that time, the first or (fold 1) the second time."""
    clock = zones.named(zone)
    local = datetime.combine(day, time.fromisoformat(text))
    while True:
        at = local.replace(tzinfo=clock, fold=fold).astimezone(UTC)
        if at.astimezone(clock).replace(tzinfo=None) == local:
            return at
        local += _MINUTE
