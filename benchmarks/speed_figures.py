"""How long an article takes, from its text or its page to the message; CPU time of one core."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Final

import trafilatura
from table import NONE, Row

from bot.core import article, digest
from bot.core.article import NotAnArticle
from bot.core.messages import render
from bot.core.models import Article, Source, StoredArticle
from bot.core.pages import extraction
from bot.workers import spare_the_collector

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE: Final = Source(id=1, name="benchmark", url="")
ROUNDS: Final = 5
SUSPECTS: Final = 40


@dataclass(slots=True)
class Timing:
    seconds: list[tuple[float, str]] = field(default_factory=list)
    """Of each article, with its name."""
    refused: int = 0
    raised: Counter[str] = field(default_factory=Counter)

    def run(self, name: str, work: Callable[[], object]) -> None:
        began = process_time()
        try:
            work()
        except NotAnArticle:
            self.refused += 1
        except Exception as error:  # counting them is the point
            self.raised[type(error).__name__] += 1
        self.seconds.append((process_time() - began, name))

    @property
    def per_second(self) -> float:
        return len(self.seconds) / max(sum(took for took, _ in self.seconds), 1e-9)

    def milliseconds(self, percent: int) -> float:
        ordered = sorted(took for took, _ in self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _tell(found: Article) -> None:
    made = digest.make(found)
    stored = StoredArticle(id=1, source=SOURCE, article=found, digest=made, stored_at=NOW)
    render.story(stored, now=NOW, bot="mujaz_bot")


def _tell_text(text: str) -> None:
    _tell(article.from_text(text))


def _tell_page(page: bytes) -> None:
    _tell(article.clean(extraction.extract(page)))


def texts(path: Path) -> tuple[Timing, tuple[float, str]]:
    """Of all articles, and of the slowest one; in a process made ready as `bot.workers` does."""
    spare_the_collector()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        given = dict(_named(json.loads(line)) for line in file)
    timing = Timing()
    for name, text in given.items():
        timing.run(name, partial(_tell_text, text))
    return timing, _slowest(timing, given)


def _named(given: dict[str, str]) -> tuple[str, str]:
    text = f"{given['title']}\n{given['text']}"
    return f"{given['source']}/{given['id']}, {len(text)} characters", text


def _slowest(timing: Timing, given: dict[str, str]) -> tuple[float, str]:
    """Timed again: the garbage collector's full rounds hit articles by chance."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        again = Timing()
        for _, name in sorted(timing.seconds)[-SUSPECTS:]:
            again.run(name, partial(_tell_text, given[name]))
        for took, name in again.seconds:
            best[name] = min(took, best.get(name, took))
    return max((took, name) for name, took in best.items())


def pages(folder: Path) -> tuple[Timing, Timing]:
    """Ours, and trafilatura alone, in turn; what comes before the last rounds only warms up."""
    given = {path.name: path.read_bytes() for path in sorted(folder.glob("*.html"))}
    ours, alone = Timing(), Timing()
    for at in range(ROUNDS + 1):
        if at == 1:
            ours, alone = Timing(), Timing()
        for name, page in given.items():
            ours.run(name, partial(_tell_page, page))
            alone.run(name, partial(trafilatura.extract, page))
    return ours, alone


def text_rows(timing: Timing, slowest: tuple[float, str], alone: Timing | None) -> list[Row]:
    took, name = slowest
    percentiles = f"{timing.milliseconds(50):.1f} / {timing.milliseconds(99):.1f}"
    page = f"trafilatura alone, {alone.per_second:.0f} pages/s" if alone else NONE
    raised = ", ".join(f"{count} × {name}" for name, count in timing.raised.items())
    return [
        Row(
            f"speed: text to message ({len(timing.seconds)} articles)",
            f"{timing.per_second:.0f}/s",
            page,
            "≥ 400/s",
        ),
        Row("  ms an article, p50 / p99", percentiles),
        Row(f"  slowest (best of {ROUNDS})", f"{1000 * took:.1f} ms", name),
        Row("  exceptions", raised or "0", target="0"),
        Row("  refused (no headline or body)", str(timing.refused)),
    ]


def page_rows(ours: Timing, alone: Timing) -> list[Row]:
    count = len({name for _, name in ours.seconds})
    mean, theirs = (f"{1000 / timing.per_second:.1f} ms" for timing in (ours, alone))
    return [Row(f"  page to message ({count} pages)", mean, f"trafilatura alone, {theirs}")]
