"""Entries as feeds list them: known for ever, read once, read again when they are edited.

An entry is a row before its page is read, so that a crash between the feed and the page loses
nothing; the row stays afterwards, so that an item is never new twice. After a while it keeps its
keys only.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.models import Entry, ListedEntry, Source
from storage.db import (
    Row,
    Tx,
    among,
    among_texts,
    instant,
    listed,
    listed_texts,
    seconds,
    seconds_or_none,
)
from storage.sources import joined_source_of

WORDS_KEPT = timedelta(days=90)
TITLES_COMPARED = 500
MOST_REVISITS = 3
MOST_OF_A_SOURCE = 20
MOST_WAITING = 400
"""Of a source: what two of the longest feeds list."""
ORDER = """e.is_push desc, case when e.published_at < e.seen_at then e.published_at
  else e.seen_at end desc, e.id"""
"""Of what one source has waiting: news first, the newest first. A date in the future says
nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry whose page is to be read."""

    id: int
    source: Source
    entry: Entry
    words: str
    """As its feed had it when this was looked up."""
    is_push: bool
    attempts: int
    article_id: int | None = None
    """The article it has become before it was edited."""
    page_key: str = ""
    """Equal for all entries that lead to the same page, as that names itself; known once it has
    been read."""
    problem: str = ""
    """Why its page was not read, if the feed's own words have made an article of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What is remembered of an entry that a source has listed before."""

    id: int
    key: str
    url_key: str
    words: str
    """See `listing.words`; empty for one that was listed before edits were looked for."""


def known(tx: Tx, source_id: int, listed: Sequence[ListedEntry]) -> list[KnownEntry]:
    """What of this a source has listed before, by its id or by the same link: some publishers
    change their ids."""
    columns = "select id, key, url_key, words from entries where source_id = :source_id"
    rows = tx.query(
        among_texts(tx, f"{columns} and key in {{keys}} union {columns} and url_key in {{urls}}"),
        {
            "source_id": source_id,
            "keys": listed_texts(each.entry.id for each in listed),
            "urls": listed_texts(each.url_key for each in listed if each.url_key),
        },
    )
    return [KnownEntry(**row) for row in rows]


def note(
    tx: Tx, source_id: int, listed: ListedEntry, *, now: datetime, state: str = "waiting"
) -> bool:
    """Remember a listed entry; False if this source has listed it before."""
    inserted = tx.execute(
        """insert into entries
             (source_id, key, url, url_key, title, summary, content, author, image, topics,
              published_at, seen_at, is_push, state, due_at, words)
           select :source_id, :key, :url, :url_key, :title, :summary, :content, :author,
             :image, :topics, :published_at, :now, :is_push, :state, :now, :words
           where not exists (select 1 from entries
             where source_id = :source_id and url_key = :url_key and :url_key <> '')
           on conflict (source_id, key) do nothing""",
        {
            **columns_of(listed),
            "source_id": source_id,
            "url_key": listed.url_key,
            "published_at": seconds_or_none(listed.entry.published),
            "now": seconds(now),
            "is_push": int(listed.is_push),
            "state": state,
        },
    )
    return inserted > 0


def columns_of(listed: ListedEntry) -> Row:
    """What an edit may change."""
    entry = listed.entry
    return {
        "key": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content": entry.content,
        "author": entry.author,
        "image": entry.image,
        "topics": json.dumps(entry.topics, ensure_ascii=False),
        "words": listed.words,
    }


def amend(tx: Tx, known: KnownEntry, listed: ListedEntry, *, now: datetime) -> bool:
    """The publisher has edited a known entry; True if its page is to be read again.

    One that still waits is read with the new words anyway (`settle`). An article is read again a
    few times and then no more: some feeds change with every poll.
    """
    values = {**columns_of(listed), "id": known.id, "now": seconds(now), "most": MOST_REVISITS}
    revisited = 0
    if known.words and not tx.execute(
        """update entries set title = :title, summary = :summary, content = :content,
             author = :author, image = :image, topics = :topics
           where id = :id and state = 'waiting'""",
        values,
    ):
        revisited = tx.execute(
            """update entries set title = :title, summary = :summary, content = :content,
                 author = :author, image = :image, topics = :topics, state = 'waiting',
                 revisits = revisits + 1, attempts = 0, due_at = :now, is_push = 0
               where id = :id and state = 'stored' and revisits < :most
                 and article_id is not null""",
            values,
        )
    tx.execute("update entries set words = :words where id = :id", values)
    return revisited > 0


def titles(tx: Tx, source_id: int) -> list[tuple[str, datetime | None]]:
    """The latest headlines of a source, each with its time."""
    rows = tx.query(
        """select title, published_at from entries where source_id = :id and title <> ''
           order by seen_at desc, id desc limit :limit""",
        {"id": source_id, "limit": TITLES_COMPARED},
    )
    return [(row["title"], instant(row["published_at"])) for row in rows]


