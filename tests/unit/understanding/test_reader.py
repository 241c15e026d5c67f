"""A message is read: commands, danger, follow-ups, several asks, what it states; with a small trained classifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from sendguide.content.loader import Content
from sendguide.content.models import ERASE
from sendguide.understanding.clean import match_key
from sendguide.understanding.decide import MOST_OPTIONS, Certainty, Decision, Thresholds
from sendguide.understanding.reader import (
    OTHER_LANGUAGE,
    RANKED,
    Before,
    MessageReader,
    Reading,
    Words,
    never_one_of_several,
)
from sendguide.understanding.sentences import MOST_PARTS
from tests.support.clock import bounded

TODAY = date(2026, 11, 23)
SURE, UNSURE, LOST, CRISIS = Certainty.SURE, Certainty.UNSURE, Certainty.LOST, Certainty.CRISIS
CHECK_IN = Certainty.CHECK_IN
MIND = "crisis_mental_health"
OFFER = Before("mediation_cost", ("appeal_how", "complaint"))


Read = Callable[..., Reading]


@pytest.fixture(scope="module")
def read(reader: MessageReader) -> Read:
    """Reads a message on the day of the tests, with what was before it as `before`."""
    return partial(reader.read, today=TODAY)


# --- one ask --------------------------------------------------------------------------------------------------------
ONE = {
    "how much is mediation": "mediation_cost",
    "How many hours does mediation take?": "mediation_duration",
    "can i bring my sister": "mediation_who_attends",
    "wot dus medation cost plz": "mediation_cost",
    "HOW DO I APPEAL": "appeal_how",
    "hello": "greet",
}


@pytest.mark.parametrize(("text", "answer_id"), ONE.items(), ids=ONE.values())
def test_a_clear_question_is_answered(read: Read, text: str, answer_id: str):
    reading = read(text)
    assert (reading.decision.certainty, reading.decision.ids) == (SURE, (answer_id,))
    assert reading.ranking[0][0] == answer_id


@pytest.mark.parametrize("text", ["qwrt zxcv", "zzz", "😀", ",", "", "\n", "???"])
def test_what_has_no_known_word_is_not_guessed_at(reader: MessageReader, text: str):
    topics_only = replace(reader, thresholds=Thresholds(crisis=1.0, crisis_sentence=1.0, crisis_sentence_words=1.0))
    assert topics_only.read(text, today=TODAY).decision.certainty is LOST


# --- commands -------------------------------------------------------------------------------------------------------
def test_every_command_is_obeyed(read: Read, content: Content):
    for command in content.commands.values():
        if command.id != ERASE and not command.id.startswith("option_"):
            for phrase in command.phrases:
                assert read(f"{phrase.upper()}!").decision == Decision(SURE, (command.id,), 1.0)


@pytest.mark.parametrize(
    "text", ["tell me more about the cost of mediation", "start my appeal again", "why is it free"]
)
def test_a_longer_message_is_no_command(read: Read, content: Content, text: str):
    assert set(read(text).decision.ids).isdisjoint(content.commands)


ORDINALS = {
    "the first one": "appeal_how",
    "1": "appeal_how",
    "First": "appeal_how",
    "the second one": "complaint",
    "Option 2.": "complaint",
}


@pytest.mark.parametrize(("text", "answer_id"), ORDINALS.items(), ids=ORDINALS.keys())
def test_an_ordinal_picks_what_was_offered(read: Read, text: str, answer_id: str):
    assert read(text, before=OFFER).decision == Decision(SURE, (answer_id,), 1.0)


@pytest.mark.parametrize("before", [None, Before(), Before("mediation_cost"), OFFER], ids=range(4))
def test_an_ordinal_without_such_an_offer_is_read_as_words(read: Read, content: Content, before: Before | None):
    reading = read("the third one", before=before)
    assert reading.ranking
    assert set(reading.decision.ids).isdisjoint(content.commands)


def test_no_phrase_stands_for_two_commands(content: Content):
    phrases = [match_key(phrase) for command in content.commands.values() for phrase in command.phrases]
    assert len(set(phrases)) == len(phrases)
    assert all(phrases)


def test_every_command_is_a_step_that_exists(content: Content):
    steps = {"start_again", "tell_me_more", "easy_read", "none_of_these"}
    assert set(content.commands) == steps | {"option_1", "option_2", "option_3"} | {ERASE}  # the door takes the last


# --- another script, and danger -------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["ما هي الوساطة", "什么是调解", "Що таке медіація, mediation?"])
def test_another_script_gets_the_offer_of_an_interpreter(read: Read, text: str):
    assert read(text).decision == Decision(SURE, (OTHER_LANGUAGE,), 1.0)


DANGER = [
    "i want to kill myself",
    "I WANT TO DIE how do i appeal",
    "how much is mediation. my son says he wants to kill himself",
    "ابني عمره اثنا عشر عاما ولا نعرف ماذا نفعل he wants to kill himself وهو الآن في غرفته وحده في البيت",
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_comes_first_and_alone(read: Read, text: str):
    decision = read(text).decision
    assert (decision.certainty, decision.ids, decision.also) == (CRISIS, (MIND,), ())


def test_the_topic_beside_danger_goes_along(read: Read):
    assert read("i want to die, how do i appeal").decision.topic == "appeal_how"


def test_danger_is_not_one_of_several_asks(read: Read):
    assert read("is mediation free, how long is it and he wants to kill himself").decision.ids == (MIND,)


class Blind:
    """A screen that finds nothing."""

    def find(self, text: str) -> None:
        return None


@pytest.mark.parametrize(
    "text", ["she feels like ending it, she cuts her arms", "my son tried to hurt himself last night"]
)
def test_danger_is_noticed_from_examples_too(reader: MessageReader, text: str):
    unscreened = replace(reader, words=replace(reader.words, screen=Blind()))
    assert unscreened.read(text, today=TODAY).decision.certainty is CHECK_IN


PASSED_OVER = [
    "We had the meeting about his plan and it went well. He says he wants to be dead. How much is mediation?",
    "how do i appeal online and where is the form. she cuts her arms",
]


@pytest.mark.parametrize("text", PASSED_OVER)
def test_danger_in_one_sentence_is_not_lost_among_the_others(reader: MessageReader, text: str):
    unscreened = replace(reader, words=replace(reader.words, screen=Blind()))
    assert unscreened.read(text, today=TODAY).decision.certainty is CHECK_IN


def test_what_no_sentence_says_clearly_is_no_danger(reader: MessageReader):
    deaf = replace(reader, thresholds=Thresholds(crisis_sentence=1.1, crisis_sentence_words=1.1, crisis=1.0))
    unscreened = replace(deaf, words=replace(reader.words, screen=Blind()))
    assert all(unscreened.read(text, today=TODAY).decision.certainty is not CHECK_IN for text in PASSED_OVER)


# --- follow-ups -----------------------------------------------------------------------------------------------------
def _value(reading: Reading, answer_id: str) -> float:
    return dict(reading.ranking).get(answer_id, 0.0)


FOLLOW_UPS = [
    ("how do i get it", "appeal_how", "appeal_how"),
    ("who do i send it to", "complaint", "complaint"),
    ("how do i start it", "complaint", "complaint"),
    ("when is it due", "appeal_how", "appeal_deadline"),
    ("how do i get it", "mediation_certificate_how", "mediation_certificate_how"),
]


@pytest.mark.parametrize(("text", "answered", "meant"), FOLLOW_UPS)
def test_a_message_that_points_back_leans_on_the_last_answer(
    read: Read, words: Words, text: str, answered: str, meant: str
):
    alone, after = read(text), read(text, before=Before(answered))
    assert _value(after, meant) > _value(alone, meant)
    assert after.ranking[0][0] == meant
    assert (alone.about, after.about) == (None, words.topics[answered])


def test_a_message_that_says_what_it_is_about_does_not_lean(read: Read):
    assert read("how much is mediation", before=Before("complaint")).decision.ids == ("mediation_cost",)


def test_a_long_message_does_not_lean(read: Read):
    text = "we talked to the school and to the doctor about all of this and now how do i start it"
    assert read(text, before=Before("complaint")) == read(text)


@pytest.mark.parametrize("answered", ["greet", "no_such_id", "start_again"])
def test_what_has_no_subject_is_not_leaned_on(read: Read, answered: str):
    assert read("how do i get it", before=Before(answered)) == read("how do i get it")


# --- several asks ---------------------------------------------------------------------------------------------------
SMALL = Thresholds(sure=0.75, several=0.35, several_ahead=0.35, several_unsure=0.5)
SEVERAL = {
    "is mediation free and how long is the meeting": ("mediation_cost", "mediation_duration"),
    "how long is the meeting and is mediation free": ("mediation_duration", "mediation_cost"),
    "who comes to mediation and is it free": ("mediation_who_attends", "mediation_cost"),
    "How do I appeal? What is the deadline?": ("appeal_how", "appeal_deadline"),
}


@pytest.mark.parametrize(("text", "ids"), SEVERAL.items(), ids=range(len(SEVERAL)))
def test_two_asks_are_both_answered_in_their_order(reader: MessageReader, text: str, ids: tuple[str, ...]):
    # lines of its own: nine ids learnt from a hundred examples are not as sure of themselves as the real ones
    reading = replace(reader, thresholds=SMALL).read(text, today=TODAY)
    assert (reading.decision.certainty, reading.decision.ids) == (SURE, ids)
    assert [name for _, name, _ in reading.parts] == list(ids)


def test_four_asks_are_answered_with_three_at_most(read: Read):
    text = "Where is the appeal form? Who comes to mediation? Is it free? Who do i complain to?"
    decision = read(text).decision
    assert decision.certainty is SURE
    assert 2 <= len(decision.ids) == len(set(decision.ids)) <= 3


@pytest.mark.parametrize("text", ["can i bring my mum and can i bring my sister", "hello. is mediation free"])
def test_one_ask_in_two_parts_is_one(read: Read, text: str):
    assert len(read(text).decision.ids) == 1


def test_none_is_sure_enough_to_be_one_of_several_when_the_line_is_high(reader: MessageReader):
    strict = replace(reader, thresholds=Thresholds(several=1.0, several_unsure=1.0))
    for text in SEVERAL:
        decision = strict.read(text, today=TODAY).decision
        assert decision.certainty is UNSURE or len(decision.ids) == 1


def test_small_talk_and_danger_are_no_asks_beside_others():
    labels = ["affirm", "appeal_how", "crisis_safeguarding", "greet", "thanks"]
    assert never_one_of_several(labels) == {0, 2, 3, 4}


# --- what else a reading holds --------------------------------------------------------------------------------------
TOLD = "My son is 8 and they refused to assess him on 3 November 2026. How do I appel?"


def test_what_a_message_states_goes_along_with_its_places(read: Read):
    found = read(TOLD).details
    assert {(item.kind, item.value) for item in found} == {
        ("age", "8"),
        ("decision_kind", "refusal_to_assess"),
        ("date", "2026-11-03"),
    }
    assert all(TOLD[item.start : item.end] == item.words for item in found)


@pytest.mark.parametrize("text", ["yes, it was yesterday", "tell me more", "ما هي الوساطة 3/11/2026"])
def test_details_are_found_whatever_else_a_message_is(read: Read, text: str):
    assert bool(read(text).details) == (text != "tell me more")


def test_what_was_read_as_another_word_is_told(read: Read):
    reading = read("wot dus medation cost plz")
    assert reading.text == "what dus mediation cost please"
    assert [(item.words, item.corrected) for item in reading.corrections] == [
        ("wot", "what"),
        ("medation", "mediation"),
        ("plz", "please"),
    ]


def test_the_lines_it_was_decided_with_go_along(reader: MessageReader, read: Read):
    lines = Thresholds(sure=0.99, margin=0.5)
    assert read("how much is mediation").thresholds == reader.thresholds
    assert replace(reader, thresholds=lines).read("the meeting", today=TODAY).thresholds == lines


def test_a_higher_line_asks_back_where_a_lower_one_answers(reader: MessageReader):
    text = "the meeting"
    bold, careful = (
        replace(reader, thresholds=Thresholds(sure=line, margin=0.0, certain=1.0)) for line in (0.2, 0.999)
    )
    assert bold.read(text, today=TODAY).decision.certainty is SURE
    assert careful.read(text, today=TODAY).decision.certainty is UNSURE


def _sound(reading: Reading, labels: Sequence[str]) -> None:
    values = [value for _, value in reading.ranking]
    assert values == sorted(values, reverse=True)
    assert len(values) in (0, RANKED)
    assert all(0 < value <= 1 for value in values), "each id counts with the better of two readings"
    assert len(reading.parts) <= MOST_PARTS
    for part, name, value in reading.parts:
        assert reading.text[part.start : part.end] == part.text
        assert name in labels
        assert 0 < value <= 1
    assert len(reading.decision.ids) <= MOST_OPTIONS


PIECES = [
    "is it free",
    "how do i appeal",
    "and",
    "hi",
    ".",
    "?",
    "\n",
    "😀",
    "it",
    "certificate",
    "8",
    "وساطة",
    "medation",
]


@hypothesis_settings(max_examples=40)
@given(st.one_of(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), st.text(max_size=40)))
def test_any_message_can_be_read(reader: MessageReader, text: str):
    _sound(reader.read(text, today=TODAY, before=OFFER), reader.classifier.labels)


@pytest.mark.parametrize("piece", ["appeal ", "is it free? ", "a, is it ", "é", "?", "\n", "3/11 ", "medation "])
def test_ten_thousand_characters_are_read_in_time(reader: MessageReader, piece: str):
    text = (piece * 10_000)[:10_000]
    with bounded():
        reading = reader.read(text, today=TODAY)
    _sound(reading, reader.classifier.labels)


def test_reading_leaves_nothing_behind(read: Read):
    first = read("how do i get it")
    read("how do i get it", before=Before("appeal_how", ("complaint",)))
    assert read("how do i get it") == first
