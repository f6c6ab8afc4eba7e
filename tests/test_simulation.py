"""The promises of delivery, in lives full of trouble: nothing lost, nothing doubled, in silence.

Of the long run, `pytest tests/test_simulation.py --seeds 2000 -s`, the figures are printed.
"""

import asyncio
import time
from collections.abc import Sequence

import pytest

from storage import queue
from tests import virtual_time
from tests.fate import HOUR, Fate, Figures, live
from tests.model_telegram import FAULTS
from tests.simulation import World

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
    if len(seeds) >= ENOUGH_FOR_EVERY_FAULT:
        assert total.struck == FAULTS


def test_nobody_waits_in_the_line_through_a_long_pause() -> None:
    """Meanwhile the reader may leave, and the news grow old."""

    async def work() -> tuple[int, int]:
        world = World(seed=1)
        fate = Fate(world, events=0)
        for _ in range(9):
            await fate.someone_joins()
        world.publish()
        await asyncio.sleep(0.2)
        begun = world.arrived.total()
        fate.life.sender.pacer.freeze(world.loop.time() + HOUR)
        await asyncio.sleep(10)
        state = world.records.run_now(queue.state)
        await fate.life.die()
        return begun, state.sending

    begun, waiting = virtual_time.run(work())

    assert begun > 0
    assert waiting == 0


def test_the_same_seed_is_the_same_life() -> None:
    first, second, other = (live(seed, events=15)[1] for seed in (7, 7, 8))

    assert first.trace == second.trace
    assert first.hash == second.hash != other.hash
