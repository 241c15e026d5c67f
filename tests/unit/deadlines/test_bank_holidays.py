"""The bank holidays: right, far enough ahead, in GOV.UK's shape, and honest about where they end."""

from __future__ import annotations

import ast
import json
from datetime import date
from pathlib import Path

import holidays
import pytest

from sendguide.content.reader import Reader
from sendguide.deadlines.calculator import Calculator
from sendguide.deadlines.counting import WorkingDays, add_months
from sendguide.deadlines.loader import BANK_HOLIDAYS, read_deadlines
from sendguide.deadlines.rules import DeadlineRules
from sendguide.settings import PROJECT, settings
from tests.unit.deadlines.support import asked, on, refused, worked_out

FILE = PROJECT / "content" / BANK_HOLIDAYS


def _list() -> dict[date, str]:
    _, found = read_deadlines(Reader(PROJECT / "content"))
    assert found
    return found.by_day()


def test_they_agree_with_another_source():
    ours = set(_list())
    years = range(min(ours).year, max(ours).year + 1)
    theirs = {day for day in holidays.country_holidays("GB", subdiv="ENG", years=years) if day.weekday() < 5}
    assert ours == theirs


def test_they_reach_eighteen_months_ahead(days: WorkingDays, rules: DeadlineRules):
    for today in (rules.law_as_at, settings().day()):
        assert days.last >= add_months(today, 18)


def test_they_reach_from_2025_to_the_end_of_2028_at_least(days: WorkingDays):
    assert days.first <= date(2025, 1, 1)
    assert days.last >= date(2029, 1, 31)


def test_they_are_in_the_shape_that_gov_uk_publishes():
    data = json.loads(FILE.read_text(encoding="utf-8"))["england-and-wales"]
    assert data["division"] == "england-and-wales"
    assert all(set(event) == {"title", "date", "notes", "bunting"} for event in data["events"])


def test_the_file_of_gov_uk_can_be_put_there_as_it_is(tmp_path: Path):
    """On one line, with the other parts of the United Kingdom, and typographic signs escaped."""
    events = json.loads(FILE.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    parts = ["england-and-wales", "scotland", "northern-ireland"]
    published = {part: {"division": part, "events": events} for part in parts}
    (tmp_path / BANK_HOLIDAYS).write_text(json.dumps(published, separators=(",", ":")), encoding="utf-8")
    (tmp_path / "deadlines.yml").write_bytes((PROJECT / "content" / "deadlines.yml").read_bytes())
    _, found = read_deadlines(Reader(tmp_path))
    assert found is not None
    assert found.by_day() == _list()


def test_the_library_they_are_compared_with_is_not_used_by_the_guide():
    for path in (PROJECT / "sendguide").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [name for name in names if name.split(".")[0] == "holidays"], path


@pytest.fixture
def short(rules: DeadlineRules) -> Calculator:
    """A calculator whose bank holidays end with 2026."""
    return Calculator(rules, WorkingDays({day: name for day, name in _list().items() if day.year == 2026}))


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(asked(on("Sun 1 Nov 2026")), id="the date itself"),
        pytest.param(asked(on("Sun 25 Oct 2026")), id="the first working day after Christmas"),
        pytest.param(asked(on("Thu 20 Nov 2025")), id="a date before the list"),
    ],
)
def test_beyond_the_list_no_date_is_given(short: Calculator, question):
    found = refused(short, question)
    assert (found.id, found.rule) == ("beyond_bank_holidays", "T-h")
    assert "Thursday 1 January 2026" in found.reason
    assert "Thursday 31 December 2026" in found.reason
    assert found.instead
    assert found.contacts
    assert found.caveat == short.rules.caveat


def test_up_to_the_end_of_the_list_dates_are_given(short: Calculator):
    assert worked_out(short, asked(on("Sat 24 Oct 2026"))).last.day == on("Thu 24 Dec 2026")
