"""What readers can ask: the table of commands, buttons and events, and the code behind it.

A handler reads its input, runs one database function, and gives one answer.
"""

import contextlib
import logging
from typing import Any

from telegram import Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.core import asking
from bot.core.asking import Asked
from bot.core.messages import telegram_html
from bot.core.models import Variant
from bot.handlers import (
    adding,
    approval,
    brief,
    buttons,
    cards,
    commands,
    handed,
    inline,
    lists,
    membership,
    said,
    search,
    settings,
    sources,
    talk,
    typed,
)
from bot.handlers.context import (
    SERVICES,
    Context,
    Services,
    acknowledge,
    answer,
    chat_of,
    notice,
    variant_of,
)
from bot.refusals import is_silencing
from storage import requests

__all__ = ["Context", "Services", "pass_on", "register", "resume"]

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    *("message", "channel_post", "callback_query", "inline_query", "my_chat_member"),
]
NEW_MESSAGES = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
OWN_WORDS = ~filters.FORWARDED
"""A command that is passed on is somebody else's."""

REOPENED = (
    filters.StatusUpdate.FORUM_TOPIC_REOPENED | filters.StatusUpdate.GENERAL_FORUM_TOPIC_UNHIDDEN
)

COMMANDS = {
    "start": commands.start,
    "help": commands.help_,
    "latest": commands.latest,
    "brief": brief.now,
    "full": commands.full,
    "search": search.show,
    "said": said.show,
    "settings": settings.show,
    "words": settings.show_words,
    "sources": sources.show,
    "add": adding.add,
    "export": lists.export,
    "subscribe": commands.subscribe,
    "unsubscribe": commands.unsubscribe,
    "stop": commands.unsubscribe,
    "stats": commands.stats,
}

BUTTONS = {
    r"^sub$": commands.subscribe,
    r"^unsub$": commands.unsubscribe,
    r"^latest$": buttons.latest,
    r"^sources:(\d{1,4})$": sources.turn,
    r"^source:(\d{1,18}):(\d{1,4})$": sources.toggle,
    r"^press:(\d{1,18}):(normal|instant|muted):(\d{1,4})$": sources.press,
    r"^drop:(\d{1,18}):(\d{1,4})$": sources.drop,
    r"^look:(\d{1,18})$": adding.agreed,
    r"^pick:(\d{1,18}):(\d{1,2})$": adding.pick,
    r"^accept:(\d{1,18})$": approval.accept,
    r"^refuse:(\d{1,18})$": approval.refuse,
    r"^full:(\d{1,18}):(\d{1,4})$": buttons.full,
    r"^card:(\d{1,18})$": cards.send,
    r"^digest:(\d{1,18})$": buttons.digest,
    r"^brief:(\d{1,18}):(\d)$": brief.show,
    r"^bfull:(\d{1,18}):(\d):(\d{1,4})$": brief.read,
    r"^find:(.{1,58}):(\d{1,2})$": search.turn,
    r"^said:(.{1,58}):(\d{1,2})$": said.turn,
    r"^open:(\d{1,18})$": buttons.open_article,
    r"^settings$": settings.show,
    r"^panel:(\w{1,12}):(\d{1,2})$": settings.turn,
    r"^set:(\w{1,12}):([^:]{1,49})(?::(\d{1,2}))?$": settings.choose,
    r"^ask:(times|zone|quiet|watched|muted)$": typed.ask,
    r"^watch:([^:]{1,48})$": settings.watch,
    r"^noop$": buttons.nothing,
}

DEEDS = {"source": adding.look_through, "list": lists.read_through, "article": handed.read}
"""What is done behind the answer, by what is sought."""


