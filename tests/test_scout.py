"""Looks at addresses: what is found on a made-up web, and what is refused on the real network."""

import asyncio

import httpx
import pytest

from bot import scout
from bot.core.feeds.discovery import NoFeed
from bot.fetch import Fetcher
from bot.scout import Scout
from tests.marsad import link, page, rss
from tests.town import Press

SITE = "https://waha.example/"


def web(**pages: httpx.Response | Exception) -> Press:
    return Press(pages={SITE + name.replace("__", "/"): found for name, found in pages.items()})


async def look(press: Press, url: str = SITE) -> list[str]:
    """What is found there: title and address of each."""
    async with Fetcher(transport=httpx.MockTransport(press.answer)) as fetcher:
        return [f"{each.title} {each.url}" for each in await Scout(fetcher).look(url)]


async def refusal(press: Press, url: str = SITE) -> NoFeed:
    with pytest.raises(NoFeed) as caught:
        await look(press, url)
    return caught.value


async def test_a_feed_is_found_at_once() -> None:
    press = web(rss=rss("الواحة"))

    assert await look(press, SITE + "rss") == [f"الواحة {SITE}rss"]
    assert press.asked == [SITE + "rss"]


async def test_the_feed_of_comments_comes_only_where_there_is_no_other() -> None:
    press = web(feed=rss("الواحة"), comments__feed=rss("تعليقات", site="https://c.example"))
    press.pages[SITE] = page(link("/comments/feed"), link("/feed"))
    assert await look(press) == [f"الواحة {SITE}feed"]

    press.pages[SITE] = page(link("/comments/feed"))
    assert await look(press) == [f"تعليقات {SITE}comments/feed"]


async def test_two_formats_of_one_feed_are_one() -> None:
    press = web(feed=rss("الواحة"), atom=rss("الواحة أتوم"))
    press.pages[SITE] = page(link("/feed"), link("/atom"))

    assert await look(press) == [f"الواحة {SITE}feed"]


async def test_feeds_of_one_title_are_told_apart_by_their_addresses() -> None:
    press = web(a__rss=rss("الواحة"), b__rss=rss("الواحة", site="https://b.example"))
    press.pages[SITE] = page(link("/a/rss"), link("/b/rss"))

    assert await look(press) == [f"الواحة (a/rss) {SITE}a/rss", f"الواحة (b/rss) {SITE}b/rss"]


async def test_a_page_that_names_no_feed_has_its_usual_addresses_tried() -> None:
    press = web(ar__rss=rss("الواحة"))
    press.pages[SITE + "ar/news/7"] = page()

    assert await look(press, SITE + "ar/news/7") == [f"الواحة {SITE}ar/rss"]
    assert len(press.asked) < 12


async def test_the_news_sitemap_of_robots_is_the_last_resort() -> None:
    sitemap = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{SITE}news/1</loc><news:news><news:title>خبر من الواحة</news:title>"
        "<news:publication_date>2026-11-23T07:00:00Z</news:publication_date></news:news>"
        "</url></urlset>"
    )
    robots = f"User-agent: *\nSitemap: {SITE}sitemap-news.xml\n"
    press = Press(
        pages={
            SITE: page(),
            SITE + "robots.txt": httpx.Response(200, text=robots),
            SITE + "sitemap-news.xml": httpx.Response(200, text=sitemap),
        }
    )

    assert await look(press) == [f"waha.example {SITE}sitemap-news.xml"]


async def test_a_redirect_for_good_is_followed_for_good() -> None:
    press = web(rss=rss("الواحة"))
    press.pages["http://old.example/feed"] = httpx.Response(
        301, headers={"location": SITE + "rss"}
    )

    assert await look(press, "http://old.example/feed") == [f"الواحة {SITE}rss"]


async def test_offers_are_tried_a_few_at_a_time_and_no_more_than_a_dozen() -> None:
    press = Press(pages={SITE: page(*(link(f"/rss/{n}.xml") for n in range(100)))})

    assert (await refusal(press)).key == "look.none"
    assert len(press.asked) < 30


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (httpx.Response(404), "look.missing"),
        (httpx.Response(410), "look.missing"),
        (httpx.Response(401), "look.shut"),
        (httpx.Response(429), "look.shut"),
        (httpx.Response(500), "look.down"),
        (httpx.ConnectError("no"), "look.unreachable"),
        (rss("الواحة", items=0), "look.empty"),
        (httpx.Response(302, headers={"location": "ftp://waha.example/"}), "look.refused"),
        (httpx.Response(200, text="%PDF"), "look.none"),
    ],
)
async def test_why_nothing_is_found_is_told(answer: httpx.Response | Exception, key: str) -> None:
    assert (await refusal(Press(pages={SITE: answer}))).key == key


async def test_a_server_that_never_answers_ends_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async def silence(request: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError(request)

    monkeypatch.setattr(scout, "FETCH_SECONDS", 0.01)
    async with Fetcher(transport=httpx.MockTransport(silence)) as fetcher:
        with pytest.raises(NoFeed) as caught:
            await Scout(fetcher).look(SITE)

    assert caught.value.key == "look.slow"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/feed",
        "http://[::1]/feed",
        "http://169.254.169.254/latest/meta-data",
        "http://10.1.2.3/rss",
        "http://0x7f000001/rss",
        "http://[::ffff:192.168.0.1]/rss",
    ],
)
async def test_a_private_address_is_refused_before_any_connection(url: str) -> None:
    async with Fetcher() as fetcher:
        with pytest.raises(NoFeed) as caught:
            await Scout(fetcher).look(url)

    assert caught.value.key == "look.refused"
