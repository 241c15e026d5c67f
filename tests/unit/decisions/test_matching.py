"""Typed words are taken for an answer only where it is clear which one; otherwise the question is asked again."""

from __future__ import annotations

import pytest

from sendguide.content.flow_models import Flow
from sendguide.content.loader import Content
from sendguide.decisions import match_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        # the words on the button
        ("It is red", "red"),
        ("it is RED!!", "red"),
        ("  It's red. ", "red"),
        ("I'm not sure", "not_sure"),
        # its place
        ("1", "red"),
        ("2", "blue"),
        ("2.", "blue"),
        ("3rd", "white"),
        ("option 2", "blue"),
        ("number two", "blue"),
        ("no 1", "red"),
        ("the second one", "blue"),
        ("the secnd one", "blue"),
        ("First", "red"),
        ("thrid", "white"),
        ("the fourth option please", "not_sure"),
        # other words for it
        ("red", "red"),
        ("Dark red", "red"),
        ("the red letter", "red"),
        ("plain", "white"),
        ("it's a navy one I think", "blue"),
        ("well, the blue letter from last week", "blue"),
        # small slips
        ("its rred", None),
        ("the bleu letter", "blue"),
        ("the glue letter", None),
        ("the blue leter", "blue"),
        ("plian", "white"),
        ("whyte", "white"),
        # not sure
        ("not sure", "not_sure"),
        ("dunno", "not_sure"),
        ("I don't know", "not_sure"),
        ("idk", "not_sure"),
        ("no idea", "not_sure"),
        ("hard to say", "not_sure"),
        # what is not clear
        ("", None),
        ("?!", None),
        ("5", None),
        ("0", None),
        ("10", None),
        ("the seventh one", None),
        ("no one", None),
        ("the one", None),
        ("both", None),
        ("green", None),
        ("red or the blue letter", None),
        ("not the red letter", None),
        ("it isn't the blue letter", None),
        ("maybe the red letter", None),
        ("is it the red letter?", None),
        ("what is a blue letter", None),
        ("yes", None),
        ("no", None),
        ("when is my deadline", None),
    ],
)
def test_words_mean_one_option_or_none(flow: Flow, text: str, answer: str | None):
    assert match_answer(flow.question("colour"), text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", "large"),
        ("Yeah", "large"),
        ("yep", "large"),
        ("yes please", "large"),
        ("no", "small"),
        ("Nope.", "small"),
        ("nah", "small"),
        ("huge", "large"),
        ("yes and no", None),
        ("not huge", None),
        ("yes it is large", "large"),
    ],
)
def test_yes_and_no_mean_the_only_answer_that_begins_so(flow: Flow, text: str, answer: str | None):
    assert match_answer(flow.question("size"), text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1 October 2026", None),  # read_day reads dates
        ("1", None),
        ("not sure", "not_sure"),
        ("i do not know", "not_sure"),
        ("last year some time", None),
    ],
)
def test_at_a_date_only_the_other_answers_are_looked_for(flow: Flow, text: str, answer: str | None):
    assert match_answer(flow.question("day"), text) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("no certificate", "none"),
        ("I have none yet", "none"),
        ("no", "none"),
        ("I do not know its date", "not_sure"),
        ("5/11/2026 certificate", None),
        ("letter dated 5 November 2026", None),
    ],
)
def test_that_there_is_no_date_is_an_answer_too(flow: Flow, text: str, answer: str | None):
    assert match_answer(flow.question("other_day"), text) == answer


@pytest.mark.parametrize(
    ("place", "text", "answer"),
    [
        ("certificate_needed.decision", "they refused to asess him", "refusal_to_assess"),
        ("certificate_needed.decision", "refused to reassess", "refusal_to_reassess"),
        ("certificate_needed.decision", "they won't assess", "refusal_to_assess"),
        ("certificate_needed.decision", "they will assess", None),
        ("certificate_needed.decision", "it will not assess my child again", "refusal_to_reassess"),
        ("certificate_needed.decision", "cease to maintain", "cease_to_maintain"),
        ("certificate_needed.decision", "they did not refuse to assess", None),
        ("certificate_needed.plan_stage", "a draft plan", "draft"),
        ("certificate_needed.plan_stage", "the final plan", "final"),
        ("certificate_needed.plan_stage", "is a draft the same as a final plan?", None),
        ("certificate_needed.part", "just the school", "school_only"),
        ("certificate_needed.part", "sections B and F", "needs_or_help"),
        ("certificate_needed.part", "not just the school", None),
        ("certificate_needed.adviser", "not yet", "not_yet"),
        ("certificate_needed.adviser", "got the certificate", "have_it"),
        ("certificate_needed.adviser", "i haven't got the certificate", None),
        ("certificate_needed.letter_age", "yes", "late"),
        ("certificate_needed.letter_age", "no", "in_time"),
        ("appeal_deadline.certificate_date", "not got one", "none"),
        ("appeal_deadline.certificate_date", "no", "none"),
        ("appeal_deadline.certificate_date", "none", "none"),
        ("appeal_deadline.adviser", "no", "not_yet"),
        ("appeal_deadline.adviser", "yes", None),
        ("council_said_no.age", "yes", "young_person"),
        ("council_said_no.capacity", "no", "cannot"),
        ("mediate_or_appeal.agreed", "partly", "some"),
        ("mediate_or_appeal.agreed", "no", "none_of_it"),
        ("who_to_contact.urgent", "no", "nobody"),
        ("who_to_contact.urgent", "i cant cope", "breaking_point"),
        ("who_to_contact.urgent", "suicidal", "mental_health"),
        ("who_to_contact.complained", "yes", "no_use"),
    ],
)
def test_words_for_the_real_questions(content: Content, place: str, text: str, answer: str | None):
    flow_id, question_id = place.split(".")
    question = content.decisions[flow_id].question(question_id)
    assert match_answer(question, text) == answer


def test_every_button_and_every_phrase_of_the_real_flows_is_understood(content: Content):
    missed = [
        (flow.id, question.id, answer, phrase)
        for flow in content.decisions.values()
        for question in flow.questions
        for answer, found in question.exits().items()
        for phrase in (found.text, *found.words)
        if match_answer(question, phrase) != answer
    ]
    assert missed == []
