"""A message comes apart where people stop for breath, every part keeps its place, and no text takes long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sendguide.understanding.sentences import FEWEST_WORDS, MOST_PARTS, Part, clauses, parts_to_read, sentences
from tests.support.clock import bounded

SENTENCES = {
    "nothing": ("", []),
    "blanks": (" \t ", []),
    "line ends only": ("\n\n\n", []),
    "a comma": (",", []),
    "one word": ("mediation", ["mediation"]),
    "one emoji": ("😀", ["😀"]),
    "one mark": ("?", ["?"]),
    "no marks at all": ("they said no and i dont know why", ["they said no and i dont know why"]),
    "a story": ("my son is 8. they said no. what now", ["my son is 8.", "they said no.", "what now"]),
    "marks of every kind": ("I rang twice! no reply; what now?", ["I rang twice!", "no reply;", "what now?"]),
    "runs of marks": ("they refused him!!! what do i do???", ["they refused him!!!", "what do i do???"]),
    "dots to trail off": ("he is seven... what now?", ["he is seven...", "what now?"]),
    "one sign for three dots": ("he is seven… what now?", ["he is seven", "what now?"]),
    "a mark inside quotation marks": ('They said "no way." What now?', ['They said "no way."', "What now?"]),
    "a mark inside brackets": (
        "It was late (by weeks!) Can I complain?",
        ["It was late (by weeks!)", "Can I complain?"],
    ),
    "line ends": ("we got the letter\n\nwho do i call", ["we got the letter", "who do i call"]),
    "a dash with blanks": ("we got the letter - what is it", ["we got the letter", "what is it"]),
    "a long dash": ("we got the letter – what is it", ["we got the letter", "what is it"]),
    "a dash in a word": ("is it a re-assessment", ["is it a re-assessment"]),
    "a mark inside a word": ("see gov.uk or ask at 3.30 today", ["see gov.uk or ask at 3.30 today"]),
    "a short greeting goes with the next": ("Hi. How do I appeal?", ["Hi. How do I appeal?"]),
    "two short ones too": ("Hi! Help! They said no", ["Hi! Help!", "They said no"]),
    "a short greeting in its own line": ("Hello\nhow much is it", ["Hello\nhow much is it"]),
    "a title is no sentence": ("Dr. Khan said no to it", ["Dr. Khan said no to it"]),
    "a longer greeting stands alone": ("Good morning. Is it free?", ["Good morning.", "Is it free?"]),
    "nothing follows the last": ("How do I appeal? Thanks", ["How do I appeal?", "Thanks"]),
    "marks of a web page are letters": ("<p>Is it free?</p> <b>Who pays?</b>", ["<p>Is it free?</p> <b>Who pays?</b>"]),
    "another script": ("ما هي الوساطة؟ كم تكلف", ["ما هي الوساطة؟ كم تكلف"]),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_message_comes_apart_in_sentences(text: str, expected: list[str]):
    assert [part.text for part in sentences(text)] == expected


CLAUSES = {
    "nothing": ("", []),
    "one question": ("how do i appeal", ["how do i appeal"]),
    "and": ("can i appeal and can i complain", ["can i appeal", "can i complain"]),
    "and also": ("what is it and also who pays", ["what is it", "who pays"]),
    "or": ("can we appeal or do we mediate", ["can we appeal", "do we mediate"]),
    "plus": ("is it online plus can my mum come", ["is it online", "can my mum come"]),
    "a sign for and": ("is it free & how do i ask for it", ["is it free", "how do i ask for it"]),
    "three in a row": (
        "how long does it take, who pays and what happens after",
        ["how long does it take", "who pays", "what happens after"],
    ),
    "without any join": ("how much is it how long does it take", ["how much is it", "how long does it take"]),
    "the event, then the ask": ("they refused him, can i appeal", ["they refused him", "can i appeal"]),
    "two sentences": ("Is it free? And who comes to it?", ["Is it free?", "And who comes to it?"]),
    "sentences and joins": (
        "They said no. can i appeal and who helps me",
        ["They said no.", "can i appeal", "who helps me"],
    ),
    "and between things": ("is it about section B and section F", ["is it about section B and section F"]),
    "and between deeds": ("they assessed him and said no", ["they assessed him and said no"]),
    "capitals": ("WHO PAYS AND HOW LONG DOES IT TAKE", ["WHO PAYS", "HOW LONG DOES IT TAKE"]),
    "words that only start like asking words": (
        "ask for whatever and island life",
        ["ask for whatever and island life"],
    ),
    "a join at the very start": ("and also can i bring someone", ["and also can i bring someone"]),
}


@pytest.mark.parametrize(("text", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_a_message_comes_apart_in_what_could_be_questions(text: str, expected: list[str]):
    assert [part.text for part in clauses(text)] == expected


ASKING = [
    "How do I appeal?",
    "how much is it",
    "Hi, is it free",
    "please can someone ring me",
    "so what happens now",
    "Second, who pays",
    "I want to know the cost",
    "just wondering about mediation",
    "not sure if that counts",
    "any advice welcome",
    "he is 8 and was refused so what now",
    "the letter says we can appeal, who do i ring",
    "whats the deadline",
    "the council?",
    "do we have to go",
    "tell me about START",
    "IS IT FREE",
]
TELLING = [
    "",
    "they said no to my son",
    "my son is 8.",
    "thanks for that",
    "we got the letter on Monday",
    "Howard is his teacher",
    "island school",
    "the certificate",
    "😀",
]


@pytest.mark.parametrize("text", ASKING)
def test_what_asks_is_seen_without_a_question_mark_too(text: str):
    assert any(part.asks for part in sentences(text))


@pytest.mark.parametrize("text", TELLING)
def test_what_only_tells_does_not_ask(text: str):
    assert not any(part.asks for part in sentences(text))


def test_only_the_sentence_that_asks_is_marked():
    found = sentences("My son is in year 3. The council said no on Friday. Can we appeal? He loves school.")
    assert [part.asks for part in found] == [False, False, True, False]


WORDS = ["can i", "how do i appeal", "and", "also", "who pays", "hi", "no", "😀", "é", "İ", "ß", "<br>", "وساطة"]
MARKS = [".", "?", "!", ";", "...", "…", ",", " ", "  ", "\n", "\t", " - ", " – ", '"', ")", "'", "\u200d", "\r\n"]
PIECES = st.sampled_from(WORDS + MARKS)
MESSAGES = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.lists(PIECES, max_size=14).map(" ".join), st.text())


def _fits(text: str, parts: list[Part]) -> None:
    for part in parts:
        assert text[part.start : part.end] == part.text
        assert part.text.strip(" \t\n,") == part.text != ""
    assert all(after.start >= before.end for before, after in pairwise(parts))


@given(MESSAGES)
@example("Hi. Hi. Hi.")
@example("is it is it is it")
@example(", and can i, and can i")
def test_every_part_is_where_it_says(text: str):
    _fits(text, sentences(text))
    _fits(text, clauses(text))


@given(MESSAGES)
def test_no_letter_of_a_message_is_lost_between_sentences(text: str):
    read = [char for part in sentences(text) for char in part.text if char.isalnum()]
    assert read == [char for char in text if char.isalnum()]


@given(MESSAGES)
def test_only_the_last_part_can_be_a_single_word(text: str):
    assert all(len(part.text.split()) >= FEWEST_WORDS for part in sentences(text)[:-1])


LONG = ["appeal ", "?", "?a", "? ", "?'", ".", "…", "a…", "\n", "a\n", " ", "\t", ",", ", ", " - ", "'", "😀", "<br>"]
LONG += ["and ", "can i ", "so ", "so", "and also ", "second", "how ", "a, is ", "not sure ", "want to "]


@pytest.mark.parametrize("end", ["", "a", "?", "\n"])
@pytest.mark.parametrize("piece", LONG)
def test_ten_thousand_characters_take_no_time(piece: str, end: str):
    text = piece * (10_000 // len(piece)) + end
    with bounded():
        _fits(text, clauses(text))


def test_one_word_two_thousand_times_is_one_part():
    assert len(clauses("appeal " * 2_000)) == 1


# --- what is read by itself -----------------------------------------------------------------------------------------
BY_ITSELF = {
    "one ask": ("how much is it", ["how much is it"]),
    "one ask after a remark": ("they said no. how much is mediation", ["they said no.", "how much is mediation"]),
    "remarks alone": ("they said no. he is eight", ["they said no. he is eight"]),
    "two asks": ("they said no. how much and who pays", ["they said no.", "how much", "who pays"]),
    "two asks, one pointing back": (
        "he was excluded, can i appeal that and how long have i got",
        ["he was excluded", "he was excluded, can i appeal that", "how long have i got"],
    ),
    "two asks, none with a mark": ("do i have to, if not what then", ["do i have to", "if not what then"]),
    "text-speak": ("what does it cost n who pays", ["what does it cost", "who pays"]),
    "numbered": ("1) is it free 2) who pays", ["1) is it free", "2) who pays"]),
    "one that only says what it needs": ("i need the number. who pays", ["i need the number.", "who pays"]),
    "nothing": ("", [""]),
}


@pytest.mark.parametrize(("text", "parts"), BY_ITSELF.values(), ids=BY_ITSELF.keys())
def test_the_parts_of_a_message_that_asks_are_read_by_themselves(text: str, parts: list[str]):
    assert [part.text for part in parts_to_read(text)] == parts


def test_of_a_pasted_letter_only_the_asks_are_read():
    letter = "We have made a decision about your child. " * 30
    assert [part.text for part in parts_to_read(f"{letter}What now?")] == ["What now?"]


def test_a_pasted_letter_is_not_read_in_a_hundred_parts():
    assert len(parts_to_read("how much is it? " * 100)) == MOST_PARTS
