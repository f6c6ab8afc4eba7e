"""Corrections when something goes wrong, or something else is more urgent."""

import asyncio
from typing import Any

import pytest

from bot.corrections import Corrector, deliver_and_correct
from bot.delivery import deliver
from storage import Database, corrections, subscribers
from storage.corrections import PASS_WAITS, READING
from storage.subscribers import EDITABLE
from tests.builders import store_subscriber
from tests.post import Post, a_post
from tests.proofreading import (
    CORRECTED,
    RIGHT,
    WRONG,
    correct,
    edits,
    is_open,
    settle,
    texts,
    work,
)


async def test_news_goes_before_corrections(post: Post) -> None:
    post.readers(12)
    article_id = post.publish(WRONG)
    await work(post)
    correct(post, article_id)
    post.publish("خبر ثان من الواحة")

    await work(post)

    names = [name for name, _ in post.telegram.calls if name != "getMe"][12:]
    assert names == ["sendMessage"] * 12 + ["editMessageText"] * 12


async def test_news_that_comes_meanwhile_waits_for_a_few_edits_only(post: Post) -> None:
    chats = post.readers(30)
    article_id = post.publish(WRONG)
    await work(post)
    correct(post, article_id)
    post.forget_pace()
    corrector = Corrector(post.sender)

    correcting = asyncio.create_task(deliver_and_correct(corrector))
    await post.telegram.wait_for(lambda: edits(post))
    post.publish("خبر ثان من الواحة")
    await correcting

    calls = [name for name, _ in post.telegram.calls if name != "getMe"][30:]
    assert calls.index("sendMessage") <= 20
    assert calls.count("sendMessage") == len(chats)
    assert calls.count("editMessageText") == len(chats)


# How Telegram answers an edit, and how often it is asked in the end.


ENDINGS: list[tuple[str, dict[str, Any], int]] = [
    ("400", {"description": "Bad Request: message is not modified: specified new …"}, 1),
    ("400", {"description": "Bad Request: message to edit not found"}, 1),
    ("400", {"description": "Bad Request: message can't be edited"}, 1),
    ("403", {"description": "Forbidden: bot was blocked by the user"}, 1),
    ("429", {"retry_after": 7}, 2),
    ("5xx", {"code": 502}, 2),
    ("reset_before", {}, 2),
    ("reset_after", {}, 2),
    ("junk", {}, 2),
    ("400", {"description": "Bad Request: can't parse entities: odd"}, 2),
]


async def test_every_answer_to_an_edit_ends_as_it_must(post: Post) -> None:
    chats = post.readers(len(ENDINGS))
    article_id = post.publish(WRONG)
    await work(post)
    correct(post, article_id)
    for chat_id, (kind, wishes, _) in zip(chats, ENDINGS, strict=True):
        post.telegram.faults.add(kind, method="editMessageText", chat_id=chat_id, **wishes)

    await settle(post)

    assert [edits(post).count(chat_id) for chat_id in chats] == [n for _, _, n in ENDINGS]
    assert post.asked() == chats, "nothing is pushed a second time"
    assert post.database.run_now(subscribers.count)["gone"] == 1
    assert not is_open(post)


async def test_a_change_that_was_perhaps_shown_is_taken_back_where_it_was(post: Post) -> None:
    chats = post.readers(2)
    article_id = post.publish(WRONG)
    await work(post)
    correct(post, article_id)
    post.telegram.faults.add("reset_after", method="editMessageText", chat_id=chats[0])
    post.telegram.faults.add("reset_before", method="editMessageText", chat_id=chats[1])
    await work(post)
    shown = [texts(post, chat_id)[0] for chat_id in chats]

    correct(post, article_id, WRONG)
    await settle(post)

    assert [RIGHT in each for each in shown] == [True, False]
    for chat_id in chats:
        assert WRONG in texts(post, chat_id)[0]
        assert RIGHT not in texts(post, chat_id)[0]
    assert not is_open(post)


