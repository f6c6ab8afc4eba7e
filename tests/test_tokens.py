"""Paragraphs as words, points and quotations."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrases import read
from bot.core.phrases.tokens import QUOTATION, tokenise

LINES = st.text(alphabet="اأإآبةىئوؤنمل ً،.:؟!-19abc\u0640", max_size=120)


def _keys(text: str) -> list[str]:
    return [token.key for token in tokenise(0, text).tokens]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("أكّد الوزيرُ، أمس، أنّ", ["اكد", "الوزير", "،", "امس", "،", "ان"]),
        ("(بي. بي. سي) 2.75.", ["(", *["بي", "·"] * 2, "سي", ")", "2", "·", "75", "."]),
        ("في آن واحد، وفي آن. أن", ["في", "آن", "واحد", "،", "وفي", "آن", ".", "ان"]),
        ("قال: «نعم» ثم مضى", ["قال", ":", QUOTATION, "ثم", "مضي"]),
        ("د. سامر – هنا؟", ["د", "·", "سامر", "-", "هنا", "."]),
    ],
)
def test_words_are_keys_and_points_are_told_apart(text: str, keys: list[str]) -> None:
    assert _keys(text) == keys


@pytest.mark.parametrize("odd", ["Ω", "CNN", "٢", "یک"])
@given(text=LINES)
def test_a_word_is_read_the_same_whatever_else_the_line_holds(text: str, odd: str) -> None:
    assert tokenise(0, f"{text} {odd}").tokens[:-1] == tokenise(0, f"{text} ").tokens


@given(text=LINES)
def test_each_token_stands_where_it_says(text: str) -> None:
    tokens = tokenise(0, text).tokens
    assert all(one.end <= two.start for one, two in pairwise(tokens))
    assert all(token.start < token.end <= len(text) for token in tokens)


def test_two_rulers_side_by_side_are_two() -> None:
    beside = tokenise(0, "حذر نتنياهو بوتين من الأمر")

    mention = read(beside, 1, has_object=True)

    assert mention is not None
    assert mention.name == "نتنياهو"
