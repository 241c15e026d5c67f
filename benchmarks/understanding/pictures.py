"""The comparison as pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

from benchmarks.understanding import metrics
from benchmarks.understanding.data import DEVELOPMENT, groups_of_ids
from benchmarks.understanding.jobs import Outcome
from benchmarks.understanding.judged import Judged
from benchmarks.understanding.report import curve_point

matplotlib.use("Agg")

from matplotlib import pyplot

PAIRS = 25


def draw_confusion(judged: Judged, file: Path) -> None:
    """The groups as a square of shares, and the most confused pairs of ids as bars."""
    figure, (square, bars) = pyplot.subplots(1, 2, figsize=(20, 9), constrained_layout=True)
    groups = groups_of_ids()
    names = sorted(set(groups.values()))
    truth, given = (np.array([groups[str(name)] for name in ids]) for ids in (judged.truth(), judged.first))
    _draw_square(square, metrics.confusion(given, truth, names), names)
    pairs = metrics.most_confused(judged.first, judged.truth(), PAIRS)[::-1]
    bars.barh([f"{wanted}  →  {got}" for wanted, got, _ in pairs], [count for _, _, count in pairs])
    bars.set_title("Most confused: right id → id given")
    bars.set_xlabel("messages")
    bars.xaxis.get_major_locator().set_params(integer=True)
    _save(figure, file)


def _draw_square(axes: Any, counts: Any, names: Sequence[str]) -> None:
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for (row, column), count in np.ndenumerate(counts):
        if count:
            axes.text(
                column, row, count, ha="center", va="center", color="white" if shares[row, column] > 0.5 else "black"
            )
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("group of the id given")
    axes.set_ylabel("group of the right id")
    axes.set_title("Messages by group (shade: share of the row)")


def draw_risk_coverage(outcomes: Mapping[str, Outcome], file: Path) -> None:
    """The share that is wrong among the messages answered, as more and more of them are answered."""
    figure, axes = pyplot.subplots(figsize=(9, 6), constrained_layout=True)
    for name, outcome in outcomes.items():
        judged = outcome.judged[DEVELOPMENT]
        coverage, risk = metrics.risk_coverage(judged.confidence, judged.correct)
        axes.plot(coverage, risk, label=name)
    axes.axvline(metrics.ANSWERED, color="grey", linestyle=":", label="where contenders are compared")
    axes.set_xlabel("share of messages answered, most confident first")
    axes.set_ylabel("share of those that is wrong")
    axes.set_ylim(bottom=0)
    axes.legend()
    _save(figure, file)


def draw_learning_curve(curves: Mapping[str, Sequence[Outcome]], file: Path) -> None:
    """Right first by the number of examples learnt from."""
    figure, axes = pyplot.subplots(figsize=(9, 6), constrained_layout=True)
    for number, (name, outcomes) in enumerate(curves.items()):
        examples, development, held_out = zip(*(curve_point(outcome) for outcome in outcomes), strict=True)
        axes.plot(examples, development, marker="o", color=f"C{number}", label=f"{name}, development questions")
        axes.plot(examples, held_out, marker="o", color=f"C{number}", linestyle="--", label=f"{name}, writers held out")
    axes.set_xscale("log")
    axes.set_xticks(examples, [f"{count:.0f}" for count in examples])
    axes.minorticks_off()
    axes.set_xlabel("examples")
    axes.set_ylabel("right first")
    axes.legend()
    _save(figure, file)


def _save(figure: Any, file: Path) -> None:
    figure.savefig(file, dpi=110)
    pyplot.close(figure)
