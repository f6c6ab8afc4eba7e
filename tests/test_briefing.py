"""What a briefing tells: never too much, nothing twice, and what matters first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.core import briefing
from bot.core.briefing import Reader, choose, weigh
from bot.core.models import Said, Saying, Told, Version
from tests.builders import NOW

HOUR = timedelta(hours=1)
READER = Reader(since=NOW - 12 * HOUR)


def a_version(
    article_id: int, story_id: int = 0, *, source_id: int = 0, hours: float = 1, sources: int = 1
) -> Version:
    """Unless said otherwise a story of its own, of a source of its own, with a gist."""
    return Version(
        article_id=article_id,
        story_id=story_id or article_id,
        source_id=source_id or 100 + article_id,
        told_at=NOW - hours * HOUR,
        stored_at=NOW - hours * HOUR,
        sources=sources,
        sentences=1,
        length=900,
    )


def told(versions: Sequence[Version], reader: Reader = READER) -> list[int]:
    return [each.article_id for each in choose(versions, reader, NOW).stories]


VERSIONS = st.lists(
    st.builds(
        a_version,
        st.integers(1, 60),
        st.integers(1, 20),
        source_id=st.integers(1, 4),
        hours=st.floats(0, 24),
        sources=st.integers(1, 6),
    ),
    max_size=40,
    unique_by=lambda each: each.article_id,
)
KNOWN = st.frozensets(st.integers(1, 20), max_size=8)


@given(VERSIONS, KNOWN, st.floats(0, 24))
def test_never_too_much_and_nothing_that_is_known(
    versions: list[Version], known: frozenset[int], hours: float
) -> None:
    pushed = frozenset(sorted(known)[:4])
    reader = Reader(since=NOW - hours * HOUR, knows=known, pushed=pushed)
    choice = choose(versions, reader, NOW)
    stories = [each.story_id for each in choice.stories]
    lines = [each.story_id for each in choice.pushed]
    fresh = {each.story_id for each in versions if each.stored_at > reader.since} - known

    assert len(stories) == min(len(fresh), briefing.MOST_STORIES)
    assert len({*stories, *lines}) == len(stories) + len(lines)
    assert set(stories) <= fresh
    assert set(lines) <= pushed
    assert len(lines) <= briefing.MOST_PUSHED
    assert choice.left == len(fresh) - len(stories)


@given(VERSIONS, st.randoms(use_true_random=False))
def test_the_same_input_in_whatever_order_is_the_same_briefing(
    versions: list[Version], chance: Random
) -> None:
    shuffled = list(versions)
    chance.shuffle(shuffled)

    assert choose(shuffled, READER, NOW) == choose(versions, READER, NOW)


@given(st.lists(st.integers(1, 3), max_size=20))
def test_no_source_has_three_in_a_row_while_there_is_another(sources: list[int]) -> None:
    versions = [a_version(at, source_id=each) for at, each in enumerate(sources, start=1)]
    row = [sources[article_id - 1] for article_id in told(versions)]

    for place in range(2, len(row)):
        if row[place] == row[place - 1] == row[place - 2]:
            others_told = sum(each != row[place] for each in row[:place])
            assert others_told == sum(each != row[place] for each in sources)


@given(VERSIONS)
def test_nothing_that_is_looked_past_weighs_more(versions: list[Version]) -> None:
    """The shortcut of `heaviest` finds what looking at all of it finds."""
    left = [(weigh(each, NOW).total, each) for each in versions]
    left.sort(key=lambda pair: (-pair[0], -pair[1].told_at.timestamp(), pair[1].article_id))
    chosen = [each for _, each in left[:2]]
    free = [pair for pair in left if not briefing.goes_on(pair[1], chosen)]
    if free:
        found = left[briefing.heaviest(left, chosen)]
        best = max(weight - briefing.likeness(each, chosen) for weight, each in free)

        assert found[0] - briefing.likeness(found[1], chosen) == best


def test_what_several_newspapers_tell_stands_first_then_what_is_new() -> None:
    versions = [
        a_version(1, hours=1),
        a_version(2, hours=9),
        a_version(3, hours=6, sources=4),
        a_version(4, hours=3),
    ]

    assert told(versions) == [3, 1, 4, 2]


def test_the_version_with_the_most_quotes_and_the_fullest_text_represents_a_story() -> None:
    first = a_version(1, 1)
    fuller = replace(a_version(2, 1), length=4000)
    quoting = replace(a_version(3, 1), quotes=2)

    assert told([first, fuller]) == [2]
    assert told([first, fuller, quoting]) == [3]


def test_a_story_is_new_when_one_of_its_versions_is() -> None:
    reader = replace(READER, since=NOW - 2 * HOUR)

    assert told([a_version(1, 1, hours=5)], reader) == []
    assert told([a_version(1, 1, hours=5), a_version(2, 1, hours=1)], reader) == [1]


def test_one_newspaper_does_not_fill_the_briefing() -> None:
    flood = [a_version(number, source_id=1, hours=number / 10) for number in range(1, 30)]
    others = [a_version(40 + number, source_id=number, hours=4) for number in range(2, 5)]
    sources = [1 if article_id < 40 else 2 for article_id in told([*flood, *others])]

    assert sources.count(2) == 3
    assert sources[:2] != [1, 1]


def test_no_section_has_three_in_a_row_while_there_is_another() -> None:
    sport = [replace(a_version(n), topics=frozenset({"sports"})) for n in range(1, 7)]
    culture = replace(a_version(9, hours=11.9), topics=frozenset({"culture"}))

    assert told([*sport, culture]).index(9) <= 2


def test_a_bare_headline_needs_another_source_that_tells_it() -> None:
    bare = replace(a_version(1), sentences=0)

    assert told([bare]) == []
    assert told([replace(bare, sources=2)]) == [1]


def test_topics_leave_out_the_others_but_not_what_is_breaking_or_of_no_known_topic() -> None:
    sport = replace(a_version(1), topics=frozenset({"sports"}))
    economy = replace(a_version(2), topics=frozenset({"economy"}))
    breaking = replace(a_version(3), topics=frozenset({"politics"}), is_breaking=True)
    unknown = a_version(4)
    reader = replace(READER, topics=("economy",))

    assert sorted(told([sport, economy, breaking, unknown], reader)) == [2, 3, 4]


def test_what_is_watched_for_is_told_whatever_its_topic_and_what_is_muted_never() -> None:
    sport = frozenset({"sports"})
    watched, other = (replace(a_version(number), topics=sport) for number in (1, 2))
    muted = replace(a_version(3), is_breaking=True)
    reader = replace(READER, topics=("economy",), watched=frozenset({1}), muted=frozenset({3}))

    assert told([watched, other, muted], reader) == [1]
    assert told([watched, other, muted], replace(reader, is_breaking_only=True)) == [1]


def test_who_wants_breaking_news_only_gets_nothing_else_of_what_was_held_back() -> None:
    reader = replace(READER, is_breaking_only=True)
    breaking = replace(a_version(3), is_breaking=True)

    assert told([a_version(1, sources=5), breaking], reader) == [3]


def test_what_was_pushed_gets_a_line_breaking_news_before_the_rest() -> None:
    earlier = replace(a_version(1, hours=5), is_breaking=True)
    reader = replace(READER, knows=frozenset({1, 2, 3}), pushed=frozenset({1, 2}))
    choice = choose([earlier, a_version(2), a_version(3), a_version(4)], reader, NOW)

    assert choice.pushed == (Told(1, 1), Told(2, 2))
    assert choice.stories == (Told(4, 4),)


def test_what_is_said_is_printed_once_and_neither_long_nor_short() -> None:
    def saying(*sayings: Saying) -> Said | None:
        return choose([replace(a_version(1), sayings=sayings)], READER, NOW).said

    assert saying(Saying(0, 7, False), Saying(1, 31, False), Saying(2, 12, True)) is None
    assert saying(Saying(0, 29, False), Saying(3, 15, False)) == Said(1, 3)


def test_a_weight_says_of_what_it_is_made() -> None:
    parts = weigh(replace(a_version(1, hours=8, sources=4), is_breaking=True), NOW)

    assert parts._asdict() == {
        "corroboration": 2,
        "freshness": 0.5,
        "urgency": briefing.BREAKING,
        "quality": briefing.WITH_GIST,
    }
    assert parts.total == sum(parts)


def test_fresher_is_never_lighter() -> None:
    ages = [weigh(a_version(1, hours=hours), NOW).total for hours in range(24)]

    assert all(newer > older for newer, older in pairwise(ages))


def test_what_claims_to_be_from_tomorrow_is_as_fresh_as_now() -> None:
    tomorrow: datetime = NOW + 24 * HOUR

    assert weigh(replace(a_version(1), told_at=tomorrow), NOW).freshness == 1
