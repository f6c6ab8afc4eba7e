"""Briefings in the outbox, made by the program as it makes them; on both databases."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.briefings import Newsstand, compose_due
from bot.core import pushing
from bot.core.models import Delivery, Outcome, Pushes, Quiet, Settings, Settlement, Standing
from storage import Database, Tx, briefings, outbox, preferences, subscribers
from storage.terms import Terms
from tests.builders import join_story, store_article, store_source, store_subscriber
from tests.turns import chats, ended, queue, sent

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
BRIEFED = Settings(zone="UTC", times=("09:40", "20:00"))


class Desk:
    """Turns of the outbox as the program takes them, by hand."""

    def __init__(self, db: Database, now: datetime) -> None:
        self.db, self.now = db, now
        self.source_id = db.run_now(store_source)
        self.terms = Terms(judge=pushing.judge, compose=partial(compose_due, stand=Newsstand()))

    def reader(
        self, chat_id: int = 501, settings: Settings = BRIEFED, kind: str = "private"
    ) -> int:
        """Who is due for a briefing at once."""

        def join(tx: Tx) -> int:
            reader = store_subscriber(tx, chat_id, kind=kind)
            preferences.change(tx, reader, settings)
            if settings.pushes is Pushes.BRIEFINGS:
                briefings.schedule(tx, [reader], self.now)
            return reader

        return self.db.run_now(join)

    def news(self, number: int) -> int:
        """An article that is not pushed to who gets briefings."""

        def store(tx: Tx) -> int:
            article_id = store_article(tx, self.source_id, number)
            at = {"id": article_id, "now": int(self.now.timestamp())}
            tx.execute(
                "update articles set stored_at = :now, told_at = :now, story_id = :id"
                " where id = :id",
                at,
            )
            return article_id

        return self.db.run_now(store)

    def version(self, number: int, *, of: int) -> int:
        """Another article on a story, pushed as breaking news."""
        article_id = self.news(number)
        self.db.run_now(join_story, article_id, of)
        self.push(article_id, is_breaking=True)
        return article_id

    def push(self, article_id: int, *, is_breaking: bool = False) -> None:
        self.db.run_now(
            outbox.broadcast,
            article_id,
            source_id=self.source_id,
            now=self.now,
            is_breaking=is_breaking,
        )

    def step(self, *settlements: Settlement, want: int = 9) -> list[Delivery]:
        return self.db.run_now(outbox.step, settlements, want=want, now=self.now, terms=self.terms)

    def due_again(self, reader: int) -> None:
        self.db.run_now(briefings.schedule, [reader], self.now)

    def told(self, delivery: Delivery) -> list[int]:
        assert delivery.briefing is not None
        return sorted(each.article_id for each in delivery.briefing.stories)


@pytest.fixture
def desk(db: Database, now: datetime) -> Desk:
    return Desk(db, now)


def test_briefings_come_after_breaking_news_and_before_the_rest(desk: Desk) -> None:
    desk.reader(501)
    desk.reader(502, Settings(pushes=Pushes.INSTANT))
    desk.reader(503, Settings(pushes=Pushes.BREAKING))
    first = desk.news(1)
    desk.push(first)
    urgent = desk.news(2)
    desk.push(urgent, is_breaking=True)

    turns = [desk.step(want=1) for _ in range(5)]

    leased = [each for turn in turns for each in turn]
    told = [(each.article_id, each.subscriber.chat_id) for each in leased]
    assert told == [(urgent, 501), (urgent, 502), (urgent, 503)]
    [briefing, push] = desk.step(*sent(*leased))
    assert (desk.told(briefing), briefing.subscriber.chat_id) == ([first], 501)
    assert (push.article_id, push.subscriber.chat_id) == (first, 502)


def test_what_has_arrived_is_written_down_and_comes_once(desk: Desk) -> None:
    reader = desk.reader()
    desk.news(1)

    [briefing] = desk.step()
    again = desk.step(*sent(briefing))
    desk.due_again(reader)

    assert again == desk.step() == []
    assert queue(desk.db) == {}
    last = desk.db.run_now(briefings.last, reader)
    assert last == briefing.briefing


def test_another_try_tells_the_same(desk: Desk) -> None:
    desk.reader()
    desk.news(1)
    [first] = desk.step()
    desk.step(ended(first, Outcome.RETRY, retry_at=desk.now + MINUTE))
    desk.now += MINUTE
    desk.news(2)

    [second] = desk.step()

    assert (second.briefing, second.attempts) == (first.briefing, 1)


def test_what_came_too_late_is_news_for_the_next_one(desk: Desk) -> None:
    reader = desk.reader()
    first = desk.news(1)
    [late] = desk.step()
    desk.step(ended(late, Outcome.RETRY, retry_at=desk.now + 4 * HOUR))
    desk.now += 4 * HOUR
    expired = desk.step()
    desk.now = desk.now.replace(hour=20, minute=0)
    desk.due_again(reader)

    [next_one] = desk.step()

    assert expired == []
    assert desk.told(next_one) == [first]
    assert queue(desk.db) == {"sending": 1, "dead": 1}


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NO_RIGHTS])
def test_what_telegram_does_not_take_is_news_for_the_next_one(
    desk: Desk, outcome: Outcome
) -> None:
    reader = desk.reader()
    first = desk.news(1)
    [refused] = desk.step()
    settlement = ended(refused, outcome, refused_html="<b>")
    desk.step(settlement)
    desk.now = desk.now.replace(hour=20, minute=0)
    desk.due_again(reader)

    assert [desk.told(each) for each in desk.step()] == [[first]]


def test_one_that_may_be_lost_is_told_of_in_the_next_message_and_not_repeated(
    desk: Desk,
) -> None:
    desk.reader()
    first = desk.news(1)
    desk.step()
    desk.db.run_now(outbox.recover, now=desk.now)
    repeated = desk.version(2, of=first)
    desk.push(desk.news(3), is_breaking=True)

    [push] = desk.step()
    told_of = [each.id for each in push.missed_briefings]
    step_after = desk.step(
        Settlement(
            delivery=push, outcome=Outcome.SENT, message_id=9, delivered_briefings=tuple(told_of)
        )
    )

    assert push.article_id not in (0, repeated)
    assert len(told_of) == 1
    assert step_after == []
    assert queue(desk.db) == {"delivered": 1}


def test_whoever_was_told_a_story_in_a_briefing_gets_no_version_of_it(desk: Desk) -> None:
    reader = desk.reader()
    first = desk.news(1)
    [briefing] = desk.step()
    desk.step(*sent(briefing))

    second = desk.version(2, of=first)

    assert desk.step() == []
    assert not desk.db.run_now(outbox.enqueue, second, reader, now=desk.now)


def test_a_push_that_waits_is_no_story_of_a_briefing_meanwhile(desk: Desk) -> None:
    desk.reader()
    first = desk.news(1)
    other = desk.news(2)
    desk.push(other, is_breaking=True)
    [push] = desk.step()
    late = ended(push, Outcome.RETRY, retry_at=desk.now + MINUTE)
    [briefing] = desk.step(late)

    desk.now += MINUTE
    after = desk.step(*sent(briefing))

    assert desk.told(briefing) == [first]
    assert [each.article_id for each in after] == [other]


def test_nobody_is_woken_by_a_briefing_that_is_late(desk: Desk) -> None:
    night = Quiet("09:30", "11:00")
    desk.reader(501, Settings(zone="UTC", times=("09:20",), quiet=night))
    first = desk.news(1)

    asleep = desk.step()
    desk.now = desk.now.replace(hour=11, minute=0)

    assert asleep == []
    assert [desk.told(each) for each in desk.step()] == [[first]]


def test_a_briefing_that_is_wanted_within_quiet_hours_comes_on_time(desk: Desk) -> None:
    night = Quiet("09:30", "11:00")
    desk.reader(501, Settings(zone="UTC", times=("09:40",), quiet=night))
    first = desk.news(1)

    assert [desk.told(each) for each in desk.step()] == [[first]]


def test_the_rest_tells_an_instant_reader_what_was_held_back(desk: Desk) -> None:
    settings = Settings(pushes=Pushes.INSTANT, zone="UTC", quiet=Quiet("09:30", "11:00"))
    reader = desk.reader(501, settings)
    desk.db.run_now(briefings.schedule, [reader], None)
    held = [desk.news(1), desk.news(2)]
    for article_id in held:
        desk.push(article_id)

    asleep = desk.step()
    desk.now = desk.now.replace(hour=11, minute=0)

    assert asleep == []
    assert [desk.told(each) for each in desk.step()] == [held]


def test_a_group_that_grew_meanwhile_gets_it_in_its_new_chat(desk: Desk) -> None:
    desk.reader(-7, kind="group")
    desk.news(1)
    [first] = desk.step()

    [second] = desk.step(ended(first, Outcome.MOVED, moved_to=-1007))

    assert second.subscriber.chat_id == -1007
    assert second.briefing == first.briefing


def test_who_leaves_and_returns_is_told_what_did_not_arrive(desk: Desk) -> None:
    reader = desk.reader()
    first = desk.news(1)
    [under_way] = desk.step()
    desk.db.run_now(subscribers.stand, reader, Standing.KNOWN, now=desk.now)
    desk.step(ended(under_way, Outcome.RETRY, retry_at=desk.now))
    desk.db.run_now(subscribers.stand, reader, Standing.SUBSCRIBED, now=desk.now)
    desk.now = desk.now.replace(hour=20, minute=0)
    desk.due_again(reader)

    assert [desk.told(each) for each in desk.step()] == [[first]]


def test_more_are_made_than_go_out_at_once(desk: Desk) -> None:
    for chat_id in range(501, 509):
        desk.reader(chat_id)
    desk.news(1)

    turns = [desk.step(want=3) for _ in range(4)]

    assert [len(turn) for turn in turns] == [3, 3, 2, 0]
    assert len({chat for turn in turns for chat in chats(turn)}) == 8


def test_what_lies_at_the_newsstand_is_read_a_little_at_a_time(desk: Desk) -> None:
    news = [desk.news(number) for number in range(3)]
    stand = Newsstand()

    goes_on = [desk.db.run_now(stand.fetch, now=desk.now, most=2) for _ in range(3)]

    assert goes_on == [True, True, False]
    assert list(stand.kept) == news
