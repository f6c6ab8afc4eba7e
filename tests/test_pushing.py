"""Who is pushed what, and when it must wait: breaking news, topics, quiet hours, hourly caps."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core import pushing
from bot.core.models import Candidate, News, Pushes, Quiet, Settings, Verdict
from bot.core.topics import Topic

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SPORTS = News(sections=("رياضة",))
BREAKING_SPORTS = News(sections=("رياضة",), is_breaking=True)
NIGHT = Quiet("22:00", "07:00")


def verdict(
    news: News = SPORTS, *, now: datetime = NOON, so_far: int = 0, **settings: Any
) -> Verdict:
    chosen = Settings(**{"pushes": Pushes.INSTANT, "zone": "UTC", **settings})
    candidate = Candidate(
        settings=chosen, news=news, hour_at=NOON - timedelta(minutes=20), hour_pushes=so_far
    )
    return pushing.judge(candidate, now)


def test_who_has_chosen_nothing_gets_everything() -> None:
    assert verdict() == (True, None, False)


@pytest.mark.parametrize(
    ("topic", "news", "goes"),
    [
        (Topic.SPORTS, SPORTS, True),
        (Topic.ECONOMY, SPORTS, False),
        (Topic.ECONOMY, News(), True),
        (Topic.ECONOMY, BREAKING_SPORTS, True),
    ],
)
def test_ordinary_news_comes_of_the_topics_that_were_chosen(
    topic: Topic, news: News, goes: bool
) -> None:
    assert verdict(news, topics=(topic,)) == (goes, None, False)


@pytest.mark.parametrize("news", [SPORTS, BREAKING_SPORTS])
@pytest.mark.parametrize("pushes", [Pushes.INSTANT, Pushes.BREAKING])
def test_in_quiet_hours_everything_waits_for_their_end(news: News, pushes: Pushes) -> None:
    midnight = datetime(2026, 11, 25, 0, 30, 17, tzinfo=UTC)
    ends = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)

    at_night, before, after = (
        verdict(news, now=at, quiet=NIGHT, pushes=pushes)
        for at in (midnight, ends - timedelta(seconds=1), ends)
    )

    assert at_night == before == (False, ends, True)
    assert after == (True, None, False)


def test_who_gets_briefings_is_told_there_of_what_quiet_hours_held_back() -> None:
    settings = Settings(zone="UTC", quiet=NIGHT)
    candidate = Candidate(settings=settings, news=BREAKING_SPORTS, hour_at=NOON)

    found = pushing.judge(candidate, NOON + timedelta(hours=11))

    assert (found.goes, found.is_rest) == (False, False)


def test_over_the_hourly_cap_all_but_breaking_news_waits_for_the_end_of_the_hour() -> None:
    ends = NOON + timedelta(minutes=40)

    assert verdict(so_far=2, hourly_cap=3) == (True, None, False)
    assert verdict(so_far=3, hourly_cap=3) == (False, ends, True)
    assert verdict(BREAKING_SPORTS, so_far=3, hourly_cap=3) == (True, None, False)
    assert verdict(so_far=3, hourly_cap=3, now=ends) == (True, None, False)
    assert verdict(so_far=99) == (True, None, False)
