"""What publishers allow programs to read, and how slowly."""

from datetime import timedelta
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import robots
from bot.fetch import Fetcher
from bot.pickup import BUSY_SECONDS
from bot.robots import MOST_BYTES, Robots
from tests.builders import NOW
from tests.desk import HOUR, SHURFA, Desk, item

ROBOTS = "https://shurfa.example/robots.txt"
PAGE = "https://shurfa.example/news/1"


def says(desk: Desk, text: str) -> None:
    desk.web.pages[ROBOTS] = httpx.Response(200, text=text)


@pytest.mark.parametrize(
    ("text", "is_allowed", "gap"),
    [
        ("", True, None),
        ("<html>الصفحة غير موجودة</html>", True, None),
        ("User-agent: *\nDisallow: /", False, None),
        ("User-agent: *\nDisallow: /admin\nCrawl-delay: 7", True, 7.0),
        ("User-agent: Mujaz\nDisallow: /news/\n\nUser-agent: *\nDisallow:", False, None),
        ("User-agent: *\nDisallow: /\n\nUser-agent: mujaz\nAllow: /", True, None),
        ("User-agent: *\nDisallow: /*/1$", False, None),
        ("User-agent: *\nCrawl-delay: soon\nDisallow: /admin", True, None),
    ],
)
def test_rules_are_read_for_our_name(text: str, is_allowed: bool, gap: float | None) -> None:
    assert robots.ask(text, PAGE) == robots.Answer(is_allowed=is_allowed, gap=gap)


LINES = (
    "User-agent: *",
    "User-Agent: Mujaz",
    "user agent mujaz*",
    "useragent: muj",
    "User-agent:",
    "User-agent: Googlebot",
    "User-agent: NotMujaz",
    "Disallow: /",
    "Disallow:",
    "disallow /news/",
    "Dissallow: /a$",
    "Allow: /news/1 # مسموح",
    "Allow: /*.html",
    "Crawl-delay: 7",
    "crawl delay 3",
    "Crawl-delay: soon",
    "Sitemap: https://shurfa.example/map.xml",
    "Host: shurfa.example",
    "Request-rate: 1/5",
    "Noindex: /news/",
    "# User-agent: Mujaz",
    "<p>الصفحة غير موجودة</p>",
    "",
)


@given(st.lists(st.sampled_from(LINES), max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_rules_that_bind_us_say_the_same_as_all_of_them(lines: list[str], end: str) -> None:
    text = end.join(lines)
    kept = robots.binding(text.encode())

    for url in (PAGE, "https://shurfa.example/a", "https://shurfa.example/news/2.html"):
        assert robots.ask(kept, url) == robots.ask(text, url)


async def test_only_the_rules_that_bind_us_are_kept(desk: Desk) -> None:
    others = "User-agent: Googlebot\nDisallow: /secret\n" + "# تعليق طويل\n" * 9_000
    says(desk, f"{others}User-agent: *\nDisallow: /news/")
    desk.news("خبر أول")

    await desk.work()

    assert "robots.txt does not allow" in desk.health().last_entry_error
    assert desk.poller.robots.bytes_kept == len("User-agent: *\nDisallow: /news/")


async def test_however_long_the_rules_of_however_many_sites_a_few_megabytes_are_kept() -> None:
    rules = "User-agent: *\n" + "Disallow: /قسم\n" * 25_000
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(200, text=rules)

    async with Fetcher(transport=httpx.MockTransport(answer)) as fetcher:
        kept = Robots(fetcher)
        sites = [f"site{number}.example" for number in range(40)]
        for site in [*sites, sites[-1], sites[0]]:
            await kept.text(f"https://{site}/1", referrer=None, now=NOW)

    assert MOST_BYTES / 2 < kept.bytes_kept <= MOST_BYTES
    assert asked == [*sites, sites[0]], "the last is still known, the first is not"


async def test_a_page_that_may_not_be_read_is_told_in_the_feeds_words(desk: Desk) -> None:
    says(desk, "User-agent: *\nDisallow: /news/")
    url = desk.news("خبر أول")

    await desk.work()

    assert desk.pushed() == ["خبر أول"]
    assert url not in desk.web.asked
    assert "robots.txt does not allow" in desk.health().last_entry_error


async def test_a_link_through_a_counter_is_judged_by_where_it_leads(desk: Desk) -> None:
    says(desk, "User-agent: *\nDisallow: /news/")
    link = "https://counter.example/42"
    desk.web.html(PAGE, "عنوان الصفحة")
    desk.web.pages[link] = httpx.Response(302, headers={"location": PAGE})
    desk.listed(item("خبر أول", link))

    await desk.work()

    assert desk.pushed() == ["خبر أول"]
    assert "robots.txt does not allow" in desk.health().last_entry_error


async def test_the_operator_may_read_a_page_all_the_same(desk: Desk) -> None:
    desk.poller.ignore_robots_of = frozenset({"shurfa.example"})
    says(desk, "User-agent: *\nDisallow: /")
    url = desk.news("خبر أول")

    await desk.work()

    assert url in desk.web.asked
    assert ROBOTS not in desk.web.asked


async def test_the_rules_are_asked_for_once_a_day(desk: Desk) -> None:
    says(desk, "User-agent: *\nAllow: /")
    for hours in (1, 1, 20, 5, 1):
        desk.news(f"خبر بعد {hours}", at=desk.now + hours * HOUR)
        await desk.work(hours * HOUR)

    assert desk.web.asked.count(ROBOTS) == 2


async def test_without_rules_everything_may_be_read(desk: Desk) -> None:
    url = desk.news("خبر أول")

    await desk.work()

    assert desk.web.asked.count(ROBOTS) == desk.web.asked.count(url) == 1


async def test_while_the_rules_are_not_to_be_had_no_page_is_read(desk: Desk) -> None:
    desk.web.pages[ROBOTS] = httpx.Response(500)
    url = desk.news("خبر أول")
    await desk.work()
    before = (desk.stored(), url in desk.web.asked)

    says(desk, "")
    desk.now += timedelta(minutes=1)
    await desk.read()

    assert before == ([], False)
    assert url in desk.web.asked
    assert desk.pushed() == ["خبر أول"]


async def test_a_site_that_is_too_busy_to_tell_its_rules_is_left_alone(desk: Desk) -> None:
    desk.web.pages[ROBOTS] = httpx.Response(429)
    desk.news("خبر أول")
    desk.now += timedelta(minutes=40)

    await desk.tick()

    assert desk.web.asked.count(ROBOTS) == 1
    assert desk.poller.rest_of(PAGE) == BUSY_SECONDS


async def test_pages_are_read_as_slowly_as_the_publisher_asks(desk: Desk) -> None:
    says(desk, "User-agent: *\nCrawl-delay: 20")
    urls = [desk.news(f"خبر {number}") for number in range(3)]

    moments: list[int] = []
    desk.now += timedelta(minutes=40)
    for second in range(0, 90, 2):
        before = len(moments)
        await desk.tick()
        read = sum(desk.web.asked.count(url) for url in urls)
        moments += [second] * (read - before)
        desk.now += timedelta(seconds=2)

    assert len(moments) == 3
    assert all(20 <= later - one <= 24 for one, later in pairwise(moments))


async def test_feeds_are_asked_whatever_the_rules_say(desk: Desk) -> None:
    says(desk, "User-agent: *\nDisallow: /")

    await desk.work()

    assert SHURFA in desk.web.asked
    assert desk.health().failures == 0
