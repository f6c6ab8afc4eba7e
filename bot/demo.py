"""The bot without Telegram and without internet: a local Telegram and an offline newsroom.

Both live in this process on one loopback port; the bot talks to them over HTTP and does not
know the difference. Its database is in memory, as the chats are: the operator's own, whose readers
this Telegram does not know, is never opened, and two demos do not meet.
"""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime

from pydantic import SecretStr
from starlette.applications import Starlette

from bot import app, newsroom
from bot.config import Config, ConfigError, source_of
from bot.core.models import Pushes
from bot.emulator import LocalTelegram, make_app, serve

TOKEN = "7000000001:local-telegram-takes-any-token-of-this-shape"  # noqa: S105
DATABASE_URL = "sqlite://"
PORT = 8765


async def run(
    config: Config, *, port: int | None, is_fast: bool, on_ready: Callable[[str], None]
) -> None:
    """Run the demo until it is stopped; `on_ready` gets the address of the chat page,
    whose «ابدأ» follows the link by which a site would offer a subscription.

    Without a port the usual one is taken, or a free one if that is not free. Raises
    `ConfigError` when the port asked for is taken.
    """
    telegram = LocalTelegram()
    page = make_app(telegram)
    async with contextlib.AsyncExitStack() as stack:
        number = await serve_on(stack, page, port)
        host = f"127.0.0.1:{number}"
        base_url = f"http://{host}"
        room = newsroom.Newsroom(
            base_url=base_url,
            started_at=datetime.now(UTC),
            seconds_between=1.5 if is_fast else 8.0,
        )
        room.news_from = None
        page.router.routes.extend(newsroom.routes(room, press_clock(telegram, room)))
        settings = config.model_copy(
            update={
                "telegram_bot_token": SecretStr(TOKEN),
                "telegram_api_url": base_url,
                "database_url": DATABASE_URL,
                "public_url": "",
                "poll_seconds": 1,
                "default_delivery": delivery(config),
                "allow_private_hosts": frozenset({host}),
            }
        )
        publishers = [source_of(table) for table in newsroom.sources(base_url)]
        await app.run(
            settings,
            publishers,
            on_ready=lambda: on_ready(f"{base_url}/?start=subscribe"),
            readers_hosts=frozenset({host}),
        )


async def serve_on(stack: contextlib.AsyncExitStack, page: Starlette, port: int | None) -> int:
    """Serve on the port asked for, else on the usual or any free one; which it is."""
    try:
        _, number = await stack.enter_async_context(serve(page, PORT if port is None else port))
    except OSError as error:
        if port is not None:
            raise ConfigError(f"--port {port}: {error.strerror}; give another one") from error
        _, number = await stack.enter_async_context(serve(page, 0))
    return number


def press_clock(telegram: LocalTelegram, room: newsroom.Newsroom) -> Callable[[], datetime]:
    """The time, to which the presses wait for the first person who writes to the bot: whoever
    comes late misses nothing."""

    def clock() -> datetime:
        now = datetime.now(UTC)
        if room.news_from is None and any(chat.messages for chat in telegram.chats.values()):
            room.news_from = now
        return now

    return clock


def delivery(config: Config) -> Pushes:
    """Who looks in for a minute is to see news, unless the operator wants otherwise."""
    is_set = "default_delivery" in config.model_fields_set
    return config.default_delivery if is_set else Pushes.INSTANT
