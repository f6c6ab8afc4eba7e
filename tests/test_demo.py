"""The demo as a newcomer meets it: the real program, the page that it prints, a real browser."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage import Tx, open_database
from storage.db import Row
from tests import browser as chromium
from tests.browser import opened
from tests.builders import store_subscriber

browser = chromium.browser
pytestmark = chromium.ONE_LOOP

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "page.png"

expect.set_options(timeout=chromium.PATIENCE_MS)


@asynccontextmanager
async def a_demo(folder: Path, command: str = "demo", **settings: str) -> AsyncIterator[str]:
    """A demo that runs there, by the address that it prints; afterwards it must end by itself,
    and well."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("TELEGRAM_")
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", command),
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)} | settings,
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
    async with asyncio.timeout(30):
        assert await process.wait() == 0
    assert "Traceback" not in (await draining).decode()


@pytest_asyncio.fixture(loop_scope="module")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the demo says that it is to be found."""
    async with a_demo(tmp_path, "run") as address:
        yield address


async def test_it_never_opens_the_operators_database(tmp_path: Path, sqlite_url: str) -> None:
    with closing(open_database(sqlite_url)) as operators:
        operators.run_now(store_subscriber, 501)
        before = operators.run_now(everything)

        async with a_demo(tmp_path, DATABASE_URL=sqlite_url):
            pass

        assert operators.run_now(everything) == before


def everything(tx: Tx) -> list[list[Row]]:
    return [tx.query(f"select * from {table}") for table in ("sources", "subscribers")]  # noqa: S608


async def test_two_run_side_by_side_in_one_folder_and_leave_nothing_there(tmp_path: Path) -> None:
    async with a_demo(tmp_path) as one, a_demo(tmp_path) as other:
        assert one != other

    assert os.listdir(tmp_path) == []  # noqa: PTH208 (pathlib's may not be asked in a coroutine)


async def test_who_presses_start_reads_the_latest_story_and_then_new_ones(
    browser: Browser, address: str
) -> None:
    async with opened(browser, address, size=(430, 1080), scale=2) as page:
        await page.get_by_role("button", name="ابدأ", exact=True).click()
        await expect(page.get_by_text("بدأ اشتراكك")).to_be_visible()
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
        await expect(page.get_by_text("أُلغي اشتراكك")).to_be_visible()


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

        await expect(page.get_by_text("بدأ اشتراكك")).to_be_visible()
        await expect(page.get_by_role("button", name="النص الكامل").first).to_be_visible()


async def test_a_headline_in_a_group_opens_its_story_in_the_chat_with_the_bot(
    browser: Browser, address: str
) -> None:
    async with opened(browser, address) as page:
        await page.get_by_role("button", name="ابدأ", exact=True).click()
        await expect(page.get_by_role("button", name="النص الكامل").first).to_be_visible()
        await page.get_by_role("button", name="أعطال: أدوات المطوّرين").click()
        await page.get_by_role("button", name="مجموعة فيها البوت").click()
        await page.wait_for_url("**chat=-4*")
        await write(page, "/latest 2")
        await page.locator("b .deed").first.click()

        await page.wait_for_url(re.compile(r"^(?!.*chat=).*start=a\d+"))
        await page.get_by_role("button", name="ابدأ", exact=True).click()
        await expect(page.get_by_role("button", name="النص الكامل").last).to_be_visible()
        await expect(page.locator(".mine").last).to_have_text(re.compile("^/start"))
