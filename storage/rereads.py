"""Articles that were pushed lately and whose pages are to be looked at again: a row each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.db import Tx, among, listed, seconds, since_epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A page that is to be read again."""

    article_id: int
    source_id: int
    url: str
    source_url: str
    """Of the feed that led there."""
    stored_at: datetime
    page_title: str
    """The headline that the page had when it was last read; empty if it was not."""
    etag: str
    last_modified: str


def plan(tx: Tx, article_id: int, *, page_title: str, due_at: datetime) -> None:
    """Look at a new article's page again."""
    tx.execute(
        "insert into rereads (article_id, page_title, due_at) values (:id, :title, :due)",
        {"id": article_id, "title": page_title, "due": seconds(due_at)},
    )


def remember_title(tx: Tx, article_id: int, page_title: str) -> None:
    """The page was read again since its feed told of an edit."""
    tx.execute(
        """update rereads set page_title = :title, etag = '', last_modified = ''
           where article_id = :id""",
        {"id": article_id, "title": page_title},
    )


def due(tx: Tx, *, now: datetime, limit: int) -> list[Reread]:
    rows = tx.query(
        """select r.*, a.source_id, a.url, a.stored_at, s.url as source_url
           from rereads r
             join articles a on a.id = r.article_id join sources s on s.id = a.source_id
           where r.due_at <= :now order by r.due_at, r.article_id limit :limit""",
        {"now": seconds(now), "limit": limit},
    )
    return [
        Reread(
            article_id=row["article_id"],
            source_id=row["source_id"],
            url=row["url"],
            source_url=row["source_url"],
            stored_at=since_epoch(row["stored_at"]),
            page_title=row["page_title"],
            etag=row["etag"],
            last_modified=row["last_modified"],
        )
        for row in rows
    ]


def postpone(tx: Tx, article_ids: Iterable[int], *, until: datetime) -> None:
    """The host of their pages wants to be left alone: they are not due before that."""
    tx.execute(
        among(tx, "update rereads set due_at = :until where article_id in {ids}"),
        {"until": seconds(until), "ids": listed(article_ids)},
    )


def looked(tx: Tx, again: Reread, *, due_at: datetime | None) -> None:
    """A page was looked at: what is known of it now, and when to look again, if at all."""
    if due_at is None:
        tx.execute("delete from rereads where article_id = :id", {"id": again.article_id})
        return
    tx.execute(
        """update rereads set page_title = :title, etag = :etag, last_modified = :modified,
             due_at = :due where article_id = :id""",
        {
            "title": again.page_title,
            "etag": again.etag,
            "modified": again.last_modified,
            "due": seconds(due_at),
            "id": again.article_id,
        },
    )
