"""The schema, as the list of migrations that make it. A released one is never edited."""

from collections.abc import Callable

from storage.db import Tx
from storage.first_schema import (
    create,
    m01_sources,
    m02_entries,
    m03_articles,
    m04_subscribers,
    m05_outbox,
    m06_pace,
    m07_corrections,
    m08_polling,
)


def m09_one_article_once(tx: Tx) -> None:
    create(
        tx,
        "alter table entries add column words text not null default ''",  # tells an edit
        "alter table entries add column page_key text not null default ''",
        "alter table entries add column article_id bigint",
        "alter table entries add column revisits integer not null default 0",
        """update entries set page_key = url_key, article_id =
             (select a.id from articles a where a.entry_id = entries.id)
           where state = 'stored'""",
        "create index entries_page on entries (page_key) where page_key <> ''",
    )


def m10_ledger(tx: Tx) -> None:
    create(
        tx,
        "alter table broadcasts add column first_at bigint",  # when it reached its first reader
        "alter table broadcasts add column last_at bigint",
        "create index broadcasts_age on broadcasts (opened_at)",
        # Pushes in a row that its chat did not take since the bot may not write there.
        "alter table subscribers add column refusals integer not null default 0",
        """create table tallies (
            name text not null,
            day bigint not null,             -- since 1970, in UTC
            times integer not null,
            primary key (name, day)
        )""",
        """create table refused_messages (
            article_id bigint primary key references articles (id),
            error text not null,
            html text not null,
            times integer not null,
            refused_at bigint not null
        )""",
    )


def m11_rereads(tx: Tx) -> None:
    # What is due next follows from when the article was stored.
    create(tx, "alter table rereads drop column done")


def m12_websub(tx: Tx) -> None:
    create(
        tx,
        """create table hubs (
            source_id bigint primary key references sources (id),
            hub_url text not null,
            topic_url text not null,
            token text not null default '',   -- in the address that the hub calls
            secret text not null default '',
            lease_until bigint,               -- until then it has promised to push
            due_at bigint not null,           -- when to ask it (again)
            attempts integer not null default 0,
            missed integer not null default 0,
            distrusted_until bigint,
            pushed_at bigint
        )""",
        "create index hubs_due on hubs (due_at)",
        "create index hubs_token on hubs (token)",
    )


def m13_entries_by_time(tx: Tx) -> None:
    """Entries stay for ever, so nothing may look at all of a source."""
    create(
        tx,
        "create index entries_newest on entries (source_id, published_at)",
        "create index entries_problems on entries (source_id, id) where reason <> ''",
    )


def m14_requests(tx: Tx) -> None:
    create(
        tx,
        "alter table subscriptions add column is_muted integer not null default 0",
        """create table looks (
            id {primary_key},
            subscriber_id bigint not null references subscribers (id),
            what text not null,              -- an address, or Telegram's id of a file
            is_file integer not null default 0,
            state text not null,             -- offered | looking | reading | done
            message_id bigint not null default 0,
            feeds text not null default '[]',  -- JSON list of what was found
            asked_at bigint not null
        )""",
        "create index looks_of on looks (subscriber_id, asked_at)",
        """create table additions (
            id {primary_key},
            subscriber_id bigint not null references subscribers (id),
            url text not null,
            feed text not null,              -- JSON of what was found there
            state text not null,             -- pending | accepted | refused
            is_told integer not null,        -- the operator of the wish, the reader of the answer
            asked_at bigint not null
        )""",
        "create index additions_of on additions (subscriber_id, asked_at)",
        "create index additions_untold on additions (id) where is_told = 0",
    )


def m15_forms(tx: Tx) -> None:
    create(
        tx,
        "alter table articles add column form text not null default 'article'",  # `models.Form`
        "alter table articles add column text_language text not null default ''",
    )


