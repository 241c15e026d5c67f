"""Rasa's tracker store on our database: wordless, append-only, never re-read in mid-conversation, and failing closed.

Rasa's own SQL store reads a whole conversation for each message and counts its rows before each save, and its fail-safe
wrapper answers and loses the turn when the database fails. This one raises, and the door apologises.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import text as sql
from sqlalchemy.engine import Connection, Engine

from sendguide.settings import settings
from sendguide.storage import events as rows
from sendguide.storage.database import Database
from sendguide.storage.live import Live, LiveConversations, shortened
from sendguide.storage.recalled import Recalled
from sendguide.storage.staging import staged_turn
from sendguide.storage.turns import Turns

ALL_IDS = sql("SELECT DISTINCT sender_id FROM events")

TURNS_RECALLED = 10
"""Turns of which the buttons can still be pressed after a restart."""

LIVE = "live_conversation"
"""Attribute of a tracker that we gave. On the tracker, so that a turn that fails leaves nothing behind."""


class WordlessTrackerStore(TrackerStore):
    """Keeps conversations in the database of `SENDGUIDE_DATABASE`; typed words never reach it.

    A turn that is staged (`sendguide.storage.staging`) is written by `commit`, together with its reply; every other
    turn, as in Rasa's own shell, is written by `save` at once.

    Args:
        domain: the domain of the model.
        host: the database as a URL; by default that of the settings.
        event_broker: none of ours.

    Raises:
        StoreError: when the database cannot be used.
    """

    def __init__(
        self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None, **_: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self.database = Database(host or settings().database)
        self.turns = Turns(self.database)
        self.live = LiveConversations()

    @property
    def engine(self) -> Engine:
        """The connections to the database."""
        return self.database.engine

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A new conversation. Unlike Rasa's, it is first written with its first turn: one commit a message, not two."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return _given(Live(tracker, stored=0, known=0))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The running session of a conversation: from memory, if nobody else has written to it since.

        Raises:
            StoreError: when the database cannot tell.
        """
        live = self.live.take(sender_id)
        if live is not None and await self._last_position(sender_id) == live.stored:
            return _given(live)
        known = {"sender_id": sender_id}
        found = await self.database.look(lambda db: db.execute(rows.SINCE_SESSION_START, known).all())
        return _given(self._read_back(sender_id, found)) if found else None

    async def _last_position(self, sender_id: str) -> int:
        known = {"sender_id": sender_id}
        return int(await self.database.look(lambda db: db.execute(rows.LAST_POSITION, known).scalar()) or 0)

    def _read_back(self, sender_id: str, found: list[Any]) -> Live:
        data = [json.loads(row.data) for row in found]
        tracker = shortened(DialogueStateTracker.from_dict(sender_id, data, self.domain.slots), self.domain)
        return Live(tracker, stored=found[-1].position, known=len(tracker.events))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stages the new events of a conversation for `commit`; writes them at once when no turn is staged.

        Raises:
            StoreError: when they could not be written.
        """
        await self.stream_events(tracker)
        live = getattr(tracker, LIVE, None) or await self._compared(tracker)
        turn = staged_turn(tracker.sender_id)
        if turn is not None:
            turn.live = live
            turn.keep = lambda stored: self.keep(live, stored=stored)
            return
        new = rows.rows_of(tracker.sender_id, live.new_events(), after=live.stored)
        await self.database.run(lambda db: append(db, new))
        self.keep(live, stored=live.stored + len(new))

    async def _compared(self, tracker: DialogueStateTracker) -> Live:
        """For a conversation that was not given by us, as in tools of Rasa's: only its tail can be new."""
        stored = await self._last_position(tracker.sender_id)
        return Live(tracker, stored=stored, known=min(stored, len(tracker.events)))

    def keep(self, live: Live, *, stored: int) -> None:
        """Has a conversation ready for its next message, once its events are stored up to a position."""
        tracker = shortened(live.tracker, self.domain)
        self.live.give_back(Live(tracker, stored=stored, known=len(tracker.events)))

    async def recall(self, conversation_id: str) -> Recalled:
        """What those who keep sessions have to know of a conversation that they have not in memory.

        Raises:
            StoreError: when the database cannot tell.
        """
        if await self.turns.is_ended(conversation_id):
            return Recalled(is_ended=True)
        known = {"sender_id": conversation_id}
        at = await self.database.look(lambda db: db.execute(rows.LAST_HEARD, known).scalar())
        turns = await self.turns.last(conversation_id, most=TURNS_RECALLED)
        if at is None and turns:
            at = turns[-1].at
        buttons = tuple(button for turn in turns for button in turn.reply.buttons)
        return Recalled(float(at) if at is not None else None, turns[-1].seq if turns else 0, buttons)

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations."""
        return await self.database.run(lambda db: list(db.execute(ALL_IDS).scalars()))


def _given(live: Live) -> DialogueStateTracker:
    """The conversation for Rasa to answer in, which carries how much of it is stored."""
    setattr(live.tracker, LIVE, live)
    return live.tracker


def append(db: Connection, new: list[dict[str, Any]]) -> None:
    """Writes rows of events; a position that another process took is a conflict."""
    if new:
        db.execute(rows.INSERT, new)
