"""A pass over the messages of a story, in the middle of which the story grows."""

from datetime import datetime, timedelta

import pytest

from bot.core.models import Outcome, Settlement
from storage import Database, Tx, articles, corrections, stories
from storage.corrections import PASS_WAITS
from tests.builders import NOW, store_source
from tests.turns import publish, readers, sent, step

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _short_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """One receipt a step, as if there were thousands for each."""
    monkeypatch.setattr(corrections, "RECEIPTS_A_LOOK", 1)
    monkeypatch.setattr(corrections, "LOOKS_A_STEP", 1)


@pytest.fixture
def article_id(db: Database) -> int:
    """An article that three readers have got."""
    source_id = db.run_now(store_source)
    readers(db, 3)
    found = publish(db, source_id, 1, now=NOW)
    step(db, *sent(*step(db, now=NOW)), now=NOW)
    return found


def grow(db: Database, article_id: int, sources: int, *, now: datetime) -> None:
    def deed(tx: Tx) -> None:
        stored = articles.get(tx, [article_id])[article_id]
        stories.grow(tx, article_id, sources=sources, development_id=None)
        corrections.open_later(tx, stored, due=now, now=now)

    db.run_now(deed)


def edit(db: Database, article_id: int, *, steps: int, now: datetime) -> list[int]:
    """Messages are edited, a step each; the chats, in order."""
    edited: list[Settlement] = []
    chats = []
    for _ in range(steps):
        edits = db.run_now(corrections.step, edited, want=9, now=now)
        revision = db.run_now(articles.get, [article_id])[article_id].revision
        chats += [each.delivery.subscriber.chat_id for each in edits]
        edited = [
            Settlement(delivery=each.delivery, outcome=Outcome.SENT, revision=revision)
            for each in edits
        ]
    db.run_now(corrections.step, edited, want=0, now=now)
    return chats


def test_who_was_passed_by_a_pass_that_found_nothing_is_told_by_the_next(
    db: Database, article_id: int
) -> None:
    grow(db, article_id, 2, now=NOW)
    assert edit(db, article_id, steps=4, now=NOW) == [501, 502, 503]

    now = NOW + PASS_WAITS[0]
    assert edit(db, article_id, steps=3, now=now) == []
    grow(db, article_id, 3, now=now)
    rest = edit(db, article_id, steps=1, now=now)
    late = edit(db, article_id, steps=4, now=now + PASS_WAITS[-1])

    assert (rest, late) == ([], [501, 502, 503])


def test_nobody_is_edited_twice_within_minutes(db: Database, article_id: int) -> None:
    grow(db, article_id, 2, now=NOW)
    assert edit(db, article_id, steps=2, now=NOW) == [501, 502]

    grow(db, article_id, 3, now=NOW + 30 * MINUTE)
    rest = edit(db, article_id, steps=2, now=NOW)
    soon = edit(db, article_id, steps=4, now=NOW + 29 * MINUTE)
    late = edit(db, article_id, steps=4, now=NOW + 30 * MINUTE)

    assert (rest, soon, late) == ([503], [], [501, 502])
