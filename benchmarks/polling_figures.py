"""How soon what is published is picked up, and what that costs: a simulation, seeded.

Feeds of very different size bring out their entries through the hours of an Arab newspaper's week,
one by one and in runs (a story and its follow-ups), for four weeks; the last two are counted, so
that a policy that learns has had the first two to learn. Only the waits count: a feed shows an
entry the moment that it is published, and answers at once.
"""

import math
import random
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import NormalDist, mean, median, quantiles
from typing import Final

from table import Row, lines

from bot.core import schedule
from bot.core.models import Habits

BEGIN: Final = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
WEEK: Final = timedelta(days=7)
LEARNING: Final = 2 * WEEK
WEEKS: Final = 4
FEEDS: Final = 40
FLOOR: Final = timedelta(seconds=60)
# By the hour, UTC: asleep until the morning papers of the east, then a long day until midnight.
HOURS: Final = (
    4,
    3,
    2,
    2,
    4,
    8,
    12,
    15,
    16,
    17,
    18,
    18,
    17,
    16,
    16,
    16,
    15,
    15,
    14,
    12,
    10,
    8,
    6,
    5,
)
DAYS: Final = (1.0, 1.0, 1.0, 1.0, 0.6, 0.7, 1.0)
FOLLOW_UPS: Final = 0.35
"""Of entries that a further one follows within minutes."""


@dataclass(slots=True)
class Feed:
    """What a feed brings out, by its time."""

    at: list[datetime]
    polls: int = 0
    delays: list[float] = field(default_factory=list)


Policy = Callable[
    ["Feed", list[datetime], datetime, Habits, random.Random], tuple[Habits, timedelta]
]


def sizes() -> list[float]:
    """Entries a day of each feed: few are large, from two to three hundred."""
    spread = NormalDist(math.log(30), 1.1)
    shares = [(number + 0.5) / FEEDS for number in range(FEEDS)]
    return [min(max(math.exp(spread.inv_cdf(share)), 2), 300) for share in shares]


def publish(a_day: float, follow_ups: float, rng: random.Random) -> Feed:
    """What a feed that brings so many entries on a working day publishes."""
    shift = rng.randrange(-2, 3)
    per_hour = a_day / sum(HOURS) * (1 - follow_ups)
    found: list[datetime] = []
    for hour in range(WEEKS * 168):
        weight = HOURS[(hour + shift) % 24] * DAYS[hour // 24 % 7] * rng.uniform(0.6, 1.4)
        start = BEGIN + timedelta(hours=hour)
        for _ in range(poisson(rng, per_hour * weight)):
            at = start + timedelta(seconds=rng.uniform(0, 3600))
            found.append(at)
            while rng.random() < follow_ups:
                at += timedelta(seconds=rng.expovariate(1 / 240))
                found.append(at)
    return Feed(sorted(found))


def poisson(rng: random.Random, expected: float) -> int:
    number, product, limit = 0, rng.random(), math.exp(-expected)
    while product > limit:
        number, product = number + 1, product * rng.random()
    return number


def ours(
    feed: Feed, new: list[datetime], now: datetime, habits: Habits, rng: random.Random
) -> tuple[Habits, timedelta]:
    habits = schedule.after_poll(habits, changed=bool(new), published=new, now=now)
    at = schedule.next_poll(habits, fresh_seconds=0, floor=FLOOR, jitter=rng.random(), now=now)
    return habits, at - now


def fixed(minutes: float) -> Policy:
    def policy(
        feed: Feed, new: list[datetime], now: datetime, habits: Habits, rng: random.Random
    ) -> tuple[Habits, timedelta]:
        return habits, timedelta(minutes=minutes)

    return policy


def entry_frequency(factor: float, shortest: timedelta, longest: timedelta) -> Policy:
    """Miniflux's rule: a week by the entries of the last one, times a factor, within bounds."""

    def policy(
        feed: Feed, new: list[datetime], now: datetime, habits: Habits, rng: random.Random
    ) -> tuple[Habits, timedelta]:
        a_week = bisect_right(feed.at, now) - bisect_right(feed.at, now - WEEK)
        wait = WEEK / (a_week * factor) if a_week else longest
        return habits, min(max(wait, shortest), longest)

    return policy


def follow(feed: Feed, policy: Policy, rng: random.Random) -> None:
    """Poll a feed for the whole time, counting from the end of the learning on."""
    now = BEGIN + timedelta(seconds=rng.uniform(0, 600))
    end, counted_from = BEGIN + WEEKS * WEEK, BEGIN + LEARNING
    position, habits = 0, Habits()
    while now < end:
        upto = bisect_right(feed.at, now, lo=position)
        new = feed.at[position:upto]
        position = upto
        if now >= counted_from:
            feed.polls += 1
            feed.delays += [(now - at).total_seconds() for at in new if at >= counted_from]
        habits, wait = policy(feed, new, now, habits, rng)
        now += wait


def figures(
    policy: Policy, seed: int, follow_ups: float = FOLLOW_UPS
) -> tuple[float, float, float]:
    """Median and 95th percentile of the delay in seconds, and requests a feed a day."""
    rng = random.Random(seed)  # noqa: S311
    feeds = [publish(a_day, follow_ups, rng) for a_day in sizes()]
    for feed in feeds:
        follow(feed, policy, rng)
    delays = [delay for feed in feeds for delay in feed.delays]
    days = (WEEKS * WEEK - LEARNING) / timedelta(days=1)
    return median(delays), quantiles(delays, n=20)[-1], mean(feed.polls for feed in feeds) / days


def told(found: tuple[float, float, float]) -> str:
    return "{:.0f} s / {:.0f} s at {:.0f}".format(*found)


MINIFLUX: Final = (
    (1, timedelta(minutes=5), timedelta(hours=24), "as it comes"),
    (4, timedelta(minutes=1), timedelta(hours=1), "factor 4, 1 min to 1 h"),
)


FOOTER: Final = f"""\
Simulated (seed {{seed}}): {FEEDS} feeds of 2 to 300 entries a working day, half of them under 30,
  over {WEEKS} weeks of which the last two are counted. The median is that of all entries, the
  requests are the mean of all feeds. {FOLLOW_UPS:.0%} of the entries have a follow-up, after four
  minutes in the mean: the assumption that makes asking soon after a find worth it, hence the row
  without. Only waits count: a feed shows an entry at once, and nobody wishes to be asked less."""


def measure(seed: int = 1) -> Iterable[str]:
    """A table: ours beside each of the others."""
    mine = told(figures(ours, seed))
    figure = "publication → picked up, median / p95 at requests a feed a day"
    others = [(f"fixed {minutes} min: ", fixed(minutes)) for minutes in (10, 5)]
    others += [
        (f"Miniflux, {name}: ", entry_frequency(factor, shortest, longest))
        for factor, shortest, longest, name in MINIFLUX
    ]
    rows = [Row("", compared=name + told(figures(policy, seed))) for name, policy in others]
    rows[0] = Row(figure, mine, rows[0].compared, "≤ 60 s at ≤ 300")
    alone = f"fixed 5 min: {told(figures(fixed(5), seed, 0))}"
    rows.append(Row("the same without follow-ups", told(figures(ours, seed, 0)), alone))
    yield from lines(rows)
    yield ""
    yield FOOTER.format(seed=seed)
