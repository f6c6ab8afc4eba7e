"""Who asks for much waits for it alone; nobody else does."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest_asyncio

from bot.emulator import User
from bot.fetch import Fetcher
from bot.handlers.context import SERVICES, Services
from bot.scout import Scout
from storage import Database
from tests.marsad import SITE, a_town_beside_it
from tests.town import RULES, Town

MANY = 60


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town_beside_it(sqlite, RULES) as town:
        yield town


@pytest_asyncio.fixture
async def greedy(town: Town) -> User:
    return await met(town, 501, "ليلى")


@pytest_asyncio.fixture
async def other(town: Town) -> User:
    return await met(town, 502, "سعاد")


async def met(town: Town, user_id: int, name: str) -> User:
    user = town.telegram.user(user_id, name, "ar")
    await town.say(user, user, "/start")
    return user


def desk_of(town: Town) -> Services:
    desk: Services = town.application.bot_data[SERVICES]
    return desk


async def test_who_comes_after_a_flood_of_one_person_is_answered_before_its_end(
    town: Town, greedy: User, other: User
) -> None:
    before = len(town.heard(greedy))
    for _ in range(MANY):
        town.telegram.say(greedy, greedy, "/help")

    await town.say(other, other, "/help")

    assert len(town.heard(greedy)) - before < MANY / 2
    await town.telegram.wait_for(lambda: len(town.heard(greedy)) == before + MANY)


async def test_so_is_who_comes_after_a_flood_of_inline_queries(
    town: Town, greedy: User, other: User
) -> None:
    queries = [town.telegram.ask_inline(greedy, greedy, "السوق") for _ in range(MANY)]

    await town.say(other, other, "/help")

    assert sum(query.is_answered for query in queries) < MANY / 2
    await town.telegram.wait_for(lambda: all(query.is_answered for query in queries))


@pytest_asyncio.fixture
async def released(town: Town) -> AsyncIterator[asyncio.Event]:
    """Until then nothing comes from slow.example."""
    released = asyncio.Event()

    async def serve(request: httpx.Request) -> httpx.Response:
        if request.url.host == "slow.example":
            await released.wait()
        return town.press.answer(request)

    async with Fetcher(transport=httpx.MockTransport(serve)) as fetcher:
        desk = replace(desk_of(town), scout=Scout(fetcher))
        town.application.bot_data[SERVICES] = desk
        yield released
        await desk.background.stop()


async def reads_a_page(town: Town, user: User) -> None:
    told = await town.say(user, user, f"{SITE}news/0")
    await town.telegram.wait_for(lambda: "خبر 0 من مرصد الواحة" in told.text)


async def test_pages_that_never_come_keep_only_those_waiting_who_asked_for_them(
    town: Town, greedy: User, other: User, released: asyncio.Event
) -> None:
    for number in range(5):
        await town.say(greedy, greedy, f"https://slow.example/news/{number}")

    await reads_a_page(town, other)

    assert "أنظر في" in town.heard(greedy)[-1].text
    released.set()
    await town.telegram.wait_for(lambda: "لا صفحة" in town.heard(greedy)[-1].text)


async def test_so_do_the_sources_of_a_list(
    town: Town, greedy: User, other: User, released: asyncio.Event
) -> None:
    before = len(town.heard(greedy))
    listed = "".join(f'<outline xmlUrl="https://slow.example/{n}"/>' for n in range(6))
    opml = f"<opml version='2.0'><body>{listed}</body></opml>"
    town.telegram.send_file(greedy, greedy, "list.opml", opml.encode())
    told = await town.next_message(greedy, before)

    await reads_a_page(town, other)

    assert "أقرأ القائمة" in told.text
    released.set()
    await town.telegram.wait_for(lambda: "أقرأ القائمة" not in told.text)
