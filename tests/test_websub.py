"""Hubs that push the news: what they are asked, what they may bring, and what if they do not."""

import hashlib
import hmac
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx
import pytest

from bot import server
from bot.core.models import Source
from bot.fetch import Fetcher
from bot.pickup import Poller
from bot.poller import poll
from bot.websub import LEASE, Subscriptions, is_signed, lease_of, subscribe
from storage import Database, Tx, sources, websub
from tests.builders import NOW

FEED = "https://shurfa.example/feed"
HUB = "https://hub.example/"
PUBLIC = "https://bot.example"


@dataclass
class Press:
    """A publisher with a hub: a feed that names it, and what the hub was asked."""

    titles: list[str] = field(default_factory=list)
    names_hub: bool = True
    header: str = ""
    refuses: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    polled: int = 0

    def answer(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == HUB:
            fields = parse_qs(request.content.decode())
            self.asked.append({name: values[0] for name, values in fields.items()})
            return httpx.Response(500 if self.refuses else 202)
        if str(request.url) == FEED:
            self.polled += 1
            headers = {"content-type": "application/rss+xml"}
            headers |= {"link": self.header} if self.header else {}
            return httpx.Response(200, content=self.feed(), headers=headers)
        return httpx.Response(404)

    def feed(self, at: datetime = NOW) -> bytes:
        links = f'<a:link rel="hub" href="{HUB}"/><a:link rel="self" href="{FEED}"/>'
        items = "".join(
            f"<item><title>{title}</title><guid>g{number}</guid>"
            f"<link>https://shurfa.example/{number}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>"
            for number, title in enumerate(self.titles)
        )
        return (
            '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel>'
            f"<title>صحيفة الشرفة</title>{links if self.names_hub else ''}{items}</channel></rss>"
        ).encode()


@dataclass
class Desk:
    """The program as far as hubs see it."""

    press: Press
    poller: Poller
    subscriptions: Subscriptions
    outside: httpx.AsyncClient
    now: datetime = NOW

    @property
    def database(self) -> Database:
        return self.poller.database

    def entries(self) -> list[str]:
        rows = self.database.run_now(lambda tx: tx.query("select title from entries order by id"))
        return [row["title"] for row in rows]

    def source(self) -> dict[str, object]:
        return self.database.run_now(lambda tx: tx.query("select * from sources")[0])

    async def poll(self) -> None:
        self.database.run_now(lambda tx: tx.execute("update sources set next_poll_at = 0"))
        await poll(self.poller)
        await self.poller.idle()

    async def agree(self, **changes: str) -> httpx.Response:
        """The feed names its hub, the hub is asked, and verifies."""
        await self.poll()
        await subscribe(self.subscriptions)
        return await self.verify(**changes)

    async def verify(self, **changes: str) -> httpx.Response:
        wishes = {"hub.mode": "subscribe", "hub.topic": FEED, "hub.challenge": "نعم-42"}
        wishes |= {"hub.lease_seconds": "864000"}
        wishes |= {f"hub.{name}": value for name, value in changes.items()}
        return await self.outside.get(self.press.asked[-1]["hub.callback"], params=wishes)

    async def push(self, body: bytes, *, signature: str | None = None) -> httpx.Response:
        asked = self.press.asked[-1]
        if signature is None:
            made = hmac.new(asked["hub.secret"].encode(), body, hashlib.sha256)
            signature = f"sha256={made.hexdigest()}"
        answer = await self.outside.post(
            asked["hub.callback"],
            content=body,
            headers={"x-hub-signature": signature, "content-type": "application/rss+xml"},
        )
        await self.poller.idle()
        return answer


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with a_desk(db) as desk:
        yield desk


@asynccontextmanager
async def a_desk(db: Database) -> AsyncIterator[Desk]:
    press = Press(titles=["خبر كان هناك من قبل"])
    source = Source(id=0, name="صحيفة الشرفة", url=FEED)
    db.run_now(lambda tx: sources.sync(tx, [source], now=NOW))
    async with Fetcher(transport=httpx.MockTransport(press.answer)) as fetcher:
        poller = Poller(db, fetcher, poll_seconds=60, jitter=lambda: 0.5)
        subscriptions = Subscriptions(poller, PUBLIC)
        door = httpx.ASGITransport(server.make_app(subscriptions))
        async with httpx.AsyncClient(transport=door, base_url=PUBLIC) as outside:
            desk = Desk(press, poller, subscriptions, outside)
            poller.clock = lambda: desk.now
            yield desk
            await poller.stop()


async def test_a_hub_that_a_feed_names_is_asked_to_push(desk: Desk) -> None:
    await desk.poll()

    await subscribe(desk.subscriptions)

    [asked] = desk.press.asked
    assert asked["hub.mode"] == "subscribe"
    assert asked["hub.topic"] == FEED
    assert re.fullmatch(rf"{PUBLIC}/websub/[\w-]{{32}}", asked["hub.callback"])
    assert len(asked["hub.secret"]) >= 32


async def test_a_hub_that_only_the_headers_name_is_asked_too(desk: Desk) -> None:
    desk.press.names_hub = False
    desk.press.header = f'<{HUB}>; rel="hub", </feed?topic>; rel="self"'
    await desk.poll()

    await subscribe(desk.subscriptions)

    assert [each["hub.topic"] for each in desk.press.asked] == [f"{FEED}?topic"]


async def test_a_feed_without_a_hub_is_only_polled(desk: Desk) -> None:
    desk.press.names_hub = False
    await desk.poll()

    await subscribe(desk.subscriptions)

    assert desk.press.asked == []


async def test_a_hub_that_verifies_gets_its_own_words_back(desk: Desk) -> None:
    answer = await desk.agree()

    assert (answer.status_code, answer.text) == (200, "نعم-42")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "https://other.example/feed"},
        {"mode": "unsubscribe"},
        {"lease_seconds": "soon"},
        {"challenge": ""},
    ],
)
async def test_nobody_else_can_agree_in_our_name(desk: Desk, changes: dict[str, str]) -> None:
    answer = await desk.agree(**changes)

    assert answer.status_code == 404
    assert not relies(desk)


