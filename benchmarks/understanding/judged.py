"""What a contender made of some messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.understanding import metrics
from benchmarks.understanding.data import Question
from benchmarks.understanding.metrics import Flags, Floats, Names


@dataclass(frozen=True)
class Judged:
    """The outcome for some messages; all arrays have shape (messages,).

    Attributes:
        questions: the messages.
        first: the likeliest id of each.
        confidence: its probability.
        correct: whether it is right.
        within_three: whether one of the three likeliest is right.
        raised: whether help in a crisis would be shown first.
    """

    questions: tuple[Question, ...]
    first: Names
    confidence: Floats
    correct: Flags
    within_three: Flags
    raised: Flags

    def part(self, wanted: Flags) -> Judged:
        """The outcome for some of the messages."""
        questions = tuple(item for item, keep in zip(self.questions, wanted, strict=True) if keep)
        arrays = (self.first, self.confidence, self.correct, self.within_three, self.raised)
        return Judged(questions, *(array[wanted] for array in arrays))

    def truth(self) -> Names:
        """The one right id of each message: of several asks the one that was given, else the first."""
        labels = np.array([question.label for question in self.questions])
        return np.where(self.correct, self.first, labels)

    def scores(self) -> dict[str, float]:
        """Every measure of `metrics` by name."""
        right = [question.right for question in self.questions]
        groups = np.array([question.group for question in self.questions])
        crisis = np.array([any(name.startswith("crisis_") for name in ids) for ids in right])
        told_apart = np.array([name.startswith("oos_") for name in self.first])
        are_answered = metrics.answered(self.confidence)
        return {
            "right first": float(self.correct.mean()),
            "within three": float(self.within_three.mean()),
            "macro F1": metrics.macro_f1(self.first, self.truth()),
            "confidently wrong": metrics.confidently_wrong(self.correct, are_answered),
            "near-miss leaks": metrics.near_miss_leaks(self.first, metrics.near_miss(right), are_answered),
            "crisis recall": metrics.recall(self.raised, crisis),
            "false alarms": metrics.false_alarms(self.raised, crisis),
            "out-of-scope recall": metrics.recall(told_apart, groups == "out_of_scope"),
            "ECE": metrics.calibration_error(self.confidence, self.correct),
        }


def judge(questions: Sequence[Question], probabilities: Floats, labels: Sequence[str]) -> Judged:
    """Compares probabilities, shape (questions, labels), with what is right."""
    right = np.array([[name in question.right for name in labels] for question in questions], dtype=bool)
    return Judged(
        questions=tuple(questions),
        first=np.array(labels)[probabilities.argmax(axis=1)],
        confidence=probabilities.max(axis=1),
        correct=metrics.right_within(probabilities, right, 1),
        within_three=metrics.right_within(probabilities, right, 3),
        raised=metrics.crisis_raised(probabilities, labels),
    )


def together(parts: Sequence[Judged]) -> Judged:
    """The outcomes for several lots of messages as one, such as those of all folds."""
    questions = tuple(question for part in parts for question in part.questions)
    names = ("first", "confidence", "correct", "within_three", "raised")
    return Judged(questions, *(np.concatenate([getattr(part, name) for part in parts]) for name in names))
