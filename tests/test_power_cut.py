"""The power goes out in the middle of picking up, at every statement: nothing lost or doubled."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import httpx

from storage import Database, Tx, open_database
from storage.db import Backend, Dialect, Row
from tests.builders import store_subscriber
from tests.desk import HOUR, MARFA, SHURFA, Desk, a_desk, item

T = TypeVar("T")
SITE = "https://shurfa.example"
STEPS = 3
PLENTY = 10**9


class PowerCutError(BaseException):
    """Nobody catches it: what was under way is over."""


class Breaking:
    """A transaction whose power goes out before one of the statements."""

    def __init__(self, tx: Tx, power: "Power", *, is_reading_free: bool) -> None:
        self._tx = tx
        self._power = power
        self._is_reading_free = is_reading_free

    @property
    def dialect(self) -> Dialect:
        return self._tx.dialect

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        if not (self._is_reading_free and sql.lstrip().startswith("select")):
            self._power.use()
        return self._tx.query(sql, params)

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        self._power.use()
        return self._tx.execute(sql, params)


class Power:
    """How many statements there is power for."""

    left = PLENTY

    def use(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise PowerCutError


class BreakingBackend:
    """The database of the bot, with a power supply of its own."""

    threads = 1

    def __init__(self, backend: Backend, power: Power, *, is_reading_free: bool = False) -> None:
        self._backend = backend
        self._power = power
        self._is_reading_free = is_reading_free

    def transact(self, function: Callable[[Tx], T]) -> T:
        return self._backend.transact(
            lambda tx: function(Breaking(tx, self._power, is_reading_free=self._is_reading_free))
        )

    def lock(self) -> bool:
        return self._backend.lock()

    def unlock(self) -> None:
        self._backend.unlock()

    def close(self) -> None:
        """The test closes what is behind it."""


def scene(desk: Desk, step: int) -> None:
    """What the paper does before each step: news, an edit, a doubled page, a move, an outage."""
    if step == 0:
        desk.news("خبر أول")
        desk.news("خبر ثان")
    elif step == 1:
        first, second = f"{SITE}/news/1", f"{SITE}/news/2"
        again = f"{SITE}/go?article=1"
        desk.web.html(again, "خبر أول", canonical=first)
        desk.listed(
            item("خبر ثان بعنوان جديد", second),
            item("خبر أول", again, guid="again"),
            item("خبر أول", first),
        )
    elif step == 2:
        desk.news("خبر ثالث")
        desk.web.pages[MARFA] = httpx.Response(410)


def end_state(desk: Desk) -> dict[str, list[Row]]:
    """All that matters in the end; without ids and moments, which a second try may change."""
    wanted = {
        "articles": "select headline, url, revision from articles order by url",
        "quotes": """select a.url, q.text from quotes q join articles a on a.id = q.article_id
                     order by a.url, q.position""",
        "broadcasts": """select a.url from broadcasts b join articles a on a.id = b.article_id
                         order by a.url""",
        "entries": "select key, state, is_push, page_key from entries order by key",
        "notices": "select kind, source from notices order by source",
        "sources": "select url, is_active, failures from sources order by url",
        "revisions": "select headline from revisions order by headline",
    }

    def read(tx: Tx) -> dict[str, list[Row]]:
        return {name: tx.query(sql) for name, sql in wanted.items()}

    return desk.database.run_now(read)


@dataclass(frozen=True)
class Life:
    """How it ended, and how many statements each of its steps took."""

    end: dict[str, list[Row]]
    statements: list[int]


async def live(database: Database, cuts: Sequence[int] = ()) -> Life:
    """Live through all steps. In each the power goes out after so many statements, and the
    program is started again."""
    power, statements = Power(), []
    async with a_desk(database) as desk:
        desk.database.run_now(store_subscriber)
        desk.database = Database(BreakingBackend(database._backend, power))
        for step in range(STEPS):
            scene(desk, step)
            desk.now += 2 * HOUR
            power.left = cuts[step] if cuts else PLENTY
            desk.poller = desk.another()
            with suppress(PowerCutError):
                await desk.tick()
            statements.append(PLENTY - power.left)
            await desk.poller.stop()
            power.left, desk.poller = PLENTY, desk.another()
            for _ in range(6):  # started again, and left alone for a while
                desk.now += timedelta(seconds=30)
                await desk.tick()
        desk.database.close()
        desk.database = database
        return Life(end_state(desk), statements)


async def life(*cuts: int) -> Life:
    database = open_database("sqlite://")
    try:
        return await live(database, cuts)
    finally:
        database.close()


async def test_wherever_the_power_goes_out_the_end_is_the_same() -> None:
    whole = await life()

    assert [row["revision"] for row in whole.end["articles"]] == [0, 1, 0]
    assert len(whole.end["broadcasts"]) == 2  # of a first listing only the newest is pushed
    assert whole.end["notices"] == [{"kind": "retired", "source": "marfa.example"}]
    for cut in range(max(whole.statements)):
        assert (await life(*[cut] * STEPS)).end == whole.end, f"cut before statement {cut}"


async def test_the_end_is_the_same_on_every_database(db: Database) -> None:
    whole = await life()

    assert (await live(db, [7, 19, 5])).end == whole.end


async def test_while_nothing_can_be_written_nobody_is_asked_over_and_over(db: Database) -> None:
    class Full(Power):
        def use(self) -> None:
            if self.left < PLENTY:
                raise OSError("no space left on the disk")

    power = Full()
    async with a_desk(db) as desk:
        desk.news("خبر أول")
        desk.now += HOUR
        desk.poller.database = Database(BreakingBackend(db._backend, power, is_reading_free=True))
        power.left = 0
        for _ in range(59):
            await desk.tick()
            desk.now += timedelta(seconds=1)
        asked = desk.web.asked.count(SHURFA)
        power.left = PLENTY
        desk.now += timedelta(minutes=1)
        await desk.tick()
        desk.poller.database.close()

        assert asked == 1
        assert desk.pushed() == ["خبر أول"]
