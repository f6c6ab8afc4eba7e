"""Answers that Telegram finds too fast wait, and come."""

import pytest
from telegram.error import RetryAfter

from bot.emulator import User
from bot.handlers.patience import LONGEST_SECONDS, Patience
from tests.town import Town


async def test_an_answer_that_comes_too_fast_comes_when_telegram_lets_it(
    town: Town, reader: User
) -> None:
    town.telegram.faults.add("429", method="sendMessage", times=3, retry_after=7)

    assert "/latest" in (await town.say(reader, reader, "/help")).text
    assert not town.telegram.faults.waiting


async def test_who_is_asked_to_wait_for_no_time_waits_a_second_each_time() -> None:
    waited: list[float] = []

    async def wait(seconds: float) -> None:
        waited.append(seconds)

    async def refuse() -> bool:
        raise RetryAfter(0)

    with pytest.raises(RetryAfter):
        await Patience(wait).process_request(refuse, (), {}, "sendMessage", {}, None)

    assert set(waited) == {1.0}
    assert sum(waited) == LONGEST_SECONDS


async def test_who_would_wait_for_too_long_is_not_answered_and_holds_up_nobody(
    town: Town, reader: User, caplog: pytest.LogCaptureFixture
) -> None:
    wait = round(LONGEST_SECONDS) + 1
    town.telegram.faults.add("429", method="sendMessage", retry_after=wait)
    town.telegram.say(reader, reader, "/help")
    await town.telegram.wait_for(lambda: not town.telegram.faults.waiting)

    assert "/latest" in (await town.say(reader, reader, "/help")).text
    assert len(town.heard(reader)) == 1
    assert "not answered" in caplog.text


async def test_a_tap_does_what_it_asks_for_though_its_waiting_sign_stays(
    town: Town, reader: User
) -> None:
    town.news("افتتاح السوق")
    await town.pick_up()
    await town.say(reader, reader, "/latest")
    before = len(town.heard(reader))
    town.telegram.faults.add("429", method="answerCallbackQuery", times=None, retry_after=7)

    town.telegram.tap(reader, "🖼 بطاقات اقتباس")
    await town.telegram.wait_for(lambda: len(town.heard(reader)) == before + 2)

    assert len(town.telegram.faults.struck) == 1
