"""The commands that readers type."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import NamedTuple

from telegram import Update

from bot import briefings, telling
from bot.briefings import Newsstand
from bot.core import arabic, outlook
from bot.core.messages import digits, full_text, render, render_list
from bot.core.models import (
    BriefingKind,
    Button,
    Language,
    Message,
    Pushes,
    Source,
    Standing,
    StoredArticle,
    Subscriber,
    Variant,
)
from bot.core.outlook import View
from bot.core.texts import count, label, say
from bot.handlers import brief, settings
from bot.handlers.context import (
    Context,
    Services,
    acknowledge,
    answer,
    answer_text,
    asker,
    chat_of,
    decides,
    is_private,
    notice,
    services,
    thread_of,
    variant_of,
)
from storage import Tx, due_briefings, figures, outbox, subscribers
from storage.figures import Figures, Pace

SOURCES_NAMED = 4
BROKEN_SHOWN = 10


async def start(update: Update, context: Context) -> None:
    """A welcome; or what the link that led here asks for (`a<id>`, `subscribe`)."""
    payload = context.args[0] if context.args else ""
    if payload == "subscribe" and is_private(update):
        await welcome_in(update, context)
    elif payload.startswith("a") and payload[1:].isdecimal() and len(payload) < 20:
        await answer(update, await opened(update, context, int(payload[1:])))
    elif payload.startswith("b") and payload[1:].isdecimal() and len(payload) < 20:
        await answer(update, await brief.opened(update, context, int(payload[1:])))
    elif payload not in ("", "start"):
        await answer_text(update, context, "unknown.link")
    else:
        await welcome(update, context)


async def welcome(update: Update, context: Context) -> None:
    view = await settings.view_of(update, context)
    name = outlook.called(view, context.bot.first_name)
    await answer(update, welcome_message(view, name))


def welcome_message(view: View, name: str) -> Message:
    latest = Button(label=view.label("button.latest"), data="latest")
    settings_key = Button(label=view.label("button.settings"), data="settings")
    told = {"bot": name, "what": outlook.what(view)}
    if view.is_subscribed:
        return render.notice(view.say("welcome.subscribed", **told), [settings_key, latest])
    subscribe = Button(label=view.label("button.subscribe"), data="sub")
    return render.notice(view.say("welcome", **told), [subscribe], [settings_key, latest])


async def welcome_in(update: Update, context: Context) -> None:
    """The link by which a site offers a subscription: pressing «ابدأ» there is the wish."""
    desk = services(context)
    await desk.database.run(join, update, desk)
    view = await settings.view_of(update, context)
    settings_key = Button(label=view.label("button.settings"), data="settings")
    leave_key = Button(label=view.label("button.unsubscribe"), data="unsub")
    name = outlook.called(view, context.bot.first_name)
    text = view.say("welcome.joined", bot=name, what=outlook.what(view))
    await answer(update, render.notice(text, [leave_key, settings_key]))


async def opened(update: Update, context: Context, article_id: int) -> Message:
    """An article's digest, as its deep link or number key shows it."""
    desk = services(context)

    def find(tx: Tx) -> tuple[StoredArticle | None, Variant]:
        return telling.whole(tx, article_id), asker(tx, update, desk).variant

    found, variant = await desk.database.run(find)
    if found is None:
        return render.notice(say("article.gone", variant.language))
    return render.story(
        found,
        now=desk.clock(),
        bot=context.bot.username,
        variant=variant,
    )


async def help_(update: Update, context: Context) -> None:
    view = await settings.view_of(update, context)
    lines = [view.say("help")]
    if not view.is_private:
        lines += ["", view.say("help.group", name=f"@{context.bot.username}")]
    if chat_of(update).is_forum:
        lines.append(view.say("help.forum"))
    await answer(update, render.notice("\n".join(lines)))


async def subscribe(update: Update, context: Context) -> None:
    if not await decides(update, context):
        return
    await acknowledge(update)
    desk = services(context)
    message = await desk.database.run(join, update, desk)
    await answer(update, message)


