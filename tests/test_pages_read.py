"""Reading the pages that a feed lists: late, without an article, or beyond reason."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import ParamSpec, TypeVar

import httpx
import pytest

from bot.core.models import Entry, ListedEntry, Source
from bot.core.schedule import PAGE_WAITS
from bot.reading import WAITING_AT_ONCE
from bot.workers import Overrun, inline
from storage import Tx, entries, sources
from tests.builders import NOW
from tests.desk import HOUR, MARFA, SHURFA, Desk

P = ParamSpec("P")
T = TypeVar("T")


async def test_a_page_that_is_late_is_read_when_it_is_there(desk: Desk) -> None:
    url = desk.news("خبر أول")
    page, desk.web.pages[url] = desk.web.pages[url], httpx.Response(404)
    await desk.work()
    before = desk.stored()

    desk.web.pages[url] = page
    desk.now += PAGE_WAITS[0]
    await desk.read()

    assert before == []
    assert desk.pushed() == ["خبر أول"]
    assert desk.health().last_entry_error == ""


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (httpx.Response(404), "answered 404"),
        (httpx.Response(500), "answered 500"),
        (httpx.ReadTimeout("slow"), "no answer within"),
        (httpx.Response(200, html="<html><body><p>للاشتراك</p></body></html>"), "no article text"),
        (httpx.Response(200, headers={"content-type": "application/pdf"}), "application/pdf"),
        (httpx.Response(200, content=b"\x00\xff" * 90_000), ""),
        (RuntimeError("a bug"), "unexpected RuntimeError"),
    ],
)
async def test_a_page_without_an_article_is_tried_again_then_settled_and_named(
    desk: Desk,
    answer: httpx.Response | Exception,
    reason: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    url = desk.news("خبر بلا صفحة")
    desk.web.pages[url] = answer
    desk.news("خبر سليم", feed=MARFA)

    await desk.work()
    first = desk.stored()
    for wait in PAGE_WAITS:
        desk.now += wait
        await desk.read()
    tries = desk.web.asked.count(url)
    desk.now += 9 * HOUR
    await desk.read()

    assert first == ["خبر سليم"]
    assert tries == desk.web.asked.count(url) == 1 + len(PAGE_WAITS)
    assert reason in desk.health().last_entry_error
    assert caplog.text.count(f"page='{url}' status=failed") == tries
    assert desk.health(MARFA).last_entry_error == ""


async def test_work_that_took_too_much_is_not_begun_again_and_named(desk: Desk) -> None:
    """The page of one paper and the feed of the other keep the reader busy without end."""

    async def think(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        if "hostile" in str(args[0]):
            raise Overrun("its reading took more than 5 s")
        return await inline(function, *args, **kwargs)

    desk.poller.think = think
    url = desk.news("خبر بصفحة مفخخة")
    desk.web.pages[url] = httpx.Response(200, html="<html>hostile</html>")
    desk.web.pages[MARFA] = httpx.Response(200, text="<rss>hostile</rss>")

    await desk.work()
    desk.now += 9 * HOUR
    await desk.read()

    assert desk.web.asked.count(url) == 1
    assert desk.pushed() == ["خبر بصفحة مفخخة"]
    assert desk.health().last_entry_error == "its reading took more than 5 s"
    assert desk.health(MARFA).last_error == "its reading took more than 5 s"


async def test_the_feeds_own_text_stands_in_for_a_page_that_cannot_be_read(desk: Desk) -> None:
    body = "".join(f"<p>{'كلمة ' * 30}{number}.</p>" for number in range(3))
    desk.web.pages[SHURFA] = httpx.Response(
        200,
        text='<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        "<title>خبر من الخلاصة</title><link>https://shurfa.example/news/404</link>"
        f"<pubDate>{format_datetime(NOW)}</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item></channel></rss>",
    )

    await desk.work()

    assert desk.pushed() == ["خبر من الخلاصة"]


async def test_pages_of_a_host_that_rests_do_not_stand_before_those_of_another(
    desk: Desk,
) -> None:
    count = WAITING_AT_ONCE + 1
    answer = httpx.Response(429, headers={"retry-after": "86400"})
    desk.web.pages |= {busy_page(number): answer for number in range(count)}
    desk.database.run_now(listed_by_many, count)
    desk.news("خبر أول", feed=MARFA)

    for _ in range(4):
        desk.now += timedelta(minutes=1)
        await desk.tick()
    attempts = desk.database.run_now(attempts_at_waiting)
    desk.now += timedelta(days=1)
    due = desk.database.run_now(entries.waiting, now=desk.now, limit=count)

    assert desk.stored() == ["خبر أول"]
    assert attempts == [0] * (count - 1) + [1]
    assert len(due) == count


def busy_page(number: int) -> str:
    return f"https://busy.example/news/{number}"


def listed_by_many(tx: Tx, count: int) -> None:
    """So many sources have listed a page each, all of one host."""
    for number in range(count):
        paper = Source(id=0, name=f"صحيفة {number}", url=f"https://paper{number}.example/feed")
        source_id = sources.add_for_readers(tx, paper, now=NOW)
        url = busy_page(number)
        entry = Entry(id=url, url=url, title="خبر من مضيف مشغول")
        entries.note(tx, source_id, ListedEntry(entry=entry, url_key=url, is_push=True), now=NOW)


def attempts_at_waiting(tx: Tx) -> list[int]:
    rows = tx.query("select attempts from entries where state = 'waiting' order by attempts")
    return [row["attempts"] for row in rows]
