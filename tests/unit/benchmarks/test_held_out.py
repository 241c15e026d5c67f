"""What is told of writers left out, from readings made by hand: nothing is trained here."""

from __future__ import annotations

import pytest

from benchmarks.understanding import held_out
from benchmarks.understanding.data import Example
from benchmarks.understanding.held_out import Read
from sendguide.understanding.decide import Certainty, Decision
from sendguide.understanding.reader import Reading


def read(label: str, decision: Decision, *, writer: str = "mother", text: str = "how much") -> Read:
    ranking = tuple((name, decision.confidence / (place + 1)) for place, name in enumerate(decision.ids))
    return Read(Example(text, label, writer), Reading(text, decision, ranking))


RIGHT = read("mediation_cost", Decision(Certainty.SURE, ("mediation_cost",), 0.9))
BOTH = read("mediation_cost", Decision(Certainty.SURE, ("mediation_cost", "complaint"), 0.9), writer="forum")
ALSO = read("mediation_cost", Decision(Certainty.SURE, ("complaint",), 0.9, also=("mediation_cost",)))
ASKED_BACK = read("mediation_cost", Decision(Certainty.UNSURE, ("complaint", "mediation_cost"), 0.5))
LOST = read("mediation_cost", Decision(Certainty.LOST, (), 0.1), text="word " * 50)
HELPED = read("crisis_mental_health", Decision(Certainty.CRISIS, ("crisis_mental_health",), 0.9))
MISSED = read("crisis_safeguarding", Decision(Certainty.SURE, ("complaint",), 0.9))
ALARM = read("mediation_cost", Decision(Certainty.CRISIS, ("crisis_safeguarding",), 0.9, topic="mediation_cost"))
LEAK = read("oos_legal_near_miss", Decision(Certainty.SURE, ("mediation_cost",), 0.9))


@pytest.mark.parametrize(
    ("made", "first", "found", "wrong", "invented"),
    [
        (RIGHT, True, True, False, False),
        (BOTH, True, True, False, True),
        (ALSO, False, True, True, False),
        (ASKED_BACK, False, True, False, False),
        (LOST, False, False, False, False),
        (HELPED, True, True, False, False),
        (MISSED, False, False, True, False),
        (ALARM, False, True, True, False),
    ],
)
def test_a_reading_is_right_found_wrong_or_invented(made: Read, first: bool, found: bool, wrong: bool, invented: bool):
    assert (made.first, made.found, made.wrong, made.invented) == (first, found, wrong, invented)


def _cells(table: str, row: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if line.startswith(row)]
    return line.removeprefix(row).split()


def test_writers_stories_and_all():
    table = held_out.by_writer([RIGHT, BOTH, ALSO, LOST])
    assert _cells(table, "forum") == ["1", "100.0%", "100.0%", "0.0%", "100.0%", "100.0%"]
    assert _cells(table, "stories") == ["1", "0.0%", "0.0%", "0.0%", "0.0%", "0.0%"]
    assert _cells(table, "all") == ["4", "50.0%", "75.0%", "25.0%", "75.0%", "25.0%"]


def test_dangers_and_near_misses():
    told = held_out.dangers([RIGHT, HELPED, MISSED, ALARM, LEAK])
    assert "help first 1 of 2; false alarms 1 of 3" in told
    assert "leaked: 1 of 1" in told


def test_a_higher_line_answers_less_and_less_wrong():
    table = held_out.lines_for_sure([RIGHT, ALSO, ASKED_BACK])
    assert len(table.splitlines()) == len(held_out.LINES) + 1
    low, high = _cells(table, "0.40"), _cells(table, "0.90")
    assert float(low[0].rstrip("%")) >= float(high[0].rstrip("%"))
    assert float(low[1].rstrip("%")) >= float(high[1].rstrip("%"))


def test_errors_are_the_surest_wrong_answers():
    told = held_out.errors([RIGHT, MISSED, ASKED_BACK, LEAK], 1)
    assert told.splitlines()[0] == "The 1 surest of 2 wrong answers"
    assert len(told.splitlines()) == 2
