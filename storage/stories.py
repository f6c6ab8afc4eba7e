"""Which articles tell one story: rows that outlive the index in memory.

A story has the id of the article that opened it. What an article is known again by is kept until
its story is closed.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.core.models import STORY_OPEN, Development, Telling
from storage.db import Row, Tx, among, instant, listed, seconds, since_epoch
from storage.sources import source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article that may be told again."""

    article_id: int
    story_id: int
    fingerprint: str
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is known of a story as a whole."""

    id: int
    sources: int
    """Independent ones that tell it."""
    breaking_at: datetime | None
    """When it was last pushed as breaking news."""
    development_id: int | None
    """The latest."""
    grown_at: datetime
    """When messages that tell of it were, or are to be, brought up to date with what other sources
    tell."""
    growths: int
    """How often that was so."""


def take_turn(tx: Tx) -> None:
    """One transaction after the other lets articles join stories: of two that tell the same
    event, the second must see the first. Until this one ends the others wait."""
    if tx.dialect == "postgresql":
        tx.execute("lock table fingerprints in share row exclusive mode")


def open_(tx: Tx, article_id: int, *, told_at: datetime) -> None:
    """A story of its own for an article."""
    values = {"id": article_id, "at": seconds(told_at)}
    tx.execute("insert into stories (id, opened_at, last_at) values (:id, :at, :at)", values)
    tx.execute("update articles set story_id = :id where id = :id", values)


def join(
    tx: Tx, article_id: int, story_id: int, *, near_copy_of: int | None, told_at: datetime
) -> None:
    """An article that has opened a story belongs to an earlier one. That it repeats what a
    reader's own source has told takes nothing from it."""
    values = {
        "id": article_id,
        "story_id": story_id,
        "near": near_copy_of,
        "at": seconds(told_at),
    }
    tx.execute(
        """update articles set story_id = :story_id, near_copy_of = (select o.id from articles o
             join sources s on s.id = o.source_id and s.origin <> 'reader' where o.id = :near)
           where id = :id""",
        values,
    )
    tx.execute("delete from stories where id = :id", values)
    tx.execute(
        """update stories set last_at = case when last_at < :at then :at else last_at end
           where id = :story_id""",
        values,
    )


def keep(tx: Tx, kept: Kept) -> None:
    """Keep by what an article is known again."""
    tx.execute(
        """insert into fingerprints (article_id, story_id, told_at, fingerprint)
           values (:article_id, :story_id, :at, :fingerprint)""",
        {
            "article_id": kept.article_id,
            "story_id": kept.story_id,
            "at": seconds(kept.told_at),
            "fingerprint": kept.fingerprint,
        },
    )


def renew(tx: Tx, article_id: int, fingerprint: str) -> None:
    """An article is known again by something else, in the story that it is in."""
    tx.execute(
        "update fingerprints set fingerprint = :fingerprint where article_id = :id",
        {"fingerprint": fingerprint, "id": article_id},
    )


def kept_after(tx: Tx, article_id: int, *, most: int = 1_000_000) -> list[Kept]:
    """What was kept of later articles, in their order."""
    rows = tx.query(
        "select * from fingerprints where article_id > :id order by article_id limit :most",
        {"id": article_id, "most": most},
    )
    return [kept_of(row) for row in rows]


def kept_of_these(tx: Tx, article_ids: Collection[int]) -> list[Kept]:
    """What is kept of these articles, in their order."""
    rows = tx.query(
        among(tx, "select * from fingerprints where article_id in {ids} order by article_id"),
        {"ids": listed(article_ids)},
    )
    return [kept_of(row) for row in rows]


def kept_of(row: Row) -> Kept:
    return Kept(
        article_id=row["article_id"],
        story_id=row["story_id"],
        fingerprint=row["fingerprint"],
        told_at=since_epoch(row["told_at"]),
    )


def told_at(tx: Tx, article_id: int) -> datetime:
    """When an article was published, as far as that is known; never later than now."""
    rows = tx.query("select told_at from articles where id = :id", {"id": article_id})
    return since_epoch(rows[0]["told_at"])


def story_id_of(tx: Tx, article_id: int) -> int:
    rows = tx.query("select story_id from articles where id = :id", {"id": article_id})
    return int(rows[0]["story_id"])


