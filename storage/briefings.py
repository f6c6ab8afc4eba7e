"""Briefings that were made: what each told whom; and up to when each reader has been told.

Nothing is planned ahead but the moment of the next (`subscribers.briefing_at`). The row of a
briefing is written in the transaction that chooses it, and is unique by reader, date and slot:
whoever comes second makes none.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core.models import (
    STORY_OPEN,
    Briefing,
    BriefingKind,
    BriefingTexts,
    Due,
    Said,
    StoredArticle,
    Told,
)
from storage import articles, aside, subscribers
from storage import told as told_
from storage.db import Dialect, Row, Tx, among, listed, seconds, seconds_or_none, since_epoch

KEPT = timedelta(days=7)
MOST_TELLINGS = 8

Known = frozenset[int]
NOBODY: Known = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What one reader follows, and knows already."""

    sources: Known
    told: Known
    """Stories: by pushes that arrived, or may yet, and by earlier briefings."""
    pushed: Known
    """Stories that were pushed since the last briefing."""
    told_up_to: datetime
    has_briefings: bool
    """Whether there has been one lately."""


def due(tx: Tx, *, now: datetime, limit: int) -> list[Due]:
    """Readers whose briefing is due, the longest waiting first; who is no subscriber any more
    among them."""
    rows = tx.query(
        """select * from subscribers where briefing_at <= :now
           order by briefing_at, id limit :limit""",
        {"now": seconds(now), "limit": limit},
    )
    return [
        Due(
            subscriber=subscribers.subscriber_of(row),
            at=since_epoch(row["briefing_at"]),
        )
        for row in rows
    ]


def schedule(tx: Tx, subscriber_ids: Iterable[int], at: datetime | None) -> None:
    """When the next briefing of these readers is due; None: never."""
    tx.execute(
        among(tx, "update subscribers set briefing_at = :at where id in {ids}"),
        {"at": seconds_or_none(at), "ids": listed(subscriber_ids)},
    )


# Sets of ids as texts in one order: readers with the same have equal texts, which are read once.
KNOWLEDGE = """select s.id, s.briefed_at,
    (select string_agg(cast(c.source_id as text), ',' order by c.source_id)
       from subscriptions c
       where c.subscriber_id = s.id and (c.is_muted = 0 or :is_asked = 1)) as sources,
    (select string_agg(cast(a.story_id as text), ',' order by a.story_id)
       from receipts r join articles a on a.id = r.article_id
       where r.subscriber_id = s.id and r.sent_at > :since) as received,
    (select string_agg(cast(a.story_id as text), ',' order by a.story_id)
       from receipts r join articles a on a.id = r.article_id
       where r.subscriber_id = s.id and r.sent_at > :since
         and r.sent_at >= s.briefed_at) as pushed,
    (select string_agg(cast(a.story_id as text), ',' order by a.story_id)
       from deliveries d join articles a on a.id = d.article_id
       where d.subscriber_id = s.id and (d.state <> 'dead' or d.reason like :left)) as under_way,
    (select string_agg(b.contents, chr(10) order by b.id)
       from briefings b
       where b.subscriber_id = s.id and b.local_date >= :date) as briefings
  from subscribers s where s.id in {ids}"""
LINE_FEED: dict[Dialect, str] = {"sqlite": "char(10)", "postgresql": "chr(10)"}


def knowledge(
    tx: Tx, subscriber_ids: Iterable[int], *, now: datetime, is_asked: bool = False
) -> dict[int, Knowledge]:
    """What each of these readers knows; who asks is told of muted sources too."""
    since = now - STORY_OPEN
    rows = tx.query(
        among(tx, KNOWLEDGE.replace("chr(10)", LINE_FEED[tx.dialect])),
        {
            "ids": listed(subscriber_ids),
            "since": seconds(since),
            "date": f"{since - timedelta(days=1):%Y-%m-%d}",  # zones differ from ours
            "left": told_.THE_READER_LEFT + "%",
            "is_asked": int(is_asked),
        },
    )
    return aside.read({row["id"]: row for row in rows}, knowledge_of, what="knowledge")


