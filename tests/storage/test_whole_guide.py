"""The guide on either database: it answers, goes on after a restart, gives the same reply to a retry, and erases."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from sendguide.content.loader import ContentStore
from sendguide.server.door import Door
from sendguide.server.engine import load_agent
from sendguide.server.exchange import Exchange, Said
from sendguide.server.sessions import Sessions
from sendguide.server.tokens import Tokens
from sendguide.settings import settings
from sendguide.storage.tracker_store import WordlessTrackerStore
from tests.storage.conftest import OpenStore
from tests.storage.turn import take

KEYS = ["k" * 32]


def _started(model: Path, url: str) -> tuple[Exchange, Sessions, WordlessTrackerStore]:
    agent = load_agent(model, database=url)
    kept = agent.tracker_store
    door = Door(ContentStore(settings().content), agent.handle_message, message_limit=1000, today=settings().day)
    sessions = Sessions(seconds=1800, tokens=Tokens(KEYS), recall=kept.recall)
    return Exchange(door, kept, sessions, turn_limit=300), sessions, kept


async def test_a_conversation_outlives_the_process_until_it_is_erased(model: Path, url: str) -> None:
    exchange, sessions, before = _started(model, url)
    session = sessions.open()
    first = await exchange.take(session, Said("1", "how much does mediation cost us"))
    assert first.reply.answers == ("mediation_cost",) and first.seq == 1
    before.database.close()
    exchange, sessions, kept = _started(model, url)
    again = await sessions.find(session.token)
    assert again is not None and again is not session
    assert await exchange.take(again, Said("1", "how much does mediation cost us")) == first
    more = await exchange.take(again, Said("2", "tell me more"))
    assert more.reply.answers == ("mediation_cost",) and more.seq == 2
    button = more.reply.buttons[0]
    pressed = await exchange.take(again, Said("3", button.title, button.payload))
    assert [turn.title for turn in await kept.turns.since(session.conversation_id, after=0, most=9)] == [
        None,
        None,
        button.title,
    ]
    assert pressed.seq == 3
    await exchange.erase(again)
    assert await sessions.find(session.token) is None
    assert await kept.turns.since(session.conversation_id, after=0, most=9) == []
    kept.database.close()


async def test_after_postgresql_was_restarted_the_next_turn_is_kept(url: str, open_store: OpenStore) -> None:
    if not url.startswith("postgresql"):
        pytest.skip("SQLite has no server that could be restarted")
    store, other = open_store(), open_store()
    await take(store, "c" * 32, "appeal_how")
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> :mine"
    mine = other.database.now(lambda db: db.execute(sql("SELECT pg_backend_pid()")).scalar())
    other.database.now(lambda db: db.execute(sql(end), {"mine": mine}))
    assert await take(store, "c" * 32, "complaint") == 2
