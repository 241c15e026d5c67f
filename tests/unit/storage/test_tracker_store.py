"""Nothing that a person typed reaches the database: neither words nor what was made of them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from sendguide.settings import PROJECT
from sendguide.storage.events import without_words
from sendguide.storage.recalled import Recalled
from sendguide.storage.tracker_store import WordlessTrackerStore

TYPED = "my son Zebedee Quill was refused"
PARSED = {
    "text": TYPED,
    "intent": {"name": "refusal_to_assess", "confidence": 0.9},
    "intent_ranking": [{"name": "refusal_to_assess", "confidence": 0.9}],
    "entities": [{"entity": "person", "value": "Zebedee"}],
    "triage": {"certainty": "sure", "ids": ["refusal_to_assess"]},
    "text_tokens": [[0, 2]],
}


@pytest.fixture(scope="module")
def domain() -> Domain:
    """The domain of this project."""
    return Domain.load(str(PROJECT / "domain.yml"))


def _turn() -> UserUttered:
    return UserUttered(
        TYPED, intent=PARSED["intent"], entities=PARSED["entities"], parse_data=PARSED, metadata={"name": "Zebedee"}
    )


def test_an_event_without_words_keeps_what_was_understood():
    event = without_words(_turn())
    assert event.text == ""
    assert event.intent_name == "refusal_to_assess"
    assert event.parse_data["triage"] == PARSED["triage"]
    kept = json.dumps(event.as_dict())
    assert "Zebedee" not in kept
    assert "refused" not in kept


async def test_typed_words_never_reach_the_database(domain: Domain, tmp_path: Path):
    path = tmp_path / "conversations.db"
    store = WordlessTrackerStore(domain=domain, host=f"sqlite:///{path}")
    tracker = DialogueStateTracker.from_events(
        "someone", [_turn(), SlotSet("last_answer", "appeal_how"), BotUttered("x")]
    )
    await store.save(tracker)
    store.engine.dispose()
    with sqlite3.connect(path) as database:
        rows = database.execute("select * from events").fetchall()
    stored = json.dumps(rows)
    assert len(rows) == 3
    assert "refusal_to_assess" in stored
    assert "Zebedee" not in stored
    for file in tmp_path.iterdir():
        assert b"Zebedee" not in file.read_bytes(), file.name


async def test_a_conversation_comes_back_with_its_slots(domain: Domain, tmp_path: Path):
    store = WordlessTrackerStore(domain=domain, host=f"sqlite:///{tmp_path / 'conversations.db'}")
    await store.save(DialogueStateTracker.from_events("someone", [_turn(), SlotSet("last_answer", "appeal_how")]))
    found = await store.retrieve("someone")
    assert found is not None
    assert found.get_slot("last_answer") == "appeal_how"
    store.engine.dispose()


async def test_it_tells_when_a_conversation_was_last_heard_of(domain: Domain, tmp_path: Path):
    store = WordlessTrackerStore(domain=domain, host=f"sqlite:///{tmp_path / 'conversations.db'}")
    events = [_turn(), SlotSet("last_answer", "appeal_how"), _turn()]
    await store.save(DialogueStateTracker.from_events("someone", events))
    assert (await store.recall("someone")).at == max(event.timestamp for event in events)
    assert await store.recall("someone else") == Recalled()
    store.engine.dispose()
