"""News that its source has taken back."""

from bot import telling
from bot.amending import withdraw
from storage import Database, outbox, subscribers
from tests.post import a_post
from tests.proofreading import RIGHT, edits, settle, texts, work

WITHDRAWN = "سُحب الخبر من مصدره"


async def test_a_story_that_its_source_took_back_is_marked_once_and_told_of_no_more(
    db: Database,
) -> None:
    async with a_post(db) as post:
        first, late = post.readers(2)
        post.telegram.faults.add("429", method="sendMessage", chat_id=late, retry_after=3)
        article_id = post.publish(RIGHT)
        await work(post)

        for _ in range(2):
            post.database.run_now(withdraw, article_id, now=post.now)
            await settle(post)

        [text] = texts(post, first)
        assert text.startswith(f"\u200f⚠️ {WITHDRAWN}\n\u200f{RIGHT}")
        assert edits(post) == [first]
        assert texts(post, late) == []
        assert post.queue() == {"delivered": 1}
        reader = db.run_now(subscribers.find, first)
        assert reader is not None
        assert db.run_now(telling.latest, reader.id, limit=5) == []


async def test_a_broadcast_of_what_was_taken_back_ends_at_once(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(3)
        article_id = post.publish(RIGHT)
        db.run_now(outbox.step, [], want=1, now=post.now)

        db.run_now(withdraw, article_id, now=post.now)
        await work(post)

        assert post.asked() == []
        assert post.queue() == {"sending": 1}
