"""The conversations in memory: each message finds its own ready, short, and without words that were typed.

Rasa looks at all events of a conversation in every turn: it copies them, replays them and sends them to the action, so
that turn 200 takes many times as long as turn 5. Our rules look at the last message and at slots only. What stays in
memory is therefore the slots and the last few turns; everything is in the database.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from sendguide.storage.events import without_words

MOST = 2_000
"""Conversations in memory; the one that was silent longest makes room and is read again when it goes on."""

TURNS_KEPT = 2


@dataclass
class Live:
    """A conversation as it stands in memory, and how much of it is in the database.

    `stored` is the position of its last event in the database; `known` says how many of the events in the tracker are
    stored: those after them are new.
    """

    tracker: DialogueStateTracker
    stored: int
    known: int

    def new_events(self) -> list[Event]:
        """The events that are not stored yet."""
        return list(self.tracker.events)[self.known :]


class LiveConversations:
    """Conversations between two messages. One that is being answered is not in here: if that fails, it is gone.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._by_id: OrderedDict[str, Live] = OrderedDict()

    def take(self, conversation_id: str) -> Live | None:
        """The conversation, taken out until it is given back; None when it is not in memory."""
        return self._by_id.pop(conversation_id, None)

    def give_back(self, live: Live) -> None:
        """Keeps a conversation whose new events are all stored."""
        self._by_id[live.tracker.sender_id] = live
        while len(self._by_id) > self._most:
            self._by_id.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        """Drops a conversation that was erased."""
        self._by_id.pop(conversation_id, None)

    def __len__(self) -> int:
        return len(self._by_id)


def shortened(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """A conversation in the same state, with the events of the last turns only and none of the words typed in them.

    Args:
        tracker: the conversation after a turn.
        domain: tells the slots and what they are at the start.
    """
    if tracker.active_loop or tracker.is_paused():  # none of ours; their events would have to be kept
        return tracker
    events = list(tracker.events)
    begins = [place for place, event in enumerate(events) if isinstance(event, UserUttered)][-TURNS_KEPT:]
    if not begins:
        return tracker
    at = events[begins[0]].timestamp
    slots = [SlotSet(name, slot.value, at) for name, slot in tracker.slots.items() if slot.value != slot.initial_value]
    start = [ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at), SessionStarted(at), *slots]
    last = [without_words(event) if isinstance(event, UserUttered) else event for event in events[begins[0] :]]
    kept = [*start, ActionExecuted(ACTION_LISTEN_NAME, timestamp=at), *last]
    return DialogueStateTracker.from_events(tracker.sender_id, kept, domain.slots)
