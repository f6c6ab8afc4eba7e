"""What comes to whoever is new, as the operator has decided."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot import config
from bot.core.models import Language, Pushes, Settings, Standing
from bot.core.texts import label
from bot.delivery import deliver
from bot.demo import delivery
from bot.listening import introduce
from storage import Database, sources, subscribers
from tests.builders import NOW, planned_briefing
from tests.town import a_town, plain


def settings_of(db: Database, chat_id: int) -> Settings:
    found = db.run_now(subscribers.find, chat_id)
    assert found is not None
    return found.settings


@pytest.mark.parametrize("pushes", Pushes)
async def test_a_new_reader_starts_with_what_the_operator_decided(
    db: Database, pushes: Pushes
) -> None:
    async with a_town(db, ["الشرفة"], pushes=pushes) as town:
        user = town.telegram.user()
        await town.say(user, user, "/start")

        assert settings_of(db, user.id).pushes is pushes
        assert settings_of(db, user.id).hourly_cap == 0


@pytest.mark.parametrize(
    ("language_code", "countries", "zone"),
    [
        ("ar", ["EG", "EG"], "Africa/Cairo"),
        ("ar", ["EG", "LB"], "Asia/Riyadh"),
        ("ar", ["GB"], "Asia/Riyadh"),
        ("ar-MA", ["EG"], "Africa/Casablanca"),
        ("tr", ["EG"], "Europe/Istanbul"),
        ("", ["KW"], "Asia/Kuwait"),
    ],
)
async def test_a_new_reader_is_where_its_language_or_its_sources_are(
    db: Database, language_code: str, countries: list[str], zone: str
) -> None:
    papers = [f"صحيفة {number}" for number in range(len(countries))]
    async with a_town(db, papers) as town:
        located = [
            replace(source, country=country)
            for source, country in zip(town.publishers, countries, strict=True)
        ]
        db.run_now(sources.sync, located, now=NOW)
        user = town.telegram.user(language_code=language_code)
        await town.say(user, user, "/start")

        assert settings_of(db, user.id).zone == zone


@pytest.mark.parametrize(
    ("language_code", "language"),
    [
        ("ar", Language.ARABIC),
        ("ar-EG", Language.ARABIC),
        ("", Language.ARABIC),
        ("en", Language.ENGLISH),
        ("fr", Language.ENGLISH),
        ("arn", Language.ENGLISH),
    ],
)
async def test_a_new_reader_is_talked_to_in_a_language_it_reads(
    db: Database, language_code: str, language: Language
) -> None:
    async with a_town(db, ["الشرفة"]) as town:
        user = town.telegram.user(language_code=language_code)
        welcome = await town.say(user, user, "/start")

        assert ("Welcome to Mujaz" in welcome.text) == (language is Language.ENGLISH)
        assert settings_of(db, user.id).language is language


async def test_a_group_is_talked_to_in_arabic_whoever_adds_the_bot(db: Database) -> None:
    async with a_town(db, ["الشرفة"]) as town:
        user = town.telegram.user(language_code="en")
        group = town.telegram.group(members=(user,))
        town.telegram.add_bot(group, by=user)
        greeting = await town.next_message(group, 0)

        assert "أهلاً بك في موجز" in greeting.text


@pytest.mark.parametrize(
    ("pushes", "told"),
    [
        (
            Pushes.BRIEFINGS,
            "الأخبار العاجلة فور ورودها، والموجز في 8:00 و13:00 و20:00 بتوقيت الرياض",
        ),
        (Pushes.BREAKING, "الأخبار العاجلة فور ورودها."),
        (Pushes.INSTANT, "الأخبار فور نشرها."),
    ],
)
async def test_whoever_subscribes_is_told_what_will_come(
    db: Database, pushes: Pushes, told: str
) -> None:
    async with a_town(db, ["الشرفة"], pushes=pushes) as town:
        user = town.telegram.user()
        for said in ("/start", "/subscribe", "/start", "/subscribe", "/start subscribe"):
            answer = await town.say(user, user, said)
            assert told.removesuffix(".") in answer.text
        group = town.telegram.channel(members=(user,))
        town.telegram.add_bot(group, by=user, status="administrator")
        greeting = await town.next_message(group, 0)

        assert told in greeting.text


async def test_the_next_briefing_is_planned_with_the_subscription_and_dropped_with_it(
    db: Database,
) -> None:
    async with a_town(db, ["الشرفة"], pushes=Pushes.BRIEFINGS) as town:
        user = town.telegram.user()
        await town.say(user, user, "/subscribe")
        assert next_briefing(db, user.id) == NOW.replace(hour=10, minute=0)  # 13:00 in Riyadh

        town.telegram.block(user)
        await town.eventually(lambda: standing(db, user.id) is Standing.GONE)
        town.telegram.unblock(user)
        await town.say(user, user, "/start")
        assert next_briefing(db, user.id) == NOW.replace(hour=10, minute=0)

        await town.say(user, user, "/unsubscribe")
        assert next_briefing(db, user.id) is None


def next_briefing(db: Database, chat_id: int) -> datetime | None:
    found = db.run_now(subscribers.find, chat_id)
    assert found is not None
    return db.run_now(planned_briefing, found.id)


def standing(db: Database, chat_id: int) -> Standing:
    found = db.run_now(subscribers.find, chat_id)
    assert found is not None
    return found.standing


async def test_who_comes_back_finds_its_own_settings(db: Database) -> None:
    async with a_town(db, ["الشرفة"]) as town:
        user = town.telegram.user()
        await town.say(user, user, "/start")
    async with a_town(db, ["الشرفة"], pushes=Pushes.BREAKING) as town:
        assert settings_of(db, user.id).pushes is Pushes.INSTANT


def test_the_demo_shows_everything_at_once_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DEFAULT_DELIVERY", raising=False)

    assert delivery(config.load()) is Pushes.INSTANT

    monkeypatch.setenv("DEFAULT_DELIVERY", "briefings")
    assert delivery(config.load()) is Pushes.BRIEFINGS


async def test_who_subscribes_to_briefings_gets_one_at_once_and_no_story_beside_it(
    db: Database,
) -> None:
    async with a_town(db, ["الشرفة", "الواحة"], pushes=Pushes.BRIEFINGS) as town:
        user = town.telegram.user()
        await town.pick_up()
        town.news("وادي السيل يمتلئ")
        town.news("مرفأ اللؤلؤ يعود إلى العمل", publisher=1)
        await town.pick_up()

        await town.say(user, user, "/subscribe")
        await deliver(town.sender)

        answer, briefing = (message.text for message in town.heard(user))
        assert "الموجز" in answer
        assert "موجز الآن" in briefing
        assert "وادي السيل يمتلئ" in briefing
        assert "مرفأ اللؤلؤ يعود إلى العمل" in briefing


async def test_a_papers_own_bot_goes_by_its_name_and_keeps_what_is_written_of_it(
    sqlite: Database,
) -> None:
    async with a_town(sqlite, ["جريدة المرفأ"]) as town:
        town.telegram.bot["first_name"] = "المرفأ <عاجل>"
        town.telegram.profile["description", ""] = "أخبار المرفأ كما ننشرها."
        await town.application.bot.get_me()
        await introduce(town.application)
        user = town.telegram.user(501, "سلمى")
        channel = town.telegram.channel("قناة المرفأ", members=(user,))
        town.telegram.add_bot(channel, by=user, status="administrator")

        welcome = plain(await town.say(user, user, "/start"))
        greeting = plain(await town.next_message(channel, 0))

        assert welcome.startswith("أهلاً بك في المرفأ <عاجل>: ")
        assert greeting.startswith("هنا المرفأ <عاجل>: ")
        assert town.telegram.profile["description", ""] == "أخبار المرفأ كما ننشرها."
        assert town.telegram.profile["short_description", ""] == label(
            "about.short", Language.ARABIC
        )
