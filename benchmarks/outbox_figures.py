"""What the outbox costs the database: a broadcast to a million, and turns of fifty."""

import resource
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from table import Row

from bot.core.models import (
    Article,
    Delivery,
    Digest,
    Entry,
    ListedEntry,
    Outcome,
    Settlement,
    Source,
)
from storage import Database, Tx, articles, entries, open_database, outbox, sources

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
HEADLINE: Final = "مجلس واحة السراب يقرّ قانون المياه"
GIST: Final = (
    "أقرّ مجلس واحة السراب، أمس الأحد، قانون المياه الجديد بعد جلسة استمرت ست ساعات.",
    "ويبدأ العمل بالقانون بعد نشره في الجريدة الرسمية، على أن تصدر اللوائح خلال ثلاثة أشهر.",
) * 3
BATCH: Final = 50
TURNS: Final = 400
BROADCASTS: Final = 9


def settle_in(tx: Tx, *, readers: int) -> int:
    """A source and its readers, with chats 1, 2, 3, …; the source's id."""
    source = Source(id=0, name="صحيفة الشرفة", url="https://shurfa.example/feed", is_default=True)
    source_id = sources.add(tx, source, now=NOW)
    tx.execute(
        """insert into subscribers (chat_id, kind, standing, joined_at, changed_at)
           with recursive chats (id) as (select 1 union all
             select id + 1 from chats where id < :readers)
           select id, 'private', 'subscribed', 0, 0 from chats""",
        {"readers": readers},
    )
    tx.execute(
        "insert into subscriptions (source_id, subscriber_id, wants)"
        " select :id, id, 3 from subscribers",
        {"id": source_id},
    )
    return source_id


def store_article(tx: Tx, number: int, *, now: datetime) -> int:
    """An article as the poller stores it; its id."""
    url = f"https://shurfa.example/news/{number}"
    [source] = sources.active(tx)
    listed = ListedEntry(entry=Entry(id=url, url=url, title=HEADLINE), url_key=url, is_push=True)
    entries.note(tx, source.id, listed, now=now)
    [waiting] = entries.waiting(tx, now=now, limit=1)
    article = Article(title=HEADLINE, paragraphs=GIST, author="ندى خليل", url=url, published=now)
    digest = Digest(headline=HEADLINE, gist=GIST, quotes=())
    return articles.add(tx, waiting, article, digest, now=now)


def publish(tx: Tx, article_id: int, *, now: datetime) -> None:
    [source] = sources.active(tx)
    outbox.broadcast(tx, article_id, source_id=source.id, now=now)


def measure(folder: Path, *, readers: int) -> list[Row]:
    path = folder / "outbox.db"
    numbers = range(BROADCASTS)
    with closing(open_database(f"sqlite:///{path}")) as database:
        database.run_now(settle_in, readers=readers)
        told = [database.run_now(store_article, number, now=NOW) for number in numbers]
    # Opened anew: its log is empty, and grows by what is written from here on.
    with closing(open_database(f"sqlite:///{path}")) as database:
        grown, opened = fan_out(database, path, told)
        began = time.perf_counter()
        leased = database.run_now(outbox.step, [], want=BATCH, now=NOW)
        first = time.perf_counter() - began
        rate, ordered = turns(database, [sent(each.id, each) for each in leased])
    return [
        Row(
            f"fan-out to {readers:,} readers, the row committed",
            f"{1000 * opened:.1f} ms, {grown / 1000:.1f} kB",
            "a row a delivery: 250-900 ms, 10-80 MB",
            "≤ 50 ms, ≤ 1 MB",
        ),
        Row(f"  first lease of {BATCH}", f"{1000 * first:.1f} ms"),
        Row(
            f"settle and lease, {BATCH} a turn, synchronous=FULL",
            f"{rate:,.0f} msg/s",
            "bare SQL in a prototype: 125,000-150,000",
            "≥ 10,000 msg/s",
        ),
        Row(
            f"  memory of this process by then, {readers:,} readers",
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
            target="≤ 150 MB",
        ),
        Row(
            "  ms a turn, p50 / p99",
            f"{1000 * percentile(ordered, 50):.1f} / {1000 * percentile(ordered, 99):.1f}",
            target="p99 ≤ 50 ms",
        ),
    ]


def fan_out(database: Database, path: Path, told: list[int]) -> tuple[float, float]:
    """Bytes that the file and its log grow by, and seconds, a broadcast; one stays open."""
    before, took = size(path), []
    for article_id in told:
        began = time.perf_counter()
        database.run_now(publish, article_id, now=NOW)
        took.append(time.perf_counter() - began)
    grown = (size(path) - before) / len(told)
    database.run_now(lambda tx: tx.execute("update broadcasts set closed_at = 0 where id > 1"))
    return grown, percentile(sorted(took), 50)


def size(path: Path) -> int:
    """Of the database and the log before it."""
    return sum(part.stat().st_size for part in path.parent.glob(f"{path.name}*"))


def sent(message_id: int, delivery: Delivery) -> Settlement:
    return Settlement(delivery=delivery, outcome=Outcome.SENT, message_id=message_id)


def turns(database: Database, settled: list[Settlement]) -> tuple[float, list[float]]:
    """Messages a second over many turns, and the seconds that each took, in order."""
    took, count = [], 0
    for _ in range(TURNS):
        began = time.perf_counter()
        leased = database.run_now(outbox.step, settled, want=BATCH, now=NOW)
        took.append(time.perf_counter() - began)
        settled = [sent(each.id, each) for each in leased]
        count += len(leased)
    return count / sum(took), sorted(took)


def percentile(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
