"""Two programs with one token: the second stands by, the first goes on, nothing is doubled.

And a token that is not known for a while: the bot hears again as soon as it is.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise

import pytest

from bot.listening import (
    SETTLED_SECONDS,
    STAND_BY_SECONDS,
    Listener,
    ask,
    give_way,
    heed,
    pause,
)
from storage import Database
from tests.builders import store_subscriber
from tests.town import Town, a_town

NEVER = 3600.0


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة"]) as town:
        yield town


async def interrupt(town: Town, times: int) -> None:
    town.telegram.faults.add("409", method="getUpdates", times=times)
    await town.telegram.wait_for(lambda: not town.telegram.faults.waiting)


@pytest.fixture
async def listener(town: Town) -> AsyncIterator[Listener]:
    """The bot as it listens in the program, watched; it stops when the test ends."""
    application = town.application
    assert application.updater is not None
    await application.updater.stop()
    listener = Listener(application, town.sender, settled_seconds=NEVER, stand_by_seconds=NEVER)
    await ask(listener)
    watch = asyncio.create_task(give_way(listener))
    yield listener
    town.sender.is_stopping.set()
    await watch
    if not application.updater.running:
        await application.updater.start_polling(poll_interval=0, timeout=2)


async def test_who_came_second_stands_by_and_sends_nothing(
    town: Town, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    await interrupt(town, 1)
    await town.eventually(lambda: town.sender.is_standing_by)
    town.database.run_now(store_subscriber, 501)
    town.news("خبر لا يرسله من جاء ثانياً")
    await town.pick_up()

    assert [name for name, _ in town.telegram.calls if name == "sendMessage"] == []
    assert "this one stands by" in caplog.text
    await town.eventually(lambda: not listener.application.updater.running)  # type: ignore[union-attr]


async def test_who_stood_by_goes_on_when_the_other_is_gone(
    town: Town, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    listener.stand_by_seconds = listener.settled_seconds = 0.0
    listener.began_at = time.monotonic() + NEVER
    await interrupt(town, 1)
    await town.eventually(lambda: "this one stands by" in caplog.text)

    await town.eventually(lambda: not town.sender.is_standing_by)
    person = town.telegram.user(501)
    town.telegram.say(person, person, "/start")
    await town.telegram.wait_for(lambda: town.telegram.texts(501))


async def test_two_that_stand_by_for_each_other_look_again_one_after_the_other(
    listener: Listener,
) -> None:
    """So far apart that the first has heard nothing of the other for long enough to go on."""
    listener.stand_by_seconds = STAND_BY_SECONDS
    waits = []
    for drawn in (0.1, 0.5, 0.9):
        listener.jitter = [drawn].pop
        waits.append(pause(listener))

    assert all(later - sooner > SETTLED_SECONDS for sooner, later in pairwise(waits))


async def test_who_was_there_first_goes_on(
    town: Town, listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    listener.began_at = time.monotonic() - 2 * NEVER
    await interrupt(town, 1)
    await town.eventually(lambda: "there first and goes on" in caplog.text)

    assert not town.sender.is_standing_by


async def test_who_is_cut_off_from_the_database_asks_for_no_updates_until_it_is_back(
    town: Town, listener: Listener
) -> None:
    updater = listener.application.updater
    assert updater is not None

    town.sender.is_cut_off = True
    await heed(listener)
    away = updater.running
    town.sender.is_cut_off = False
    await heed(listener)

    assert (away, updater.running) == (False, True)


class Complaints(logging.Handler):
    """When the log was told that nothing is heard, by the clock of the loop."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.at: list[float] = []

    def emit(self, record: logging.LogRecord) -> None:
        assert "@BotFather" in record.getMessage()
        self.at.append(asyncio.get_running_loop().time())


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    handler, log = Complaints(), logging.getLogger("bot.listening")
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


async def is_heard(town: Town) -> bool:
    person = town.telegram.user(501)
    return bool(await town.say(person, person, "/start"))


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_is_not_known_for_a_while_is_asked_with_again_ever_more_rarely(
    town: Town, listener: Listener, complaints: Complaints, code: int
) -> None:
    town.telegram.faults.add("5xx", method="getUpdates", code=code, times=4)
    await town.telegram.wait_for(lambda: not town.telegram.faults.waiting, timeout=60)

    assert await is_heard(town)
    waits = [after - before for before, after in pairwise(complaints.at)]
    assert len(waits) == 3
    assert waits == sorted(waits)
    assert waits[-1] > 2 * waits[0] > 1
    assert not town.sender.is_standing_by


async def test_a_token_that_is_not_known_as_asking_begins_ends_nothing(
    town: Town, listener: Listener, complaints: Complaints
) -> None:
    assert listener.application.updater is not None
    await listener.application.updater.stop()
    town.telegram.faults.add("401", method="deleteWebhook", times=3)

    await ask(listener)

    assert await is_heard(town)
    assert len(complaints.at) == 3
