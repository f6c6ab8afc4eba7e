"""Pages that are made to choke an extractor, and what one of them costs a process of its own."""

import contextlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Final

import table

from bot.core.article import NotAnArticle
from bot.core.pages import extraction

ROOT: Final = Path(__file__).parents[1]
LIMIT: Final = 10
"""Seconds of CPU, after which the page has won."""


def rows() -> Iterator[str]:
    sys.path.insert(0, str(ROOT))  # the pages are those of the tests
    from tests.hostile_pages import PAGES

    cells = [["page", "KB", "CPU", "memory", "outcome"]]
    for name, make in PAGES.items():
        body = make()
        cells.append([name, f"{len(body) // 1000:,}", *_measure(body)])
    yield from table.grid(cells)
    yield "targets: ≤ 2 s, ≤ 100 MB; a worker is killed after 5 s or at 1,024 MB"


def _measure(body: bytes) -> list[str]:
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, __file__],
        check=False,
        capture_output=True,
        input=body,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout.decode().strip().split("\t") if done.stdout else [f"> {LIMIT} s"]


def _main() -> None:
    body = sys.stdin.buffer.read()
    with contextlib.suppress(NotAnArticle):  # only loads what is loaded at the first page
        extraction.extract(b"<p>x</p>")
    before, began = _memory(), process_time()
    limit = int(began) + 1 + LIMIT
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        outcome = f"{len(extraction.extract(body).paragraphs)} paragraphs"
    except NotAnArticle as error:
        outcome = str(error)
    took, grown = process_time() - began, _memory() - before
    print(f"{took:.2f} s\t{grown:.0f} MB\t{outcome}")  # noqa: T201 - this process's answer


def _memory() -> float:
    """The most that this process has held, in MB; the system's own figure outlives a fork."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    _main()
