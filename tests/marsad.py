"""A paper that nobody follows yet: its site and its feed, and a town beside it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.additions import Rules
from bot.emulator import Message, User
from storage import Database, sources
from tests.town import BODY, OTHERS, Town, a_town

SITE = "https://www.marsad.example/"
FEED = "https://www.marsad.example/feed/"


def rss(title: str, *, items: int = 3, site: str = "https://www.marsad.example") -> httpx.Response:
    listed = "".join(
        f"<item><title>خبر {n} من {title}</title><link>{site}/news/{n}</link>"
        f"<pubDate>Mon, 23 Nov 2026 09:{n:02}:00 GMT</pubDate></item>"
        for n in range(items)
    )
    return httpx.Response(
        200,
        headers={"content-type": "application/rss+xml"},
        text=f'<rss version="2.0"><channel><title>{title}</title>{listed}</channel></rss>',
    )


def page(*links: str) -> httpx.Response:
    return httpx.Response(
        200,
        headers={"content-type": "text/html; charset=utf-8"},
        text=f"<html><head><title>المرصد</title>{''.join(links)}</head><body>أهلاً</body></html>",
    )


def link(href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{href}" title="{title}">'


async def ask(town: Town, chat: User, text: str, user: User | None = None) -> Message:
    """What the answer to a command has become when the look is over."""
    message = await town.say(chat, user or chat, text)
    await town.telegram.wait_for(lambda: "أنظر في" not in message.text)
    return message


def active(town: Town) -> list[str]:
    return [source.url for source in town.database.run_now(sources.active)]


@asynccontextmanager
async def a_town_beside_it(database: Database, rules: Rules) -> AsyncIterator[Town]:
    async with a_town(database, ["صحيفة الشرفة"], rules) as town:
        town.press.pages[FEED] = rss("مرصد الواحة")
        town.press.pages[SITE] = page(link("/feed/", "الأخبار"))
        for number, text in enumerate((BODY, *OTHERS)):
            town.press.html(f"{SITE}news/{number}", f"خبر {number} من مرصد الواحة", text)
        yield town
