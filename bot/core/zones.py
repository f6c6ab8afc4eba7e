"""The time zone of a publisher, by its country: for dates that do not say theirs."""

from datetime import UTC, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OF_COUNTRY: Final = {
    "AE": "Asia/Dubai",
    "BH": "Asia/Bahrain",
    "DJ": "Africa/Djibouti",
    "DZ": "Africa/Algiers",
    "EG": "Africa/Cairo",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "IQ": "Asia/Baghdad",
    "JO": "Asia/Amman",
    "KM": "Indian/Comoro",
    "KW": "Asia/Kuwait",
    "LB": "Asia/Beirut",
    "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "OM": "Asia/Muscat",
    "PS": "Asia/Hebron",
    "QA": "Asia/Qatar",
    "SA": "Asia/Riyadh",
    "SD": "Africa/Khartoum",
    "SO": "Africa/Mogadishu",
    "SY": "Asia/Damascus",
    "TN": "Africa/Tunis",
    "TR": "Europe/Istanbul",
    "YE": "Asia/Aden",
}


@lru_cache(maxsize=64)
def of_country(code: str) -> tzinfo:
    """UTC for a country that is not known here, or on a machine without time zones."""
    try:
        return ZoneInfo(OF_COUNTRY[code.upper()])
    except (KeyError, ZoneInfoNotFoundError):
        return UTC
