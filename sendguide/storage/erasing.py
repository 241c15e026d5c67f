"""Erasing one conversation, and all that are older than they may be kept.

Both can run while the guide serves: each transaction is short, and a conversation that goes on is noticed as changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

from sendguide.storage.database import Database
from sendguide.storage.turns import key_of

BATCH = 100
"""Conversations in one transaction: a message that comes in meanwhile waits a few milliseconds."""

EVERYTHING = 2**31 - 1

REMEMBER_ENDED_SECONDS = 7 * 24 * 3600.0
"""How long it is remembered that a conversation was erased: longer than any token lives (24 hours)."""

FORGET_EVENTS = "DELETE FROM events WHERE sender_id"
FORGET_TURNS = "DELETE FROM turns WHERE conversation_id"
NOTE_ENDED = sql("INSERT INTO ended (conversation_key, at) VALUES (:key, :at) ON CONFLICT DO NOTHING")
OLD = sql(
    "SELECT id FROM (SELECT sender_id AS id, timestamp AS at FROM events "
    "UNION ALL SELECT conversation_id, at FROM turns) AS heard GROUP BY id HAVING MAX(at) < :before LIMIT :most"
)
FORGET_ENDED = sql("DELETE FROM ended WHERE at < :before")


@dataclass(frozen=True)
class Purged:
    """How many conversations were erased (or would be), and whether nothing of them is left in any file."""

    conversations: int
    is_gone: bool


async def erase(database: Database, conversation_id: str, *, at: float) -> bool:
    """Erases a conversation everywhere; its token is worth nothing from now on, also after a restart.

    Args:
        database: where it is.
        conversation_id: which.
        at: now, in seconds since 1970.

    Returns:
        Whether no file has a trace of it; not while another program reads the database.

    Raises:
        StoreError: when the database failed; then it is all still there.
    """

    def work(db: Connection) -> None:
        _delete(db, [conversation_id])
        db.execute(NOTE_ENDED, {"key": key_of(conversation_id), "at": at})

    await database.run(work)
    return await database.forget_deleted_soon()


def purge(database: Database, *, before: float, now: float, is_trial: bool = False) -> Purged:
    """Erases every conversation that was last heard of before a time.

    Args:
        database: where they are.
        before: seconds since 1970.
        now: the same of now.
        is_trial: only count them.

    Raises:
        StoreError: when the database failed; what was erased until then stays erased.
    """
    if is_trial:
        everything = {"before": before, "most": EVERYTHING}
        return Purged(len(database.now(lambda db: db.execute(OLD, everything).all())), False)
    total = sum(iter(lambda: database.now(_batch(before)), 0))
    database.now(lambda db: db.execute(FORGET_ENDED, {"before": now - REMEMBER_ENDED_SECONDS}))
    return Purged(total, database.forget_deleted())


def _batch(before: float) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        ids = list(db.execute(OLD, {"before": before, "most": BATCH}).scalars())
        _delete(db, ids)
        return len(ids)

    return work


def _delete(db: Connection, ids: list[str]) -> None:
    for start in (FORGET_EVENTS, FORGET_TURNS) if ids else ():
        db.execute(sql(f"{start} IN :ids").bindparams(bindparam("ids", expanding=True)), {"ids": ids})
