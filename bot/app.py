"""The only place that builds and joins things: start, the table of ticks, stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from telegram.ext import ApplicationBuilder, Defaults

from bot import clock, handlers, indexing, server, watchdog
from bot.additions import Rules
from bot.briefings import warm_up
from bot.config import Config, ConfigError
from bot.core import breaking
from bot.core.models import Source
from bot.core.pacing import Pacer
from bot.corrections import Corrector, deliver_and_correct
from bot.fetch import Fetcher
from bot.forgetting import forget
from bot.handlers.context import SERVICES, Services
from bot.handlers.fairness import Fairly
from bot.handlers.patience import Patience
from bot.link import NO_PREVIEW, Link
from bot.listening import (
    App,
    Listener,
    acquaint,
    connect,
    disconnect,
    give_way,
    heed,
    listen,
    until,
)
from bot.notices import Herald, tell
from bot.pickup import Poller
from bot.poller import poll
from bot.reading import read
from bot.rereading import reread
from bot.scout import Scout
from bot.sender import IN_FLIGHT_SECONDS, Sender, resume
from bot.serving import serving
from bot.standby import become_alone, stay_alone
from bot.ticks import Ticks
from bot.websub import Subscriptions, subscribe
from bot.workers import Think, Workers, inline
from storage import (
    Database,
    StorageError,
    Tx,
    corrections,
    lives,
    migrating,
    name_database,
    outbox,
    restores,
    sources,
)

log = logging.getLogger(__name__)

STOP_SECONDS = 4.0  # of the 5 that a stop may take
CONNECTIONS = 32
MOST_OF_ONE = 4
"""Updates of one person that are answered at the same time."""


async def run(
    config: Config,
    publishers: Sequence[Source],
    *,
    on_ready: Callable[[], None] | None = None,
    readers_hosts: frozenset[str] = frozenset(),
    is_restored: bool = False,
) -> None:
    """Run the bot until it is told to stop; `is_restored` says that its database is a backup.

    Readers may add sources on public hosts only; what the operator allows itself
    (`ALLOW_PRIVATE_HOSTS`) is not theirs, `readers_hosts` is.

    While another process runs on the database this one stands by, unless it is a backup.

    Raises `ConfigError` when Telegram does not know the token, `StorageError` when the database
    cannot be used, or another process has taken it over.
    """
    stopping = asyncio.Event()
    for number in stops():  # a second one changes nothing
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    database = name_database(config.database_url)
    try:
        watchdog.tell("READY=1", "STATUS=starting")
        async with watchdog.fed():
            is_alone = await become_alone(database, config, stopping, is_first=is_restored)
            if is_alone:
                await take_over(database, publishers, is_restored=is_restored)
        if is_alone:
            await run_on(
                database, config, stopping, on_ready=on_ready, readers_hosts=readers_hosts
            )
    finally:
        await asyncio.to_thread(database.close)


def stops() -> list[signal.Signals]:
    """The signals that end it: also that a terminal is closed, unless `nohup` has it ignored."""
    is_heard = signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN
    return [signal.SIGTERM, signal.SIGINT, *([signal.SIGHUP] if is_heard else [])]


async def run_on(
    database: Database,
    config: Config,
    stopping: asyncio.Event,
    *,
    on_ready: Callable[[], None] | None,
    readers_hosts: frozenset[str],
) -> None:
    """Run the bot on this database, of which it is the one process, until it is stopped."""
    async with (
        Workers(config.workers) as workers,
        Fetcher(allow_private_hosts=config.allow_private_hosts) as fetcher,
        Fetcher(allow_private_hosts=readers_hosts) as readers_fetcher,
        contextlib.AsyncExitStack() as stack,
    ):
        poller = make_poller(config, database, fetcher, workers)
        scout = Scout(readers_fetcher, think=workers.run, wanted=config.languages)
        application = build(config, database, scout, think=workers.run)
        sender = make_sender(config, application, database, stopping)
        ticks = begin_ticks(poller, sender)
        turns = {"pick up": lambda: poller.turned_at, "deliver": lambda: sender.turned_at}
        await stack.enter_async_context(watchdog.fed(turns))
        try:
            if config.public_url:
                await open_door(stack, config, poller, ticks)
            if await connect(application, stopping):
                await acquaint(sender)
                await resume(sender)
                await serve(Listener(application, sender), ticks, on_ready)
        finally:
            stopping.set()
            await wind_down(ticks, application, sender, poller)
    if sender.is_overtaken:
        raise StorageError(
            "another Mujaz has taken over this database while this one hung or was cut off from "
            "it, so this one ends; started again, it stands by"
        )


async def serve(listener: Listener, ticks: Ticks, on_ready: Callable[[], None] | None) -> None:
    """Take updates, answer them, and empty the outbox, until the program is stopped."""
    corrector = Corrector(listener.sender)
    ticks.begin("deliver", deliver_and_correct, corrector, timedelta(seconds=1))
    application = listener.application
    desk = application.bot_data[SERVICES]
    sender = listener.sender
    desk.background.begin(warm_up(sender.newsstand, desk.newsstand, sender.database, sender.clock))
    admin_ids = desk.rules.admin_ids
    herald = Herald(application.bot, listener.sender.database, admin_ids)
    ticks.begin("tell", tell, herald, timedelta(seconds=5))
    ticks.begin("pass on", handlers.pass_on, application, timedelta(minutes=10))
    await until(listener.stopping, listen(listener))
    watchdog.tell(f"STATUS=listening as @{application.bot.username}")
    ticks.begin("heed", heed, listener, timedelta(seconds=1))
    await handlers.resume(application)
    if on_ready:
        on_ready()
    await give_way(listener)


def make_poller(config: Config, database: Database, fetcher: Fetcher, workers: Workers) -> Poller:
    poller = Poller(database, fetcher, config.poll_seconds, think=workers.run)
    poller.ignore_robots_of = config.ignore_robots_of
    poller.languages = config.languages
    poller.stories.rules = breaking.Rules(
        sources=config.breaking_sources, within=timedelta(minutes=config.breaking_minutes)
    )
    return poller


async def take_over(
    database: Database, publishers: Sequence[Source], *, is_restored: bool = False
) -> None:
    """Bring a database that is this process's alone up to date: its schema, then its rows.

    Raises `StorageError` when it should be a backup and there is nothing in it.
    """
    if is_restored and not await database.run(migrating.present_version):
        raise StorageError(
            "DATABASE_URL names a new database, and no backup; restore the backup there first, or "
            "correct DATABASE_URL"
        )
    await asyncio.to_thread(migrating.migrate, database)

    def prepare(tx: Tx) -> tuple[int, int]:
        now = datetime.now(UTC)
        life = lives.begin(tx)
        sources.sync(tx, publishers, now=now)
        if is_restored:
            restores.begin(tx, now=now)
        corrections.recover(tx, now=now)
        return life, outbox.recover(tx, now=now)

    life, uncertain = await database.run(prepare)
    database.guard = partial(lives.check, life=life)
    if is_restored:
        log.warning(
            "restored: what may have been sent since the backup was made is not sent again; start "
            "without --after-restore from now on"
        )
    if uncertain:
        log.warning("recovered uncertain=%d: the last run ended while it was sending", uncertain)


def build(
    config: Config,
    database: Database,
    scout: Scout,
    *,
    think: Think = inline,
    patience: Patience | None = None,
) -> App:
    """The python-telegram-bot application, told where the Bot API is and who it works with."""
    if config.telegram_bot_token is None:
        raise ConfigError("TELEGRAM_BOT_TOKEN is not set; get one from @BotFather")
    builder = (
        ApplicationBuilder()
        .token(config.telegram_bot_token.get_secret_value())
        .defaults(Defaults(parse_mode="HTML", link_preview_options=NO_PREVIEW))
        .base_url(f"{config.telegram_api_url}/bot")
        .base_file_url(f"{config.telegram_api_url}/file/bot")
        .request(Link(config.telegram_api_url, connections=connections(config)))
        .rate_limiter(patience or Patience())
        .get_updates_request(Link(config.telegram_api_url, connections=2))
        .concurrent_updates(Fairly(CONNECTIONS // 2, most_each=MOST_OF_ONE))
        .job_queue(None)  # the ticks below are due rows, not jobs in memory
    )
    application: App = builder.build()
    rules = Rules(
        policy=config.reader_sources_policy,
        most=config.reader_sources,
        admin_ids=config.admin_ids,
    )
    application.bot_data[SERVICES] = Services(
        database, scout, rules, pushes=config.default_delivery, think=think
    )
    handlers.register(application)
    return application


def connections(config: Config) -> int:
    """For what may be in flight, and for answers beside it."""
    return max(CONNECTIONS, CONNECTIONS // 2 + round(config.paid_per_second * IN_FLIGHT_SECONDS))


def make_sender(
    config: Config, application: App, database: Database, stopping: asyncio.Event
) -> Sender:
    return Sender(
        application.bot,
        database,
        pacer=Pacer.paid(config.paid_per_second),
        is_paid=bool(config.paid_per_second),
        is_stopping=stopping,
    )


async def open_door(
    stack: contextlib.AsyncExitStack, config: Config, poller: Poller, ticks: Ticks
) -> None:
    """Listen for what hubs push, and ask them to. Raises `ConfigError`."""
    subscriptions = Subscriptions(poller, config.public_url)
    host, port = config.listen_host, config.listen_port
    try:
        await stack.enter_async_context(
            serving(server.make_app(subscriptions), host=host, port=port)
        )
    except OSError as error:
        raise ConfigError(
            f"LISTEN_ADDRESS={config.listen_address}: {error.strerror}; give another one"
        ) from error
    log.info("hubs are expected at %s", config.public_url)
    ticks.begin("hubs", subscribe, subscriptions, timedelta(seconds=30))


def begin_ticks(poller: Poller, sender: Sender) -> Ticks:
    """The table of ticks; those that need Telegram are begun when it is reached (`serve`)."""
    ticks = Ticks()
    ticks.begin("stay alone", stay_alone, sender, timedelta(seconds=1))
    ticks.begin("clock", clock.watch, sender, timedelta(minutes=1))
    ticks.begin("poll", poll, poller, timedelta(seconds=1))
    ticks.begin("read", read, poller, timedelta(seconds=1))
    ticks.begin("reread", reread, poller, timedelta(seconds=5))
    ticks.begin("index", indexing.catch_up, sender.database, timedelta(seconds=5))
    ticks.begin("forget", forget, sender, timedelta(days=1))
    return ticks


async def wind_down(ticks: Ticks, application: App, sender: Sender, poller: Poller) -> None:
    """End in order, each step guarded: nothing new, what is in flight, then the connections."""
    watchdog.tell("STOPPING=1", "STATUS=stopping")
    ticks.pause()
    updater = application.updater
    async with asyncio.TaskGroup() as group:
        group.create_task(guarded("sending", sender.is_idle.wait()))
        group.create_task(guarded("picking up", poller.stop()))
        group.create_task(guarded("looking", application.bot_data[SERVICES].background.stop()))
        if updater is not None and updater.running:
            group.create_task(guarded("listening", updater.stop()))
    if application.running:
        await guarded("answering", application.stop(), seconds=0.5)
    ticks.end()
    await guarded("connection", disconnect(application), seconds=0.5)
    log.info("stopped")


async def guarded(
    step: str, work: Coroutine[Any, Any, Any], seconds: float = STOP_SECONDS - 0.5
) -> None:
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        log.warning("stopping did not wait for step=%r", step)
    except Exception:
        log.exception("stopping failed step=%r", step)
