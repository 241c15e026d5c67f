"""Changing an answer: by words, by button, with the new one in the same breath, and after the outcome."""

from __future__ import annotations

import pytest

from sendguide.content.bundle import Content
from sendguide.decisions.commands import answer_to_change
from tests.unit.decisions.talking import EVERYTHING, REFUSED, Talk

AT_CERTIFICATE = {**REFUSED, "letter_date": "2026-11-09"}


@pytest.mark.parametrize(
    "message",
    [
        "change the letter date",
        "change letter date",
        "chnage the letter date",
        "the letter date is wrong",
        "wrong letter date",
        "i gave you the wrong date",
        "can i change the date",
        "go back to the letter date",
        "Change the date on the letter!",
    ],
)
def test_a_change_asks_for_the_new_date_and_keeps_the_old_one_until_then(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    assert (talk.question, talk.answers) == ("letter_date", AT_CERTIFICATE)
    assert "changing" in talk.lines
    assert talk.say("10 november").answers["letter_date"] == "2026-11-10"
    assert talk.question == "certificate_date"
    assert "changed" in talk.lines and "10 November 2026" in talk.text


@pytest.mark.parametrize(
    "message",
    [
        "change the letter date to 10 november",
        "change the date to 10/11/2026 please",
        "change letter date to the 10th of november",
        "change the letter date from 9 november to 10 november",
        "the letter date is wrong it should be 10 november",
        "wrong letter date, it's 10 november",
        "actually the letter is dated 10 november",
        "sorry the letter is dated 10 november 2026",
    ],
)
def test_a_change_with_the_new_date_in_the_same_breath(content: Content, message: str):
    talk = Talk(content, answers=AT_CERTIFICATE).say(message)
    if talk.reading:  # 10/11 may be two days
        assert "2026-11-10" in talk.reading
        talk.press("10 November 2026")
    assert talk.answers["letter_date"] == "2026-11-10"
    assert talk.question == "certificate_date"


def test_a_new_date_that_is_not_certain_is_read_back(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("actually the letter is dated the 8th")
    assert talk.reading == ("read_back", "2026-11-08")
    assert talk.answers["letter_date"] == "2026-11-09"
    assert talk.say("yes").answers["letter_date"] == "2026-11-08"
    assert talk.question == "certificate_date"


def test_a_new_date_that_cannot_be_leaves_the_old_one(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("change the letter date to 31 november")
    assert "impossible" in talk.lines
    assert talk.question == "letter_date" and talk.answers == AT_CERTIFICATE
    assert talk.say("keep it").question == "certificate_date"


def test_a_change_after_the_outcome_works_it_out_again(content: Content):
    talk = Talk(content, text=EVERYTHING)
    before = talk.text
    talk.say("change the letter date")
    assert talk.outcome is None and talk.question == "letter_date"
    talk.say("2 november")
    assert talk.outcome == "dates" and talk.text != before
    assert "2 November 2026" in talk.text
    assert talk.answers["certificate_date"] == "2026-11-20"


def test_a_change_after_the_outcome_in_the_same_breath(content: Content):
    talk = Talk(content, text=EVERYTHING).say("change the letter date to 2 november")
    assert talk.outcome == "dates" and talk.answers["letter_date"] == "2026-11-02"
    talk = Talk(content, text=EVERYTHING).say("the letter is dated 2 november")
    assert talk.outcome == "dates" and talk.answers["letter_date"] == "2026-11-02"


def test_each_answer_of_an_outcome_has_a_button_that_changes_it(content: Content):
    shown = [title for title in Talk(content, text=EVERYTHING).titles if title.startswith("Change: ")]
    asked = [Talk(content, text=EVERYTHING).press(title).question for title in shown]
    assert asked == ["about", "decision", "letter_date", "certificate_date", "adviser_contacted"]


def test_what_was_only_concluded_can_be_changed(content: Content):
    talk = Talk(content, text=EVERYTHING).press("Change: adviser contact").say("later")
    assert talk.outcome == "late_adviser"
    assert talk.press("Change: adviser contact").say("1").outcome == "dates"


def test_change_without_saying_what_shows_the_answers(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("change an answer")
    assert "which_change" in talk.lines
    assert talk.titles == ["Change: what it is about", "Change: decision", "Change: letter date"]
    assert talk.press("Change: decision").question == "decision"


def test_the_date_is_which_date_when_there_are_two(content: Content):
    talk = Talk(content, text=EVERYTHING).say("change the date")
    assert "which_change" in talk.lines
    assert talk.press("Change: certificate date").question == "certificate_date"


def test_with_one_answer_change_is_that_one_and_with_none_there_is_nothing(content: Content):
    assert Talk(content).say("1", "change my answer").question == "about"
    talk = Talk(content).say("change my answer")
    assert "nothing_to_change" in talk.lines and talk.question == "about"


def test_a_change_of_a_choice_in_the_same_breath(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("change the decision to refused to issue")
    assert talk.answers["decision"] == "refusal_to_issue"
    assert talk.question == "certificate_date"


def test_a_change_takes_away_only_what_no_longer_fits(content: Content):
    talk = Talk(content, answers={**AT_CERTIFICATE, "certificate_date": "none", "adviser": "not_yet"})
    talk.say("change the certificate date to 20 november")
    assert talk.outcome == "dates"
    assert "adviser" not in talk.answers and talk.answers["letter_date"] == "2026-11-09"


def test_every_way_to_ask_for_a_change_asks_for_the_answer_that_it_names(content: Content):
    for flow in content.decisions.values():
        for question in flow.questions:
            for name in question.called:
                others = [other for other in flow.questions if other is not question and not set(other.called) & {name}]
                for form in content.talk.change_forms:
                    said = form.replace("{answer}", name)
                    asked = answer_to_change(said, content.talk, [*others, question], ())
                    assert asked == (question.id, ""), said


def test_changing_while_a_date_is_read_back_asks_for_it_again(content: Content):
    talk = Talk(content, answers=REFUSED).say("3/4/2026", "change the date")
    assert talk.question == "letter_date" and talk.reading == ()


def test_a_question_within_a_change_keeps_the_change(content: Content):
    talk = Talk(content, text=EVERYTHING).say("change the letter date")
    state = talk.state
    assert talk.say("what is a certificate?").turn is None
    assert talk.state == state
    assert talk.say("why").question == "letter_date"


def test_a_letter_that_is_now_after_the_certificate_has_the_certificate_asked_again(content: Content):
    talk = Talk(content, text=EVERYTHING).say("change the letter date to 22 november")
    assert talk.question == "certificate_date"
    assert "before_letter" in talk.lines
    assert talk.answers["certificate_date"] == "2026-11-20"
    assert "Change: letter date" in talk.titles
    talk.say("23 november")
    assert talk.outcome == "dates"
