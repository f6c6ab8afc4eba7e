"""Whoever has been told of a story gets none of its other versions, on both databases."""

from datetime import datetime

import pytest

from bot.core.models import Outcome
from storage import Database, Tx, broadcasts, outbox, subscribers
from storage.outbox import NEWS_IS_FRESH
from tests.builders import a_source, join_story, store_article, store_source, store_subscriber
from tests.turns import chats, ended, publish, queue, readers, sent, step


def tell_again(db: Database, source_id: int, number: int, *, of: int, now: datetime) -> int:
    """Another source's article on a story that an article has told; broadcast as well."""

    def deed(tx: Tx) -> int:
        article_id = store_article(tx, source_id, number)
        join_story(tx, article_id, of)
        outbox.broadcast(tx, article_id, source_id=source_id, now=now)
        return article_id

    return db.run_now(deed)


@pytest.mark.parametrize("readers_look", [1, 2, 2000])
def test_two_versions_of_a_story_are_one_message_to_each_reader(
    db: Database,
    source_id: int,
    now: datetime,
    readers_look: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(broadcasts, "SUBSCRIPTIONS_A_LOOK", readers_look)
    other_id = db.run_now(store_source, a_source("وكالة المنارة"))
    readers(db, 3)
    both = db.run_now(store_subscriber, 555)
    only_other = db.run_now(store_subscriber, 666)
    db.run_now(subscribers.toggle, only_other, source_id)
    first = publish(db, source_id, 1, now=now)
    tell_again(db, other_id, 2, of=first, now=now)

    turns = [step(db, now=now, want=50) for _ in range(6)]

    leased = [each for turn in turns for each in turn]
    assert sorted(chats(leased)) == [501, 502, 503, 555, 666]
    assert {each.subscriber.id for each in leased if each.article_id == first} >= {both}
    assert queue(db) == {"sending": 5}


def test_a_story_that_a_grown_group_was_told_in_its_new_chat_is_not_told_it_again(
    db: Database, source_id: int, now: datetime
) -> None:
    old = db.run_now(store_subscriber, -7, kind="group")
    new = db.run_now(store_subscriber, -1007, kind="supergroup")
    first = publish(db, source_id, 1, now=now)
    under_way = {each.subscriber.id: each for each in step(db, now=now)}
    step(db, *sent(under_way[new]), now=now)
    second = tell_again(db, source_id, 2, of=first, now=now)
    db.run_now(wait_for, second, old, now=now)

    moved = ended(under_way[old], Outcome.MOVED, moved_to=-1007)

    assert [step(db, moved, now=now), step(db, now=now)] == [[], []]
    assert queue(db) == {"delivered": 1}


def wait_for(tx: Tx, article_id: int, subscriber_id: int, *, now: datetime) -> None:
    """As PostgreSQL lets two transactions do that know nothing of each other."""
    tx.execute(
        """insert into deliveries
             (article_id, subscriber_id, state, due_at, expires_at, changed_at)
           values (:article_id, :subscriber_id, 'retry', :now, :expires, :now)""",
        {
            "article_id": article_id,
            "subscriber_id": subscriber_id,
            "now": int(now.timestamp()),
            "expires": int((now + NEWS_IS_FRESH).timestamp()),
        },
    )


def test_a_version_goes_to_whom_another_one_was_refused(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 1)
    first = publish(db, source_id, 1, now=now)
    [refused] = step(db, now=now)
    step(db, ended(refused, Outcome.REFUSED), now=now)

    tell_again(db, source_id, 2, of=first, now=now)

    assert chats(step(db, now=now)) == [501]
