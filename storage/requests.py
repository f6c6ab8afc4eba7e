"""What readers ask for: addresses to look at, articles to read, and sources to be added.

A `looks` row is written before anything is fetched and names the message that tells how it goes,
so that a look that a restart cut short is taken up again. An `additions` row is one source that a
chat wants; it waits here for the operator where the operator decides, and both together are what
the limits an hour are counted from.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.core.models import FoundFeed, Subscriber
from storage.db import Row, Tx, instant, seconds, seconds_or_none
from storage.subscribers import subscriber_of

LOOKS_KEPT = timedelta(days=2)
ADDITIONS_KEPT = timedelta(days=90)

Sought = Literal["source", "list", "article"]
"""Feeds to follow at an address; those that a file lists; or the article whose page it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An address, or a file of addresses, that a chat wants to be looked at."""

    id: int
    subscriber: Subscriber
    what: str
    """The address as it was given; of a list what Telegram calls its file."""
    sought: Sought
    message_id: int
    """The message that tells how it goes; 0 before there is one."""
    feeds: tuple[FoundFeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A source that a chat wants."""

    id: int
    subscriber: Subscriber
    feed: FoundFeed
    state: str
    """pending | accepted | refused"""


def offer(tx: Tx, subscriber_id: int, address: str, *, now: datetime) -> int:
    """Note an address that the reader may want to be looked at; `begin` is when they do."""
    return note(tx, now=now, subscriber_id=subscriber_id, what=address, state="offered")


def ask(tx: Tx, subscriber_id: int, what: str, *, sought: Sought = "source", now: datetime) -> int:
    """Note what is to be looked at."""
    row = {"subscriber_id": subscriber_id, "what": what, "is_file": int(sought == "list")}
    return note(tx, now=now, state="reading" if sought == "article" else "looking", **row)


def note(tx: Tx, *, now: datetime, **row: object) -> int:
    rows = tx.query(
        """insert into looks (subscriber_id, what, is_file, state, asked_at)
           values (:subscriber_id, :what, :is_file, :state, :now) returning id""",
        {"is_file": 0, "now": seconds(now), **row},
    )
    return int(rows[0]["id"])


def begin(tx: Tx, look_id: int, *, message_id: int, now: datetime) -> bool:
    """The reader says so to an offer; False if it had been said before."""
    return (
        tx.execute(
            """update looks set state = 'looking', message_id = :message_id, asked_at = :now
               where id = :id and state = 'offered'""",
            {"message_id": message_id, "now": seconds(now), "id": look_id},
        )
        > 0
    )


def place(tx: Tx, look_id: int, *, message_id: int) -> None:
    tx.execute(
        "update looks set message_id = :message_id where id = :id",
        {"message_id": message_id, "id": look_id},
    )


def remember(tx: Tx, look_id: int, feeds: Sequence[FoundFeed]) -> None:
    """What the look has found can be chosen from."""
    tx.execute(
        "update looks set feeds = :feeds where id = :id",
        {"feeds": json.dumps([feed_json(feed) for feed in feeds]), "id": look_id},
    )


def finish(tx: Tx, look_id: int) -> None:
    """The look is over, and told."""
    tx.execute("update looks set state = 'done' where id = :id", {"id": look_id})


def find(tx: Tx, look_id: int) -> Look | None:
    rows = tx.query(LOOK_COLUMNS + "where l.id = :id", {"id": look_id})
    return look_of(rows[0]) if rows else None


def unfinished(tx: Tx) -> list[Look]:
    """What a restart has cut short."""
    return [
        look_of(row) for row in tx.query(LOOK_COLUMNS + "where l.state in ('looking', 'reading')")
    ]


LOOK_COLUMNS = """select s.*, l.id as look_id, l.what, l.is_file, l.state, l.message_id, l.feeds
  from looks l join subscribers s on s.id = l.subscriber_id """


def look_of(row: Row) -> Look:
    return Look(
        id=row["look_id"],
        subscriber=subscriber_of(row),
        what=row["what"],
        sought="list" if row["is_file"] else "article" if row["state"] == "reading" else "source",
        message_id=row["message_id"],
        feeds=tuple(feed_of(each) for each in json.loads(row["feeds"])),
    )


