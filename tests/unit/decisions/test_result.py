"""The end of a flow is the outcome with what the answers add, its reasons, and what the calculator must be asked."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.content.flow_models import Flow
from sendguide.content.loader import Content
from sendguide.deadlines.kinds import Kind
from sendguide.decisions import Calculation, Result, reasons, result, walk

RED = {"colour": "red", "size": "large", "day": "2026-10-01", "other_day": "2026-11-05"}


def _end(flow: Flow, answers: dict[str, str]) -> Result:
    found = result(flow, answers)
    assert found is not None
    return found


def test_there_is_no_result_before_the_end(flow: Flow):
    assert result(flow, {}) is None
    assert result(flow, {"colour": "red", "size": "large"}) is None


def test_a_result_has_each_note_once_in_the_order_of_the_answers(flow: Flow):
    found = _end(flow, RED)
    assert found.outcome.id == "go"
    assert [note.id for note in found.notes] == ["red_note", "large_note"]
    assert [step.question.id for step in found.steps] == list(RED)


def test_what_notes_and_outcome_cite_is_told_once(flow: Flow):
    found = _end(flow, RED)
    assert found.rules == ("C11", "P1", "C12", "D2")
    assert found.forms == ("SEND35A",)
    assert found.contacts == ("start", "ipsea", "coventry_sendiass")
    assert found.facts == ("med-001", "med-002")
    assert [source.title for source in found.sources] == ["The first page", "The second page"]


def test_without_notes_it_is_the_outcome_alone(flow: Flow):
    found = _end(flow, {"colour": "white"})
    assert (found.notes, found.rules, found.forms, found.contacts) == ((), ("C16",), (), ("ipsea",))


@pytest.mark.parametrize(
    ("answers", "calculation"),
    [
        (RED, Calculation(Kind.REFUSAL_TO_ASSESS, date(2026, 10, 1), date(2026, 11, 5))),
        ({**RED, "other_day": "none"}, Calculation(Kind.REFUSAL_TO_ASSESS, date(2026, 10, 1), None)),
        ({**RED, "other_day": "not_sure"}, Calculation(Kind.REFUSAL_TO_ASSESS, date(2026, 10, 1), None)),
        ({**RED, "colour": "blue"}, Calculation(Kind.REFUSAL_TO_ISSUE, date(2026, 10, 1), date(2026, 11, 5))),
        ({**RED, "day": "not_sure"}, None),
        ({"colour": "white"}, None),
    ],
)
def test_the_calculator_is_asked_what_the_answers_give(
    flow: Flow, answers: dict[str, str], calculation: Calculation | None
):
    assert _end(flow, answers).calculation == calculation


def test_each_answer_gives_a_reason_in_order(flow: Flow, content: Content):
    steps = walk(flow, {**RED, "other_day": "none"}).steps
    assert reasons(steps, content.replies) == (
        "because you said “It is red”",
        "because you said “Yes, it is large”",
        "because the letter is dated 1 October 2026",
        "because you said “I have none yet”",
    )
    assert reasons((), content.replies) == ()
