"""Times of the day as readers type them: «٨ صباحا، 1 ظهرا و8 مساء», «العاشرة والنصف مساء»,
"8 13 20", "8:30, 9 pm".

A number alone is an hour of 24, or follows the one before it: «9 و12 و3» end in the afternoon. A
word of the day's part belongs to the number before it. What is not understood is an error that
says where: nothing is left out.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from bot.core.models import MOST_TIMES
from bot.core.times import dates

LONGEST: Final = 200
"""Letters that are looked at."""

_MORNING: Final = "صباحا? الصباح صبحا الصبح فجرا الفجر ضحي الضحي ص am a.m. a.m"
_NOON: Final = "ظهرا الظهر"
_AFTERNOON: Final = (
    "بعد-الظهر بعد-ظهر عصرا العصر مغربا المغرب مساءا? المساء مسا المسا عشاء? العشاء? م pm p.m. p.m"
)
_NIGHT: Final = "ليلا ليل الليل بعد-منتصف-الليل"


def _any(words: str) -> str:
    """A pattern; a hyphen stands for a space within, a question mark is one."""
    escaped = (word.replace(".", r"\.").replace("-", r"\s+") for word in words.split())
    return "|".join(sorted(escaped, key=len, reverse=True))


_TIME: Final = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?![\d:])"
    r"(?:\s*(?:(?:في|ديال)\s+|[بفد](?=ا?ل))?"
    rf"(?:(?P<afternoon>{_any(_AFTERNOON)})|(?P<morning>{_any(_MORNING)})"
    rf"|(?P<noon>{_any(_NOON)})|(?P<night>{_any(_NIGHT)}))(?![^\W\d_]))?"
)
_BETWEEN: Final = re.compile(r"[\s,;؛/&+|]+|(?:و|ثم|الساعه|ساعه|and|at)(?![^\W\d_])|و(?=الساعه)")

_HOURS: Final = (
    *("واحده وحده", "ثانيه ثنتين تنتين", "ثالثه ثلاثه تلاته", "رابعه اربعه", "خامسه خمسه"),
    *("سادسه سته", "سابعه سبعه", "ثامنه ثمانيه تمانيه تمنيه", "تاسعه تسعه", "عاشره عشره"),
    *("حاديه-عشره حداشر احداشر حداش حدعش احدعش",),
    *("ثانيه-عشره اتناشر تناشر اطناشر طناشر طناش اطنعش اثنعش ثنعش",),
)
_WORDS: Final = {
    word.replace("-", " "): str(hour)
    for hour, words in enumerate(_HOURS, start=1)
    for word in words.split()
}
_WORD: Final = re.compile(rf"(?<![^\W\d_])([ول]?)(?:ال)?({_any(' '.join(_HOURS))})(?![^\W\d_])")
_TO_THE: Final = re.compile(r"(?<![^\W\d_])لل(?=[^\W\d_])")
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
    found: list[re.Match[str]] = []
    at = 0
    while at < len(folded):
        if between := _BETWEEN.match(folded, at):
            at = between.end()
        elif time := _TIME.match(folded, at):
            found.append(time)
            at = time.end()
        else:
            raise TimesError(Fault.UNCLEAR, _piece(folded, at))
    if not found:
        raise TimesError(Fault.NONE)
    clocks = sorted(set(_clocks(found)))
    if len(clocks) > MOST_TIMES:
        raise TimesError(Fault.TOO_MANY)
    return tuple(clocks)


def _clocks(times: list[re.Match[str]]) -> Iterator[str]:
    """As a day goes: «9 و12 و3 و9» are morning, noon, afternoon and evening, where nobody counts
    to 24."""
    is_of_12 = all(int(time["hour"]) <= 12 and time["hour"][0] != "0" for time in times)
    last = ""
    for time in times:
        clock = _clock(time)
        later = f"{int(clock[:2]) + 12:02}{clock[2:]}"
        is_alone = time.lastgroup in ("hour", "minute")
        last = later if is_of_12 and is_alone and clock <= last < later <= "23:59" else clock
        yield last


def in_digits(folded: str) -> str:
    """«الثامنه الا ربعا» as «7:45», «منتصف الليل» as «24», «للسابعه» as «ل 7»."""
    text = _TO_THE.sub("ل ال", folded)
    text = _WORD.sub(lambda found: f"{found[1]} {_WORDS[found[2]]}", text)
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
