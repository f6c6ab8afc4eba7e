"""What is breaking news, and what only calls itself so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import breaking, stories
from bot.core.breaking import Headline, Rules
from bot.core.models import Source, Telling
from tests.builders import NOW, unlike
from tests.tellings import AGENCY

MINUTE = timedelta(minutes=1)


def a_telling(
    number: int, *, paper: int | None = None, mark: str = "", at: int = 0, is_reprint: bool = False
) -> Telling:
    """Told `at` so many minutes, in words of its own unless it is a reprint."""
    paper = number if paper is None else paper
    text = AGENCY.paragraphs if is_reprint else unlike(number)
    return Telling(
        article_id=number,
        source=Source(id=paper, name=f"صحيفة {paper}", url=f"https://paper{paper}.example/feed"),
        told_at=NOW + at * MINUTE,
        headline=f"{mark}هزة أرضية تضرب شمال إقليم الكثبان",
        topics=(),
        fingerprint=stories.fingerprint("هزة", text).dumps(),
    )


def breaks(*tellings: Telling, rules: Rules | None = None, loud: tuple[int, ...] = ()) -> bool:
    """Whether the last of these makes their story breaking news."""
    return breaking.breaks(tellings[-1], tellings, rules or Rules(sources=3), loud=loud)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("عاجل | هزة أرضية", "هزة أرضية"),
        ("عاجل: هزة أرضية", "هزة أرضية"),
        ("#عاجل هزة أرضية", "هزة أرضية"),
        ("🔴 خبر عاجل.. هزة أرضية", "هزة أرضية"),
        ("Breaking: Quake in Kuthban", "Quake in Kuthban"),
        ("BREAKING NEWS - Quake in Kuthban", "Quake in Kuthban"),
    ],
)
def test_a_headline_is_told_from_its_mark(text: str, rest: str) -> None:
    assert breaking.split(text) == (rest, True)


@pytest.mark.parametrize(
    "text",
    [
        "هزة أرضية",
        "اجتماع عاجل لمجلس الواحة",
        "عاجلون إلى السوق",
        "Breaking bread with the neighbours",
        "عاجل",
    ],
)
def test_a_word_of_the_headline_is_no_mark(text: str) -> None:
    assert breaking.split(text) == (text, False)


def test_a_section_or_tag_marks_it_too() -> None:
    assert breaking.is_marked("هزة أرضية", ("محليات", "أخبار عاجلة"))
    assert breaking.is_marked("هزة أرضية", ("Breaking News",))
    assert not breaking.is_marked("هزة أرضية", ("محليات", "قضايا عاجلة أمام المحاكم"))


def headlines(marked: int, of: int, *, minutes: int = 300) -> list[Headline]:
    return [
        Headline("عاجل | خبر" if n < marked else "خبر", (), NOW - minutes * MINUTE)
        for n in range(of)
    ]


@pytest.mark.parametrize(
    ("told", "is_loud"),
    [
        (headlines(3, of=10), False),
        (headlines(4, of=10), True),
        (headlines(5, of=5), False),
        (headlines(6, of=100, minutes=59), False),
        (headlines(7, of=100, minutes=59), True),
        (headlines(7, of=100, minutes=61), False),
        ([], False),
    ],
)
def test_a_source_that_marks_everything_is_loud(told: list[Headline], *, is_loud: bool) -> None:
    assert breaking.is_loud(told, NOW) is is_loud


def test_a_mark_is_enough() -> None:
    assert breaks(a_telling(1, mark="عاجل | "))
    assert not breaks(a_telling(1))


def test_the_mark_of_a_loud_source_counts_where_another_tells_the_same() -> None:
    marked = a_telling(1, mark="عاجل | ")

    assert not breaks(marked, loud=(1,))
    assert not breaks(marked, a_telling(2, paper=1), loud=(1,))
    assert breaks(marked, a_telling(2), loud=(1,))
    assert not breaks(marked, a_telling(2, at=61), loud=(1,))


def test_what_readers_own_sources_mark_or_repeat_says_nothing() -> None:
    def readers(telling: Telling) -> Telling:
        return replace(telling, source=replace(telling.source, is_readers=True))

    marked = a_telling(4, mark="عاجل | ")

    assert not breaks(readers(marked))
    assert not breaks(readers(marked), a_telling(1))
    assert not breaks(readers(a_telling(2)), marked, loud=(4,))
    assert not breaks(readers(a_telling(1)), readers(a_telling(2)), a_telling(3))
    assert not breaks(a_telling(1), a_telling(2), readers(a_telling(3)))
    assert breaks(readers(a_telling(1)), marked)


def test_several_independent_sources_make_it_breaking_news() -> None:
    assert not breaks(a_telling(1), a_telling(2))
    assert breaks(a_telling(1), a_telling(2), a_telling(3))


def test_a_text_that_is_reprinted_is_one_source() -> None:
    assert not breaks(*(a_telling(n, is_reprint=True) for n in range(1, 6)))


def test_what_a_paper_tells_three_times_is_one_source() -> None:
    assert not breaks(*(a_telling(n, paper=1) for n in range(1, 6)))


def test_it_must_be_told_within_an_hour() -> None:
    assert breaks(a_telling(1), a_telling(2, at=30), a_telling(3, at=60))
    assert not breaks(a_telling(1), a_telling(2, at=30), a_telling(3, at=61))


def test_the_operator_decides_how_many_and_how_fast() -> None:
    three = [a_telling(1), a_telling(2, at=5), a_telling(3, at=9)]

    assert not breaks(*three, rules=Rules(sources=4))
    assert not breaks(*three, rules=Rules(sources=0))
    assert not breaks(*three, rules=Rules(sources=3, within=8 * MINUTE))
    assert breaks(*three, rules=Rules(sources=2, within=8 * MINUTE))


@given(
    minutes=st.lists(st.integers(0, 200), min_size=1, max_size=6),
    needed=st.integers(2, 4),
    order=st.randoms(use_true_random=False),
)
def test_the_order_of_the_others_does_not_matter(
    minutes: list[int], needed: int, order: object
) -> None:
    tellings = [a_telling(n, at=at) for n, at in enumerate(minutes, 1)]
    rules = Rules(sources=needed)
    expected = breaks(*tellings, rules=rules)
    others = tellings[:-1]
    getattr(order, "shuffle")(others)  # noqa: B009

    assert breaks(*others, tellings[-1], rules=rules) is expected
