"""The key that signs sessions is made once and the same for every process on a database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine

from sendguide.settings import SHORTEST_KEY
from sendguide.storage.session_key import kept_key


def test_the_key_is_kept(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'one.db'}"
    first = kept_key(create_engine(url))
    assert len(first) >= SHORTEST_KEY
    assert kept_key(create_engine(url)) == first


def test_every_database_has_a_key_of_its_own(tmp_path: Path):
    keys = {kept_key(create_engine(f"sqlite:///{tmp_path / name}.db")) for name in ("one", "two")}
    assert len(keys) == 2
