"""Briefings as they are made and kept, on every database."""

from datetime import datetime, timedelta

import pytest

from bot.briefings import Newsstand, Wish, compose, compose_due, plan
from bot.core.briefing import MOST_STORIES
from bot.core.models import (
    Briefing,
    BriefingKind,
    Outcome,
    Pushes,
    Settings,
    Settlement,
    Standing,
    Subscriber,
)
from storage import Database, Tx, briefings, outbox, preferences, settling, subscribers
from storage.db import seconds
from tests.builders import (
    a_digest,
    a_quote,
    a_source,
    planned_briefing,
    store_article,
    store_source,
)

HOUR = timedelta(hours=1)
MORNING = datetime.fromisoformat("2026-11-25T08:00:00+03:00")
PLAIN = Settings()


class Desk:
    """A database with sources, articles and readers, at a time that moves when told."""

    def __init__(self, db: Database, now: datetime = MORNING) -> None:
        self.db, self.now = db, now
        self.stored = 0

    def source(self, name: str = "صحيفة الشرفة") -> int:
        return self.db.run_now(store_source, a_source(name))

    def news(self, source_id: int, *, story: int | None = None, quotes: int = 0) -> int:
        """An article, told now; of a story of its own unless another is named."""
        self.stored += 1
        digest = a_digest(
            f"خبر {self.stored}",
            quotes=tuple(
                a_quote(f"{self.stored} كلام طويل بما يكفي ليُقتبس في موجز {at}")
                for at in range(quotes)
            ),
        )

        def store(tx: Tx) -> int:
            article_id = store_article(tx, source_id, self.stored, digest=digest)
            at = {"id": article_id, "now": seconds(self.now), "story": story or article_id}
            tx.execute(
                "update articles set stored_at = :now, told_at = :now, story_id = :story"
                " where id = :id",
                at,
            )
            tx.execute(
                "insert into stories (id, opened_at, last_at) values (:story, :now, :now)"
                " on conflict (id) do nothing",
                at,
            )
            return article_id

        return self.db.run_now(store)

    def mark(self, sql: str, article_id: int) -> None:
        self.db.run_now(lambda tx: tx.execute(sql, {"id": article_id}))

    def reader(self, chat_id: int = 501, settings: Settings = PLAIN) -> Subscriber:
        def join(tx: Tx) -> Subscriber:
            met = subscribers.meet(
                tx, chat_id, kind="private", now=self.now - 2 * HOUR, settings=settings
            )
            for row in tx.query("select id from sources"):
                subscribers.choose(tx, met.id, row["id"])
            subscribers.stand(tx, met.id, Standing.SUBSCRIBED, now=self.now)
            found = subscribers.find(tx, chat_id)
            assert found is not None
            plan(tx, found, now=self.now - HOUR)
            return found

        return self.db.run_now(join)

    def push(self, article_id: int, reader: Subscriber) -> None:
        """It arrives by itself."""

        def arrive(tx: Tx) -> None:
            outbox.enqueue(tx, article_id, reader.id, now=self.now)
            for delivery in outbox.step(tx, [], want=9, now=self.now):
                settled = Settlement(delivery=delivery, outcome=Outcome.SENT, message_id=1)
                settling.settle(tx, settled, now=self.now)

        self.db.run_now(arrive)

    def asked(self, reader: Subscriber) -> Briefing | None:
        return self.db.run_now(
            compose, Newsstand(), reader, Wish(BriefingKind.ASKED), now=self.now
        )

    def due(self, limit: int = 100) -> list[Briefing]:
        return self.db.run_now(compose_due, Newsstand(), now=self.now, limit=limit)

    def next_at(self, reader: Subscriber) -> datetime | None:
        return self.db.run_now(planned_briefing, reader.id)


@pytest.fixture
def desk(db: Database) -> Desk:
    return Desk(db)


def articles_of(made: Briefing | None) -> list[int]:
    assert made is not None
    return [each.article_id for each in made.stories]


def test_a_briefing_is_kept_as_it_was_made(desk: Desk) -> None:
    source = desk.source()
    ids = [desk.news(source, quotes=1) for _ in range(9)]
    reader = desk.reader()
    desk.push(ids[0], reader)

    [made] = desk.due()

    assert made.kind is BriefingKind.SCHEDULED
    assert made.slot == "2026-11-25 08:00"
    assert len(made.stories) == MOST_STORIES
    assert [each.article_id for each in made.pushed] == [ids[0]]
    assert made.said is not None
    assert made.left == 1
    assert desk.db.run_now(briefings.get, [made.id]) == {made.id: made}
    assert desk.db.run_now(briefings.last, reader.id) == made


