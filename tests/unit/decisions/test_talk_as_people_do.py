"""Answers as people give them: with a reason, with a question, too early, or taken back in the next breath."""

from __future__ import annotations

import pytest

from sendguide.answers.reply import Status
from sendguide.content.bundle import Content
from sendguide.decisions.beside import told_beside
from sendguide.decisions.talk import ask_again, called
from tests.unit.decisions.talking import DEADLINE, EVERYTHING, REFUSED, TODAY, Talk

AT_CERTIFICATE = {**REFUSED, "letter_date": "2026-11-09"}


# --- not understanding the question -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "message",
    [
        "i dont understand the question",
        "I am afraid I do not quite follow the question.",
        "sorry, what do you mean?",
        "what does that mean?",
        "ok so what now",
        "huh?",
        "what do i do now",
    ],
)
@pytest.mark.parametrize("answers", [{}, AT_CERTIFICATE])
def test_a_question_that_is_not_understood_is_explained_and_nothing_counts_as_a_miss(
    content: Content, message: str, answers: dict[str, str]
):
    talk = Talk(content, answers=answers)
    question = talk.question
    talk.say(message)
    assert talk.question == question and talk.answers == answers
    assert talk.lines & {"help_choice", "help_date"}
    assert "not_an_answer" not in talk.lines
    assert talk.place.question is not None and talk.place.question.why in talk.text
    assert talk.state is not None and talk.state.misses == 0


@pytest.mark.parametrize(
    "message", ["can we go back please i pressed wrong", "back please, it was the other one", "go back, i got it wrong"]
)
def test_go_back_with_the_reason_for_it(content: Content, message: str):
    assert Talk(content, answers=REFUSED).say(message).question == "decision"


def test_what_sounds_like_stop_beside_a_but_does_not_stop(content: Content):
    talk = Talk(content, answers={**AT_CERTIFICATE, "certificate_date": "none"}).say("but later")
    assert talk.state is not None and talk.question == "adviser"


# --- more than the answer ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "message",
    [
        "i havent got a certificate yet because i didnt know i needed one",
        "We have not received any certificate, I am sorry to say.",
        "no not got 1",
        "I no have certificate",
        "they havent sent it yet",
        "its on its way",
    ],
)
def test_no_certificate_in_a_sentence(content: Content, message: str):
    assert Talk(content, answers=AT_CERTIFICATE).say(message).answers["certificate_date"] == "none"


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("9 november 2026 but does it matter that it came a week late?", "9 november 2026"),
        ("The council said no. also how much does it cost?", "The council said no"),
        ("how much does it cost?", ""),
        ("9 november 2026", ""),
        ("not yet but i will", ""),
    ],
)
def test_what_is_told_beside_a_question(message: str, told: str):
    assert told_beside(message) == told


def test_an_answer_with_a_question_is_taken_and_the_question_is_not_dropped_in_silence(content: Content):
    talk = Talk(content, answers=REFUSED).say("9 november 2026 but does it matter that it came a week late?")
    assert talk.answers["letter_date"] == "2026-11-09" and talk.question == "certificate_date"
    assert "asked_too" in talk.lines


def test_after_the_answer_to_a_question_what_was_told_beside_it_is_taken(content: Content):
    state = Talk(content, answers=REFUSED).state
    assert state is not None
    turn = ask_again(content, state, "9 november 2026. how much does mediation cost?", today=TODAY)
    assert turn.state is not None and turn.state.answers["letter_date"] == "2026-11-09"
    assert "date on your mediation certificate" in turn.reply.text
    assert content.talk.lines.back_to_question in turn.reply.text
    assert content.talk.lines.asked_too not in turn.reply.text


