"""Times of the day as people type them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.models import MOST_TIMES, Digits, Language, Settings
from bot.core.outlook import View, joined
from bot.core.times.typed_times import Fault, TimesError, parse_times
from tests.builders import NOW

CLOCKS = st.times().map("{:%H:%M}".format)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("٨ صباحا، 1 ظهرا و8 مساء", "08:00 13:00 20:00"),
        ("٨ صباحًا، ١ ظهرًا، ٨ مساءً", "08:00 13:00 20:00"),
        ("8 صباحاً ثم 1 بعد الظهر ثم 8 مساءا", "08:00 13:00 20:00"),
        ("8 13 20", "08:00 13:00 20:00"),
        ("20 8 13 8", "08:00 13:00 20:00"),
        ("8:30, 21", "08:30 21:00"),
        ("8.30 و 21.15", "08:30 21:15"),
        ("٢٠:٠٠", "20:00"),
        ("۷:۴۵", "07:45"),
        ("8ص 8م", "08:00 20:00"),
        ("8am, 1pm and 8:30 PM", "08:00 13:00 20:30"),
        ("8 a.m. 9 p.m.", "08:00 21:00"),
        ("الساعة 7 والساعة 19", "07:00 19:00"),
        ("at 7 and 19", "07:00 19:00"),
        ("7 الصبح و10 بالليل", "07:00 22:00"),
        ("5 فجرا / 4 العصر", "05:00 16:00"),
        ("11 ظهرا", "11:00"),
        ("12 ظهرا و12 ليلا", "00:00 12:00"),
        ("12 am + 12 pm", "00:00 12:00"),
        ("1 ليلا", "01:00"),
        ("0 24:00", "00:00"),
        ("20 مساء", "20:00"),
        ("8\n13\n20", "08:00 13:00 20:00"),
        ("الثامنة صباحاً والعاشرة والنصف مساءً", "08:00 22:30"),
        ("الساعة الواحدة ظهراً، والثانية عشرة ليلاً", "00:00 13:00"),
        ("ثمانية إلا ربعاً مساء", "19:45"),
        ("7 ونص الصبح و 1 الا ثلث الظهر", "07:30 12:40"),
        ("منتصف الليل و12 منتصف الليل والسابعة والربع", "00:00 07:15"),
        ("الثانية عشرة منتصف الليل، السابعة و نصف", "00:00 07:30"),
        ("12:20 بعد منتصف الليل والواحدة بعد منتصف الليل", "00:20 01:00"),
        ("\u200f8:00، 13:00\u200f", "08:00 13:00"),
        ("تمانية الصبح وحداشر بالليل", "08:00 23:00"),
        ("9 و 12 و 3 و 6 و 9", "09:00 12:00 15:00 18:00 21:00"),
        ("8 صباحا و2 و8", "08:00 14:00 20:00"),
        ("سبعة ونص وسبعة ونص", "07:30 19:30"),
        ("9 13 3", "03:00 09:00 13:00"),
        ("09:00 03:00", "03:00 09:00"),
        ("6 7 8", "06:00 07:00 08:00"),
    ],
)
def test_times_are_understood_as_people_write_them(text: str, times: str) -> None:
    assert parse_times(text) == tuple(times.split())


@pytest.mark.parametrize(
    ("text", "fault", "piece"),
    [
        ("", Fault.NONE, ""),
        (" ، و", Fault.NONE, ""),
        ("25", Fault.NO_SUCH, "25"),
        ("8 20:75", Fault.NO_SUCH, "20:75"),
        ("20 صباحا", Fault.NO_SUCH, "20 صباحا"),
        ("0 مساء", Fault.NO_SUCH, "0 مساء"),
        ("6 ظهرا", Fault.NO_SUCH, "6 ظهرا"),
        ("غدا 8", Fault.UNCLEAR, "غدا"),
        ("8 صباحية", Fault.UNCLEAR, "صباحيه"),
        ("8 مدريد", Fault.UNCLEAR, "مدريد"),
        ("8:30:15", Fault.UNCLEAR, "8:30:15"),
        ("8:3", Fault.UNCLEAR, "8:3"),
        ("-8", Fault.UNCLEAR, "-8"),
        ("830", Fault.UNCLEAR, "830"),
        ("1 2 3 4 5 6 7", Fault.TOO_MANY, ""),
        ("8 " * 200, Fault.UNCLEAR, ""),
        ("x" * 150, Fault.UNCLEAR, "x" * 20),
    ],
)
def test_what_is_no_time_is_said_to_be_none(text: str, fault: Fault, piece: str) -> None:
    with pytest.raises(TimesError) as caught:
        parse_times(text)

    assert (caught.value.fault, caught.value.piece) == (fault, piece)


@given(
    times=st.sets(CLOCKS, min_size=1, max_size=MOST_TIMES),
    language=st.sampled_from(Language),
    digits=st.sampled_from(Digits),
)
def test_times_as_they_are_told_are_read_again(
    times: set[str], language: Language, digits: Digits
) -> None:
    settings = Settings(language=language, digits=digits)
    view = View(settings=settings, now=NOW, sources=1)

    assert parse_times(joined(view, sorted(times))) == tuple(sorted(times))


def times_or_fault(text: str) -> tuple[str, ...] | TimesError:
    try:
        return parse_times(text)
    except TimesError as error:
        return error


ATOMS = [
    "8",
    "٩",
    "12",
    "23",
    "99",
    ":",
    "00",
    ".",
    " ",
    "،",
    "و",
    "صباحا",
    "م",
    "pm",
    "ليلا",
    "ظ",
]


@given(st.one_of(st.text(max_size=220), st.lists(st.sampled_from(ATOMS)).map("".join)))
def test_whatever_is_typed_is_times_or_one_of_the_faults(text: str) -> None:
    times = times_or_fault(text)

    if isinstance(times, TimesError):
        assert len(times.piece) <= 20
    else:
        assert 1 <= len(times) <= MOST_TIMES
        assert list(times) == sorted(set(times))
        assert all(re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", time) for time in times)
