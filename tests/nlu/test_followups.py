"""A gate for messages that lean on the last answer ("and if they say no?"), and for new subjects that must not lean."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from sendguide.cli.local import LocalGuide

FOLLOW_UPS = Path(__file__).parent / "followups.tsv"
MORE = {"more": "tell_me_more"}


@dataclass(frozen=True)
class FollowUp:
    """One follow-up: whether it leans on the last answer, what was wanted, and which ids were given or offered."""

    leans: bool
    wanted: str
    given: tuple[str, ...]

    @property
    def first(self) -> bool:
        """The first id is the one wanted."""
        return self.given[:1] == (self.wanted,)

    @property
    def found(self) -> bool:
        """The id wanted was given or offered."""
        return self.wanted in self.given


@pytest.fixture(scope="module")
async def follow_ups(guide: LocalGuide) -> list[FollowUp]:
    """All of them, each after its last answer."""
    with FOLLOW_UPS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [await _read(guide, row) for row in rows]


async def _read(guide: LocalGuide, row: dict[str, str]) -> FollowUp:
    processor: Any = guide.agent.processor
    said = [SlotSet("last_answer", row["last_answer"])]
    tracker = DialogueStateTracker.from_events("follow-up", said, guide.agent.domain.slots)
    triage = (await processor.parse_message(UserMessage(row["text"]), tracker))["triage"]
    given = (*triage["ids"], *triage["also"])
    return FollowUp(row["kind"] == "leans", MORE.get(row["expected"], row["expected"]), given)


def _share(some: list[FollowUp], field: str) -> float:
    return sum(getattr(item, field) for item in some) / len(some)


async def test_there_are_enough(follow_ups: list[FollowUp]) -> None:
    assert len([item for item in follow_ups if item.leans]) > 200
    assert len([item for item in follow_ups if not item.leans]) > 80


async def test_what_leans_is_read_with_the_last_topic(follow_ups: list[FollowUp]) -> None:
    leaning = [item for item in follow_ups if item.leans]
    assert _share(leaning, "first") >= 0.65
    assert _share(leaning, "found") >= 0.80


async def test_a_new_subject_is_not_read_with_the_last_topic(follow_ups: list[FollowUp]) -> None:
    new = [item for item in follow_ups if not item.leans]
    assert _share(new, "first") >= 0.92
