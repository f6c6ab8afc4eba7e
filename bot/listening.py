"""Taking updates from Telegram: reach it, ask it, and stand by if another program does so.

Telegram gives the updates of a token to one program at a time; each that asks interrupts the
other with a 409. Two that both go on would share a reader's words by chance, and two that push
from copies of one database would double every message. So the one that came later waits,
without a push, and looks again from time to time; the one that was there first goes on.
"""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, BotCommand
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot import briefings, handlers
from bot.background import let_go
from bot.config import ConfigError
from bot.core.models import Language
from bot.core.texts import COMMANDS, label
from bot.handlers.context import Context
from bot.link import Unheard
from bot.refusals import is_unknown_token, reason_of
from bot.sender import Sender, rest
from storage import Tx, bots
from storage.bots import Change

log = logging.getLogger(__name__)

App = Application[Any, Context, Any, Any, Any, Any]

SETTLED_SECONDS = 30.0
STAND_BY_SECONDS = 60.0
LONGEST_WAIT = 60.0
MALFORMED = (KeyError, TypeError, AttributeError)
"""What python-telegram-bot lets through of an answer that is JSON, but none of the Bot API's."""
DEAF = (
    "the token is not known where updates are asked for reason=%r: no command and no key is "
    "heard; it is asked again, ever more rarely. If the token was revoked, copy the new one from "
    "@BotFather into TELEGRAM_BOT_TOKEN and start anew; if TELEGRAM_API_URL names a server of "
    "your own, see that it runs"
)


@dataclass(slots=True)
class Listener:
    """Who takes the updates of this program's token."""

    application: App
    sender: Sender
    settled_seconds: float = SETTLED_SECONDS
    """Who has listened so long without being interrupted was there first."""
    stand_by_seconds: float = STAND_BY_SECONDS
    jitter: Callable[[], float] = random.random
    began_at: float = 0.0
    is_interrupted: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_heir(self) -> bool:
        """Whether it has taken over from a program that may still ask for a moment."""
        return self.sender.database.had_another

    @property
    def stopping(self) -> asyncio.Event:
        return self.sender.is_stopping


