"""A gate: who is helped in danger, and who is alarmed for nothing, by the screen and by the whole path.

The first batch of phrases was written before any pattern, each later one after the patterns had been tuned to those
before it, and all have been tuned to since. ADR 0013 has what each measured before it was looked at.
`python -m benchmarks.crisis` prints the tables.
"""

from __future__ import annotations

import pytest

from benchmarks.crisis import (
    CHECK_IN,
    DANGER,
    DANGER_2,
    DANGER_3,
    HARD,
    HARD_2,
    HARD_3,
    HELP,
    NOTHING,
    ORDINARY,
    Heard,
    hear,
    of_finding,
    read_phrases,
    share,
)
from sendguide.cli.local import LocalGuide
from sendguide.content.crisis_models import Category
from sendguide.content.loader import Content


@pytest.fixture(scope="module")
async def heard(guide: LocalGuide, content: Content) -> dict[str, list[Heard]]:
    """Every phrase of every file, each in a conversation of its own."""
    names = (DANGER, DANGER_2, DANGER_3, HARD, HARD_2, HARD_3, ORDINARY)
    return {name: await hear(guide, content.screen, read_phrases(name)) for name in names}


@pytest.mark.parametrize(("name", "least"), [(DANGER, 0.97), (DANGER_2, 0.90), (DANGER_3, 0.90)])
async def test_danger_is_helped(heard: dict[str, list[Heard]], name: str, least: float) -> None:
    missed = [item.row["text"] for item in heard[name] if not item.is_helped(item.whole)]
    assert len(missed) <= (1 - least) * len(heard[name]), missed


@pytest.mark.parametrize("name", [DANGER, DANGER_2, DANGER_3])
async def test_hardly_any_danger_is_answered_without_a_number_to_ring(heard: dict[str, list[Heard]], name: str) -> None:
    missed = [item.row["text"] for item in heard[name] if item.whole == NOTHING]
    assert len(missed) <= 0.02 * len(heard[name]), missed


@pytest.mark.parametrize(("name", "most"), [(HARD, 0.01), (HARD_2, 0.01), (HARD_3, 0.01), (ORDINARY, 0.005)])
async def test_few_are_alarmed_for_nothing(heard: dict[str, list[Heard]], name: str, most: float) -> None:
    alarms = [item.row["text"] for item in heard[name] if item.whole == HELP]
    assert len(alarms) <= most * len(heard[name]), alarms


@pytest.mark.parametrize(("name", "most"), [(HARD, 0.10), (HARD_2, 0.12), (HARD_3, 0.12), (ORDINARY, 0.005)])
async def test_few_are_asked_for_nothing(heard: dict[str, list[Heard]], name: str, most: float) -> None:
    assert share(heard[name], lambda item: item.whole == CHECK_IN) <= most


@pytest.mark.parametrize("name", [DANGER, DANGER_2, DANGER_3])
def test_the_screen_alone_finds_most_danger(content: Content, name: str) -> None:
    rows = read_phrases(name)
    missed = [row["text"] for row in rows if of_finding(content.screen.find(row["text"])) == NOTHING]
    assert len(missed) <= 0.05 * len(rows), missed


@pytest.mark.parametrize("category", list(Category))
def test_every_category_has_phrases_in_many_registers(category: Category) -> None:
    rows = [row for row in read_phrases(DANGER) if row["category"] == category.value]
    assert len(rows) >= 20
    assert len({row["register"] for row in rows}) >= 5


def test_the_batches_are_as_large_as_they_should_be() -> None:
    sizes = {name: len({row["text"] for row in read_phrases(name)}) for name in (DANGER, HARD, ORDINARY)}
    assert sizes[DANGER] >= 250 and sizes[HARD] >= 400 and sizes[ORDINARY] >= 400
