"""The articles and quotes that were made of entries, and what their publishers changed in them."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.models import (
    Article,
    Digest,
    Form,
    Quote,
    QuoteKind,
    StoredArticle,
)
from storage import entries, stories
from storage.db import Row, Tx, instant, seconds, seconds_or_none, since_epoch
from storage.entries import WaitingEntry
from storage.sources import source_of


def add(tx: Tx, waiting: WaitingEntry, article: Article, digest: Digest, *, now: datetime) -> int:
    """Store an article and its quotes, and the entry as done; the article's id.

    It opens a story; `stories.join` moves it to the one that it belongs to.
    """
    told_at = min(article.published or now, now)
    rows = tx.query(
        """insert into articles
             (entry_id, source_id, url, title, headline, lead, body, gist, author, image,
              topics, form, text_language, published_at, told_at, stored_at)
           values (:entry_id, :source_id, :url, :title, :headline, :lead, :body, :gist, :author,
             :image, :topics, :form, :text_language, :published_at, :told_at, :now)
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
            "form": article.form.value,
            "text_language": article.language,
            "published_at": seconds_or_none(article.published),
            "told_at": seconds(told_at),
            "now": seconds(now),
        },
    )
    article_id = int(rows[0]["id"])
    stories.open_(tx, article_id, told_at=told_at)
    for position, quote in enumerate(digest.quotes):
        add_quote(tx, quote, article_id=article_id, position=position)
    entries.settle(tx, waiting, article_id=article_id)
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
  s.language, s.is_default, s.topics as source_topics, s.url as source_url,
  coalesce(t.sources, 1) as sources, t.development_id
  from articles a join sources s on s.id = a.source_id left join stories t on t.id = a.story_id """


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
            form=Form(row["form"]),
            language=row["text_language"],
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
        sources=row["sources"],
        told_by=stories.told_by(tx, row["article_id"]) if row["sources"] > 1 else (),
        development=stories.development_after(tx, row["article_id"], row["development_id"]),
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
