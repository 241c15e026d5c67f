"""Each measure on cases small enough to work out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.understanding import metrics
from benchmarks.understanding.data import Question
from benchmarks.understanding.judged import judge, together

LABELS = ["crisis_a", "crisis_b", "mediation_x", "oos_y"]
PROBABILITIES = np.array(
    [
        [0.10, 0.20, 0.60, 0.10],
        [0.30, 0.25, 0.40, 0.05],
        [0.05, 0.05, 0.10, 0.80],
        [0.10, 0.10, 0.50, 0.30],
        [0.45, 0.04, 0.02, 0.49],
    ]
)


def flags(text: str) -> np.ndarray:
    return np.array([mark == "x" for mark in text.split()])


def names(text: str) -> np.ndarray:
    return np.array(text.split())


@pytest.mark.parametrize(("most", "expected"), [(1, "x - - -"), (2, "x - x -"), (3, "x x x -")])
def test_right_within(most: int, expected: str):
    probabilities = np.array([[0.7, 0.2, 0.1, 0.0], [0.3, 0.5, 0.15, 0.05], [0.4, 0.5, 0.1, 0.0], [0.4, 0.3, 0.2, 0.1]])
    right = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [1, 0, 1, 0], [0, 0, 0, 1]], dtype=bool)
    np.testing.assert_array_equal(metrics.right_within(probabilities, right, most), flags(expected))


def test_a_message_with_several_asks_is_right_when_any_of_them_is_first():
    right = np.array([[False, True, True]])
    assert metrics.right_within(np.array([[0.2, 0.1, 0.7]]), right, 1).all()
    assert metrics.right_within(np.array([[0.2, 0.7, 0.1]]), right, 1).all()


def test_a_tie_goes_to_the_id_that_comes_first():
    tied = np.array([[0.4, 0.4, 0.2]])
    assert metrics.right_within(tied, np.array([[True, False, False]]), 1).all()
    assert not metrics.right_within(tied, np.array([[False, True, False]]), 1).any()


@pytest.mark.parametrize(
    ("predicted", "truth", "expected"),
    [
        ("a b c", "a b c", 1.0),
        ("b a", "a b", 0.0),
        # a: TP 2, FN 1, FP 0 -> 4/5; b: TP 1, FP 1, FN 0 -> 2/3
        ("a a b b", "a a a b", (4 / 5 + 2 / 3) / 2),
        # c is given but never right: it costs a's recall and is no class of its own
        ("a c", "a a", 2 / 3),
    ],
)
def test_macro_f1(predicted: str, truth: str, expected: float):
    assert metrics.macro_f1(names(predicted), names(truth)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("confidence", "share", "expected"),
    [
        ([0.9, 0.1, 0.5, 0.7], 0.75, "x - x x"),
        ([0.9, 0.1, 0.5, 0.7], 0.6, "x - x x"),  # 2.4 messages: three
        ([0.9, 0.1, 0.5, 0.7], 1.0, "x x x x"),
        ([0.9, 0.5, 0.5, 0.1], 0.5, "x x x -"),  # a tie at the threshold: both
        ([0.3], 0.85, "x"),
    ],
)
def test_answered(confidence: list[float], share: float, expected: str):
    np.testing.assert_array_equal(metrics.answered(np.array(confidence), share), flags(expected))


@pytest.mark.parametrize("count", [20, 40, 100, 200, 1000])
def test_85_of_100_are_answered(count: int):
    assert metrics.answered(np.linspace(0.1, 0.9, count)).sum() == round(0.85 * count)


def test_confidently_wrong_counts_only_what_was_answered():
    correct, are_answered = flags("x - x - -"), flags("x x x x -")
    assert metrics.confidently_wrong(correct, are_answered) == 2 / 4


def test_near_misses_with_several_asks_are_left_out():
    several = frozenset({"oos_legal_near_miss", "mediation_x"})
    both = frozenset({"oos_legal_near_miss", "oos_benefits_money"})
    alone = [frozenset({name}) for name in ("oos_legal_near_miss", "oos_benefits_money", "oos_general", "mediation_x")]
    np.testing.assert_array_equal(metrics.near_miss([*alone, several, both]), flags("x x - - - -"))


def test_near_miss_leaks():
    first = names("mediation_cost appeal_how tribunal_what section_i_only legal_aid mediation_cost mediation_cost")
    assert metrics.near_miss_leaks(first, flags("x x x x x - x"), flags("x x x x x x -")) == 4


def test_a_crisis_is_raised_by_the_first_id_or_by_the_crisis_ids_together():
    # 0.3 not enough; 0.55 together though a mediation id is first; none; none; not first and 0.49 together
    np.testing.assert_array_equal(metrics.crisis_raised(PROBABILITIES, LABELS), flags("- x - - -"))
    assert metrics.crisis_raised(np.array([[0.3, 0.1, 0.25, 0.2]]), LABELS).all()
    assert metrics.crisis_raised(np.array([[0.25, 0.25, 0.5, 0.0]]), LABELS).all()


def test_recall_and_false_alarms():
    raised, wanted = flags("x - x x -"), flags("x x - x -")
    assert metrics.recall(raised, wanted) == pytest.approx(2 / 3)
    assert metrics.false_alarms(raised, wanted) == 1
    assert math.isnan(metrics.recall(raised, flags("- - - - -")))


@pytest.mark.parametrize(
    ("confidence", "correct", "expected"),
    [
        ([1.0, 1.0], "x x", 0.0),
        ([1.0, 1.0], "- -", 1.0),
        # bin 0.7-0.8: accuracy 1/2, confidence 0.75, 2 of 3; bin 0.1-0.2: accuracy 1, confidence 0.15, 1 of 3
        ([0.74, 0.76, 0.15], "x - x", 2 / 3 * 0.25 + 1 / 3 * 0.85),
        # on an edge: 0.5 belongs to the bin below, so that the two do not cancel out
        ([0.5, 0.55], "- x", (0.5 + 0.45) / 2),
        ([0.55, 0.56], "- x", 0.055),
        ([0.0], "-", 0.0),
    ],
)
def test_calibration_error(confidence: list[float], correct: str, expected: float):
    assert metrics.calibration_error(np.array(confidence), flags(correct)) == pytest.approx(expected)


def test_risk_coverage():
    coverage, risk = metrics.risk_coverage(np.array([0.2, 0.9, 0.6, 0.7]), flags("- x - x"))
    np.testing.assert_allclose(coverage, [0.25, 0.5, 0.75, 1.0])
    np.testing.assert_allclose(risk, [0, 0, 1 / 3, 2 / 4])


def test_the_most_confused_pairs():
    first, truth = names("b b a a c"), names("a a a b a")
    assert metrics.most_confused(first, truth, 2) == [("a", "b", 2), ("a", "c", 1)]
    assert metrics.most_confused(truth, truth, 2) == []


def test_confusion_has_the_right_one_in_rows():
    np.testing.assert_array_equal(metrics.confusion(names("b b a"), names("a a a"), ["a", "b"]), [[1, 2], [0, 0]])


def question(label: str, *more: str) -> Question:
    group = {"o": "out_of_scope", "c": "crisis", "m": "mediation_basics"}[label[0]]
    return Question("words", label, frozenset({label, *more}), group, "faq")


def test_all_measures_of_one_outcome():
    asked = [
        question("mediation_x"),
        question("crisis_a"),
        question("oos_y", "mediation_x"),
        question("oos_legal_near_miss"),
        question("crisis_b"),
    ]
    judged = judge(asked, PROBABILITIES, LABELS)
    assert judged.first.tolist() == ["mediation_x", "mediation_x", "oos_y", "mediation_x", "oos_y"]
    assert judged.truth().tolist() == ["mediation_x", "crisis_a", "oos_y", "oos_legal_near_miss", "crisis_b"]
    scores = judged.scores()
    assert scores["right first"] == 2 / 5
    assert scores["within three"] == 4 / 5  # an id that the contender does not know is never right
    # mediation_x: TP 1, FP 2; oos_y: TP 1, FP 1; the other three 0
    assert scores["macro F1"] == pytest.approx((2 / 4 + 2 / 3) / 5)
    assert scores["confidently wrong"] == 3 / 5  # five of five are answered: 4.25, rounded up
    assert scores["near-miss leaks"] == 1
    assert scores["crisis recall"] == 1 / 2
    assert scores["false alarms"] == 0
    assert scores["out-of-scope recall"] == 1 / 2
    # bins 0.5-0.6: (0.6, right); 0.3-0.4: (0.4, wrong); 0.7-0.8: (0.8, right); 0.4-0.5: (0.5 and 0.49, both wrong)
    assert scores["ECE"] == pytest.approx((0.4 + 0.4 + 0.2 + 0.99) / 5)


def test_outcomes_of_several_folds_are_one_outcome():
    asked = [question("mediation_x"), question("oos_y")]
    one = judge(asked[:1], PROBABILITIES[:1], LABELS)
    other = judge(asked[1:], PROBABILITIES[2:3, ::-1], LABELS[::-1])  # its ids may come in another order
    both = together([one, other])
    assert both.questions == tuple(asked)
    assert both.first.tolist() == ["mediation_x", "oos_y"]
    assert both.correct.all()
    assert both.part(flags("- x")).questions == (asked[1],)
