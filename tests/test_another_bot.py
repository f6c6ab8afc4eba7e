"""The token is another bot's: readers are kept, and nothing of the former is asked of it."""

import signal
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.models import FoundFeed, Outcome, Settings, Standing
from bot.emulator import LocalTelegram, make_app, serve
from storage import (
    Database,
    Tx,
    bots,
    notices,
    outbox,
    pace,
    preferences,
    requests,
    sources,
    subscribers,
)
from tests.builders import NOW, a_source, store_source, store_subscriber
from tests.crash_world import PATIENCE, READERS, World, a_world, running
from tests.test_follow_ups import a_first_telling, go_on
from tests.turns import chats, ended, publish, sent, step

OLD, NEW = 7000000001, 7000000002
TOKEN = f"{NEW}:a-token-of-another-bot-of-the-operator"
LATER = NOW + timedelta(hours=1)
FEED = FoundFeed(url="https://marfa.example/feed", title="المرفأ")


@pytest.fixture
def known(db: Database) -> Database:
    assert db.run_now(bots.speak_through, OLD, now=NOW) is None
    return db


def standings(tx: Tx) -> dict[int, str]:
    rows = tx.query("select chat_id, standing from subscribers order by chat_id")
    return {row["chat_id"]: row["standing"] for row in rows}


def test_a_token_that_is_given_anew_is_the_same_bots(known: Database) -> None:
    known.run_now(store_subscriber, 501)

    assert known.run_now(bots.speak_through, OLD, now=LATER) is None
    assert known.run_now(standings) == {501: "subscribed"}


def test_readers_wait_for_the_other_bot_and_groups_do_not(known: Database) -> None:
    for chat_id, kind in ((501, "private"), (-7, "group"), (-8, "channel")):
        known.run_now(store_subscriber, chat_id, kind=kind)
    known.run_now(subscribers.meet, 502, kind="private", now=NOW, settings=Settings())

    change = known.run_now(bots.speak_through, NEW, now=LATER)

    assert change == bots.Change(former_id=OLD, waiting=1, back=())
    assert known.run_now(standings) == {
        -8: "subscribed",
        -7: "subscribed",
        501: "gone",
        502: "known",
    }


def test_who_starts_it_is_back_with_all_that_was_set(known: Database) -> None:
    settings = Settings(watched=("نفط",), hourly_cap=3)
    reader = known.run_now(store_subscriber, 501)
    known.run_now(lambda tx: preferences.change(tx, reader, settings))
    known.run_now(bots.speak_through, NEW, now=LATER)

    back = known.run_now(
        subscribers.meet, 501, kind="private", now=LATER, settings=Settings(watched=())
    )

    assert back.standing is Standing.SUBSCRIBED
    assert back.settings == settings


def test_who_goes_back_to_the_former_bot_finds_its_readers(known: Database) -> None:
    known.run_now(store_subscriber, 501)
    blocked = known.run_now(store_subscriber, 502)
    known.run_now(subscribers.stand, blocked, Standing.GONE, now=NOW, reason="blocked")
    known.run_now(bots.speak_through, NEW, now=NOW)
    known.run_now(store_subscriber, 503)

    change = known.run_now(bots.speak_through, OLD, now=LATER)

    assert change is not None
    assert [reader.chat_id for reader in change.back] == [501]
    assert change.back[0].standing is Standing.SUBSCRIBED
    assert known.run_now(standings) == {501: "subscribed", 502: "gone", 503: "gone"}


def test_what_waits_for_readers_who_wait_is_let_go_and_nothing_sent_is_edited(
    known: Database,
) -> None:
    source_id = known.run_now(store_source)
    for chat_id, kind in ((501, "private"), (-7, "group")):
        known.run_now(store_subscriber, chat_id, kind=kind)
    first = publish(known, source_id, 1, now=NOW)
    second = publish(known, source_id, 2, now=NOW)
    leased = step(known, now=NOW)
    arrived = [each for each in leased if each.article_id == first]
    put_off = [ended(each, Outcome.RETRY) for each in leased if each.article_id == second]
    step(known, *sent(*arrived), *put_off, now=NOW, want=0)

    known.run_now(bots.speak_through, NEW, now=LATER)

    assert [(each.subscriber.chat_id, each.article_id) for each in step(known, now=LATER)] == [
        (-7, second)
    ]
    receipts = known.run_now(lambda tx: tx.query("select message_id, revision from receipts"))
    assert [tuple(row.values()) for row in receipts] == [(0, None)] * 2


def test_what_the_former_bot_was_told_binds_the_other_one_no_more(known: Database) -> None:
    source_id = known.run_now(store_source)
    known.run_now(store_subscriber, -7, kind="group")
    publish(known, source_id, 1, now=NOW)
    (leased,) = step(known, now=NOW)
    tomorrow = NOW + timedelta(days=1)
    flood = replace(ended(leased, Outcome.RETRY), reason=outbox.EVERYBODY_WAITS)
    step(known, replace(flood, retry_at=tomorrow), now=NOW, want=0)
    known.run_now(pace.keep, per_second=1.0, lowered_at=NOW)

    known.run_now(bots.speak_through, NEW, now=LATER)

    assert known.run_now(outbox.frozen_until) is None
    assert known.run_now(pace.kept) is None
    assert chats(step(known, now=LATER)) == [-7]


