"""The gist against the sentences that somebody chose for each article.

    python benchmarks/gist_choices.py GOLD.jsonl...

A line of GOLD has `title` and `text` of an article and whole sentences of it: `first`, the one to
tell if only one may be told; `second`, what adds most to it (empty: nothing does); `also_first`
and `also_second`, lists of those nearly as good; `bad`, those that must not be told: they hang on
another, repeat, thank, fill. Prints how the gist agrees, beside the article's first sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
import gold
import table
from table import Row, decimals

from bot.core import arabic, digest, sentences

FIRST, ALSO_FIRST, SECOND, ALSO_SECOND, BAD = 1.0, 0.8, 0.6, 0.45, -0.6
FOOTER: Final = f"""\
Points of an article: {FIRST} for the best sentence or {ALSO_FIRST} for one nearly as good,
  {SECOND} or {ALSO_SECOND} for the second, {BAD} for each that must not be told.
Both good: two are told, and each is the best, the second or nearly as good."""


@dataclass(frozen=True, slots=True)
class Choice:
    told: Sequence[str]
    leads: Sequence[str]
    """The article's first two sentences."""
    gold: dict[str, Any]

    def points(self, told: Sequence[str]) -> float:
        left, points = [*told], 0.0
        for named, also, most, less in (
            (_names(self.gold, "first"), _names(self.gold, "also_first"), FIRST, ALSO_FIRST),
            (_names(self.gold, "second"), self.good(), SECOND, ALSO_SECOND),
        ):
            best = next((each for each in left if each in named), None)
            nearly = best or next((each for each in left if each in also), None)
            if nearly is not None:
                points += most if best else less
                left.remove(nearly)
        return points + BAD * sum(each in _names(self.gold, "bad") for each in told)

    def good(self) -> list[str]:
        names = ("first", "also_first", "second", "also_second")
        return [each for name in names for each in _names(self.gold, name)]


def _names(choice: dict[str, Any], name: str) -> list[str]:
    given = choice.get(name) or []
    return [arabic.normalise(each) for each in ([given] if isinstance(given, str) else given)]


def choices(path: Path) -> Iterator[Choice]:
    for given, found in gold.read(path):
        split = [each for part in found.paragraphs for each in sentences.split(part)]
        told = [_whole(each, split) for each in digest.make(found).gist]
        yield Choice(told, [*map(arabic.normalise, split[:2])], given)


def _whole(told: str, sentences: Sequence[str]) -> str:
    """The sentence that is told without its first letter or words."""
    return arabic.normalise(next((each for each in sentences if each.endswith(told)), told))


def rows(found: Sequence[Choice]) -> Iterator[Row]:
    count = len(found)
    yield Row("articles", str(count))
    if not count:
        return
    means = [
        sum(map(Choice.points, found, told)) / count
        for told in (
            [each.told for each in found],
            [each.leads[:1] for each in found],
            [each.leads for each in found],
        )
    ]
    most = (
        sum(each.points(each.good()[:1] + _names(each.gold, "second")) for each in found) / count
    )
    beside = f"lead-1 {means[1]:.3f}, lead-2 {means[2]:.3f}, most {most:.3f}"
    yield Row("points an article", f"{means[0]:.3f}", beside)
    for figure, is_so in (
        ("tells the best, or one nearly as good", _tells_best),
        ("both good", _are_both_good),
        ("tells one that must not be told", _tells_bad),
    ):
        yield Row(figure, decimals(sum(map(is_so, found)) / count))


def _tells_best(choice: Choice) -> bool:
    best = _names(choice.gold, "first") + _names(choice.gold, "also_first")
    return any(each in best for each in choice.told)


def _are_both_good(choice: Choice) -> bool:
    good = choice.good()
    return len(choice.told) > 1 and all(each in good for each in choice.told)


def _tells_bad(choice: Choice) -> bool:
    return any(each in _names(choice.gold, "bad") for each in choice.told)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(paths: Sequence[Path]) -> None:
    """Print the table."""
    for line in table.lines([*rows([each for path in paths for each in choices(path)])]):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
