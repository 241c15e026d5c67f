"""The table of categories: which row counts, and what an editor can get wrong in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sendguide.directory.importing.mapping import Mapping, Value, check_mapping
from sendguide.errors import GuideError
from tests.support.importers import CONTENT, mapping, terms

HEAD = "system,value,category,sector,topics,needs\n"
LAST = "*,*,LO-EDU-OTHER,education,,\n"


def table(folder: Path, *rows: str, head: str = HEAD, last: str = LAST) -> Path:
    path = folder / "mapping.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows) + last, encoding="utf-8")
    return path


def asked(system: str, *values: Value) -> tuple[set[str], Counter[str]]:
    unmapped: Counter[str] = Counter()
    return set(mapping().terms_for(system, values, unmapped=unmapped)), unmapped


def test_our_table_has_no_fault() -> None:
    assert check_mapping(CONTENT / "mapping.csv", terms()) == []


@pytest.mark.parametrize(
    ("system", "value", "codes"),
    [
        (
            "kb5",
            "Speech and language therapy",
            {"LO-HEALTH", "health", "local_offer_health_therapists", "speech_language"},
        ),
        ("oruk", "SHORT  BREAKS and respite", {"LO-SOCIAL", "social_care", "local_offer_social_care_short_breaks"}),
        ("outpost", "Hearing impairment", {"hearing"}),
        ("outpost", "Cognitive", {"learning_disability"}),
        ("kb5", "Childminder", {"LO-CHILDCARE", "education", "local_offer_education_nursery"}),
        (
            "oruk",
            "Mediation & disagreement",
            {"LO-DISPUTE", "education", "mediation_request", "disagreement_resolution"},
        ),
        ("kb5", "Health", {"LO-HEALTH", "health"}),
        ("oruk", "School transport", {"LO-TRAVEL", "education", "oos_education_near_miss"}),
        ("oruk", "SENDIASS", {"LO-IAS", "education", "sendiass_contact"}),
    ],
)
def test_terms_that_councils_use(system: str, value: str, codes: set[str]) -> None:
    assert asked(system, value) == (codes, Counter())


def test_what_the_table_does_not_know_is_counted() -> None:
    assert asked("oruk", "Juggling", "Juggling", " ", "Autism") == ({"autism"}, Counter({"Juggling": 2}))


def test_one_thing_under_several_names_counts_once() -> None:
    found, unmapped = asked("kb5", ("Local Offer > Something", "Childcare"), ("a > b", "b"))
    assert "LO-CHILDCARE" in found
    assert unmapped == Counter({"a > b": 1})


def test_a_value_that_tells_nothing_is_known() -> None:
    assert asked("kb5", "All Needs Met") == (set(), Counter())


def test_rows_of_other_systems_do_not_count(tmp_path: Path) -> None:
    read = Mapping.read(table(tmp_path, "kb5,Mobility,LO-TRAVEL,education,,", "outpost,Mobility,,,,physical"))
    assert read.terms_for("outpost", ["mobility"], unmapped=Counter()) == ("physical",)
    assert read.terms_for("kb5", ["mobility"], unmapped=Counter()) == ("LO-TRAVEL", "education")
    assert read.terms_for("oruk", ["mobility"], unmapped=Counter()) == ()


def test_the_first_row_that_fits_counts(tmp_path: Path) -> None:
    read = Mapping.read(table(tmp_path, "*,Speech*,,,,speech_language", "*,*sport*,LO-EDU-OTHER,education,,"))
    assert read.terms_for("kb5", ["Speech and sport"], unmapped=Counter()) == ("speech_language",)
    assert read.default == ("LO-EDU-OTHER", "education")


@pytest.mark.parametrize(
    ("row", "line", "said"),
    [
        ("kb5,Health,LO-HELTH,health,,", 2, "`LO-HELTH` is no code for the column category."),
        ("kb5,Health,health,,,", 2, "`health` is no code for the column category."),
        ("kb6,Health,LO-HEALTH,health,,", 2, "`kb6` is no system."),
        ("kb5,,LO-HEALTH,health,,", 2, "it does not say which value it is for."),
        ("kb5,Health,,,,", 2, "it leads to nothing."),
        ("kb5,Health, and more,LO-HEALTH,health,,", 2, "this row has 7 fields instead of 6."),
        ("kb5,Health,LO-HEALTH,health,,\nkb5,HEALTH,LO-SOCIAL,social_care,,", 3, "stands on line 2 already"),
        (f"{LAST}kb5,Health,LO-HEALTH,health,,", 2, "is not the last"),
    ],
)
def test_a_broken_row_is_named_with_line_and_remedy(tmp_path: Path, row: str, line: int, said: str) -> None:
    problems = check_mapping(table(tmp_path, row), terms())
    assert [problem for problem in problems if problem.line == line and said in problem.message and problem.remedy]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("value,system\n", "does not name the columns"),
        ("", "does not name the columns"),
        (HEAD + "kb5,Health,LO-HEALTH,health,,\n", "no row for what no other row knows"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mapping.csv"
    path.write_text(text, encoding="utf-8")
    assert said in str(check_mapping(path, terms())[0])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    assert check_mapping(tmp_path / "none.csv", terms())[0].line == 1
    (tmp_path / "odd.csv").write_bytes(b"system,\xff\xfe")
    assert "UTF-8" in str(check_mapping(tmp_path / "odd.csv", terms())[0])
    with pytest.raises(GuideError, match=r"mapping\.csv:1"):
        Mapping.read(tmp_path / "none.csv")
    with pytest.raises(GuideError, match=r"mapping\.csv:2"):
        Mapping.read(table(tmp_path, "kb6,Health,LO-HEALTH,health,,"))