def test_what_was_asked_of_the_former_bot_is_let_go_and_the_operator_is_asked_anew(
    known: Database,
) -> None:
    reader = known.run_now(store_subscriber, 501)
    wish = known.run_now(requests.add, reader, FEED, state="pending", now=NOW)
    (asked,) = known.run_now(requests.untold)
    known.run_now(requests.told, asked)
    look = known.run_now(requests.ask, reader, "file-of-the-former-bot", sought="list", now=NOW)
    known.run_now(requests.place, look, message_id=9)
    before = known.run_now(requests.untold)

    known.run_now(bots.speak_through, NEW, now=LATER)

    assert before == []
    assert [each.id for each in known.run_now(requests.untold)] == [wish]
    assert known.run_now(requests.unfinished) == []


def test_what_may_have_arrived_from_the_former_bot_is_not_told_of_by_the_other_one(
    known: Database,
) -> None:
    source_id = known.run_now(store_source)
    known.run_now(store_subscriber, 501)
    publish(known, source_id, 1, now=NOW)
    (lost,) = step(known, now=NOW)
    step(known, ended(lost, Outcome.UNCERTAIN), now=NOW, want=0)

    known.run_now(bots.speak_through, NEW, now=LATER)
    known.run_now(store_subscriber, 501)
    publish(known, source_id, 2, now=LATER)

    assert [each.missed for each in step(known, now=LATER)] == [()]


def test_no_message_of_the_former_bot_is_answered(known: Database) -> None:
    source_id = known.run_now(store_source)
    known.run_now(store_subscriber, -7, kind="group")
    first = a_first_telling(known, source_id)
    go_on(known, source_id, 2, first)
    (answer,) = step(known, now=NOW)
    step(known, ended(answer, Outcome.RETRY), now=NOW, want=0)

    known.run_now(bots.speak_through, NEW, now=LATER)

    assert answer.follows > 0
    assert [each.follows for each in step(known, now=LATER)] == [-1]


def test_what_the_operator_was_not_told_is_told_at_once_and_what_a_group_refused_is_forgotten(
    known: Database,
) -> None:
    group = known.run_now(store_subscriber, -7, kind="group")
    known.run_now(notices.add, "broken", a_source(), now=NOW)
    (notice,) = known.run_now(notices.due, now=NOW, limit=9)
    known.run_now(notices.postpone, notice.id, due_at=NOW + timedelta(days=1))
    known.run_now(subscribers.refuse, group)

    known.run_now(bots.speak_through, NEW, now=LATER)

    assert known.run_now(notices.due, now=LATER, limit=9) == [notice]
    assert known.run_now(subscribers.refuse, group) == 1


def test_what_only_readers_who_wait_have_added_is_asked_when_they_are_back(
    known: Database,
) -> None:
    source_id = known.run_now(store_source)
    known.run_now(store_subscriber, 501)
    known.run_now(lambda tx: tx.execute("update sources set origin = 'reader'"))

    known.run_now(bots.speak_through, NEW, now=LATER)
    meanwhile = known.run_now(sources.active)
    known.run_now(bots.speak_through, OLD, now=LATER)

    assert meanwhile == []
    assert [each.id for each in known.run_now(sources.active)] == [source_id]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path, f"sqlite:///{tmp_path}/mujaz.db") as world:
        yield world


@pytest.mark.real_time
async def test_the_program_goes_on_with_another_bot_and_back(world: World) -> None:
    """Also what was printed is corrected meanwhile: at the other bot those numbers are others'."""
    world.paper.published = 1
    async with running(world) as program:
        await world.calm_down()
        program.send_signal(signal.SIGTERM)
        await program.wait()
    other = LocalTelegram()
    async with serve(make_app(other)) as (_, port):
        reader = other.user(READERS[0])
        ours = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
        async with running(world, **ours) as program:
            await world.told("is another bot than the one before")
            other.say(reader, reader, "/start")
            await other.wait_for(lambda: other.texts(reader.id), timeout=PATIENCE)
            world.paper.corrected, world.paper.published = 1, 2
            await world.calm_down()
            program.send_signal(signal.SIGTERM)
            await program.wait()
        welcome, *news = other.texts(reader.id)
        methods = {name for name, _ in other.calls}
    former = world.received
    async with running(world):
        world.paper.published = 3
        await world.calm_down()

    assert "اشتراكك قائم" in welcome
    assert ["الخبر رقم 2" in text for text in news] == [True]
    assert len(other.sent) == 2
    assert "editMessageText" not in methods
    assert world.output.count("is another bot than the one before") == 2
    assert world.received == former + len(READERS) - 1
