"""Messages that no longer say what their article says: which they are, and how far they are told.

When what is printed of an article changes, its former wording becomes a *revision* and one
`corrections` row moves over the receipts, as a broadcast moves over subscribers. A receipt knows
which revision its message shows, so a lost edit is found again by the next pass; the correction
is closed by a pass that finds nothing. An edit may be repeated, hence no row for what is under
way. Several changes in a row are one correction: the last.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.models import (
    Briefing,
    Delivery,
    Edit,
    Outcome,
    Settlement,
    Standing,
    StoredArticle,
)
from storage import briefings, ledger, revisions, subscribers
from storage.db import Row, Tx, among, listed, seconds, seconds_or_none
from storage.subscribers import EDITABLE

READING = timedelta(minutes=30)  # so long a full text that was opened is left to its reader
PASS_WAITS = tuple(timedelta(minutes=wait) for wait in (1, 5, 30, 120))
RECEIPTS_A_LOOK = 2000
LOOKS_A_STEP = 4
CORRECTIONS_A_STEP = 5


def open_(tx: Tx, stored: StoredArticle, *, now: datetime) -> None:
    """What is printed of an article has changed since it was read as `stored`: keep the former
    wording, and look through the messages that show it."""
    revisions.keep(tx, stored, now=now)
    tx.execute(
        """insert into corrections (article_id, due_at, expires_at) values (:id, :now, :expires)
           on conflict (article_id) do update set position = 0, found = 0, passes = 0,
             due_at = :now, expires_at = :expires, is_growth = 0, again_at = 0,
             closed_at = null""",
        {"id": stored.id, "now": seconds(now), "expires": seconds(now + EDITABLE)},
    )


def open_later(tx: Tx, stored: StoredArticle, *, due: datetime, now: datetime) -> None:
    """Other sources tell more of an article's story than they did when it was read as `stored`:
    say so then, after all corrections.

    What waits to be corrected says it too. Who is passed over by a pass that is under way is told
    by another one, since an edit in the middle of it would be the second within minutes.
    """
    revisions.keep(tx, stored, now=now)
    tx.execute(
        """insert into corrections (article_id, due_at, expires_at, is_growth)
             values (:id, :due, :expires, 1)
           on conflict (article_id) do update set expires_at = :expires, closed_at = null,
             is_growth = case when {open} then corrections.is_growth else 1 end,
             due_at = case when {under_way} or {open} and corrections.passes = 0
               then corrections.due_at else :due end,
             again_at = case when {under_way} then :due else 0 end,
             found = case when {under_way} then corrections.found + 1 else 0 end,
             passes = case when {under_way} then corrections.passes else 0 end,
             position = case when {under_way} then corrections.position else 0 end""".replace(
            "{under_way}", "(corrections.closed_at is null and corrections.position > 0)"
        ).replace("{open}", "corrections.closed_at is null"),
        {"id": stored.id, "due": seconds(due), "expires": seconds(now + EDITABLE)},
    )


def withdraw(tx: Tx, stored: StoredArticle, *, now: datetime) -> None:
    """Its source has taken an article back: it is told of no more, and marked where it was."""
    values = {"now": seconds(now), "id": stored.id}
    tx.execute("update articles set withdrawn_at = :now where id = :id", values)
    tx.execute(
        """update broadcasts set closed_at = :now, position = upto
           where article_id = :id and closed_at is null""",
        values,
    )
    tx.execute("delete from deliveries where article_id = :id and state = 'retry'", values)
    open_(tx, stored, now=now)


def step(tx: Tx, edited: Sequence[Settlement], *, want: int, now: datetime) -> list[Edit]:
    """Write down how the last edits ended; the next that are to be made."""
    for each in edited:
        settle(tx, each, now=now)
    if floods := sum(each.is_flood for each in edited):
        ledger.tally(tx, ledger.FLOOD, floods, now=now)
    if want <= 0:
        return []
    rows = tx.query(
        """select c.*, a.revision, t.development_id
           from corrections c join articles a on a.id = c.article_id
             left join stories t on t.id = a.story_id
           where c.closed_at is null and c.due_at <= :now
           order by c.is_growth, c.due_at, c.article_id limit :most""",
        {"now": seconds(now), "most": CORRECTIONS_A_STEP},
    )
    for row in rows:
        if edits := advance(tx, row, want=want, now=now):
            return edits
    return []


def recover(tx: Tx, *, now: datetime) -> None:
    """The program starts: edits that were under way when it ended are looked for at once."""
    tx.execute(
        """update corrections set position = 0, found = 0, passes = 0, due_at = :now
           where closed_at is null""",
        {"now": seconds(now)},
    )


def advance(tx: Tx, correction: Row, *, want: int, now: datetime) -> list[Edit]:
    """Move a correction over the next receipts of its article."""
    if correction["expires_at"] <= seconds(now):
        tx.execute(
            "update corrections set closed_at = :now where article_id = :article_id",
            {**correction, "now": seconds(now)},
        )
        return []
    for _ in range(LOOKS_A_STEP):
        last = last_of_look(tx, correction)
        if last is None:
            end_pass(tx, correction, now=now)
            return []
        rows = outdated(tx, correction, last=last, want=want, now=now)
        correction["position"] = rows[-1]["id"] if len(rows) == want else last
        correction["found"] += len(rows)
        tx.execute(
            """update corrections set position = :position, found = :found
               where article_id = :article_id""",
            correction,
        )
        if edits := edits_of(tx, correction, [row for row in rows if not row["is_read"]]):
            doubt(tx, edits)
            return edits
    return []


def doubt(tx: Tx, edits: Sequence[Edit]) -> None:
    """From now on nobody knows what these messages show, until an answer tells: a killed program
    or a broken connection may have edited them. So a change that is taken back meanwhile is
    not mistaken for one that they never showed."""
    tx.execute(
        among(
            tx,
            """update receipts set corrected = -1
               where article_id = :article_id and subscriber_id in {ids}""",
        ),
        {
            "article_id": edits[0].delivery.article_id,
            "ids": listed(edit.delivery.subscriber.id for edit in edits),
        },
    )


def last_of_look(tx: Tx, correction: Row) -> int | None:
    """The last subscriber of the next few receipts, so that no look takes long; None: no more."""
    rows = tx.query(
        """select max(subscriber_id) as last from (select subscriber_id from receipts
             where article_id = :article_id and subscriber_id > :position
             order by subscriber_id limit :most) few""",
        {**correction, "most": RECEIPTS_A_LOOK},
    )
    last: int | None = rows[0]["last"]
    return last


def outdated(tx: Tx, correction: Row, *, last: int, want: int, now: datetime) -> list[Row]:
    """Messages up to the subscriber `last` that do not show the article as it is.

    A full text is opened in the place of its digest: one that is being read stays.
    """
    return tx.query(
        """select s.*, r.message_id, r.revision as shown, r.corrected, r.completed, r.follows,
             r.sent_at, case when r.read_at > :reading then 1 else 0 end as is_read,
             case when exists (select 1 from receipts f
               where f.article_id = cast(:development_id as bigint) and f.subscriber_id = s.id)
               then 1 else 0 end as knows_latest
           from receipts r join subscribers s on s.id = r.subscriber_id
           where r.article_id = :article_id
             and r.subscriber_id > :position and r.subscriber_id <= :last
             and r.revision is not null and r.corrected < :revision and r.sent_at > :since
             and s.standing <> 'gone'
           order by r.subscriber_id limit :want""",
        {
            **correction,
            "last": last,
            "want": want,
            "reading": seconds(now - READING),
            "since": seconds(now - EDITABLE),
        },
    )


def edits_of(tx: Tx, correction: Row, rows: list[Row]) -> list[Edit]:
    """Edits of these messages, each with what else it told of as perhaps missed."""
    if not rows:
        return []
    told = tx.query(
        among(
            tx,
            """select subscriber_id, message_id, article_id from receipts
               where revision is null and subscriber_id in {ids} and message_id <> 0
               order by sent_at, article_id""",
        ),
        {"ids": listed(row["id"] for row in rows)},
    )
    besides: dict[tuple[int, int], list[int]] = {}
    for each in told:
        key = (each["subscriber_id"], each["message_id"])
        besides.setdefault(key, []).append(each["article_id"])
    told_of = briefings_besides(tx, [row["id"] for row in rows])
    return [
        Edit(
            delivery=Delivery(
                id=0,
                subscriber=subscribers.subscriber_of(row),
                article_id=correction["article_id"],
                follows=row["follows"],
                attempts=correction["passes"],
                missed=tuple(besides.get((row["id"], row["message_id"]), ())),
                missed_briefings=tuple(told_of.get((row["id"], row["sent_at"]), ())),
            ),
            message_id=row["message_id"],
            shown=row["shown"],
            corrected=row["corrected"],
            completed=row["completed"],
            knows_latest=bool(row["knows_latest"]),
        )
        for row in rows
    ]


def briefings_besides(
    tx: Tx, subscriber_ids: Sequence[int]
) -> dict[tuple[int, int], list[Briefing]]:
    """Briefings that a message told of as perhaps missed, by reader and when it was written down
    as sent: they have no message of their own."""
    rows = tx.query(
        among(
            tx,
            """select id, subscriber_id, sent_at from briefings
               where subscriber_id in {ids} and message_id = 0 and sent_at is not null
               order by id""",
        ),
        {"ids": listed(subscriber_ids)},
    )
    found = briefings.get(tx, [row["id"] for row in rows]) if rows else {}
    told_of: dict[tuple[int, int], list[Briefing]] = {}
    for row in rows:
        if row["id"] in found:
            key = (row["subscriber_id"], row["sent_at"])
            told_of.setdefault(key, []).append(found[row["id"]])
    return told_of


def end_pass(tx: Tx, correction: Row, *, now: datetime) -> None:
    """Close a correction whose last pass found nothing; else look again in a while: at what was
    lost or put off, and at pushes that were under way with the former wording."""
    tx.execute(
        """update corrections set position = 0, found = 0, passes = passes + 1,
             due_at = case when again_at > :due then again_at else :due end, again_at = 0,
             closed_at = case when :found = 0 and not exists (select 1 from deliveries d
               where d.article_id = :article_id and d.state = 'sending') then :now end
           where article_id = :article_id""",
        {
            **correction,
            "now": seconds(now),
            "due": seconds(now + PASS_WAITS[min(correction["passes"], len(PASS_WAITS) - 1)]),
        },
    )


def settle(tx: Tx, settlement: Settlement, *, now: datetime) -> None:
    """Write down how an edit ended; one that perhaps did not arrive is made again."""
    delivery = settlement.delivery
    match settlement.outcome:
        case Outcome.RETRY | Outcome.UNCERTAIN:
            return
        case Outcome.MOVED:
            subscribers.move(tx, delivery.subscriber.id, chat_id=settlement.moved_to, now=now)
            return
        case Outcome.GONE:  # is left alone, and told when the chat is back
            subscribers.stand(
                tx, delivery.subscriber.id, Standing.GONE, now=now, reason=settlement.reason
            )
            return
    tx.execute(
        """update receipts set corrected = :revision,
             completed = coalesce(completed, cast(:completed as integer))
           where article_id = :article_id and subscriber_id = :subscriber_id""",
        {
            "revision": settlement.revision,
            "completed": settlement.revision if settlement.completes else None,
            "article_id": delivery.article_id,
            "subscriber_id": delivery.subscriber.id,
        },
    )


def reading(
    tx: Tx, article_id: int, *, chat_id: int, message_id: int, since: datetime | None
) -> None:
    """Its reader has opened the full text in the place of a message's digest, or closed it."""
    tx.execute(
        """update receipts set read_at = :since
           where article_id = :article_id and message_id = :message_id
             and subscriber_id = (select id from subscribers where chat_id = :chat_id)""",
        {
            "since": seconds_or_none(since),
            "article_id": article_id,
            "message_id": message_id,
            "chat_id": chat_id,
        },
    )


def forget(tx: Tx, *, before: datetime) -> None:
    """Let go of corrections whose receipts are forgotten as well."""
    values = {"before": seconds(before)}
    tx.execute("delete from corrections where closed_at < :before", values)
    tx.execute("delete from revisions where replaced_at < :before", values)
