"""Articles that several entries lead to, of one source or of several of the same site."""

from datetime import datetime

from bot.core.models import Source
from storage import outbox, preferences, told
from storage.db import Tx, seconds
from storage.sources import source_of


def by_page(tx: Tx, page_key: str) -> list[tuple[int, Source]]:
    """The articles that were made of a page, by whatever entries, each with the source that it
    is called after."""
    rows = tx.query(
        """select a.id as article_id, s.* from articles a join sources s on s.id = a.source_id
           where a.id in (select article_id from entries
             where page_key = :key and page_key <> '')
           order by a.id""",
        {"key": page_key},
    )
    return [(row["article_id"], source_of(row)) for row in rows]


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
        told.excluding(
            tx,
            f"""insert into deliveries
                 (article_id, subscriber_id, state, due_at, expires_at, changed_at)
               select :article_id, s.id, 'retry', :now, :expires, :now
               from broadcasts b join subscriptions c on c.wants >= {preferences.LEAST}
                 join subscribers s on s.id = c.subscriber_id
               where b.article_id = :article_id and c.source_id = :source_id
                 and s.standing = 'subscribed' and {{untold}}
                 and not exists (select 1 from subscriptions o
                   where o.source_id = b.source_id and o.subscriber_id = s.id
                     and o.wants >= {preferences.LEAST})
               on conflict (article_id, subscriber_id) do nothing""",  # noqa: S608
            reader="s.id",
        ),
        {**values, **told.of_story(tx, article_id)},
    )


def others(tx: Tx, article_id: int) -> list[int]:
    """The sources that have brought an article besides the one that it is called after."""
    rows = tx.query(
        """select distinct e.source_id from articles a
             join entries first on first.id = a.entry_id
             join entries e on e.page_key = first.page_key and e.article_id = a.id
           where a.id = :id and e.page_key <> '' and e.source_id <> a.source_id
           order by e.source_id""",
        {"id": article_id},
    )
    return [row["source_id"] for row in rows]
