"""Rasa's SQL tracker store, without the words that people typed.

Parents tell the guide the hardest things in their lives. Until redaction is measured and trusted, nothing they type is
kept: a stored turn holds which intent was read, which answer was given and when (ADR 0006).
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event as database_event
from sqlalchemy import text as sql
from sqlalchemy.engine import make_url

from sendguide.settings import settings
from sendguide.storage.heard import Heard

KEPT_PARSE_KEYS = ("intent", "intent_ranking", "triage")
"""Parts of what was understood that hold ids and numbers only."""

KEPT_REPLY_KEYS = ("status", "answers", "options", "confidence")
"""Parts of a reply that are kept beside its plain words; blocks and buttons can be made again from the ids."""

SINCE_SESSION_START = """
    FROM events WHERE sender_id = :sender_id AND id >= COALESCE(
        (SELECT MAX(id) FROM events WHERE sender_id = :sender_id AND type_name = 'session_started'), 0)
"""
READ_EVENTS = sql(f"SELECT data {SINCE_SESSION_START} ORDER BY id")
HEARD = sql(
    "SELECT MAX(timestamp), COUNT(CASE WHEN type_name = 'user' THEN 1 END) FROM events WHERE sender_id = :sender_id"
)
COUNT_EVENTS = sql(f"SELECT COUNT(*) {SINCE_SESSION_START}")


class WordlessTrackerStore(SQLTrackerStore):
    """Keeps conversations in the database of `SENDGUIDE_DATABASE`; typed words never reach it."""

    def __init__(
        self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None, **_: Any
    ) -> None:
        url = make_url(host or settings().database)
        super().__init__(
            domain=domain,
            dialect=url.drivername,
            host=url.host,
            port=url.port,
            db=url.database or "sendguide.db",
            username=url.username,
            password=url.password,
            event_broker=event_broker,
        )
        if url.get_backend_name() == "sqlite":
            database_event.listen(self.engine, "connect", _durable_and_quick)

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A new conversation. Unlike Rasa's, it is first written with its first turn: one commit a message, not two."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The running session of a conversation. In one plain statement: Rasa's takes three times as long."""
        with self.engine.connect() as connection:
            rows = connection.execute(READ_EVENTS, {"sender_id": sender_id}).scalars().all()
        if not rows:
            return None
        return DialogueStateTracker.from_dict(sender_id, [json.loads(row) for row in rows], self.domain.slots)

    def heard(self, conversation_id: str) -> Heard | None:
        """When a conversation was last heard of, and how many turns it has; None when nothing is stored of it."""
        with self.engine.connect() as connection:
            at, turns = connection.execute(HEARD, {"sender_id": conversation_id}).one()
        return Heard(float(at), int(turns)) if at is not None else None

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        stored = session.execute(COUNT_EVENTS, {"sender_id": tracker.sender_id}).scalar_one()
        return itertools.islice(tracker.events, stored, None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Appends the new events of a conversation in one statement and one commit; typed words are left out."""
        await self.stream_events(tracker)
        with self.session_scope() as session:
            rows = [_row(tracker.sender_id, item) for item in self._additional_events(session, tracker)]
            session.bulk_insert_mappings(self.SQLEvent, rows)
            session.commit()


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    data = (without_words(event) if isinstance(event, UserUttered) else event).as_dict()
    if isinstance(event, BotUttered):
        reply = event.data.get("custom") or {}
        data["data"] = {"custom": {key: reply[key] for key in KEPT_REPLY_KEYS if key in reply}}
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def without_words(event: UserUttered) -> UserUttered:
    """The same event with nothing that a person typed: no text, no entities (they quote it), no metadata."""
    kept = {key: event.parse_data[key] for key in KEPT_PARSE_KEYS if key in event.parse_data}
    parse_data = {**kept, "text": "", "entities": []}
    return UserUttered(
        text="",
        intent=event.intent,
        entities=[],
        parse_data=parse_data,
        timestamp=event.timestamp,
        input_channel=event.input_channel,
        message_id=event.message_id,
    )


def _durable_and_quick(connection: Any, _: Any) -> None:
    # Write-ahead log: readers do not wait for writers, and a commit costs one append.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