def join(tx: Tx, update: Update, desk: Services) -> Message:
    """Subscribe a chat and queue the latest story of its sources; what to tell it."""
    subscriber = asker(tx, update, desk)
    language = subscriber.settings.language
    choices = subscribers.choices(tx, subscriber.id)
    chosen = [each.source for each in choices if each.is_on and not each.is_muted]
    if not chosen:
        key = "subscribed.nothing_chosen"
    elif subscriber.standing is Standing.SUBSCRIBED:
        key = "subscribed.already"
    else:
        key = "subscribed"
    where = settle_in(tx, subscriber, update)
    let_in(tx, subscriber, desk.newsstand, now=desk.clock())
    view = settings.look(tx, update, desk)
    told = view.say(key, sources=named(chosen, language), what=outlook.what(view))
    return render.notice("\n".join([told, view.say(where)] if where else [told]))


def settle_in(tx: Tx, subscriber: Subscriber, update: Update) -> str:
    """A forum is sent its news in the topic where it asked for them; the key of what to tell it
    of that, if anything. Of a key below a message that Telegram has no more, nobody knows it."""
    message, thread_id = update.effective_message, thread_of(update)
    is_known = message is not None and message.is_accessible
    if not is_known or thread_id == subscriber.thread_id:
        return ""
    subscribers.send_to_thread(tx, subscriber.id, thread_id)
    if subscriber.standing is Standing.SUBSCRIBED:
        return "subscribed.moved"
    return "subscribed.topic" if thread_id is not None else ""


def let_in(tx: Tx, subscriber: Subscriber, stand: Newsstand, *, now: datetime) -> bool:
    """Make a chat a subscriber, and queue for it what it may look forward to: a briefing of the
    last day, or the latest story. False if it was one."""
    if subscriber.standing is Standing.SUBSCRIBED:
        return False
    subscribers.stand(tx, subscriber.id, Standing.SUBSCRIBED, now=now)
    briefings.plan(tx, replace(subscriber, standing=Standing.SUBSCRIBED), now=now)
    if subscriber.settings.pushes is Pushes.BRIEFINGS:
        wish = briefings.Wish(BriefingKind.ASKED)
        if found := briefings.compose(tx, stand, subscriber, wish, now=now):
            due_briefings.enqueue(tx, found, now=now)
        return True
    for stored in telling.latest(tx, subscriber.id, limit=1):
        outbox.enqueue(tx, stored.id, subscriber.id, now=now)
    return True


def named(chosen: Sequence[Source], language: Language) -> str:
    """Sources in one line: the first few by name, the others as a number."""
    names = [source.name for source in chosen[:SOURCES_NAMED]]
    rest = len(chosen) - len(names)
    joined = label("comma", language).join(arabic.enclose(name) for name in names)
    if rest:
        others = label("more_sources", language, sources=count("other_sources", rest, language))
        return f"{joined} {others}"
    return joined


async def unsubscribe(update: Update, context: Context) -> None:
    if not await decides(update, context):
        return
    await acknowledge(update)
    desk = services(context)
    key = await desk.database.run(leave, update, desk)
    await answer_text(update, context, key)


def leave(tx: Tx, update: Update, desk: Services) -> str:
    """Unsubscribe a chat; the key of what to tell it."""
    subscriber = asker(tx, update, desk)
    if subscriber.standing is not Standing.SUBSCRIBED:
        return "unsubscribed.already"
    subscribers.stand(tx, subscriber.id, Standing.KNOWN, now=desk.clock())
    briefings.plan(tx, replace(subscriber, standing=Standing.KNOWN), now=desk.clock())
    return "unsubscribed"


class Newest(NamedTuple):
    """The newest stories of a reader, as a command asks for them."""

    number: int
    """How many are asked for; there may be fewer."""
    stories: list[StoredArticle]
    variant: Variant


async def latest(update: Update, context: Context) -> None:
    """The latest story; with a number, a list of so many."""
    found = await newest(update, context, example="/latest 5")
    if found is None:
        return
    if found.number == 1:
        await answer(update, await opened(update, context, found.stories[0].id))
    else:
        now, bot = services(context).clock(), context.bot.username
        message = render_list.listing(found.stories, now=now, bot=bot, variant=found.variant)
        await answer(update, message)


async def full(update: Update, context: Context) -> None:
    """The full text of the latest story; with a number, of the so-many-th latest."""
    found = await newest(update, context, example="/full 2")
    if found is None:
        return
    if len(found.stories) < found.number:
        news = count("news", len(found.stories), found.variant.language)
        await answer(update, notice("number.too_far", found.variant, news=news))
    else:
        await answer(update, full_text.message(found.stories[-1], 1, variant=found.variant))


