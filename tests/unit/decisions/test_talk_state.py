"""The stored state: it comes back as it was, and whatever else stands in its place breaks nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.answers.payloads import Press
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow
from sendguide.decisions.state import version_of
from sendguide.decisions.talk import FlowState, ask_again, missed, reply_to, state_from_json
from tests.unit.decisions.talking import DEADLINE, EVERYTHING, REFUSED, TODAY, Talk, with_flow

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
VALUES = JSON | st.sampled_from(["letter_date", "2026-11-09", "not_sure", "read_back", "read_back_two", "about"])
NAMES = st.sampled_from(["about", "decision", "letter_date", "certificate_date", "adviser", "x"])
FIELDS = st.fixed_dictionaries(
    {"flow": st.sampled_from([DEADLINE, "who_to_contact", "gone"]) | JSON},
    optional={
        "version": JSON,
        "answers": st.dictionaries(NAMES, VALUES) | JSON,
        "unsure": st.dictionaries(NAMES, st.lists(VALUES, max_size=4)) | JSON,
        "changing": NAMES | JSON,
        "misses": JSON,
        "finished": JSON,
    },
)


@pytest.mark.parametrize(
    "messages",
    [(), ("1",), ("1", "1", "3/4/2026"), ("1", "1", "9 november", "go back"), ("1", "1", "31 november", "31 november")],
)
def test_a_state_comes_back_as_it_was(content: Content, messages: tuple[str, ...]):
    talk = Talk(content).say(*messages)
    assert talk.state is not None
    assert state_from_json(talk.state.to_json()) == talk.state


def test_a_conversation_goes_on_from_the_stored_state_as_if_nothing_had_been(content: Content):
    talk = Talk(content).say("1", "1", "the 9th")
    assert talk.state is not None
    again = state_from_json(talk.state.to_json())
    assert reply_to(content, again, "yes", today=TODAY) == reply_to(content, talk.state, "yes", today=TODAY)


@pytest.mark.parametrize(
    "stored",
    [
        None, 5, "", "null", "[]", "{}", "{", '"flow"', '{"flow": "x", "answers": []}', '{"flow": "x", "unsure": 5}',
        '{"flow": "x", "misses": "many"}', '{"flow": "x", "misses": Infinity}', "[" * 100_000, b"{}", ["flow"],
    ],
)  # fmt: skip
def test_what_is_no_state_is_none(stored: object):
    assert state_from_json(stored) is None


@given(FIELDS)
def test_no_stored_state_breaks_a_conversation(content: Content, fields: dict[str, Any]):
    version = version_of(content.decisions[DEADLINE])
    for found in (fields, {**fields, "version": version}):
        state = state_from_json(json.dumps(found))
        if state is None:
            continue
        turns = [ask_again(content, state, today=TODAY), missed(content, state, today=TODAY)]
        turns += [
            turn
            for text in ("9 november", "go back", "yes", "change the date", Press(DEADLINE, do="change").payload)
            if (turn := reply_to(content, state, text, today=TODAY)) is not None
        ]
        assert all(turn.reply.messages and turn.reply.text for turn in turns)


def test_dates_that_were_stored_broken_are_let_go_of(content: Content):
    version = version_of(content.decisions[DEADLINE])
    unsure = {"letter_date": ("read_back", "soon"), "certificate_date": ("guess", "2026-11-09"), "about": ("x",)}
    answers = {**REFUSED, "letter_date": "9 november", "gone": "yes"}
    state = FlowState(DEADLINE, version=version, answers=answers, unsure=unsure, changing="nothing", misses=1)
    turn = ask_again(content, state, today=TODAY)
    assert turn.state is not None
    assert (turn.state.answers, turn.state.unsure, turn.state.changing) == (REFUSED, {}, None)


# --- a flow that has changed since -----------------------------------------------------------------------------------
@pytest.fixture
def reworded(flow: Flow) -> Flow:
    """The small flow without its white letters and without the question for the certificate."""
    options = flow.question("colour").options[:2]
    first = flow.questions[0].copy(update={"options": options})
    day = flow.question("day").copy(update={"next": "go"})
    return flow.copy(update={"questions": (first, flow.question("size"), day)})


def test_a_new_version_keeps_the_answers_that_still_fit_and_says_so(content: Content, flow: Flow, reworded: Flow):
    before = Talk(with_flow(content, flow), "small").say("blue", "9 november", "no certificate")
    assert before.state is not None and before.state.finished
    turn = ask_again(with_flow(content, reworded), before.state, today=TODAY)
    assert turn.state is not None
    assert turn.state.answers == {"colour": "blue", "day": "2026-11-09"}
    assert content.talk.lines.updated in turn.reply.text
    assert turn.state.version == version_of(reworded) != before.state.version


def test_a_new_version_asks_again_what_no_longer_fits(content: Content, flow: Flow, reworded: Flow):
    state = FlowState("small", version=version_of(flow), answers={"colour": "white", "day": "2026-11-09"})
    changed = with_flow(content, reworded)
    turn = ask_again(changed, state, today=TODAY)
    assert turn.state is not None and turn.state.answers == {"day": "2026-11-09"}
    assert flow.question("colour").text in turn.reply.text
    again = reply_to(changed, turn.state, "red", today=TODAY)
    assert again is not None and content.talk.lines.updated not in again.reply.text  # it is said once


def test_new_words_alone_are_no_new_version(flow: Flow):
    first = flow.questions[0].copy(update={"text": "What colour?", "why": "Because."})
    assert version_of(flow.copy(update={"questions": (first, *flow.questions[1:])})) == version_of(flow)


# --- old buttons ------------------------------------------------------------------------------------------------------
def test_an_old_button_of_an_earlier_question_changes_that_answer(content: Content):
    talk = Talk(content).say("1", "1", "9 november")
    talk.pressed(flow=DEADLINE, question="decision", answer="refusal_to_issue")
    assert talk.answers["decision"] == "refusal_to_issue"
    assert talk.question == "certificate_date" and talk.answers["letter_date"] == "2026-11-09"
    assert "changed" in talk.lines


def test_an_old_button_of_a_question_that_is_no_longer_on_the_way_asks_the_open_one(content: Content):
    talk = Talk(content).say("1", "1", "9 november")
    before = talk.state
    talk.pressed(flow=DEADLINE, question="part", answer="draft")
    assert talk.state == before and talk.question == "certificate_date"


def test_an_old_read_back_button_does_not_let_a_wrong_date_through(content: Content):
    talk = Talk(content).say("1", "1").pressed(flow=DEADLINE, question="letter_date", answer="2027-01-01")
    assert "letter_date" not in talk.answers and "future" in talk.lines
    talk.pressed(flow=DEADLINE, question="letter_date", answer="2020-01-01")
    assert talk.reading == ("read_back_old", "2020-01-01")
    talk.pressed(flow=DEADLINE, question="letter_date", answer="2026-11-09")
    assert talk.question == "certificate_date"
    talk.pressed(flow=DEADLINE, question="certificate_date", answer="2026-11-01")
    assert "before_letter" in talk.lines


@pytest.mark.parametrize("do", ["why", "back", "keep", "yes", "no", "change", "nothing_known"])
def test_an_old_command_button_never_loses_an_answer(content: Content, do: str):
    for text in (EVERYTHING, "they refused to assess", ""):
        talk = Talk(content, text=text)
        before = talk.answers
        talk.pressed(flow=DEADLINE, question="about", do=do)
        assert talk.answers == before


def test_a_broken_button_is_no_button(content: Content):
    state = Talk(content).state
    for text in ('/flow{"flow": 5}', '/flow{"flow"', '/flow{"flow": "appeal_deadline", "x": "y"}', "/flow{}"):
        turn = reply_to(content, state, text, today=TODAY)
        assert turn is None or (turn.state is not None and turn.state.answers == {})


def test_a_button_of_another_flow_opens_it_with_what_is_known(content: Content):
    talk = Talk(content, text=EVERYTHING).pressed(flow="council_said_no")
    assert talk.state is not None and talk.state.flow == "council_said_no"
    assert talk.answers["decision"] == "refusal_to_assess"
    assert (talk.answers["letter_date"], talk.answers["certificate_date"]) == ("2026-11-09", "2026-11-20")
    assert talk.question == "age"


def test_an_old_answer_button_of_another_flow_answers_it_there(content: Content):
    talk = Talk(content, text=EVERYTHING)
    talk.pressed(flow="who_to_contact", question="urgent", answer="nobody")
    assert talk.state is not None and talk.state.flow == "who_to_contact"
    assert talk.answers["urgent"] == "nobody"


def test_the_start_button_of_the_flow_that_is_open_asks_again_and_of_one_that_is_over_starts_anew(content: Content):
    talk = Talk(content).say("1").pressed(flow=DEADLINE)
    assert talk.answers == {"about": "decision"} and talk.question == "decision"
    assert Talk(content, text=EVERYTHING).pressed(flow=DEADLINE).answers == {}


def test_a_button_outside_of_any_flow_opens_its_flow(content: Content):
    turn = reply_to(content, None, Press(DEADLINE, "about", "discrimination").payload, today=TODAY)
    assert turn is not None and turn.state is not None
    assert turn.state.answers == {"about": "discrimination"} and turn.state.finished
    gone = reply_to(content, None, Press("no_such_flow").payload, today=TODAY)
    assert gone is not None and gone.state is None and content.talk.lines.gone[:20] in gone.reply.text
