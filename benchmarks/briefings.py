"""One table: what it costs to make the briefings of a city whose readers all read at eight.

    python benchmarks/briefings.py [--readers 100000] [--database URL]

The figures depend on the machine and on what else it does; nothing fails on one.
"""

import asyncio
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final

import briefing_city as city
import click
import table
from table import Row

from bot import telling
from bot.briefings import Newsstand, Wish, compose, compose_due
from bot.core.messages import render
from bot.core.models import BriefingKind, Settings
from storage import Database, Tx, briefings, open_database, subscribers

BATCH: Final = 200
TAPS_PER_SECOND: Final = 20
NAIVE: Final = 300
STRANGERS: Final = 300
FOOTER: Final = f"""\
City: {city.SOURCES} sources with {city.ARTICLES:,} articles in a day, {city.STORIES:,} stories; \
every reader follows all of the
  sources, has had three briefings since yesterday and {city.PUSHED} pushes, two of them since the
  last briefing, and is due at the same minute.
Made: what readers know, the choice, its row, and when the next one is due, in transactions of
  {BATCH} readers; not the messages. CPU: of the whole process while it makes them, taps included.
Queries a reader: what readers know and the articles of their sources asked for each one, the
  choice made for each; measured on {NAIVE} readers.
No two alike: each follows other sources; measured on {STRANGERS}.
Taps: /latest as the handler reads and renders it, {TAPS_PER_SECOND} a second, while briefings are
  made without a pause; without the way to Telegram and back."""


@click.command()
@click.option("--readers", default=100_000, help="How many have a briefing at the same minute.")
@click.option("--database", default="", help="An empty PostgreSQL database instead of SQLite.")
def main(readers: int, database: str) -> None:
    """Print what briefings cost, in one table."""
    with tempfile.TemporaryDirectory() as folder:
        url = database or f"sqlite:///{Path(folder) / 'city.db'}"
        with closing(open_database(url)) as opened:
            opened.run_now(city.build, readers=readers)
            rows = [*naive(opened), *strangers(opened), *asyncio.run(together(opened, readers))]
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


async def together(database: Database, readers: int) -> list[Row]:
    """All who are due, while others tap."""
    taps: list[float] = []
    tapping = asyncio.create_task(tap(database, taps))
    turns, made, stand = [], 0, Newsstand()
    began, cpu = time.perf_counter(), time.process_time()
    while True:
        start = time.perf_counter()
        found = await database.run(compose_due, stand, now=city.NOW, limit=BATCH)
        turns.append(time.perf_counter() - start)
        made += len(found)
        if not found:
            break
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    tapping.cancel()
    turns.sort()
    taps.sort()
    return [
        Row(
            f"{made:,} briefings of {readers:,} readers made",
            f"{took:.1f} s, CPU {cpu:.1f} s",
            target="≤ 10 s on one core" if readers == 100_000 else table.NONE,
        ),
        Row(f"  a turn of {BATCH}, p50 / p99", two(turns)),
        Row(f"  {len(taps)} taps meanwhile, p50 / p99", two(taps), target="p99 ≤ 200 ms"),
    ]


async def tap(database: Database, took: list[float]) -> None:
    """Somebody asks for the latest story, again and again."""
    while True:
        began = time.perf_counter()
        await database.run(latest)
        took.append(time.perf_counter() - began)
        await asyncio.sleep(1 / TAPS_PER_SECOND)


def latest(tx: Tx) -> str:
    reader = subscribers.meet(tx, 1, kind="private", now=city.NOW, settings=Settings())
    [stored] = telling.latest(tx, reader.id, limit=1)
    return render.story(stored, now=city.NOW, bot="mujaz_bot").html


def naive(database: Database) -> list[Row]:
    """A reader after the other, each with queries of its own."""
    began = time.perf_counter()
    for due in database.run_now(briefings.due, now=city.NOW, limit=NAIVE):
        wish = Wish(BriefingKind.ASKED)
        database.run_now(compose, Newsstand(), due.subscriber, wish, now=city.NOW)
    took = time.perf_counter() - began
    database.run_now(city.restore)
    return [each("queries and a choice a reader, each", took, NAIVE)]


def strangers(database: Database) -> list[Row]:
    database.run_now(city.scatter, readers=STRANGERS)
    began = time.perf_counter()
    database.run_now(compose_due, Newsstand(), now=city.NOW, limit=STRANGERS)
    took = time.perf_counter() - began
    database.run_now(city.restore)
    return [each("ours, no two readers alike, each", took, STRANGERS)]


def each(figure: str, took: float, readers: int) -> Row:
    return Row(
        figure,
        f"{1000 * took / readers:.1f} ms",
        f"{took / readers * 1e5:,.0f} s for 100,000",
    )


def two(ordered: list[float]) -> str:
    def at(percent: int) -> float:
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    return f"{at(50):.1f} / {at(99):.1f} ms"


if __name__ == "__main__":
    main()