async def test_an_address_that_was_given_to_no_hub_is_not_there(desk: Desk) -> None:
    await desk.agree()

    asked = await desk.outside.get(f"{PUBLIC}/websub/guess", params={"hub.mode": "subscribe"})
    pushed = await desk.outside.post(f"{PUBLIC}/websub/guess", content=b"x")

    assert (asked.status_code, pushed.status_code) == (404, 410)


def relies(desk: Desk) -> bool:
    def find(tx: Tx) -> bool:
        return websub.is_relied_on(tx, sources.active(tx)[0].id, now=desk.now)

    return desk.database.run_now(find)


async def test_what_is_pushed_is_taken_in_like_what_a_poll_finds(desk: Desk) -> None:
    await desk.agree()
    polled = desk.press.polled
    desk.press.titles.append("خبر دفعه الموزع")

    answer = await desk.push(desk.press.feed())

    assert answer.status_code == 202
    assert desk.entries() == ["خبر كان هناك من قبل", "خبر دفعه الموزع"]
    assert desk.press.polled == polled


async def test_what_was_pushed_is_not_new_again_when_it_is_polled(desk: Desk) -> None:
    await desk.agree()
    desk.press.titles.append("خبر دفعه الموزع")
    await desk.push(desk.press.feed())
    await desk.push(desk.press.feed())

    await desk.poll()

    assert len(desk.entries()) == 2


@pytest.mark.parametrize(
    "signature", ["", "sha256=00", "md5=00", "nonsense", "sha256=ليست توقيعاً"]
)
async def test_what_is_not_signed_is_passed_over_in_silence(desk: Desk, signature: str) -> None:
    await desk.agree()
    desk.press.titles.append("خبر مدسوس")

    body = desk.press.feed()
    asked = desk.press.asked[-1]
    headers = {b"x-hub-signature": signature.encode()}
    answer = await desk.outside.post(asked["hub.callback"], content=body, headers=headers)
    await desk.poller.idle()

    assert answer.status_code == 202
    assert desk.entries() == ["خبر كان هناك من قبل"]


async def test_a_push_that_is_no_feed_is_a_hint_to_ask_at_once(desk: Desk) -> None:
    await desk.agree()
    desk.press.titles.append("خبر أُشير إليه")

    await desk.push(b"ping")
    await poll(desk.poller)
    await desk.poller.idle()

    assert "خبر أُشير إليه" in desk.entries()


