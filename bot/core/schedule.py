"""When things are done again: told the time, never asking for it.

How often a source is asked follows from what a poll can find: for a given number of requests the
sum of all waits is least when the interval goes with one over the square root of the rate of
news. What the source wishes, and what failed, bounds that.
"""

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core import rhythm
from bot.core.models import Habits

PACE: Final = 2800.0
"""Seconds between two polls of a source that brings an entry a day; measured by `make bench`."""
LONGEST: Final = timedelta(minutes=30)
SILENCE_SHARE: Final = 480
"""A source that has been silent for long can wait for one part in 480 of that; a day at most."""
BURST: Final = timedelta(minutes=9)
BURST_FACTOR: Final = 4.0
JITTER: Final = 0.1
IDLE_ALLOWED: Final = 3
MOST_IDLE_FACTOR: Final = 2.0
LONGEST_WISH: Final = timedelta(minutes=15)
BYTES_A_SECOND: Final = 10_000
"""What a feed that sends everything anew each time may be made to send, in the mean."""
LONGEST_SKIP: Final = timedelta(hours=1)
LONGEST_DEMAND: Final = timedelta(days=1)
"""Of Retry-After; and of every wish of a source that lately said it is asked too often."""
THROTTLED: Final = timedelta(days=7)
FULL_EVERY: Final = timedelta(days=1)
LONGEST_BACK_OFF: Final = timedelta(hours=6)
HOUR: Final = timedelta(hours=1)
PAGE_WAITS: Final = tuple(timedelta(seconds=wait) for wait in (5, 25, 90))
REREADS: Final = (10, 60, 360, 1200)
"""How long after an article was stored its page is read again, in multiples of the shortest time
between two polls: after ten minutes, an hour, six and twenty hours."""
SOON_REREADS: Final = (2, 5, 10, 20, 40)
"""After so many besides a flash, to see whether it has been written out; and what the operator
publishes, whose corrections are to be quick and whose server is his own."""
LONGEST_REREAD_FLOOR: Final = timedelta(minutes=1)
GROWTH_WAITS: Final = tuple(timedelta(minutes=wait) for wait in (2, 10, 30))
SEND_WAITS: Final = tuple(timedelta(seconds=wait) for wait in (1, 5, 30, 120, 600, 1800))


class Trouble(StrEnum):
    """Why a source could not be read: it decides how soon asking again makes sense."""

    PASSING = "passing"
    """No connection, no answer in time, 5xx, or something that is no feed."""
    BUSY = "busy"
    """429 or 503: it is asked too often."""
    REFUSED = "refused"
    """Another 4xx: it does not want us, or has nothing there."""
    FORBIDDEN = "forbidden"
    """Our own rules keep us from asking, or it wants proof that a person asks."""


FIRST_WAITS: Final = {
    Trouble.PASSING: timedelta(minutes=1),
    Trouble.BUSY: timedelta(minutes=5),
    Trouble.REFUSED: timedelta(minutes=10),
    Trouble.FORBIDDEN: LONGEST_BACK_OFF,
}


def next_poll(
    habits: Habits, *, fresh_seconds: float, floor: timedelta, jitter: float, now: datetime
) -> datetime:
    """When a source that answered is asked again.

    `fresh_seconds` is for how long the answer will do; `floor` is the least that
    the operator allows; `jitter`, a random number in 0…1, moves the wait by a tenth either way,
    so that sources do not fall into step.
    """
    wait = interval(habits, now) * (1 + JITTER * (2 * jitter - 1))
    wait = max(wait, wished_wait(habits, fresh_seconds, now), floor)
    at = past_skipped(habits, now + wait, now)
    return min(at, now + max(LONGEST_DEMAND, floor))


def interval(habits: Habits, now: datetime) -> timedelta:
    """What the rhythm of a source asks for, between nothing and a day."""
    wait = by_rate(habits, now)
    if habits.found_at is not None and now - habits.found_at <= BURST:
        wait /= BURST_FACTOR
    wait *= min(1 + max(0, habits.idle_changes - IDLE_ALLOWED) / 10, MOST_IDLE_FACTOR)
    silence = now - (habits.found_at or now)
    return max(min(wait, LONGEST), min(silence / SILENCE_SHARE, LONGEST_DEMAND))


def by_rate(habits: Habits, now: datetime) -> timedelta:
    """The wait in which what is expected adds up to one poll, over hours of different rates."""
    done, at = 0.0, now
    while at - now < LONGEST:
        a_second = math.sqrt(rhythm.rate(habits, at=at, now=now)) / PACE
        hour_ends = at.replace(minute=0, second=0, microsecond=0) + HOUR
        left = (hour_ends - at).total_seconds()
        if done + left * a_second >= 1:
            return at - now + timedelta(seconds=(1 - done) / a_second)
        done, at = done + left * a_second, hour_ends
    return LONGEST


