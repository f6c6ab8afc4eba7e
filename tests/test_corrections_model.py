"""Corrections against a model: any order of news, changes, edits, lost edits, crashes and time.

In the end every message that can be edited shows its article as it is; none is edited for
nothing, nor one that is too old, is being read, or belongs to another article.
"""

from contextlib import closing
from datetime import datetime, timedelta
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.amending import amend, withdraw
from bot.core.models import Edit, Outcome, Settlement, StoredArticle
from storage import Database, Tx, articles, corrections, open_database, outbox, stories
from storage.corrections import PASS_WAITS, READING
from storage.subscribers import EDITABLE
from tests.builders import (
    NOW,
    a_digest,
    an_article,
    read_as,
    store_article,
    store_source,
    store_subscriber,
)

TABLES = (
    "corrections", "revisions", "receipts", "deliveries", "broadcasts", "refused_messages",
    "quotes", "stories", "articles", "entries", "subscriptions", "subscribers", "sources",
)  # fmt: skip
WORDINGS = [f"قانون المياه في صيغته {number}" for number in ("الأولى", "الثانية", "الثالثة")]
CHATS = 4
WITHDRAWN = "سُحب"
ENDINGS = (Outcome.SENT, Outcome.SENT, Outcome.RETRY, Outcome.UNCERTAIN, Outcome.GONE)
Pair = tuple[int, int]
"""An article and a chat."""


def clear(tx: Tx) -> None:
    for table in TABLES:
        tx.execute(f"delete from {table}")  # noqa: S608


