"""What must be so when a simulated life is over and all trouble with it."""

from datetime import timedelta
from typing import Any

from storage import Tx
from storage.db import seconds
from storage.subscribers import EDITABLE
from tests import press
from tests.heard import Pair
from tests.simulation import World


def judge(world: World) -> int:
    """Whether everything is accounted for; how many pushes came to be no news any more."""
    records, receipts, excused = world.records.run_now(written, world)
    known = {
        world.heard.story(pair) for pair in (*world.heard.arrived, *world.heard.told, *records)
    }
    unknown = {pair for pair in world.wanted if world.heard.story(pair) not in known}
    for pair in sorted(unknown):
        if pair[0] not in excused:
            world.wrong(f"{pair} was lost in silence")
    for pair in sorted(set(world.heard.arrived) - receipts - records.keys()):
        world.wrong(f"{pair} arrived, and nothing tells of it")
    withdrawn = world.withdrawn_at.keys()
    told = world.heard.told | {pair for pair in receipts if pair[0] in withdrawn}
    for pair in sorted(receipts - set(world.heard.arrived) - told):
        world.wrong(f"{pair} is written down as sent, and never arrived")
    for pair, state in sorted(records.items()):
        if state == "uncertain" and pair[1] not in world.left_at:
            world.wrong(f"{pair} may have been missed, and nothing told of it")
    judge_messages(world)
    return len(unknown)


def written(tx: Tx, world: World) -> tuple[dict[Pair, str], set[Pair], set[int]]:
    """Deliveries, receipts, and the articles whose time was over before all had them."""

    def pair(row: dict[str, Any]) -> Pair:
        return world.number_of(row["article_id"]), world.person_of[row["chat_id"]]

    ours = "select chat_id, t.* from {} t join subscribers s on s.id = t.subscriber_id"
    records = {pair(row): row["state"] for row in tx.query(ours.format("deliveries"))}
    receipts = {pair(row) for row in tx.query(ours.format("receipts"))}
    late = tx.query("select article_id from broadcasts where closed_at >= expires_at")
    return records, receipts, {world.number_of(row["article_id"]) for row in late}


def judge_messages(world: World) -> None:
    """Whether each message that can be edited shows what is so now, and that is written down."""
    for row in world.records.run_now(editable, world):
        post = world.telegram.posts[row["chat_id"], row["message_id"]]
        facts = world.facts[world.number_of(row["article_id"])]
        due = press.due(press.read(post.first), facts)
        whose = f"message {row['message_id']} of {row['chat_id']}"
        for text in (post.text, post.refused):
            shown = press.read(text)
            if (shown.facts, shown.was) == (due.facts, due.was):
                break
        else:
            if not post.is_deleted:
                world.wrong(f"{whose} shows {press.read(post.text)}, not {due}")
        if row["corrected"] < row["latest"]:
            world.wrong(f"{whose} is not written down as up to date")


def editable(tx: Tx, world: World) -> list[dict[str, Any]]:
    return tx.query(
        """select s.chat_id, r.article_id, r.message_id, r.corrected, a.revision as latest
           from receipts r join subscribers s on s.id = r.subscriber_id
             join articles a on a.id = r.article_id
           where r.revision is not null and r.message_id <> 0 and s.standing <> 'gone'
             and r.sent_at > :since
           order by s.chat_id, r.message_id""",
        {"since": seconds(world.now() - EDITABLE + timedelta(hours=1))},
    )
