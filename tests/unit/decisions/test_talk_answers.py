"""Answering a flow: with everything at once, by button, number, words, slips; only what is missing is asked."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.answers.reply import Status
from sendguide.content.bundle import Content
from sendguide.content.flow_models import Flow
from sendguide.decisions.talk import ask_again, missed, reply_to, start
from sendguide.understanding.details import find_details
from tests.unit.decisions.talking import DEADLINE, EVERYTHING, REFUSED, TODAY, Talk, with_flow

NOT_SURE = "I am not sure"


@pytest.fixture
def small(content: Content, flow: Flow) -> Content:
    """The content with the small flow alone."""
    return with_flow(content, flow)


def test_a_flow_starts_with_its_first_question_and_a_button_for_each_answer(small: Content):
    talk = Talk(small, "small")
    assert talk.question == "colour"
    assert talk.titles == ["It is red", "It is blue", "It has no colour", NOT_SURE, "Why do you ask?", "Stop"]
    assert talk.reply.status is Status.FLOW
    assert small.decisions["small"].intro in talk.text


def test_words_that_give_everything_have_the_outcome_at_once_with_the_dates_of_the_calculator(content: Content):
    talk = Talk(content, text=EVERYTHING)
    assert talk.outcome == "dates"
    assert talk.reply.status is Status.ANSWERED
    assert talk.state is not None and talk.state.finished
    assert (talk.answers["letter_date"], talk.answers["certificate_date"]) == ("2026-11-09", "2026-11-20")
    assert "Friday 8 January 2027" in talk.text  # two months from a Monday end on Saturday 9 January
    assert "Monday 11 January 2027" in talk.text


def test_details_that_were_found_before_are_not_looked_for_again(content: Content):
    found = find_details(EVERYTHING, today=TODAY)
    turn = start(content, DEADLINE, details=found, today=TODAY)
    assert turn.state == Talk(content, text=EVERYTHING).state


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("", "about"),
        ("they refused to assess him", "letter_date"),
        ("they refused to assess him, letter dated 9 november", "certificate_date"),
        ("letter dated 9 november", "about"),
        ("certificate dated 20 november, they refused to assess", "letter_date"),
        ("they refused to assess. letter dated 9 november. certificate from last week", "certificate_date"),
    ],
)
def test_only_what_is_missing_is_asked(content: Content, text: str, question: str):
    assert Talk(content, text=text).question == question


def test_what_was_given_is_said_and_not_asked_again(content: Content):
    talk = Talk(content, text="letter dated 9 november")
    assert "noted" in talk.lines and "9 November 2026" in talk.text
    talk.say("1", "1")
    assert talk.question == "certificate_date"


def test_a_date_goes_with_either_question_for_it(content: Content):
    talk = Talk(content, text="letter dated 9 november").say("2", "only the school")
    assert talk.outcome == "school_dates"


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("1", "red"),
        ("2", "blue"),
        ("the second one", "blue"),
        ("It is red", "red"),
        ("it's red!!", "red"),
        ("the bleu letter", "blue"),
        ("dunno", "not_sure"),
        ("i dont know", "not_sure"),
        ("4", "not_sure"),
    ],
)
def test_an_answer_is_a_number_words_or_words_with_a_slip(small: Content, message: str, answer: str):
    assert Talk(small, "small").say(message).answers["colour"] == answer


@pytest.mark.parametrize("title", ["It is red", "It is blue", "It has no colour", NOT_SURE])
def test_a_button_is_the_same_as_its_words(small: Content, title: str):
    by_button, by_words = Talk(small, "small").press(title), Talk(small, "small").say(title)
    assert by_button.turn == by_words.turn


def test_not_sure_goes_on_where_the_flow_says(content: Content):
    assert Talk(content).say("not sure").outcome == "kind_unsure"
    assert Talk(content, answers=REFUSED).say("i have lost the letter").outcome == "find_letter"
    talk = Talk(content, answers={**REFUSED, "letter_date": "2026-11-09"}).say("not sure")
    assert talk.outcome == "certificate_date_unknown"


def test_what_the_message_names_answers_a_choice_in_other_words(content: Content):
    talk = Talk(content).say("they are refusing to assess my son")
    assert talk.answers == REFUSED


def test_the_words_of_a_button_give_no_more_than_the_button(content: Content):
    # "wants to end a plan" alone would name the decision too.
    assert Talk(content).say("The council said no, or wants to end a plan").question == "decision"


def test_an_answer_keeps_what_else_the_message_gives(content: Content):
    talk = Talk(content).say("the council said no, the letter is dated 9 november")
    assert talk.question == "decision"
    assert talk.say("1").question == "certificate_date"


def test_both_dates_in_one_answer(content: Content):
    talk = Talk(content, answers=REFUSED).say("letter 9 november and certificate 20 november")
    assert talk.outcome == "dates"


def test_something_for_a_later_question_is_kept_and_the_open_one_asked_again(content: Content):
    talk = Talk(content, answers=REFUSED).say("certificate is dated 20 november")
    assert talk.question == "letter_date"
    assert "noted" in talk.lines
    assert talk.say("9 november").outcome == "dates"


@pytest.mark.parametrize("message", ["what is mediation?", "who pays for it", "is there a fee", "x" * 1001])
def test_another_question_is_no_answer(content: Content, message: str):
    talk = Talk(content, answers=REFUSED)
    before = talk.state
    assert talk.say(message).turn is None
    assert talk.state == before


@pytest.mark.parametrize("message", ["???", "...", "🙂", " "])
def test_a_message_without_words_is_a_miss(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say(message)
    assert talk.question == "letter_date"
    assert "not_an_answer" in talk.lines


def test_nothing_given_is_lost_by_a_digression(content: Content):
    talk = Talk(content, answers=REFUSED).say("9 november")
    assert talk.state is not None
    back = ask_again(content, talk.state, today=TODAY)
    assert back.state == talk.state
    assert back.reply.buttons == talk.reply.buttons
    assert "Back to your question" in back.reply.text


def test_a_date_that_is_read_back_is_read_back_again_after_a_digression(content: Content):
    talk = Talk(content, answers=REFUSED).say("3/4/2026")
    assert talk.state is not None
    back = ask_again(content, talk.state, today=TODAY)
    assert "3 April 2026" in back.reply.text and "4 March 2026" in back.reply.text


# --- misses -----------------------------------------------------------------------------------------------------------
def test_one_miss_asks_again_and_two_explain_and_show_a_way_out(content: Content):
    talk = Talk(content)
    way_out = content.answers["sendiass_contact"].question
    talk.missed()
    assert "help_choice" not in talk.lines and way_out not in talk.titles
    talk.missed()
    assert "help_choice" in talk.lines and way_out in talk.titles
    assert talk.question == "about"


def test_at_a_date_the_explanation_has_an_example(content: Content):
    talk = Talk(content, answers=REFUSED).say("31 november", "30 february")
    assert "help_date" in talk.lines
    assert "23 November 2026" in talk.text
    assert content.answers["sendiass_contact"].question in talk.titles
    assert "I do not know the date" in talk.titles


def test_misses_are_counted_in_a_row(content: Content):
    talk = Talk(content, answers=REFUSED).say("31 november", "9 november", "31 november")
    assert talk.question == "certificate_date"
    assert "help_date" not in talk.lines
    talk = Talk(content, answers=REFUSED).say("31 november", "the 9th", "no", "31 november")
    assert "help_date" not in talk.lines


def test_misses_lose_nothing(content: Content):
    talk = Talk(content, answers=REFUSED).say("9 november")
    before = talk.answers
    for _ in range(5):
        talk.missed()
    assert talk.answers == before and talk.question == "certificate_date"


# --- what is not there ------------------------------------------------------------------------------------------------
def test_a_flow_that_is_gone_leads_to_people(content: Content):
    state = Talk(content).state
    assert state is not None
    without = with_flow(content, content.decisions["who_to_contact"])
    turns = (
        start(without, DEADLINE, today=TODAY),
        reply_to(without, state, "9 november", today=TODAY),
        ask_again(without, state, today=TODAY),
        missed(without, state, today=TODAY),
    )
    for turn in turns:
        assert turn is not None and turn.state is None
        assert turn.reply.messages and "no longer here" in turn.reply.text


def test_outside_of_a_flow_only_a_button_means_something(content: Content):
    assert reply_to(content, None, "9 november", today=TODAY) is None
    assert reply_to(content, None, '/flow{"flow": "appeal_deadline"}', today=date(2026, 11, 23)) is not None
