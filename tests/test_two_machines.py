"""Two processes of the program on one database: one runs, the other stands by and takes over.

`pytest tests/test_two_machines.py --kills 200 -s` is the long run.
"""

import asyncio
import contextlib
import random
import signal
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from pathlib import Path

import httpx
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from storage import Tx, open_database
from tests.conftest import POSTGRES_URL
from tests.crash_world import READERS, Tally, World, a_world, running

pytestmark = pytest.mark.real_time

MOST_UNCERTAIN = 10  # a kill


@pytest.fixture
async def world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    async with a_world(tmp_path, database_url) as world:
        yield world


async def publish_and_hand_over(world: World, *, ends: int, how: signal.Signals) -> float:
    """End the machine that runs in mid-broadcast, so often, while another stands by; the longest
    silence of a hand-over, in seconds."""
    chance, longest = random.Random(20261126), 0.0  # noqa: S311
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    async with AsyncExitStack() as stack:
        running_one = await stack.enter_async_context(running(world))
        await world.told("listening")
        for number in range(1, ends + 1):
            next_one = await stack.enter_async_context(running(world))
            await world.told("this one stands by", times=number)
            world.paper.published += 1
            await world.receive(chance.randint(1, len(READERS) // 2))
            running_one.send_signal(how)
            began = time.monotonic()
            await running_one.wait()
            await world.goes_on()
            longest = max(longest, time.monotonic() - began)
            running_one = next_one
        await world.calm_down()
        world.paper.published += 1  # the message in which the last ones missed are told of
        await world.calm_down()
    return longest


async def test_no_kill_of_one_machine_doubles_or_loses_a_push_in_silence(
    world: World, kills: int
) -> None:
    kills = max(2, kills // 2)

    longest = await publish_and_hand_over(world, ends=kills, how=signal.SIGKILL)

    tally = Tally.of(world)
    print(f"\n{kills} kills: {tally}, at most {longest:.1f}s of silence")  # noqa: T201
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert tally.missed <= kills * MOST_UNCERTAIN
    assert world.output.count("this one takes over") == kills


async def test_an_upgrade_leaves_nothing_in_doubt(world: World, kills: int) -> None:
    ends = max(1, kills // 4)

    longest = await publish_and_hand_over(world, ends=ends, how=signal.SIGTERM)

    tally = Tally.of(world)
    print(f"\n{ends} upgrades: {tally}, at most {longest:.1f}s of silence")  # noqa: T201
    assert tally == Tally(pushes=(ends + 1) * len(READERS))


@pytest.mark.skipif(not POSTGRES_URL, reason="a file has no connection to lose")
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_a_machine_that_loses_its_lock_doubles_nothing_and_ends(world: World) -> None:
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    async with running(world) as first:
        await world.told("listening")
        async with running(world) as second:
            await world.told("this one stands by")
            world.paper.published = 1
            await world.receive(5)
            while "this one takes over" not in world.output:  # the first may take it again
                part_from_lock(world)
                await world.telegram.change(world.telegram.revision + 9, timeout_seconds=0.2)
            assert await first.wait() == 1
            await world.calm_down()
            world.paper.published += 1
            await world.calm_down()
            assert second.returncode is None

    tally = Tally.of(world)
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert "another Mujaz has taken over this database" in world.output


@pytest.mark.skipif(not POSTGRES_URL, reason="a file is not reached over a wire")
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_a_machine_that_is_cut_off_from_its_database_gives_way(world: World) -> None:
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    wire = Wire(world.database_url)
    async with AsyncExitStack() as stack:
        address = await wire.lay()
        first = await stack.enter_async_context(running(world, DATABASE_URL=address))
        await world.told("listening")
        await stack.enter_async_context(running(world))
        await world.told("this one stands by")
        world.paper.published = 1
        await world.receive(5)
        wire.cut()
        await world.calm_down()
        world.paper.published += 1
        await world.calm_down()
        await wire.lay()
        status = await first.wait()
        wire.cut()

    tally = Tally.of(world)
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert status == 1
    assert "another Mujaz has taken over this database" in world.output


@pytest.mark.skipif(not POSTGRES_URL, reason="a file stays locked by a process that hangs")
@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
async def test_a_machine_that_hangs_gives_way_and_sends_nothing_when_it_wakes(
    world: World,
) -> None:
    world.telegram.faults.add("slow", method="sendMessage", seconds=0.05, times=None)
    let_go_after(world, seconds=3)  # not 20: nobody waits for a test
    async with running(world) as first:
        await world.told("listening")
        async with running(world):
            await world.told("this one stands by")
            world.paper.published = 1
            await world.receive(5)
            first.send_signal(signal.SIGSTOP)
            await world.told("this one takes over")
            await world.calm_down()
            world.paper.published += 1
            await world.calm_down()
            arrived = world.received
            first.send_signal(signal.SIGCONT)
            status = await first.wait()
            await world.calm_down()

    tally = Tally.of(world)
    assert (tally.doubled, tally.unrecorded) == (0, 0)
    assert world.received == arrived
    assert status == 1


def let_go_after(world: World, *, seconds: int) -> None:
    """The operator's own idea of when a process hangs."""
    name = conninfo_to_dict(world.database_url)["dbname"]
    with psycopg.connect(world.database_url) as connection:
        connection.execute(
            f"alter database {name} set idle_session_timeout = '{seconds}s'".encode()
        )


class Wire:
    """The way to a PostgreSQL server, which can be cut and laid again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.port = 0
        self.server: asyncio.Server | None = None
        self.ends: list[asyncio.StreamWriter] = []

    async def lay(self) -> str:
        """The address by which the database is reached over this wire."""
        self.server = await asyncio.start_server(self.carry, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]
        return f"{self.url}&host=127.0.0.1&port={self.port}"

    def cut(self) -> None:
        assert self.server is not None
        self.server.close()
        for end in self.ends:
            end.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = conninfo_to_dict(self.url)
        host, port = str(place.get("host")), str(place.get("port", "5432"))
        if host.startswith("/"):
            there = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            there = await asyncio.open_connection(host, int(port))
        self.ends += [writer, there[1]]
        await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))


async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    writer.close()


def part_from_lock(world: World) -> None:
    def end(tx: Tx) -> None:
        tx.query(
            """select pg_terminate_backend(pid, 20000) from pg_locks
               where locktype = 'advisory' and granted and database = (
                 select oid from pg_database where datname = current_database())"""
        )

    with closing(open_database(world.database_url)) as database:
        database.run_now(end)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_who_stands_by_says_so_and_ends_when_it_is_told_to(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    async with running(world):
        await world.told("listening")
        door = {"PUBLIC_URL": "https://news.example", "LISTEN_ADDRESS": address}
        async with running(world, **door) as second, httpx.AsyncClient() as client:
            await world.told("this one stands by")
            health = await client.get(f"http://{address}/health")
            push = await client.post(f"http://{address}/websub/a-token")
            second.send_signal(signal.SIGTERM)
            status = await second.wait()

    assert (health.status_code, health.text) == (503, "standing by")
    assert push.status_code == 503
    assert status == 0
    assert "the other Mujaz is gone" not in world.output


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_who_stands_by_where_the_port_is_taken_waits_without_it(world: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    door = {"PUBLIC_URL": "https://news.example", "LISTEN_ADDRESS": address}
    async with running(world, **door) as first, httpx.AsyncClient() as client:
        await world.told("listening")
        async with running(world, **door):
            await world.told("/health is not answered while standing by")
            first.send_signal(signal.SIGTERM)
            await world.told("listening", times=2)
            health = await client.get(f"http://{address}/health")

    assert (health.status_code, health.text) == (200, "ok")


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_a_restored_backup_is_not_run_on_after_another_program(world: World) -> None:
    async with running(world):
        await world.told("listening")
        async with running(world, "--after-restore") as second:
            status = await second.wait()

    assert status == 1
    assert "has to be the first on a restored backup" in world.output
