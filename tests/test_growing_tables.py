"""Tables that grow for years are asked by an index, and let go of a little at a time."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from storage import Database, Tx, articles, briefings, entries, outbox, sharing, stories
from storage.db import Row
from storage.sqlite import SqliteTx
from tests.builders import NOW

SMALL = {"sources", "json_each", "CONSTANT", "since", "sources_got", "corrections", "tallies"}
"""What may be looked through from end to end, and names for what a statement itself has found."""


class Explaining(SqliteTx):
    """Notes in which way each statement finds its rows."""

    def __init__(self, tx: SqliteTx) -> None:
        super().__init__(tx._database)
        self.plans: list[str] = []

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        self._explain(sql, params)
        return super().query(sql, params)

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        self._explain(sql, params)
        return super().execute(sql, params)

    def _explain(self, sql: str, params: Mapping[str, Any] | None) -> None:
        steps = super().query(f"explain query plan {sql}", params)
        self.plans += [str(step["detail"]) for step in steps]

    @property
    def scans(self) -> list[str]:
        names = {plan: re.match(r"SCAN (\w+)", plan) for plan in self.plans}
        return [plan for plan, found in names.items() if found and found[1] not in SMALL]


def picking_up(tx: Tx) -> None:
    entries.known(tx, 1, [])
    entries.titles(tx, 1)
    entries.newest(tx, 1)
    stories.headlines(tx, 1, since=NOW)


def pushing(tx: Tx) -> None:
    sharing.others(tx, 1)


def forgetting(tx: Tx) -> None:
    outbox.forget_receipts(tx, now=NOW, most=9)
    briefings.forget(tx, now=NOW, most=9)
    entries.prune(tx, now=NOW, most=9)
    stories.forget(tx, now=NOW)


def reading(tx: Tx) -> None:
    articles.latest(tx, 1, limit=5)
    articles.others(tx, 1)
    briefings.last(tx, 1)


@pytest.mark.parametrize("work", [picking_up, pushing, forgetting, reading])
def test_no_table_that_grows_is_looked_through_from_end_to_end(
    sqlite: Database, work: Any
) -> None:
    def look(tx: Tx) -> Explaining:
        assert isinstance(tx, SqliteTx)
        explaining = Explaining(tx)
        work(explaining)
        return explaining

    found = sqlite.run_now(look)

    assert found.plans
    assert found.scans == []


def test_the_latest_headlines_of_a_source_are_found_without_sorting_all_of_them(
    sqlite: Database,
) -> None:
    def look(tx: Tx) -> list[str]:
        assert isinstance(tx, SqliteTx)
        explaining = Explaining(tx)
        entries.titles(explaining, 1)
        return explaining.plans

    assert sqlite.run_now(look) == [
        "SEARCH entries USING INDEX entries_worded (source_id=?)",
    ]


def test_words_are_let_go_of_some_at_a_time(sqlite: Database) -> None:
    later = NOW + entries.WORDS_KEPT + timedelta(minutes=1)

    def prune(tx: Tx) -> list[int]:
        tx.execute(
            "insert into sources (name, url, origin, added_at, next_poll_at)"
            " values ('الشرفة', 'https://shurfa.example/feed', 'file', 0, 0)"
        )
        for number in range(3):
            tx.execute(
                """insert into entries (source_id, key, title, seen_at, due_at, is_push, state)
                   values (1, :key, 'خبر', :at, 0, 0, 'stored')""",
                {"key": str(number), "at": int(NOW.timestamp())},
            )
        return [entries.prune(tx, now=later, most=2) for _ in range(3)]

    assert sqlite.run_now(prune) == [2, 1, 0]
