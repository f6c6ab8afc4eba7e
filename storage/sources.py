"""Sources: the publishers' feeds, and what polling has learned about each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.models import Source
from storage.db import Row, Tx, instant, seconds

WORKS = """failures = 0, last_error = '', failing_since = null, missing_since = null,
  told_broken_at = null"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source as the operator sees it."""

    source: Source
    polled_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    last_error: str
    failing_since: datetime | None
    retired_why: str
    """Why it is asked no more, until the operator adds it again; else empty."""
    articles: int
    entries_failed: int
    """Entries whose page could not be read; `last_entry_error` says why the latest could not."""
    last_entry_error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source that is or was followed."""

    source: Source
    is_active: bool
    is_forbidden: bool
    """Removed by the operator."""
    is_files: bool
    """It follows the sources file."""


def sync(tx: Tx, wanted: Sequence[Source], *, now: datetime) -> None:
    """Make the rows that came from the sources file follow the file; others stay.

    A source that left the file is not polled any more; what it published stays readable. One
    that the operator removed stays removed, and so does one that was retired since it is gone.
    One that has moved may stand in the file under its former address.
    """
    moved = {source.url: current_url(tx, source.url) for source in wanted}
    wanted = [
        replace(source, url=moved[source.url])
        for source in wanted
        if moved[source.url] == source.url or moved.get(moved[source.url]) != moved[source.url]
    ]
    urls = {source.url for source in wanted}
    for row in tx.query("select id, url from sources where origin = 'file' and is_active = 1"):
        if row["url"] not in urls:
            tx.execute("update sources set is_active = 0 where id = :id", {"id": row["id"]})
    for position, source in enumerate(wanted):
        put(tx, source, origin="file", position=position, now=now)


def foreseen(tx: Tx, wanted: Sequence[Source], *, now: datetime) -> list[SourceHealth]:
    """The sources as they will be when the program starts with this file; nothing is written."""
    tx.execute("savepoint foreseen")
    sync(tx, wanted, now=now)
    found = health(tx)
    tx.execute("rollback to savepoint foreseen")
    return found


def current_url(tx: Tx, url: str) -> str:
    """Where the source is now that once had this address; the address itself if none had."""
    rows = tx.query(
        """select s.url from former_addresses f join sources s on s.id = f.source_id
           where f.url = :url""",
        {"url": url},
    )
    return str(rows[0]["url"]) if rows else url


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
             is_active = case when sources.removed_at is null and sources.retired_at is null
               then 1 else 0 end,
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
    """An operator's own source, after all others; one that was removed or retired comes back."""
    there = find(tx, current_url(tx, source.url))
    if there is not None and there.is_active:
        source = replace(source, url=there.source.url)
    tx.execute("update sources set removed_at = null where url = :url", {"url": source.url})
    revive(tx, source.url, now=now)
    return put(tx, source, origin="operator", position=next_position(tx), now=now)


def next_position(tx: Tx) -> int:
    """After all others."""
    return int(tx.query("select coalesce(max(position), -1) + 1 as next from sources")[0]["next"])


def change(tx: Tx, source: Source) -> None:
    """What the operator sets of a source that is followed."""
    tx.execute(
        """update sources set name = :name, topics = :topics, is_default = :is_default
           where id = :id""",
        {
            "name": source.name,
            "topics": json.dumps(source.topics, ensure_ascii=False),
            "is_default": int(source.is_default),
            "id": source.id,
        },
    )


def revive(tx: Tx, url: str, *, now: datetime) -> None:
    """Forget why a source is asked no more: somebody has seen that it answers."""
    tx.execute(
        f"""update sources set {WORKS}, retired_at = null, retired_why = '', next_poll_at = :now
           where url = :url and is_active = 0""",  # noqa: S608 (fixed texts)
        {"url": url, "now": seconds(now)},
    )


def add_for_readers(tx: Tx, source: Source, *, now: datetime) -> int:
    """A source that a reader found; it is polled as long as somebody has it."""
    revive(tx, source.url, now=now)
    return put(tx, source, origin="reader", position=next_position(tx), now=now)


