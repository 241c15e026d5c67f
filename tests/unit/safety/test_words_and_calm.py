"""How a message becomes the words of the phrases, and what takes an alarm back."""

from __future__ import annotations

import random

import pytest

from sendguide.answers.compose import NONE_OF_THESE, Composer
from sendguide.answers.reply import Status
from sendguide.content.loader import Content
from sendguide.safety.crisis import CrisisScreen
from sendguide.safety.finding import Strength
from sendguide.safety.words import CrisisWordReader
from sendguide.understanding.check_in import answer_to_check_in
from sendguide.understanding.decide import Certainty, Decision
from tests.support.clock import bounded

MIND, HARM = "crisis_mental_health", "crisis_safeguarding"
READER = CrisisWordReader(
    ["want", "to", "kill", "myself", "suicidal", "not"], {"wanna": "want to", "my self": "myself"}, ["bill", "still"]
)


@pytest.fixture(scope="module")
def screen(content: Content) -> CrisisScreen:
    """The screen with the phrases in use."""
    return content.screen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wanna kill my self!", ". want to kill myself ."),
        ("i wnat to kiill myslef", ". _ want to kill myself ."),
        ("wanttokill", ". want to kill ."),
        ("k1ll sui*idal", ". kill suicidal ."),
        ("the bill, still", ". _ _ , _ ."),
        ("Anna Smith, 3 May 2019", ". _ _ , # _ ## ."),
        ("kill\nmyself\n\nnot", ". kill myself . not ."),
    ],
)
def test_a_message_becomes_known_words_and_blanks(text: str, words: str):
    assert " ".join(READER.read(text)) == words


@pytest.mark.parametrize(
    ("text", "strength", "warmth"),
    [
        ("this process will be the death of me", Strength.CALM, True),
        ("I'm at my wits end with the LA", Strength.CALM, True),
        ("he'll kill me if I'm late", Strength.CALM, False),
        ("he has never tried to hurt himself", Strength.CALM, False),
        ("I was suicidal ten years ago", Strength.CALM, False),
        ("he used to be fine but now he wants to kill himself", Strength.EXACT, False),
        ("we are not late, he wants to kill himself", Strength.EXACT, False),
        ("this form will be the death of me and my son says he wants to kill himself", Strength.EXACT, False),
        ("I am at rock bottom", Strength.NEAR, False),
    ],
)
def test_calm_takes_an_alarm_back_only_where_it_reaches(
    screen: CrisisScreen, text: str, strength: Strength, warmth: bool
):
    found = screen.find(text)
    assert found is not None
    assert (found.strength, found.warmth) == (strength, warmth)


def test_nothing_of_a_message_stays_in_the_screen(screen: CrisisScreen):
    screen.find("Zebedee Quackenbush wants to kill himself at CV9 9ZZ")
    kept = set(screen._phrases._vocab.strings)
    assert not {"Zebedee", "zebedee", "Quackenbush", "quackenbush", "cv9", "9zz"} & kept


def test_a_page_of_nothing_but_words_of_danger_is_screened_quickly(screen: CrisisScreen):
    words = sorted(screen._phrases.words)
    text = " ".join(random.Random(7).choices(words, k=20_000))  # noqa: S311
    with bounded():
        screen.find(text)


# --- the check-in -----------------------------------------------------------------------------------------------------
def test_a_check_in_asks_with_numbers_and_offers_both_kinds_of_help(composer: Composer):
    reply = composer.check_in(HARM, "appeal_how", confidence=0.4)
    assert (reply.status, reply.options, reply.answers) == (Status.CLARIFY, (HARM, MIND, "appeal_how"), ())
    assert reply.buttons[-1].payload == NONE_OF_THESE
    assert all(number in reply.text for number in ("999", "116 123", "85258", "0800 1111"))


def test_a_kind_line_stands_before_an_answer_and_never_before_help(composer: Composer, content: Content):
    kind = content.replies.warmth
    assert composer.with_warmth(composer.answer("mediation_cost")).text.startswith(kind)
    assert composer.with_warmth(composer.answer(MIND)) == composer.answer(MIND)


@pytest.mark.parametrize(
    ("said", "offered", "leads_to"),
    [
        ("affirm", [MIND, HARM, "appeal_how"], (Certainty.CRISIS, MIND)),
        ("deny", [MIND, HARM, "appeal_how"], (Certainty.SURE, "appeal_how")),
        ("deny", [MIND, HARM], (Certainty.SURE, "deny")),
        ("thanks", [MIND, HARM], (Certainty.SURE, "thanks")),
        ("affirm", ["appeal_how"], (Certainty.SURE, "affirm")),
        ("affirm", [], (Certainty.SURE, "affirm")),
    ],
)
def test_yes_calls_for_help_and_no_for_the_topic(said: str, offered: list[str], leads_to: tuple[Certainty, str]):
    text = {"affirm": "yes", "deny": "no"}.get(said, said)
    decision = answer_to_check_in(Decision(Certainty.SURE, (said,), 0.9), offered, text)
    assert (decision.certainty, decision.ids[0]) == leads_to


@pytest.mark.parametrize(
    ("certainty", "said", "text", "stays"),
    [
        (Certainty.SURE, "deny", "no but she might", True),
        (Certainty.SURE, "deny", "not really", True),
        (Certainty.LOST, "nlu", "kind of", True),
        (Certainty.UNSURE, "privacy_of_chat", "maybe", True),
        (Certainty.SURE, "mediation_cost", "how much does mediation cost", False),
        (Certainty.UNSURE, "appeal_how", "the council sent us a letter about the plan last week", False),
    ],
)
def test_an_unclear_answer_keeps_the_help(certainty: Certainty, said: str, text: str, stays: bool):
    decision = answer_to_check_in(Decision(certainty, (said,), 0.5), [MIND, HARM], text)
    assert (decision.certainty is Certainty.CHECK_IN) is stays
