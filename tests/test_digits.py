"""Numbers as the reader writes them, in the whole message and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import digits, render
from bot.core.messages.telegram_html import apart
from bot.core.models import Button, Digits, Message
from tests.builders import a_story
from tests.lint import faults, parsed
from tests.test_render import story

PIECES = st.sampled_from(
    [
        *("12", "3.5", "1,234", "25.11.2026", "٤٥", "٦٫٧", "١٬٢٣٤", "۱۲", "%", "٪", " ", "\n"),
        *("خبر", "«قال»", "&amp;", "&#x27;", "، ", ".", ",", "-", ":", "<b>", "</b>"),
        *("\u2068-2.5%\u2069", "\u2068قناة 24\u2069"),
    ]
)
LATIN_PIECES = st.sampled_from(
    [
        *("Page ", "5G", " F-16", " ٥G", "\u2068S&amp;P 500\u2069", "\u2068+961 1 234567\u2069"),
        *(" https://a.ex/5?a=1&amp;b=٢ ", " /latest 5 ", "<code>5 ٥</code>", " #كأس_2026 ", "1️⃣"),
        *('<a href="https://a.ex/1">', "</a>"),
    ]
)
ARABIC_TEXT = st.lists(PIECES, max_size=12).map("".join)
ANY_TEXT = st.lists(PIECES | LATIN_PIECES, max_size=12).map("".join)


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
        ("في 25.11.2026 و20:30", "في ٢٥.١١.٢٠٢٦ و٢٠:٣٠"),
        ("بين 1,5 و1,2345", "بين ١,٥ و١,٢٣٤٥"),
        ("شبكة 5G وطائرة 737MAX", "شبكة 5G وطائرة 737MAX"),
        ("\u2068قناة 24\u2069", "\u2068قناة ٢٤\u2069"),
        ("هاتف \u2068+961 1 234567\u2069", "هاتف \u2068+961 1 234567\u2069"),
        ("لا صفحة في \u206810.0.0.1\u2069", "لا صفحة في \u206810.0.0.1\u2069"),
        ("في #مونديال_2026 و example.com/5", "في #مونديال_2026 و example.com/5"),
        ("لإعادته: <code>add 5</code>", "لإعادته: <code>add 5</code>"),
        ("1️⃣ من 3", "1️⃣ من ٣"),
        ("أرسل /brief 08:00", "أرسل /brief 08:00"),
        ("Page 1 of 3", "Page ١ of ٣"),
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
    rest = re.sub(r"&#?\w+;", "", once)
    assert not re.search("[٠-٩]" if kind is Digits.LATIN else "[0-9]", rest)
    assert len(once) == len(text)


@given(ANY_TEXT, st.sampled_from(Digits))
def test_only_the_last_choice_counts(text: str, kind: Digits) -> None:
    for first in Digits:
        assert digits.in_text(digits.in_text(text, first), kind) == digits.in_text(text, kind)


@given(ANY_TEXT)
def test_nothing_but_numbers_changes(text: str) -> None:
    def rest(text: str) -> list[str]:
        return re.findall(r"<[^>]*>|&#?\w+;|[^\d.,٫٬%٪\u200e]", text)

    assert rest(digits.in_text(text, Digits.ARABIC)) == rest(text)


def test_numbers_in_an_english_line_stay_in_their_order() -> None:
    """Signs between Arabic digits run from the right (UAX #9, rule N1)."""
    written = digits.in_text("Briefings: 8:00, 13:00 – 20:00", Digits.ARABIC)

    assert written == "Briefings: ٨:٠٠\u200e, ١٣:٠٠\u200e – ٢٠:٠٠"
    assert digits.in_text(written, Digits.LATIN) == "Briefings: 8:00, 13:00 – 20:00"
    assert digits.in_text("الموجز: 8:00، 13:00", Digits.ARABIC) == "الموجز: ٨:٠٠، ١٣:٠٠"


def test_english_beside_an_arabic_name_has_the_same_digits_as_the_name() -> None:
    told = (apart("40 minutes ago"), apart("3 May 2026, 9:45"), "\u2068F-16\u2069")
    line = " · ".join(("📰 المرفأ 24", *told))

    written = digits.in_text(line, Digits.ARABIC)

    assert written == (
        "📰 المرفأ ٢٤ · \u2066٤٠ minutes ago\u2069"
        " · \u2066٣ May ٢٠٢٦\u200e, ٩:٤٥\u2069 · \u2068F-16\u2069"
    )
    assert digits.in_text(written, Digits.LATIN) == line


def test_an_english_line_that_begins_with_a_number_still_runs_from_the_left() -> None:
    message = render.notice(digits.in_text("5 sources", Digits.ARABIC))

    assert message.html == "\u200e٥ sources"
    assert faults(message) == []


def test_a_message_keeps_its_markup_and_what_its_keys_mean() -> None:
    message = story(a_story())
    message = Message(html=message.html, buttons=((Button(label="2", data="open:2"),),))

    written = digits.write(message, Digits.ARABIC)

    assert faults(written) == []
    assert written.buttons == ((Button(label="٢", data="open:2"),),)
    kinds = [each["type"] for each in parsed(message.html)["entities"]]
    assert [each["type"] for each in parsed(written.html)["entities"]] == kinds
