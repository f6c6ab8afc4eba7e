"""Dates as feeds and pages write them, Arabic ones included, into aware UTC datetimes.

Month names of the Levant, the Gulf and Egypt, and the Maghreb, Arabic-Indic digits, ص and م,
RFC 822, ISO 8601, day/month/year and Unix time. What cannot be read is None: a missing date is
honest, a guessed one is not. "AST" is Arabia's (+3) here, not the Atlantic's.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final, NamedTuple

MAX_LENGTH: Final = 120

MONTHS: Final = {
    1: "يناير كانون-الثاني كانون-ثاني كانون2 ك2 جانفي ينير january jan janvier",
    2: "فبراير شباط فيفري february feb février fevrier",
    3: "مارس اذار march mar mars",
    4: "ابريل نيسان افريل april apr avril",
    5: "مايو ايار ماي may mai",
    6: "يونيو حزيران جوان يونيه june jun juin",
    7: "يوليو تموز جويليه يوليوز يوليه july jul juillet",
    8: "اغسطس اب اوت غشت august aug août aout",
    9: "سبتمبر ايلول شتنبر september sept sep septembre",
    10: "اكتوبر تشرين-الاول تشرين-اول تشرين1 ت1 october oct octobre",
    11: "نوفمبر تشرين-الثاني تشرين-ثاني تشرين2 ت2 نونبر november nov novembre",
    12: "ديسمبر كانون-الاول كانون-اول كانون1 ك1 دجنبر december dec décembre decembre",
}
MONTH_NUMBERS: Final = {
    name.replace("-", " "): number for number, names in MONTHS.items() for name in names.split()
}
ZONE_HOURS: Final = {
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 1,
    "cet": 1,
    "west": 1,
    "cest": 2,
    "eet": 2,
    "cat": 2,
    "eest": 3,
    "msk": 3,
    "ast": 3,
    "ksa": 3,
    "trt": 3,
    "gst": 4,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    **dict.fromkeys(("غرينتش", "جرينتش"), 0),
    **dict.fromkeys(("riyadh", "makkah", "mecca", "baghdad", "kuwait", "doha", "qatar"), 3),
    **dict.fromkeys(("الرياض", "مكه", "السعوديه", "بغداد", "الكويت", "الدوحه", "قطر"), 3),
    **dict.fromkeys(("dubai", "muscat", "دبي", "ابوظبي", "الامارات", "مسقط"), 4),
}
"""Where clocks are never changed, their cities too."""

# Arabic-Indic and Persian digits; hamza carriers, U+0649, U+0629, Persian U+06CC and U+06A9 to
# their plain letters; the Arabic comma. Direction marks, tatweel and tashkeel vanish.
FOLDED: Final = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹أإآٱىیةک،",
    "01234567890123456789ااااييهك,",
)
DROPPED: Final = re.compile("[\u0640\u064b-\u065f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_MONTH: Final = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))
YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
COMPACT: Final = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?=t|$)")
DAY_MONTH: Final = re.compile(
    rf"(?<!\d)(\d{{1,2}})[\s,./(-]*(?:من\s+)?({_MONTH})\b\.?(?:\s*/\s*(?:{_MONTH})\b)?"
    r"[\s,./)-]*(\d{4}|\d{2}(?!\d|:))"
)
# The year may stand behind the clock: "Mon Nov 23 10:05:00 AST 2026".
MONTH_DAY: Final = re.compile(
    rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?=(?:[\s,]+|\s+[\d:]{4,8}\s+(?:[^\s\d]+\s+|[+-]\d{4}\s+)?)(\d{4}))"
)
_HALF: Final = r"am|pm|a\.m\.|p\.m\.|صباحا|مساءا?|ظهرا|عصرا|فجرا|ليلا|بعد الظهر|قبل الظهر|ص|م"
AFTERNOON: Final = frozenset("pمظعب")
MORNING: Final = frozenset("aصفق")
CLOCK: Final = re.compile(
    rf"(?:(?<!\w)({_HALF})\s*)?(?<![\d:])(\d{{1,2}})[:h](\d{{2}})(?::(\d{{2}})(?:[.,]\d{{1,9}})?)?"
    rf"(?:\s*({_HALF})(?!\w))?"
)
COMPACT_CLOCK: Final = re.compile(r"()t(\d{2})(\d{2})(\d{2})?(?=z|[+-]|$)()")
OFFSET: Final = re.compile(r"(?:gmt|utc)?\s*([+\u2212-])\s*(\d{1,2}):?(\d{2})?(?!\d)")
ZONE_NAME: Final = re.compile(r"[^\W\d_]+")
EPOCH: Final = re.compile(r"(\d{9,10}|(\d{12,13}))(?:\.\d{1,9})?")
YEARS: Final = range(1971, 2200)
"""Others are the Hijri calendar's, or what a program writes for none: 0001, 1970."""


