"""Feed parsers side by side: feeds a second, cases, ugly feeds, hostile feeds."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import Any, Final

import feed_cases
import feed_parsers
import hostile_feeds
import table
from feed_cases import ASKED, KINDS
from feed_parsers import MAKERS, Parser, Seen

SECONDS: Final = 2.0
"""Of CPU, for each figure of speed."""
ITEMS: Final = 30
PARAGRAPH: Final = (
    "<p>قالت رئيسة البلدية &laquo;إن الأعمال تبدأ مطلع العام المقبل&raquo; في المرفأ القديم.</p>\n"
)
COMPARED_WITH_CASES: Final = ("ours", "feedparser", "fastfeedparser", "atoma")
COMPARED_WITH_HOSTILE: Final = ("ours", "feedparser, no sanitizer", "fastfeedparser")


def speeds() -> Iterator[str]:
    small, full = _feed(0), _feed(4_900)
    heads = [f"{ITEMS} items, {len(body) // 1000} KB" for body in (small, full)]
    rows = [["feeds a second, one core", *heads]]
    for name in MAKERS:
        parse = feed_parsers.parser(name)
        rates = [f"{_rate(parse, body):,.0f}" if parse else "–" for body in (small, full)]
        rows.append([name, *rates])
    yield from table.grid(rows)
    yield "target for ours: ≥ 200 with full texts"


def _feed(size: int) -> bytes:
    """As blog software writes it, with so many bytes of full text in each item."""
    text = PARAGRAPH * (size // len(PARAGRAPH.encode()))
    items = "".join(_item(number, text) for number in range(ITEMS))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>صحيفة المنارة</title><link>https://www.almanara.example/</link>
{items}</channel></rss>""".encode()


def _item(number: int, text: str) -> str:
    address = f"https://www.almanara.example/2026/11/23/{number}"
    return f"""<item><title>بلدية المرفأ ترمم السوق القديم {number}</title>
<link>{address}/?utm_source=rss&amp;p={number}</link><guid isPermaLink="false">{address}</guid>
<dc:creator><![CDATA[سلمى القارئ]]></dc:creator><category><![CDATA[محليات]]></category>
<pubDate>Mon, 23 Nov 2026 10:{number:02}:00 +0300</pubDate>
<description><![CDATA[<p>تمتد الأعمال <b>ثلاث سنوات</b> &hellip;</p>]]></description>
<content:encoded><![CDATA[{text}]]></content:encoded>
<media:content url="{address}.jpg" medium="image" width="1200"/></item>
"""


def _rate(parse: Parser, body: bytes) -> float:
    parse(body, "")
    began, count = process_time(), 0
    while process_time() - began < SECONDS:
        parse(body, "")
        count += 1
    return count / (process_time() - began)


def cases(cache: Path) -> Iterator[str]:
    folder = feed_cases.fetched(cache)
    if folder is None:
        yield "cases: feedparser's source package could not be had; nothing measured"
        return
    found = list(feed_cases.read(folder))
    rows = [["feedparser's own cases, right", *KINDS, "first five", ""]]
    for name in COMPARED_WITH_CASES:
        parse = feed_parsers.ours_whole if name == "ours" else feed_parsers.parser(name)
        rows.append([name, *(_case_figures(found, parse) if parse else ())])
    yield from table.grid(rows)
    yield f"{len(found)} cases that apply; target for ours: ≥ 98 % of the first five"


def _case_figures(found: list[feed_cases.Case], parse: Parser) -> Iterator[str]:
    tally = feed_cases.tally(found, parse)
    for kind in KINDS:
        yield f"{tally.right[kind]}/{tally.whole[kind]}"
    right, whole = (sum(count[kind] for kind in ASKED) for count in (tally.right, tally.whole))
    yield f"{right}/{whole}"
    yield f"{100 * right / whole:.1f} %"


def ugly(folder: Path) -> Iterator[str]:
    manifest = folder / "manifest.json"
    if not manifest.exists():
        yield "ugly: no feeds/manifest.json; nothing measured"
        return
    listed = json.loads(manifest.read_text(encoding="utf-8"))
    rows = [["ugly Arabic feeds", "right"]]
    for name in COMPARED_WITH_CASES:
        parse = feed_parsers.parser(name)
        wrong = [case["case"] for case in listed if not (parse and _fits(folder, case, parse))]
        rows.append([name, f"{len(listed) - len(wrong)}/{len(listed)}"])
        if name == "ours":
            yield from (f"ours is wrong: {case}" for case in wrong)
    yield from table.grid(rows)


def _fits(folder: Path, case: dict[str, Any], parse: Parser) -> bool:
    body = (folder / case["file"]).read_bytes()
    try:
        feed = parse(body, case["content_type"])
    except Exception:  # right where nothing is to come out
        return "none" in case["expect"]
    if not feed.entries:
        return "none" in case["expect"]
    return all(_holds(feed.entries[0], name, value) for name, value in case["expect"].items())


def _holds(entry: Seen, name: str, value: Any) -> bool:
    field, _, relation = name.partition("_")
    if field == "published":
        return datetime.fromisoformat(value) in entry.dates
    if field == "content":
        return any(value in text for text in entry.texts)
    found = getattr(entry, field, "")
    if relation == "has":
        return value in found
    if relation == "start":
        return bool(found.startswith(value))
    return found in value if relation == "in" else bool(found == value)


def hostile() -> Iterator[str]:
    rows = [["hostile feeds: seconds of CPU, memory", *COMPARED_WITH_HOSTILE]]
    for name, build in hostile_feeds.FEEDS.items():
        body = build()
        figures = [hostile_feeds.measure(parser, body) for parser in COMPARED_WITH_HOSTILE]
        rows.append([f"{name}, {len(body) / 1e6:.1f} MB", *figures])
    yield from table.grid(rows)
    yield "target for ours: ≤ 2 s, ≤ 100 MB each; memory is what the parser's process grew by"
