"""The outbox, one promise after another, on both databases."""

from datetime import datetime, timedelta

import pytest

from bot.core.models import Outcome, Standing
from storage import Database, Tx, outbox, subscribers
from storage.figures import queue_state
from storage.leases import MISSED_AT_ONCE
from storage.outbox import NEWS_IS_FRESH, RECEIPTS_KEPT
from storage.terms import Terms
from tests.builders import a_source, meet, store_article, store_source, store_subscriber
from tests.turns import chats, ended, publish, queue, readers, sent, stand, step

MINUTE = timedelta(minutes=1)


def test_a_broadcast_reaches_each_subscriber_once_in_as_many_turns_as_it_takes(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 5)
    publish(db, source_id, 1, now=now)

    turns = [step(db, now=now, want=2) for _ in range(4)]

    assert [chats(turn) for turn in turns] == [[501, 502], [503, 504], [505], []]
    assert queue(db) == {"sending": 5}


def test_what_is_leased_is_written_down_before_it_goes_out(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 1)
    publish(db, source_id, 1, now=now)

    with pytest.raises(RuntimeError):
        db.run_now(step_and_fail, now=now)
    after_failure = queue(db)
    leased = step(db, now=now)

    assert after_failure == {"open_broadcasts": 1}
    assert chats(leased) == [501]
    assert queue(db) == {"sending": 1}


def step_and_fail(tx: Tx, *, now: datetime) -> None:
    outbox.step(tx, [], want=9, now=now)
    raise RuntimeError("the disk is full")


def test_who_joins_afterwards_is_left_out(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 2)
    publish(db, source_id, 1, now=now)

    db.run_now(store_subscriber, 777)

    assert chats(step(db, now=now)) == [501, 502]


def test_only_its_sources_readers_get_it(db: Database, source_id: int, now: datetime) -> None:
    everybody = readers(db, 4)
    stand(db, everybody[0], Standing.KNOWN, now=now)
    stand(db, everybody[1], Standing.GONE, now=now)
    db.run_now(subscribers.toggle, everybody[2], source_id)
    publish(db, source_id, 1, now=now)
    publish(db, db.run_now(store_source, a_source("وكالة المنارة")), 2, now=now)

    assert chats(step(db, now=now)) == [504]


def test_who_leaves_meanwhile_is_skipped(db: Database, source_id: int, now: datetime) -> None:
    everybody = readers(db, 4)
    publish(db, source_id, 1, now=now)
    step(db, now=now, want=1)

    stand(db, everybody[2], Standing.KNOWN, now=now)

    assert chats(step(db, now=now)) == [502, 504]


def test_what_was_sent_never_comes_again(db: Database, source_id: int, now: datetime) -> None:
    [reader] = readers(db, 1)
    article_id = publish(db, source_id, 1, now=now)

    step(db, *sent(*step(db, now=now)), now=now)
    db.run_now(outbox.broadcast, article_id, source_id=source_id, now=now)

    assert not db.run_now(outbox.enqueue, article_id, reader, now=now)
    assert step(db, now=now + MINUTE) == []
    assert queue(db) == {"delivered": 1}


def test_settling_twice_is_settling_once(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 1)
    publish(db, source_id, 1, now=now)
    settlements = sent(*step(db, now=now))

    step(db, *settlements, *settlements, now=now)
    step(db, *settlements, now=now)

    assert queue(db) == {"delivered": 1}


def test_a_second_try_waits_for_its_time(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 1)
    article_id = publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    early = step(db, ended(delivery, Outcome.RETRY, retry_at=now + MINUTE), now=now)
    [again] = step(db, now=now + MINUTE)

    assert early == []
    assert (again.article_id, again.attempts, again.id) == (article_id, 1, delivery.id)


def test_without_a_time_it_is_tried_at_once(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 1)
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    assert chats(step(db, ended(delivery, Outcome.RETRY), now=now)) == [501]


