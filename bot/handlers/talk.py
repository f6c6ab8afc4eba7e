"""What a message in plain words is answered with, where it asks for no command: what it may mean
for the settings, as keys that set it, or what is found by its words.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from telegram import Message as TelegramMessage
from telegram import Update
from telegram.ext.filters import MessageFilter

from bot.core import asking, keywords
from bot.core import search as searching
from bot.core.asking import Asked
from bot.core.choices import NoChoice
from bot.core.messages import panels, render
from bot.core.messages.telegram_html import line
from bot.core.models import Button, Language, Message
from bot.core.outlook import View
from bot.core.texts import label, say
from bot.core.times import cities
from bot.handlers import search, typed
from bot.handlers.context import Context, Services, asker, services
from bot.handlers.settings import look
from storage import Tx

LISTS: Final = {"watch": "watched", "mute": "muted"}
NOTICES: Final = {"thanks": "thanks", "answering": "unknown.answer", "declining": "declined"}
MOST_OFFERED: Final = 4
"""Keywords of one message."""


class Addressed(MessageFilter):
    """Messages that begin with the bot's name: in a group it listens to no others."""

    def filter(self, message: TelegramMessage) -> bool:
        return bool(_call(message).match(message.text or message.caption or ""))


class PartOfAlbum(MessageFilter):
    """Pictures of an album without a word: they come as a message each, and one of them has the
    words of all."""

    def filter(self, message: TelegramMessage) -> bool:
        return bool(message.media_group_id) and not message.caption


def _call(message: TelegramMessage) -> re.Pattern[str]:
    """«يا @mujaz_bot،» at the beginning."""
    name = re.escape(message.get_bot().username)
    return re.compile(rf"\s*(?:يا\s+)?@{name}(?!\w)\s*[،,:]?\s*", re.IGNORECASE)


def words_of(message: TelegramMessage | None) -> str:
    """What is written, without the bot's own name."""
    if message is None:
        return ""
    written = message.text or message.caption or ""
    call = _call(message).match(written)
    return written[call.end() :] if call else written


def pointed_at(message: TelegramMessage | None) -> TelegramMessage | None:
    """The message that is meant: that of somebody else, where one answers it with no more than
    «لخّص» or, in a group, the bot's name; else itself."""
    meant = message.reply_to_message if message else None
    if message is None or meant is None or not (message.text or message.caption):
        return message
    is_ours = meant.from_user is not None and meant.from_user.id == message.get_bot().id
    is_pointing = not is_ours and asking.asks_to_shorten(words_of(message))
    return meant if is_pointing else message


async def reply(update: Update, context: Context, asked: Asked) -> Message:
    desk = services(context)
    return await desk.database.run(reply_to, update, desk, asked)


def reply_to(tx: Tx, update: Update, desk: Services, asked: Asked) -> Message:
    view = look(tx, update, desk)
    language = view.settings.language
    if asked.command in NOTICES:
        return render.notice(view.say(NOTICES[asked.command]))
    if asked.command == "leaving":
        leave_key = Button(label=view.label("button.unsubscribe"), data="unsub")
        return render.notice(view.say("leaving.is_it"), [leave_key])
    if offered := meant(view, asked):
        return search.besides(offered, asked.words, language)
    about = asked.about or asked.words
    named = cities.named(about)
    for words in dict.fromkeys((asked.words, about)):
        sought = searching.query(words)
        found = search.results(tx, update, desk, sought) if search.is_wording(sought) else None
        if found:
            return beside_zone(view, found, named)
    if not search.is_wording(sought):
        return not_understood(language, asked.words)
    found = search.nothing(tx, asker(tx, update, desk), sought)
    return beside_zone(view, found, named, is_found=False)


def not_understood(language: Language, words: str = "") -> Message:
    """A number is rather meant for a list: which one, nobody knows."""
    latest_key = Button(label=label("button.latest", language), data="latest")
    sources_key = Button(label=label("button.sources", language), data="sources:0")
    key = "unknown.number" if words.isdecimal() else "unknown"
    return render.notice(say(key, language), [sources_key, latest_key])


def meant(view: View, asked: Asked) -> Message | None:
    """What is asked for the settings, as keys that set it; None if nothing is."""
    if asked.command in LISTS:
        return with_keywords(view, asked)
    if asked.command == "zone":
        found = cities.named(asked.words) or cities.find(asked.words)
        return typed.which(view, found) if found else None
    for name in [asked.command] if asked.command else ["quiet", "times"]:
        value = typed.READINGS[name](view, asked.words)
        if isinstance(value, Message):
            continue
        if asked.command or ":" in asked.words or len(value) > len("=0800"):
            return with_value(view, asked.command, name, value)
    return None


def with_value(view: View, command: str, name: str, value: str) -> Message | None:
    """«20-20» is rather a score, unless it was called something else."""
    try:
        key = panels.sets(view, name, value)
    except NoChoice as error:
        return render.notice(view.say(error.key)) if command else None
    return render.notice(view.say(f"{name}.is_it"), [key])


def with_keywords(view: View, asked: Asked) -> Message | None:
    """A key for each of the keywords that is not there yet. Those to mute have one together, if it
    can carry them: their message becomes the list of keywords at the first press."""
    name = LISTS[asked.command]
    words = keywords.named_in(asked.words)[:MOST_OFFERED]
    if not words or not all(map(keywords.is_fit, words)):
        return None
    there = getattr(view.settings, name)
    new = [word for word in words if not any(keywords.is_same(word, each) for each in there)]
    told = view.label("keywords.or").join(
        view.label("keywords.quoted", keyword=word) for word in new or words
    )
    together = "، ".join(new)
    if name == "muted" and len(together.encode()) <= keywords.LONGEST:
        new = [together] if new else []
    keys = [[key_of(view, name, word, is_alone=len(new) == 1)] for word in new]
    return render.notice(view.say(f"{name}.{'is_it' if new else 'already'}", keywords=told), *keys)


def key_of(view: View, name: str, keyword: str, *, is_alone: bool) -> Button:
    if name == "watched" and is_alone:
        return panels.watches(view.settings, keyword)[0]
    data = f"watch:{keyword}" if name == "watched" else f"set:{name}:+{keyword}"
    return Button(label=view.label(f"button.{name}", keyword=keyword), data=data)


def beside_zone(
    view: View, found: Message, named: Sequence[cities.City], *, is_found: bool = True
) -> Message:
    """«القاهرة» is rather searched for; a key makes its time the reader's all the same, and
    where no news is found of it, that is what may be meant."""
    new = [city for city in named if city.zone != view.settings.zone]
    if not new or not view.is_private:
        return found
    keys = [panels.city_key(view, city) for city in new[: 1 if is_found else MOST_OFFERED]]
    rows = [(replace(key, label=view.label("button.zone.of", city=key.label)),) for key in keys]
    if is_found:
        return replace(found, buttons=(*found.buttons, *rows))
    html = f"{found.html}\n{line(view.say('zone.or'))}"
    return replace(found, html=html, buttons=(*rows, *found.buttons))
