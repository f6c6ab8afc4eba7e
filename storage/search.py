"""The index by which readers search: FTS5 in SQLite, a tsvector in PostgreSQL.

Both hold the stems of `bot.core.search`, so both find the same; neither knows any Arabic. An
index is of one release of the program: the next one makes it anew, in small steps and the newest
articles first, since its stems may be others.
"""

from collections.abc import Sequence

from bot.core.models import Hit, Query, Quote, Subscriber
from storage.articles import quote_of
from storage.db import Dialect, Tx, among, listed, since_epoch

Phrases = Sequence[Sequence[str]]

MOST_FOUND = 300
REACH = 20_000
"""So many of the newest articles with the words are looked through for a reader's own."""

PUT: dict[Dialect, str] = {
    "sqlite": "insert or replace into search_index (rowid, words) values (:id, :words)",
    "postgresql": "insert into search_index (article_id, words) values (:id, cast(:words as"
    " tsvector)) on conflict (article_id) do update set words = excluded.words",
}
FOUND: dict[Dialect, str] = {
    "sqlite": "select rowid as id from search_index where search_index match :query"
    " order by rowid desc limit :reach",
    "postgresql": "select article_id as id from search_index"
    " where words @@ cast(:query as tsquery) order by article_id desc limit :reach",
}

# SQLite goes through what was found as it comes, and stops when it has enough; told to order that
# once more it would look at all of it first.
NEWEST_FIRST: dict[Dialect, str] = {"sqlite": "", "postgresql": "order by a.id desc"}


def put(tx: Tx, article_id: int, words: Sequence[str]) -> None:
    """By these words, as `bot.core.search` has made them, an article is found from now on."""
    if tx.dialect == "postgresql":
        # https://www.postgresql.org/docs/current/datatype-textsearch.html
        text = " ".join(f"{lexeme(word)}:{at}" for at, word in enumerate(words, start=1))
    else:
        text = " ".join(words)
    tx.execute(PUT[tx.dialect], {"id": article_id, "words": text})


def lexeme(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def find(tx: Tx, subscriber: Subscriber, query: Query) -> list[Hit]:
    """Where a query stands in what a reader's sources have told: the newest, and the newest that
    are about it. A query of no words is found nowhere."""
    if not query.phrases:
        return []
    about = {row["id"]: row for row in rows(tx, subscriber, query.about)}
    found = {row["id"]: row for row in rows(tx, subscriber, query.phrases)}
    return [
        Hit(
            article_id=article_id,
            story_id=row["story_id"],
            told_at=since_epoch(row["told_at"]),
            is_about=article_id in about,
        )
        for article_id, row in (found | about).items()
    ]


def rows(tx: Tx, subscriber: Subscriber, phrases: Phrases) -> list[dict[str, int]]:
    return tx.query(
        f"""with mine as (select c.source_id from subscriptions c
               join sources s on s.id = c.source_id
               where c.subscriber_id = :subscriber_id and s.is_active = 1)
            select a.id, a.story_id, a.told_at from ({FOUND[tx.dialect]}) found
              cross join articles a
            where a.id = found.id and a.withdrawn_at is null
              and (a.source_id in (select source_id from mine)
                or exists (select 1 from entries e where e.article_id = a.id
                  and e.state = 'known' and e.source_id in (select source_id from mine)))
            {NEWEST_FIRST[tx.dialect]} limit :most""",  # noqa: S608 - one of two texts of ours
        {
            "subscriber_id": subscriber.id,
            "query": expression(tx.dialect, phrases),
            "reach": REACH,
            "most": MOST_FOUND,
        },
    )


def said(tx: Tx, subscriber: Subscriber, query: Query) -> list[tuple[int, Quote]]:
    """What is quoted in the newest articles of a reader's sources that hold the words, by
    whomever; each with its article, newest first."""
    hits = [row["id"] for row in rows(tx, subscriber, query.phrases)] if query.phrases else []
    found = tx.query(
        among(
            tx,
            """select q.* from quotes q where q.article_id in {ids} and q.speaker <> ''
               order by q.article_id desc, q.position""",
        ),
        {"ids": listed(hits)},
    )
    return [(row["article_id"], quote_of(row)) for row in found]


def expression(dialect: Dialect, phrases: Phrases) -> str:
    """All of the phrases, as the database asks for them:
    https://sqlite.org/fts5.html#full_text_query_syntax,
    https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY"""
    if dialect == "postgresql":
        return " & ".join("(" + " <-> ".join(map(lexeme, phrase)) + ")" for phrase in phrases)
    return " ".join('"' + " ".join(phrase).replace('"', '""') + '"' for phrase in phrases)


def unindexed(tx: Tx, release: str, *, limit: int) -> list[int]:
    """The newest articles that this release has not indexed yet."""
    progress = tx.query("select release, position from search_progress")[0]
    if progress["release"] != release:
        position = int(tx.query("select coalesce(max(id), 0) + 1 as id from articles")[0]["id"])
        tx.execute(
            "update search_progress set release = :release, position = :position",
            {"release": release, "position": position},
        )
    else:
        position = progress["position"]
    found = tx.query(
        "select id from articles where id < :position order by id desc limit :limit",
        {"position": position, "limit": limit},
    )
    return [row["id"] for row in found]


def indexed_down_to(tx: Tx, position: int) -> None:
    """What is newer is in the index."""
    tx.execute("update search_progress set position = :position", {"position": position})


def is_whole(tx: Tx) -> bool:
    """Whether nothing is still to be indexed."""
    return not tx.query(
        "select 1 from search_progress p join articles a on a.id < p.position limit 1"
    )
