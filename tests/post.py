"""A post office for tests: the sender as in production, a local Telegram over loopback, readers.

The database is real, the bot is python-telegram-bot's over HTTP; time for the database moves only
when a test moves it, the pace of sending and Telegram's limits are on the clock of the loop.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from telegram import Bot

from bot.app import CONNECTIONS
from bot.core.models import Button, Message
from bot.core.pacing import Pacer
from bot.emulator import LocalTelegram, make_app, serve
from bot.link import Link
from bot.sender import Sender
from storage import Database, Tx, figures, outbox
from tests.builders import NOW, a_digest, store_article, store_source, store_subscriber
from tests.lint import faults

TOKEN = "7000000001:a-token-that-only-the-local-telegram-knows"  # noqa: S105
FIGURES = ("open_broadcasts", "sending", "retry", "uncertain", "dead", "delivered")
STATES = """
  select s.chat_id, case when s.standing = 'gone' then 'gone'
    else coalesce((select d.state from deliveries d where d.subscriber_id = s.id
      order by d.article_id desc limit 1),
      (select 'delivered' from receipts r where r.subscriber_id = s.id limit 1), '') end as state
  from subscribers s"""


@dataclass
class Post:
    """The sender, its readers, and what reached them."""

    telegram: LocalTelegram
    database: Database
    sender: Sender
    source_id: int
    now: datetime = NOW
    headlines: list[str] = field(default_factory=list)

    def readers(self, count: int) -> list[int]:
        """That many people who have pressed «ابدأ» and subscribed; their chats."""
        chats = list(range(501, 501 + count))
        for chat_id in chats:
            person = self.telegram.user(chat_id)
            self.telegram.say(person, person, "/start")
            self.database.run_now(store_subscriber, chat_id)
        return chats

    def publish(self, headline: str = "مجلس واحة السراب يقرّ قانون المياه") -> int:
        """An article with its broadcast; its id."""
        self.headlines.append(headline)
        number = len(self.headlines)

        def deed(tx: Tx) -> int:
            article_id = store_article(tx, self.source_id, number, digest=a_digest(headline))
            outbox.broadcast(tx, article_id, source_id=self.source_id, now=self.now)
            return article_id

        return self.database.run_now(deed)

    def got(self, chat_id: int) -> list[str]:
        """What the bot wrote to a reader, each message as one text."""
        return self.telegram.texts(chat_id)

    def asked(self) -> list[int]:
        """The chats of all pushes that were tried, in order."""
        return [
            int(each["chat_id"]) for name, each in self.telegram.calls if name == "sendMessage"
        ]

    def queue(self) -> dict[str, int]:
        """The figures of the outbox that are not zero."""
        state = self.database.run_now(figures.queue_state)
        found = {name: getattr(state, name) for name in FIGURES}
        return {name: figure for name, figure in found.items() if figure}

    def states(self) -> dict[int, str]:
        """How the latest push to each chat stands: a delivery's state, delivered, or gone."""
        rows = self.database.run_now(lambda tx: tx.query(STATES))
        return {row["chat_id"]: row["state"] for row in rows}

    def reasons(self) -> list[str]:
        return [reason for reason, _ in self.database.run_now(figures.queue_state).reasons]

    def forget_pace(self) -> None:
        """As if enough time had gone by for every lane and freeze."""
        self.sender.pacer = Pacer()


@asynccontextmanager
async def a_post(database: Database, base_url: str = "") -> AsyncIterator[Post]:
    """A post office; every message that went out of it is linted at the end.

    Another `base_url` is a Telegram that the test brings along.
    """
    telegram = LocalTelegram(clock=asyncio.get_running_loop().time)
    async with serve(make_app(telegram)) as (_, port):
        address = base_url or f"http://127.0.0.1:{port}"
        async with a_bot(address) as bot:
            source_id = database.run_now(store_source)
            post = Post(telegram, database, Sender(bot, database), source_id)
            post.sender.clock = lambda: post.now
            yield post
    assert [fault for message in shown(telegram) for fault in faults(message)] == []


def a_bot(address: str) -> Bot:
    """A bot over the program's own link to Telegram."""
    link = Link(address, connections=CONNECTIONS)
    return Bot(TOKEN, base_url=f"{address}/bot", request=link)


def shown(telegram: LocalTelegram) -> list[Message]:
    """The messages with markup that Telegram was asked to show, edited ones too."""
    return [
        Message(html=each["text"], buttons=buttons(each.get("reply_markup", "{}")))
        for name, each in telegram.calls
        if name in ("sendMessage", "editMessageText") and each.get("parse_mode") == "HTML"
    ]


def buttons(markup: str) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        tuple(
            Button(
                label=each["text"],
                data=each.get("callback_data", ""),
                url=each.get("url", ""),
            )
            for each in row
        )
        for row in json.loads(markup).get("inline_keyboard", [])
    )
