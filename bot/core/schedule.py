"""When things are done again: told the time, never asking for it."""

from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(hours=6)
LONGEST_WISH = timedelta(days=1)
PAGE_WAITS = tuple(timedelta(seconds=wait) for wait in (5, 25, 90))
SEND_WAITS = tuple(timedelta(seconds=wait) for wait in (1, 5, 30, 120, 600, 1800))


def next_poll(now: datetime, *, floor: timedelta, jitter: float) -> datetime:
    """When a source that answered is asked again.

    `jitter` is a random number in 0…1: it makes the wait up to a tenth longer, so that sources
    do not fall into step.
    """
    return now + floor * (1 + 0.1 * jitter)


def next_poll_after_failure(
    now: datetime, *, floor: timedelta, failures: int, retry_after: float | None
) -> datetime:
    """When a source that failed is asked again.

    `failures` counts those in a row, this one included; `retry_after` is what the source asked
    for, in seconds (RFC 9110 §10.2.3), honoured up to a day.
    """
    doubled = floor * float(2 ** min(failures, 12))
    wait = min(doubled, max(LONGEST_WAIT, floor))
    if retry_after is not None:
        wait = max(wait, min(timedelta(seconds=retry_after), LONGEST_WISH))
    return now + wait


def next_page_try(now: datetime, *, attempts: int) -> datetime | None:
    """When an article page that could not be read is tried again; None: make do without.

    Fresh pages often answer 404 for a while behind a publisher's cache; a reader who waits two
    minutes for a headline has read it elsewhere. `attempts` counts the failures before this one.
    """
    return now + PAGE_WAITS[attempts] if attempts < len(PAGE_WAITS) else None


def next_send(now: datetime, *, attempts: int, retry_after: float | None = None) -> datetime:
    """When a message that provably did not arrive is sent again; `retry_after` in seconds."""
    if retry_after is not None:
        return now + timedelta(seconds=retry_after)
    return now + SEND_WAITS[min(attempts, len(SEND_WAITS) - 1)]
