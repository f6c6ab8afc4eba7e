"""What a day of articles costs, and one article against an index of many."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Final

import story_texts
from table import NONE, Row

from bot.core import stories
from bot.core.models import Article
from bot.core.stories import Fingerprint, rarity

A_DAY: Final = 2000
SIZES: Final = (1000, 2000, 5000, 10_000)
PROBES: Final = 300
KEPT: Final = 0.8
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
DATED: Final = "date"


def articles(path: Path) -> list[Article]:
    """In the order in which they came out, then those without a date."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    given.sort(key=lambda each: (each[DATED] is None, each[DATED] or "", each["id"]))
    return [story_texts.read(each["title"], each["text"]) for each in given]


def rows(path: Path) -> Iterator[Row]:
    found = articles(path)
    rarity.weight("")  # the table is read once in a process
    began = process_time()
    made = [story_texts.fingerprint(article) for article in found[:A_DAY]]
    alone = process_time() - began
    began = process_time()
    sizes = cluster(made)
    clustered = process_time() - began
    yield Row(
        f"a day of {len(made)} articles",
        f"{alone + clustered:.1f} s",
        f"fingerprints {alone:.1f} s, clustering {clustered:.1f} s",
        "≤ 10 s",
    )
    yield Row("  a fingerprint", f"{1000 * alone / len(made):.2f} ms", NONE, "≤ 2 ms")
    length = sum(len(each.dumps()) for each in made) / len(made)
    yield Row("  characters of it in the database", f"{length:.0f}")
    yield Row("  stories; articles in the largest", f"{len(sizes)}; {max(sizes)}")
    everything = made + [story_texts.fingerprint(article) for article in found[A_DAY:]]
    for size in SIZES:
        yield match_row(everything, size)


def cluster(made: Sequence[Fingerprint]) -> list[int]:
    """How many articles each story of the day has."""
    index = stories.Index()
    step = timedelta(days=1) / len(made)
    joined: Counter[int] = Counter()
    for number, fingerprint in enumerate(made):
        at = NOW + number * step
        story_id = index.match(fingerprint, at).story_id
        story_id = number if story_id is None else story_id
        index.add(number, story_id, fingerprint, at)
        joined[story_id] += 1
    return list(joined.values())


def match_row(made: Sequence[Fingerprint], size: int) -> Row:
    chance = random.Random(size)  # noqa: S311 - a benchmark
    index = stories.Index()
    for number in range(size):
        fingerprint = made[number % len(made)]
        if number >= len(made):
            fingerprint = thinned(fingerprint, chance)
        index.add(number, number, fingerprint, NOW)
    took = []
    for fingerprint in chance.sample(made, PROBES):
        probe = thinned(fingerprint, chance)
        began = process_time()
        index.match(probe, NOW)
        took.append(1000 * (process_time() - began))
    mean, slow = sum(took) / len(took), sorted(took)[len(took) * 99 // 100]
    return Row(
        f"  article → story, {size} articles known",
        f"{mean:.1f} ms",
        f"p99 {slow:.1f} ms",
        "≤ 5 ms",
    )


def thinned(of: Fingerprint, chance: random.Random) -> Fingerprint:
    """Without a fifth of its words: another article with the same vocabulary."""
    width = len(of.counts) // max(len(of.stems), 1)
    kept = [at for at in range(len(of.stems)) if chance.random() < KEPT]
    return replace(
        of,
        stems=tuple(of.stems[at] for at in kept),
        counts=b"".join(of.counts[width * at : width * (at + 1)] for at in kept),
    )
