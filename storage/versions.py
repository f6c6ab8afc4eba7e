"""Recent articles as versions of their stories: what a choice among them asks, without texts."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.models import Form, QuoteKind, Saying, Version, texts_told
from storage import aside
from storage.db import Row, Tx, among, listed, seconds, since_epoch


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredVersion:
    """A version whose topics nobody has told yet, and what tells them."""

    version: Version
    sections: tuple[str, ...]
    source_topics: tuple[str, ...]
    url: str


class Mark(NamedTuple):
    """An article, and what changes about it as its story goes on: cheap to read again."""

    article_id: int
    revision: int
    story_id: int
    sources: int
    is_breaking: bool


def recent(tx: Tx, *, since: datetime) -> list[Mark]:
    """What was stored, and was news, after `since`, in the order of storing; nothing that its
    source has taken back, and nothing that was told before the database was restored."""
    rows = tx.query(
        """select a.id, a.revision, a.story_id,
             coalesce(t.sources, 1) as sources,
             case when t.breaking_at is not null or b.urgency > 0 then 1 else 0 end as is_breaking
           from articles a join sources s on s.id = a.source_id
             left join stories t on t.id = a.story_id
             left join broadcasts b on b.article_id = a.id
           where a.stored_at > :since and a.told_at > :since and a.withdrawn_at is null
             and s.is_active = 1
             and (t.id is null or not exists (select 1 from restores r where r.at >= t.opened_at))
           order by a.stored_at, a.id""",
        {"since": seconds(since)},
    )
    return [Mark(*row.values()) for row in rows]


def get(tx: Tx, marks: Collection[Mark]) -> dict[int, StoredVersion]:
    """The articles of these marks that can be read, by id."""
    values: dict[str, object] = {"ids": listed(each.article_id for each in marks)}
    said = key_quotes(tx, values)
    rows = {row["id"]: row for row in tx.query(among(tx, VERSIONS), values)}
    there = {each.article_id: each for each in marks if each.article_id in rows}
    return aside.read(
        there,
        lambda each: version_of(each, rows[each.article_id], said.get(each.article_id, ())),
        what="articles",
    )


KEY_QUOTES = """select article_id, position, text, kind, speaker, role from quotes
  where article_id in {ids} and is_key = 1 order by article_id, position"""
VERSIONS = """select a.id, a.source_id, a.url, a.told_at, a.stored_at, a.topics, a.headline,
    a.lead, a.gist, a.form, length(a.body) as length, s.topics as source_topics
  from articles a join sources s on s.id = a.source_id where a.id in {ids}"""


def texts_of(tx: Tx, article_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What a message tells of each of these articles that can be read."""
    values: dict[str, object] = {"ids": listed(article_ids)}
    said = key_quotes(tx, values)
    rows = tx.query(
        among(tx, "select id, headline, lead, gist from articles where id in {ids}"), values
    )
    return aside.read(
        {row["id"]: row for row in rows},
        lambda row: texts_in(row, said.get(row["id"], ())),
        what="articles",
    )


def texts_in(row: Row, quotes: Collection[Row]) -> tuple[str, ...]:
    said = ((each["speaker"], each["role"], each["text"]) for each in quotes)
    return texts_told(row["headline"], row["lead"], json.loads(row["gist"]), said)


def key_quotes(tx: Tx, values: dict[str, object]) -> dict[int, list[Row]]:
    """Those of the articles whose ids are among the values, by article."""
    said: dict[int, list[Row]] = {}
    for row in tx.query(among(tx, KEY_QUOTES), values):
        said.setdefault(row["article_id"], []).append(row)
    return said


def version_of(mark: Mark, row: Row, quotes: Collection[Row]) -> StoredVersion:
    gist = json.loads(row["gist"])
    printed = " ".join([row["lead"] or row["headline"], *gist[:1]])
    sayings = (
        Saying(
            position=each["position"],
            words=len(each["text"].split()),
            is_printed=each["text"] in printed,
        )
        for each in quotes
        if each["kind"] == QuoteKind.SPEECH and each["speaker"] and each["role"]
    )
    version = Version(
        article_id=mark.article_id,
        story_id=mark.story_id,
        source_id=row["source_id"],
        told_at=since_epoch(row["told_at"]),
        stored_at=since_epoch(row["stored_at"]),
        sources=mark.sources,
        is_breaking=bool(mark.is_breaking),
        is_article=row["form"] == Form.ARTICLE,
        sentences=len(gist),
        length=row["length"],
        quotes=len(quotes),
        sayings=tuple(sayings),
        told=texts_in(row, quotes),
    )
    return StoredVersion(
        version=version,
        sections=tuple(json.loads(row["topics"])),
        source_topics=tuple(json.loads(row["source_topics"])),
        url=row["url"],
    )
