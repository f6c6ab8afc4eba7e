"""Topics: what publishers call their sections, and whom an article is for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import DEFAULT_SOURCES, read_sources
from bot.core import topics
from bot.core.topics import Topic
from bot.newsroom import timetable


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("الرياضة", {"sports"}),
        ("كرة القدم", {"sports"}),
        ("ثقافة وفنون", {"culture"}),
        ("فن وثقافة", {"culture"}),
        ("مال وأعمال", {"economy"}),
        ("علوم وتكنولوجيا", {"science", "technology"}),
        ("السلطة الرابعة", {"variety"}),
        ("كورة", {"sports"}),
        ("تعليم وجامعات", {"local"}),
        ("مسلسلات", {"culture"}),
        ("سوشيال", {"variety"}),
        ("الأرصاد", {"science"}),
        ("كتّاب وآراء", {"opinion"}),
        ("Économie", {"economy"}),
        ("Santé", {"health"}),
        ("faits-divers", {"local"}),
        ("Science & Tech", {"science", "technology"}),
        ("SPORTS", {"sports"}),
        ("مجلس الأمن", set()),
        ("جمال الحدّاد", set()),
        ("المغرب", set()),
        ("", set()),
    ],
)
def test_the_name_of_a_section_means_topics(name: str, meant: set[str]) -> None:
    assert topics.topics_of(name) == meant


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://paper.example/%D8%A7%D9%84%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/5123-x", {"sports"}),
        ("https://paper.example/aswaq/economy/2026/11/23/x", {"economy"}),
        ("https://paper.example/medicine-and-health/2026/11/23/x", {"health"}),
        ("https://paper.example/middle-east/1852-x", set()),
        ("https://paper.example/ar/الشرق-الأوسط/20261123-x", {"politics"}),
        ("https://paper.example/scienceandtechnology/2026/11/23/x", {"science", "technology"}),
        ("https://sport.paper.example/News/1.aspx", {"sports"}),
        ("https://sport.example/News/1.aspx", set()),
        ("https://paper.example/ar/وزير-الاقتصاد-يحضر-مباراة-كرة/a-123", set()),
        ("https://paper.example/a/رياضة", set()),
        ("https://paper.example/arabic/articles/c4nn", set()),
        ("http://[", set()),
    ],
)
def test_the_folders_of_an_address_tell_and_its_headline_does_not(
    url: str, meant: set[str]
) -> None:
    assert topics.of((), (), url) == meant


def test_a_section_called_after_places_is_politics_unless_more_is_said() -> None:
    assert topics.of(("عربي ودولي",), (), "") == {"politics"}
    assert topics.of(("العالم", "رياضة"), (), "") == {"sports"}


def test_a_source_about_one_thing_tells_what_its_articles_do_not() -> None:
    assert topics.of((), ("رياضة", "كرة القدم"), "") == {"sports"}
    assert topics.of(("اقتصاد",), ("رياضة",), "") == {"economy"}


def test_a_source_about_several_things_tells_nothing() -> None:
    assert topics.of((), ("العالم العربي", "ثقافة"), "") == set()
    assert topics.of((), ("سياسة", "اقتصاد"), "") == set()


def test_no_source_that_comes_with_the_bot_is_taken_for_a_paper_about_one_thing() -> None:
    sources = read_sources(DEFAULT_SOURCES)

    assert [source.name for source in sources if topics.of((), source.topics, "")] == []


def test_every_section_of_the_newsroom_is_known() -> None:
    sections = {section for publisher in timetable.publishers() for section in publisher.sections}

    assert [name for name in sections if not topics.topics_of(name)] == []


def test_who_chose_nothing_is_told_everything() -> None:
    assert topics.matches((), frozenset({Topic.SPORTS}))
    assert topics.matches((), frozenset())


def test_who_chose_topics_is_told_those_and_what_nobody_knows_the_topic_of() -> None:
    chosen = ("sports", "health")

    assert topics.matches(chosen, frozenset({"sports", "economy"}))
    assert not topics.matches(chosen, frozenset({"economy"}))
    assert topics.matches(chosen, frozenset())


@given(st.lists(st.text(max_size=120), max_size=4), st.text(max_size=200))
def test_whatever_publishers_write_means_topics_that_there_are(names: list[str], url: str) -> None:
    assert topics.of(names, names[:1], f"https://paper.example/{url}") <= set(Topic)
