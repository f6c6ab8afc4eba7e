"""Sources that cannot be added, or not now, or not by everybody: each with a remedy."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import pytest_asyncio

from bot.additions import Rules
from bot.emulator import User
from storage import Database
from tests.marsad import FEED, a_town_beside_it, active, ask, page, rss
from tests.town import RULES, Town


@pytest.fixture
def rules() -> Rules:
    return RULES


@pytest_asyncio.fixture
async def town(sqlite: Database, rules: Rules) -> AsyncIterator[Town]:
    async with a_town_beside_it(sqlite, rules) as town:
        yield town


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


@pytest.mark.parametrize("text", ["/add", "/add كلام", "/add ftp://w.example/", "/add a b"])
async def test_an_addition_without_an_address_is_explained(
    town: Town, reader: User, text: str
) -> None:
    assert "/add https://example.com" in (await town.say(reader, reader, text)).text


async def test_news_in_another_language_are_not_taken(town: Town, reader: User) -> None:
    text = rss("Oasis Watch").text.replace("خبر", "News").replace("من", "of")
    town.press.pages[FEED] = httpx.Response(200, text=text)

    assert "ليست بالعربية" in (await ask(town, reader, f"/add {FEED}")).text


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
        await town.tap(reader, "🗑 احذف")
        assert "وجدتُ" in (await ask(town, reader, "/add https://w2.example/feed")).text

    async def test_an_operator_s_source_is_no_addition(self, town: Town, reader: User) -> None:
        town.press.pages[town.publishers[0].url] = rss("صحيفة الشرفة")

        told = await ask(town, reader, f"/add {town.publishers[0].url}")

        assert "بين مصادرك من قبل" in told.text


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


async def test_a_bug_behind_the_answer_is_told(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    town.press.pages[FEED] = RuntimeError("a bug")

    told = await ask(town, reader, f"/add {FEED}")

    assert "لخلل عندي" in told.text
    assert caplog.text.count("look failed") == 1