def test_a_slot_is_briefed_once_and_the_next_one_is_awaited(desk: Desk) -> None:
    source = desk.source()
    desk.news(source)
    reader = desk.reader()
    [made] = desk.due()
    desk.news(source)

    wish = Wish(made.kind, made.slot)
    again = desk.db.run_now(compose, Newsstand(), reader, wish, now=desk.now)

    assert again is None
    assert desk.due() == []
    assert desk.next_at(reader) == MORNING + 5 * HOUR


def test_the_next_briefing_tells_only_what_is_new_since_the_last(desk: Desk) -> None:
    source = desk.source()
    desk.now -= HOUR
    for _ in range(9):
        desk.news(source)
    desk.now += HOUR
    desk.reader()
    desk.due()
    desk.now += 5 * HOUR

    assert desk.due() == []
    new = desk.news(source)
    desk.now += 7 * HOUR
    [made] = desk.due()

    assert articles_of(made) == [new]


def test_what_a_reader_got_in_whatever_way_is_told_no_more(desk: Desk) -> None:
    source, other = desk.source(), desk.source("جريدة المرفأ")
    pushed, briefed = desk.news(source), desk.news(source)
    reader = desk.reader()
    desk.push(pushed, reader)
    assert articles_of(desk.asked(reader)) == [briefed]
    desk.now += HOUR

    desk.news(other, story=pushed)
    desk.news(other, story=briefed)
    assert desk.asked(reader) is None

    under_way = desk.news(source)
    desk.db.run_now(outbox.enqueue, under_way, reader.id, now=desk.now)
    assert desk.asked(reader) is None


def test_the_best_version_among_the_readers_own_sources_is_told(desk: Desk) -> None:
    mine, other = desk.source(), desk.source("جريدة المرفأ")
    first = desk.news(mine)
    fuller = desk.news(mine, story=first, quotes=1)
    desk.news(other, story=first, quotes=3)
    reader = desk.reader()
    desk.db.run_now(subscribers.toggle, reader.id, other)

    assert articles_of(desk.asked(reader)) == [fuller]


def test_a_muted_source_is_in_no_briefing_that_comes_by_itself(desk: Desk) -> None:
    source = desk.source()
    muted = desk.news(source)
    reader = desk.reader()
    desk.db.run_now(subscribers.press, reader.id, source, is_muted=True)

    assert desk.due() == []
    assert articles_of(desk.asked(reader)) == [muted]


def test_a_first_briefing_reaches_a_day_back_and_no_further(desk: Desk) -> None:
    source = desk.source()
    desk.news(source)
    desk.now += 23 * HOUR
    second = desk.news(source)
    desk.now += 2 * HOUR

    assert articles_of(desk.asked(desk.reader())) == [second]


def test_what_was_held_back_is_told_from_where_the_pushes_began(desk: Desk) -> None:
    source = desk.source()
    desk.news(source)
    desk.now += 12 * HOUR
    settings = Settings(pushes=Pushes.INSTANT)
    reader = desk.reader(settings=settings)
    pushed, held = desk.news(source), desk.news(source)
    desk.push(pushed, reader)
    desk.db.run_now(briefings.schedule, [reader.id], desk.now)

    [made] = desk.due()

    assert made.kind is BriefingKind.REST
    assert articles_of(made) == [held]
    assert made.pushed == ()
    assert desk.next_at(reader) is None


def test_a_muted_story_is_in_no_briefing_and_others_are_served_as_before(desk: Desk) -> None:
    source = desk.source()
    first, second = desk.news(source), desk.news(source)
    other = desk.reader()
    muting = desk.reader(502, Settings(muted=("«خبر 2»",)))

    told = {reader.id: desk.asked(reader) for reader in (other, muting)}

    assert [found and {each.article_id for each in found.stories} for found in told.values()] == [
        {first, second},
        {first},
    ]


def test_who_wants_breaking_news_only_is_told_of_held_back_breaking_news(desk: Desk) -> None:
    source = desk.source()
    desk.news(source)
    breaking = desk.news(source)
    reader = desk.reader(settings=Settings(pushes=Pushes.BREAKING))
    desk.db.run_now(
        lambda tx: tx.execute(
            "update stories set breaking_at = 1 where id = :id", {"id": breaking}
        )
    )
    desk.db.run_now(briefings.schedule, [reader.id], desk.now)

    [made] = desk.due()

    assert articles_of(made) == [breaking]


