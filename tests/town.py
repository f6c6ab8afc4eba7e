"""A whole town for tests: the bot as in production, a local Telegram, and a press of its own.

The bot is the real python-telegram-bot application talking HTTP over loopback; the web is a dict
of pages; the database is real; time moves only when a test moves it.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import httpx
from pydantic import SecretStr

from bot import app, handlers
from bot.additions import Rules
from bot.config import load
from bot.core.models import Button, Pushes, Source
from bot.core.models import Message as Shown
from bot.delivery import deliver
from bot.emulator import LocalTelegram, Message, User, make_app, serve
from bot.emulator.people import Place
from bot.fetch import Fetcher
from bot.handlers.context import SERVICES, Services
from bot.handlers.patience import Patience
from bot.listening import App, introduce
from bot.pickup import Poller
from bot.poller import poll
from bot.reading import read
from bot.scout import Scout
from bot.sender import Sender
from storage import Database, sources, subscribers
from tests.builders import NOW
from tests.lint import faults

TOKEN = "7000000001:a-token-that-only-the-local-telegram-knows"  # noqa: S105
ADMIN = 900
RULES = Rules(admin_ids=frozenset({ADMIN}))
MARKS = str.maketrans("", "", "\u200f\u200e\u061c\u2066\u2068\u2069")

BODY = (
    "افتتحت بلدية واحة السراب، صباح اليوم الاثنين، السوق الشعبية الجديدة بعد ثلاث سنوات من العمل.",
    "وقال رئيس البلدية سامر الحدّاد في حفل الافتتاح: «هذه السوق هدية لكل من صبر على غبار الطريق».",
    "وأضاف: «لن يدفع الباعة إيجاراً في السنة الأولى مهما كانت الظروف».",
    "ويضم المبنى 120 محلاً وموقفاً للسيارات، ويُتوقع أن يقصده نحو ألفي زائر في اليوم.",
)
OTHERS = (
    (
        "أغلقت وزارة الأشغال، مساء الأحد، جسر الوادي أمام الشاحنات أسبوعين لترميم دعاماته.",
        "وقالت مهندسة الورشة هدى الرملي: «وجدنا صدأ في ستة قضبان، ولا خطر على المشاة».",
        "وتسلك الحافلات طريق التل حتى انتهاء الترميم، وتُمدد رحلاتها الليلية ساعة واحدة.",
    ),
    (
        "أضاءت شركة الكهرباء شارع المنارة بألفي مصباح موفّر للطاقة قبل موسم الصيد.",
        "وأوضح مدير الشركة نبيل القنديل: «ستنخفض فاتورة الإنارة إلى النصف منذ الشهر الأول».",
        "ورُكّبت المصابيح على أعمدة خشبية صنعها نجارو الميناء من أخشاب السفن المهجورة.",
    ),
    (
        "فاز فريق النوارس بكأس التجديف بعد سباق حسمته الأمتار العشرة الأخيرة أمام فريق المرجان.",
        "وقال مدرب الفائزين وليد الموجي: «تدربنا شتاءً كاملاً في الضباب، فلم يخفنا ضباب النهائي».",
        "وحضر السباق ثلاثة آلاف متفرج على الأرصفة، ويُسلّم الكأس الجمعة في نادي البحارة.",
    ),
)


@dataclass
class Press:
    """The publishers' web: what stands at each address. An exception there is raised."""

    pages: dict[str, httpx.Response | Exception] = field(default_factory=dict)
    items: dict[str, list[str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.asked.append(url)
        found = self.pages.get(url, httpx.Response(404))
        if isinstance(found, Exception):
            raise found
        return httpx.Response(
            found.status_code, headers=found.headers, stream=httpx.ByteStream(found.content)
        )

    def html(
        self, url: str, title: str, paragraphs: tuple[str, ...] = BODY, *, canonical: str = ""
    ) -> None:
        link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
        body = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
        self.pages[url] = httpx.Response(
            200,
            headers={"content-type": "text/html; charset=utf-8"},
            text=f"<html><head><title>{escape(title)}</title>{link}</head><body><article>"
            f"<h1>{escape(title)}</h1>{body}</article></body></html>",
        )

    def publish(
        self,
        feed: str,
        title: str,
        *,
        number: int,
        at: datetime,
        paragraphs: tuple[str, ...] = BODY,
    ) -> str:
        """Put an article on the web and into a feed; its address."""
        url = f"{feed.rsplit('/', 1)[0]}/news/{number}"
        self.html(url, title, paragraphs)
        self.items.setdefault(feed, []).insert(
            0,
            f"<item><title>{escape(title)}</title><link>{url}</link><guid>{url}</guid>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>",
        )
        self.rss(feed)
        return url

    def edit(self, url: str, title: str, *, feed: str, paragraphs: tuple[str, ...] = BODY) -> None:
        """A publisher changes an article, and says so in its feed."""
        self.html(url, title, paragraphs)
        self.items[feed] = [
            re.sub("<title>.*?</title>", f"<title>{escape(title)}</title>", item)
            if f"<link>{url}</link>" in item
            else item
            for item in self.items[feed]
        ]
        self.rss(feed)

    def rss(self, feed: str) -> None:
        self.pages[feed] = rss(*self.items.get(feed, []))


def rss(*items: str) -> httpx.Response:
    """A feed of these items."""
    return httpx.Response(
        200,
        headers={"content-type": "application/rss+xml; charset=utf-8"},
        text='<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>صحيفة</title>{''.join(items)}</channel></rss>",
    )


@dataclass
class Town:
    """The bot and everybody around it."""

    telegram: LocalTelegram
    database: Database
    press: Press
    poller: Poller
    sender: Sender
    publishers: list[Source]
    application: App
    now: datetime = NOW
    published: int = 0

    async def restart(self) -> None:
        """The program ends and begins again: what was under way is taken up from its rows."""
        desk: Services = self.application.bot_data[SERVICES]
        await desk.background.stop()
        await handlers.resume(self.application)

    def news(
        self, title: str, *, publisher: int = 0, paragraphs: tuple[str, ...] | None = None
    ) -> str:
        """A publisher brings out an article, the first few each of another event; its address."""
        bodies = (BODY, *OTHERS)
        paragraphs = paragraphs or bodies[self.published % len(bodies)]
        self.published += 1
        self.now += timedelta(minutes=1)
        return self.press.publish(
            self.publishers[publisher].url,
            title,
            number=self.published,
            at=self.now,
            paragraphs=paragraphs,
        )

    async def pick_up(self) -> None:
        """A while later: sources are asked, pages read, the outbox emptied."""
        self.now += timedelta(minutes=40)
        await poll(self.poller)
        await self.poller.idle()
        await read(self.poller)
        await self.poller.idle()
        await deliver(self.sender)

    async def say(
        self, chat: Place, user: User, text: str, *, thread_id: int | None = None
    ) -> Message:
        """Somebody writes; what the bot answers first."""
        before = len(self.heard(chat))
        self.telegram.say(chat, user, text, thread_id=thread_id)
        return await self.next_message(chat, before)

    async def tap(self, chat: Place, button: str, user: User | None = None) -> None:
        """Somebody taps the newest button of that label; returns when the bot has answered."""
        query = self.telegram.tap(chat, button, user)
        await self.telegram.wait_for(lambda: query.is_answered)

    def heard(self, chat: Place) -> list[Message]:
        """What the bot wrote in a chat, as it stands now."""
        return [message for message in self.telegram.messages(chat) if message.is_outgoing]

    def standing(self, chat_id: int) -> str:
        """How the bot has a chat in its rows."""
        found = self.database.run_now(subscribers.find, chat_id)
        return found.standing.value if found else ""

    async def eventually(self, predicate: Callable[[], object]) -> None:
        """Wait for something that the bot does behind the scenes, where no Telegram sees it."""
        async with asyncio.timeout(5):
            while not predicate():  # noqa: ASYNC110  (a row changes without telling anybody)
                await asyncio.sleep(0.005)

    async def next_message(self, chat: Place, before: int) -> Message:
        await self.telegram.wait_for(lambda: len(self.heard(chat)) > before)
        return self.heard(chat)[before]


def plain(message: Message) -> str:
    """What a message says, without marks of direction."""
    return message.text.translate(MARKS)


def check_messages(town: Town) -> None:
    """Every message that the bot sent passes the lint, and shows no preview of its links."""
    sent = [
        message
        for chat in town.telegram.chats.values()
        for message in chat.messages.values()
        if message.is_outgoing
    ]
    wrong = {message.text: line_faults(message) for message in sent if line_faults(message)}
    shown = [message.extra.get("link_preview_options") for message in sent if not message.is_media]

    assert wrong == {}
    assert [each for each in shown if each != {"is_disabled": True}] == []


def line_faults(message: Message) -> list[str]:
    """The lint, for a message as Telegram keeps it: text and entities instead of HTML."""
    buttons = tuple(
        tuple(
            Button(
                label=str(key["text"]),
                data=str(key.get("callback_data", "")),
                url=str(key.get("url", "")),
            )
            for key in row
        )
        for row in message.buttons
    )
    escaped = message.text.replace("&", "&amp;").replace("<", "&lt;")
    return faults(Shown(html=escaped, buttons=buttons))


async def at_once(_seconds: float) -> None:
    """In this town nobody waits."""


def founded(names: list[str], press: Press) -> list[Source]:
    """A paper of each name, with nothing in it yet."""
    papers = [
        Source(id=0, name=name, url=f"https://paper{number}.example/feed", is_default=True)
        for number, name in enumerate(names)
    ]
    for paper in papers:
        press.rss(paper.url)
    return papers


@asynccontextmanager
async def at_work(application: App) -> AsyncIterator[None]:
    """The bot listens, and everybody knows what it can do."""
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling(poll_interval=0, timeout=2)
    await introduce(application)
    await handlers.resume(application)
    try:
        yield
    finally:  # or a test that fails waits for ever: who still asks keeps the server from its end
        await application.updater.stop()
        await application.stop()
        await application.shutdown()


@asynccontextmanager
async def a_town(
    database: Database,
    publishers: list[str],
    rules: Rules = RULES,
    *,
    pushes: Pushes = Pushes.INSTANT,
) -> AsyncIterator[Town]:
    """A town with publishers of these names, all of them defaults for new readers; every message
    that the bot wrote in it is linted at the end."""
    telegram, press = LocalTelegram(), Press()
    wanted = founded(publishers, press)
    database.run_now(sources.sync, wanted, now=NOW)
    async with (
        serve(make_app(telegram)) as (_, port),
        Fetcher(transport=httpx.MockTransport(press.answer)) as fetcher,
    ):
        config = load(
            telegram_bot_token=SecretStr(TOKEN), telegram_api_url=f"http://127.0.0.1:{port}"
        )
        scout = Scout(fetcher)
        application = app.build(config, database, scout, patience=Patience(wait=at_once))
        await application.initialize()
        poller = Poller(database, fetcher, poll_seconds=60)
        town = Town(
            telegram,
            database,
            press,
            poller,
            Sender(application.bot, database),
            wanted,
            application,
        )
        town.poller.clock = town.sender.clock = lambda: town.now
        desk = Services(database, scout, rules, clock=lambda: town.now, pushes=pushes)
        application.bot_data[SERVICES] = desk
        async with at_work(application):
            yield town
            await desk.background.stop()
        await poller.stop()
    check_messages(town)
