"""The tables say what was measured, from outcomes made by hand: nothing is trained here."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.understanding import report
from benchmarks.understanding.data import DEVELOPMENT, HELD_OUT, Question
from benchmarks.understanding.jobs import Outcome
from benchmarks.understanding.judged import Judged, judge

LABELS = ["mediation_cost", "oos_general"]
COSTS = {"examples": 210.0, "training s": 12.4, "ms 20 words": 24.75, "ms 120 words": 60.0, "memory MB": 949.6}


def judged(kinds: tuple[str, str]) -> Judged:
    """The first message right with 0.9, the second wrong with 0.8."""
    questions = [
        Question("how much", "mediation_cost", frozenset({"mediation_cost"}), "mediation_basics", kinds[0]),
        Question("bins", "oos_general", frozenset({"oos_general"}), "out_of_scope", kinds[1]),
    ]
    return judge(questions, np.array([[0.9, 0.1], [0.8, 0.2]]), LABELS)


@pytest.fixture
def outcomes() -> dict[str, Outcome]:
    lots = {DEVELOPMENT: judged(("faq", "typo")), HELD_OUT: judged(("mother", "forum"))}
    return {"ours": Outcome(lots, COSTS), "other one": Outcome(lots, COSTS)}


def cells(table: str, row: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if line.startswith(row)]
    return line.removeprefix(row).split()


def test_comparison_has_measures_and_costs(outcomes: dict[str, Outcome]):
    measures, costs = report.comparison(outcomes).split("\n\n")
    # F1: 2/3 and 0; ECE: (0.1 + 0.8) / 2; no crisis was asked about
    assert cells(measures, "ours") == ["50.0%", "100.0%", "0.333", "50.0%", "0", "nan%", "0", "0.0%", "0.450"]
    assert cells(costs, "other one") == ["210", "12", "24.8", "60.0", "950"]


@pytest.mark.parametrize(("field", "row"), [("group", "mediation_basics"), ("kind", "faq")])
def test_right_first_by_group_and_style(outcomes: dict[str, Outcome], field: str, row: str):
    assert cells(report.right_first_by(outcomes, field, "by"), row) == ["1", "100.0%", "100.0%"]


def test_the_writers_and_all_of_them(outcomes: dict[str, Outcome]):
    table = report.by_writer({name: outcome.judged[HELD_OUT] for name, outcome in outcomes.items()})
    assert cells(table, "mother") == ["1", *["100.0%", "100.0%", "0.100"] * 2]
    assert cells(table, "all") == ["2", *["50.0%", "100.0%", "0.450"] * 2]


def test_the_curve(outcomes: dict[str, Outcome]):
    table = report.learning_curve({"ours": [outcomes["ours"]]}, {"mother", "forum"})
    assert cells(table, "ours") == ["210", "50.0%", "50.0%"]


def test_errors_are_the_wrong_ones_only(outcomes: dict[str, Outcome]):
    errors = report.worst_errors(outcomes["ours"].judged[DEVELOPMENT])
    assert "0.80  mediation_cost, not oos_general" in errors
    assert "how much" not in errors
