"""What is under way at once: no source takes the place of all others."""

import asyncio
from functools import partial

from bot.pickup import Piece, Queue

STRANGER, PAPER = 1, 2


class Pages:
    """Pages on a host each, by the source that links to them; none comes before it is let."""

    def __init__(self, listed: list[tuple[int, int]]) -> None:
        self.listed = listed
        self.let = {page: asyncio.Event() for page, _ in listed}
        self.queue = Queue(8, 2, self.may, self.begin, self.begin)

    def may(self, url: str) -> bool:
        return url.startswith("https://")

    def begin(self, url: str) -> None:
        """No host needs sparing here."""

    async def work(self, page: int) -> None:
        await self.let[page].wait()

    async def find(self) -> list[Piece]:
        return [
            Piece(page, source, f"https://h{page}.example/", partial(self.work, page))
            for page, source in self.listed
        ]

    async def under_way(self, *come: int) -> list[int]:
        """When these pages have come."""
        tasks = [self.queue.under_way[page] for page in come]
        for page in come:
            self.let[page].set()
        await asyncio.gather(*tasks)
        await asyncio.sleep(0)  # what ends begins another only then
        return sorted(self.queue.under_way)


async def test_pages_that_never_come_leave_room_for_other_sources() -> None:
    pages = Pages([*((page, STRANGER) for page in range(20)), (20, PAPER)])

    await pages.queue.refill(pages.find)

    assert await pages.under_way() == [0, 1, 20]


async def test_a_source_begins_another_page_where_one_has_come() -> None:
    pages = Pages([(page, STRANGER) for page in range(4)])
    await pages.queue.refill(pages.find)

    assert await pages.under_way(0) == [1, 2]
    assert await pages.under_way(1, 2) == [3]
    assert await pages.under_way(3) == []
    assert pages.queue.is_idle
