"""`sendguide shell --explain` and `ask --json` show why: what was read and where, the ranking, the thresholds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from sendguide.cli.ask import answer_line
from sendguide.cli.local import LocalGuide
from sendguide.cli.shell import explanation
from sendguide.understanding.decide import Thresholds

TOLD = "My son is 8 and they refused to assess him on 3 November 2026. How do I appel?"


@pytest.fixture(scope="module")
async def explained(guide: LocalGuide) -> list[str]:
    """What the shell shows below the reply."""
    return explanation(await guide.say(guide.sessions.open(), TOLD)).splitlines()


@pytest.fixture(scope="module")
async def record(guide: LocalGuide) -> dict[str, Any]:
    """What `ask --json` prints."""
    found: dict[str, Any] = json.loads(await answer_line(guide, TOLD, as_json=True))
    return found


def _shown(explained: list[str], key: str) -> Any:
    (line,) = [line for line in explained if line.startswith(f"  {key}: ")]
    return json.loads(line.removeprefix(f"  {key}: "))


def test_the_shell_shows_the_sentences_as_read(explained: list[str]):
    assert _shown(explained, "read as").endswith("How do I appeal?")
    assert _shown(explained, "corrections") == ["[72:77] appel -> appeal"]
    told, asked = _shown(explained, "parts")
    assert told.startswith("[0:62] My son is 8 and they refused to assess him on 3 November 2026. = ")
    assert asked.startswith("[63:79] (asks) How do I appeal? = ")


def test_the_shell_shows_what_a_message_states_and_where(explained: list[str]):
    told = _shown(explained, "details")
    assert "[46:61] date 2026-11-03: 3 November 2026" in told
    assert "[3:11] age 8: son is 8" in told


def test_the_shell_shows_ranking_thresholds_and_time(explained: list[str]):
    assert len(_shown(explained, "ranking")) > 3
    assert _shown(explained, "thresholds") == asdict(Thresholds())
    assert _shown(explained, "decision")["ids"]
    assert _shown(explained, "ms") > 0


def test_a_line_of_json_holds_the_same(record: dict[str, Any]):
    reading = record["reading"]
    assert [TOLD[item["start"] : item["end"]] for item in reading["corrections"]] == ["appel"]
    assert [reading["text"][item["start"] : item["end"]] for item in reading["parts"]] == [
        item["text"] for item in reading["parts"]
    ]
    assert {(item["kind"], item["value"]) for item in reading["details"]} >= {("age", "8"), ("date", "2026-11-03")}
    assert all(TOLD[item["start"] : item["end"]] == item["words"] for item in reading["details"])
    assert reading["ranking"][0][1] >= reading["ranking"][1][1] > 0
    assert reading["thresholds"] == asdict(Thresholds())
