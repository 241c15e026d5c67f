"""The comparison as tables to read."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping, Sequence

import numpy as np

from benchmarks.understanding.data import DEVELOPMENT, EDITORS, HELD_OUT
from benchmarks.understanding.jobs import Outcome
from benchmarks.understanding.judged import Judged

COUNTED = frozenset({"near-miss leaks", "false alarms", "examples", "training s", "memory MB"})
ERRORS = 30


def comparison(outcomes: Mapping[str, Outcome]) -> str:
    """Contenders by measure, and below it what each costs."""
    scores = {name: outcome.judged[DEVELOPMENT].scores() for name, outcome in outcomes.items()}
    costs = {name: outcome.costs for name, outcome in outcomes.items()}
    return "\n\n".join(_contenders(figures) for figures in (scores, costs))


def _contenders(figures: Mapping[str, Mapping[str, float]]) -> str:
    measures = list(next(iter(figures.values())))
    rows = [[name, *(_figure(measure, row[measure]) for measure in measures)] for name, row in figures.items()]
    return text_table(["contender", *measures], rows)


def _figure(measure: str, value: float) -> str:
    if measure in COUNTED:
        return f"{value:.0f}"
    if measure.startswith("ms "):
        return f"{value:.1f}"
    return f"{value:.3f}" if measure in ("ECE", "macro F1") else _percent(value)


def right_first_by(outcomes: Mapping[str, Outcome], field: str, title: str) -> str:
    """Right first, contenders side by side.

    Args:
        outcomes: by contender.
        field: of `Question`: `group` or `kind`.
        title: what to call it.
    """
    judged = [outcome.judged[DEVELOPMENT] for outcome in outcomes.values()]
    values = np.array([getattr(question, field) for question in judged[0].questions])
    rows = []
    for value in sorted(set(values)):
        parts = [one.part(values == value) for one in judged]
        rows.append([str(value), str(len(parts[0].questions)), *(_percent(part.correct.mean()) for part in parts)])
    return text_table([title, "n", *outcomes], rows)


def worst_errors(judged: Judged, most: int = ERRORS) -> str:
    """The wrong answers that were given with most confidence."""
    order = [place for place in np.argsort(-judged.confidence, kind="stable") if not judged.correct[place]]
    lines = [
        f"The {min(most, len(order))} most confident of {len(order)} errors in {len(judged.questions)} messages",
        "",
    ]
    for place in order[:most]:
        question = judged.questions[place]
        wanted = " or ".join(sorted(question.right))
        lines.append(f"{judged.confidence[place]:.2f}  {judged.first[place]}, not {wanted}")
        lines += textwrap.wrap(question.text, 114, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines)


def by_writer(judged: Mapping[str, Judged]) -> str:
    """For each writer, of whom the model had seen nothing: right first, within three and ECE of each contender."""
    questions = next(iter(judged.values())).questions
    writers = np.array([question.kind for question in questions])
    header = ["writer", "n", *(f"{name}: {measure}" for name in judged for measure in ("first", "three", "ECE"))]
    rows = []
    for writer in [*sorted(set(writers)), "all"]:
        chosen = np.ones(len(writers), dtype=bool) if writer == "all" else writers == writer
        row = [str(writer), str(int(chosen.sum()))]
        for one in judged.values():
            scores = one.part(chosen).scores()
            row += [_figure(measure, scores[measure]) for measure in ("right first", "within three", "ECE")]
        rows.append(row)
    note = f"Each writer is judged by a model that learnt from other writers only (and from the {EDITORS})."
    return f"{note}\n{text_table(header, rows)}"


def learning_curve(curves: Mapping[str, Sequence[Outcome]], writers: Collection[str]) -> str:
    """Right first by the number of examples, on the development questions and on the writers held out."""
    header = ["contender", "examples", "right first, development", "right first, writers held out"]
    rows = []
    for name, outcomes in curves.items():
        for outcome in outcomes:
            examples, *shares = curve_point(outcome)
            rows.append([name, f"{examples:.0f}", *map(_percent, shares)])
    return f"{text_table(header, rows)}\nWriters held out: {', '.join(sorted(writers))}."


def curve_point(outcome: Outcome) -> tuple[float, float, float]:
    """Number of examples, right first on the development questions, right first on the writers held out."""
    development, held_out = (float(outcome.judged[lot].correct.mean()) for lot in (DEVELOPMENT, HELD_OUT))
    return outcome.costs["examples"], development, held_out


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they must be; the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = []
    for row in (header, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _percent(share: float) -> str:
    return f"{share:.1%}"
