"""Dates as feeds and pages write them, Arabic ones included, into aware UTC datetimes.

Month names of the Levant, the Gulf and Egypt, and the Maghreb, Arabic-Indic digits, ص and م,
RFC 822, ISO 8601, day/month/year and Unix time. What cannot be read is None: a missing date is
honest, a guessed one is not. "AST" is Arabia's (+3) here, not the Atlantic's.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

MAX_LENGTH: Final = 120

MONTHS: Final = {
    1: "يناير كانون-الثاني جانفي ينير january jan janvier",
    2: "فبراير شباط فيفري february feb février fevrier",
    3: "مارس اذار march mar mars",
    4: "ابريل نيسان افريل april apr avril",
    5: "مايو ايار ماي may mai",
    6: "يونيو حزيران جوان يونيه june jun juin",
    7: "يوليو تموز جويليه يوليوز يوليه july jul juillet",
    8: "اغسطس اب اوت غشت august aug août aout",
    9: "سبتمبر ايلول شتنبر september sept sep septembre",
    10: "اكتوبر تشرين-الاول october oct octobre",
    11: "نوفمبر تشرين-الثاني نونبر november nov novembre",
    12: "ديسمبر كانون-الاول دجنبر december dec décembre decembre",
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
    "غرينتش": 0,
    "جرينتش": 0,
}

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
    rf"(?<!\d)(\d{{1,2}})[\s,./-]*(?:من\s+)?({_MONTH})\b\.?(?:\s*/\s*\w+)?[\s,./-]*(\d{{4}}|\d{{2}}(?!\d|:))"
)
MONTH_DAY: Final = re.compile(rf"\b({_MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(\d{{4}})")
CLOCK: Final = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(am|pm|a\.m\.|p\.m\.|صباحا|مساء|ظهرا|ص|م)(?!\w))?"
)
COMPACT_CLOCK: Final = re.compile(r"t(\d{2})(\d{2})(\d{2})?(?=z|[+-]|$)()")
OFFSET: Final = re.compile(r"(?:gmt|utc)?\s*([+\u2212-])\s*(\d{1,2}):?(\d{2})?(?!\d)")
ZONE_NAME: Final = re.compile(r"[^\W\d_]+")
EPOCH: Final = re.compile(r"\d{9,10}|\d{12,13}")


def parse(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """The instant a date names, in UTC, or None; one without a zone is read in `zone`."""
    folded = _fold(text)
    if not folded:
        return None
    if EPOCH.fullmatch(folded):
        seconds = int(folded) / (1000 if len(folded) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    day = _day(folded)
    if day is None:
        return None
    year, month, day_of_month, end = day
    hour, minute, second, rest = _clock(folded, end)
    try:
        local = datetime(year, month, day_of_month, hour, minute, min(second, 59))  # noqa: DTZ001
        return local.replace(tzinfo=_zone(rest) or zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _fold(text: str) -> str:
    short = DROPPED.sub("", text[:MAX_LENGTH]).translate(FOLDED)
    return " ".join(short.lower().split())


def _day(text: str) -> tuple[int, int, int, int] | None:
    """Year, month, day and where the rest begins."""
    if found := YEAR_FIRST.search(text) or COMPACT.search(text):
        return int(found[1]), int(found[2]), int(found[3]), found.end()
    if found := DAY_MONTH.search(text):
        year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
        return year, MONTH_NUMBERS[found[2]], int(found[1]), found.end()
    if found := MONTH_DAY.search(text):
        return int(found[3]), MONTH_NUMBERS[found[1]], int(found[2]), found.end()
    if found := YEAR_LAST.search(text):
        day, month = int(found[1]), int(found[2])
        if month > 12:  # 11/23/2026 can only be the American order
            day, month = month, day
        return int(found[3]), month, day, found.end()
    return None


def _clock(text: str, day_end: int) -> tuple[int, int, int, str]:
    """Hour, minute, second and the text after them; a time may also stand before the day."""
    found = CLOCK.search(text, day_end) or COMPACT_CLOCK.match(text, day_end)
    found = found or CLOCK.search(text, 0, day_end)
    if not found:
        return 0, 0, 0, ""
    hour = int(found[1])
    half = found[4] or ""
    if half[:1] in ("p", "م", "ظ") and hour < 12:
        hour += 12
    elif half[:1] in ("a", "ص") and hour == 12:
        hour = 0
    return hour, int(found[2]), int(found[3] or 0), text[found.end() :]


def _zone(text: str) -> timezone | None:
    if found := OFFSET.search(text):
        sign = 1 if found[1] == "+" else -1
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(sign * offset) if offset < timedelta(hours=15) else None
    for word in ZONE_NAME.findall(text):
        if word in ZONE_HOURS:
            return timezone(timedelta(hours=ZONE_HOURS[word]))
    return None
