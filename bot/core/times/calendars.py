"""Dates as newspapers print them: the months of each country, the days of the week, the Hijri day.

Names are those of CLDR, against which the tests hold them. Digits are Latin; a reader's own are
put in when the message is set.
"""

from datetime import date
from typing import Final

from hijridate import Gregorian

_MONTHS: Final = {
    "syriac": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني"
    "|كانون الأول",
    "latin": "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "morocco": "يناير|فبراير|مارس|أبريل|ماي|يونيو|يوليوز|غشت|شتنبر|أكتوبر|نونبر|دجنبر",
    "algeria": "جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "english": "January|February|March|April|May|June|July|August|September|October|November"
    "|December",
}
_MONTHS_OF: Final = dict.fromkeys(("LB", "SY", "JO", "PS", "IQ"), "syriac") | {
    "MA": "morocco",
    "DZ": "algeria",
    "TN": "algeria",
}
_DAYS: Final = {
    "ar": "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
    "en": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
}


def month_name(month: int, *, country: str, language: str = "ar") -> str:
    """Of the months 1 to 12, as they are called in a country (ISO 3166, or empty)."""
    kind = "english" if language == "en" else _MONTHS_OF.get(country.upper(), "latin")
    return _MONTHS[kind].split("|")[month - 1]


def day_name(weekday: int, *, language: str = "ar") -> str:
    """Of the weekdays 0 (Monday) to 6."""
    return _DAYS["en" if language == "en" else "ar"].split("|")[weekday]


def short_date(day: date, *, country: str, language: str = "ar") -> str:
    """«23 تشرين الثاني 2026»."""
    return f"{day.day} {month_name(day.month, country=country, language=language)} {day.year}"


def long_date(day: date, *, country: str, language: str = "ar") -> str:
    """«الاثنين 23 تشرين الثاني 2026», "Monday, 23 November 2026"."""
    joint = ", " if language == "en" else " "
    rest = short_date(day, country=country, language=language)
    return f"{day_name(day.weekday(), language=language)}{joint}{rest}"


def hijri_date(day: date, *, language: str = "ar") -> str:
    """«13 جمادى الآخرة 1448هـ» of the Umm al-Qura calendar, which may differ by a day from what is
    sighted; empty outside the years it has been published for (1924 to 2077)."""
    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return ""
    if language == "en":
        return f"{hijri.day} {hijri.month_name('en')} {hijri.year} AH"
    return f"{hijri.day} {hijri.month_name('ar')} {hijri.year}هـ"
