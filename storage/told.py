"""Who has been told of a story, by whichever of its versions: they get no other.

Of an article itself every delivery counts, also one that is given up; of the other versions
those that reached the reader, may have, or still may. A follow-up answers the message in which
its source has told the story before.
"""

from storage.db import Dialect, Tx, listed

THE_READER_LEFT = "the reader left; "
"""How the reason of a delivery begins that may have arrived, and is told of no more."""

# Written so that PostgreSQL looks these few up for each reader; with a subselect it would read
# all receipts of a story for every fifty readers.
OF_STORY: dict[Dialect, str] = {
    "sqlite": "in (select value from json_each(:versions))",
    "postgresql": "= any (cast(translate(:versions, '[]', '{}') as bigint[]))",
}
HAS_RECEIPT = """exists (select 1 from receipts r
  where r.subscriber_id = {reader} and r.article_id {of_story})"""
HAS_DELIVERY = """exists (select 1 from deliveries d
  where d.subscriber_id = {reader} and d.article_id {of_story}
    and (d.article_id = :article_id or d.state <> 'dead' or d.reason like :left))"""
HAS_IT = """exists (select 1 from receipts r
  where r.subscriber_id = {reader} and r.article_id = :article_id)"""
# Telegram puts an answer where its question stands, also in a topic that is closed by now.
FOLLOWED = """(select case when r.revision is null or r.message_id = 0
    or coalesce(r.thread_id, 0) <> coalesce(chat.thread_id, 0) then -1 else r.message_id end
  from receipts r join articles a on a.id = r.article_id
    join subscribers chat on chat.id = r.subscriber_id
  where r.subscriber_id = {reader} and r.article_id {of_story} and a.source_id = :source_id
  order by r.sent_at desc, r.article_id desc limit 1)"""


def versions(tx: Tx, article_id: int) -> list[int]:
    """The articles that tell the same story, this one among them."""
    rows = tx.query(
        """select v.id from articles v
           where v.story_id = (select story_id from articles where id = :id)""",
        {"id": article_id},
    )
    return [row["id"] for row in rows]


def excluding(tx: Tx, sql: str, *, reader: str) -> str:
    """SQL in which `{untold}` holds for a reader (an id in SQL) who knows nothing of a story.

    Its parameters are those of `of_story`.
    """
    untold = f"not {HAS_DELIVERY} and not {HAS_RECEIPT}"
    return completed(tx, sql.replace("{untold}", untold), reader=reader)


def following(tx: Tx, sql: str, *, reader: str) -> str:
    """SQL in which `{goes_on}` holds for a reader whom a source has told of a story before, and
    `{followed}` is what `Delivery.follows` is then, else null.

    Its parameters are those of `of_story`, and the `source_id`.
    """
    goes_on = f"not {HAS_DELIVERY} and not {HAS_IT} and {FOLLOWED} is not null"
    sql = sql.replace("{goes_on}", goes_on).replace("{followed}", FOLLOWED)
    return completed(tx, sql, reader=reader)


def completed(tx: Tx, sql: str, *, reader: str) -> str:
    return sql.replace("{reader}", reader).replace("{of_story}", OF_STORY[tx.dialect])


def of_story(tx: Tx, article_id: int) -> dict[str, object]:
    return {
        "article_id": article_id,
        "versions": listed(versions(tx, article_id)),
        "left": THE_READER_LEFT + "%",
    }
