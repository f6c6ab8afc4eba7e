"""Numbers as the reader writes them, in the whole message and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import digits
from bot.core.models import Button, Digits, Message
from tests.builders import a_story
from tests.lint import faults, parsed
from tests.test_render import story

PIECES = st.sampled_from(
    (
        "12",
        "3.5",
        "1,234",
        "٤٥",
        "٦٫٧",
        "١٬٢٣٤",
        "%",
        " ",
        "خبر",
        "«قال»",
        "&amp;",
        "\n",
        "، ",
        ".",
    )
)
ARABIC_TEXT = st.lists(PIECES, max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("بعجز 4.2% في 2027", "بعجز ٤٫٢٪ في ٢٠٢٧"),
        ("نحو 1,234,567 شخصاً", "نحو ١٬٢٣٤٬٥٦٧ شخصاً"),
        ("فاز 3-1 في القمة.", "فاز ٣-١ في القمة."),
        ("مؤشر \u2068S&amp;P 500\u2069 5", "مؤشر \u2068S&amp;P 500\u2069 ٥"),
        ("تراجع \u2068-2.5%\u2069", "تراجع \u2068-٢٫٥٪\u2069"),
        ('<a href="https://a.ex/1">\u200f12</a>', '<a href="https://a.ex/1">\u200f١٢</a>'),
        ("أرسل \u2068/latest 5\u2069", "أرسل \u2068/latest 5\u2069"),
        ("&#8207;7", "&#8207;٧"),
        ("۱۲ سنة", "١٢ سنة"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_arabic_digits(text: str, written: str) -> None:
    assert digits.in_text(text, Digits.ARABIC) == written


def test_numbers_are_written_in_latin_digits_also_where_the_article_has_others() -> None:
    assert digits.in_text("بعجز ٤٫٢٪ من ١٬٢٣٤", Digits.LATIN) == "بعجز 4.2% من 1,234"


@given(ARABIC_TEXT, st.sampled_from(Digits))
def test_doing_it_again_changes_nothing_and_no_message_has_both(text: str, kind: Digits) -> None:
    once = digits.in_text(text, kind)

    assert digits.in_text(once, kind) == once
    rest = re.sub(r"&\w+;", "", once)
    assert not re.search("[٠-٩]" if kind is Digits.LATIN else "[0-9]", rest)
    assert len(once) == len(text)


@given(ARABIC_TEXT)
def test_the_way_there_and_back_leads_home(text: str) -> None:
    latin = digits.in_text(text, Digits.LATIN)

    assert digits.in_text(digits.in_text(latin, Digits.ARABIC), Digits.LATIN) == latin


def test_a_message_keeps_its_markup_and_what_its_keys_mean() -> None:
    message = story(a_story())
    message = Message(html=message.html, buttons=((Button(label="2", data="open:2"),),))

    written = digits.write(message, Digits.ARABIC)

    assert faults(written) == []
    assert written.buttons == ((Button(label="٢", data="open:2"),),)
    kinds = [each["type"] for each in parsed(message.html)["entities"]]
    assert [each["type"] for each in parsed(written.html)["entities"]] == kinds
