"""Count in how many articles each stem stands: writes `bot/core/frequencies.txt`.

    python benchmarks/stem_frequencies.py [--data FOLDER] > bot/core/frequencies.txt

Only stems and counts go in, no texts; what stands in fewer than three articles is left out.
"""

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

import click
import story_texts

from bot.core.stories import fingerprint

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
FEWEST: Final = 3
HEADING: Final = """\
# In how many newspaper articles (headline and first 200 words) a stem stands: how much it says
# when two articles share it. Written by `benchmarks/stem_frequencies.py`."""


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="The data folder.")
def main(data: Path) -> None:
    """Print the table."""
    counts: Counter[str] = Counter()
    total = 0
    with gzip.open(data / "articles" / "dev.jsonl.gz", "rt", encoding="utf-8") as file:
        for given in map(json.loads, file):
            read = story_texts.read(given["title"], given["text"])
            total += 1
            found = fingerprint(read.title, read.paragraphs)
            counts.update(found.stems)
    by_count: dict[int, list[str]] = defaultdict(list)
    for stem, count in counts.items():
        if count >= FEWEST:
            by_count[count].append(stem)
    click.echo(HEADING)
    click.echo(f"articles: {total}")
    for count in sorted(by_count, reverse=True):
        click.echo(f"{count}: {' '.join(sorted(by_count[count]))}")


if __name__ == "__main__":
    main()
