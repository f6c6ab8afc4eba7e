"""The promises of delivery, in lives full of trouble: nothing lost, nothing doubled, in silence.

What was sent is edited when its article changes, until every message shows what is so. Each of the
`faults` strikes pushes and edits alike; what one alone must come to stands in `test_faults`.
Of the long run, `pytest tests/test_simulation.py --seeds 2000 -s`, the figures are printed.
"""

import asyncio
import time
from collections.abc import Sequence

import pytest

from storage import figures
from tests import virtual_time
from tests.fate import HOUR, Fate, Figures, live
from tests.faults import EDIT_FAULTS, ENDLESS, FAULTS, ONE_CALL, ONE_EDIT, Deck
from tests.judgement import judge
from tests.press import Facts
from tests.simulation import World

ENOUGH_FOR_EVERY_CARD = 8
ENOUGH_FOR_EVERY_FAULT = 100

pytestmark = pytest.mark.usefixtures("quiet_library")


def test_no_life_breaks_a_promise(seeds: Sequence[int]) -> None:
    total, began = Figures(), time.process_time()
    for seed in seeds:
        figures, world = live(seed)
        if world.faults_found:
            end = "\n".join(world.trace[-40:])
            pytest.fail(
                f"{world.faults_found[0]}\n{end}\nto see it again:\n"
                f"  python -m tests.fate {seed}\n"
                f"  pytest tests/test_simulation.py --seed {seed}"
            )
        total.add(figures)
    print(f"\n{len(seeds)} lives, {time.process_time() - began:.0f} s: {total}")  # noqa: T201

    assert total.crashes + total.stops > 0
    if len(seeds) >= ENOUGH_FOR_EVERY_CARD:
        assert total.struck >= set(ONE_CALL)
        assert total.struck_edits >= set(ONE_EDIT)
    if len(seeds) >= ENOUGH_FOR_EVERY_FAULT:
        assert total.struck == FAULTS
        assert total.struck_edits >= EDIT_FAULTS


def test_nobody_waits_in_the_line_through_a_long_pause() -> None:
    """Meanwhile the reader may leave, and the news grow old."""

    async def work() -> tuple[int, int]:
        world = World(seed=1)
        fate = Fate(world, events=0)
        for _ in range(9):
            await fate.someone_joins()
        world.publish()
        await asyncio.sleep(0.2)
        begun = world.heard.arrived.total()
        fate.life.sender.pacer.freeze(world.loop.time() + HOUR)
        await asyncio.sleep(10)
        state = world.records.run_now(figures.queue_state)
        await fate.life.die()
        return begun, state.sending

    begun, waiting = virtual_time.run(work())

    assert begun > 0
    assert waiting == 0


def test_news_waits_for_no_answer_to_an_edit() -> None:
    async def work() -> tuple[int, int]:
        world = World(seed=1)
        fate = Fate(world, events=0)
        for _ in range(20):
            await fate.someone_joins()
        world.publish()
        await fate.becomes_empty()
        fate.telegram.edit_deck = Deck(world.chance, ENDLESS)
        fate.telegram.fault_rate = 1.0
        fate.newsroom.revise(Facts(1, wording=1))
        await asyncio.sleep(2)
        fate.telegram.fault_rate = 0.0
        world.publish()
        await asyncio.sleep(2.5)
        reached = {person for number, person in world.heard.arrived if number == 2}
        everybody, unanswered = set(world.person_of.values()), fate.telegram.unanswered_edits
        await fate.becomes_empty()
        judge(world)
        assert not world.faults_found
        await fate.life.die()
        return len(everybody - reached), unanswered

    waiting, unanswered = virtual_time.run(work())

    assert waiting == 0
    assert unanswered > 0


def test_the_same_seed_is_the_same_life() -> None:
    first, second, other = (live(seed, events=15)[1] for seed in (7, 7, 8))

    assert first.trace == second.trace
    assert first.hash == second.hash != other.hash