def knowledge_of(row: Row) -> Knowledge:
    earlier = row["briefings"]
    told = ids_of(row["received"]) | ids_of(row["under_way"])
    return Knowledge(
        sources=ids_of(row["sources"]),
        told=told | stories_of(earlier) if earlier else told,
        pushed=ids_of(row["pushed"]),
        told_up_to=since_epoch(row["briefed_at"]),
        has_briefings=bool(earlier),
    )


def told_lately(tx: Tx, subscriber_ids: Iterable[int], *, now: datetime) -> dict[int, Known]:
    """The stories that briefings have told these readers, or are to; of those who have any."""
    rows = tx.query(
        among(
            tx,
            """select subscriber_id, contents from briefings
               where subscriber_id in {ids} and made_at > :since""",
        ),
        {"ids": listed(subscriber_ids), "since": seconds(now - STORY_OPEN)},
    )
    found: dict[int, Known] = {}
    for row in rows:
        earlier = found.get(row["subscriber_id"], NOBODY)
        found[row["subscriber_id"]] = earlier | stories_of(row["contents"])
    return found


@lru_cache(maxsize=4096)
def ids_of(text: str | None) -> Known:
    return frozenset(map(int, text.split(","))) if text else NOBODY


@lru_cache(maxsize=1024)
def stories_of(contents: str) -> Known:
    """The stories of briefings, the contents of each on a line."""
    lines = dict(enumerate(contents.split("\n")))
    return NOBODY.union(*aside.read(lines, stories_in, what="briefings").values())


def stories_in(line: str) -> Known:
    return frozenset(story_id for story_id, _ in json.loads(line)["stories"])


ROWS: dict[Dialect, str] = {
    "sqlite": "json_each(:rows)",
    "postgresql": "json_array_elements(cast(:rows as json)) as rows (value)",
}


def add(tx: Tx, drafts: Sequence[Briefing]) -> list[Briefing]:
    """Write down briefings that were made at one moment, each with its id; without those whose
    reader has had one in the same slot."""
    if not drafts:
        return []
    rows = [
        [each.subscriber_id, *each.slot.split(" ", 1), dumps(each.kind, each.since, told_in(each))]
        for each in drafts
    ]
    inserted = tx.query(
        f"""insert into briefings (subscriber_id, local_date, slot, made_at, contents)
           select cast(value ->> 0 as bigint), value ->> 1, value ->> 2, :now, value ->> 3
           from {ROWS[tx.dialect]} where true
           on conflict (subscriber_id, local_date, slot) do nothing
           returning id, subscriber_id""",  # noqa: S608
        {"rows": json.dumps(rows), "now": seconds(drafts[0].made_at)},
    )
    ids = {row["subscriber_id"]: row["id"] for row in inserted}
    return [
        replace(each, id=ids[each.subscriber_id]) for each in drafts if each.subscriber_id in ids
    ]


Contents = tuple[tuple[Told, ...], tuple[Told, ...], Said | None, int]


def told_in(briefing: Briefing) -> Contents:
    return briefing.stories, briefing.pushed, briefing.said, briefing.left


@lru_cache(maxsize=256)  # readers who follow the same are told the same
def dumps(kind: BriefingKind, since: datetime, contents: Contents) -> str:
    stories, pushed, said, left = contents
    return json.dumps(
        {
            "kind": kind,
            "since": seconds(since),
            "stories": stories,
            "pushed": pushed,
            "said": said,
            "left": left,
        }
    )


def tell_up_to(tx: Tx, subscriber_ids: Iterable[int], at: datetime) -> None:
    """These readers have been told whatever was stored until then."""
    tx.execute(
        among(tx, "update subscribers set briefed_at = :at where id in {ids}"),
        {"at": seconds(at), "ids": listed(subscriber_ids)},
    )


