"""What the operator is told of sending, from rows, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.core.models import Delivery, Outcome, Pushes, Settings, Settlement, Standing
from storage import Database, figures, ledger, outbox, preferences, subscribers
from storage.broadcasts import MOST_COUNTED
from storage.figures import Delays, Pace, delays_of
from storage.ledger import MOST_REFUSED_KEPT
from storage.outbox import NEWS_IS_FRESH
from storage.settling import REFUSALS_IN_A_ROW
from tests.builders import meet, store_article, store_subscriber

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
Step = Callable[..., list[Delivery]]


@pytest.fixture
def step(db: Database) -> Step:
    def step(*settlements: Settlement, now: datetime, want: int = 100) -> list[Delivery]:
        return db.run_now(outbox.step, settlements, want=want, now=now)

    return step


def readers(db: Database, count: int) -> list[int]:
    return [db.run_now(store_subscriber, 501 + number) for number in range(count)]


def publish(db: Database, source_id: int, *, now: datetime, number: int = 1) -> int:
    article_id = db.run_now(store_article, source_id, number)
    db.run_now(outbox.broadcast, article_id, source_id=source_id, now=now)
    return article_id


def ended(delivery: Delivery, outcome: Outcome = Outcome.SENT, **more: object) -> Settlement:
    return Settlement(delivery=delivery, outcome=outcome, **more)  # type: ignore[arg-type]


def pace(db: Database, now: datetime) -> Pace:
    return db.run_now(figures.read, now=now).pace


def standing(db: Database, chat_id: int) -> Standing:
    found = db.run_now(subscribers.find, chat_id)
    assert found is not None
    return found.standing


def test_what_waits_is_counted_with_the_age_of_the_oldest(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 5)
    publish(db, source_id, now=now)
    first, second = step(now=now, want=2)
    again = ended(second, Outcome.RETRY, retry_at=now + 10 * MINUTE)
    step(ended(first), again, now=now + SECOND, want=0)

    found = pace(db, now + MINUTE)

    assert (found.waiting, found.is_counted, found.oldest) == (4, True, MINUTE)
    assert found.last_minute == 1
    assert pace(db, now + 2 * MINUTE).last_minute == 0


def test_who_does_not_want_an_article_does_not_wait_for_it(
    db: Database, source_id: int, now: datetime
) -> None:
    _, calm = readers(db, 2)
    db.run_now(preferences.change, calm, Settings(pushes=Pushes.BREAKING))
    publish(db, source_id, now=now)

    assert pace(db, now).waiting == 1


def test_nothing_that_waits_has_no_age(db: Database, now: datetime) -> None:
    found = pace(db, now)

    assert (found.waiting, found.oldest, found.first_reader, found.refused) == (0, None, None, ())


def test_times_from_publication_to_the_first_and_the_last_reader(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 3)
    publish(db, source_id, now=now)
    first, second = step(now=now, want=2)
    step(ended(first), now=now + 5 * SECOND, want=0)
    still_open = pace(db, now + 6 * SECOND)
    [third] = step(ended(second), now=now + 9 * SECOND)
    step(ended(third), now=now + 70 * SECOND)

    found = pace(db, now + MINUTE)

    assert (still_open.first_reader, still_open.last_reader) == (Delays(5, 5), None)
    assert (found.first_reader, found.last_reader) == (Delays(5, 5), Delays(70, 70))
    assert pace(db, now + timedelta(days=1)).first_reader is None


def test_who_subscribes_later_does_not_make_the_broadcast_late(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    article_id = publish(db, source_id, now=now)
    step(*map(ended, step(now=now)), now=now + SECOND)
    late = db.run_now(store_subscriber, 777)
    db.run_now(outbox.enqueue, article_id, late, now=now + 60 * MINUTE)

    step(*map(ended, step(now=now + 60 * MINUTE)), now=now + 61 * MINUTE)

    assert pace(db, now + 62 * MINUTE).last_reader == Delays(1, 1)


def test_percentiles_are_nearest_ranks() -> None:
    assert delays_of([]) is None
    assert delays_of([7]) == Delays(7, 7)
    assert delays_of(range(1, 101)) == Delays(50, 99)
    assert delays_of(range(1, 1001)) == Delays(500, 990)
    assert delays_of([-3]) == Delays(0, 0), "a publisher whose clock is ahead"


def test_floods_are_counted_by_the_day(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 3)
    publish(db, source_id, now=now)
    one, two, three = step(now=now)
    floods = [
        ended(each, Outcome.RETRY, retry_at=now + MINUTE, is_flood=True)
        for each in (one, two, three)
    ]
    step(*floods[:2], now=now, want=0)
    step(*floods[2:], now=now, want=0)

    assert pace(db, now).floods == 3
    assert pace(db, now + timedelta(days=1)).floods == 0


def test_readers_whom_news_did_not_reach_in_time_are_counted(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 5)
    publish(db, source_id, now=now)
    first, second = step(now=now, want=2)
    late = now + NEWS_IS_FRESH

    step(ended(first), ended(second), now=late)

    assert pace(db, late).left_out == 3
    assert pace(db, late + timedelta(days=1)).left_out == 0


def test_a_refused_message_is_kept_once_an_article_with_the_last_reason(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 2)
    article_id = publish(db, source_id, now=now)
    one, two = step(now=now)
    step(ended(one, reason="odd tag", refused_html="<x>"), now=now, want=0)
    step(ended(two, Outcome.REFUSED, reason="too long", refused_html="<y>"), now=now)

    [kept] = pace(db, now).refused

    assert (kept.article_id, kept.times) == (article_id, 2)
    assert (kept.error, kept.html) == ("too long", "<y>")


def test_only_the_latest_refused_messages_are_kept(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    count = MOST_REFUSED_KEPT + 3
    for number in range(count):
        publish(db, source_id, now=now, number=number)
        [leased] = step(now=now)
        step(ended(leased, Outcome.REFUSED, reason="no", refused_html="x"), now=now, want=0)
        now += SECOND

    kept = [each.article_id for each in pace(db, now).refused]

    assert kept == list(range(count, count - MOST_REFUSED_KEPT, -1))


def test_old_refusals_and_tallies_are_forgotten(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    publish(db, source_id, now=now)
    [leased] = step(now=now)
    step(ended(leased, Outcome.REFUSED, refused_html="x"), now=now)
    db.run_now(ledger.tally, ledger.FLOOD, 1, now=now)

    db.run_now(outbox.forget, now=now + timedelta(days=32))

    assert pace(db, now).refused == ()
    assert pace(db, now).floods == 0


def test_a_chat_without_rights_is_paused_after_some_refusals_in_a_row(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    seen = []
    for number in range(REFUSALS_IN_A_ROW + 1):
        publish(db, source_id, now=now, number=number)
        for leased in step(now=now):
            step(ended(leased, Outcome.NO_RIGHTS, reason="no rights"), now=now, want=0)
        seen.append((standing(db, 501), db.run_now(figures.queue_state).dead))

    assert seen == [
        (Standing.SUBSCRIBED, 1),
        (Standing.SUBSCRIBED, 2),
        (Standing.GONE, 2),
        (Standing.GONE, 2),
    ]


def test_a_push_that_arrives_in_between_forgives_the_refusals(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    endings = [Outcome.NO_RIGHTS, Outcome.NO_RIGHTS, Outcome.SENT, Outcome.NO_RIGHTS]
    for number, outcome in enumerate([*endings, Outcome.NO_RIGHTS]):
        publish(db, source_id, now=now, number=number)
        [leased] = step(now=now)
        step(ended(leased, outcome), now=now, want=0)

    assert standing(db, 501) is Standing.SUBSCRIBED


def test_who_comes_back_starts_anew(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    for number in range(REFUSALS_IN_A_ROW):
        publish(db, source_id, now=now, number=number)
        [leased] = step(now=now)
        step(ended(leased, Outcome.NO_RIGHTS), now=now, want=0)
    db.run_now(meet, 501, kind="group", now=now)

    publish(db, source_id, now=now, number=9)
    [leased] = step(now=now)
    step(ended(leased, Outcome.NO_RIGHTS), now=now, want=0)

    assert standing(db, 501) is Standing.SUBSCRIBED


def test_a_closed_topic_pauses_at_once_and_drops_the_queue(
    db: Database, source_id: int, step: Step, now: datetime
) -> None:
    readers(db, 1)
    publish(db, source_id, now=now)
    [leased] = step(now=now)

    step(ended(leased, Outcome.TOPIC_CLOSED, reason="TOPIC_CLOSED"), now=now)

    assert standing(db, 501) is Standing.GONE
    assert (db.run_now(figures.queue_state).dead, pace(db, now).waiting) == (0, 0)
    rows = db.run_now(lambda tx: tx.query("select reason from subscribers"))
    assert rows == [{"reason": "TOPIC_CLOSED"}]


def test_where_very_many_wait_not_all_are_counted(
    db: Database, source_id: int, now: datetime
) -> None:
    readers(db, 1)
    db.run_now(
        lambda tx: tx.execute(
            """insert into subscribers (chat_id, kind, standing, joined_at, changed_at)
               with recursive n(x) as (select 1 union all select x + 1 from n where x < :most)
               select 1000 + x, 'private', 'subscribed', 0, 0 from n""",
            {"most": MOST_COUNTED},
        )
    )
    db.run_now(
        lambda tx: tx.execute(
            """insert into subscriptions (source_id, subscriber_id, wants)
               select :source, id, 3 from subscribers where chat_id > 1000""",
            {"source": source_id},
        )
    )
    publish(db, source_id, now=now)

    found = pace(db, now)

    assert (found.waiting, found.is_counted) == (MOST_COUNTED, False)
