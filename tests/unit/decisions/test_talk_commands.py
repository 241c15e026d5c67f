"""What can be said at any question: why, go back, change, start again, stop; and how these are typed."""

from __future__ import annotations

import pytest

from sendguide.answers.payloads import Press
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow
from sendguide.content.talk_words import ALWAYS, Steer
from sendguide.decisions.commands import command_in
from tests.unit.decisions.talking import EVERYTHING, REFUSED, Talk, with_flow

AT_CERTIFICATE = {**REFUSED, "letter_date": "2026-11-09"}


@pytest.mark.parametrize(
    "message", ["why", "Why do you ask?", "why do you ask taht", "what for?", "why does it matter"]
)
def test_why_is_answered_and_the_question_asked_again(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    why = content.decisions["appeal_deadline"].question("certificate_date").why
    assert why in talk.text
    assert talk.question == "certificate_date" and talk.answers == AT_CERTIFICATE


def test_every_question_of_every_flow_says_why_it_is_asked(content: Content):
    for flow in content.decisions.values():
        talk = Talk(content, flow.id).press("Why do you ask?")
        assert " ".join(flow.question(flow.start).why.split()) in talk.text


@pytest.mark.parametrize(
    "message", ["stop", "STOP!", "please stop", "cancel", "quit", "never mind", "stpo", "i give up"]
)
def test_stop_leaves_the_flow_and_says_how_to_come_back(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    assert talk.state is None
    assert Press("appeal_deadline").payload in [button.payload for button in talk.reply.buttons]


def test_stop_works_while_a_date_is_read_back(content: Content):
    assert Talk(content, answers=REFUSED).say("3/4/2026").say("stop").state is None
    assert Talk(content, answers=REFUSED).say("3/4/2026").press("Stop").state is None


@pytest.mark.parametrize("message", ["start again", "start over", "restart", "from the beginning", "strat again"])
def test_start_again_forgets_the_answers(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    assert talk.question == "about" and talk.answers == {}
    assert "started_again" in talk.lines


def test_start_again_at_the_outcome_by_button_and_by_its_words(content: Content):
    for turn in ("press", "say"):
        talk = getattr(Talk(content, text=EVERYTHING), turn)(content.talk.lines.button_restart)
        assert talk.question == "about" and talk.answers == {}


def test_the_words_on_a_command_button_do_what_it_does(content: Content):
    for steer in Steer:
        title = getattr(content.talk.lines, f"button_{steer.value}")
        if steer is not Steer.CHANGE:  # it has the name of an answer
            assert command_in(title, content.talk, (steer,)) is steer, title


# --- go back ----------------------------------------------------------------------------------------------------------
def test_go_back_asks_the_question_before_and_keeps_its_answer_until_there_is_another(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("go back")
    assert talk.question == "letter_date"
    assert talk.answers == AT_CERTIFICATE
    assert "9 November 2026" in talk.text
    talk.say("10 november")
    assert talk.answers["letter_date"] == "2026-11-10"
    assert talk.question == "certificate_date"


def test_go_back_goes_all_the_way_to_the_first_question_and_no_further(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE)
    asked = [talk.say("go back").question for _ in range(4)]
    assert asked == ["letter_date", "decision", "about", "about"]
    assert "first_question" in talk.lines
    assert talk.answers == AT_CERTIFICATE


def test_at_the_first_question_there_is_nothing_before_it(content: Content):
    talk = Talk(content).say("go back")
    assert talk.question == "about" and "first_question" in talk.lines
    assert "Go back" not in talk.titles


def test_go_back_from_the_outcome_skips_what_was_only_concluded(content: Content):
    talk = Talk(content, text=EVERYTHING).say("go back")
    assert talk.question == "certificate_date"  # not when the adviser was contacted, which nobody was asked
    assert talk.say("none").question == "adviser"


def test_go_back_and_leave_it_as_it_is(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("go back").press("Leave it as it is")
    assert talk.question == "certificate_date" and talk.answers == AT_CERTIFICATE
    assert "kept" in talk.lines
    talk = Talk(content, answers=AT_CERTIFICATE).say("back", "9 november 2026")
    assert talk.question == "certificate_date" and talk.answers == AT_CERTIFICATE
    assert "kept" in talk.lines and "changed" not in talk.lines


def test_go_back_after_a_change_goes_back_from_where_the_flow_is_now(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("go back", "10 november", "go back")
    assert talk.question == "letter_date" and talk.answers["letter_date"] == "2026-11-10"


def test_go_back_from_a_date_that_is_read_back_asks_for_it_again(content: Content):
    talk = Talk(content, answers=REFUSED).say("3/4/2026", "go back")
    assert talk.question == "letter_date" and talk.reading == ()


def test_after_going_back_another_way_the_dates_are_still_there(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("go back", "go back", "go back", "what the plan says")
    assert talk.question == "part"
    assert talk.say("just the school").outcome == "school_dates"
    assert talk.answers["letter_date_school"] == "2026-11-09"


# --- not a command ----------------------------------------------------------------------------------------------------
def test_an_answer_that_sounds_like_a_command_is_the_answer(content: Content, flow: Flow):
    options = tuple(
        option.copy(update={"words": (*option.words, "stop")}) if option.id == "white" else option
        for option in flow.question("colour").options
    )
    first = flow.questions[0].copy(update={"options": options})
    changed = flow.copy(update={"questions": (first, *flow.questions[1:])})
    talk = Talk(with_flow(content, changed), "small").say("stop")
    assert talk.state is not None and talk.answers["colour"] == "white"


@pytest.mark.parametrize(
    "message",
    [
        "stop the plan",
        "they want to stop my money",
        "go back to school",
        "can they change the plan",
        "i want a change of school",
    ],
)
def test_a_command_is_the_whole_message(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    assert talk.turn is None or talk.question == "certificate_date"
    assert talk.answers == AT_CERTIFICATE


def test_each_phrase_of_a_command_is_that_command(content: Content):
    for steer in ALWAYS:
        for phrase in content.talk.commands[steer]:
            assert command_in(phrase, content.talk, ALWAYS) is steer, phrase
