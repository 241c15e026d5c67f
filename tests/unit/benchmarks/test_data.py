"""A model is judged on writers it has not seen; what the editors wrote is learnt from and never judged on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.understanding.data import (
    EDITORS,
    FOLDS,
    Example,
    as_questions,
    groups_of_ids,
    read_examples,
    sample,
    split,
    writer_folds,
)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """The real ones."""
    return read_examples()


def written(sizes: dict[str, int]) -> list[Example]:
    return [Example(f"{writer} {number}", "greet", writer) for writer, size in sizes.items() for number in range(size)]


def test_the_file_says_who_wrote(tmp_path: Path):
    (tmp_path / "nlu").mkdir()
    block = 'version: "3.1"\nnlu:\n  - intent: {}\n    examples: |\n      - {}\n      - -5 today\n'
    (tmp_path / "nlu.yml").write_text(block.format("greet", "hi"), encoding="utf-8")
    (tmp_path / "nlu" / "mother.yml").write_text(block.format("thanks", "ta - bye"), encoding="utf-8")
    assert read_examples(tmp_path) == [
        Example("hi", "greet", EDITORS),
        Example("-5 today", "greet", EDITORS),
        Example("ta - bye", "thanks", "mother"),
        Example("-5 today", "thanks", "mother"),
    ]


def test_every_writer_but_the_editors_is_in_one_fold(examples: list[Example]):
    folds = writer_folds(examples)
    held_out = Counter(writer for fold in folds for writer in fold)
    assert len(folds) == FOLDS
    assert set(held_out) == {example.writer for example in examples} - {EDITORS}
    assert set(held_out.values()) == {1}


def test_the_folds_are_of_similar_size(examples: list[Example]):
    sizes = [len(split(examples, fold)[1]) for fold in writer_folds(examples)]
    assert max(sizes) < 1.25 * min(sizes)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 5, "b": 4, "c": 3, "d": 2}, [{"a", "d"}, {"b", "c"}]),
        ({"a": 9, "b": 1, "c": 1, "d": 1}, [{"a"}, {"b", "c", "d"}]),
        ({"b": 2, "a": 2}, [{"a"}, {"b"}]),
        ({EDITORS: 9, "a": 2, "b": 1}, [{"a"}, {"b"}]),
    ],
)
def test_large_writers_are_placed_first(sizes: dict[str, int], expected: list[set[str]]):
    assert writer_folds(written(sizes), 2) == [frozenset(fold) for fold in expected]


def test_no_writer_is_on_both_sides_and_the_editors_always_teach(examples: list[Example]):
    judged = []
    for fold in writer_folds(examples):
        learnt, held_out = split(examples, fold)
        assert {example.writer for example in held_out} == fold
        assert not fold & {example.writer for example in learnt}
        assert EDITORS in {example.writer for example in learnt}
        assert len(learnt) + len(held_out) == len(examples)
        judged += held_out
    assert Counter(judged) == Counter(example for example in examples if example.writer != EDITORS)


def test_the_editors_cannot_be_held_out(examples: list[Example]):
    with pytest.raises(ValueError, match="editors"):
        split(examples, {EDITORS, "mother"})


def test_a_sample_is_the_same_every_time(examples: list[Example]):
    chosen = sample(examples, 3)
    assert chosen == sample(examples, 3)
    assert set(Counter(example.label for example in chosen).values()) == {3}
    assert len(set(chosen)) == len(chosen)


def test_a_sample_takes_what_there_is():
    assert len(sample(written({"a": 2}), 3)) == 2
    assert sample(written({"a": 2}), None) == written({"a": 2})


def test_held_out_examples_are_judged_by_writer_and_group():
    (question,) = as_questions([Example("how much is it", "mediation_cost", "mother")])
    assert (question.right, question.kind) == ({"mediation_cost"}, "mother")
    assert question.group == "mediation_basics"


def test_every_id_has_a_group(examples: list[Example]):
    groups = groups_of_ids()
    assert {example.label for example in examples} <= set(groups)
    assert len(set(groups.values())) == 14
