"""How much hubs may push at a time: what is held of it, and what becomes of the rest."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

import httpx
import pytest

from bot import server
from bot.core.models import Source
from bot.poller import poll
from bot.serving import serving
from bot.websub import PUSHES_AT_ONCE
from bot.workers import inline
from storage import Database, Tx, sources, websub
from tests.test_websub import FEED, PUBLIC, Desk, a_desk, relies, token_of

P = ParamSpec("P")
T = TypeVar("T")
LATER = {"at": 2**40}
UNFINISHED = "POST /websub/{} HTTP/1.1\r\nHost: bot.example\r\nContent-Length: 5000000\r\n\r\nنصف"


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    async with a_desk(db) as desk:
        await desk.agree()
        yield desk


@dataclass
class Workers:
    """Workers who are busy until they are let go, and count what they were given."""

    free: asyncio.Event
    begun: int = 0

    async def think(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        self.begun += 1
        await self.free.wait()
        return await inline(function, *args, **kwargs)


@pytest.fixture
def workers(desk: Desk) -> Workers:
    workers = Workers(asyncio.Event())
    desk.poller.think = workers.think
    return workers


async def push(
    desk: Desk, *, token: str = "", key: str = "", body: bytes | None = None
) -> httpx.Response:
    """A hub pushes, and does not wait for what becomes of it."""
    body = desk.press.feed() if body is None else body
    key = key or desk.press.asked[-1]["hub.secret"]
    signature = f"sha256={hmac.new(key.encode(), body, hashlib.sha256).hexdigest()}"
    return await desk.outside.post(
        f"{PUBLIC}/websub/{token or token_of(desk)}",
        content=body,
        headers={"x-hub-signature": signature, "content-type": "application/rss+xml"},
    )


def another(desk: Desk, number: int) -> str:
    """One more source whose hub pushes; the token it was given, which is its secret too."""

    def agree(tx: Tx) -> str:
        url, token = f"https://many.example/{number}", f"token-{number}"
        sources.add(tx, Source(id=0, name=url, url=url), now=desk.now)
        source_id = next(each.id for each in sources.active(tx) if each.url == url)
        websub.learn(tx, source_id, hub_url=f"{url}/hub", topic_url=url, now=desk.now)
        hub = next(
            each
            for each in websub.due(tx, now=desk.now, limit=100)
            if each.state.source.id == source_id
        )
        websub.asking(tx, replace(hub, token=token, secret=token), now=desk.now)
        return token

    return desk.database.run_now(agree)


def due(desk: Desk) -> list[str]:
    rows = desk.database.run_now(
        lambda tx: tx.query(
            "select url from sources where next_poll_at <= :now order by url",
            {"now": int(desk.now.timestamp())},
        )
    )
    return [row["url"] for row in rows]


async def test_of_one_source_one_push_is_held_at_a_time(desk: Desk, workers: Workers) -> None:
    answers = [await push(desk) for _ in range(20)]

    assert {each.status_code for each in answers} == {202}
    assert len(list(desk.poller.pushes)) == workers.begun == 1


async def test_of_all_sources_a_few_pushes_are_held_at_a_time(
    desk: Desk, workers: Workers
) -> None:
    tokens = [another(desk, number) for number in range(PUSHES_AT_ONCE + 3)]
    desk.database.run_now(lambda tx: tx.execute("update sources set next_poll_at = :at", LATER))

    answers = [await push(desk, token=token, key=token) for token in tokens]

    assert {each.status_code for each in answers} == {202}
    assert len(list(desk.poller.pushes)) == workers.begun == PUSHES_AT_ONCE
    assert len(due(desk)) == len(tokens)


async def test_what_was_let_pass_is_asked_of_the_feed_itself(desk: Desk, workers: Workers) -> None:
    desk.press.titles.append("خبر دفعه الموزع")
    await push(desk)
    desk.press.titles.append("خبر دفعه بعده")
    await push(desk)

    workers.free.set()
    await desk.poller.idle()
    held = desk.entries()
    await poll(desk.poller)
    await desk.poller.idle()

    assert held == ["خبر كان هناك من قبل", "خبر دفعه الموزع"]
    assert desk.entries() == [*held, "خبر دفعه بعده"]


async def test_what_was_let_pass_says_nothing_for_its_hub(desk: Desk, workers: Workers) -> None:
    """Nobody has looked whether the hub has signed it."""
    await push(desk)
    desk.database.run_now(forget_twice, desk)
    desk.database.run_now(lambda tx: tx.execute("update sources set next_poll_at = :at", LATER))

    await push(desk, key="of another hub")
    at_once = (due(desk), relies(desk))
    workers.free.set()
    await desk.poller.idle()

    assert at_once == (due(desk), relies(desk)) == ([FEED], False)


def forget_twice(tx: Tx, desk: Desk) -> None:
    """Polls have found what the hub had not pushed."""
    [source] = sources.active(tx)
    for _ in range(2):
        websub.missed(tx, source.id, now=desk.now)


async def test_a_push_makes_room_when_it_has_been_taken_in(desk: Desk, workers: Workers) -> None:
    workers.free.set()
    for title in ("أول", "ثان", "ثالث"):
        desk.press.titles.append(title)
        await push(desk)
        await desk.poller.idle()

    assert desk.entries()[1:] == ["أول", "ثان", "ثالث"]
    assert desk.subscriptions.under_way == {}


@pytest.mark.parametrize("body", [b"not signed by its hub", b"x" * (server.MOST + 1)])
async def test_a_push_that_is_refused_makes_room_at_once(desk: Desk, body: bytes) -> None:
    await push(desk, key="of another hub", body=body)

    assert desk.subscriptions.under_way == {}


async def test_what_is_let_pass_may_not_be_longer_either(desk: Desk, workers: Workers) -> None:
    await push(desk)

    answer = await push(desk, body=b"x" * (server.MOST + 1))

    assert (answer.status_code, workers.begun) == (413, 1)


async def answer_to(desk: Desk, port: int, token: str) -> str:
    """The first line that is answered to a body that never ends, and that nothing follows."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(UNFINISHED.format(token).encode())
    answered = await reader.read()
    writer.close()
    return answered.decode().partition("\r\n")[0]


async def test_what_nobody_wants_is_not_waited_for(desk: Desk) -> None:
    app = server.make_app(desk.subscriptions)
    async with serving(app, host="127.0.0.1", port=0) as (_, port):
        answered = await answer_to(desk, port, "guess")

    assert answered == "HTTP/1.1 410 Gone"


async def test_a_body_that_does_not_end_is_given_up(desk: Desk) -> None:
    app = server.make_app(desk.subscriptions)
    async with serving(app, host="127.0.0.1", port=0) as (_, port):
        first, second = await asyncio.gather(
            *(answer_to(desk, port, token_of(desk)) for _ in range(2))
        )

    assert first == second == "HTTP/1.1 408 Request Timeout"
    assert desk.subscriptions.under_way == {}