def looks_since(tx: Tx, subscriber_id: int, since: datetime) -> int:
    return counted(
        tx,
        """select count(*) as n from looks
           where subscriber_id = :id and asked_at > :since and state <> 'offered'""",
        subscriber_id,
        since,
    )


def additions_since(tx: Tx, subscriber_id: int, since: datetime) -> int:
    return counted(
        tx,
        """select count(*) as n from additions
           where subscriber_id = :id and asked_at > :since""",
        subscriber_id,
        since,
    )


def counted(tx: Tx, sql: str, subscriber_id: int, since: datetime) -> int:
    return int(tx.query(sql, {"id": subscriber_id, "since": seconds(since)})[0]["n"])


def add(tx: Tx, subscriber_id: int, feed: FoundFeed, *, state: str, now: datetime) -> int:
    """A source that a chat wants; what is accepted at once has nothing to tell later."""
    rows = tx.query(
        """insert into additions (subscriber_id, url, feed, state, is_told, asked_at)
           values (:subscriber_id, :url, :feed, :state, :is_told, :now) returning id""",
        {
            "subscriber_id": subscriber_id,
            "url": feed.url,
            "feed": json.dumps(feed_json(feed)),
            "state": state,
            "is_told": int(state != "pending"),
            "now": seconds(now),
        },
    )
    return int(rows[0]["id"])


def addition(tx: Tx, addition_id: int) -> Addition | None:
    rows = tx.query(ADDITION_COLUMNS + "where a.id = :id", {"id": addition_id})
    return addition_of(rows[0]) if rows else None


def pending_of(tx: Tx, subscriber_id: int) -> list[Addition]:
    rows = tx.query(
        ADDITION_COLUMNS + "where a.state = 'pending' and a.subscriber_id = :id",
        {"id": subscriber_id},
    )
    return [addition_of(row) for row in rows]


def decide(tx: Tx, url: str, *, state: str) -> list[Addition]:
    """Settle every chat's wish for that source; those that are settled by it, to be told."""
    rows = tx.query(
        """update additions set state = :state, is_told = 0
           where url = :url and state = 'pending' returning id""",
        {"state": state, "url": url},
    )
    ids = [row["id"] for row in rows]
    return [each for each in (addition(tx, found) for found in ids) if each is not None]


def untold(tx: Tx) -> list[Addition]:
    """What has not been passed on: to the operator a wish, to a reader the answer."""
    rows = tx.query(ADDITION_COLUMNS + "where a.is_told = 0 order by a.id")
    return [addition_of(row) for row in rows]


def told(tx: Tx, addition: Addition) -> None:
    """It has been passed on as it stood then: what was decided meanwhile is still to be told."""
    tx.execute(
        "update additions set is_told = 1 where id = :id and state = :state",
        {"id": addition.id, "state": addition.state},
    )


ADDITION_COLUMNS = """select s.*, a.id as addition_id, a.feed, a.state
  from additions a join subscribers s on s.id = a.subscriber_id """


def addition_of(row: Row) -> Addition:
    return Addition(
        id=row["addition_id"],
        subscriber=subscriber_of(row),
        feed=feed_of(json.loads(row["feed"])),
        state=row["state"],
    )


def forget(tx: Tx, *, now: datetime) -> None:
    """Let go of what nobody asks for any more; what waits for the operator stays."""
    tx.execute("delete from looks where asked_at < :before", {"before": seconds(now - LOOKS_KEPT)})
    tx.execute(
        "delete from additions where asked_at < :before and state <> 'pending'",
        {"before": seconds(now - ADDITIONS_KEPT)},
    )


def feed_json(feed: FoundFeed) -> Row:
    return {
        "url": feed.url,
        "title": feed.title,
        "kind": feed.kind,
        "entries": feed.entries,
        "newest": seconds_or_none(feed.newest),
        "language": feed.language,
        "topics": feed.topics,
    }


def feed_of(stored: Row) -> FoundFeed:
    return FoundFeed(
        **{**stored, "newest": instant(stored["newest"]), "topics": tuple(stored["topics"])}
    )
