"""One name everywhere: an answer without its intent, examples, rule or required points is reported, and the reverse."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sendguide.content.checks.parity import check_parity
from sendguide.content.loader import Content
from sendguide.settings import PROJECT
from tests.unit.content.draft import COMPARED, Draft


@dataclass(frozen=True)
class Place:
    """A file that names every answer: how `mediation_cost` stands in it, and how an id without an answer would."""

    file: str
    entry: str
    extra: str


PLACES = {
    "intent": Place("domain.yml", r"(?m)^  - mediation_cost\n", "  - mediation_price\n"),
    "examples": Place(
        "data/nlu.yml",
        r"(?ms)^  - intent: mediation_cost\n.*?(?=^  - intent:)",
        "  - intent: mediation_price\n    examples: |\n      - how much\n\n",
    ),
    "rule": Place(
        "data/rules.yml",
        r"(?ms)^  - rule: mediation_cost\n.*?(?=^  - rule:)",
        "  - rule: x\n    steps:\n      - intent: mediation_price\n      - action: action_answer\n",
    ),
    "required points": Place(
        "tests/content/required.yml",
        r"(?ms)^mediation_cost:\n.*?(?=^\w+:)",
        "mediation_price:\n  - point: free\n    all: [free]\n",
    ),
}


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder with copies of the files that name every answer."""
    for name in COMPARED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    return tmp_path


def _put(copies: Path, place: Place, new: str) -> None:
    path = copies / place.file
    text, count = re.subn(place.entry, lambda _: new, path.read_text(encoding="utf-8"))
    assert count == 1, place.file
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_an_answer_that_a_file_does_not_name_is_reported(copies: Path, content: Content, place: Place):
    _put(copies, place, "")
    found = check_parity(content, copies)
    assert [problem.file for problem in found] == [place.file]
    assert "mediation_cost" in found[0].message
    assert found[0].remedy


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_name_without_an_answer_is_reported_on_its_line(copies: Path, content: Content, place: Place):
    kept = re.search(place.entry, (copies / place.file).read_text(encoding="utf-8"))
    assert kept is not None
    _put(copies, place, kept.group(0) + place.extra)
    found = check_parity(content, copies)
    line = Draft(copies).line_with(place.file, "mediation_price")
    assert [(problem.file, problem.line) for problem in found] == [(place.file, line)]
    assert "mediation_price" in found[0].message + found[0].remedy


def test_an_answer_that_was_removed_is_missed_in_every_place(copies: Path, content: Content):
    fewer = replace(content, answers={name: item for name, item in content.answers.items() if name != "mediation_cost"})
    found = {problem.file for problem in check_parity(fewer, copies) if "has no answer" in problem.message}
    assert found == {place.file for place in PLACES.values()}


def test_nothing_is_reported_when_every_name_is_everywhere(copies: Path, content: Content):
    assert check_parity(content, copies) == []


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_file_that_cannot_be_read_is_reported_by_name(copies: Path, content: Content, place: Place):
    (copies / place.file).write_text("intents: [\n", encoding="utf-8")
    assert place.file in {problem.file for problem in check_parity(content, copies)}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_a_file_that_is_empty_is_reported_by_name(copies: Path, content: Content, place: Place):
    (copies / place.file).write_text("", encoding="utf-8")
    assert place.file in {problem.file for problem in check_parity(content, copies)}
