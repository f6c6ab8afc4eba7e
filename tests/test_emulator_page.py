"""The chat page of the local Telegram in a real browser."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.emulator import LocalTelegram, make_app, serve
from bot.emulator.faults import KINDS
from bot.emulator.params import Params
from bot.emulator.state import JSON
from tests import browser as chromium
from tests.bot_api import TOKEN, button, keyboard
from tests.browser import DESKTOP, caught_up, opened

browser = chromium.browser
pytestmark = chromium.ONE_LOOP
READER = 1001
Bot = Callable[..., Awaitable[JSON]]

expect.set_options(timeout=chromium.PATIENCE_MS)


@pytest.fixture
def telegram() -> LocalTelegram:
    return LocalTelegram()


@pytest.fixture
def bot(telegram: LocalTelegram) -> Bot:
    """The bot's side: calls a method and gives its result."""

    async def call(method: str, **fields: Any) -> JSON:
        answer = await telegram.call(TOKEN, method, Params(fields))
        assert isinstance(answer.body, dict)
        assert answer.body["ok"], answer
        result: JSON = answer.body["result"]
        return result

    return call


@pytest_asyncio.fixture(loop_scope="module")
async def url(telegram: LocalTelegram) -> AsyncIterator[str]:
    async with serve(make_app(telegram)) as (_, port):
        yield f"http://127.0.0.1:{port}/?user={READER}"


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, telegram: LocalTelegram, url: str) -> AsyncIterator[Page]:
    """A phone with the chat open, the bot started long ago."""
    telegram.user(READER, "سلمى", has_started=True)
    async with opened(browser, url) as page:
        yield page


async def send(bot: Bot, html: str, **more: Any) -> JSON:
    return await bot("sendMessage", chat_id=READER, text=html, parse_mode="HTML", **more)


async def test_a_newcomer_starts_with_the_payload_of_the_link(
    browser: Browser, telegram: LocalTelegram, bot: Bot, url: str
) -> None:
    await bot("setMyDescription", description="أخبار اليوم في رسالة.", language_code="ar")
    async with opened(browser, f"{url}&start=a12") as page:
        await expect(page.get_by_text("أخبار اليوم في رسالة.")).to_be_visible()
        await expect(page.get_by_label("رسالة", exact=True)).to_be_hidden()
        await page.get_by_role("button", name="ابدأ").click()
        await expect(page.locator(".mine")).to_contain_text("/start")
        await expect(page.get_by_label("رسالة", exact=True)).to_be_focused()

        assert "a12" not in await page.inner_text("#log")
        assert telegram.messages(READER)[0].text == "/start a12"


async def test_files_come_and_go(
    page: Page, telegram: LocalTelegram, bot: Bot, tmp_path: Path
) -> None:
    given = tmp_path / "قائمتي.opml"
    given.write_text("<opml/>", encoding="utf-8")

    async with page.expect_file_chooser() as chooser:
        await page.get_by_label("إرفاق ملف").click()
    await (await chooser.value).set_files(given)
    await expect(page.locator(".mine .file")).to_contain_text("قائمتي.opml")
    (sent,) = telegram.messages(READER)
    await bot(
        "sendDocument", chat_id=READER, document=sent.extra["document"]["file_id"], caption="خذ"
    )
    async with page.expect_download() as download:
        await page.locator(".theirs .file").click()
    kept = await download.value
    await kept.save_as(tmp_path / "kept")

    assert kept.suggested_filename == "قائمتي.opml"
    assert (tmp_path / "kept").read_bytes() == b"<opml/>"


async def test_what_the_reader_writes_reaches_the_bot(page: Page, telegram: LocalTelegram) -> None:
    box = page.get_by_label("رسالة", exact=True)
    await box.fill("ما الجديد؟")
    await box.press("Shift+Enter")
    await box.press_sequentially("الآن")
    await box.press("Enter")
    await expect(page.locator(".mine .text")).to_contain_text("ما الجديد؟\nالآن")

    await expect(box).to_have_value("")
    (update,) = telegram.updates.pending
    assert update["message"]["text"] == "ما الجديد؟\nالآن"


