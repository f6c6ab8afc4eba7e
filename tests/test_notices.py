"""The operator is told: in Telegram, once, by whoever can be reached, and not over and over."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.models import Digits, Language, Settings, Source
from bot.core.texts import TEXTS
from bot.forgetting import forget
from bot.notices import Herald, tell
from storage import Database, Tx, notices, preferences, subscribers
from storage.notices import Notice
from tests.town import ADMIN, Town, a_town

SOURCE = Source(id=0, name="جريدة <المرفأ>", url="https://marfa.example/feed?a=1&b=2")
STRANGER = 901  # an admin who has never written to the bot


@pytest.fixture
async def town(db: Database) -> AsyncIterator[Town]:
    async with a_town(db, ["صحيفة الشرفة"]) as town:
        yield town


def herald_of(town: Town, *admins: int) -> Herald:
    return Herald(town.sender.bot, town.database, frozenset(admins), clock=lambda: town.now)


def note(town: Town, kind: str, reason: str = "") -> None:
    town.database.run_now(notices.add, kind, SOURCE, reason=reason, now=town.now)


def left(town: Town) -> list[Notice]:
    later = town.now + timedelta(days=6)
    return town.database.run_now(notices.due, now=later, limit=100)


async def test_the_operator_is_told_once_of_each(town: Town) -> None:
    operator = town.telegram.user(ADMIN, "المشغّل", "ar")
    await town.say(operator, operator, "/help")
    before = len(town.heard(operator))
    for kind in ("broken", "down", "recovered", "retired", "merged"):
        note(town, kind, "answered <500>")
    note(town, "moved", "https://marfa.example/feed2")

    for _ in range(3):
        await tell(herald_of(town, ADMIN, STRANGER))

    told = [each.text for each in town.heard(operator)[before:]]
    assert len(told) == 6
    assert all("جريدة <المرفأ>" in text for text in told)
    assert "answered <500>" in told[0]
    assert SOURCE.url in told[3]
    assert left(town) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("digits", Digits)
async def test_each_operator_is_told_in_its_own_language_and_digits(
    town: Town, language: Language, digits: Digits
) -> None:
    operator = town.telegram.user(ADMIN, "المشغّل", "ar")
    await town.say(operator, operator, "/help")
    chosen = Settings(language=language, digits=digits)
    found = town.database.run_now(subscribers.find, ADMIN)
    town.database.run_now(preferences.change, found.id if found else 0, chosen)
    news = replace(SOURCE, name="الإخبارية 24")
    town.database.run_now(notices.add, "broken", news, reason="answered 500", now=town.now)

    await tell(herald_of(town, ADMIN))

    text = town.heard(operator)[-1].text
    assert ("could not be followed" in text) == (language is Language.ENGLISH)
    assert ("الإخبارية ٢٤" in text) == (digits is Digits.ARABIC)
    assert "answered 500" in text


async def test_who_cannot_be_reached_is_tried_again_later_and_later(town: Town) -> None:
    note(town, "broken")
    herald = herald_of(town, STRANGER)

    waits = []
    for _ in range(3):
        await tell(herald)
        asked = town.now
        while not town.database.run_now(notices.due, now=town.now, limit=1):
            town.now += timedelta(minutes=1)
        waits.append((town.now - asked) / timedelta(minutes=1))

    assert waits == [1, 2, 4]


async def test_without_admins_nobody_is_told_and_nothing_lost(town: Town) -> None:
    note(town, "broken")

    await tell(herald_of(town))

    assert [each.kind for each in left(town)] == ["broken"]


async def test_without_admins_what_has_waited_for_a_week_is_forgotten(town: Town) -> None:
    note(town, "broken")
    town.now += notices.KEPT
    note(town, "recovered")

    kept = []
    for _ in range(2):
        await tell(herald_of(town))
        await forget(town.sender)
        kept.append(town.database.run_now(kinds))
        town.now += timedelta(seconds=1)

    assert kept == [["broken", "recovered"], ["recovered"]]


def kinds(tx: Tx) -> list[str]:
    """Of all that is kept, due or not."""
    return [row["kind"] for row in tx.query("select kind from notices order by id")]


def test_every_kind_of_notice_has_its_words() -> None:
    words = {key.partition(".")[2] for key in TEXTS[Language.ARABIC] if key.startswith("notice.")}

    assert words == {"broken", "down", "recovered", "retired", "moved", "merged"}
