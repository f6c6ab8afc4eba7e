"""Dates in words, as each country's newspapers print them."""

from datetime import date, timedelta

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.core.times import calendars
from bot.core.times.calendars import day_name, hijri_date, long_date, month_name, short_date

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("country", "locale"),
    [
        *(("LB", "ar_LB"), ("SY", "ar_SY"), ("JO", "ar_JO"), ("PS", "ar_PS")),
        *(("EG", "ar_EG"), ("SA", "ar_SA"), ("MA", "ar_MA"), ("DZ", "ar_DZ"), ("TN", "ar_TN")),
    ],
)
def test_months_are_named_as_unicode_knows_the_country_to_name_them(
    country: str, locale: str
) -> None:
    known = Locale.parse(locale).months["format"]["wide"]

    assert {month: month_name(month, country=country) for month in range(1, 13)} == known


@pytest.mark.parametrize("language", ["ar", "en"])
def test_days_and_english_months_are_those_of_unicode(language: str) -> None:
    known = Locale.parse(language)

    assert {day: day_name(day, language=language) for day in range(7)} == known.days["format"][
        "wide"
    ]
    assert [month_name(month, country="LB", language="en") for month in range(1, 13)] == list(
        Locale.parse("en").months["format"]["wide"].values()
    )


@pytest.mark.parametrize(
    ("country", "language", "text"),
    [
        ("LB", "ar", "الاثنين 23 تشرين الثاني 2026"),
        ("lb", "ar", "الاثنين 23 تشرين الثاني 2026"),
        ("EG", "ar", "الاثنين 23 نوفمبر 2026"),
        ("MA", "ar", "الاثنين 23 نونبر 2026"),
        ("", "ar", "الاثنين 23 نوفمبر 2026"),
        ("LB", "en", "Monday, 23 November 2026"),
    ],
)
def test_a_long_date(country: str, language: str, text: str) -> None:
    assert long_date(MONDAY, country=country, language=language) == text
    assert text.endswith(short_date(MONDAY, country=country, language=language))


@pytest.mark.parametrize(
    ("day", "arabic", "english"),
    [
        # Holidays as Saudi Arabia's official calendar has them: 1 Muharram, Ramadan, Id, Arafat.
        (date(2024, 7, 7), "1 محرم 1446هـ", "1 Muharram 1446 AH"),
        (date(2025, 3, 1), "1 رمضان 1446هـ", "1 Ramadan 1446 AH"),
        (date(2025, 3, 30), "1 شوال 1446هـ", "1 Shawwal 1446 AH"),
        (date(2025, 6, 5), "9 ذو الحجة 1446هـ", "9 Dhu al-Hijjah 1446 AH"),
        (MONDAY, "13 جمادى الآخرة 1448هـ", "13 Jumada al-Akhirah 1448 AH"),
    ],
)
def test_the_hijri_date(day: date, arabic: str, english: str) -> None:
    assert hijri_date(day) == arabic
    assert hijri_date(day, language="en") == english


@given(st.dates(date(1924, 8, 1), date(2077, 11, 15)))
def test_a_hijri_day_is_followed_by_the_next_or_by_the_first_of_a_month(day: date) -> None:
    today, tomorrow = (int(hijri_date(each).split()[0]) for each in (day, day + timedelta(days=1)))

    assert tomorrow == today + 1 or (tomorrow == 1 and today in {29, 30})


@pytest.mark.parametrize("day", [date(1924, 7, 31), date(2077, 11, 17), date.min, date.max])
def test_outside_the_published_years_there_is_no_hijri_date(day: date) -> None:
    assert calendars.hijri_date(day) == ""
