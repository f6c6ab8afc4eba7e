"""Pushes that do not go out as they are found: not wanted, or held back for a while.

What is held back has no row: its reader's next briefing is composed when it is due, from what the
reader has not been told. So only the moment of that is written down.
"""

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.core.models import Candidate, News, Verdict
from storage import preferences
from storage.db import Row, Tx, among, listed, seconds, since_epoch

Judge = Callable[[Candidate, datetime], Verdict]
HOUR = timedelta(hours=1)


def everything_goes(candidate: Candidate, now: datetime) -> Verdict:
    return Verdict(goes=True)


def news_of(row: Row, told: tuple[str, ...]) -> News:
    """From a row that has an article's `sections` and `url`, its `source_topics` and how urgent
    its broadcast is; and from what a message tells of it."""
    return News(
        sections=tuple(json.loads(row["sections"])),
        source_topics=tuple(json.loads(row["source_topics"])),
        url=row["url"],
        told=told,
        is_breaking=bool(row["urgency"]),
    )


def verdict(judge: Judge, row: Row, news: News, *, now: datetime) -> Verdict:
    """On a push to the reader whose columns are in a row; also what he wants of the source, unless
    nobody knows, as after he left it."""
    wants = row.get("wants")
    return judge(
        Candidate(
            settings=preferences.loads(row["settings"]),
            news=news,
            is_follower=wants is None or wants == preferences.EVERYTHING,
            hour_at=since_epoch(row["hour_at"]),
            hour_pushes=row["hour_pushes"],
        ),
        now,
    )


def hold(tx: Tx, verdicts: Iterable[tuple[int, Verdict]]) -> None:
    """Plan the message with the rest for these readers, unless they get one earlier."""
    waiting: dict[datetime, list[int]] = {}
    for subscriber_id, each in verdicts:
        if each.is_rest and each.until is not None:
            waiting.setdefault(each.until, []).append(subscriber_id)
    for at, ids in waiting.items():
        tx.execute(
            among(
                tx,
                """update subscribers set briefing_at = :at
                   where id in {ids} and coalesce(briefing_at, :at + 1) > :at""",
            ),
            {"at": seconds(at), "ids": listed(ids)},
        )


def count(tx: Tx, subscriber_ids: Iterable[int], *, now: datetime) -> None:
    """These readers have been pushed something, or may have: it counts for their hour, which
    begins with its first push."""
    tx.execute(
        among(
            tx,
            """update subscribers set
                 hour_pushes = case when hour_at > :ago then hour_pushes + 1 else 1 end,
                 hour_at = case when hour_at > :ago then hour_at else :now end
               where id in {ids}""",
        ),
        {"ids": listed(subscriber_ids), "now": seconds(now), "ago": seconds(now - HOUR)},
    )
