"""The outbox against a model: any order of joining, leaving, news, answers, crashes and time.

Nobody gets a story twice, whoever tells it, but what a paper adds to its own, once, as an answer;
nobody gets one who is gone; whoever was there at publication and stays gets it, or it is written
down that perhaps not, and told.
"""

from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.core.models import Delivery, Outcome, Settlement, Standing
from storage import Database, Tx, broadcasts, figures, leases, open_database, outbox, subscribers
from storage.outbox import NEWS_IS_FRESH
from storage.terms import Terms
from tests.builders import NOW, a_source, join_story, store_article, store_source, store_subscriber
from tests.mutations import MUTATIONS, Mutation

TABLES = ("receipts", "deliveries", "broadcasts", "quotes", "stories", "articles", "entries")
READERS = ("subscriptions", "subscribers", "sources")
CHATS = 5
PAPERS = ("صحيفة الشرفة", "وكالة المنارة")
LEAVING = (Outcome.GONE, Outcome.TOPIC_CLOSED)
Pair = tuple[int, int]
"""A story, or one of the articles that tell it, and a subscriber."""


def clear(tx: Tx) -> None:
    for table in (*TABLES, *READERS):
        tx.execute(f"delete from {table}")  # noqa: S608


class Life(RuleBasedStateMachine):
    """A bot, its readers and Telegram, of which only the database is real."""

    db: ClassVar[Database]

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.db.run_now(clear)
        self.sources = [self.db.run_now(store_source, a_source(name)) for name in PAPERS]
        self.readers: set[int] = set()
        self.articles: dict[int, datetime] = {}
        self.story_of: dict[int, int] = {}
        self.paper_of: dict[int, int] = {}
        self.in_flight: list[Delivery] = []
        self.answers: list[Settlement] = []
        self.came: Counter[Pair] = Counter()
        self.arrived: Counter[Pair] = Counter()
        self.told: set[Pair] = set()
        self.unsure: set[Pair] = set()
        self.wanted: set[Pair] = set()
        self.asked: set[Pair] = set()
        self.newest_reader = 0
        self.upto: dict[int, int] = {}
        self.not_before: dict[Pair, datetime] = {}
        self.is_in_doubt = False
        self.moves = 0

    @initialize()
    def begin(self) -> None:
        """Readers and news, so that no run is idle."""
        for chat in (1, 2, 3):
            self.join(chat)
        self.publish()

    # What people do

    @rule(chat=st.integers(1, CHATS))
    def join(self, chat: int) -> None:
        """As the bot has it: who subscribes gets the latest story."""
        reader = self.db.run_now(store_subscriber, chat)
        if reader not in self.readers and self.articles:
            self.ask(max(self.articles), reader)
        self.readers.add(reader)
        self.newest_reader = max(self.newest_reader, reader)

    @precondition(lambda self: self.readers)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        reader = data.draw(st.sampled_from(sorted(self.readers)))
        self.db.run_now(subscribers.stand, reader, Standing.KNOWN, now=self.now)
        self.has_left(reader)

    def has_left(self, reader: int) -> None:
        """What waited for him goes too: coming back, he asks anew. A chat that Telegram told to
        wait is kept waiting by the pacer, whatever the rows say."""
        self.readers.discard(reader)
        self.wanted = {pair for pair in self.wanted if pair[1] != reader}
        self.not_before = {pair: at for pair, at in self.not_before.items() if pair[1] != reader}

    @rule(paper=st.sampled_from(range(len(PAPERS))), is_breaking=st.booleans())
    def publish(self, paper: int = 0, *, is_breaking: bool = False) -> None:
        """An article that opens a story."""
        self.bring_out(paper, is_breaking=is_breaking)

    def bring_out(self, paper: int, *, is_breaking: bool) -> int:
        number, source_id = len(self.articles), self.sources[paper]

        def deed(tx: Tx) -> int:
            article_id = store_article(tx, source_id, number)
            outbox.broadcast(
                tx, article_id, source_id=source_id, now=self.now, is_breaking=is_breaking
            )
            return article_id

        article_id = self.db.run_now(deed)
        self.story_of[article_id] = article_id
        self.paper_of[article_id] = paper
        self.articles[article_id] = self.now
        self.upto[article_id] = self.newest_reader
        self.wanted |= {(article_id, reader) for reader in self.readers}
        return article_id

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), paper=st.sampled_from(range(len(PAPERS))), is_breaking=st.booleans())
    def tell_again(self, data: st.DataObject, paper: int, *, is_breaking: bool) -> None:
        """An article that tells a story which another has told."""
        first = data.draw(st.sampled_from(sorted(self.articles)))
        article_id = self.bring_out(paper, is_breaking=is_breaking)
        self.story_of[article_id] = self.story_of[first]
        self.db.run_now(join_story, article_id, self.story_of[first])

    @precondition(lambda self: self.articles)
    @rule(data=st.data(), is_breaking=st.booleans())
    def follow_up(self, data: st.DataObject, *, is_breaking: bool) -> None:
        """An article in which a paper goes on with a story that it has told."""
        first = data.draw(st.sampled_from(sorted(self.articles)))
        article_id = self.bring_out(self.paper_of[first], is_breaking=is_breaking)
        self.story_of[article_id] = self.story_of[first]
        self.db.run_now(join_story, article_id, self.story_of[first])
        self.db.run_now(outbox.follow_up, article_id)

    @precondition(lambda self: self.readers and self.articles)
    @rule(data=st.data())
    def ask_for(self, data: st.DataObject) -> None:
        pair = (
            data.draw(st.sampled_from(sorted(self.articles))),
            data.draw(st.sampled_from(sorted(self.readers))),
        )
        self.ask(*pair)

    def ask(self, article_id: int, reader: int) -> None:
        self.asked.add((article_id, reader))
        self.db.run_now(outbox.enqueue, article_id, reader, now=self.now)

    # What the sender does

    @rule(want=st.integers(0, 4))
    def step(self, want: int) -> None:
        leased = self.turn_over(want)
        self.answers, self.is_in_doubt = [], False
        assert len(leased) <= want
        for delivery in leased:
            pair = (delivery.article_id, delivery.subscriber.id)
            assert pair[1] in self.readers, "a push to somebody who is gone"
            assert pair in self.asked or pair[1] <= self.upto[pair[0]], "came too late"
            is_fresh = self.articles[pair[0]] + NEWS_IS_FRESH > self.now
            assert pair in self.asked or is_fresh, "no news any more"
            assert self.story(pair) not in {self.story(each) for each in self.unsure}, (
                "what may have arrived comes again"
            )
            assert self.not_before.get(pair, self.now) <= self.now, "too early"
            assert pair[1] not in {each.subscriber.id for each in self.in_flight}
            assert {(missed, pair[1]) for missed in delivery.missed} <= self.unsure
            self.in_flight.append(delivery)

    @rule(want=st.integers(0, 4))
    def step_whose_answer_is_lost(self, want: int) -> None:
        """It was committed, but the sender does not know: it tells everything once more."""
        self.turn_over(want)
        self.is_in_doubt = True

    def turn_over(self, want: int) -> list[Delivery]:
        known = [each.id for each in self.in_flight] if self.is_in_doubt else None
        terms = Terms(known=known)
        return self.db.run_now(outbox.step, self.answers, want=want, now=self.now, terms=terms)

    # What Telegram does

    def story(self, pair: Pair) -> Pair:
        return self.story_of[pair[0]], pair[1]

    def reaches(self, delivery: Delivery) -> None:
        pair = delivery.article_id, delivery.subscriber.id
        self.came[pair] += 1
        assert self.came[pair] == 1, "an article came twice"
        self.arrived[self.story(pair)] += not delivery.follows
        assert self.arrived[self.story(pair)] <= 1, "a story came twice"
        assert not delivery.follows or self.goes_on(pair), "it goes on with what was not told"

    def goes_on(self, pair: Pair) -> bool:
        """Whether the paper has told this reader of the story before."""
        return any(
            each[1] == pair[1]
            and each != pair
            and self.story(each) == self.story(pair)
            and self.paper_of[each[0]] == self.paper_of[pair[0]]
            for each in (*self.came, *self.told)
        )

    @precondition(lambda self: self.in_flight)
    @rule(data=st.data(), outcome=st.sampled_from(Outcome), minutes=st.sampled_from([0, 5, 90]))
    def answer(self, data: st.DataObject, outcome: Outcome, minutes: int) -> None:
        delivery = self.in_flight.pop(data.draw(st.integers(0, len(self.in_flight) - 1)))
        reader = delivery.subscriber.id
        pair = (delivery.article_id, reader)
        told: tuple[int, ...] = ()
        match outcome:
            case Outcome.SENT:
                self.reaches(delivery)
                told = delivery.missed
                self.told |= {(missed, reader) for missed in told}
                self.unsure -= self.told
            case Outcome.UNCERTAIN:
                self.may_have_reached(delivery, did=data.draw(st.booleans()))
            case Outcome.REFUSED | Outcome.NO_RIGHTS:
                self.wanted.discard(pair)
            case Outcome.RETRY:
                self.not_before[pair] = self.now + timedelta(minutes=minutes)
            case Outcome.MOVED:
                self.moves += 1
        again_at = self.now + timedelta(minutes=minutes)
        self.answers.append(
            Settlement(
                delivery=delivery,
                outcome=outcome,
                message_id=1,
                retry_at=again_at if outcome is Outcome.RETRY else None,
                moved_to=-1000 - self.moves,
                delivered_missed=told,
            )
        )
        if outcome in (*LEAVING, Outcome.NO_RIGHTS):  # else a later act would come before it
            self.step(want=0)
            if outcome in LEAVING or self.is_gone(delivery.subscriber.chat_id):
                self.has_left(reader)

    def is_gone(self, chat_id: int) -> bool:
        found = self.db.run_now(subscribers.find, chat_id)
        return found is not None and found.standing is Standing.GONE

    def may_have_reached(self, delivery: Delivery, *, did: bool) -> None:
        self.unsure.add((delivery.article_id, delivery.subscriber.id))
        if did:
            self.reaches(delivery)

    @precondition(lambda self: (self.in_flight or self.answers) and not self.is_in_doubt)
    @rule(data=st.data())
    def crash(self, data: st.DataObject) -> None:
        """Neither what is under way nor what was answered last has been written down."""
        for delivery in self.in_flight:
            self.may_have_reached(delivery, did=data.draw(st.booleans()))
        for settlement in self.answers:
            delivery = settlement.delivery
            pair = (delivery.article_id, delivery.subscriber.id)
            self.unsure |= {pair, *((each, pair[1]) for each in delivery.missed)}
            if settlement.outcome is Outcome.REFUSED and pair[1] in self.readers:
                self.wanted.add(pair)
        lost = [*self.in_flight, *(each.delivery for each in self.answers)]
        self.in_flight, self.answers = [], []

        assert self.db.run_now(outbox.recover, now=self.now) == len(lost)

    @rule(minutes=st.sampled_from([1, 30, 60, 5 * 60, 13 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @precondition(lambda self: not self.is_in_doubt)
    @invariant()
    def every_lease_is_known(self) -> None:
        open_sends = len(self.in_flight) + len(self.answers)
        assert self.db.run_now(figures.queue_state).sending == open_sends

    # In the end everything is settled, one way or another.

    def teardown(self) -> None:
        self.settle_everything()
        expired = {
            article_id
            for article_id, at in self.articles.items()
            if at + NEWS_IS_FRESH <= self.now
        }
        rows = self.db.run_now(recorded)
        known = {self.story(pair) for pair in (*self.told, *rows)} | self.arrived.keys()
        for pair in self.wanted:
            is_known = self.story(pair) in known
            assert is_known or pair[0] in expired, "an article was lost in silence"
        state = self.db.run_now(figures.queue_state)
        assert (state.open_broadcasts, state.sending, state.retry) == (0, 0, 0)
        self.everything_missed_is_told()

    def settle_everything(self) -> None:
        self.step(want=0)
        for _ in range(40 + 3 * len(self.articles)):
            while self.in_flight:
                self.deliver(self.in_flight.pop())
            self.step(want=50)
            if not self.in_flight:
                state = self.db.run_now(figures.queue_state)
                if not (state.open_broadcasts or state.retry):
                    return
                self.now += timedelta(minutes=10)
        raise AssertionError("the queue does not become empty")

    def deliver(self, delivery: Delivery) -> None:
        self.reaches(delivery)
        self.told |= {(missed, delivery.subscriber.id) for missed in delivery.missed}
        self.unsure -= self.told
        self.answers.append(
            Settlement(
                delivery=delivery,
                outcome=Outcome.SENT,
                message_id=1,
                delivered_missed=delivery.missed,
            )
        )

    def everything_missed_is_told(self) -> None:
        for _ in range(1 + len(self.articles) // leases.MISSED_AT_ONCE):
            self.publish()
            self.settle_everything()
        rows = self.db.run_now(recorded)
        untold = {pair for pair, state in rows.items() if state == "uncertain"}
        assert {pair for pair in untold if pair[1] in self.readers} == set()


def recorded(tx: Tx) -> dict[Pair, str]:
    rows = tx.query("select article_id, subscriber_id, state from deliveries")
    return {(row["article_id"], row["subscriber_id"]): row["state"] for row in rows}


def live(there: Database, **wishes: Any) -> None:
    """So many lives as hypothesis settings allow; raises what the first bad one breaks."""

    class Here(Life):
        db = there

    run_state_machine_as_test(
        Here, settings=settings(deadline=None, suppress_health_check=list(HealthCheck), **wishes)
    )


@pytest.fixture(autouse=True)
def _short_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasts, "SUBSCRIPTIONS_A_LOOK", 2)


def test_whatever_happens_nothing_is_doubled_lost_or_silent(database_url: str) -> None:
    is_sqlite = database_url.startswith("sqlite")
    with closing(open_database("sqlite://" if is_sqlite else database_url)) as database:
        live(
            database,
            max_examples=150 if is_sqlite else 8,
            stateful_step_count=40 if is_sqlite else 25,
        )


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_it_finds_a_bug_that_is_put_in(
    mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only place where our own code is changed: it is the model that is tested here."""
    monkeypatch.setattr(mutation.module, mutation.function.__name__, mutation.mutant())

    with (
        closing(open_database("sqlite://")) as database,
        pytest.raises((AssertionError, KeyError)),
    ):
        live(
            database,
            max_examples=5000,  # most are found within tens; by bad luck one took 967
            stateful_step_count=40,
            phases=[Phase.generate],
            derandomize=True,
            database=None,
        )
