"""The local Telegram: rate limits, faults on demand, and who is kept out."""

import asyncio

import httpx
import pytest

from bot.emulator import Limits, LocalTelegram, User, make_app, serve
from tests import bot_api
from tests.bot_api import BASE, Api, Clock, room

api, clock, reader, telegram = bot_api.api, bot_api.clock, bot_api.reader, bot_api.telegram


async def test_limits_are_enforced_only_when_asked(
    telegram: LocalTelegram, api: Api, clock: Clock, reader: User
) -> None:
    async def codes(chat_id: int, times: int) -> list[int]:
        answers = [await api("sendMessage", chat_id=chat_id, text="خبر") for _ in range(times)]
        return [answer.get("error_code", 200) for answer in answers]

    assert await codes(1001, 3) == [200] * 3
    telegram.limits = Limits(per_second=30, per_chat_per_second=1, per_group_per_minute=20)
    assert await codes(1001, 2) == [200, 429]
    assert telegram.limits.violations[0]["retry_after"] == 1
    clock.now += 1
    assert await codes(1001, 1) == [200]

    group = room(telegram, "group")
    telegram.add_bot(group, by=7)
    for _ in range(20):
        clock.now += 1
        assert await codes(group.id, 1) == [200]
    clock.now += 1
    answer = await api("sendMessage", chat_id=group.id, text="خبر")
    assert answer["description"] == "Too Many Requests: retry after 40"
    assert answer["parameters"] == {"retry_after": 40}


async def test_the_overall_limit_counts_all_chats(
    telegram: LocalTelegram, api: Api, clock: Clock
) -> None:
    telegram.limits = Limits()
    readers = [telegram.user(number, has_started=True) for number in range(1, 41)]
    answers = [await api("sendMessage", chat_id=user.id, text="خبر") for user in readers]

    assert [answer["ok"] for answer in answers] == [True] * 30 + [False] * 10
    telegram.can_pay = True
    paid = await api("sendMessage", chat_id=40, text="خبر", allow_paid_broadcast=True)
    assert paid["ok"]


@pytest.mark.parametrize(
    ("kind", "code"), [("429", 429), ("403", 403), ("400", 400), ("401", 401), ("5xx", 502)]
)
async def test_a_fault_strikes_the_call_it_is_meant_for(
    telegram: LocalTelegram, api: Api, reader: User, kind: str, code: int
) -> None:
    telegram.faults.add(method="sendMessage", chat_id=1001, kind=kind, times=2, skip=1)
    codes = [
        (await api("sendMessage", chat_id=1001, text="خبر")).get("error_code", 200)
        for _ in range(4)
    ]

    assert codes == [200, code, code, 200]
    assert len(telegram.sent) == 2
    assert len(telegram.faults.struck) == 2


@pytest.mark.parametrize(("kind", "arrived"), [("reset_before", 0), ("reset_after", 1)])
async def test_a_connection_can_be_reset_over_a_port(
    telegram: LocalTelegram, reader: User, kind: str, arrived: int
) -> None:
    telegram.faults.add(method="sendMessage", kind=kind)
    async with serve(make_app(telegram)) as (_, port), httpx.AsyncClient() as client:
        url = f"http://127.0.0.1:{port}{BASE}sendMessage"
        with pytest.raises(httpx.ReadError):
            await client.post(url, json={"chat_id": 1001, "text": "خبر"})
        assert len(telegram.sent) == arrived

        again = await client.post(url, json={"chat_id": 1001, "text": "خبر"})
        assert again.json()["ok"]


async def test_a_connection_can_be_reset_in_process(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    telegram.faults.add(method="sendMessage", kind="reset_after")
    with pytest.raises(ConnectionResetError):
        await api("sendMessage", chat_id=1001, text="خبر")

    assert telegram.texts(reader) == ["خبر"]


async def test_an_answer_can_be_junk_or_drip(
    telegram: LocalTelegram, api: Api, reader: User
) -> None:
    telegram.faults.add(method="sendMessage", kind="junk", is_done=True)
    telegram.faults.add(method="sendMessage", kind="drip", seconds=0.0001)
    junk = await api.client.post(BASE + "sendMessage", json={"chat_id": 1001, "text": "أ"})
    drip = await api("sendMessage", chat_id=1001, text="ب")

    assert junk.text.startswith("<html>")
    assert drip["ok"]
    assert telegram.texts(reader) == ["أ", "ب"]


async def test_a_slow_answer_comes_after_the_message(
    telegram: LocalTelegram, reader: User
) -> None:
    telegram.faults.add(method="sendMessage", kind="slow", seconds=30)
    async with serve(make_app(telegram)) as (_, port), httpx.AsyncClient() as client:
        url = f"http://127.0.0.1:{port}{BASE}sendMessage"
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, json={"chat_id": 1001, "text": "خبر"}, timeout=0.1)

    assert telegram.texts(reader) == ["خبر"]


def test_an_unknown_fault_is_a_mistake(telegram: LocalTelegram) -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        telegram.faults.add(kind="gremlin")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"host": "evil.example"}, 403),
        ("/", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}, 200),
        ("/events", {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}, 403),
        ("/act/say", {"origin": "http://evil.example"}, 403),
        (BASE + "getMe", {"origin": "http://evil.example"}, 403),
        (BASE + "getMe", {"host": "telegram.test"}, 200),
    ],
)
async def test_other_web_sites_are_kept_out(
    api: Api, path: str, headers: dict[str, str], status: int
) -> None:
    assert (await api.client.get(path, headers=headers)).status_code == status


async def test_a_form_cannot_act_for_the_reader(api: Api) -> None:
    assert (await api.client.post("/act/say", data={"text": "x"})).status_code == 415
    assert (await api.client.post("/act/dance", json={})).status_code == 404
    assert (await api.client.post("/act/tap", json={"message": 1})).status_code == 400


async def test_a_server_can_be_started_again(telegram: LocalTelegram, reader: User) -> None:
    for _ in range(2):
        async with serve(make_app(telegram)) as (_, port), httpx.AsyncClient() as client:
            url = f"http://127.0.0.1:{port}{BASE}getUpdates"
            waiting = asyncio.create_task(client.post(url, json={"timeout": 30, "offset": 10**9}))
            await telegram.wait_for(lambda: telegram.updates.has_poller)
            telegram.say(reader, reader, "مرحبا")

            assert len((await waiting).json()["result"]) == 1


async def test_a_poller_that_hung_up_is_no_longer_waited_for(telegram: LocalTelegram) -> None:
    async with serve(make_app(telegram)) as (_, port), httpx.AsyncClient() as client:
        url = f"http://127.0.0.1:{port}{BASE}getUpdates"
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, json={"timeout": 30}, timeout=0.1)
        await telegram.wait_for(lambda: not telegram.updates.has_poller)

    assert telegram.updates.conflicts == 0


async def test_a_port_that_is_taken_is_an_error(telegram: LocalTelegram) -> None:
    async with serve(make_app(telegram)) as (_, port):
        with pytest.raises(OSError, match="in use"):
            async with serve(make_app(telegram), port):
                pass
