"""Looking for words: other forms, slips, beginnings, words of needs; and texts that are no words at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sendguide.directory.index import Index
from sendguide.directory.wanted import Reason, Wanted
from tests.support.services import a_service, some_terms

RECORDS = [
    a_service("Splash", description="Swimming lessons for children, in small groups."),
    a_service("Kickers", description="Football for children on Sundays."),
    a_service("Talk", codes=("therapists",), description="Speech and language therapy. Groups at the café."),
    a_service("Together", codes=("clubs", "autism"), description="Board games."),
    a_service("Cafe", description="Toast."),
    a_service("Rights", description="Independent advice about appeals, and tribunal support."),
]
INDEX = Index.build(RECORDS, some_terms(), rest=lambda: None)


def found_by(text: str) -> list[str]:
    return [found.service.name for found in INDEX.search(Wanted(text=text), limit=20).found]


def words_of(text: str) -> list[Reason]:
    return list(INDEX.search(Wanted(text=text), limit=1).found[0].reasons)


@pytest.mark.parametrize(
    ("text", "names", "word"),
    [
        ("swimming", ["Splash"], "swimming"),
        ("SWIM", ["Splash"], "swimming"),
        ("swims", ["Splash"], "swimming"),
        ("swiming", ["Splash"], "swimming"),
        ("swimimng", ["Splash"], "swimming"),
        ("wimming", ["Splash"], "swimming"),
        ("footbal", ["Kickers"], "football"),
        ("fotball", ["Kickers"], "football"),
        ("therpay", ["Talk"], "therapy"),
        ("langauge", ["Talk"], "language"),
        ("independant", ["Rights"], "independent"),
        ("tribu", ["Rights"], "tribunal"),
        ("appeal", ["Rights"], "appeals"),
        ("autistic", ["Together"], "autistic"),
        ("asd", ["Together"], "asd"),
        ("on the spectrum", ["Together"], "spectrum"),
        ("autisim", ["Together"], "autism"),
        ("lesson's", ["Splash"], "lessons"),
    ],
)
def test_words_their_other_forms_slips_and_beginnings(text: str, names: list[str], word: str) -> None:
    assert found_by(text) == names
    assert words_of(text) == [Reason("word", word)]


def test_a_word_in_the_name_counts_for_more_and_accents_for_nothing() -> None:
    assert found_by("café") == found_by("cafe") == ["Cafe", "Talk"]


def test_words_of_asking_are_not_looked_for() -> None:
    assert found_by("I am looking for swimming near me please") == ["Splash"]


def test_two_words_must_both_be_there_of_more_most() -> None:
    assert found_by("swimming football") == []
    assert found_by("children groups") == ["Splash"]
    assert found_by("swimming lessons trampolining") == ["Splash"]
    assert found_by("swimming trampolining archery") == []


@pytest.mark.parametrize("text", ["xylophone", "cat", "to", "плавание", "水泳", "qq"])
def test_words_that_nothing_has(text: str) -> None:
    assert found_by(text) == ([] if text != "to" else sorted(record["name"] for record in RECORDS))


@pytest.mark.parametrize(
    "text",
    [
        "swimming AND football",
        'name:"Splash" OR swimming',
        "-swimming",
        "+swimming -children",
        "swimming~2 football^9",
        "(((swimming",
        "mark:free swimming",
        "[a TO z] swimming",
        "swim* /swim.*/",
        "'; DROP TABLE services; -- swimming",
        "id:IN [1 2] swimming\\",
    ],
)
def test_no_text_is_read_as_a_query(text: str) -> None:
    """Signs are no words; words of query languages are words like others, which no service here has."""
    bare = "".join(letter if letter.isalnum() else " " for letter in text)
    assert found_by(text) == found_by(bare)


def test_star_of_all_is_no_word() -> None:
    everything = INDEX.search(Wanted(), limit=20)
    assert INDEX.search(Wanted(text="*:*"), limit=20) == everything
    assert INDEX.search(Wanted(text='"  \\'), limit=20) == everything


@given(st.text(max_size=80) | st.text(alphabet='swimng :"*~^()[]{}\\/+-&|!?<>\x00\ud800é🏊', max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_looked_for(text: str) -> None:
    results = INDEX.find(Wanted(text=text), limit=3)
    assert len(results.found) == min(3, results.total)


@pytest.mark.parametrize("text", ["a" * 100_000, "swim " * 100_000, "\U0001f3ca" * 5000, "é" * 5000])
def test_a_very_long_text_is_cut(text: str) -> None:
    assert found_by(text) in (["Splash"], [], sorted(record["name"] for record in RECORDS))


def test_what_everyone_spells_right_is_found_though_one_service_has_the_same_slip() -> None:
    right = [a_service(f"Club {number}", description="Swimming.") for number in range(60)]
    index = Index.build([*right, a_service("Wrong", description="Swiming.")], some_terms(), rest=lambda: None)
    results = index.search(Wanted(text="swiming"), limit=1)
    assert (results.total, results.found[0].service.name) == (61, "Wrong")


def test_broken_characters_in_a_record_do_not_keep_it_out() -> None:
    raw = json.dumps(a_service("Half", description="Swim \udc00 ming")).encode()
    assert b"\\udc00" in raw
    index = Index.build([raw], some_terms(), rest=lambda: None)
    assert (index.search(Wanted(text="ming"), limit=1).total, index.unreadable) == (1, ())
