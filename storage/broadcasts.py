"""Pushes to many: one row whose `position` moves over the subscribers of a source.

No step looks at more than a few thousand of them, however few are to get it: who has been told
of the story by another version is passed over.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.core.models import Delivery, News, Verdict
from storage import aside, briefings, holding, ledger, preferences, told, versions
from storage.db import Row, Tx, among, listed, seconds, since_epoch
from storage.holding import Judge
from storage.leases import deliveries_of
from storage.terms import Terms

log = logging.getLogger(__name__)

SUBSCRIPTIONS_A_LOOK = 2000
LOOKS_A_STEP = 4
MORE_A_LOOK = 8
MOST_JUDGED = 500
MOST_COUNTED = 10_000
KNOWN = Verdict(goes=False)
NO_NEWS = News()


@dataclass(slots=True)
class Look:
    """How a broadcast moves on: how many are to be leased, and who is left out."""

    want: int
    most: int
    """Readers to be judged: more with every look in which few are left."""
    judge: Judge
    news: News = NO_NEWS
    """Of the broadcast that is looked at."""


def lease_next(tx: Tx, terms: Terms, *, urgency: int, want: int, now: datetime) -> list[Delivery]:
    """Lease the next `want` sends of open broadcasts; fewer, perhaps none, where many readers
    are passed over (`is_open` tells whether it goes on)."""
    leased: list[Delivery] = []
    look = Look(want=want, most=want, judge=terms.judge)
    looks = LOOKS_A_STEP if want > 0 else 0
    for row in open_broadcasts(tx, urgency=urgency, most=looks):
        if not looks or not look.want:
            break
        look.news = news_in(tx, row, now=now)
        while looks and row["closed_at"] is None and look.want:
            leased += advance(tx, row, look, now=now)
            look.want = want - len(leased)
            look.most = min(look.most * MORE_A_LOOK, MOST_JUDGED)
            looks -= 1
    return leased


def open_broadcasts(tx: Tx, *, urgency: int, most: int) -> list[Row]:
    return tx.query(
        """select b.*, a.topics as sections, a.url, s.topics as source_topics,
             a.story_id
           from broadcasts b join articles a on a.id = b.article_id
             join sources s on s.id = a.source_id
           where b.closed_at is null and b.urgency = :urgency
           order by b.id limit :most""",
        {"urgency": urgency, "most": most},
    )


def news_in(tx: Tx, broadcast_row: Row, *, now: datetime) -> News:
    """What a broadcast pushes. One of which that cannot be read is over: it must not keep the
    others from going out."""
    article_id = broadcast_row["article_id"]
    texts = versions.texts_of(tx, [article_id])
    try:
        return holding.news_of(broadcast_row, texts[article_id])
    except Exception:
        log.exception("closed a broadcast that cannot be read article=%s", article_id)
        give_up(tx, broadcast_row, now=now)
        return NO_NEWS


def is_open(tx: Tx) -> bool:
    """Whether a broadcast has readers before it, or may have."""
    return bool(tx.query("select 1 from broadcasts where closed_at is null limit 1"))


def advance(tx: Tx, broadcast_row: Row, look: Look, *, now: datetime) -> list[Delivery]:
    """Move a broadcast over its next subscribers, leasing a send to each who is to get it now."""
    if since_epoch(broadcast_row["expires_at"]) <= now:
        give_up(tx, broadcast_row, now=now)
        return []
    last = last_of_look(tx, broadcast_row)
    found = next_readers(tx, broadcast_row, last=last, most=look.most)
    rows, passed = sort_out(tx, broadcast_row, found, look, now=now)
    leased = lease(tx, broadcast_row, rows, now=now) if rows else []
    if passed < len(found) or passed == look.most:
        move(tx, broadcast_row, position=found[passed - 1]["id"])
    elif last is not None:
        move(tx, broadcast_row, position=last)
    else:
        close(tx, broadcast_row, now=now)
    return leased


def sort_out(
    tx: Tx, broadcast_row: Row, found: list[Row], look: Look, *, now: datetime
) -> tuple[list[Row], int]:
    """Those of these readers to whom it goes now, as many as are wanted; and how many have been
    judged for it."""
    rows: list[Row] = []
    others: list[tuple[int, Verdict]] = []
    errors: dict[int, Exception] = {}
    told_in = briefings.told_lately(tx, [row["id"] for row in found], now=now)
    for row in found:
        if len(rows) == look.want:
            break
        if broadcast_row["story_id"] in told_in.get(row["id"], ()):
            others.append((row["id"], KNOWN))
            continue
        try:
            verdict = holding.verdict(look.judge, row, look.news, now=now)
        except Exception as error:
            errors[row["id"]] = error
            continue
        if verdict.goes:
            rows.append(row)
        else:
            others.append((row["id"], verdict))
    holding.hold(tx, others)
    aside.leave_out(tx, broadcast_row, errors, now=now)
    return rows, len(rows) + len(others) + len(errors)


def last_of_look(tx: Tx, broadcast_row: Row) -> int | None:
    """The last subscriber of those looked at together; None: no more than these are left."""
    rows = tx.query(
        f"""select subscriber_id from subscriptions
            where source_id = :source_id and subscriber_id > :position
              and subscriber_id <= :upto and wants >= {preferences.least(broadcast_row)}
            order by subscriber_id limit 1 offset :others""",  # noqa: S608
        {**broadcast_row, "others": SUBSCRIPTIONS_A_LOOK - 1},
    )
    return rows[0]["subscriber_id"] if rows else None


def unreached(tx: Tx, broadcast_row: Row) -> int:
    """How many readers it is still to reach, counted up to `MOST_COUNTED`; of those who only
    watch for words nobody knows whether it was for them."""
    wanted = 1 if broadcast_row["urgency"] else preferences.EVERYTHING
    rows = tx.query(
        """select count(*) as readers from (
              select 1 from subscriptions c join subscribers s on s.id = c.subscriber_id
              where c.source_id = :source_id and c.subscriber_id > :position
                and c.subscriber_id <= :upto and s.standing = 'subscribed'
                and c.wants >= :wanted limit :most) few""",
        {**broadcast_row, "wanted": wanted, "most": MOST_COUNTED},
    )
    return int(rows[0]["readers"])


def next_readers(tx: Tx, broadcast_row: Row, *, last: int | None, most: int) -> list[Row]:
    """The next subscribers who know nothing of its story, up to the subscriber `last`; of a
    follow-up also those who want everything of its source, and have been told by it before."""
    whom = "{untold}"
    if broadcast_row["is_follow_up"]:
        goes_on = told.following(tx, "{goes_on}", reader="s.id")
        whom = f"({{untold}} or c.wants = {preferences.EVERYTHING} and {goes_on})"
    return tx.query(
        told.excluding(
            tx,
            f"""select s.*, c.wants, cast(:article_id as bigint) as article_id,
                     null as briefing_id, 0 as attempts
                from subscriptions c join subscribers s on s.id = c.subscriber_id
                where c.source_id = :source_id and c.subscriber_id > :position
                  and c.subscriber_id <= :last and s.standing = 'subscribed'
                  and c.wants >= {preferences.least(broadcast_row)} and {whom}
                order by c.subscriber_id limit :most""",  # noqa: S608
            reader="s.id",
        ),
        {
            **broadcast_row,
            **told.of_story(tx, broadcast_row["article_id"]),
            "last": broadcast_row["upto"] if last is None else last,
            "most": most,
        },
    )


def lease(tx: Tx, broadcast_row: Row, rows: list[Row], *, now: datetime) -> list[Delivery]:
    """Write down a send to each of these subscribers; those that need not wait.

    A reader to whom something is under way gets this afterwards: one message at a time, so
    that a slow chat holds up nobody else, and «missed» is told of once.
    """
    followed, story = "0", {}
    if broadcast_row["is_follow_up"]:
        followed = told.following(tx, "coalesce({followed}, 0)", reader="s.id")
        story = told.of_story(tx, broadcast_row["article_id"])
    inserted = tx.query(
        among(
            tx,
            f"""insert into deliveries
                 (article_id, subscriber_id, state, due_at, expires_at, changed_at, follows)
               select :article_id, s.id, case when exists (select 1 from deliveries
                   where subscriber_id = s.id and state = 'sending') then 'retry'
                 else 'sending' end, :now, :expires_at, :now, {followed}
               from subscribers s where s.id in {{ids}}
               on conflict (article_id, subscriber_id) do nothing
               returning id as delivery_id, subscriber_id, state, follows""",  # noqa: S608
        ),
        {
            **broadcast_row,
            **story,
            "ids": listed(row["id"] for row in rows),
            "now": seconds(now),
        },
    )
    taken = {row["subscriber_id"]: row for row in inserted if row["state"] == "sending"}
    return deliveries_of(tx, [{**row, **taken[row["id"]]} for row in rows if row["id"] in taken])


def give_up(tx: Tx, broadcast_row: Row, *, now: datetime) -> None:
    """It reaches nobody any more; how many it has left out is counted."""
    if left := unreached(tx, broadcast_row):
        ledger.tally(tx, ledger.LEFT_OUT, left, now=now)
    close(tx, broadcast_row, now=now)


def move(tx: Tx, broadcast_row: Row, *, position: int) -> None:
    broadcast_row["position"] = position
    tx.execute("update broadcasts set position = :position where id = :id", broadcast_row)


def close(tx: Tx, broadcast_row: Row, *, now: datetime) -> None:
    broadcast_row["closed_at"] = seconds(now)
    tx.execute(
        "update broadcasts set closed_at = :closed_at, position = upto where id = :id",
        broadcast_row,
    )