def newest(tx: Tx, source_id: int) -> datetime | None:
    """The time of the newest entry that a source has listed so far."""
    rows = tx.query(
        "select max(published_at) as newest from entries where source_id = :id",
        {"id": source_id},
    )
    return instant(rows[0]["newest"])


def waiting(tx: Tx, *, now: datetime, limit: int) -> list[WaitingEntry]:
    """Entries to be read now: one of each source, then a second of each, and so on for a few, so
    that nobody keeps the others waiting with what he lists; who waits longest goes first."""
    rows = tx.query(
        f"""select e.*, e.id as entry_id, s.name, s.country, s.language, s.is_default, s.origin,
             s.url as source_url, s.topics as source_topics
           from (select e.*, row_number() over (partition by e.source_id order by {ORDER})
               as place
             from entries e where e.state = 'waiting' and e.due_at <= :now) e
           join sources s on s.id = e.source_id
           where e.place <= {MOST_OF_A_SOURCE}
           order by e.place, e.due_at, e.id limit :limit""",  # noqa: S608 (fixed texts)
        {"now": seconds(now), "limit": limit},
    )
    return [waiting_of(row) for row in rows]


def drop_oldest(tx: Tx, source_id: int) -> int:
    """Give up what waits beyond what one source may have waiting; how much that was."""
    return tx.execute(
        f"""update entries set reason = 'too much was waiting before it', content = '',
             state = case when article_id is null then 'failed' else 'stored' end
           where id in (select id from (
               select e.id, row_number() over (order by {ORDER}) as place from entries e
               where e.state = 'waiting' and +e.source_id = :source_id) listed
             where place > {MOST_WAITING})""",  # noqa: S608 (fixed texts)
        {"source_id": source_id},
    )  # «+»: else SQLite looks at all that the source has ever listed


def waiting_of(row: Row) -> WaitingEntry:
    return WaitingEntry(
        id=row["entry_id"],
        source=joined_source_of(row),
        entry=Entry(
            id=row["key"],
            url=row["url"],
            title=row["title"],
            summary=row["summary"],
            content=row["content"],
            author=row["author"],
            image=row["image"],
            topics=tuple(json.loads(row["topics"])),
            published=instant(row["published_at"]),
        ),
        words=row["words"],
        is_push=bool(row["is_push"]),
        attempts=row["attempts"],
        article_id=row["article_id"],
    )


def postpone(tx: Tx, entry_id: int, *, due_at: datetime, reason: str) -> None:
    """Its page could not be read: try again later."""
    tx.execute(
        """update entries set attempts = attempts + 1, due_at = :due, reason = :reason
           where id = :id""",
        {"due": seconds(due_at), "reason": reason, "id": entry_id},
    )


def leave_alone(tx: Tx, entry_ids: Iterable[int], *, until: datetime) -> None:
    """The host of their pages wants to be left alone: they are not due before that."""
    tx.execute(
        among(tx, "update entries set due_at = :until where id in {ids}"),
        {"until": seconds(until), "ids": listed(entry_ids)},
    )


def settle(tx: Tx, waiting: WaitingEntry, *, article_id: int, is_same: bool = False) -> None:
    """It has become an article, or is the same as one (`is_same`). An article that was edited
    while its page was being read is to be read again."""
    is_edited = "words <> :words and revisits < :most"
    tx.execute(
        f"""update entries set reason = :problem, page_key = :page_key, article_id = :article_id,
             state = case when {is_edited} then 'waiting' else :state end,
             content = case when {is_edited} then content else '' end,
             revisits = case when {is_edited} then revisits + 1 else revisits end,
             attempts = 0, is_push = 0
           where id = :id""",  # noqa: S608 (fixed texts)
        {
            "state": "known" if is_same else "stored",
            "problem": waiting.problem,
            "page_key": waiting.page_key,
            "article_id": article_id,
            "words": waiting.words,
            "most": 0 if is_same else MOST_REVISITS,
            "id": waiting.id,
        },
    )


def give_up(tx: Tx, entry_id: int, *, reason: str) -> None:
    """It will not become another article; the row keeps it from being new again."""
    tx.execute(
        """update entries set reason = :reason, content = '',
             state = case when article_id is null then 'failed' else 'stored' end
           where id = :id""",
        {"reason": reason, "id": entry_id},
    )


def prune(tx: Tx, *, now: datetime, most: int) -> int:
    """Let go of the words of so many entries that are long settled; their keys stay, so that what
    comes back is not new. How many there were."""
    return tx.execute(
        """update entries set title = '', summary = '', content = '', author = '', image = '',
             topics = '[]', reason = ''
           where id in (select id from entries
             where seen_at < :before and title <> '' and state <> 'waiting'
             order by seen_at limit :most)""",
        {"before": seconds(now - WORDS_KEPT), "most": most},
    )
