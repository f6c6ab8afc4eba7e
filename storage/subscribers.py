"""Subscribers: chats, where they stand with the bot, and which sources each one gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.models import Settings, Source, Standing, Subscriber
from storage import preferences, sources, told
from storage.db import Row, Tx, seconds

# Telegram sets bots no time limit for editing their own messages; people and business messages
# have 48 hours (https://core.telegram.org/bots/api#editmessagetext), and who reads on?
EDITABLE = timedelta(hours=48)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A source that a chat can have, and whether it has it."""

    source: Source
    is_on: bool
    is_own: bool = False
    """Added by a reader; only who has it sees it."""
    is_muted: bool = False
    """Its stories can be asked for, but are not pushed."""
    is_instant: bool = False
    """Each of its stories is pushed at once, whatever the reader gets of the others."""


def meet(tx: Tx, chat_id: int, *, kind: str, now: datetime, settings: Settings) -> Subscriber:
    """The subscriber of a chat; a chat that is new gets the operator's default sources, and
    these settings.

    A chat that was gone is back where it stood: only its own act leads here.
    """
    values = {
        "chat_id": chat_id,
        "kind": kind,
        "now": seconds(now),
        "settings": preferences.dumps(settings),
    }
    inserted = tx.query(
        """insert into subscribers
             (chat_id, kind, standing, joined_at, changed_at, briefed_at, settings)
           values (:chat_id, :kind, 'known', :now, :now, :now, :settings)
           on conflict (chat_id) do nothing returning *""",
        values,
    )
    if inserted:
        subscriber = subscriber_of(inserted[0])
        for source in sources.starters(tx):
            choose(tx, subscriber.id, source.id)
        return subscriber
    if tx.execute(
        """update subscribers set standing = standing_before, reason = '', refusals = 0,
             changed_at = :now
           where chat_id = :chat_id and standing = 'gone'""",
        values,
    ):
        sources.follow_readers(tx)
        correct_what_it_has(tx, chat_id, now=now)
    found = find(tx, chat_id)
    assert found is not None  # noqa: S101  (the insert above met a row)
    return found


def correct_what_it_has(tx: Tx, chat_id: int, *, now: datetime) -> None:
    """A chat that was gone is back: messages in it may tell what was corrected meanwhile."""
    tx.execute(
        """update corrections set closed_at = null,
             position = case when closed_at is null then position else 0 end,
             passes = case when closed_at is null then passes else 0 end,
             due_at = case when closed_at is null then due_at else :now end,
             found = case when closed_at is null then found + 1 else 0 end
           where article_id in (select r.article_id from receipts r
             join subscribers s on s.id = r.subscriber_id
             join articles a on a.id = r.article_id
             where s.chat_id = :chat_id and r.revision is not null
               and r.corrected < a.revision and r.sent_at > :since)""",
        {"chat_id": chat_id, "now": seconds(now), "since": seconds(now - EDITABLE)},
    )


def find(tx: Tx, chat_id: int) -> Subscriber | None:
    rows = tx.query("select * from subscribers where chat_id = :chat_id", {"chat_id": chat_id})
    return subscriber_of(rows[0]) if rows else None


def settings_of(tx: Tx, chat_id: int) -> Settings:
    """How a chat wants to be talked to, also one that nobody has met."""
    found = find(tx, chat_id)
    return found.settings if found else Settings()


def stand(
    tx: Tx, subscriber_id: int, standing: Standing, *, now: datetime, reason: str = ""
) -> None:
    """Change where a chat stands; whoever leaves also leaves the queue.

    What is uncertain stays written down: it may have arrived, so it must not go out once more
    when the reader comes back.
    """
    tx.execute(
        """update subscribers set standing = :standing, reason = :reason, changed_at = :now,
             standing_before = case when standing = 'gone' then standing_before else standing end
           where id = :id""",
        {
            "standing": standing.value,
            "reason": reason,
            "now": seconds(now),
            "id": subscriber_id,
        },
    )
    if standing is not Standing.SUBSCRIBED:
        tx.execute(
            "delete from deliveries where subscriber_id = :id and state = 'retry'",
            {"id": subscriber_id},
        )
        tx.execute(
            """update deliveries set state = 'dead', reason = :left || reason
               where subscriber_id = :id and state = 'uncertain'""",
            {"id": subscriber_id, "left": told.THE_READER_LEFT},
        )


