"""A city of readers for `benchmarks/briefings.py`: as many as are wanted, written in bulk."""

import json
from datetime import UTC, datetime, timedelta
from typing import Final

from outbox_figures import GIST, HEADLINE

from bot.core.models import Source
from storage import Tx, sources
from storage.db import seconds

NOW: Final = datetime(2026, 11, 25, 5, tzinfo=UTC)  # eight o'clock in Riyadh
HOUR: Final = timedelta(hours=1)
SOURCES: Final = 14
ARTICLES: Final = 2000
STORIES: Final = 1500
PUSHED: Final = 5
EARLIER: Final = ("2026-11-24 08:00", "2026-11-24 13:00", "2026-11-24 20:00")
KNOWN_STORIES: Final = 7
SEQUENCE: Final = """with recursive numbers (n) as
  (select 1 union all select n + 1 from numbers where n < :most) """


def build(tx: Tx, *, readers: int) -> None:
    for number in range(SOURCES):
        url = f"https://paper{number}.example/feed"
        sources.add(tx, Source(id=0, name=f"صحيفة {number}", url=url), now=NOW)
    news(tx)
    people(tx, readers)
    history(tx)


def news(tx: Tx) -> None:
    """A day's articles, told at even distances, three of four a story of their own."""
    values = {
        "most": ARTICLES,
        "sources": SOURCES,
        "stories": STORIES,
        "headline": HEADLINE,
        "body": json.dumps(GIST * 3, ensure_ascii=False),
        "gist": json.dumps(GIST[:2], ensure_ascii=False),
        "begin": seconds(NOW - 24 * HOUR) + 1,
        "step": 24 * 3600 // ARTICLES,
    }
    tx.execute(
        SEQUENCE  # noqa: S608
        + """insert into entries (source_id, key, url, title, seen_at, is_push, state, due_at)
           select 1 + n % :sources, cast(n as text), 'https://paper.example/' || n, :headline, 0,
             1, 'stored', 0 from numbers""",
        values,
    )
    tx.execute(
        SEQUENCE  # noqa: S608
        + """insert into articles (entry_id, source_id, title, headline, body, gist, told_at,
             stored_at, story_id)
           select n, 1 + n % :sources, :headline, :headline, :body, :gist, :begin + n * :step,
             :begin + n * :step, 1 + n % :stories from numbers""",
        values,
    )
    tx.execute(
        """insert into stories (id, opened_at, last_at, sources)
           select story_id, min(stored_at), max(stored_at), count(*) from articles
           group by story_id""",
    )
    tx.execute(
        """insert into quotes (article_id, position, text, speaker, role, kind, is_key, paragraph,
             start_at)
           select id, 0, :said, 'سامر الحدّاد', 'وزير الري', 'speech', 1, 0, 0 from articles""",
        {"said": "هذا القانون خطوة أولى، ولن تُحفر بئر واحدة قبل دراسة شاملة"},
    )


def people(tx: Tx, readers: int) -> None:
    values = {"most": readers, "now": seconds(NOW), "briefed": seconds(NOW - 12 * HOUR)}
    tx.execute(
        SEQUENCE  # noqa: S608
        + """insert into subscribers (chat_id, kind, standing, joined_at, changed_at, briefed_at,
             briefing_at)
           select n, 'private', 'subscribed', 0, 0, :briefed, :now from numbers""",
        values,
    )
    tx.execute(
        """insert into subscriptions (source_id, subscriber_id, wants)
           select s.id, r.id, 1 from subscribers r cross join sources s"""
    )


def history(tx: Tx) -> None:
    """What readers have been told since yesterday: pushes and briefings."""
    tx.execute(
        """insert into receipts (article_id, subscriber_id, message_id, sent_at)
           select a.id, r.id, 1, a.stored_at from subscribers r cross join articles a
           where a.id % :every = 0""",
        {"every": ARTICLES // PUSHED},
    )
    for at, slot in enumerate(EARLIER):
        date, moment = slot.split()
        first = 1 + at * KNOWN_STORIES
        told = [[story, story] for story in range(first, first + KNOWN_STORIES)]
        contents = {"kind": "scheduled", "since": 0, "stories": told, "pushed": [], "said": None}
        tx.execute(
            """insert into briefings (subscriber_id, local_date, slot, made_at, contents)
               select id, :date, :slot, :made, :contents from subscribers""",
            {
                "date": date,
                "slot": moment,
                "made": seconds(NOW - (24 - 5 * at) * HOUR),
                "contents": json.dumps({**contents, "left": 0}),
            },
        )


def scatter(tx: Tx, *, readers: int) -> None:
    """Each of the first readers follows other sources than the rest: as many as its number has
    bits, and the first."""
    tx.execute(
        """update subscriptions set is_muted = 1
           where source_id > 1 and subscriber_id <= :readers
             and (subscriber_id >> cast(source_id - 2 as integer)) & 1 = 0""",
        {"readers": readers},
    )


def restore(tx: Tx) -> None:
    """Undo what was made and scattered."""
    values = {"now": seconds(NOW), "briefed": seconds(NOW - 12 * HOUR)}
    tx.execute("delete from briefings where made_at = :now", values)
    tx.execute("update subscribers set briefing_at = :now, briefed_at = :briefed", values)
    tx.execute("update subscriptions set is_muted = 0 where is_muted = 1")
