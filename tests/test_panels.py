"""The panels of the settings: whatever is pressed, in whatever order, they hold together."""

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import choices, outlook
from bot.core.choices import NoChoice
from bot.core.messages import panels
from bot.core.models import MOST_TIMES, Button, Digits, Language, Message, Pushes, Quiet, Settings
from bot.core.outlook import View
from bot.core.times.typed_quiet import parse_quiet
from bot.core.topics import Topic
from bot.handlers import BUTTONS
from tests.builders import NOW
from tests.lint import faults

INDIC = re.compile("[٠-٩]")
LATIN = re.compile("[0-9]")


def a_view(*, sources: int = 3, is_subscribed: bool = True, **chosen: Any) -> View:
    settings = Settings(**{"zone": "Africa/Cairo", **chosen})
    return View(settings=settings, now=NOW, sources=sources, is_subscribed=is_subscribed)


def keys(message: Message) -> list[Button]:
    return [key for row in message.buttons for key in row]


def pressed(view: View, name: str, key: Button) -> tuple[View, str, int]:
    """What a press leads to: how things stand then, and the panel and page shown."""
    kind, _, rest = key.data.partition(":")
    if kind == "panel":
        panel, page = rest.split(":")
        return view, panel, int(page)
    if kind != "set":
        return view, name, 0
    parts = rest.split(":")
    try:
        settings = choices.choose(view.settings, parts[0], parts[1])
    except NoChoice as error:
        if error.key != "times.too_many":
            raise
        settings = view.settings
    changed = View(settings=settings, now=view.now, sources=view.sources)
    return changed, panels.of_choice(parts[0]), int(parts[2]) if len(parts) > 2 else 0


def are_valid(settings: Settings) -> bool:
    times = [datetime.strptime(time, "%H:%M").replace(tzinfo=UTC) for time in settings.times]
    return (
        times == sorted(times)
        and len(times) <= MOST_TIMES
        and settings.days <= choices.A_WEEK
        and set(settings.topics) < set(Topic)
        and ZoneInfo(settings.zone) is not None
        and settings.hourly_cap in choices.CAPS
        and (settings.pushes is Pushes.INSTANT or settings.hourly_cap == 0)
    )


@given(st.lists(st.integers(0, 200), max_size=25), st.booleans(), st.sampled_from(Language))
def test_any_presses_leave_settings_that_hold_and_keys_that_lead_somewhere(
    presses: list[int], is_subscribed: bool, language: Language
) -> None:
    view, name, page = a_view(is_subscribed=is_subscribed, language=language), "main", 0
    for number in presses:
        shown = panels.panel(view, name, page)

        assert faults(shown) == []
        assert all(any(re.search(each, key.data) for each in BUTTONS) for key in keys(shown))
        assert len({key.data for key in keys(shown)}) == len(keys(shown))
        choice = keys(shown)[number % len(keys(shown))]
        view, name, page = pressed(view, name, choice)
        assert are_valid(view.settings)


@pytest.mark.parametrize("name", panels.PANELS)
@pytest.mark.parametrize("digits", Digits)
@pytest.mark.parametrize("language", Language)
def test_a_panel_has_one_kind_of_digits(name: str, digits: Digits, language: Language) -> None:
    view = a_view(
        digits=digits,
        language=language,
        pushes=Pushes.BRIEFINGS,
        quiet=Quiet("22:00", "07:30"),
        times=("06:15",),
    )
    shown = panels.panel(view, name)
    others = LATIN if digits is Digits.ARABIC else INDIC
    samples = ("button.digits", "set:digits")

    assert not others.search(re.sub(r"<[^>]*>|GMT\+\d", "", shown.html))
    assert not any(
        others.search(key.label) for key in keys(shown) if not key.data.startswith(samples)
    )


@pytest.mark.parametrize("name", panels.PANELS)
@pytest.mark.parametrize("language", Language)
def test_labels_are_not_cut_on_a_phone(name: str, language: Language) -> None:
    view = a_view(pushes=Pushes.INSTANT, quiet=Quiet("22:30", "07:15"), language=language)
    shown = panels.panel(view, name)

    for row in shown.buttons:
        longest = {1: 40, 2: 16, 3: 11}[len(row)]
        letters = [re.sub(r"[^\w :]", "", key.label).strip() for key in row]
        assert all(len(each) <= longest for each in letters), letters