def send_to_thread(tx: Tx, subscriber_id: int, thread_id: int | None) -> None:
    """What the bot sends a chat by itself goes to this forum topic from now on."""
    answer_nothing(tx, subscriber_id)
    tx.execute(
        "update subscribers set thread_id = :thread_id where id = :id",
        {"thread_id": thread_id, "id": subscriber_id},
    )


def leave_thread(tx: Tx, subscriber: Subscriber) -> None:
    """The forum topic that a chat was sent things in is not there any more: «General» gets them,
    unless another one was chosen meanwhile."""
    answer_nothing(tx, subscriber.id)
    tx.execute(
        "update subscribers set thread_id = null where id = :id and thread_id = :thread_id",
        {"thread_id": subscriber.thread_id, "id": subscriber.id},
    )


def answer_nothing(tx: Tx, subscriber_id: int) -> None:
    """Its messages are numbered anew, or in another topic: what waits to answer one goes out
    without."""
    tx.execute(
        "update deliveries set follows = -1 where subscriber_id = :id and follows <> 0",
        {"id": subscriber_id},
    )


def refuse(tx: Tx, subscriber_id: int) -> int:
    """A chat did not take a push since the bot may not write there; how many in a row."""
    rows = tx.query(
        "update subscribers set refusals = refusals + 1 where id = :id returning refusals",
        {"id": subscriber_id},
    )
    return int(rows[0]["refusals"])


def move(tx: Tx, subscriber_id: int, *, chat_id: int, now: datetime) -> int:
    """A group became a supergroup: its new id; the subscriber that now stands for it.

    If the new chat is known already, the old row retires in its favour.
    """
    known = find(tx, chat_id)
    # There the messages are numbered anew: an edit would change another one, and what a source
    # adds days later would answer another one.
    answer_nothing(tx, subscriber_id)
    tx.execute(
        "update receipts set message_id = 0, revision = null where subscriber_id = :id",
        {"id": subscriber_id},
    )
    if known is None:
        tx.execute(
            "update subscribers set chat_id = :chat_id, kind = 'supergroup' where id = :id",
            {"chat_id": chat_id, "id": subscriber_id},
        )
        return subscriber_id
    if known.id != subscriber_id:
        inherit(tx, known.id, subscriber_id)
        moved = tx.query("select standing from subscribers where id = :id", {"id": subscriber_id})
        if moved[0]["standing"] == Standing.SUBSCRIBED:
            stand(tx, known.id, Standing.SUBSCRIBED, now=now)
        stand(tx, subscriber_id, Standing.GONE, now=now, reason=f"moved to {chat_id}")
    return known.id


def inherit(tx: Tx, heir_id: int, subscriber_id: int) -> None:
    """What the old chat chose, what has arrived there, is under way or waits for it, and the
    broadcasts that have not reached it yet, are the new one's."""
    ids = {"heir": heir_id, "id": subscriber_id}
    tx.execute(
        """delete from subscriptions where subscriber_id = :heir
           and exists (select 1 from subscriptions where subscriber_id = :id)""",
        ids,
    )
    tx.execute("update subscriptions set subscriber_id = :heir where subscriber_id = :id", ids)
    inherit_settings(tx, ids)
    tx.execute(
        """update receipts as mine set subscriber_id = :heir
           where subscriber_id = :id and not exists (select 1 from receipts r
             where r.article_id = mine.article_id and r.subscriber_id = :heir)""",
        ids,
    )
    tx.execute(
        """update deliveries as mine set subscriber_id = :heir
           where subscriber_id = :id and state <> 'dead'
             and not exists (select 1 from deliveries d
               where d.article_id = mine.article_id and d.subscriber_id = :heir)""",
        ids,
    )
    tx.execute(
        f"""insert into deliveries
             (article_id, subscriber_id, state, due_at, expires_at, changed_at)
           select b.article_id, :heir, 'retry', b.opened_at, b.expires_at, b.opened_at
           from broadcasts b join subscriptions c
             on c.source_id = b.source_id and c.subscriber_id = :heir
               and c.wants >= {preferences.LEAST}
           where b.closed_at is null and b.position < :id and b.upto >= :id
             and exists (select 1 from subscribers where id = :id and standing = 'subscribed')
             and not exists (select 1 from receipts r
               where r.article_id = b.article_id and r.subscriber_id = :heir)
           on conflict (article_id, subscriber_id) do nothing""",  # noqa: S608
        ids,
    )
    inherit_briefings(tx, ids)
    tx.execute("update additions set subscriber_id = :heir where subscriber_id = :id", ids)
    tx.execute("update looks set subscriber_id = :heir where subscriber_id = :id", ids)


