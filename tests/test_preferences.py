"""What readers have chosen: kept as it is, and what it makes of the pushes of their sources."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import pushing
from bot.core.models import (
    Candidate,
    Digits,
    Language,
    Length,
    News,
    Pushes,
    Quiet,
    Settings,
)
from bot.core.times import briefing_times
from storage import Database, Tx, preferences, sources, subscribers
from tests.builders import NOW, a_source

TIMES = st.times().map(lambda at: f"{at:%H:%M}")
SETTINGS = st.builds(
    Settings,
    language=st.sampled_from(Language),
    digits=st.sampled_from(Digits),
    length=st.sampled_from(Length),
    zone=st.sampled_from(("Africa/Cairo", "Asia/Beirut", "UTC")),
    pushes=st.sampled_from(Pushes),
    hourly_cap=st.integers(0, 60),
    times=st.sets(TIMES, max_size=6).map(sorted).map(tuple),
    days=st.frozensets(st.integers(0, 6)),
    quiet=st.none() | st.builds(Quiet, TIMES, TIMES),
    topics=st.lists(st.sampled_from(("رياضة", "اقتصاد")), unique=True).map(tuple),
)


@given(SETTINGS)
def test_settings_are_read_as_they_were_written(settings: Settings) -> None:
    assert preferences.loads(preferences.dumps(settings)) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quiet", ["0٨:00", "09:00"]),
        ("quiet", ["22:00"]),
        ("quiet", "22:00"),
        ("quiet", [22, 7]),
        ("times", ["08:00", "24:00"]),
        ("times", "08:00"),
        ("times", 8),
        ("days", [7]),
        ("days", None),
        ("hourly_cap", -1),
        ("hourly_cap", True),
        ("zone", 3),
        ("pushes", "hourly"),
        ("language", ["ar"]),
        ("topics", {"sports": 1}),
        ("muted", ["غزة", 7]),
        ("colour", "red"),
    ],
)
def test_a_setting_that_cannot_be_read_is_as_by_default_and_the_others_stay(
    name: str, value: object
) -> None:
    chosen = {"length": "long", name: value}

    assert preferences.loads(json.dumps(chosen)) == Settings(length=Length.LONG)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"quiet"'])
def test_settings_that_are_none_are_as_by_default(text: str) -> None:
    assert preferences.loads(text) == Settings()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | TIMES,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(preferences.FIELDS), ANYTHING))
def test_whatever_is_stored_no_reader_trips_up_who_judges_and_who_plans(
    chosen: dict[str, object],
) -> None:
    settings = preferences.loads(json.dumps(chosen))

    pushing.judge(Candidate(settings=settings, news=News(told=("خبر",)), hour_at=NOW), NOW)
    briefing_times.due(settings.times, settings.days, settings.zone, now=NOW)
    assert preferences.loads(preferences.dumps(settings)) == settings


def wants(tx: Tx, subscriber_id: int) -> list[int]:
    rows = tx.query(
        "select wants from subscriptions where subscriber_id = :id order by source_id",
        {"id": subscriber_id},
    )
    return [row["wants"] for row in rows]


def test_what_is_pushed_of_a_source_follows_from_what_its_reader_chose(
    db: Database, now: datetime
) -> None:
    def choose(tx: Tx) -> dict[str, list[int]]:
        urls = ("https://one.example/rss", "https://two.example/rss")
        sources.sync(tx, [a_source(url=url, is_default=True) for url in urls], now=now)
        first = sources.starters(tx)[0]
        reader = subscribers.meet(tx, 501, kind="private", now=now, settings=Settings())
        found = {"briefings": wants(tx, reader.id)}
        subscribers.press(tx, reader.id, first.id, is_muted=True)
        found["one muted"] = wants(tx, reader.id)
        preferences.change(tx, reader.id, Settings(pushes=Pushes.INSTANT))
        found["instant"] = wants(tx, reader.id)
        return found

    assert db.run_now(choose) == {"briefings": [1, 1], "one muted": [0, 1], "instant": [0, 3]}
