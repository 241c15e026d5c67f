"""The last word on a message: a command, another script, danger, or what the ranking says."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from sendguide.content.loader import Content
from sendguide.nlu.triage import Triage
from sendguide.safety.crisis import CrisisScreen
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import Thresholds

SURE = [("mediation_cost", 0.9), ("mediation_what_is", 0.05)]
CLOSE = [("mediation_cost", 0.4), ("mediation_what_is", 0.35)]
FLAT = [("mediation_cost", 0.05), ("mediation_what_is", 0.05)]


@pytest.fixture(scope="module")
def triage(content: Content) -> Triage:
    """Triage with the commands and danger phrases in use."""
    commands = {match_key(phrase): command.id for command in content.commands.values() for phrase in command.phrases}
    return Triage(Thresholds(), commands, CrisisScreen(content.crisis.values()))


def _triaged(triage: Triage, text: str, ranking: list[tuple[str, float]]) -> tuple[str, dict[str, Any]]:
    message = Message(
        {"text": text, "intent_ranking": [{"name": name, "confidence": value} for name, value in ranking]}
    )
    triage.process([message])
    return message.get("intent")["name"], message.get("triage")


@pytest.mark.parametrize(
    ("text", "ranking", "intent"),
    [
        ("how much is it", SURE, "mediation_cost"),
        ("how much is it", CLOSE, "clarify"),
        ("asdf qwer", FLAT, "nlu_fallback"),
        ("he wants to kill himself", SURE, "crisis_mental_health"),
        ("Start again!", SURE, "start_again"),
        ("tell me more", CLOSE, "tell_me_more"),
        ("easy read please", FLAT, "easy_read"),
        ("none of these", FLAT, "none_of_these"),
        ("tell me more about the cost of mediation", SURE, "mediation_cost"),
        ("ما هي الوساطة", SURE, "language_or_format_request"),
        ("hello", [], "language_or_format_request"),
    ],
)
def test_a_message_gets_one_intent_to_act_on(triage: Triage, text: str, ranking: list[tuple[str, float]], intent: str):
    assert _triaged(triage, text, ranking)[0] == intent


def test_danger_is_noticed_in_a_message_that_is_mostly_in_another_script(triage: Triage):
    text = "ابني عمره اثنا عشر عاما ولا نعرف ماذا نفعل he wants to kill himself وهو الآن في غرفته وحده في البيت"
    assert _triaged(triage, text, SURE)[0] == "crisis_mental_health"


def test_what_was_decided_goes_along_for_the_actions(triage: Triage):
    _, outcome = _triaged(triage, "the form is due and he wants to kill himself", [("appeal_deadline", 0.9)])
    assert outcome == {
        "certainty": "crisis",
        "ids": ["crisis_mental_health"],
        "confidence": 0.0,
        "topic": "appeal_deadline",
    }


def test_the_options_of_an_unsure_decision_go_along(triage: Triage):
    assert _triaged(triage, "how much is it", CLOSE)[1]["ids"] == ["mediation_cost", "mediation_what_is"]


def test_every_command_is_a_step_that_exists_and_no_phrase_stands_for_two(content: Content):
    phrases = [match_key(phrase) for command in content.commands.values() for phrase in command.phrases]
    assert set(content.commands) == {"start_again", "tell_me_more", "easy_read", "none_of_these"}
    assert len(set(phrases)) == len(phrases)
    assert all(phrases)
