"""What a poll came to, and how that is written down: everything of it in one transaction.

The entries of a feed are rows when its validators are, so a crash in between asks for both again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.core import schedule
from bot.core.feeds import listing
from bot.core.feeds.listing import Listing
from bot.core.models import Habits, ListedEntry, PollState
from bot.core.schedule import Trouble
from storage import Tx, entries, polling, restores, websub
from storage.entries import KnownEntry

log = logging.getLogger(__name__)

BROKEN_AFTER: Final = timedelta(days=1)
DOWN_AFTER: Final = timedelta(minutes=10)
"""The operator can mend what is his own."""
MISSING_AFTER: Final = timedelta(days=7)
MOVED_AFTER: Final = timedelta(days=1)
MOVED_POLLS: Final = 3
MOST_REVISITS_A_POLL: Final = 5
NET: Final = timedelta(minutes=30)
"""However much a hub is relied on, its source is asked that often."""
PUSH_TIME: Final = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """A source answered."""

    state: PollState
    """With the validators of this answer."""
    listing: Listing | None
    """None if nothing has changed since the last poll."""
    fresh_seconds: float = 0.0
    permanent_url: str = ""
    is_full: bool = False
    """It was asked as if nothing were known of it."""
    is_pushed: bool = False
    """Its hub has brought this, nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source could not be read."""

    state: PollState
    reason: str
    trouble: Trouble
    status: int | None = None
    retry_after: float | None = None


Outcome = Polled | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What decides beside the source itself when it is asked again."""

    now: datetime
    floor: timedelta
    jitter: float
    is_own: bool
    """On a host of the operator's own, which is asked as often as is allowed."""


def write_down(tx: Tx, outcomes: Sequence[Outcome], terms: Sequence[Terms]) -> list[int]:
    """All of them or none; how many entries each has brought."""
    return [settle(tx, *each) for each in zip(outcomes, terms, strict=True)]


def settle(tx: Tx, outcome: Outcome, terms: Terms) -> int:
    if isinstance(outcome, Failed):
        settle_failure(tx, outcome, terms)
        return 0
    state, now = outcome.state, terms.now
    new = [] if outcome.listing is None else take_in(tx, state, outcome.listing, now=now)
    habits = learned(outcome, new, now)
    is_relied_on = heed_hub(tx, outcome, new, now)
    next_poll_at = max(next_poll(outcome, habits, terms), now + NET * is_relied_on)
    if outcome.is_pushed and restores.before_first_poll(tx, state.source.id, now=now):
        next_poll_at = now  # until it has been read, nothing of it is news
    remember = polling.pushed if outcome.is_pushed else polling.polled
    remember(
        tx,
        state,
        habits=habits if habits != state.habits or outcome.is_full else None,
        now=now,
        next_poll_at=next_poll_at,
    )
    if not outcome.is_pushed and (outcome.permanent_url or state.moved_to):
        follow(tx, state, outcome.permanent_url, now=now)
    return len(new)


def heed_hub(tx: Tx, outcome: Polled, new: Sequence[ListedEntry], now: datetime) -> bool:
    """Remember the hub that a feed names; whether it is relied on to bring the news."""
    source_id, found = outcome.state.source.id, outcome.listing
    if outcome.is_pushed:
        return websub.is_relied_on(tx, source_id, now=now)
    if found is not None:
        topic_url = found.feed.self_url or outcome.state.source.url
        websub.learn(tx, source_id, hub_url=found.feed.hub_url, topic_url=topic_url, now=now)
    is_relied_on = websub.is_relied_on(tx, source_id, now=now)
    if is_relied_on and any(is_late(each, now) for each in new):
        websub.missed(tx, source_id, now=now)
        return websub.is_relied_on(tx, source_id, now=now)
    return is_relied_on


def is_late(listed: ListedEntry, now: datetime) -> bool:
    """Whether a hub has had the time to push it."""
    published = listed.entry.published
    return published is None or now - published > PUSH_TIME


def next_poll(outcome: Polled, habits: Habits, terms: Terms) -> datetime:
    if terms.is_own:
        return terms.now + terms.floor
    return schedule.next_poll(
        habits,
        fresh_seconds=outcome.fresh_seconds,
        floor=terms.floor,
        jitter=terms.jitter,
        now=terms.now,
    )


