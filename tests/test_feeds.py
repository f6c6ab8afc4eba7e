"""Feeds: one file a case in cases/feeds, with what must come out beside it; bombs made here."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import feeds
from bot.core.models import Entry, ParsedFeed

CASES = Path(__file__).parent / "cases" / "feeds"
DOCUMENTS = sorted(path for path in CASES.iterdir() if ".expect." not in path.name)
URL = "https://www.almanara.example/feed/"


def expectation(document: Path) -> dict[str, Any]:
    text = document.with_name(f"{document.stem}.expect.json").read_text(encoding="utf-8")
    expected: dict[str, Any] = json.loads(text)
    return expected


def shown(parsed: ParsedFeed | Entry, name: str) -> Any:
    """A field as the expectation files write it."""
    value = getattr(parsed, name.removesuffix("_has"))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_feed_comes_out_as_expected(document: Path) -> None:
    expected = expectation(document)
    body, content_type = document.read_bytes(), expected.get("content_type", "")
    if "error" in expected:
        with pytest.raises(feeds.ParseError) as caught:
            feeds.parse(body, url=URL, content_type=content_type)
        assert str(caught.value) == expected["error"]
        return

    feed = feeds.parse(body, url=URL, content_type=content_type)

    for name in set(expected) - {"why", "content_type", "entries"}:
        assert shown(feed, name) == expected[name], name
    assert len(feed.entries) == len(expected["entries"])
    for entry, wanted in zip(feed.entries, expected["entries"], strict=True):
        for name, value in wanted.items():
            found = shown(entry, name)
            assert value in found if name.endswith("_has") else found == value, name
        assert entry.id
        assert entry.title


def rss(items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


MANY = 1_000_000
BOMBS = {
    "longer than 5 MB": b"<rss>" + b" " * (5 * 1024 * 1024),
    "JSON with too many parts": b'{"items": [' + b'{"id": "1"},' * 200_000 + b"]}",
    "plain text, not a feed": b"x" * (4 * MANY),
}


@pytest.mark.parametrize("reason", BOMBS)
def test_bomb_is_refused(reason: str) -> None:
    with pytest.raises(feeds.ParseError) as caught:
        feeds.parse(BOMBS[reason], url=URL)

    assert str(caught.value) == reason


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTRIBUTES = 'a="" ' * 3_000
ITEM = "<item><title>x</title></item>"
SURVIVED = {
    "500,000 attributes in a tag": b"<rss " + b'a="" ' * 500_000 + b">" + ITEM.encode(),
    "3,000 attributes in each of 100 entries": rss(
        f"<item {ATTRIBUTES}><title>x</title><link {ATTRIBUTES}/></item>" * 100
    ),
    "a tag of a million letters": rss(f"<item {'a' * MANY}><title>x</title></item>"),
    "tags nested 200,000 deep": rss("<item><title>x</title>" + "<b>" * 200_000),
    "different tags nested 200,000 deep": rss(
        "<item><title>x</title>" + "".join(f"<b{n}>" for n in range(200_000))
    ),
    "400,000 elements": rss("<item><title>x</title>" + "<b/>" * 400_000 + "</item>"),
    "200,000 elements of a feed": rss(ITEM + "<title>x</title>" * 200_000),
    "100,000 namespaces": rss(
        ITEM + "".join(f'<n{n}:a xmlns:n{n}="u{n}"/>' for n in range(100_000))
    ),
    "end tags that only look like it": rss(
        "<item><title>x</title>" + "<content>" * 100_000 + "</content:encoded>" * 100_000
    ),
    "quotes without an end": rss(ITEM + "<a '<a \"" * 300_000),
    "zeros": (ITEM + "x").join(["<rss>", "</rss>"]).encode("utf-16-le") + b"\0" * MANY,
    "a billion laughs": f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]>'.encode()
    + rss("<item><title>&l9;</title></item>"),
    "200,000 entries": rss("<item><title>x</title></item>" * 150_000),
    "ampersands": rss("<item><title>x</title><description>" + "&" * 100_000),
    "brackets": rss("<item><title>x</title><description>" + "<" * 100_000),
    "unclosed sections": rss("<item><title>x</title></item>" + "<![CDATA[" * 300_000),
    "unclosed comments": rss("<item><title>x</title></item>" + "<!-- " * 500_000),
    "a name without an end": rss(
        "<item><title>x</title><author>" + "a." * MANY + "@</author></item>"
    ),
    "sections by the thousand": rss(
        "<item><title>x</title>"
        + "".join(f"<category>c{i}</category>" for i in range(15_000))
        + "</item>"
    ),
    "keywords by the thousand": rss(
        "<item><title>x</title><media:keywords>" + "a,".join(map(str, range(200_000))) + "</item>"
    ),
    "a tag without an end": rss("<item><title>x</title></item>")[:-16] + b"<a " + b"x" * MANY,
}


@pytest.mark.parametrize("name", SURVIVED)
def test_bomb_does_no_harm(name: str) -> None:
    """Each of these once took a parser minutes or gigabytes; a hang fails by itself."""
    feed = feeds.parse(SURVIVED[name], url=URL)

    assert 1 <= len(feed.entries) <= feeds.MAX_ENTRIES
    assert all(len(entry.title) <= feeds.MAX_TITLE for entry in feed.entries)
    assert all(len(entry.topics) <= feeds.MAX_TOPICS for entry in feed.entries)


def test_first_entries_of_an_endless_feed_are_kept_with_what_follows_them() -> None:
    items = "".join(f"<item><guid>g{n}</guid><title>t{n}</title></item>" for n in range(500))
    feed = feeds.parse(rss(items + "<link>https://www.almanara.example/</link>"), url=URL)

    assert [entry.id for entry in feed.entries] == [f"g{n}" for n in range(feeds.MAX_ENTRIES)]
    assert feed.home_url == "https://www.almanara.example/"


def test_other_elements_are_not_counted_as_entries() -> None:
    item = "<item><guid>g{0}</guid><title>x</title><image><url>u</url></image></item>"
    feed = feeds.parse(rss("".join(item.format(n) for n in range(150))), url=URL)

    assert len(feed.entries) == 150


def test_article_that_is_listed_twice_is_one_entry_with_its_own_id() -> None:
    item = (
        "<item><guid>g</guid><title>{0}</title><link>https://a.example/1?utm_id={0}</link></item>"
    )
    feed = feeds.parse(rss(item.format("first") + item.format("second")), url=URL)

    assert [(entry.id, entry.title) for entry in feed.entries] == [("g", "first")]


def test_body_that_is_a_file_name_is_not_opened() -> None:
    with pytest.raises(feeds.ParseError):
        feeds.parse(str(CASES / "rss-complete.xml").encode(), url=URL)


def test_date_without_zone_is_read_in_the_zone_of_the_publisher() -> None:
    body = rss("<item><title>x</title><pubDate>23/11/2026 10:05</pubDate></item>")
    feed = feeds.parse(body, url=URL, zone=timezone(timedelta(hours=3)))

    published = feed.entries[0].published
    assert published is not None
    assert published.isoformat() == "2026-11-23T07:05:00+00:00"


def test_title_of_symbols_stays_where_there_is_nothing_better() -> None:
    feed = feeds.parse(rss("<item><title>&hearts; &rarr;</title></item>"), url=URL)

    assert [entry.title for entry in feed.entries] == ["♥ →"]


def test_long_headline_ends_with_a_whole_word() -> None:
    body = rss("<item><title>" + "كلمة " * 200 + "</title></item>")
    title = feeds.parse(body, url=URL).entries[0].title

    assert len(title) <= feeds.MAX_TITLE
    assert title.endswith("كلمة…")


WORDS = (
    "<item> </item> <title> </title> <![CDATA[ ]]> <!-- --> & &# < <link> </link> <guid> خبر <a"
    " b=' <entry> <?xml \x00 &#xD800; <!DOCTYPE [ <atom:link <pubDate> ٢٠٢٦ { > <author> <feed>"
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40).map("".join), st.binary(max_size=20))
def test_any_document_is_parsed_or_refused(middle: str, noise: bytes) -> None:
    for body in (rss(middle), middle.encode("utf-8", "replace") + noise, noise + rss(middle)):
        try:
            entries = feeds.parse(body, url=URL).entries
        except feeds.ParseError:
            continue
        assert all(entry.id and entry.title for entry in entries)
