"""What becomes of a push, and of an edit, that meets each of the faults: one at a time.

`simulation` brings them about in every order; here is what each alone must come to.
"""

import asyncio

import pytest

from storage import Tx
from tests import press, virtual_time
from tests.fate import Fate, join
from tests.faults import (
    BEYOND,
    EDIT_REFUSALS,
    FAULTS,
    GONE,
    MEASURED,
    REVOKED,
    UNPARSABLE,
    Deck,
)
from tests.judgement import judge
from tests.model_telegram import ModelTelegram
from tests.press import Facts
from tests.simulation import World

pytestmark = pytest.mark.usefixtures("quiet_library")

PERSON, CHAT = 6, -506
AGAIN, OPEN, REFUSED, LOST = (2, "delivered"), (1, "uncertain"), (1, "dead"), (1, "gone")
"""How often Telegram is asked to show a push, and how it ends."""
PUSHES = {
    **dict.fromkeys(("429 for the chat", "429 for everybody", "429 without parameters"), AGAIN),
    **dict.fromkeys((*GONE, "400 topic closed"), LOST),
    **dict.fromkeys(("400 migrated", "400 can't parse"), AGAIN),  # there, and without markup
    **dict.fromkeys(("400 too long", "400 rights", "413"), REFUSED),
    **dict.fromkeys(("401", "404", "409", "connection refused"), AGAIN),
    **dict.fromkeys(("500", "502 html", "504 html"), OPEN),
    **dict.fromkeys(("cut JSON", "empty", "captive portal"), OPEN),
    **dict.fromkeys(("no result", "wrong type", "not UTF-8"), OPEN),
    **dict.fromkeys(("reset before the answer", "reset in mid-answer", "wrong length"), OPEN),
    **dict.fromkeys(("garbage status line", "no answer", "slow headers", "slow body"), OPEN),
}
SHOWN, LEFT = (2, True), (1, False)
"""How often Telegram is asked to edit a message, and whether it shows what is so in the end."""
EDITS = {
    fault: SHOWN if (ending in (AGAIN, OPEN) and fault != "400 migrated") else LEFT
    for fault, ending in PUSHES.items()
} | dict.fromkeys(EDIT_REFUSALS, LEFT)


def test_every_fault_that_was_measured_is_in_the_simulation() -> None:
    assert len(set(MEASURED)) == 33
    assert set(MEASURED) | set(BEYOND) == FAULTS == PUSHES.keys()


class Once(Deck):
    """Strikes one call, and the trouble is over."""

    def __init__(self, telegram: ModelTelegram, fault: str) -> None:
        super().__init__(telegram.chance, [fault])
        self.telegram = telegram

    def draw(self) -> str:
        self.telegram.fault_rate = 0.0
        return super().draw()


def trouble(world: World, fault: str) -> None:
    """Let a fault strike the next call."""
    telegram = world.telegram
    if fault in GONE:
        telegram.chat(CHAT).gone = fault
    elif fault == "400 migrated":
        telegram.chat(CHAT).moved_to = CHAT - 1_000_000
        world.person_of[CHAT - 1_000_000] = PERSON
    elif fault in REVOKED:
        telegram.revoked = fault
    elif fault == "429 for everybody":
        telegram.frozen_until = world.loop.time() + 10.0
    else:
        telegram.fault_rate = 1.0
        telegram.deck = telegram.edit_deck = Once(telegram, fault)


async def it_passes(fate: Fate) -> None:
    await asyncio.sleep(5)
    fate.clear_up()
    await fate.becomes_empty()


def a_life(chat_id: int = CHAT) -> tuple[World, Fate]:
    """A bot with one subscriber, a group."""
    world = World(seed=3)
    world.telegram.late_rate = 0.0
    world.person_of[chat_id] = PERSON
    fate = Fate(world, events=0)
    fate.act(lambda tx: join(tx, world, chat_id), "joins", chat_id)
    return world, fate


def ending(tx: Tx) -> str:
    rows = tx.query(
        """select case when s.standing = 'gone' then 'gone' else coalesce(
             (select state from deliveries), (select 'delivered' from receipts)) end as ending
           from subscribers s"""
    )
    return str(rows[0]["ending"])


@pytest.mark.parametrize("fault", PUSHES)
def test_a_push_that_meets_it_ends_as_it_must(fault: str) -> None:
    async def work() -> tuple[int, str]:
        world, fate = a_life()
        trouble(world, fault)
        world.publish()
        await it_passes(fate)
        asked = sum(" asked " in line for line in world.trace)
        ended = world.records.run_now(ending)
        world.publish()
        await fate.becomes_empty()
        judge(world)
        assert not world.faults_found
        assert world.telegram.struck == {fault}
        await fate.life.die()
        return asked, ended

    assert virtual_time.run(work()) == PUSHES[fault]


@pytest.mark.parametrize("fault", EDITS)
def test_an_edit_that_meets_it_is_made_again_or_given_up(fault: str) -> None:
    async def work() -> tuple[int, bool]:
        world, fate = a_life()
        world.publish()
        await fate.becomes_empty()
        trouble(world, fault)
        fate.newsroom.revise(Facts(1, wording=1))
        await it_passes(fate)
        judge(world)
        assert not world.faults_found
        assert fault in world.telegram.struck_edits
        await fate.life.die()
        [post] = world.telegram.posts.values()
        asked = sum(" asked to edit " in line for line in world.trace)
        return asked, press.read(post.text).facts.wording == 1

    assert virtual_time.run(work()) == EDITS[fault]


def test_an_edit_without_markup_waits_for_its_turn_as_the_first_did() -> None:
    async def work() -> list[str]:
        world, fate = a_life(chat_id=501)
        for _ in range(2):
            world.publish()
        await fate.becomes_empty()
        trouble(world, UNPARSABLE)
        for number in (1, 2):
            fate.newsroom.revise(Facts(number, wording=1))
        await it_passes(fate)
        judge(world)
        await fate.life.die()
        return world.faults_found

    assert virtual_time.run(work()) == []
