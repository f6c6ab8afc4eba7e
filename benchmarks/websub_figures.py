"""How soon what a hub pushes is taken in: a publisher and its hub on loopback."""

import asyncio
import hashlib
import hmac
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import parse_qs

import httpx
import table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from table import Row

from bot import server
from bot.core.models import Source
from bot.fetch import Fetcher
from bot.pickup import Poller
from bot.poller import poll
from bot.serving import serving
from bot.websub import Subscriptions, subscribe
from bot.workers import Workers
from storage import Tx, open_database, sources

PUSHES: Final = 50
ITEMS: Final = 30
TEXT: Final = "أقرّ مجلس واحة السراب قانون المياه الجديد بعد جلسة استمرت ست ساعات. " * 40


@dataclass
class Press:
    """A publisher whose feed names a hub, and the hub."""

    address: str = ""
    published: int = ITEMS
    agreed: asyncio.Event = field(default_factory=asyncio.Event)
    callback: str = ""
    secret: str = ""

    def feed(self) -> bytes:
        now = format_datetime(datetime.now(UTC))
        items = "".join(
            f"<item><title>الخبر {number}</title><guid>g{number}</guid><pubDate>{now}</pubDate>"
            f"<description>{TEXT}</description></item>"
            for number in range(self.published, self.published - ITEMS, -1)
        )
        return (
            '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>ص</title>'
            f'<a:link rel="hub" href="{self.address}/hub"/>'
            f'<a:link rel="self" href="{self.address}/feed"/>{items}</channel></rss>'
        ).encode()

    async def show(self, request: Request) -> Response:
        del request
        return Response(self.feed(), media_type="application/rss+xml")

    async def agree(self, request: Request) -> Response:
        fields = {
            name: each[0] for name, each in parse_qs((await request.body()).decode()).items()
        }
        self.callback, self.secret = fields["hub.callback"], fields["hub.secret"]
        self.verifying = asyncio.create_task(self.verify(fields["hub.topic"]))
        return Response(status_code=202)

    async def verify(self, topic: str) -> None:
        wishes = {"hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "42"}
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(self.callback, params=wishes)
        if answer.text == "42":
            self.agreed.set()

    async def push(self, client: httpx.AsyncClient) -> None:
        body = self.feed()
        made = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        await client.post(
            self.callback, content=body, headers={"x-hub-signature": f"sha256={made}"}
        )


@asynccontextmanager
async def a_desk(press: Press, folder: Path) -> AsyncIterator[Subscriptions]:
    """The program, with the publisher as its only source."""
    app = Starlette(
        routes=[Route("/feed", press.show), Route("/hub", press.agree, methods=["POST"])]
    )
    database = open_database(f"sqlite:///{folder}/websub.db")
    async with (
        serving(app, host="127.0.0.1", port=0) as (_, port),
        Workers(1) as workers,
        Fetcher(allow_private_hosts=frozenset({f"127.0.0.1:{port}"})) as fetcher,
    ):
        press.address = f"http://127.0.0.1:{port}"
        source = Source(id=0, name="صحيفة الشرفة", url=f"{press.address}/feed")
        database.run_now(lambda tx: sources.sync(tx, [source], now=datetime.now(UTC)))
        poller = Poller(database, fetcher, poll_seconds=60, think=workers.run)
        subscriptions = Subscriptions(poller, "")
        async with serving(server.make_app(subscriptions), host="127.0.0.1", port=0) as (_, door):
            yield Subscriptions(poller, f"http://127.0.0.1:{door}")
            await poller.stop()
    database.close()


async def waits(folder: Path) -> list[float]:
    """Seconds from the publication of an entry until it is a row."""
    press, found = Press(), []
    async with a_desk(press, folder) as subscriptions, httpx.AsyncClient(trust_env=False) as hub:
        poller = subscriptions.poller
        await poll(poller)
        await poller.idle()
        await subscribe(subscriptions)
        await asyncio.wait_for(press.agreed.wait(), 10)
        for _ in range(PUSHES):
            press.published += 1
            began = time.perf_counter()
            await press.push(hub)
            while await poller.database.run(listed) < press.published:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
            found.append(time.perf_counter() - began)
            await poller.idle()  # one push of a source at a time: the next would be let pass
    return sorted(found)


def listed(tx: Tx) -> int:
    return int(tx.query("select count(*) as listed from entries")[0]["listed"])


def lines() -> Iterator[str]:
    logging.getLogger("bot").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        found = asyncio.run(waits(Path(folder)))
    yield from table.lines(
        [
            Row(
                f"published → picked up through a hub ({PUSHES} pushes), median / slowest",
                f"{1000 * median(found):.0f} / {1000 * found[-1]:.0f} ms",
                target="≤ 2 s",
            )
        ]
    )
