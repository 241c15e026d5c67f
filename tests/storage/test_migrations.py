"""A database is brought up to date once, whatever it was before, and one from the future is refused."""

from __future__ import annotations

import threading

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.engine import make_url

from sendguide.storage.database import Database
from sendguide.storage.migrations import STEPS, NewerDatabase
from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.storage.conftest import OpenStore
from tests.storage.turn import answered_in, take

WHO = "c" * 32


def _version(database: Database) -> list[int]:
    return database.now(lambda db: list(db.execute(sql("SELECT version FROM schema_version ORDER BY 1")).scalars()))


def test_an_empty_database_gets_every_step_once(url: str) -> None:
    for _ in range(2):
        database = Database(url)
        assert _version(database) == list(range(1, len(STEPS) + 1))
        database.close()


async def test_conversations_of_the_store_before_go_on(url: str, domain: Domain) -> None:
    """What Rasa's own SQL store wrote, as this guide did before it had a schema of its own."""
    place = make_url(url)
    known = {"dialect": place.drivername, "db": place.database, "query": dict(place.query), "username": place.username}
    before = SQLTrackerStore(domain, **known)
    for name in (WHO, "d" * 32):
        tracker = await before.get_or_create_tracker(name)
        answered_in(tracker, "appeal_how")
        await before.save(tracker)
    before.engine.dispose()
    store = WordlessTrackerStore(domain=domain, host=url)
    tracker = await store.retrieve(WHO)
    assert tracker is not None and tracker.get_slot("last_answer") == "appeal_how"
    await take(store, WHO, "complaint")
    found = store.database.now(lambda db: db.execute(sql("SELECT sender_id, position FROM events")).all())
    positions = sorted(row.position for row in found if row.sender_id == WHO)
    assert positions == list(range(1, len(positions) + 1)) and len(positions) > 6
    store.database.close()


def test_two_processes_that_start_at_once_take_turns(url: str) -> None:
    made: list[Database] = []
    threads = [threading.Thread(target=lambda: made.append(Database(url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [_version(database) for database in made] == [list(range(1, len(STEPS) + 1))] * 4
    for database in made:
        database.close()


def test_a_database_from_the_future_is_refused_and_left_alone(url: str) -> None:
    Database(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(sql("INSERT INTO schema_version (version, at) VALUES (999, 0)"))
    with pytest.raises(NewerDatabase, match="999"):
        Database(url)
    engine.dispose()


async def test_a_restart_changes_nothing(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    await take(store, WHO, "appeal_how")
    assert len(await open_store().turns.since(WHO, after=0, most=10)) == 1
