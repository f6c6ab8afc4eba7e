"""The texts: complete, printable, and each of them a message that may go out."""

import re
from string import Formatter

import pytest

from bot.core import render
from bot.core.texts import COMMANDS, PLURALS, TEXTS, WORDS, count, label, say, word_command
from bot.handlers import COMMANDS as HANDLERS
from tests.lint import faults

FORMS = {"zero", "one", "two", "few", "many", "other"}


def filled(key: str) -> dict[str, str]:
    """A value for each placeholder of a text."""
    return {name: "5" for _, name, _, _ in Formatter().parse(TEXTS[key]) if name}


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_may_go_out_as_a_message(key: str) -> None:
    assert faults(render.notice(say(key, **filled(key)))) == []


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_keeps_to_arabic_typography(key: str) -> None:
    text = re.sub(r"<[^>]*>|/\w+|\{\w+\}", "ك", TEXTS[key])

    assert not re.search(r"[,;?\"]", text), "Latin punctuation"
    assert not re.search(r"\s[،؛؟.!]", text), "a space before punctuation"
    assert "ـ" not in text


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_command_stands_alone_so_that_it_can_be_tapped_and_its_slash_stays(key: str) -> None:
    assert not re.search(r"[\u0621-\u064a]/[a-z]{2,}", TEXTS[key])


@pytest.mark.parametrize("key", [key for key in sorted(TEXTS) if key.startswith("button.")])
def test_a_button_label_fits_two_in_a_row(key: str) -> None:
    letters = re.findall(r"[\u0621-\u064a ]", label(key, **filled(key)))

    assert len(letters) <= 18


@pytest.mark.parametrize("key", sorted(PLURALS))
def test_what_can_be_counted_has_all_six_arabic_forms(key: str) -> None:
    assert set(PLURALS[key]) == FORMS
    assert "{n}" not in PLURALS[key]["one"] + PLURALS[key]["two"]


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "لا أخبار"),
        (1, "خبر واحد"),
        (2, "خبرين"),
        (5, "5 أخبار"),
        (10, "10 أخبار"),
        (26, "26 خبراً"),
        (100, "100 خبر"),
        (103, "103 أخبار"),
        (111, "111 خبراً"),
    ],
)
def test_news_is_counted_as_in_a_newspaper(n: int, text: str) -> None:
    assert count("news", n) == text


def test_values_in_a_text_are_escaped() -> None:
    assert "&lt;b&gt;" in say("unknown.command", command="<b>")


def test_every_command_of_the_menu_is_answered_and_told_in_both_languages() -> None:
    assert set(COMMANDS) <= set(HANDLERS)
    assert all(set(texts) == {"ar", "en"} for texts in COMMANDS.values())
    assert all(1 <= len(text) <= 256 for texts in COMMANDS.values() for text in texts.values())


def test_plain_words_stand_for_commands() -> None:
    assert word_command("اشترك") == "subscribe"
    assert word_command("كلام آخر") is None
    assert all(word_command(word) == name for name, words in WORDS.items() for word in words)


def test_the_help_names_every_command_of_the_menu() -> None:
    assert all(f"/{name}" in TEXTS["help"] for name in COMMANDS if name != "start")
