"""The labelled messages beside this file, and how redaction is scored on them.

`planted_N.txt`: messages with personal data, each piece in braces with its kind, `{NAME:Mrs Patel|Patel}` where only
the part after the bar must go. `innocent_N.txt`: messages without any. All are made up: telephones are of Ofcom's
ranges for drama, NHS numbers begin with 999, NI numbers with QQ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sendguide.safety.redaction import Kind, Redactor, Span

FOLDER = Path(__file__).parent
LABEL = re.compile(r"\{([A-Z_]+):([^{}|]+)(?:\|([^{}]+))?\}")


@dataclass(frozen=True)
class Case:
    """A labelled message: who writes so, what is written, and what in it must go."""

    register: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass
class Score:
    """Counts of labelled pieces found, and of pieces removed rightly and wrongly."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def recall(self, *keys: str) -> float:
        """The share of the labelled pieces of these kinds that were removed as a whole."""
        return sum(self.found[key] for key in keys) / max(1, sum(self.labelled[key] for key in keys))

    def precision(self) -> float:
        """The share of removed pieces that were labelled."""
        return self.right.total() / max(1, self.removed.total())


def read_cases(*names: str) -> list[Case]:
    """The cases of these files."""
    return [_case(line) for name in names for line in _lines(FOLDER / f"{name}.txt")]


def score(redactor: Redactor, cases: Iterable[Case]) -> Score:
    """Redacts all cases and counts."""
    return score_spans(redactor.find, cases)


def score_spans(find: Callable[[str], list[Span]], cases: Iterable[Case]) -> Score:
    """Counts what a finder finds: a piece when all of it goes as its kind, and what goes as right on any label."""
    total = Score()
    for case in cases:
        made = find(case.text)
        for label in case.spans:
            assert label.kind is not None
            hit = any(span.start <= label.start and label.end <= span.end and span.kind is label.kind for span in made)
            total.labelled.update((label.kind.value, case.register))
            total.found.update((label.kind.value, case.register) if hit else ())
            if not hit:
                total.missed.append(f"{label.kind.value} {case.text[label.start : label.end]!r}: {case.text}")
        for span in made:
            assert span.kind is not None
            right = any(span.start < label.end and label.start < span.end for label in case.spans)
            total.removed[span.kind.value] += 1
            total.right[span.kind.value] += right
            if not right:
                total.wrong.append(f"{span.kind.value} {case.text[span.start : span.end]!r}: {case.text}")
    return total


STRUCTURED = tuple(kind.value for kind in Kind if kind is not Kind.NAME)
REGISTERS = ("mother", "young", "grandfather", "foster", "senco")


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _case(line: str) -> Case:
    register, _, labelled = line.partition(" | ")
    pieces: list[str] = []
    spans: list[Span] = []
    done = length = 0
    for match in LABEL.finditer(labelled):
        kind, shown, part = match.groups()
        before = labelled[done : match.start()]
        start = length + len(before) + (shown.rindex(part) if part else 0)
        spans.append(Span(start, start + len(part or shown), Kind(kind)))
        pieces += [before, shown]
        length += len(before) + len(shown)
        done = match.end()
    return Case(register, "".join([*pieces, labelled[done:]]), tuple(spans))
