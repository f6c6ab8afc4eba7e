"""Quiet hours as readers type them: «من 22 إلى 7», «11 بالليل لـ7 الصبح», "22-7"."""

import re
from typing import Final

from bot.core.models import Quiet
from bot.core.times import dates
from bot.core.times.typed_times import LONGEST, Fault, TimesError, in_digits, parse_times

_FROM: Final = re.compile(r"^\W*(?:من|from)(?!\w)")
_TO: Final = re.compile(
    r"(?<!\w)(?:و?(?:الي|حتي)|لغايه|لحد|to|till|until)(?!\w)|(?<!\w)ل(?=\s*(?:\d|الساعه))"
    r"|\s*[-–—→←]\s*"
)
_BETWEEN: Final = re.compile(r"^\W*(?:بين|between)(?!\w)")
_AND: Final = re.compile(r"\s+(?:و\s*|and(?!\w))")


def parse_quiet(text: str) -> Quiet:
    """The first and the last time; else TimesError."""
    plain = in_digits(dates.fold(text, longest=LONGEST))
    opening, joint = (_BETWEEN, _AND) if _BETWEEN.match(plain) else (_FROM, _TO)
    ends = joint.split(opening.sub("", plain), maxsplit=1)
    found = [time for end in ends for time in parse_times(end)]
    if len(ends) != 2 or len(found) != 2:
        raise TimesError(Fault.NONE)
    return Quiet(*found)