def get(tx: Tx, ids: Collection[int]) -> dict[int, Briefing]:
    """Those of the briefings that are still kept and can be read, by id."""
    rows = tx.query(among(tx, "select * from briefings where id in {ids}"), {"ids": listed(ids)})
    return aside.read({row["id"]: row for row in rows}, briefing_of, what="briefings")


def last(tx: Tx, subscriber_id: int) -> Briefing | None:
    """The one that a reader was given last, if it is still kept and can be read."""
    rows = tx.query(
        "select * from briefings where subscriber_id = :id order by made_at desc, id desc limit 1",
        {"id": subscriber_id},
    )
    found = aside.read({row["id"]: row for row in rows}, briefing_of, what="briefings")
    return next(iter(found.values()), None)


def briefing_of(row: Row) -> Briefing:
    found = json.loads(row["contents"])
    return Briefing(
        id=row["id"],
        subscriber_id=row["subscriber_id"],
        kind=BriefingKind(found["kind"]),
        slot=f"{row['local_date']} {row['slot']}",
        made_at=since_epoch(row["made_at"]),
        since=since_epoch(found["since"]),
        stories=tuple(Told(*each) for each in found["stories"]),
        pushed=tuple(Told(*each) for each in found["pushed"]),
        said=Said(*found["said"]) if found["said"] else None,
        left=found["left"],
    )


def texts(tx: Tx, told: Iterable[Briefing]) -> BriefingTexts:
    """What is printed of these briefings."""
    every = [each for briefing in told for each in (*briefing.stories, *briefing.pushed)]
    rows = tx.query(
        among(tx, "select id, sources from stories where id in {ids}"),
        {"ids": listed({each.story_id for each in every})},
    )
    return BriefingTexts(
        articles=articles.get(tx, [each.article_id for each in every]),
        sources={row["id"]: row["sources"] for row in rows},
    )


def tellings(tx: Tx, told: Told) -> list[StoredArticle]:
    """The version of a story that was told, and the others that the operator's sources stand
    by; empty if it is not kept any more."""
    rows = tx.query(
        """select a.id from articles a
             join sources s on s.id = a.source_id and s.origin <> 'reader'
           where a.story_id = :story_id and a.withdrawn_at is null order by a.id limit :most""",
        {"story_id": told.story_id, "most": MOST_TELLINGS},
    )
    ids = list(dict.fromkeys([told.article_id, *(row["id"] for row in rows)]))
    found = articles.get(tx, ids)
    return [found[each] for each in ids if each in found] if told.article_id in found else []


def sent(tx: Tx, briefing_id: int, *, message_id: int, now: datetime) -> None:
    """It has arrived, as that message."""
    tx.execute(
        "update briefings set message_id = :message_id, sent_at = :now where id = :id",
        {"message_id": message_id, "now": seconds(now), "id": briefing_id},
    )


def lose(tx: Tx, briefing_id: int) -> None:
    """It will never arrive: its stories are news to its reader, and may be told by the next. The
    row stays, so that its slot is not filled once more."""
    found = get(tx, [briefing_id]).get(briefing_id)
    if found is None:
        return
    nothing: Contents = (), (), None, 0
    values = {
        "contents": dumps(found.kind, found.since, nothing),
        "id": briefing_id,
        "reader": found.subscriber_id,
        "since": seconds(found.since),
    }
    tx.execute("update briefings set contents = :contents where id = :id", values)
    tx.execute(
        """update subscribers set briefed_at = :since
           where id = :reader and briefed_at > :since""",
        values,
    )


def forget(tx: Tx, *, now: datetime, most: int) -> int:
    """Let go of so many briefings that nobody opens any more, and of what was not sent of them;
    how many there were."""
    rows = tx.query(
        "select id from briefings where made_at < :before order by made_at limit :most",
        {"before": seconds(now - KEPT), "most": most},
    )
    values = {"ids": listed(row["id"] for row in rows)}
    tx.execute(among(tx, "delete from deliveries where briefing_id in {ids}"), values)
    return tx.execute(among(tx, "delete from briefings where id in {ids}"), values)