async def newest(update: Update, context: Context, *, example: str) -> Newest | None:
    """As many as the number after the command says; where there are none, the reader is told
    why, or how to ask."""
    desk, most = services(context), render_list.MOST_LISTED
    number = number_of(context.args, most=most)
    if number is None:
        await answer_text(update, context, "number.wrong", most=most, example=example)
        return None

    def find(tx: Tx) -> tuple[Newest, str]:
        reader = asker(tx, update, desk)
        stories = telling.latest(tx, reader.id, limit=number)
        has_sources = bool(stories or subscribers.chosen(tx, reader.id))
        why_empty = "latest.empty" if has_sources else "latest.no_sources"
        return Newest(number, stories, reader.variant), why_empty

    found, why_empty = await desk.database.run(find)
    if found.stories:
        return found
    await answer(update, notice(why_empty, found.variant))
    return None


def number_of(arguments: Sequence[str] | None, *, most: int) -> int | None:
    """The number after a command, 1 without one; None if it is none from 1 to `most`."""
    if not arguments:
        return 1
    text = arabic.normalise(arguments[0])  # Arabic-Indic digits too
    if not (len(arguments) == 1 and text.isdecimal() and len(text) < 4):
        return None
    return int(text) if 1 <= int(text) <= most else None


async def stats(update: Update, context: Context) -> None:
    """The operator's figures; to anybody else the command does not exist."""
    desk = services(context)
    user = update.effective_user
    if user is None or user.id not in desk.rules.admin_ids or not is_private(update):
        await unknown_command(update, context)
        return
    found = await desk.database.run(figures.read, now=desk.clock())
    variant = await variant_of(update, context)
    message = render.notice(figures_text(found, variant.language))
    await answer(update, digits.write(message, variant.digits))


def figures_text(found: Figures, language: Language) -> str:
    """How the bot fares, in a few lines; of what is broken the first few."""
    broken = [health for health in found.sources if health.failures or health.retired_why]
    lines = [
        say("stats", language, **found.readers, **asdict(found.queue), articles=found.articles),
        *pace_lines(found.pace, language),
        say("stats.sources", language, sources=len(found.sources), broken=len(broken)),
    ]
    lines += [
        say(
            "stats.broken",
            language,
            source=health.source.name,
            reason=arabic.shorten(health.retired_why or health.last_error, 120),
        )
        for health in broken[:BROKEN_SHOWN]
    ]
    return "\n".join(lines)


def pace_lines(pace: Pace, language: Language) -> list[str]:
    """What waits, how fast it goes, how long it takes, and what went wrong."""
    key = "stats.waiting" if pace.is_counted else "stats.waiting.more"
    if not pace.oldest:
        key = "stats.waiting.none"
    age = render.span(int(pace.oldest.total_seconds()), language) if pace.oldest else ""
    lines = [
        "",
        say(key, language, waiting=pace.waiting, age=age),
        say("stats.pace", language, sent=pace.last_minute, floods=pace.floods),
        say("stats.briefings", language, briefings=pace.briefings),
    ]
    if pace.left_out:
        lines.append(say("stats.left_out", language, readers=pace.left_out))
    for key, delays in (("stats.first", pace.first_reader), ("stats.last", pace.last_reader)):
        if delays:
            spans = {"p50": delays.p50, "p99": delays.p99}
            told = {name: render.span(each, language) for name, each in spans.items()}
            lines.append(say(key, language, **told))
    if pace.corrections:
        lines.append(say("stats.corrections", language, corrections=pace.corrections))
    if pace.refused:
        reason = arabic.shorten(pace.refused[0].error, 120)
        lines.append(say("stats.refused", language, refused=len(pace.refused), reason=reason))
    return [*lines, ""]


async def unknown_command(update: Update, context: Context) -> None:
    """In groups other bots' commands pass by, so only private chats get an answer."""
    message = update.effective_message
    if message is None or not is_private(update):
        return
    command = (message.text or "").split()[0].split("@")[0]
    await answer_text(update, context, "unknown.command", command=arabic.shorten(command, 40))
