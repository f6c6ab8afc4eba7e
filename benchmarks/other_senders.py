"""What others do with the same messages and the same Telegram: stock clients, and a limiter."""

import asyncio
import contextlib
import importlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

from telegram import Bot, LinkPreviewOptions
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from bot.core.models import Message
from bot.link import keyboard

WORKERS: Final = 16
SECONDS: Final = 8.0
LIMITED: Final = 300
Send = Callable[[int], Awaitable[object]]

logging.getLogger("telegram").setLevel(logging.CRITICAL)  # it tells of every refusal


async def workers(send: Send, *, pause: float = 0.0) -> None:
    """What most bots do: a few workers, each sending one after another, with a pause between."""
    until = time.monotonic() + SECONDS

    async def worker(number: int) -> None:
        chat_id = number
        while time.monotonic() < until:
            next_at = time.monotonic() + pause
            chat_id += WORKERS
            await send(chat_id)
            await asyncio.sleep(max(0.0, next_at - time.monotonic()))

    await asyncio.gather(*(worker(number) for number in range(WORKERS)))


def sending(bot: Bot, message: Message) -> Send:
    async def send(chat_id: int) -> None:
        await bot.send_message(
            chat_id,
            message.html,
            parse_mode="HTML",
            reply_markup=keyboard(message),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    return send


@contextlib.asynccontextmanager
async def stock(token: str, address: str, message: Message) -> AsyncIterator[Send]:
    """python-telegram-bot as it comes."""
    async with Bot(token, base_url=f"{address}/bot") as bot:
        yield sending(bot, message)


@contextlib.asynccontextmanager
async def aiogram(token: str, address: str, message: Message) -> AsyncIterator[Send]:
    """aiogram as it comes; ImportError where it is not installed."""
    client = importlib.import_module("aiogram")
    sessions = importlib.import_module("aiogram.client.session.aiohttp")
    servers = importlib.import_module("aiogram.client.telegram")
    types = importlib.import_module("aiogram.types")

    session = sessions.AiohttpSession(api=servers.TelegramAPIServer.from_base(address))
    keys = keyboard(message)
    markup = types.InlineKeyboardMarkup.model_validate(keys.to_dict()) if keys else None
    async with client.Bot(token, session=session) as bot:

        async def send(chat_id: int) -> None:
            await bot.send_message(
                chat_id,
                message.html,
                parse_mode="HTML",
                reply_markup=markup,
                link_preview_options=types.LinkPreviewOptions(is_disabled=True),
            )

        yield send


async def limited(token: str, address: str, message: Message, *, max_retries: int) -> int:
    """python-telegram-bot behind its own limiter, given everything at once; how many it lost."""
    lost = 0
    limiter = AIORateLimiter(max_retries=max_retries)
    async with ExtBot(token, base_url=f"{address}/bot", rate_limiter=limiter) as bot:
        send = sending(bot, message)

        async def one(chat_id: int) -> None:
            nonlocal lost
            try:
                await send(chat_id)
            except TelegramError:
                lost += 1

        await asyncio.gather(*(one(chat_id) for chat_id in range(1, LIMITED + 1)))
    return lost
