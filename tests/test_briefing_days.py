"""What comes when, in days full of trouble; `--seeds 200 -s` for the long run."""

import logging
from collections.abc import Iterator, Sequence

import pytest

from tests.briefing_days import live


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Without it the library warns whenever it makes a RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


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
