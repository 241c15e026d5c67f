"""What a message says already is not asked again, unless it can be read in two ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sendguide.content.flow_models import Flow
from sendguide.content.loader import Content
from sendguide.decisions import prefill, walk
from sendguide.understanding.detail import Detail
from sendguide.understanding.details import find_details

ASSESS = Detail("decision_kind", "refusal_to_assess", 0, 5, "words")
ISSUE = replace(ASSESS, value="refusal_to_issue")
LETTER = Detail("date", "2026-10-01", 0, 5, "words", role="letter_date")
CERTIFICATE = replace(LETTER, value="2026-11-05", role="certificate_date")


@pytest.mark.parametrize(
    ("details", "answers"),
    [
        ([], {}),
        ([ASSESS], {"colour": "red"}),
        ([ASSESS, ASSESS], {"colour": "red"}),
        ([ASSESS, ISSUE], {}),
        ([replace(ASSESS, ambiguous=True)], {}),
        ([replace(ASSESS, ambiguous=True), ISSUE], {"colour": "blue"}),
        ([replace(ASSESS, value="cease_to_maintain")], {}),
        ([replace(ASSESS, kind="age", value="7")], {}),
        ([LETTER], {"day": "2026-10-01"}),
        ([LETTER, CERTIFICATE], {"day": "2026-10-01", "other_day": "2026-11-05"}),
        ([LETTER, replace(LETTER, value="2026-09-01")], {}),
        ([replace(LETTER, ambiguous=True)], {}),
        ([replace(LETTER, role=None)], {}),
        ([replace(LETTER, role="meeting_date")], {}),
        ([replace(LETTER, kind="postcode_area", value="CV6")], {}),
    ],
)
def test_only_what_is_clear_is_filled_in(flow: Flow, details: list[Detail], answers: dict[str, str]):
    assert prefill(flow, details) == answers


def test_what_is_filled_in_leads_on_to_the_first_question_that_is_open(flow: Flow):
    assert walk(flow, prefill(flow, [ISSUE, LETTER])).question == flow.question("other_day")
    assert walk(flow, prefill(flow, [LETTER])).question == flow.question("colour")


@pytest.mark.parametrize(
    ("flow_id", "text", "steps", "open_question"),
    [
        (
            "appeal_deadline",
            "they refused to assess my son. the letter is dated 1 October 2026",
            {"about": "decision", "decision": "refusal_to_assess", "letter_date": "2026-10-01"},
            "certificate_date",
        ),
        ("appeal_deadline", "when is my deadline", {}, "about"),
        ("appeal_deadline", "the school discriminated against him", {"about": "discrimination"}, None),
        ("certificate_needed", "Section F is wrong and so is section I", {"about": "plan"}, "plan_stage"),
        (
            "certificate_needed",
            "they are ceasing her plan",
            {"about": "decision", "decision": "cease_to_maintain"},
            "adviser",
        ),
        (
            "council_said_no",
            "they refused to issue a plan for my son, he is 9",
            {"decision": "refusal_to_issue"},
            "letter_date",
        ),
        ("mediate_or_appeal", "it is only about the school named", {"about": "plan", "part": "school_only"}, "stage"),
        ("who_to_contact", "they refused to assess", {}, "urgent"),
    ],
)
def test_a_message_fills_in_the_real_flows(
    content: Content, flow_id: str, text: str, steps: dict[str, str], open_question: str | None
):
    flow = content.decisions[flow_id]
    path = walk(flow, prefill(flow, find_details(text, today=date(2026, 11, 23))))
    assert path.answers == steps
    assert (path.question.id if path.question else None) == open_question


@pytest.mark.parametrize(
    ("age", "answer"),
    [
        ("9", "child"),
        ("14", "child"),
        ("15", None),
        ("16", None),
        ("17", "young_person"),
        ("24", "young_person"),
        ("25", None),
    ],
)
def test_an_age_says_who_appeals_only_where_it_is_certain(content: Content, age: str, answer: str | None):
    # School age ends on a Friday in June: someone of 15 with a birthday in July is over it, someone of 16 may not be.
    found = prefill(content.decisions["council_said_no"], [Detail("age", age, 0, 2, age)])
    assert found.get("age") == answer
