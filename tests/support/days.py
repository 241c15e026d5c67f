"""The day of the tests, and content that was read since: an editor's later date must not break a test."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sendguide.settings import PROJECT
from tests.conftest import TODAY

STATED = re.compile(r"\b(?:checked|read|reviewed|verified)_on\"?: *\"?(20\d\d-\d\d-\d\d)")


def day_of_content() -> date:
    """The last day on which somebody looked at something in `content/`, or the day of the tests if that is later."""
    found = {day for path in _files(PROJECT / "content") for day in STATED.findall(path.read_text(encoding="utf-8"))}
    return date.fromisoformat(max(TODAY, *found))


def set_back(content: Path) -> None:
    """Makes a copy of the content as old as the tests: what was read later counts as read on their day.

    Args:
        content: folder of the copy.
    """
    for path in _files(content):
        before = text = path.read_text(encoding="utf-8")
        for day in STATED.findall(before):
            text = text.replace(day, min(day, TODAY))
        if text != before:
            path.write_text(text, encoding="utf-8")


def _files(content: Path) -> list[Path]:
    return [path for path in content.rglob("*") if path.suffix in {".yml", ".json"}]
