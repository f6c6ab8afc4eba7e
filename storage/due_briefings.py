"""Briefings whose time has come: made at that moment, and leased as pushes are.

Who follows the same has the same briefing due at the same minute, so that more are made at once
than go out at once; those wait as another try does.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.models import BRIEFING_FRESH, Briefing, BriefingKind, Delivery, Verdict
from storage import holding
from storage.db import Row, Tx, among, listed, seconds
from storage.leases import deliveries_of
from storage.retries import ASKED_FOR, briefing_news
from storage.terms import Terms

log = logging.getLogger(__name__)

MADE_AT_ONCE = 50
WAITS = Verdict(goes=False)
FRESH = {
    BriefingKind.SCHEDULED: BRIEFING_FRESH,
    BriefingKind.ASKED: BRIEFING_FRESH,
    BriefingKind.REST: timedelta(hours=12),
}
"""So long a briefing is tried."""


def is_due(tx: Tx, *, now: datetime) -> bool:
    rows = tx.query(
        "select 1 from subscribers where briefing_at <= :now limit 1", {"now": seconds(now)}
    )
    return bool(rows)


def lease_next(tx: Tx, terms: Terms, *, want: int, now: datetime) -> list[Delivery]:
    """Make the briefings that are due, and lease the first `want`."""
    made = terms.compose(tx, now=now, limit=max(want, MADE_AT_ONCE)) if want > 0 else []
    if not made:
        return []
    readers = rows_of(tx, made)
    now_or_later: dict[tuple[str, datetime, BriefingKind], list[int]] = {}
    going = 0
    for each in made:
        row = readers[each.subscriber_id]
        verdict = verdict_on(each, row, terms, now=now)
        is_leased = verdict.goes and not row["is_busy"] and going < want
        going += is_leased
        state = "sending" if is_leased else "retry"
        key = (state, verdict.until or now, each.kind)
        now_or_later.setdefault(key, []).append(each.id)
    ids: dict[int, int] = {}
    for (state, due_at, kind), briefing_ids in now_or_later.items():
        values = {"state": state, "due": seconds(due_at), "now": seconds(now)}
        values["expires"] = seconds(due_at + FRESH[kind])
        ids |= write(tx, briefing_ids, values)
    return deliveries_of(
        tx,
        [
            {
                **readers[each.subscriber_id],
                "delivery_id": ids[each.id],
                "article_id": None,
                "briefing_id": each.id,
                "follows": 0,
                "attempts": 0,
            }
            for each in made
            if each.id in ids
        ],
    )


def verdict_on(briefing: Briefing, row: Row, terms: Terms, *, now: datetime) -> Verdict:
    """What raises is judged once more while it waits, and set aside there."""
    slot = briefing.slot.partition(" ")[2]
    try:
        return holding.verdict(terms.judge, row, briefing_news(slot), now=now)
    except Exception:
        log.debug("a briefing waits, since judging raised briefing=%s", briefing.id)
        return WAITS


def enqueue(tx: Tx, briefing: Briefing, *, now: datetime) -> None:
    """Send a briefing that was made as soon as its turn comes."""
    expires = seconds(now + FRESH[briefing.kind])
    values = {"state": "retry", "due": seconds(now), "now": seconds(now), "expires": expires}
    write(tx, [briefing.id], values, reason=ASKED_FOR)


def rows_of(tx: Tx, made: Sequence[Briefing]) -> dict[int, Row]:
    """The readers of these briefings; a reader to whom something is under way is busy."""
    rows = tx.query(
        among(
            tx,
            """select s.*, exists (select 1 from deliveries d
                 where d.subscriber_id = s.id and d.state = 'sending') as is_busy
               from subscribers s where s.id in {ids}""",
        ),
        {"ids": listed(each.subscriber_id for each in made)},
    )
    return {row["id"]: row for row in rows}


def write(
    tx: Tx, briefing_ids: Sequence[int], values: dict[str, object], *, reason: str = ""
) -> dict[int, int]:
    """The deliveries that are under way, by briefing."""
    rows = tx.query(
        among(
            tx,
            """insert into deliveries
                 (briefing_id, subscriber_id, state, due_at, expires_at, changed_at, reason)
               select id, subscriber_id, :state, :due, :expires, :now, :reason
               from briefings where id in {ids} order by id
               returning id, briefing_id, state""",
        ),
        {**values, "reason": reason, "ids": listed(briefing_ids)},
    )
    return {row["briefing_id"]: row["id"] for row in rows if row["state"] == "sending"}
