"""The real program, killed in mid-broadcast again and again: nothing doubled, lost or silent.

`pytest tests/test_crash.py --kills 500 -s` is the long run.
"""

import random
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import pytest

from storage import Tx, figures, open_database
from tests.crash_world import PATIENCE, READERS, RIGHT, TOKEN, Tally, World, a_world, running

pytestmark = pytest.mark.real_time

MOST_UNCERTAIN = 10  # a kill: what is lined up and what is on the wire at 25 a second


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, f"sqlite:///{tmp_path}/mujaz.db") as world:
        yield world


async def kill_somewhere(world: World, chance: random.Random) -> None:
    """Start the program and kill it while it picks up news or sends them."""
    world.paper.published += 1
    async with running(world):
        if world.paper.published > 1 and chance.random() < 0.15:
            asked = world.paper.feed_asked
            await world.telegram.wait_for(lambda: world.paper.feed_asked > asked, timeout=PATIENCE)
        else:
            await world.receive(chance.randint(1, len(READERS) // 3))
        moment = chance.random() * 0.08  # somewhere between two commits
        await world.telegram.change(world.telegram.revision + 9, timeout_seconds=moment)


async def test_no_kill_doubles_or_loses_a_push_in_silence(world: World, kills: int) -> None:
    chance = random.Random(20261123)  # noqa: S311
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)

    for _ in range(kills):
        await kill_somewhere(world, chance)
    async with running(world):
        await world.calm_down()
        world.paper.published += 1  # the message in which the last ones missed are told of
        await world.calm_down()

    tally = Tally.of(world)
    print(f"\n{kills} kills: {tally}, a kill {tally.missed / kills:.1f}")  # noqa: T201
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert tally.missed <= kills * MOST_UNCERTAIN
    assert world.telegram.faults.struck
    with closing(open_database(f"sqlite:///{world.folder / 'mujaz.db'}")) as database:
        checked = database.run_now(lambda tx: tx.query("pragma integrity_check"))
    assert checked == [{"integrity_check": "ok"}]


async def test_no_order_to_stop_leaves_anything_in_doubt(world: World, kills: int) -> None:
    chance = random.Random(20261124)  # noqa: S311
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    stops = max(2, kills // 4)

    for order in islice(cycle((signal.SIGTERM, signal.SIGHUP, signal.SIGINT)), stops):
        world.paper.published += 1
        async with running(world) as program:
            await world.receive(chance.randint(1, len(READERS) // 2))
            program.send_signal(order)
            assert await program.wait() == 0
    async with running(world):
        await world.calm_down()

    tally = Tally.of(world)
    print(f"\n{stops} stops: {tally}")  # noqa: T201
    assert tally == Tally(pushes=stops * len(READERS))


async def test_a_restored_backup_doubles_nothing_and_news_goes_on(world: World) -> None:
    world.paper.began = datetime.now(UTC) - timedelta(minutes=3, seconds=30)
    async with running(world):
        for _ in range(2):
            back_up(world)
            world.paper.published += 1
            await world.calm_down()
    restore(world)

    async with running(world, "--after-restore"):
        await world.calm_down()
        world.paper.publish_now()
        await world.calm_down()

    assert Tally.of(world) == Tally(pushes=3 * len(READERS))


def back_up(world: World) -> None:
    """As the README says."""
    copy = world.folder / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(world.folder / "mujaz.db")) as database:
        database.execute(f"vacuum into '{copy}'")


def restore(world: World) -> None:
    for leftover in world.folder.glob("mujaz.db-*"):
        leftover.unlink()
    (world.folder / "copy.db").replace(world.folder / "mujaz.db")


async def test_no_kill_leaves_a_message_uncorrected_or_pushes_it_again(world: World) -> None:
    world.paper.published = 1
    async with running(world):
        await world.receive(len(READERS))
        await world.calm_down()
        world.paper.corrected = 1
        await world.telegram.wait_for(lambda: corrected(world) >= 3, timeout=PATIENCE)
    killed_at = corrected(world)
    async with running(world):
        await world.telegram.wait_for(lambda: corrected(world) == len(READERS), timeout=PATIENCE)

    assert 3 <= killed_at < len(READERS)
    assert world.received == len(READERS)


def corrected(world: World) -> int:
    """How many readers see the headline that was put right, with the word that it was."""
    told = [text for chat_id in READERS for text in world.telegram.texts(chat_id)]
    return sum(RIGHT in text.split("\n")[0] and "تصحيح:" in text for text in told)


async def test_sigterm_in_mid_broadcast_ends_soon_and_leaves_nothing_uncertain(
    world: World,
) -> None:
    world.paper.published = 1
    async with running(world) as program:
        await world.receive(5)

        began = time.monotonic()
        program.send_signal(signal.SIGTERM)
        status = await program.wait()

    assert status == 0
    assert time.monotonic() - began < 5
    with closing(open_database(world.database_url)) as database:
        state = database.run_now(figures.queue_state)
    assert (state.sending, state.uncertain, state.dead) == (0, 0, 0)
    assert state.delivered == world.received < len(READERS)


async def test_the_token_is_in_no_output_and_no_row(world: World) -> None:
    world.paper.published = 1
    for kind in ("5xx", "junk", "reset_before", "429", "401"):
        world.telegram.faults.add(kind, method="sendMessage", skip=2, retry_after=1)
    async with running(world) as program:
        await world.receive(2)
        await world.telegram.wait_for(
            lambda: len(world.telegram.faults.struck) == 5, timeout=PATIENCE
        )
        world.telegram.revoke(TOKEN)
        program.send_signal(signal.SIGTERM)
        await program.wait()

    async with running(world) as refused:
        status = await refused.wait()

    secret = TOKEN.partition(":")[2]
    assert status == 1
    assert "TELEGRAM_BOT_TOKEN" in world.output
    assert "not delivered" in world.output
    assert secret not in world.output
    assert secret not in everything(world.folder / "mujaz.db")


def everything(path: Path) -> str:
    """All that the database has in rows, as text."""

    def read(tx: Tx) -> list[str]:
        tables = tx.query("select name from sqlite_master where type = 'table'")
        return [repr(tx.query(f"select * from {table['name']}")) for table in tables]  # noqa: S608

    with closing(open_database(f"sqlite:///{path}")) as database:
        return "\n".join(database.run_now(read))