def inherit_settings(tx: Tx, ids: dict[str, int]) -> None:
    """How the old chat wanted the news, and when it is told next by that; unless only the new one
    wants any: then it has chosen for itself."""
    tx.execute(
        """update subscribers as heir set settings = mine.settings,
             briefing_at = mine.briefing_at, briefed_at = mine.briefed_at,
             hour_at = mine.hour_at, hour_pushes = mine.hour_pushes
           from subscribers as mine where heir.id = :heir and mine.id = :id
             and (mine.standing = 'subscribed' or heir.standing <> 'subscribed')""",
        ids,
    )
    preferences.follow(tx, ids["heir"])


def inherit_briefings(tx: Tx, ids: dict[str, int]) -> None:
    """What the old chat was told."""
    tx.execute(
        """update briefings as mine set subscriber_id = :heir
           where subscriber_id = :id and not exists (select 1 from briefings b
             where b.subscriber_id = :heir and b.local_date = mine.local_date
               and b.slot = mine.slot)""",
        ids,
    )


def chosen(tx: Tx, subscriber_id: int) -> set[int]:
    """Ids of the sources that a reader gets."""
    rows = tx.query(
        "select source_id from subscriptions where subscriber_id = :id", {"id": subscriber_id}
    )
    return {row["source_id"] for row in rows}


def choose(tx: Tx, subscriber_id: int, source_id: int) -> None:
    tx.execute(
        """insert into subscriptions (source_id, subscriber_id) values (:source_id, :id)
           on conflict (source_id, subscriber_id) do nothing""",
        {"source_id": source_id, "id": subscriber_id},
    )
    preferences.follow(tx, subscriber_id)


def toggle(tx: Tx, subscriber_id: int, source_id: int) -> bool:
    """Turn a source on or off for a reader; whether it is on now."""
    dropped = tx.execute(
        "delete from subscriptions where subscriber_id = :id and source_id = :source_id",
        {"id": subscriber_id, "source_id": source_id},
    )
    if dropped:
        return False
    choose(tx, subscriber_id, source_id)
    return True


def choices(tx: Tx, subscriber_id: int) -> Sequence[Choice]:
    """The reader's own sources, then the operator's, each with whether this reader gets it."""
    rows = tx.query(
        """select s.*, c.is_muted, c.is_instant from sources s
           left join subscriptions c on c.source_id = s.id and c.subscriber_id = :id
           where s.is_active = 1 and (s.origin <> 'reader' or c.source_id is not null)
           order by case when s.origin = 'reader' then 0 else 1 end, s.position, s.id""",
        {"id": subscriber_id},
    )
    return [
        Choice(
            source=sources.source_of(row),
            is_on=row["is_muted"] is not None,
            is_own=row["origin"] == "reader",
            is_muted=bool(row["is_muted"]),
            is_instant=bool(row["is_instant"]),
        )
        for row in rows
    ]


def press(
    tx: Tx, subscriber_id: int, source_id: int, *, is_muted: bool = False, is_instant: bool = False
) -> None:
    """Say what is pushed of a source that a reader has: as of the others, at once, or nothing."""
    tx.execute(
        """update subscriptions set is_muted = :is_muted, is_instant = :is_instant
           where subscriber_id = :id and source_id = :source_id""",
        {
            "is_muted": int(is_muted),
            "is_instant": int(is_instant),
            "id": subscriber_id,
            "source_id": source_id,
        },
    )
    preferences.follow(tx, subscriber_id)


def drop(tx: Tx, subscriber_id: int, source_id: int) -> None:
    """Let go of a source; one that a reader added and nobody has any more rests."""
    tx.execute(
        "delete from subscriptions where subscriber_id = :id and source_id = :source_id",
        {"id": subscriber_id, "source_id": source_id},
    )
    sources.follow_readers(tx)


def count(tx: Tx) -> dict[str, int]:
    """How many chats stand where."""
    rows = tx.query("select standing, count(*) as chats from subscribers group by standing")
    return {standing.value: 0 for standing in Standing} | {
        row["standing"]: row["chats"] for row in rows
    }


def subscriber_of(row: Row) -> Subscriber:
    """A subscriber from a row that has all columns of `subscribers`."""
    return Subscriber(
        id=row["id"],
        chat_id=row["chat_id"],
        kind=row["kind"],
        standing=Standing(row["standing"]),
        settings=preferences.loads(row["settings"]),
        thread_id=row["thread_id"],
    )
