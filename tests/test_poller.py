"""Picking up the news: what is pushed, what fails and why, what a crash must not lose."""

import asyncio
import logging
from datetime import timedelta
from email.utils import format_datetime
from typing import ParamSpec, TypeVar

import httpx
import pytest

from bot.core.models import Source
from bot.fetch import Fetcher
from bot.poller import poll
from bot.reading import read
from storage import figures, sources
from tests.builders import NOW, PARAGRAPHS
from tests.desk import HOUR, SHURFA, Desk, item

P = ParamSpec("P")
T = TypeVar("T")


async def test_of_a_first_listing_only_the_newest_is_pushed(desk: Desk) -> None:
    desk.news("خبر قديم", at=NOW - 3 * HOUR)
    desk.news("خبر جديد", at=NOW - HOUR)
    desk.news("خبر أقدم", at=NOW - 9 * HOUR)

    await desk.work()

    assert sorted(desk.stored()) == ["خبر أقدم", "خبر جديد", "خبر قديم"]
    assert desk.pushed() == ["خبر جديد"]


async def test_the_log_tells_which_article_was_stored(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.news("خبر قديم", at=NOW - 3 * HOUR)
    desk.news("خبر جديد", at=NOW - HOUR)
    with caplog.at_level(logging.INFO, "bot.reading"):
        await desk.work()

    told = [each.getMessage() for each in caplog.records if each.name == "bot.reading"]
    assert sorted(told) == [
        "stored article=1 source='shurfa.example' push=True",
        "stored article=2 source='shurfa.example' push=False",
    ]


async def test_whatever_is_new_afterwards_is_pushed(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()

    desk.news("خبر ثالث")
    desk.news("خبر ثان")
    await desk.work()
    await desk.work()

    assert desk.pushed() == ["خبر أول", "خبر ثالث", "خبر ثان"]
    assert len(desk.stored()) == 3


async def test_an_archive_that_slips_into_a_feed_is_stored_and_not_pushed(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()

    desk.news("من الأرشيف", at=NOW - timedelta(days=40))
    await desk.work()

    assert desk.stored() == ["خبر أول", "من الأرشيف"]
    assert desk.pushed() == ["خبر أول"]


async def test_a_date_in_the_future_does_not_silence_a_source(desk: Desk) -> None:
    desk.news("خبر أول")
    await desk.work()
    desk.news("من العام المقبل", at=NOW + timedelta(days=365))
    await desk.work()

    desk.news("خبر ثان")
    await desk.work()

    assert desk.pushed() == ["خبر أول", "خبر ثان", "من العام المقبل"]


async def test_a_source_that_comes_back_does_not_flood_its_readers(desk: Desk) -> None:
    papers = [source for source in desk.database.run_now(sources.active) if source.url != SHURFA]
    desk.news("خبر أول")
    await desk.work()
    desk.database.run_now(sources.sync, papers, now=desk.now)
    for number in range(5):
        desk.news(f"خبر فائت {number}", at=desk.now + number * HOUR)
    desk.now += 9 * HOUR

    desk.database.run_now(sources.add, Source(id=0, name="الشرفة", url=SHURFA), now=desk.now)
    await desk.work()

    assert len(desk.stored()) == 6
    assert desk.pushed() == ["خبر أول", "خبر فائت 4"]


async def test_a_feed_that_lists_more_than_can_be_read_is_told_of_in_one_line(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for round_ in range(4):
        links = (f"https://h{round_}x{number}.example/" for number in range(200))
        desk.listed(*(item("خبر", link, at=desk.now) for link in links))
        desk.now += HOUR
        await poll(desk.poller)
        await desk.poller.idle()

    lines = [each.message for each in caplog.records if each.message.startswith("dropped")]
    assert lines == [
        "dropped source='shurfa.example' entries=200, too many wait",
        "dropped source='shurfa.example' entries=200, too many wait",
    ]


async def test_an_unchanged_feed_is_not_taken_in_again(desk: Desk) -> None:
    desk.news("خبر أول")
    desk.web.pages[SHURFA].headers["etag"] = '"v1"'  # type: ignore[union-attr]
    await desk.work()
    await desk.work()

    desk.news("خبر ثان")
    desk.web.pages[SHURFA].headers["etag"] = '"v2"'  # type: ignore[union-attr]
    await desk.work()

    sent = [each for each in desk.web.requests if str(each.url) == SHURFA]
    assert [each.headers.get("if-none-match") for each in sent] == [None, '"v1"', '"v1"']
    assert desk.pushed() == ["خبر أول", "خبر ثان"]
    assert desk.health().succeeded_at == desk.now


LONG = "<rss><channel>" + "<item><title>خبر</title></item>" * 250_000
BROKEN: list[tuple[httpx.Response | Exception, str]] = [
    (httpx.Response(200, html="<html><body>صيانة</body></html>"), "an HTML page, not a feed"),
    (httpx.Response(200, text=""), "empty"),
    (httpx.Response(200, text="\x89PNG\r\n\x1a\n" * 30), "not a feed"),
    (httpx.Response(200, text=LONG), "longer than 5 MB"),
    (httpx.Response(200, headers={"content-type": "image/png"}), "image/png"),
    (httpx.Response(404), "answered 404"),
    (httpx.Response(410), "answered 410"),
    (httpx.Response(500), "answered 500"),
    (httpx.Response(403), "answered 403"),
    (httpx.Response(302, headers={"location": "/feed"}), "redirects"),
    (httpx.ReadTimeout("slow"), "no answer within"),
    (httpx.ConnectError("refused"), "no connection could be made"),
    (RuntimeError("a bug"), "unexpected RuntimeError"),
]


async def test_a_broken_source_is_named_with_its_reason_and_the_others_go_on(desk: Desk) -> None:
    for number, (trouble, _) in enumerate(BROKEN):
        url = f"https://broken{number}.example/feed"
        desk.web.pages[url] = trouble
        desk.database.run_now(sources.add, Source(id=0, name=url, url=url), now=NOW)
    desk.news("خبر أول")

    await desk.work()

    assert desk.pushed() == ["خبر أول"]
    for number, (_, reason) in enumerate(BROKEN):
        health = desk.health(f"https://broken{number}.example/feed")
        assert reason in health.last_error
        assert (health.failures, health.succeeded_at) == (1, None)


async def test_a_source_that_fails_is_asked_less_and_less_until_it_answers(desk: Desk) -> None:
    feed = desk.web.pages[SHURFA]
    desk.web.pages[SHURFA] = httpx.Response(500)

    for _ in range(32):
        await desk.work(later=timedelta(minutes=1))
    times_asked = desk.web.asked.count(SHURFA)
    failures = desk.health().failures
    desk.web.pages[SHURFA] = feed
    desk.news("خبر أول")
    desk.now += 6 * HOUR
    await desk.work()

    assert times_asked == failures == 6  # after 1, 2, 4, 8, 16, 32 minutes
    assert desk.health().failures == 0
    assert desk.pushed() == ["خبر أول"]


async def test_the_log_warns_once_of_what_is_wrong_with_a_source_and_tells_of_its_return(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.news("خبر أول")
    await desk.work()
    feed = desk.web.pages[SHURFA]
    with caplog.at_level(logging.INFO, "bot.poller"):
        for status in (500, 500, 500, 502, 502):
            desk.web.pages[SHURFA] = httpx.Response(status)
            await desk.work(later=timedelta(days=1))
        desk.web.pages[SHURFA] = feed
        await desk.work(later=timedelta(days=1))

    told = [each.getMessage() for each in caplog.records if each.name == "bot.poller"]
    assert [line.split(" took=")[0] for line in told] == [
        "polled source='shurfa.example' status=failed reason='answered 500'",
        "polled source='shurfa.example' status=failed reason='answered 502'",
        "polled source='shurfa.example' status=ok new=0",
    ]


async def test_a_source_is_left_alone_as_long_as_it_asks(desk: Desk) -> None:
    desk.web.pages[SHURFA] = httpx.Response(503, headers={"retry-after": "3600"})
    await desk.work()

    await desk.work(later=timedelta(minutes=59))
    in_between = desk.web.asked.count(SHURFA)
    await desk.work(later=timedelta(minutes=1))

    assert (in_between, desk.web.asked.count(SHURFA)) == (1, 2)


async def test_a_feed_with_a_wrong_declaration_is_read_in_its_own_letters(desk: Desk) -> None:
    url = desk.news("قانون المياه")
    item = f"<item><title>قانون المياه</title><link>{url}</link></item>"
    text = f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{item}</channel></rss>'
    desk.web.pages[SHURFA] = httpx.Response(200, content=text.encode("cp1256"))

    await desk.work()

    assert desk.stored() == ["قانون المياه"]


async def test_texts_that_no_database_holds_do_not_stop_a_source(desk: Desk) -> None:
    url = desk.news("قانون المياه")
    feed = r"""{"version": "https://jsonfeed.org/version/1.1", "title": "صحيفة", "items": [{
        "id": "a\u0000\ud800b", "title": "قانون", "content_text": "\ud800", "url": "URL"}]}"""
    desk.web.pages[SHURFA] = httpx.Response(200, text=feed.replace("URL", url))

    await desk.work()

    assert desk.pushed() == ["قانون"]
    assert desk.health().failures == 0


async def test_a_crash_between_feed_and_page_loses_nothing(desk: Desk) -> None:
    desk.news("خبر أول")
    desk.web.hold = asyncio.Event()
    await poll(desk.poller)
    async with asyncio.timeout(5):
        while not any("/news/" in url for url in desk.web.asked):
            await read(desk.poller)
            await asyncio.sleep(0)
    await desk.poller.stop()
    before = desk.stored()

    desk.web.hold = None
    desk.poller = desk.another()
    await desk.work()

    assert before == []
    assert desk.pushed() == ["خبر أول"]


async def test_a_story_is_never_taken_twice_whoever_polls_how_often(desk: Desk) -> None:
    for number in range(3):
        desk.news(f"خبر {number}")
    desk.now += timedelta(minutes=2)
    other = desk.another()

    await asyncio.gather(*(poll(poller) for poller in (desk.poller, other) * 2))
    await asyncio.gather(desk.poller.idle(), other.idle())
    await asyncio.gather(*(read(poller) for poller in (desk.poller, other) * 2))
    await asyncio.gather(desk.poller.idle(), other.idle())
    await other.stop()

    assert sorted(desk.stored()) == ["خبر 0", "خبر 1", "خبر 2"]
    assert desk.database.run_now(figures.queue_state).open_broadcasts == 1


async def test_a_feed_from_outside_does_not_have_the_operators_own_pages_read_out(
    desk: Desk,
) -> None:
    url = desk.news("خبر يشير إلى الداخل")
    inside = "http://own.example:8000/secret"
    desk.web.html(inside, "صفحة داخلية")
    answer = desk.web.pages[SHURFA]
    assert isinstance(answer, httpx.Response)
    desk.web.pages[SHURFA] = httpx.Response(200, text=answer.text.replace(url, inside))
    transport = httpx.MockTransport(desk.web.serve)

    async with Fetcher(
        transport=transport, allow_private_hosts=frozenset({"own.example:8000"})
    ) as desk.fetcher:
        desk.poller = desk.another()
        await desk.work()
        await desk.poller.stop()

    assert inside not in desk.web.asked
    assert "leads to a host of your own" in desk.health().last_entry_error


async def test_an_article_in_another_language_is_left_out_and_counted_with_its_reason(
    desk: Desk,
) -> None:
    french = "La mairie de la ville a annoncé que les travaux du marché commencent dans un mois."
    url = desk.news("Le marché de la ville")
    desk.web.html(url, "Le marché de la ville", (french,) * 1 + (french[3:], french[9:]))
    desk.news("خبر عربي")

    await desk.work()
    desk.now += 9 * HOUR
    await desk.read()

    assert desk.stored() == ["خبر عربي"]
    assert desk.web.asked.count(url) == 1
    assert desk.health().last_entry_error == "written in French (fr); LANGUAGES asks for ar"


async def test_it_is_taken_where_the_operator_asks_for_its_language(desk: Desk) -> None:
    french = "La mairie de la ville a annoncé que les travaux du marché commencent dans un mois."
    desk.poller.languages = frozenset({"ar", "fr"})
    url = desk.news("Le marché de la ville")
    desk.web.html(url, "Le marché de la ville", (french, french[3:], french[9:]))

    await desk.work()

    assert desk.stored() == ["Le marché de la ville"]


async def test_a_feed_with_the_whole_text_costs_no_request_for_the_page(desk: Desk) -> None:
    body = "".join(f"<p>{number}) {' '.join(PARAGRAPHS)}</p>" for number in range(3))
    desk.web.pages[SHURFA] = httpx.Response(
        200,
        text='<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        "<title>خبر بكامل نصه</title><link>https://shurfa.example/news/9</link>"
        f"<pubDate>{format_datetime(NOW)}</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item></channel></rss>",
    )

    await desk.work()

    assert desk.pushed() == ["خبر بكامل نصه"]
    assert "https://shurfa.example/news/9" not in desk.web.asked
