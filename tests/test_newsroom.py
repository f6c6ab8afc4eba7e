"""The offline newsroom's timetable: what comes out when, of whom, and what is put right."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from bot.newsroom import Newsroom
from tests.publications import BASE, CLOSING, OPENING, everything


def test_one_article_of_each_publisher_is_out_at_the_opening() -> None:
    out = Newsroom(base_url=BASE, started_at=OPENING).published(OPENING)

    assert len(out) == 3
    assert len({entry.publisher.id for entry in out}) == 3
    assert all(entry.published_at < OPENING for entry in out)


def test_one_article_comes_out_each_interval_and_none_early() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING, seconds_between=5)

    for number in range(len(everything()) - 3):
        due_at = OPENING + timedelta(seconds=5 * (number + 1))
        assert len(newsroom.published(due_at - timedelta(milliseconds=1))) == 3 + number
        assert len(newsroom.published(due_at)) == 4 + number


def test_after_the_last_article_nothing_more_comes_out() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING)

    assert newsroom.published(CLOSING) == newsroom.published(CLOSING + timedelta(days=30))


def test_a_wrong_headline_is_put_right_a_few_articles_later() -> None:
    newsroom = Newsroom(base_url=BASE, started_at=OPENING, seconds_between=5)
    wrong = next(each for each in everything() if each.piece.first_title)

    def headline(now: datetime) -> str:
        return newsroom.find(wrong.url.removeprefix(f"{BASE}/newsroom/"), now).title

    assert headline(OPENING + timedelta(seconds=10)) == wrong.piece.first_title
    assert headline(OPENING + timedelta(seconds=24)) == wrong.piece.first_title
    assert headline(OPENING + timedelta(seconds=25)) == wrong.piece.title


def test_every_article_file_is_in_the_running_order_once() -> None:
    folder = files("bot.newsroom").joinpath("articles")

    written = sorted(path.name.removesuffix(".toml") for path in folder.iterdir())

    assert sorted(entry.piece.slug for entry in everything()) == written


def test_publishers_take_turns() -> None:
    order = [entry.publisher.id for entry in everything()]

    assert Counter(order) == {"waha": 6, "shurfa": 7, "barid": 7, "sadaa": 2, "minbar": 3}
    assert not any(a == b == c for a, b, c in zip(order, order[1:], order[2:], strict=False))


def test_two_runs_share_no_id_and_no_address() -> None:
    later = OPENING + timedelta(seconds=1)
    first, second = (Newsroom(base_url=BASE, started_at=start) for start in (OPENING, later))

    ids = [each.id for newsroom in (first, second) for each in newsroom.published(CLOSING)]
    addresses = [each.url for newsroom in (first, second) for each in newsroom.published(CLOSING)]

    assert len(set(ids)) == len(ids)
    assert len(set(addresses)) == len(addresses)


def test_days_are_those_of_the_publisher_s_own_calendar() -> None:
    # 22:30 UTC on Monday is already Tuesday at the agency, whose clock is three hours ahead.
    late = Newsroom(base_url=BASE, started_at=datetime(2026, 11, 23, 22, 30, tzinfo=UTC))

    entry = next(e for e in late.published(late.started_at) if e.publisher.id == "waha")

    assert "24 نوفمبر" in entry.paragraphs[0]
    assert "اليوم الثلاثاء" in entry.paragraphs[0]
