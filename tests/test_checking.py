"""A check sees a source as the poller would."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta

import httpx

from bot.checking import Checker, in_order
from bot.fetch import Fetcher
from tests.answers import FEED, Web
from tests.builders import NOW, PARAGRAPHS, a_source

PAGE = "https://news.example/1"


async def test_a_date_without_a_zone_is_told_in_the_zone_of_the_publisher() -> None:
    in_mecca = f"{NOW + timedelta(hours=3):%a, %d %b %Y %H:%M:%S}"
    entry = f"<item><title>خبر</title><link>{PAGE}</link><pubDate>{in_mecca}</pubDate></item>"
    body = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    web = Web(
        {
            FEED: httpx.Response(200, text=f"<rss><channel>{entry}</channel></rss>"),
            PAGE: httpx.Response(200, html=f"<article><h1>خبر اليوم</h1>{body}</article>"),
            "https://news.example/robots.txt": httpx.Response(404),
        }
    )
    source = replace(a_source(url=FEED), country="SA")

    async with Fetcher(transport=web) as fetcher:
        verdict = await Checker(fetcher, clock=lambda: NOW + timedelta(hours=2)).check(source)

    assert verdict.is_fine
    assert "the newest 2 hours old" in verdict.text


async def test_when_nobody_listens_any_more_the_work_ends() -> None:
    ended: list[int] = []

    async def work(number: int) -> int:
        try:
            if number:
                await asyncio.Event().wait()
        finally:
            ended.append(number)
        return number

    async with aclosing(in_order(work, [0, 1, 2])) as answers:
        async for each in answers:
            assert each == (0, 0)
            break

    assert ended == [0, 1, 2]
