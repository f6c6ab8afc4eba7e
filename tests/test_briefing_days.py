"""What comes when, in days full of trouble; `--seeds 200 -s` for the long run."""

from collections.abc import Sequence

import pytest

from tests.briefing_days import live

pytestmark = pytest.mark.usefixtures("quiet_library")


def test_nobody_gets_a_story_twice_and_everybody_each_briefing_once(seeds: Sequence[int]) -> None:
    briefings = pushes = 0
    for seed in seeds:
        world = live(seed)
        if world.faults_found:
            pytest.fail(
                f"{world.faults_found[0]}\nto see it again:\n"
                f"  python -m tests.briefing_days {seed}\n"
                f"  pytest tests/test_briefing_days.py --seed {seed}"
            )
        told = [each for messages in world.told_to.values() for each in messages]
        briefings += sum(each.is_briefing for each in told)
        pushes += sum(not each.is_briefing for each in told)
    print(f"\n{len(seeds)} lives: {briefings} briefings, {pushes} pushes")  # noqa: T201

    assert briefings > 0
    assert pushes > 0
