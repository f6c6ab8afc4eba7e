"""Entries and articles as rows: known for ever, read in order, told again word for word."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot import telling
from bot.core.models import Article, Digest, Entry, Form, ListedEntry, QuoteKind
from storage import Database, Tx, articles, entries, figures, sources, subscribers
from storage.entries import WaitingEntry
from tests.builders import (
    a_digest,
    a_quote,
    a_source,
    an_article,
    meet,
    store_article,
    store_source,
)

HOUR = timedelta(hours=1)


def an_entry(
    name: str = "guid-1", *, url: str = "", published: datetime | None = None, push: bool = True
) -> ListedEntry:
    address = url or f"https://shurfa.example/news/{name}"
    entry = Entry(id=name, url=address, title=f"خبر {name}", published=published)
    return ListedEntry(entry=entry, url_key=address, is_push=push)


def waiting_names(db: Database, *, now: datetime, limit: int = 100) -> list[str]:
    return [each.entry.id for each in db.run_now(entries.waiting, now=now, limit=limit)]


def only(db: Database, *, now: datetime) -> WaitingEntry:
    [found] = db.run_now(entries.waiting, now=now, limit=10)
    return found


def test_an_entry_is_new_once(db: Database, source_id: int, now: datetime) -> None:
    first = db.run_now(entries.note, source_id, an_entry(), now=now)
    again = db.run_now(entries.note, source_id, an_entry(), now=now + HOUR)

    assert (first, again) == (True, False)
    assert waiting_names(db, now=now) == ["guid-1"]


def test_the_same_link_under_a_new_guid_is_known(
    db: Database, source_id: int, now: datetime
) -> None:
    link = "https://shurfa.example/news/1"
    db.run_now(entries.note, source_id, an_entry("guid-1", url=link), now=now)

    assert not db.run_now(entries.note, source_id, an_entry("guid-2", url=link), now=now)
    assert waiting_names(db, now=now) == ["guid-1"]


def test_entries_without_a_link_are_told_apart_by_their_guid(
    db: Database, source_id: int, now: datetime
) -> None:
    def without_link(name: str) -> ListedEntry:
        return ListedEntry(entry=Entry(id=name, url="", title="خبر"), url_key="", is_push=True)

    noted = [
        db.run_now(entries.note, source_id, without_link(name), now=now)
        for name in ("one", "two", "one")
    ]

    assert noted == [True, True, False]


def test_two_sources_may_list_the_same_entry(db: Database, source_id: int, now: datetime) -> None:
    other = db.run_now(store_source, a_source("وكالة المنارة"))
    db.run_now(entries.note, source_id, an_entry(), now=now)

    assert db.run_now(entries.note, other, an_entry(), now=now)


def test_an_entry_waits_with_everything_the_feed_said(
    db: Database, source_id: int, now: datetime
) -> None:
    entry = Entry(
        id="guid-1",
        url="https://shurfa.example/news/1",
        title="عنوان: «مقتبس»",
        summary="ملخص",
        content="<p>النص: كله</p>",
        published=now - HOUR,
        author="ندى خليل",
        image="https://shurfa.example/1.jpg",
        topics=("سياسة", "مال"),
    )
    listed = ListedEntry(entry=entry, url_key="k", is_push=False)

    db.run_now(entries.note, source_id, listed, now=now)

    found = only(db, now=now)
    assert found.entry == entry
    assert (found.is_push, found.attempts) == (False, 0)
    assert found.source == db.run_now(sources.active)[0]


def test_what_is_pushed_is_read_first_then_the_newest(
    db: Database, source_id: int, now: datetime
) -> None:
    for listed in (
        an_entry("archive-old", published=now - 9 * HOUR, push=False),
        an_entry("news-old", published=now - 2 * HOUR),
        an_entry("archive-new", published=now - HOUR / 2, push=False),
        an_entry("news-new", published=now - HOUR),
    ):
        db.run_now(entries.note, source_id, listed, now=now)

    expected = ["news-new", "news-old", "archive-new", "archive-old"]
    assert waiting_names(db, now=now) == expected
    assert waiting_names(db, now=now, limit=2) == expected[:2]


def test_an_entry_without_a_date_counts_as_of_when_it_was_seen(
    db: Database, source_id: int, now: datetime
) -> None:
    for listed in (
        an_entry("before", published=now - HOUR),
        an_entry("undated"),
        an_entry("long before", published=now - 2 * HOUR),
    ):
        db.run_now(entries.note, source_id, listed, now=now)

    assert waiting_names(db, now=now) == ["undated", "before", "long before"]


def test_a_date_in_the_future_moves_an_entry_no_further_than_when_it_was_seen(
    db: Database, source_id: int, now: datetime
) -> None:
    later = an_entry("of 2199", published=now.replace(year=2199))
    for listed, seen_at in ((later, now - HOUR), (an_entry("of now", published=now), now)):
        db.run_now(entries.note, source_id, listed, now=seen_at)

    assert waiting_names(db, now=now) == ["of now", "of 2199"]


def test_sources_take_turns_and_who_waits_longest_is_first(
    db: Database, source_id: int, now: datetime
) -> None:
    other = db.run_now(store_source, a_source("وكالة المنارة"))
    for number in range(3):
        listed = an_entry(f"other-{number}", published=now + number * HOUR)
        db.run_now(entries.note, other, listed, now=now)
    for number in range(2):
        listed = an_entry(f"one-{number}", published=now - 9 * HOUR)
        db.run_now(entries.note, source_id, listed, now=now - HOUR)

    assert waiting_names(db, now=now) == ["one-0", "other-0", "one-1", "other-1", "other-2"]


def test_of_what_a_source_has_waiting_the_oldest_beyond_a_bound_is_given_up(
    db: Database, source_id: int, now: datetime
) -> None:
    other = db.run_now(store_source, a_source("وكالة المنارة"))
    db.run_now(entries.note, other, an_entry("other", published=now - 9 * HOUR), now=now)

    def note(tx: Tx) -> int:
        for number in range(entries.MOST_WAITING + 2):
            listed = an_entry(str(number), published=now - timedelta(minutes=number))
            entries.note(tx, source_id, listed, now=now)
        return entries.drop_oldest(tx, source_id)

    dropped = db.run_now(note)
    rows = db.run_now(lambda tx: tx.query("select key from entries where state = 'failed'"))

    last = entries.MOST_WAITING
    assert (dropped, {row["key"] for row in rows}) == (2, {str(last), str(last + 1)})
    assert db.run_now(entries.drop_oldest, source_id) == 0
    assert "other" in waiting_names(db, now=now)


def test_the_newest_is_that_of_the_source_and_none_without_dates(
    db: Database, source_id: int, now: datetime
) -> None:
    other = db.run_now(store_source, a_source("وكالة المنارة"))
    db.run_now(entries.note, source_id, an_entry("1", published=now - HOUR), now=now)
    db.run_now(entries.note, source_id, an_entry("2", published=now - 2 * HOUR), now=now)
    db.run_now(entries.note, other, an_entry("3"), now=now)

    assert db.run_now(entries.newest, source_id) == now - HOUR
    assert db.run_now(entries.newest, other) is None


def test_a_postponed_entry_waits_until_its_time(
    db: Database, source_id: int, now: datetime
) -> None:
    db.run_now(entries.note, source_id, an_entry(), now=now)
    entry = only(db, now=now)

    db.run_now(entries.postpone, entry.id, due_at=now + HOUR, reason="answered 404")

    assert waiting_names(db, now=now) == []
    assert only(db, now=now + HOUR).attempts == 1
    [health] = db.run_now(sources.health)
    assert health.last_entry_error == "answered 404"


def test_an_entry_that_was_given_up_is_counted_and_never_new_again(
    db: Database, source_id: int, now: datetime
) -> None:
    db.run_now(entries.note, source_id, an_entry(), now=now)
    entry = only(db, now=now)

    db.run_now(entries.give_up, entry.id, reason="no article text found (3 words)")

    assert waiting_names(db, now=now + 100 * HOUR) == []
    assert not db.run_now(entries.note, source_id, an_entry(), now=now)
    [health] = db.run_now(sources.health)
    assert health.entries_failed == 1
    assert health.last_entry_error == "no article text found (3 words)"


def stored(tx: Tx, source_id: int, article: Article, digest: Digest, now: datetime) -> int:
    entries.note(tx, source_id, an_entry(article.title), now=now)
    [waiting] = entries.waiting(tx, now=now, limit=10)
    return articles.add(tx, waiting, article, digest, now=now)


def test_an_article_with_its_quotes_comes_back_as_it_was(
    db: Database, source_id: int, now: datetime
) -> None:
    article = replace(
        an_article(published=now - HOUR),
        image="https://shurfa.example/1.jpg",
        topics=("مال",),
        form=Form.LIVE,
        language="ar",
    )
    fragment = replace(a_quote("غير مقبول", key=False), kind=QuoteKind.FRAGMENT, cue="", role="")
    digest = a_digest(gist=("جملة أولى: «واحدة».", "وثانية."), quotes=(a_quote(), fragment))

    article_id = db.run_now(stored, source_id, article, digest, now)

    found = db.run_now(articles.get, [article_id, 999, article_id])
    assert set(found) == {article_id}
    assert (found[article_id].article, found[article_id].digest) == (article, digest)
    assert found[article_id].stored_at == now
    assert found[article_id].source == db.run_now(sources.active)[0]
    assert waiting_names(db, now=now) == []


def test_an_entry_becomes_an_article_once(db: Database, source_id: int, now: datetime) -> None:
    db.run_now(entries.note, source_id, an_entry(), now=now)
    entry = only(db, now=now)
    db.run_now(articles.add, entry, an_article(), a_digest(), now=now)

    with pytest.raises(Exception, match=r"(?i)unique"):
        db.run_now(articles.add, entry, an_article(), a_digest(), now=now)

    counted = db.run_now(figures.read, now=now)
    assert (counted.articles, counted.quotes, counted.entries_waiting) == (1, 1, 0)


def test_the_latest_are_those_of_the_readers_own_sources_newest_first(
    db: Database, source_id: int, now: datetime
) -> None:
    def arrange(tx: Tx) -> int:
        other = store_source(tx, a_source("وكالة المنارة"))
        reader = meet(tx, 501, kind="private", now=now).id
        for number, hours in ((1, 3), (2, 1), (3, 2)):
            article = an_article(f"خبر {number}", published=now - hours * HOUR)
            stored(tx, source_id, article, a_digest(article.title), now)
        stored(tx, other, an_article("سواه", published=now), a_digest("سواه"), now)
        subscribers.toggle(tx, reader, other)
        return reader

    reader = db.run_now(arrange)

    def headlines(limit: int) -> list[str]:
        found = db.run_now(telling.latest, reader, limit=limit)
        return [each.digest.headline for each in found]

    assert headlines(10) == ["خبر 2", "خبر 3", "خبر 1"]
    assert headlines(2) == ["خبر 2", "خبر 3"]


def test_an_article_dated_in_the_future_does_not_stay_on_top(
    db: Database, source_id: int, now: datetime
) -> None:
    reader = db.run_now(meet, 501, kind="private", now=now).id
    ahead = an_article("من الغد", published=now + timedelta(days=9))
    db.run_now(stored, source_id, ahead, a_digest("من الغد"), now)

    later = an_article("بعده", published=now + HOUR)
    db.run_now(stored, source_id, later, a_digest("بعده"), now + HOUR)

    found = db.run_now(telling.latest, reader, limit=1)
    assert [each.digest.headline for each in found] == ["بعده"]


def test_the_latest_of_a_removed_source_are_not_shown_but_still_open(
    db: Database, source_id: int, now: datetime
) -> None:
    reader = db.run_now(meet, 501, kind="private", now=now).id
    article_id = db.run_now(store_article, source_id)

    db.run_now(sources.remove, a_source().url, now=now)

    assert db.run_now(telling.latest, reader, limit=5) == []
    assert article_id in db.run_now(articles.get, [article_id])
