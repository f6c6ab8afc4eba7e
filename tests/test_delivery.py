"""Delivery through the real client and a local Telegram: every ending reaches its outcome."""

import math
import socket
from datetime import timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.error import RetryAfter

from bot.delivery import deliver
from bot.emulator import serve
from bot.refusals import flood_seconds
from storage import Database, figures, subscribers
from tests.builders import store_subscriber
from tests.post import Post, a_bot, a_post

FIRST, SECOND = "مجلس واحة السراب يقرّ قانون المياه", "افتتاح السوق الشعبية في واحة السراب"
MISSED = "ربما فاتك"


async def test_an_article_reaches_every_reader_once(db: Database) -> None:
    async with a_post(db) as post:
        chats = post.readers(5)
        post.publish(FIRST)

        await deliver(post.sender)
        await deliver(post.sender)

        assert post.asked() == chats
        assert all(FIRST in post.got(chat_id)[0] for chat_id in chats)
        assert post.queue() == {"delivered": 5}


async def test_a_group_reads_the_whole_article_in_private(post: Post) -> None:
    group = post.telegram.group(members=(post.telegram.user(501),))
    post.telegram.add_bot(group, by=501)
    post.database.run_now(store_subscriber, group.id, kind="group")
    article_id = post.publish(FIRST)

    await deliver(post.sender)

    [message] = [each for each in post.telegram.messages(group) if each.is_outgoing]
    assert message.buttons[0][0]["url"] == f"https://t.me/mujaz_bot?start=a{article_id}"


# Kind of fault, its wishes, the state of the delivery afterwards, whether it has arrived.
ENDINGS: list[tuple[str, dict[str, Any], str, bool]] = [
    ("429", {"retry_after": 7}, "retry", False),
    ("400", {"description": "Bad Request: message is too long"}, "dead", False),
    ("400", {"description": "Bad Request: not enough rights to send"}, "dead", False),
    ("400", {"description": "Bad Request: TOPIC_CLOSED"}, "gone", False),
    ("400", {"description": "Bad Request: TOPIC_DELETED"}, "gone", False),
    ("400", {"description": "Bad Request: message thread not found"}, "gone", False),
    ("403", {"description": "Forbidden: bot was blocked by the user"}, "gone", False),
    ("403", {"description": "Forbidden: user is deactivated"}, "gone", False),
    ("403", {"description": "Forbidden: bot was kicked from the group chat"}, "gone", False),
    ("403", {"description": "Forbidden: bot is not a member of the chat"}, "gone", False),
    ("400", {"description": "Bad Request: chat not found"}, "gone", False),
    ("5xx", {"code": 500}, "uncertain", False),
    ("5xx", {"code": 502, "is_done": True}, "uncertain", True),
    ("5xx", {"code": 504}, "uncertain", False),
    ("junk", {}, "uncertain", False),
    ("junk", {"is_done": True}, "uncertain", True),
    ("reset_before", {}, "uncertain", False),
    ("reset_after", {}, "uncertain", True),
    ("slow", {"seconds": 9.0}, "uncertain", True),
    ("drip", {"seconds": 0.05}, "uncertain", True),
    ("5xx", {"code": 429, "description": "Too Many Requests"}, "retry", False),
]


async def test_every_fault_ends_as_it_must_and_each_reader_gets_it_or_is_told(
    post: Post,
) -> None:
    post.sender.send_seconds = 0.3
    chats = post.readers(len(ENDINGS) + 2)  # the last two have no trouble
    post.publish(FIRST)
    for chat_id, (kind, wishes, _, _) in zip(chats, ENDINGS, strict=False):
        post.telegram.faults.add(kind, method="sendMessage", chat_id=chat_id, **wishes)

    await deliver(post.sender)

    states = post.states()
    wanted = [(state, has_arrived) for _, _, state, has_arrived in ENDINGS]
    wanted += [("delivered", True), ("delivered", True)]
    assert [(states[chat_id], bool(post.got(chat_id))) for chat_id in chats] == wanted
    assert all(reason and "://" not in reason for reason in post.reasons())

    post.now += timedelta(hours=2)
    post.forget_pace()
    await deliver(post.sender)
    post.publish(SECOND)
    post.forget_pace()
    await deliver(post.sender)

    for chat_id, (state, has_arrived) in zip(chats, wanted, strict=True):
        told = "\n".join(post.got(chat_id))
        heads = [line.strip("\u200f") for line in told.split("\n")]
        assert heads.count(FIRST) == (state == "retry") + has_arrived
        assert heads.count(SECOND) == (state != "gone")
        assert (MISSED in told) == (state == "uncertain")


async def test_a_chat_that_is_gone_is_not_tried_again(post: Post) -> None:
    gone, other = post.readers(2)
    post.publish(FIRST)
    post.telegram.block(gone)

    await deliver(post.sender)
    post.publish(SECOND)
    post.forget_pace()
    await deliver(post.sender)

    assert post.asked() == [gone, other, other]
    assert post.database.run_now(subscribers.count) == {"known": 0, "subscribed": 1, "gone": 1}


async def test_a_group_that_became_a_supergroup_gets_it_there(post: Post) -> None:
    group = post.telegram.group(members=(post.telegram.user(501),))
    post.telegram.add_bot(group, by=501)
    post.database.run_now(store_subscriber, group.id, kind="group")
    post.publish(FIRST)
    supergroup = post.telegram.upgrade(group)

    await deliver(post.sender)

    assert FIRST in post.got(supergroup.id)[0]
    assert post.got(group.id) == []
    assert post.queue() == {"delivered": 1}


