"""Time zones, by name and by country; without a name that is known, or on a machine without
time zones, it is UTC: nothing here raises."""

from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ARAB_LEAGUE: Final = (
    *("AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY"),
    *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"),
)
OF_COUNTRY: Final = {
    "AE": "Asia/Dubai",
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "BH": "Asia/Bahrain",
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin",
    "DJ": "Africa/Djibouti",
    "DK": "Europe/Copenhagen",
    "DZ": "Africa/Algiers",
    "EG": "Africa/Cairo",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "IQ": "Asia/Baghdad",
    "IT": "Europe/Rome",
    "JO": "Asia/Amman",
    "KM": "Indian/Comoro",
    "KW": "Asia/Kuwait",
    "LB": "Asia/Beirut",
    "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "OM": "Asia/Muscat",
    "PS": "Asia/Hebron",
    "QA": "Asia/Qatar",
    "SA": "Asia/Riyadh",
    "SD": "Africa/Khartoum",
    "SE": "Europe/Stockholm",
    "SO": "Africa/Mogadishu",
    "SS": "Africa/Juba",
    "SY": "Asia/Damascus",
    "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul",
    "YE": "Asia/Aden",
}

"""The Arab League, and others that have one zone and publish in Arabic or are read from."""


@lru_cache(maxsize=1024)
def named(zone: str) -> tzinfo:
    """UTC for a name that is none, whatever is wrong with it."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder's name is an OSError
        return UTC


def of_country(code: str) -> tzinfo:
    """The zone of a publisher whose dates do not say theirs; UTC for a country unknown here."""
    return named(OF_COUNTRY.get(code.upper(), "UTC"))
