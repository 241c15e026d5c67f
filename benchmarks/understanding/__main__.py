"""`make bench-understanding`: ways of understanding messages, side by side on the same data.

    python -m benchmarks.understanding                       # all but DIET, on all examples
    python -m benchmarks.understanding --examples 12 --diet  # with DIET, on twelve examples an id (an hour)
    python -m benchmarks.understanding --cv                  # judged on writers that the model has not seen
    python -m benchmarks.understanding --reading             # the whole reading, not the classifier alone, likewise
    python -m benchmarks.understanding --curve               # how much more examples are worth

Every contender learns the same examples in a process of its own and is judged on the development questions. Tables
and pictures are also written to `results/understanding/`. Training time and memory are those of the whole contender,
reading libraries, weights and data included; memory is the most it ever had.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.understanding import held_out, report
from benchmarks.understanding.contenders import DIET, contenders
from benchmarks.understanding.data import (
    DEVELOPMENT,
    HELD_OUT,
    as_questions,
    development_questions,
    read_examples,
    sample,
    split,
    writer_folds,
)
from benchmarks.understanding.jobs import EPOCHS, Job, in_own_process
from benchmarks.understanding.judged import Judged, together
from sendguide.settings import PROJECT

RESULTS = PROJECT / "results" / "understanding"
CROSS_VALIDATED = ("ours", "vote before")
CURVES = ("ours", "n-grams")
CURVE_SIZES = (12, 25, 50, 100)


def compare(per_id: int | None, epochs: int, *, with_diet: bool) -> None:
    """All contenders on the development questions."""
    learnt, asked = sample(read_examples(), per_id), {DEVELOPMENT: development_questions()}
    described = {name: what for name, (what, _) in contenders(epochs).items() if with_diet or name not in DIET}
    outcomes = {name: in_own_process(Job(name, learnt, asked, epochs=epochs, timed=True)) for name in described}
    of_ours = outcomes["ours"].judged[DEVELOPMENT]
    tables = [
        "\n".join(f"{name:14}{what}" for name, what in described.items()),
        report.comparison(outcomes),
        report.right_first_by(outcomes, "group", "right first by group"),
        report.right_first_by(outcomes, "kind", "right first by style"),
        f"Errors of `ours`. {report.worst_errors(of_ours)}",
    ]
    _publish(tables, RESULTS / "comparison.txt")
    from benchmarks.understanding import pictures  # late: a process begins with the memory of the one that starts it

    pictures.draw_confusion(of_ours, RESULTS / "confusion.png")
    pictures.draw_risk_coverage(outcomes, RESULTS / "risk-coverage.png")


def cross_validate(per_id: int | None) -> None:
    """Ours and what we had before, judged on writers that the model has not seen."""
    examples = read_examples()
    judged: dict[str, list[Judged]] = {name: [] for name in CROSS_VALIDATED}
    for fold in writer_folds(examples):
        learnt, held_out = split(examples, fold)
        asked = {HELD_OUT: as_questions(held_out)}
        for name in CROSS_VALIDATED:
            outcome = in_own_process(Job(name, sample(learnt, per_id), asked))
            judged[name].append(outcome.judged[HELD_OUT])
    joined = {name: together(parts) for name, parts in judged.items()}
    errors = f"Errors of `ours`. {report.worst_errors(joined['ours'])}"
    _publish([report.by_writer(joined), errors], RESULTS / "by-writer.txt")
    from benchmarks.understanding import pictures

    pictures.draw_confusion(joined["ours"], RESULTS / "confusion-by-writer.png")


def read_held_out() -> None:
    """The whole reading, judged on writers that the reader has not seen."""
    reads = held_out.read_all()
    tables = [held_out.by_writer(reads), held_out.dangers(reads), held_out.lines_for_sure(reads)]
    _publish([*tables, held_out.errors(reads, report.ERRORS)], RESULTS / "reading-by-writer.txt")


def draw_curves(per_id: int | None) -> None:
    """Ours and its n-gram half on more and more examples; one group of writers is held out of all of them."""
    examples = read_examples()
    writers = writer_folds(examples)[0]
    learnt, held_out = split(examples, writers)
    asked = {DEVELOPMENT: development_questions(), HELD_OUT: as_questions(held_out)}
    sizes = (*(size for size in CURVE_SIZES if per_id is None or size < per_id), per_id)
    curves = {name: [in_own_process(Job(name, sample(learnt, size), asked)) for size in sizes] for name in CURVES}
    _publish([report.learning_curve(curves, writers)], RESULTS / "learning-curve.txt")
    from benchmarks.understanding import pictures

    pictures.draw_learning_curve(curves, RESULTS / "learning-curve.png")


def _publish(tables: Sequence[str], file: Path) -> None:
    text = "\n\n".join(tables)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{text}\n", encoding="utf-8")
    print(f"{text}\n\nWritten to {file.parent.relative_to(PROJECT)}/.", flush=True)


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", type=int, metavar="N", help="examples an id to learn from; all by default")
    parser.add_argument(
        "--diet", action="store_true", help="add the stock pipeline, with and without our vectors (slow)"
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS, metavar="N", help="passes of DIET; `rasa init` has 100")
    parser.add_argument("--cv", action="store_true", help="cross-validate by writer instead")
    parser.add_argument("--reading", action="store_true", help="cross-validate the whole reading by writer instead")
    parser.add_argument("--curve", action="store_true", help="draw the learning curve instead")
    chosen = parser.parse_args()
    if chosen.diet and chosen.examples is None:
        parser.error("--diet takes days on all examples: say --examples N")
    if chosen.cv:
        cross_validate(chosen.examples)
    if chosen.reading:
        read_held_out()
    if chosen.curve:
        draw_curves(chosen.examples)
    if not (chosen.cv or chosen.reading or chosen.curve):
        compare(chosen.examples, chosen.epochs, with_diet=chosen.diet)


if __name__ == "__main__":
    main()
