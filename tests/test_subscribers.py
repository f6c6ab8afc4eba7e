"""Chats as rows: met, subscribed, moved, gone and back."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.models import Pushes, Settings, Standing, Subscriber
from storage import Database, Tx, articles, outbox, sources, subscribers
from tests.builders import a_source, meet, store_article, store_source

SHURFA = replace(a_source("صحيفة الشرفة", url="https://shurfa.example/feed"), is_default=True)
MANARA = a_source("وكالة المنارة", url="https://manara.example/feed")
GROUP, SUPERGROUP = -4001, -1002000000001


def met(db: Database, now: datetime, chat_id: int = 501, kind: str = "private") -> Subscriber:
    return db.run_now(meet, chat_id, kind=kind, now=now)


def found(db: Database, chat_id: int = 501) -> Subscriber:
    subscriber = db.run_now(subscribers.find, chat_id)
    assert subscriber is not None
    return subscriber


def stand(db: Database, subscriber: Subscriber, standing: Standing, *, now: datetime) -> None:
    db.run_now(subscribers.stand, subscriber.id, standing, now=now, reason="لأن")


def waiting_for(db: Database, subscriber_id: int) -> list[tuple[int, str]]:
    """The open deliveries of a reader: article and state."""
    rows = db.run_now(
        lambda tx: tx.query(
            """select article_id, state from deliveries where subscriber_id = :id
               order by article_id""",
            {"id": subscriber_id},
        )
    )
    return [(row["article_id"], row["state"]) for row in rows]


def test_a_new_chat_is_known_and_starts_with_the_default_sources(
    db: Database, now: datetime
) -> None:
    db.run_now(sources.sync, [MANARA, SHURFA], now=now)

    subscriber = met(db, now)

    assert (subscriber.chat_id, subscriber.kind) == (501, "private")
    assert subscriber.standing is Standing.KNOWN
    choices = db.run_now(subscribers.choices, subscriber.id)
    assert [(choice.source.name, choice.is_on) for choice in choices] == [
        (MANARA.name, False),
        (SHURFA.name, True),
    ]


def test_meeting_again_changes_nothing(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA], now=now)
    first = met(db, now)
    db.run_now(subscribers.toggle, first.id, db.run_now(sources.active)[0].id)
    stand(db, first, Standing.SUBSCRIBED, now=now)

    again = met(db, now)

    assert again == replace(first, standing=Standing.SUBSCRIBED)
    assert db.run_now(subscribers.chosen, first.id) == set()


def test_a_chat_nobody_has_met_is_not_found(db: Database) -> None:
    assert db.run_now(subscribers.find, 404) is None


def test_chat_ids_of_any_size_survive(db: Database, now: datetime) -> None:
    for chat_id in (1, 2**52, -(10**13) - 2**40):
        met(db, now, chat_id)

        assert found(db, chat_id).chat_id == chat_id


@pytest.mark.parametrize("before", [Standing.KNOWN, Standing.SUBSCRIBED])
def test_who_was_gone_is_back_where_it_stood(
    db: Database, now: datetime, before: Standing
) -> None:
    subscriber = met(db, now)
    stand(db, subscriber, before, now=now)

    stand(db, subscriber, Standing.GONE, now=now)
    stand(db, subscriber, Standing.GONE, now=now)
    away = found(db).standing
    back = met(db, now)

    assert away is Standing.GONE
    assert back.standing is before


def test_who_came_back_and_left_by_choice_stays_out_when_gone_again(
    db: Database, now: datetime
) -> None:
    subscriber = met(db, now)
    for standing in (Standing.SUBSCRIBED, Standing.GONE, Standing.KNOWN, Standing.GONE):
        stand(db, subscriber, standing, now=now)

    assert met(db, now).standing is Standing.KNOWN


@pytest.mark.parametrize("standing", [Standing.KNOWN, Standing.GONE])
def test_whoever_leaves_also_leaves_the_queue(
    db: Database, now: datetime, standing: Standing
) -> None:
    subscriber = met(db, now)
    stand(db, subscriber, Standing.SUBSCRIBED, now=now)
    article_id = db.run_now(lambda tx: store_article(tx, store_source(tx)))
    db.run_now(outbox.enqueue, article_id, subscriber.id, now=now)

    stand(db, subscriber, standing, now=now)

    assert waiting_for(db, subscriber.id) == []


def test_a_source_is_turned_on_and_off(db: Database, now: datetime) -> None:
    db.run_now(sources.sync, [SHURFA, MANARA], now=now)
    subscriber = met(db, now)
    manara = db.run_now(sources.active)[1].id

    turned = [db.run_now(subscribers.toggle, subscriber.id, manara) for _ in range(3)]

    assert turned == [True, False, True]
    assert manara in db.run_now(subscribers.chosen, subscriber.id)


def test_choosing_twice_is_choosing_once(db: Database, now: datetime) -> None:
    source_id = db.run_now(store_source)
    subscriber = met(db, now)

    db.run_now(subscribers.choose, subscriber.id, source_id)
    db.run_now(subscribers.choose, subscriber.id, source_id)

    assert db.run_now(subscribers.chosen, subscriber.id) == {source_id}


def test_chats_are_counted_where_they_stand(db: Database, now: datetime) -> None:
    everybody = [met(db, now, chat_id) for chat_id in range(1, 6)]
    for subscriber in everybody[:2]:
        stand(db, subscriber, Standing.SUBSCRIBED, now=now)
    stand(db, everybody[2], Standing.GONE, now=now)

    assert db.run_now(subscribers.count) == {"known": 2, "subscribed": 2, "gone": 1}


def test_a_group_that_moved_keeps_everything_but_its_id(db: Database, now: datetime) -> None:
    source_id = db.run_now(store_source)
    group = met(db, now, GROUP, "group")
    stand(db, group, Standing.SUBSCRIBED, now=now)

    heir = db.run_now(subscribers.move, group.id, chat_id=SUPERGROUP, now=now)

    assert heir == group.id
    assert found(db, SUPERGROUP) == Subscriber(
        id=group.id,
        chat_id=SUPERGROUP,
        kind="supergroup",
        standing=Standing.SUBSCRIBED,
        settings=Settings(pushes=Pushes.INSTANT),
    )
    assert db.run_now(subscribers.find, GROUP) is None
    assert db.run_now(subscribers.chosen, group.id) == {source_id}


def test_moving_twice_is_moving_once(db: Database, now: datetime) -> None:
    group = met(db, now, GROUP, "group")
    stand(db, group, Standing.SUBSCRIBED, now=now)

    for _ in range(2):
        assert db.run_now(subscribers.move, group.id, chat_id=SUPERGROUP, now=now) == group.id

    assert found(db, SUPERGROUP).standing is Standing.SUBSCRIBED


def test_a_group_that_moved_to_a_known_chat_hands_over_its_queue(
    db: Database, now: datetime
) -> None:
    def arrange(tx: Tx) -> tuple[int, int, list[int]]:
        source_id = store_source(tx)
        group = meet(tx, GROUP, kind="group", now=now).id
        heir = meet(tx, SUPERGROUP, kind="supergroup", now=now).id
        subscribers.stand(tx, group, Standing.SUBSCRIBED, now=now)
        stories = [store_article(tx, source_id, number) for number in (1, 2)]
        for article_id in stories:
            outbox.enqueue(tx, article_id, group, now=now)
        return group, heir, stories

    group, heir, stories = db.run_now(arrange)

    moved_to = db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)

    assert moved_to == heir
    assert found(db, SUPERGROUP).standing is Standing.SUBSCRIBED
    assert found(db, GROUP).standing is Standing.GONE
    assert waiting_for(db, heir) == [(article_id, "retry") for article_id in stories]
    assert waiting_for(db, group) == []


def test_what_arrived_before_a_move_does_not_come_again_after_it(
    db: Database, now: datetime
) -> None:
    def arrange(tx: Tx) -> tuple[int, int, int]:
        source_id = store_source(tx)
        group = meet(tx, GROUP, kind="group", now=now).id
        heir = meet(tx, SUPERGROUP, kind="supergroup", now=now).id
        subscribers.stand(tx, group, Standing.SUBSCRIBED, now=now)
        article_id = store_article(tx, source_id)
        tx.execute(
            """insert into receipts (article_id, subscriber_id, message_id, sent_at)
               values (:article, :group, 1, 0)""",
            {"article": article_id, "group": group},
        )
        return group, heir, article_id

    group, heir, article_id = db.run_now(arrange)

    db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)

    assert not db.run_now(outbox.enqueue, article_id, heir, now=now)
    assert article_id in db.run_now(articles.get, [article_id])
