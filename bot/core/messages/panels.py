"""The settings as one message that is edited in place: a panel each, with its keys.

Every panel tells how things stand and what will come; every key says in its data what it does
(`choices`) or where it leads («panel:NAME:PAGE»), so that it works whenever it is pressed.
"""

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from bot.core import keywords, outlook
from bot.core.choices import A_WEEK, CAPS
from bot.core.messages import render
from bot.core.messages.digits import in_text
from bot.core.models import Button, Digits, Language, Length, Message, Pushes, Quiet, Settings
from bot.core.outlook import View
from bot.core.texts import label
from bot.core.times import cities
from bot.core.topics import Topic

HOURS: Final = tuple(f"{hour:02}:00" for hour in (6, 7, 8, 9, 12, 13, 14, 16, 18, 20, 21, 22))
QUIET: Final = (("21:00", "06:00"), ("22:00", "07:00"), ("23:00", "07:00"), ("23:00", "08:00"))
CITIES: Final = (*cities.MAIN, *cities.ABROAD)
CITIES_A_PAGE: Final = 12


def panel(view: View, name: str, page: int = 0) -> Message:
    """A panel by name; the first for a name that is none."""
    return PANELS.get(name, main)(view, page)


def of_choice(name: str) -> str:
    """The panel in which a choice is made."""
    return {"cap": "pushes", "watched": "keywords", "muted": "keywords"}.get(name, name)


def main(view: View, page: int = 0) -> Message:
    del page
    about = {
        "pushes": outlook.pushes_text(view),
        "times": outlook.times_text(view),
        "zone": outlook.zone_text(view),
        "quiet": outlook.quiet_text(view),
        "topics": outlook.topics_text(view),
        "keywords": outlook.keywords_text(view),
        "sources": outlook.sources_text(view),
        "length": view.label(f"length.{view.settings.length.value}"),
    }
    if not view.has_briefings:
        del about["times"]
    lines = [view.say("settings.title")]
    if not view.is_private:
        lines.append(view.say("settings.chat"))
    lines += ["", *(view.say(f"settings.{name}", value=value) for name, value in about.items())]
    lines += outlook.warnings(view)
    return message(view, lines, *main_keys(view))


def main_keys(view: View) -> list[list[Button]]:
    digits = Digits.LATIN if view.settings.digits is Digits.ARABIC else Digits.ARABIC
    sample = in_text("123", digits)
    is_english = view.settings.language is Language.ENGLISH
    language = Language.ARABIC if is_english else Language.ENGLISH
    sources_key = Button(label=view.label("button.sources"), data="sources:0")
    return [
        row(view, leads(view, "pushes"), leads(view, "times")),
        row(view, leads(view, "zone"), leads(view, "quiet")),
        row(view, sources_key, leads(view, "topics")),
        row(
            view,
            leads(view, "length"),
            leads(view, "keywords"),
        ),
        row(
            view,
            Button(label=view.label("button.digits") + sample, data=f"set:digits:{digits.value}"),
            Button(label=view.label("button.language"), data=f"set:language:{language.value}"),
        ),
    ]


def pushes(view: View, page: int) -> Message:
    del page
    settings = view.settings
    rows = [
        [chosen(view, f"push.{each.value}", f"set:pushes:{each.value}", each is settings.pushes)]
        for each in Pushes
    ]
    lines = [view.say("pushes.title"), view.say("pushes.about")]
    if settings.pushes is Pushes.INSTANT:
        lines.append(view.say("pushes.cap"))
        caps = [
            marked(
                view.label("button.cap" if cap else "button.cap.none", cap=cap),
                f"set:cap:{cap}",
                cap == settings.hourly_cap,
            )
            for cap in CAPS
        ]
        rows += rows_of(view, caps, 2)
    return framed(view, lines, *rows)


def times(view: View, page: int) -> Message:
    del page
    mine = view.settings.times
    keys = [
        marked(
            view.in_digits(outlook.short(time)),
            f"set:times:{sign(time in mine)}{time.replace(':', '')}",
            time in mine,
        )
        for time in sorted({*HOURS, *mine})
    ]
    more = row(view, leads(view, "days"), asks(view, "times"))
    lines = [view.say("times.title"), f"{outlook.times_text(view)}.", view.say("times.about")]
    if not view.has_briefings:
        lines.append(view.say("times.unused"))
    lines += outlook.warnings(view)
    return framed(view, lines, *rows_of(view, keys, 3), more)


def days(view: View, page: int) -> Message:
    del page
    mine = view.settings.days
    keys = [
        marked(view.label(f"day.{day}"), f"set:days:{sign(day in mine)}{day}", day in mine)
        for day in outlook.WEEK
    ]
    every = marked(view.label("button.every_day"), "set:days:all", mine == A_WEEK)
    lines = [view.say("days.title"), view.say("days.about")]
    return framed(view, lines, *rows_of(view, [*keys, every], 2), back="times")


