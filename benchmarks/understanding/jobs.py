"""Trains one contender and lets it judge, in a process of its own, so that its memory can be told.

python -m benchmarks.understanding.jobs JOB OUTCOME     # a job as JSON, the file for its outcome
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.understanding.data import Example, Question
from benchmarks.understanding.judged import Judged, judge
from sendguide.settings import PROJECT

if TYPE_CHECKING:
    from benchmarks.understanding.contenders import Model

SHORT = (
    "hello, the council said no to an assessment for my son and i do not know what to do next, please help",
    "how long do we have to ask for mediation after the letter came, it is dated the third of last month i think",
    "can my sister come to the meeting with me because i get very upset and forget what i wanted to say there",
    "school says they cannot meet his needs any more and he is home most days now, who can i talk to about this",
    "we got the plan last week but it has the wrong school in it, do we need a certificate before we appeal",
    "is there a support group near us for parents of autistic teenagers, evenings are best, we both work full time",
)
"""Messages of about 20 words; all six together are one of about 120."""

TIMES = 5
"""How often each message is asked when it is timed."""

EPOCHS = 100
"""Passes over the examples that `rasa init` lets DIET make."""


@dataclass(frozen=True)
class Job:
    """What to do.

    Attributes:
        contender: its name.
        learnt: the examples to learn from.
        asked: the messages to be judged on, in one or more lots.
        epochs: for DIET.
        timed: whether to time messages one by one.
    """

    contender: str
    learnt: Sequence[Example]
    asked: Mapping[str, Sequence[Question]]
    epochs: int = EPOCHS
    timed: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes:
        judged: what it made of each lot of messages.
        costs: `examples`, `training s`, `memory MB`, and if timed `ms 20 words` and `ms 120 words`.
    """

    judged: Mapping[str, Judged]
    costs: Mapping[str, float]


def in_own_process(job: Job) -> Outcome:
    """Does a job in a new process.

    Raises:
        RuntimeError: with the end of what it printed, when it failed.
    """
    print(f"… {job.contender} on {len(job.learnt)} examples", file=sys.stderr, flush=True)
    words = {
        "contender": job.contender,
        "epochs": job.epochs,
        "texts": [example.text for example in job.learnt],
        "labels": [example.label for example in job.learnt],
        "asked": {lot: [question.text for question in questions] for lot, questions in job.asked.items()},
        "timed": job.timed,
    }
    with tempfile.TemporaryDirectory(prefix="sendguide-job-") as folder:
        Path(folder, "job.json").write_text(json.dumps(words), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.understanding.jobs", folder]
        done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(f"{job.contender} failed ({done.returncode}):\n{done.stderr[-5000:]}")
        with np.load(Path(folder, "outcome.npz"), allow_pickle=False) as arrays:
            labels = [str(name) for name in arrays["labels"]]
            judged = {lot: judge(questions, arrays[f"lot {lot}"], labels) for lot, questions in job.asked.items()}
            return Outcome(judged, json.loads(str(arrays["costs"])))


def do(folder: Path) -> None:
    """Does the job in this process and writes its outcome."""
    from benchmarks.understanding.contenders import contenders

    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    _, train = contenders(job["epochs"])[job["contender"]]
    model = train(job["texts"], job["labels"])
    costs = {"examples": len(job["texts"]), "training s": time.perf_counter() - started}
    found = {f"lot {lot}": model.probabilities(texts) for lot, texts in job["asked"].items()}
    costs |= _times(model) if job["timed"] else {}
    costs["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(folder / "outcome.npz", labels=np.array(model.labels), costs=json.dumps(costs), **found)


def _times(model: Model) -> dict[str, float]:
    """Median milliseconds of a message, one at a time."""
    long = [" ".join((*SHORT[place:], *SHORT[:place])) for place in range(len(SHORT))]
    found = {}
    for name, texts in (("ms 20 words", list(SHORT)), ("ms 120 words", long)):
        took = []
        for text in texts * TIMES:
            started = time.perf_counter()
            model.probabilities([text])
            took.append((time.perf_counter() - started) * 1000)
        found[name] = statistics.median(took)
    return found


if __name__ == "__main__":
    do(Path(sys.argv[1]))
