"""The next question or the outcome follows from the answers; a changed answer takes only with it what hangs on it."""

from __future__ import annotations

import pytest

from sendguide.content.flow_models import Flow
from sendguide.decisions import back, changed, walk, with_answer

TO_THE_END = {"colour": "red", "size": "large", "day": "2026-10-01", "other_day": "2026-11-05"}


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({}, "colour"),
        ({"colour": "red"}, "size"),
        ({"colour": "blue"}, "day"),
        ({"colour": "red", "size": "not_sure"}, "day"),
        ({"colour": "blue", "day": "2026-10-01"}, "other_day"),
    ],
)
def test_the_next_question_follows_from_the_answers(flow: Flow, answers: dict[str, str], question: str):
    path = walk(flow, answers)
    assert path.question is not None
    assert path.question.id == question
    assert path.outcome is None
    assert path.answers == answers


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"colour": "white"}, "stop"),
        ({"colour": "not_sure"}, "stop"),
        ({"colour": "blue", "day": "not_sure"}, "stop"),
        ({"colour": "blue", "day": "2026-10-01", "other_day": "none"}, "go"),
        ({"colour": "blue", "day": "2026-10-01", "other_day": "not_sure"}, "go"),
        (TO_THE_END, "go"),
    ],
)
def test_the_outcome_follows_from_the_answers(flow: Flow, answers: dict[str, str], outcome: str):
    path = walk(flow, answers)
    assert path.outcome is not None
    assert path.outcome.id == outcome
    assert path.question is None


@pytest.mark.parametrize(
    "answers",
    [
        {"colour": "green"},
        {"colour": "none"},
        {"colour": "2026-10-01"},
        {"shape": "round"},
        {"size": "large"},
        {"colour": ""},
    ],
)
def test_an_answer_that_is_none_is_passed_by(flow: Flow, answers: dict[str, str]):
    path = walk(flow, answers)
    assert path.steps == ()
    assert path.question is not None
    assert path.question.id == "colour"


@pytest.mark.parametrize("day", ["1 October 2026", "2026-02-30", "20261001", "2026-10-1", "none", "large"])
def test_a_date_is_an_iso_date(flow: Flow, day: str):
    with pytest.raises(ValueError, match="no answer to day"):
        with_answer(flow, {"colour": "blue"}, day)


def test_the_steps_are_in_order_and_say_what_was_chosen(flow: Flow):
    steps = walk(flow, dict(reversed(TO_THE_END.items()))).steps
    assert [(step.question.id, step.answer) for step in steps] == list(TO_THE_END.items())
    assert [step.exit.text if step.exit else str(step.day) for step in steps] == [
        "It is red",
        "Yes, it is large",
        "2026-10-01",
        "2026-11-05",
    ]


def test_answers_are_given_one_after_the_other(flow: Flow):
    answers: dict[str, str] = {}
    for answer in TO_THE_END.values():
        answers = with_answer(flow, answers, answer)
    assert answers == TO_THE_END
    with pytest.raises(ValueError, match="come to its end"):
        with_answer(flow, answers, "red")


def test_an_answer_that_the_question_does_not_have_is_refused(flow: Flow):
    with pytest.raises(ValueError, match="'green' is no answer to colour of the flow small"):
        with_answer(flow, {}, "green")
    with pytest.raises(KeyError):
        changed(flow, {}, "shape", "round")


def test_what_was_said_before_its_question_came_is_kept_for_it(flow: Flow):
    answers = with_answer(flow, {"day": "2026-10-01"}, "blue")
    assert walk(flow, answers).question == flow.question("other_day")


def test_a_change_takes_with_it_what_is_no_longer_on_the_way(flow: Flow):
    assert changed(flow, TO_THE_END, "colour", "blue") == {
        "colour": "blue",
        "day": "2026-10-01",
        "other_day": "2026-11-05",
    }
    assert changed(flow, TO_THE_END, "colour", "white") == {"colour": "white"}


def test_a_change_keeps_what_stays_on_the_way(flow: Flow):
    assert changed(flow, TO_THE_END, "size", "small") == {**TO_THE_END, "size": "small"}
    assert changed(flow, TO_THE_END, "other_day", "none") == {**TO_THE_END, "other_day": "none"}


def test_a_change_keeps_what_may_come_again(flow: Flow):
    blue = {"colour": "blue", "day": "2026-10-01", "other_day": "none"}
    answers = changed(flow, blue, "colour", "red")
    assert walk(flow, answers).question == flow.question("size")
    assert walk(flow, with_answer(flow, answers, "large")).outcome == flow.outcome("go")


def test_a_change_back_has_forgotten_what_the_change_took(flow: Flow):
    white = changed(flow, TO_THE_END, "colour", "white")
    assert changed(flow, white, "colour", "red") == {"colour": "red"}


def test_back_opens_the_last_question_again(flow: Flow):
    answers: dict[str, str] = dict(TO_THE_END)
    for question in ["other_day", "day", "size", "colour"]:
        answers = back(flow, answers)
        assert walk(flow, answers).question == flow.question(question)
        assert question not in answers
    assert back(flow, {}) == {}


def test_back_takes_only_the_last_step(flow: Flow):
    assert back(flow, {"colour": "blue", "day": "2026-10-01", "other_day": "none"}) == {
        "colour": "blue",
        "day": "2026-10-01",
    }


def test_nothing_is_changed_in_place(flow: Flow):
    before = dict(TO_THE_END)
    changed(flow, TO_THE_END, "colour", "white")
    back(flow, TO_THE_END)
    assert before == TO_THE_END
