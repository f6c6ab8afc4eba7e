"""The offline newsroom's feeds and pages: sound ones, odd ones, and what the bot makes of them."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.applications import Starlette

from bot.core import feeds
from bot.core.pages import extraction
from bot.newsroom import Newsroom, Publication, routes, sources
from bot.newsroom.pages import DISCLAIMER
from bot.newsroom.timetable import Publisher, publishers
from tests.publications import BASE, CLOSING, OPENING, everything, words

ATOM = "{http://www.w3.org/2005/Atom}"


class Desk:
    """A newsroom with a clock to set and a client to read it with."""

    def __init__(self) -> None:
        self.now = CLOSING
        self.newsroom = Newsroom(base_url=BASE, started_at=OPENING)
        app = Starlette(routes=list(routes(self.newsroom, lambda: self.now)))
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

    async def feed(self, kind: str, **headers: str) -> httpx.Response:
        publisher = next(each for each in publishers() if each.feed == kind)
        return await self.client.get(publisher.feed_path, headers=headers)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    async with desk.client:
        yield desk


def parse_xml(response: httpx.Response) -> ET.Element:
    return ET.fromstring(response.text)  # noqa: S314 -- our own feed


# The feeds


async def test_rss_feed_has_what_rss_requires(desk: Desk) -> None:
    response = await desk.feed("rss")
    channel = parse_xml(response).find("channel")

    assert channel is not None
    assert all(channel.findtext(tag) for tag in ("title", "link", "description"))
    items = channel.findall("item")
    assert len(items) == 7
    assert len({item.findtext("guid") for item in items}) == 7
    for item in items:
        assert item.findtext("title")
        assert (item.findtext("link") or "").startswith(f"{BASE}/newsroom/barid/2026")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo
        assert (item.findtext("description") or "").startswith("<p>")
    assert any(
        item.find("{http://purl.org/rss/1.0/modules/content/}encoded") is not None
        for item in items
    )


async def test_atom_feed_has_what_atom_requires(desk: Desk) -> None:
    root = parse_xml(await desk.feed("atom"))

    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id")
        assert element.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 6
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 6


async def test_json_feed_has_what_json_feed_requires(desk: Desk) -> None:
    feed = json.loads((await desk.feed("json")).content)

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert len({item["id"] for item in feed["items"]}) == 7
    for item in feed["items"]:
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


async def test_windows_1256_is_declared_in_the_header_only_and_decodes(desk: Desk) -> None:
    response = await desk.feed("rss")

    assert response.headers["content-type"] == "application/rss+xml; charset=windows-1256"
    assert response.content.startswith(b'<?xml version="1.0"?>')
    assert "صحيفة بريد السواحل" in response.content.decode("windows-1256")
    with pytest.raises(UnicodeDecodeError):
        response.content.decode()


async def test_broken_feed_is_broken_in_every_way(desk: Desk) -> None:
    response = await desk.feed("broken")
    text = response.content.decode("windows-1256")

    assert response.headers["content-type"] == "text/html"
    assert "windows" not in text
    with pytest.raises(UnicodeDecodeError):
        response.content.decode()
    with pytest.raises(ET.ParseError):
        ET.fromstring(text[text.index("<?xml") :])  # noqa: S314 -- our own feed
    assert "</item>" not in text
    assert "utm_source=rss&utm_medium" in text
    assert "نوفمبر" in text


async def test_mislabelled_feed_lies_twice_and_is_a_page_for_a_while(desk: Desk) -> None:
    last = [e for e in everything() if e.publisher.feed == "mislabelled"][-1].published_at
    first = await desk.feed("mislabelled")
    desk.now = last + timedelta(seconds=25)
    during = await desk.feed("mislabelled")
    desk.now = last + timedelta(seconds=35)
    after = await desk.feed("mislabelled")

    assert first.headers["content-type"] == "text/xml; charset=iso-8859-1"
    assert 'encoding="windows-1256"' in first.content.decode()[:60]
    assert (during.status_code, after.content) == (200, first.content)
    with pytest.raises(feeds.ParseError, match="an HTML page"):
        feeds.parse(during.content, url=BASE)


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
async def test_unchanged_feed_is_not_sent_again(desk: Desk, kind: str) -> None:
    desk.now = OPENING
    first = await desk.feed(kind)

    by_tag = await desk.feed(kind, **{"If-None-Match": first.headers["etag"]})
    by_date = await desk.feed(kind, **{"If-Modified-Since": first.headers["last-modified"]})
    other_tag = {"If-None-Match": '"x"', "If-Modified-Since": first.headers["last-modified"]}
    both = await desk.feed(kind, **other_tag)
    desk.now = CLOSING
    changed = await desk.feed(kind, **{"If-None-Match": first.headers["etag"]})
    changed_by_date = await desk.feed(
        kind, **{"If-Modified-Since": first.headers["last-modified"]}
    )
    no_date = await desk.feed(kind, **{"If-Modified-Since": "yesterday"})

    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_date.status_code, by_date.content) == (304, b"")
    assert {r.status_code for r in (both, changed, changed_by_date, no_date)} == {200}


async def test_feeds_list_only_what_is_out(desk: Desk) -> None:
    desk.now = OPENING

    assert (await desk.feed("rss")).text.count("<item>") == 1
    assert (await desk.feed("atom")).text.count("<entry>") == 1
    assert len(json.loads((await desk.feed("json")).content)["items"]) == 1


async def test_every_source_answers_at_its_address(desk: Desk) -> None:
    rows = sources(BASE + "/")

    assert len({row["name"] for row in rows}) == len(rows) == 5
    for row in rows:
        assert row["default"] is True
        assert row["topics"]
        assert (await desk.client.get(row["url"])).status_code == 200


@pytest.mark.parametrize("publisher", publishers(), ids=lambda publisher: publisher.feed)
async def test_the_bot_reads_the_feed(desk: Desk, publisher: Publisher) -> None:
    response = await desk.feed(publisher.feed)

    parsed = feeds.parse(
        response.content,
        url=str(response.request.url),
        content_type=response.headers["content-type"],
    )

    expected = [e for e in reversed(everything()) if e.publisher == publisher]
    assert parsed.title == publisher.name
    assert [e.title for e in parsed.entries] == [e.title for e in expected]
    assert [e.url for e in parsed.entries] == [e.url for e in expected]
    assert [e.published for e in parsed.entries] == [e.published_at for e in expected]
    assert [e.author for e in parsed.entries] == [e.piece.author for e in expected]


# The pages


@pytest.mark.parametrize("entry", everything(), ids=lambda entry: entry.piece.slug)
async def test_the_bot_finds_the_article_on_its_page(desk: Desk, entry: Publication) -> None:
    response = await desk.client.get(entry.url)

    article = extraction.extract(response.content, url=entry.url)

    assert article.title == entry.title
    assert article.author == entry.piece.author
    assert article.published == entry.published_at
    assert article.image == entry.image_url
    written, found = (Counter(words(" ".join(x.paragraphs))) for x in (entry, article))
    assert (written & found).total() >= 0.9 * written.total()
    assert not any(DISCLAIMER in paragraph for paragraph in article.paragraphs)


@pytest.mark.parametrize("entry", everything()[:3], ids=lambda entry: entry.publisher.id)
async def test_every_page_says_that_it_is_invented(desk: Desk, entry: Publication) -> None:
    for path in (entry.url, entry.publisher.path):
        assert DISCLAIMER in (await desk.client.get(path)).text


async def test_front_page_links_what_is_out(desk: Desk) -> None:
    desk.now = OPENING
    for publisher in publishers():
        page = (await desk.client.get(publisher.path)).text
        for entry in everything():
            is_out = entry.publisher == publisher and entry.published_at <= OPENING
            assert (f'href="{entry.url}"' in page) is is_out


async def test_article_has_no_page_before_it_is_out(desk: Desk) -> None:
    last = everything()[-1]
    desk.now = last.published_at - timedelta(seconds=1)
    early = await desk.client.get(last.url)
    desk.now = last.published_at

    assert early.status_code == 404
    assert (await desk.client.get(last.url)).status_code == 200


async def test_pages_of_an_earlier_run_are_still_there(desk: Desk) -> None:
    earlier = Newsroom(base_url=BASE, started_at=OPENING - timedelta(days=2)).published(CLOSING)

    assert (await desk.client.get(earlier[-1].url)).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/newsroom/nobody/",
        "/newsroom/nobody/feed.xml",
        "/newsroom/waha/feed.json",
        "/newsroom/waha/20261123150000/no-such-article",
        "/newsroom/waha/20261123150000/market-reopens",
        "/newsroom/waha/20991123150000/water-accord",
        "/newsroom/waha/00010101000000/water-accord",
        "/newsroom/waha/yesterday/water-accord",
        "/newsroom/waha/water-accord",
        "/newsroom/pictures/earthquake.svg",
    ],
)
async def test_what_was_never_published_is_not_found(desk: Desk, path: str) -> None:
    assert (await desk.client.get(path)).status_code == 404


async def test_every_picture_is_drawn_the_same_each_time(desk: Desk) -> None:
    for entry in everything():
        if entry.image_url:
            first, second = [await desk.client.get(entry.image_url) for _ in range(2)]
            assert first.headers["content-type"] == "image/svg+xml"
            assert first.content == second.content
            assert ET.fromstring(first.text).tag.endswith("svg")  # noqa: S314
