"""Entries as feeds list them, and the articles and quotes that were made of them.

An entry is a row before its page is read, so that a crash between the feed and the page loses
nothing; the row stays afterwards, so that an item is never new twice.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.models import (
    Article,
    Digest,
    Entry,
    ListedEntry,
    Quote,
    QuoteKind,
    Source,
    StoredArticle,
)
from storage.db import Row, Tx, instant, seconds, seconds_or_none, since_epoch
from storage.sources import source_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry whose page is to be read."""

    id: int
    source: Source
    entry: Entry
    is_push: bool
    attempts: int


def note(tx: Tx, source_id: int, listed: ListedEntry, *, now: datetime) -> bool:
    """Remember a listed entry; False if this source has listed it before.

    The same link under a new id is known too: some publishers change their guids.
    """
    entry = listed.entry
    values = {
        "source_id": source_id,
        "key": entry.id,
        "url": entry.url,
        "url_key": listed.url_key,
        "title": entry.title,
        "summary": entry.summary,
        "content": entry.content,
        "author": entry.author,
        "image": entry.image,
        "topics": json.dumps(entry.topics, ensure_ascii=False),
        "published_at": seconds_or_none(entry.published),
        "now": seconds(now),
        "is_push": int(listed.is_push),
    }
    inserted = tx.execute(
        """insert into entries
             (source_id, key, url, url_key, title, summary, content, author, image, topics,
              published_at, seen_at, is_push, state, due_at)
           select :source_id, :key, :url, :url_key, :title, :summary, :content, :author,
             :image, :topics, :published_at, :now, :is_push, 'waiting', :now
           where not exists (select 1 from entries
             where source_id = :source_id and url_key = :url_key and :url_key <> '')
           on conflict (source_id, key) do nothing""",
        values,
    )
    return inserted > 0


def newest(tx: Tx, source_id: int) -> datetime | None:
    """The time of the newest entry that a source has listed so far."""
    rows = tx.query(
        "select max(published_at) as newest from entries where source_id = :id",
        {"id": source_id},
    )
    return instant(rows[0]["newest"])


def waiting(tx: Tx, *, now: datetime, limit: int) -> list[WaitingEntry]:
    """Entries to be read now: what is to be pushed first, then the newest."""
    rows = tx.query(
        """select e.*, e.id as entry_id, s.name, s.country, s.language, s.is_default,
             s.url as source_url, s.topics as source_topics
           from entries e join sources s on s.id = e.source_id
           where e.state = 'waiting' and e.due_at <= :now
           order by e.is_push desc, coalesce(e.published_at, e.seen_at) desc, e.id
           limit :limit""",
        {"now": seconds(now), "limit": limit},
    )
    return [
        WaitingEntry(
            id=row["entry_id"],
            source=source_of(
                {
                    **row,
                    "id": row["source_id"],
                    "url": row["source_url"],
                    "topics": row["source_topics"],
                }
            ),
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
            is_push=bool(row["is_push"]),
            attempts=row["attempts"],
        )
        for row in rows
    ]


def postpone(tx: Tx, entry_id: int, *, due_at: datetime, reason: str) -> None:
    """Its page could not be read: try again later."""
    tx.execute(
        """update entries set attempts = attempts + 1, due_at = :due, reason = :reason
           where id = :id""",
        {"due": seconds(due_at), "reason": reason, "id": entry_id},
    )


def give_up(tx: Tx, entry_id: int, *, reason: str) -> None:
    """It will not become an article; the row keeps it from being new again."""
    tx.execute(
        "update entries set state = 'failed', reason = :reason, content = '' where id = :id",
        {"reason": reason, "id": entry_id},
    )


def remember_problem(tx: Tx, entry_id: int, *, reason: str) -> None:
    """Why an entry's page was not read, though the feed's own words made an article of it."""
    tx.execute(
        "update entries set reason = :reason where id = :id", {"reason": reason, "id": entry_id}
    )


def add(tx: Tx, waiting: WaitingEntry, article: Article, digest: Digest, *, now: datetime) -> int:
    """Store an article and its quotes, and the entry as done; the article's id."""
    told_at = min(article.published or now, now)
    rows = tx.query(
        """insert into articles
             (entry_id, source_id, url, title, headline, lead, body, gist, author, image,
              topics, published_at, told_at, stored_at)
           values (:entry_id, :source_id, :url, :title, :headline, :lead, :body, :gist, :author,
             :image, :topics, :published_at, :told_at, :now)
           returning id""",
        {
            "entry_id": waiting.id,
            "source_id": waiting.source.id,
            "url": article.url,
            "title": article.title,
            "headline": digest.headline,
            "lead": digest.lead,
            "body": json.dumps(article.paragraphs, ensure_ascii=False),
            "gist": json.dumps(digest.gist, ensure_ascii=False),
            "author": article.author,
            "image": article.image,
            "topics": json.dumps(article.topics, ensure_ascii=False),
            "published_at": seconds_or_none(article.published),
            "told_at": seconds(told_at),
            "now": seconds(now),
        },
    )
    article_id = int(rows[0]["id"])
    for position, quote in enumerate(digest.quotes):
        add_quote(tx, quote, article_id=article_id, position=position)
    tx.execute(
        "update entries set state = 'stored', content = '', reason = '' where id = :id",
        {"id": waiting.id},
    )
    return article_id


