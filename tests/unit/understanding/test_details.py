"""What a message states: sections of a plan, ages, school years, postcodes; and never what it does not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendguide.understanding.detail import Detail, apart, number, plain
from sendguide.understanding.details import find_details
from tests.support.clock import bounded

TODAY = date(2026, 11, 23)


def values(text: str, kind: str) -> list[str]:
    return [found.value for found in find_details(text, today=TODAY) if found.kind == kind]


def sure_and_unsure(text: str, kind: str) -> list[tuple[str, bool]]:
    return [(found.value, found.ambiguous) for found in find_details(text, today=TODAY) if found.kind == kind]


SECTIONS = [
    ("section F", "F"),
    ("section f is vague", "F"),
    ("sec b", "B"),
    ("sectoin I only", "I"),
    ("Part H is empty", "H"),
    ("sections B, F and I", "BFI"),
    ("sections b & f", "BF"),
    ("sections B/F", "BF"),
    ("section B, F and school together", "BF"),
    ("section b and section f", "BF"),
    ("sections C D G and H on their own", "CDGH"),
    ("parts B F and I", "BFI"),
    ("sections A to K", "AK"),
    ("section i appeal do i need mediation", "I"),
    ("section I just says a school", "I"),
    ("section I was left blank", "I"),
    ("section A and the outcomes", "A"),
    ("section a is fine", "A"),
    ("section F and a certificate", "F"),
    ("section f and i think", "F"),
    ("section 19", ""),
    ("section 35 and 42", ""),
    ("section i dont agree with", ""),
    ("the only section I want changed", ""),
    ("the section a bit further on", ""),
    ("take part in it", ""),
    ("part time", ""),
    ("part i didnt get", ""),
    ("section L", ""),
    ("B and F", ""),
    ("section by section", ""),
]


@pytest.mark.parametrize(("text", "letters"), SECTIONS)
def test_sections_of_a_plan(text: str, letters: str):
    assert values(text, "plan_section") == list(letters)


def test_section_h_has_two_parts():
    assert values("sections H1 and h2", "plan_section") == ["H1", "H2"]


SURE, UNSURE = False, True
AGES = [
    ("aged 3", "3", SURE),
    ("age 9", "9", SURE),
    ("3 year old", "3", SURE),
    ("3yo", "3", SURE),
    ("3 y/o", "3", SURE),
    ("my 14yr old", "14", SURE),
    ("for 3 yr olds", "3", SURE),
    ("ten-year-old", "10", SURE),
    ("a twenty-two-year-old", "22", SURE),
    ("2 and a half year old", "2", SURE),
    ("he's 3", "3", SURE),
    ("he’s 3", "3", SURE),
    ("hes 3 an half", "3", SURE),
    ("she is 12 now", "12", SURE),
    ("my son is nine", "9", SURE),
    ("my lads only 2", "2", SURE),
    ("DD is 11, pda", "11", SURE),
    ("im 17 at college", "17", SURE),
    ("DS7, AuDHD", "7", SURE),
    ("I am 19", "19", SURE),
    ("he is 6 years, in nappies", "6", SURE),
    ("just turned 16 in may", "16", SURE),
    ("18 months", "1", SURE),
    ("my 18 month old", "1", SURE),
    ("she's eighteen months and not sitting", "1", SURE),
    ("my baby is 8 months", "0", SURE),
    ("Jack is nearly 16", "16", UNSURE),
    ("hes nearly 16", "16", UNSURE),
    ("about to turn 18", "18", UNSURE),
    ("turning 18", "18", UNSURE),
    ("she'll be 16 soon", "16", UNSURE),
    ("hes 3 in november", "3", UNSURE),
    ("aged 3/4", "3", UNSURE),
    ("aged 18 to 25", "18", UNSURE),
]


@pytest.mark.parametrize(("text", "years", "ambiguous"), AGES, ids=[case[0] for case in AGES])
def test_ages_are_whole_years(text: str, years: str, ambiguous: bool):
    assert sure_and_unsure(text, "age") == [(years, ambiguous)]


NO_AGES = [
    "3 years ago", "3 years waiting", "for 3 years", "he is 3 years behind", "she's 2 weeks late",
    "he's 15 minutes away", "hes 10 stone", "he's six foot", "im 5 days late", "he is 1 to 1", "she's 1 of 4",
    "waited 18 months", "18 months ago", "it's nearly 9", "is 20 too late", "reads like a 5 year old",
    "the mind of a ten year old", "explain it like im five", "a 2 year old report", "the report is 4 years old",
    "my form is more than 4 months old", "im 43", "my 67 year old mum", "2 year wait", "letter is 20 October",
    "up at 3 every day", "there is one company", "DS2 and DD1", "when he was 8", "page 3", "section 19", "12/3",
    "she's 4th in line",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_AGES)
def test_durations_and_counts_are_no_ages(text: str):
    assert values(text, "age") == []


SCHOOL_YEARS = [
    ("Year 9", "9"),
    ("year nine review", "9"),
    ("year-9 boy", "9"),
    ("Y6", "6"),
    ("yr 4", "4"),
    ("yr4", "4"),
    ("a year 6 girl", "6"),
    ("Y14", "14"),
    ("he starts reception in sept", "R"),
    ("the reception class", "R"),
    ("since reception", "R"),
    ("Y15", None),
    ("year 0", None),
    ("year 2026", None),
    ("last year 3 times", None),
    ("this year 2 schools", None),
    ("head of year 5 times", None),
    ("2 year 6 month", None),
    ("stood at reception", None),
    ("i sat in that reception", None),
    ("the reception desk", None),
    ("rang reception", None),
    ("3 years", None),
]


@pytest.mark.parametrize(("text", "year"), SCHOOL_YEARS)
def test_school_years(text: str, year: str | None):
    assert values(text, "school_year") == ([year] if year else [])


POSTCODES = [
    ("cv6 5ab", "CV6"),
    ("CV65AB", "CV6"),
    ("my postcode is CV1 2GN", "CV1"),
    ("SW1A 1AA", "SW1A"),
    ("M1 1AE", "M1"),
    ("moved to CV6", "CV6"),
    ("B16 and round there", "B16"),
    ("LE10", "LE10"),
    ("near ox2", "OX2"),
    ("in M6", "M6"),
    ("postcode: E17", "E17"),
    ("ox2", None),
    ("on the M6", None),
    ("OT1", None),
    ("Y9", None),
    ("KS2", None),
    ("in KS2", None),
    ("in DD2 class", None),
    ("ZZ1 1AA", None),
    ("vitamin B12", None),
    ("section B1", None),
    ("b4 xmas", None),
    ("got it in b4 friday", None),
    ("SEND35", None),
    ("side of A4", None),
    ("B", None),
    ("F", None),
    ("CV", None),
]


@pytest.mark.parametrize(("text", "outcode"), POSTCODES)
def test_postcodes_are_cut_to_the_outcode(text: str, outcode: str | None):
    assert values(text, "postcode_area") == ([outcode] if outcode else [])


def test_the_span_of_a_postcode_covers_all_of_it():
    (found,) = find_details("we live at cv6 5ab now", today=TODAY)
    assert found == Detail("postcode_area", "CV6", 11, 18, "cv6 5ab")


def test_a_whole_story():
    text = (
        "Hi my son is nine and in year 4, near CV6. They refused to assess him, letter dated 12 October, section 36 it "
        "says. My girl's 14 and section F is too vague, certificate 3/11/26"
    )
    assert [(found.kind, found.value) for found in find_details(text, today=TODAY)] == [
        ("age", "9"),
        ("school_year", "4"),
        ("postcode_area", "CV6"),
        ("decision_kind", "refusal_to_assess"),
        ("date", "2026-10-12"),
        ("age", "14"),
        ("decision_kind", "plan_contents"),
        ("plan_section", "F"),
        ("date", "2026-11-03"),
    ]


PIECES = [
    "refused", "to", "assess", "no", "plan", "section", "sections", "F", "and", "i", "a", "he's", "3", "months",
    "old", "year", "9", "reception", "cv6", "5ab", "near", "only the school", "12 march", "review", "İ", "’", ".",
    "-",
]  # fmt: skip
MESSAGES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join))


@given(MESSAGES)
def test_spans_are_in_order_apart_within_a_kind_and_show_the_words(text: str):
    found = find_details(text, today=TODAY)
    assert all(text[item.start : item.end] == item.words and item.words.strip() == item.words for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)
    for kind in {item.kind for item in found}:
        same = [item for item in found if item.kind == kind]
        assert all(one.end <= other.start for one, other in pairwise(same))


@given(st.text(max_size=60))
def test_the_plain_form_keeps_every_character_in_its_place(text: str):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(("written", "value"), [("3", 3), ("07", 7), ("nine", 9), ("twenty", 20), ("twenty-two", 22)])
def test_numbers_in_digits_and_words(written: str, value: int):
    assert number(written) == value


def test_of_overlapping_details_the_earlier_and_then_the_longer_stays():
    short, long, late, next_one = (
        Detail("age", str(place), start, end, "") for place, (start, end) in enumerate([(0, 3), (0, 5), (4, 9), (5, 6)])
    )
    assert apart([late, next_one, short, long]) == [long, next_one]


REPEATED = ["refused ", "refused to ", "not to ", "no to ", "turned ", "plan ", "sections b ", "section b, ", "aged "]
REPEATED += [
    "is nearly ",
    "son is ",
    "only ",
    "end the ",
    "review ",
    "happy ",
    "assessed ",
    "my x's ",
    "cv6 5",
    "a",
    " ",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_ten_thousand_characters_are_read_in_no_time(piece: str):
    with bounded():
        find_details(piece * (10_000 // len(piece)), today=TODAY)
