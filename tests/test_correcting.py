"""Corrections through the real client and a local Telegram."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import telling
from bot.amending import amend, withdraw
from bot.core.pacing import Pacer
from bot.corrections import Corrector, deliver_and_correct
from bot.delivery import deliver
from storage import Database, articles, corrections, open_database, outbox, subscribers
from storage.corrections import PASS_WAITS, READING
from storage.subscribers import EDITABLE
from tests.builders import PARAGRAPHS, a_digest, a_quote, an_article, store_subscriber
from tests.post import Post, a_post
from tests.town import a_town

WRONG, RIGHT = "مجلس واحة السراب يرفض قانون المياه", "مجلس واحة السراب يقرّ قانون المياه"
CORRECTED = f"تصحيح: كان العنوان «{WRONG}»."
WITHDRAWN = "سُحب الخبر من مصدره"


@pytest.fixture(autouse=True)
def _no_deprecated_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/test.db")) as database:
        yield database


@pytest.fixture
async def post(database: Database) -> AsyncIterator[Post]:
    async with a_post(database) as post:
        yield post


async def work(post: Post) -> None:
    """A turn of the outbox and of the corrections, as if enough time had gone by."""
    post.forget_pace()
    await deliver_and_correct(Corrector(post.sender, pacer=Pacer(per_second=1000)))


async def settle(post: Post) -> None:
    """Turns until no correction is open, with time for every further look."""
    for _ in range(2 + len(PASS_WAITS)):
        await work(post)
        post.now += PASS_WAITS[-1]


def correct(post: Post, article_id: int, headline: str = RIGHT, **digest: Any) -> bool:
    found = articles_of(post, article_id)
    made = a_digest(headline, **digest)
    article = replace(found.article, title=headline)
    return post.database.run_now(amend, article_id, article, made, now=post.now)


def articles_of(post: Post, article_id: int) -> Any:
    return post.database.run_now(articles.get, [article_id])[article_id]


def edits(post: Post) -> list[int]:
    """The chats whose messages were asked to be edited, in order."""
    return [int(each["chat_id"]) for name, each in post.telegram.calls if "edit" in name]


def texts(post: Post, chat_id: int) -> list[str]:
    return [each.text for each in post.telegram.messages(chat_id) if each.is_outgoing]


def is_open(post: Post) -> bool:
    rows = post.database.run_now(
        lambda tx: tx.query("select 1 as x from corrections where closed_at is null")
    )
    return bool(rows)


async def test_a_changed_headline_is_corrected_in_every_message_that_was_sent(
    db: Database,
) -> None:
    async with a_post(db) as post:
        chats = post.readers(25)
        article_id = post.publish(WRONG)
        await work(post)

        assert correct(post, article_id)
        await settle(post)

        assert sorted(edits(post)) == chats
        for chat_id in chats:
            [text] = texts(post, chat_id)
            assert RIGHT in text.split("\n")[0]
            assert CORRECTED in text
        assert not is_open(post)


async def test_it_is_edited_with_its_buttons_and_without_a_preview(post: Post) -> None:
    [chat_id] = post.readers(1)
    article_id = post.publish(WRONG)
    await work(post)
    [before] = [each for each in post.telegram.messages(chat_id) if each.is_outgoing]
    buttons = before.buttons

    correct(post, article_id)
    await work(post)

    assert before.buttons == buttons
    assert before.extra["link_preview_options"] == {"is_disabled": True}
    assert before.edited_at is not None


async def test_several_changes_in_a_row_are_one_correction_from_what_was_told(
    post: Post,
) -> None:
    [chat_id] = post.readers(1)
    article_id = post.publish(WRONG)
    await work(post)

    correct(post, article_id, "مجلس واحة السراب يؤجل قانون المياه")
    correct(post, article_id)
    await settle(post)

    assert edits(post) == [chat_id]
    assert CORRECTED in texts(post, chat_id)[0]


async def test_a_change_that_was_taken_back_edits_nothing(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(WRONG)
    await work(post)

    correct(post, article_id)
    correct(post, article_id, WRONG)
    await settle(post)

    assert edits(post) == []
    assert not is_open(post)


async def test_a_correction_that_was_taken_back_is_edited_back(post: Post) -> None:
    [chat_id] = post.readers(1)
    article_id = post.publish(WRONG)
    await work(post)
    correct(post, article_id)
    await work(post)

    correct(post, article_id, WRONG)
    await settle(post)

    [text] = texts(post, chat_id)
    assert WRONG in text.split("\n")[0]
    assert "تصحيح" not in text


async def test_what_changes_nothing_that_is_printed_edits_nothing(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    longer = replace(
        articles_of(post, article_id).article, paragraphs=(*PARAGRAPHS, "وللخبر بقية في الغد.")
    )

    is_told = post.database.run_now(amend, article_id, longer, a_digest(RIGHT), now=post.now)
    await settle(post)

    assert not is_told
    assert edits(post) == []
    assert articles_of(post, article_id).article.paragraphs[-1] == "وللخبر بقية في الغد."


async def test_a_quote_that_the_source_has_dropped_is_told_of(post: Post) -> None:
    [chat_id] = post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    said = a_quote().text
    without = tuple(each.replace(said, "كلاماً آخر") for each in PARAGRAPHS)
    article = replace(articles_of(post, article_id).article, paragraphs=without)

    post.database.run_now(amend, article_id, article, a_digest(RIGHT, quotes=()), now=post.now)
    await work(post)

    assert f"حذف المصدر قولاً كان منسوباً إلى سامر الحدّاد: «{said}»." in texts(post, chat_id)[0]


async def test_a_page_that_is_another_one_for_a_while_accuses_nobody(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    consent = ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك في موقعنا.",) * 2
    article = replace(articles_of(post, article_id).article, paragraphs=consent)

    post.database.run_now(amend, article_id, article, a_digest(RIGHT, quotes=()), now=post.now)
    await settle(post)

    assert edits(post) == []
    assert articles_of(post, article_id).article.paragraphs == PARAGRAPHS


async def test_a_paywalls_teaser_does_not_say_that_a_quote_is_gone(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    teaser = ("يقرّ مجلس واحة السراب قانون المياه. تابع القراءة بعد الاشتراك في الصحيفة.",)
    article = replace(articles_of(post, article_id).article, paragraphs=teaser)

    post.database.run_now(amend, article_id, article, a_digest(RIGHT, quotes=()), now=post.now)
    await settle(post)

    assert edits(post) == []


async def test_who_gets_it_after_the_change_is_sent_it_as_it_is(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(WRONG)
    correct(post, article_id)

    await settle(post)

    [text] = texts(post, 501)
    assert RIGHT in text
    assert "تصحيح" not in text
    assert edits(post) == []


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


async def test_a_story_that_its_source_took_back_is_marked_once_and_told_of_no_more(
    db: Database,
) -> None:
    async with a_post(db) as post:
        first, late = post.readers(2)
        post.telegram.faults.add("429", method="sendMessage", chat_id=late, retry_after=3)
        article_id = post.publish(RIGHT)
        await work(post)

        post.database.run_now(withdraw, article_id, now=post.now)
        post.database.run_now(withdraw, article_id, now=post.now)
        await settle(post)

        [text] = texts(post, first)
        assert text.startswith(f"\u200f⚠️ {WITHDRAWN}\n\u200f{RIGHT}")
        assert edits(post) == [first]
        assert texts(post, late) == []
        assert post.queue() == {"delivered": 1}
        reader = db.run_now(subscribers.find, first)
        assert reader is not None
        assert db.run_now(telling.latest, reader.id, limit=5) == []


async def test_a_broadcast_of_what_was_taken_back_ends_at_once(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(3)
        article_id = post.publish(RIGHT)
        db.run_now(outbox.step, [], want=1, now=post.now)

        db.run_now(withdraw, article_id, now=post.now)
        await work(post)

        assert post.asked() == []
        assert post.queue() == {"sending": 1}


async def test_corrections_are_forgotten_with_their_receipts(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(1)
        article_id = post.publish(WRONG)
        await work(post)
        correct(post, article_id)
        await settle(post)

        db.run_now(outbox.forget, now=post.now + outbox.RECEIPTS_KEPT)

        left = db.run_now(
            lambda tx: tx.query(
                """select (select count(*) from receipts) + (select count(*) from corrections)
                     + (select count(*) from revisions) as rows"""
            )
        )
        assert left == [{"rows": 0}]


async def test_a_changed_article_that_nobody_was_sent_is_only_stored(post: Post) -> None:
    article_id = post.publish(WRONG)
    article = an_article(RIGHT)

    assert post.database.run_now(amend, article_id, article, a_digest(RIGHT), now=post.now)
    await settle(post)

    assert edits(post) == []
    assert articles_of(post, article_id).digest.headline == RIGHT


async def test_a_reader_of_the_full_text_finds_the_correction_behind_it(
    database: Database,
) -> None:
    async with a_town(database, ["صحيفة الشرفة"]) as town:
        reader = town.telegram.user(501, "سلمى")
        await town.say(reader, reader, "/subscribe")
        town.news(WRONG)
        await town.pick_up()
        message = town.heard(reader)[-1]
        await town.tap(reader, "📖 النص الكامل")
        await town.telegram.wait_for(lambda: "قراءة" in message.text)

        stored = database.run_now(articles.get, [1])[1]
        article = replace(stored.article, title=RIGHT)
        made = replace(stored.digest, headline=RIGHT)
        database.run_now(amend, 1, article, made, now=town.now)
        await deliver_and_correct(Corrector(town.sender))
        while_reading = message.text
        await town.tap(reader, "✂️ الخلاصة")
        await town.telegram.wait_for(lambda: "قراءة" not in message.text)

        assert "قراءة" in while_reading
        assert RIGHT in message.text.split("\n")[0]
        assert CORRECTED in message.text
