"""A real Chromium for tests of the page.

Without one the tests that ask for it are skipped; where `CI` is true they fail instead, so that
nobody believes the page tested when it was not. One browser serves a whole module, hence one
event loop too: the module says `pytestmark = browser.ONE_LOOP`, and its own asynchronous
fixtures `@pytest_asyncio.fixture(loop_scope="module")`.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
PHONE = (390, 844)
DESKTOP = (1280, 800)
# The machine may have much else to do.
PATIENCE_MS = 30_000


def executable() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


ONE_LOOP = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.real_time]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    path = executable()
    if path is None:
        missing = "no Chromium here; install one or name it in CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


async def caught_up(page: Page) -> None:
    """Until all that the server has told has come to the page, and been drawn or held back."""
    await page.evaluate("""
        const source = new EventSource(`/events${location.search}`);
        new Promise((come) => {
          source.onmessage = () => requestAnimationFrame(() => requestAnimationFrame(come));
        }).then(() => source.close());
    """)


@asynccontextmanager
async def opened(
    browser: Browser, url: str, *, size: tuple[int, int] = PHONE, scale: float = 1
) -> AsyncIterator[Page]:
    """The page at that address; anything it complains about on its console is a failure."""
    complaints: list[str] = []
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="ar",
        color_scheme="light",
    )
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    await page.goto(url)
    yield page
    await context.close()
    assert complaints == []
