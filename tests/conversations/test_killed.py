"""The guide is killed in mid-conversation: what was acknowledged is there after the restart, exactly once."""

from __future__ import annotations

from pathlib import Path

from tests.support.killing import kill_and_check


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(model: Path, tmp_path: Path) -> None:
    """Once here, 25 times in `make test-hard`."""
    assert kill_and_check(tmp_path / "conversations.db", times=1, seed=6) >= 3
