"""Quiet hours as readers type them: «من 22 إلى 7», «11 مساء حتى 6:30», "22-7"."""

import re
from typing import Final

from bot.core import arabic
from bot.core.models import Quiet
from bot.core.typed_times import Fault, TimesError, parse_times

_FROM: Final = re.compile(r"^\W*(?:من|from)(?!\w)", re.IGNORECASE)
_TO: Final = re.compile(
    r"(?<!\w)(?:إلى|الى|إلي|الي|حتى|حتي|لغاية|وحتى|لحد|to|till|until)(?!\w)|\s*[-–—→←]\s*",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"^\W*(?:بين|between)(?!\w)", re.IGNORECASE)
_AND: Final = re.compile(r"\s+(?:و\s*|and(?!\w))", re.IGNORECASE)


def parse_quiet(text: str) -> Quiet:
    """The first and the last time; else TimesError."""
    plain = arabic.tidy(text[:200])
    opening, joint = (_BETWEEN, _AND) if _BETWEEN.match(plain) else (_FROM, _TO)
    ends = joint.split(opening.sub("", plain), maxsplit=1)
    found = [time for end in ends for time in parse_times(end)]
    if len(ends) != 2 or len(found) != 2:
        raise TimesError(Fault.NONE)
    return Quiet(*found)
