"""The two databases behind one door: `await db.run(function, …)` is one transaction.

SQL is written once, with `:name` parameters. No value is ever part of SQL text, so a colon in it
is always a parameter. What differs between the two is in `sqlite` and `postgresql`.
"""

import asyncio
import json
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Row = dict[str, Any]
Dialect = Literal["sqlite", "postgresql"]


class StorageError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Tx(Protocol):
    """An open transaction."""

    @property
    def dialect(self) -> Dialect: ...

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """All rows, as dicts by column name."""
        ...

    def execute(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        """How many rows changed."""
        ...


def seconds(at: datetime) -> int:
    """An instant as it is stored."""
    return int(at.timestamp())


def seconds_or_none(at: datetime | None) -> int | None:
    return None if at is None else seconds(at)


def instant(stored: int | None) -> datetime | None:
    return None if stored is None else datetime.fromtimestamp(stored, UTC)


def since_epoch(stored: int) -> datetime:
    """A stored instant that is never null."""
    return datetime.fromtimestamp(stored, UTC)


IDS: dict[Dialect, str] = {
    "sqlite": "(select value from json_each(:ids))",
    "postgresql": "(select cast(value as bigint)"
    " from json_array_elements_text(cast(:ids as json)))",
}


def among(tx: Tx, sql: str) -> str:
    """SQL in which `{ids}` stands for the ids of parameter `ids`, made by `listed`.

    One statement for a batch instead of one for each row, and always the same text.
    """
    return sql.replace("{ids}", IDS[tx.dialect])


def listed(ids: Iterable[int]) -> str:
    """Ids as one parameter."""
    return json.dumps(list(ids))


TEXTS: dict[Dialect, str] = {
    "sqlite": "(select value from json_each(:{}))",
    "postgresql": "(select json_array_elements_text(cast(:{} as json)))",
}


def among_texts(tx: Tx, sql: str) -> str:
    """SQL in which `{name}` stands for the texts of parameter `name`, made by `listed_texts`."""
    return re.sub(r"\{([a-z]+)\}", lambda found: TEXTS[tx.dialect].format(found[1]), sql)


def listed_texts(texts: Iterable[str]) -> str:
    """Texts as one parameter, each as it would be stored."""
    return json.dumps([storable_text(text) for text in texts], ensure_ascii=False)


def storable_text(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def storable(params: Mapping[str, Any] | None) -> Row:
    """Parameters without what only one of the databases takes, or none: NUL characters and
    halves of surrogate pairs, both of which a JSON feed can hold."""
    return {
        name: storable_text(value) if isinstance(value, str) else value
        for name, value in (params or {}).items()
    }


class Backend(Protocol):
    threads: int

    def transact(self, function: Callable[[Tx], T]) -> T: ...

    def lock(self) -> bool: ...

    def unlock(self) -> None: ...

    def close(self) -> None: ...


def nobody_else(tx: Tx) -> None:
    """As long as nobody can have taken over."""


class Database:
    """A place for rows. `run` from the event loop, `run_now` from the command line."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._executor = ThreadPoolExecutor(backend.threads, thread_name_prefix="database")
        self._holder = ThreadPoolExecutor(1, thread_name_prefix="lock")
        self.guard: Callable[[Tx], None] = nobody_else
        """Raises if another process has taken over (`lives.check`)."""
        self.had_another = False
        """Whether another process has had the lock when this one asked for it."""

    async def run(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call `function(tx, …)` in one transaction, on a database thread.

        Whatever it raises rolls the transaction back and comes out here.
        """
        step = partial(self.run_now, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._executor, step)

    async def run_alone(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for what would be doubled if two processes did it.

        Raises `lives.OvertakenError`.
        """

        def guarded(tx: Tx) -> T:
            self.guard(tx)
            return function(tx, *args, **kwargs)

        return await self.run(guarded)

    def run_now(
        self, function: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same, in the calling thread."""
        return self._backend.transact(lambda tx: function(tx, *args, **kwargs))

    def lock(self) -> bool:
        """Become, or stay, the one process that polls and delivers; False if another one is.

        The lock ends with the process, however it ends; on PostgreSQL also with its connection,
        so it is asked for again and again.
        """
        has_lock = self._backend.lock()
        self.had_another |= not has_lock
        return has_lock

    async def hold(self) -> bool:
        """The same from the event loop, on a thread of its own: whatever else keeps threads
        waiting, such as name servers that do not answer, must not cost the lock."""
        return await asyncio.get_running_loop().run_in_executor(self._holder, self.lock)

    def unlock(self) -> None:
        """Let another one have the lock."""
        self._backend.unlock()

    def close(self) -> None:
        """Finish what runs, then close every connection."""
        self._executor.shutdown(wait=True)
        self._holder.shutdown(wait=True)
        self._backend.close()