def test_not_sure_with_a_question_is_no_answer(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("not sure, what is a certificate?")
    assert talk.turn is None and talk.question == "certificate_date"


def test_a_date_before_it_is_asked_for_is_kept_and_asked_about_when_its_turn_comes(content: Content):
    talk = Talk(content, DEADLINE).say("9 november 2026")
    assert talk.question == "about" and "date_for_later" in talk.lines
    talk.say("the council said no", "1")
    assert talk.question == "letter_date" and talk.reading == ("read_back_came", "2026-11-09")
    assert talk.say("yes").answers["letter_date"] == "2026-11-09"


# --- taken back -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("message", "name", "answer"),
    [
        ("i meant the plan not a refusal", "about", "plan"),
        ("no wait it's about discrimination", "about", "discrimination"),
        ("sorry, they want to end the plan", "decision", "cease_to_maintain"),
        ("actually it's a refusal to reassess", "decision", "refusal_to_reassess"),
    ],
)
def test_an_earlier_choice_is_taken_back_in_words(content: Content, message: str, name: str, answer: str):
    talk = Talk(content, answers=REFUSED).say(message)
    assert talk.answers[name] == answer


@pytest.mark.parametrize(
    "message", ["the plan is rubbish", "sorry i am slow", "actually no", "sorry, the plan or the letter?"]
)
def test_without_saying_so_nothing_is_taken_back(content: Content, message: str):
    assert Talk(content, answers=REFUSED).say(message).answers == REFUSED


# --- is anyone in danger ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "message", ["no nobody in danger", "no im not in danger im just tired", "noone is hurt", "none of these"]
)
def test_nobody_is_in_danger_in_other_words(content: Content, message: str):
    assert Talk(content, "who_to_contact").say(message).answers == {"urgent": "nobody"}


def test_not_in_danger_but_at_breaking_point_is_not_taken_for_nobody(content: Content):
    assert Talk(content, "who_to_contact").say("im not in danger i just cant cope").answers == {}


def test_yes_someone_is_in_danger_brings_the_help_at_once(content: Content):
    for message in ("yes", "yeah", "maybe"):
        talk = Talk(content, "who_to_contact").say(message)
        assert talk.outcome == "unsure_if_safe", message
        assert "999" in talk.text


# --- said again, or of two --------------------------------------------------------------------------------------------
def test_what_was_said_before_is_not_lost_on_the_guide(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("I believe they refused to assess him.")
    assert "noted" in talk.lines and "It will not assess my child" in talk.text
    assert talk.question == "certificate_date"


@pytest.mark.parametrize(
    ("message", "day"),
    [
        ("the last one", "2026-11-09"),
        ("the later one", "2026-11-09"),
        ("the most recent", "2026-11-09"),
        ("the older letter", "2026-11-02"),
    ],
)
def test_one_of_two_letters_by_its_age(content: Content, message: str, day: str):
    talk = Talk(content, answers=REFUSED).say("one letter is 2 november and the other 9 november 2026")
    assert talk.reading == ("read_back_which", "2026-11-02", "2026-11-09")
    assert talk.say(message).answers["letter_date"] == day


def test_not_the_later_one_is_not_the_later_one(content: Content):
    talk = Talk(content, answers=REFUSED).say("one letter is 2 november and the other 9 november 2026")
    assert "letter_date" not in talk.say("not the later one").answers


# --- is that definitely the date? -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "message", ["is that definitely the date?", "are you sure?", "how did you work that out", "why that date?"]
)
def test_after_the_outcome_the_guide_says_how_far_it_can_be_relied_on(content: Content, message: str):
    talk = Talk(content, text=EVERYTHING)
    before = talk.state
    talk.say(message)
    assert {"how_sure", "caveat", "because", "something_wrong"} <= talk.lines
    assert "Friday 8 January 2027" in talk.text and "Monday 11 January 2027" in talk.text
    assert talk.text.index("8 January") < talk.text.index("11 January")
    assert talk.state == before and "Change: letter date" in talk.titles


def test_how_sure_where_there_is_no_date(content: Content):
    talk = Talk(content, "certificate_needed", answers={"about": "plan", "plan_stage": "final"}).say(
        "just the school", "are you sure?"
    )
    assert {"how_sure", "because"} <= talk.lines and talk.outcome == "school_only"


