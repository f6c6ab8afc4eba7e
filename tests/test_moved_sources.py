"""A source that moves more than once, and a sources file that goes on calling it as it did."""

from datetime import timedelta

import httpx

from bot import additions
from bot.core.models import FoundFeed, Source
from storage import sources, subscribers
from tests.builders import store_subscriber
from tests.desk import MARFA, SHURFA, Desk

DAY = timedelta(days=1)
NEW = "https://new.shurfa.example/rss"


async def move(desk: Desk, url: str, *, to: str) -> None:
    """A publisher redirects an address for good, until that is believed."""
    desk.web.pages[url] = httpx.Response(301, headers={"location": to})
    desk.web.rss(to)
    for _ in range(4):
        await desk.work(DAY)


def start_anew(desk: Desk, *urls: str) -> list[str]:
    """The program starts with a file of these sources; which are polled then."""
    papers = [Source(id=0, name=url.split("/")[2], url=url) for url in urls]
    desk.database.run_now(sources.sync, papers, now=desk.now)
    return [source.url for source in desk.database.run_now(sources.active)]


async def test_who_has_moved_and_becomes_another_source_is_not_brought_back_by_the_file(
    desk: Desk,
) -> None:
    await move(desk, SHURFA, to=NEW)
    await move(desk, NEW, to=MARFA)

    assert start_anew(desk, SHURFA, MARFA) == [MARFA]


async def test_who_has_moved_and_is_removed_is_not_brought_back_by_the_file(desk: Desk) -> None:
    await move(desk, SHURFA, to=NEW)
    desk.database.run_now(sources.remove, NEW, now=desk.now)

    assert start_anew(desk, SHURFA, MARFA) == [MARFA]


async def test_who_has_moved_and_is_gone_is_not_brought_back_by_the_file(desk: Desk) -> None:
    await move(desk, SHURFA, to=NEW)
    desk.web.pages[NEW] = httpx.Response(410)
    await desk.work(DAY)

    assert start_anew(desk, SHURFA, MARFA) == [MARFA]


async def test_who_has_moved_and_left_the_file_comes_back_with_it_where_it_is_now(
    desk: Desk,
) -> None:
    await move(desk, SHURFA, to=NEW)
    without = start_anew(desk, MARFA)

    assert without == [MARFA]
    assert start_anew(desk, SHURFA, MARFA) == [NEW, MARFA]


async def test_who_moves_to_where_another_one_was_silences_neither(desk: Desk) -> None:
    await move(desk, MARFA, to=NEW)
    desk.web.rss(MARFA)
    await move(desk, SHURFA, to=MARFA)

    assert start_anew(desk, SHURFA, MARFA) == [MARFA, NEW]


async def test_an_address_that_answers_again_can_be_added_though_its_source_is_gone(
    desk: Desk,
) -> None:
    await move(desk, SHURFA, to=NEW)
    desk.database.run_now(sources.remove, NEW, now=desk.now)

    paper = Source(id=0, name="shurfa.example", url=SHURFA)
    desk.database.run_now(sources.add, paper, now=desk.now)

    assert start_anew(desk, MARFA) == [MARFA, SHURFA]


async def test_and_a_reader_who_adds_it_gets_what_answers_there(desk: Desk) -> None:
    await move(desk, SHURFA, to=NEW)
    desk.web.pages[NEW] = httpx.Response(410)
    await desk.work(DAY)

    desk.web.rss(SHURFA)
    found = FoundFeed(url=SHURFA, title="صحيفة الشرفة")
    added = desk.database.run_now(additions.followed, found, now=desk.now)

    polled = {each.id: each.url for each in desk.database.run_now(sources.active)}
    assert polled[added] == SHURFA


async def test_who_comes_back_to_its_old_address_is_found_there(desk: Desk) -> None:
    await move(desk, SHURFA, to=MARFA)
    desk.web.rss(SHURFA)
    await move(desk, MARFA, to=SHURFA)

    assert start_anew(desk, SHURFA, MARFA) == [SHURFA]


async def test_and_nobody_is_given_again_what_he_has_left_meanwhile(desk: Desk) -> None:
    shurfa, marfa = (source.id for source in desk.database.run_now(sources.active))
    reader = desk.database.run_now(store_subscriber, 501)
    await move(desk, SHURFA, to=MARFA)
    is_on = desk.database.run_now(subscribers.toggle, reader, marfa)
    desk.web.rss(SHURFA)
    await move(desk, MARFA, to=SHURFA)

    assert not is_on
    assert shurfa not in desk.database.run_now(subscribers.chosen, reader)