def forbid(tx: Tx, source: Source, *, now: datetime) -> None:
    """No reader may add this one; an operator's own `add` takes that back."""
    source_id = add_for_readers(tx, source, now=now)
    tx.execute(
        "update sources set is_active = 0, removed_at = :now where id = :id",
        {"now": seconds(now), "id": source_id},
    )


def follow_readers(tx: Tx) -> None:
    """Poll what readers added as long as one who can be reached has it, and no longer.

    One that comes back begins anew: what it has listed meanwhile is not pushed.
    """
    tx.execute(
        """update sources set
             is_active = 1 - is_active,
             listed_at = case when is_active = 1 then listed_at end
           where origin = 'reader' and removed_at is null and retired_at is null
             and is_active <> case when exists (
               select 1 from subscriptions c join subscribers r on r.id = c.subscriber_id
               where c.source_id = sources.id and r.standing <> 'gone') then 1 else 0 end"""
    )


def known(tx: Tx) -> list[KnownSource]:
    """Every source there ever was, those that are followed first."""
    rows = tx.query("select * from sources order by is_active desc, id")
    return [known_source_of(row) for row in rows]


def find(tx: Tx, url: str) -> KnownSource | None:
    """The source with exactly that address."""
    rows = tx.query("select * from sources where url = :url", {"url": url})
    return known_source_of(rows[0]) if rows else None


def known_source_of(row: Row) -> KnownSource:
    return KnownSource(
        source=source_of(row),
        is_active=bool(row["is_active"]),
        is_forbidden=row["removed_at"] is not None,
        is_files=row["origin"] == "file",
    )


def remove(tx: Tx, name_or_url: str, *, now: datetime) -> list[Source]:
    """Stop polling the source with that URL or name, even if the sources file still names it;
    which it is. Where several have the name, they are told and none is removed."""
    rows = tx.query(
        """select * from sources
           where (is_active = 1 or (retired_at is not null and removed_at is null))
             and (url = :which or name = :which) order by position, id""",
        {"which": name_or_url},
    )
    rows = [row for row in rows if row["url"] == name_or_url] or rows
    if len(rows) == 1:
        tx.execute(
            "update sources set is_active = 0, removed_at = :now where id = :id",
            {"now": seconds(now), "id": rows[0]["id"]},
        )
    return [source_of(row) for row in rows]


def active(tx: Tx) -> list[Source]:
    """Those that are polled, in the operator's order."""
    return [
        source_of(row)
        for row in tx.query("select * from sources where is_active = 1 order by position, id")
    ]


def starters(tx: Tx) -> list[Source]:
    """What a new reader gets: the operator's defaults, else the first three of the operator."""
    found = [source for source in active(tx) if not source.is_readers]
    return [source for source in found if source.is_default] or found[:3]


def health(tx: Tx) -> list[SourceHealth]:
    """Every source with how it fares: those that are polled, and those that were retired."""
    rows = tx.query(
        """select s.*,
             (select count(*) from articles a where a.source_id = s.id) as articles,
             (select count(*) from entries e
                where e.source_id = s.id and e.reason <> '') as entries_failed,
             coalesce((select e.reason from entries e
                where e.source_id = s.id and e.reason <> '' order by e.id desc limit 1), '')
               as last_entry_error
           from sources s
           where s.is_active = 1 or (s.retired_at is not null and s.removed_at is null)
           order by s.position, s.id"""
    )
    return [
        SourceHealth(
            source=source_of(row),
            polled_at=instant(row["polled_at"]),
            succeeded_at=instant(row["succeeded_at"]),
            failures=row["failures"],
            last_error=row["last_error"],
            failing_since=instant(row["failing_since"]),
            retired_why=row["retired_why"],
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
        is_readers=row["origin"] == "reader",
    )


def joined_source_of(row: Row) -> Source:
    """A source from a row of something of its own, whose columns of the same names come first."""
    own = {name: row[f"source_{name}"] for name in ("id", "url", "topics")}
    return source_of({**row, **own})
