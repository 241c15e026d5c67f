"""Connections to SQLite and PostgreSQL, with what each has to be told."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy import event as database_event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.pool import QueuePool

from sendguide.settings import settings

WAIT_FOR_LOCK_SECONDS = 2
"""How long a statement waits while another process writes."""

AT_ONCE, WHEN_NEEDED = "BEGIN IMMEDIATE", "BEGIN"
"""When a transaction asks for the right to write: one that first reads could be refused when it comes to write."""


def sqlite_engine(url: URL, begin: str, *, wait: float = WAIT_FOR_LOCK_SECONDS) -> Engine:
    """Connections to a SQLite file, which is made if it is not there.

    Args:
        url: where it is.
        begin: how each transaction begins.
        wait: seconds to wait while another process writes.
    """
    if url.database and not url.database.startswith(("file:", ":memory:")):
        _make_private(Path(url.database))
    waiting = {"timeout": wait, "check_same_thread": False}
    options: dict[str, Any] = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 4, "connect_args": waiting}
    engine = create_engine(url, hide_parameters=True, **options)
    database_event.listen(engine, "connect", _durable_and_forgetting)
    database_event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
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


def postgres_engine(url: URL, connections: int) -> Engine:
    """Connections to a PostgreSQL server.

    Args:
        url: where it is.
        connections: how many are kept open.
    """
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
        pool_size=connections,
        max_overflow=1,
        pool_timeout=WAIT_FOR_LOCK_SECONDS,
        connect_args=waiting,
    )