def m16_settings(tx: Tx) -> None:
    create(
        tx,
        # What differs from `Settings()`, as JSON; who was there before goes on as before.
        "alter table subscribers add column settings text not null default '{}'",
        """update subscribers set settings = '{"pushes": "instant"}'""",
        "alter table subscribers add column briefing_at bigint",  # when the next is due
        "alter table subscribers add column briefed_at bigint not null default 0",  # told up to
        "alter table subscribers add column hour_at bigint not null default 0",  # began
        "alter table subscribers add column hour_pushes integer not null default 0",
        "create index subscribers_briefing on subscribers (briefing_at)"
        " where briefing_at is not null",
        "alter table subscriptions add column is_instant integer not null default 0",
        "alter table subscriptions add column wants integer not null default 2",
        "update subscriptions set wants = 0 where is_muted = 1",
        "create index subscriptions_instant on subscriptions (source_id, subscriber_id)"
        " where wants >= 2",
    )


def m17_stories(tx: Tx) -> None:
    """A story is named by its first article; one from before is a story of its own."""
    create(
        tx,
        """create table stories (
            id bigint primary key references articles (id),
            opened_at bigint not null,
            last_at bigint not null,         -- of its newest article
            breaking_at bigint,
            sources integer not null default 1  -- independent ones that tell it
        )""",
        "create index stories_last on stories (last_at)",
        "alter table articles add column story_id bigint",
        "alter table articles add column near_copy_of bigint",  # an article of the same story
        """insert into stories (id, opened_at, last_at)
           select id, stored_at, stored_at from articles""",
        "update articles set story_id = id",
        "create index articles_story on articles (story_id)",
        "create index articles_stored on articles (stored_at)",
        """create table fingerprints (
            article_id bigint primary key references articles (id),
            story_id bigint not null,
            told_at bigint not null,
            fingerprint text not null        -- `stories.Fingerprint.dumps`
        )""",
        "create index fingerprints_age on fingerprints (told_at)",
    )


def m18_briefings(tx: Tx) -> None:
    """A delivery is of an article, or of a briefing: its table is made anew, since SQLite cannot
    take back a «not null»."""
    create(
        tx,
        """create table briefings (
            id {primary_key},
            subscriber_id bigint not null references subscribers (id),
            local_date text not null,
            slot text not null,              -- the time that it was due at, or what else it is
            made_at bigint not null,
            contents text not null,          -- JSON: what it tells
            message_id bigint not null default 0,
            sent_at bigint,
            unique (subscriber_id, local_date, slot)
        )""",
        "create index briefings_age on briefings (made_at)",
        "alter table deliveries rename to former_deliveries",
        "drop index deliveries_due",
        "drop index deliveries_of",
        """create table deliveries (
            id {primary_key},
            article_id bigint references articles (id),
            briefing_id bigint unique references briefings (id),
            subscriber_id bigint not null references subscribers (id),
            state text not null,             -- sending | retry | uncertain | dead
            attempts integer not null default 0,
            due_at bigint not null,
            expires_at bigint not null,
            changed_at bigint not null,
            reason text not null default '',
            unique (article_id, subscriber_id)
        )""",
        """insert into deliveries (article_id, subscriber_id, state, attempts, due_at, expires_at,
             changed_at, reason)
           select article_id, subscriber_id, state, attempts, due_at, expires_at, changed_at,
             reason from former_deliveries order by id""",
        "drop table former_deliveries",
        "create index deliveries_due on deliveries (due_at) where state = 'retry'",
        "create index deliveries_of on deliveries (subscriber_id)",
    )


def m19_receipts_of(tx: Tx) -> None:
    """What a reader was pushed lately is asked for each briefing."""
    create(tx, "create index receipts_of on receipts (subscriber_id, sent_at, article_id)")


def m20_growth(tx: Tx) -> None:
    """What other sources tell of a story changes the messages that tell of it."""
    create(
        tx,
        "alter table stories add column development_id bigint",  # its latest
        "alter table stories add column grown_at bigint not null default 0",  # messages edited
        "alter table stories add column growths integer not null default 0",
        "alter table revisions add column sources integer not null default 1",
        "alter table revisions add column development_id bigint",
        "alter table corrections add column is_growth integer not null default 0",
        "alter table corrections add column again_at bigint not null default 0",
    )