UNPARSABLE = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 9'


async def test_a_message_whose_markup_is_refused_goes_out_as_plain_text(post: Post) -> None:
    [chat_id] = post.readers(1)
    post.publish(FIRST)
    post.telegram.faults.add("400", method="sendMessage", description=UNPARSABLE)

    await deliver(post.sender)

    [message] = [each for each in post.telegram.messages(chat_id) if each.is_outgoing]
    assert FIRST in message.text
    assert "<" not in message.text
    assert message.buttons[0][0]["callback_data"].startswith("full:")
    assert post.queue() == {"delivered": 1}
    [kept] = post.database.run_now(figures.read, now=post.now).pace.refused
    assert "tg-time" in kept.error
    assert f"<b>\u200f{FIRST}</b>" in kept.html


async def test_a_group_where_the_bot_is_muted_is_left_alone_after_three_articles(
    post: Post,
) -> None:
    group = post.telegram.group(members=(post.telegram.user(501),))
    post.telegram.add_bot(group, by=501)
    post.database.run_now(store_subscriber, group.id, kind="group")
    group.bot_status = "restricted"
    for number in range(5):
        post.publish(f"خبر رقم {number} من الواحة")
        post.forget_pace()
        await deliver(post.sender)

    assert len(post.asked()) == 3
    assert post.states() == {group.id: "gone"}


async def test_plain_text_that_is_refused_too_is_dead_and_the_next_article_comes(
    post: Post,
) -> None:
    [chat_id] = post.readers(1)
    post.publish(FIRST)
    post.telegram.faults.add("400", method="sendMessage", description=UNPARSABLE, times=2)
    await deliver(post.sender)

    post.publish(SECOND)
    post.forget_pace()
    await deliver(post.sender)

    assert len(post.got(chat_id)) == 1
    assert SECOND in post.got(chat_id)[0]
    assert post.queue() == {"delivered": 1, "dead": 1}


async def test_plain_text_that_is_cut_off_is_uncertain(post: Post) -> None:
    post.readers(1)
    post.publish(FIRST)
    post.telegram.faults.add("400", method="sendMessage", description=UNPARSABLE)
    post.telegram.faults.add("reset_after", method="sendMessage")

    await deliver(post.sender)

    assert post.queue() == {"uncertain": 1}


async def test_what_never_left_for_want_of_a_connection_is_sent_when_there_is_one(
    sqlite: Database, post: Post
) -> None:
    [chat_id] = post.readers(1)
    post.publish(FIRST)
    bot, post.sender.bot = post.sender.bot, await unreachable(post)
    await deliver(post.sender)
    without = post.queue()
    await post.sender.bot.request.shutdown()

    post.sender.bot = bot
    post.now += timedelta(seconds=2)
    post.forget_pace()
    await deliver(post.sender)

    assert without == {"retry": 1}
    assert len(post.got(chat_id)) == 1
    assert post.queue() == {"delivered": 1}


async def unreachable(post: Post) -> Any:
    """The bot, as it is when nobody listens at Telegram's address any more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = a_bot(f"http://127.0.0.1:{port}")
    bot._bot_user = post.sender.bot.bot
    return bot


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"ok"',
    b"\xff\xfe",
    b'{"ok": true}',
    b'{"ok": true, "result": []}',
    b'{"ok": true, "result": "yes"}',
    b'{"ok": true, "result": {"message_id": "one"}}',
    b'{"ok": true, "result": {"message_id": 1e30}}',
    b'{"ok": true, "result": {"message_id": 1000000000000000000000000000000}}',
    b'{"ok": false}',
    b'{"ok": false, "parameters": {"migrate_to_chat_id": "elsewhere"}}',
    b'{"ok": false, "parameters": {"migrate_to_chat_id": 1000000000000000000000000000000}}',
]


@pytest.mark.parametrize("wait", ["soon", -7, math.nan, math.inf, None, [3]])
def test_a_flood_that_names_no_time_is_waited_out_all_the_same(wait: Any) -> None:
    error = RetryAfter(3)
    error._retry_after = wait  # as python-telegram-bot passes it on

    assert (flood_seconds(error, attempts=0) or 0) > 0


async def test_an_answer_that_makes_no_sense_is_uncertain(sqlite: Database) -> None:
    async def answer(request: Request) -> Response:
        if request.path_params["method"] == "getMe":
            me = {"id": 7000000001, "is_bot": True, "first_name": "موجز", "username": "mujaz_bot"}
            return JSONResponse({"ok": True, "result": me})
        asked = await request.json()
        body = MALFORMED[int(asked["chat_id"]) - 501]
        return Response(body, 400 if b"parameters" in body else 200)

    odd = Starlette(routes=[Route("/bot{token}/{method}", answer, methods=["POST"])])
    async with serve(odd) as (_, port), a_post(sqlite, f"http://127.0.0.1:{port}") as post:
        chats = post.readers(len(MALFORMED))
        post.publish(FIRST)

        await deliver(post.sender)

        assert post.states() == dict.fromkeys(chats, "uncertain")
        assert not any("Internal Server Error" in reason for reason in post.reasons())