class Life(RuleBasedStateMachine):
    """Readers with messages, a source that changes its mind, and edits that may get lost."""

    db: ClassVar[Database]

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = NOW
        self.db.run_now(clear)
        self.source_id = self.db.run_now(store_source)
        self.readers = {
            chat: self.db.run_now(store_subscriber, chat) for chat in range(1, 1 + CHATS)
        }
        self.wording: dict[int, str] = {}
        self.sources: dict[int, int] = {}
        self.shown: dict[Pair, tuple[str, int]] = {}
        """What each message shows: its wording, and how many sources tell it."""
        self.sent_at: dict[Pair, datetime] = {}
        self.read_at: dict[Pair, datetime] = {}
        self.gone: set[int] = set()
        self.in_flight: list[tuple[Edit, StoredArticle]] = []
        self.answers: list[Settlement] = []
        self.numbers: dict[Pair, int] = {}

    @initialize()
    def begin(self) -> None:
        self.publish(WORDINGS[0])
        self.send()

    @rule(wording=st.sampled_from(WORDINGS))
    def publish(self, wording: str) -> None:
        number = len(self.wording)
        article_id = self.db.run_now(
            store_article, self.source_id, number, digest=a_digest(wording)
        )
        self.db.run_now(outbox.broadcast, article_id, source_id=self.source_id, now=self.now)
        self.wording[article_id] = wording
        self.sources[article_id] = 1

    @rule()
    def send(self) -> None:
        """All pushes that are due reach their readers."""
        leased = self.db.run_now(outbox.step, [], want=50, now=self.now)
        found = self.db.run_now(articles.get, [each.article_id for each in leased])
        settled = []
        for each in leased:
            pair = (each.article_id, each.subscriber.chat_id)
            stored = found[each.article_id]
            self.shown[pair] = printed(stored)
            self.sent_at[pair] = self.now
            self.numbers[pair] = 100 + len(self.numbers)
            settled.append(
                Settlement(
                    delivery=each,
                    outcome=Outcome.SENT,
                    message_id=self.numbers[pair],
                    revision=stored.revision,
                )
            )
        self.db.run_now(outbox.step, settled, want=0, now=self.now)

    @precondition(lambda self: self.wording)
    @rule(data=st.data(), wording=st.sampled_from(WORDINGS))
    def change(self, data: st.DataObject, wording: str) -> None:
        article_id = data.draw(st.sampled_from(sorted(self.wording)))
        url = self.db.run_now(articles.get, [article_id])[article_id].article.url
        article = an_article(wording, url=url)
        is_told = self.db.run_now(
            amend, article_id, read_as(article, a_digest(wording)), now=self.now
        )
        assert is_told == (self.wording[article_id] not in (wording, WITHDRAWN))
        if is_told:
            self.wording[article_id] = wording

    @precondition(lambda self: self.wording)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        article_id = data.draw(st.sampled_from(sorted(self.wording)))
        self.db.run_now(withdraw, article_id, now=self.now)
        self.wording[article_id] = WITHDRAWN

    @precondition(lambda self: self.wording)
    @rule(data=st.data(), sources=st.integers(1, 3), minutes=st.sampled_from([0, 2, 30]))
    def grow(self, data: st.DataObject, sources: int, minutes: int) -> None:
        """Others tell the story too, or do so no more: it is said a while later."""
        article_id = data.draw(st.sampled_from(sorted(self.wording)))
        due = self.now + timedelta(minutes=minutes)
        self.db.run_now(grown, article_id, sources=sources, due=due, now=self.now)
        self.sources[article_id] = sources

    @precondition(lambda self: self.shown)
    @rule(data=st.data())
    def read(self, data: st.DataObject) -> None:
        pair = data.draw(st.sampled_from(sorted(self.shown)))
        self.read_at[pair] = self.now
        self.db.run_now(
            corrections.reading,
            pair[0],
            chat_id=pair[1],
            message_id=self.numbers[pair],
            since=self.now,
        )

    @rule(want=st.integers(0, 3))
    def step(self, want: int) -> None:
        edits, found = self.db.run_now(take, self.answers, want=want, now=self.now)
        self.answers = []
        assert len(edits) <= want
        for edit in edits:
            pair = pair_of(edit)
            assert edit.message_id == self.numbers[pair]
            assert pair[1] not in self.gone
            assert self.sent_at[pair] + EDITABLE > self.now, "too old"
            assert pair not in self.read_at or self.read_at[pair] + READING <= self.now
            self.in_flight.append((edit, found[pair[0]]))

    @precondition(lambda self: self.in_flight)
    @rule(outcome=st.sampled_from(ENDINGS), did=st.booleans())
    def answer(self, outcome: Outcome, did: bool) -> None:
        edit, stored = self.in_flight.pop(0)
        pair = pair_of(edit)
        if outcome is Outcome.SENT or (outcome is Outcome.UNCERTAIN and did):
            self.shown[pair] = printed(stored)
        settlement = Settlement(delivery=edit.delivery, outcome=outcome, revision=stored.revision)
        self.answers.append(settlement)
        if outcome is Outcome.GONE:
            self.gone.add(pair[1])
            self.step(want=0)
            self.in_flight = [each for each in self.in_flight if pair_of(each[0])[1] != pair[1]]

    @rule()
    def crash(self) -> None:
        """What is under way gets lost, what was answered is not written down."""
        self.in_flight, self.answers = [], []

    @rule(minutes=st.sampled_from([1, 10, 45, 60 * 13]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def teardown(self) -> None:
        self.send()
        self.crash()
        for _ in range(3 + len(PASS_WAITS)):
            for _ in range(3 + len(self.shown)):
                self.step(want=3)
                while self.in_flight:
                    self.answer(Outcome.SENT, did=True)
            self.now += PASS_WAITS[-1]
        for pair, shown in self.shown.items():
            is_late = self.sent_at[pair] + EDITABLE <= self.now
            if pair[1] not in self.gone and not is_late:
                wording = self.wording[pair[0]]
                expected = (wording, 0 if wording == WITHDRAWN else self.sources[pair[0]])
                assert shown == expected, "a message does not show what is so"


def take(
    tx: Tx, edited: list[Settlement], *, want: int, now: datetime
) -> tuple[list[Edit], dict[int, StoredArticle]]:
    edits = corrections.step(tx, edited, want=want, now=now)
    return edits, articles.get(tx, [each.delivery.article_id for each in edits])


def pair_of(edit: Edit) -> Pair:
    return edit.delivery.article_id, edit.delivery.subscriber.chat_id


def printed(stored: StoredArticle) -> tuple[str, int]:
    return (WITHDRAWN, 0) if stored.is_withdrawn else (stored.digest.headline, stored.sources)


def grown(tx: Tx, article_id: int, *, sources: int, due: datetime, now: datetime) -> None:
    stored = articles.get(tx, [article_id])[article_id]
    stories.grow(tx, article_id, sources=sources, development_id=None)
    if stored.sources != sources:
        corrections.open_later(tx, stored, due=due, now=now)


def test_in_the_end_every_message_says_what_is_so(database_url: str) -> None:
    is_sqlite = database_url.startswith("sqlite")
    with closing(open_database("sqlite://" if is_sqlite else database_url)) as database:

        class Here(Life):
            db = database

        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=100 if is_sqlite else 8,
                stateful_step_count=40 if is_sqlite else 25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
