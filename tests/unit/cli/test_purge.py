"""`sendguide purge` erases what is old and only that, says how much, and refuses an age that would end open chats."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from sendguide.cli.purge import PurgeError, read_age, run_purge
from sendguide.storage.database import Database

NOW, DAY = 100 * 24 * 3600.0, 24 * 3600.0


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with three conversations, of 40, 31 and 1 days ago."""
    found = f"sqlite:///{tmp_path / 'conversations.db'}"
    database = Database(found)
    insert = sql(
        "INSERT INTO turns (conversation_id, seq, message_key, at, status, reply) VALUES (:id, 1, 'k', :at, 's', '{}')"
    )
    for days in (40, 31, 1):
        stated = {"id": f"chat-{days}", "at": NOW - days * DAY}
        database.now(lambda db, stated=stated: db.execute(insert, stated))
    database.close()
    return found


def _left(url: str) -> list[str]:
    database = Database(url)
    found = database.now(lambda db: list(db.execute(sql("SELECT conversation_id FROM turns ORDER BY 1")).scalars()))
    database.close()
    return found


def test_what_is_older_is_erased(url: str):
    said: list[str] = []
    assert run_purge("30d", database=url, is_trial=False, say=said.append, clock=lambda: NOW) == 0
    assert said == ["2 conversations erased."]
    assert _left(url) == ["chat-1"]


def test_a_trial_changes_nothing(url: str):
    said: list[str] = []
    assert run_purge("35d", database=url, is_trial=True, say=said.append, clock=lambda: NOW) == 0
    assert said == ["1 conversation would be erased. Nothing was changed."]
    assert len(_left(url)) == 3


@pytest.mark.parametrize(("words", "hours"), [("30d", 720), ("1d", 24), ("36h", 36), (" 24h ", 24)])
def test_ages_are_read(words: str, hours: int):
    assert read_age(words) == hours * 3600


@pytest.mark.parametrize("words", ["", "30", "d", "-1d", "1.5d", "30 days", "٣d", "999999d", "0d", "23h"])
def test_what_is_no_age_or_too_short_is_refused(words: str):
    with pytest.raises(PurgeError, match=r"\.$"):
        read_age(words)


def test_a_database_that_cannot_be_used_is_told_in_a_sentence():
    with pytest.raises(PurgeError, match="SENDGUIDE_DATABASE"):
        run_purge("30d", database="sqlite:////nowhere/x.db", is_trial=False, say=print)