async def test_a_crash_in_the_middle_repeats_a_few_edits_and_leaves_none_out(
    db: Database,
) -> None:
    async with a_post(db) as post:
        chats = post.readers(7)
        article_id = post.publish(WRONG)
        await work(post)
        correct(post, article_id)

        leased = db.run_now(corrections.step, [], want=4, now=post.now)  # and then it is killed
        db.run_now(corrections.recover, now=post.now)
        await work(post)

        assert len(leased) == 4
        assert sorted(edits(post)) == chats


async def test_a_push_that_was_under_way_with_the_old_wording_is_corrected_too(
    db: Database,
) -> None:
    async with a_post(db) as post:
        [chat_id] = post.readers(1)
        article_id = post.publish(WRONG)
        post.telegram.faults.add("slow", method="sendMessage", seconds=0.3)

        delivering = asyncio.create_task(deliver(post.sender))
        await post.telegram.wait_for(lambda: post.telegram.sent)
        correct(post, article_id)
        db.run_now(corrections.step, [], want=9, now=post.now)
        await delivering
        await settle(post)

        assert CORRECTED in texts(post, chat_id)[0]
        assert not is_open(post)


async def test_what_is_too_old_is_left_alone(post: Post) -> None:
    post.readers(2)
    article_id = post.publish(WRONG)
    await work(post)

    post.now += EDITABLE
    correct(post, article_id)
    await settle(post)

    assert edits(post) == []


async def test_a_text_that_is_being_read_is_left_until_it_is_put_aside(post: Post) -> None:
    [chat_id, other] = post.readers(2)
    article_id = post.publish(WRONG)
    await work(post)
    [message] = [each for each in post.telegram.messages(chat_id) if each.is_outgoing]
    post.database.run_now(
        corrections.reading, article_id, chat_id=chat_id, message_id=message.id, since=post.now
    )
    correct(post, article_id)

    await work(post)
    post.now += PASS_WAITS[0]
    await work(post)
    while_reading = edits(post)
    post.now += READING
    await work(post)

    assert while_reading == [other]
    assert edits(post) == [other, chat_id]


async def test_a_line_about_what_was_missed_survives_the_correction(db: Database) -> None:
    async with a_post(db) as post:
        [chat_id] = post.readers(1)
        missed = post.publish("افتتاح السوق الشعبية في واحة السراب")
        post.telegram.faults.add("reset_before", method="sendMessage")
        await work(post)
        article_id = post.publish(WRONG)
        await work(post)

        correct(post, article_id)
        await settle(post)
        correct(post, missed, "إرجاء افتتاح السوق الشعبية في واحة السراب")
        await settle(post)

        [text] = texts(post, chat_id)
        assert RIGHT in text
        assert "ربما فاتك: \u200fافتتاح السوق" in text
        assert edits(post) == [chat_id], "the message of another article is not overwritten"


async def test_after_a_group_has_moved_no_message_is_edited_by_its_old_number(
    post: Post,
) -> None:
    group = post.telegram.group(members=(post.telegram.user(501),))
    post.telegram.add_bot(group, by=501)
    post.database.run_now(store_subscriber, group.id, kind="group")
    article_id = post.publish(WRONG)
    await work(post)
    supergroup = post.telegram.upgrade(group)
    known = post.database.run_now(subscribers.find, group.id)
    assert known is not None
    post.database.run_now(subscribers.move, known.id, chat_id=supergroup.id, now=post.now)

    correct(post, article_id)
    await settle(post)

    assert edits(post) == []


@pytest.mark.parametrize(
    "spoil",
    [
        "update articles set body = '{' where id = :id",
        "update revisions set quotes = '{' where article_id = :id",
    ],
)
async def test_a_message_that_cannot_be_made_anew_keeps_no_other_from_it(
    post: Post, spoil: str
) -> None:
    chats = post.readers(3)
    bad, good = post.publish("خبر أول"), post.publish(WRONG)
    await work(post)
    correct(post, bad, "خبر أول مصحّح")
    correct(post, good)
    post.database.run_now(lambda tx: tx.execute(spoil, {"id": bad}))

    await settle(post)

    assert all(CORRECTED in "\n".join(texts(post, chat_id)) for chat_id in chats)
