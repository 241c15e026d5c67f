"""P03, gated: what must go goes, and what must stay stays, on the labelled messages and on real questions."""

from __future__ import annotations

import json

import pytest

from sendguide.safety.redaction import Kind, Redactor
from sendguide.settings import PROJECT
from tests.safety.redaction.cases import REGISTERS, STRUCTURED, Case, Score, read_cases, score

RECALL_STRUCTURED, RECALL_NAMES, PRECISION = 0.98, 0.85, 0.95
BATCHES = ("1", "2", "3", "4")


@pytest.fixture(scope="module")
def scores(real: Redactor) -> dict[str, Score]:
    """The score of each batch, messages without personal data included, and of `all`."""
    cases = {batch: read_cases(f"planted_{batch}", f"innocent_{batch}") for batch in BATCHES}
    cases["all"] = [case for batch in BATCHES for case in cases[batch]]
    return {batch: score(real, these) for batch, these in cases.items()}


def test_there_are_enough_messages_of_every_kind_and_register(scores: dict[str, Score]) -> None:
    assert len(read_cases("planted_1")) >= 300
    assert len(read_cases("innocent_1")) >= 300
    assert len(read_cases("planted_2")) >= 100
    assert len(read_cases("innocent_2")) >= 100
    assert {kind.value for kind in Kind} <= scores["1"].labelled.keys()
    assert all(scores["1"].labelled[register] >= 60 for register in REGISTERS)


@pytest.mark.parametrize("batch", [*BATCHES, "all"])
def test_names_are_found(scores: dict[str, Score], batch: str) -> None:
    assert scores[batch].recall("NAME") >= RECALL_NAMES, scores[batch].missed


@pytest.mark.parametrize("batch", [*BATCHES, "all"])
def test_structured_kinds_are_found(scores: dict[str, Score], batch: str) -> None:
    assert scores[batch].recall(*STRUCTURED) >= RECALL_STRUCTURED, scores[batch].missed


@pytest.mark.parametrize("kind", STRUCTURED)
def test_each_structured_kind_is_found(scores: dict[str, Score], kind: str) -> None:
    assert scores["all"].recall(kind) >= RECALL_STRUCTURED, scores["all"].missed


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_is_served(scores: dict[str, Score], register: str) -> None:
    assert scores["all"].recall(register) >= RECALL_NAMES, scores["all"].missed


@pytest.mark.parametrize("batch", [*BATCHES, "all"])
def test_little_else_is_removed(scores: dict[str, Score], batch: str) -> None:
    assert scores[batch].precision() >= PRECISION, scores[batch].wrong


def test_real_questions_come_out_as_they_went_in(real: Redactor) -> None:
    """The development questions hold no personal data."""
    path = PROJECT / "tests" / "nlu" / "questions-dev.jsonl"
    questions = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(questions) > 300
    changed = [text for text in questions if real.redact(text).kinds]
    assert changed == []


def test_a_score_counts_misses_and_wrong_removals(real: Redactor) -> None:
    """The gate can fail: a label that is not removed is a miss, a removal without a label is wrong."""
    made = score(real, [Case("mother", "is mediation free", (real.find("my son Liam")[0],)), Case("mother", "im Liam")])
    assert (made.recall("NAME"), made.precision()) == (0.0, 0.0)
    assert len(made.missed) == len(made.wrong) == 1
