"""Of danger only how often it was found is kept, by day and category."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sendguide.storage.counts import DangerCounts
from sendguide.storage.database import Database

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def test_messages_are_counted_by_day_and_category(tmp_path: Path):
    counts = DangerCounts(Database(f"sqlite:///{tmp_path}/counts.db"))
    assert await counts.all() == []
    await counts.add("missing_child", day=TUESDAY)
    await counts.add("missing_child", day=MONDAY)
    await counts.add("missing_child", day=TUESDAY)
    await counts.add("abuse_neglect", day=TUESDAY)
    expected = [(MONDAY, "missing_child", 1), (TUESDAY, "abuse_neglect", 1), (TUESDAY, "missing_child", 2)]
    assert await counts.all() == expected


async def test_counts_outlive_the_program(tmp_path: Path):
    for _ in range(2):
        await DangerCounts(Database(f"sqlite:///{tmp_path}/counts.db")).add("missing_child", day=MONDAY)
    assert await DangerCounts(Database(f"sqlite:///{tmp_path}/counts.db")).all() == [(MONDAY, "missing_child", 2)]
