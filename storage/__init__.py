"""Everything that must survive a crash: rows on SQLite or PostgreSQL, behind plain functions.

A storage function takes the transaction first and is one short, synchronous step; several of
them are joined by passing a function to `Database.run`. Instants go in and out as aware
datetimes and are stored as whole UTC seconds.
"""

from storage.db import Database, StorageError, Tx
from storage.opening import name_database, open_database

__all__ = ["Database", "StorageError", "Tx", "name_database", "open_database"]
