"""Stories in figures: which pairs of articles are one, and what it costs to know.

    python benchmarks/stories.py [--data FOLDER] [--pairs FILE ...] [-v]

Without the data, which is not part of the repository, it says so and ends well. Nothing fails on
a figure.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
import story_pairs
import story_speed
import table
from table import Row

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
FOOTER: Final = f"""\
Pairs: «same» (one event or announcement) against «related» and «different». At the program's own
  threshold: precision / recall of the verdict of `python -m bot story`. Curve: the best precision
  at a recall of at least so much, thresholds chosen on the same pairs; left out: the threshold for
  recall ≥ .80 chosen on all other pairs, and then used on the one.
TF-IDF: cosine of headline and first 60 words, our stems and table of rarity; MinHash: estimated
  Jaccard of words of the whole text, 128 permutations (datasketch).
Speed: processor time of one core. A day: {story_speed.A_DAY} articles of the data, as if they came
  evenly over 24 hours; fingerprints from cleaned texts. An article into a full index: the articles
  of the data again and again, each time without a fifth of their words."""


def pair_rows(paths: Sequence[Path], *, is_verbose: bool) -> Iterator[Row]:
    for path in paths:
        if not path.exists():
            yield Row("pairs", f"no {path.name}")
            continue
        pairs = story_pairs.read(path)
        for line in story_pairs.errors(pairs) if is_verbose else ():
            click.echo(line, err=True)
        yield from story_pairs.rows(path.stem, pairs)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="The data folder.")
@click.option(
    "--pairs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Other files of labelled pairs.",
)
@click.option("-v", "is_verbose", is_flag=True, help="List the pairs that come out wrong.")
def main(data: Path, pairs: tuple[Path, ...], *, is_verbose: bool) -> None:
    """Print what is known of stories in figures, in one table."""
    if not data.is_dir():
        click.echo(f"no benchmark data at {data}: nothing measured (see benchmarks/README.md)")
        return
    paths = pairs or (data / "stories" / "pairs_dev.jsonl",)
    rows = [*pair_rows(paths, is_verbose=is_verbose)]
    articles = data / "articles" / "dev.jsonl.gz"
    rows += story_speed.rows(articles) if articles.exists() else [Row("speed", "no articles")]
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
