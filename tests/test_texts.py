"""The texts: complete, printable, and each of them a message that may go out."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from bot.core import arabic
from bot.core.messages import render
from bot.core.models import Language
from bot.core.texts import COMMANDS, PLURALS, TEXTS, THEMES, count, label, say
from bot.handlers import COMMANDS as HANDLERS
from tests.lint import faults

FORMS = {
    Language.ARABIC: {"zero", "one", "two", "few", "many", "other"},
    Language.ENGLISH: {"one", "other"},
}
ARABIC, ENGLISH = TEXTS[Language.ARABIC], TEXTS[Language.ENGLISH]
SPEAKING = [
    path
    for path in sorted(Path("bot").rglob("*.py"))
    if path.parent.name != "texts" and "bot.core.texts import" in path.read_text(encoding="utf-8")
]
BOTH = [(language, key) for language in Language for key in sorted(TEXTS[language])]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def filled(key: str) -> dict[str, str]:
    """A value for each placeholder of a text."""
    return dict.fromkeys(placeholders(ARABIC[key]), "5")


@pytest.mark.parametrize("path", SPEAKING, ids=str)
def test_what_the_bot_says_stands_in_the_texts_alone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    remarks = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }  # docstrings
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in remarks
        and re.search(r"[ء-ي]{3}", node.value)
    ]

    assert said == []


def test_no_text_stands_in_two_themes() -> None:
    assert sum(len(theme.TEXTS) for theme in THEMES) == len(ARABIC)


def test_everything_is_said_in_both_languages() -> None:
    assert {key: placeholders(text) for key, text in ARABIC.items()} == {
        key: placeholders(text) for key, text in ENGLISH.items()
    }
    assert set(PLURALS[Language.ARABIC]) == set(PLURALS[Language.ENGLISH])


@pytest.mark.parametrize(("language", "key"), BOTH)
def test_every_text_may_go_out_as_a_message(language: Language, key: str) -> None:
    for value in ("5", "منصة شرفة", "OpenAI"):
        values = dict.fromkeys(placeholders(ARABIC[key]), arabic.enclose(value))

        assert faults(render.notice(say(key, language, **values))) == []


@pytest.mark.parametrize("key", sorted(ARABIC))
def test_every_text_keeps_to_arabic_typography(key: str) -> None:
    text = re.sub(r"<[^>]*>|/\w+|\{\w+\}", "ك", ARABIC[key])

    assert not re.search(r"[,;?\"]", text), "Latin punctuation"
    assert not re.search(r"\s[،؛؟.!]", text), "a space before punctuation"
    assert "ـ" not in text


@pytest.mark.parametrize("key", sorted(ARABIC))
def test_the_bot_speaks_of_itself_as_one_and_of_readers_as_men_and_women(key: str) -> None:
    words = set(re.findall("[\u0621-\u0652]+", ARABIC[key]))

    assert not re.search(r"\b(we|our|us)\b", ENGLISH[key], re.IGNORECASE)
    assert not {word for word in words if word.endswith("نا")} - {"هنا"}, "«عندنا»"
    assert not words & {"أنت", "عزيزي"}, "«أنت مشترك»"


@pytest.mark.parametrize(
    ("never", "instead"),
    [
        (r"\bتم\b", "أُلغي، بدأ"),
        (r"كتم|اكتم", "حجب"),
        (r"ضغط على", "اضغط الزر"),
        (r"الموضوعات", "المواضيع"),
        (r"روبوت", "البوت"),
        (r"تلغرام|تليجرام|تيليجرام", "تيليغرام"),
        (r"إعادت?ه? المحاولة|حاول مرة أخرى|حاول مجدداً", "أعد المحاولة"),
        (r"\bانقر\b", "اضغط"),
        (r"قراءة \{", "قراءة في دقيقة: «قراءة دقيقة» is an accurate one"),
    ],
)
def test_one_thing_has_one_word(never: str, instead: str) -> None:
    told = {key: re.sub("[\u064b-\u0652]", "", text) for key, text in ARABIC.items()}
    found = [key for key, text in told.items() if re.search(never, text)]

    assert [key for key in found if not key.startswith("stats")] == [], instead


@pytest.mark.parametrize("key", sorted(set(ENGLISH) - {"button.language"}))
def test_an_english_text_is_english_throughout(key: str) -> None:
    assert not re.search(r"[\u0600-\u06ff«»]", ENGLISH[key])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("key", ["sources.bells", "sources.bells.three"])
def test_no_line_ends_between_a_sign_and_what_it_means(language: Language, key: str) -> None:
    assert not re.search("[🔔⚡🔕] ", TEXTS[language][key])


@pytest.mark.parametrize("key", sorted(ARABIC))
def test_a_command_stands_alone_so_that_it_can_be_tapped_and_its_slash_stays(key: str) -> None:
    assert not re.search(r"[\u0621-\u064a]/[a-z]{2,}", ARABIC[key])


@pytest.mark.parametrize(
    ("language", "key"), [(language, key) for language, key in BOTH if key.startswith("button.")]
)
def test_a_button_label_fits_two_in_a_row(language: Language, key: str) -> None:
    letters = re.findall(r"[\u0621-\u064aA-Za-z ]", label(key, language, **filled(key)))

    assert len(letters) <= 18


@pytest.mark.parametrize("language", Language)
def test_what_can_be_counted_has_all_forms(language: Language) -> None:
    for key, forms in PLURALS[language].items():
        assert set(forms) == FORMS[language], key
    for forms in PLURALS[Language.ARABIC].values():
        assert "{n}" not in forms["one"] + forms["two"]


@pytest.mark.parametrize("key", sorted(PLURALS[Language.ARABIC]))
def test_what_is_counted_stands_in_the_case_that_its_number_asks_for(key: str) -> None:
    forms = PLURALS[Language.ARABIC][key]
    few, many, hundreds = (
        forms[form].partition("{n} ")[2].split()[0] for form in ("few", "many", "other")
    )

    assert many == hundreds if hundreds.endswith("ة") else many == f"{hundreds}اً"
    assert few != hundreds
    assert not few.endswith("اً")
    assert all("{n}" not in forms[form] for form in ("zero", "one", "two"))


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
    assert count("news", n, Language.ARABIC) == text


def test_values_in_a_text_are_escaped() -> None:
    assert "&lt;b&gt;" in say("unknown.command", Language.ARABIC, command="<b>")


def test_every_command_of_the_menu_is_answered_and_told_in_both_languages() -> None:
    assert set(COMMANDS) <= set(HANDLERS)
    assert all(set(texts) == {"ar", "en"} for texts in COMMANDS.values())
    assert all(1 <= len(text) <= 256 for texts in COMMANDS.values() for text in texts.values())


def test_the_help_names_every_command_of_the_menu() -> None:
    assert all(f"/{name}" in ARABIC["help"] for name in COMMANDS if name != "start")
