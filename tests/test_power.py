"""The power fails, or the disk is full: the file is whole, every committed intent is in it."""

import random
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest

from bot.core.models import Delivery, Outcome, Settlement
from storage import Database, Tx, figures, open_database, outbox
from storage.migrating import migrate
from tests.builders import NOW, store_article, store_source, store_subscriber
from tests.power import ApswBackend, Disk, PowerCutError

READERS, BATCH, IMAGES = 30, 4, 24
OFTEN = "wal_autocheckpoint=16"  # pages: so that cuts meet checkpoints too
Pair = tuple[int, int]


@dataclass
class Office:
    """A sender without Telegram, on a disk that may lose power."""

    database: Database
    source_id: int
    known: set[Pair] = field(default_factory=set)
    """Sends whose intent was committed: they may have gone out."""
    under_way: list[Delivery] = field(default_factory=list)
    leased: int = 0

    def work(self, articles: int) -> None:
        for number in range(1, articles + 1):
            self.database.run_now(self.publish, number)
            while self.turn():
                pass

    def publish(self, tx: Tx, number: int) -> None:
        article_id = store_article(tx, self.source_id, number)
        outbox.broadcast(tx, article_id, source_id=self.source_id, now=NOW)

    def turn(self) -> bool:
        answers = [
            Settlement(delivery=each, outcome=Outcome.SENT, message_id=1)
            for each in self.under_way
        ]
        self.under_way = self.database.run_now(outbox.step, answers, want=BATCH, now=NOW)
        self.leased += len(self.under_way)
        self.known |= {(each.article_id, each.subscriber.id) for each in self.under_way}
        return bool(self.under_way)


def found(tx: Tx) -> set[Pair]:
    rows = tx.query(
        """select article_id, subscriber_id from deliveries
           union select article_id, subscriber_id from receipts"""
    )
    return {(row["article_id"], row["subscriber_id"]) for row in rows}


def set_up(tx: Tx) -> int:
    source_id = store_source(tx)
    for number in range(READERS):
        store_subscriber(tx, 501 + number)
    return source_id


def cut(folder: Path, seed: int, *more: str) -> set[Pair]:
    """Work until the power is cut; the intents of which nothing is found afterwards."""
    chance = random.Random(seed)  # noqa: S311
    disk = Disk(f"disk-{seed}-{len(more)}")
    folder.mkdir()
    backend = ApswBackend(folder / "mujaz.db", disk, more=(OFTEN, *more))
    with closing(Database(backend)) as database:
        migrate(database)
        office = Office(database, database.run_now(set_up))
        disk.writes_left = chance.randint(1, 400)
        with suppress(PowerCutError, apsw.Error):
            office.work(articles=20)
        disk.image(folder / "after", chance, chance.choice([0.0, 0.5]))
        disk.writes_left = None
    with closing(open_database(f"sqlite:///{folder}/after/mujaz.db")) as again:
        rows = again.run_now(lambda tx: tx.query("pragma integrity_check"))
        assert rows == [{"integrity_check": "ok"}]
        return office.known - again.run_now(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "disk"


@pytest.mark.parametrize("seed", range(IMAGES))
def test_no_power_cut_loses_what_was_committed(folder: Path, seed: int) -> None:
    assert cut(folder, seed) == set()


@pytest.mark.parametrize("capacity", range(90_000, 260_000, 17_000))
def test_a_full_disk_stops_the_work_and_an_emptier_one_lets_it_go_on(
    folder: Path, capacity: int
) -> None:
    disk = Disk(f"small-{capacity}")
    folder.mkdir()
    with closing(Database(ApswBackend(folder / "mujaz.db", disk))) as database:
        migrate(database)
        office = Office(database, database.run_now(set_up))
        disk.capacity = capacity
        with pytest.raises(apsw.FullError):
            office.work(articles=20)
        stopped = set(office.known)
        disk.capacity = None
        while office.turn():
            pass

        assert office.leased == len(office.known)
        assert stopped <= office.known == database.run_now(found)
        assert database.run_now(figures.queue_state).delivered == len(office.known)


def test_a_disk_that_is_not_told_to_sync_would_lose_some(folder: Path) -> None:
    """That the above can fail at all."""
    folder.mkdir()

    lost = [cut(folder / str(seed), seed, "synchronous=normal") for seed in range(IMAGES)]

    assert any(lost)