def register(application: "Application[Any, Context, Any, Any, Any, Any]") -> None:
    """Put every handler in its place; the last ones answer what no other understands."""
    for name, handler in COMMANDS.items():
        application.add_handler(CommandHandler(name, handler, filters=NEW_MESSAGES & OWN_WORDS))
    for pattern, handler in BUTTONS.items():
        tapped = buttons.of_its_chat(handler)
        application.add_handler(CallbackQueryHandler(tapped, pattern=pattern))
    application.add_handler(CallbackQueryHandler(buttons.of_its_chat(buttons.unknown)))
    application.add_handler(InlineQueryHandler(inline.offer))
    application.add_handler(
        ChatMemberHandler(membership.changed, ChatMemberHandler.MY_CHAT_MEMBER)
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, membership.migrated))
    application.add_handler(MessageHandler(REOPENED, membership.reopened))
    application.add_handler(
        MessageHandler(
            filters.UpdateType.MESSAGE & filters.COMMAND & OWN_WORDS, commands.unknown_command
        )
    )
    private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.VIA_BOT
    application.add_handler(
        MessageHandler(NEW_MESSAGES & typed.Prompted(*typed.PROMPTS), typed.take)
    )
    asked_for = NEW_MESSAGES & typed.Prompted("search", "said")
    application.add_handler(MessageHandler(asked_for, anything))
    application.add_handler(MessageHandler(private & filters.Document.ALL, lists.take))
    application.add_handler(MessageHandler(private & filters.LOCATION, typed.located))
    addressed = filters.UpdateType.MESSAGE & filters.ChatType.GROUPS & talk.Addressed()
    told = private & ~filters.StatusUpdate.ALL & ~talk.PartOfAlbum()
    application.add_handler(MessageHandler(told | addressed, anything))
    application.add_error_handler(failed)


async def anything(update: Update, context: Context) -> None:
    """A message in plain words: an address, a command that they ask for or that has asked for
    them, or what else they may mean."""
    message = update.effective_message
    meant = talk.pointed_at(message)
    text = talk.words_of(meant)
    asked = Asked("", text) if handed.is_anothers(update, meant) else asking.read(text)
    if asked.command != "add" and await handed.take(update, context, meant):
        return
    prompted = typed.prompted(message) if message else ""
    if prompted and asked.command not in ("search", "said", "thanks"):
        asked = Asked(prompted, text)
    if command := COMMANDS.get(asked.command):
        context.args = asked.words.split()
        await command(update, context)
    else:
        await answer(update, await talk.reply(update, context, asked))


async def resume(application: "Application[Any, Context, Any, Any, Any, Any]") -> None:
    """Take up again what a stop has cut short behind the answers: looks, and what was to be told
    of them."""
    desk: Services = application.bot_data[SERVICES]
    for look in await desk.database.run(requests.unfinished):
        if look.message_id:
            deed = DEEDS[look.sought]
            desk.background.begin(adding.carry_out(application.bot, desk, look.id, deed))
        else:
            await desk.database.run(requests.finish, look.id)
    desk.background.begin(approval.pass_on(application.bot, desk))


async def pass_on(application: "Application[Any, Context, Any, Any, Any, Any]") -> None:
    """Tell what could not be told before: of wishes to the operator, of answers to readers."""
    await approval.pass_on(application.bot, application.bot_data[SERVICES])


async def failed(update: object, context: Context) -> None:
    """A bug or a broken connection: logged once, and who has asked is told, by a message: of a
    button the waiting sign may be gone already. In a channel that would be told to everybody.
    Where Telegram lets nothing be said, as to who floods the bot, one line is enough."""
    if is_silencing(context.error):
        log.warning("not answered reason=%r", str(context.error))
        return
    log.error("handler failed", exc_info=context.error)
    if not isinstance(update, Update) or not is_asked(update):
        return
    told = notice("error", await variant_in_trouble(update, context))
    is_public = chat_of(update).type == ChatType.CHANNEL
    with contextlib.suppress(TelegramError):  # what failed may be the link to Telegram itself
        alert = telegram_html.plain(told.html) if is_public else ""
        await acknowledge(update, alert, is_alert=is_public)
    with contextlib.suppress(TelegramError):
        if not is_public:
            await answer(update, told)


def is_asked(update: Update) -> bool:
    """Whether somebody waits for an answer: of a group the bot hears of other events too."""
    chat, message = update.effective_chat, update.message
    if chat is None:
        return False
    has_words = message is not None and bool(message.text or message.caption)
    return update.callback_query is not None or has_words or chat.type == ChatType.PRIVATE


async def variant_in_trouble(update: Update, context: Context) -> Variant:
    """How the chat wants to be told; where its rows cannot be read either, as a newcomer's."""
    try:
        return await variant_of(update, context)
    except Exception:
        return Variant()
