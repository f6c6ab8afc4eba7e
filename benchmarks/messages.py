"""Every message that the corpus gives, before Telegram's own parser: all layouts, all lengths.

    python benchmarks/messages.py [--data FOLDER] [-v]

Each is made as in production and judged by the lint of the tests: TDLib must take it, and its
limits are counted on what TDLib makes of it. Without the data it says so and ends well.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
import table
from table import Row

from bot.core import article, digest
from bot.core.arabic import utf16_units
from bot.core.messages import full_text, render, render_list, telegram_html
from bot.core.models import (
    Change,
    ChangeKind,
    Language,
    Length,
    Message,
    Source,
    StoredArticle,
    Variant,
)

ROOT: Final = Path(__file__).parents[1]
DATA: Final = ROOT.parent / "shared" / "data"
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
BOT: Final = "mujaz_bot"
LISTED: Final = 10
MISSED: Final = 3
VARIANTS: Final = tuple(
    Variant(is_private=is_private, length=length)
    for length in Length
    for is_private in (True, False)
)


def stored_articles(path: Path) -> Iterator[StoredArticle]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            given = json.loads(line)
            try:
                found = article.from_text(f"{given['title']}\n{given['text']}")
            except article.NotAnArticle:
                continue
            url = f"https://{given['source']}.example/{number}"
            yield StoredArticle(
                id=number,
                source=Source(id=1, name=given["source"], url=url),
                article=replace(found, url=url),
                digest=digest.make(found),
                stored_at=NOW,
            )


def corrected(stored: StoredArticle) -> StoredArticle:
    """As if the headline and all key quotes had been otherwise."""
    changes = [Change(kind=ChangeKind.HEADLINE, was=stored.digest.headline)]
    changes += [
        Change(kind=ChangeKind.QUOTE, was=quote.text, speaker=quote.speaker)
        for quote in stored.digest.key_quotes
    ]
    return replace(stored, changes=tuple(changes))


def messages(stored: StoredArticle, before: list[StoredArticle]) -> Iterator[tuple[str, Message]]:
    """Each with the name of its layout; `before` are other articles."""
    for variant in VARIANTS:
        yield f"story, {variant.length}", render.story(stored, now=NOW, bot=BOT, variant=variant)
    missed = [render.missed_line(each, BOT, Language.ARABIC) for each in before[-MISSED:]]
    yield "story with missed ones", render.story(stored, now=NOW, bot=BOT, missed=missed)
    yield "story, corrected", render.story(corrected(stored), now=NOW, bot=BOT)
    gone = replace(stored, is_withdrawn=True)
    yield "story, withdrawn", render.story(gone, now=NOW, bot=BOT)
    for page in range(1, len(full_text.pages_of(stored, Language.ARABIC)) + 1):
        yield "full text, pages", full_text.message(stored, page)
    if len(before) == LISTED:
        yield f"list of {LISTED}", render_list.listing(before, now=NOW, bot=BOT)


def judged(found: Iterable[StoredArticle], *, is_verbose: bool) -> tuple[int, list[Row]]:
    """How many articles, and a row for every layout."""
    sys.path.append(str(ROOT))  # the lint is the tests', and so is the parser
    from tests.lint import faults

    made, wrong, articles = Counter[str](), Counter[str](), 0
    before: list[StoredArticle] = []
    for stored in found:
        articles += 1
        for layout, message in messages(stored, before):
            made[layout] += 1
            complaints = faults(message)
            if utf16_units(telegram_html.plain(message.html)) > 4096:
                complaints.append("too long as plain text")
            wrong[layout] += bool(complaints)
            for complaint in complaints if is_verbose else ():
                click.echo(f"article {stored.id}, {layout}: {complaint}", err=True)
        before = [*before, stored][-LISTED:]
    rows = [
        Row(layout, f"{count - wrong[layout]} of {count}", target="all")
        for layout, count in made.items()
    ]
    total = f"{made.total() - wrong.total()} of {made.total()}"
    return articles, [*rows, Row("all", total, target="all")]


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="The data folder.")
@click.option("-v", "is_verbose", is_flag=True, help="Tell what is wrong with each.")
def main(data: Path, *, is_verbose: bool) -> None:
    """Count the messages that Telegram's parser takes, of all that the corpus gives."""
    path = data / "articles" / "dev.jsonl.gz"
    if not path.exists():
        click.echo(f"no articles at {path}: nothing measured (see benchmarks/README.md)")
        return
    articles, rows = judged(stored_articles(path), is_verbose=is_verbose)
    for line in table.lines(rows):
        click.echo(line)
    click.echo(f"\n{articles} articles. Ours: within all limits and accepted by TDLib.")


if __name__ == "__main__":
    main()
