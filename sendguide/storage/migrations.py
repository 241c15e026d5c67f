"""The schema of the database, in numbered steps. Each step runs once, in order, when the guide starts."""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import inspect
from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

from sendguide.errors import GuideError

ADVISORY_LOCK = 720_301_226
"""Any number of our own: two processes that start at once on PostgreSQL take turns (SQLite locks by itself)."""


class NewerDatabase(GuideError):
    """The database was written by a newer version of the guide."""


def migrate(connection: Connection) -> int:
    """Brings the schema up to date, inside the transaction of the connection.

    Returns:
        The version that it has now.

    Raises:
        NewerDatabase: when it is newer than this program.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sql("SET LOCAL statement_timeout = 0"))
        connection.execute(sql("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
    if not inspect(connection).has_table("schema_version"):  # nothing is written to a database that is up to date
        connection.execute(sql("CREATE TABLE schema_version (version INTEGER PRIMARY KEY, at DOUBLE PRECISION)"))
    version = int(connection.execute(sql("SELECT COALESCE(MAX(version), 0) FROM schema_version")).scalar_one())
    if version > len(STEPS):
        raise NewerDatabase(f"The database has version {version}, this guide knows {len(STEPS)}. Update the guide.")
    for number, step in enumerate(STEPS[version:], start=version + 1):
        step(connection)
        stated = {"version": number, "at": time.time()}
        connection.execute(sql("INSERT INTO schema_version (version, at) VALUES (:version, :at)"), stated)
    return len(STEPS)


def _events(connection: Connection) -> None:
    """The table of Rasa's own SQL store, which may be there already: from it we come, to it a council could go back."""
    if inspect(connection).has_table("events"):
        return
    number = "BIGSERIAL" if connection.dialect.name == "postgresql" else "INTEGER"
    connection.execute(
        sql(
            f"CREATE TABLE events (id {number} PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
            "type_name VARCHAR(255) NOT NULL, timestamp DOUBLE PRECISION, intent_name VARCHAR(255), "
            "action_name VARCHAR(255), data TEXT)"
        )
    )


def _positions(connection: Connection) -> None:
    """Numbers the events of each conversation from 1, each number once: two processes cannot write over each other."""
    connection.execute(sql("ALTER TABLE events ADD COLUMN position INTEGER"))
    connection.execute(
        sql(
            "UPDATE events SET position = (SELECT COUNT(*) FROM events AS before "
            "WHERE before.sender_id = events.sender_id AND before.id <= events.id)"
        )
    )
    connection.execute(sql("CREATE UNIQUE INDEX events_position ON events (sender_id, position)"))


def _turns(connection: Connection) -> None:
    """What was replied in each turn, for retries, history and feedback; and which conversations were erased."""
    connection.execute(
        sql(
            "CREATE TABLE turns (conversation_id VARCHAR(64) NOT NULL, seq INTEGER NOT NULL, "
            "message_key VARCHAR(64) NOT NULL, at DOUBLE PRECISION NOT NULL, title VARCHAR(255), "
            "status VARCHAR(32) NOT NULL, reply TEXT NOT NULL, helpful INTEGER, reason VARCHAR(32), "
            "PRIMARY KEY (conversation_id, seq), UNIQUE (conversation_id, message_key))"
        )
    )
    connection.execute(sql("CREATE TABLE ended (conversation_key VARCHAR(64) PRIMARY KEY, at DOUBLE PRECISION)"))


def _tally(connection: Connection) -> None:
    """Counts by day, without words."""
    connection.execute(
        sql(
            "CREATE TABLE tally (day VARCHAR(10) NOT NULL, kind VARCHAR(20) NOT NULL, name VARCHAR(80) NOT NULL, "
            "value VARCHAR(40) NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (day, kind, name, value))"
        )
    )


STEPS: tuple[Callable[[Connection], None], ...] = (_events, _positions, _turns, _tally)
"""Only ever add to the end: a step that has run somewhere is never changed."""
