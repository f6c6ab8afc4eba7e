"""What a sender's pace depends on beside the arithmetic: the past, the operator, the urgency."""

import asyncio
from datetime import timedelta

import pytest

from bot.core.pacing import BULK_PER_SECOND, FALL, RISE_SECONDS, Pacer
from bot.delivery import deliver
from bot.sender import MOST_IN_FLIGHT, MOST_LINED_UP, Sender, resume, steady
from storage import Database, Tx, outbox, pace
from tests.builders import NOW, store_article, store_source, store_subscriber
from tests.post import a_post


async def test_a_rate_that_refusals_lowered_outlives_the_program(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(4)
        post.publish()
        for chat_id in (501, 502):
            post.telegram.faults.add("429", method="sendMessage", chat_id=chat_id, retry_after=1)
        delivering = asyncio.create_task(deliver(post.sender))
        await post.telegram.wait_for(lambda: db.run_now(pace.kept), timeout=20)
        post.sender.is_stopping.set()
        await delivering

        post.now += timedelta(seconds=60)
        again = Sender(post.sender.bot, db, clock=post.sender.clock)
        await resume(again)

        risen = BULK_PER_SECOND * (FALL + 60 / RISE_SECONDS)
        assert again.pacer.rate(steady()) == pytest.approx(risen, abs=0.5)


def test_a_paid_rate_leaves_room_for_answers_and_for_a_hiccup_of_the_machine() -> None:
    assert Pacer.paid(0).per_second == BULK_PER_SECOND
    assert Pacer.paid(1000).per_second == 950


async def test_who_pays_says_so_with_every_push_and_sends_more_at_once(db: Database) -> None:
    async with a_post(db) as post:
        pacer = Pacer.paid(1000)
        post.sender = Sender(
            post.sender.bot, db, clock=post.sender.clock, pacer=pacer, is_paid=True
        )
        chats = post.readers(40)
        post.publish()

        await deliver(post.sender)

        assert sorted(post.asked()) == chats
        sends = [each for name, each in post.telegram.calls if name == "sendMessage"]
        assert {str(each["allow_paid_broadcast"]).lower() for each in sends} == {"true"}
    assert post.sender.most_in_flight > MOST_IN_FLIGHT
    assert post.sender.most_lined_up > MOST_LINED_UP


async def test_who_does_not_pay_asks_for_no_paid_broadcast(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(1)
        post.publish()

        await deliver(post.sender)

        [sent] = [each for name, each in post.telegram.calls if name == "sendMessage"]
        assert "allow_paid_broadcast" not in sent


def test_breaking_news_overtakes_what_is_still_going_out(db: Database) -> None:
    def deed(tx: Tx) -> list[tuple[int, int]]:
        source_id = store_source(tx)
        for chat_id in (501, 502, 503):
            store_subscriber(tx, chat_id)
        found = [store_article(tx, source_id, number) for number in (1, 2, 3)]
        outbox.broadcast(tx, found[0], source_id=source_id, now=NOW)
        order = outbox.step(tx, [], want=1, now=NOW)
        outbox.broadcast(tx, found[1], source_id=source_id, now=NOW)
        outbox.broadcast(tx, found[2], source_id=source_id, now=NOW, is_breaking=True)
        order += outbox.step(tx, [], want=3, now=NOW)
        return [(found.index(each.article_id), each.subscriber.chat_id) for each in order]

    assert db.run_now(deed) == [(0, 501), (2, 502), (2, 503)]