def learned(outcome: Polled, new: Sequence[ListedEntry], now: datetime) -> Habits:
    """The habits of a source after an answer."""
    habits, found = outcome.state.habits, outcome.listing
    if outcome.is_full:
        habits = replace(habits, full_at=now)
    if found is not None:
        habits = replace(
            habits,
            ttl_minutes=found.feed.ttl_minutes,
            skip_hours=found.feed.skip_hours,
            skip_days=found.feed.skip_days,
        )
    published = [each.entry.published or now for each in new]
    return schedule.after_poll(habits, changed=found is not None, published=published, now=now)


def take_in(tx: Tx, state: PollState, found: Listing, *, now: datetime) -> list[ListedEntry]:
    """Write down what a feed lists; what of it is new. What was edited is to be read again."""
    source_id = state.source.id
    known = entries.known(tx, source_id, found.entries)
    ids = {each.key: each for each in known}
    links = {each.url_key: each for each in known if each.url_key}
    unknown: list[ListedEntry] = []
    edited: list[tuple[KnownEntry, ListedEntry]] = []
    for listed in found.entries:
        match = ids.get(listed.entry.id) or links.get(listed.url_key)
        if match is None:
            unknown.append(listed)
        elif match.words != listed.words and match.key == listed.entry.id:
            edited.append((match, listed))
    revisited = 0
    for match, listed in edited:
        if revisited < MOST_REVISITS_A_POLL:
            revisited += entries.amend(tx, match, listed, now=now)
    return note_new(tx, state, found, unknown, now=now) if unknown else []


def note_new(
    tx: Tx, state: PollState, found: Listing, unknown: Sequence[ListedEntry], *, now: datetime
) -> list[ListedEntry]:
    source_id = state.source.id
    old: list[ListedEntry] = []
    if not state.is_first and len(unknown) >= listing.REKEYED_LEAST:
        old = listing.rekeyed(unknown, entries.titles(tx, source_id), of=len(found.entries))
    newest = entries.newest(tx, source_id)
    first = listing.newest(found.entries)
    restored_at = restores.before_first_poll(tx, source_id, now=now)
    new = []
    for listed in unknown:
        if listed in old:
            entries.note(tx, source_id, listed, now=now, state="known")
            continue
        if restored_at is not None:
            noted = listing.dated_by(listed, restored_at)
        elif state.is_first:
            noted = replace(listed, is_push=listed is first)
        else:
            is_push = listing.is_news(
                listed.entry, newest=newest, last_listed=state.listed_at, now=now
            )
            noted = replace(listed, is_push=is_push)
        if entries.note(tx, source_id, noted, now=now):
            new.append(listed)
    if dropped := entries.drop_oldest(tx, source_id):
        log.warning("dropped source=%r entries=%d, too many wait", state.source.name, dropped)
    return new


def settle_failure(tx: Tx, failed: Failed, terms: Terms) -> None:
    state, now = replace(failed.state, last_error=failed.reason), terms.now
    if failed.status == 429:
        state = replace(state, habits=replace(state.habits, throttled_at=now))
    ailing = polling.failed(
        tx,
        state,
        status=failed.status or 0,
        now=now,
        next_poll_at=next_try(failed, terms),
    )
    missing_since = ailing.missing_since
    if failed.status == 410:
        polling.retire(tx, state, why="gone for good (410)", now=now)
    elif missing_since is not None and now - missing_since >= MISSING_AFTER:
        polling.retire(tx, state, why="not there for seven days (404)", now=now)
    elif now - ailing.failing_since >= (DOWN_AFTER if terms.is_own else BROKEN_AFTER):
        polling.tell_broken(tx, state, kind="down" if terms.is_own else "broken", now=now)


def next_try(failed: Failed, terms: Terms) -> datetime:
    if terms.is_own:
        return terms.now + terms.floor
    return schedule.next_poll_after_failure(
        terms.now,
        trouble=failed.trouble,
        failures=failed.state.failures + 1,
        retry_after=failed.retry_after,
        floor=terms.floor,
    )


def follow(tx: Tx, state: PollState, permanent_url: str, *, now: datetime) -> None:
    """Count a permanent redirect; after three polls over a day, believe it."""
    if not permanent_url:
        polling.remember_move(tx, replace(state, moved_to="", moved_since=None, moved_polls=0))
        return
    since = state.moved_since if permanent_url == state.moved_to else None
    polls = state.moved_polls + 1 if since else 1
    state = replace(state, moved_to=permanent_url, moved_since=since or now, moved_polls=polls)
    if polls >= MOVED_POLLS and now - (since or now) >= MOVED_AFTER:
        polling.move(tx, state, now=now)
    else:
        polling.remember_move(tx, state)
