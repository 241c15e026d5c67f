"""The guide erases what is too old when it starts and every hour, and a database that fails does not end that."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from sendguide.server import retention
from sendguide.server.sessions import LONGEST_SECONDS
from sendguide.storage.database import Database
from sendguide.storage.erasing import REMEMBER_ENDED_SECONDS

DAY = 24 * 3600.0
NOW = 1_000 * DAY


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """A database with a conversation of 31 days ago and one of 29."""
    found = Database(f"sqlite:///{tmp_path / 'conversations.db'}")
    insert = (
        "INSERT INTO turns (conversation_id, seq, message_key, at, status, reply) VALUES (:id, 1, 'k', :at, 's', '')"
    )
    for days in (31, 29):
        stated = {"id": f"chat-{days}", "at": NOW - days * DAY}
        found.now(lambda db, stated=stated: db.execute(sql(insert), stated))
    return found


def _left(database: Database) -> list[str]:
    return database.now(lambda db: list(db.execute(sql("SELECT conversation_id FROM turns")).scalars()))


async def test_what_is_too_old_goes(database: Database):
    assert await retention.erase_older(database, seconds=30 * DAY, now=NOW) == 1
    assert _left(database) == ["chat-29"]


async def test_a_database_that_fails_is_tried_again(database: Database, caplog: pytest.LogCaptureFixture):
    database.now(lambda db: db.execute(sql("ALTER TABLE turns RENAME TO away")))
    assert await retention.erase_older(database, seconds=30 * DAY, now=NOW) == 0
    assert "could not be erased" in caplog.text
    database.now(lambda db: db.execute(sql("ALTER TABLE away RENAME TO turns")))
    assert await retention.erase_older(database, seconds=30 * DAY, now=NOW) == 1


async def test_it_is_done_again_and_again(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "EVERY_SECONDS", 0.01)
    now = [NOW]
    task = asyncio.get_running_loop().create_task(retention.every_hour(database, days=30, clock=lambda: now[0]))
    until = asyncio.get_running_loop().time() + 30
    while _left(database) and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.02)
        now[0] = NOW + (2 if _left(database) == ["chat-29"] else 0) * DAY
    task.cancel()
    assert _left(database) == []


def test_that_a_chat_was_erased_is_known_for_longer_than_its_token_lives():
    assert REMEMBER_ENDED_SECONDS > LONGEST_SECONDS
