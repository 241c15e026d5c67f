"""A message that gives dates and opens the deadline flow is told at once what follows from them; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from sendguide.answers.reply import Reply
from sendguide.content.loader import Content
from sendguide.decisions.talk import Turn, reply_to, start

TODAY = date(2026, 11, 23)
RULE = "1 calendar month from the date on your mediation certificate"


def _opened(content: Content, text: str) -> Turn:
    return start(content, "appeal_deadline", text=text, today=TODAY)


def _cards(reply: Reply) -> dict[str, str]:
    return {block.title: block.text for message in reply.messages for block in message.blocks if block.kind == "date"}


def test_a_letter_alone_gives_its_own_dates_at_once(content: Content):
    reply = _opened(content, "letter dated 27 october 2026, when is the deadline").reply
    assert list(_cards(reply).values()) == [
        "Thursday 24 December 2026", "Monday 4 January 2027", "Sunday 27 December 2026",
    ]  # fmt: skip
    assert RULE in reply.text
    assert "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA." in reply.text
    assert reply.sources


def test_with_a_certificate_the_sooner_date_for_the_school_alone_is_said_too(content: Content):
    text = "letter dated 3 October 2026, certificate dated 15 November 2026, which deadline applies"
    reply = _opened(content, text).reply
    assert list(_cards(reply).values())[:2] == ["Tuesday 15 December 2026", "Tuesday 15 December 2026"]
    assert "only about the school or college (section I)" in reply.text
    assert "Thursday 3 December 2026" in reply.text


def test_the_flow_goes_on_to_ask(content: Content):
    turn = _opened(content, "letter dated 27 october 2026, when is the deadline")
    assert turn.state is not None and turn.state.answers["letter_date"] == "2026-10-27"
    assert "What do you want to appeal?" in turn.reply.text


def test_a_date_to_come_is_named_and_not_worked_with(content: Content):
    reply = _opened(content, "decision letter 20 june 2027, when does it run out").reply
    assert "20 June 2027 has not come yet" in reply.text
    assert RULE in reply.text
    assert _cards(reply) == {}


def test_two_letters_are_asked_back(content: Content):
    reply = _opened(content, "one letter dated 9 november 2026 and one letter dated 2 october 2026, deadline?").reply
    assert "more than one date" in reply.text
    assert _cards(reply) == {}


@pytest.mark.parametrize("text", ["got the letter 9 november 2026, how long to appeal", "9 november 2026, deadline?"])
def test_a_date_that_may_be_of_something_else_is_read_back_when_the_letter_is_asked_for(content: Content, text: str):
    turn = _opened(content, text)
    assert _cards(turn.reply) == {}
    for said in ("the council said no", "will not assess"):
        turn = reply_to(content, turn.state, said, today=TODAY) or turn
    assert "Is 9 November 2026 the date printed on it?" in turn.reply.text
    turn = reply_to(content, turn.state, "yes", today=TODAY) or turn
    assert turn.state is not None and turn.state.answers["letter_date"] == "2026-11-09"


def test_without_a_date_nothing_is_said_before_the_questions(content: Content):
    reply = _opened(content, "work out my deadline").reply
    assert RULE not in reply.text
    assert reply.sources == ()
