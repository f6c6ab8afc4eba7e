"""What was printed of an article before it was changed: each former wording is a revision."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.models import Digest, Printed, Quote, QuoteKind, StoredArticle
from storage import aside
from storage.db import Row, Tx, among, listed, seconds


def keep(tx: Tx, stored: StoredArticle, *, now: datetime) -> None:
    """What is printed of an article from now on is another revision."""
    quotes = [[each.text, each.speaker, each.role] for each in stored.digest.key_quotes]
    values = {
        "id": stored.id,
        "revision": stored.revision,
        "headline": stored.digest.headline,
        "lead": stored.digest.lead,
        "quotes": json.dumps(quotes, ensure_ascii=False),
        "sources": stored.sources,
        "development_id": stored.development.article_id if stored.development else None,
        "is_flash": int(stored.article.is_flash),
        "now": seconds(now),
    }
    tx.execute(
        """insert into revisions (article_id, revision, headline, lead, quotes, sources,
             development_id, is_flash, replaced_at)
           values (:id, :revision, :headline, :lead, :quotes, :sources, :development_id,
             :is_flash, :now)""",
        values,
    )
    tx.execute("update articles set revision = :revision + 1 where id = :id", values)


def former(tx: Tx, article_ids: Sequence[int]) -> dict[tuple[int, int], Printed]:
    """What was printed of articles in their former revisions, by article and revision."""
    rows = tx.query(
        among(tx, "select * from revisions where article_id in {ids}"),
        {"ids": listed(set(article_ids))},
    )
    keyed = {(row["article_id"], row["revision"]): row for row in rows}
    return aside.read(keyed, printed, what="revisions")


def printed(row: Row) -> Printed:
    quotes = (
        Quote(text=text, speaker=speaker, role=role, cue="", kind=QuoteKind.SPEECH, key=True)
        for text, speaker, role in json.loads(row["quotes"])
    )
    return Printed(
        digest=Digest(headline=row["headline"], lead=row["lead"], gist=(), quotes=tuple(quotes)),
        sources=row["sources"],
        development_id=row["development_id"],
        is_flash=bool(row["is_flash"]),
    )


def told_in(tx: Tx, article_id: int, *, chat_id: int, message_id: int) -> list[Printed]:
    """What a message first told of an article, and what it was completed to if that was a flash;
    without what still is told."""
    rows = tx.query(
        """select v.* from revisions v
             join receipts r on r.article_id = v.article_id
               and (r.revision = v.revision or r.completed = v.revision)
             join subscribers s on s.id = r.subscriber_id
           where v.article_id = :article_id and s.chat_id = :chat_id
             and r.message_id = :message_id and r.revision is not null
           order by v.revision""",
        {"article_id": article_id, "chat_id": chat_id, "message_id": message_id},
    )
    return [printed(row) for row in rows]
