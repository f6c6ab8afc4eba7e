"""Times of the day as readers type them: «٨ صباحا، 1 ظهرا و8 مساء», «العاشرة والنصف مساء»,
"8 13 20", "8:30, 9 pm".

A number alone is an hour of 24; a word of the day's part belongs to the number before it. What
is not understood is an error that says where: nothing is guessed and nothing left out.
"""

import re
from enum import StrEnum
from typing import Final

from bot.core import dates
from bot.core.models import MOST_TIMES

LONGEST: Final = 200
"""Letters that are looked at."""

_MORNING: Final = "صباحا? الصباح صبحا الصبح فجرا الفجر ضحي الضحي ص am a.m. a.m"
_NOON: Final = "ظهرا الظهر"
_AFTERNOON: Final = (
    "بعد-الظهر بعد-ظهر عصرا العصر مغربا المغرب مساءا? المساء مسا عشاء العشاء م pm p.m. p.m"
)
_NIGHT: Final = "ليلا الليل بالليل بعد-منتصف-الليل"


def _any(words: str) -> str:
    """A pattern; a hyphen stands for a space within, a question mark is one."""
    escaped = (word.replace(".", r"\.").replace("-", r"\s+") for word in words.split())
    return "|".join(sorted(escaped, key=len, reverse=True))


_TIME: Final = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?![\d:])"
    rf"(?:\s*(?:(?P<afternoon>{_any(_AFTERNOON)})|(?P<morning>{_any(_MORNING)})"
    rf"|(?P<noon>{_any(_NOON)})|(?P<night>{_any(_NIGHT)}))(?![^\W\d_]))?"
)
_BETWEEN: Final = re.compile(r"[\s,;؛/&+|]+|(?:و|ثم|الساعه|ساعه|and|at)(?![^\W\d_])|و(?=الساعه)")

_HOURS: Final = (
    *("الواحده", "الثانيه", "الثالثه ثلاثه", "الرابعه اربعه", "الخامسه خمسه", "السادسه سته"),
    *("السابعه سبعه", "الثامنه ثمانيه", "التاسعه تسعه", "العاشره عشره"),
    *("الحاديه-عشره", "الثانيه-عشره"),
)
_WORDS: Final = {
    word.replace("-", " "): str(hour)
    for hour, words in enumerate(_HOURS, start=1)
    for word in words.split()
}
_WORD: Final = re.compile(rf"(?<![^\W\d_])(و?)({_any(' '.join(_HOURS))})(?![^\W\d_])")
_MIDNIGHT: Final = re.compile(r"(?<!بعد )(?:12 )?منتصف الليل")
_PARTS: Final = {"نصف": 30, "نص": 30, "ربع": 15, "ثلث": 20}
_PART: Final = re.compile(r"(?<![\d:.])(\d{1,2}) (و|الا) ?(?:ال)?(نصف?|ربع|ثلث)ا?(?![^\W\d_])")


class Fault(StrEnum):
    """What is wrong with a reader's times: keys of texts."""

    NONE = "times.none"
    """There is no time in it."""
    UNCLEAR = "times.unclear"
    """There is something beside times."""
    NO_SUCH = "times.no_such"
    """No clock shows that time."""
    TOO_MANY = "times.too_many"


class TimesError(ValueError):
    """What a reader typed is no list of times."""

    def __init__(self, fault: Fault, piece: str = "") -> None:
        super().__init__(f"{fault} {piece}".strip())
        self.fault = fault
        self.piece = piece
        """The words that it is about, folded, or empty; from outside, at most 20 letters."""


def parse_times(text: str) -> tuple[str, ...]:
    """One to `MOST_TIMES` times as HH:MM, each once, in order of the day; else TimesError."""
    if len(text) > LONGEST:
        raise TimesError(Fault.UNCLEAR)
    folded = in_digits(dates.fold(text, longest=LONGEST))
    found: set[str] = set()
    at = 0
    while at < len(folded):
        if between := _BETWEEN.match(folded, at):
            at = between.end()
        elif time := _TIME.match(folded, at):
            found.add(_clock(time))
            at = time.end()
        else:
            raise TimesError(Fault.UNCLEAR, _piece(folded, at))
    if not found:
        raise TimesError(Fault.NONE)
    if len(found) > MOST_TIMES:
        raise TimesError(Fault.TOO_MANY)
    return tuple(sorted(found))


def in_digits(folded: str) -> str:
    """«الثامنه الا ربعا» as «7:45», «منتصف الليل» as «24»."""
    text = _WORD.sub(lambda found: f"{found[1]} {_WORDS[found[2]]}", folded)
    text = _MIDNIGHT.sub("24", text)
    return _PART.sub(_minutes, text).strip()


def _minutes(found: re.Match[str]) -> str:
    hour, minutes = int(found[1]), _PARTS[found[3]]
    if found[2] == "و":
        return f"{hour}:{minutes}"
    return f"{hour - 1 or 12}:{60 - minutes}" if hour else found.group()


def _clock(time: re.Match[str]) -> str:
    hour, minute = int(time["hour"]), int(time["minute"] or 0)
    shown = _of_24(hour, time.lastgroup or "")
    if shown is None or minute > 59:
        raise TimesError(Fault.NO_SUCH, time.group()[:20])
    return f"{shown:02}:{minute:02}"


def _of_24(hour: int, part: str) -> int | None:
    """None for what contradicts itself: 25, «20 صباحا»; midnight is «12 ليلا» or "12 am"."""
    if hour > 23:
        return 0 if hour == 24 and part not in {"morning", "noon", "afternoon"} else None
    match part:
        case "morning":
            return hour % 12 if hour <= 12 else None
        case "noon":
            return hour + 12 if 1 <= hour <= 4 else hour if 10 <= hour <= 16 else None
        case "afternoon":
            return hour + 12 if 1 <= hour <= 11 else hour if hour >= 12 else None
        case "night":
            return 0 if hour == 12 else hour + 12 if 6 <= hour <= 11 else hour
    return hour


def _piece(text: str, at: int) -> str:
    return text[at:].split(" ", 1)[0][:20]
