"""Fit the weights of `bot/core/speakers/weighing.py` on annotated articles.

    python benchmarks/speaker_weights.py GOLD.jsonl...

GOLD is as `quotes/dev.jsonl` of the data. Prints how many speakers are right by the clauses, how
many weighed (five-fold, each part by weights from the others), and each sign with its weight, in
the program and as fitted. Articles that rules were made on trust the clauses too much: fit on
others. About a minute for a thousand articles.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import gold
from quote_figures import bare_words, is_same, says_so

from bot.core.quotes import finding
from bot.core.speakers import weighing

PARTS: Final = 5
STEPS, STEP, DECAY, RIDGE = 400, 0.05, 0.9, 2.0
ENOUGH: Final = 0.5
Weights = dict[str, float]


class Choice(NamedTuple):
    """One quotation: who could be meant, and which of them is right."""

    article: str
    signs: list[tuple[str, ...]]
    is_right: list[bool]
    told: int
    """Whom the clauses tell; the last, who is nobody, if they tell nobody."""


def choices(
    path: Path, of_article: Callable[[dict[str, Any], Sequence[str]], Iterator[Choice]]
) -> Iterator[Choice]:
    """The choices in every annotated article of a file."""
    for given, found in gold.read(path):
        yield from of_article(given, found.paragraphs)


def _of_article(given: dict[str, Any], paragraphs: Sequence[str]) -> Iterator[Choice]:
    told, kinds = finding.by_clauses(paragraphs)
    spoken = [found for found, kind in zip(told.founds, kinds, strict=True) if kind is not None]
    ground, counts = weighing.Ground(told.heard, told.cast), weighing.counted(spoken)
    wanted = [quote for quote in given["quotes"] if quote["kind"] != "not_speech"]
    for found in spoken:
        words = bare_words(found.text)
        meant = next((each for each in wanted if is_same(words, bare_words(each["quote"]))), None)
        weighed = weighing.candidates(found, ground, counts) if meant is not None else []
        if meant is None or len(weighed) < 2 or found.event is None:
            continue
        named = [each.speaker for each in weighed[:-1] if each.speaker is not None]
        right = [says_so(meant, speaker.name, speaker.role) for speaker in named]
        speaker = found.event.speaker
        at = named.index(speaker) if speaker in named else len(named)
        signs = [each.signs for each in weighed]
        yield Choice(given["id"], signs, [*right, not any(right)], at)


def chances(choice: Choice, weights: Weights) -> list[float]:
    sums = [sum(weights.get(sign, 0.0) for sign in signs) for signs in choice.signs]
    powers = [math.exp(each - max(sums)) for each in sums]
    return [power / sum(powers) for power in powers]


def fit(given: Sequence[Choice]) -> Weights:
    """The likeliest weights, drawn a little to nought: gradient descent, each sign at a pace of
    its own (RMSProp)."""
    weights: Weights = defaultdict(float)
    pace: Weights = defaultdict(float)
    for _ in range(STEPS):
        slope: Weights = defaultdict(float)
        for choice in given:
            likely = chances(choice, weights)
            right = sum(each for each, is_it in zip(likely, choice.is_right, strict=True) if is_it)
            for signs, each, is_it in zip(choice.signs, likely, choice.is_right, strict=True):
                for sign in signs:
                    slope[sign] += each / right * is_it - each
        for sign in slope:
            rise = slope[sign] - RIDGE * weights[sign]
            pace[sign] = DECAY * pace[sign] + (1 - DECAY) * rise * rise
            weights[sign] += STEP * rise / (math.sqrt(pace[sign]) + 1)
    return weights


def is_right(choice: Choice, weights: Weights | None) -> bool:
    """By the clauses, or weighed: nobody is right only where none of those named is."""
    at = choice.told
    if weights is not None:
        likely = chances(choice, weights)
        best = max(range(len(likely) - 1), key=likely.__getitem__)
        at = best if likely[best] >= ENOUGH else at
    return at < len(choice.signs) - 1 and choice.is_right[at]


@click.command()
@click.argument("paths", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
def main(paths: Sequence[Path]) -> None:
    """Print the figures and the weights."""
    given = [choice for path in paths for choice in choices(path, _of_article)]
    part = {name: at % PARTS for at, name in enumerate(sorted({each.article for each in given}))}
    weighed = 0
    for at in range(PARTS):
        weights = fit([each for each in given if part[each.article] != at])
        weighed += sum(is_right(each, weights) for each in given if part[each.article] == at)
    told = sum(is_right(each, None) for each in given)
    click.echo(f"{len(given)} quotations of {len(part)} articles")
    click.echo(f"right by the clauses {told / len(given):.3f}, weighed {weighed / len(given):.3f}")
    fitted = fit(given)
    for sign in sorted(weighing.WEIGHTS, key=lambda each: -weighing.WEIGHTS[each]):
        click.echo(f"{weighing.WEIGHTS[sign]:6.1f} {fitted.get(sign, 0.0):7.2f}  {sign}")


if __name__ == "__main__":
    main()
