"""What tests share: the time, a database of each kind, the web as a dict of pages."""

import logging
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from storage import Database, open_database
from tests.builders import NOW

# No wall-clock limits: a busy machine must not fail a test.
settings.register_profile("mujaz", deadline=None, max_examples=60)
settings.load_profile("mujaz")

POSTGRES_URL = os.environ.get("TEST_DATABASE_URL", "")
IS_CI = os.environ.get("CI") == "true"

if IS_CI and not POSTGRES_URL:
    pytest.exit("CI=true, but TEST_DATABASE_URL names no PostgreSQL to test on", returncode=1)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES_URL else ["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on every kind that is there."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/test.db"
        return
    import psycopg

    schema = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f"create schema {schema}".encode())
        joint = "&" if "?" in POSTGRES_URL else "?"
        yield f"{POSTGRES_URL}{joint}options=-csearch_path%3D{schema}"
        connection.execute(f"drop schema {schema} cascade".encode())


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the present schema: to copy it takes no time."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def db(database_url: str, sqlite_file: Path) -> Iterator[Database]:
    """An empty database with the present schema."""
    if database_url.startswith("sqlite"):
        shutil.copy(sqlite_file, database_url.removeprefix("sqlite:///"))
    database = open_database(database_url)
    yield database
    database.close()


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


@pytest.fixture
def quiet_library(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is logged, and python-telegram-bot warns of no RetryAfter that it makes."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
