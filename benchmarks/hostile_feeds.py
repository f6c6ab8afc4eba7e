"""Feeds that are made to choke a parser, and what one of them costs a process of its own."""

import contextlib
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Final

import feed_parsers

ROOT: Final = Path(__file__).parents[1]
LIMIT: Final = 10
"""Seconds of CPU, after which the feed has won."""
ITEM: Final = "<item><title>x</title></item>"
ATTRIBUTES: Final = "".join(f'a{number}="" ' for number in range(3_000))
LAUGHS: Final = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _rss(items: str, before: str = "") -> bytes:
    feed = f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    return (before + feed).encode()


def _many(template: str, count: int) -> str:
    return "".join(template.format(number) for number in range(count))


FEEDS: Final[dict[str, Callable[[], bytes]]] = {
    "a billion laughs": lambda: _rss(
        "<item><title>&l9;</title></item>", f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'
    ),
    "quadratic entities": lambda: _rss(
        f"<item><title>{'&l;' * 50_000}</title></item>",
        f'<!DOCTYPE r [<!ENTITY l "{"ha" * 25_000}">]>',
    ),
    "100 MB of text": lambda: _rss(f"<item><title>{'x' * 100_000_000}</title></item>"),
    "5 MB of text": lambda: _rss(f"<item><title>{'x ' * 2_600_000}</title></item>"),
    "200,000 items": lambda: _rss(ITEM * 170_000),
    "200,000 items (more than is fetched)": lambda: _rss(
        _many("<item><title>عنوان {0}</title><link>https://a.example/{0}</link></item>", 200_000)
    ),
    "500,000 attributes in a tag": lambda: (
        b"<rss " + _many("a{0}='' ", 400_000).encode() + b">" + ITEM.encode()
    ),
    "100 items of 3,000 attributes": lambda: _rss(
        f"<item><title {ATTRIBUTES}>x</title><link {ATTRIBUTES}/></item>" * 80
    ),
    "a tag of 5 MB without attributes": lambda: (
        b"<rss><item " + b"a" * 5_000_000 + b"><title>x</title></item></rss>"
    ),
    "nested 200,000 deep": lambda: _rss("<item><title>x</title>" + "<b>" * 200_000),
    "nested, each of its own name": lambda: _rss(
        "<item><title>x</title>" + _many("<b{0}>", 200_000)
    ),
    "100,000 unclosed CDATA": lambda: _rss(ITEM + "<![CDATA[" * 100_000),
    "300,000 unclosed comments": lambda: _rss(ITEM + "<!-- " * 300_000),
    "unclosed tags and quotes": lambda: _rss(ITEM + "<a '<a \"" * 600_000),
    "a million ampersands": lambda: _rss(f"<item><title>{'&' * 1_000_000}</title></item>"),
    "a million entities": lambda: _rss(f"<item><title>{'&nbsp;' * 850_000}</title></item>"),
    "escaped ten times": lambda: _rss(
        f"<item><title>{'&amp;amp;amp;lt;b&amp;gt;' * 200_000}</title></item>"
    ),
    "200 items of broken HTML": lambda: _rss(
        f"<item><title>x</title><description><![CDATA[{'<p <!-- <img src= ' * 1_400}"
        "]]></description></item>" * 200
    ),
    "a date of 5 MB": lambda: _rss(
        f"<item><title>x</title><pubDate>{'1 jan ' * 800_000}</pubDate></item>"
    ),
    "an author of 5 MB": lambda: _rss(
        f"<item><title>x</title><author>{'a.' * 2_500_000}@</author></item>"
    ),
    "300,000 categories": lambda: _rss(
        f"<item><title>x</title>{_many('<category>{0}</category>', 170_000)}</item>"
    ),
    "links of 5 MB": lambda: _rss(
        f"<item><title>x</title><link>https://a.example/{'%D8/../' * 700_000}</link></item>"
    ),
    "zeros": lambda: _rss(ITEM + "\0" * 5_000_000),
    "Windows-1256, 5 MB": lambda: (
        _rss(f"<item><title>{'عنوان الخبر ' * 400_000}</title></item>").decode().encode("cp1256")
    ),
    "encoded twice, 5 MB": lambda: (
        _rss(f"<item><title>{'عنوان ' * 200_000}</title></item>")
        .decode()
        .encode()
        .decode("cp1252", "ignore")
        .encode()
    ),
    "JSON, nested 1,000,000 deep": lambda: b"[" * 1_000_000,
    "JSON of 200,000 items": lambda: b'{"items":[' + b'{"id":"1"},' * 200_000 + b'{"id":"1"}]}',
}


def measure(parser: str, body: bytes) -> str:
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, __file__, parser],
        check=False,
        capture_output=True,
        input=body,
        env={"PYTHONPATH": str(ROOT)},
    )
    return done.stdout.decode().strip() or f"> {LIMIT} s"


def _main(name: str) -> None:
    body, parse = sys.stdin.buffer.read(), feed_parsers.parser(name)
    if parse is None:
        print("–")  # noqa: T201 - this process's answer
        return
    with contextlib.suppress(Exception):  # only loads what is loaded at the first feed
        parse(b"<rss><channel><title>x</title></channel></rss>", "")
    before, began = _memory(), process_time()
    limit = int(began) + 1 + LIMIT
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    try:
        outcome = f"{len(parse(body, '').entries)} entries"
    except Exception as error:  # any refusal is a good answer
        outcome = "refused" if type(error).__name__ == "ParseError" else type(error).__name__
    took, grown = process_time() - began, _memory() - before
    print(f"{took:.2f} s, {grown:.0f} MB, {outcome}")  # noqa: T201 - this process's answer


def _memory() -> float:
    """The most that this process has held, in MB; the system's own figure outlives a fork."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    _main(sys.argv[1])
