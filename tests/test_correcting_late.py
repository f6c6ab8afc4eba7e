"""Corrections for who was away, in chats that moved, and beside news that was taken back."""

from collections.abc import Sequence

import pytest

from bot.amending import amend, withdraw
from bot.core.models import (
    Edit,
    Outcome,
    Pushes,
    Settings,
    Settlement,
    Standing,
)
from bot.corrections import Corrector, deliver_and_correct
from storage import Database, briefings, corrections, preferences, subscribers
from storage.corrections import PASS_WAITS
from tests.builders import NOW, a_digest, an_article, meet, read_as, store_subscriber
from tests.post import Post, a_post
from tests.turns import publish, readers, sent, stand, step

GROUP, SUPERGROUP = -4001, -1002000000001
RIGHT = "مجلس واحة السراب يؤجّل قانون المياه"
URL = "https://shurfa.example/news/1"


def correct(db: Database, article_id: int) -> None:
    article, digest = an_article(RIGHT, url=URL), a_digest(RIGHT)
    assert db.run_now(amend, article_id, read_as(article, digest), now=NOW)


def answers(edits: Sequence[Edit], outcome: Outcome = Outcome.SENT) -> list[Settlement]:
    return [Settlement(delivery=each.delivery, outcome=outcome, revision=2) for each in edits]


def edit_all(db: Database) -> list[int]:
    """The chats whose messages are edited until no correction is open."""
    edits: list[Edit] = []
    chats = []
    for passes in range(2 * len(PASS_WAITS)):
        for _ in range(4):
            now = NOW + passes * PASS_WAITS[-1]
            edits = db.run_now(corrections.step, answers(edits), want=9, now=now)
            chats += [each.delivery.subscriber.chat_id for each in edits]
    assert not db.run_now(lambda tx: tx.query("select 1 from corrections where closed_at is null"))
    return chats


def test_who_was_gone_during_a_correction_is_told_of_it_on_return(
    db: Database, source_id: int
) -> None:
    _, reader = readers(db, 2)
    article_id = publish(db, source_id, 1, now=NOW)
    step(db, *sent(*step(db, now=NOW)), now=NOW)
    stand(db, reader, Standing.GONE, now=NOW)
    correct(db, article_id)

    meanwhile = edit_all(db)
    db.run_now(meet, 502, kind="private", now=NOW)

    assert (meanwhile, edit_all(db)) == ([501], [502])


def test_who_comes_back_in_the_middle_of_a_pass_is_told_by_another(
    db: Database, source_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "RECEIPTS_A_LOOK", 1)
    monkeypatch.setattr(corrections, "LOOKS_A_STEP", 1)
    both = readers(db, 2)
    article_id = publish(db, source_id, 1, now=NOW)
    step(db, *sent(*step(db, now=NOW)), now=NOW)
    for reader in both:
        stand(db, reader, Standing.GONE, now=NOW)
    correct(db, article_id)

    assert db.run_now(corrections.step, [], want=9, now=NOW) == []
    db.run_now(meet, 501, kind="private", now=NOW)

    assert edit_all(db) == [501]


def test_who_turned_out_to_be_gone_is_told_on_return_too(db: Database, source_id: int) -> None:
    readers(db, 1)
    article_id = publish(db, source_id, 1, now=NOW)
    step(db, *sent(*step(db, now=NOW)), now=NOW)
    correct(db, article_id)

    edits = db.run_now(corrections.step, [], want=9, now=NOW)
    db.run_now(corrections.step, answers(edits, Outcome.GONE), want=0, now=NOW)
    meanwhile = edit_all(db)
    db.run_now(meet, 501, kind="private", now=NOW)

    assert (meanwhile, edit_all(db)) == ([], [501])


def test_a_push_that_is_answered_after_its_group_moved_has_no_number_there(
    db: Database, source_id: int
) -> None:
    group = db.run_now(store_subscriber, GROUP, kind="group")
    article_id = publish(db, source_id, 1, now=NOW)
    leased = step(db, now=NOW)
    db.run_now(subscribers.move, group, chat_id=SUPERGROUP, now=NOW)
    step(db, *sent(*leased), now=NOW)
    correct(db, article_id)

    assert edit_all(db) == [], "a message of the new chat is changed"


@pytest.mark.usefixtures("quiet_library")
async def test_an_edit_does_not_tell_of_what_was_taken_back_meanwhile(db: Database) -> None:
    async with a_post(db) as post:
        [chat_id] = post.readers(1)
        missed = post.publish("افتتاح السوق الشعبية في واحة السراب")
        post.telegram.faults.add("reset_before", method="sendMessage")
        await work(post)
        article_id = post.publish("مجلس واحة السراب يقرّ قانون المياه")
        await work(post)
        before = post.got(chat_id)[-1]

        db.run_now(withdraw, missed, now=post.now)
        correct(db, article_id)
        await work(post)

        after = post.got(chat_id)[-1]
        assert "ربما فاتك" in before
        assert RIGHT in after
        assert "ربما فاتك" not in after


@pytest.mark.usefixtures("quiet_library")
async def test_a_briefing_that_may_be_lost_is_still_told_of_after_an_edit(db: Database) -> None:
    async with a_post(db) as post:
        [chat_id] = post.readers(1)
        reader = db.run_now(subscribers.find, chat_id)
        assert reader is not None
        briefed = Settings(pushes=Pushes.BRIEFINGS, times=("09:40",), zone="UTC")
        db.run_now(preferences.change, reader.id, briefed)
        db.run_now(briefings.schedule, [reader.id], post.now)
        post.publish("افتتاح السوق الشعبية في واحة السراب")
        post.telegram.faults.add("reset_before", method="sendMessage")
        await work(post)
        db.run_now(preferences.change, reader.id, Settings(pushes=Pushes.INSTANT))
        article_id = post.publish("مجلس واحة السراب يقرّ قانون المياه")
        await work(post)
        before = post.got(chat_id)[-1]

        correct(db, article_id)
        await work(post)

        after = post.got(chat_id)[-1]
        assert RIGHT in after
        assert RIGHT not in before
        assert missed_in(after) == missed_in(before) != []


def missed_in(text: str) -> list[str]:
    return [line for line in text.split("\n") if "ربما فاتك" in line]


async def work(post: Post) -> None:
    post.forget_pace()
    await deliver_and_correct(Corrector(post.sender))
