"""A database of the first schema with rows, upgraded: all of it is there and works."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from storage import Database, Tx, articles, figures, migrating, outbox, schema
from storage.opening import name_database

FIRST = 5
ROWS = (
    """insert into sources (name, url, is_default, origin, added_at, listed_at, next_poll_at)
       values ('صحيفة الشرفة', 'https://shurfa.example/feed', 1, 'file', :at, :at, :at)""",
    """insert into entries (source_id, key, url, url_key, title, published_at, seen_at, is_push,
         state, due_at)
       values (1, 'g1', 'https://shurfa.example/1', 'shurfa.example/1', 'افتتاح الجسر', :at, :at,
         1, 'stored', :at)""",
    """insert into entries (source_id, key, title, seen_at, is_push, state, due_at)
       values (1, 'g2', 'خبر ينتظر', :at, 1, 'waiting', :at)""",
    """insert into articles (entry_id, source_id, url, title, headline, body, gist, published_at,
         told_at, stored_at)
       values (1, 1, 'https://shurfa.example/1', 'افتتاح الجسر', 'افتتاح الجسر',
         '["افتتح الجسر اليوم."]', '["افتتح الجسر اليوم."]', :at, :at, :at)""",
    """insert into quotes (article_id, position, text, speaker, role, kind, is_key, paragraph,
         start_at)
       values (1, 0, 'الجسر مفتوح', 'سالم', 'المهندس', 'speech', 1, 0, 0)""",
    """insert into subscribers (chat_id, kind, standing, joined_at, changed_at)
       values (501, 'private', 'subscribed', :at, :at), (502, 'private', 'subscribed', :at, :at),
         (503, 'private', 'subscribed', :at, :at)""",
    "insert into subscriptions (source_id, subscriber_id) values (1, 1), (1, 2), (1, 3)",
    """insert into broadcasts (article_id, source_id, position, upto, opened_at, expires_at)
       values (1, 1, 2, 3, :at, :at + 43200)""",
    """insert into receipts (article_id, subscriber_id, message_id, sent_at)
       values (1, 1, 17, :at)""",
    """insert into deliveries (article_id, subscriber_id, state, due_at, expires_at, changed_at)
       values (1, 2, 'retry', :at, :at + 43200, :at)""",
)


@pytest.fixture
def upgraded(bare_url: str, now: datetime) -> Iterator[Database]:
    def fill(tx: Tx) -> None:
        for sql in ROWS:
            tx.execute(sql, {"at": int(now.timestamp())})

    with closing(name_database(bare_url)) as database:
        migrating.migrate(database, schema.MIGRATIONS[:FIRST])
        database.run_now(fill)
        migrating.migrate(database)
        yield database


def test_who_had_no_message_yet_gets_it_and_who_had_it_gets_none(
    upgraded: Database, now: datetime
) -> None:
    leased = upgraded.run_now(outbox.step, [], want=9, now=now + timedelta(minutes=1))

    assert sorted(each.subscriber.chat_id for each in leased) == [502, 503]


def test_what_was_stored_is_told(upgraded: Database, now: datetime) -> None:
    [[told]] = upgraded.run_now(articles.latest, 1, limit=5)
    found = upgraded.run_now(figures.read, now=now)

    assert told.article.title == "افتتاح الجسر"
    assert [(quote.speaker, quote.text) for quote in told.digest.quotes] == [
        ("سالم", "الجسر مفتوح")
    ]
    assert (found.articles, found.quotes, found.entries_waiting) == (1, 1, 1)
    assert found.readers["subscribed"] == 3
