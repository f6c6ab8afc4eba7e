"""Who may import whom, and what the core may not do: the architecture, checked."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")])
TESTS = sorted([*(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
LONGEST_FILE = 400
LONGEST_FUNCTION = 42

ONLY_IN = {
    "httpx": ("bot/fetch.py", "bot/transport.py", "bot/link.py"),
    "httpcore": ("bot/fetch.py", "bot/transport.py", "bot/addresses.py"),
    "aiohttp": ("bot/link.py", "bot/refusals.py"),
    "telegram": (
        "bot/corrections.py",
        "bot/app.py",
        "bot/link.py",
        "bot/listening.py",
        "bot/refusals.py",
        "bot/delivery.py",
        "bot/sender.py",
        "bot/notices.py",
        "bot/handlers/",
    ),
    "psycopg": ("storage/postgresql.py",),
    "sqlite3": ("storage/sqlite.py",),
    "sqlite_utils": ("storage/sqlite.py",),
    "starlette": (
        "bot/emulator/",
        "bot/newsroom/",
        "bot/demo.py",
        "bot/serving.py",
        "bot/server.py",
    ),
    "uvicorn": ("bot/emulator/", "bot/serving.py"),
    "click": ("bot/cli.py", "bot/sources_cli.py", "bot/console.py"),
    "trafilatura": ("bot/core/",),
    "protego": ("bot/core/",),
    "pebble": ("bot/workers.py",),
    "apscheduler": ("bot/ticks.py",),
}
MAY_NOT = {
    "bot/": ("storage.db", "storage.sqlite", "storage.postgresql"),
    "bot/core/": ("storage", "asyncio", "os", "time"),
    "bot/core/feeds/": ("bot.core.pages",),
    "bot/core/phrases/": (
        "bot.core.verbs",
        "bot.core.cast",
        "bot.core.speakers",
        "bot.core.quotes",
    ),
    "bot/core/verbs/": ("bot.core.cast", "bot.core.speakers", "bot.core.quotes"),
    "bot/core/cast/": ("bot.core.speakers", "bot.core.quotes"),
    "bot/core/speakers/": ("bot.core.quotes",),
    "bot/handlers/": ("bot.poller", "bot.reading", "bot.pickup", "bot.fetch", "bot.app"),
    "bot/emulator/": ("bot.core", "bot.handlers", "bot.app", "storage"),
    "bot/newsroom/": ("bot.core", "bot.handlers", "bot.app", "storage"),
}
KNOWS_OF_BOT = {"bot/core/": "bot.core", "storage/": "bot.core.models"}
"""All that these may import of the bot."""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_it_may(path: Path) -> None:
    name, found = name_of(path), set(imports(ast.parse(path.read_text(encoding="utf-8"))))
    tops = {module.split(".")[0] for module in found}

    strays = {
        module
        for module, homes in ONLY_IN.items()
        if module in tops and not name.startswith(homes)
    }
    for folder, banned in MAY_NOT.items():
        if name.startswith(folder):
            strays |= {module for module in found if any(is_in(module, each) for each in banned)}
    for folder, known in KNOWS_OF_BOT.items():
        if name.startswith(folder):
            strays |= {each for each in found if is_in(each, "bot") and not is_in(each, known)}

    assert strays == set()


@pytest.mark.parametrize("path", [path for path in MODULES if "core" in path.parts], ids=name_of)
def test_the_core_is_told_the_time_and_opens_nothing(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    methods = {each.attr for each in functions if isinstance(each, ast.Attribute)}
    names = {each.id for each in functions if isinstance(each, ast.Name)}

    assert not methods & {"now", "today", "utcnow", "monotonic", "getenv", "urlopen"}
    assert not names & {"open", "input", "print"}


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name_of)
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }

    assert text.count("\n") <= LONGEST_FILE
    assert long == {}


def test_only_storage_speaks_sql() -> None:
    speakers = {
        name_of(path)
        for path in MODULES
        if re.search(r"\btx\.(query|execute)\(", path.read_text(encoding="utf-8"))
    }

    assert {name for name in speakers if not name.startswith("storage/")} == set()


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        name_of(path) for path in MODULES if "os.environ" in path.read_text(encoding="utf-8")
    }

    assert readers <= {"bot/config.py"}
