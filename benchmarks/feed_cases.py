"""How many of feedparser's own cases each parser gets right, as far as our fields go.

A case is a feed with an expression about what must come out, in a comment. Those about a title,
link, date, id, text, author or topic are taken, in the wellformed, illformed, encoding and
entities folders; not those about sanitizing, base addresses, HTTP, CDF and places. Texts are
compared without their tags and with entities read, on both sides alike.
"""

import ast
import calendar
import html
import importlib
import re
import subprocess
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from feed_parsers import Parser, Seen, SeenFeed

LEFT_OUT: Final = re.compile(r"/(?:sanitize|base|http|cdf|geo|psc|compression)/")
EXPECTATION: Final = re.compile(rb"Expect:\s*(.+?)\s*-->", re.DOTALL)
CONTENT_TYPE: Final = re.compile(rb"Header:\s*Content-type:\s*([^\r\n]+)", re.IGNORECASE)
TAG: Final = re.compile(r"<[A-Za-z/!][^<>]*>")

PATHS: Final = {
    "feed.title": "title",
    "feed.title_detail.value": "title",
    "feed.link": "link",
    "entry.title": "title",
    "entry.title_detail.value": "title",
    "entry.link": "link",
    "entry.id": "id",
    "entry.guid": "id",
    "entry.summary": "text",
    "entry.summary_detail.value": "text",
    "entry.description": "text",
    "entry.content.0.value": "text",
    "entry.published": "date",
    "entry.published_parsed": "date",
    "entry.updated": "date",
    "entry.updated_parsed": "date",
    "entry.created": "date",
    "entry.created_parsed": "date",
    "entry.author": "author",
    "entry.author_detail.name": "author",
    "entry.authors.0.name": "author",
    "entry.category": "topic",
    "entry.tags.0.term": "topic",
    "entry.tags.1.term": "topic",
}
KINDS: Final = ("title", "link", "date", "id", "text", "author", "topic")
ASKED: Final = ("title", "link", "date", "id", "text")
"""Those that the target is about."""


@dataclass(frozen=True, slots=True)
class Check:
    path: str
    at: int
    expected: str | tuple[int, ...]

    @property
    def kind(self) -> str:
        return PATHS[self.path]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    body: bytes
    content_type: str
    checks: tuple[Check, ...]


def fetched(cache: Path) -> Path | None:
    """The folder of cases out of feedparser's source package, which pip fetches once."""
    if not any(cache.glob("feedparser-*/tests")):
        version = importlib.import_module("feedparser").__version__
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", ":all:", "--dest", str(cache), f"feedparser=={version}"]
        cache.mkdir(parents=True, exist_ok=True)
        if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
            return None
        for package in cache.glob("feedparser-*.tar.gz"):
            with tarfile.open(package) as archive:
                archive.extractall(cache, filter="data")
    return next(cache.glob("feedparser-*/tests"), None)


def read(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.rglob("*.xml")):
        name = path.relative_to(folder).as_posix()
        body = path.read_bytes()
        expectation = EXPECTATION.search(_as_ascii(body))
        if LEFT_OUT.search(f"/{name}") or not expectation:
            continue
        checks = tuple(_checks(expectation[1].decode("utf-8", "replace")))
        if checks:
            kind = CONTENT_TYPE.search(body)
            yield Case(name, body, kind[1].decode("ascii") if kind else "", checks)


def _as_ascii(body: bytes) -> bytes:
    """Expectations within UTF-16 and the like."""
    return body.replace(b"\0", b"") if b"\0" in body[:200] else body


def _checks(expression: str) -> Iterator[Check]:
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq):
            root, at, *names = _path(node.left)
            path = ".".join(["entry" if root == "entries" else str(root), *map(str, names)])
            try:
                expected = ast.literal_eval(node.comparators[0])
            except ValueError:
                continue
            if path in PATHS and isinstance(expected, str | tuple):
                yield Check(path, int(at), expected)


def _path(node: ast.expr) -> list[str | int]:
    """`entries[0]['title']` and `entries[0].title` as parts; a feed has number 0."""
    parts: list[str | int] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            parts.append(node.slice.value)  # type: ignore[arg-type]  # texts and numbers
            node = node.value
        elif isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        else:
            return ["", 0]
    parts.append(node.id)
    parts.reverse()
    if parts[0] == "feed":
        parts.insert(1, 0)
    is_whole = len(parts) > 1 and isinstance(parts[1], int)
    return parts if is_whole else ["", 0]


def is_right(check: Check, feed: SeenFeed) -> bool:
    if check.path.startswith("feed."):
        value = feed.title if check.kind == "title" else feed.link
        return _words(value) == _words(str(check.expected))
    if check.at >= len(feed.entries):
        return False
    entry = feed.entries[check.at]
    if check.kind == "date":
        expected = _moment(check.expected)
        return expected is None or expected in entry.dates
    return any(
        _words(value) == _words(str(check.expected)) for value in _values(entry, check.kind)
    )


def _values(entry: Seen, kind: str) -> tuple[str, ...]:
    by_kind: dict[str, tuple[str, ...]] = {
        "title": (entry.title,),
        "link": (entry.link,),
        "id": (entry.id,),
        "text": entry.texts,
        "author": (entry.author,),
        "topic": entry.topics,
    }
    return by_kind[kind]


def _moment(expected: str | tuple[int, ...]) -> datetime | None:
    """None where feedparser itself cannot read the date."""
    parts: Any = expected
    if isinstance(expected, str):
        parts = importlib.import_module("feedparser.datetimes")._parse_date(expected)
    return datetime.fromtimestamp(calendar.timegm(parts), UTC) if parts else None


def _words(text: str) -> str:
    """Without tags and white space, entities read to the last."""
    before = None
    while before != text:
        before, text = text, html.unescape(TAG.sub("", text))
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Tally:
    right: Counter[str]
    whole: Counter[str]
    wrong: list[str]


def tally(cases: list[Case], parse: Parser) -> Tally:
    """By kind of field, and by folder; a case is right when all its checks are."""
    found = Tally(Counter(), Counter(), [])
    for case in cases:
        try:
            feed = parse(case.body, case.content_type)
        except Exception:  # a parser that raises has it wrong
            feed = SeenFeed(title="", link="", entries=[])
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for check in case.checks:
            by_kind[check.kind].append(is_right(check, feed))
        for kind, answers in by_kind.items():
            found.whole[kind] += 1
            found.right[kind] += all(answers)
        if not all(answer for kind in ASKED for answer in by_kind.get(kind, [True])):
            found.wrong.append(case.name)
    return found
