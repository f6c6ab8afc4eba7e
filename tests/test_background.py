"""Work in the background: what fails is told, what is under way can be let go of."""

import asyncio

import pytest

from bot.background import Background


async def test_what_fails_is_logged_with_its_cause(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise ValueError("no such chapter")

    background = Background()
    background.begin(fail())
    await asyncio.gather(*background, return_exceptions=True)

    assert "no such chapter" in caplog.text
    assert list(background) == []


async def test_a_stop_waits_for_what_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    ended = asyncio.Event()

    async def go_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    background = Background()
    background.begin(go_on())
    await asyncio.sleep(0)
    await background.stop()

    assert ended.is_set()
    assert caplog.text == ""
