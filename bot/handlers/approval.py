"""Where the operator decides: a wish goes to the admins, the answer back to who asked, once.

Both are rows (`requests.untold`) until they have been passed on, so neither is lost by a stop.
"""

import logging

from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot import additions
from bot.core import arabic
from bot.core.messages import digits, render
from bot.core.models import Button, Language, Message, Outcome
from bot.core.texts import label, say
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    numbers,
    replace_message,
    services,
    variant_of,
)
from bot.handlers.context import refuse as reject
from bot.link import keyboard
from bot.refusals import meaning_of
from storage import Tx, requests, subscribers
from storage.requests import Addition

log = logging.getLogger(__name__)


async def pass_on(bot: Bot, desk: Services) -> None:
    """Tell the admins of wishes, and readers of the answers, that have not been told yet."""
    async with desk.telling:
        for addition in await desk.database.run(requests.untold):
            try:
                is_told = await pass_one_on(bot, desk, addition)
            except TelegramError as error:  # the link, or too fast: the others fare no better
                log.warning("told status=failed reason=%r; at the next occasion", error)
                return
            if is_told:
                await desk.database.run(requests.told, addition)


async def pass_one_on(bot: Bot, desk: Services, addition: Addition) -> bool:
    if addition.state == "pending":
        return await tell_admins(bot, desk, addition)
    title = arabic.enclose(addition.feed.title)
    settings = addition.subscriber.settings
    answer = render.notice(say(f"add.{addition.state}", settings.language, title=title))
    answer = digits.write(answer, settings.digits)
    reader = addition.subscriber
    return await tell(bot, reader.chat_id, answer, thread_id=reader.thread_id)


async def tell_admins(bot: Bot, desk: Services, addition: Addition) -> bool:
    """It is done if one of them could be reached; the others are not waited for."""
    told, trouble = False, None
    for admin in sorted(desk.rules.admin_ids):
        settings = await desk.database.run(subscribers.settings_of, admin)
        message = digits.write(wish(addition, desk, settings.language), settings.digits)
        try:
            told |= await tell(bot, admin, message)
        except TelegramError as error:
            trouble = error
    if trouble is not None and not told:
        raise trouble
    return told


def wish(addition: Addition, desk: Services, language: Language) -> Message:
    feed, now = addition.feed, desk.clock()
    html = say(
        "request",
        language,
        title=arabic.enclose(feed.title),
        address=arabic.enclose(feed.url, 300),
        entries=feed.entries,
        newest=render.ago(feed.newest or now, language, now=now),
    )
    refuse = Button(label=label("button.refuse", language), data=f"refuse:{addition.id}")
    accept = Button(label=label("button.accept", language), data=f"accept:{addition.id}")
    return render.notice(html, [refuse, accept])


async def tell(bot: Bot, chat_id: int, message: Message, *, thread_id: int | None = None) -> bool:
    """Whether it need not be told again: it arrived, or its chat will never take it.

    Raises `TelegramError` where it may arrive later.
    """
    try:
        await bot.send_message(
            chat_id,
            message.html,
            reply_markup=keyboard(message),
            message_thread_id=thread_id,
        )
    except ChatMigrated as error:
        return await tell(bot, error.new_chat_id, message)
    except (Forbidden, BadRequest) as error:
        if thread_id is not None and meaning_of(error) is Outcome.TOPIC_GONE:
            return await tell(bot, chat_id, message)
        log.warning("told status=refused reason=%r", error)
        return not message.buttons  # an admin who decides may still come to the bot
    return True


async def accept(update: Update, context: Context) -> None:
    await decide(update, context, is_accepted=True)


async def refuse(update: Update, context: Context) -> None:
    await decide(update, context, is_accepted=False)


async def decide(update: Update, context: Context, *, is_accepted: bool) -> None:
    """An admin pressed a key under a wish. The first one decides; for the others it is over."""
    desk = services(context)
    user = update.effective_user
    if user is None or user.id not in desk.rules.admin_ids:
        await reject(update, context, "unknown.button")
        return
    addition_id = numbers(context)[0]

    def settle(tx: Tx) -> Addition | None:
        found = requests.addition(tx, addition_id)
        if found is not None and found.state == "pending":
            deed = additions.accept if is_accepted else additions.refuse
            deed(tx, found, now=desk.clock())
            found = requests.addition(tx, addition_id)
        return found

    addition = await desk.database.run(settle)
    await acknowledge(update)
    variant = await variant_of(update, context)
    key = f"request.{addition.state}" if addition else "request.gone"
    title = arabic.enclose(addition.feed.title) if addition else ""
    message = render.notice(say(key, variant.language, title=title))
    await replace_message(update, digits.write(message, variant.digits))
    await pass_on(context.bot, desk)
