"""Dates in a conversation: read back where not certain, complained about where they cannot be, never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.content.bundle import Content
from tests.unit.decisions.talking import REFUSED, TODAY, Talk

AT_CERTIFICATE = {**REFUSED, "letter_date": "2026-11-09"}


# --- read back --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("message", "reading"),
    [
        ("the 9th", ("read_back", "2026-11-09")),
        ("last tuesday", ("read_back", "2026-11-17")),
        ("3 weeks ago", ("read_back", "2026-11-02")),
        ("i think 9 november", ("read_back", "2026-11-09")),
        ("9 november?", ("read_back", "2026-11-09")),
        ("tuesday 9 november", ("read_back", "2026-11-09")),  # it is a Monday
        ("i rang them on 9 november", ("read_back", "2026-11-09")),
        ("same as my birthday 3 june", ("read_back", "2026-06-03")),
        ("the week of 9 november", ("read_back", "2026-11-09")),
        ("oct 26", ("read_back", "2026-10-26")),  # or October 2026
        ("3/4/2026", ("read_back_two", "2026-04-03", "2026-03-04")),
        ("11/12/2026", ("read_back", "2026-11-12")),  # 11 December is still to come
        ("it came on 9 november", ("read_back_came", "2026-11-09")),
        ("it came on saturday but dated the 5th", ("read_back_came", "2026-11-05")),
        ("9 november 2025", ("read_back_old", "2025-11-09")),
    ],
)
def test_a_date_that_is_not_certain_is_read_back(content: Content, message: str, reading: tuple[str, ...]):
    talk = Talk(content, answers=REFUSED).say(message)
    assert talk.reading == reading
    assert talk.answers == REFUSED
    assert reading[0] in talk.lines


@pytest.mark.parametrize(
    "message",
    [
        "yes",
        "Yes, that is right",
        "yeah",
        "correct",
        "that's it",
        "ok",
        "yes thats the date on it",
        "yes the 9th",
        "ys",
    ],
)
def test_yes_takes_it(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say("the 9th", message)
    assert talk.answers["letter_date"] == "2026-11-09"
    assert talk.question == "certificate_date" and talk.reading == ()


@pytest.mark.parametrize(
    "message", ["no", "nope", "No, another date", "that's wrong", "not that one", "no that is when it came"]
)
def test_no_lets_go_of_it_and_asks_again(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say("the 9th", message)
    assert talk.reading == () and talk.answers == REFUSED
    assert talk.question == "letter_date" and "another_date" in talk.lines


@pytest.mark.parametrize(
    "message", ["10 november", "no, 10 november", "no its the tenth of november", "sorry, 10/11/2026?"]
)
def test_another_date_takes_its_place(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say("the 9th", message)
    assert "2026-11-10" in (*talk.answers.values(), *talk.reading)
    assert "2026-11-09" not in (*talk.answers.values(), *talk.reading)


def test_not_sure_of_a_date_that_is_read_back(content: Content):
    talk = Talk(content, answers=REFUSED).say("the 9th", "not sure")
    assert talk.outcome == "find_letter"


@pytest.mark.parametrize(
    ("message", "day"),
    [
        ("the first", "2026-04-03"),
        ("2", "2026-03-04"),
        ("the second one", "2026-03-04"),
        ("april", "2026-04-03"),
        ("the march one", "2026-03-04"),
        ("3 april", "2026-04-03"),
        ("4th of march", "2026-03-04"),
    ],
)
def test_one_of_two_dates_is_chosen_by_place_month_or_in_full(content: Content, message: str, day: str):
    talk = Talk(content, answers=REFUSED).say("3/4/2026", message)
    if talk.reading:  # without its year, 3 April may be the next one
        talk.say("yes")
    assert talk.answers["letter_date"] == day


@pytest.mark.parametrize("message", ["yes", "ok", "yes thats right"])
def test_yes_to_one_of_two_says_nothing(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say("3/4/2026", message)
    assert talk.reading == ("read_back_two", "2026-04-03", "2026-03-04")
    assert "unclear_date" in talk.lines


@pytest.mark.parametrize("title", ["3 April 2026", "4 March 2026"])
def test_each_of_two_dates_has_a_button(content: Content, title: str):
    talk = Talk(content, answers=REFUSED).say("3/4/2026").press(title)
    assert talk.question == "certificate_date" and title in talk.place.ask.reason(talk.place.path.steps[-1], {})


def test_the_buttons_of_a_date_that_is_read_back(content: Content):
    talk = Talk(content, answers=REFUSED).say("the 9th")
    assert talk.titles == ["Yes, that is right", "No, another date", "I do not know the date", "Stop"]
    assert talk.press("No, another date").reading == ()


# --- two letters ------------------------------------------------------------------------------------------------------
TWO_LETTERS = [
    "letter 9 november and another 12 october",
    "we have 2 letters, 9 november and 12 october",
    "one letter is 9 november, the other letter is dated 12 october",
    "first letter 9 november second letter 12 october",
    "9 november and 12 october",
    "9 november or 12 october",
]


@pytest.mark.parametrize("message", TWO_LETTERS)
def test_of_two_letters_it_is_asked_which(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say(message)
    assert talk.answers == REFUSED
    assert talk.reading == ("read_back_which", "2026-11-09", "2026-10-12")
    assert talk.press("12 October 2026").answers["letter_date"] == "2026-10-12"


@pytest.mark.parametrize("message", TWO_LETTERS[:4])
def test_of_two_letters_in_the_first_message_it_is_asked_which(content: Content, message: str):
    talk = Talk(content, text=f"they refused to assess. {message}. when is my deadline")
    assert "letter_date" not in talk.answers
    assert talk.question == "letter_date"
    assert talk.reading == ("read_back_which", "2026-11-09", "2026-10-12") or not talk.reading
    assert talk.say("9 november").question == "certificate_date"


def test_two_dates_of_a_letter_in_the_first_message_are_both_offered(content: Content):
    text = "they refused to assess. the letter is dated 9 november. the letter is dated 12 october"
    assert Talk(content, text=text).reading == ("read_back_which", "2026-11-09", "2026-10-12")


@pytest.mark.parametrize(
    "message", ["9 november, 12 october and 3 september", "the 9th or the 12th", "9 to 12 november"]
)
def test_of_more_or_of_vague_dates_one_is_asked_for(content: Content, message: str):
    talk = Talk(content, answers=REFUSED).say(message)
    assert talk.answers == REFUSED and talk.reading == ()
    assert talk.lines & {"several", "exact_day", "unclear_date"}


def test_a_date_of_something_else_beside_the_letters_is_read_back(content: Content):
    talk = Talk(content, answers=REFUSED).say("letter dated 9 november, i rang them on 12 november")
    assert talk.reading == ("read_back", "2026-11-09")


# --- what cannot be ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("31 November", "impossible"),
        ("30 February", "impossible"),
        ("31/11/2026", "impossible"),
        ("12 october 20206", "year"),
        ("12/10/20206", "year"),
        ("12 october 206", "year"),
        ("12 october last year", "year"),
        ("tomorrow", "future"),
        ("24 november 2026", "future"),
        ("1 june 2027", "future"),
        ("9 tachwedd", "not_english"),
        ("9 Hydref 2026", "not_english"),
        ("nueve de noviembre", "not_english"),
        ("9 listopada", "not_english"),
        ("November", "exact_day"),
        ("last week", "exact_day"),
        ("last month", "exact_day"),
        ("early november", "exact_day"),
        ("sometime in october", "exact_day"),
        ("before half term", "exact_day"),
        ("the other day", "exact_day"),
        ("07700 900123", "unclear_date"),
        ("024 7683 1614", "unclear_date"),
        ("9 november but i'm not sure", "unclear_date"),
        ("123456", "unclear_date"),
    ],
)
def test_what_is_no_date_gets_a_clear_sentence_and_the_same_question(content: Content, message: str, line: str):
    talk = Talk(content, answers=REFUSED).say(message)
    assert line in talk.lines
    assert talk.question == "letter_date" and talk.answers == REFUSED and talk.reading == ()
    assert talk.state is not None and talk.state.misses == 1


def test_a_date_to_come_is_named(content: Content):
    assert "24 November 2026 has not come yet" in Talk(content, answers=REFUSED).say("tomorrow").text


def test_today_can_be_confirmed(content: Content):
    assert Talk(content, answers=REFUSED).say("today", "yes").answers["letter_date"] == TODAY.isoformat()


# --- the certificate and the letter -----------------------------------------------------------------------------------
def test_a_certificate_before_the_letter_is_asked_again_with_both_dates(content: Content):
    talk = Talk(content, answers=AT_CERTIFICATE).say("8 november")
    assert "before_letter" in talk.lines
    assert "8 November 2026" in talk.text and "9 November 2026" in talk.text
    assert talk.question == "certificate_date" and talk.answers == AT_CERTIFICATE
    assert talk.press("Change: letter date").question == "letter_date"


def test_a_certificate_of_the_letters_day_is_taken(content: Content):
    assert Talk(content, answers=AT_CERTIFICATE).say("9 november").outcome == "dates"


def test_a_certificate_before_the_letter_in_the_first_message_is_asked_again(content: Content):
    talk = Talk(content, text="they refused to assess. letter dated 20 november, certificate dated 9 november")
    assert talk.question == "certificate_date" and "before_letter" in talk.lines
    assert talk.say("21 november").outcome == "dates"


def test_who_leaves_a_certificate_before_the_letter_gets_no_dates_but_the_reason(content: Content):
    talk = Talk(content, text="they refused to assess. letter dated 20 november, certificate dated 9 november")
    talk.say("leave it as it is", "in time")
    assert talk.outcome == "dates"
    assert "Aim for:" not in talk.text and "Change: certificate date" in talk.titles


# --- rule D9: more than 12 months -------------------------------------------------------------------------------------
def test_a_letter_of_more_than_twelve_months_ago_is_asked_again_and_then_has_no_dates(content: Content):
    talk = Talk(content, answers=REFUSED).say("9 november 2025")
    assert "read_back_old" in talk.lines and "12 months" in talk.text
    talk.say("yes", "no certificate", "no")
    assert talk.outcome == "dates_not_asked"
    assert talk.answers["letter_date"] == "2025-11-09"
    assert "more than 12 months ago" in talk.text
    assert "Aim for:" not in talk.text and "Change: letter date" in talk.titles


@pytest.mark.parametrize(("today", "is_old"), [(date(2026, 11, 9), False), (date(2026, 11, 10), True)])
def test_twelve_months_are_to_the_day(content: Content, today: date, is_old: bool):
    talk = Talk(content, answers=REFUSED, today=today).say("9 november 2025")
    assert talk.reading == (("read_back_old", "2025-11-09") if is_old else ())


def test_an_old_date_in_the_first_message_is_read_back(content: Content):
    talk = Talk(content, text="they refused to assess, letter dated 9 november 2024")
    assert talk.reading == ("read_back_old", "2024-11-09")


def test_one_of_two_dates_that_is_old_is_read_back_too(content: Content):
    talk = Talk(content, answers=REFUSED).say("12/11/2025").say("the first")
    assert talk.reading == ("read_back_old", "2025-11-12")


# --- dates in the first message ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("letter dated 3/4/2026", ("read_back_two", "2026-04-03", "2026-03-04")),
        ("letter dated 11/12/2026", ("read_back", "2026-11-12")),
        ("letter dated the 9th", ("read_back", "2026-11-09")),
        ("letter dated last tuesday", ("read_back", "2026-11-17")),
        ("letter is from last week", ()),
        ("letter dated 31 november", ()),
        ("letter dated tomorrow", ()),
        ("letter dated 9 november 20206", ()),
    ],
)
def test_a_date_that_is_not_certain_is_not_taken_from_the_first_message(
    content: Content, words: str, reading: tuple[str, ...]
):
    talk = Talk(content, text=f"they refused to assess, {words}")
    assert talk.question == "letter_date" and talk.reading == reading
    assert talk.answers == REFUSED


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("letter 9 november but dated 2 november", ("read_back_which", "2026-11-09", "2026-11-02")),
        ("letter dated 9 november, sorry 10 november", ("read_back_which", "2026-11-09", "2026-11-10")),
        ("letter of 9 november and of 12 october", ("read_back_which", "2026-11-09", "2026-10-12")),
        ("letter 9 nov or 10 nov", ("read_back_which", "2026-11-09", "2026-11-10")),
        ("letter dated 9 november or maybe 8", ("read_back", "2026-11-09")),
        ("i think the letter was 9 november", ("read_back", "2026-11-09")),
        ("they sent a letter on 9 november", ("read_back_came", "2026-11-09")),
    ],
)
def test_what_is_said_beside_a_date_of_the_first_message_is_heard(
    content: Content, words: str, reading: tuple[str, ...]
):
    talk = Talk(content, text=f"they refused to assess, {words}")
    assert talk.question == "letter_date" and talk.reading == reading
    assert talk.place.question is not None and talk.place.question.text in talk.text  # it says of what


@pytest.mark.parametrize(
    "words",
    [
        "letter dated 9 november",
        "letter dated 9 november, arrived on 12 november",
        "decision letter 9 november came 12 november",
        "LETTER DATED 9TH NOVEMBER 2026",
        "the date on the letter is 9 november",
        "letter: 9 november, certificate: 20 november",
    ],
)
def test_a_plain_date_of_the_first_message_is_taken(content: Content, words: str):
    assert Talk(content, text=f"they refused to assess, {words}").answers["letter_date"] == "2026-11-09"


def test_a_number_elsewhere_in_the_message_takes_no_date_away(content: Content):
    talk = Talk(content, text="ref 1234567. they refused to assess, letter dated 9 november")
    assert talk.answers["letter_date"] == "2026-11-09"


def test_digits_are_read_back_as_a_date(content: Content):
    assert Talk(content, answers=REFUSED).say("12112026").reading == ("read_back", "2026-11-12")
    assert Talk(content, answers=REFUSED).say("12 10 26").reading == ("read_back", "2026-10-12")


# --- a question about the deadline that gives dates -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("they refused to assess on 9 november, when is my deadline", ("read_back_came", "2026-11-09")),
        ("they refused to assess on 11/12/2026, when is my deadline", ("read_back_came", "2026-11-12")),
        ("they refused to assess on 3/4/2026, when is my deadline", ("read_back_two", "2026-04-03", "2026-03-04")),
        ("they refused to assess last week, when is my deadline", ()),
        ("they refused to assess, my deadline is 9 january", ()),
    ],
)
def test_a_lone_date_that_is_of_nothing_is_confirmed_or_not_used(content: Content, text: str, reading: tuple[str, ...]):
    talk = Talk(content, text=text)
    assert talk.question == "letter_date" and talk.reading == reading


def test_of_two_dates_in_the_first_message_it_is_said_once_that_they_are_two(content: Content):
    talk = Talk(content, text="they refused to assess. the letter is dated 9 november. the letter is dated 12 october")
    assert "several" not in talk.lines and talk.reading[0] == "read_back_which"


def test_a_date_with_another_reading_is_not_said_to_be_still_to_come(content: Content):
    talk = Talk(content, text="they refused to assess, letter dated 11/12/2026")
    assert "future" not in talk.lines and talk.reading == ("read_back", "2026-11-12")
