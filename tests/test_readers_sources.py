"""Readers add sources of their own: from an address to the news, through the real bot."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest_asyncio

from bot.core.models import Standing
from bot.emulator import User
from storage import Database, Tx, outbox, requests, sharing, sources, subscribers
from tests.builders import NOW, a_source, meet, store_article, store_source
from tests.marsad import FEED, SITE, a_town_beside_it, active, ask, link, page, rss
from tests.town import ADMIN, RULES, Town, a_town, plain


@pytest_asyncio.fixture
async def town(sqlite: Database) -> AsyncIterator[Town]:
    async with a_town_beside_it(sqlite, RULES) as town:
        yield town


async def test_the_address_of_a_site_is_enough(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/subscribe")

    told = await ask(town, reader, "/add marsad.example")
    town.press.pages["https://marsad.example"] = page()
    again = await ask(town, reader, f"/add {SITE}")

    assert "لم أصل" in told.text or "لا صفحة" in told.text
    assert "وجدتُ" in again.text
    assert "مرصد الواحة" in again.text
    assert "الأخبار المعروضة فيه: 3، أحدثها قبل 39 دقيقة" in plain(again)
    assert FEED in active(town)


async def test_what_was_added_brings_its_news(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/subscribe")
    await ask(town, reader, f"/add {FEED}")
    await town.pick_up()

    before = len(town.heard(reader))
    town.press.pages[FEED] = rss("مرصد الواحة", items=4)
    await town.pick_up()

    assert [plain(each).split("\n")[0] for each in town.heard(reader)[before:]] == [
        "خبر 3 من مرصد الواحة"
    ]


async def test_a_reader_who_is_not_subscribed_is_told_how_to_get_the_news(
    town: Town, reader: User
) -> None:
    told = await ask(town, reader, f"/add {FEED}")

    assert "/subscribe" in told.text
    assert told.buttons[0][0]["callback_data"] == "sub"


async def test_a_pasted_address_is_offered_to_be_added(town: Town, reader: User) -> None:
    offer = await town.say(reader, reader, SITE)
    assert "هل أضيف \u2068marsad.example\u2069" in offer.text

    await town.tap(reader, "➕ ابحث وأضف")
    await town.telegram.wait_for(lambda: "مرصد الواحة" in offer.text)

    assert FEED in active(town)
    listing = await town.say(reader, reader, "/sources")
    assert "🔔 مرصد الواحة" in str(listing.buttons)


async def test_a_site_with_several_feeds_lets_the_reader_choose(town: Town, reader: User) -> None:
    town.press.pages[SITE] = page(link("/feed/"), link("/sport/feed", "رياضة"), link("/dead"))
    town.press.pages["https://www.marsad.example/sport/feed"] = rss(
        "رياضة المرصد", site="https://s.example"
    )

    chooser = await ask(town, reader, f"/add {SITE}")
    assert "أكثر من مصدر" in chooser.text
    assert [row[0]["text"] for row in chooser.buttons] == ["➕ مرصد الواحة", "➕ رياضة المرصد"]

    await town.tap(reader, "➕ رياضة المرصد")
    await town.telegram.wait_for(lambda: "✅ رياضة المرصد" in str(chooser.buttons))

    assert "https://www.marsad.example/sport/feed" in active(town)
    assert FEED not in active(town)


async def test_a_source_is_one_row_however_many_add_it(town: Town, reader: User) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    await ask(town, reader, f"/add {FEED}")
    town.press.pages["https://marsad.example/feed"] = rss("مرصد الواحة")

    told = await ask(town, other, "/add https://marsad.example/feed")

    assert "وجدتُ" in told.text
    assert active(town).count(FEED) == 1


async def test_others_do_not_see_what_a_reader_added(town: Town, reader: User) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    await ask(town, reader, f"/add {FEED}")

    listing = await town.say(other, other, "/sources")

    assert "مرصد" not in str(listing.buttons)
    assert "الشرفة" in str(listing.buttons)


async def test_a_muted_source_is_quiet_and_a_removed_one_is_not_polled(
    town: Town, reader: User
) -> None:
    await town.say(reader, reader, "/subscribe")
    await ask(town, reader, f"/add {FEED}")
    await town.pick_up()
    listing = await town.say(reader, reader, "/sources")

    await town.tap(reader, "🔔 مرصد الواحة")
    await town.telegram.wait_for(lambda: "🔕 مرصد الواحة" in str(listing.buttons))
    before = len(town.heard(reader))
    town.press.pages[FEED] = rss("مرصد الواحة", items=4)
    await town.pick_up()
    assert len(town.heard(reader)) == before
    assert "خبر 3" in (await town.say(reader, reader, "/latest")).text

    await town.tap(reader, "🗑 احذف")
    await town.telegram.wait_for(lambda: "مرصد" not in str(listing.buttons))
    assert FEED not in active(town)


async def test_a_source_stays_while_somebody_has_it(town: Town, reader: User) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    for each in (reader, other):
        await ask(town, each, f"/add {FEED}")
        await town.say(each, each, "/sources")

    await town.tap(reader, "🗑 احذف")
    assert FEED in active(town)
    await town.tap(other, "🗑 احذف")

    await town.eventually(lambda: FEED not in active(town))
    await ask(town, other, f"/add {FEED}")
    assert FEED in active(town)


async def test_a_source_lives_through_it_all_on_every_database(db: Database) -> None:
    async with a_town(db, ["صحيفة الشرفة"], replace(RULES, policy="approve")) as town:
        admin = town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)
        reader = town.telegram.user(501, "ليلى", "ar")
        town.press.pages[FEED] = rss("مرصد الواحة")
        town.press.pages[SITE] = page(link("/feed/"))
        await town.say(reader, reader, SITE)
        await town.tap(reader, "➕ ابحث وأضف")
        await town.next_message(admin, 0)
        await town.tap(admin, "✅ اقبل", admin)
        await town.next_message(reader, 1)
        listing = await town.say(reader, reader, "/sources")
        await town.tap(reader, "🔔 مرصد الواحة")
        await town.telegram.wait_for(lambda: "🔕 مرصد الواحة" in str(listing.buttons))
        await town.tap(reader, "🔕 مرصد الواحة")
        await town.telegram.wait_for(lambda: "🔔 مرصد الواحة" in str(listing.buttons))
        assert FEED in active(town)

        town.telegram.block(reader)
        await town.eventually(lambda: town.standing(reader.id) == "gone")
        db.run_now(sources.follow_readers)
        assert FEED not in active(town)
        town.telegram.unblock(reader)
        await town.eventually(lambda: FEED in active(town))

        await town.say(reader, reader, "/sources")
        await town.tap(reader, "🗑 احذف")
        assert FEED not in active(town)
        town.now += timedelta(days=100)
        db.run_now(requests.forget, now=town.now)
        assert db.run_now(requests.find, 1) is None


async def test_a_hostile_title_stays_a_title(town: Town, reader: User) -> None:
    title = "&lt;b&gt;الجزيرة&lt;/b&gt;&#x202e;&#x2067; x"
    town.press.pages[FEED] = rss(title, items=1)

    told = await ask(town, reader, f"/add {FEED}")

    assert "وجدتُ" in told.text
    assert not {"\u202e", "\u2067"} & set(told.text)


async def test_a_title_that_another_source_has_is_told_apart(town: Town, reader: User) -> None:
    town.press.pages[FEED] = rss("صحيفة  الشُّرفة")

    await ask(town, reader, f"/add {FEED}")
    listing = await town.say(reader, reader, "/sources")

    assert "(marsad.example)" in str(listing.buttons)


async def test_a_look_that_a_stop_cut_short_is_taken_up_again(town: Town, reader: User) -> None:
    message = await town.say(reader, reader, f"/add {FEED}")
    await town.telegram.wait_for(lambda: "أنظر في" not in message.text)

    def cut_short(tx: object) -> None:
        tx.execute("update looks set state = 'looking'")  # type: ignore[attr-defined]

    town.database.run_now(cut_short)
    await town.restart()

    await town.telegram.wait_for(lambda: "بين مصادرك من قبل" in message.text)


async def test_in_a_group_only_administrators_add(town: Town, reader: User) -> None:
    owner = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.supergroup("أهل الواحة", members=(owner, reader))
    group.people[owner.id] = "creator"
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)

    refused = await town.say(group, reader, f"/add {FEED}")
    accepted = await town.say(group, owner, f"/add {FEED}")
    await town.telegram.wait_for(lambda: "وجدتُ" in accepted.text)

    assert "لمشرفي المجموعة فقط" in refused.text
    assert FEED in active(town)


def test_an_article_of_two_sources_is_not_pushed_for_the_one_that_is_muted(db: Database) -> None:
    def arrange(tx: Tx) -> list[int]:
        first, second = (store_source(tx, a_source(name)) for name in ("الشرفة", "المرفأ"))
        article_id = store_article(tx, first)
        outbox.broadcast(tx, article_id, source_id=first, now=NOW)
        readers = []
        for chat_id, is_muted in ((501, True), (502, False)):
            reader = meet(tx, chat_id, kind="private", now=NOW).id
            subscribers.stand(tx, reader, Standing.SUBSCRIBED, now=NOW)
            subscribers.drop(tx, reader, first)
            subscribers.choose(tx, reader, second)
            if is_muted:
                subscribers.press(tx, reader, second, is_muted=True)
            readers.append(reader)
        sharing.broadcast_also(tx, article_id, source_id=second, now=NOW)
        rows = tx.query("select subscriber_id from deliveries")
        return [readers.index(row["subscriber_id"]) for row in rows]

    assert db.run_now(arrange) == [1]


async def test_in_a_group_only_administrators_agree_to_an_offer(town: Town, reader: User) -> None:
    owner = town.telegram.user(502, "سعاد", "ar")
    group = town.telegram.supergroup("أهل الواحة", members=(owner, reader))
    town.telegram.add_bot(group, by=owner)
    await town.next_message(group, 0)
    await town.say(group, reader, f"@mujaz_bot {SITE}")

    await town.tap(group, "➕ ابحث وأضف", reader)

    assert FEED not in active(town)
