"""What is erased is gone: from the tables, from memory, and from every file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from sendguide.storage import erasing
from sendguide.storage.database import StoreConflict
from sendguide.storage.erasing import REMEMBER_ENDED_SECONDS, Purged, erase, purge
from sendguide.storage.tracker_store import WordlessTrackerStore
from sendguide.storage.turns import Spoken
from tests.storage.conftest import OpenStore
from tests.storage.turn import begin, reply, take

WHO, OTHER = "planted-a" * 4, "planted-b" * 4
NOW = 10_000_000.0
DAY = 24 * 3600.0


def _ids(store: WordlessTrackerStore) -> set[str]:
    found = "SELECT sender_id FROM events UNION SELECT conversation_id FROM turns"
    return set(store.database.now(lambda db: db.execute(sql(found)).scalars().all()))


def _heard(store: WordlessTrackerStore, conversation: str, at: float) -> None:
    stated = {"at": at, "id": conversation}
    store.database.now(lambda db: db.execute(sql("UPDATE events SET timestamp = :at WHERE sender_id = :id"), stated))
    store.database.now(lambda db: db.execute(sql("UPDATE turns SET at = :at WHERE conversation_id = :id"), stated))


async def test_an_erased_conversation_is_gone_and_the_others_are_not(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how")
    await take(store, OTHER, "complaint")
    await erase(store.database, WHO, at=NOW)
    assert _ids(store) == {OTHER}
    assert (await store.recall(WHO)).is_ended and not (await store.recall(OTHER)).is_ended


async def test_it_is_known_as_erased_in_every_process(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    await take(store, WHO, "appeal_how")
    other = open_store()
    await erase(store.database, WHO, at=NOW)
    assert (await other.recall(WHO)).is_ended


async def test_erasing_twice_is_erasing_once(store: WordlessTrackerStore) -> None:
    await erase(store.database, WHO, at=NOW)
    await erase(store.database, WHO, at=NOW)
    assert (await store.recall(WHO)).is_ended


async def test_a_turn_on_its_way_does_not_bring_an_erased_conversation_back(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how")
    turn = await begin(store, WHO, "complaint")
    await erase(store.database, WHO, at=NOW)
    with pytest.raises(StoreConflict):
        await store.turns.commit(turn, Spoken("late", None, reply(), NOW))
    assert _ids(store) == set()


async def test_of_an_erased_conversation_not_a_byte_is_left(url: str, store: WordlessTrackerStore) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL frees the room of deleted rows but does not overwrite it (docs/privacy.md)")
    files = Path(url.removeprefix("sqlite:///")).parent
    for number in range(30):
        await take(store, WHO, f"answer_{number}")
        await take(store, OTHER, f"answer_{number}")
    assert WHO in _all_bytes(files)
    await erase(store.database, WHO, at=NOW)
    assert WHO not in _all_bytes(files)
    assert OTHER in _all_bytes(files)


async def test_of_purged_conversations_not_a_byte_is_left(url: str, store: WordlessTrackerStore) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("PostgreSQL frees the room of deleted rows but does not overwrite it (docs/privacy.md)")
    files = Path(url.removeprefix("sqlite:///")).parent
    await take(store, WHO, "appeal_how")
    _heard(store, WHO, NOW - 31 * DAY)
    assert purge(store.database, before=NOW - 30 * DAY, now=NOW) == Purged(1, is_gone=True)
    assert WHO not in _all_bytes(files)


def _all_bytes(folder: Path) -> str:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir())).decode("latin-1")


async def test_only_what_is_older_is_purged(store: WordlessTrackerStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "BATCH", 2)
    for number in range(7):
        await take(store, f"old-{number}", "appeal_how")
        _heard(store, f"old-{number}", NOW - 30 * DAY - 1)
    await take(store, OTHER, "appeal_how")
    _heard(store, OTHER, NOW - 30 * DAY)
    assert purge(store.database, before=NOW - 30 * DAY, now=NOW, is_trial=True).conversations == 7
    assert len(_ids(store)) == 8
    assert purge(store.database, before=NOW - 30 * DAY, now=NOW).conversations == 7
    assert _ids(store) == {OTHER}
    assert purge(store.database, before=NOW - 30 * DAY, now=NOW).conversations == 0


async def test_a_conversation_that_went_on_is_not_old(store: WordlessTrackerStore) -> None:
    await take(store, WHO, "appeal_how")
    _heard(store, WHO, NOW - 31 * DAY)
    await take(store, WHO, "complaint", at=NOW)
    assert purge(store.database, before=NOW - 30 * DAY, now=NOW).conversations == 0


async def test_a_purge_while_it_goes_on_begins_it_anew(store: WordlessTrackerStore, open_store: OpenStore) -> None:
    await take(store, WHO, "appeal_how")
    _heard(store, WHO, NOW - 31 * DAY)
    purge(open_store().database, before=NOW - 30 * DAY, now=NOW)
    assert await take(store, WHO, "complaint") == 1
    assert len(await store.turns.since(WHO, after=0, most=10)) == 1


async def test_that_something_was_erased_is_forgotten_when_its_token_is_long_dead(store: WordlessTrackerStore) -> None:
    await erase(store.database, WHO, at=NOW)
    purge(store.database, before=0.0, now=NOW + REMEMBER_ENDED_SECONDS)
    assert (await store.recall(WHO)).is_ended
    purge(store.database, before=0.0, now=NOW + REMEMBER_ENDED_SECONDS + 1)
    assert not (await store.recall(WHO)).is_ended