async def connect(application: App, stopping: asyncio.Event) -> bool:
    """Reach Telegram, however long that takes; False if the program is stopped before.

    Raises `ConfigError` when Telegram does not know the token, or who answers is not Telegram.
    """
    wait = 1.0
    while not stopping.is_set():
        try:
            await until(stopping, application.initialize())
        except InvalidToken as error:
            raise ConfigError(refusal(application.bot, error)) from None
        except (TelegramError, *MALFORMED) as error:
            reason = reason_of(error)
            log.warning("Telegram is not reached reason=%r; trying again in %.0fs", reason, wait)
            await rest(stopping, wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return not stopping.is_set()
    return False


async def acquaint(sender: Sender) -> None:
    """See whether it is the bot that the readers know, now that Telegram has told which it is."""
    bot = sender.bot

    def speak(tx: Tx) -> Change | None:
        now = sender.clock()
        change = bots.speak_through(tx, bot.id, now=now)
        for reader in change.back if change else ():
            briefings.plan(tx, reader, now=now)
        return change

    change = await sender.database.run_alone(speak)
    if change is not None:
        log.warning(
            "@%s (id %d) is another bot than the one before (id %d). readers=%d who know that one "
            "keep all that they have set, and get nothing until they start this one; groups and "
            "channels have to let it in. back=%d. If the token is the wrong one, start with the "
            "right one, and who waits for that is back",
            *(bot.username, bot.id, change.former_id, change.waiting, len(change.back)),
        )


def refusal(bot: Bot, error: InvalidToken) -> str:
    if is_unknown_token(error):
        return (
            "TELEGRAM_BOT_TOKEN=(not shown): Telegram does not know this token; "
            "copy it again from @BotFather"
        )
    api_url = bot.base_url.removesuffix(f"/bot{bot.token}")
    return (
        f"TELEGRAM_API_URL={api_url!r}: what answers there is no Bot API server; "
        "give the address of one, such as https://api.telegram.org"
    )


async def until(stopping: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do something unless the program is stopped meanwhile."""
    task = asyncio.create_task(work)
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not task.done():
        await let_go([task])
        return
    await task


async def listen(listener: Listener) -> None:
    """Take updates from now on."""
    await listener.application.start()
    await ask(listener)
    log.info("listening bot=@%s", listener.application.bot.username)
    await introduce(listener.application)


async def ask(listener: Listener) -> None:
    """Begin to ask for updates, however long it takes until the token is known."""

    def failed(error: TelegramError) -> None:
        if isinstance(error, Conflict):
            listener.is_interrupted.set()
        elif isinstance(error, Unheard):
            log.error(DEAF, reason_of(error))
        else:
            log.warning("updates are not reached reason=%r; trying again", reason_of(error))

    updater, wait = listener.application.updater, 1.0
    while updater is not None and not listener.stopping.is_set():
        listener.began_at = time.monotonic()
        listener.is_interrupted.clear()
        try:
            await updater.start_polling(
                allowed_updates=handlers.ALLOWED_UPDATES,
                bootstrap_retries=-1,
                error_callback=failed,
            )
        except InvalidToken as error:
            log.error(DEAF, reason_of(error))  # noqa: TRY400 - where it comes from helps nobody
            await rest(listener.stopping, wait)
            wait = min(wait * 2, LONGEST_WAIT)
        else:
            return


async def give_way(listener: Listener) -> None:
    """Watch for another program with this token, as long as this one runs."""
    while not listener.stopping.is_set():
        await until(listener.stopping, interrupted(listener))
        if listener.stopping.is_set():
            return
        listener.is_interrupted.clear()
        has_listened = time.monotonic() - listener.began_at
        if listener.is_heir or has_listened > listener.settled_seconds:
            log.error(
                "another program has asked for the updates of this token (409); this one was "
                "there first and goes on. Stop the other, or give it a token of its own"
            )
            await rest(listener.stopping, listener.settled_seconds)  # one line an episode
        else:
            await stand_by(listener)


async def interrupted(listener: Listener) -> None:
    """Wait for a 409; who hears none for a while is the one to push."""
    if listener.sender.is_standing_by:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listener.is_interrupted.wait(), listener.settled_seconds)
            return
        listener.sender.is_standing_by = False
        log.info("the other program is gone: this one goes on")
    await listener.is_interrupted.wait()


async def stand_by(listener: Listener) -> None:
    """Neither ask nor push for a while, then look again."""
    listener.sender.is_standing_by = True
    wait = pause(listener)
    log.error(
        "another program takes the updates of this token (409); this one stands by, sends "
        "nothing, and looks again in %.0fs. Stop one of them, or give this one a token of its own",
        wait,
    )
    updater = listener.application.updater
    if updater is not None and updater.running:
        await updater.stop()
    await rest(listener.stopping, wait)
    await until(listener.stopping, ask(listener))


def pause(listener: Listener) -> float:
    """Seconds until it looks again: of two that have begun together, each stands by for the other,
    and would look again at the same moment for ever."""
    return listener.stand_by_seconds * (0.5 + 1.5 * listener.jitter())


async def heed(listener: Listener) -> None:
    """Ask for no updates while the database is away: nobody could answer them, and another
    process that has taken over wants them."""
    updater, sender = listener.application.updater, listener.sender
    if updater is None or sender.is_standing_by or sender.is_stopping.is_set():
        return
    if sender.is_cut_off and updater.running:
        log.warning("the database is away: no updates are asked for until it is back")
        await updater.stop()
    elif not sender.is_cut_off and not updater.running:
        log.info("the database is back: updates are asked for again")
        await ask(listener)


async def introduce(application: App) -> None:
    """What a reader sees before the first word, and the commands menu: Arabic for everybody,
    English for those whose Telegram is English. What the operator has written of the bot
    (@BotFather) stays."""
    bot = application.bot
    about, short = await described(bot)
    calls: list[Coroutine[Any, Any, bool]] = []
    for code, language in (
        (None, Language.ARABIC),
        ("ar", Language.ARABIC),
        ("en", Language.ENGLISH),
    ):
        menu = [BotCommand(name, texts[language]) for name, texts in COMMANDS.items()]
        calls.append(bot.set_my_commands(menu, language_code=code))
        if is_ours(about, "about"):
            text = label("about", language)
            calls.append(bot.set_my_description(text, language_code=code))
        if is_ours(short, "about.short"):
            text = label("about.short", language)
            calls.append(bot.set_my_short_description(text, language_code=code))
    for outcome in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(outcome, TelegramError):  # a nicety: the bot works without
            log.warning("the bot is not fully introduced error=%r", outcome)


async def described(bot: Bot) -> tuple[str | None, str | None]:
    """What is written of the bot, in full and in short; None where nobody knows."""
    try:
        about, short = await bot.get_my_description(), await bot.get_my_short_description()
    except TelegramError as error:
        log.warning("the bot is not described error=%r", error)
        return None, None
    return about.description, short.short_description


def is_ours(text: str | None, key: str) -> bool:
    """Whether it may be written over: nobody has written anything else."""
    return text in ("", label(key, Language.ARABIC))


async def disconnect(application: App) -> None:
    await application.shutdown()
    await application.bot.request.shutdown()  # the above leaves it open if Telegram never answered
