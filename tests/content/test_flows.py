"""The five flows: each case of the tables comes to its outcome and rules, and the tables take every branch there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sendguide.content.flow_graph import ANY_DATE, edges, longest_path
from sendguide.content.flow_models import MAX_QUESTIONS, Flow
from sendguide.content.loader import Content
from sendguide.content.placeholders import fill
from sendguide.deadlines.kinds import Kind
from sendguide.decisions import Calculation, Result, result, walk, with_answer
from sendguide.decisions.svg import drawing
from sendguide.settings import PROJECT
from sendguide.understanding.decision_kinds import KINDS
from tests.content.flow_cases import CASES, CERTIFICATE, LETTER

NEEDED = ("C10", "C11", "C12", "C13", "C14", "C15")
CRISIS = ("T12.1", "T12.2", "T12.3", "T12.4", "T12.5")
OUR_ROUTE = r"mediat|certificate|tribunal|\bkids\b"


def _cases() -> Iterator[Any]:
    for flow_id, cases in CASES.items():
        for answers, outcome, rules in cases:
            yield pytest.param(flow_id, answers.split(), outcome, rules.split(), id=f"{flow_id}: {answers}")


def _take(flow: Flow, given: list[str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for answer in given:
        answers = with_answer(flow, answers, answer)
    return answers


def _ends(flow: Flow) -> Iterator[Result]:
    """Every way through a flow, each date once."""
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        answers = waiting.pop()
        question = walk(flow, answers).question
        if question is None:
            end = result(flow, answers)
            assert end is not None
            yield end
            continue
        given = [
            *question.exits(),
            *([LETTER if question.role == "letter_date" else CERTIFICATE] if question.next else []),
        ]
        waiting += [with_answer(flow, answers, answer) for answer in given]


def _words(end: Result, content: Content) -> str:
    told = [end.outcome.headline, end.outcome.text, *end.outcome.steps]
    told += [piece for note in end.notes for piece in (note.title, note.text, *note.steps)]
    return " ".join(fill("\n".join(told), content.contacts).split())


def _of(content: Content, flow_id: str, *rules: str) -> list[Result]:
    return [end for end in _ends(content.decisions[flow_id]) if set(rules) & set(end.rules)]


def test_there_are_five_flows_and_each_has_cases(content: Content):
    assert set(content.decisions) == set(CASES)


@pytest.mark.parametrize(("flow_id", "given", "outcome", "rules"), _cases())
def test_a_case_comes_to_its_outcome_and_rules(
    content: Content, flow_id: str, given: list[str], outcome: str, rules: list[str]
):
    flow = content.decisions[flow_id]
    end = result(flow, _take(flow, given))
    assert end is not None
    assert end.outcome.id == outcome
    assert sorted(end.rules) == sorted(rules)


@pytest.mark.parametrize("flow_id", CASES)
def test_the_cases_take_every_branch(content: Content, flow_id: str):
    flow = content.decisions[flow_id]
    taken = {
        (step.question.id, ANY_DATE if step.exit is None else step.answer)
        for given, _, _ in CASES[flow_id]
        for step in walk(flow, _take(flow, given.split())).steps
    }
    assert {(edge.question, edge.answer) for edge in edges(flow)} - taken == set()


@pytest.mark.parametrize("flow_id", CASES)
def test_the_cases_come_to_every_outcome_and_note(content: Content, flow_id: str):
    flow = content.decisions[flow_id]
    ends = [result(flow, _take(flow, given.split())) for given, _, _ in CASES[flow_id]]
    reached = {name for end in ends if end for name in (end.outcome.id, *(note.id for note in end.notes))}
    assert {item.id for item in (*flow.outcomes, *flow.notes)} - reached == set()


@pytest.mark.parametrize("flow_id", CASES)
def test_no_way_asks_more_than_seven_questions(content: Content, flow_id: str):
    flow = content.decisions[flow_id]
    assert max(len(end.steps) for end in _ends(flow)) == longest_path(flow) <= MAX_QUESTIONS


def test_the_certificate_is_needed_for_the_six_and_for_nothing_else(content: Content):
    for end in _ends(content.decisions["certificate_needed"]):
        needed = end.outcome.headline.startswith("Yes")
        assert len([rule for rule in end.rules if rule in NEEDED]) == (1 if needed else 0), end.steps
        assert len([rule for rule in end.rules if rule.startswith("C")]) == 1 or end.outcome.id in (
            "discrimination_unsure",
            "another_matter",
        )


@pytest.mark.parametrize(
    ("rule", "form"), [("C11", "SEND35A"), *((rule, "SEND35") for rule in NEEDED if rule != "C11")]
)
@pytest.mark.parametrize("flow_id", ["certificate_needed", "council_said_no"])
def test_each_refusal_has_its_form(content: Content, flow_id: str, rule: str, form: str):
    ends = [end for end in _of(content, flow_id, rule) if end.outcome.id != "plan_disagreed"]
    assert {end.forms for end in ends} <= {(form,)}
    assert ends or rule == "C10"


def test_the_caution_where_only_the_school_is_wanted_changed(content: Content):
    told = [_words(end, content) for end in _of(content, "certificate_needed", "C14") if "school_only" in _given(end)]
    assert told
    assert [words for words in told if "Get the certificate" not in words or "SENDIASS or IPSEA" not in words] == []


def _given(end: Result) -> list[str]:
    return [step.answer for step in end.steps]


@pytest.mark.parametrize("flow_id", ["appeal_deadline", "council_said_no"])
def test_dates_are_worked_out_for_the_kind_and_the_dates_that_were_given(content: Content, flow_id: str):
    seen: set[Kind] = set()
    for end in _ends(content.decisions[flow_id]):
        given = {step.question.role: step.day for step in end.steps if step.day}
        kinds = [step.answer for step in end.steps if step.answer in set(Kind)]
        if end.outcome.calculate is None or "letter_date" not in given:
            assert end.calculation is None
            continue
        kind = (
            Kind(kinds[0]) if kinds else Kind("plan_contents" if "needs_or_help" in _given(end) else "section_i_only")
        )
        in_time = "certificate_date" not in given and "in_time" in _given(end)
        wanted = Calculation(kind, date.fromisoformat(LETTER), given.get("certificate_date"), in_time)
        assert end.calculation == wanted
        seen.add(kind)
    assert Kind.DISCRIMINATION not in seen
    left_out = {Kind.DISCRIMINATION}
    if flow_id == "council_said_no":
        left_out |= {Kind.PLAN_CONTENTS, Kind.SECTION_I_ONLY}
    assert seen == set(Kind) - left_out


@pytest.mark.parametrize("rule", ["D5", "D6"])
def test_what_must_not_be_worked_out_is_handed_on(content: Content, rule: str):
    for end in _of(content, "appeal_deadline", rule):
        if rule in end.outcome.rules:
            assert end.calculation is None
            assert {"ipsea", "coventry_sendiass"} <= set(end.contacts)


def test_every_deadline_comes_with_the_words_that_it_is_a_guide(content: Content):
    for flow in content.decisions.values():
        for end in _ends(flow):
            words = _words(end, content)
            if end.outcome.calculate is not None or re.search(r"must get your appeal", words):
                assert "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA." in words, end.outcome.id


def test_mediation_and_appeal_are_laid_out_evenly(content: Content):
    flow = content.decisions["mediate_or_appeal"]
    mediation, appeal = flow.note("mediation").text, flow.note("appeal").text
    heads = [re.findall(r"^- ([^:]+):", text, re.MULTILINE) for text in (mediation, appeal)]
    assert heads[0] == heads[1]
    assert abs(len(mediation.split()) - len(appeal.split())) <= 15
    told = [end for end in _ends(flow) if "stage" in [step.question.id for step in end.steps]]
    assert [end for end in told if [note.id for note in end.notes][:3] != ["mediation", "appeal", "both"]] == []


@pytest.mark.parametrize("flow_id", CASES)
def test_no_flow_says_what_to_choose(content: Content, flow_id: str):
    for end in _ends(content.decisions[flow_id]):
        assert not re.search(r"\b(we|I) (advise|recommend|suggest)|you should|best (way|choice)", _words(end, content))


def test_danger_comes_first_and_without_anything_of_the_ehc_route(content: Content):
    flow = content.decisions["who_to_contact"]
    assert flow.question(flow.start).exits()["danger"].next == "danger"
    for outcome in flow.outcomes:
        assert outcome.crisis == bool(set(CRISIS) & set(outcome.rules)), outcome.id
        if outcome.crisis:
            words = " ".join((outcome.headline, outcome.text, *outcome.steps))
            assert not re.search(OUR_ROUTE, words, re.IGNORECASE), outcome.id
            assert not {"kids_send_mediation", "send_tribunal", "start"} & set(outcome.contacts)
            assert outcome.flows == ()
            assert all(answer.startswith("crisis_") for answer in outcome.related)
            assert {"999", "111"} <= set(re.findall(r"\d+", fill(words, content.contacts))) or outcome.id in (
                "danger",
                "child_not_safe",
            )


def test_whoever_is_named_with_a_number_is_also_shown(content: Content):
    for flow in content.decisions.values():
        for told in (*flow.outcomes, *flow.notes):
            named = set(re.findall(r"\{(\w+)\.", " ".join((told.text, *told.steps))))
            assert named - set(told.contacts) == set(), (flow.id, told.id)


def test_who_appeals_is_asked_once_late_and_only_in_one_flow(content: Content):
    for flow in content.decisions.values():
        asked = [question.id for question in flow.questions if question.id in ("age", "capacity")]
        assert bool(asked) == (flow.id == "council_said_no")
    for end in _ends(content.decisions["council_said_no"]):
        order = [step.question.id for step in end.steps]
        assert "age" not in order or order[-1] in ("age", "capacity")


def test_the_kinds_of_decision_have_one_name_everywhere():
    assert {kind.name for kind in KINDS} == {kind.value for kind in Kind}


@pytest.mark.parametrize("flow_id", CASES)
def test_the_drawing_is_that_of_the_flow(content: Content, flow_id: str):
    path = PROJECT / "docs" / "flows" / f"{flow_id}.svg"
    now = drawing(content.decisions[flow_id], content.contacts)
    assert path.read_text(encoding="utf-8") == now, "Run `sendguide draw` and look at the drawings."


def test_there_is_no_drawing_without_a_flow():
    assert {path.stem for path in (PROJECT / "docs" / "flows").glob("*.svg")} == set(CASES)
