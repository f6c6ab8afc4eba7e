"""A group becomes a supergroup under way: nothing is lost, nothing comes twice."""

from datetime import datetime

from bot.core.models import Outcome, Pushes, Quiet, Settings, Standing
from storage import Database, Tx, briefings, outbox, preferences, subscribers
from tests.builders import a_source, meet, planned_briefing, store_source, store_subscriber
from tests.turns import ended, publish, sent, stand, step

GROUP, SUPERGROUP = -4001, -1002000000001
BRIEFED = Settings(
    pushes=Pushes.BRIEFINGS,
    quiet=Quiet("22:00", "07:00"),
    times=("08:00",),
    zone="Africa/Cairo",
    muted=("كرة",),
)


def test_a_group_that_moved_gets_it_there(db: Database, source_id: int, now: datetime) -> None:
    db.run_now(store_subscriber, GROUP, kind="group")
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    [again] = step(db, ended(delivery, Outcome.MOVED, moved_to=SUPERGROUP), now=now)

    assert (again.subscriber.chat_id, again.subscriber.kind) == (SUPERGROUP, "supergroup")


def test_a_group_that_moved_to_a_forum_that_is_known_gets_it_in_the_topic_chosen_there(
    db: Database, source_id: int, now: datetime
) -> None:
    db.run_now(store_subscriber, GROUP, kind="group")
    forum = db.run_now(store_subscriber, SUPERGROUP, kind="supergroup")
    db.run_now(subscribers.send_to_thread, forum, 7)
    publish(db, source_id, 1, now=now)
    old, _ = step(db, now=now, want=2)
    step(db, ended(old, Outcome.MOVED, moved_to=SUPERGROUP), now=now, want=0)

    found = db.run_now(subscribers.find, SUPERGROUP)

    assert found is not None
    assert found.thread_id == 7


def test_a_group_that_moved_to_a_chat_that_is_known_gets_everything_there_once(
    db: Database, source_id: int, now: datetime
) -> None:
    db.run_now(store_subscriber, GROUP, kind="group")
    db.run_now(store_subscriber, SUPERGROUP, kind="supergroup")
    first = publish(db, source_id, 1, now=now)
    old, new = step(db, now=now)
    second = publish(db, source_id, 2, now=now)
    step(db, now=now)

    leased = step(db, *sent(new), ended(old, Outcome.MOVED, moved_to=SUPERGROUP), now=now)
    rest = step(db, *sent(*leased), now=now)

    got = [(each.subscriber.chat_id, each.article_id) for each in (new, *leased, *rest)]
    assert got == [(SUPERGROUP, first), (SUPERGROUP, second)]


def test_a_group_that_moved_to_a_chat_that_is_known_keeps_its_sources_and_open_broadcasts(
    db: Database, source_id: int, now: datetime
) -> None:
    db.run_now(store_subscriber, 501)
    group = db.run_now(store_subscriber, GROUP, kind="group")
    article_id = publish(db, source_id, 1, now=now)
    [first] = step(db, now=now, want=1)
    other = db.run_now(store_source, a_source("صحيفة أخرى", is_default=True))
    db.run_now(meet, SUPERGROUP, kind="supergroup", now=now)

    heir = db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)
    leased = step(db, *sent(first), now=now)

    assert heir != group
    assert db.run_now(subscribers.chosen, heir) == {source_id} != {other}
    assert [(each.subscriber.id, each.article_id) for each in leased] == [(heir, article_id)]


def test_what_was_under_way_to_a_group_counts_for_the_chat_it_moved_to(
    db: Database, source_id: int, now: datetime
) -> None:
    group = db.run_now(store_subscriber, GROUP, kind="group")
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)
    db.run_now(store_subscriber, SUPERGROUP, kind="supergroup")
    heir = db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)

    step(db, *sent(delivery), now=now)

    assert not db.run_now(outbox.enqueue, delivery.article_id, heir, now=now)


def a_briefed_group(db: Database, now: datetime) -> int:
    def deed(tx: Tx) -> int:
        group = store_subscriber(tx, GROUP, kind="group")
        preferences.change(tx, group, BRIEFED)
        briefings.schedule(tx, [group], now)
        return group

    return db.run_now(deed)


def test_a_group_keeps_its_settings_also_in_a_chat_that_is_known(
    db: Database, source_id: int, now: datetime
) -> None:
    group = a_briefed_group(db, now)
    db.run_now(meet, SUPERGROUP, kind="supergroup", now=now)

    heir = db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)
    publish(db, source_id, 1, now=now)

    assert db.run_now(subscribers.settings_of, SUPERGROUP) == BRIEFED
    assert db.run_now(planned_briefing, heir) == now
    assert step(db, now=now) == []  # who gets briefings is not pushed what is not breaking


def test_a_chat_that_has_chosen_for_itself_keeps_that_when_a_group_moves_there_that_wants_nothing(
    db: Database, source_id: int, now: datetime
) -> None:
    group = a_briefed_group(db, now)
    stand(db, group, Standing.KNOWN, now=now)
    known = db.run_now(store_subscriber, SUPERGROUP, kind="supergroup")
    before = db.run_now(subscribers.settings_of, SUPERGROUP)

    db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)
    publish(db, source_id, 1, now=now)

    assert db.run_now(subscribers.settings_of, SUPERGROUP) == before
    assert db.run_now(planned_briefing, known) is None
    assert [each.subscriber.id for each in step(db, now=now)] == [known]


def test_what_was_chosen_after_a_move_outlives_another_word_of_it(
    db: Database, source_id: int, now: datetime
) -> None:
    group = a_briefed_group(db, now)
    db.run_now(meet, SUPERGROUP, kind="supergroup", now=now)
    heir = db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)
    db.run_now(preferences.change, heir, Settings())

    db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=now)

    assert db.run_now(subscribers.settings_of, SUPERGROUP) == Settings()
