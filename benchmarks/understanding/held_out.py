"""The whole reading of a message (spelling, parts, several asks, danger, thresholds), judged on writers left out.

Each group of writers is read by a reader that learnt from the others only, in a process of its own. What the classifier
alone makes of them is `--cv`; this is what a parent would get, but for commands and Rasa.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING

from benchmarks.understanding.data import Example, read_examples, split, writer_folds
from benchmarks.understanding.report import text_table
from sendguide.understanding.decide import NEAR_MISSES, SEND_LAW

if TYPE_CHECKING:
    from sendguide.understanding.reader import Reading

TODAY = date(2026, 11, 23)
LINES = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
"""Where the line for sure answers could be."""

STORY = 40
"""Words from which on an example counts as a story."""


@dataclass(frozen=True)
class Read:
    """An example and what the guide made of it."""

    example: Example
    reading: Reading

    @property
    def first(self) -> bool:
        """The id answered, or the first option, is right."""
        return self.reading.decision.ids[:1] == (self.example.label,)

    @property
    def found(self) -> bool:
        """The right id is answered or offered."""
        decision = self.reading.decision
        return self.example.label in {*decision.ids, *decision.also, decision.topic}

    @property
    def committed(self) -> bool:
        """It was answered, not asked back."""
        return self.reading.decision.certainty.value in ("sure", "crisis")

    @property
    def wrong(self) -> bool:
        """It was answered, and not with the right id first."""
        return self.committed and not self.first

    @property
    def helped(self) -> bool:
        """Help in a crisis came first."""
        return self.reading.decision.certainty.value == "crisis"

    @property
    def invented(self) -> bool:
        """One ask got several answers."""
        return len(self.reading.decision.ids) > 1 and self.reading.decision.certainty.value == "sure"

    @property
    def danger(self) -> bool:
        """Someone is in danger."""
        return self.example.label.startswith("crisis_")

    @property
    def leaked(self) -> bool:
        """A near miss was answered with EHC mediation or SEND Tribunal content."""
        given = self.reading.decision.ids if self.committed else ()
        return self.example.label in NEAR_MISSES and any(name.startswith(SEND_LAW) for name in given)


def read_held_out(writers: Collection[str]) -> list[Read]:
    """Learns from all other writers, and reads what these wrote."""
    from sendguide.content.loader import content_store
    from sendguide.nlu.reader import ASKS, read_asks, words_of
    from sendguide.understanding.classifier import IntentClassifier
    from sendguide.understanding.encoder import load_encoder
    from sendguide.understanding.learn_asks import learn_asks
    from sendguide.understanding.reader import MessageReader

    learnt, held_out = split(read_examples(), writers)
    words = words_of(content_store().current())
    texts = [words.speller.correct(item.text) for item in learnt]
    classifier = IntentClassifier.train(texts, [item.label for item in learnt], load_encoder())
    reader = MessageReader(classifier, learn_asks(classifier, read_asks(ASKS), words), words)
    return [Read(item, reader.read(item.text, today=TODAY)) for item in held_out]


def read_all() -> list[Read]:
    """Every example but the editors', read by a reader that knows nothing of its writer."""
    found: list[Read] = []
    for writers in writer_folds(read_examples()):
        with ProcessPoolExecutor(1, get_context("spawn")) as own:
            found += own.submit(read_held_out, writers).result()
    return found


def by_writer(reads: Sequence[Read]) -> str:
    """One row a writer, one for stories, one for all."""
    rows = {writer: [read for read in reads if read.example.writer == writer] for writer in sorted(_writers(reads))}
    rows["stories"] = [read for read in reads if len(read.example.text.split()) > STORY]
    rows["all"] = list(reads)
    header = ["writer", "n", "right first", "right or offered", "confidently wrong", "answered", "several for one ask"]
    fields = ("first", "found", "wrong", "committed", "invented")
    return text_table(
        header,
        [[name, str(len(some)), *(_percent(some, field) for field in fields)] for name, some in rows.items() if some],
    )


def dangers(reads: Sequence[Read]) -> str:
    """Crisis recall, false alarms, near-miss leaks."""
    danger = [read for read in reads if read.danger]
    others = [read for read in reads if not read.danger]
    near = [read for read in reads if read.example.label in NEAR_MISSES]
    return (
        f"danger: help first {sum(read.helped for read in danger)} of {len(danger)}; "
        f"false alarms {sum(read.helped for read in others)} of {len(others)}\n"
        f"near misses leaked: {sum(read.leaked for read in near)} of {len(near)}"
    )


def lines_for_sure(reads: Sequence[Read]) -> str:
    """What would change if the line for sure answers were elsewhere (ADR 4). Costly ids keep theirs if it is higher."""
    header = ["sure at", "answered", "wrong, of all", "wrong, of answered", "right or offered"]
    return text_table(header, [_line(reads, line) for line in LINES])


def _line(reads: Sequence[Read], line: float) -> list[str]:
    from sendguide.understanding.decide import Thresholds, decide

    usual = Thresholds()
    lines = replace(usual, sure=line, sure_costly=max(line, usual.sure_costly), certain=max(line, usual.certain))
    moved = []
    for read in reads:
        if read.helped or not read.reading.ranking:
            moved.append(read)
            continue
        decision = decide(read.reading.ranking, lines)
        moved.append(replace(read, reading=replace(read.reading, decision=decision)))
    answered = [read for read in moved if read.committed]
    shares = (_percent(moved, "committed"), _percent(moved, "wrong"), _percent(answered, "wrong"))
    return [f"{line:.2f}", *shares, _percent(moved, "found")]


def errors(reads: Sequence[Read], most: int) -> str:
    """The surest wrong answers."""
    wrong = sorted((read for read in reads if read.wrong), key=lambda read: -read.reading.decision.confidence)
    lines = [f"The {min(most, len(wrong))} surest of {len(wrong)} wrong answers"]
    for read in wrong[:most]:
        given = ", ".join(read.reading.decision.ids)
        lines.append(f"{read.reading.decision.confidence:.2f}  {given}, not {read.example.label}: {read.example.text}")
    return "\n".join(lines)


def _writers(reads: Iterable[Read]) -> set[str]:
    return {read.example.writer for read in reads}


def _percent(reads: Sequence[Read], field: str) -> str:
    return f"{sum(bool(getattr(read, field)) for read in reads) / max(len(reads), 1):.1%}"
