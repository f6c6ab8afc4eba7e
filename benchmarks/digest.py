"""One table: how good the digest is, beside what it could be compared with, and how fast.

    python benchmarks/digest.py [--data FOLDER] [-v]

Without the data, which is not part of the repository, it says so and ends well. Quality figures
are the same at every run; speed is CPU time and depends on the machine. Nothing fails on a figure.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import gist_figures
import quote_figures
import speed_figures
import table
from table import Row

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
FOOTER: Final = f"""\
Quotes: prototype = the best one known, on other articles; this set was developed against.
Gist: ROUGE-1/2/L F1 at {gist_figures.SENTENCES} sentences, mean over five human extracts a text.
  Words: NFKC, no vowel signs or tatweel, one spelling of alef, ya, ta marbuta; not stemmed.
  The texts have no headline. News = wrapped at 78 columns, as the newspapers delivered them.
  Read as a file: as `digest --json --gist 3` does, lines broken to a width put together again.
  As they are: each line ends a sentence; this is how lead-3 comes out as it did when the targets
  were set (.415/.354/.385), and so it stands beside the first part too (lead-3 of the lines).
  p: paired bootstrap, {gist_figures.RESAMPLES} resamples, one-sided, ours not above lead-3.
  All systems choose among the same sentences; sumy with its defaults and our words.
Speed: CPU time of one core, from raw text or page to the message; pages: mean of \
{speed_figures.ROUNDS} rounds."""


def quotes(data: Path, *, is_verbose: bool) -> Iterator[Row]:
    path = data / "quotes" / "dev.jsonl"
    if not path.exists():
        yield Row("quotes", "no quotes/dev.jsonl")
        return
    tally = quote_figures.measure(path)
    for error in tally.errors if is_verbose else ():
        click.echo(error, err=True)
    yield from quote_figures.rows(tally)


def gists(data: Path) -> Iterator[Row]:
    path = data / "summaries" / "easc_dev.jsonl"
    if path.exists():
        yield from gist_figures.measure(path)
    else:
        yield Row("gist", "no summaries/easc_dev.jsonl")


def speeds(data: Path) -> Iterator[Row]:
    path, folder = data / "articles" / "dev.jsonl.gz", data / "pages"
    pages = speed_figures.pages(folder) if any(folder.glob("*.html")) else None
    if path.exists():
        timing, slowest = speed_figures.texts(path)
        yield from speed_figures.text_rows(timing, slowest, pages[1] if pages else None)
    else:
        yield Row("speed", "no articles/dev.jsonl.gz")
    if pages:
        yield from speed_figures.page_rows(*pages)


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="The data folder.")
@click.option("-v", "is_verbose", is_flag=True, help="List the errors among the quotes.")
def main(data: Path, *, is_verbose: bool) -> None:
    """Print what the digest is worth in figures, in one table."""
    if not data.is_dir():
        click.echo(f"no benchmark data at {data}: nothing measured (see benchmarks/README.md)")
        return
    # Speed first: what the others leave behind in memory would slow it down.
    timed = list(speeds(data))
    rows = [*quotes(data, is_verbose=is_verbose), *gists(data), *timed]
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
