"""How messages say that several sources tell a story, and what they have told since."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core import stories
from bot.core.messages import full_text, render, render_list
from bot.core.models import (
    Cited,
    Development,
    Digits,
    Language,
    Message,
    StoredArticle,
    Variant,
)
from tests.builders import NOW, a_digest, a_quote, a_story
from tests.lint import faults

ENGLISH = Variant(language=Language.ENGLISH)
NAMES = ("وكالة البرج", "Reuters")
WORDS = "طرقنا كل باب في عين الحجر قبل الظهر ولم نجد جريحاً واحداً تحت الركام"


def told(variant: Variant = render.DEFAULT, **facts: Any) -> Message:
    stored = replace(a_story(), **facts)
    return render.story(stored, now=NOW, bot="MujazBot", variant=variant)


def a_widely_told_story() -> StoredArticle:
    cited = Cited(a_quote(WORDS, speaker="صالح الوادي", role="قائد الفرق"), "وكالة البرج")
    return replace(
        a_story(),
        sources=3,
        told_by=NAMES,
        development=Development(9, "عاجل | مئذنة جامع عين الحجر تسقط في هزة ارتدادية"),
        cited=(cited,),
    )


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        (2, "نقله مصدران"),
        (3, "نقلته 3 مصادر"),
        (10, "نقلته 10 مصادر"),
        (11, "نقله 11 مصدراً"),
        (100, "نقله 100 مصدر"),
    ],
)
def test_how_many_sources_tell_a_story_is_said_as_a_newspaper_would(
    sources: int, text: str
) -> None:
    assert f"\u200f🗞 {text}" in told(sources=sources).html.split("\n")


def test_what_one_source_tells_is_not_called_told() -> None:
    assert "🗞" not in told(sources=1).html


def test_it_is_said_in_english_and_in_the_readers_digits() -> None:
    assert "\u200e🗞 This story is reported by 3 sources" in told(ENGLISH, sources=3).html.split(
        "\n"
    )
    arabic_digits = Variant(digits=Digits.ARABIC)
    assert "نقلته ٣ مصادر" in told(arabic_digits, sources=3).html


def test_the_latest_is_a_line_that_opens_it() -> None:
    stored = a_widely_told_story()
    message = told(development=stored.development)

    assert (
        '🔄 <b>آخر تطوّر:</b> <a href="https://t.me/MujazBot?start=a9">'
        "\u200fمئذنة جامع عين الحجر تسقط في هزة ارتدادية</a>" in message.html
    )


def test_what_was_taken_back_is_told_by_nobody_and_has_no_development() -> None:
    stored = replace(a_widely_told_story(), is_withdrawn=True)
    html = render.story(stored, now=NOW, bot="MujazBot").html

    assert "🔄" not in html
    assert "نقلته" not in html + full_text.message(stored, 1).html


def test_the_full_text_names_the_others() -> None:
    html = full_text.message(a_widely_told_story(), 1).html

    assert "🗞 نقلته 3 مصادر. نقله أيضاً: وكالة البرج، \u2068Reuters\u2069" in html


def test_what_another_source_quotes_is_verbatim_and_says_where_it_is_from() -> None:
    stored = a_widely_told_story()
    for html in (
        render.story(stored, now=NOW, bot="MujazBot").html,
        full_text.message(stored, 1).html,
    ):
        block = html[html.index("صالح الوادي") :].split("</blockquote>")[0]
        assert f"«{WORDS}»" in block
        assert "نقلاً عن وكالة البرج" in block


def test_what_a_telling_quotes_itself_is_not_told_of_another_source() -> None:
    own, other = a_quote(WORDS, key=False), a_quote("قول آخر لم ينقله المصدر الأول عن أحد")
    first = a_story(digest=a_digest(quotes=(own,)))
    second = replace(a_story(digest=a_digest(quotes=(a_quote(WORDS), other))), id=8)

    assert [each.quote.text for each in stories.with_others(first, [second]).cited] == [other.text]


def test_a_list_says_how_many_tell_each() -> None:
    found = [a_widely_told_story(), replace(a_story(), id=8)]
    html = render_list.listing(found, now=NOW, bot="MujazBot").html

    assert html.count("نقلته 3 مصادر") == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("digits", Digits)
def test_every_message_keeps_to_the_rules(language: Language, digits: Digits) -> None:
    variant = Variant(language=language, digits=digits)
    stored = a_widely_told_story()
    hostile = replace(
        stored,
        told_by=("<b>&", "a" * 200, *map(str, range(30))),
        development=Development(9, "<i>" * 200),
        cited=(Cited(a_quote("x" * 900, speaker="<b>"), "<b>"),) * 3,
    )
    for each in (stored, hostile):
        messages = (
            render.story(each, now=NOW, bot="MujazBot", variant=variant),
            full_text.message(each, 1, variant=variant),
            render_list.listing([each] * 10, now=NOW, bot="MujazBot", variant=variant),
        )
        assert [fault for message in messages for fault in faults(message)] == []
