"""What an outcome tells: the answer, the dates, why, the rule and source, what to do, who can help, and the caveat."""

from __future__ import annotations

import re

import pytest

from sendguide.answers.payloads import read_press
from sendguide.answers.reply import Message, Status
from sendguide.content.bundle import Content
from sendguide.deadlines.kinds import Kind
from sendguide.decisions.result import result
from tests.unit.decisions.talking import EVERYTHING, REFUSED, Talk

CAVEAT = "This is a guide. The Tribunal decides. Check with SENDIASS or IPSEA."
HELP = {"coventry_sendiass", "ipsea"}


def cards(content: Content, *messages: Message) -> list[str]:
    """The ids of the contacts that are shown."""
    names = {contact.name: contact.id for contact in content.contacts.values()}
    return [names[block.title] for message in messages for block in message.blocks if block.kind == "contact"]


def test_the_first_message_is_the_answer_with_its_dates_and_the_caveat(content: Content):
    answer, *_ = Talk(content, text=EVERYTHING).reply.messages
    headings = content.deadlines.rules.headings if content.deadlines else None
    assert headings is not None
    places = [answer.text.find(heading) for heading in (headings.target, headings.last)]
    assert -1 not in places and places == sorted(places)  # never the last date without the target before it
    assert headings.adviser not in answer.text  # whoever has a certificate has contacted the adviser
    assert content.decisions["appeal_deadline"].outcome("dates").headline in answer.text
    assert CAVEAT in answer.text


@pytest.mark.parametrize(("contacted", "told"), [("not yet", True), ("2", False)])
def test_the_date_to_contact_the_adviser_is_told_only_while_it_is_to_be_done(
    content: Content, contacted: str, told: bool
):
    talk = Talk(content, text="they refused to assess, letter dated 9 november").say("no certificate yet", contacted)
    headings = content.deadlines.rules.headings if content.deadlines else None
    assert headings is not None
    assert (headings.adviser in talk.text) == told
    assert ("Contact the mediation adviser by Saturday 9 January 2027" in talk.text) == told


def test_the_second_says_because_of_what_with_a_button_to_change_each(content: Content):
    talk = Talk(content, text=EVERYTHING)
    _, because, *_ = talk.reply.messages
    reasons = next(block.items for block in because.blocks if block.kind == "list")
    changed = [press.question for button in because.buttons if (press := read_press(button.payload)) is not None]
    steps = talk.place.path.steps
    assert len(reasons) == len(steps)
    assert changed == [step.question.id for step in steps]
    assert all(reason.startswith("because") for reason in reasons)
    assert "9 November 2026" in because.text and "20 November 2026" in because.text


def test_the_third_has_rule_source_steps_contacts_and_the_caveat(content: Content):
    talk = Talk(content, text=EVERYTHING)
    _, _, more, *_ = talk.reply.messages
    outcome = content.decisions["appeal_deadline"].outcome("dates")
    assert "by the later of these" in more.text
    assert "Checked on" in more.text and talk.reply.sources
    assert all(str(place) + ". " in more.text for place in range(1, len(outcome.steps) + 1))
    assert set(outcome.contacts) <= set(cards(content, more))
    assert more.text.rstrip().endswith(CAVEAT)
    assert content.talk.lines.button_restart in talk.titles


@pytest.mark.parametrize("flow_id", ["appeal_deadline", "council_said_no", "certificate_needed", "mediate_or_appeal"])
def test_every_reason_of_every_outcome_can_be_changed(content: Content, flow_id: str):
    talk = Talk(content, flow_id)
    while talk.question is not None:
        talk.press(next(title for title in talk.titles if title == talk.place.question.not_sure.text))  # type: ignore[union-attr]
    asked = {step.question.id for step in talk.place.path.steps}
    presses = [press for button in talk.reply.buttons if (press := read_press(button.payload)) is not None]
    assert asked <= {press.question for press in presses if press.do == "change"}


# --- refusals ---------------------------------------------------------------------------------------------------------
def test_discrimination_has_no_date_but_says_why_and_whom_to_ask(content: Content):
    talk = Talk(content, text="the school discriminated against him, when is my deadline")
    assert talk.outcome == "discrimination"
    assert "6 months" in talk.text and "Aim for:" not in talk.text
    assert {"ipsea", "eass"} <= set(cards(content, *talk.reply.messages))


