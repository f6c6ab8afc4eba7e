"""One table: daily briefings through three years of changing clocks, beside CronTrigger.

    python benchmarks/briefing_times.py [--year 2026] [--years 3]

Each country and time is walked from the first day to the last; a day without a briefing is
missed, a day with more than one is doubled. The figures are the same at every run with the same
time zone data.
"""

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import click
import table
from apscheduler.triggers.cron import CronTrigger

from bot.core.times import zones
from bot.core.times.briefing_times import next_slot

TIMES: Final = ("00:00", "00:30", "02:30", "08:00", "13:00", "20:00", "23:30")
DAILY: Final = frozenset(range(7))
FOOTER: Final = """\
A slot is a day and a time in a country's main zone; after "at": where and how often. A time that
  the clock jumps over counts for its own day. CronTrigger (APScheduler's) is
  asked as its scheduler asks it.
Next: the mean of all these calls. Ours remembers what it has reckoned for a zone and its times,
  which many readers share."""

Fires = Callable[[str, str, datetime, datetime], list[date]]


class Tally(NamedTuple):
    slots: int
    missed: Counter[str]
    doubled: Counter[str]
    microseconds: float


def ours(zone: str, text: str, begin: datetime, end: datetime) -> list[date]:
    found, moment = [], begin
    while (slot := next_slot((text,), DAILY, zone, after=moment)) and slot.at < end:
        found.append(slot.local_date)
        moment = slot.at
    return found


def cron(zone: str, text: str, begin: datetime, end: datetime) -> list[date]:
    """As the scheduler asks: the time after the last one."""
    hour, minute = text.split(":")
    trigger = CronTrigger(hour=hour, minute=minute, timezone=zone)
    found: list[date] = []
    before, now = None, begin
    while (fires := trigger.get_next_fire_time(before, now)) and fires < end:
        found.append(fires.date())
        before = now = fires
    return found


def tally(fires: Fires, first: date, last: date) -> Tally:
    missed: Counter[str] = Counter()
    doubled: Counter[str] = Counter()
    slots = calls = 0
    started = time.process_time()
    for code in zones.ARAB_LEAGUE:
        zone = zones.OF_COUNTRY[code]
        clock = zones.named(zone)
        begin = datetime(first.year, 1, 1, tzinfo=clock).astimezone(UTC) - timedelta(seconds=1)
        end = datetime(last.year + 1, 1, 1, tzinfo=clock).astimezone(UTC)
        for text in TIMES:
            per_day = Counter(fires(zone, text, begin, end))
            days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
            slots += len(days)
            calls += per_day.total()
            where = f"{code} {text}"
            missed[where] += sum(per_day[day] == 0 for day in days)
            doubled[where] += sum(per_day[day] > 1 for day in days)
    return Tally(slots, +missed, +doubled, 1e6 * (time.process_time() - started) / calls)


def told(counts: Counter[str]) -> str:
    if not counts:
        return "0"
    places = ", ".join(f"{where} ×{times}" for where, times in sorted(counts.items()))
    return f"{counts.total()} at {places}"


@click.command()
@click.option("--year", default=2026, help="The first year.")
@click.option("--years", default=3, help="How many.")
def main(year: int, years: int) -> None:
    """Print how many briefings are missed and doubled."""
    first, last = date(year, 1, 1), date(year + years - 1, 12, 31)
    own, other = tally(ours, first, last), tally(cron, first, last)
    rows = [
        table.Row("slots", f"{own.slots:,}", f"{other.slots:,}"),
        table.Row("missed", told(own.missed), told(other.missed), "0"),
        table.Row("doubled", told(own.doubled), told(other.doubled), "0"),
        table.Row("next, µs", f"{own.microseconds:.1f}", f"{other.microseconds:.1f}"),
    ]
    click.echo(f"{len(zones.ARAB_LEAGUE)} countries, {first} to {last}, beside CronTrigger\n")
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
