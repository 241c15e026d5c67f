"""Rasa's SQL tracker store, without the words that people typed.

Parents tell the guide the hardest things in their lives. Until redaction is measured and trusted, nothing they type is
kept: a stored turn holds which intent was read, which answer was given and when (ADR 0006).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import event as database_event
from sqlalchemy.engine import make_url

from sendguide.settings import settings

KEPT_PARSE_KEYS = ("intent", "intent_ranking", "triage")
"""Parts of what was understood that hold ids and numbers only."""


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

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Event]:
        for item in super()._additional_events(session, tracker):
            yield without_words(item) if isinstance(item, UserUttered) else item


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
