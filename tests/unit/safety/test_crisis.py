"""Danger is noticed by its words, in every register; everyday exaggeration is not taken for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sendguide.content.loader import Content
from sendguide.safety.crisis import CrisisScreen
from sendguide.safety.finding import Strength
from tests.support.clock import bounded

PHRASES = yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8"))


def _danger() -> Iterator[tuple[str, str]]:
    for answer_id, phrases in PHRASES["danger"].items():
        for phrase in phrases:
            yield phrase, answer_id


@pytest.fixture(scope="module")
def screen(content: Content) -> CrisisScreen:
    """The screen with the patterns in use."""
    return content.screen


def is_alarm(screen: CrisisScreen, phrase: str) -> bool:
    """Whether help would come first."""
    found = screen.find(phrase)
    return found is not None and found.is_exact


@pytest.mark.parametrize(("phrase", "answer_id"), _danger())
def test_danger_is_noticed(screen: CrisisScreen, phrase: str, answer_id: str):
    found = screen.find(phrase)
    assert found is not None and (found.strength, found.answer_id) == (Strength.EXACT, answer_id)


@pytest.mark.parametrize("phrase", PHRASES["figurative"])
def test_a_figure_of_speech_is_no_danger(screen: CrisisScreen, phrase: str):
    found = screen.find(phrase)
    assert found is None or not found.is_danger


def test_plain_facts_that_share_words_with_danger_seldom_set_it_off(screen: CrisisScreen):
    alarms = [phrase for phrase in PHRASES["close_calls"] if is_alarm(screen, phrase)]
    assert len(alarms) <= len(PHRASES["close_calls"]) // 4, alarms


@pytest.mark.parametrize("where", ["{} thanks", "hi. {}", "what is section F? {}\n\nand who pays", "  {}  "])
def test_danger_is_noticed_wherever_it_stands(screen: CrisisScreen, where: str):
    assert is_alarm(screen, where.format("he wants to kill himself"))


@pytest.mark.parametrize(
    "phrase", ["HE WANTS TO KILL HIMSELF", "he wants\nto  die", "i don`t want to live", "don´t want to be here"]
)
def test_capitals_blanks_and_apostrophes_do_not_hide_danger(screen: CrisisScreen, phrase: str):
    assert is_alarm(screen, phrase)


def test_every_answer_for_danger_exists(content: Content):
    assert {danger.answer for danger in content.crisis.values()} <= set(content.answers)


@pytest.mark.parametrize("piece", ["a", " ", "'", "i want to ", "kill ", "doesnt want to ", "self ", "end it ", "😀"])
def test_long_messages_are_screened_quickly(screen: CrisisScreen, piece: str):
    with bounded():
        screen.find(piece * (20_000 // len(piece)))
