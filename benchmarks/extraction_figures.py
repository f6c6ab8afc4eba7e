"""Extractors side by side: words right, pages a second; taps while a thousand pages are read."""

import asyncio
import importlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

import pages_gold
import table
from pages_gold import Page

from bot.core import article, digest
from bot.core.article import NotAnArticle
from bot.core.models import Article
from bot.core.pages import extraction
from bot.workers import Workers

Extractor = Callable[[Page], str]

PAGES_READ: Final = 1_000
TAPS_A_SECOND: Final = 20


def ours(page: Page) -> str:
    """With everything that is kept: title, author, time, picture, topics, form, language."""
    try:
        return "\n".join(_read(page.html, page.url).paragraphs)
    except NotAnArticle:
        return ""


def _read(html: bytes, url: str) -> Article:
    return article.clean(extraction.extract(html, url=url))


def _trafilatura(**options: bool) -> Extractor:
    module = importlib.import_module("trafilatura")

    def extract(page: Page) -> str:
        found = module.bare_extraction(
            page.html, url=page.url, include_comments=False, include_tables=False, **options
        )
        return found.text or "" if found else ""

    return extract


def _readability() -> Extractor:
    module = importlib.import_module("readability")
    html = importlib.import_module("lxml.html")

    def extract(page: Page) -> str:
        summary = module.Document(page.html.decode("utf-8", "replace")).summary()
        return str(html.document_fromstring(summary).text_content())

    return extract


def _resiliparse() -> Extractor:
    module = importlib.import_module("resiliparse.extract.html2text")

    def extract(page: Page) -> str:
        text = page.html.decode("utf-8", "replace")
        return str(module.extract_plain_text(text, main_content=True, alt_texts=False))

    return extract


MAKERS: Final[dict[str, Callable[[], Extractor]]] = {
    "ours, everything": lambda: ours,
    "trafilatura": _trafilatura,
    "trafilatura, fast": lambda: _trafilatura(fast=True),
    "trafilatura, with metadata": lambda: _trafilatura(with_metadata=True),
    "readability-lxml": _readability,
    "resiliparse": _resiliparse,
}


def pages(data: Path, cache: Path) -> Iterator[str]:
    logging.disable(logging.CRITICAL)
    sets = {
        "Arabic": list(pages_gold.own(data / "pages")),
        "newspaper4k's": list(pages_gold.newspaper(cache)),
        "scrapinghub's": list(pages_gold.scrapinghub(data / "article-extraction-benchmark")),
    }
    for name in [name for name, found in sets.items() if not found]:
        yield f"{name} pages are absent and left out"
        del sets[name]
    everything = [page for found in sets.values() for page in found]
    if not everything:
        return
    heads = [f"{name}, {len(found)}" for name, found in sets.items()]
    rows = [["word F1 (precision, recall)", *heads, "all", "pages/s"]]
    for name, make in MAKERS.items():
        try:
            extract = make()
        except ImportError:
            rows.append([name, "not installed"])
            continue
        rows.append([name, *_row(extract, list(sets.values()))])
    yield from table.grid(rows)
    size = sum(len(page.html) for page in everything) // len(everything) // 1000
    yield f"bags of words, a mean over pages; {size} KB a page on average; CPU of one core"
    yield "target for ours: ≥ .955 on scrapinghub's, ≥ 45 pages/s"


def _row(extract: Extractor, sets: Sequence[Sequence[Page]]) -> Iterator[str]:
    everything = [page for found in sets for page in found]
    for page in everything[:3]:
        extract(page)
    began = process_time()
    texts = {page.name: extract(page) for page in everything}
    took = process_time() - began
    for found in (*sets, everything):
        figures = [_score(texts[page.name], page.text) for page in found]
        f1, precision, recall = (sum(each) / len(found) for each in zip(*figures, strict=True))
        yield f"{table.decimals(f1)} ({table.decimals(precision, recall)})"
    yield f"{len(everything) / took:.0f}"


def _score(found: str, wanted: str) -> tuple[float, float, float]:
    got, gold = Counter(table.tokens(found)), Counter(table.tokens(wanted))
    both = (got & gold).total()
    precision, recall = table.share(both, got.total()), table.share(both, gold.total())
    return table.share(2 * precision * recall, precision + recall), precision, recall


def taps(data: Path, cache: Path) -> Iterable[str]:
    """How late a tap is answered while pages are read and digested by the workers."""
    found = [*pages_gold.own(data / "pages"), *pages_gold.newspaper(cache)]
    if not found:
        return ["no pages to read"]
    return asyncio.run(_taps(found))


async def _taps(found: Sequence[Page]) -> list[str]:
    rows = [["taps while pages are read", "p50", "p99", "longest", "pages/s"]]
    for count in (1, 2):
        async with Workers(count) as workers:
            await workers.run(len, "")
            rows.append([f"{count} of WORKERS", *await _tapped(workers, found)])
    rows.append(["in the same process", *await _tapped(None, found[:3])])
    target = "target: p99 ≤ 150 ms"
    return [*table.grid(rows), f"{PAGES_READ} pages, read and made into digests; {target}"]


async def _tapped(workers: Workers | None, found: Sequence[Page]) -> Iterable[str]:
    waits: list[float] = []
    queue = islice(cycle(found), PAGES_READ if workers else 100)
    began = perf_counter()

    async def read() -> None:
        for page in queue:
            if workers is None:
                _tell(page.html, page.url)
                await asyncio.sleep(0)
            else:
                await workers.run(_tell, page.html, page.url)

    readers = [asyncio.create_task(read()) for _ in range(8 if workers else 1)]
    done = asyncio.gather(*readers)
    while not done.done():
        due = perf_counter() + 1 / TAPS_A_SECOND
        await asyncio.sleep(1 / TAPS_A_SECOND)
        waits.append(1000 * max(0, perf_counter() - due))
    await done
    waits.sort()
    rate = (PAGES_READ if workers else 100) / (perf_counter() - began)
    figures = (waits[len(waits) // 2], waits[len(waits) * 99 // 100], waits[-1])
    return [*(f"{each:.0f} ms" for each in figures), f"{rate:.0f}"]


def _tell(html: bytes, url: str) -> Any:
    try:
        return digest.make(_read(html, url))
    except NotAnArticle:
        return None
