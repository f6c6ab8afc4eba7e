"""Sources as files: given out, taken in, within the quota, with one message that tells it all."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
import pytest_asyncio

from bot.additions import Rules
from bot.core.feeds import opml
from bot.emulator import Message, User
from storage import Database, sources
from tests.marsad import FEED, rss
from tests.town import ADMIN, RULES, Town, a_town, plain

NAME = "subscriptions.opml"


def listed(*urls: str, folder: str = "") -> bytes:
    outlines = "".join(f'<outline text="قائمة {n}" xmlUrl="{u}"/>' for n, u in enumerate(urls))
    inside = f'<outline text="{folder}">{outlines}</outline>' if folder else outlines
    return f"<opml version='2.0'><body>{inside}</body></opml>".encode()


@pytest.fixture
def rules() -> Rules:
    return RULES


@pytest_asyncio.fixture
async def town(sqlite: Database, rules: Rules) -> AsyncIterator[Town]:
    async with a_town(sqlite, ["صحيفة الشرفة"], rules) as found:
        found.press.pages[FEED] = rss("مرصد الواحة")
        yield found


@pytest_asyncio.fixture
async def reader(town: Town) -> User:
    user = town.telegram.user(501, "ليلى", "ar")
    await town.say(user, user, "/subscribe")
    return user


async def give(town: Town, reader: User, body: bytes, name: str = NAME) -> Message:
    """What the answer to a file has become when it has been read."""
    before = len(town.heard(reader))
    town.telegram.send_file(reader, reader, name, body)
    message = await town.next_message(reader, before)
    await town.telegram.wait_for(lambda: "أقرأ القائمة" not in message.text)
    return message


def paper(town: Town, number: int) -> str:
    url = f"https://paper-{number}.example/rss"
    town.press.pages[url] = rss(f"الصحيفة {number}", site=f"https://paper-{number}.example")
    return url


async def test_a_list_adds_what_is_in_it(town: Town, reader: User) -> None:
    dead = "https://dead.example/rss"
    own = town.publishers[0].url

    told = await give(town, reader, listed(FEED, dead, own, "ftp://x.example/", folder="محليات"))

    assert plain(told).split("\n") == [
        "📂 المصادر في القائمة: 4، أُضيف منها: 1.",
        "بين مصادرك من قبل: 1.",
        "تعذّرت إضافة: 2.",
        "• لا صفحة في dead.example بهذا الرابط. تحقق من كتابته، أو أرسل رابط الصفحة الأولى.",
        "• لا أستطيع فتح هذا العنوان. أرسل عنواناً عاماً على الإنترنت، مثل:",
        "https://example.com",
    ]
    (added,) = [each for each in town.database.run_now(sources.active) if each.url == FEED]
    assert (added.name, added.topics) == ("قائمة 0", ("محليات",))


async def test_what_is_given_out_can_be_taken_in_elsewhere(town: Town, reader: User) -> None:
    await give(town, reader, listed(FEED, paper(town, 1)))
    before = len(town.heard(reader))
    town.telegram.say(reader, reader, "/export")
    sent = await town.next_message(reader, before)
    body = town.telegram.files[sent.extra["document"]["file_id"]].upload.content
    other = town.telegram.user(502, "سعاد", "ar")
    await town.say(other, other, "/subscribe")

    told = await give(town, other, body)

    assert sent.extra["document"]["file_name"] == "mujaz.opml"
    assert "مصادرك في ملف OPML" in plain(sent)
    assert {each.url for each in opml.read(body)} == {
        town.publishers[0].url, FEED, "https://paper-1.example/rss",
    }  # fmt: skip
    assert "أُضيف منها: 2" in told.text


async def test_without_sources_there_is_nothing_to_give_out(town: Town, reader: User) -> None:
    await town.say(reader, reader, "/sources")
    await town.tap(reader, "✅ صحيفة الشرفة")

    assert "لا مصادر لديك" in (await town.say(reader, reader, "/export")).text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<html></html>", "ليس قائمة OPML"),
        (b"<opml></opml>", "ليس فيه أي مصدر"),
        (b"<opml>" + b" " * 1_100_000, "أكبر من المسموح"),
    ],
)
async def test_a_file_that_is_no_list_is_named(
    town: Town, reader: User, body: bytes, told: str
) -> None:
    assert told in (await give(town, reader, body)).text


async def test_a_file_that_has_nothing_to_do_with_it_is_answered_like_any_other_message(
    town: Town, reader: User
) -> None:
    assert "لم أفهم" in (await give(town, reader, b"%PDF", "report.pdf")).text


async def test_a_list_that_telegram_has_lost_is_told(town: Town, reader: User) -> None:
    town.telegram.faults.add("5xx", method="getFile", times=1)

    assert "تعذّر تنزيله" in (await give(town, reader, listed(FEED))).text


class TestQuota:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, most=3, an_hour=1)

    async def test_a_list_adds_no_more_than_the_quota(self, town: Town, reader: User) -> None:
        papers = [paper(town, number) for number in range(5)]

        told = await give(town, reader, listed(*papers))
        again = await give(town, reader, listed(*papers))

        assert "أُضيف منها: 3" in told.text
        assert "لبلوغ الحد الأقصى: 2" in told.text
        assert "بين مصادرك من قبل: 3" in again.text
        assert town.press.asked.count(papers[4]) == 0

    async def test_removing_does_not_make_room_for_more_in_the_same_hour(
        self, town: Town, reader: User
    ) -> None:
        await give(town, reader, listed(*(paper(town, number) for number in range(3))))
        await town.say(reader, reader, "/sources")
        await town.tap(reader, "🗑 احذف")

        assert "أُضيف منها: 0" in (await give(town, reader, listed(paper(town, 4)))).text


class TestClosed:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, policy="closed")

    async def test_no_list_is_taken(self, town: Town, reader: User) -> None:
        assert "يختارها مشغّله" in (await give(town, reader, listed(FEED))).text


class TestApproval:
    @pytest.fixture
    def rules(self) -> Rules:
        return replace(RULES, policy="approve")

    async def test_each_waits_for_the_operator(self, town: Town, reader: User) -> None:
        admin = town.telegram.user(ADMIN, "المشغّلة", "ar", has_started=True)

        told = await give(town, reader, listed(FEED, paper(town, 1)))
        await town.next_message(admin, 1)

        assert "بانتظار موافقة مشغّل البوت: 2" in told.text
        assert len(town.heard(admin)) == 2


async def test_a_list_that_a_stop_cut_short_is_taken_up_again(town: Town, reader: User) -> None:
    told = await give(town, reader, listed(FEED))
    town.press.pages[FEED] = httpx.Response(404)
    town.database.run_now(lambda tx: tx.execute("update looks set state = 'looking'"))

    await town.restart()

    await town.telegram.wait_for(lambda: "بين مصادرك من قبل: 1" in told.text)
