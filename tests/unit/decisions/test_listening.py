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
from sendguide.understanding.sentences import clauses

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


# --- words of the guide's own -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["sorry 19 nov 2026", "go back", "start these questions again", "i do not know the date", "why do you ask"]
)
def test_the_words_of_a_button_and_a_plain_date_hold_no_danger_whatever_they_were_read_as(content: Content, text: str):
    assert _heard(content, text, CRISIS, "crisis_mental_health", state=AT_LETTER) == ForFlow(FLOW)


def test_the_number_of_an_answer_and_a_phrase_that_opens_a_flow_hold_none_either(content: Content):
    assert _heard(content, "2", CRISIS, "crisis_mental_health", state=FlowState(FLOW)) == ForFlow(FLOW)
    opened = ForFlow("who_to_contact", opens=True)
    assert _heard(content, "find the right person", CRISIS, "crisis_mental_health") == opened


@pytest.mark.parametrize(
    "text",
    [
        "end it",
        "i give up",
        "stop",
        "i cannot go on",
        "9 november 2026 and i cannot go on",
        "this is my final day 9 november 2026",
    ],
)
def test_to_stop_and_whatever_else_is_said_may_be_danger(content: Content, text: str):
    assert _heard(content, text, CRISIS, "crisis_mental_health", state=AT_LETTER) is None


def test_a_phrase_of_danger_that_is_also_an_answer_is_danger(content: Content):
    at_urgent = FlowState("who_to_contact")
    for text in ("wants to die", "suicidal"):
        assert _heard(content, text, CRISIS, "crisis_mental_health", state=at_urgent) is None, text


# --- an answer and a question -----------------------------------------------------------------------------------------
def _with_a_question(content: Content, text: str, asked: str, certainty: Certainty = SURE) -> ForFlow | None:
    parts = tuple((part, asked if part.asks else "complaint", 0.9) for part in clauses(text))
    details = tuple(find_details(text, today=TODAY))
    reading = Reading(text, Decision(certainty, (asked,), 0.9), ((asked, 0.9),), parts, details)
    return listen(content, AT_LETTER, text, reading, today=TODAY)


def test_a_question_beside_an_answer_is_answered_when_it_is_understood(content: Content):
    text = "9 november 2026. how much does mediation cost?"
    assert _with_a_question(content, text, "mediation_cost") is None
    assert _with_a_question(content, text, "mediation_cost", UNSURE) == ForFlow(FLOW)
    assert _with_a_question(content, "9 november 2026. when is my deadline?", "appeal_deadline") == ForFlow(FLOW)


def test_after_the_outcome_a_date_alone_does_not_begin_again(content: Content):
    answers = {**AT_LETTER.answers, "letter_date": "2026-11-09", "certificate_date": "2026-11-20"}
    told = FlowState(FLOW, answers={**answers, "adviser_contacted": "in_time"}, finished=True)
    assert _heard(content, "why 11 january", UNSURE, "appeal_deadline", state=told) is None


def test_dates_open_the_flow_also_when_the_deadline_is_not_asked_first(content: Content):
    text = "Refusal to assess, letter 14/09/2026, cert 18/09/2026. Deadline?"
    assert _heard(content, text, SURE, "refusal_to_assess", "appeal_deadline") == ForFlow(FLOW, opens=True)


def test_an_age_alone_is_no_danger_where_an_age_answers(content: Content):
    answers = {"decision": "refusal_to_assess", "letter_date": "2026-11-09", "certificate_date": "none"}
    at_age = FlowState("council_said_no", answers=answers)
    for text in ("he is 7", "child is 9 years old"):
        assert _heard(content, text, CRISIS, "crisis_mental_health", state=at_age) == ForFlow("council_said_no"), text
    assert _heard(content, "he is 7 and hates his life", CRISIS, "crisis_mental_health", state=at_age) is None


def test_what_is_told_of_the_deadline_itself_is_a_try_to_answer(content: Content):
    assert _heard(content, "i rang them ages since", SURE, "appeal_deadline", state=FlowState(FLOW)) == ForFlow(FLOW)
    assert _heard(content, "when is my deadline then", SURE, "appeal_deadline", state=FlowState(FLOW)) is None