@pytest.mark.parametrize("name", panels.PANELS)
@pytest.mark.parametrize("language", Language)
def test_what_stands_above_the_last_line_does_not_announce_it(
    name: str, language: Language
) -> None:
    shown = panels.panel(a_view(pushes=Pushes.INSTANT, language=language), name)

    assert ":\n" not in shown.html


def test_the_keys_of_digits_and_language_name_what_they_bring_not_what_is() -> None:
    labels = {key.label for key in keys(panels.panel(a_view(), "main"))}

    assert labels >= {"🔢 أرقام ١٢٣", "🌐 English"}


def test_a_cap_is_offered_only_to_who_gets_everything_at_once() -> None:
    assert "set:cap:6" not in {key.data for key in keys(panels.panel(a_view(), "pushes"))}
    with pytest.raises(NoChoice):
        choices.choose(Settings(), "cap", "6")


def test_who_chooses_everything_at_once_starts_with_six_an_hour() -> None:
    chosen = choices.choose(Settings(), "pushes", "instant")

    assert chosen.hourly_cap == 6
    assert choices.choose(chosen, "pushes", "briefings").hourly_cap == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pushes", "hourly"),
        ("times", "0800"),
        ("times", "+2460"),
        ("times", "+8:00"),
        ("times", "+0٨00"),
        ("days", "+7"),
        ("zone", "Africa/Nowhere"),
        ("zone", "../../etc/passwd"),
        ("quiet", "2200"),
        ("quiet", "9900-0700"),
        ("quiet", "0٨00-0900"),
        ("quiet", "2200-٠٧٠٠"),
        ("topics", "+gossip"),
        ("topics", "sports"),
        ("length", "epic"),
        ("cap", "7"),
        ("colour", "red"),
        ("language", "fr"),
    ],
)
def test_a_choice_that_there_is_not_is_refused(name: str, value: str) -> None:
    with pytest.raises(NoChoice):
        choices.choose(Settings(pushes=Pushes.INSTANT), name, value)


def test_who_chooses_topics_is_told_what_comes_besides() -> None:
    shown = panels.panel(a_view(), "topics").html

    assert "اضغط المواضيع التي تريدها دون غيرها، واضغط الموضوع مرة أخرى لحذفه." in shown
    assert "ويصلك أيضاً العاجل كله، وما لا يذكر ناشره موضوعه." in shown


def test_a_briefing_is_not_called_everything_as_it_has_seven_stories_at_most() -> None:
    shown = panels.panel(a_view(), "pushes").html

    assert "وأهم ما عداها في موجز بأوقاتك" in shown


@pytest.mark.parametrize(("language", "told"), [("ar", "ولا شيء غير"), ("en", "nothing else")])
def test_nobody_is_promised_that_nothing_else_comes_as_keywords_do(
    language: str, told: str
) -> None:
    view = a_view(pushes=Pushes.BREAKING, language=Language(language), watched=("غزة",))

    assert told not in "".join(panels.panel(view, name).html for name in panels.PANELS)


def test_who_chooses_a_cap_is_told_that_breaking_news_is_not_held_by_it() -> None:
    assert "والعاجل يصل في حينه." in panels.panel(a_view(pushes=Pushes.INSTANT), "pushes").html


def test_all_topics_are_as_none() -> None:
    settings = Settings()
    for topic in Topic:
        settings = choices.choose(settings, "topics", f"+{topic.value}")

    assert settings.topics == ()


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, "الموجز القادم اليوم الساعة 13:00 بتوقيت القاهرة"),
        ({"times": ("08:00",)}, "الموجز القادم غداً الساعة 8:00 بتوقيت القاهرة"),
        ({"days": frozenset({4})}, "الموجز القادم الجمعة الساعة 8:00 بتوقيت القاهرة"),
        (
            {"zone": "Asia/Riyadh", "times": ("12:40",)},
            "الموجز القادم غداً الساعة 12:40 بتوقيت الرياض",
        ),
        ({"times": ()}, "لا موجز قادم، فلا وقت له"),
        ({"days": frozenset()}, "لا موجز قادم، فلا يوم له"),
        # What is watched for comes too: «ولا شيء غيره» would be wrong.
        ({"pushes": Pushes.BREAKING, "watched": ("غزة",)}, "يصلك العاجل فور وروده، بلا موجز"),
        ({"pushes": Pushes.INSTANT}, "يصلك كل خبر فور نشره"),
        ({"pushes": Pushes.INSTANT, "hourly_cap": 3}, "3 أخبار في الساعة على الأكثر"),
        ({"pushes": Pushes.INSTANT, "hourly_cap": 12}, "12 خبراً في الساعة على الأكثر"),
        ({"digits": Digits.ARABIC}, "الموجز القادم اليوم الساعة ١٣:٠٠ بتوقيت القاهرة"),
    ],
)
def test_what_will_come_is_told(chosen: dict[str, Any], told: str) -> None:
    assert told in outlook.outlook(a_view(**chosen))


