"""`sendguide check` reports what an editor can get wrong in the two files of deadlines, with line and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from sendguide.content.checks.deadlines import check_deadlines
from sendguide.content.loader import Content
from sendguide.content.yaml_file import Problem
from sendguide.settings import PROJECT
from tests.conftest import TODAY
from tests.unit.content.draft import Draft

FILES = ("deadlines.yml", "bank-holidays.json")


@dataclass(frozen=True)
class Mistake:
    """One edit, what the check must say, and words of the line that it must name."""

    file: str
    old: str
    new: str
    says: str
    at: str


MISTAKES = {
    "misspelt key": Mistake(
        "deadlines.yml", "  mediation_days: 30", "  mediation_day: 30", "mediation_day", "n_day: 30"
    ),
    "number that is none": Mistake("deadlines.yml", "months: 12 #", "months: twelve #", "too_old", "months: twelve"),
    "no months at all": Mistake("deadlines.yml", "letter_months: 2 #", "letter_months: 0 #", "letter_m", "months: 0"),
    "day that does not exist": Mistake("deadlines.yml", 'starts: "08-01"', 'starts: "08-32"', "starts", "08-32"),
    "wrong brace": Mistake("deadlines.yml", "{month} has no day", "{moth} has no day", "{moth}", "month_end:"),
    "kind left out": Mistake(
        "deadlines.yml", "  section_i_only: {", "  section_j: {", "`section_j` is not known", "kinds:"
    ),
    "rule left out": Mistake("deadlines.yml", "\n  T-i:\n", "\n  T-j:\n", "`T-i` is missing", " rules:"),
    "unknown source": Mistake("deadlines.yml", "[surrey]", "[sury]", "`sury`", "[sury]"),
    "unknown fact": Mistake("deadlines.yml", "facts: [dl-010]", "facts: [dl-910]", "`dl-910`", "dl-910"),
    "unknown contact": Mistake("deadlines.yml", "[ipsea, coventry_sendiass, eass", "[ipsa, eass", "`ipsa`", "[ipsa, "),
    "unknown contact of all": Mistake("deadlines.yml", "\ncontacts: [", "\ncontacts: [me, ", "`me`", "contacts: [me"),
    "words of too high a grade": Mistake(
        "deadlines.yml",
        "Use the date on the letter, even if it came later. That is safer.",
        "Utilise the correspondence's official date notwithstanding subsequent administrative communication.",
        "reading grade",
        "Utilise",
    ),
    "thing never to say": Mistake(
        "deadlines.yml",
        "If you choose mediation, you do not",
        "You should appeal. You do not",
        "never say",
        "You should",
    ),
    "bare phone number": Mistake("deadlines.yml", "That is safer.", "Ring 024 7683 1614.", "a phone number", "7683"),
    "short form": Mistake("deadlines.yml", "That is safer.", "Ask the XYZ.", "`XYZ`", "XYZ"),
    "review that is not after": Mistake(
        "deadlines.yml", "review_by: 2027-05-23", "review_by: 2026-11-23", "not after", "review_by"
    ),
    "review that is overdue": Mistake(
        "deadlines.yml", "review_by: 2027-05-23", "review_by: 2026-11-22", "was due", "review_by"
    ),
    "law of the future": Mistake("deadlines.yml", "law_as_at: 2026", "law_as_at: 2027", "law_as_at is in", "law_as_at"),
    "source read in the future": Mistake(
        "deadlines.yml", "checked_on: 2026-11-23", "checked_on: 2027-11-23", "checked_on is in", "on: 2027"
    ),
    "bank holiday on a weekend": Mistake("bank-holidays.json", "2026-12-28", "2026-12-26", "weekend", "2026-12-26"),
    "bank holidays out of order": Mistake("bank-holidays.json", "2027-08-30", "2027-05-24", "not after", "2027-05-24"),
    "bank holiday that is no date": Mistake("bank-holidays.json", "2027-08-30", "2027-08-32", "date", "2027-08-32"),
    "bank holiday of the year before": Mistake(
        "bank-holidays.json", '"2027-12-28"', '"2029-12-28"', "2027 has 7", "2027-01-01"
    ),
}


def _found(tmp_path: Path, content: Content, today: str = TODAY) -> list[Problem]:
    return check_deadlines(tmp_path / "content", content, today=date.fromisoformat(today))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project folder with the two files."""
    (tmp_path / "content").mkdir()
    for name in FILES:
        (tmp_path / "content" / name).write_bytes((PROJECT / "content" / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_reported_where_it_is(copy: Path, content: Content, mistake: Mistake):
    path = copy / "content" / mistake.file
    text = path.read_text(encoding="utf-8")
    assert mistake.old in text
    text = text.replace(mistake.old, mistake.new, 1)
    path.write_text(text, encoding="utf-8")
    found = [problem for problem in _found(copy, content) if mistake.says in problem.message]
    assert found, _found(copy, content)
    assert all(problem.file == f"content/{mistake.file}" and problem.remedy for problem in found)
    assert not any(problem.is_warning for problem in found)
    line = next(number for number, words in enumerate(text.splitlines(), start=1) if mistake.at in f" {words}")
    # A sentence over several lines is reported at its key.
    assert any(line - 2 <= problem.line <= line for problem in found), (line, found)


def test_there_is_nothing_to_mend(copy: Path, content: Content):
    assert _found(copy, content) == []


def test_other_content_that_cannot_be_read_does_not_hide_what_is_wrong_here(copy: Path):
    path = copy / "content" / "deadlines.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("[surrey]", "[sury]", 1), encoding="utf-8")
    found = check_deadlines(copy / "content", None, today=date.fromisoformat(TODAY))
    assert [problem.message for problem in found] == ["unknown source `sury`."]


@pytest.mark.parametrize(
    ("today", "says", "is_warning"),
    [
        ("2027-05-01", "the review of the deadlines is due", True),
        ("2027-05-24", "the review of the deadlines was due", False),
        ("2028-07-01", "the bank holidays end", True),
        ("2029-01-01", "the bank holidays end", False),
    ],
)
def test_what_grows_old_is_told_in_time(copy: Path, content: Content, today: str, says: str, is_warning: bool):
    found = [problem for problem in _found(copy, content, today) if says in problem.message]
    assert [problem.is_warning for problem in found] == [is_warning]


@pytest.mark.parametrize("today", ["2027-04-22", "2028-06-30"])
def test_what_is_not_old_yet_is_not_told(copy: Path, content: Content, today: str):
    said = ("is due", "bank holidays end") if today < "2028" else ("bank holidays end",)
    assert not [problem for problem in _found(copy, content, today) if re.search("|".join(said), problem.message)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_reported_with_everything_else(tmp_path: Path, name: str):
    draft = Draft.of_some_content(tmp_path)
    (draft.content / name).unlink()
    assert f"content/{name}" in [problem.file for problem in draft.problems()]
