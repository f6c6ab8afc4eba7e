from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.times import dates

MORNING = "2026-11-23T07:05:00+00:00"

WRITTEN = {
    # RFC 822 and what publishers make of it
    "Mon, 23 Nov 2026 10:05:00 +0300": MORNING,
    "Mon 23 Nov 2026 07:05:00 GMT": MORNING,
    "Mon, 23 Nov 26 07:05 UT": MORNING,
    "23 Nov 2026 07:05:00 Z": MORNING,
    "Mon, 23 November 2026 02:05:00 EST": MORNING,
    "Mon, 23 Nov 2026 10:05:00 GMT+3": MORNING,
    "Mon, 23 Nov 2026 10:05:00 GMT+03:00": MORNING,
    "Mon, 23 Nov 2026 10:05:00 UTC+3": MORNING,
    "Mon, 23 Nov 2026 07:05:61 GMT": "2026-11-23T07:05:59+00:00",
    "Sun, 22 Nov 2026 23:05:00 -0800": MORNING,
    # Arabia Standard Time, not the Atlantic's
    "Mon, 23 Nov 2026 10:05:00 AST": MORNING,
    # ISO 8601
    "2026-11-23T10:05:00+03:00": MORNING,
    "2026-11-23T10:05:00+03": MORNING,
    "2026-11-23T07:05:00.123456Z": MORNING,
    "2026-11-23 07:05:00": MORNING,
    "2026-11-23T07:05Z": MORNING,
    "20261123T070500Z": MORNING,
    "2026/11/23 07:05": MORNING,
    "2026-11-23": "2026-11-23T00:00:00+00:00",
    # numbers
    "1795417500": MORNING,
    "1795417500000": MORNING,
    "23/11/2026 07:05": MORNING,
    "23.11.2026 - 07:05": MORNING,
    "11/23/2026 7:05:00 AM": MORNING,
    "23-11-2026 07:05 م": "2026-11-23T19:05:00+00:00",
    # English order
    "November 23, 2026 7:05 am": MORNING,
    "Nov 23rd, 2026, 10:05 AST": MORNING,
    "12:05 AM, Nov 23, 2026": "2026-11-23T00:05:00+00:00",
    "Nov. 23, 2026 12:05 p.m.": "2026-11-23T12:05:00+00:00",
    # Egypt and the Gulf; the Levant; Morocco; Algeria and Tunisia
    "الإثنين، 23 نوفمبر 2026 10:05:00 +0300": MORNING,
    "الاثنين ٢٣ نوفمبر ٢٠٢٦ - ٠٧:٠٥ ص": MORNING,
    "۲۳ نوفمبر ۲۰۲۶ ۰۷:۰۵": MORNING,
    "23 تشرين الثاني 2026 07:05": MORNING,
    "23 تشرين الثاني/نوفمبر 2026 07:05": MORNING,
    "23 نونبر 2026 07:05": MORNING,
    "23 نُوفمبر 2026 الساعة 07:05 بتوقيت غرينتش": MORNING,
    "\u200f23 نوفمبر، 2026 07:05 مساءً\u200f": "2026-11-23T19:05:00+00:00",
    "1 آب 2026": "2026-08-01T00:00:00+00:00",
    "2 أغسطس 2026": "2026-08-02T00:00:00+00:00",
    "3 غشت 2026": "2026-08-03T00:00:00+00:00",
    "4 أوت 2026": "2026-08-04T00:00:00+00:00",
    "5 جويلية 2026": "2026-07-05T00:00:00+00:00",
    "6 كانون الثاني 2026": "2026-01-06T00:00:00+00:00",
    "7 كانون الأول 2026": "2026-12-07T00:00:00+00:00",
    "8 حزيران 2026": "2026-06-08T00:00:00+00:00",
    "9 mars 2026": "2026-03-09T00:00:00+00:00",
    "Lundi 23 novembre 2026 à 07h05": MORNING,
    "23 تشرين2 2026 07:05": MORNING,
    "23 تشرين ثاني 2026 07:05": MORNING,
    "23 نوفمبر/تشرين الثاني 2026 07:05": MORNING,
    "23 (نوفمبر) 2026 07:05": MORNING,
    "12 جمادى الآخرة 1448 هـ الموافق 23 نوفمبر 2026م 07:05": MORNING,
    # as programs print it: C, Java, Twitter
    "Mon Nov 23 07:05:00 2026": MORNING,
    "Mon Nov 23 10:05:00 AST 2026": MORNING,
    "Mon Nov 23 10:05:00 +0300 2026": MORNING,
    "1795417500.25": MORNING,
    # the clock before the day, the half of the day before the clock
    "10:05 23-11-2026 +0300": MORNING,
    "07:05 - 23-11-2026": MORNING,
    "23/11/2026 ص 07:05": MORNING,
    # halves of the day
    "23 نوفمبر 2026 05:05 عصراً": "2026-11-23T17:05:00+00:00",
    "23 نوفمبر 2026 05:05 فجرا": "2026-11-23T05:05:00+00:00",
    "23 نوفمبر 2026 05:05 بعد الظهر": "2026-11-23T17:05:00+00:00",
    "23 نوفمبر 2026 12:05 ظهرا": "2026-11-23T12:05:00+00:00",
    "23 نوفمبر 2026 11:05 ليلا": "2026-11-23T23:05:00+00:00",
    "23 نوفمبر 2026 12:05 ليلا": "2026-11-23T00:05:00+00:00",
    "23 نوفمبر 2026 1:05 ليلا": "2026-11-23T01:05:00+00:00",
    # cities whose clocks are never changed
    "23 نوفمبر 2026 10:05 بتوقيت مكة المكرمة": MORNING,
    "2026-11-23T10:05:00 Asia/Riyadh": MORNING,
    "23 نوفمبر 2026 11:05 (توقيت الإمارات)": MORNING,
}


@pytest.mark.parametrize("text", WRITTEN)
def test_date_is_read_as_written(text: str) -> None:
    found = dates.parse(text)

    assert found is not None
    assert found.isoformat() == WRITTEN[text]
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        *("", "أمس", "قبل 3 ساعات", "23", "31/02/2026", "2026-13-45", "99/99/9999", "07:05"),
        *("32 نوفمبر 2026", "2026-11-23T27:05Z", "9" * 5000, "0001-01-01T00:00:00+14:00", "\x00"),
        *("12/06/1448 10:05", "Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.parse(text) is None


def test_date_without_zone_is_read_in_the_given_one() -> None:
    riyadh = timezone(timedelta(hours=3))

    assert dates.parse("23/11/2026 10:05", zone=riyadh) == datetime.fromisoformat(MORNING)
    assert dates.parse("23/11/2026 10:05 GMT", zone=riyadh) == datetime(
        2026, 11, 23, 10, 5, tzinfo=UTC
    )


@settings(max_examples=200, deadline=None)
@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2060, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 4, 14 * 4),
)
def test_iso_date_comes_back(local: datetime, quarters: int) -> None:
    stated = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))

    assert dates.parse(stated.isoformat()) == stated


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = dates.parse(text)

    assert found is None or found.tzinfo is UTC
