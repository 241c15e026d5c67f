"""Whatever is typed becomes plain, bounded, harmless words, and cleaning twice changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sendguide.understanding.clean import KEEP, clean_message, has_words, match_key
from tests.support.clock import bounded

NASTY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("/ \t\n\r\x00\x1b\u200b\u200d\u202e\u2066\u00a0\u2028\ufeff\U000e0041aé\u0301"),
    ),
    max_size=60,
)


@given(NASTY)
@example("a\u200b\u0301")
@example("/ \u200b/restart")
@example("\u202e/restart")
def test_cleaning_twice_changes_nothing(text: str):
    once = clean_message(text)
    assert clean_message(once) == once


@given(NASTY)
def test_a_message_never_starts_with_a_slash(text: str):
    assert not clean_message("/" + text).lstrip().startswith("/")
    assert not clean_message(text).lstrip().startswith("/")


@given(NASTY)
def test_no_hidden_or_direction_changing_character_is_left(text: str):
    left = {char for char in clean_message(text) if unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"}}
    assert left <= KEEP - {"\t"}


@given(st.text(alphabet="abcXYZ019 éß中?/.\u200b\u202e\x00\n", max_size=60))
def test_every_letter_and_digit_is_kept_in_order(text: str):
    seen = [char for char in text if char.isalnum()]
    assert [char for char in clean_message(text) if char.isalnum()] == seen


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("/restart", "restart"),
        ("  ///  /back now", "back now"),
        ("a  b\t c", "a b c"),
        ("one\ntwo", "one\ntwo"),
        ("e\u0301hc", "éhc"),
        ("safe\u202etxt", "safetxt"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("👩\u200d👧 hello", "👩\u200d👧 hello"),
        ("and/or", "and/or"),
        ("\x00\x07", ""),
        ("", ""),
    ],
)
def test_a_message_is_cleaned(text: str, cleaned: str):
    assert clean_message(text) == cleaned


@pytest.mark.parametrize("piece", ["a", " ", "/", "/ ", "e\u0301", "😀", "\u202e", "a\n"])
def test_ten_thousand_characters_are_cleaned_in_no_time(piece: str):
    text = piece * (10_000 // len(piece))
    with bounded():
        clean_message(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("help", True), ("7", True), ("مرحبا", True), ("?!", False), ("😀", False), ("", False)]
)
def test_a_message_has_words_when_it_has_a_letter_or_a_digit(text: str, expected: bool):
    assert has_words(text) is expected


@pytest.mark.parametrize("text", ["Start again!", "start   AGAIN", "  start, again ...", "start-again"])
def test_whole_messages_are_compared_by_their_words(text: str):
    assert match_key(text) == "start again"


def test_apostrophes_of_both_kinds_are_left_out_of_the_comparison():
    assert match_key("Don’t know") == match_key("don't know") == "dont know"