async def test_a_message_that_asks_for_a_reply_gets_one(
    page: Page, telegram: LocalTelegram, bot: Bot
) -> None:
    box = page.get_by_label("رسالة", exact=True)
    await expect(box).to_be_visible()
    asked = await send(bot, "أي مدينة؟", reply_markup={"force_reply": True})
    await expect(page.locator("#replying")).to_contain_text("أي مدينة؟")
    await box.fill("وهران")
    await box.press("Enter")
    await expect(page.locator(".mine .replied")).to_have_text("أي مدينة؟")
    await expect(page.locator("#replying")).to_be_hidden()
    (update,) = telegram.updates.pending
    assert update["message"]["reply_to_message"]["message_id"] == asked["message_id"]

    await send(bot, "وأي وقت؟", reply_markup={"force_reply": True})
    await page.get_by_label("إلغاء الرد").click()
    await box.fill("لا أريد")
    await box.press("Enter")
    await expect(page.locator(".mine")).to_have_count(2)
    assert telegram.messages(READER)[-1].reply_to is None


async def test_text_is_shown_with_its_entities(page: Page, bot: Bot) -> None:
    unix = int(time.time()) - 720
    await send(
        bot,
        "\u200f<b>عنوان</b> <i>م</i> <u>خ</u> <s>ش</s> <code>x = 1</code>\n"
        '<a href="https://example.com/1">\u200fالمصدر</a> #وسم\n'
        f'<tg-time unix="{unix}" format="r">حينها</tg-time>',
    )
    text = page.locator(".theirs .text")

    await expect(text.locator("b")).to_have_text("عنوان")
    await expect(text.locator("code")).to_have_text("x = 1")
    await expect(text.locator("time.moment")).to_have_text("قبل 12 دقيقة")
    link = text.get_by_role("link", name="المصدر")
    assert await link.get_attribute("target") == "_blank"
    assert await link.get_attribute("rel") == "noopener noreferrer"
    await expect(text.locator("span.link")).to_have_text("#وسم")


async def test_ornaments_are_not_read_aloud(page: Page, bot: Bot) -> None:
    keys = keyboard([button("🔗 المصدر", url="example.com")])
    await send(bot, "<blockquote>قول</blockquote>", reply_markup=keys)

    await expect(page.get_by_role("link", name="🔗 المصدر", exact=True)).to_be_visible()
    assert "❞" not in await page.get_by_role("log").aria_snapshot()


async def test_nothing_that_is_written_becomes_markup(page: Page, bot: Bot) -> None:
    evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    await bot("sendMessage", chat_id=READER, text=evil, reply_markup=keyboard([button(evil)]))
    await send(bot, '<a href="javascript:alert(1)">رابط</a> <a href="tg://x">آخر</a>')
    await bot("answerCallbackQuery", **await tap_of(page, evil), text=evil)

    await expect(page.locator("#toast")).to_have_text(evil)
    await expect(page.locator(".theirs").first).to_contain_text(evil)
    assert await page.locator("#log img, #log script, #log a").count() == 0
    assert await page.evaluate("window.hacked") is None


async def tap_of(page: Page, label: str) -> JSON:
    async with page.expect_response("**/act/tap*") as response:
        await page.get_by_role("button", name=label).click()
    return {"callback_query_id": (await (await response.value).json())["query"]}


async def test_each_paragraph_goes_its_own_way(page: Page, bot: Bot) -> None:
    await send(bot, "<b>سطر</b> عربي طويل بما يكفي ليملأ الفقاعة كلها\n<i>An</i> English line")
    text = page.locator(".theirs .text")
    box, arabic, english = [
        await one.bounding_box() for one in (text, text.locator("b"), text.locator("i"))
    ]
    assert box
    assert arabic
    assert english

    assert arabic["x"] + arabic["width"] == pytest.approx(box["x"] + box["width"], abs=3)
    assert english["x"] == pytest.approx(box["x"], abs=3)


async def test_long_quotes_fold_and_spoilers_hide(page: Page, bot: Bot) -> None:
    words = "كلام طويل يقوله متحدث باسم جهة ما في مؤتمر ما. " * 8
    await send(bot, f"<blockquote expandable>{words}</blockquote><tg-spoiler>سرّ</tg-spoiler>")
    await send(bot, "<blockquote expandable>قصير</blockquote>")
    inside = page.locator("blockquote .inside").first
    fold = page.get_by_role("button", name="بقيّة الاقتباس")

    folded = await inside.evaluate("it => it.clientHeight")
    await fold.click()
    assert await inside.evaluate("it => it.clientHeight") > folded * 1.5
    await expect(fold).to_have_attribute("aria-expanded", "true")
    assert await page.locator("blockquote.folds").count() == 1
    await page.get_by_role("button", name="نص مخفيّ").press("Enter")
    await expect(page.locator(".spoiler.open")).to_have_text("سرّ")