class Day(NamedTuple):
    year: int
    month: int
    number: int
    span: tuple[int, int]
    """Where it stands in the text."""


class Clock(NamedTuple):
    time: tuple[int, int, int]
    rest: str
    """What may name the zone."""


def parse(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """The instant a date names, in UTC, or None; one without a zone is read in `zone`."""
    folded = fold(text)
    if not folded:
        return None
    if epoch := EPOCH.fullmatch(folded):
        return datetime.fromtimestamp(int(epoch[1]) / (1000 if epoch[2] else 1), UTC)
    day = _day(folded)
    if day is None or day.year not in YEARS:
        return None
    clock = _clock(folded, day)
    try:
        local = datetime(day.year, day.month, day.number, *clock.time)  # noqa: DTZ001
        return local.replace(tzinfo=_zone(clock.rest) or zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def fold(text: str, *, longest: int = MAX_LENGTH) -> str:
    """One spelling of digits and letters, no marks, single spaces, small Latin letters."""
    short = DROPPED.sub("", text[:longest]).translate(FOLDED)
    return " ".join(short.lower().split())


def _day(text: str) -> Day | None:
    if found := YEAR_FIRST.search(text) or COMPACT.search(text):
        return Day(int(found[1]), int(found[2]), int(found[3]), found.span())
    if found := DAY_MONTH.search(text):
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
        return Day(year, MONTH_NUMBERS[found[2]], int(found[1]), found.span())
    if found := MONTH_DAY.search(text):
        return Day(int(found[3]), MONTH_NUMBERS[found[1]], int(found[2]), found.span())
    if found := YEAR_LAST.search(text):
        day, month = int(found[1]), int(found[2])
        if month > 12:  # 11/23/2026 can only be the American order
            day, month = month, day
        return Day(int(found[3]), month, day, found.span())
    return None


def _clock(text: str, day: Day) -> Clock:
    """A time may also stand before the day."""
    begin, end = day.span
    found = CLOCK.search(text, end) or COMPACT_CLOCK.match(text, end)
    rest = text[found.end() :] if found else ""
    if not found and (found := CLOCK.search(text, 0, begin)):
        rest = f"{text[found.end() : begin]} {text[end:]}"
    if not found:
        return Clock((0, 0, 0), "")
    hour = _hour(int(found[2]), found[1] or found[5] or "")
    return Clock((hour, int(found[3]), min(int(found[4] or 0), 59)), rest)


def _hour(hour: int, half: str) -> int:
    """Of 24; at night is before or after midnight."""
    is_afternoon = half[:1] in AFTERNOON or (half == "ليلا" and hour > 5)
    if hour == 12:
        return 0 if half[:1] in MORNING or half == "ليلا" else 12
    return hour + 12 if is_afternoon and hour < 12 else hour


def _zone(text: str) -> timezone | None:
    if found := OFFSET.search(text):
        sign = 1 if found[1] == "+" else -1
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(sign * offset) if offset < timedelta(hours=15) else None
    for word in ZONE_NAME.findall(text):
        if word in ZONE_HOURS:
            return timezone(timedelta(hours=ZONE_HOURS[word]))
    return None
