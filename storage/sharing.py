"""Articles that several entries lead to, of one source or of several of the same site."""

from datetime import datetime

from bot.core.models import StoredArticle
from storage import articles, outbox
from storage.db import Tx, seconds


def by_page(tx: Tx, page_key: str) -> StoredArticle | None:
    """The article that was made of a page, by whatever entry of whatever source."""
    rows = tx.query(
        """select article_id from entries
           where page_key = :key and page_key <> '' and article_id is not null
           order by id limit 1""",
        {"key": page_key},
    )
    return articles.get(tx, [rows[0]["article_id"]]).get(rows[0]["article_id"]) if rows else None


def broadcast_also(tx: Tx, article_id: int, *, source_id: int, now: datetime) -> None:
    """Push an article that another source has brought before to those who get only this one."""
    values = {
        "article_id": article_id,
        "source_id": source_id,
        "now": seconds(now),
        "expires": seconds(now + outbox.NEWS_IS_FRESH),
    }
    if not tx.query("select 1 from broadcasts where article_id = :article_id", values):
        outbox.broadcast(tx, article_id, source_id=source_id, now=now)
        return
    tx.execute(
        """insert into deliveries
             (article_id, subscriber_id, state, due_at, expires_at, changed_at)
           select :article_id, s.id, 'retry', :now, :expires, :now
           from subscriptions c join subscribers s on s.id = c.subscriber_id
           where c.source_id = :source_id and s.standing = 'subscribed' and c.wants = 2
             and not exists (select 1 from broadcasts b
               join subscriptions o on o.source_id = b.source_id
               where b.article_id = :article_id and o.subscriber_id = s.id
                 and o.wants = 2)
             and not exists (select 1 from receipts r
               where r.article_id = :article_id and r.subscriber_id = s.id)
           on conflict (article_id, subscriber_id) do nothing""",
        values,
    )
