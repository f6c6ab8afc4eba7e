"""What is a development of a story, and what tells the same once more."""

from datetime import timedelta

import pytest

from bot.core import developments, schedule, stories
from bot.core.models import Source, Telling
from bot.core.schedule import GROWTH_WAITS
from tests.builders import NOW
from tests.tellings import AFTERSHOCK, AGENCY, PORT, TALL, News

MINUTE = timedelta(minutes=1)


def a_telling(news: News, *, paper: int, at: int, copy_of: int | None = None) -> Telling:
    """By a paper, `at` so many minutes."""
    return Telling(
        article_id=paper * 1000 + at,
        source=Source(id=paper, name=f"صحيفة {paper}", url=f"https://paper{paper}.example/feed"),
        told_at=NOW + at * MINUTE,
        headline=news.title,
        topics=(),
        fingerprint=stories.fingerprint(news.title, news.paragraphs).dumps(),
        near_copy_of=copy_of,
    )


FIRST = a_telling(AGENCY, paper=1, at=0)


@pytest.mark.parametrize(
    ("paper", "at", "is_one"),
    [
        (1, 20, True),
        (1, 19, False),
        (2, 119, False),
        (2, 120, True),
        (1, -30, False),
    ],
)
def test_a_paper_that_goes_on_or_one_that_comes_much_later_brings_a_development(
    paper: int, at: int, *, is_one: bool
) -> None:
    new = a_telling(AFTERSHOCK, paper=paper, at=at)

    assert developments.is_development(new, [FIRST]) is is_one


def test_the_same_event_told_late_is_no_development() -> None:
    for news in (PORT, TALL):
        late = a_telling(news, paper=2, at=300)

        assert not developments.is_development(late, [FIRST, a_telling(PORT, paper=3, at=9)])


def test_a_copy_is_no_development() -> None:
    assert not developments.is_development(
        a_telling(AFTERSHOCK, paper=1, at=300, copy_of=1000), [FIRST]
    )


def test_what_opens_a_story_develops_nothing() -> None:
    assert not developments.is_development(a_telling(AFTERSHOCK, paper=1, at=0), [])


def test_what_comes_before_the_latest_is_none() -> None:
    latest = a_telling(PORT, paper=2, at=60)

    assert not developments.is_development(a_telling(AFTERSHOCK, paper=1, at=30), [FIRST, latest])


def test_messages_are_edited_soon_and_then_ever_more_rarely() -> None:
    soon, rarely, rarest = GROWTH_WAITS
    long_ago = NOW - 600 * MINUTE

    assert schedule.next_edit(long_ago, 0, now=NOW) == NOW + soon
    assert schedule.next_edit(NOW - MINUTE, 1, now=NOW) == NOW - MINUTE + rarely
    assert schedule.next_edit(NOW - MINUTE, 2, now=NOW) == NOW - MINUTE + rarest
    assert schedule.next_edit(NOW - MINUTE, 9, now=NOW) == NOW - MINUTE + rarest
    assert schedule.next_edit(long_ago, 9, now=NOW) == NOW + soon


def test_what_comes_before_the_next_edit_is_told_by_that() -> None:
    assert schedule.next_edit(NOW + MINUTE, 5, now=NOW) == NOW + MINUTE
