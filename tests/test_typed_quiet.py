"""Quiet hours as readers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import Quiet
from bot.core.times.typed_quiet import parse_quiet
from bot.core.times.typed_times import TimesError


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("من 22 إلى 7", "22:00", "07:00"),
        ("من ٢٢ الى ٧", "22:00", "07:00"),
        ("٢٢:٣٠ - ٧:١٥", "22:30", "07:15"),
        ("22-7", "22:00", "07:00"),
        ("من 11 مساء حتى 6:30 صباحاً", "23:00", "06:30"),
        ("من العاشرة مساءً حتى السابعة صباحاً", "22:00", "07:00"),
        ("من منتصف الليل لحد 7 الصبح", "00:00", "07:00"),
        ("بين 10 ليلا و7 صباحا", "22:00", "07:00"),
        ("من الساعة 23 حتى الساعة 8", "23:00", "08:00"),
        ("From 10 pm to 7 am", "22:00", "07:00"),
        ("22 until 7", "22:00", "07:00"),
        ("between 22 and 7", "22:00", "07:00"),
        ("22:00–07:00", "22:00", "07:00"),
        ("من ١١ بالليل لـ٧ الصبح", "23:00", "07:00"),
        ("من 11 ونص المسا ل 7 وربع في الصباح", "23:30", "07:15"),
        ("من عشرة بالليل لستة الصبح", "22:00", "06:00"),
        ("من الحداش دالليل للسبعة دالصباح", "23:00", "07:00"),
        ("من الساعة 11 ليلاً للساعة 7 صباحاً", "23:00", "07:00"),
        ("من العاشرة مساءً وحتى السادسة صباحاً", "22:00", "06:00"),
    ],
)
def test_a_beginning_and_an_end_are_read(text: str, start: str, end: str) -> None:
    assert parse_quiet(text) == Quiet(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ليلاً",
        "22",
        "من 22",
        "من 22 إلى",
        "من 25 إلى 7",
        "22 إلى 7 إلى 9",
        "من هنا إلى هناك",
        "22 و7",
    ],
)
def test_what_is_no_pair_of_times_is_refused(text: str) -> None:
    with pytest.raises(TimesError):
        parse_quiet(text)


@given(st.text(max_size=300))
def test_anything_else_is_refused_or_understood(text: str) -> None:
    try:
        hours = parse_quiet(text)
    except TimesError:
        return
    assert all(len(time) == 5 for time in hours)
