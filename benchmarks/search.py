"""Search in figures: what it costs with years of articles, and what it finds beside others.

    python benchmarks/search.py [--data FOLDER] [--articles N]

Without the data, which is not part of the repository, it says so and ends well. Nothing fails on
a figure.
"""

import gc
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import Final

import click
import story_speed
import table
from table import Row

from bot.core import digest, search
from bot.core.models import Article, Digest, Settings, Subscriber
from bot.handlers.said import EVERYTHING, sayings_of
from storage import Database, Tx, articles, open_database, subscribers
from storage import search as index

DATA: Final = Path(__file__).parents[2] / "shared" / "data"
KEPT: Final = 0.8
QUERIES: Final = 300
SEED: Final = 20261126
FOOTER: Final = """\
Articles: those of the data again and again, each time without a fifth of their words, as their
  stems are indexed, with what they quote; one reader, one source, one SQLite file. Times are of
  the processor.
A query: one, two and three words of a headline in turn, and the ten stems that most articles hold.
«As printed»: FTS5 (unicode61, no diacritics) over the texts as they are. «Substring»: LIKE, as
  other bots filter. Found: words of six letters and more from headlines, in all articles of the
  data; 300 at most."""


def filled(database: Database, made: Sequence[tuple[Article, Digest]], most: int) -> float:
    """Seconds that indexing took; the rows beside the index are as small as they may be."""
    chance = random.Random(SEED)  # noqa: S311 - a benchmark
    known = [search.indexed(article, told) for article, told in made]
    took = 0.0

    def store(tx: Tx, numbers: range) -> None:
        nonlocal took
        for number in numbers:
            tx.execute(
                "insert into entries (id, source_id, key, seen_at, is_push, state, due_at)"
                " values (:id, 1, :id, 0, 0, 'stored', 0)",
                {"id": number},
            )
            tx.execute(
                "insert into articles (id, entry_id, source_id, title, headline, body, gist,"
                " told_at, stored_at, story_id)"
                " values (:id, :id, 1, 'خبر', 'خبر', '[]', '[]', :id, :id, :id)",
                {"id": number},
            )
            articles.add_quotes(tx, number, made[number % len(made)][1].quotes)
            found = known[number % len(known)]
            if number >= len(known):
                found = [word for word in found if chance.random() < KEPT]
            began = process_time()
            index.put(tx, number, found)
            took += process_time() - began

    for first in range(1, most + 1, 1000):
        database.run_now(store, range(first, min(first + 1000, most + 1)))
    return took


def reader_of(tx: Tx) -> Subscriber:
    tx.execute(
        "insert into sources (id, name, url, origin, added_at, next_poll_at)"
        " values (1, 'صحيفة', 'https://shurfa.example/feed', 'operator', 0, 0)"
    )
    now = story_speed.NOW
    reader = subscribers.meet(tx, 501, kind="private", now=now, settings=Settings())
    subscribers.choose(tx, reader.id, 1)
    return reader


def queries(made: Sequence[tuple[Article, Digest]]) -> Iterator[str]:
    chance = random.Random(SEED)  # noqa: S311 - a benchmark
    for number, (article, _) in enumerate(chance.sample(list(made), QUERIES)):
        words = re.findall(r"[ء-ي]{4,}", article.title)
        yield " ".join(words[: number % 3 + 1])


def timed(asked: Sequence[str], look: Callable[[str], object]) -> list[float]:
    """Milliseconds of each, the fastest first."""
    gc.freeze()  # the articles of the data are no part of what is measured
    took = []
    for text in asked:
        began = process_time()
        look(text)
        took.append(1000 * (process_time() - began))
    return sorted(took)


