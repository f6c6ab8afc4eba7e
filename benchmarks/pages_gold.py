"""News pages with the text that must come out, from wherever some are.

Three kinds of sets: ours (`pages/N.html` beside `N.json` in the data), scrapinghub's
article-extraction-benchmark (a checkout of it in the data), and the test pages in newspaper4k's
source package, which pip fetches once. Of the last, pages in scripts without spaces between words
and texts below a hundred words are left out: words are what is counted.
"""

import gzip
import json
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FEWEST_WORDS: Final = 100
NO_SPACES: Final = ("burmese", "chinese", "japanese", "thai")


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    html: bytes
    text: str
    url: str


def own(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*.html")):
        fact = path.with_suffix(".json")
        if fact.exists():
            stated = json.loads(fact.read_text(encoding="utf-8"))
            yield Page(path.stem, path.read_bytes(), stated["body"], stated["url"])


def scrapinghub(folder: Path) -> Iterator[Page]:
    truth = folder / "ground-truth.json"
    if not truth.exists():
        return
    for name, stated in json.loads(truth.read_text(encoding="utf-8")).items():
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, body, stated["articleBody"], stated["url"])


def newspaper(cache: Path) -> Iterator[Page]:
    folder = _fetched(cache)
    if folder is None:
        return
    for path in sorted((folder / "txt").glob("*.txt")):
        html, text = folder / "html" / f"{path.stem}.html", path.read_text(encoding="utf-8")
        is_counted = len(text.split()) >= FEWEST_WORDS and not path.stem.startswith(NO_SPACES)
        if html.exists() and is_counted:
            yield Page(path.stem, html.read_bytes(), text, f"https://news.example/{path.stem}/1")


def _fetched(cache: Path) -> Path | None:
    if not any(cache.glob("newspaper4k-*/tests")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", ":all:", "--dest", str(cache), "newspaper4k>=0.9,<0.10"]
        cache.mkdir(parents=True, exist_ok=True)
        if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
            return None
        for package in cache.glob("newspaper4k-*.tar.gz"):
            with tarfile.open(package) as archive:
                archive.extractall(cache, filter="data")
    return next(cache.glob("newspaper4k-*/tests/data"), None)
