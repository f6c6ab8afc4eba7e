"""Where readers live: cities by the names people give them, and the time zones they stand for.

`cities.tsv` has the cities of the Arab world and those abroad where many read Arabic; the names
of countries lead to their main city.
"""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from typing import Final

from bot.core import arabic
from bot.core.times import zones

MOST: Final = 8
LONGEST: Final = 40
"""Letters of what is typed that are looked at."""
FEWEST_TO_BEGIN: Final = 2
FEWEST_TO_GUESS: Final = 4
LIKENESS: Final = 0.75
"""Of difflib: one wrong letter in four passes, two in five do not."""
DEFAULT: Final = "Asia/Riyadh"

_FILLERS: Final = frozenset(("مدينه", "توقيت", "بتوقيت", "في", "city", "time", "in", "the"))
_ZONES_OF_LANGUAGES: Final = {
    "ckb": "Asia/Baghdad",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "id": "Asia/Jakarta",
    "it": "Europe/Rome",
    "ms": "Asia/Kuala_Lumpur",
    "nb": "Europe/Oslo",
    "nl": "Europe/Amsterdam",
    "sv": "Europe/Stockholm",
    "tr": "Europe/Istanbul",
}
"""Of languages that hardly anybody has an application in who lives elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    zone: str
    """IANA's name."""
    country: str
    """ISO 3166 alpha-2."""
    arabic: tuple[str, ...]
    """Names, the first of which is shown."""
    english: tuple[str, ...]
    is_main: bool
    is_abroad: bool

    def name(self, language: str = "ar") -> str:
        return (self.english if language == "en" else self.arabic)[0]


def _read() -> tuple[City, ...]:
    text = resources.files("bot.core").joinpath("cities.tsv").read_text(encoding="utf-8")
    cells = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        City(
            zone=zone,
            country=country,
            arabic=tuple(in_arabic.split(" | ")),
            english=tuple(in_english.split(" | ")),
            is_main=offered == "main",
            is_abroad=offered == "abroad",
        )
        for zone, country, offered, in_arabic, in_english in cells
    )


def _words(text: str) -> list[str]:
    """Without accents, articles, and what surrounds a name in a sentence."""
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f")
    words = arabic.normalise(plain).split()
    words = [word for word in words if word not in _FILLERS] or words
    bare = [word[2:] if word.startswith("ال") and len(word) > 3 else word for word in words]
    return [word for word in bare if word not in {"al", "el"}] or bare


ALL: Final = _read()
MAIN: Final = tuple(city for city in ALL if city.is_main)
"""To choose from by a button: the Arab capitals and Gaza, no zone twice."""
ABROAD: Final = tuple(city for city in ALL if city.is_abroad)
"""The same for readers who live elsewhere."""
_OF_ZONE: Final = {city.zone: city for city in reversed(ALL)}
_NAMES: Final = [(city, _words(name)) for city in ALL for name in (*city.arabic, *city.english)]
_KEYS: Final = sorted({"".join(words) for _, words in _NAMES})


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[City, ...]:
    """The cities that may be meant, at most `MOST`, best first; none for what is like no name.

    With or without the article, in any spelling that readers take for the same, in English,
    by its beginning; a misspelt name only where nothing else fits.
    """
    words = _words(text[:LONGEST])
    sought = "".join(words)
    if len(sought) < FEWEST_TO_BEGIN or sought == "ال":
        return ()
    ranked = _ranked(sought)
    if not ranked and len(sought) >= FEWEST_TO_GUESS:
        like = get_close_matches(sought, _KEYS, n=MOST, cutoff=LIKENESS)
        ranked = {city: like.index(key) for city, name in _NAMES if (key := "".join(name)) in like}
    best = sorted(ranked, key=lambda city: (ranked[city], not city.is_main, not city.is_abroad))
    return tuple(best[:MOST])


def named(text: str) -> list[City]:
    """The cities of exactly this name."""
    sought = arabic.normalise(text)
    return [
        city
        for city in find(text)
        if sought in map(arabic.normalise, (*city.arabic, *city.english))
    ]


def _ranked(sought: str) -> dict[City, int]:
    """The whole name first, then its beginning, then the beginning of one of its words."""
    found: dict[City, int] = {}
    for city, words in _NAMES:
        key = "".join(words)
        if key == sought:
            rank = 0
        elif key.startswith(sought):
            rank = 1
        elif any(word.startswith(sought) for word in words[1:]):
            rank = 2
        else:
            continue
        found[city] = min(rank, found.get(city, rank))
    return found


def country_of(zone: str) -> str:
    """The country whose names of months fit a zone's readers; empty for a zone unknown here."""
    return _OF_ZONE[zone].country if zone in _OF_ZONE else ""


def guess(language_code: str | None, default_country: str) -> str:
    """The zone a new reader starts with, until they say another.

    The country in Telegram's language code if it is one of a single zone ("ar-EG", "fr-MA"),
    else the language if it is at home in one ("tr"); but for "ar", "en" and "fr", which say
    nothing, the country of the operator's default sources; without that, Riyadh's.
    """
    language, *rest = (language_code or "").replace("_", "-").split("-")
    for part in rest:
        if part.upper() in zones.OF_COUNTRY:
            return zones.OF_COUNTRY[part.upper()]
    of_language = _ZONES_OF_LANGUAGES.get(language.lower())
    return of_language or zones.OF_COUNTRY.get(default_country.upper(), DEFAULT)


def zone_label(zone: str, language: str, now: datetime) -> str:
    """«القاهرة (غرينتش+3)», "Cairo (GMT+3)", with the offset that holds at `now`.

    The signed number is isolated, so that its sign stays on its left in an Arabic line.
    """
    is_english = language == "en"
    shift = _signed(now.astimezone(zones.named(zone)).utcoffset() or timedelta())
    if shift and not is_english:
        shift = f"{arabic.FSI}{shift}{arabic.PDI}"
    greenwich = f"{'GMT' if is_english else 'غرينتش'}{shift}"
    if zone in _OF_ZONE:
        return f"{_OF_ZONE[zone].name(language)} ({greenwich})"
    place = zone.rpartition("/")[2].replace("_", " ")
    if "/" not in zone or zones.named(zone) is UTC:
        return greenwich
    return f"{place if is_english else arabic.enclose(place)} ({greenwich})"


def _signed(offset: timedelta) -> str:
    """«+3», «-2:30», nothing for none."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    shown = f"{hours}:{rest:02}" if rest else f"{hours}"
    return f"{'-' if minutes < 0 else '+'}{shown}" if minutes else ""
