"""How the words of an answer are measured: sentences, words, reading grade."""

from __future__ import annotations

import pytest

from sendguide.content.checks.words import BARE_PHONE, reading_grade, sentences, word_count
from sendguide.content.loader import Content


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("Do this:\n\n- one thing\n- another\n", ["Do this:", "one thing", "another"]),
        ("1. First.\n2. Second\n   goes on.\n", ["First.", "Second goes on."]),
        ("A line\nthat goes on.", ["A line that goes on."]),
        ("Ring {start.phone}. It is free.", ["Ring number.", "It is free."]),
        ("", []),
    ],
)
def test_a_text_falls_into_sentences_and_list_items(text: str, pieces: list[str]):
    assert [" ".join(piece.split()) for piece in sentences(text)] == pieces


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one", 1), ("- one two", 2), ("you're not-for-profit", 2), ("Ring {start.phone} now", 3), ("– … !", 0)],
)
def test_words_are_counted_as_a_reader_does(text: str, count: int):
    assert word_count(text) == count


def test_hard_words_have_a_higher_grade_than_plain_ones(content: Content):
    plain = reading_grade("You can say no. It is up to you.", content.reading)
    hard = reading_grade("Participation necessitates considerable administrative preparation.", content.reading)
    assert plain < content.reading.easy_read_max_grade < content.reading.max_grade < hard


def test_words_we_cannot_do_without_do_not_count_as_hard(content: Content):
    assert reading_grade("Ask for an EHC needs assessment.", content.reading) < content.reading.max_grade


def test_no_words_have_no_grade(content: Content):
    assert reading_grade("", content.reading) == 0.0


def test_every_number_of_the_contacts_is_noticed_when_it_stands_in_the_words(content: Content):
    numbers = [contact.phone for contact in content.contacts.values() if contact.phone and len(contact.phone) > 3]
    assert [number for number in numbers if not BARE_PHONE.search(f"Ring {number} today.")] == []


@pytest.mark.parametrize("text", ["in 2026", "section 0", "20 weeks", "0 to 25", "2026-11-23", "1 October 2026"])
def test_dates_ages_and_counts_are_no_phone_numbers(text: str):
    assert BARE_PHONE.search(text) is None
