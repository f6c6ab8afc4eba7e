"""Sources: the publishers' feeds, and what polling has learned about each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.models import PollState, Source
from storage.db import Row, Tx, instant, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source as the operator sees it."""

    source: Source
    origin: str
    polled_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    last_error: str
    articles: int
    entries_failed: int
    """Entries whose page could not be read; `last_entry_error` says why the latest could not."""
    last_entry_error: str


def sync(tx: Tx, wanted: Sequence[Source], *, now: datetime) -> None:
    """Make the rows that came from the sources file follow the file; others stay.

    A source that left the file is not polled any more; what it published stays readable. One
    that the operator removed stays removed.
    """
    urls = {source.url for source in wanted}
    for row in tx.query("select id, url from sources where origin = 'file' and is_active = 1"):
        if row["url"] not in urls:
            tx.execute("update sources set is_active = 0 where id = :id", {"id": row["id"]})
    for position, source in enumerate(wanted):
        put(tx, source, origin="file", position=position, now=now)


def put(tx: Tx, source: Source, *, origin: str, position: int, now: datetime) -> int:
    """Add a source, or bring back and update the one with its URL; its id.

    One that comes back begins anew: what it has listed meanwhile is not pushed to readers.
    """
    rows = tx.query(
        """insert into sources
             (name, url, country, language, topics, is_default, origin, position,
              added_at, next_poll_at)
           values
             (:name, :url, :country, :language, :topics, :is_default, :origin, :position,
              :now, :now)
           on conflict (url) do update set
             name = excluded.name, country = excluded.country, language = excluded.language,
             topics = excluded.topics, is_default = excluded.is_default,
             origin = excluded.origin, position = excluded.position,
             is_active = case when sources.removed_at is null then 1 else 0 end,
             listed_at = case when sources.is_active = 1 then sources.listed_at end
           returning id""",
        {
            "name": source.name,
            "url": source.url,
            "country": source.country,
            "language": source.language,
            "topics": json.dumps(source.topics, ensure_ascii=False),
            "is_default": int(source.is_default),
            "origin": origin,
            "position": position,
            "now": seconds(now),
        },
    )
    return int(rows[0]["id"])


def add(tx: Tx, source: Source, *, now: datetime) -> int:
    """An operator's own source, after all others; one that was removed comes back."""
    tx.execute("update sources set removed_at = null where url = :url", {"url": source.url})
    last = tx.query("select coalesce(max(position), -1) as last from sources")[0]["last"]
    return put(tx, source, origin="operator", position=int(last) + 1, now=now)


def remove(tx: Tx, name_or_url: str, *, now: datetime) -> Source | None:
    """Stop polling a source, even if the sources file still names it; None if no active one
    has that name or URL."""
    rows = tx.query(
        """update sources set is_active = 0, removed_at = :now
           where is_active = 1 and (url = :which or name = :which) returning *""",
        {"which": name_or_url, "now": seconds(now)},
    )
    return source_of(rows[0]) if rows else None


def active(tx: Tx) -> list[Source]:
    """Those that are polled, in the operator's order."""
    return [
        source_of(row)
        for row in tx.query("select * from sources where is_active = 1 order by position, id")
    ]


def starters(tx: Tx) -> list[Source]:
    """What a new reader gets: the operator's defaults, else the first three."""
    found = active(tx)
    return [source for source in found if source.is_default] or found[:3]


def due(tx: Tx, *, now: datetime, limit: int) -> list[PollState]:
    """Sources whose time has come, the longest waiting first."""
    return [
        PollState(
            source=source_of(row),
            etag=row["etag"],
            last_modified=row["last_modified"],
            body_hash=row["body_hash"],
            failures=row["failures"],
            is_first=row["listed_at"] is None,
        )
        for row in tx.query(
            """select * from sources where is_active = 1 and next_poll_at <= :now
               order by next_poll_at limit :limit""",
            {"now": seconds(now), "limit": limit},
        )
    ]


def polled(tx: Tx, state: PollState, *, now: datetime, next_poll_at: datetime) -> None:
    """The source answered: remember its validators, forget its failures."""
    tx.execute(
        """update sources set etag = :etag, last_modified = :last_modified,
             body_hash = :body_hash, polled_at = :now, succeeded_at = :now,
             listed_at = coalesce(listed_at, :now), failures = 0, last_error = '',
             next_poll_at = :next
           where id = :id""",
        {
            "etag": state.etag,
            "last_modified": state.last_modified,
            "body_hash": state.body_hash,
            "now": seconds(now),
            "next": seconds(next_poll_at),
            "id": state.source.id,
        },
    )


def failed(tx: Tx, source_id: int, *, reason: str, now: datetime, next_poll_at: datetime) -> None:
    tx.execute(
        """update sources set polled_at = :now, failures = failures + 1,
             last_error = :reason, next_poll_at = :next where id = :id""",
        {
            "reason": reason,
            "now": seconds(now),
            "next": seconds(next_poll_at),
            "id": source_id,
        },
    )


def health(tx: Tx) -> list[SourceHealth]:
    """Every active source with how it fares."""
    rows = tx.query(
        """select s.*,
             (select count(*) from articles a where a.source_id = s.id) as articles,
             (select count(*) from entries e
                where e.source_id = s.id and e.reason <> '') as entries_failed,
             coalesce((select e.reason from entries e
                where e.source_id = s.id and e.reason <> '' order by e.id desc limit 1), '')
               as last_entry_error
           from sources s where s.is_active = 1 order by s.position, s.id"""
    )
    return [
        SourceHealth(
            source=source_of(row),
            origin=row["origin"],
            polled_at=instant(row["polled_at"]),
            succeeded_at=instant(row["succeeded_at"]),
            failures=row["failures"],
            last_error=row["last_error"],
            articles=row["articles"],
            entries_failed=row["entries_failed"],
            last_entry_error=row["last_entry_error"],
        )
        for row in rows
    ]


def source_of(row: Row) -> Source:
    """A source from a row that has all columns of `sources`."""
    return Source(
        id=row["id"],
        name=row["name"],
        url=row["url"],
        country=row["country"],
        language=row["language"],
        topics=tuple(json.loads(row["topics"])),
        is_default=bool(row["is_default"]),
    )