def add_quote(tx: Tx, quote: Quote, *, article_id: int, position: int) -> None:
    tx.execute(
        """insert into quotes
             (article_id, position, text, speaker, role, cue, kind, is_key, paragraph, start_at)
           values (:article_id, :position, :text, :speaker, :role, :cue, :kind, :is_key,
             :paragraph, :start)""",
        {
            "article_id": article_id,
            "position": position,
            "text": quote.text,
            "speaker": quote.speaker,
            "role": quote.role,
            "cue": quote.cue,
            "kind": quote.kind.value,
            "is_key": int(quote.key),
            "paragraph": quote.paragraph,
            "start": quote.start,
        },
    )


def revise(tx: Tx, stored: StoredArticle, article: Article, digest: Digest) -> None:
    """The source has changed an article: its text and digest as they are now."""
    tx.execute(
        """update articles set title = :title, headline = :headline, lead = :lead, body = :body,
             gist = :gist where id = :id""",
        {
            "title": article.title,
            "headline": digest.headline,
            "lead": digest.lead,
            "body": json.dumps(article.paragraphs, ensure_ascii=False),
            "gist": json.dumps(digest.gist, ensure_ascii=False),
            "id": stored.id,
        },
    )
    tx.execute("delete from quotes where article_id = :id", {"id": stored.id})
    for position, quote in enumerate(digest.quotes):
        add_quote(tx, quote, article_id=stored.id, position=position)


ARTICLE_COLUMNS = """select a.*, a.id as article_id, a.url as article_url, s.name, s.country,
  s.language, s.is_default, s.topics as source_topics, s.url as source_url
  from articles a join sources s on s.id = a.source_id """


def get(tx: Tx, article_ids: Sequence[int]) -> dict[int, StoredArticle]:
    """Those of the articles that exist, by id."""
    found = {}
    for article_id in set(article_ids):
        rows = tx.query(ARTICLE_COLUMNS + "where a.id = :id", {"id": article_id})
        if rows:
            found[article_id] = stored_article(tx, rows[0])
    return found


def latest(tx: Tx, subscriber_id: int, *, limit: int) -> list[StoredArticle]:
    """The newest articles of the sources that a reader gets, newest first."""
    rows = tx.query(
        ARTICLE_COLUMNS
        + """join subscriptions c on c.source_id = a.source_id
           where c.subscriber_id = :subscriber_id and s.is_active = 1
             and a.withdrawn_at is null
           order by a.told_at desc, a.id desc limit :limit""",
        {"subscriber_id": subscriber_id, "limit": limit},
    )
    return [stored_article(tx, row) for row in rows]


def stored_article(tx: Tx, row: Row) -> StoredArticle:
    quotes = tx.query(
        "select * from quotes where article_id = :id order by position",
        {"id": row["article_id"]},
    )
    return StoredArticle(
        id=row["article_id"],
        source=source_of(
            {
                **row,
                "id": row["source_id"],
                "url": row["source_url"],
                "topics": row["source_topics"],
            }
        ),
        article=Article(
            title=row["title"],
            paragraphs=tuple(json.loads(row["body"])),
            author=row["author"],
            published=instant(row["published_at"]),
            image=row["image"],
            url=row["article_url"],
            topics=tuple(json.loads(row["topics"])),
        ),
        digest=Digest(
            headline=row["headline"],
            lead=row["lead"],
            gist=tuple(json.loads(row["gist"])),
            quotes=tuple(quote_of(quote) for quote in quotes),
        ),
        stored_at=since_epoch(row["stored_at"]),
        revision=row["revision"],
        is_withdrawn=row["withdrawn_at"] is not None,
    )


def quote_of(row: Row) -> Quote:
    return Quote(
        text=row["text"],
        speaker=row["speaker"],
        role=row["role"],
        cue=row["cue"],
        kind=QuoteKind(row["kind"]),
        key=bool(row["is_key"]),
        paragraph=row["paragraph"],
        start=row["start_at"],
    )
