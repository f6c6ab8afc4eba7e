"""Picking up the news, in figures: a section for each part of it.

    python benchmarks/pickup.py [SECTION ...] [--data FOLDER] [--cache FOLDER]

Without names it prints all sections. Nothing fails on a figure; what a section needs and does not
find (data, a package to compare with) it says, and goes on.
"""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
import extraction_figures
import feed_figures
import hostile_pages_figures
import polling_figures
import polling_speed
import websub_figures

ROOT: Final = Path(__file__).parents[1]
CACHE: Final = Path(tempfile.gettempdir()) / "mujaz-cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    data: Path
    """What is not part of the repository."""
    cache: Path
    """For what is fetched once from a package registry."""


SECTIONS: Final[dict[str, Callable[[Folders], Iterable[str]]]] = {
    "parsers": lambda _: feed_figures.speeds(),
    "cases": lambda folders: feed_figures.cases(folders.cache),
    "ugly": lambda folders: feed_figures.ugly(folders.data / "feeds"),
    "hostile": lambda _: feed_figures.hostile(),
    "rhythm": lambda _: polling_figures.measure(),
    "polling": lambda _: polling_speed.measure(),
    "hubs": lambda _: websub_figures.lines(),
    "pages": lambda folders: extraction_figures.pages(folders.data, folders.cache),
    "taps": lambda folders: extraction_figures.taps(folders.data, folders.cache),
    "hostile-pages": lambda _: hostile_pages_figures.rows(),
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(SECTIONS)))
@click.option("--data", type=click.Path(path_type=Path), default=ROOT.parent / "shared" / "data")
@click.option("--cache", type=click.Path(path_type=Path), default=CACHE)
def main(names: tuple[str, ...], data: Path, cache: Path) -> None:
    """Print the sections named, or all."""
    folders = Folders(data=data, cache=cache)
    for name in names or SECTIONS:
        for line in SECTIONS[name](folders):
            click.echo(line)
        click.echo()


if __name__ == "__main__":
    main()
