"""The demo as a newcomer meets it: the real program, the page that it prints, a real browser."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests import browser as chromium
from tests.browser import opened

browser = chromium.browser
pytestmark = chromium.ONE_LOOP

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "page.png"

expect.set_options(timeout=chromium.PATIENCE_MS)


@pytest_asyncio.fixture(loop_scope="module")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the demo says that it is to be found; afterwards it must end by itself, and well."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(30):
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/\S*", said)):
            line = await process.stdout.readline()
            assert line, f"the demo ended: {said}"
            said += line.decode()
    draining = asyncio.create_task(process.stdout.read())

    yield found.group()

    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(5):
        assert await process.wait() == 0
    assert "Traceback" not in (await draining).decode()


async def test_who_presses_start_reads_the_latest_story_and_then_new_ones(
    browser: Browser, address: str
) -> None:
    async with opened(browser, address, size=(430, 1080), scale=2) as page:
        await page.get_by_role("button", name="ابدأ", exact=True).click()
        await expect(page.get_by_text("أنت الآن مشترك")).to_be_visible()
        full_keys = page.get_by_role("button", name="النص الكامل")
        await expect(full_keys).to_have_count(1)
        await expect(full_keys).to_have_count(2)
        await show_newest(page)
        if os.environ.get("UPDATE_PICTURES"):
            PICTURE.parent.mkdir(exist_ok=True)
            await page.screenshot(path=PICTURE)

        await full_keys.first.click()
        await expect(page.get_by_text("قراءة")).to_be_visible()
        await page.get_by_role("button", name="الخلاصة").click()
        await expect(page.get_by_role("button", name="الخلاصة")).to_have_count(0)

        await write(page, "/sources")
        await page.get_by_role("button", name="✅ منصة شرفة").click()
        await expect(page.get_by_role("button", name="▫️ منصة شرفة")).to_be_visible()

        await write(page, "/unsubscribe")
        await expect(page.get_by_text("تم إلغاء الاشتراك")).to_be_visible()


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="رسالة").fill(text)
    await page.get_by_role("button", name="إرسال").click()


async def show_newest(page: Page) -> None:
    """Bring the newest story into view, its entrance over."""
    await page.locator("#scroller").evaluate("pane => pane.scrollTo(0, pane.scrollHeight)")
    await page.evaluate(
        "Promise.all(document.getAnimations().map(animation => animation.finished))"
    )


async def test_plain_start_explains_first_and_subscribes_by_a_button(
    browser: Browser, address: str
) -> None:
    async with opened(browser, address.split("?")[0]) as page:
        await page.get_by_role("button", name="ابدأ", exact=True).click()
        await page.get_by_role("button", name="🔔 اشترك").click()

        await expect(page.get_by_text("تم الاشتراك")).to_be_visible()
        await expect(page.get_by_role("button", name="النص الكامل").first).to_be_visible()
