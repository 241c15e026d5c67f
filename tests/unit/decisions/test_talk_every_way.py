"""Every way through every flow over its buttons: each turn has words and buttons that work, and ends in good time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sendguide.answers.compose import SHOW_ANSWER
from sendguide.answers.payloads import Press, read_press
from sendguide.answers.reply import Button, Status
from sendguide.content.bundle import Content
from sendguide.content.flow_graph import longest_path
from sendguide.content.flow_models import MAX_QUESTIONS
from sendguide.content.talk_words import Steer
from sendguide.decisions.place import Place
from sendguide.decisions.talk import FlowState, Turn, reply_to, start
from tests.unit.decisions.talking import TODAY

DATES = {"letter_date": ("9 November 2026", "9 March 2026"), "certificate_date": ("20 November 2026",)}
"""With the first letter it is plain that the adviser was contacted in time, with the second it must be asked."""
FLOWS = ("appeal_deadline", "certificate_needed", "council_said_no", "mediate_or_appeal", "who_to_contact")
ON_FROM_HERE = {Steer.WHY.value, Steer.BACK.value, Steer.STOP.value, Steer.RESTART.value, Steer.CHANGE.value}


@dataclass(frozen=True)
class Step:
    """A turn and how many questions were answered before it."""

    turn: Turn
    asked: int


def every_turn(content: Content, flow_id: str) -> Iterator[Step]:
    """The turns of every way, from the start to each end: each answer by its button, each date in words."""
    waiting = [Step(start(content, flow_id, today=TODAY), 0)]
    while waiting:
        step = waiting.pop()
        yield step
        state = step.turn.state
        assert state is not None
        question = Place(content, content.decisions[flow_id], state, today=TODAY).question
        if question is None:
            continue
        said = [button.payload for button in _answers(step.turn)] + list(DATES.get(question.role or "", ()))
        for text in said:
            turn = reply_to(content, state, text, today=TODAY)
            assert turn is not None and turn.state is not None, (state, text)
            waiting.append(Step(turn, step.asked + 1))


def _is_answer(button: Button) -> bool:
    press = read_press(button.payload)
    return press is not None and press.answer is not None and press.do is None


def _answers(turn: Turn) -> list[Button]:
    return [button for button in turn.reply.buttons if _is_answer(button)]


@pytest.fixture(scope="module")
def ways(content: Content) -> dict[str, tuple[Step, ...]]:
    """The turns of every way through each flow."""
    return {flow_id: tuple(every_turn(content, flow_id)) for flow_id in FLOWS}


@pytest.fixture(params=FLOWS)
def flow_id(request: pytest.FixtureRequest) -> str:
    """Each flow in turn."""
    return str(request.param)


@pytest.fixture
def steps(ways: dict[str, tuple[Step, ...]], flow_id: str) -> tuple[Step, ...]:
    """The turns of every way through the flow."""
    return ways[flow_id]


def test_no_flow_is_left_out(content: Content):
    assert set(content.decisions) == set(FLOWS)


def test_every_turn_has_words_and_no_brace_that_was_not_filled_in(steps: tuple[Step, ...]):
    for step in steps:
        reply = step.turn.reply
        for message in reply.messages:
            told = [
                message.text,
                *(button.title for button in message.buttons),
                *(link.title for link in message.links),
            ]
            assert all(words.strip() for words in told)
            assert not any(re.search(r"[{}]", words) for words in told), told
        assert reply.messages


def test_every_question_has_its_answers_why_and_stop_as_buttons(
    content: Content, flow_id: str, steps: tuple[Step, ...]
):
    for step in steps:
        state = step.turn.state
        assert state is not None
        question = Place(content, content.decisions[flow_id], state, today=TODAY).question
        presses = [press for button in step.turn.reply.buttons if (press := read_press(button.payload))]
        if question is not None:
            assert [press.answer for press in presses if press.answer and not press.do] == list(question.exits())
            done = {press.do for press in presses}
            assert {"why", "stop"} <= done and ("back" in done) == (step.asked > 0)
        elif step.turn.reply.status is not Status.CRISIS:
            assert "restart" in {press.do for press in presses}
        titles = [button.title for button in step.turn.reply.buttons]
        assert len(set(titles)) == len(titles), titles


def test_every_way_ends_within_seven_questions(content: Content, flow_id: str, steps: tuple[Step, ...]):
    longest = max(step.asked for step in steps)
    assert longest <= longest_path(content.decisions[flow_id]) <= MAX_QUESTIONS
    assert all(step.turn.state is not None and step.turn.state.misses == 0 for step in steps)


def test_every_outcome_is_reached(content: Content, flow_id: str, steps: tuple[Step, ...]):
    flow = content.decisions[flow_id]
    reached = set()
    for step in steps:
        assert step.turn.state is not None
        place = Place(content, flow, step.turn.state, today=TODAY)
        assert step.turn.state.finished == (place.question is None)
        if place.path.outcome is not None:
            reached.add(place.path.outcome.id)
    assert reached == {outcome.id for outcome in flow.outcomes}


def test_every_button_is_understood_where_it_is_shown(content: Content, steps: tuple[Step, ...]):
    for step in steps:
        state = step.turn.state
        assert state is not None
        for button in step.turn.reply.buttons:
            press = read_press(button.payload)
            if press is None:
                assert _shows_an_answer(content, button), button
                continue
            turn = reply_to(content, state, button.payload, today=TODAY)
            assert turn is not None and turn.reply.text, button
            _does_what_it_says(content, state, press, turn)


def _shows_an_answer(content: Content, button: Button) -> bool:
    return button.payload in {SHOW_ANSWER.format(id=name) for name in content.answers}


def _does_what_it_says(content: Content, before: FlowState, press: Press, turn: Turn) -> None:
    after = turn.state
    if press.do == "stop":
        assert after is None
        return
    assert after is not None and after.flow == press.flow
    if press.do not in ON_FROM_HERE | {None}:
        return  # a take-away
    now = Place(content, content.decisions[after.flow], after, today=TODAY)
    if press.do == "change":
        assert now.question is not None and now.question.id == press.question
    elif press.do == "restart":
        assert after.answers == {}
    elif press.do in ("back", "why"):
        assert after.answers == before.answers
    elif press.answer is not None:
        assert press.question is not None and after.answers[press.question] == press.answer


def test_typing_the_words_of_an_answer_does_the_same_as_its_button(content: Content, steps: tuple[Step, ...]):
    for step in steps:
        assert step.turn.state is not None
        for button in _answers(step.turn):
            typed = reply_to(content, step.turn.state, button.title, today=TODAY)
            assert typed == reply_to(content, step.turn.state, button.payload, today=TODAY), button.title


def test_typing_the_number_of_an_answer_does_the_same_as_its_button(
    content: Content, flow_id: str, steps: tuple[Step, ...]
):
    flow = content.decisions[flow_id]
    for step in steps:
        assert step.turn.state is not None
        question = Place(content, flow, step.turn.state, today=TODAY).question
        if question is None or question.kind != "choice":
            continue
        for number, button in enumerate(_answers(step.turn), start=1):
            typed = reply_to(content, step.turn.state, str(number), today=TODAY)
            assert typed == reply_to(content, step.turn.state, button.payload, today=TODAY), button.title
