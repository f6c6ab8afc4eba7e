"""The articles and quotes that were made of entries, and what their publishers changed in them."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.models import (
    Article,
    Digest,
    Form,
    Quote,
    QuoteKind,
    StoredArticle,
)
from storage import aside, entries, stories
from storage.db import Row, Tx, among, instant, listed, seconds, seconds_or_none, since_epoch
from storage.entries import WaitingEntry
from storage.sources import joined_source_of

REACHES = (timedelta(days=2), timedelta(days=30), timedelta(days=36500))
VERSIONS_READ = 50
MOST_VERSIONS = 12


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
            **columns_of(article, digest),
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
    add_quotes(tx, article_id, digest.quotes)
    entries.settle(tx, waiting, article_id=article_id)
    return article_id


def columns_of(article: Article, digest: Digest) -> Row:
    """What its source may change."""
    return {
        "title": article.title,
        "headline": digest.headline,
        "lead": digest.lead,
        "body": json.dumps(article.paragraphs, ensure_ascii=False),
        "gist": json.dumps(digest.gist, ensure_ascii=False),
    }


def add_quotes(tx: Tx, article_id: int, quotes: Sequence[Quote]) -> None:
    for position, quote in enumerate(quotes):
        tx.execute(
            """insert into quotes
                 (article_id, position, text, speaker, role, cue, kind, is_key, paragraph,
                  start_at)
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
        {**columns_of(article, digest), "id": stored.id},
    )
    tx.execute("delete from quotes where article_id = :id", {"id": stored.id})
    add_quotes(tx, stored.id, digest.quotes)


ARTICLES = """select a.*, a.id as article_id, a.url as article_url, s.name, s.country,
     s.language, s.is_default, s.origin, s.topics as source_topics, s.url as source_url,
     coalesce(t.sources, 1) as sources, t.development_id
   from articles a join sources s on s.id = a.source_id left join stories t on t.id = a.story_id
   where a.id in {ids} order by a.id"""
QUOTES = "select * from quotes where article_id in {ids} order by article_id, position"


def get(tx: Tx, article_ids: Sequence[int]) -> dict[int, StoredArticle]:
    """Those of the articles that exist and can be read, by id."""
    if not article_ids:
        return {}
    values = {"ids": listed(set(article_ids))}
    said: dict[int, list[Row]] = {}
    for row in tx.query(among(tx, QUOTES), values):
        said.setdefault(row["article_id"], []).append(row)
    rows = {row["id"]: row for row in tx.query(among(tx, ARTICLES), values)}

    def read(row: Row) -> StoredArticle:
        return stored_article(tx, row, [quote_of(each) for each in said.get(row["id"], ())])

    return aside.read(rows, read, what="articles")


def latest(tx: Tx, subscriber_id: int, *, limit: int) -> list[list[StoredArticle]]:
    """The newest stories of the sources that a reader gets, newest first: of each the versions
    that these sources have brought, also those that are called after another source."""
    stories_found: dict[int, list[int]] = {}
    for reach in REACHES:
        stories_found = {}
        for row in own(tx, subscriber_id, reach=reach, most=limit * VERSIONS_READ):
            stories_found.setdefault(row["story_id"], []).append(row["id"])
        if len(stories_found) >= limit:
            break
    told = list(stories_found.values())[:limit]
    found = get(tx, [each for ids in told for each in ids[:MOST_VERSIONS]])
    read = ([found[each] for each in ids[:MOST_VERSIONS] if each in found] for ids in told)
    return [each for each in read if each]


def own(tx: Tx, subscriber_id: int, *, reach: timedelta, most: int) -> list[Row]:
    """The newest articles of a reader's sources, told so long before the very newest at most: of
    all that was ever told, finding the newest would take long."""
    newest = tx.query(
        """select max((select a.told_at from articles a where a.source_id = c.source_id
             order by a.told_at desc limit 1)) as at
           from subscriptions c join sources s on s.id = c.source_id
           where c.subscriber_id = :subscriber_id and s.is_active = 1""",
        {"subscriber_id": subscriber_id},
    )[0]["at"]
    # Asked for by itself: PostgreSQL looks through all articles for what is newer than it cannot
    # know yet.
    return tx.query(
        """with sources_got as (select c.source_id from subscriptions c
               join sources s on s.id = c.source_id
               where c.subscriber_id = :subscriber_id and s.is_active = 1)
           select a.id, a.story_id, a.told_at from sources_got g
             join articles a on a.source_id = g.source_id
           where a.told_at >= :since and a.withdrawn_at is null
           union
           select a.id, a.story_id, a.told_at from sources_got g
             join entries e on e.source_id = g.source_id and e.state = 'known'
               and e.published_at >= :since
             join articles a on a.id = e.article_id
           where a.told_at >= :since and a.withdrawn_at is null
           order by told_at desc, id desc limit :most""",
        {
            "subscriber_id": subscriber_id,
            "since": (newest or 0) - int(reach.total_seconds()),
            "most": most,
        },
    )


def others(tx: Tx, article_id: int) -> list[StoredArticle]:
    """What else the operator's sources stand by of an article's story."""
    rows = tx.query(
        """select o.id from articles a join articles o on o.story_id = a.story_id
             join sources s on s.id = o.source_id and s.origin <> 'reader'
           where a.id = :id and o.id <> a.id and o.withdrawn_at is null
           order by o.id limit :most""",
        {"id": article_id, "most": MOST_VERSIONS},
    )
    return list(get(tx, [row["id"] for row in rows]).values())


def stored_article(tx: Tx, row: Row, quotes: Sequence[Quote]) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        source=joined_source_of(row),
        article=Article(
            title=row["title"],
            paragraphs=tuple(json.loads(row["body"])),
            author=row["author"],
            published=instant(row["published_at"]),
            image=row["image"],
            url=row["url"],
            topics=tuple(json.loads(row["topics"])),
            form=Form(row["form"]),
            language=row["text_language"],
        ),
        digest=Digest(
            headline=row["headline"],
            lead=row["lead"],
            gist=tuple(json.loads(row["gist"])),
            quotes=tuple(quotes),
        ),
        stored_at=since_epoch(row["stored_at"]),
        revision=row["revision"],
        is_withdrawn=row["withdrawn_at"] is not None,
        sources=row["sources"],
        told_by=stories.told_by(tx, row["id"]) if row["sources"] > 1 else (),
        development=stories.development_after(tx, row["id"], row["development_id"]),
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