def test_the_cities_open_where_the_readers_own_is() -> None:
    view = a_view(zone="Europe/London")
    (leading,) = (key for key in keys(panels.panel(view, "main")) if "panel:zone" in key.data)
    _, name, page = pressed(view, "main", leading)

    assert "✅ لندن" in {key.label for key in keys(panels.panel(view, name, page))}


@pytest.mark.parametrize(
    ("quiet", "told"),
    [
        (
            Quiet("11:00", "07:00"),
            "يدوم الهدوء 20 ساعة من كل يوم. إن قصدت الليل فاكتب: من 23 إلى 7",
        ),
        (
            Quiet("10:30", "06:00"),
            "يدوم الهدوء 19 ساعة من كل يوم. إن قصدت الليل فاكتب: من 22:30 إلى 6:00",
        ),
        (
            Quiet("12:00", "07:00"),
            "يدوم الهدوء 19 ساعة من كل يوم. إن قصدت الليل فاكتب: من 0 إلى 7",
        ),
        (Quiet("23:00", "07:00"), ""),
        (Quiet("09:00", "17:00"), ""),
        (Quiet("00:00", "18:00"), ""),
    ],
)
def test_quiet_hours_of_nearly_all_the_day_are_rather_meant_for_the_night(
    quiet: Quiet, told: str
) -> None:
    view = a_view(quiet=quiet, pushes=Pushes.BREAKING)

    assert outlook.warnings(view) == ([f"⚠️ {told}"] if told else [])


def test_the_night_that_is_proposed_is_read_as_one() -> None:
    (told,) = outlook.warnings(a_view(quiet=Quiet("11:00", "07:00"), pushes=Pushes.BREAKING))

    assert parse_quiet(told.partition(": ")[2]) == Quiet("23:00", "07:00")


def test_in_english_several_briefings_in_the_quiet_hours_are_not_called_one() -> None:
    view = a_view(
        language=Language.ENGLISH, quiet=Quiet("19:00", "09:00"), times=("08:00", "20:00")
    )

    assert "Your quiet hours cover the briefing at 8:00, 20:00" in panels.panel(view, "main").html


def test_in_english_all_is_said_in_english_and_laid_from_the_left() -> None:
    view = a_view(language=Language.ENGLISH, topics=("sports", "health"))
    shown = panels.panel(view, "main")

    assert "Next briefing today at 13:00, Cairo time" in shown.html
    assert "Topics: Sports, Health" in shown.html
    assert [key.label for key in shown.buttons[0]] == ["📬 What I get", "🕗 Briefings"]
    assert not re.search("[ء-ي]", shown.html)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (Language.ARABIC, ["التالي ←", "صفحة 2 من 3", "→ السابق"]),
        (Language.ENGLISH, ["← Previous", "Page 2 of 3", "Next →"]),
    ],
)
def test_pages_are_turned_in_the_direction_of_reading(language: Language, row: list[str]) -> None:
    shown = panels.panel(a_view(language=language), "zone", 1)

    assert row in [[key.label for key in keys] for keys in shown.buttons]


def test_who_gets_nothing_is_told_why() -> None:
    assert "الاشتراك متوقف" in outlook.outlook(a_view(is_subscribed=False))
    assert "لم تختر مصدراً" in outlook.outlook(a_view(sources=0))


@pytest.mark.parametrize(
    ("quiet", "held"),
    [
        (Quiet("22:00", "09:00"), ["8:00"]),
        (Quiet("19:00", "08:00"), ["20:00"]),
        (Quiet("12:00", "21:00"), ["13:00", "20:00"]),
        (Quiet("22:00", "07:00"), []),
    ],
)
def test_briefings_within_quiet_hours_are_told_to_come_all_the_same(
    quiet: Quiet, held: list[str]
) -> None:
    told = "\n".join(outlook.warnings(a_view(quiet=quiet)))

    assert re.findall(r"\d+:\d\d", told) == held
    assert (told == "") is (held == [])


def test_who_gets_no_briefings_is_not_warned_of_them() -> None:
    view = a_view(quiet=Quiet("12:00", "21:00"), pushes=Pushes.BREAKING)

    assert outlook.warnings(view) == []
