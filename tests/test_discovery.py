"""Discovery of feeds: one page a case in cases/discovery, with the offers that must come out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import feeds
from bot.core.feeds import discovery
from bot.core.feeds.discovery import NoFeed, Offer
from bot.core.models import Entry, ParsedFeed

CASES = sorted((Path(__file__).parent / "cases" / "discovery").glob("*.txt"))
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=UTC)
RSS = """<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>"""
ITEM = "<item><title>خبر من الواحة</title><link>https://w.example/{n}</link>{date}</item>"
DATE = "<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>"


def parts(case: Path) -> tuple[str, str, list[str]]:
    head, page, expected = case.read_text(encoding="utf-8").split("---\n")
    url = next(line[5:] for line in head.splitlines() if line.startswith("url: "))
    assert head.startswith("why: ")
    return url, page, [line.rstrip() for line in expected.splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_page_offers_its_feeds_best_first(case: Path) -> None:
    url, page, expected = parts(case)

    found = discovery.offered(page.encode(), url=url)

    assert [f"{offer.url} | {offer.title}".rstrip() for offer in found] == expected


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


def test_a_page_in_an_old_encoding_is_read_too() -> None:
    page = '<a href="/rss">أخبار الواحة كلها</a>' + "<p>قالت صحيفة الواحة إن المطر قريب</p>" * 5

    (offer,) = discovery.offered(page.encode("cp1256"), url="https://waha.example/")

    assert offer.title == "أخبار الواحة كلها"


@pytest.mark.parametrize(
    "page",
    [
        "<link " * 100_000,
        "<a href=/rss>" * 100_000,
        "<link " + " ".join(f"a{n}=x" for n in range(200_000)) + ">",
        '<a href="' + "/rss" * 300_000,
        "<base href=x>" * 100_000,
        "<" * 1_000_000,
    ],
    ids=["unclosed", "same link", "attributes", "endless value", "bases", "brackets"],
)
def test_a_page_made_to_choke_a_parser_offers_little(page: str) -> None:
    assert len(discovery.offered(page.encode(), url="https://waha.example/")) <= 1


@given(st.text(alphabet="<>\"'=/ aréلا&;lnkhetps:", max_size=300))
def test_any_text_is_read_without_complaint(page: str) -> None:
    for offer in discovery.offered(page.encode(), url="https://waha.example/"):
        assert offer.url.startswith(("http://", "https://"))


def test_offers_are_bounded() -> None:
    page = "".join(f'<a href="/rss/{n}.xml">قسم</a>' for n in range(500))

    assert len(discovery.offered(page.encode(), url="https://waha.example/")) == 12


def test_the_usual_addresses_of_a_site_begin_with_the_language_of_the_page() -> None:
    plain = [offer.url for offer in discovery.usual("https://waha.example/news/12?x=1")]
    folder = [offer.url for offer in discovery.usual("https://waha.example/ar/news/12")]

    assert plain[:3] == [f"https://waha.example/{name}" for name in ("feed", "rss", "rss.xml")]
    assert "https://waha.example/ar/rss" in plain
    assert folder[0] == "https://waha.example/ar/feed"


def test_news_sitemaps_are_taken_from_robots_and_no_other_sitemap() -> None:
    robots = (
        "User-agent: *\nDisallow: /x\nSitemap: https://waha.example/sitemap.xml\n"
        "sitemap : /sitemap-news.xml\r\n  SITEMAP:https://waha.example/news/sitemap.xml\n"
    )

    found = discovery.sitemaps(robots, "https://waha.example/robots.txt")

    assert found == (
        Offer(url="https://waha.example/sitemap-news.xml"),
        Offer(url="https://waha.example/news/sitemap.xml"),
    )


def read(text: str) -> tuple[ParsedFeed, bytes]:
    body = text.encode()
    return feeds.parse(body, url="https://waha.example/rss"), body


def test_a_feed_with_dated_news_is_found_with_what_matters_about_it() -> None:
    feed, body = read(RSS.format(title="الواحة", items=ITEM.format(n=1, date=DATE)))

    found = discovery.judge(feed, body, url="https://waha.example/rss")

    assert (found.title, found.kind, found.entries) == ("الواحة", "RSS", 1)
    assert found.newest == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert found.language == "ar"


def test_a_feed_without_a_title_is_called_as_the_page_or_the_host_does() -> None:
    feed, body = read(RSS.format(title="", items=ITEM.format(n=1, date=DATE)))

    called = discovery.judge(feed, body, url="https://www.waha.example/rss", name="أخبار")
    nameless = discovery.judge(feed, body, url="https://www.waha.example/rss")

    assert (called.title, nameless.title) == ("أخبار", "waha.example")


@pytest.mark.parametrize(
    ("items", "key"),
    [("", "look.empty"), (ITEM.format(n=1, date=""), "look.undated")],
)
def test_a_feed_that_tells_nothing_dated_is_not_worth_following(items: str, key: str) -> None:
    feed, body = read(RSS.format(title="الواحة", items=items))

    with pytest.raises(NoFeed) as caught:
        discovery.judge(feed, body, url="https://waha.example/rss")

    assert caught.value.key == key


def a_feed(*titles: str) -> ParsedFeed:
    entries = tuple(
        Entry(id=title, url=f"https://waha.example/{title}", title=title) for title in titles
    )
    return ParsedFeed(title="", entries=entries)


def test_the_language_is_told_from_the_headlines() -> None:
    assert discovery.is_arabic(a_feed("رئيس شركة Example يستقيل", "مطر").entries)
    assert not discovery.is_arabic(a_feed("Rain over the oasis", "خبر").entries)


def test_two_formats_of_the_same_news_are_the_same_feed() -> None:
    assert discovery.is_same_feed(a_feed("a", "b", "c"), a_feed("c", "b", "d"))
    assert not discovery.is_same_feed(a_feed("a", "b"), a_feed("c", "b"))


@pytest.mark.parametrize(
    ("final", "permanent", "followed"),
    [
        ("https://www.w.example/feed", "https://www.w.example/feed", "https://www.w.example/feed"),
        ("https://www.w.example/feed", "", "https://www.w.example/feed"),
        ("https://tmp.other.example/7f", "", "http://w.example/feed"),
        ("https://tmp.other.example/7f", "https://w.example/rss", "https://w.example/rss"),
        ("https://other.example/rss", "https://other.example/rss", "https://other.example/rss"),
    ],
)
def test_redirects_are_followed_for_good_where_they_are_meant_so(
    final: str, permanent: str, followed: str
) -> None:
    assert discovery.moved("http://w.example/feed", final=final, permanent=permanent) == followed


def test_kinds_are_told_apart() -> None:
    atom = b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'

    assert discovery.kind_of(atom) == "Atom"
    assert discovery.kind_of(b'{"version": "https://jsonfeed.org/version/1.1"}') == "JSON Feed"
    assert discovery.kind_of(b"<rdf:RDF></rdf:RDF>") == "RDF"
