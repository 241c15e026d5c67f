"""Misspelt words are read as what was meant; names and right words stay as they are. The cases are in spelling.yml."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sendguide.content.loader import Content, read_content
from sendguide.content.models import Spelling
from sendguide.content.reader import Reader
from sendguide.settings import settings
from sendguide.understanding.nearest import NearestWord, sound
from sendguide.understanding.spelling import Correction, Speller
from tests.support.clock import bounded

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("spelling.yml").read_text(encoding="utf-8"))
REPAIRS: dict[str, dict[str, str]] = CASES["repairs"]
UNTOUCHED: dict[str, list[str]] = CASES["untouched"]
SENTENCES = ("{}", "can {} help with this", "we asked {} and they said no")
PIECES = [
    *(wrong for some in REPAIRS.values() for wrong in some),
    *(right for some in UNTOUCHED.values() for right in some),
    *("the", "my", "a", "is", "re", "co", "section", "I", "U", "?", "\n", "ehc", "p", "tion", "Mrs"),
]
MESSAGES = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


def _forms(content: Content) -> list[str]:
    return [form for term in content.terms.values() for form in (term.term, term.expansion or "", *term.also)]


def _real_speller() -> Speller:
    content, problems = read_content(settings().content)
    assert content is not None, problems
    return Speller(content.spelling, known=_forms(content))


SPELLER = _real_speller()


# --- what is put right ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", REPAIRS)
def test_misspelt_words_are_read_as_what_was_meant(kind: str):
    assert {wrong: SPELLER.correct(wrong) for wrong in REPAIRS[kind]} == REPAIRS[kind]


def test_more_than_nine_in_ten_are_put_right_counting_what_is_known_to_be_missed():
    pairs = [pair for some in (*REPAIRS.values(), CASES["missed"]) for pair in some.items()]
    right = sum(SPELLER.correct(wrong) == meant for wrong, meant in pairs)
    assert len(pairs) >= 250
    assert right / len(pairs) > 0.9


def _slips(word: str, chance: random.Random) -> Iterator[str]:
    at = chance.randrange(1, len(word) - 1)
    yield word[:at] + word[at + 1 :]
    yield word[:at] + word[at] + word[at:]
    yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@pytest.mark.parametrize("seed", range(3))
def test_one_slip_of_the_finger_in_a_long_word_is_nearly_always_put_right(content: Content, seed: int):
    chance = random.Random(seed)  # noqa: S311
    long = [word for word in content.spelling.words if len(word) >= 8]
    slips = [(slip, word) for word in long for slip in _slips(word, chance) if slip != word]
    assert sum(SPELLER.correct(slip) == word for slip, word in slips) / len(slips) > 0.95


# --- what stays -------------------------------------------------------------------------------------------------------
def _ways(phrase: str) -> set[str]:
    if " " in phrase:
        return {phrase}
    return {sentence.format(word) for sentence in SENTENCES for word in (phrase, phrase.lower())}


@pytest.mark.parametrize("kind", UNTOUCHED)
def test_names_and_right_words_stay(kind: str):
    ways = sorted({way for phrase in UNTOUCHED[kind] for way in _ways(phrase)})
    assert {way: SPELLER.correct(way) for way in ways if SPELLER.correct(way) != way} == {}


def test_enough_right_words_are_tried():
    assert sum(map(len, UNTOUCHED.values())) >= 600


def test_what_stands_in_the_content_stays(content: Content):
    right = [*content.spelling.words, *content.spelling.acronyms, *content.spelling.keep]
    right += [form for form in _forms(content) if not set(form.lower().split()) & content.spelling.instead.keys()]
    assert {form: SPELLER.correct(form) for form in right if SPELLER.correct(form) != form} == {}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("my son Wen is 6", "my son Wen is 6"),
        ("wen is it", "when is it"),
        ("Wot is it", "What is it"),
        ("it was late. Wot now", "it was late. What now"),
        ("WOT NOW", "WHAT NOW"),
        ("we saw Mr Cos today", "we saw Mr Cos today"),
    ],
)
def test_short_forms_with_a_capital_within_a_sentence_are_names(text: str, read: str):
    assert SPELLER.correct(text) == read


@pytest.mark.parametrize("name", ["Simeoni", "Planas", "Wormer", "Ballester", "Herpen", "Corley", "Audrius", "Billung"])
def test_a_name_nobody_thought_of_is_safer_with_its_capital(name: str):
    text = f"my son {name} was refused"
    assert SPELLER.correct(text) == text


def test_a_message_in_another_language_is_left_alone():
    for text in UNTOUCHED["other_languages"]:
        assert SPELLER.corrections(text) == []


# --- where and how ----------------------------------------------------------------------------------------------------
def test_a_correction_says_where_it_stands():
    found = SPELLER.corrections("wot is Medation, for my son's ehpc?")
    assert found == [
        Correction(0, 3, "wot", "what"),
        Correction(7, 15, "Medation", "Mediation"),
        Correction(30, 34, "ehpc", "EHCP"),
    ]


@given(st.one_of(MESSAGES, st.text(max_size=80)))
def test_corrections_are_in_order_and_fit_the_text(text: str):
    found = SPELLER.corrections(text)
    assert all(text[item.start : item.end] == item.words != item.corrected for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    read = text
    for item in reversed(found):
        read = read[: item.start] + item.corrected + read[item.end :]
    assert SPELLER.correct(text) == read


@given(MESSAGES)
def test_reading_again_what_was_read_changes_nothing(text: str):
    once = SPELLER.correct(text)
    assert SPELLER.correct(once) == once


@pytest.mark.parametrize(
    "piece", ["a", "a ", "'", "a'", "@", ".", "wot.", "medation ", "mediatiom ", "meditation ", "é ", "ehc p ", "a\n"]
)
def test_time_grows_with_length_and_no_faster(piece: str):
    text = piece * (10_000 // len(piece))
    with bounded():
        SPELLER.correct(text)


def test_a_long_message_of_nothing_but_unknown_words_is_read_in_a_second():
    chance = random.Random(1)  # noqa: S311
    text = " ".join("".join(chance.choices("abcdefghimnorst", k=8)) for _ in range(1_100))
    with bounded():
        SPELLER.correct(text)


# --- the nearest word -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mediation", "meediashun"),
        ("psychologist", "sichologist"),
        ("certificate", "sertifikat"),
        ("special", "speshul"),
        ("section", "secshun"),
        ("daughter", "dawter"),
        ("autism", "ortism"),
        ("choice", "choise"),
        ("school", "skool"),
        ("legal", "legle"),
        ("knight", "nite"),
    ],
)
def test_words_that_are_said_alike_have_the_same_key(one: str, other: str):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("mediation", "medication"), ("plan", "plain t"), ("tribal", "tribunal")])
def test_words_that_are_said_otherwise_have_different_keys(one: str, other: str):
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("apeal", "appeal"),
        ("abc", None),
        ("decde", None),  # `decade` is as likely as `decide`, and more usual
        ("ecph", "ehcp"),
        ("ehcpp", "ehcp"),
        ("ehcq", None),
        ("sendyas", "sendiass"),
        ("", None),
        ("zzzzzzzz", None),
    ],
)
def test_the_nearest_word_is_found_or_none(typed: str, found: str | None):
    nearest = NearestWord(["appeal", "decided"], ["ehcp", "sendiass"], rivals=["decade"])
    assert nearest.find(typed) == found


def test_a_rival_that_is_a_step_nearer_wins():
    assert NearestWord(["hearing"], [], rivals=[]).find("wearring") == "hearing"
    assert NearestWord(["hearing"], [], rivals=["wearing"]).find("wearring") is None


def test_what_may_be_a_name_must_be_nearer():
    nearest = NearestWord(["worker"], [], rivals=[])
    assert nearest.find("wormer") == "worker"
    assert nearest.find("wormer", may_be_name=True) is None
    assert nearest.find("workerr", may_be_name=True) == "worker"


# --- the content file -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("acronyms: [ADHD,", "acronyms: [adhd,", "acronyms"),
        ("acronyms: [ADHD,", "acronyms: [EHC,", "acronyms"),
        ("  wot: what\n", "  Wot: what\n", "instead"),
        ("    near: [short]\n", "    near: []\n", "near"),
        ("  - word: plane\n", "  - wrd: plane\n", "wrd"),
    ],
)
def test_a_mistake_in_the_file_is_reported(tmp_path: Path, old: str, new: str, field: str):
    text = (settings().content / "spelling.yml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "spelling.yml").write_text(text.replace(old, new), encoding="utf-8")
    reader = Reader(tmp_path)
    assert reader.one(Spelling, "spelling.yml") is None
    assert any(field in problem.message for problem in reader.problems)
