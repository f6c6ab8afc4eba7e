"""Sends that wait: for another try, or for the message before them to the same reader."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.models import Delivery, News, Verdict
from storage import aside, briefings, holding, told, versions
from storage.db import Row, Tx, among, listed, seconds
from storage.leases import deliveries_of
from storage.terms import Terms

LOOKS_A_STEP = 4
ASKED_FOR = "asked for"
"""The reason of what is to go out at once, since its reader has just done something."""
SLOT_LENGTH = len("08:00")


def take_back(tx: Tx, known: Sequence[int], *, now: datetime) -> None:
    tx.execute(
        among(
            tx,
            """update deliveries set state = 'retry', due_at = :now, changed_at = :now
               where state = 'sending' and id not in {ids}""",
        ),
        {"ids": listed(known), "now": seconds(now)},
    )


def lease_next(tx: Tx, terms: Terms, *, want: int, now: datetime) -> list[Delivery]:
    expired = tx.query(
        """update deliveries set state = 'dead', reason = 'expired; ' || reason,
             changed_at = :now
           where state = 'retry' and expires_at <= :now returning briefing_id""",
        {"now": seconds(now)},
    )
    lose_briefings(tx, expired)
    for _ in range(LOOKS_A_STEP):
        rows = waiting(tx, want=want, now=now)
        if not rows:
            break
        drop_needless(tx, [row["delivery_id"] for row in rows])
        if leased := take(tx, sort_out(tx, rows, terms, now=now), now=now):
            return leased
    return []


def waiting(tx: Tx, *, want: int, now: datetime) -> list[Row]:
    """What is due, one for each reader."""
    return tx.query(
        """select s.*, d.id as delivery_id, d.article_id, d.briefing_id, d.attempts, d.follows,
             d.reason as why, a.topics as sections, a.url, o.topics as source_topics,
             coalesce(b.urgency, 0) as urgency, a.story_id, g.slot,
             (select max(c.wants) from subscriptions c where c.subscriber_id = s.id
               and (c.source_id = a.source_id or exists (select 1 from entries e
                 where e.article_id = a.id and e.source_id = c.source_id
                   and e.state = 'known'))) as wants
           from deliveries d join subscribers s on s.id = d.subscriber_id
             left join articles a on a.id = d.article_id
             left join sources o on o.id = a.source_id
             left join broadcasts b on b.article_id = d.article_id
             left join briefings g on g.id = d.briefing_id
           where d.state = 'retry' and d.due_at <= :now
             and not exists (select 1 from deliveries other
               where other.subscriber_id = d.subscriber_id and (other.state = 'sending'
                 or (other.state = 'retry' and other.due_at <= :now and other.id < d.id)))
           order by d.due_at, d.id limit :want""",
        {"now": seconds(now), "want": want},
    )


def take(tx: Tx, rows: list[Row], *, now: datetime) -> list[Delivery]:
    """Lease those of these that are still there."""
    taken = tx.query(
        among(
            tx,
            """update deliveries set state = 'sending', changed_at = :now
               where id in {ids} and state = 'retry' returning id""",
        ),
        {"now": seconds(now), "ids": listed(row["delivery_id"] for row in rows)},
    )
    ids = {row["id"] for row in taken}
    return deliveries_of(tx, [row for row in rows if row["delivery_id"] in ids])


def sort_out(tx: Tx, rows: list[Row], terms: Terms, *, now: datetime) -> list[Row]:
    """Those that go out now. A push that must wait, or is not wanted any more, is none of its own
    any more: the reader's next briefing tells it, or the message with the rest; unless one has
    told it meanwhile. A briefing waits as it is."""
    told_in = briefings.told_lately(tx, [row["id"] for row in rows], now=now)
    texts = versions.texts_of(tx, [row["article_id"] for row in rows if row["article_id"]])
    going, dropped = [], []
    errors: dict[int, Exception] = {}
    for row in rows:
        try:
            if row["why"] == ASKED_FOR or row["story_id"] in told_in.get(row["id"], ()):
                verdict = Verdict(goes=row["why"] == ASKED_FOR)
            else:
                verdict = holding.verdict(terms.judge, row, news_in(row, texts), now=now)
        except Exception as error:
            errors[row["delivery_id"]] = error
            continue
        if verdict.goes:
            going.append(row)
        elif row["briefing_id"]:
            put_off(tx, row["delivery_id"], until=verdict.until or now)
        else:
            dropped.append(row["delivery_id"])
            holding.hold(tx, [(row["id"], verdict)])
    if dropped:
        tx.execute(among(tx, "delete from deliveries where id in {ids}"), {"ids": listed(dropped)})
    lose_briefings(tx, aside.put(tx, errors, now=now))
    return going


def news_in(row: Row, texts: Mapping[int, tuple[str, ...]]) -> News:
    """What a delivery tells, as it is judged."""
    if row["briefing_id"] is not None:
        return briefing_news(row["slot"])
    return holding.news_of(row, texts[row["article_id"]])


def briefing_news(slot: str) -> News:
    """As a briefing is judged: only quiet hours put it off, unless it is wanted in them."""
    return News(is_breaking=True, slot=slot if len(slot) == SLOT_LENGTH else "")


def put_off(tx: Tx, delivery_id: int, *, until: datetime) -> None:
    tx.execute(
        "update deliveries set due_at = :until where id = :id",
        {"until": seconds(until), "id": delivery_id},
    )


def lose_briefings(tx: Tx, deliveries: Sequence[Row]) -> None:
    """What was to be told by these is news again."""
    for row in deliveries:
        if row["briefing_id"]:
            briefings.lose(tx, row["briefing_id"])


def drop_needless(tx: Tx, delivery_ids: Sequence[int]) -> None:
    """Of these, leave out what is not to be tried again: its reader left while it was under
    way, its source has taken it back, or its story has reached the reader meanwhile
    (PostgreSQL lets both at it at once)."""
    dropped = tx.query(
        among(
            tx,
            """delete from deliveries where id in {ids} and (
                 exists (select 1 from subscribers s where s.id = deliveries.subscriber_id
                   and s.standing <> 'subscribed')
                 or exists (select 1 from articles a where a.id = deliveries.article_id
                   and a.withdrawn_at is not null)
                 or exists (select 1 from receipts r where r.article_id = deliveries.article_id
                   and r.subscriber_id = deliveries.subscriber_id)
                 or follows = 0 and exists (select 1 from articles a
                   join articles v on v.story_id = a.story_id and v.id <> a.id
                   where a.id = deliveries.article_id and (
                     exists (select 1 from receipts r where r.article_id = v.id
                       and r.subscriber_id = deliveries.subscriber_id)
                     or exists (select 1 from deliveries d where d.article_id = v.id
                       and d.subscriber_id = deliveries.subscriber_id
                       and (d.state = 'uncertain' or d.reason like :left)))))
               returning briefing_id""",
        ),
        {"ids": listed(delivery_ids), "left": told.THE_READER_LEFT + "%"},
    )
    lose_briefings(tx, dropped)
