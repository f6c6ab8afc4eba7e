"""Cities by the names that people give them, and the zones they stand for."""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import arabic
from bot.core.messages import render
from bot.core.times import cities, zones
from bot.core.times.cities import ABROAD, ALL, MAIN, country_of, find, guess, zone_label
from tests.lint import faults

WINTER, SUMMER = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)


def first(text: str) -> str:
    found = find(text)
    return found[0].name("en") if found else ""


@pytest.mark.parametrize("city", ALL, ids=lambda city: city.name("en"))
def test_every_city_has_a_zone_and_is_found_by_each_of_its_names(city: cities.City) -> None:
    assert isinstance(zones.named(city.zone), ZoneInfo)
    assert len(city.country) == 2
    assert all(city in find(name) for name in (*city.arabic, *city.english))


def test_there_are_enough_cities_and_no_name_is_shown_twice() -> None:
    assert sum(city.country in zones.ARAB_LEAGUE for city in ALL) >= 100
    for language in ("ar", "en"):
        shown = Counter(city.name(language) for city in ALL)
        assert [name for name, times in shown.items() if times > 1] == []


def test_the_buttons_offer_every_arab_country_and_no_zone_twice() -> None:
    offered = Counter(city.zone for city in (*MAIN, *ABROAD))

    assert {city.country for city in MAIN} == set(zones.ARAB_LEAGUE)
    assert set(offered.values()) == {1}
    assert all(len(city.name("ar")) <= 11 for city in (*MAIN, *ABROAD))


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("القاهرة", "Cairo"),
        ("القاهره", "Cairo"),
        ("قاهرة", "Cairo"),
        ("دبى", "Dubai"),
        ("أبو ظبي", "Abu Dhabi"),
        ("ابوظبى", "Abu Dhabi"),
        ("عمان", "Amman"),
        ("الدار البيضا", "Casablanca"),
        ("كازابلانكا", "Casablanca"),
        ("cairo", "Cairo"),
        ("  BEIRUT ", "Beirut"),
        ("Malmo", "Malmö"),
        ("al-riyadh", "Riyadh"),
        ("الرياظ", "Riyadh"),
        ("استنبول", "Istanbul"),
        ("Casablnca", "Casablanca"),
        ("نيو يورك", "New York"),
        ("كوالا", "Kuala Lumpur"),
        ("طرابلس", "Tripoli"),
        ("طرابلس لبنان", "Tripoli, Lebanon"),
        ("مصر", "Cairo"),
        ("السعودية", "Riyadh"),
        ("UK", "London"),
        ("مدينة الكويت", "Kuwait"),
        ("بتوقيت مكة", "Mecca"),
        ("توقيت مكة", "Mecca"),
        ("أنا في برلين", "Berlin"),
        ("في برلين", "Berlin"),
        ("المدينة", "Medina"),
        ("ا", ""),
        ("", ""),
        ("؟!", ""),
        ("كلام لا معنى له", ""),
    ],
)
def test_a_typed_city_is_found(text: str, city: str) -> None:
    assert first(text) == city


@pytest.mark.parametrize("country", ["أمريكا", "اميركا", "كندا", "أستراليا", "USA"])
def test_of_a_country_of_several_zones_the_cities_are_offered(country: str) -> None:
    assert len({city.zone for city in find(country)}) > 1


def test_an_article_alone_is_no_city() -> None:
    assert cities.find("ال") == ()


def test_a_name_of_two_cities_finds_both() -> None:
    assert {city.country for city in find("طرابلس")} == {"LY", "LB"}
    assert {city.country for city in find("عمان")} >= {"JO", "OM"}


@given(st.text(max_size=200))
def test_whatever_is_typed_finds_few_cities_or_none(text: str) -> None:
    assert len(find(text)) <= cities.MOST


@given(city=st.sampled_from(ALL), data=st.data())
def test_one_letter_left_out_of_a_long_name_still_finds_the_city(
    city: cities.City, data: st.DataObject
) -> None:
    name = data.draw(
        st.sampled_from(
            [each for each in city.arabic if len(each) > 7 and not each.startswith("مدينة")]
            or ["مقديشو"]
        )
    )
    at = data.draw(st.integers(2, len(name) - 1))

    assert set(find(name)) & set(find(name[:at] + name[at + 1 :]))


@pytest.mark.parametrize(
    ("zone", "language", "now", "label"),
    [
        ("Africa/Cairo", "ar", SUMMER, "القاهرة (غرينتش\u2068+3\u2069)"),
        ("Africa/Cairo", "ar", WINTER, "القاهرة (غرينتش\u2068+2\u2069)"),
        ("Africa/Cairo", "en", SUMMER, "Cairo (GMT+3)"),
        ("Europe/London", "ar", WINTER, "لندن (غرينتش)"),
        ("America/New_York", "ar", WINTER, "نيويورك (غرينتش\u2068-5\u2069)"),
        ("Asia/Tehran", "en", WINTER, "Tehran (GMT+3:30)"),
        ("Canada/Newfoundland", "en", WINTER, "Newfoundland (GMT-3:30)"),
        ("Asia/Yerevan", "ar", WINTER, "\u2068Yerevan\u2069 (غرينتش\u2068+4\u2069)"),
        ("Africa/Atlantis", "ar", WINTER, "غرينتش"),
        ("", "en", WINTER, "GMT"),
    ],
)
def test_a_zone_is_told_by_its_city_and_its_distance_from_greenwich(
    zone: str, language: str, now: datetime, label: str
) -> None:
    assert zone_label(zone, language, now) == label


@pytest.mark.parametrize("city", ALL, ids=lambda city: city.name("en"))
def test_a_zone_may_stand_in_a_message(city: cities.City) -> None:
    label = zone_label(city.zone, "ar", SUMMER)

    assert faults(render.notice(label)) == []
    assert arabic.isolate(label) == label


@pytest.mark.parametrize(
    ("language", "country", "zone"),
    [
        ("ar-EG", "LB", "Africa/Cairo"),
        ("ar_eg", "LB", "Africa/Cairo"),
        ("fr-MA", "LB", "Africa/Casablanca"),
        ("ar-Arab-JO", "", "Asia/Amman"),
        ("en-US", "LB", "Asia/Beirut"),
        ("en", "lb", "Asia/Beirut"),
        ("tr", "LB", "Europe/Istanbul"),
        ("de-DE", "LB", "Europe/Berlin"),
        ("ar", "", "Asia/Riyadh"),
        ("", "US", "Asia/Riyadh"),
        (None, "QA", "Asia/Qatar"),
        ("-", "", "Asia/Riyadh"),
    ],
)
def test_the_zone_of_a_new_reader_is_guessed(
    language: str | None, country: str, zone: str
) -> None:
    assert guess(language, country) == zone


def test_the_country_of_a_zone_names_its_months() -> None:
    assert {code: country_of(zones.OF_COUNTRY[code]) for code in zones.OF_COUNTRY} == {
        code: code for code in zones.OF_COUNTRY
    }
    assert country_of("Asia/Gaza") == "PS"
    assert country_of("Africa/Atlantis") == ""
