"""Corrections through the real client and a local Telegram."""

from dataclasses import replace

from bot.amending import amend
from bot.corrections import Corrector, deliver_and_correct
from storage import Database, articles, outbox
from tests.builders import PARAGRAPHS, a_digest, a_quote, an_article, read_as
from tests.post import Post, a_post
from tests.proofreading import (
    CORRECTED,
    RIGHT,
    WRONG,
    articles_of,
    correct,
    edits,
    is_open,
    settle,
    texts,
    work,
)
from tests.town import a_town


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

    is_told = post.database.run_now(
        amend, article_id, read_as(longer, a_digest(RIGHT)), now=post.now
    )
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

    post.database.run_now(
        amend, article_id, read_as(article, a_digest(RIGHT, quotes=())), now=post.now
    )
    await work(post)

    assert f"حذف المصدر قولاً كان منسوباً إلى سامر الحدّاد: «{said}»." in texts(post, chat_id)[0]


async def test_a_page_that_is_another_one_for_a_while_accuses_nobody(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    consent = ("نستخدم ملفات تعريف الارتباط لتحسين تجربتك في موقعنا.",) * 2
    article = replace(articles_of(post, article_id).article, paragraphs=consent)

    post.database.run_now(
        amend, article_id, read_as(article, a_digest(RIGHT, quotes=())), now=post.now
    )
    await settle(post)

    assert edits(post) == []
    assert articles_of(post, article_id).article.paragraphs == PARAGRAPHS


async def test_a_paywalls_teaser_does_not_say_that_a_quote_is_gone(post: Post) -> None:
    post.readers(1)
    article_id = post.publish(RIGHT)
    await work(post)
    teaser = ("يقرّ مجلس واحة السراب قانون المياه. تابع القراءة بعد الاشتراك في الصحيفة.",)
    article = replace(articles_of(post, article_id).article, paragraphs=teaser)

    post.database.run_now(
        amend, article_id, read_as(article, a_digest(RIGHT, quotes=())), now=post.now
    )
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


async def test_corrections_are_forgotten_with_their_receipts(db: Database) -> None:
    async with a_post(db) as post:
        post.readers(1)
        article_id = post.publish(WRONG)
        await work(post)
        correct(post, article_id)
        await settle(post)

        later = post.now + outbox.RECEIPTS_KEPT
        db.run_now(outbox.forget_receipts, now=later, most=9)
        db.run_now(outbox.forget, now=later)

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

    assert post.database.run_now(
        amend, article_id, read_as(article, a_digest(RIGHT)), now=post.now
    )
    await settle(post)

    assert edits(post) == []
    assert articles_of(post, article_id).digest.headline == RIGHT


async def test_a_reader_of_the_full_text_finds_the_correction_behind_it(
    sqlite: Database,
) -> None:
    async with a_town(sqlite, ["صحيفة الشرفة"]) as town:
        reader = town.telegram.user(501, "سلمى")
        await town.say(reader, reader, "/subscribe")
        town.news(WRONG)
        await town.pick_up()
        message = town.heard(reader)[-1]
        await town.tap(reader, "📖 النص الكامل")
        await town.telegram.wait_for(lambda: "قراءة" in message.text)

        stored = sqlite.run_now(articles.get, [1])[1]
        article = replace(stored.article, title=RIGHT)
        made = replace(stored.digest, headline=RIGHT)
        sqlite.run_now(amend, 1, read_as(article, made), now=town.now)
        await deliver_and_correct(Corrector(town.sender))
        while_reading = message.text
        await town.tap(reader, "✂️ الخلاصة")
        await town.telegram.wait_for(lambda: "قراءة" not in message.text)

        assert "قراءة" in while_reading
        assert RIGHT in message.text.split("\n")[0]
        assert CORRECTED in message.text
