"""How a reader's settings stand, in words, and what will come of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from bot.core import arabic, choices, keywords
from bot.core.choices import A_WEEK
from bot.core.messages import digits
from bot.core.models import Language, Pushes, Quiet, Settings
from bot.core.texts import count, label, say
from bot.core.times import briefing_times, cities, zones

WEEK: Final = (5, 6, 0, 1, 2, 3, 4)
"""As Arab calendars have it: Saturday first."""
LONGEST_QUIET: Final = 14
"""Hours of a day after which quiet ones are rather a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What there is to be told of a chat."""

    settings: Settings
    now: datetime
    sources: int
    """So many of them push something."""
    is_subscribed: bool = True
    is_private: bool = True
    moved: tuple[str, ...] = ()
    """Keywords that the last choice has taken off the other list."""

    def say(self, key: str, **values: object) -> str:
        """A text as HTML, in this reader's digits."""
        return self.in_digits(say(key, self.settings.language, **values))

    def label(self, key: str, **values: object) -> str:
        return self.in_digits(label(key, self.settings.language, **values))

    def in_digits(self, text: str) -> str:
        return digits.in_text(text, self.settings.digits)

    @property
    def has_briefings(self) -> bool:
        return self.settings.pushes is Pushes.BRIEFINGS


def called(view: View, name: str) -> str:
    """What the bot calls itself: its `name` in Telegram, ours in the reader's language."""
    ours = {label("name", language) for language in Language}
    return view.label("name") if name in ours else arabic.enclose(name)


def what(view: View) -> str:
    """What a subscriber gets, as part of a sentence: «الأخبار العاجلة فور ورودها، والموجز …»."""
    settings = view.settings
    if view.has_briefings and not (settings.times and settings.days):
        return view.label("what.breaking")
    times = joined(view, settings.times)
    return view.label(f"what.{settings.pushes.value}", times=times, zone=place(view))


def outlook(view: View) -> str:
    """What will come next, as plain text: for a notice, or the last line of a panel."""
    settings = view.settings
    if not view.is_subscribed:
        return view.label("outlook.left")
    if not view.sources:
        return view.label("outlook.no_sources")
    if settings.pushes is Pushes.BREAKING:
        return view.label("outlook.breaking")
    if settings.pushes is Pushes.INSTANT:
        key = "outlook.capped" if settings.hourly_cap else "outlook.instant"
        return view.label(key, cap=capped(view))
    return next_briefing(view)


def changed(view: View) -> str:
    """What a choice has changed besides, as plain text; else what will come next."""
    return moved_text(view) or outlook(view)


def moved_text(view: View) -> str:
    """«نُقلت «غزة» من المتابعة إلى الحجب»; empty where no keyword was moved."""
    if not view.moved:
        return ""
    words = (arabic.shorten(word, keywords.SHOWN) for word in view.moved)
    quoted = (view.label("keywords.quoted", keyword=word) for word in words)
    name = "muted" if view.moved[0] in view.settings.muted else "watched"
    return view.label(f"{name}.moved", keywords=view.label("topics.joint").join(quoted))


def next_briefing(view: View) -> str:
    settings = view.settings
    slot = briefing_times.next_slot(settings.times, settings.days, settings.zone, after=view.now)
    if slot is None:
        return view.label("outlook.no_days" if settings.times else "outlook.no_times")
    clock = zones.named(settings.zone)
    today = view.now.astimezone(clock).date()
    named = {today: "day.today", today + timedelta(days=1): "day.tomorrow"}
    day = slot.at.astimezone(clock).date()
    return view.label(
        "outlook.briefing",
        day=view.label(named.get(day, f"day.{day.weekday()}")),
        time=clock_text(slot.at.astimezone(clock).time()),
        zone=place(view),
    )


def warnings(view: View) -> list[str]:
    """Choices that do not go together, each with what comes of it, as HTML."""
    settings, quiet = view.settings, view.settings.quiet
    if not quiet:
        return []
    told = by_day(view, quiet)
    if view.has_briefings and settings.days:
        held = [time for time in settings.times if briefing_times.covers(quiet, time)]
        told += [view.say("quiet.covers", times=joined(view, held))] if held else []
    return told


