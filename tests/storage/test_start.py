"""A database that cannot be used is told of at the start, in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

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