async def test_taps_are_answered_and_edits_marked(
    page: Page, telegram: LocalTelegram, bot: Bot
) -> None:
    keys = keyboard([button("🔔 اشترك", callback_data="sub"), button("🔖 احفظ")])
    sent = await send(bot, "خبر", reply_markup=keys)
    query = await tap_of(page, "🔔 اشترك")
    await expect(page.locator(".key.waiting")).to_have_count(1)
    await bot("answerCallbackQuery", **query, text="اشتركت", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("اشتركت")
    await page.get_by_role("button", name="حسناً").click()
    await expect(page.locator(".key.waiting")).to_have_count(0)
    await bot("editMessageText", chat_id=READER, message_id=sent["message_id"], text="خبر معدّل")

    await expect(page.locator(".theirs")).to_contain_text("معدَّلة")
    await expect(page.locator(".key")).to_have_count(0)
    await bot("deleteMessage", chat_id=READER, message_id=sent["message_id"])
    await expect(page.locator(".message")).to_have_count(0)


async def test_a_key_is_pressed_though_news_come_while_the_finger_is_down(
    page: Page, bot: Bot
) -> None:
    await send(bot, "خبر\n" * 40, reply_markup=keyboard([button("🔖 احفظ", callback_data="save")]))
    key = page.get_by_role("button", name="🔖 احفظ")
    await key.hover()
    await page.mouse.down()
    await send(bot, "خبر عاجل\n" * 10)
    await caught_up(page)
    async with page.expect_response("**/act/tap*"):
        await page.mouse.up()

    await expect(page.get_by_text("خبر عاجل")).to_be_in_viewport()


async def test_rows_of_keys_are_laid_left_to_right(page: Page, bot: Bot) -> None:
    keys = keyboard([button("التالي ←"), button("→ السابق")], [button("🔗", url="example.com")])
    await send(bot, "صفحة", reply_markup=keys)
    first = await page.get_by_role("button", name="التالي ←").bounding_box()
    second = await page.get_by_role("button", name="→ السابق").bounding_box()
    assert first
    assert second

    assert first["x"] < second["x"]
    outward = page.locator("a.key")
    assert await outward.get_attribute("href") == "http://example.com/"
    assert await outward.get_attribute("rel") == "noopener noreferrer"


async def test_commands_and_deep_links_in_messages_are_sent(
    page: Page, telegram: LocalTelegram, bot: Bot
) -> None:
    await send(bot, 'أرسل /latest أو افتح <a href="https://t.me/mujaz_bot?start=a7">الخبر</a>')
    await page.get_by_role("button", name="/latest").click()
    await expect(page.locator(".mine")).to_have_count(1)
    await page.get_by_role("button", name="الخبر").click()
    await expect(page.locator(".mine")).to_have_count(2)

    own = [message.text for message in telegram.messages(READER) if not message.is_outgoing]
    assert own == ["/latest", "/start a7"]


async def test_the_menu_lists_commands_in_the_readers_language(
    page: Page, telegram: LocalTelegram, bot: Bot
) -> None:
    await bot("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    arabic = [
        {"command": "latest", "description": "آخر الأخبار"},
        {"command": "help", "description": "مساعدة"},
    ]
    await bot("setMyCommands", commands=arabic, language_code="ar")
    await page.get_by_role("button", name="القائمة").click()
    await expect(page.get_by_role("menuitem")).to_have_count(2)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine")).to_contain_text("/help")
    await page.get_by_label("رسالة", exact=True).press_sequentially("/la")
    await expect(page.get_by_role("menuitem")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menuitem")).to_have_count(0)
    telegram.user(READER).language_code = "en"
    telegram.changed()
    await page.get_by_role("button", name="القائمة").click()
    await expect(page.get_by_role("menuitem")).to_contain_text(["Help"])


async def test_new_messages_below_are_counted(page: Page, bot: Bot) -> None:
    for number in range(30):
        await send(bot, f"خبر {number}")
    await expect(page.locator(".message")).to_have_count(30)
    await expect(page.get_by_text("خبر 29", exact=False)).to_be_in_viewport()
    await page.evaluate("document.getElementById('scroller').scrollTop = 0")
    pill = page.get_by_role("button", name="إلى آخر الرسائل")
    await expect(pill).to_be_visible()
    await send(bot, "خبر عاجل")
    await expect(page).to_have_title("(1) موجز")
    await pill.click()

    await expect(page.get_by_text("خبر عاجل")).to_be_in_viewport()
    await expect(pill).to_be_hidden()
    await expect(page).to_have_title("موجز")


async def test_the_drawer_orders_faults_and_blocks_the_bot(
    page: Page, telegram: LocalTelegram
) -> None:
    await page.get_by_role("button", name="أعطال: أدوات المطوّرين").click()
    await page.get_by_label("عدد المرّات").select_option("3")
    await page.get_by_role("button", name="429 تمهّل").click()
    await expect(page.locator("#waiting")).to_contain_text("429 تمهّل × 3")
    (fault,) = telegram.faults.waiting
    assert (fault.kind, fault.method, fault.times) == ("429", "sendMessage", 3)
    await page.get_by_label("حدود الإرسال كما في تيليغرام").check()
    await page.get_by_role("button", name="إزالة كل الأعطال").click()
    await expect(page.locator("#waiting li")).to_have_count(0)
    await page.get_by_role("button", name="حظر البوت").click()
    await expect(page.get_by_role("button", name="رفع الحظر عن البوت")).to_be_visible()
    await page.get_by_role("button", name="إغلاق").click()
    assert telegram.limits is not None
    await page.get_by_role("button", name="إعادة تشغيل البوت").click()

    await expect(page.locator(".mine")).to_contain_text("/start")
    assert telegram.chat(READER).bot_status == "member"


async def test_the_drawer_offers_every_fault_for_all_chats_or_this_one(
    page: Page, telegram: LocalTelegram
) -> None:
    await page.get_by_role("button", name="أعطال: أدوات المطوّرين").click()
    await page.get_by_label("من يصيب").select_option("here")
    buttons = page.locator("#faults button")
    count = await buttons.count()
    for number in range(count):
        await buttons.nth(number).click()
    await expect(page.locator("#waiting li")).to_have_count(count)
    labels = await buttons.all_inner_texts()
    pending = await page.locator("#waiting li").all_inner_texts()

    assert {fault.kind for fault in telegram.faults.waiting} == KINDS
    assert [label in line for label, line in zip(labels, pending, strict=True)] == [True] * count
    assert {fault.chat_id for fault in telegram.faults.waiting} == {READER, None}
    assert len({(each.kind, each.description) for each in telegram.faults.waiting}) == count


async def test_a_group_is_made_and_becomes_a_supergroup(
    page: Page, telegram: LocalTelegram
) -> None:
    await page.get_by_role("button", name="أعطال: أدوات المطوّرين").click()
    await page.get_by_role("button", name="مجموعة فيها البوت").click()
    await page.wait_for_url("**chat=-4*")
    await page.get_by_role("button", name="أعطال: أدوات المطوّرين").click()
    await page.get_by_role("button", name="ترقية المجموعة إلى كبرى").click()
    await page.wait_for_url("**chat=-100*")

    [old, new] = [chat for chat in telegram.chats.values() if not chat.is_private]
    assert (old.migrated_to, new.bot_status) == (new.id, "member")


@pytest.mark.parametrize("size", [chromium.PHONE, DESKTOP, (320, 568)])
async def test_nothing_sticks_out_of_the_window(
    browser: Browser, telegram: LocalTelegram, bot: Bot, url: str, size: tuple[int, int]
) -> None:
    telegram.user(READER, has_started=True)
    keys = keyboard([button("📖 النص الكامل لهذا الخبر الطويل جداً"), button("🔖 احفظ")])
    await send(bot, "كلمة " * 60 + "x" * 300, reply_markup=keys)
    async with opened(browser, url, size=size) as page:
        await expect(page.locator(".message")).to_have_count(1)
        widths = "[document.documentElement.scrollWidth, scroller.scrollWidth, innerWidth]"
        whole, inner, window = await page.evaluate(widths)

        assert max(whole, inner) <= window
        await expect(page.get_by_label("رسالة", exact=True)).to_be_in_viewport()


async def test_the_page_comes_back_after_the_server(
    browser: Browser, telegram: LocalTelegram, bot: Bot
) -> None:
    telegram.user(READER, has_started=True)
    await send(bot, "قبل")
    async with serve(make_app(telegram)) as (_, port):
        reopened = opened(browser, f"http://127.0.0.1:{port}/?user={READER}")
        page = await reopened.__aenter__()
        await expect(page.locator(".message")).to_have_count(1)
    await expect(page.locator("#subtitle")).to_have_text("يتصل…")
    other = LocalTelegram()
    other.say(other.user(READER), READER, "بعد")
    async with serve(make_app(other), port):
        await expect(page.locator(".message")).to_contain_text("بعد")
        await page.context.close()