def test_an_answer_that_is_told_twice_does_not_drop_a_reader_who_came_back(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 1)
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)
    gone = ended(delivery, Outcome.GONE)
    step(db, gone, now=now)
    db.run_now(meet, 501, kind="private", now=now)

    step(db, gone, now=now)

    assert db.run_now(subscribers.count)["subscribed"] == 1


def test_a_lease_of_which_nobody_knows_is_taken_back_and_goes_out(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    [under_way] = step(db, now=now, want=1)
    step(db, now=now)  # and the answer is lost

    leased = db.run_now(outbox.step, [], want=9, now=now, terms=Terms(known=[under_way.id]))

    assert chats(leased) == [502, 503]


def test_a_chat_that_is_gone_is_paused(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 2)
    publish(db, source_id, 1, now=now)
    gone, other = step(db, now=now)

    step(db, ended(gone, Outcome.GONE), *sent(other), now=now)
    publish(db, source_id, 2, now=now)

    assert chats(step(db, now=now)) == [502]
    assert db.run_now(subscribers.count) == {"known": 0, "subscribed": 1, "gone": 1}


def test_a_message_that_telegram_will_never_take_is_dead_with_its_reason(
    db: Database, source_id: int, now: datetime
) -> None:
    [reader] = readers(db, 1)
    article_id = publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    step(db, ended(delivery, Outcome.REFUSED), now=now)

    assert step(db, now=now + MINUTE) == []
    assert not db.run_now(outbox.enqueue, article_id, reader, now=now)
    assert queue(db) == {"dead": 1}
    assert db.run_now(queue_state).reasons == (("لأن", 1),)


def test_an_uncertain_send_is_not_repeated_but_told_of_in_the_next_message(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 2)
    first = publish(db, source_id, 1, now=now)
    maybe, sure = step(db, now=now)

    nothing = step(db, ended(maybe, Outcome.UNCERTAIN), *sent(sure), now=now)
    second = publish(db, source_id, 2, now=now)
    leased = step(db, now=now)
    step(db, *sent(*leased), now=now)

    assert nothing == []
    assert [(each.article_id, each.missed) for each in leased] == [
        (second, (first,)),
        (second, ()),
    ]
    assert queue(db) == {"delivered": 4}


def test_what_was_missed_is_told_of_till_sent(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 1)
    first = publish(db, source_id, 1, now=now)
    step(db, ended(step(db, now=now)[0], Outcome.UNCERTAIN), now=now)
    publish(db, source_id, 2, now=now)

    [second] = step(db, now=now)
    [again] = step(db, ended(second, Outcome.RETRY), now=now)
    step(db, *sent(again), now=now)

    assert (second.missed, again.missed) == ((first,), (first,))
    assert queue(db) == {"delivered": 2}


def test_few_are_told_of_at_once(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 1)
    for number in range(MISSED_AT_ONCE + 2):
        publish(db, source_id, number, now=now)
        db.run_now(outbox.step, [], want=1, now=now)
        db.run_now(outbox.recover, now=now)
    told = []
    for number in range(100, 103):
        publish(db, source_id, number, now=now)
        [delivery] = step(db, now=now)
        told.append(len(delivery.missed))
        step(db, *sent(delivery), now=now)

    assert told == [MISSED_AT_ONCE, 2, 0]


def test_a_reader_gets_one_message_at_a_time(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 2)
    stories = [publish(db, source_id, number, now=now) for number in range(3)]

    turns = [step(db, now=now)]
    while turns[-1]:
        turns.append(step(db, *sent(*turns[-1]), now=now))

    assert [chats(turn) for turn in turns] == [[501, 502]] * 3 + [[]]
    assert [turn[0].article_id for turn in turns[:3]] == stories
    assert queue(db) == {"delivered": 6}


def test_a_slow_reader_holds_up_nobody_else(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    slow, *others = step(db, now=now)
    publish(db, source_id, 2, now=now)

    assert chats(step(db, *sent(*others), now=now, want=2)) == [502, 503]
    assert chats(step(db, *sent(slow), now=now)) == [501]


@pytest.mark.parametrize("is_early", [True, False])
def test_an_asked_for_story_comes_once(
    db: Database, source_id: int, now: datetime, is_early: bool
) -> None:
    [reader] = readers(db, 1)
    article_id = db.run_now(store_article, source_id)
    leased = []
    for is_asked_for in (is_early, not is_early):
        if is_asked_for:
            db.run_now(outbox.enqueue, article_id, reader, now=now)
        else:
            db.run_now(outbox.broadcast, article_id, source_id=source_id, now=now)
        leased += step(db, now=now)
    leased += step(db, now=now)

    assert chats(leased) == [501]


def test_who_left_while_a_send_was_under_way_gets_no_second_try(
    db: Database, source_id: int, now: datetime
) -> None:
    [reader] = readers(db, 1)
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    stand(db, reader, Standing.KNOWN, now=now)

    assert step(db, ended(delivery, Outcome.RETRY), now=now) == []
    assert queue(db) == {}


def test_what_may_have_arrived_does_not_come_again_to_who_left_and_came_back(
    db: Database, source_id: int, now: datetime
) -> None:
    [reader] = readers(db, 1)
    article_id = publish(db, source_id, 1, now=now)
    step(db, ended(step(db, now=now)[0], Outcome.UNCERTAIN), now=now)

    stand(db, reader, Standing.KNOWN, now=now)
    stand(db, reader, Standing.SUBSCRIBED, now=now)

    assert not db.run_now(outbox.enqueue, article_id, reader, now=now)
    assert queue(db) == {"dead": 1}


def test_stale_news_expires_and_says_so(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now, want=1)

    late = step(db, ended(delivery, Outcome.RETRY), now=now + NEWS_IS_FRESH)

    assert late == []
    assert queue(db) == {"dead": 1}
    assert db.run_now(queue_state).reasons == (("expired; لأن", 1),)


def test_what_a_crash_cut_off_is_uncertain(db: Database, source_id: int, now: datetime) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    first, _ = step(db, now=now, want=2)
    step(db, ended(first, Outcome.RETRY, retry_at=now + MINUTE), now=now, want=0)

    counted = [db.run_now(outbox.recover, now=now) for _ in range(2)]

    assert counted == [1, 0]
    assert queue(db) == {"open_broadcasts": 1, "retry": 1, "uncertain": 1}
    assert chats(step(db, now=now)) == [503]


def test_old_receipts_and_hopeless_deliveries_are_forgotten_fresh_ones_kept(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    one, two, three = step(db, now=now)
    step(db, *sent(one), ended(two, Outcome.REFUSED), ended(three, Outcome.UNCERTAIN), now=now)
    everything = queue(db)

    forget(db, now=now + RECEIPTS_KEPT)
    kept = queue(db)
    forget(db, now=now + RECEIPTS_KEPT + MINUTE)

    assert kept == everything == {"delivered": 1, "dead": 1, "uncertain": 1}
    assert queue(db) == {}


def forget(db: Database, *, now: datetime) -> None:
    db.run_now(outbox.forget_receipts, now=now, most=9)
    db.run_now(outbox.forget, now=now)


def test_of_many_old_receipts_a_few_are_forgotten_at_a_time(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 3)
    publish(db, source_id, 1, now=now)
    step(db, *sent(*step(db, now=now)), now=now, want=0)
    later = now + RECEIPTS_KEPT + MINUTE

    counts = [db.run_now(outbox.forget_receipts, now=later, most=2) for _ in range(3)]

    assert counts == [2, 1, 0]
    assert queue(db) == {}


def test_a_topic_that_was_chosen_while_another_was_found_deleted_stays(
    db: Database, source_id: int, now: datetime
) -> None:
    [reader] = readers(db, 1)
    db.run_now(subscribers.send_to_thread, reader, 7)
    publish(db, source_id, 1, now=now)
    [delivery] = step(db, now=now)

    db.run_now(subscribers.send_to_thread, reader, 8)
    [again] = step(db, ended(delivery, Outcome.TOPIC_GONE), now=now)

    assert (delivery.subscriber.thread_id, again.subscriber.thread_id) == (7, 8)
