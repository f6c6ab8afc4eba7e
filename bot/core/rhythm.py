"""The rhythm of a source: how many entries a day it can be expected to bring at some hour.

Counted by hour of the week and fading over two weeks. Two weeks say little about one hour of one
day, so what they say is smoothed over its neighbours, leans on the same hour of all days, and
that on the mean of all hours.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.models import Habits

FADE: Final = timedelta(days=14)
HOURS: Final = 168
DAY: Final = timedelta(days=1)
SHORTEST_PAST: Final = timedelta(hours=1)
GUESSED_COUNT: Final = 1.0
GUESSED_DAYS: Final = 0.1
"""What is assumed before anything is known: ten entries a day, and easily given up."""
HOUR_LEANS: Final = 2.0
WEEK_LEANS: Final = 3.0
"""How many days (weeks) of counting one hour weighs as much as what it leans on."""
ODD_ONES_OUT: Final = 0.1


def hour_of_week(at: datetime) -> int:
    utc = at.astimezone(UTC)
    return 24 * utc.weekday() + utc.hour


def learn(habits: Habits, entries: Iterable[datetime], *, now: datetime) -> Habits:
    """Count new entries, each at the time of its publication or, for want of one, at `now`."""
    times = sorted(min(at, now) for at in entries)
    if not times:
        return habits
    fading = faded(habits.counted_at or now, now)
    counts = [count * fading for count in habits.counts] or [0.0] * HOURS
    for at in times:
        counts[hour_of_week(at)] += faded(at, now)
    return replace(
        habits,
        counts=tuple(round(count, 4) for count in counts),
        counted_at=now,
        # The oldest of a first listing may be years old, pinned to its top.
        since=habits.since or times[int(len(times) * ODD_ONES_OUT)],
    )


def faded(at: datetime, now: datetime) -> float:
    return math.exp(min(0.0, (at - now) / FADE))


def rate(habits: Habits, *, at: datetime, now: datetime) -> float:
    """Entries a day at the hour of `at`, by what is known `now`; never 0."""
    past = max(now - (habits.since or now), SHORTEST_PAST) if habits.counts else timedelta()
    days = (1 - math.exp(-past / FADE)) * (FADE / DAY)  # as the counts: long ago counts less
    fading = faded(habits.counted_at or now, now)
    mean = (fading * sum(habits.counts) + GUESSED_COUNT) / (days + GUESSED_DAYS)
    if not habits.counts:
        return mean
    hour = hour_of_week(at)
    a_day = [sum(habits.counts[h % 24 :: 24]) for h in (hour - 1, hour, hour + 1)]
    a_week = [habits.counts[h % HOURS] for h in (hour - 1, hour, hour + 1)]
    daily = leaning(fading * middle(a_day), days / 24, on=mean, weight=HOUR_LEANS / 24)
    return leaning(fading * middle(a_week), days / HOURS, on=daily, weight=WEEK_LEANS / 24)


def middle(three: Sequence[float]) -> float:
    before, here, after = three
    return before / 4 + here / 2 + after / 4


def leaning(count: float, days: float, *, on: float, weight: float) -> float:
    return (count + on * weight) / (days + weight)