def by_day(view: View, quiet: Quiet) -> list[str]:
    """Who types «من 11 إلى 7» may mean the night, and would hear nothing for twenty hours."""
    start, end = (time.fromisoformat(each) for each in quiet)
    hours = (end.hour - start.hour - (end.minute < start.minute)) % 24
    if hours <= LONGEST_QUIET or not 6 <= start.hour <= 12:
        return []
    night = f"{(start.hour + 12) % 24:02}:{start.minute:02}"
    told = count("hours", hours, view.settings.language)
    return [view.say("quiet.by_day", hours=told, span=span(view, night, quiet.end))]


def pushes_text(view: View) -> str:
    if view.settings.pushes is Pushes.INSTANT and view.settings.hourly_cap:
        return view.label("pushes.capped", cap=capped(view))
    return view.label(f"pushes.{view.settings.pushes.value}")


def capped(view: View) -> str:
    """How many stories an hour may bring: «3 أخبار»."""
    return count("news", view.settings.hourly_cap, view.settings.language)


def value_text(view: View, name: str, value: str) -> str:
    """A choice's value as a label."""
    changed = choices.choose(view.settings, name, value)
    if name == "quiet":
        return quiet_text(replace(view, settings=changed))
    return joined(view, changed.times)


def times_text(view: View) -> str:
    times, days = view.settings.times, view.settings.days
    if not times:
        return view.label("times.no")
    return view.label("times.on_days", times=joined(view, times), days=days_text(view, days))


def days_text(view: View, days: frozenset[int]) -> str:
    if days == A_WEEK:
        return view.label("days.all")
    if not days:
        return view.label("days.none")
    return listed(view, [view.label(f"day.{day}") for day in WEEK if day in days])


def zone_text(view: View) -> str:
    now = view.now.astimezone(zones.named(view.settings.zone)).time()
    zone = cities.zone_label(view.settings.zone, view.settings.language, view.now)
    return view.label("settings.now", zone=zone, time=clock_text(now))


def place(view: View) -> str:
    """The city that a time zone is called after, else the zone as it is known."""
    settings = view.settings
    city = next((city for city in cities.ALL if city.zone == settings.zone), None)
    label = cities.zone_label(settings.zone, settings.language, view.now)
    return city.name(settings.language) if city else view.in_digits(label)


def quiet_text(view: View) -> str:
    quiet = view.settings.quiet
    return span(view, *quiet) if quiet else view.label("quiet.none")


def span(view: View, start: str, end: str) -> str:
    """«من 22 إلى 7», «من 22:30 إلى 7:00»."""
    ends = [short(start), short(end)]
    if start.endswith(":00") and end.endswith(":00"):
        ends = [str(int(end.removesuffix(":00"))) for end in ends]
    return view.label("quiet.span", start=ends[0], end=ends[1])


def topics_text(view: View) -> str:
    names = [view.label(f"topic.{name}") for name in view.settings.topics]
    return view.label("topics.joint").join(names) or view.label("topics.everything")


def keywords_text(view: View) -> str:
    """«غزة، كأس العالم؛ بلا الأبراج»"""
    joint = view.label("topics.joint")
    watched, muted = (
        joint.join(map(arabic.enclose, words))
        for words in (view.settings.watched, view.settings.muted)
    )
    if not muted:
        return watched or view.label("keywords.nothing")
    without = view.label("keywords.without", keywords=muted)
    return view.label("keywords.both", watched=watched, without=without) if watched else without


def sources_text(view: View) -> str:
    return view.in_digits(count("sources", view.sources, view.settings.language))


def joined(view: View, times: Sequence[str]) -> str:
    return listed(view, [view.in_digits(short(time)) for time in times])


def listed(view: View, parts: Sequence[str]) -> str:
    """«8:00 و13:00 و20:00»."""
    text = parts[0] if parts else ""
    for part in parts[1:]:
        text = view.label("times.joint", first=text, last=part)
    return text


def short(text: str) -> str:
    """«08:00» as it is said: «8:00»; midnight keeps both its zeros."""
    return clock_text(time.fromisoformat(text))


def clock_text(moment: time) -> str:
    return f"{moment.hour}:{moment.minute:02}" if moment.hour else f"{moment:%H:%M}"
