"""Delivery when things go wrong around it: the database, the end of the program, floods."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import TypeVar

import aiohttp
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import Conflict, NetworkError, TimedOut

from bot.core.pacing import Pacer
from bot.delivery import deliver
from bot.emulator import Limits
from bot.refusals import is_refusal, never_sent, reason_of
from bot.sender import MOST_LINED_UP, REFUSED_CHATS, Sender, resume, steady
from storage import Database, Tx, lives, outbox
from storage.db import Backend
from storage.opening import backend_for
from tests.leaping_time import hiccup
from tests.post import Post, a_post

T = TypeVar("T")
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


class Disk:
    """A backend that fails when it is told to: before a transaction, as it commits, or after it
    when the answer is lost."""

    def __init__(self, backend: Backend) -> None:
        self.threads = backend.threads
        self.lock, self.unlock, self.close = backend.lock, backend.unlock, backend.close
        self._backend = backend
        self.good_turns: int | None = None
        """So many transactions more succeed, then one fails; None: all succeed."""
        self.moment = "before"

    def transact(self, function: Callable[[Tx], T]) -> T:
        if self.good_turns is not None:
            self.good_turns -= 1
        if self.good_turns != -1:
            return self._backend.transact(function)
        self.good_turns = None
        if self.moment == "before":
            raise OSError("the database is locked")
        if self.moment == "after":
            self._backend.transact(function)
            raise OSError("the connection was lost")

        def cut_off(tx: Tx) -> T:
            function(tx)
            raise OSError("the disk is full")

        return self._backend.transact(cut_off)


@pytest.mark.parametrize("good_turns", [1, 2])
@pytest.mark.parametrize("moment", ["before", "at the commit", "after"])
async def test_a_database_that_fails_in_between_loses_no_settlement(
    sqlite: Database, sqlite_url: str, moment: str, good_turns: int
) -> None:
    disk = Disk(backend_for(sqlite_url))
    async with a_post(sqlite) as post:
        chats = post.readers(6)
        post.publish()
        with closing(Database(disk)) as post.sender.database:
            disk.good_turns, disk.moment = good_turns, moment
            await deliver(post.sender)

        assert disk.good_turns is None
        assert post.asked() == chats
        assert post.queue() == {"delivered": 6}


async def test_stopping_in_mid_broadcast_leaves_nothing_under_way(post: Post) -> None:
    chats = post.readers(24)
    post.publish()
    delivering = asyncio.create_task(deliver(post.sender))
    await post.telegram.wait_for(lambda: len(post.telegram.sent) >= 4)

    post.sender.is_stopping.set()
    await delivering

    stopped = post.queue()
    assert stopped["delivered"] == len(post.telegram.sent) < len(chats)
    assert "sending" not in stopped
    assert "uncertain" not in stopped

    post.sender.is_stopping.clear()
    await deliver(post.sender)

    assert Counter(post.asked()) == dict.fromkeys(chats, 1)
    assert post.queue() == {"delivered": len(chats)}


async def test_stopping_lets_what_is_on_the_wire_arrive(post: Post) -> None:
    post.readers(1)
    post.publish()
    post.telegram.faults.add("slow", method="sendMessage", seconds=0.3)
    delivering = asyncio.create_task(deliver(post.sender))
    await post.telegram.wait_for(lambda: post.telegram.sent)

    post.sender.is_stopping.set()
    await delivering

    assert post.sender.is_idle.is_set()
    assert post.queue() == {"delivered": 1}


async def test_a_chat_that_is_flooded_does_not_stop_the_others(post: Post) -> None:
    flooded, *others = post.readers(4)
    post.telegram.faults.add(
        "429", method="sendMessage", chat_id=flooded, times=None, retry_after=300
    )
    post.publish("خبر أول")
    post.publish("خبر ثان")

    began = steady()
    await deliver(post.sender)

    assert steady() - began < 10
    assert [len(post.got(chat_id)) for chat_id in others] == [2, 2, 2]
    assert post.asked().count(flooded) == 1
    assert post.queue() == {"retry": 2, "delivered": 6}


async def test_a_flooded_chat_gets_everything_when_it_may(post: Post) -> None:
    [flooded] = post.readers(1)
    post.telegram.faults.add("429", method="sendMessage", retry_after=300)
    post.publish("خبر أول")
    post.publish("خبر ثان")
    await deliver(post.sender)

    post.now += timedelta(seconds=301)
    post.forget_pace()
    await deliver(post.sender)

    assert [text.split("\n")[0].strip("\u200f") for text in post.got(flooded)] == [
        "خبر أول",
        "خبر ثان",
    ]
    assert post.queue() == {"delivered": 2}


async def test_a_reader_whose_settings_make_no_sense_keeps_the_news_from_nobody(
    post: Post,
) -> None:
    chats = post.readers(5)
    stored = '{"pushes": "instant", "quiet": ["0٨:00", "09:00"]}'
    values = {"settings": stored, "chat_id": chats[2]}
    sql = "update subscribers set settings = :settings where chat_id = :chat_id"
    post.database.run_now(lambda tx: tx.execute(sql, values))
    post.publish()

    await deliver(post.sender)

    assert post.asked() == chats
    assert post.queue() == {"delivered": 5}


async def test_an_article_whose_message_cannot_be_made_stops_no_other_and_is_told_of_once(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    chats = post.readers(6)
    bad = post.publish("خبر أول")
    post.publish("خبر ثان")
    [whole] = body_of(post, bad, now="{")

    await deliver(post.sender)

    assert [len(post.got(chat_id)) for chat_id in chats] == [1] * 6
    assert post.queue() == {"retry": 6, "delivered": 6}
    failures = [each for each in caplog.records if each.name == "bot.delivery" and each.exc_info]
    assert len(failures) == 1

    body_of(post, bad, now=whole)
    post.now += timedelta(hours=1)
    post.forget_pace()
    await deliver(post.sender)

    assert post.queue() == {"delivered": 12}


def body_of(post: Post, article_id: int, *, now: str) -> list[str]:
    """The text of an article as it was kept before it is this."""

    def deed(tx: Tx) -> list[str]:
        values = {"id": article_id, "body": now}
        rows = tx.query("select body from articles where id = :id", values)
        tx.execute("update articles set body = :body where id = :id", values)
        return [row["body"] for row in rows]

    return post.database.run_now(deed)


async def test_when_everybody_is_refused_it_is_the_token_and_all_wait(post: Post) -> None:
    post.readers(8)
    post.publish()
    post.telegram.faults.add("429", method="sendMessage", times=None, retry_after=600)
    delivering = asyncio.create_task(deliver(post.sender))

    await post.telegram.wait_for(lambda: len(post.asked()) == REFUSED_CHATS, timeout=20)
    await post.telegram.wait_for(
        lambda: post.sender.pacer.frozen_until > steady() + 590, timeout=20
    )
    post.sender.is_stopping.set()
    await delivering

    assert len(post.asked()) == REFUSED_CHATS
    assert "sending" not in post.queue()


async def test_a_token_that_was_revoked_does_not_burn_through_the_queue(post: Post) -> None:
    post.readers(30)
    post.publish()
    post.telegram.revoke(post.sender.bot.token)
    delivering = asyncio.create_task(deliver(post.sender))

    await post.telegram.wait_for(
        lambda: post.sender.pacer.frozen_until > steady() + 50, timeout=20
    )
    post.sender.is_stopping.set()
    await delivering

    queue = post.queue()
    assert queue["open_broadcasts"] == 1
    assert queue["retry"] <= MOST_LINED_UP
    assert "401: the token is not valid" in post.reasons()


async def test_the_pace_stays_below_telegrams_limits_and_no_burst_follows_a_pause(
    post: Post,
) -> None:
    chats = post.readers(40)
    post.telegram.limits = Limits(per_second=30)
    post.publish("خبر أول")
    delivering = asyncio.create_task(deliver(post.sender))
    await post.telegram.wait_for(lambda: len(post.telegram.sent) >= 5)

    post.sender.pacer.freeze(steady() + 0.3)
    await delivering

    assert post.telegram.limits.violations == []
    assert Counter(post.asked()) == dict.fromkeys(chats, 1)


async def test_a_reader_with_many_articles_gets_one_a_second_and_delays_nobody(
    post: Post,
) -> None:
    late, *others = post.readers(3)
    post.telegram.limits = Limits()
    post.sender.pacer.chats[late] = steady() + 1.5
    for headline in ("خبر أول", "خبر ثان"):
        post.publish(headline)

    await deliver(post.sender)

    assert post.telegram.limits.violations == []
    assert [len(post.got(chat_id)) for chat_id in (late, *others)] == [2, 2, 2]
    assert post.asked()[-1] == late


async def test_a_freeze_outlives_the_program(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(8)
        post.publish()
        before = db.run_now(outbox.frozen_until)
        post.telegram.faults.add("429", method="sendMessage", times=None, retry_after=600)
        delivering = asyncio.create_task(deliver(post.sender))
        await post.telegram.wait_for(
            lambda: post.sender.pacer.frozen_until > steady() + 590, timeout=20
        )
        post.sender.is_stopping.set()
        await delivering

        post.now += timedelta(seconds=100)
        again = Sender(post.sender.bot, db, clock=post.sender.clock)
        await resume(again)
        left = again.pacer.frozen_until - steady()
        post.telegram.faults.clear()
        post.now += timedelta(seconds=600)
        again.pacer = Pacer()
        await deliver(again)

        assert left == pytest.approx(500)
        assert (before, db.run_now(outbox.frozen_until)) == (None, None)
        assert post.queue() == {"delivered": 8}


async def test_a_flooded_chat_freezes_nobody_after_a_restart(post: Post) -> None:
    post.readers(1)
    post.publish()
    post.telegram.faults.add("429", method="sendMessage", retry_after=600)
    await deliver(post.sender)

    again = Sender(post.sender.bot, post.database, clock=post.sender.clock)
    await resume(again)

    assert again.pacer.frozen_until == 0.0


async def test_a_hiccup_of_the_machine_is_not_made_up_for_by_a_burst(post: Post) -> None:
    chats = post.readers(40)
    post.telegram.limits = Limits(per_second=28)
    post.publish()
    delivering = asyncio.create_task(deliver(post.sender))

    await post.telegram.wait_for(lambda: len(post.telegram.sent) >= 2)
    hiccup(0.3)
    await delivering

    assert post.telegram.limits.violations == []
    assert Counter(post.asked()) == dict.fromkeys(chats, 1)


async def test_what_was_lined_up_while_the_program_hung_is_not_sent_unasked(post: Post) -> None:
    post.readers(40)
    post.publish()
    delivering = asyncio.create_task(deliver(post.sender))

    await post.telegram.wait_for(lambda: len(post.telegram.sent) >= 2)
    arrived = len(post.telegram.sent)
    post.database.run_now(lives.begin)  # another takes over meanwhile
    post.database.guard = partial(lives.check, life=0)
    hiccup(30.0)
    await delivering
    await post.telegram.change(post.telegram.revision, timeout_seconds=1)

    assert len(post.telegram.sent) == arrived
    assert post.sender.is_overtaken


@pytest.mark.parametrize(
    ("origin", "is_certain"),
    [
        (aiohttp.ClientConnectorError(KEY, OSError(111, "Connection refused")), True),
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "Name or service not known")), True),
        (aiohttp.ClientProxyConnectionError(KEY, OSError(111, "Connection refused")), True),
        (aiohttp.ConnectionTimeoutError("https://api.telegram.org/bot7:secret"), True),
        (aiohttp.SocketTimeoutError(), False),
        (aiohttp.ServerDisconnectedError(), False),
        (aiohttp.ClientOSError(104, "Connection reset by peer"), False),
        (aiohttp.ClientPayloadError(), False),
        (ValueError(), False),
    ],
)
def test_only_what_broke_before_the_request_is_sent_again(
    origin: Exception, is_certain: bool
) -> None:
    error = TimedOut()
    error.__cause__ = httpx.ConnectTimeout("")  # httpx's word for nearly all of them
    error.__cause__.__cause__ = origin

    assert never_sent(error) == is_certain
    assert "secret" not in reason_of(error)


def test_a_409_took_nothing_and_a_413_never_will() -> None:
    assert never_sent(Conflict("terminated by other getUpdates request"))
    assert is_refusal(NetworkError("Content Too Large (413). Parsing the server response failed"))
    assert is_refusal(NetworkError("Request Entity Too Large"))
    assert not is_refusal(NetworkError("Bad Gateway"))


def test_what_the_library_does_not_explain_may_have_arrived() -> None:
    for error in (TimedOut(), NetworkError("Bad Gateway"), KeyError("result"), TimeoutError()):
        assert not never_sent(error)


def test_an_address_in_the_librarys_own_words_is_not_repeated() -> None:
    cause = ValueError("https://api.telegram.org/bot7:secret/sendMessage")
    error = NetworkError(f"Unknown error in HTTP implementation: {cause!r}")
    error.__cause__ = cause

    assert reason_of(error) == "NetworkError: ValueError"
