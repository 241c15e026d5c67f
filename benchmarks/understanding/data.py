"""What the contenders learn from and what they are judged on: examples by writer, and the development questions."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.dev_numbers import read_questions
from sendguide.settings import PROJECT

DATA = PROJECT / "data"
ANSWERS = PROJECT / "content" / "answers"
EDITORS = "editors"
"""The writer of `data/nlu.yml`. The editors wrote it to mend what measurements showed, so it is never judged on."""

DEVELOPMENT, HELD_OUT = "development", "held out"
"""Lots of messages to be judged on: the development questions, and the examples of writers held out."""

FOLDS = 4
SEED = 2026


@dataclass(frozen=True)
class Example:
    """One training example, and who wrote it."""

    text: str
    label: str
    writer: str


@dataclass(frozen=True)
class Question:
    """One message to be judged on.

    Attributes:
        text: the message.
        label: its answer id; of a message with several asks, the first one's.
        right: every id that counts as right: any of several asks.
        group: the group of `label`.
        kind: the style of a development question, the writer of a held-out example.
    """

    text: str
    label: str
    right: frozenset[str]
    group: str
    kind: str


def read_examples(folder: Path = DATA) -> list[Example]:
    """All training examples: the editors' in `nlu.yml` and each writer's in `nlu/<writer>.yml`."""
    found: list[Example] = []
    for path in (folder / "nlu.yml", *sorted((folder / "nlu").glob("*.yml"))):
        writer = EDITORS if path.parent == folder else path.stem
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            lines = (line.removeprefix("- ") for line in block["examples"].splitlines())
            found += [Example(line, block["intent"], writer) for line in lines]
    return found


def sample(examples: Sequence[Example], per_id: int | None) -> list[Example]:
    """The same `per_id` random examples of each id every time, or all of them."""
    if per_id is None:
        return list(examples)
    by_label: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_label[example.label].append(example)
    chance = random.Random(SEED)  # noqa: S311 - a repeatable sample, not a secret
    return [example for some in by_label.values() for example in chance.sample(some, min(per_id, len(some)))]


def writer_folds(examples: Sequence[Example], folds: int = FOLDS) -> list[frozenset[str]]:
    """Groups of writers with about the same number of examples each. The editors are in none.

    The writer with most examples goes first, each to the group that is smallest so far.
    """
    groups: list[list[str]] = [[] for _ in range(folds)]
    sizes = [0] * folds
    counts = Counter(example.writer for example in examples if example.writer != EDITORS)
    for writer, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        smallest = sizes.index(min(sizes))
        groups[smallest].append(writer)
        sizes[smallest] += count
    return [frozenset(group) for group in groups]


def split(examples: Sequence[Example], held_out: Collection[str]) -> tuple[list[Example], list[Example]]:
    """The examples to learn from and those of the writers held out.

    Raises:
        ValueError: when the editors are to be held out.
    """
    if EDITORS in held_out:
        raise ValueError("The editors' examples are never judged on.")
    learnt = [example for example in examples if example.writer not in held_out]
    return learnt, [example for example in examples if example.writer in held_out]


def groups_of_ids(folder: Path = ANSWERS) -> dict[str, str]:
    """The group of each answer id: its file's folder."""
    return {path.stem: path.parent.name for path in sorted(folder.glob("*/*.yml"))}


def development_questions() -> list[Question]:
    """The development questions, which no contender has learnt from."""
    return [
        Question(
            text=row["text"],
            label=row["label"],
            right=frozenset({row["label"], *(row.get("labels") or [])}),
            group=row["group"],
            kind=row["style"],
        )
        for row in read_questions()
    ]


def as_questions(examples: Sequence[Example]) -> list[Question]:
    """Held-out examples as messages to be judged on."""
    groups = groups_of_ids()
    return [
        Question(item.text, item.label, frozenset({item.label}), groups[item.label], item.writer) for item in examples
    ]
