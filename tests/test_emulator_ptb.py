"""The real python-telegram-bot Application against the local Telegram, over a real port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
)

from bot.emulator import LocalTelegram, User, make_app, serve
from tests import bot_api
from tests.bot_api import TOKEN

clock, reader, telegram = bot_api.clock, bot_api.reader, bot_api.telegram

Program = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("🔔 اشترك", callback_data="subscribe")]])


async def start(update: Update, context: Context) -> None:
    assert update.message
    payload = " ".join(context.args or [])
    await update.message.reply_html(f"أهلاً بك في <b>موجز</b> {payload}", reply_markup=KEYS)


async def tapped(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("اشتركت", show_alert=True)
    await update.callback_query.edit_message_text("صرت مشتركاً")


async def moved(update: Update, context: Context) -> None:
    assert update.my_chat_member
    status = update.my_chat_member.new_chat_member.status
    context.bot_data.setdefault("statuses", []).append(status)


@pytest.fixture
async def base_url(telegram: LocalTelegram) -> AsyncIterator[str]:
    async with serve(make_app(telegram)) as (_, port):
        yield f"http://127.0.0.1:{port}/bot"


@pytest.fixture
async def bot(base_url: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=base_url) as bot:
        yield bot


@asynccontextmanager
async def running(base_url: str) -> AsyncIterator[Program]:
    application = Application.builder().token(TOKEN).base_url(base_url).job_queue(None).build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    application.add_handler(ChatMemberHandler(moved))
    async with application:
        assert application.updater
        await application.start()
        await application.updater.start_polling(poll_interval=0.01)
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_conversation_with_buttons_and_edits(
    telegram: LocalTelegram, base_url: str
) -> None:
    someone = telegram.user(2001, "هدى")
    async with running(base_url):
        telegram.say(someone, someone, "/start a12")
        await telegram.wait_for(lambda: telegram.texts(someone) == ["أهلاً بك في موجز a12"])
        query = telegram.tap(someone, "🔔 اشترك")
        await telegram.wait_for(lambda: telegram.texts(someone) == ["صرت مشتركاً"])

    assert query.answer == {"text": "اشتركت", "show_alert": True}
    (said, answer) = telegram.messages(someone)
    assert (said.text, answer.buttons) == ("/start a12", [])


async def test_blocking_is_told_to_the_application(
    telegram: LocalTelegram, reader: User, base_url: str
) -> None:
    async with running(base_url) as application:
        telegram.block(reader)
        telegram.unblock(reader)
        seen = application.bot_data
        await telegram.wait_for(lambda: seen.get("statuses") == ["kicked", "member"])


async def test_refusals_arrive_as_the_librarys_exceptions(
    telegram: LocalTelegram, reader: User, bot: Bot
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "خبر")
    telegram.faults.add(kind="429", method="sendMessage", retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await bot.send_message(reader.id, "خبر")

    group = telegram.group(members=(reader,))
    telegram.add_bot(group, by=reader)
    new = telegram.upgrade(group)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "خبر")
    assert migrated.value.new_chat_id == new.id

    telegram.block(reader)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(reader.id, "خبر")
    telegram.revoke(TOKEN)
    with pytest.raises(InvalidToken):
        await bot.get_me()


@pytest.mark.parametrize(
    ("kind", "error", "arrived"),
    [
        ("reset_before", NetworkError, 0),
        ("reset_after", NetworkError, 1),
        ("5xx", NetworkError, 0),
        ("junk", TelegramError, 0),
    ],
)
async def test_trouble_arrives_as_the_librarys_exceptions(
    telegram: LocalTelegram,
    reader: User,
    bot: Bot,
    kind: str,
    error: type[Exception],
    arrived: int,
) -> None:
    telegram.faults.add(kind=kind, method="sendMessage")
    with pytest.raises(error):
        await bot.send_message(reader.id, "خبر")

    assert len(telegram.sent) == arrived


async def test_two_pollers_are_in_conflict(
    telegram: LocalTelegram, base_url: str, bot: Bot
) -> None:
    conflicts: list[TelegramError] = []
    async with (
        Application.builder()
        .token(TOKEN)
        .base_url(base_url)
        .job_queue(None)
        .build() as application
    ):
        assert application.updater
        await application.updater.start_polling(error_callback=conflicts.append)
        await telegram.wait_for(lambda: telegram.updates.has_poller)
        await bot.get_updates(timeout=0)
        await telegram.wait_for(lambda: conflicts)
        await application.updater.stop()

    assert isinstance(conflicts[0], Conflict)


async def test_the_profile_can_be_set(telegram: LocalTelegram, bot: Bot) -> None:
    await bot.set_my_commands([("latest", "آخر الأخبار")], language_code="ar")
    await bot.set_my_description("أخبار", language_code="ar")
    (command,) = await bot.get_my_commands(language_code="ar")

    assert (command.command, command.description) == ("latest", "آخر الأخبار")
    assert telegram.profile["description", "ar"] == "أخبار"
    assert (await bot.get_me()).username == "mujaz_bot"


async def test_every_answer_is_understood_by_the_library(
    telegram: LocalTelegram, reader: User, bot: Bot
) -> None:
    channel = telegram.channel(members=(reader,))
    telegram.add_bot(channel, by=reader, status="administrator")
    html = (
        "<blockquote expandable>قول</blockquote> "
        '<tg-time unix="1800000000" format="r">الآن</tg-time>'
    )
    sent = await bot.send_message(reader.id, html, parse_mode="HTML", reply_markup=KEYS)
    reply = await bot.send_message(reader.id, "ردّ", reply_to_message_id=sent.id)
    file = await bot.send_document(reader.id, b"PK", caption="<b>ملف</b>", parse_mode="HTML")
    post = await bot.send_message(channel.id, "خبر")

    assert [entity.type for entity in sent.entities] == ["expandable_blockquote", "date_time"]
    assert reply.reply_to_message == sent
    assert file.document is not None
    assert (file.caption, file.document.file_size) == ("ملف", 2)
    assert post.sender_chat is not None
    assert (await bot.get_chat_member(channel.id, reader.id)).status == "creator"