def test_who_left_is_briefed_no_more(desk: Desk) -> None:
    desk.news(desk.source())
    reader = desk.reader()
    desk.db.run_now(subscribers.stand, reader.id, Standing.KNOWN, now=desk.now)

    assert desk.due() == []
    assert desk.next_at(reader) is None


def test_a_plan_follows_settings_and_standing(desk: Desk) -> None:
    reader = desk.reader()
    assert desk.next_at(reader) == MORNING

    def change(settings: Settings) -> datetime | None:
        def keep(tx: Tx) -> None:
            preferences.change(tx, reader.id, settings)
            found = subscribers.find(tx, reader.chat_id)
            assert found is not None
            plan(tx, found, now=desk.now)

        desk.db.run_now(keep)
        return desk.next_at(reader)

    assert change(Settings(times=("09:30",))) == MORNING + 1.5 * HOUR
    assert change(Settings(times=("09:30",), zone="UTC")) == MORNING + 4.5 * HOUR
    assert change(Settings(times=())) is None
    assert change(Settings(days=frozenset())) is None


def test_after_an_outage_one_briefing_takes_in_all_that_were_missed(desk: Desk) -> None:
    source = desk.source()
    desk.reader()
    early = desk.news(source)
    desk.now = MORNING + 6 * HOUR
    late = desk.news(source)

    [made] = desk.due()

    assert made.slot == "2026-11-25 13:00"
    assert sorted(articles_of(made)) == [early, late]
    assert desk.due() == []


def test_a_lost_briefing_leaves_its_stories_to_the_next(desk: Desk) -> None:
    source = desk.source()
    story = desk.news(source)
    desk.reader()
    [made] = desk.due()
    desk.db.run_now(briefings.lose, made.id)
    desk.now += 5 * HOUR

    [again] = desk.due()

    assert articles_of(again) == [story]


def test_a_story_that_was_taken_back_is_not_told(desk: Desk) -> None:
    article_id = desk.news(desk.source())
    reader = desk.reader()
    desk.mark("update articles set withdrawn_at = 1 where id = :id", article_id)

    assert desk.asked(reader) is None


def test_a_group_that_moved_is_told_there_what_it_was_not_told_here(desk: Desk) -> None:
    desk.news(desk.source())
    group = desk.reader(-501)
    [made] = desk.due()
    supergroup = desk.reader(-100501)

    heir = desk.db.run_now(subscribers.move, group.id, chat_id=supergroup.chat_id, now=desk.now)

    kept = desk.db.run_now(briefings.get, [made.id])[made.id]
    assert heir == kept.subscriber_id == supergroup.id
    assert desk.next_at(supergroup) == MORNING + 5 * HOUR
    assert desk.asked(supergroup) is None


def test_briefings_are_forgotten_after_a_week(desk: Desk) -> None:
    desk.news(desk.source())
    reader = desk.reader()
    made = desk.asked(reader)
    assert made is not None

    desk.db.run_now(briefings.forget, now=desk.now + briefings.KEPT, most=9)
    assert desk.db.run_now(briefings.last, reader.id) == made
    desk.db.run_now(briefings.forget, now=desk.now + briefings.KEPT + HOUR, most=9)
    assert desk.db.run_now(briefings.last, reader.id) is None


def test_readers_who_are_alike_share_a_choice_and_others_do_not(desk: Desk) -> None:
    sources = [desk.source(name) for name in ("أ", "ب")]
    ids = [desk.news(each) for each in sources]
    alike = [desk.reader(chat_id) for chat_id in (501, 502, 503)]
    other = desk.reader(504)
    desk.db.run_now(subscribers.toggle, other.id, sources[0])
    stand = Newsstand()

    made = desk.db.run_now(compose_due, stand, now=desk.now, limit=100)

    found = {each.subscriber_id: set(articles_of(each)) for each in made}
    assert found == {each.id: set(ids) for each in alike} | {other.id: {ids[1]}}
    assert stand.offer is not None
    assert len(stand.offer.choices) == 2


def test_the_newsstand_is_read_again_after_a_minute(desk: Desk) -> None:
    source, stand = desk.source(), Newsstand()
    first = desk.news(source)

    def seen() -> list[int]:
        offer = desk.db.run_now(lambda tx: stand.look(tx, now=desk.now))
        return [each.article_id for each in offer.versions]

    assert seen() == [first]
    second = desk.news(source)
    assert seen() == [first]
    desk.now += timedelta(minutes=1)
    assert seen() == [first, second]
