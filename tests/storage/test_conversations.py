"""A conversation is appended to, never read again while it goes on, and never written over by another process."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import UserUttered
from sqlalchemy import event as database_event
from sqlalchemy import text as sql

from sendguide.storage.database import StoreConflict
from sendguide.storage.live import TURNS_KEPT
from sendguide.storage.tracker_store import WordlessTrackerStore
from sendguide.storage.turns import Spoken
from tests.storage.conftest import OpenStore
from tests.storage.turn import TYPED, begin, reply, take

WHO = "c" * 32


def _rows(store: WordlessTrackerStore, table: str) -> list[Any]:
    return store.database.now(lambda db: db.execute(sql(f"SELECT * FROM {table}")).all())  # noqa: S608


async def _slot(store: WordlessTrackerStore, conversation: str = WHO) -> Any:
    tracker = await store.retrieve(conversation)
    return tracker.get_slot("last_answer") if tracker is not None else None


async def test_a_turn_is_written_whole_with_its_reply(store: WordlessTrackerStore) -> None:
    assert await take(store, WHO, "appeal_how") == 1
    assert [row.type_name for row in _rows(store, "events")][-5:] == ["user", "action", "bot", "slot", "action"]
    turns = await store.turns.since(WHO, after=0, most=10)
    assert [(turn.seq, turn.at, turn.title, turn.reply) for turn in turns] == [(1, 1000.0, None, reply("appeal_how"))]


async def test_until_it_is_committed_nothing_of_a_turn_is_written(store: WordlessTrackerStore) -> None:
    await begin(store, WHO, "appeal_how")
    assert _rows(store, "events") == _rows(store, "turns") == []
    assert await _slot(store) is None


async def test_a_turn_that_was_not_committed_leaves_nothing_for_the_next(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how")
    await begin(store, WHO, "complaint")
    assert await _slot(store) == "appeal_how"
    assert await take(store, WHO, "legal_aid") == 2
    assert "complaint" not in json.dumps([row.data for row in _rows(store, "events")])


async def test_events_are_numbered_from_one_without_a_gap(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    for answer in ("appeal_how", "complaint", "legal_aid"):
        await take(store, WHO, answer)
    await take(open_store(), WHO, "start_contact")
    await take(store, "d" * 32, "appeal_how")
    positions = [row.position for row in _rows(store, "events") if row.sender_id == WHO]
    assert sorted(positions) == list(range(1, len(positions) + 1))
    assert [turn.seq for turn in await store.turns.since(WHO, after=0, most=10)] == [1, 2, 3, 4]


async def test_the_conversation_stays_in_memory_and_is_not_read_again(store: WordlessTrackerStore) -> None:
    for _ in range(10):
        await take(store, WHO, "appeal_how")
    asked: list[str] = []
    for engine in {store.engine, store.database.reader, store.database.quick} - {None}:
        database_event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    await take(store, WHO, "complaint")
    assert asked and not [statement for statement in asked if "data" in statement and statement.startswith("SELECT")]


async def test_what_another_process_wrote_is_noticed(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    await take(store, WHO, "appeal_how")
    await take(open_store(), WHO, "complaint")
    assert await _slot(store) == "complaint"


async def test_what_another_process_erased_is_noticed(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    await take(store, WHO, "appeal_how")
    open_store().database.now(lambda db: db.execute(sql("DELETE FROM events")))
    assert await store.retrieve(WHO) is None


async def test_of_two_processes_at_once_one_is_refused_whole(store: WordlessTrackerStore, open_store: OpenStore):
    other = open_store()
    await take(store, WHO, "appeal_how")
    mine, theirs = await begin(store, WHO, "complaint"), await begin(other, WHO, "legal_aid")
    assert await store.turns.commit(mine, Spoken("mine", None, reply(), 1.0)) == 2
    before = len(_rows(store, "events")), len(_rows(store, "turns"))
    with pytest.raises(StoreConflict):
        await other.turns.commit(theirs, Spoken("theirs", None, reply(), 1.0))
    assert (len(_rows(store, "events")), len(_rows(store, "turns"))) == before
    assert await _slot(other) == "complaint"


async def test_a_message_that_was_answered_is_known_again(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    seq = await take(store, WHO, "appeal_how", id="the same")
    for asked in (store, open_store()):
        kept = await asked.turns.kept(WHO, "the same")
        assert kept is not None and (kept.seq, kept.reply) == (seq, reply("appeal_how"))
        assert await asked.turns.kept(WHO, "another") is None
        assert await asked.turns.kept("d" * 32, "the same") is None


async def test_the_same_message_cannot_be_kept_twice(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how", id="the same")
    with pytest.raises(StoreConflict):
        await take(store, WHO, "complaint", id="the same")


async def test_in_memory_it_is_short_wordless_and_in_the_same_state(store: WordlessTrackerStore) -> None:
    for number in range(20):
        await take(store, WHO, f"answer_{number}")
    tracker = await store.retrieve(WHO)
    assert tracker is not None and tracker.get_slot("last_answer") == "answer_19"
    heard = [event for event in tracker.events if isinstance(event, UserUttered)]
    assert [event.intent_name for event in heard] == ["answer_18", "answer_19"] and len(heard) == TURNS_KEPT
    assert tracker.latest_message.intent_name == "answer_19" and tracker.latest_action_name == "action_listen"
    told = json.dumps([event.as_dict() for event in tracker.events]) + str(vars(tracker.latest_message))
    assert not [word for word in TYPED.split() if word.istitle() and word in told]


async def test_read_back_it_is_as_it_was_in_memory(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    for number in range(5):
        await take(store, WHO, f"answer_{number}")
    kept, read = await store.retrieve(WHO), await open_store().retrieve(WHO)
    assert kept is not None and read is not None
    assert [event.type_name for event in kept.events] == [event.type_name for event in read.events]
    assert kept.current_slot_values() == read.current_slot_values()


async def test_only_so_many_are_in_memory_and_the_others_are_read_again(store: WordlessTrackerStore) -> None:
    store.live._most = 2
    for number in range(4):
        await take(store, f"{number}" * 32, f"answer_{number}")
    assert len(store.live) == 2
    assert await _slot(store, "0" * 32) == "answer_0"


async def test_no_client_can_put_words_into_the_database(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how", id=TYPED)
    assert "Zebediah" not in str([_rows(store, table) for table in ("events", "turns", "ended")])


async def test_feedback_is_kept_with_its_turn(store: WordlessTrackerStore) -> None:
    seq = await take(store, WHO, "appeal_how")
    await store.turns.rate(WHO, seq, helpful=True, reason=None)
    await store.turns.rate(WHO, seq, helpful=False, reason="not_clear")
    await store.turns.rate("d" * 32, seq, helpful=True, reason=None)
    assert [(row.helpful, row.reason) for row in _rows(store, "turns")] == [(0, "not_clear")]
    assert await store.turns.status(WHO, seq) == "answered"
    assert await store.turns.status(WHO, seq + 1) is await store.turns.status("d" * 32, seq) is None


async def test_after_a_restart_it_is_known_when_it_was_heard_and_what_was_offered(open_store: OpenStore) -> None:
    store = open_store()
    turn = await begin(store, WHO, "appeal_how")
    await store.turns.commit(turn, Spoken("1", None, reply("x", "/easy_read"), 1.0))
    recalled = await open_store().recall(WHO)
    assert recalled.turns == 1 and not recalled.is_ended
    assert [button.payload for button in recalled.buttons] == ["/easy_read"]
    assert recalled.at == max(row.timestamp for row in _rows(store, "events"))


def test_the_processor_of_rasa_still_asks_the_store_as_we_think() -> None:
    """`retrieve` hands out the one tracker that is then saved: written for Rasa 3.6.21."""
    import inspect

    source = inspect.getsource(MessageProcessor)
    assert source.count("tracker_store.save(") == 1 and "get_or_create_tracker(" in source
