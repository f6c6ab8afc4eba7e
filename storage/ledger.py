"""What is remembered of sends for the operator: when they arrived, how often refused, and why.

Written once a turn of the outbox, so that a million readers cost no more than the turns do;
`figures` reads it.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.core.models import Outcome, Settlement
from storage.db import Tx, among, listed, seconds

FLOOD = "429"
LEFT_OUT = "left out"
"""Readers whom a broadcast had not reached when its news was none any more."""
DAY_SECONDS = 86400
MOST_REFUSED_KEPT = 50


def note(tx: Tx, settlements: Sequence[Settlement], *, now: datetime) -> None:
    """Remember how these sends ended; before their rows are settled."""
    if sent := [each.delivery for each in settlements if each.outcome is Outcome.SENT]:
        reached(tx, [each.id for each in sent], now=now)
        # A chat that takes a push again has forgiven what it refused before.
        tx.execute(
            among(tx, "update subscribers set refusals = 0 where id in {ids} and refusals > 0"),
            {"ids": listed(each.subscriber.id for each in sent)},
        )
    if floods := sum(each.is_flood for each in settlements):
        tally(tx, FLOOD, floods, now=now)
    for each in settlements:
        if each.refused_html:
            keep_refused(tx, each, now=now)


def reached(tx: Tx, delivery_ids: Sequence[int], *, now: datetime) -> None:
    """These sends have arrived: broadcasts have reached readers. Who asked for the article later
    is none of the readers that its broadcast was for."""
    tx.execute(
        among(
            tx,
            """update broadcasts set first_at = coalesce(first_at, :now), last_at = :now
               where article_id in (select d.article_id from deliveries d
                 join broadcasts b on b.article_id = d.article_id
                   and b.expires_at = d.expires_at and b.upto >= d.subscriber_id
                 where d.id in {ids})""",
        ),
        {"now": seconds(now), "ids": listed(delivery_ids)},
    )


def tally(tx: Tx, name: str, times: int, *, now: datetime) -> None:
    """Count something that happened today."""
    tx.execute(
        """insert into tallies (name, day, times) values (:name, :day, :times)
           on conflict (name, day) do update set times = tallies.times + excluded.times""",
        {"name": name, "day": seconds(now) // DAY_SECONDS, "times": times},
    )


def keep_refused(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """Keep a message that Telegram did not take, for the operator to look at; the latest few."""
    tx.execute(
        """insert into refused_messages (article_id, error, html, times, refused_at)
           values (:id, :error, :html, 1, :now)
           on conflict (article_id) do update set error = excluded.error, html = excluded.html,
             times = refused_messages.times + 1, refused_at = excluded.refused_at""",
        {
            "id": settlement.delivery.about,
            "error": settlement.reason,
            "html": settlement.refused_html,
            "now": seconds(now),
        },
    )
    tx.execute(
        """delete from refused_messages where article_id not in (select article_id
             from refused_messages order by refused_at desc, article_id desc limit :most)""",
        {"most": MOST_REFUSED_KEPT},
    )


def forget(tx: Tx, *, before: datetime) -> None:
    values = {"before": seconds(before), "day": seconds(before) // DAY_SECONDS}
    tx.execute("delete from refused_messages where refused_at < :before", values)
    tx.execute("delete from tallies where day < :day", values)
