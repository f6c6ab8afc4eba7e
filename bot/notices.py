"""The tick that tells the operator what has become of a source: once each.

A word to the operator may come twice after a crash, since a doubled one does no harm and a lost
one does; so it is struck off after it was sent.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.core import arabic
from bot.core.messages import digits, render
from bot.core.models import Language, Message
from bot.core.texts import say
from bot.refusals import reason_of
from storage import Database, notices, subscribers
from storage.notices import Notice

log = logging.getLogger(__name__)

AT_ONCE: Final = 10
FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Herald:
    """Who tells the operator."""

    bot: Bot
    database: Database
    admin_ids: frozenset[int]
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


async def tell(herald: Herald) -> None:
    """Tell what there is to tell, to every admin; it is done if one of them could be reached."""
    if not herald.admin_ids:
        return
    for notice in await herald.database.run(notices.due, now=herald.clock(), limit=AT_ONCE):
        reached = [await reach(herald, admin, notice) for admin in sorted(herald.admin_ids)]
        if any(reached):
            await herald.database.run(notices.told, notice.id)
        else:
            wait = min(FIRST_WAIT * float(2 ** min(notice.attempts, 20)), LONGEST_WAIT)
            await herald.database.run(notices.postpone, notice.id, due_at=herald.clock() + wait)


def worded(notice: Notice, language: Language) -> Message:
    values = {"source": arabic.enclose(notice.source), "url": notice.url, "reason": notice.reason}
    return render.notice(say(f"notice.{notice.kind}", language, **values))


async def reach(herald: Herald, admin: int, notice: Notice) -> bool:
    settings = await herald.database.run(subscribers.settings_of, admin)
    message = digits.write(worded(notice, settings.language), settings.digits)
    try:
        await herald.bot.send_message(admin, message.html)
    except TelegramError as error:
        log.warning("an admin is not reached reason=%r", reason_of(error))
        return False
    return True
