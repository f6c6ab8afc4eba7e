"""Fit the weights of `bot/core/quotes/weighed.py` on annotated articles.

    python benchmarks/short_weights.py GOLD.jsonl...

GOLD is as `quotes/dev.jsonl` of the data. Prints how many of the quotations of a few words that
are weighed are speech, precision and recall (by the weights of the program, and five-fold, each
part by weights from the others and from the case files), and each sign: its weight in the
program, in tenths, as fitted, and how often it is there.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from quote_figures import bare_words, is_same
from speaker_weights import PARTS, Choice, chances, choices, fit

from bot.core import arabic
from bot.core.quotes import finding, weighed

CASES = Path(__file__).parent.parent / "tests" / "cases" / "quotes"


def _of_article(gold: dict[str, Any], paragraphs: Sequence[str]) -> Iterator[Choice]:
    """Each quotation as a choice between somebody's words, the first, and nobody's."""
    wanted = [bare_words(each["quote"]) for each in gold["quotes"] if each["kind"] != "not_speech"]
    for found in finding.by_clauses(paragraphs)[0].founds:
        if found.signs:
            is_speech = any(is_same(bare_words(found.text), words) for words in wanted)
            told = 0 if weighed.is_speech(found.signs) else 1
            yield Choice(gold["id"], [found.signs, ()], [is_speech, not is_speech], told)


def _cases() -> Iterator[Choice]:
    """The same of the case files: what is grammar, and rare in a thousand articles."""
    for path in sorted(CASES.glob("*.txt")):
        _, text, expected = path.read_text(encoding="utf-8").split("\n---\n")
        quotes = [{"quote": line.split(" | ")[-1], "kind": ""} for line in expected.splitlines()]
        given = {"id": f"case {path.stem}", "quotes": quotes}
        yield from _of_article(given, [arabic.tidy(line) for line in text.splitlines()])


def _figures(given: Sequence[Choice], told: Sequence[bool]) -> str:
    right = sum(each.is_right[0] for each, is_told in zip(given, told, strict=True) if is_told)
    precision = right / max(1, sum(told))
    return (
        f"precision {precision:.3f}, recall {right / sum(each.is_right[0] for each in given):.3f}"
    )


def _is_told(choice: Choice, weights: Mapping[str, float]) -> bool:
    return chances(choice, dict(weights))[0] > 1 / 2


@click.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
def main(paths: Sequence[Path]) -> None:
    """Print the figures and the weights."""
    given = [choice for path in paths for choice in choices(path, _of_article)]
    part = {name: at % PARTS for at, name in enumerate(sorted({each.article for each in given}))}
    cases = list(_cases())
    fits = [
        fit([each for each in given if part[each.article] != at] + cases) for at in range(PARTS)
    ]
    speech = sum(each.is_right[0] for each in given)
    click.echo(f"{len(given)} quotations of {len(part)} articles, {speech} of them speech")
    click.echo(f"as it is   {_figures(given, [each.told == 0 for each in given])}")
    told = [_is_told(each, fits[part[each.article]]) for each in given]
    click.echo(f"five-fold  {_figures(given, told)}")
    fitted = fit(given + cases)
    for sign in sorted(fitted, key=lambda each: -fitted[each]):
        times = sum(sign in each.signs[0] for each in given)
        click.echo(f"{weighed.WEIGHTS.get(sign, 0):4} {fitted[sign]:7.2f} {times:5}  {sign}")


if __name__ == "__main__":
    main()
