"""The whole of the database in figures, for the operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage import broadcasts, ledger, sources, subscribers
from storage.db import Row, Tx, seconds, since_epoch
from storage.outbox import NEWS_IS_FRESH
from storage.sources import SourceHealth

RATE_WINDOW = timedelta(minutes=1)
DELAYS_WINDOW = timedelta(days=1)
MOST_BROADCASTS = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """What waits, how it ended, and why."""

    open_broadcasts: int
    delivered: int
    """Receipts kept (30 days)."""
    sending: int
    retry: int
    uncertain: int
    dead: int
    reasons: tuple[tuple[str, int], ...]
    """Why deliveries are retried, uncertain or dead, most frequent first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A message that Telegram did not take."""

    article_id: int
    error: str
    html: str
    times: int


@dataclass(frozen=True, slots=True)
class Delays:
    """Seconds from an article's publication to a reader, over the broadcasts of a day."""

    p50: int
    p99: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How sending goes at the moment."""

    waiting: int
    """Pushes that are to go out: to the readers whom open broadcasts have not reached, and to
    those who are tried again."""
    is_counted: bool
    """False where there are more than `waiting`: nobody needs them all counted."""
    oldest: timedelta | None
    """How long the oldest of them has waited."""
    last_minute: int
    floods: int
    """How often Telegram said «too fast» (429) today, in UTC."""
    left_out: int
    """Readers whom news did not reach in time, today."""
    briefings: int
    """Sent within a day."""
    corrections: int
    """Articles whose messages are being corrected."""
    refused: tuple[Refused, ...]
    """The latest first, an article each."""
    first_reader: Delays | None
    last_reader: Delays | None
    """None where no broadcast has reached anybody within a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How the bot fares."""

    readers: dict[str, int]
    """Chats by standing: known, subscribed, gone."""
    sources: tuple[SourceHealth, ...]
    articles: int
    quotes: int
    entries_waiting: int
    queue: QueueState
    pace: Pace


def ping(tx: Tx) -> None:
    """Whether the database answers at all; raises what it raises."""
    tx.query("select 1 as alive")


def read(tx: Tx, *, now: datetime) -> Figures:
    counts = tx.query(
        """select (select count(*) from articles) as articles,
             (select count(*) from quotes) as quotes,
             (select count(*) from entries where state = 'waiting') as waiting"""
    )[0]
    return Figures(
        readers=subscribers.count(tx),
        sources=tuple(sources.health(tx)),
        articles=counts["articles"],
        quotes=counts["quotes"],
        entries_waiting=counts["waiting"],
        queue=queue_state(tx),
        pace=pace(tx, now=now),
    )


def queue_state(tx: Tx) -> QueueState:
    counts = {
        row["state"]: row["rows"]
        for row in tx.query("select state, count(*) as rows from deliveries group by state")
    }
    reasons = tx.query(
        """select reason, count(*) as rows from deliveries where reason <> ''
           group by reason order by count(*) desc, reason limit 5"""
    )
    figures = tx.query(
        """select (select count(*) from broadcasts where closed_at is null) as broadcasts,
             (select count(*) from receipts) as receipts"""
    )[0]
    return QueueState(
        open_broadcasts=figures["broadcasts"],
        sending=counts.get("sending", 0),
        retry=counts.get("retry", 0),
        uncertain=counts.get("uncertain", 0),
        dead=counts.get("dead", 0),
        delivered=figures["receipts"],
        reasons=tuple((row["reason"], row["rows"]) for row in reasons),
    )


def pace(tx: Tx, *, now: datetime) -> Pace:
    still_open = tx.query("select * from broadcasts where closed_at is null order by id")
    numbers = numbers_of(tx, now=now)
    counts = [broadcasts.unreached(tx, row) for row in still_open]
    expire = [row["expires_at"] for row, n in zip(still_open, counts, strict=True) if n]
    if numbers["expires"] is not None:
        expire.append(numbers["expires"])
    first, last = delays(tx, now=now)
    return Pace(
        waiting=sum(counts) + numbers["retry"] + numbers["due"],
        is_counted=max(counts, default=0) < broadcasts.MOST_COUNTED,
        oldest=now - (since_epoch(min(expire)) - NEWS_IS_FRESH) if expire else None,
        last_minute=numbers["sent"],
        floods=numbers["floods"],
        left_out=numbers["left_out"],
        briefings=numbers["briefings"],
        corrections=numbers["corrections"],
        refused=refused(tx),
        first_reader=first,
        last_reader=last,
    )


def numbers_of(tx: Tx, *, now: datetime) -> Row:
    return tx.query(
        """select
             (select count(*) from receipts where sent_at > :since)
               + (select count(*) from briefings
                 where made_at > :made_since and sent_at > :since) as sent,
             (select count(*) from briefings
                where made_at > :made_since and sent_at > :since_day) as briefings,
             (select count(*) from subscribers where briefing_at <= :now) as due,
             (select count(*) from deliveries where state = 'retry') as retry,
             (select min(expires_at) from deliveries where state = 'retry') as expires,
             (select count(*) from corrections where closed_at is null) as corrections,
             coalesce((select times from tallies where name = :flood and day = :day), 0)
               as floods,
             coalesce((select times from tallies where name = :left_out and day = :day), 0)
               as left_out""",
        {
            "now": seconds(now),
            "since_day": seconds(now - DELAYS_WINDOW),
            "made_since": seconds(now - DELAYS_WINDOW - NEWS_IS_FRESH),
            "left_out": ledger.LEFT_OUT,
            "since": seconds(now - RATE_WINDOW),
            "flood": ledger.FLOOD,
            "day": seconds(now) // ledger.DAY_SECONDS,
        },
    )[0]


def delays(tx: Tx, *, now: datetime) -> tuple[Delays | None, Delays | None]:
    """From publication to the first and, of broadcasts that have ended, to the last reader."""
    rows = tx.query(
        """select b.closed_at, b.first_at - a.told_at as first, b.last_at - a.told_at as last
           from broadcasts b join articles a on a.id = b.article_id
           where b.opened_at > :since and b.first_at is not null
           order by b.opened_at desc limit :most""",
        {"since": seconds(now - DELAYS_WINDOW), "most": MOST_BROADCASTS},
    )
    ended = [row["last"] for row in rows if row["closed_at"] is not None]
    return delays_of([row["first"] for row in rows]), delays_of(ended)


def delays_of(found: Sequence[int]) -> Delays | None:
    """The nearest ranks: so many took no longer."""
    ranked = sorted(max(0, each) for each in found)
    if not ranked:
        return None
    return Delays(*(ranked[-(-len(ranked) * percent // 100) - 1] for percent in (50, 99)))


def refused(tx: Tx) -> tuple[Refused, ...]:
    rows = tx.query(
        """select article_id, error, html, times from refused_messages
           order by refused_at desc, article_id desc"""
    )
    return tuple(Refused(**row) for row in rows)
