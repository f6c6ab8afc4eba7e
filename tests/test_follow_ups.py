"""What a paper adds to a story of its own reaches, in brief and as an answer to the message that
told it, those who want everything of the paper at once: through the real client and a local
Telegram, on real databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.amending import amend
from bot.core import developments
from bot.core.models import Delivery, Length, Outcome, Pushes, Quiet
from bot.emulator import Chat, Message, User
from storage import Database, articles, outbox, preferences, stories, subscribers
from tests.builders import NOW, read_as, store_source, store_subscriber
from tests.tellings import AFTERSHOCK, AGENCY, PORT, TALL, News
from tests.test_developments import FIRST, a_telling
from tests.test_growing import HOUR, MARFA, SHURFA, edits, tell, wait
from tests.town import Town, a_town, plain
from tests.turns import ended, publish, sent, step

EVENING = News(
    "استئناف الدراسة في إقليم الكثبان الخميس بعد فحص المباني المدرسية",
    (
        "تستأنف مدارس إقليم الكثبان الدراسة يوم الخميس بعد الزلزال الذي ضرب شمال الإقليم بقوة 5.4"
        " درجات، وبعد الهزة الارتدادية التي أسقطت مئذنة جامع عين الحجر.",
        "وقالت وزارة التربية إن فرق الهندسة فحصت المباني المدرسية في عين الحجر وأربع بلدات.",
        "وقال مدير المرصد الوطني للزلازل هيثم الصخراني إن الهزات الارتدادية شمال الكثبان ضعفت.",
    ),
)


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة", "جريدة المرفأ"]) as town:
        yield town


@pytest.fixture
async def reader(town: Town) -> User:
    """Who gets everything from both papers at once."""
    reader = town.telegram.user(501, "ليلى", "ar")
    await town.say(reader, reader, "/subscribe")
    await town.pick_up()
    return reader


def news(town: Town, chat: User | Chat) -> list[Message]:
    """The messages that tell news."""
    return [each for each in town.heard(chat) if "📰" in each.text]


async def test_it_answers_the_message_that_told_the_story(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK))

    first, second = news(town, reader)
    assert second.reply_to is first
    assert plain(second).startswith(f"{AFTERSHOCK.title}\n📰 صحيفة الشرفة"), "the headline alone"
    assert second.buttons, "the rest of it can be opened"


async def test_the_next_one_answers_the_last(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK), (SHURFA, EVENING))

    told = news(town, reader)
    assert [each.reply_to for each in told] == [None, *told[:2]]


async def test_the_messages_above_do_not_tell_it_once_more(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK), (SHURFA, EVENING))
    await wait(town, 60)

    assert not any("تطوّر" in each.text for each in news(town, reader))
    assert edits(town) == 0


async def test_a_badge_climbs_above_it_all_the_same(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK), (MARFA, PORT))
    await wait(town, 60)

    first, second = news(town, reader)
    assert "نقله مصدران" in plain(first)
    assert "تطوّر" not in plain(first) + plain(second)


async def test_another_papers_development_and_the_same_once_more_push_nothing(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY), (MARFA, PORT), (SHURFA, TALL), (MARFA, AFTERSHOCK))

    assert len(news(town, reader)) == 1


async def test_who_has_heard_nothing_yet_is_told_the_whole(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY))
    late = town.telegram.user(502, "سعاد", "ar")
    await town.say(late, late, "/subscribe")
    town.database.run_now(lambda tx: tx.execute("delete from deliveries"))
    before = len(news(town, late))
    await tell(town, (SHURFA, AFTERSHOCK))

    told = news(town, late)[before:]
    assert [each.reply_to for each in told] == [None]
    assert AFTERSHOCK.paragraphs[0] in plain(told[0])


async def test_who_gets_briefings_is_pushed_nothing(db: Database) -> None:
    async with a_town(db, ["صحيفة الشرفة"], pushes=Pushes.BRIEFINGS) as town:
        reader = town.telegram.user(501, "ليلى", "ar")
        await town.say(reader, reader, "/subscribe")
        await tell(town, (SHURFA, News(f"عاجل | {AGENCY.title}", AGENCY.paragraphs)))
        before = len(news(town, reader))

        await tell(town, (SHURFA, AFTERSHOCK))

        assert len(news(town, reader)) == before == 1


async def test_in_quiet_hours_it_is_a_line_in_the_message_that_told_the_story(
    town: Town, reader: User
) -> None:
    await tell(town, (SHURFA, AGENCY))
    found = town.database.run_now(subscribers.find, reader.id)
    assert found is not None
    quiet = replace(found.settings, zone="UTC", quiet=Quiet("00:00", "23:59"))
    town.database.run_now(preferences.change, found.id, quiet)
    await tell(town, (SHURFA, AFTERSHOCK))
    await wait(town, 5)

    [told] = news(town, reader)
    assert f"آخر تطوّر: {AFTERSHOCK.title}" in plain(told)


async def test_it_comes_also_where_the_message_is_gone(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY))
    [first] = news(town, reader)
    first.is_deleted = True

    await tell(town, (SHURFA, AFTERSHOCK))

    *_, second = news(town, reader)
    assert AFTERSHOCK.title in second.text
    assert second.reply_to is None


async def test_one_that_is_tried_again_is_still_an_answer(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY))
    town.telegram.faults.add("429", method="sendMessage")
    await tell(town, (SHURFA, AFTERSHOCK))
    town.now += HOUR
    await tell(town)
    await wait(town, 0)

    first, second = news(town, reader)
    assert second.reply_to is first


async def test_one_that_may_have_arrived_is_not_repeated(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY))
    town.telegram.faults.add("reset_after", method="sendMessage")
    await tell(town, (SHURFA, AFTERSHOCK))
    town.now += HOUR
    await wait(town, 0)

    assert len(news(town, reader)) == 2


async def test_a_correction_leaves_it_brief(town: Town, reader: User) -> None:
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK))
    found = town.database.run_now(articles.get, [2])[2]
    right = AFTERSHOCK.title.replace("مئذنة", "قبة")
    read = read_as(replace(found.article, title=right), replace(found.digest, headline=right))
    assert town.database.run_now(amend, 2, read, now=town.now)

    await wait(town, 3)

    first, second = news(town, reader)
    assert plain(second).startswith(f"{right}\n\n✏️ تصحيح: كان العنوان")
    assert AFTERSHOCK.paragraphs[0] not in plain(second)
    assert "ضربت هزة أرضية" in plain(first)


async def test_a_group_that_has_moved_is_told_without_an_answer(town: Town) -> None:
    person = town.telegram.user(501, "ليلى", "ar")
    group = town.telegram.group("أهل الكثبان", members=(person,))
    town.telegram.add_bot(group, by=person)
    await town.next_message(group, 0)
    await town.say(group, person, "/subscribe")
    await tell(town, (SHURFA, AGENCY))
    grown = town.telegram.upgrade(group)
    await town.eventually(lambda: town.standing(grown.id) == "subscribed")

    await tell(town, (SHURFA, AFTERSHOCK))

    [told] = news(town, grown)
    assert plain(told).startswith(f"{AFTERSHOCK.title}\n📰 صحيفة الشرفة")
    assert told.reply_to is None


async def test_in_a_forum_it_answers_in_the_topic_where_the_news_come(town: Town) -> None:
    person = town.telegram.user(501, "ليلى", "ar")
    forum = town.telegram.supergroup("أهل الكثبان", members=(person,))
    topic = town.telegram.open_topic(forum, person, "الأخبار")
    town.telegram.add_bot(forum, by=person)
    await town.next_message(forum, 0)
    await town.say(forum, person, "/subscribe", thread_id=topic)
    await tell(town, (SHURFA, AGENCY), (SHURFA, AFTERSHOCK))
    town.telegram.close_topic(forum, person, topic)
    await town.say(forum, person, "/subscribe")

    await tell(town, (SHURFA, EVENING))

    first, second, third = news(town, forum)
    assert (second.reply_to, third.reply_to) == (first, None)
    assert [each.thread_id for each in (first, second, third)] == [topic, topic, None]
    assert town.standing(forum.id) == "subscribed"


def a_first_telling(db: Database, source_id: int) -> Delivery:
    """A story that has reached its reader."""
    publish(db, source_id, 1, now=NOW)
    [first] = step(db, now=NOW)
    step(db, *sent(first), now=NOW)
    return first


def go_on(
    db: Database, source_id: int, number: int, first: Delivery, *, now: datetime = NOW
) -> int:
    article_id = publish(db, source_id, number, now=now)
    db.run_now(stories.join, article_id, first.article_id, near_copy_of=None, told_at=NOW)
    db.run_now(outbox.follow_up, article_id)
    return article_id


def test_none_comes_while_nobody_knows_whether_the_last_has_arrived(db: Database) -> None:
    source_id = db.run_now(store_source)
    db.run_now(store_subscriber, 501)
    first = a_first_telling(db, source_id)
    go_on(db, source_id, 2, first)
    [second] = step(db, now=NOW)
    go_on(db, source_id, 3, first)

    assert step(db, ended(second, Outcome.UNCERTAIN), now=NOW) == []


def test_one_that_turns_breaking_on_its_way_reaches_everybody_once(db: Database) -> None:
    source_id = db.run_now(store_source)
    for chat_id in (501, 502):
        db.run_now(store_subscriber, chat_id)
    publish(db, source_id, 1, now=NOW)
    told = step(db, now=NOW)
    step(db, *sent(*told), now=NOW)
    article_id = go_on(db, source_id, 2, told[0])
    [one] = step(db, now=NOW, want=1)
    step(db, *sent(one), now=NOW, want=0)

    db.run_now(outbox.hasten, article_id)
    [other] = step(db, now=NOW)

    assert (one.subscriber.chat_id, other.subscriber.chat_id) == (501, 502)
    assert other.follows > 0
    assert step(db, *sent(other), now=NOW) == []


def test_a_message_that_only_named_the_story_as_perhaps_missed_is_not_answered(
    db: Database,
) -> None:
    source_id = db.run_now(store_source)
    db.run_now(store_subscriber, 501)
    publish(db, source_id, 1, now=NOW)
    [lost] = step(db, now=NOW)
    publish(db, source_id, 2, now=NOW)
    [naming] = step(db, ended(lost, Outcome.UNCERTAIN), now=NOW)
    step(db, *sent(naming), now=NOW)
    go_on(db, source_id, 3, lost)

    [told] = step(db, now=NOW)

    assert naming.missed == (lost.article_id,)
    assert told.follows == -1


def test_one_that_meets_a_group_on_the_move_does_not_answer_a_strangers_message(
    db: Database,
) -> None:
    source_id = db.run_now(store_source)
    group = db.run_now(store_subscriber, -501, kind="group")
    first = a_first_telling(db, source_id)
    go_on(db, source_id, 2, first)

    [answer] = step(db, now=NOW)
    [again] = step(db, ended(answer, Outcome.MOVED, moved_to=-100501), now=NOW)

    assert answer.subscriber.id == again.subscriber.id == group
    assert (first.follows, answer.follows > 0, again.follows) == (0, True, -1)
    assert again.variant.length is Length.HEADLINE


def test_one_that_comes_days_after_the_first_does_not_either(db: Database) -> None:
    source_id = db.run_now(store_source)
    group = db.run_now(store_subscriber, -501, kind="group")
    first = a_first_telling(db, source_id)
    later = NOW + timedelta(hours=60)
    db.run_now(subscribers.move, group, chat_id=-100501, now=later)
    go_on(db, source_id, 2, first, now=later)

    [told] = step(db, now=later)

    assert told.follows == -1


def test_one_that_waits_while_the_news_move_to_another_topic_answers_nothing_there(
    db: Database,
) -> None:
    source_id = db.run_now(store_source)
    forum = db.run_now(store_subscriber, -501, kind="supergroup")
    db.run_now(subscribers.send_to_thread, forum, 7)
    first = a_first_telling(db, source_id)
    go_on(db, source_id, 2, first)
    [answer] = step(db, now=NOW)
    db.run_now(subscribers.send_to_thread, forum, None)

    [again] = step(db, ended(answer, Outcome.RETRY), now=NOW)

    assert (answer.follows > 0, again.follows) == (True, -1)


@pytest.mark.parametrize(("at", "is_one"), [(19, False), (20, True), (600, True)])
def test_within_minutes_a_paper_still_completes_what_it_has_told(at: int, *, is_one: bool) -> None:
    assert developments.is_follow_up(a_telling(AFTERSHOCK, paper=1, at=at), [FIRST]) is is_one


def test_what_others_have_told_meanwhile_is_news_to_its_own_readers() -> None:
    others = a_telling(AFTERSHOCK, paper=2, at=30)
    new = a_telling(AFTERSHOCK, paper=1, at=60)

    assert developments.is_follow_up(new, [FIRST, others])
    assert not developments.is_development(new, [FIRST, others])


def test_a_copy_or_another_papers_story_is_none() -> None:
    copy = a_telling(AFTERSHOCK, paper=1, at=60, copy_of=1000)

    assert not developments.is_follow_up(copy, [FIRST])
    assert not developments.is_follow_up(a_telling(AFTERSHOCK, paper=2, at=600), [FIRST])