def speed_rows(made: Sequence[tuple[Article, Digest]], most: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with closing(open_database(f"sqlite:///{path}")) as database:
            reader = database.run_now(reader_of)
            seconds = filled(database, made, most)
        yield Row(f"an article into the index of {most}", f"{1000 * seconds / most:.2f} ms")
        yield Row(
            "  of it in the file, with its rows", f"{path.stat().st_size / most / 1000:.1f} kB"
        )
        with closing(open_database(f"sqlite:///{path}")) as database:

            def look(text: str) -> object:
                return database.run_now(
                    lambda tx: search.ranked(index.find(tx, reader, search.query(text)))
                )

            took = timed(list(queries(made)), look)
            common = timed([word for word, _ in common_words(made)], look)
            asked = said_often(made)
            said = timed(
                asked,
                lambda text: database.run_now(sayings_of, reader, search.query(text), EVERYTHING),
            )
    p99 = took[len(took) * 99 // 100]
    yield Row(
        f"a search of {most} articles, median",
        f"{took[len(took) // 2]:.1f} ms",
        f"p99 {p99:.1f} ms",
        "≤ 150 ms, a tap",
    )
    yield Row("  of the ten commonest words, slowest", f"{common[-1]:.1f} ms")
    yield Row(
        f"who said what, the {len(asked)} quoted most, median",
        f"{said[len(said) // 2]:.1f} ms",
        f"slowest {said[-1]:.1f} ms",
        "≤ 150 ms, a tap",
    )


def said_often(made: Sequence[tuple[Article, Digest]]) -> list[str]:
    """Who is quoted most, by name."""
    speakers = Counter(quote.speaker for _, told in made for quote in told.quotes)
    return [name for name, _ in speakers.most_common(30)]


def common_words(made: Sequence[tuple[Article, Digest]]) -> list[tuple[str, int]]:
    """Words whose stems most articles hold, with how many do."""
    holders: Counter[str] = Counter()
    for article, _ in made:
        words = set(re.findall(r"[ء-ي]{3,}", " ".join(article.paragraphs)))
        holders.update(word for word in words if search.query(word).phrases)
    return holders.most_common(10)


def found_rows(made: Sequence[tuple[Article, Digest]]) -> Iterator[Row]:
    """How many articles a word is found in, in three ways."""
    with closing(open_database("sqlite://")) as database:
        reader = database.run_now(reader_of)
        filled(database, made, len(made))

        def prepare(tx: Tx) -> None:
            tx.execute(
                "create virtual table as_printed using fts5 (text, content='',"
                " tokenize='unicode61 remove_diacritics 2')"
            )
            for number, (article, _) in enumerate(made):
                text = "\n".join((article.title, *article.paragraphs))
                values = {"id": number or len(made), "text": text}
                tx.execute("insert into as_printed (rowid, text) values (:id, :text)", values)

        database.run_now(prepare)
        texts = ["\n".join((article.title, *article.paragraphs)) for article, _ in made]
        words = sorted(
            {
                word
                for text in queries(made)
                for word in text.split()
                if len(word) >= 6 and search.query(word).phrases
            }
        )
        ours = printed = substring = 0
        for word in words:
            hits = database.run_now(index.rows, reader, search.query(word).phrases)
            ours += len(hits)
            printed += len(database.run_now(as_printed, word))
            substring += min(sum(word in text for text in texts), 300)
    yield Row(
        f"articles found by {len(words)} words, each",
        f"{ours / len(words):.1f}",
        f"as printed {printed / len(words):.1f}; substring {substring / len(words):.1f}",
    )


def as_printed(tx: Tx, word: str) -> list[dict[str, int]]:
    return tx.query(
        "select rowid from as_printed where as_printed match :word limit 300",
        {"word": f'"{word}"'},
    )


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="The data folder.")
@click.option("--articles", "most", default=100_000, help="How many are searched.")
def main(data: Path, most: int) -> None:
    """Print what is known of search in figures, in one table."""
    path = data / "articles" / "dev.jsonl.gz"
    if not path.exists():
        click.echo(f"no benchmark data at {data}: nothing measured (see benchmarks/README.md)")
        return
    made = [(article, digest.make(article)) for article in story_speed.articles(path)]
    for line in table.lines([*found_rows(made), *speed_rows(made, most)]):
        click.echo(line)
    click.echo(f"\n{FOOTER}")


if __name__ == "__main__":
    main()