def is_throttled(habits: Habits, now: datetime) -> bool:
    at = habits.throttled_at
    return at is not None and timedelta(0) <= now - at <= THROTTLED


def fresh_seconds(*, max_age: int | None, size: int) -> float:
    """For how long an answer does: as its server says, and by what it costs to send it again."""
    return max(max_age or 0, size / BYTES_A_SECOND)


def wished_wait(habits: Habits, fresh_seconds: float, now: datetime) -> timedelta:
    """How long the server and the feed want to be left alone. A quarter of an hour is honoured:
    longer wishes are mostly left over from a template, unless the source has complained."""
    longest = LONGEST_DEMAND if is_throttled(habits, now) else LONGEST_WISH
    wish = max(fresh_seconds, 60.0 * (habits.ttl_minutes or 0))
    return min(timedelta(seconds=min(wish, LONGEST_DEMAND.total_seconds())), longest)


def past_skipped(habits: Habits, at: datetime, now: datetime) -> datetime:
    """The first moment from `at` on, within an hour, that lies in no hour or day that the feed
    asks to leave out."""
    longest = LONGEST_DEMAND if is_throttled(habits, now) else LONGEST_SKIP
    latest = at + longest
    while at < latest:
        utc = at.astimezone(UTC)
        if utc.hour not in habits.skip_hours and utc.weekday() not in habits.skip_days:
            return at
        at = min(utc.replace(minute=0, second=0, microsecond=0) + HOUR, latest)
    return at


def next_poll_after_failure(
    now: datetime,
    *,
    trouble: Trouble,
    failures: int,
    retry_after: float | None,
    floor: timedelta,
) -> datetime:
    """When a source that failed is asked again.

    `failures` counts those in a row, this one included; `retry_after` is what the source asked
    for, in seconds (RFC 9110 §10.2.3), honoured up to a day.
    """
    doubled = FIRST_WAITS[trouble] * float(2 ** min(failures - 1, 12))
    wait = max(min(doubled, LONGEST_BACK_OFF), floor)
    if retry_after is not None:
        wait = max(wait, min(timedelta(seconds=retry_after), LONGEST_DEMAND))
    return now + wait


def wants_all(habits: Habits, now: datetime) -> bool:
    """Whether to ask as if nothing were known: some servers answer «not modified» for ever. That
    it was done at a moment to come, a clock has said that was ahead."""
    at = habits.full_at
    return at is None or not timedelta(0) <= now - at < FULL_EVERY


def after_poll(
    habits: Habits, *, changed: bool, published: list[datetime], now: datetime
) -> Habits:
    """What an answer teaches: whether it `changed`, and what was new in it, by its times."""
    habits = rhythm.learn(habits, published, now=now)
    if published:
        return replace(habits, found_at=min(max(published), now), idle_changes=0)
    if changed:
        return replace(habits, idle_changes=habits.idle_changes + 1)
    return habits


def next_page_try(now: datetime, *, attempts: int) -> datetime | None:
    """When an article page that could not be read is tried again; None: make do without.

    Fresh pages often answer 404 for a while behind a publisher's cache; a reader who waits two
    minutes for a headline has read it elsewhere. `attempts` counts the failures before this one.
    """
    return now + PAGE_WAITS[attempts] if attempts < len(PAGE_WAITS) else None


def next_reread(
    stored_at: datetime, *, now: datetime, floor: timedelta, is_soon: bool = False
) -> datetime | None:
    """When the page of an article that was pushed is looked at again; None: no more.

    `floor` is the shortest time between two polls. What a stop has missed is not made up for.
    """
    unit = min(floor, LONGEST_REREAD_FLOOR)
    waits = sorted({*REREADS, *SOON_REREADS}) if is_soon else REREADS
    return next((at for times in waits if (at := stored_at + times * unit) > now), None)


def next_edit(last: datetime, times: int, *, now: datetime) -> datetime:
    """When the messages of a story say what other sources have told meanwhile: soon at first, then
    ever more rarely. `last`: when they do, or did, the last of so many `times`; if that is still
    to come, it is in time for this too."""
    if last > now:
        return last
    wait = GROWTH_WAITS[min(times, len(GROWTH_WAITS) - 1)]
    return max(now + GROWTH_WAITS[0], last + wait)


def next_send(now: datetime, *, attempts: int, retry_after: float | None = None) -> datetime:
    """When a message that provably did not arrive is sent again; `retry_after` in seconds."""
    if retry_after is not None:
        return now + timedelta(seconds=retry_after)
    return now + SEND_WAITS[min(attempts, len(SEND_WAITS) - 1)]