async def test_a_program_that_ends_before_a_push_is_read_asks_the_feed(desk: Desk) -> None:
    await desk.agree()
    desk.press.titles.append("خبر قُطعت قراءته")

    assert desk.source()["next_poll_at"] > desk.now.timestamp()  # type: ignore[operator]
    hub = desk.database.run_now(lambda tx: websub.by_token(tx, token_of(desk)))
    assert hub is not None
    desk.database.run_now(websub.pushed, hub, now=desk.now)

    await poll(desk.poller)
    await desk.poller.idle()

    assert "خبر قُطعت قراءته" in desk.entries()


def token_of(desk: Desk) -> str:
    return desk.press.asked[-1]["hub.callback"].rsplit("/", 1)[1]


async def test_a_body_longer_than_a_feed_may_be_is_refused(desk: Desk) -> None:
    await desk.agree()

    answer = await desk.push(b"x" * (server.MOST + 1))

    assert answer.status_code == 413


async def test_a_source_whose_hub_pushes_is_asked_twice_an_hour(desk: Desk) -> None:
    await desk.agree()

    await desk.poll()

    assert desk.source()["next_poll_at"] == int((desk.now + timedelta(minutes=30)).timestamp())


async def test_a_hub_that_forgets_twice_is_not_relied_on_for_a_day(desk: Desk) -> None:
    await desk.agree()
    for number in range(2):
        desk.now += timedelta(hours=1)
        desk.press.titles.append(f"خبر نسيه الموزع {number}")
        await desk.poll()

    assert not relies(desk)
    desk.now += timedelta(days=1, minutes=1)
    assert relies(desk)


async def test_a_hub_that_has_just_not_pushed_yet_is_not_blamed(desk: Desk) -> None:
    await desk.agree()
    for number in range(3):
        desk.press.titles.append(f"خبر صدر الآن {number}")
        await desk.poll()

    assert relies(desk)


async def test_a_lease_is_renewed_before_it_ends(desk: Desk) -> None:
    await desk.agree()
    desk.now += LEASE * 0.79
    await subscribe(desk.subscriptions)
    assert len(desk.press.asked) == 1

    desk.now += LEASE * 0.02
    await subscribe(desk.subscriptions)

    assert len(desk.press.asked) == 2
    assert desk.press.asked[0]["hub.callback"] == desk.press.asked[1]["hub.callback"]


async def test_a_lease_that_ran_out_is_not_relied_on(desk: Desk) -> None:
    await desk.agree(lease_seconds="3600")

    desk.now += timedelta(hours=2)

    assert not relies(desk)


async def test_a_hub_that_fails_is_asked_ever_later(desk: Desk) -> None:
    desk.press.refuses = True
    await desk.poll()
    waits = []
    for _ in range(7):
        began = desk.now
        count = len(desk.press.asked)
        while len(desk.press.asked) == count:
            desk.now += timedelta(minutes=30)
            await subscribe(desk.subscriptions)
        waits.append(desk.now - began)

    assert waits == sorted(waits)
    assert waits[-1] == timedelta(days=1)


async def test_a_hub_that_denies_is_left_alone_for_a_day(desk: Desk) -> None:
    await desk.agree(mode="denied")
    desk.now += timedelta(hours=23)
    await subscribe(desk.subscriptions)

    assert not relies(desk)
    assert len(desk.press.asked) == 1


async def test_a_feed_that_names_its_hub_no_more_is_polled_as_before(desk: Desk) -> None:
    await desk.agree()
    desk.press.names_hub = False

    await desk.poll()

    assert not relies(desk)


def test_every_way_to_sign_is_understood() -> None:
    key = "a-key"
    for method in ("sha1", "sha256", "sha384", "sha512"):
        made = hmac.new(key.encode(), b"body", method).hexdigest()
        assert is_signed(b"body", secret=key, signature=f"{method}={made}")
        assert not is_signed(b"other", secret=key, signature=f"{method}={made}")


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        ("", LEASE),
        ("3600", timedelta(hours=1)),
        ("1", timedelta(minutes=5)),
        ("99999999999", 3 * LEASE),
        ("-5", None),
        ("٣٦٠٠", None),
    ],
)
def test_a_lease_is_taken_within_reason(stated: str, taken: timedelta | None) -> None:
    assert lease_of(stated) == taken


async def test_the_door_tells_that_the_program_lives(desk: Desk) -> None:
    answer = await desk.outside.get("/health")

    assert (answer.status_code, answer.text) == (200, "ok")
