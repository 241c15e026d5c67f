"""A database that cannot be used is told of at the start, in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendguide.settings import settings
from sendguide.storage.database import Database, StoreError


def test_a_file_that_may_not_be_written_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    Database(f"sqlite:///{path}").close()
    with pytest.raises(StoreError):
        Database(f"sqlite:///file:{path}?mode=ro&uri=true")


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://guide@/guide?host=/nowhere"])
def test_a_place_that_is_not_there_is_refused(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Database(url)
    assert "nowhere" not in str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "conversations.db"
    path.write_bytes(b"this is no database, this is a letter " * 100)
    with pytest.raises(StoreError):
        Database(f"sqlite:///{path}")


def test_what_is_kept_is_for_the_eyes_of_its_owner_only(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'conversations.db'}")
    database.now(lambda db: db.exec_driver_sql("INSERT INTO ended VALUES ('a', 0)"))
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {
        "conversations.db": "0o600",
        "conversations.db-wal": "0o600",
        "conversations.db-shm": "0o600",
    }
    database.close()


@pytest.mark.parametrize(("flush", "level"), [("false", 1), ("true", 2)])
def test_the_disk_is_flushed_after_each_message_if_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flush: str, level: int
) -> None:
    monkeypatch.setenv("SENDGUIDE_FLUSH", flush)
    settings.cache_clear()
    database = Database(f"sqlite:///{tmp_path / 'conversations.db'}")
    monkeypatch.undo()
    settings.cache_clear()
    assert database.now(lambda db: db.exec_driver_sql("PRAGMA synchronous").scalar()) == level
    database.close()
