"""A disk that can be full, or lose power: what was not synced is there in parts, or not at all.

SQLite's own code writes through it (apsw lets a file system be put under it). At the cut each
sector of 512 bytes that no sync has covered survives by luck.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import apsw

from storage.db import Dialect, Row, Tx, storable
from storage.sqlite import PRAGMAS

T = TypeVar("T")

SECTOR = 512
Write = tuple[int, bytes]


class PowerCutError(Exception):
    """There is no power any more."""


class Disk(apsw.VFS):
    """Knows of every file what a sync has made sure of, and what was written since."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sure: dict[str, bytearray] = defaultdict(bytearray)
        self.unsure: dict[str, list[Write]] = defaultdict(list)
        self.writes_left: int | None = None
        """So many more writes and syncs, then the power is cut; None: never."""
        self.capacity: int | None = None
        """How long a file may be, in bytes."""
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> "File":  # noqa: N802 - SQLite's name
        return File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(name, syncdir)
        self.sure.pop(name, None)
        self.unsure.pop(name, None)

    def spend(self) -> None:
        if self.writes_left is None:
            return
        if self.writes_left == 0:
            raise PowerCutError
        self.writes_left -= 1

    def image(self, folder: Path, chance: random.Random, survival: float) -> None:
        """The files as they are found when the power is back."""
        folder.mkdir()
        for path, sure in self.sure.items():
            content = bytearray(sure)
            for offset, data in self.unsure[path]:
                for start in range(0, len(data), SECTOR):
                    if chance.random() < survival:
                        overwrite(content, offset + start, data[start : start + SECTOR])
            (folder / Path(path).name).write_bytes(content)


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self.disk.sure[self.path]  # it exists from now on

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self.disk.spend()
        if self.disk.capacity is not None and offset + len(data) > self.disk.capacity:
            raise apsw.FullError
        super().xWrite(data, offset)
        self.disk.unsure[self.path].append((offset, bytes(data)))

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.spend()
        super().xSync(flags)
        for offset, data in self.disk.unsure.pop(self.path, []):
            overwrite(self.disk.sure[self.path], offset, data)


def overwrite(content: bytearray, offset: int, data: bytes) -> None:
    content.extend(bytes(max(0, offset + len(data) - len(content))))
    content[offset : offset + len(data)] = data


class ApswTx:
    dialect: Dialect = "sqlite"

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        cursor = self._connection.cursor()
        cursor.row_trace = lambda cursor, row: dict(
            zip((column[0] for column in cursor.get_description()), row, strict=True)
        )
        return list(cursor.execute(sql, storable(params)))

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        self._connection.execute(sql, storable(params))
        return self._connection.changes()


class ApswBackend:
    """As `SqliteBackend`, on a disk of ours."""

    threads = 1

    def __init__(self, path: Path, disk: Disk, *, more: tuple[str, ...] = ()) -> None:
        self._connection = apsw.Connection(str(path), vfs=disk.name)
        for pragma in ("journal_mode=wal", *PRAGMAS, *more):
            self._connection.execute(f"pragma {pragma}")

    def transact(self, function: Callable[[Tx], T]) -> T:
        self._connection.execute("begin immediate")
        try:
            result = function(ApswTx(self._connection))
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise
        return result

    def lock(self) -> bool:
        return True

    def unlock(self) -> None:
        pass

    def close(self) -> None:
        self._connection.close()
