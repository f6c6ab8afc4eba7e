"""The lists of names and words: spelt as they promise, each word in one place."""

from collections import Counter
from importlib import resources

import pytest

from bot.core import arabic
from bot.core.lexicon import Sort, look, of_sort, sort


def _words(name: str) -> dict[str, list[str]]:
    """The words of each section of a list."""
    text = resources.files("bot.core").joinpath(name).read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    for section in text.split("\n[")[1:]:
        heading, _, body = section.partition("]")
        lines = (line for line in body.splitlines() if not line.startswith("#"))
        sections[heading] = [word for line in lines for word in line.split()]
    return sections


@pytest.mark.parametrize("name", ["lexicon.txt", "names.txt", "words.txt"])
def test_each_list_says_at_its_top_what_it_is(name: str) -> None:
    text = resources.files("bot.core").joinpath(name).read_text(encoding="utf-8")
    assert text.startswith("# ")


def test_ordinary_words_are_spelt_as_keys_and_stand_once() -> None:
    words = [word for section in _words("words.txt").values() for word in section]
    assert [word for word in words if arabic.word_key(word) != word] == []
    assert [word for word, count in Counter(words).items() if count > 1] == []


def test_no_name_is_an_ordinary_word() -> None:
    names = {arabic.word_key(word) for section in _words("names.txt").values() for word in section}
    plain = {word for section in _words("words.txt").values() for word in section}
    assert sorted(names & plain) == []


@pytest.mark.parametrize(
    ("word", "sort"),
    [
        ("الشمراني", "family"),
        ("سوليفان", "given"),
        ("بنسعيد", "family"),
        ("برمنغهام", "place"),
        ("عبدالسميع", "given"),
    ],
)
def test_a_name_is_known_for_what_it_is(word: str, sort: Sort) -> None:
    assert look(arabic.word_key(word)).sort is sort


@pytest.mark.parametrize("word", ["زيادة", "والزيادة", "للمسافرين", "ضرورته", "يستعد", "ويستعد"])
def test_an_ordinary_word_is_known_behind_what_is_glued_to_it(word: str) -> None:
    known = look(arabic.word_key(word))
    assert known.is_plain or known.sort == "noun"


@pytest.mark.parametrize("word", ["معنيلو", "بارقوش", "كرم"])
def test_a_word_that_is_unknown_or_both_is_left_to_grammar(word: str) -> None:
    known = look(arabic.word_key(word))
    assert known.sort == "other"
    assert not known.is_plain


@pytest.mark.parametrize("before", ["", "ال", "ب", "لل", "و"])
def test_the_forms_made_beforehand_are_those_that_a_look_tells(before: str) -> None:
    listed = {arabic.word_key(word) for words in _words("lexicon.txt").values() for word in words}
    forms = [before + word + ending for word in listed for ending in ("", "ه", "ها", "ون", "ا")]
    assert [form for form in forms if sort(form) is not look(form).sort] == []
    titles = of_sort("title")
    assert [form for form in forms if (form in titles) is not (sort(form) == "title")] == []
