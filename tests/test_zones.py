"""The zone of a publisher, and what it does to dates."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.core.feeds import listing
from bot.core.times import dates, zones

FAR_TOO_LONG = "a/" * 5000


@pytest.mark.parametrize("code", zones.ARAB_LEAGUE)
def test_every_arab_country_has_its_zone(code: str) -> None:
    assert isinstance(zones.of_country(code), ZoneInfo)


@pytest.mark.parametrize("code", ["", "XX", "AU", "نص"])
def test_what_is_no_country_of_one_zone_is_utc(code: str) -> None:
    assert datetime(2026, 7, 1, tzinfo=zones.of_country(code)).utcoffset() == UTC.utcoffset(None)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "Africa",
        "Africa/Atlantis",
        "../../etc/passwd",
        "/etc",
        "a\0b",
        "\ud800",
        "القاهرة",
    ],
)
def test_a_name_that_is_no_zone_is_utc(name: str) -> None:
    assert zones.named(name) is UTC


def test_a_name_without_end_is_utc() -> None:
    assert zones.named(FAR_TOO_LONG) is UTC


def test_every_zone_of_the_list_is_one() -> None:
    assert all(isinstance(zones.named(name), ZoneInfo) for name in zones.OF_COUNTRY.values())


@pytest.mark.parametrize(
    ("written", "instant"),
    [("23/11/2026 10:05", "08:05"), ("23/07/2026 10:05", "07:05")],
)
def test_a_date_without_zone_follows_the_clocks_of_its_publisher(
    written: str, instant: str
) -> None:
    found = dates.parse(written, zone=zones.of_country("eg"))

    assert found is not None
    assert found.strftime("%H:%M") == instant


def test_a_feed_is_read_in_the_zone_of_its_country() -> None:
    body = b"<rss><item><title>x</title><pubDate>23/11/2026 10:05</pubDate></item></rss>"
    read = partial(listing.read, body, url="https://shurfa.example/feed", content_type="")
    found = [read(country=code).entries[0].entry.published for code in ("SA", "MA", "")]

    assert [date and date.hour for date in found] == [7, 9, 10]
