"""How good a ranking of k ids for each of n messages is, in pure NumPy.

`right[i, j]` says whether id j is a right answer to message i; `probabilities` has the same shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sendguide.understanding.decide import NEAR_MISSES, SEND_LAW

Floats = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Names = npt.NDArray[np.str_]

ANSWERED = 0.85
"""The share of messages that are answered when contenders are compared: the other 15 % are asked back."""

BINS = 10
CRISIS_TOGETHER = 0.5


def right_within(probabilities: Floats, right: Flags, most: int) -> Flags:
    """Whether one of the `most` likeliest ids is right, shape (n,). Ties go to the id that comes first."""
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :most]
    return np.asarray(np.take_along_axis(right, order, axis=1).any(axis=1))


def macro_f1(predicted: Names, truth: Names) -> float:
    """The mean over the ids in `truth` of F1 = 2 TP / (2 TP + FP + FN): rare ids weigh as much as common ones."""
    scores = []
    for name in np.unique(truth):
        hits = int(((predicted == name) & (truth == name)).sum())
        scores.append(2 * hits / int((predicted == name).sum() + (truth == name).sum()))
    return float(np.mean(scores))


def answered(confidence: Floats, share: float = ANSWERED) -> Flags:
    """Which messages are answered when the threshold on the first probability is set so that `share` of them are.

    The threshold is the ceil(share * n)-th highest confidence; messages with just that confidence are all answered, so
    that ties can make it more than `share`.
    """
    place = int(np.ceil(round(share * len(confidence), 6))) - 1
    return np.asarray(confidence >= np.sort(confidence)[::-1][place])


def confidently_wrong(correct: Flags, are_answered: Flags) -> float:
    """Wrong among the answered: |answered and wrong| / |answered|."""
    return float((are_answered & ~correct).sum() / are_answered.sum())


def near_miss(labels: Sequence[frozenset[str]]) -> Flags:
    """Which messages ask only for something that is a near miss; those with several asks are left out."""
    return np.array([len(right) == 1 and right <= NEAR_MISSES for right in labels], dtype=bool)


def near_miss_leaks(first: Names, are_near_miss: Flags, are_answered: Flags) -> int:
    """How many near misses are answered with mediation, appeals or the tribunal."""
    ours = np.array([name.startswith(SEND_LAW) for name in first], dtype=bool)
    return int((ours & are_near_miss & are_answered).sum())


def crisis_raised(probabilities: Floats, labels: Sequence[str]) -> Flags:
    """Where help would be shown first: a crisis id is the likeliest, or the crisis ids together reach one half."""
    crisis = np.array([name.startswith("crisis_") for name in labels], dtype=bool)
    together = probabilities[:, crisis].sum(axis=1)
    return np.asarray(crisis[probabilities.argmax(axis=1)] | (together >= CRISIS_TOGETHER))


def recall(raised: Flags, wanted: Flags) -> float:
    """|raised and wanted| / |wanted|; not a number when none is wanted."""
    return float((raised & wanted).sum() / wanted.sum()) if wanted.any() else float("nan")


def false_alarms(raised: Flags, wanted: Flags) -> int:
    """|raised and not wanted|."""
    return int((raised & ~wanted).sum())


def calibration_error(confidence: Floats, correct: Flags, bins: int = BINS) -> float:
    """Expected calibration error (Guo et al. 2017): sum over bins of |B| / n * |accuracy(B) - mean confidence(B)|.

    The bins divide (0, 1] evenly; a confidence on an edge belongs to the bin below it.
    """
    places = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1).astype(int)
    hits = np.bincount(places, weights=correct.astype(float), minlength=bins)
    sums = np.bincount(places, weights=confidence.astype(float), minlength=bins)
    return float(np.abs(hits - sums).sum() / len(confidence))


def risk_coverage(confidence: Floats, correct: Flags) -> tuple[Floats, Floats]:
    """Coverage i / n and risk = wrong among the i most confident / i, for i = 1 ... n (El-Yaniv and Wiener 2010)."""
    order = np.argsort(-confidence, kind="stable")
    counts = np.arange(1, len(order) + 1)
    return counts / len(order), np.cumsum(~correct[order]) / counts


def most_confused(first: Names, truth: Names, most: int) -> list[tuple[str, str, int]]:
    """The (right id, id given instead, times) that occur most; ties in the order of the names."""
    wrong = first != truth
    pairs, counts = np.unique(np.stack([truth[wrong], first[wrong]]), axis=1, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:most]
    return [(str(pairs[0, place]), str(pairs[1, place]), int(counts[place])) for place in order]


def confusion(first: Names, truth: Names, names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Counts, shape (names, names): row the right one, column the one given."""
    places = {name: place for place, name in enumerate(names)}
    counts = np.zeros((len(names), len(names)), dtype=np.int64)
    for wanted, given in zip(truth, first, strict=True):
        counts[places[str(wanted)], places[str(given)]] += 1
    return counts
