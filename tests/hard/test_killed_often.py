"""The guide is killed 25 times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.killing import kill_and_check

TIMES = 25


@pytest.mark.hard
def test_nothing_acknowledged_is_lost_however_often_the_server_is_killed(model: Path, tmp_path: Path) -> None:
    total = kill_and_check(tmp_path / "conversations.db", times=TIMES, seed=25)
    print(f"killed {TIMES} times; {total} messages acknowledged, each there exactly once")
    assert total >= 3 * TIMES
