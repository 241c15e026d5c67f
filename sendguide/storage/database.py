"""The database of conversations: SQLite by default, PostgreSQL by one setting.

Every piece of work is one transaction with a bounded wait. What has to wait does so in a thread. What has not is done
at once: going to a thread and back takes longer than the work, and many times as long on a busy machine. Whatever goes
wrong comes out as `StoreError`, without the values of a statement.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import text as sql
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from sendguide.errors import GuideError
from sendguide.settings import settings
from sendguide.storage.engines import AT_ONCE, WHEN_NEEDED, postgres_engine, sqlite_engine
from sendguide.storage.migrations import migrate

T = TypeVar("T")

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


class StoreBusy(StoreError):
    """Another process is writing."""


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
        self.engine: Engine = (
            sqlite_engine(found, AT_ONCE) if self.is_sqlite else postgres_engine(found, POSTGRES_THREADS)
        )
        self.reader: Engine = sqlite_engine(found, WHEN_NEEDED) if self.is_sqlite else self.engine
        # Writing to memory that the system writes on later is quick; waiting for others, or for the disk, is not.
        self.quick: Engine | None = (
            sqlite_engine(found, AT_ONCE, wait=0) if self.is_sqlite and not settings().flush else None
        )
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
        """Does some work in one transaction: at once if nothing has to be waited for, else in a thread.

        Args:
            work: what to do with the connection; its result is given back after the commit.

        Raises:
            StoreConflict: when another process was quicker.
            StoreError: for everything else, including too long a wait.
        """
        if self.quick is not None:
            with contextlib.suppress(StoreBusy):
                return self._in(self.quick, work)
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._threads, self.now, work), SECONDS)
        except asyncio.TimeoutError as error:
            raise StoreError("the database took too long") from error

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Reads a few rows by their index.

        SQLite is read at once, in the event loop: with a write-ahead log nobody waits for a writer.

        Raises:
            StoreError: when the database fails.
        """
        return self._in(self.reader, work) if self.is_sqlite else await self.run(work)

    def now(self, work: Callable[[Connection], T]) -> T:
        """The same in this very thread, for commands and for the start.

        Raises:
            StoreConflict, StoreError: as `run`.
        """
        return self._in(self.engine, work)

    @staticmethod
    def _in(engine: Engine, work: Callable[[Connection], T]) -> T:
        try:
            with engine.begin() as connection:
                return work(connection)
        except IntegrityError as error:
            raise StoreConflict("another process wrote to the same conversation") from error
        except SQLAlchemyError as error:
            kind = StoreBusy if "database is locked" in str(getattr(error, "orig", "")) else StoreError
            raise kind(f"the database failed ({type(error).__name__})") from error

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
        self.reader.dispose()
        if self.quick is not None:
            self.quick.dispose()
