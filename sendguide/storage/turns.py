"""What was replied in each turn: so that a retry gets the same answer, also after a crash, and a page can be reloaded.

A turn is written in the same transaction as what Rasa keeps of it: both are there, or neither. Of the message only the
title of a pressed button is kept, never typed words; the client's id of it is kept as a hash, since a client could put
words there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text as sql
from sqlalchemy.engine import Connection

from sendguide.answers.reply import Reply, reply_from_dict
from sendguide.storage.database import Database, StoreConflict
from sendguide.storage.events import INSERT as INSERT_EVENTS
from sendguide.storage.events import rows_of
from sendguide.storage.staging import StagedTurn

KEPT = sql("SELECT seq, at, title, reply FROM turns WHERE conversation_id = :id AND message_key = :key")
SINCE = sql(
    "SELECT seq, at, title, reply FROM turns WHERE conversation_id = :id AND seq > :after ORDER BY seq LIMIT :most"
)
LAST = sql("SELECT seq, at, title, reply FROM turns WHERE conversation_id = :id ORDER BY seq DESC LIMIT :most")
NEXT_SEQ = sql("SELECT COALESCE(MAX(seq), 0) + 1 FROM turns WHERE conversation_id = :id")
INSERT = sql(
    "INSERT INTO turns (conversation_id, seq, message_key, at, title, status, reply) "
    "VALUES (:id, :seq, :key, :at, :title, :status, :reply)"
)
STATUS = sql("SELECT status FROM turns WHERE conversation_id = :id AND seq = :seq")
RATE = sql("UPDATE turns SET helpful = :helpful, reason = :reason WHERE conversation_id = :id AND seq = :seq")
ENDED = sql("SELECT 1 FROM ended WHERE conversation_key = :key")


@dataclass(frozen=True)
class Spoken:
    """One turn to be kept: the client's id of the message, the title of a pressed button, the reply, and when.

    `title` is None for typed words; `at` is in seconds since 1970.
    """

    message_id: str
    title: str | None
    reply: Reply
    at: float


@dataclass(frozen=True)
class Turn:
    """One turn that was kept: its number from 1, when it was, the title of the pressed button if any, and the reply."""

    seq: int
    at: float
    title: str | None
    reply: Reply


def key_of(*names: str) -> str:
    """A hash (64 hex digits) from which the names cannot be read back."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()


class Turns:
    """The turns of all conversations.

    Every method raises `StoreError` when the database fails.

    Args:
        database: where they are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def kept(self, conversation_id: str, message_id: str) -> Turn | None:
        """The turn of a message that was answered before; None when it is new."""
        known = {"id": conversation_id, "key": key_of(conversation_id, message_id)}
        row = await self._database.look(lambda db: db.execute(KEPT, known).one_or_none())
        return _turn(row) if row is not None else None

    async def commit(self, staged: StagedTurn, spoken: Spoken) -> int:
        """Writes a turn with everything that belongs to it, in one transaction.

        Returns:
            Its number, from 1.

        Raises:
            StoreConflict: when the conversation was erased, or another process wrote to it.
        """
        live = staged.live
        events = rows_of(staged.conversation_id, live.new_events(), after=live.stored) if live is not None else []
        seq = await self._database.run(lambda db: _write(db, staged.conversation_id, spoken, events))
        if live is not None and staged.keep is not None:
            staged.keep(live.stored + len(events))
        return seq

    async def since(self, conversation_id: str, *, after: int, most: int) -> list[Turn]:
        """The turns after a number, the first ones first, at most so many."""
        known = {"id": conversation_id, "after": after, "most": most}
        return [_turn(row) for row in await self._database.look(lambda db: db.execute(SINCE, known).all())]

    async def last(self, conversation_id: str, *, most: int) -> list[Turn]:
        """The newest turns, the newest last."""
        known = {"id": conversation_id, "most": most}
        rows = await self._database.look(lambda db: db.execute(LAST, known).all())
        return [_turn(row) for row in reversed(rows)]

    async def status(self, conversation_id: str, seq: int) -> str | None:
        """The status of a turn's reply; None when there is no such turn in this conversation."""
        known = {"id": conversation_id, "seq": seq}
        return await self._database.look(lambda db: db.execute(STATUS, known).scalar())

    async def rate(self, conversation_id: str, seq: int, *, helpful: bool, reason: str | None) -> None:
        """Notes whether a reply helped; the last word counts."""
        stated = {"id": conversation_id, "seq": seq, "helpful": int(helpful), "reason": reason}
        await self._database.run(lambda db: db.execute(RATE, stated))

    async def is_ended(self, conversation_id: str) -> bool:
        """Whether a conversation was erased: its token is worth nothing any more."""
        known = {"key": key_of(conversation_id)}
        return await self._database.look(lambda db: db.execute(ENDED, known).scalar()) is not None


def _write(db: Connection, conversation_id: str, spoken: Spoken, events: list[dict[str, Any]]) -> int:
    if db.execute(ENDED, {"key": key_of(conversation_id)}).scalar() is not None:
        raise StoreConflict("the conversation was erased")
    seq = int(db.execute(NEXT_SEQ, {"id": conversation_id}).scalar_one())
    stated = {
        "id": conversation_id,
        "seq": seq,
        "key": key_of(conversation_id, spoken.message_id),
        "at": spoken.at,
        "title": spoken.title,
        "status": spoken.reply.status.value,
        "reply": json.dumps(spoken.reply.as_dict()),
    }
    db.execute(INSERT, stated)
    if events:
        db.execute(INSERT_EVENTS, events)
    return seq


def _turn(row: Any) -> Turn:
    return Turn(int(row.seq), float(row.at), row.title, reply_from_dict(json.loads(row.reply)))
