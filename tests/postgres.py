"""PostgreSQL databases for tests: each a copy of one that has the present schema and no rows.

Copying is quicker than migrating, and the next copy is made while a test still runs.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg

from storage import open_database


class Server:
    """A server on which databases are made for tests and dropped again."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._ahead = ThreadPoolExecutor(1)
        self._template = self._make("template1")
        open_database(self.with_(f"dbname={self._template}")).close()
        self._next = self._ahead.submit(self._make, self._template)

    def with_(self, setting: str) -> str:
        return f"{self.url}{'&' if '?' in self.url else '?'}{setting}"

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The address of a database of one's own."""
        name = self._next.result()
        self._next = self._ahead.submit(self._make, self._template)
        yield self.with_(f"dbname={name}")
        self._ahead.submit(self._drop, name)

    @contextmanager
    def schema(self) -> Iterator[str]:
        """The address of a schema with nothing in it."""
        name = f"bare_{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"create schema {name}".encode())
            yield self.with_(f"options=-csearch_path%3D{name}")
            connection.execute(f"drop schema {name} cascade".encode())

    def close(self) -> None:
        self._ahead.submit(self._drop, self._next.result())
        self._ahead.submit(self._drop, self._template).result()
        self._ahead.shutdown()
        self._connection.close()

    def _make(self, template: str) -> str:
        name = f"test_{secrets.token_hex(6)}"
        self._connection.execute(f"create database {name} template {template}".encode())
        return name

    def _drop(self, name: str) -> None:
        self._connection.execute(f"drop database {name} with (force)".encode())