def zone(view: View, page: int) -> Message:
    """The main cities in pages; the others are typed."""
    pages = -(-len(CITIES) // CITIES_A_PAGE)
    page = min(page, pages - 1)
    shown = CITIES[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
    keys = [city_key(view, city, page) for city in shown]
    lines = [view.say("zone.title"), view.say("zone.about", value=outlook.zone_text(view))]
    turns = render.page_keys("panel:zone", page, pages, view.settings)
    return framed(view, lines, *rows_of(view, keys, 2), turns, [asks(view, "zone")])


def page_of(view: View) -> int:
    """Where the reader's own city stands, if it does."""
    zones = [city.zone for city in CITIES]
    mine = view.settings.zone
    return zones.index(mine) // CITIES_A_PAGE if mine in zones else 0


def city_key(view: View, city: cities.City, page: int = 0) -> Button:
    is_mine = city.zone == view.settings.zone
    return marked(city.name(view.settings.language), f"set:zone:{city.zone}:{page}", is_mine)


def quiet(view: View, page: int) -> Message:
    del page
    mine = view.settings.quiet
    keys = [quiet_key(view, Quiet(*hours)) for hours in QUIET]
    own = [quiet_key(view, mine)] if mine and mine not in QUIET else []
    off = marked(view.label("button.quiet.off"), "set:quiet:off", mine is None)
    lines = [view.say("quiet.title"), view.say("quiet.about"), *outlook.warnings(view)]
    rows = [own, *rows_of(view, keys, 2), row(view, off, asks(view, "quiet"))]
    return framed(view, lines, *rows)


def quiet_key(view: View, hours: Quiet) -> Button:
    data = f"{hours.start}-{hours.end}".replace(":", "")
    return marked(outlook.span(view, *hours), f"set:quiet:{data}", hours == view.settings.quiet)


def topics(view: View, page: int) -> Message:
    del page
    mine = view.settings.topics
    keys = [
        marked(
            view.label(f"topic.{each.value}"),
            f"set:topics:{sign(each in mine)}{each.value}",
            each in mine,
        )
        for each in Topic
    ]
    every = chosen(view, "everything", "set:topics:all", not mine)
    lines = [view.say("topics.title"), view.say("topics.about")]
    return framed(view, lines, [every], *rows_of(view, keys, 2))


def words(view: View, page: int) -> Message:
    """A key for each, which removes it."""
    del page
    kinds = {"watched": view.settings.watched, "muted": view.settings.muted}
    keys = [
        Button(label=view.label(f"button.{name}", keyword=each), data=f"set:{name}:-{each}")
        for name, chosen in kinds.items()
        for each in chosen
    ]
    lines = [view.say("keywords.title"), view.say("keywords.about")]
    if view.moved:
        lines.append(f"⚠️ {escape(outlook.moved_text(view), quote=False)}.")
    if keys:
        lines.append(view.say("keywords.remove"))
    return framed(
        view, lines, *rows_of(view, keys, 2), row(view, asks(view, "watched"), asks(view, "muted"))
    )


def length(view: View, page: int) -> Message:
    del page
    rows = [
        [chosen(view, each.value, f"set:length:{each.value}", each is view.settings.length)]
        for each in Length
    ]
    return framed(view, [view.say("length.title"), view.say("length.about")], *rows)


def framed(
    view: View, lines: Sequence[str], *rows: Sequence[Button], back: str = "main"
) -> Message:
    """A panel with the way back."""
    way = Button(label=view.label("button.back"), data=f"panel:{back}:0")
    return message(view, lines, *rows, [way])


def message(view: View, lines: Sequence[str], *rows: Sequence[Button]) -> Message:
    """With what will come as the last line, as it may change with each press."""
    told = [*lines, "", f"<b>{outlook.outlook(view)}</b>."]
    return render.notice("\n".join(told), *(keys for keys in rows if keys))


def leads(view: View, name: str) -> Button:
    page = page_of(view) if name == "zone" else 0
    return Button(label=view.label(f"button.{name}"), data=f"panel:{name}:{page}")


def asks(view: View, name: str) -> Button:
    return Button(label=view.label(f"button.{name}.ask"), data=f"ask:{name}")


def sets(view: View, name: str, value: str) -> Button:
    """What was typed, as a key."""
    return Button(label=f"✅ {outlook.value_text(view, name, value)}", data=f"set:{name}:{value}")


def watches(settings: Settings, keyword: str) -> list[Button]:
    """A key that watches for a keyword; none where it cannot be one, or is watched for already."""
    is_watched = any(keywords.is_same(each, keyword) for each in settings.watched)
    if is_watched or not keywords.is_fit(keyword):
        return []
    return [Button(label=label("button.watch", settings.language), data=f"watch:{keyword}")]


def chosen(view: View, name: str, data: str, is_chosen: bool) -> Button:
    return marked(view.label(f"button.{name}"), data, is_chosen)


def marked(text: str, data: str, is_chosen: bool) -> Button:
    return Button(label=f"✅ {text}" if is_chosen else text, data=data)


def sign(is_chosen: bool) -> str:
    """What a press does: take away what is there."""
    return "-" if is_chosen else "+"


def row(view: View, *keys: Button) -> list[Button]:
    return list(render.laid(keys, view.settings.language))


def rows_of(view: View, keys: Sequence[Button], width: int) -> list[list[Button]]:
    return [row(view, *keys[at : at + width]) for at in range(0, len(keys), width)]


PANELS: Final[dict[str, Callable[[View, int], Message]]] = {
    "main": main,
    "pushes": pushes,
    "times": times,
    "days": days,
    "zone": zone,
    "quiet": quiet,
    "topics": topics,
    "keywords": words,
    "length": length,
}
