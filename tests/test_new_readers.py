"""What comes to whoever is new, as the operator has decided."""

from pathlib import Path

import pytest

from bot import config
from bot.core.models import Pushes, Settings
from bot.demo import delivery
from storage import Database, subscribers
from tests.town import a_town


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
