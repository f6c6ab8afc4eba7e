"""What readers have chosen: kept as it is, and what it makes of the pushes of their sources."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Digits, Language, Length, Pushes, Quiet, Settings
from storage import Database, Tx, preferences, sources, subscribers
from tests.builders import a_source

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
