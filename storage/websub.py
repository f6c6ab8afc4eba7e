"""Hubs that push what feeds bring: what was agreed with them, and whether they keep to it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.models import PollState
from storage.db import Row, Tx, seconds
from storage.polling import state_of

ASK_AGAIN = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=1)
RENEW_SHARE = 0.8  # of a lease, then it is renewed
TRUSTED_MISSES = 1  # what a poll finds first may be on its way; a second time it is not
DISTRUST = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A hub, for one source."""

    state: PollState
    hub_url: str
    topic_url: str
    """What the feed calls itself; the hub knows it under this address."""
    token: str
    secret: str


HUBS = """select s.*, h.hub_url, h.topic_url, h.token, h.secret
  from hubs h join sources s on s.id = h.source_id where s.is_active = 1"""


def learn(tx: Tx, source_id: int, *, hub_url: str, topic_url: str, now: datetime) -> None:
    """A feed has named its hub, or none: what was agreed with another one is void."""
    values = {
        "id": source_id,
        "hub_url": hub_url,
        "topic_url": topic_url,
        "now": seconds(now),
    }
    tx.execute(
        """delete from hubs where source_id = :id
             and not (hub_url = :hub_url and topic_url = :topic_url)""",
        values,
    )
    if hub_url and topic_url:
        tx.execute(
            """insert into hubs (source_id, hub_url, topic_url, due_at)
               values (:id, :hub_url, :topic_url, :now) on conflict (source_id) do nothing""",
            values,
        )


def due(tx: Tx, *, now: datetime, limit: int) -> list[Hub]:
    """Hubs to be asked now for a subscription, or for a longer one."""
    rows = tx.query(
        HUBS + " and h.due_at <= :now order by h.due_at, h.source_id limit :limit",
        {"now": seconds(now), "limit": limit},
    )
    return [hub_of(row) for row in rows]


def by_token(tx: Tx, token: str) -> Hub | None:
    """Whose push this is, by the address that was called."""
    rows = tx.query(HUBS + " and h.token = :token and h.token <> '' limit 1", {"token": token})
    return hub_of(rows[0]) if rows else None


def hub_of(row: Row) -> Hub:
    return Hub(
        state=state_of(row),
        hub_url=row["hub_url"],
        topic_url=row["topic_url"],
        token=row["token"],
        secret=row["secret"],
    )


def asking(tx: Tx, hub: Hub, *, now: datetime) -> None:
    """The hub is about to be asked: it may call back before it has answered. If it does not, it
    is asked again, ever later."""
    tx.execute(
        """update hubs set token = :token, secret = :secret, attempts = attempts + 1,
             due_at = :now + case when attempts < 5 then :wait * (attempts + 1) else :longest end
           where source_id = :id""",
        {
            "id": hub.state.source.id,
            "token": hub.token,
            "secret": hub.secret,
            "now": seconds(now),
            "wait": int(ASK_AGAIN.total_seconds()),
            "longest": int(LONGEST_WAIT.total_seconds()),
        },
    )


def verified(tx: Tx, hub: Hub, *, lease: timedelta, now: datetime) -> None:
    """The hub will push for the length of the lease."""
    tx.execute(
        """update hubs set lease_until = :until, due_at = :due, attempts = 0
           where source_id = :id""",
        {
            "id": hub.state.source.id,
            "until": seconds(now + lease),
            "due": seconds(now + lease * RENEW_SHARE),
        },
    )


def denied(tx: Tx, hub: Hub, *, now: datetime) -> None:
    tx.execute(
        "update hubs set lease_until = null, due_at = :due where source_id = :id",
        {"id": hub.state.source.id, "due": seconds(now + LONGEST_WAIT)},
    )


def pushed(tx: Tx, hub: Hub, *, now: datetime) -> None:
    """The hub has kept its word: until what it has pushed is taken in, its source is due, so that
    a crash in between loses nothing."""
    tx.execute(
        """update hubs set pushed_at = :now, missed = 0, distrusted_until = null
           where source_id = :id""",
        {"id": hub.state.source.id, "now": seconds(now)},
    )
    hint(tx, hub, now=now)


def hint(tx: Tx, hub: Hub, *, now: datetime) -> None:
    """Something has come that was not looked at, from whomever: the source is due."""
    tx.execute(
        "update sources set next_poll_at = :now where id = :id",
        {"id": hub.state.source.id, "now": seconds(now)},
    )


def missed(tx: Tx, source_id: int, *, now: datetime) -> None:
    """A poll has found what the hub should have pushed; the second time it is not relied on."""
    tx.execute(
        """update hubs set missed = missed + 1,
             distrusted_until = case when missed >= :most then :until else distrusted_until end
           where source_id = :id""",
        {"id": source_id, "most": TRUSTED_MISSES, "until": seconds(now + DISTRUST)},
    )


def is_relied_on(tx: Tx, source_id: int, *, now: datetime) -> bool:
    """Whether news of a source comes by itself, so that asking for it can wait."""
    rows = tx.query(
        """select 1 as is_relied_on from hubs where source_id = :id and lease_until > :now
             and coalesce(distrusted_until, 0) <= :now""",
        {"id": source_id, "now": seconds(now)},
    )
    return bool(rows)
