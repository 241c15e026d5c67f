"""The database of conversations: SQLite by default, PostgreSQL by one setting, and never in the way of the event loop.

Every piece of work is one transaction in a thread, with a bounded wait. Whatever goes wrong comes out as `StoreError`,
without the values of a statement.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine
from sqlalchemy import event as database_event
from sqlalchemy import text as sql
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from sendguide.errors import GuideError
from sendguide.settings import settings
from sendguide.storage.migrations import migrate

T = TypeVar("T")

WAIT_FOR_LOCK_SECONDS = 2
"""How long a statement waits while another process writes."""

SECONDS = 4.0
"""Longest time that a piece of work may take, waiting for its thread included: well inside the door's ten seconds."""

TRIAL = sql("INSERT INTO ended (conversation_key, at) VALUES ('trial', 0)")
POSTGRES_THREADS = 5
SQLITE = "sqlite"
CHECKPOINTS = 3
"""Tries to cut the log; each waits for other readers as long as for a lock."""


class StoreError(GuideError):
    """The database did not do what it was asked: it is locked, full, away, or not to be written to."""


class StoreConflict(StoreError):
    """Another process wrote to the same conversation in between."""


class Database:
    """One database, with its schema brought up to date.

    Args:
        url: where it is: `sqlite:///file.db` or `postgresql://user@host/name`.

    Raises:
        StoreError: when it cannot be opened or was made by a newer version.
    """

    def __init__(self, url: str) -> None:
        found = make_url(url)
        self.is_sqlite = found.get_backend_name() == SQLITE
        self.engine: Engine = _sqlite(found) if self.is_sqlite else _postgres(found)
        # One thread for SQLite: it has one writer, and with one connection nothing of ours waits for ourselves.
        threads = 1 if self.is_sqlite else POSTGRES_THREADS
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="conversations")
        try:
            with self.engine.begin() as connection:
                migrate(connection)
            self.check()
        except SQLAlchemyError as error:
            raise StoreError(f"the database cannot be used ({type(error).__name__})") from error

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Does some work in one transaction, in a thread.

        Args:
            work: what to do with the connection; its result is given back after the commit.

        Raises:
            StoreConflict: when another process was quicker.
            StoreError: for everything else, including too long a wait.
        """
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self.now, work), SECONDS)
        except asyncio.TimeoutError as error:
            raise StoreError("the database took too long") from error

    def now(self, work: Callable[[Connection], T]) -> T:
        """The same in this very thread, for commands and for the start.

        Raises:
            StoreConflict, StoreError: as `run`.
        """
        try:
            with self.engine.begin() as connection:
                return work(connection)
        except IntegrityError as error:
            raise StoreConflict("another process wrote to the same conversation") from error
        except SQLAlchemyError as error:
            raise StoreError(f"the database failed ({type(error).__name__})") from error

    def check(self) -> None:
        """Tries whether the database can be written to, and leaves nothing there.

        Raises:
            StoreError: when it cannot.
        """
        try:
            with self.engine.connect() as connection, connection.begin() as trial:
                connection.execute(TRIAL)
                trial.rollback()
        except SQLAlchemyError as error:
            raise StoreError(f"the database cannot be written to ({type(error).__name__})") from error

    async def check_soon(self) -> None:
        """The same from the event loop, in a thread."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self.check)

    def forget_deleted(self) -> bool:
        """Makes sure that what was deleted is in no file of the database any more.

        SQLite: deleted rows are overwritten with zeros (`secure_delete`), and the write-ahead log, which still has
        them, is written back and cut to nothing. PostgreSQL: the rows' room is freed for other rows.

        Returns:
            Whether it was done; not while another process reads. The next call, or the next start, does it.
        """
        try:
            return self._checkpoint() if self.is_sqlite else self._vacuum()
        except (SQLAlchemyError, sqlite3.Error):
            return False

    async def forget_deleted_soon(self) -> bool:
        """The same from the event loop, in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.forget_deleted)

    def _checkpoint(self) -> bool:
        raw = self.engine.raw_connection()
        try:
            # The first column is 1 while another process reads what is still in the log.
            found = (raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() for _ in range(CHECKPOINTS))
            return any(row[0] == 0 for row in found)
        finally:
            raw.close()

    def _vacuum(self) -> bool:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM events, turns")
        return True

    def close(self) -> None:
        """Ends the threads and connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


def _sqlite(url: URL) -> Engine:
    if url.database and not url.database.startswith(("file:", ":memory:")):
        _make_private(Path(url.database))
    waiting = {"timeout": WAIT_FOR_LOCK_SECONDS, "check_same_thread": False}
    options: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 4, "connect_args": waiting}
    engine = create_engine(url, hide_parameters=True, **options)
    database_event.listen(engine, "connect", _durable_and_forgetting)
    database_event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Makes the file for its owner's eyes only; SQLite gives its log the same rights."""
    with contextlib.suppress(OSError):  # it is there already, or it cannot be: then opening it says so
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _durable_and_forgetting(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    # Write-ahead log: readers do not wait for writers, and a commit costs one append.
    connection.execute("PRAGMA journal_mode=WAL")
    # A commit outlives the process, killed or not. FULL would outlive a power cut too, and costs a flush of the disk
    # (some milliseconds) a message: a council that wants it sets SENDGUIDE_FLUSH. Erasing flushes in any case.
    connection.execute(f"PRAGMA synchronous={'FULL' if settings().flush else 'NORMAL'}")
    connection.execute("PRAGMA secure_delete=ON")


def _begin(connection: Connection) -> None:
    # At once for writing: a transaction that first reads could otherwise be refused when it comes to write.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgres(url: URL) -> Engine:
    milliseconds = WAIT_FOR_LOCK_SECONDS * 1000
    waiting = {
        "connect_timeout": WAIT_FOR_LOCK_SECONDS,
        "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds}",
    }
    # `pre_ping`: after PostgreSQL was restarted, a dead connection is replaced instead of failing the next message.
    return create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=POSTGRES_THREADS,
        max_overflow=1,
        pool_timeout=WAIT_FOR_LOCK_SECONDS,
        connect_args=waiting,
    )
