"""What raised something unexpected is set aside, so that the rest goes on.

Whether a push is wanted is judged in the transaction that leases the sends of everybody: there one
reader's row, or one article's, must not raise. It is dead then, with a reason for the operator;
of those that are set aside together the first traceback is logged. What is to be told and cannot
be read is as if it were not there.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from storage.db import Row, Tx, among, listed, seconds

log = logging.getLogger(__name__)

K = TypeVar("K")
R = TypeVar("R")
V = TypeVar("V")

UNREADABLE: Final = (KeyError, TypeError, ValueError)
"""What reading a row raises that makes no sense; whatever ails the database is none of these."""
REASON = "nobody can say whether it is wanted; see the log"


def put(tx: Tx, errors: Mapping[int, Exception], *, now: datetime) -> list[Row]:
    """Deliveries, each with what it raised; the `briefing_id` of each."""
    if not errors:
        return []
    complain(errors, what="judged deliveries")
    return tx.query(
        among(
            tx,
            """update deliveries set state = 'dead', reason = :reason, changed_at = :now
               where id in {ids} and state = 'retry' returning briefing_id""",
        ),
        {"reason": REASON, "now": seconds(now), "ids": listed(errors)},
    )


def leave_out(
    tx: Tx, broadcast_row: Row, errors: Mapping[int, Exception], *, now: datetime
) -> None:
    """Readers whom a broadcast does not reach, each with what was raised; it moves on."""
    if not errors:
        return
    complain(errors, what=f"judged article={broadcast_row['article_id']} readers")
    tx.execute(
        among(
            tx,
            """insert into deliveries
                 (article_id, subscriber_id, state, due_at, expires_at, changed_at, reason)
               select :article_id, s.id, 'dead', :now, :expires_at, :now, :reason
               from subscribers s where s.id in {ids}
               on conflict (article_id, subscriber_id) do nothing""",
        ),
        {
            "article_id": broadcast_row["article_id"],
            "ids": listed(errors),
            "now": seconds(now),
            "expires_at": broadcast_row["expires_at"],
            "reason": REASON,
        },
    )


def read(rows: Mapping[K, R], reading: Callable[[R], V], *, what: str) -> dict[K, V]:
    """Those of these rows that can be read, by their keys."""
    found: dict[K, V] = {}
    errors: dict[K, Exception] = {}
    for key, row in rows.items():
        try:
            found[key] = reading(row)
        except UNREADABLE as error:
            errors[key] = error
    if errors:
        complain(errors, what=f"read {what}")
    return found


def complain(errors: Mapping[K, Exception], *, what: str) -> None:
    """The keys of a few are enough to find the rest by."""
    log.error(
        "set aside what cannot be %s=%d, first of all %s",
        what,
        len(errors),
        ", ".join(map(str, list(errors)[:3])),
        exc_info=next(iter(errors.values())),
    )
