"""The schema as it first was: migrations 1 to 8, never edited."""

from storage.db import Dialect, Tx

# AUTOINCREMENT: a broadcast's cursor depends on subscriber ids never being used twice.
PRIMARY_KEY: dict[Dialect, str] = {
    "sqlite": "integer primary key autoincrement",
    "postgresql": "bigint generated always as identity primary key",
}


def create(tx: Tx, *statements: str) -> None:
    for statement in statements:
        tx.execute(statement.replace("{primary_key}", PRIMARY_KEY[tx.dialect]))


def m01_sources(tx: Tx) -> None:
    create(
        tx,
        """create table sources (
            id {primary_key},
            name text not null,
            url text not null unique,
            country text not null default '',
            language text not null default 'ar',
            topics text not null default '[]',
            is_default integer not null default 0,
            is_active integer not null default 1,
            origin text not null,            -- file | operator
            position integer not null default 0,
            added_at bigint not null,
            removed_at bigint,               -- by the operator: the file does not bring it back
            listed_at bigint,                -- when its entries were first stored
            etag text not null default '',
            last_modified text not null default '',
            body_hash text not null default '',
            next_poll_at bigint not null,
            polled_at bigint,
            succeeded_at bigint,
            failures integer not null default 0,
            last_error text not null default ''
        )""",
        "create index sources_due on sources (next_poll_at) where is_active = 1",
    )


def m02_entries(tx: Tx) -> None:
    create(
        tx,
        """create table entries (
            id {primary_key},
            source_id bigint not null references sources (id),
            key text not null,               -- the feed's id of it
            url text not null default '',
            url_key text not null default '',
            title text not null default '',
            summary text not null default '',
            content text not null default '',
            author text not null default '',
            image text not null default '',
            topics text not null default '[]',
            published_at bigint,
            seen_at bigint not null,
            is_push integer not null,
            state text not null,             -- waiting | stored | failed | known
            attempts integer not null default 0,
            due_at bigint not null,
            reason text not null default '',
            unique (source_id, key)
        )""",
        "create index entries_due on entries (due_at) where state = 'waiting'",
        "create index entries_url on entries (source_id, url_key)",
    )


def m03_articles(tx: Tx) -> None:
    create(
        tx,
        """create table articles (
            id {primary_key},
            entry_id bigint not null unique references entries (id),
            source_id bigint not null references sources (id),
            url text not null default '',
            title text not null,
            headline text not null,
            lead text not null default '',   -- above a headline that withholds the news
            body text not null,              -- JSON list of paragraphs
            gist text not null,              -- JSON list of sentences
            author text not null default '',
            image text not null default '',
            topics text not null default '[]',
            published_at bigint,
            told_at bigint not null,         -- published_at, else stored_at: the order of readers
            stored_at bigint not null
        )""",
        "create index articles_latest on articles (source_id, told_at desc)",
        """create table quotes (
            id {primary_key},
            article_id bigint not null references articles (id),
            position integer not null,
            text text not null,
            speaker text not null default '',
            role text not null default '',
            cue text not null default '',
            kind text not null,
            is_key integer not null,
            paragraph integer not null,
            start_at integer not null,       -- offset in the paragraph, code points
            unique (article_id, position)
        )""",
    )


def m04_subscribers(tx: Tx) -> None:
    create(
        tx,
        """create table subscribers (
            id {primary_key},
            chat_id bigint not null unique,
            kind text not null,
            standing text not null,          -- known | subscribed | gone
            standing_before text not null default 'known',  -- where one who is gone stood
            reason text not null default '',
            joined_at bigint not null,
            changed_at bigint not null
        )""",
        """create table subscriptions (
            source_id bigint not null references sources (id),
            subscriber_id bigint not null references subscribers (id),
            primary key (source_id, subscriber_id)
        )""",
        "create index subscriptions_of on subscriptions (subscriber_id)",
    )


