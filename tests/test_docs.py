"""The README says what the program does: its tables are held against the code."""

import re
import tomllib
from pathlib import Path

import click

from bot import __version__, cli, handlers, sources_cli
from bot.config import DEFAULT_SOURCES, read_sources

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def first_cells() -> set[str]:
    """What stands in backquotes in the first cell of the rows of all tables."""
    return set(re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE))


def command_names(group: click.Group, prefix: str = "") -> set[str]:
    names: set[str] = set()
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            names |= command_names(command, f"{prefix}{name} ")
        else:
            names.add(f"{prefix}{name}")
    return names


def test_every_command_of_the_bot_stands_in_the_readme() -> None:
    told = {cell.removeprefix("/") for cell in first_cells() if cell.startswith("/")}

    assert told | {"stop"} == set(handlers.COMMANDS)
    assert "`/stop`" in README


def test_every_command_of_the_terminal_stands_in_the_readme_and_has_help() -> None:
    names = command_names(cli.main)

    assert names <= first_cells()
    assert all(command.help for command in cli.main.commands.values())


def test_every_option_of_the_terminal_stands_in_the_readme() -> None:
    options = {
        name
        for command in (*cli.main.commands.values(), *sources_cli.sources_.commands.values())
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }

    assert all(f"`{option}`" in README for option in options)


def test_the_files_that_the_readme_names_are_there() -> None:
    named = set(re.findall(r"\]\(([\w./-]+)\)|src=\"([\w./-]+)\"", README))
    paths = {path for pair in named for path in pair if path}
    paths |= {
        part
        for cell in re.findall(r"^\| (`(?:bot|storage|tests)/.*?) \|", README, re.MULTILINE)
        for part in re.findall(r"`([^`]+)`", cell)
    }

    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_the_readme_counts_the_publishers_right() -> None:
    assert f"the {len(read_sources(DEFAULT_SOURCES))} publishers" in README


def test_the_version_is_the_same_everywhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "bot.__version__"}
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