def get(tx: Tx, story_id: int) -> Story:
    row = tx.query("select * from stories where id = :id", {"id": story_id})[0]
    return Story(
        id=row["id"],
        sources=row["sources"],
        breaking_at=instant(row["breaking_at"]),
        development_id=row["development_id"],
        grown_at=since_epoch(row["grown_at"]),
        growths=row["growths"],
    )


def turn_breaking(tx: Tx, story_id: int, *, now: datetime) -> None:
    tx.execute(
        "update stories set breaking_at = :now where id = :id",
        {"now": seconds(now), "id": story_id},
    )


def tellings(tx: Tx, story_id: int) -> list[Telling]:
    """All tellings of a story that its sources stand by, in the order in which they came."""
    rows = tx.query(
        """select a.id as article_id, a.told_at, a.headline, a.topics as article_topics,
             a.near_copy_of, f.fingerprint, s.*,
             case when exists (select 1 from broadcasts b where b.article_id = a.id)
               or exists (select 1 from receipts r where r.article_id = a.id)
               or exists (select 1 from deliveries d where d.article_id = a.id)
               then 1 else 0 end as is_pushed
           from articles a join sources s on s.id = a.source_id
             join fingerprints f on f.article_id = a.id
           where a.story_id = :id and a.withdrawn_at is null order by a.id""",
        {"id": story_id},
    )
    return [
        Telling(
            article_id=row["article_id"],
            source=source_of(row),
            told_at=since_epoch(row["told_at"]),
            headline=row["headline"],
            topics=tuple(json.loads(row["article_topics"])),
            fingerprint=row["fingerprint"],
            near_copy_of=row["near_copy_of"],
            is_pushed=bool(row["is_pushed"]),
        )
        for row in rows
    ]


def grow(tx: Tx, story_id: int, *, sources: int, development_id: int | None) -> None:
    """So many independent sources tell a story, and this is the latest of it."""
    tx.execute(
        "update stories set sources = :sources, development_id = :latest where id = :id",
        {"sources": sources, "latest": development_id, "id": story_id},
    )


def will_grow(tx: Tx, story_id: int, *, at: datetime) -> None:
    """The messages that tell of a story are to be brought up to date then."""
    tx.execute(
        "update stories set grown_at = :at, growths = growths + 1 where id = :id",
        {"at": seconds(at), "id": story_id},
    )


def told_by(tx: Tx, article_id: int) -> tuple[str, ...]:
    """The names of the operator's other sources that tell an article's story in words of their
    own, in the order in which they came."""
    rows = tx.query(
        """select s.name, min(o.id) as first from articles a
             join articles o on o.story_id = a.story_id and o.source_id <> a.source_id
             join sources s on s.id = o.source_id and s.origin <> 'reader'
           where a.id = :id and o.withdrawn_at is null and o.near_copy_of is null
           group by s.name order by min(o.id)""",
        {"id": article_id},
    )
    return tuple(row["name"] for row in rows)


def development_after(tx: Tx, article_id: int, development_id: int | None) -> Development | None:
    """The latest of a story, for who has read this article of it."""
    if development_id is None or development_id == article_id:
        return None
    rows = tx.query(
        """select n.id, n.headline, n.lead from articles n join articles a on a.id = :id
           where n.id = :latest and n.told_at >= a.told_at""",
        {"id": article_id, "latest": development_id},
    )
    return Development(rows[0]["id"], rows[0]["lead"] or rows[0]["headline"]) if rows else None


def headlines(
    tx: Tx, source_id: int, *, since: datetime
) -> list[tuple[str, tuple[str, ...], datetime]]:
    """What a source has told since then: headline, its own sections, time."""
    rows = tx.query(
        """select headline, topics, told_at from articles
           where source_id = :id and told_at > :since""",
        {"id": source_id, "since": seconds(since)},
    )
    return [
        (row["headline"], tuple(json.loads(row["topics"])), since_epoch(row["told_at"]))
        for row in rows
    ]


def forget(tx: Tx, *, now: datetime) -> None:
    """Let go of what closed stories would be known by."""
    tx.execute(
        """delete from fingerprints where told_at < :before
             and exists (select 1 from stories s where s.id = story_id and s.last_at < :before)""",
        {"before": seconds(now - STORY_OPEN)},
    )