def m05_outbox(tx: Tx) -> None:
    create(
        tx,
        """create table broadcasts (
            id {primary_key},
            article_id bigint not null unique references articles (id),
            source_id bigint not null references sources (id),
            position bigint not null default 0,  -- the last subscriber it has reached
            upto bigint not null,                -- the last one who was there at publication
            opened_at bigint not null,
            expires_at bigint not null,
            closed_at bigint
        )""",
        "create index broadcasts_open on broadcasts (id) where closed_at is null",
        """create table deliveries (
            id {primary_key},
            article_id bigint not null references articles (id),
            subscriber_id bigint not null references subscribers (id),
            state text not null,             -- sending | retry | uncertain | dead
            attempts integer not null default 0,
            due_at bigint not null,
            expires_at bigint not null,
            changed_at bigint not null,
            reason text not null default '',
            unique (article_id, subscriber_id)
        )""",
        "create index deliveries_due on deliveries (due_at) where state = 'retry'",
        "create index deliveries_of on deliveries (subscriber_id)",
        """create table receipts (
            article_id bigint not null references articles (id),
            subscriber_id bigint not null references subscribers (id),
            message_id bigint not null,
            sent_at bigint not null,
            primary key (article_id, subscriber_id)
        )""",
        "create index receipts_age on receipts (sent_at)",
    )


def m06_pace(tx: Tx) -> None:
    create(
        tx,
        "alter table broadcasts add column urgency integer not null default 0",
        """create table pace (
            id integer primary key,
            per_second double precision not null,  -- to which refusals have brought it down
            lowered_at bigint not null
        )""",
    )


def m07_corrections(tx: Tx) -> None:
    create(
        tx,
        "alter table articles add column revision integer not null default 0",
        "alter table articles add column withdrawn_at bigint",
        # What the message showed when it was sent; null: it is another article's message that
        # told of this one as perhaps missed, or nobody knows (from before this column).
        "alter table receipts add column revision integer",
        "alter table receipts add column corrected integer not null default 0",
        "alter table receipts add column read_at bigint",
        "create index receipts_told on receipts (subscriber_id, message_id)"
        " where revision is null",
        """create table revisions (
            article_id bigint not null references articles (id),
            revision integer not null,       -- what the article printed in it:
            headline text not null,
            lead text not null,
            quotes text not null,            -- JSON list of [text, speaker, role]
            replaced_at bigint not null,
            primary key (article_id, revision)
        )""",
        """create table corrections (
            article_id bigint primary key references articles (id),
            position bigint not null default 0,  -- the last subscriber whose message it has passed
            found integer not null default 0,    -- messages that this pass found out of date
            passes integer not null default 0,
            due_at bigint not null,
            expires_at bigint not null,
            closed_at bigint
        )""",
        "create index corrections_due on corrections (due_at) where closed_at is null",
        """create table rereads (
            article_id bigint primary key references articles (id),
            page_title text not null,        -- as the page had it; empty: the page was not read
            etag text not null default '',
            last_modified text not null default '',
            done integer not null default 0,
            due_at bigint not null
        )""",
        "create index rereads_due on rereads (due_at)",
    )


def m08_polling(tx: Tx) -> None:
    create(
        tx,
        # What polling has learned (`Habits`) as JSON, and where a source stands with the operator.
        "alter table sources add column habits text not null default '{}'",
        "alter table sources add column failing_since bigint",
        "alter table sources add column told_broken_at bigint",  # the operator, once
        "alter table sources add column missing_since bigint",  # it has answered 404 since
        "alter table sources add column moved_to text not null default ''",
        "alter table sources add column moved_since bigint",
        "alter table sources add column moved_polls integer not null default 0",
        "alter table sources add column retired_at bigint",
        "alter table sources add column retired_why text not null default ''",
        # By these a sources file still calls a source that has moved.
        """create table former_addresses (
            url text primary key,
            source_id bigint not null references sources (id)
        )""",
        """create table notices (
            id {primary_key},
            kind text not null,              -- broken | recovered | retired | moved | merged
            source text not null,
            url text not null,
            reason text not null default '',
            made_at bigint not null,
            due_at bigint not null,
            attempts integer not null default 0
        )""",
    )
