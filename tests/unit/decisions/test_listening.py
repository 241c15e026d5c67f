"""Which messages a guided flow takes: danger never, answers and commands always, other questions not."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.content.loader import Content
from sendguide.decisions.listening import ForFlow, listen
from sendguide.decisions.state import FlowState
from sendguide.understanding.decide import Certainty, Decision
from sendguide.understanding.details import find_details
from sendguide.understanding.reader import Reading

TODAY = date(2026, 11, 23)
FLOW = "appeal_deadline"
AT_LETTER = FlowState(FLOW, answers={"about": "decision", "decision": "refusal_to_assess"})
SURE, UNSURE, LOST, CRISIS = Certainty.SURE, Certainty.UNSURE, Certainty.LOST, Certainty.CRISIS


def _heard(
    content: Content, text: str, certainty: Certainty, *ids: str, state: FlowState | None = None, offered: str = ""
) -> ForFlow | None:
    picked = bool(offered) and ids == (offered,)
    ranking = () if picked else tuple((name, 0.9) for name in ids)
    decision = Decision(certainty, ids, 1.0 if picked else 0.9)
    reading = Reading(text, decision, ranking, details=tuple(find_details(text, today=TODAY)))
    return listen(content, state, text, reading, offered=[offered] if offered else (), today=TODAY)


OPEN = [
    ("9 november 2026", SURE, "greet"),
    ("31 november 2026", LOST, ""),
    ("why do you ask", SURE, "tell_me_more"),
    ("stop", SURE, "goodbye"),
    ("i do not know the date", UNSURE, "greet"),
    ("banana", LOST, ""),
    ("what is banana?", LOST, ""),
    ("yes", SURE, "affirm"),
    ("no", SURE, "deny"),
    ("something about it all", UNSURE, "complaint"),
]


@pytest.mark.parametrize(("text", "certainty", "name"), OPEN)
def test_the_open_flow_takes_answers_commands_and_what_nobody_understood(
    content: Content, text: str, certainty: Certainty, name: str
):
    ids = (name,) if name else ()
    assert _heard(content, text, certainty, *ids, state=AT_LETTER) == ForFlow(FLOW)


@pytest.mark.parametrize(
    ("text", "certainty", "name"),
    [
        ("9 november 2026 and i want to die", CRISIS, "crisis_mental_health"),
        ("how much does mediation cost", SURE, "mediation_cost"),
        ("thanks", SURE, "thanks"),
        ("is it about the plan or the meeting?", UNSURE, "complaint"),
    ],
)
def test_danger_and_other_questions_are_not_for_the_flow(content: Content, text: str, certainty: Certainty, name: str):
    assert _heard(content, text, certainty, name, state=AT_LETTER) is None


def test_the_second_one_picks_what_was_offered_beside_the_question(content: Content):
    assert _heard(content, "the first one", SURE, "mediation_cost", state=AT_LETTER, offered="mediation_cost") is None


def test_after_the_outcome_only_changes_are_for_the_flow(content: Content):
    answers = {**AT_LETTER.answers, "letter_date": "2026-11-09", "certificate_date": "2026-11-20"}
    told = FlowState(FLOW, answers={**answers, "adviser_contacted": "in_time"}, finished=True)
    assert _heard(content, "change the letter date", LOST, state=told) == ForFlow(FLOW)
    assert _heard(content, "banana", LOST, state=told) is None
    assert _heard(content, "yes", SURE, "affirm", state=told) is None


def test_a_phrase_opens_its_flow_whatever_it_was_read_as(content: Content):
    for flow in content.decisions.values():
        assert flow.phrases
        for phrase in flow.phrases:
            assert _heard(content, f"{phrase.title()}!", SURE, "appeal_how") == ForFlow(flow.id, opens=True)


@pytest.mark.parametrize("certainty", [SURE, UNSURE])
@pytest.mark.parametrize("text", ["letter dated 9 november, last date?", "got it on 9 november, when is the deadline"])
def test_a_question_about_the_deadline_with_a_date_opens_the_flow(content: Content, text: str, certainty: Certainty):
    assert _heard(content, text, certainty, "appeal_deadline") == ForFlow(FLOW, opens=True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("how long do i have to appeal", "appeal_deadline"),
        ("letter dated 9 november, what is mediation", "mediation_what_is"),
        ("my mediation meeting is on 12 december, is there a deadline", "appeal_deadline"),
        ("do i need a mediation certificate", "mediation_certificate_needed"),
        ("when is my deadline to appeal", "appeal_deadline"),
    ],
)
def test_other_questions_keep_their_answer(content: Content, text: str, name: str):
    assert _heard(content, text, SURE, name) is None
