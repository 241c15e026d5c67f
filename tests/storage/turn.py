"""Turns as the door and Rasa make them, without either."""

from __future__ import annotations

import uuid

from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from sendguide.answers.reply import Button, Message, Reply, Status
from sendguide.storage.staging import StagedTurn, staging
from sendguide.storage.tracker_store import WordlessTrackerStore
from sendguide.storage.turns import Spoken

TYPED = "our Zebediah Quill was refused"


def reply(words: str = "Mediation is free.", *payloads: str, status: Status = Status.ANSWERED) -> Reply:
    """A reply with buttons."""
    buttons = tuple(Button(f"Title of {payload}", payload) for payload in payloads)
    return Reply(status, (Message(words, buttons=buttons),), answers=("mediation_cost",))


def answered_in(tracker: DialogueStateTracker, answer: str) -> None:
    """What Rasa adds to a conversation when a message was answered."""
    intent = {"name": answer, "confidence": 0.9}
    entities = [{"entity": "person", "value": "Zebediah", "start": 4, "end": 12}]
    parsed = {"text": TYPED, "intent": intent, "intent_ranking": [intent], "entities": entities}
    tracker.update(UserUttered(TYPED, intent, entities, parsed, metadata={"name": "Quill"}))
    tracker.update(ActionExecuted("action_answer"))
    tracker.update(BotUttered(None, {"custom": reply().as_dict()}))
    tracker.update(SlotSet("last_answer", answer))
    tracker.update(ActionExecuted("action_listen"))


async def begin(store: WordlessTrackerStore, conversation: str, answer: str) -> StagedTurn:
    """A turn up to its commit."""
    with staging(conversation) as turn:
        tracker = await store.get_or_create_tracker(conversation)
        answered_in(tracker, answer)
        await store.save(tracker)
    return turn


async def take(
    store: WordlessTrackerStore, conversation: str, answer: str, *, id: str | None = None, at: float = 1000.0
) -> int:
    """A whole turn; its number."""
    turn = await begin(store, conversation, answer)
    return await store.turns.commit(turn, Spoken(id or uuid.uuid4().hex, None, reply(answer), at))
