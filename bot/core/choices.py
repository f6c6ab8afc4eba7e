"""What a key of the settings does to them: `set:NAME:VALUE` says both what and to what.

A key that adds or removes says which («+0800», «-0800»), so that pressing it twice, or pressing
an old one, does what its label promised.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Final

from bot.core import keywords
from bot.core.models import MOST_TIMES, Digits, Language, Length, Pushes, Quiet, Settings
from bot.core.times import zones
from bot.core.topics import Topic

FIRST_CAP: Final = 6
"""An hour, for who has just chosen to get everything at once."""
CAPS: Final = (3, 6, 12, 0)
A_WEEK: Final = frozenset(range(7))
WEEKDAYS: Final = {str(day) for day in A_WEEK}

# Not \d: who makes up the data of a key may write «٨», which is read nowhere else.
_CLOCK = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])")


class NoChoice(Exception):  # noqa: N818 - it reads as what it says
    """There is no such choice, now; `key` names the text that tells."""

    def __init__(self, key: str = "settings.gone") -> None:
        super().__init__(key)
        self.key = key


def choose(settings: Settings, name: str, value: str) -> Settings:
    """The settings after a choice. Raises `NoChoice`, for instance for a key of last year."""
    change = CHOICES.get(name)
    if change is None:
        raise NoChoice
    try:
        return change(settings, value)
    except (ValueError, IndexError) as error:
        raise NoChoice from error


def with_pushes(settings: Settings, value: str) -> Settings:
    pushes = Pushes(value)
    if pushes is settings.pushes:
        return settings
    cap = FIRST_CAP if pushes is Pushes.INSTANT else 0
    return replace(settings, pushes=pushes, hourly_cap=cap)


def with_cap(settings: Settings, value: str) -> Settings:
    if int(value) not in CAPS or settings.pushes is not Pushes.INSTANT:
        raise NoChoice
    return replace(settings, hourly_cap=int(value))


def with_times(settings: Settings, value: str) -> Settings:
    """«+0800», «-0800», or all of them anew: «=0730,2115»."""
    sign, times = value[0], {clock(each) for each in value[1:].split(",")}
    if sign not in SIGNS:
        raise NoChoice
    return in_times(settings, SIGNS[sign](set(settings.times), times))


def in_times(settings: Settings, times: set[str]) -> Settings:
    if len(times) > MOST_TIMES:
        raise NoChoice("times.too_many")
    return replace(settings, times=tuple(sorted(times)))


def with_days(settings: Settings, value: str) -> Settings:
    if value == "all":
        return replace(settings, days=A_WEEK)
    days = signed({str(day) for day in settings.days}, value, WEEKDAYS)
    return replace(settings, days=frozenset(int(day) for day in days))


def with_zone(settings: Settings, value: str) -> Settings:
    if getattr(zones.named(value), "key", "") != value:
        raise NoChoice
    return replace(settings, zone=value)


def with_quiet(settings: Settings, value: str) -> Settings:
    """«2200-0700» or «off»."""
    if value == "off":
        return replace(settings, quiet=None)
    start, end = value.split("-")
    quiet = Quiet(clock(start), clock(end))
    if quiet.start == quiet.end:
        raise NoChoice("quiet.all_day")
    return replace(settings, quiet=quiet)


def with_topics(settings: Settings, value: str) -> Settings:
    """All of them chosen is as none: everything."""
    if value == "all":
        return replace(settings, topics=())
    chosen = signed(set(settings.topics), value, set(Topic))
    topics = tuple(str(topic) for topic in Topic if topic in chosen)
    return replace(settings, topics=topics if len(topics) < len(Topic) else ())


def with_watched(settings: Settings, value: str) -> Settings:
    watched = with_keywords(settings.watched, value)
    return replace(settings, watched=watched, muted=apart_from(settings.muted, watched))


def with_muted(settings: Settings, value: str) -> Settings:
    muted = with_keywords(settings.muted, value)
    return replace(settings, muted=muted, watched=apart_from(settings.watched, muted))


def with_keywords(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    """«+غزة», «-غزة», several with commas between; the one that was there stays as it is."""
    sign, texts = value[0], keywords.split(value[1:])
    if sign not in ("+", "-") or not texts:
        raise NoChoice("keywords.none")
    for text in texts:
        kept = keywords.without(chosen, text)
        if sign == "-":
            chosen = kept
        elif len(kept) == len(chosen):
            chosen = (*chosen, fit(text))
    if len(chosen) > keywords.MOST:
        raise NoChoice("keywords.too_many")
    return chosen


def fit(keyword: str) -> str:
    """The keyword, if it can be one."""
    if not keywords.is_fit(keyword):
        is_long = len(keyword.encode()) > keywords.LONGEST
        raise NoChoice("keywords.too_long" if is_long else "keywords.says_nothing")
    return keyword


def apart_from(chosen: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """What was chosen last holds: no keyword is both watched and muted."""
    for other in others:
        chosen = keywords.without(chosen, other)
    return chosen


def moved(before: Settings, after: Settings) -> tuple[str, ...]:
    """The keywords that a choice has taken off the other list, as they stand on theirs now."""
    pairs = ((before.watched, after.muted), (before.muted, after.watched))
    return tuple(
        now
        for there, chosen in pairs
        for now in chosen
        if any(keywords.is_same(now, each) for each in there)
    )


def clock(text: str) -> str:
    """«0800» as settings have it: «08:00»."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise NoChoice
    return f"{match[1]}:{match[2]}"


def signed(chosen: set[str], value: str, known: Collection[str]) -> set[str]:
    sign, name = value[0], value[1:]
    if sign not in ("+", "-") or name not in known:
        raise NoChoice
    return SIGNS[sign](chosen, {name})


SIGNS: Final[dict[str, Callable[[set[str], set[str]], set[str]]]] = {
    "+": set.union,
    "-": set.difference,
    "=": lambda _, new: new,
}
CHOICES: Final[dict[str, Callable[[Settings, str], Settings]]] = {
    "pushes": with_pushes,
    "cap": with_cap,
    "times": with_times,
    "days": with_days,
    "zone": with_zone,
    "quiet": with_quiet,
    "topics": with_topics,
    "watched": with_watched,
    "muted": with_muted,
    "length": lambda settings, value: replace(settings, length=Length(value)),
    "digits": lambda settings, value: replace(settings, digits=Digits(value)),
    "language": lambda settings, value: replace(settings, language=Language(value)),
}