def test_are_you_sure_after_help_in_danger_is_the_help_again(content: Content):
    talk = Talk(content, "who_to_contact").press("Someone is in danger or badly hurt now").say("are you sure")
    assert talk.reply.status is Status.CRISIS and "999" in talk.text


def test_swearing_hides_no_answer(content: Content):
    assert Talk(content).say("the bloody council said no", "they wont fucking assess him").answers == REFUSED


# --- nothing that was given is lost -----------------------------------------------------------------------------------
def test_no_certificate_in_the_first_message_is_not_asked_for_again(content: Content):
    text = "letter dated 24 september 2026, no certificate, refused to assess. how long have i got"
    talk = Talk(content, text=text)
    assert talk.answers["certificate_date"] == "none" and talk.question == "adviser"


def test_no_certificate_is_no_no_to_a_date_that_is_read_back(content: Content):
    talk = Talk(content, answers=REFUSED).say("3/4/2026", "no certificate")
    assert talk.reading and "another_date" not in talk.lines
    assert talk.answers["certificate_date"] == "none"


def test_the_date_of_a_pasted_letter_is_kept_for_its_question(content: Content):
    letter = (
        "Dear Ms X. Date: 9 November 2026. The authority has decided that it is not necessary to carry out an EHC needs"
    )
    talk = Talk(content).say(f"{letter} assessment, they refused to assess")
    assert talk.question == "letter_date" and talk.reading[1:] == ("2026-11-09",)


def test_a_flow_that_is_called_again_in_its_middle_goes_on(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE)
    turn = called(content, DEADLINE, talk.state, "work out my deadline", today=TODAY)
    assert turn.state is not None and turn.state.answers == AT_CERTIFICATE


def test_after_its_outcome_it_begins_anew(content: Content):
    turn = called(content, DEADLINE, Talk(content, text=EVERYTHING).state, "work out my deadline", today=TODAY)
    assert turn.state is not None and turn.state.answers == {}


def test_another_flow_that_is_called_takes_over_the_dates_and_the_decision(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE)
    turn = called(content, "council_said_no", talk.state, "help me with my refusal", today=TODAY)
    assert turn.state is not None
    assert turn.state.answers == {"decision": "refusal_to_assess", "letter_date": "2026-11-09"}


def test_what_if_the_certificate_had_another_date(content: Content):
    talk = Talk(content, text="Refusal to assess, letter 14/09/2026, cert 18/09/2026. Deadline?")
    turn = called(content, DEADLINE, talk.state, "and if the certificate was dated 10 november 2026?", today=TODAY)
    assert turn.state is not None and turn.state.finished
    assert turn.state.answers["letter_date"] == "2026-09-14"
    assert turn.state.answers["certificate_date"] == "2026-11-10"
    assert "Thursday 10 December 2026" in turn.reply.text  # E3


def test_another_letter_after_the_outcome_begins_anew(content: Content):
    talk = Talk(content, text=EVERYTHING)
    turn = called(
        content, DEADLINE, talk.state, "and the letter dated 2 november 2026, when is its deadline?", today=TODAY
    )
    assert turn.state is not None and "certificate_date" not in turn.state.answers


@pytest.mark.parametrize("message", ["ok", "Okay", "ok thanks", "right"])
def test_ok_is_no_miss(content: Content, message: str):
    talk = Talk(content).say(message)
    assert talk.question == "about" and "not_an_answer" not in talk.lines
    assert talk.state is not None and talk.state.misses == 0


@pytest.mark.parametrize(
    ("message", "answers"),
    [
        ("they wont change the plan", {"about": "decision"}),
        ("what a plan says", {"about": "plan"}),
        ("sections B and F and the school", {"about": "plan"}),
        ("its a draft plan", {"about": "plan"}),
    ],
)
@pytest.mark.parametrize("flow", ["appeal_deadline", "certificate_needed", "mediate_or_appeal"])
def test_the_first_question_in_other_words(content: Content, flow: str, message: str, answers: dict[str, str]):
    assert answers.items() <= Talk(content, flow).say(message).answers.items()
