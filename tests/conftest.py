"""What tests share: the time, a database of each kind, the web as a dict of pages."""

import asyncio
import logging
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from hypothesis import settings

from storage import Database, open_database
from tests.builders import NOW, store_source
from tests.leaping_time import LeapingLoop

if TYPE_CHECKING:
    from bot.emulator import User
    from tests.desk import Desk
    from tests.post import Post
    from tests.postgres import Server
    from tests.town import Town

# No wall-clock limits: a busy machine must not fail a test.
settings.register_profile("mujaz", deadline=None, max_examples=60)
settings.load_profile("mujaz")

LoopFactory = Callable[[], asyncio.AbstractEventLoop]

# Without it python-telegram-bot warns whenever it makes a RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "1")

POSTGRES_URL = os.environ.get("TEST_DATABASE_URL", "")
IS_CI = os.environ.get("CI") == "true"

if IS_CI and not POSTGRES_URL:
    pytest.exit("CI=true, but TEST_DATABASE_URL names no PostgreSQL to test on", returncode=1)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the present schema: to copy it takes no time."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Server]":
    from tests.postgres import Server

    with closing(Server(POSTGRES_URL)) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES_URL else ["sqlite"])
def kind(request: pytest.FixtureRequest) -> str:
    """Every kind of database that is there."""
    return str(request.param)


@pytest.fixture
def bare_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with nothing in it, of every kind."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/bare.db"
        return
    with request.getfixturevalue("postgres").schema() as url:
        yield url


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with the present schema and no rows, of every kind."""
    if kind == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    with request.getfixturevalue("postgres").copy() as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A database with the present schema and no rows, of every kind."""
    with closing(open_database(database_url)) as database:
        yield database


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_file: Path) -> str:
    """The address of an SQLite database with the present schema and no rows."""
    return f"sqlite:///{shutil.copy(sqlite_file, tmp_path / 'test.db')}"


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    """The same, open: for what is not about databases."""
    with closing(open_database(sqlite_url)) as database:
        yield database


@pytest.fixture
def source_id(db: Database) -> int:
    """A followed source; its id."""
    return db.run_now(store_source)


@pytest_asyncio.fixture
async def desk(db: Database) -> "AsyncIterator[Desk]":
    """The poller on a database of every kind."""
    from tests.desk import a_desk

    async with a_desk(db) as desk:
        yield desk


@pytest_asyncio.fixture
async def town(sqlite: Database) -> "AsyncIterator[Town]":
    """A town with one paper; a file that needs another kind of town has its own."""
    from tests.town import a_town

    async with a_town(sqlite, ["صحيفة الشرفة"]) as town:
        yield town


@pytest.fixture
def reader(town: "Town") -> "User":
    """Somebody in the town who has not written to the bot yet."""
    return town.telegram.user(501, "ليلى", "ar")


@pytest_asyncio.fixture
async def post(sqlite: Database) -> "AsyncIterator[Post]":
    from tests.post import a_post

    async with a_post(sqlite) as post:
        yield post


def pytest_asyncio_loop_factories(item: pytest.Item) -> dict[str, LoopFactory]:
    """Tests wait for nothing, but for those with a browser or a process beside them."""
    if item.get_closest_marker("real_time"):
        return {"waiting": asyncio.new_event_loop}
    return {"leaping": LeapingLoop}


def pytest_addoption(parser: pytest.Parser) -> None:
    kills = 20 if IS_CI else 4
    parser.addoption("--kills", type=int, default=kills, help="how often the bot is killed")
    parser.addoption("--seeds", type=int, default=8, help="how many lives are simulated")
    parser.addoption("--seed", type=int, help="simulate this one life only")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--kills"))


@pytest.fixture
def seeds(request: pytest.FixtureRequest) -> Sequence[int]:
    only, count = request.config.getoption("--seed"), request.config.getoption("--seeds")
    return range(1, count + 1) if only is None else [only]


@pytest.fixture(autouse=True)
def log_level() -> None:
    """As pytest has it: a command that ran in an earlier test may have set another."""
    logging.getLogger().setLevel(logging.WARNING)


@pytest.fixture
def quiet_library() -> Iterator[None]:
    """Nothing is logged."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
