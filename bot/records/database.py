"""One SQLite file that only its owner may open, for many threads at once."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WAIT_S = 30.0          # for another process that is writing

Row = tuple[Any, ...]


class Database:
    """A file with a schema of `CREATE … IF NOT EXISTS` statements; opened, and made, when it is first used.

    `careful`: a change outlives a power cut. What is deleted is overwritten, not only forgotten.
    """

    def __init__(self, path: Path, schema: str, *, careful: bool = False) -> None:
        self._path = path
        self._schema = schema
        self._synchronous = "FULL" if careful else "NORMAL"
        self._local = threading.local()

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return what a query finds."""
        return self._connection().execute(sql, values).fetchall()

    def change(self, sql: str, *values: object) -> int:
        """Do one statement; return how many rows it changed."""
        return self._connection().execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do several statements, or none."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def empty_log(self) -> None:
        """Write what was deleted out of the write-ahead log as well."""
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            connection = sqlite3.connect(self._path, timeout=_WAIT_S, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(self._schema)
            self._local.connection = connection
        return connection
