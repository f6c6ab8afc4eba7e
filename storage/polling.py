"""What polling has learned about each source: when to ask it again, how it fares, where it is."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, NamedTuple

from bot.core.models import Habits, PollState
from storage import notices, sources
from storage.db import Row, Tx, among, instant, listed, seconds, seconds_or_none, since_epoch
from storage.sources import WORKS, source_of


def due(tx: Tx, *, now: datetime, limit: int) -> list[PollState]:
    """Sources whose time has come, the longest waiting first."""
    rows = tx.query(
        """select * from sources where is_active = 1 and next_poll_at <= :now
           order by next_poll_at, id limit :limit""",
        {"now": seconds(now), "limit": limit},
    )
    return [state_of(row) for row in rows]


def postpone(tx: Tx, source_ids: Iterable[int], *, until: datetime) -> None:
    """Their host wants to be left alone: they are not due before that."""
    tx.execute(
        among(tx, "update sources set next_poll_at = :until where id in {ids}"),
        {"until": seconds(until), "ids": listed(source_ids)},
    )


def state_of(row: Row) -> PollState:
    return PollState(
        source=source_of(row),
        etag=row["etag"],
        last_modified=row["last_modified"],
        body_hash=row["body_hash"],
        failures=row["failures"],
        last_error=row["last_error"],
        is_first=row["listed_at"] is None,
        listed_at=instant(row["succeeded_at"]),
        habits=habits_of(json.loads(row["habits"])),
        is_told_broken=row["told_broken_at"] is not None,
        moved_to=row["moved_to"],
        moved_since=instant(row["moved_since"]),
        moved_polls=row["moved_polls"],
    )


INSTANTS = ("since", "counted_at", "found_at", "full_at", "throttled_at")


def habits_of(stored: Mapping[str, Any]) -> Habits:
    values = {**stored, **{name: instant(stored.get(name)) for name in INSTANTS}}
    for name, kind in (("counts", tuple), ("skip_hours", frozenset), ("skip_days", frozenset)):
        values[name] = kind(stored.get(name, ()))
    return Habits(**values)


def habits_json(habits: Habits) -> str:
    """Without what says nothing."""
    values = {name: value for name, value in asdict(habits).items() if value}
    values |= {name: seconds(values[name]) for name in INSTANTS if name in values}
    return json.dumps(values, default=sorted)


def polled(
    tx: Tx,
    state: PollState,
    *,
    now: datetime,
    next_poll_at: datetime,
    habits: Habits | None = None,
) -> None:
    """The source answered: remember its validators beside what a push of it tells."""
    tx.execute(
        """update sources set etag = :etag, last_modified = :last_modified,
             body_hash = :body_hash, polled_at = :now, succeeded_at = :now,
             listed_at = coalesce(listed_at, :now)
           where id = :id""",
        {
            "etag": state.etag,
            "last_modified": state.last_modified,
            "body_hash": state.body_hash,
            "now": seconds(now),
            "id": state.source.id,
        },
    )
    pushed(tx, state, now=now, next_poll_at=next_poll_at, habits=habits)


def pushed(
    tx: Tx,
    state: PollState,
    *,
    now: datetime,
    next_poll_at: datetime,
    habits: Habits | None = None,
) -> None:
    """Its hub has brought the newest of it: the source works, so its failures are forgotten, and
    its habits may be others now; but what else it lists is still to be read."""
    tx.execute(
        f"""update sources set {WORKS},
             {"habits = :habits," if habits else ""} next_poll_at = :next
           where id = :id""",  # noqa: S608 (fixed texts)
        {
            "next": seconds(next_poll_at),
            "habits": habits_json(habits) if habits else "",
            "id": state.source.id,
        },
    )
    if state.is_told_broken:
        notices.add(tx, "recovered", state.source, now=now)


class Ailing(NamedTuple):
    """Since when a source cannot be read."""

    failing_since: datetime
    missing_since: datetime | None
    """Since when it is not there (404); None where it fails otherwise."""


def failed(
    tx: Tx, state: PollState, *, status: int, now: datetime, next_poll_at: datetime
) -> Ailing:
    """The source could not be read; `status` is what it answered, 0 if it did not, and the state
    has the reason."""
    rows = tx.query(
        """update sources set polled_at = :now, failures = failures + 1, last_error = :reason,
             failing_since = coalesce(failing_since, :now),
             missing_since = case when :status = 404 then coalesce(missing_since, :now) end,
             habits = :habits, next_poll_at = :next
           where id = :id returning failing_since, missing_since""",
        {
            "reason": state.last_error,
            "status": status,
            "habits": habits_json(state.habits),
            "now": seconds(now),
            "next": seconds(next_poll_at),
            "id": state.source.id,
        },
    )
    return Ailing(since_epoch(rows[0]["failing_since"]), instant(rows[0]["missing_since"]))


def tell_broken(tx: Tx, state: PollState, *, kind: str, now: datetime) -> None:
    """Tell the operator, once until it works again; by which notice."""
    if tx.execute(
        "update sources set told_broken_at = :now where id = :id and told_broken_at is null",
        {"now": seconds(now), "id": state.source.id},
    ):
        notices.add(tx, kind, state.source, reason=state.last_error, now=now)


def retire(tx: Tx, state: PollState, *, why: str, now: datetime) -> None:
    """Ask it no more, until the operator adds it again; the file alone does not bring it back."""
    values = {"now": seconds(now), "why": why, "id": state.source.id}
    if tx.execute(
        """update sources set is_active = 0, retired_at = :now, retired_why = :why
           where id = :id and is_active = 1""",
        values,
    ):
        notices.add(tx, "retired", state.source, reason=why, now=now)


def remember_move(tx: Tx, state: PollState) -> None:
    tx.execute(
        """update sources set moved_to = :moved_to, moved_since = :since, moved_polls = :polls
           where id = :id""",
        {
            "moved_to": state.moved_to,
            "since": seconds_or_none(state.moved_since),
            "polls": state.moved_polls,
            "id": state.source.id,
        },
    )


def move(tx: Tx, state: PollState, *, now: datetime) -> None:
    """A source has moved for good: follow it there. If another source is there already, let its
    readers have that one and retire it; but one that the operator has removed takes no source's
    place, so that this one is still asked by its old address."""
    source, there = state.source, sources.find(tx, state.moved_to)
    if there is None or there.source.id == source.id:
        remember_address(tx, source.url, source.id)
        tx.execute(
            """update sources set url = :url, moved_to = '', moved_since = null, moved_polls = 0
               where id = :id""",
            {"id": source.id, "url": state.moved_to},
        )
        notices.add(tx, "moved", source, reason=state.moved_to, now=now)
    elif there.is_forbidden:
        remember_move(tx, state)
    elif there.is_active:
        merge(tx, state, there.source.id, now=now)
        notices.add(tx, "merged", source, reason=there.source.name, now=now)
    else:
        bring_back(tx, state, now=now)
        merge(tx, state, there.source.id, now=now)
        notices.add(tx, "moved", source, reason=state.moved_to, now=now)


def bring_back(tx: Tx, state: PollState, *, now: datetime) -> None:
    """The source that was where another one moves is asked again, as that one: by its name, and in
    the file, or for readers, as that one is; else what silenced it would silence it again. If it
    had become that one, who wants it is known there."""
    tx.execute(
        """delete from subscriptions where source_id in (select s.id from sources s
             join former_addresses f on f.url = s.url and f.source_id = :id
             where s.url = :there)""",
        {"id": state.source.id, "there": state.moved_to},
    )
    [row] = tx.query(
        "select origin, position from sources where id = :id", {"id": state.source.id}
    )
    sources.revive(tx, state.moved_to, now=now)
    sources.put(tx, replace(state.source, url=state.moved_to), **row, now=now)


def merge(tx: Tx, state: PollState, heir_id: int, *, now: datetime) -> None:
    """The heir gets the readers and the addresses of a source, which is asked no more."""
    values = {"heir": heir_id, "id": state.source.id}
    tx.execute("update former_addresses set source_id = :heir where source_id = :id", values)
    remember_address(tx, state.source.url, heir_id)
    tx.execute(
        """insert into subscriptions (source_id, subscriber_id, is_muted, is_instant, wants)
           select :heir, subscriber_id, is_muted, is_instant, wants
           from subscriptions where source_id = :id
           on conflict (source_id, subscriber_id) do nothing""",
        values,
    )
    tx.execute(
        """update sources set is_active = 0, retired_at = :now, retired_why = :why,
             moved_to = '', moved_polls = 0 where id = :id""",
        {"now": seconds(now), "why": f"has moved to {state.moved_to}", "id": state.source.id},
    )


def remember_address(tx: Tx, url: str, source_id: int) -> None:
    """By which the sources file may still call a source."""
    tx.execute(
        """insert into former_addresses (url, source_id) values (:url, :id)
           on conflict (url) do update set source_id = excluded.source_id""",
        {"url": url, "id": source_id},
    )
