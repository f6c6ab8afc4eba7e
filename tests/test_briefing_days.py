"""What comes when, in days full of trouble; `--seeds 200 -s` for the long run."""

from collections.abc import Sequence

import pytest

from tests.briefing_days import live
from tests.mutations import IN_DAYS, Mutation

pytestmark = pytest.mark.usefixtures("quiet_library")

TELLING_SEEDS = (6, 11, 1)


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


@pytest.mark.parametrize("mutation", IN_DAYS, ids=lambda mutation: mutation.name)
def test_they_find_a_bug_that_is_put_in(
    mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own code is changed, as in `test_outbox_model`: it is the days that are tested here."""
    monkeypatch.setattr(mutation.module, mutation.function.__name__, mutation.mutant())

    assert any(live(seed, events=20).faults_found for seed in TELLING_SEEDS)
