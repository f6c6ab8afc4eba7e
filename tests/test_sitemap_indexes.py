"""A source that is an index of sitemaps: what these list is its news, whatever it says itself."""

import hashlib
from datetime import timedelta

import httpx
import pytest

from tests.builders import NOW
from tests.desk import SHURFA, Desk

SITE = "https://shurfa.example"
NEWS, OTHER = f"{SITE}/news.xml", f"{SITE}/other.xml"
NAMES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def index(desk: Desk, *sitemaps: str, **headers: str) -> None:
    """The paper lists its sitemaps; the one that changed last is named first, and stands last."""
    days = [(NOW - timedelta(days=number)).date() for number in range(len(sitemaps))]
    lines = "".join(
        f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>"
        for url, day in reversed(list(zip(sitemaps, days, strict=True)))
    )
    text = f"<sitemapindex {NAMES}>{lines}</sitemapindex>"
    desk.web.pages[SHURFA] = httpx.Response(200, text=text, headers=headers)


def sitemap(desk: Desk, url: str, *numbers: int) -> None:
    """A sitemap lists the articles of these numbers."""
    pages = "".join(listed(desk, number) for number in numbers)
    desk.web.pages[url] = httpx.Response(200, text=f"<urlset {NAMES}>{pages}</urlset>")


def listed(desk: Desk, number: int) -> str:
    link, title, at = f"{SITE}/news/{number}", f"خبر {number}", NOW + timedelta(minutes=number)
    desk.web.html(link, title)
    return (
        f"<url><loc>{link}</loc><news:news><news:title>{title}</news:title>"
        f"<news:publication_date>{at.isoformat()}</news:publication_date></news:news></url>"
    )


async def test_an_index_of_sitemaps_is_followed_to_its_newest(desk: Desk) -> None:
    sitemaps = [f"{SITE}/map{number}.xml" for number in range(5)]
    for number, url in enumerate(sitemaps):
        sitemap(desk, url, number)
    index(desk, *sitemaps)

    await desk.work()

    assert sorted(desk.stored()) == ["خبر 0", "خبر 1", "خبر 2"]


@pytest.mark.parametrize("headers", [{}, {"etag": '"for ever"'}], ids=["no tag", "a tag"])
async def test_an_index_that_stays_as_it_is_does_not_hide_what_its_sitemaps_bring(
    desk: Desk, headers: dict[str, str]
) -> None:
    index(desk, NEWS, **headers)
    sitemap(desk, NEWS, 1)
    await desk.work()

    sitemap(desk, NEWS, 1, 2)
    await desk.work()

    assert desk.stored() == ["خبر 1", "خبر 2"]


async def test_an_index_that_was_taken_for_read_without_its_sitemaps_is_read_within_a_day(
    desk: Desk,
) -> None:
    await desk.work()
    sitemap(desk, NEWS, 1)
    index(desk, NEWS)
    answer = desk.web.pages[SHURFA]
    assert isinstance(answer, httpx.Response)
    body_hash = hashlib.blake2b(answer.content, digest_size=16).hexdigest()
    desk.database.run_now(
        lambda tx: tx.execute("update sources set body_hash = :hash", {"hash": body_hash})
    )

    await desk.work()
    at_once = desk.stored()
    await desk.work(timedelta(days=1))

    assert at_once == []
    assert desk.stored() == ["خبر 1"]


PAGES = httpx.Response(200, text=f"<urlset {NAMES}><url><loc>{SITE}/about</loc></url></urlset>")


@pytest.mark.parametrize(
    "other", [httpx.Response(404), httpx.Response(500), PAGES], ids=["missing", "broken", "pages"]
)
@pytest.mark.parametrize("sitemaps", [(OTHER, NEWS), (NEWS, OTHER)], ids=["first", "last"])
async def test_a_sitemap_that_brings_no_news_keeps_nobody_from_the_others(
    desk: Desk, other: httpx.Response, sitemaps: tuple[str, str]
) -> None:
    desk.web.pages[OTHER] = other
    sitemap(desk, NEWS, 1)
    index(desk, *sitemaps)

    await desk.work()

    assert desk.stored() == ["خبر 1"]
    assert desk.health().failures == 0


async def test_an_index_of_which_no_sitemap_brings_news_is_broken_with_the_first_reason(
    desk: Desk,
) -> None:
    desk.web.pages[OTHER] = PAGES
    desk.web.pages[NEWS] = httpx.Response(500)
    index(desk, OTHER, NEWS)

    await desk.work()

    assert desk.health().failures == 1
    assert desk.health().last_error == "a sitemap without news"


async def test_a_sitemap_that_is_asked_too_often_is_the_last_that_is_asked(desk: Desk) -> None:
    desk.web.pages[OTHER] = httpx.Response(429, headers={"retry-after": "600"})
    sitemap(desk, NEWS, 1)
    index(desk, OTHER, NEWS)

    await desk.work()
    too_early = NEWS in desk.web.asked
    desk.web.pages[OTHER] = PAGES
    await desk.work()

    assert not too_early
    assert desk.stored() == ["خبر 1"]
