"""Events of a conversation as rows of the database, without the words that people typed.

Parents tell the guide the hardest things in their lives. Nothing they type is kept: a stored turn holds which intent
was read, which answer was given and when (ADR 0006).
"""

from __future__ import annotations

import json
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered
from sqlalchemy import text as sql

KEPT_PARSE_KEYS = ("intent", "intent_ranking", "triage")
"""Parts of what was understood that hold ids and numbers only."""

KEPT_REPLY_KEYS = ("status", "answers", "options", "confidence")
"""Parts of a reply that are kept beside its plain words; blocks and buttons can be made again from the ids."""

INSERT = sql(
    "INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data, position) "
    "VALUES (:sender_id, :type_name, :timestamp, :intent_name, :action_name, :data, :position)"
)
LAST_POSITION = sql("SELECT MAX(position) FROM events WHERE sender_id = :sender_id")
SINCE_SESSION_START = sql(
    "SELECT position, data FROM events WHERE sender_id = :sender_id AND position >= COALESCE((SELECT MAX(position) "
    "FROM events WHERE sender_id = :sender_id AND type_name = 'session_started'), 0) ORDER BY position"
)
LAST_HEARD = sql("SELECT MAX(timestamp) FROM events WHERE sender_id = :sender_id")


def rows_of(sender_id: str, events: list[Event], *, after: int) -> list[dict[str, Any]]:
    """The rows of new events.

    Args:
        sender_id: the conversation.
        events: what is new in it, in order.
        after: position of the last one that is stored; 0 when there is none.
    """
    return [_row(sender_id, event, position) for position, event in enumerate(events, start=after + 1)]


def _row(sender_id: str, event: Event, position: int) -> dict[str, Any]:
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
        "position": position,
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