def test_a_letter_that_is_too_old_has_no_dates_but_the_reason_and_people(content: Content):
    talk = Talk(content, answers={**REFUSED, "letter_date": "2024-11-09", "certificate_date": "not_sure"})
    answer, *_ = talk.reply.messages
    assert "9 November 2024" in answer.text and "12 months" in answer.text
    assert not re.search(r"Aim for:|last date we work out", talk.text)
    assert set(cards(content, *talk.reply.messages)) >= HELP
    assert CAVEAT in talk.text


def test_a_certificate_that_is_too_late_has_no_dates_but_the_reason_and_people(content: Content):
    answers = {**REFUSED, "letter_date": "2026-05-01", "certificate_date": "2026-11-01", "adviser_contacted": "in_time"}
    talk = Talk(content, answers=answers)
    assert talk.outcome == "dates"
    assert not re.search(r"Aim for:|last date we work out", talk.text)
    assert set(cards(content, *talk.reply.messages)) >= HELP


def test_who_was_late_is_sent_to_advice_and_the_tribunal(content: Content):
    talk = Talk(content, answers={**REFUSED, "letter_date": "2026-05-01", "certificate_date": "none"}).say("3")
    assert talk.outcome == "late_adviser"
    assert "Aim for:" not in talk.text
    assert set(cards(content, *talk.reply.messages)) >= {*HELP, "send_tribunal"}


def test_a_date_that_has_passed_says_that_late_appeals_can_be_asked_for(content: Content):
    talk = Talk(content, answers={**REFUSED, "letter_date": "2026-06-01", "certificate_date": "2026-06-20"})
    assert talk.outcome == "dates"
    assert re.search(r"late|still ask", talk.text)
    assert set(cards(content, *talk.reply.messages)) >= HELP


# --- danger -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("answer", ["danger", "child_not_safe", "upset", "mental_health", "breaking_point", "not_sure"])
def test_danger_is_answered_with_help_alone(content: Content, answer: str):
    talk = Talk(content, "who_to_contact").pressed(flow="who_to_contact", question="urgent", answer=answer)
    assert talk.reply.status is Status.CRISIS
    assert len(talk.reply.messages) == 1
    assert not re.search(r"mediat|tribunal|certificate|I say this", talk.text, re.IGNORECASE)
    assert cards(content, *talk.reply.messages)
    for button in talk.reply.buttons:
        assert read_press(button.payload) is None and "crisis_" in button.payload
    assert all(line not in talk.text for line in (content.talk.lines.changed, content.talk.lines.kept))


def test_in_immediate_danger_the_first_words_are_to_ring_999(content: Content):
    talk = Talk(content, "who_to_contact").say("1")
    assert talk.text.startswith("Ring 999 now.")


def test_who_is_safe_after_all_can_go_back(content: Content):
    talk = Talk(content, "who_to_contact").say("1", "go back")
    assert talk.question == "urgent"
    assert talk.say("no").question == "problem"


def test_every_kind_of_decision_that_a_flow_dates_is_told(content: Content):
    """A date is told wherever the calculator gives one, for every kind that the flow settles."""
    flow = content.decisions["appeal_deadline"]
    for kind in set(Kind) - {Kind.DISCRIMINATION, Kind.SECTION_I_ONLY, Kind.PLAN_CONTENTS}:
        answers = {"about": "decision", "decision": kind.value, "letter_date": "2026-11-09"}
        talk = Talk(content, answers={**answers, "certificate_date": "2026-11-20"})
        end = result(flow, talk.place.path.answers)
        assert end is not None and end.calculation is not None and end.calculation.kind is kind
        assert "Monday 11 January 2027" in talk.text


def test_what_cannot_wait_stands_before_the_dates(content: Content):
    """The letter's two months end on 30 November; today is the 23rd (domain.md 6.0, question 5)."""
    talk = Talk(content, text="they refused to assess, letter dated 30 september").say("no certificate yet", "not yet")
    first = talk.reply.messages[0].text
    assert first.index("Contact them today") < first.index("Aim for: ")
    assert first.index("Send the appeal now") < first.index("Aim for: ")
    assert first.index("Some websites say 60 days") > first.index("Aim for: ")
