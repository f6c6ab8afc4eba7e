"""Readers add sources of their own: from an address to the news, through the real bot."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio

from bot import additions, handlers
from bot.additions import Rules
from bot.core.models import Standing
from bot.emulator import Message, User
from storage import Database, Tx, outbox, requests, sharing, sources, subscribers
from tests.builders import NOW, a_source, store_article, store_source
from tests.town import ADMIN, BODY, OTHERS, RULES, Town, a_town, plain

SITE = "https://www.marsad.example/"
FEED = "https://www.marsad.example/feed/"
FOUND = "وجدتُ \u2068مرصد الواحة\u2069"


def rss(title: str, *, items: int = 3, site: str = "https://www.marsad.example") -> httpx.Response:
    listed = "".join(
        f"<item><title>خبر {n} من {title}</title><link>{site}/news/{n}</link>"
        f"<pubDate>Mon, 23 Nov 2026 09:{n:02}:00 GMT</pubDate></item>"
        for n in range(items)
    )
    return httpx.Response(
        200,
        headers={"content-type": "application/rss+xml"},
        text=f'<rss version="2.0"><channel><title>{title}</title>{listed}</channel></rss>',
    )


def page(*links: str) -> httpx.Response:
    return httpx.Response(
        200,
        headers={"content-type": "text/html; charset=utf-8"},
        text=f"<html><head><title>المرصد</title>{''.join(links)}</head><body>أهلاً</body></html>",
    )


def link(href: str, title: str = "") -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="{href}" title="{title}">'


@pytest.fixture
def rules() -> Rules:
    return RULES


@pytest_asyncio.fixture
async def town(sqlite: Database, rules: Rules) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"], rules) as found:
        found.press.pages[FEED] = rss("مرصد الواحة")
        found.press.pages[SITE] = page(link("/feed/", "الأخبار"))
        for number, text in enumerate((BODY, *OTHERS)):
            found.press.html(f"{SITE}news/{number}", f"خبر {number} من مرصد الواحة", text)
        yield found


@pytest.fixture
def reader(town: Town) -> User:
    return town.telegram.user(501, "ليلى", "ar")


async def ask(town: Town, chat: User, text: str, user: User | None = None) -> Message:
    """What the answer to a command has become when the look is over."""
    message = await town.say(chat, user or chat, text)
    await town.telegram.wait_for(lambda: "أنظر في" not in message.text)
    return message


def active(town: Town) -> list[str]:
    return [source.url for source in town.database.run_now(sources.active)]


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

    await town.tap(reader, "🗑")
    await town.telegram.wait_for(lambda: "مرصد" not in str(listing.buttons))
    assert FEED not in active(town)


async def test_a_source_stays_while_somebody_has_it(town: Town, reader: User) -> None:
    other = town.telegram.user(502, "سعاد", "ar")
    for each in (reader, other):
        await ask(town, each, f"/add {FEED}")
        await town.say(each, each, "/sources")

    await town.tap(reader, "🗑")
    assert FEED in active(town)
    await town.tap(other, "🗑")

    await town.eventually(lambda: FEED not in active(town))
    await ask(town, other, f"/add {FEED}")
    assert FEED in active(town)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(404), "تحقق من كتابته"),
        (httpx.Response(403, text="secret body"), "لا يسمح"),
        (httpx.Response(503), "متعطل الآن"),
        (httpx.ConnectError("10.0.0.7 refused"), "لم أصل إلى"),
        (page(), "لم أجد في"),
        (rss("فارغ", items=0), "فارغة"),
        (httpx.Response(200, text="<rss><channel><item><title>خبر</title></item></channel></rss>"),
         "بلا تواريخ"),
    ],
    ids=["missing", "shut", "down", "unreachable", "no feed", "empty", "undated"],
)  # fmt: skip
async def test_what_cannot_be_added_is_named_with_a_remedy(
    town: Town, reader: User, answer: httpx.Response | Exception, told: str
) -> None:
    town.press.pages["https://w.example/x"] = answer

    message = await ask(town, reader, "/add https://w.example/x")

    assert told in message.text
    assert "secret" not in message.text
    assert "10.0.0.7" not in message.text
    assert len(active(town)) == 1


@pytest.mark.parametrize("address", ["https://user:pw@w.example/", "http://w.example:25/"])
async def test_an_address_that_must_not_be_asked_is_refused(
    town: Town, reader: User, address: str
) -> None:
    message = await ask(town, reader, f"/add {address}")

    assert "لا أستطيع فتح هذا العنوان" in message.text
    assert town.press.asked == []


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
        await town.tap(reader, "🗑")
        assert FEED not in active(town)
        town.now += timedelta(days=100)
        db.run_now(requests.forget, now=town.now)
        assert db.run_now(requests.find, 1) is None


@pytest.mark.parametrize("text", ["/add", "/add كلام", "/add ftp://w.example/", "/add a b"])
async def test_an_addition_without_an_address_is_explained(
    town: Town, reader: User, text: str
) -> None:
    assert "/add https://example.com" in (await town.say(reader, reader, text)).text


async def test_news_in_another_language_are_not_taken(town: Town, reader: User) -> None:
    text = rss("Oasis Watch").text.replace("خبر", "News").replace("من", "of")
    town.press.pages[FEED] = httpx.Response(200, text=text)

    assert "ليست بالعربية" in (await ask(town, reader, f"/add {FEED}")).text


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


class TestLimits:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, most=2, an_hour=5)

    async def test_the_quota_counts_what_a_reader_has(self, town: Town, reader: User) -> None:
        for number in range(3):
            url = f"https://w{number}.example/feed"
            town.press.pages[url] = rss(f"الصحيفة {number}", site=f"https://w{number}.example")
            told = await ask(town, reader, f"/add {url}")

        assert "الحد الأقصى للمصادر المضافة (2)" in told.text
        await town.say(reader, reader, "/sources")
        await town.tap(reader, "🗑")
        assert "وجدتُ" in (await ask(town, reader, "/add https://w2.example/feed")).text

    async def test_an_operator_s_source_is_no_addition(self, town: Town, reader: User) -> None:
        town.press.pages[town.publishers[0].url] = rss("صحيفة الشرفة")

        told = await ask(town, reader, f"/add {town.publishers[0].url}")

        assert "بين مصادرك بالفعل" in told.text


class TestPace:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, an_hour=1)

    async def test_additions_are_counted_an_hour(self, town: Town, reader: User) -> None:
        other = "https://w.example/feed"
        town.press.pages[other] = rss("الصحيفة", site="https://w.example")
        await ask(town, reader, f"/add {FEED}")

        too_fast = await ask(town, reader, f"/add {other}")
        town.now += timedelta(hours=1, minutes=1)
        later = await ask(town, reader, f"/add {other}")

        assert "في وقت قصير" in too_fast.text
        assert "وجدتُ" in later.text

    async def test_looks_are_counted_too(self, town: Town, reader: User) -> None:
        for _ in range(20):
            await ask(town, reader, "/add https://nowhere.example/")

        assert "روابط كثيرة" in (await ask(town, reader, f"/add {FEED}")).text


class TestClosed:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, policy="closed")

    async def test_nothing_is_added(self, town: Town, reader: User) -> None:
        assert "يختارها مشغّله" in (await ask(town, reader, f"/add {FEED}")).text
        assert FEED not in town.press.asked
        assert "/add" not in (await town.say(reader, reader, "/sources")).text


class TestApproval:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, policy="approve")

    @pytest.fixture
    def admin(self, town: Town) -> User:
        return town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)

    async def wish(self, town: Town, reader: User, admin: User) -> Message:
        told = await ask(town, reader, f"/add {FEED}")
        assert "أرسلتُ طلبك" in told.text
        return await town.next_message(admin, 0)

    async def test_the_operator_agrees(self, town: Town, reader: User, admin: User) -> None:
        wish = await self.wish(town, reader, admin)
        assert "مرصد الواحة" in wish.text
        assert FEED in wish.text
        assert FEED not in active(town)

        await town.tap(admin, "✅ اقبل", admin)
        answer = await town.next_message(reader, 1)

        assert "وافق مشغّل البوت" in answer.text
        assert FEED in active(town)
        await town.telegram.wait_for(lambda: "قُبل" in wish.text)
        assert wish.buttons == []

    async def test_the_operator_refuses_for_good(
        self, town: Town, reader: User, admin: User
    ) -> None:
        await self.wish(town, reader, admin)

        await town.tap(admin, "✖️ ارفض", admin)
        answer = await town.next_message(reader, 1)
        again = await ask(town, reader, f"/add {FEED}")

        assert "لم يوافق" in answer.text
        assert "لا يسمح مشغّل البوت" in again.text
        assert FEED not in active(town)

    async def test_asking_twice_tells_the_operator_once(
        self, town: Town, reader: User, admin: User
    ) -> None:
        await self.wish(town, reader, admin)

        again = await ask(town, reader, f"/add {FEED}")

        assert "ما زال بانتظار" in again.text
        assert len(town.heard(admin)) == 1

    async def test_all_who_asked_are_told_once(
        self, town: Town, reader: User, admin: User
    ) -> None:
        other = town.telegram.user(502, "سعاد", "ar")
        await self.wish(town, reader, admin)
        await ask(town, other, f"/add {FEED}")
        await town.next_message(admin, 1)

        await town.tap(admin, "✅ اقبل", admin)
        await town.next_message(reader, 1)
        await town.next_message(other, 1)
        await town.tap(admin, "✅ اقبل", admin)

        assert (len(town.heard(reader)), len(town.heard(other))) == (2, 2)

    async def test_nobody_else_can_decide(self, town: Town, reader: User, admin: User) -> None:
        wish = await self.wish(town, reader, admin)
        stranger = town.telegram.user(666, "غريب", "ar")

        query = town.telegram.tap(wish, "✅ اقبل", stranger)
        await town.telegram.wait_for(lambda: query.is_answered)

        assert FEED not in active(town)

    async def test_an_operator_who_is_away_does_not_hold_up_the_answers(
        self, town: Town, reader: User
    ) -> None:
        other = "https://w.example/feed"
        town.press.pages[other] = rss("الصحيفة", site="https://w.example")
        await ask(town, reader, f"/add {FEED}")
        await ask(town, reader, f"/add {other}")
        second = town.database.run_now(requests.untold)[1]

        town.database.run_now(additions.accept, second, now=town.now)
        await handlers.pass_on(town.application)

        assert "وافق مشغّل البوت على" in town.heard(reader)[-1].text
        assert len(town.database.run_now(requests.untold)) == 1

    async def test_what_came_too_fast_is_told_at_the_next_occasion(
        self, town: Town, reader: User, admin: User
    ) -> None:
        town.telegram.faults.add("429", method="sendMessage", chat_id=ADMIN, times=1)
        await ask(town, reader, f"/add {FEED}")
        await town.eventually(lambda: not town.telegram.faults.waiting)

        await handlers.pass_on(town.application)

        assert len(town.heard(admin)) == 1
        assert town.database.run_now(requests.untold) == []

    async def test_a_wish_survives_a_restart_and_reaches_the_operator_who_was_away(
        self, town: Town, reader: User
    ) -> None:
        told = await ask(town, reader, f"/add {FEED}")
        await town.eventually(lambda: not town.database.run_now(requests.unfinished))
        admin = town.telegram.user(ADMIN, "المشغّلة", "ar")
        town.telegram.chats[ADMIN].bot_status = "member"

        await town.restart()
        wish = await town.next_message(admin, 0)

        assert "أرسلتُ طلبك" in told.text
        assert "مرصد الواحة" in wish.text


async def test_a_look_that_a_stop_cut_short_is_taken_up_again(town: Town, reader: User) -> None:
    message = await town.say(reader, reader, f"/add {FEED}")
    await town.telegram.wait_for(lambda: "أنظر في" not in message.text)

    def cut_short(tx: object) -> None:
        tx.execute("update looks set state = 'looking'")  # type: ignore[attr-defined]

    town.database.run_now(cut_short)
    await town.restart()

    await town.telegram.wait_for(lambda: "بين مصادرك بالفعل" in message.text)


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


async def test_a_bug_behind_the_answer_is_told(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    town.press.pages[FEED] = RuntimeError("a bug")

    told = await ask(town, reader, f"/add {FEED}")

    assert "لخلل عندنا" in told.text
    assert caplog.text.count("look failed") == 1


def test_an_article_of_two_sources_is_not_pushed_for_the_one_that_is_muted(db: Database) -> None:
    def arrange(tx: Tx) -> list[int]:
        first, second = (store_source(tx, a_source(name)) for name in ("الشرفة", "المرفأ"))
        article_id = store_article(tx, first)
        outbox.broadcast(tx, article_id, source_id=first, now=NOW)
        readers = []
        for chat_id, is_muted in ((501, True), (502, False)):
            reader = subscribers.meet(tx, chat_id, kind="private", now=NOW).id
            subscribers.stand(tx, reader, Standing.SUBSCRIBED, now=NOW)
            subscribers.drop(tx, reader, first)
            subscribers.choose(tx, reader, second)
            if is_muted:
                subscribers.toggle_mute(tx, reader, second)
            readers.append(reader)
        sharing.broadcast_also(tx, article_id, source_id=second, now=NOW)
        rows = tx.query("select subscriber_id from deliveries")
        return [readers.index(row["subscriber_id"]) for row in rows]

    assert db.run_now(arrange) == [1]