def m21_search(tx: Tx) -> None:
    """Search has its own index in each database; what is in it, `storage.search` says."""
    if tx.dialect == "postgresql":
        create(
            tx,
            """create table search_index (
                article_id bigint primary key,  -- no reference: SQLite's index can have none
                words tsvector not null
            )""",
            "create index search_index_words on search_index using gin (words)",
        )
    else:
        # It keeps no copy of the words: https://sqlite.org/fts5.html#contentless_delete_tables
        create(
            tx,
            "create virtual table search_index using fts5 (words, content='',"
            " contentless_delete=1, tokenize='unicode61 remove_diacritics 0')",
        )
    create(
        tx,
        """create table search_progress (
            release text not null,           -- of the program that has made the index
            position bigint not null         -- articles before it are still to be indexed
        )""",
        "insert into search_progress (release, position) values ('', 0)",
        "create index entries_article on entries (article_id, source_id) where state = 'known'",
    )


def m22_keywords(tx: Tx) -> None:
    """Between breaking news and everything there is what a reader watches for."""
    create(tx, "update subscriptions set wants = 3 where wants = 2")


def m23_told_quotes(tx: Tx) -> None:
    """What no digest chose was kept with a speaker who was only likely: it is told no more. The
    rows stay, since briefings know quotations by their position."""
    create(tx, "update quotes set speaker = '', role = '' where is_key = 0")


def m24_restores(tx: Tx) -> None:
    create(tx, "create table restores (at bigint not null)")  # `storage.restores`


def m25_flashes(tx: Tx) -> None:
    """A message that told of an article before it was written is edited when it is."""
    create(tx, "alter table revisions add column is_flash integer not null default 0")


def m26_lives(tx: Tx) -> None:
    create(
        tx,
        "create table lives (number bigint not null)",  # one row: `storage.lives`
        "insert into lives (number) values (0)",
    )


def m27_worded_entries(tx: Tx) -> None:
    """Of a source's entries those whose words are still kept, the latest and the oldest."""
    create(
        tx,
        "create index entries_worded on entries (source_id, seen_at, id) where title <> ''",
    )


def m28_words_by_age(tx: Tx) -> None:
    create(tx, "create index entries_words_age on entries (seen_at) where title <> ''")


def m29_threads(tx: Tx) -> None:
    """The forum topic that a chat is sent things in; null: «General», or it has no topics."""
    create(tx, "alter table subscribers add column thread_id bigint")


def m30_completed_receipts(tx: Tx) -> None:
    """Of a message that was sent as a flash: the revision in which it first told the whole."""
    create(tx, "alter table receipts add column completed integer")


def m31_bots(tx: Tx) -> None:
    create(tx, "create table bots (id bigint not null)")  # one row, or none: `storage.bots`


def m32_follow_ups(tx: Tx) -> None:
    """What a source adds to its own story answers the message that told it: `Delivery`."""
    create(
        tx,
        "alter table broadcasts add column is_follow_up integer not null default 0",
        "alter table deliveries add column follows bigint not null default 0",
        "alter table receipts add column follows bigint not null default 0",
    )


def m33_topics_of_receipts(tx: Tx) -> None:
    """The forum topic that a message stands in; null: «General», or it has no topics."""
    create(tx, "alter table receipts add column thread_id bigint")


def m34_clock(tx: Tx) -> None:
    create(
        tx,
        "create table clock (at bigint not null)",  # one row: `storage.clock`
        "insert into clock (at) values (0)",
    )


MIGRATIONS: tuple[Callable[[Tx], None], ...] = (
    m01_sources,
    m02_entries,
    m03_articles,
    m04_subscribers,
    m05_outbox,
    m06_pace,
    m07_corrections,
    m08_polling,
    m09_one_article_once,
    m10_ledger,
    m11_rereads,
    m12_websub,
    m13_entries_by_time,
    m14_requests,
    m15_forms,
    m16_settings,
    m17_stories,
    m18_briefings,
    m19_receipts_of,
    m20_growth,
    m21_search,
    m22_keywords,
    m23_told_quotes,
    m24_restores,
    m25_flashes,
    m26_lives,
    m27_worded_entries,
    m28_words_by_age,
    m29_threads,
    m30_completed_receipts,
    m31_bots,
    m32_follow_ups,
    m33_topics_of_receipts,
    m34_clock,
)
